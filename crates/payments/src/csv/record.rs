//! Records of a table: cells with or without quotes, and the place of each record.

use std::ops::Range;

use crate::FileFault;

/// A row.
#[derive(Debug)]
pub(super) struct Record {
    pub(super) cells: Vec<String>,
    /// The line where it begins, from 1.
    pub(super) line: u64,
    /// With its line break.
    pub(super) at: Range<usize>,
}

impl Record {
    pub(super) fn is_blank(&self) -> bool {
        self.cells.iter().all(String::is_empty)
    }
}

/// The first `most` records, up to one that cannot be read; `base` is where `text` begins in the file.
pub(super) fn records(text: &str, delimiter: char, base: usize, most: usize) -> (Vec<Record>, Option<FileFault>) {
    let mut records = Vec::new();
    let mut reading = Reading { chars: text.char_indices().peekable(), delimiter, line: 1, end: text.len() };
    while records.len() < most {
        let Some((start, _)) = reading.chars.peek().copied() else { break };
        let line = reading.line;
        let cells = match reading.record() {
            Ok(cells) => cells,
            Err(fault) => return (records, Some(fault)),
        };
        let end = reading.chars.peek().map_or(reading.end, |(at, _)| *at);
        records.push(Record { cells, line, at: base + start..base + end });
    }
    (records, None)
}

struct Reading<'t> {
    chars: std::iter::Peekable<std::str::CharIndices<'t>>,
    delimiter: char,
    line: u64,
    end: usize,
}

impl Reading<'_> {
    /// The cells up to the end of the line, which is taken too.
    fn record(&mut self) -> Result<Vec<String>, FileFault> {
        let mut cells = Vec::new();
        let mut cell = String::new();
        while let Some((_, c)) = self.chars.next() {
            match c {
                '"' if cell.trim().is_empty() => {
                    cell.clear();
                    self.quoted(&mut cell)?;
                }
                '\n' | '\r' => {
                    if c == '\r' {
                        self.chars.next_if(|(_, next)| *next == '\n');
                    }
                    self.line += 1;
                    break;
                }
                c if c == self.delimiter => cells.push(trimmed(&mut cell)),
                c => cell.push(c),
            }
        }
        cells.push(trimmed(&mut cell));
        Ok(cells)
    }

    fn quoted(&mut self, cell: &mut String) -> Result<(), FileFault> {
        let line = self.line;
        while let Some((_, c)) = self.chars.next() {
            match c {
                '"' if self.chars.next_if(|(_, next)| *next == '"').is_some() => cell.push('"'),
                '"' => return Ok(()),
                '\n' => {
                    self.line += 1;
                    cell.push(c);
                }
                c => cell.push(c),
            }
        }
        let what = "ett citattecken öppnas men stängs aldrig; rätta raden eller skapa filen på nytt".to_owned();
        Err(FileFault::Structure { place: format!("rad {line}"), what })
    }
}

fn trimmed(cell: &mut String) -> String {
    let text = cell.trim().to_owned();
    cell.clear();
    text
}
