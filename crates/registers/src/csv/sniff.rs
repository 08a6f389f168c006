//! The separator and the header row of a file, from its first lines.

use super::record::{Fields, Records, Step};
use crate::value::trimmed;

const SEPARATORS: [u8; 4] = [b';', b',', b'\t', b'|'];
/// Titles and blank lines may stand above the header.
const HEADER_ROWS: usize = 20;
const SAMPLE_ROWS: usize = 200;

/// How the cells of a file are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    /// The byte between cells.
    pub separator: u8,
    /// Lines end in a carriage return alone.
    pub is_cr_only: bool,
}

/// What the first lines of a file say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Layout {
    /// How the cells are told apart.
    pub dialect: Dialect,
    /// The header cells, trimmed; empty when there is no row at all.
    pub header: Vec<String>,
    /// How many lines to skip to reach the first row of data.
    pub skip_lines: u64,
    /// The first rows of data.
    pub sample: Vec<Vec<String>>,
}

impl Layout {
    /// The file has no header row: what was taken for one is data.
    pub(crate) fn take_as_data(&mut self, header: &[String]) {
        self.sample.insert(0, std::mem::replace(&mut self.header, header.to_vec()));
        self.skip_lines = 0;
    }
}

/// Reads the layout off the beginning of a file. `known` says whether a cell is a header that means something; the row
/// with most of them is the header, and without any the first row with content.
///
/// `is_cut` tells that the file goes on after `head`: its last record is then left out.
#[must_use]
pub fn sniff(head: &str, separator: Option<u8>, is_cut: bool, known: &dyn Fn(&str) -> bool) -> Layout {
    let is_cr_only = !head.contains('\n') && head.contains('\r');
    let converted;
    let head = if is_cr_only {
        converted = head.replace('\r', "\n");
        converted.as_str()
    } else {
        head
    };
    let separator = separator.or_else(|| told_separator(head)).unwrap_or_else(|| best_separator(head, is_cut, known));
    let mut rows = rows(head, separator, is_cut, HEADER_ROWS + SAMPLE_ROWS);
    let score = |cells: &Vec<String>| cells.iter().filter(|cell| known(cell)).count();
    let mut header_at = 0;
    for (at, (_, cells)) in rows.iter().enumerate().take(HEADER_ROWS) {
        if score(cells) > rows.get(header_at).map_or(0, |(_, best)| score(best)) {
            header_at = at;
        }
    }
    let mut data = if rows.is_empty() { Vec::new() } else { rows.split_off(header_at) }.into_iter();
    let (line_after, header) = data.next().unwrap_or_default();
    Layout {
        dialect: Dialect { separator, is_cr_only },
        header,
        skip_lines: line_after,
        sample: data.take(SAMPLE_ROWS).map(|(_, cells)| cells).collect(),
    }
}

/// Rows with content, each with the number of lines up to its end.
fn rows(head: &str, separator: u8, is_cut: bool, limit: usize) -> Vec<(u64, Vec<String>)> {
    let mut records = Records::new(head, separator, 0);
    let mut fields = Fields::default();
    let mut rows: Vec<(u64, Vec<String>)> = Vec::new();
    while rows.len() <= limit {
        match records.next(&mut fields) {
            Step::End => {
                if is_cut {
                    rows.pop();
                }
                break;
            }
            Step::Blank | Step::Broken => {}
            Step::Record => {
                let cells = (0..fields.len()).map(|at| trimmed(fields.cell(head, at)).to_owned()).collect();
                rows.push((records.line(), cells));
            }
        }
    }
    rows
}

/// Excel's own hint on a first line, `sep=;`.
fn told_separator(head: &str) -> Option<u8> {
    let told = head.lines().next()?.trim_start_matches('\u{feff}').strip_prefix("sep=")?;
    told.bytes().next().filter(|byte| told.len() == 1 && byte.is_ascii())
}

/// The separator that shows most headers that mean something; of equals the one that gives most rows the same number of
/// cells, two at least, and then the one with more cells.
fn best_separator(head: &str, is_cut: bool, known: &dyn Fn(&str) -> bool) -> u8 {
    let score = |separator: u8| {
        let rows = rows(head, separator, is_cut, 60);
        let headers = |(_, cells): &(u64, Vec<String>)| cells.iter().filter(|cell| known(cell)).count();
        let best = rows.iter().take(HEADER_ROWS).map(headers).max().unwrap_or(0);
        let widths: Vec<usize> = rows.iter().map(|(_, cells)| cells.len()).collect();
        let alike = |width: &usize| widths.iter().filter(|other| *other == width).count();
        let regular = widths.iter().filter(|width| **width > 1).map(|width| (alike(width), *width)).max();
        (best, regular.unwrap_or_default())
    };
    let mut best = (b';', (0, (0, 0)));
    for separator in SEPARATORS {
        let found = score(separator);
        if found > best.1 {
            best = (separator, found);
        }
    }
    best.0
}
