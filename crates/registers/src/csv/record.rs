//! Records out of a block of text that begins at a record.

use memchr::memchr;

use super::quote::{Quoted, quoted};

/// The cells of one record; used again for the next.
#[derive(Debug, Default)]
pub struct Fields {
    spans: Vec<Span>,
    unquoted: String,
    /// The line on which the record begins.
    pub line: u64,
}

#[derive(Debug, Clone, Copy)]
struct Span {
    start: usize,
    end: usize,
    in_unquoted: bool,
}

/// What [`Records::next`] found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// A record.
    Record,
    /// A line without content.
    Blank,
    /// A line whose quoted cell never ends; reading goes on with the next line.
    Broken,
    /// The end of the text.
    End,
}

/// Takes records apart, one after the other.
#[derive(Debug)]
pub struct Records<'t> {
    text: &'t str,
    separator: u8,
    at: usize,
    line: u64,
}

impl Fields {
    /// Number of cells.
    #[must_use]
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there are no cells.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// A cell as written, without its quotes; empty when there is no such cell. `text` is what the record came from.
    #[must_use]
    #[inline]
    pub fn cell<'a>(&'a self, text: &'a str, at: usize) -> &'a str {
        match self.spans.get(at) {
            Some(span) if span.in_unquoted => self.unquoted.get(span.start..span.end).unwrap_or_default(),
            Some(span) => text.get(span.start..span.end).unwrap_or_default(),
            None => "",
        }
    }
}

impl<'t> Records<'t> {
    /// Reads `text`, whose first line has the number `line`.
    #[must_use]
    pub fn new(text: &'t str, separator: u8, line: u64) -> Self {
        Self { text, separator, at: 0, line }
    }

    /// The line that comes next.
    #[must_use]
    pub fn line(&self) -> u64 {
        self.line
    }

    /// Reads the next record into `fields`.
    pub fn next(&mut self, fields: &mut Fields) -> Step {
        fields.spans.clear();
        fields.unquoted.clear();
        fields.line = self.line;
        let bytes = self.text.as_bytes();
        if self.at >= bytes.len() {
            return Step::End;
        }
        loop {
            let Some(rest) = bytes.get(self.at..) else { return Step::End };
            if rest.first() == Some(&b'"') {
                match quoted(bytes, self.at, self.separator) {
                    Quoted::Closed { end, plain } => self.quoted_cell(fields, end, plain),
                    Quoted::Open | Quoted::Broken => return self.skip_line(),
                }
            } else {
                let length = rest.iter().position(|byte| *byte == self.separator || *byte == b'\n');
                let end = self.at + length.unwrap_or(rest.len());
                fields.spans.push(Span { start: self.at, end, in_unquoted: false });
                self.at = end;
            }
            match bytes.get(self.at) {
                Some(byte) if *byte == self.separator => self.at += 1,
                _ => break,
            }
        }
        if bytes.get(self.at) == Some(&b'\r') {
            self.at += 1;
        }
        self.at += 1;
        self.line += 1;
        self.trim_line_end(fields);
        match fields.spans.as_slice() {
            [only] if only.start == only.end => Step::Blank,
            _ => Step::Record,
        }
    }

    fn quoted_cell(&mut self, fields: &mut Fields, end: usize, plain: bool) {
        let inside = self.text.get(self.at + 1..end).unwrap_or_default();
        if plain {
            fields.spans.push(Span { start: self.at + 1, end, in_unquoted: false });
        } else {
            let start = fields.unquoted.len();
            let mut parts = inside.split("\"\"");
            fields.unquoted.push_str(parts.next().unwrap_or_default());
            for part in parts {
                fields.unquoted.push('"');
                fields.unquoted.push_str(part);
            }
            fields.spans.push(Span { start, end: fields.unquoted.len(), in_unquoted: true });
        }
        self.line += inside.bytes().filter(|byte| *byte == b'\n').count() as u64;
        self.at = end + 1;
    }

    /// The carriage return of a line end belongs to no cell.
    fn trim_line_end(&self, fields: &mut Fields) {
        if let Some(last) = fields.spans.last_mut()
            && !last.in_unquoted
            && last.end > last.start
            && last.end + 1 == self.at
            && self.text.as_bytes().get(last.end - 1) == Some(&b'\r')
        {
            last.end -= 1;
        }
    }

    /// Gives up the line that the broken cell begins on and goes on with the next.
    fn skip_line(&mut self) -> Step {
        let tail = self.text.as_bytes().get(self.at..).unwrap_or_default();
        self.at += memchr(b'\n', tail).map_or(tail.len(), |end| end + 1);
        self.line += 1;
        Step::Broken
    }
}
