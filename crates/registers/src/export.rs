//! Rows out of the program: CSV, JSON lines or Parquet, told by the file's name. The same rows give the same bytes.

use std::fs::{self, File};
use std::io::{self, BufWriter, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use arrow::array::{ArrayRef, Float64Builder, Int64Builder, StringBuilder};
use arrow::datatypes::{DataType, Field, Schema};
use arrow::record_batch::RecordBatch;
use parquet::arrow::ArrowWriter;
use parquet::basic::Compression;
use parquet::errors::ParquetError;
use parquet::file::properties::WriterProperties;

use crate::IntakeError;

/// Rows of Parquet that are gathered before they are written.
const GROUP: usize = 1 << 16;

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// Whole numbers.
    Integer,
    /// Numbers with decimals.
    Number,
}

/// A cell of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Cell<'a> {
    /// Text.
    Text(&'a str),
    /// A whole number.
    Integer(i64),
    /// A number, written with at most six decimals in text formats.
    Number(f64),
    /// Nothing.
    None,
}

/// Writes rows to a file that appears whole or not at all.
#[derive(Debug)]
pub struct Export {
    path: PathBuf,
    unfinished: PathBuf,
    columns: Vec<(String, Kind)>,
    format: Format,
}

#[derive(Debug)]
enum Format {
    Csv(BufWriter<File>),
    JsonLines(BufWriter<File>),
    Parquet(Box<Groups>),
}

/// Rows of Parquet, gathered into groups.
#[derive(Debug)]
struct Groups {
    writer: ArrowWriter<BufWriter<File>>,
    schema: Arc<Schema>,
    builders: Vec<Builder>,
    rows: usize,
}

#[derive(Debug)]
enum Builder {
    Text(StringBuilder),
    Integer(Int64Builder),
    Number(Float64Builder),
}

impl Export {
    /// Opens a file for rows of these columns; `.csv`, `.jsonl` or `.parquet` says how they are written.
    ///
    /// # Errors
    /// When the ending is none of these, or the file cannot be written.
    pub fn create(path: &Path, columns: &[(&str, Kind)]) -> Result<Self, IntakeError> {
        let ending = ending(path)?;
        let mut unfinished = path.as_os_str().to_owned();
        unfinished.push(".part");
        let unfinished = PathBuf::from(unfinished);
        let write = |source| IntakeError::Write { path: path.to_owned(), source };
        let file = BufWriter::with_capacity(1 << 20, File::create(&unfinished).map_err(write)?);
        let columns: Vec<(String, Kind)> = columns.iter().map(|(name, kind)| ((*name).to_owned(), *kind)).collect();
        let format = match ending.as_str() {
            "jsonl" => Format::JsonLines(file),
            "parquet" => {
                let groups = Groups::new(file, &columns).map_err(|source| encode(path, source))?;
                Format::Parquet(Box::new(groups))
            }
            _ => {
                let mut file = file;
                let names: Vec<Cell<'_>> = columns.iter().map(|(name, _)| Cell::Text(name)).collect();
                csv_row(&mut file, &names).map_err(write)?;
                Format::Csv(file)
            }
        };
        Ok(Self { path: path.to_owned(), unfinished, columns, format })
    }

    /// Adds a row, one cell per column.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn row(&mut self, cells: &[Cell<'_>]) -> Result<(), IntakeError> {
        let path = &self.path;
        let failed = |source| IntakeError::Write { path: path.clone(), source };
        match &mut self.format {
            Format::Csv(file) => csv_row(file, cells).map_err(failed),
            Format::JsonLines(file) => json_row(file, &self.columns, cells).map_err(failed),
            Format::Parquet(groups) => groups.push(cells).map_err(|source| encode(path, source)),
        }
    }

    /// Puts the file in its place.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> Result<(), IntakeError> {
        let Self { path, unfinished, format, .. } = self;
        let written = match format {
            Format::Csv(mut file) | Format::JsonLines(mut file) => file.flush(),
            Format::Parquet(groups) => groups.finish().map_err(|source| encode(&path, source))?.flush(),
        };
        let moved = written.and_then(|()| fs::rename(&unfinished, &path));
        moved.map_err(|source| IntakeError::Write { path, source })
    }
}

/// The ending that says how rows are written to `path`, so that a long run can ask before it begins.
///
/// # Errors
/// When it is none that is known.
pub fn ending(path: &Path) -> Result<String, IntakeError> {
    let ending = path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_lowercase();
    if ["csv", "jsonl", "parquet"].contains(&ending.as_str()) {
        return Ok(ending);
    }
    let detail = "filnamnet ska sluta på .csv, .jsonl eller .parquet".to_owned();
    Err(IntakeError::UnknownFormat { name: path.display().to_string(), detail })
}

fn encode(path: &Path, source: ParquetError) -> IntakeError {
    IntakeError::Encode { path: path.to_owned(), source }
}

fn number_text(number: f64) -> String {
    let text = format!("{number:.6}");
    let text = text.trim_end_matches('0').trim_end_matches('.');
    if text == "-0" { "0".to_owned() } else { text.to_owned() }
}

fn csv_row(file: &mut impl Write, cells: &[Cell<'_>]) -> io::Result<()> {
    for (at, cell) in cells.iter().enumerate() {
        if at > 0 {
            file.write_all(b",")?;
        }
        match cell {
            Cell::Text(text) if text.contains([',', '"', '\n', '\r']) || text.trim() != *text => {
                write!(file, "\"{}\"", text.replace('"', "\"\""))?;
            }
            Cell::Text(text) => file.write_all(text.as_bytes())?,
            Cell::Integer(number) => write!(file, "{number}")?,
            Cell::Number(number) => file.write_all(number_text(*number).as_bytes())?,
            Cell::None => {}
        }
    }
    file.write_all(b"\n")
}

fn json_row(file: &mut impl Write, columns: &[(String, Kind)], cells: &[Cell<'_>]) -> io::Result<()> {
    for (at, ((name, _), cell)) in columns.iter().zip(cells).enumerate() {
        file.write_all(if at == 0 { b"{" } else { b"," })?;
        serde_json::to_writer(&mut *file, name)?;
        file.write_all(b":")?;
        match cell {
            Cell::Text(text) => serde_json::to_writer(&mut *file, text)?,
            Cell::Integer(number) => write!(file, "{number}")?,
            Cell::Number(number) => file.write_all(number_text(*number).as_bytes())?,
            Cell::None => file.write_all(b"null")?,
        }
    }
    file.write_all(b"}\n")
}

fn schema(columns: &[(String, Kind)]) -> Arc<Schema> {
    let field = |(name, kind): &(String, Kind)| {
        let kind = match kind {
            Kind::Text => DataType::Utf8,
            Kind::Integer => DataType::Int64,
            Kind::Number => DataType::Float64,
        };
        Field::new(name, kind, true)
    };
    Arc::new(Schema::new(columns.iter().map(field).collect::<Vec<_>>()))
}

impl Groups {
    fn new(file: BufWriter<File>, columns: &[(String, Kind)]) -> Result<Self, ParquetError> {
        let schema = schema(columns);
        let properties =
            WriterProperties::builder().set_created_by("insyn".to_owned()).set_compression(Compression::SNAPPY).build();
        let writer = ArrowWriter::try_new(file, Arc::clone(&schema), Some(properties))?;
        Ok(Self { writer, schema, builders: builders(columns), rows: 0 })
    }

    fn push(&mut self, cells: &[Cell<'_>]) -> Result<(), ParquetError> {
        self.builders.iter_mut().zip(cells).for_each(|(builder, cell)| builder.push(*cell));
        self.rows += 1;
        if self.rows < GROUP { Ok(()) } else { self.flush() }
    }

    fn flush(&mut self) -> Result<(), ParquetError> {
        if std::mem::take(&mut self.rows) == 0 {
            return Ok(());
        }
        let columns: Vec<ArrayRef> = self.builders.iter_mut().map(Builder::finish).collect();
        self.writer.write(&RecordBatch::try_new(Arc::clone(&self.schema), columns)?)
    }

    fn finish(mut self) -> Result<BufWriter<File>, ParquetError> {
        self.flush()?;
        self.writer.into_inner()
    }
}

fn builders(columns: &[(String, Kind)]) -> Vec<Builder> {
    let builder = |(_, kind): &(String, Kind)| match kind {
        Kind::Text => Builder::Text(StringBuilder::new()),
        Kind::Integer => Builder::Integer(Int64Builder::new()),
        Kind::Number => Builder::Number(Float64Builder::new()),
    };
    columns.iter().map(builder).collect()
}

impl Builder {
    fn push(&mut self, cell: Cell<'_>) {
        match (self, cell) {
            (Self::Text(builder), Cell::Text(text)) => builder.append_value(text),
            (Self::Integer(builder), Cell::Integer(number)) => builder.append_value(number),
            (Self::Number(builder), Cell::Number(number)) => builder.append_value(number),
            (Self::Text(builder), _) => builder.append_null(),
            (Self::Integer(builder), _) => builder.append_null(),
            (Self::Number(builder), _) => builder.append_null(),
        }
    }

    fn finish(&mut self) -> ArrayRef {
        match self {
            Self::Text(builder) => Arc::new(builder.finish()),
            Self::Integer(builder) => Arc::new(builder.finish()),
            Self::Number(builder) => Arc::new(builder.finish()),
        }
    }
}
