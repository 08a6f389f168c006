//! The objects of a file, found by looking for them, and streams unpacked against one budget.

use std::collections::BTreeMap;
use std::io::Read as _;

use flate2::read::ZlibDecoder;
use memchr::memmem;

use super::object::{Dict, Object, Parser, is_blank};
use crate::limits;

/// A file with its objects. Where a number comes twice, the later counts, as an update does.
#[derive(Debug)]
pub(super) struct File<'a> {
    bytes: &'a [u8],
    objects: BTreeMap<u32, (usize, Object)>,
    /// Bytes that may still be unpacked.
    budget: usize,
    /// Values that may still be kept.
    values: usize,
    /// What the trailers say, the last first.
    pub(super) trailer: Dict,
}

impl<'a> File<'a> {
    /// Finds the objects.
    pub(super) fn open(bytes: &'a [u8]) -> Self {
        let mut file = Self {
            bytes,
            objects: BTreeMap::new(),
            budget: limits::PDF_UNPACKED,
            values: limits::PDF_VALUES,
            trailer: Dict::new(),
        };
        file.scan();
        file.trailers();
        file.packed_objects();
        file
    }

    /// All objects, by number.
    pub(super) fn objects(&self) -> impl Iterator<Item = (u32, &Object)> {
        self.objects.iter().map(|(number, (_, object))| (*number, object))
    }

    /// What an object stands for: what it refers to, at most sixteen steps away.
    pub(super) fn resolve<'o>(&'o self, object: Option<&'o Object>) -> Option<&'o Object> {
        let mut object = object?;
        for _ in 0..16 {
            let Object::Reference(number) = object else { return Some(object) };
            object = &self.objects.get(number)?.1;
        }
        None
    }

    /// The dictionary that an object stands for; empty when it is none.
    pub(super) fn dict(&self, object: Option<&Object>) -> Dict {
        self.resolve(object).and_then(Object::as_dict).cloned().unwrap_or_default()
    }

    /// The bytes of a stream by its number.
    pub(super) fn unpack(&mut self, number: u32) -> Option<Vec<u8>> {
        self.unpack_object(&Object::Reference(number))
    }

    /// The bytes of a stream, unpacked.
    pub(super) fn unpack_object(&mut self, object: &Object) -> Option<Vec<u8>> {
        let Some(Object::Stream(dict, from, to)) = self.resolve(Some(object)).cloned() else { return None };
        let mut bytes = self.bytes.get(from..to)?.to_vec();
        let filters = match self.resolve(dict.get("Filter").or_else(|| dict.get("F"))) {
            Some(Object::Array(filters)) => filters.clone(),
            Some(name @ Object::Name(_)) => vec![name.clone()],
            _ => Vec::new(),
        };
        for filter in filters.iter().take(4) {
            let Object::Name(name) = filter else { return None };
            bytes = match name.as_str() {
                "FlateDecode" | "Fl" => self.inflate(&bytes),
                "ASCIIHexDecode" | "AHx" => hex(&bytes),
                "ASCII85Decode" | "A85" => ascii85(&bytes),
                _ => return None,
            };
        }
        self.budget = self.budget.saturating_sub(bytes.len());
        (self.budget > 0).then_some(bytes)
    }

    /// What can be unpacked of a zlib stream, within the budget; a broken end is left.
    fn inflate(&self, bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        let mut reader = ZlibDecoder::new(bytes).take(self.budget as u64);
        let mut buffer = [0; 16 * 1024];
        while let Ok(count) = reader.read(&mut buffer) {
            let Some(piece) = buffer.get(..count).filter(|piece| !piece.is_empty()) else { break };
            out.extend_from_slice(piece);
        }
        out
    }

    /// Looks for `1 0 obj`.
    fn scan(&mut self) {
        let finder = memmem::Finder::new(b"obj");
        let mut at = 0;
        let mut has_ends = true;
        while let Some(found) = self.bytes.get(at..).and_then(|rest| finder.find(rest)).map(|found| at + found) {
            at = found + 3;
            let Some(number) = number_before(self.bytes, found) else { continue };
            if self.objects.len() >= limits::PDF_OBJECTS {
                return;
            }
            let mut parser = Parser::new(self.bytes, at);
            let Some(mut object) = parser.object(0) else { return };
            at = parser.at.max(at);
            let Some(left) = self.values.checked_sub(parser.count) else { return };
            self.values = left;
            if let Object::Dict(dict) = &object {
                parser.skip_blanks();
                let rest = self.bytes.get(parser.at..).unwrap_or_default();
                if has_ends && rest.starts_with(b"stream") {
                    let from = parser.at + 6 + line_break(rest.get(6..).unwrap_or_default());
                    match self.stream_end(dict, from) {
                        Some(to) => {
                            object = Object::Stream(dict.clone(), from, to);
                            at = to;
                        }
                        None => has_ends = false,
                    }
                }
            }
            self.objects.insert(number, (found, object));
        }
    }

    /// Where a stream ends: where its length says, when `endstream` stands there, else at the next one.
    fn stream_end(&self, dict: &Dict, from: usize) -> Option<usize> {
        let told = dict.get("Length").and_then(Object::as_whole).and_then(|length| from.checked_add(length));
        let is_end = |to: &usize| {
            let rest = self.bytes.get(*to..).unwrap_or_default();
            rest.get(line_break(rest)..).unwrap_or_default().starts_with(b"endstream")
        };
        told.filter(is_end).or_else(|| memmem::find(self.bytes.get(from..)?, b"endstream").map(|found| from + found))
    }

    /// What the trailers say: the words `trailer`, and the streams that stand for them.
    fn trailers(&mut self) {
        let mut found: Vec<(usize, Dict)> = memmem::find_iter(self.bytes, b"trailer")
            .take(16)
            .filter_map(|at| match Parser::new(self.bytes, at + 7).object(0) {
                Some(Object::Dict(dict)) => Some((at, dict)),
                _ => None,
            })
            .collect();
        for (at, object) in self.objects.values() {
            match object {
                Object::Stream(dict, ..) if dict.get("Type").is_some_and(|name| name.is_name("XRef")) => {
                    found.push((*at, dict.clone()));
                }
                _ => {}
            }
        }
        found.sort_by_key(|(at, _)| *at);
        for (_, dict) in found {
            self.trailer
                .extend(dict.into_iter().filter(|(name, _)| ["Root", "Info", "Encrypt"].contains(&name.as_str())));
        }
    }

    /// The objects that stand packed in streams.
    fn packed_objects(&mut self) {
        let is_packed = |dict: &Dict| dict.get("Type").is_some_and(|name| name.is_name("ObjStm"));
        let mut packed: Vec<(usize, u32, Dict)> = Vec::new();
        for (number, (at, object)) in &self.objects {
            match object {
                Object::Stream(dict, ..) if is_packed(dict) => packed.push((*at, *number, dict.clone())),
                _ => {}
            }
        }
        packed.sort_unstable_by_key(|(at, number, _)| (*at, *number));
        for (at, number, dict) in packed {
            let count = dict.get("N").and_then(Object::as_whole).unwrap_or(0);
            let first = dict.get("First").and_then(Object::as_whole).unwrap_or(0);
            let Some(bytes) = self.unpack(number) else { continue };
            let mut heads = Parser::new(&bytes, 0);
            for _ in 0..count.min(limits::PDF_OBJECTS) {
                let mut whole = || heads.object(0).and_then(|object| object.as_whole());
                let (Some(number), Some(offset)) = (whole(), whole()) else { break };
                let Ok(number) = u32::try_from(number) else { break };
                if self.objects.len() >= limits::PDF_OBJECTS {
                    return;
                }
                let is_older = self.objects.get(&number).is_none_or(|(other, _)| *other <= at);
                let mut parser = Parser::new(&bytes, first.saturating_add(offset));
                let object = parser.object(0);
                let Some(left) = self.values.checked_sub(parser.count) else { return };
                self.values = left;
                if let Some(object) = object.filter(|_| is_older) {
                    self.objects.insert(number, (at, object));
                }
            }
        }
    }
}

/// The object's number before ` 0 obj`.
fn number_before(bytes: &[u8], at: usize) -> Option<u32> {
    let before = bytes.get(at.saturating_sub(24)..at)?;
    let back = |bytes: &[u8], is: fn(u8) -> bool| bytes.iter().rposition(|byte| !is(*byte)).map_or(0, |at| at + 1);
    let without_blank = before.get(..back(before, is_blank))?;
    let without_turn = without_blank.get(..back(without_blank, |byte| byte.is_ascii_digit()))?;
    let number_end = without_turn.get(..back(without_turn, is_blank))?;
    let is_apart = without_turn.len() < without_blank.len() && number_end.len() < without_turn.len();
    let digits = number_end.get(back(number_end, |byte| byte.is_ascii_digit())..)?;
    std::str::from_utf8(digits).ok().filter(|_| is_apart)?.parse().ok()
}

/// How long the line break at the beginning is.
fn line_break(bytes: &[u8]) -> usize {
    match bytes {
        [b'\r', b'\n', ..] => 2,
        [b'\n' | b'\r', ..] => 1,
        _ => 0,
    }
}

fn hex(bytes: &[u8]) -> Vec<u8> {
    let mut text = vec![b'<'];
    text.extend_from_slice(bytes);
    match Parser::new(&text, 0).object(0) {
        Some(Object::Text(bytes)) => bytes,
        _ => Vec::new(),
    }
}

fn ascii85(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::new();
    let mut group: Vec<u8> = Vec::new();
    let mut flush = |group: &mut Vec<u8>| {
        let count = group.len();
        if count >= 2 {
            group.resize(5, 84);
            let value = group.iter().fold(0_u32, |sum, digit| sum.wrapping_mul(85).wrapping_add(u32::from(*digit)));
            out.extend(value.to_be_bytes().iter().take(count - 1));
        }
        group.clear();
    };
    for byte in bytes {
        match byte {
            b'z' if group.is_empty() => {
                group.extend([0; 5]);
                flush(&mut group);
            }
            b'!'..=b'u' => {
                group.push(byte - b'!');
                if group.len() == 5 {
                    flush(&mut group);
                }
            }
            b'~' => break,
            _ => {}
        }
    }
    flush(&mut group);
    out
}
