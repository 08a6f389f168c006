//! Rows of text become columns of values; rows that cannot become lines of the rejects file.

use std::sync::Arc;

use arrow::array::{
    ArrayRef, BooleanArray, BooleanBuilder, Date32Builder, Decimal128Builder, Int64Builder, RecordBatch, StringBuilder,
    TimestampMicrosecondBuilder,
};
use arrow::compute::filter_record_batch;
use arrow::datatypes::SchemaRef;
use arrow::error::ArrowError;
use ids::IdKind;

use super::feed::{Body, Segment};
use super::plan::{Plan, PlannedTable, text_encoding};
use crate::catalogue::Register;
use crate::column::{Column, ColumnKind, MONEY, OnInvalid, QUANTITY};
use crate::csv::{Fields, Records, Step};
use crate::mapping::{CellSource, Edit, Mapped};
use crate::profile::{FileNamePart, Take};
use crate::reject::Reject;
use crate::source::Notes;
use crate::value::{
    DecimalMark, Fault, date_in_file_name, is_formula_error, is_null, parse_date, parse_decimal, parse_flag,
    parse_integer, parse_money, parse_timestamp, trimmed,
};

/// What became of the rows of one table in one unit.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Tally {
    pub(super) table: usize,
    pub(super) accepted: u64,
    pub(super) rejected: u64,
    pub(super) short: u64,
}

/// What became of a unit.
#[derive(Debug)]
pub(super) struct Typed {
    pub(super) batch: RecordBatch,
    pub(super) tallies: Vec<Tally>,
    /// Lines of the rejects file.
    pub(super) rejects: String,
    /// Invalid identifiers kept, by column.
    pub(super) kept_invalid: Vec<u64>,
    /// What the readers left out, by table.
    pub(super) notes: Vec<(usize, Notes)>,
}

/// Types the segments of a unit into one batch.
pub(super) fn unit(plan: &Plan<'_>, schema: &SchemaRef, segments: Vec<Segment>) -> Result<Typed, ArrowError> {
    let bytes = segments.iter().map(Segment::size).sum::<usize>();
    let mut typer = Typer::new(plan.register, bytes / 64);
    for segment in segments {
        let Some(table) = plan.tables.get(segment.table) else { continue };
        let layout = Layout::of(table, plan.register);
        let before = typer.tally;
        typer.tally = Tally { table: segment.table, ..Tally::default() };
        match segment.body {
            Body::Text { bytes, line, plan } => {
                let text = text_encoding(plan.encoding).decode(&bytes);
                typer.text(&layout, &text, plan.separator, line);
            }
            Body::Cells(mut chunk) => {
                typer.cells(&layout, &chunk);
                let notes = std::mem::take(&mut chunk.notes);
                typer.notes.extend((!notes.is_empty()).then_some((segment.table, notes)));
            }
        }
        typer.fill_rest(&layout);
        let tally = typer.tally;
        typer.tally = before;
        typer.tallies.push(tally);
    }
    typer.finish(schema)
}

impl Segment {
    fn size(&self) -> usize {
        match &self.body {
            Body::Text { bytes, .. } => bytes.len(),
            Body::Cells(chunk) => chunk.text_len(),
        }
    }
}

/// A table's mapping, ready to be followed row by row.
struct Layout<'p> {
    table: &'p PlannedTable,
    columns: Vec<Origin<'p>>,
}

/// Where a column's text comes from.
struct Origin<'p> {
    column: &'p Column,
    from: From<'p>,
    edit: Option<&'p Edit>,
}

enum From<'p> {
    Nowhere,
    Cell(usize),
    Join(Vec<usize>, &'p str),
    Fixed(String),
}

impl<'p> Layout<'p> {
    fn of(table: &'p PlannedTable, register: &'p Register) -> Self {
        let origin = |column: &'p Column| match table.mapping.columns.iter().find(|mapped| mapped.column == column.name)
        {
            Some(mapped) => Origin {
                column,
                from: From::of(mapped, &table.name),
                edit: (!mapped.edit.is_none()).then_some(&mapped.edit),
            },
            None => Origin { column, from: From::Nowhere, edit: None },
        };
        Self { table, columns: register.columns.iter().map(origin).collect() }
    }
}

impl<'p> From<'p> {
    fn of(mapped: &'p Mapped, file: &str) -> Self {
        match &mapped.source {
            CellSource::Cell(cell) => Self::Cell(cell.at),
            CellSource::Join { cells, with } => Self::Join(cells.iter().map(|cell| cell.at).collect(), with),
            CellSource::Constant(text) => Self::Fixed(text.clone()),
            CellSource::FileName(part) => {
                let days = date_in_file_name(file, *part == FileNamePart::Date);
                Self::Fixed(days.map(crate::value::day_text).unwrap_or_default())
            }
        }
    }
}

/// The values of one column.
enum Builder {
    Text(StringBuilder),
    Date(Date32Builder),
    Timestamp(TimestampMicrosecondBuilder),
    Money(Decimal128Builder),
    Quantity(Decimal128Builder),
    Integer(Int64Builder),
    Flag(BooleanBuilder),
    Id(IdKind, StringBuilder),
}

struct Typer {
    builders: Vec<Builder>,
    source_file: StringBuilder,
    source_line: Int64Builder,
    keep: Vec<bool>,
    tally: Tally,
    tallies: Vec<Tally>,
    rejects: String,
    kept_invalid: Vec<u64>,
    notes: Vec<(usize, Notes)>,
    joined: String,
    id: String,
}

impl Typer {
    fn new(register: &Register, rows: usize) -> Self {
        Self {
            builders: register.columns.iter().map(|column| Builder::new(column.kind, rows)).collect(),
            source_file: StringBuilder::with_capacity(rows, rows * 16),
            source_line: Int64Builder::with_capacity(rows),
            keep: Vec::with_capacity(rows),
            tally: Tally::default(),
            tallies: Vec::new(),
            rejects: String::new(),
            kept_invalid: vec![0; register.columns.len()],
            notes: Vec::new(),
            joined: String::new(),
            id: String::new(),
        }
    }

    fn text(&mut self, layout: &Layout<'_>, text: &str, separator: u8, line: u64) {
        let mut records = Records::new(text, separator, line);
        let mut fields = Fields::default();
        let width = layout.table.header.len();
        loop {
            match records.next(&mut fields) {
                Step::End => break,
                Step::Blank => {}
                Step::Broken => {
                    let reason = "raden har ett inledande citattecken utan avslutande: rätta citattecknen i källan";
                    self.refuse(layout, fields.line, reason);
                }
                Step::Record => {
                    let cell = |at: usize| fields.cell(text, at);
                    let is_filled = |at: usize| !trimmed(cell(at)).is_empty();
                    if !(0..fields.len()).any(is_filled) {
                        continue;
                    }
                    if (width..fields.len()).any(is_filled) {
                        let reason = format!(
                            "raden har {} celler men rubriken {width}: sätt text som innehåller skiljetecknet inom citattecken",
                            fields.len()
                        );
                        self.refuse(layout, fields.line, &reason);
                        continue;
                    }
                    self.tally.short += u64::from(fields.len() < width);
                    self.row(layout, fields.line, &cell);
                }
            }
        }
    }

    fn cells(&mut self, layout: &Layout<'_>, chunk: &crate::source::RawChunk) {
        for reject in &chunk.rejects {
            let refused = Reject {
                source_file: &layout.table.name,
                line: reject.line,
                column: &reject.column,
                value: &reject.value,
                reason: &reject.reason,
            };
            refused.write_to(&mut self.rejects);
            self.tally.rejected += 1;
        }
        for row in 0..chunk.rows() {
            let cell = |at: usize| chunk.cell(row, at);
            if (0..chunk.width()).any(|at| !trimmed(cell(at)).is_empty()) {
                self.row(layout, chunk.line(row), &cell);
            }
        }
    }

    fn refuse(&mut self, layout: &Layout<'_>, line: u64, reason: &str) {
        let refused = Reject { source_file: &layout.table.name, line, column: "", value: "", reason };
        refused.write_to(&mut self.rejects);
        self.tally.rejected += 1;
    }

    /// Appends a row to every column. A row with a fault is appended as well, and left out at the end.
    fn row<'t>(&mut self, layout: &Layout<'_>, line: u64, cell: &impl Fn(usize) -> &'t str) {
        let mut is_good = true;
        for (at, (origin, builder)) in layout.columns.iter().zip(&mut self.builders).enumerate() {
            let mut text = match &origin.from {
                From::Nowhere => continue,
                From::Cell(at) => trimmed(cell(*at)),
                From::Fixed(text) => text.as_str(),
                From::Join(cells, with) => {
                    self.joined.clear();
                    for (place, at) in cells.iter().enumerate() {
                        self.joined.push_str(if place > 0 { with } else { "" });
                        self.joined.push_str(trimmed(cell(*at)));
                    }
                    // A day without its time of day is no point in time.
                    if matches!(builder, Builder::Timestamp(_)) && cells.iter().any(|at| is_null(trimmed(cell(*at)))) {
                        self.joined.clear();
                    }
                    self.joined.as_str()
                }
            };
            if let Some(edit) = origin.edit {
                text = edited(edit, text);
            }
            match builder.append(origin.column, text, layout.table.decimal, &mut self.id) {
                Ok(Read::Value) => {}
                Ok(Read::KeptInvalid) => {
                    if let Some(count) = self.kept_invalid.get_mut(at) {
                        *count += 1;
                    }
                }
                Err(fault) => {
                    is_good = false;
                    builder.append_null();
                    let reason = fault.reason(origin.column);
                    let column = origin.from.header(layout.table).unwrap_or(&origin.column.label.sv);
                    let source_file = &layout.table.name;
                    Reject { source_file, line, column, value: text, reason: &reason }.write_to(&mut self.rejects);
                }
            }
        }
        self.source_line.append_value(i64::try_from(line).unwrap_or(i64::MAX));
        self.keep.push(is_good);
        self.tally.accepted += u64::from(is_good);
        self.tally.rejected += u64::from(!is_good);
    }

    /// After the rows of a table: the columns that it does not have, and its name.
    fn fill_rest(&mut self, layout: &Layout<'_>) {
        let rows = self.keep.len() - self.source_file_len();
        for (origin, builder) in layout.columns.iter().zip(&mut self.builders) {
            if matches!(origin.from, From::Nowhere) {
                builder.append_nulls(rows);
            }
        }
        for _ in 0..rows {
            self.source_file.append_value(&layout.table.name);
        }
    }

    fn source_file_len(&self) -> usize {
        arrow::array::ArrayBuilder::len(&self.source_file)
    }

    fn finish(mut self, schema: &SchemaRef) -> Result<Typed, ArrowError> {
        let mut arrays: Vec<ArrayRef> = Vec::with_capacity(schema.fields().len());
        for builder in self.builders {
            arrays.push(builder.finish()?);
        }
        arrays.push(Arc::new(self.source_file.finish()));
        arrays.push(Arc::new(self.source_line.finish()));
        let mut batch = RecordBatch::try_new(Arc::clone(schema), arrays)?;
        if self.keep.iter().any(|keep| !keep) {
            batch = filter_record_batch(&batch, &BooleanArray::from(self.keep))?;
        }
        let Self { tallies, rejects, kept_invalid, notes, .. } = self;
        Ok(Typed { batch, tallies, rejects, kept_invalid, notes })
    }
}

impl From<'_> {
    /// The header as written, when the text comes from one cell.
    fn header<'t>(&self, table: &'t PlannedTable) -> Option<&'t str> {
        match self {
            Self::Cell(at) => table.header.get(*at).map(String::as_str),
            Self::Nowhere | Self::Join(..) | Self::Fixed(_) => None,
        }
    }
}

fn edited<'t>(edit: &'t Edit, text: &'t str) -> &'t str {
    let text = match edit.take {
        None => text,
        Some(Take::FirstWord) => text.split_whitespace().next().unwrap_or_default(),
        Some(Take::Rest) => text.split_once(char::is_whitespace).map_or("", |(_, rest)| rest.trim()),
    };
    match edit.values.get(text) {
        Some(value) => value,
        None => edit.otherwise.as_deref().unwrap_or(text),
    }
}

/// How a cell was taken in.
enum Read {
    Value,
    KeptInvalid,
}

impl Builder {
    fn new(kind: ColumnKind, rows: usize) -> Self {
        let decimal = |(precision, scale): (u8, i8)| {
            let fixed = arrow::datatypes::DataType::Decimal128(precision, scale);
            Decimal128Builder::with_capacity(rows).with_data_type(fixed)
        };
        match kind {
            ColumnKind::Text => Self::Text(StringBuilder::with_capacity(rows, rows * 8)),
            ColumnKind::Date => Self::Date(Date32Builder::with_capacity(rows)),
            ColumnKind::Timestamp => Self::Timestamp(TimestampMicrosecondBuilder::with_capacity(rows)),
            ColumnKind::Money => Self::Money(decimal(MONEY)),
            ColumnKind::Quantity => Self::Quantity(decimal(QUANTITY)),
            ColumnKind::Integer => Self::Integer(Int64Builder::with_capacity(rows)),
            ColumnKind::Flag => Self::Flag(BooleanBuilder::with_capacity(rows)),
            ColumnKind::Id(id) => Self::Id(id, StringBuilder::with_capacity(rows, rows * 8)),
        }
    }

    /// Reads a trimmed text and appends it; on a fault nothing is appended.
    fn append(&mut self, column: &Column, text: &str, mark: DecimalMark, id: &mut String) -> Result<Read, Fault> {
        if is_null(text) {
            if column.required {
                return Err(Fault::Empty);
            }
            self.append_null();
            return Ok(Read::Value);
        }
        if is_formula_error(text) {
            return Err(Fault::Formula);
        }
        match self {
            Self::Text(values) => values.append_value(text),
            Self::Date(values) => values.append_value(parse_date(text)?),
            Self::Timestamp(values) => values.append_value(parse_timestamp(text)?),
            Self::Money(values) => values.append_value(i128::from(parse_money(text, mark)?)),
            Self::Quantity(values) => {
                values.append_value(i128::from(parse_decimal(text, QUANTITY.1.unsigned_abs().into(), mark)?))
            }
            Self::Integer(values) => values.append_value(parse_integer(text)?),
            Self::Flag(values) => values.append_value(parse_flag(text)?),
            Self::Id(kind, values) => {
                id.clear();
                match kind.normalise_into(text, id) {
                    Ok(()) => values.append_value(&*id),
                    Err(_) if column.on_invalid == OnInvalid::Keep => {
                        values.append_value(text);
                        return Ok(Read::KeptInvalid);
                    }
                    Err(error) => return Err(Fault::Id(error)),
                }
            }
        }
        Ok(Read::Value)
    }

    fn append_null(&mut self) {
        self.append_nulls(1);
    }

    fn append_nulls(&mut self, count: usize) {
        match self {
            Self::Text(values) | Self::Id(_, values) => values.append_nulls(count),
            Self::Date(values) => values.append_nulls(count),
            Self::Timestamp(values) => values.append_nulls(count),
            Self::Money(values) | Self::Quantity(values) => values.append_nulls(count),
            Self::Integer(values) => values.append_nulls(count),
            Self::Flag(values) => values.append_nulls(count),
        }
    }

    fn finish(self) -> Result<ArrayRef, ArrowError> {
        Ok(match self {
            Self::Text(mut values) | Self::Id(_, mut values) => Arc::new(values.finish()),
            Self::Date(mut values) => Arc::new(values.finish()),
            Self::Timestamp(mut values) => Arc::new(values.finish()),
            Self::Money(mut values) | Self::Quantity(mut values) => Arc::new(values.finish()),
            Self::Integer(mut values) => Arc::new(values.finish()),
            Self::Flag(mut values) => Arc::new(values.finish()),
        })
    }
}
