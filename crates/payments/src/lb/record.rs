//! One record: fields by position, whatever the encoding, and its place in the file.

use std::ops::Range;

use chrono::NaiveDate;

/// A line of the file.
#[derive(Debug)]
pub(super) struct Record<'t> {
    text: &'t str,
    /// Transaction code, the first two characters.
    pub(super) code: &'t str,
    /// From 1.
    pub(super) line: u64,
    /// With its line break.
    pub(super) at: Range<usize>,
}

impl<'t> Record<'t> {
    /// A record from a line with its break, which begins at `start`.
    pub(super) fn of(line: &'t str, number: u64, start: usize) -> Self {
        let text = line.trim_end_matches(['\r', '\n']);
        Self { text, code: text.get(..2).unwrap_or(text), line: number, at: start..start + line.len() }
    }

    /// The characters from one position to another, both counted from 1 and included, without blanks around.
    pub(super) fn field(&self, from: usize, to: usize) -> String {
        let chars: String = self.text.chars().skip(from - 1).take(to + 1 - from).collect();
        chars.trim().to_owned()
    }

    /// Where those characters stand in the file; shorter when the line is.
    pub(super) fn bytes(&self, from: usize, to: usize) -> Range<usize> {
        let offset = |position: usize| {
            self.text.char_indices().nth(position).map_or(self.text.len(), |(at, _)| at) + self.at.start
        };
        offset(from - 1)..offset(to)
    }

    pub(super) fn place(&self) -> String {
        format!("rad {} (post {})", self.line, crate::xml::shortened(self.code))
    }

    pub(super) fn is_credit(&self) -> bool {
        matches!(self.code, "15" | "16" | "17")
    }

    /// A payment as Bankgirot tells of it afterwards: type and bankgiro number stand where an order has day and blanks.
    pub(super) fn is_of_return(&self) -> bool {
        matches!(self.code, "14" | "15" | "54")
            && digits(&self.field(56, 60)).is_some()
            && self.field(56, 60).len() == 5
    }
}

/// The records of a file; blank lines are left out, but belong to the record before them.
pub(super) fn all(text: &str) -> Vec<Record<'_>> {
    let mut records: Vec<Record<'_>> = Vec::new();
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mut at = text.len() - body.len();
    for (number, line) in body.split_inclusive('\n').enumerate() {
        if line.trim_matches([' ', '\t', '\r', '\n', '\u{1a}']).is_empty() {
            if let Some(last) = records.last_mut() {
                last.at.end += line.len();
            }
        } else {
            records.push(Record::of(line, number as u64 + 1, at));
        }
        at += line.len();
    }
    records
}

/// A number of digits only.
pub(super) fn digits(field: &str) -> Option<i64> {
    if field.bytes().all(|byte| byte.is_ascii_digit()) { field.parse().ok() } else { None }
}

/// A day as `YYMMDD`, of this century.
pub(super) fn day(field: &str) -> Option<NaiveDate> {
    digits(field).filter(|_| field.len() == 6)?;
    NaiveDate::parse_from_str(&format!("20{field}"), "%Y%m%d").ok()
}
