//! What every format reader yields: tables of text cells, each row with the line it came from.
//!
//! Formats differ only up to this point. Mapping, typing, rejecting and writing see [`RawChunk`]s and nothing else.

pub mod aktivitetskort;
mod archive;
pub mod bulk;
mod bytes;
pub mod ixbrl;
mod kind;
mod lines;
mod number;
pub mod ocds;
mod parquet;
pub mod paxml;
pub mod sie;
pub mod sie5;
pub mod ted;
mod walk;
mod words;
mod xlsx;
mod xml;

pub use kind::FileKind;
pub use walk::{Opened, SourceFile, walk};

use std::collections::BTreeMap;

use crate::IntakeError;

/// A table inside a source file: one CSV file, one sheet of a workbook, one label of a SIE file.
pub trait RawTable: Send {
    /// Where the rows come from, as written into `source_file`: `archive.zip/inner.csv`, `file.xlsx#Sheet`.
    fn name(&self) -> &str;
    /// The header cells as written, trimmed; one per column.
    fn header(&self) -> &[String];
    /// The register whose rows they are, when the format says so: the header is then that register's column names.
    fn register(&self) -> Option<&str> {
        None
    }
    /// The next rows in file order; `None` at the end.
    ///
    /// # Errors
    /// When the source cannot be read further; what came before stays valid.
    fn next_chunk(&mut self) -> Result<Option<RawChunk>, IntakeError>;
}

/// A row that the format reader itself had to refuse, before any column was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RawReject {
    /// Line (text formats) or row (sheets) in the source, from 1.
    pub line: u64,
    /// Column as written in the source; empty when the whole row is refused.
    pub column: String,
    /// The offending value, shortened.
    pub value: String,
    /// Why, in Swedish, with what to do.
    pub reason: String,
}

/// What a reader left out that no column can hold, in Swedish, and how often.
pub type Notes = BTreeMap<String, u64>;

/// Some rows of a [`RawTable`]: `rows × width` text cells in one buffer.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub struct RawChunk {
    text: String,
    ends: Vec<u32>,
    lines: Vec<u64>,
    width: usize,
    /// Rows that the reader refused while making this chunk.
    pub rejects: Vec<RawReject>,
    /// What it left out of rows that are used.
    pub notes: Notes,
}

impl RawChunk {
    /// An empty chunk of `width` columns.
    #[must_use]
    pub fn new(width: usize) -> Self {
        Self { width, ..Self::default() }
    }

    /// Adds a row; missing cells become empty, cells beyond the width are dropped (the reader reports them).
    pub fn push_row<'a>(&mut self, line: u64, cells: impl IntoIterator<Item = &'a str>) {
        let mut written = 0;
        for cell in cells.into_iter().take(self.width) {
            self.text.push_str(cell);
            self.end_cell();
            written += 1;
        }
        for _ in written..self.width {
            self.end_cell();
        }
        self.lines.push(line);
    }

    fn end_cell(&mut self) {
        // A chunk is at most some tens of megabytes; a larger one would be a reader's mistake.
        self.ends.push(u32::try_from(self.text.len()).unwrap_or(u32::MAX));
    }

    /// Number of rows.
    #[must_use]
    pub fn rows(&self) -> usize {
        self.lines.len()
    }

    /// Number of columns.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Bytes of text in all cells.
    #[must_use]
    pub fn text_len(&self) -> usize {
        self.text.len()
    }

    /// The line of a row in its source; 0 when there is no such row.
    #[must_use]
    pub fn line(&self, row: usize) -> u64 {
        self.lines.get(row).copied().unwrap_or(0)
    }

    /// The text of a cell; empty when there is no such cell.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> &str {
        if column >= self.width {
            return "";
        }
        let at = row * self.width + column;
        let start = if at == 0 { 0 } else { self.ends.get(at - 1).copied().unwrap_or(0) as usize };
        let end = self.ends.get(at).copied().unwrap_or(0) as usize;
        self.text.get(start..end).unwrap_or("")
    }
}
