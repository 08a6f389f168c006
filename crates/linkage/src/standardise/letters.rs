//! Letters: those that a wrong character set has spoilt, words in lower case, and the comparison alphabet.

use core::str::Chars;
use std::borrow::Cow;

/// Puts right letters that were written in one character set and read in another, and letters whose marks stand apart:
/// UTF-8 read as Windows-1252 (`Ã¥`, also when that happened twice), DOS letters between others (`S”der`), and `a` with a
/// combining ring.
///
/// ```
/// use linkage::standardise::repair;
///
/// assert_eq!(repair("BjÃ¶rk"), "Björk");
/// assert_eq!(repair("Ã…sa"), "Åsa");
/// assert_eq!(repair("ÃƒÂ¤lg"), "älg");
/// assert_eq!(repair("a\u{30a}sa"), "åsa");
/// ```
#[must_use]
pub fn repair(raw: &str) -> Cow<'_, str> {
    let mut text = Cow::Borrowed(raw);
    while !text.is_ascii() && text.chars().any(is_suspect) {
        match repair_once(&text) {
            // Two letters have become one, or a sign has become a letter: the loop ends.
            Some(repaired) => text = Cow::Owned(repaired),
            None => break,
        }
    }
    text
}

const fn is_suspect(c: char) -> bool {
    matches!(c, 'Ã' | 'Â' | 'â' | '†' | '„' | '”' | '\u{300}'..='\u{36F}')
}

fn repair_once(text: &str) -> Option<String> {
    let mut out = String::with_capacity(text.len());
    let mut rest = text.chars();
    let (mut changed, mut after_letter) = (false, false);
    while let Some(c) = rest.next() {
        let next = rest.clone().next();
        let right = if let Some((one, after)) = joined(c, &rest) {
            rest = after;
            one
        } else if after_letter && next.is_some_and(char::is_alphabetic) {
            dos_letter(c)
        } else {
            c
        };
        changed |= right != c;
        after_letter = right.is_alphabetic();
        out.push(right);
    }
    changed.then_some(out)
}

/// The character that this and the next one or two stand for, and what follows them.
fn joined<'a>(first: char, rest: &Chars<'a>) -> Option<(char, Chars<'a>)> {
    let mut after = rest.clone();
    let second = after.next()?;
    let one = match first {
        'Ã' => windows_byte(second).and_then(|byte| char::from_u32(u32::from(byte) + 0x40)),
        'Â' => windows_byte(second).filter(|byte| *byte >= 0xA0).map(char::from),
        // Dashes and quotation marks: `â€“`.
        'â' if second == '€' => {
            windows_byte(after.next()?).and_then(|byte| char::from_u32(0x1F80 + u32::from(byte)))
        }
        _ if is_mark(second) => composed(first, second),
        _ => None,
    };
    Some((one?, after))
}

/// The byte 0x80 to 0xBF that Windows-1252, or Latin-1, shows as this character.
fn windows_byte(c: char) -> Option<u8> {
    let byte = match c {
        '€' => 0x80,
        '‚' => 0x82,
        'ƒ' => 0x83,
        '„' => 0x84,
        '…' => 0x85,
        '†' => 0x86,
        '‡' => 0x87,
        'ˆ' => 0x88,
        '‰' => 0x89,
        'Š' => 0x8A,
        '‹' => 0x8B,
        'Œ' => 0x8C,
        'Ž' => 0x8E,
        '‘' => 0x91,
        '’' => 0x92,
        '“' => 0x93,
        '”' => 0x94,
        '•' => 0x95,
        '–' => 0x96,
        '—' => 0x97,
        '˜' => 0x98,
        '™' => 0x99,
        'š' => 0x9A,
        '›' => 0x9B,
        'œ' => 0x9C,
        'ž' => 0x9E,
        'Ÿ' => 0x9F,
        '\u{80}'..='\u{BF}' => u8::try_from(u32::from(c)).ok()?,
        _ => return None,
    };
    Some(byte)
}

/// Code page 850 read as Windows-1252.
const fn dos_letter(c: char) -> char {
    match c {
        '†' => 'å',
        '„' => 'ä',
        '”' => 'ö',
        other => other,
    }
}

/// Marks, the letters that take them, and what becomes of those.
const MARKS: [(char, &str, &str); 7] = [
    ('\u{300}', "aeiouAEIOU", "àèìòùÀÈÌÒÙ"),
    ('\u{301}', "aeiouycnszAEIOUYCNSZ", "áéíóúýćńśźÁÉÍÓÚÝĆŃŚŹ"),
    ('\u{302}', "aeiouAEIOU", "âêîôûÂÊÎÔÛ"),
    ('\u{303}', "anoANO", "ãñõÃÑÕ"),
    ('\u{308}', "aoueiyAOUEI", "äöüëïÿÄÖÜËÏ"),
    ('\u{30A}', "auAU", "åůÅŮ"),
    ('\u{30C}', "cszreCSZRE", "čšžřěČŠŽŘĚ"),
];

fn composed(letter: char, mark: char) -> Option<char> {
    let (_, plain, marked) = MARKS.iter().find(|row| row.0 == mark)?;
    plain.chars().zip(marked.chars()).find_map(|(from, to)| (from == letter).then_some(to))
}

/// The comparison alphabet: lower case, å and ä as a, ö as o, other Latin letters without their marks. The rest stays.
///
/// Only keys are folded; the exact forms of names keep å, ä and ö.
///
/// ```
/// use linkage::standardise::fold;
///
/// assert_eq!(fold("Åsa Öström-Müller"), "asa ostrom-muller");
/// ```
#[must_use]
pub fn fold(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        fold_push(&mut out, c);
    }
    out
}

/// Appends one character in the comparison alphabet.
pub(super) fn fold_push(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
        return;
    }
    for lower in c.to_lowercase().filter(|c| !is_mark(*c)) {
        match unmarked(lower) {
            Some(plain) => out.push_str(plain),
            None => out.push(lower),
        }
    }
}

const fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36F}')
}

const fn unmarked(c: char) -> Option<&'static str> {
    Some(match c {
        'å' | 'ä' | 'æ' | 'á' | 'à' | 'â' | 'ã' | 'ą' | 'ă' | 'ā' => "a",
        'ö' | 'ø' | 'œ' | 'ó' | 'ò' | 'ô' | 'õ' | 'ő' | 'ō' => "o",
        'é' | 'è' | 'ê' | 'ë' | 'ę' | 'ě' | 'ē' | 'ė' => "e",
        'í' | 'ì' | 'î' | 'ï' | 'ı' | 'ī' => "i",
        'ú' | 'ù' | 'û' | 'ü' | 'ű' | 'ů' | 'ū' => "u",
        'ý' | 'ÿ' => "y",
        'ç' | 'č' | 'ć' => "c",
        'ñ' | 'ń' | 'ň' => "n",
        'š' | 'ś' | 'ş' | 'ș' => "s",
        'ž' | 'ź' | 'ż' => "z",
        'ł' => "l",
        'đ' | 'ð' | 'ď' => "d",
        'ř' => "r",
        'ť' | 'ţ' | 'ț' => "t",
        'ğ' => "g",
        'þ' => "th",
        'ß' => "ss",
        _ => return None,
    })
}

/// The words of a name in lower case with one space between. A hyphen inside a word becomes `hyphen`; an apostrophe is
/// dropped; a letter that was lost on the way (`Bj?rk`, or the replacement character) is written as `?`; anything else
/// parts words.
pub(super) fn name_words(text: &str, hyphen: char) -> String {
    let mut out = String::with_capacity(text.len());
    let mut chars = text.chars().peekable();
    let mut gap = None;
    while let Some(c) = chars.next() {
        let next = chars.peek().copied();
        let lost = matches!(c, '?' | '\u{FFFD}');
        if c.is_alphanumeric() || lost && next.is_some_and(char::is_alphanumeric) {
            if let Some(gap) = gap.take().filter(|_| !out.is_empty()) {
                out.push(gap);
            }
            if lost { out.push('?') } else { lower_push(&mut out, c) }
        } else if is_hyphen(c) {
            gap = gap.or(Some(hyphen));
        } else if !(is_apostrophe(c) || is_mark(c) || lost && matches!(next, Some('?' | '\u{FFFD}'))) {
            gap = Some(' ');
        }
    }
    out
}

/// Appends one character in lower case, without the marks that lower case sets apart.
pub(super) fn lower_push(out: &mut String, c: char) {
    if c.is_ascii() {
        out.push(c.to_ascii_lowercase());
    } else {
        out.extend(c.to_lowercase().filter(|c| !is_mark(*c)));
    }
}

/// Hyphens, and the dashes that are typed for them.
pub(super) const fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{AD}' | '\u{2010}'..='\u{2015}' | '\u{2212}')
}

/// Apostrophes, and the accents that are typed for them.
pub(super) const fn is_apostrophe(c: char) -> bool {
    matches!(c, '\'' | '’' | '‘' | '´' | '`')
}
