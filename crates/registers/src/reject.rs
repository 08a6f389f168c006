//! Rows that were refused: one line of CSV per fault, for a person to mend the source by.

use std::io::{self, Write};

use crate::value::trimmed;

/// The header of a rejects file, with the byte order mark that Excel wants.
const HEADER: &str = "\u{feff}källfil;rad;kolumn;värde;orsak\r\n";
/// A cell longer than this is shortened.
const VALUE_LIMIT: usize = 200;

/// One fault of one row.
#[derive(Debug, Clone, Copy)]
pub struct Reject<'t> {
    /// The file, as in `source_file`.
    pub source_file: &'t str,
    /// The line or row in it, from 1.
    pub line: u64,
    /// The header of the column, as written in the file; empty when the whole row is refused.
    pub column: &'t str,
    /// The cell as written.
    pub value: &'t str,
    /// What is wrong and what to do, in Swedish.
    pub reason: &'t str,
}

impl Reject<'_> {
    /// Appends the fault as a line of CSV.
    pub fn write_to(&self, out: &mut String) {
        cell(out, self.source_file);
        out.push(';');
        out.push_str(&self.line.to_string());
        out.push(';');
        cell(out, self.column);
        out.push(';');
        let value = trimmed(self.value);
        match value.char_indices().nth(VALUE_LIMIT).and_then(|(end, _)| value.get(..end)) {
            Some(beginning) => cell(out, &format!("{beginning}…")),
            None => cell(out, value),
        }
        out.push(';');
        cell(out, self.reason);
        out.push_str("\r\n");
    }
}

/// Whether a spreadsheet that opens the text in a CSV file would run it.
#[must_use]
pub const fn is_formula(text: &str) -> bool {
    match text.as_bytes() {
        [b'=' | b'@' | b'+' | b'\t' | b'\r', ..] => true,
        [b'-', next, ..] => !next.is_ascii_digit(),
        _ => false,
    }
}

/// A quoted cell. A text that a spreadsheet would run as a formula gets an apostrophe first: the values come from files
/// that outsiders have filled in.
fn cell(out: &mut String, text: &str) {
    let is_formula = is_formula(text);
    if !is_formula && !text.contains([';', '"', '\n', '\r']) {
        out.push_str(text);
        return;
    }
    out.push('"');
    if is_formula {
        out.push('\'');
    }
    out.push_str(&text.replace('"', "\"\""));
    out.push('"');
}

/// Begins a rejects file.
///
/// # Errors
/// What the writer says.
pub fn write_header(out: &mut impl Write) -> io::Result<()> {
    out.write_all(HEADER.as_bytes())
}
