//! Delimited text as a [`RawTable`], for those who want the cells of a file and no register.

use std::io::Read;

use super::{Fields, Records, Step, last_boundary, sniff};
use crate::IntakeError;
use crate::encoding::{Census, Encoding, Utf16Reader};
use crate::source::{RawChunk, RawReject, RawTable, SourceFile};

/// So much of the beginning of a file is looked at for separator and header.
const HEAD: u64 = 256 << 10;
const BLOCK: usize = 4 << 20;
/// A record longer than this is no record.
const RECORD_LIMIT: usize = 256 << 20;

/// A CSV file: separator, encoding and header row are found by looking at it.
struct CsvTable {
    name: String,
    header: Vec<String>,
    reader: Box<dyn Read + Send>,
    encoding: Encoding,
    separator: u8,
    is_cr_only: bool,
    skip_lines: u64,
    line: u64,
    carried: Vec<u8>,
    is_end: bool,
}

/// Opens delimited text. `known` says whether a cell is a header that means something, see [`sniff()`].
///
/// # Errors
/// When the file cannot be read or has no header row.
pub fn open(source: &SourceFile, known: &dyn Fn(&str) -> bool) -> Result<Box<dyn RawTable>, IntakeError> {
    let encoding = census(source)?.guess();
    let mut head = Vec::new();
    let failed = |error| IntakeError::read(&source.name, error);
    text_reader(source, encoding)?.take(HEAD).read_to_end(&mut head).map_err(failed)?;
    let is_cut = head.len() as u64 == HEAD;
    let of_text = if is_utf16(encoding) { Encoding::Utf8 } else { encoding };
    let text = of_text.decode(&head);
    let layout = sniff(text.strip_prefix('\u{feff}').unwrap_or(&text), None, is_cut, known);
    if layout.header.iter().all(String::is_empty) {
        return Err(IntakeError::NoHeader { name: source.name.clone() });
    }
    Ok(Box::new(CsvTable {
        name: source.name.clone(),
        header: layout.header,
        reader: text_reader(source, encoding)?,
        encoding: of_text,
        separator: layout.dialect.separator,
        is_cr_only: layout.dialect.is_cr_only,
        skip_lines: layout.skip_lines,
        line: 1,
        carried: Vec::new(),
        is_end: false,
    }))
}

impl RawTable for CsvTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn next_chunk(&mut self) -> Result<Option<RawChunk>, IntakeError> {
        if self.is_end && self.carried.is_empty() {
            return Ok(None);
        }
        let bytes = self.block()?;
        let text = self.encoding.decode(&bytes);
        let text = if self.line == 1 { text.strip_prefix('\u{feff}').unwrap_or(&text) } else { &text };
        let mut records = Records::new(text, self.separator, self.line);
        let mut fields = Fields::default();
        let mut chunk = RawChunk::new(self.header.len());
        loop {
            let line = records.line();
            match records.next(&mut fields) {
                Step::End => break,
                Step::Blank => {}
                _ if line <= self.skip_lines => {}
                Step::Broken => chunk.rejects.push(reject(line, "citattecknet avslutas aldrig: rätta raden i filen")),
                Step::Record if fields.len() > self.header.len() && has_surplus(&fields, text, self.header.len()) => {
                    let reason = "raden har fler celler än rubriken: kontrollera avgränsare och citattecken";
                    chunk.rejects.push(reject(line, reason));
                }
                Step::Record => chunk.push_row(line, (0..fields.len()).map(|at| fields.cell(text, at))),
            }
        }
        self.line = records.line();
        Ok(Some(chunk))
    }
}

impl CsvTable {
    /// The next bytes that end with a record.
    fn block(&mut self) -> Result<Vec<u8>, IntakeError> {
        let mut bytes = std::mem::take(&mut self.carried);
        let mut wanted = BLOCK;
        loop {
            let before = bytes.len();
            let missing = wanted.saturating_sub(before).max(1) as u64;
            let got = (&mut self.reader).take(missing).read_to_end(&mut bytes);
            let got = got.map_err(|error| IntakeError::read(&self.name, error))?;
            if self.is_cr_only {
                bytes.iter_mut().skip(before).filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
            }
            if (got as u64) < missing {
                self.is_end = true;
                return Ok(bytes);
            }
            let end = last_boundary(&bytes, self.separator);
            if end > 0 {
                self.carried = bytes.split_off(end);
                return Ok(bytes);
            }
            if bytes.len() > RECORD_LIMIT {
                let detail = format!("rad {} saknar radslut inom {} MiB", self.line, RECORD_LIMIT >> 20);
                return Err(IntakeError::damaged(&self.name, detail));
            }
            wanted = bytes.len() * 2;
        }
    }
}

fn reject(line: u64, reason: &str) -> RawReject {
    RawReject { line, column: String::new(), value: String::new(), reason: reason.to_owned() }
}

/// Empty cells behind the last column are a habit of spreadsheets.
fn has_surplus(fields: &Fields, text: &str, width: usize) -> bool {
    (width..fields.len()).any(|at| !fields.cell(text, at).trim().is_empty())
}

fn is_utf16(encoding: Encoding) -> bool {
    matches!(encoding, Encoding::Utf16Le | Encoding::Utf16Be)
}

fn text_reader(source: &SourceFile, encoding: Encoding) -> Result<Box<dyn Read + Send>, IntakeError> {
    let reader = source.reader()?;
    Ok(if is_utf16(encoding) { Box::new(Utf16Reader::new(reader, encoding)) } else { reader })
}

/// Reads the file once for its encoding.
fn census(source: &SourceFile) -> Result<Census, IntakeError> {
    let mut reader = source.reader()?;
    let mut census = Census::default();
    let mut buffer = vec![0; 1 << 20];
    let mut carried = 0;
    while let Some(free) = buffer.get_mut(carried..) {
        let count = reader.read(free).map_err(|error| IntakeError::read(&source.name, error))?;
        if count == 0 {
            break;
        }
        let filled = carried + count;
        carried = census.update(buffer.get(..filled).unwrap_or_default());
        buffer.copy_within(filled - carried..filled, 0);
    }
    Ok(census)
}
