//! From the bytes that a font is shown with to letters: its `ToUnicode` map, else its encoding.

use std::collections::BTreeMap;

use super::file::File;
use super::object::{Dict, Object, Parser};

/// The upper half of Windows-1252, which PDF calls `WinAnsiEncoding`.
const WINDOWS: &str = "€\u{81}‚ƒ„…†‡ˆ‰Š‹Œ\u{8d}Ž\u{8f}\u{90}‘’“”•–—˜™š›œ\u{9d}žŸ";

/// The upper half of Mac Roman.
const MAC: &str = "ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø¿¡¬√ƒ≈∆«»…\u{a0}ÀÃÕŒœ–—“”‘’÷◊ÿŸ⁄€‹›ﬁﬂ‡·‚„‰ÂÊÁËÈÍÎÏÌÓÔ\u{f8ff}ÒÚÛÙıˆ˜¯˘˙˚¸˝˛ˇ";

/// Names of glyphs that are not their own letter.
const GLYPHS: &[(&str, char)] = &[
    ("space", ' '),
    ("hyphen", '-'),
    ("endash", '–'),
    ("emdash", '—'),
    ("comma", ','),
    ("period", '.'),
    ("colon", ':'),
    ("semicolon", ';'),
    ("slash", '/'),
    ("at", '@'),
    ("percent", '%'),
    ("parenleft", '('),
    ("parenright", ')'),
    ("ampersand", '&'),
    ("plus", '+'),
    ("quoteright", '’'),
    ("quoteleft", '‘'),
    ("bullet", '•'),
    ("underscore", '_'),
    ("zero", '0'),
    ("one", '1'),
    ("two", '2'),
    ("three", '3'),
    ("four", '4'),
    ("five", '5'),
    ("six", '6'),
    ("seven", '7'),
    ("eight", '8'),
    ("nine", '9'),
    ("aring", 'å'),
    ("adieresis", 'ä'),
    ("odieresis", 'ö'),
    ("Aring", 'Å'),
    ("Adieresis", 'Ä'),
    ("Odieresis", 'Ö'),
    ("eacute", 'é'),
    ("udieresis", 'ü'),
    ("ae", 'æ'),
    ("oslash", 'ø'),
    ("fi", 'ﬁ'),
    ("fl", 'ﬂ'),
    ("quotesingle", '\''),
    ("quotedblleft", '“'),
    ("quotedblright", '”'),
    ("bar", '|'),
];

/// How the bytes of a font are read.
#[derive(Debug, Default)]
pub(super) struct Font {
    /// Bytes of a code: one, or two for a composite font.
    width: usize,
    codes: BTreeMap<u32, String>,
    /// Codes that may still be added.
    left: usize,
}

impl Font {
    /// A font of a page's resources. It takes its codes from those that are left.
    pub(super) fn read(file: &mut File<'_>, dict: &Dict, left: &mut usize) -> Self {
        if *left == 0 {
            return Self::default();
        }
        let is_composite = dict.get("Subtype").is_some_and(|name| name.is_name("Type0"));
        let mut font = Self { width: if is_composite { 2 } else { 1 }, codes: BTreeMap::new(), left: *left };
        if !is_composite {
            font.simple(file, dict);
        }
        if let Some(map) = dict.get("ToUnicode").and_then(|map| file.unpack_object(map)) {
            font.map(&map);
        }
        // A font that tells nothing costs as well.
        *left = font.left.saturating_sub(16);
        font
    }

    /// The letters of bytes; codes without any are left out.
    pub(super) fn letters(&self, bytes: &[u8]) -> String {
        let codes = bytes.chunks(self.width.max(1));
        let code = |chunk: &[u8]| chunk.iter().fold(0_u32, |code, byte| code << 8 | u32::from(*byte));
        codes.filter_map(|chunk| self.codes.get(&code(chunk)).map(String::as_str)).collect()
    }

    /// The codes of a simple font, by its encoding and the differences to it.
    fn simple(&mut self, file: &File<'_>, dict: &Dict) {
        let encoding = file.resolve(dict.get("Encoding")).cloned();
        let differences = file.dict(encoding.as_ref());
        let base = encoding
            .filter(|encoding| matches!(encoding, Object::Name(_)))
            .or_else(|| differences.get("BaseEncoding").cloned());
        let is_mac = base.is_some_and(|name| name.is_name("MacRomanEncoding"));
        for code in 32..=255_u8 {
            let letter = match code {
                0x80.. if is_mac => MAC.chars().nth(usize::from(code - 0x80)),
                0x80..=0x9f => WINDOWS.chars().nth(usize::from(code - 0x80)),
                other => Some(char::from(other)),
            };
            if let Some(letter) = letter {
                self.insert(u32::from(code), letter.to_string());
            }
        }
        let Some(Object::Array(items)) = file.resolve(differences.get("Differences")) else { return };
        let mut code = 0_u32;
        for item in items.iter().take(1024) {
            match item {
                Object::Number(_) => code = item.as_whole().and_then(|code| u32::try_from(code).ok()).unwrap_or(0),
                Object::Name(name) => {
                    if let Some(letter) = glyph(name) {
                        self.insert(code, letter.to_string());
                    }
                    code = code.saturating_add(1);
                }
                _ => {}
            }
        }
    }

    /// Reads a `ToUnicode` map: `bfchar` and `bfrange`.
    fn map(&mut self, bytes: &[u8]) {
        let mut parser = Parser::new(bytes, 0);
        let mut operands: Vec<Object> = Vec::new();
        while let Some(object) = parser.object(0) {
            let Object::Word(word) = &object else {
                if operands.len() < 10_000 {
                    operands.push(object);
                }
                continue;
            };
            match word.as_str() {
                "endcodespacerange" => {
                    if let Some(Object::Text(code)) = operands.last() {
                        self.width = code.len().clamp(1, 2);
                    }
                }
                "endbfchar" => {
                    for pair in operands.chunks(2) {
                        if let [Object::Text(code), Object::Text(letters)] = pair {
                            self.insert(number(code), utf16(letters));
                        }
                    }
                }
                "endbfrange" => self.ranges(&operands),
                _ => {}
            }
            operands.clear();
        }
    }

    fn ranges(&mut self, operands: &[Object]) {
        for triple in operands.chunks(3) {
            let [Object::Text(from), Object::Text(to), target] = triple else { continue };
            let (from, to) = (number(from), number(to));
            for (step, code) in (0_u32..).zip(from..=to.min(from.saturating_add(0xffff))) {
                if self.left == 0 {
                    return;
                }
                let letters = match target {
                    Object::Text(first) => {
                        let mut letters: Vec<char> = utf16(first).chars().collect();
                        let last = letters.pop().and_then(|last| char::from_u32(u32::from(last).checked_add(step)?));
                        letters.extend(last);
                        letters.into_iter().collect()
                    }
                    Object::Array(all) => match usize::try_from(step).ok().and_then(|step| all.get(step)) {
                        Some(Object::Text(letters)) => utf16(letters),
                        _ => break,
                    },
                    _ => break,
                };
                self.insert(code, letters);
            }
        }
    }

    fn insert(&mut self, code: u32, letters: String) {
        if let Some(left) = self.left.checked_sub(1).filter(|_| letters.chars().count() <= 8) {
            self.left = left;
            self.codes.insert(code, letters);
        }
    }
}

/// The letter that a glyph's name stands for.
fn glyph(name: &str) -> Option<char> {
    let mut letters = name.chars();
    if let (Some(letter), None) = (letters.next(), letters.next()) {
        return Some(letter);
    }
    let code = name.strip_prefix("uni").or_else(|| name.strip_prefix('u'));
    let coded = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
    coded.or_else(|| GLYPHS.iter().find(|(known, _)| *known == name).map(|(_, letter)| *letter))
}

fn number(bytes: &[u8]) -> u32 {
    bytes.iter().take(4).fold(0, |number, byte| number << 8 | u32::from(*byte))
}

/// UTF-16, the greater byte first.
pub(super) fn utf16(bytes: &[u8]) -> String {
    let units = bytes
        .chunks_exact(2)
        .map(|pair| u16::from_be_bytes([pair.first().copied().unwrap_or(0), pair.get(1).copied().unwrap_or(0)]));
    char::decode_utf16(units).map(|letter| letter.unwrap_or('\u{fffd}')).collect()
}
