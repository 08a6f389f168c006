//! The objects of a PDF and the parser of them.

use std::collections::BTreeMap;

use crate::limits;

/// A dictionary.
pub(super) type Dict = BTreeMap<String, Object>;

/// An object. A number is in thousandths.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Object {
    /// Nothing, or what was not understood.
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// A number in thousandths.
    Number(i64),
    /// A string's bytes.
    Text(Vec<u8>),
    /// A name.
    Name(String),
    /// An array.
    Array(Vec<Object>),
    /// A dictionary.
    Dict(Dict),
    /// A stream: its dictionary, and from where to where its bytes stand in the file.
    Stream(Dict, usize, usize),
    /// Another object, by its number.
    Reference(u32),
    /// A bare word: an operator.
    Word(String),
}

impl Object {
    pub(super) fn as_dict(&self) -> Option<&Dict> {
        match self {
            Self::Dict(dict) | Self::Stream(dict, ..) => Some(dict),
            _ => None,
        }
    }

    pub(super) fn as_reference(&self) -> Option<u32> {
        if let Self::Reference(number) = self { Some(*number) } else { None }
    }

    /// A number in thousandths.
    pub(super) fn as_number(&self) -> Option<i64> {
        if let Self::Number(number) = self { Some(*number) } else { None }
    }

    /// A whole number that is not negative.
    pub(super) fn as_whole(&self) -> Option<usize> {
        self.as_number().filter(|number| number % 1000 == 0).and_then(|number| usize::try_from(number / 1000).ok())
    }

    pub(super) fn is_name(&self, name: &str) -> bool {
        matches!(self, Self::Name(own) if own == name)
    }
}

/// Objects within one object, at most: a list that is longer ends the reading.
const PARTS: usize = 100_000;

/// Reads objects from bytes, from a place on.
#[derive(Debug)]
pub(super) struct Parser<'a> {
    pub(super) bytes: &'a [u8],
    pub(super) at: usize,
    /// Objects read so far, with those within others.
    pub(super) count: usize,
    /// The count at which the object that is being read has too many parts.
    most: usize,
}

impl<'a> Parser<'a> {
    pub(super) const fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at, count: 0, most: 0 }
    }

    fn peek(&self) -> Option<u8> {
        self.bytes.get(self.at).copied()
    }

    /// Goes past blanks and comments.
    pub(super) fn skip_blanks(&mut self) {
        while let Some(byte) = self.peek() {
            if byte == b'%' {
                while self.peek().is_some_and(|byte| byte != b'\n' && byte != b'\r') {
                    self.at += 1;
                }
            } else if is_blank(byte) {
                self.at += 1;
            } else {
                return;
            }
        }
    }

    /// The next object; nothing at the end. Each call goes on by at least one byte.
    pub(super) fn object(&mut self, depth: usize) -> Option<Object> {
        if depth == 0 {
            self.most = self.count.saturating_add(PARTS);
        }
        self.count += 1;
        if self.count > self.most {
            self.at = self.bytes.len();
        }
        self.skip_blanks();
        let byte = self.peek()?;
        let next = self.bytes.get(self.at + 1).copied();
        Some(match (byte, next) {
            (b'<', Some(b'<')) => {
                self.at += 2;
                self.dict(depth)
            }
            (b'<', _) => self.hex(),
            (b'(', _) => self.string(),
            (b'/', _) => Object::Name(self.name()),
            (b'[', _) => {
                self.at += 1;
                self.array(depth)
            }
            (b'0'..=b'9' | b'+' | b'-' | b'.', _) => self.number_or_reference(),
            (b']' | b'}' | b'{' | b')', _) => {
                self.at += 1;
                Object::Null
            }
            (b'>', _) => {
                self.at += if next == Some(b'>') { 2 } else { 1 };
                Object::Null
            }
            _ => self.word(),
        })
    }

    fn ends(&mut self, end: &[u8]) -> bool {
        self.skip_blanks();
        let is_end = self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(end));
        if is_end {
            self.at += end.len();
        }
        is_end || self.at >= self.bytes.len()
    }

    fn dict(&mut self, depth: usize) -> Object {
        let mut dict = Dict::new();
        while depth < limits::DEPTH && !self.ends(b">>") {
            let Some(Object::Name(name)) = self.object(depth + 1) else { continue };
            self.skip_blanks();
            if self.bytes.get(self.at..).is_some_and(|rest| rest.starts_with(b">>")) {
                continue;
            }
            if let Some(value) = self.object(depth + 1) {
                dict.insert(name, value);
            }
        }
        Object::Dict(dict)
    }

    fn array(&mut self, depth: usize) -> Object {
        let mut items = Vec::new();
        while depth < limits::DEPTH && !self.ends(b"]") {
            items.extend(self.object(depth + 1));
        }
        Object::Array(items)
    }

    fn hex(&mut self) -> Object {
        self.at += 1;
        let mut digits = Vec::new();
        while let Some(byte) = self.peek() {
            self.at += 1;
            match char::from(byte).to_digit(16).and_then(|digit| u8::try_from(digit).ok()) {
                Some(digit) => digits.push(digit),
                None if byte == b'>' => break,
                None => {}
            }
        }
        let pair = |pair: &[u8]| pair.first().copied().unwrap_or(0) * 16 + pair.get(1).copied().unwrap_or(0);
        Object::Text(digits.chunks(2).map(pair).collect())
    }

    fn string(&mut self) -> Object {
        self.at += 1;
        let mut text = Vec::new();
        let mut open = 1_usize;
        while let Some(byte) = self.peek() {
            self.at += 1;
            match byte {
                b'(' => open += 1,
                b')' => open -= 1,
                b'\\' => {
                    text.extend(self.escaped());
                    continue;
                }
                _ => {}
            }
            if open == 0 {
                break;
            }
            text.push(byte);
        }
        Object::Text(text)
    }

    /// The byte that a backslash begins; none for a broken line.
    fn escaped(&mut self) -> Option<u8> {
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\r' => {
                self.at += usize::from(self.peek() == Some(b'\n'));
                None
            }
            b'\n' => None,
            b'0'..=b'7' => {
                let mut code = u32::from(byte - b'0');
                for _ in 0..2 {
                    let Some(digit @ b'0'..=b'7') = self.peek() else { break };
                    code = code * 8 + u32::from(digit - b'0');
                    self.at += 1;
                }
                u8::try_from(code & 0xff).ok()
            }
            other => Some(other),
        }
    }

    fn name(&mut self) -> String {
        self.at += 1;
        let mut name = Vec::new();
        while let Some(byte) = self.peek().filter(|byte| is_regular(*byte)) {
            self.at += 1;
            let code = self.bytes.get(self.at..self.at + 2).and_then(|code| std::str::from_utf8(code).ok());
            match code.filter(|_| byte == b'#').and_then(|code| u8::from_str_radix(code, 16).ok()) {
                Some(code) => {
                    self.at += 2;
                    name.push(code);
                }
                None => name.push(byte),
            }
        }
        String::from_utf8_lossy(&name).into_owned()
    }

    fn word(&mut self) -> Object {
        let from = self.at;
        while self.peek().is_some_and(is_regular) {
            self.at += 1;
        }
        self.at = self.at.max(from + 1);
        match self.bytes.get(from..self.at).unwrap_or_default() {
            b"true" => Object::Bool(true),
            b"false" => Object::Bool(false),
            b"null" => Object::Null,
            word => Object::Word(String::from_utf8_lossy(word).into_owned()),
        }
    }

    fn number_or_reference(&mut self) -> Object {
        let number = self.number();
        let Some(whole) = number.as_whole().and_then(|whole| u32::try_from(whole).ok()) else { return number };
        let back = self.at;
        self.skip_blanks();
        let digits = self.at;
        while self.peek().is_some_and(|byte| byte.is_ascii_digit()) && self.at - digits < 6 {
            self.at += 1;
        }
        if self.at > digits && self.peek().is_some_and(is_blank) {
            self.skip_blanks();
            let behind = self.bytes.get(self.at + 1).copied();
            if self.peek() == Some(b'R') && !behind.is_some_and(is_regular) {
                self.at += 1;
                return Object::Reference(whole);
            }
        }
        self.at = back;
        number
    }

    /// A number in thousandths; further digits are left.
    fn number(&mut self) -> Object {
        let is_negative = self.peek() == Some(b'-');
        let (mut value, mut decimals, mut is_behind) = (0_i64, 0, false);
        let from = self.at;
        while let Some(byte) = self.peek() {
            match byte {
                b'0'..=b'9' if !is_behind || decimals < 3 => {
                    value = value.saturating_mul(10).saturating_add(i64::from(byte - b'0'));
                    decimals += u32::from(is_behind);
                }
                b'0'..=b'9' => {}
                b'.' if !is_behind => is_behind = true,
                b'+' | b'-' if self.at == from => {}
                _ => break,
            }
            self.at += 1;
        }
        let value = value.saturating_mul(10_i64.pow(3 - decimals));
        Object::Number(if is_negative { -value } else { value })
    }
}

pub(super) const fn is_blank(byte: u8) -> bool {
    matches!(byte, 0 | 9 | 10 | 12 | 13 | 32)
}

const fn is_regular(byte: u8) -> bool {
    !is_blank(byte) && !matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}
