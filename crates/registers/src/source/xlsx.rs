//! Excel workbooks: each sheet with a header row is a table.
//!
//! A sheet is read cell by cell and kept as text, so that a sheet that claims to be a million columns wide costs
//! only what it holds.

use std::collections::VecDeque;

use calamine::{Data, DataRef, Dimensions, ExcelDateTime, Reader, SheetType, Xlsx, XlsxError};

use super::bytes::Seekable;
use super::number::decimal_text;
use super::walk::Opened;
use super::{RawChunk, RawTable};
use crate::IntakeError;

const CHUNK_ROWS: usize = 8192;
/// The header is looked for among the first rows only; above it stand titles and filters.
const HEADER_WITHIN: usize = 50;
/// Real tables are narrower; a stray cell far to the right must not make every row wide.
const WIDTH_LIMIT: u32 = 2048;
const HEADER_LENGTH: usize = 100;

/// A sheet of a workbook.
#[derive(Debug)]
struct SheetTable {
    name: String,
    header: Vec<String>,
    chunks: VecDeque<RawChunk>,
}

impl RawTable for SheetTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn next_chunk(&mut self) -> Result<Option<RawChunk>, IntakeError> {
        Ok(self.chunks.pop_front())
    }
}

/// Opens a workbook.
///
/// # Errors
/// When the workbook is damaged or no sheet has a header row.
pub(crate) fn open(name: &str, source: Box<dyn Seekable>) -> Result<Opened, IntakeError> {
    let damaged = |error: &XlsxError| IntakeError::damaged(name, format!("Excelarbetsboken: {error}"));
    let mut book = Xlsx::new(source).map_err(|e| damaged(&e))?;
    let sheets: Vec<String> =
        book.sheets_metadata().iter().filter(|s| s.typ == SheetType::WorkSheet).map(|s| s.name.clone()).collect();
    let mut opened = Opened::default();
    for sheet in sheets {
        match read_sheet(&mut book, name, &sheet).map_err(|e| damaged(&e))? {
            Read::Table(table, notes) => {
                opened.tables.push(Box::new(table));
                opened.notes.extend(notes);
            }
            Read::Empty => {}
            Read::NoHeader(rows) => opened.notes.push(format!(
                "`{name}#{sheet}`: bladet har {rows} rader men ingen rubrikrad, och lästes inte; skriv kolumnernas namn på en rad ovanför"
            )),
        }
    }
    if opened.tables.is_empty() {
        return Err(IntakeError::NoHeader { name: name.to_owned() });
    }
    Ok(opened)
}

enum Read {
    Table(SheetTable, Option<String>),
    Empty,
    NoHeader(usize),
}

fn read_sheet(book: &mut Xlsx<Box<dyn Seekable>>, file: &str, sheet: &str) -> Result<Read, XlsxError> {
    let merged = book.merge_cells_by_sheet_name(sheet).unwrap_or_default();
    let mut gathered = Gathered::new(merged);
    let mut cells = book.worksheet_cells_reader(sheet)?;
    let mut row = Row::default();
    while let Some(cell) = cells.next_cell()? {
        let (at, column) = cell.get_position();
        if at != row.at {
            gathered.take(std::mem::replace(&mut row, Row { at, cells: Vec::new() }));
        }
        if column < WIDTH_LIMIT {
            row.add(column, cell.get_value());
        }
    }
    gathered.take(row);
    Ok(gathered.finish(format!("{file}#{sheet}")))
}

/// The filled cells of one row, from 0.
#[derive(Debug, Default)]
struct Row {
    at: u32,
    cells: Vec<Cell>,
}

#[derive(Debug)]
struct Cell {
    column: u32,
    text: String,
    is_text: bool,
}

impl Row {
    fn add(&mut self, column: u32, value: &DataRef<'_>) {
        let (text, is_text) = cell_text(value);
        if !text.is_empty() {
            self.cells.push(Cell { column, text, is_text });
        }
    }
}

/// A sheet while its rows come: first they are kept until the header is found, then they are written to chunks.
struct Gathered {
    merged: Vec<Dimensions>,
    above: Vec<Row>,
    header: Option<Header>,
    chunks: VecDeque<RawChunk>,
    headings: usize,
}

struct Header {
    titles: Vec<String>,
    first: u32,
}

impl Gathered {
    fn new(merged: Vec<Dimensions>) -> Self {
        let merged = merged.into_iter().filter(|m| m.end.1 > m.start.1).collect();
        Self { merged, above: Vec::new(), header: None, chunks: VecDeque::new(), headings: 0 }
    }

    fn take(&mut self, row: Row) {
        if row.cells.is_empty() {
            return;
        }
        if self.header.is_some() {
            return self.write(&row);
        }
        self.above.push(row);
        if self.above.len() >= HEADER_WITHIN {
            self.find_header();
        }
    }

    fn find_header(&mut self) {
        let Some(at) = header_row(&self.above) else { return };
        let mut rows = std::mem::take(&mut self.above).into_iter().skip(at);
        self.header = rows.next().map(Header::of);
        rows.for_each(|row| self.write(&row));
    }

    fn write(&mut self, row: &Row) {
        let Some(header) = &self.header else { return };
        if self.is_heading(row) {
            self.headings += 1;
            return;
        }
        let mut cells = vec![""; header.titles.len()];
        for cell in &row.cells {
            let at = cell.column.checked_sub(header.first).and_then(|at| cells.get_mut(at as usize));
            if let Some(slot) = at {
                *slot = &cell.text;
            }
        }
        if cells.iter().all(|cell| cell.is_empty()) {
            return;
        }
        if self.chunks.back().is_none_or(|chunk| chunk.rows() >= CHUNK_ROWS) {
            self.chunks.push_back(RawChunk::new(cells.len()));
        }
        if let Some(chunk) = self.chunks.back_mut() {
            chunk.push_row(u64::from(row.at) + 1, cells);
        }
    }

    /// A single text across merged cells is a heading between rows, not a row.
    fn is_heading(&self, row: &Row) -> bool {
        match row.cells.as_slice() {
            [only] => only.is_text && self.merged.iter().any(|m| m.contains(row.at, only.column)),
            _ => false,
        }
    }

    fn finish(mut self, name: String) -> Read {
        if self.header.is_none() {
            self.find_header();
        }
        let Some(header) = self.header else {
            return if self.above.len() < 2 { Read::Empty } else { Read::NoHeader(self.above.len()) };
        };
        let note = (self.headings > 0)
            .then(|| format!("`{name}`: {} sammanslagna mellanrubriker hoppades över", self.headings));
        Read::Table(SheetTable { name, header: header.titles, chunks: self.chunks }, note)
    }
}

impl Header {
    fn of(row: Row) -> Self {
        let first = row.cells.iter().map(|c| c.column).min().unwrap_or_default();
        let last = row.cells.iter().map(|c| c.column).max().unwrap_or_default();
        let mut titles = vec![String::new(); (last - first) as usize + 1];
        for cell in row.cells {
            if let Some(title) = titles.get_mut((cell.column - first) as usize) {
                *title = cell.text.split_whitespace().collect::<Vec<_>>().join(" ");
            }
        }
        Self { titles, first }
    }
}

/// The first row with at least two cells, nearly all of them short texts, and about as wide as the rows below.
fn header_row(rows: &[Row]) -> Option<usize> {
    let widest = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    rows.iter().position(|row| {
        let filled = row.cells.len();
        let titles = row.cells.iter().filter(|cell| is_title(cell)).count();
        filled >= 2 && filled * 4 >= widest * 3 && titles * 4 >= filled * 3
    })
}

fn is_title(cell: &Cell) -> bool {
    cell.is_text && cell.text.chars().count() <= HEADER_LENGTH && cell.text.chars().any(char::is_alphabetic)
}

/// A cell as the text that a person sees, and whether it was stored as text.
fn cell_text(value: &DataRef<'_>) -> (String, bool) {
    match value {
        DataRef::Empty => (String::new(), false),
        DataRef::String(text) => (trimmed(text), true),
        DataRef::SharedString(text) => (trimmed(text), true),
        DataRef::Int(number) => (number.to_string(), false),
        DataRef::Float(number) => (decimal_text(*number), false),
        DataRef::Bool(flag) => (if *flag { "ja" } else { "nej" }.to_owned(), false),
        DataRef::DateTime(date) => (date_text(*date), false),
        DataRef::DateTimeIso(text) => {
            let text = text.trim_end_matches('Z').replace('T', " ");
            (text.strip_suffix(" 00:00:00").unwrap_or(&text).to_owned(), false)
        }
        DataRef::DurationIso(text) => (text.clone(), false),
        // `#DIV/0!` stays, so that the typing refuses it and the reject names the cell.
        DataRef::Error(error) => (Data::Error(error.clone()).to_string(), false),
    }
}

fn trimmed(text: &str) -> String {
    text.trim_matches(|c: char| c.is_whitespace() || c == '\u{feff}').to_owned()
}

fn date_text(date: ExcelDateTime) -> String {
    let (year, month, day, hour, minute, second, _) = date.to_ymd_hms_milli();
    let time = format!("{hour:02}:{minute:02}:{second:02}");
    if date.is_duration() || (0.0..1.0).contains(&date.as_f64()) {
        return time;
    }
    let day = format!("{year:04}-{month:02}-{day:02}");
    if time == "00:00:00" { day } else { format!("{day} {time}") }
}
