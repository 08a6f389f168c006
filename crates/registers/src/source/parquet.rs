//! Parquet of any schema: each value becomes the text that the mapping and the typing read, like a cell of a CSV.

use std::fmt::Write as _;
use std::fs::File;

use arrow::array::{Array, ArrayRef, BinaryArray, Float32Array, Float64Array, RecordBatch};
use arrow::util::display::{ArrayFormatter, FormatOptions};
use bytes::Bytes;
use parquet::arrow::arrow_reader::{ParquetRecordBatchReader, ParquetRecordBatchReaderBuilder};
use parquet::errors::ParquetError;

use super::bytes::Store;
use super::number::decimal_text;
use super::walk::Opened;
use super::{RawChunk, RawTable};
use crate::IntakeError;

const CHUNK_ROWS: usize = 8192;

struct ParquetTable {
    name: String,
    header: Vec<String>,
    batches: ParquetRecordBatchReader,
    row: u64,
}

/// Opens a Parquet file; its rows are counted from 1.
///
/// # Errors
/// When the file is damaged or packed by a method that is not built in.
pub(crate) fn open(name: &str, store: &Store) -> Result<Opened, IntakeError> {
    let builder = match store {
        Store::Disk(path) => {
            let file = File::open(path).map_err(|e| IntakeError::read(name, e))?;
            ParquetRecordBatchReaderBuilder::try_new(file)
                .map(|b| (header(&b.schema().fields), b.with_batch_size(CHUNK_ROWS).build()))
        }
        Store::Memory(_) | Store::Member(_) => {
            let held = store.held().map_err(|e| IntakeError::read(name, e))?;
            ParquetRecordBatchReaderBuilder::try_new(Bytes::from_owner(held))
                .map(|b| (header(&b.schema().fields), b.with_batch_size(CHUNK_ROWS).build()))
        }
    };
    let (header, batches) = builder.map_err(|e| damaged(name, &e))?;
    let batches = batches.map_err(|e| damaged(name, &e))?;
    let table = ParquetTable { name: name.to_owned(), header, batches, row: 0 };
    Ok(Opened { tables: vec![Box::new(table)], notes: Vec::new() })
}

fn header(fields: &arrow::datatypes::Fields) -> Vec<String> {
    fields.iter().map(|field| field.name().trim().to_owned()).collect()
}

fn damaged(name: &str, error: &dyn std::fmt::Display) -> IntakeError {
    let text = error.to_string();
    let detail = match ["zstd", "gzip", "lz4", "brotli"].iter().find(|codec| text.to_lowercase().contains(*codec)) {
        Some(codec) => format!("Parquet packad med {codec}, som inte stöds: skriv om den med snappy"),
        None => format!("Parquet: {text}"),
    };
    IntakeError::damaged(name, detail)
}

impl RawTable for ParquetTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn next_chunk(&mut self) -> Result<Option<RawChunk>, IntakeError> {
        let Some(batch) = self.batches.next() else { return Ok(None) };
        let batch = batch.map_err(|e| damaged(&self.name, &e))?;
        let chunk = chunk(&batch, self.row).map_err(|e| damaged(&self.name, &e))?;
        self.row += batch.num_rows() as u64;
        Ok(Some(chunk))
    }
}

fn chunk(batch: &RecordBatch, before: u64) -> Result<RawChunk, ParquetError> {
    let options = FormatOptions::new()
        .with_display_error(false)
        .with_date_format(Some("%Y-%m-%d"))
        .with_timestamp_format(Some("%Y-%m-%d %H:%M:%S%.f"))
        .with_timestamp_tz_format(Some("%Y-%m-%d %H:%M:%S%.f"));
    let columns = batch.columns().iter().map(|c| CellWriter::of(c, &options)).collect::<Result<Vec<_>, _>>()?;
    let mut chunk = RawChunk::new(columns.len());
    let mut cells = vec![String::new(); columns.len()];
    for (row, line) in (0..batch.num_rows()).zip(before + 1..) {
        for (cell, column) in cells.iter_mut().zip(&columns) {
            cell.clear();
            column.write(row, cell)?;
        }
        chunk.push_row(line, cells.iter().map(String::as_str));
    }
    Ok(chunk)
}

/// Writes the values of one column as text.
enum CellWriter<'a> {
    Float(&'a Float64Array),
    Single(&'a Float32Array),
    /// Some writers leave out that a text column is text.
    Bytes(&'a BinaryArray),
    Other(ArrayFormatter<'a>),
}

impl<'a> CellWriter<'a> {
    fn of(column: &'a ArrayRef, options: &FormatOptions<'a>) -> Result<Self, ParquetError> {
        let any = column.as_any();
        if let Some(array) = any.downcast_ref() {
            return Ok(Self::Float(array));
        }
        if let Some(array) = any.downcast_ref() {
            return Ok(Self::Single(array));
        }
        if let Some(array) = any.downcast_ref() {
            return Ok(Self::Bytes(array));
        }
        Ok(Self::Other(ArrayFormatter::try_new(column.as_ref(), options)?))
    }

    fn write(&self, row: usize, cell: &mut String) -> Result<(), ParquetError> {
        match self {
            Self::Float(array) if array.is_valid(row) => cell.push_str(&decimal_text(array.value(row))),
            // The shortest text of the single-precision number, not of the double that it widens to.
            Self::Single(array) if array.is_valid(row) => {
                let value = array.value(row);
                cell.push_str(&decimal_text(value.to_string().parse().unwrap_or_else(|_| f64::from(value))));
            }
            Self::Bytes(array) if array.is_valid(row) => cell.push_str(&String::from_utf8_lossy(array.value(row))),
            Self::Float(_) | Self::Single(_) | Self::Bytes(_) => {}
            Self::Other(formatter) => {
                write!(cell, "{}", formatter.value(row)).map_err(|e| ParquetError::External(Box::new(e)))?
            }
        }
        Ok(())
    }
}
