//! The writing end of an import: row groups and rejects into the register's folder.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufWriter, Write};

use parquet::arrow::ArrowWriter;
use parquet::arrow::arrow_writer::ArrowRowGroupWriterFactory;
use parquet::basic::{Compression, Encoding};
use parquet::errors::ParquetError;
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::writer::SerializedFileWriter;
use parquet::schema::types::ColumnPath;

use super::Progress;
use super::pipeline::{self, Encoded, Job};
use super::plan::Plan;
use crate::IntakeError;
use crate::catalogue::SOURCE_LINE;
use crate::folder::{Locked, Unfinished};
use crate::reject;
use crate::report::ImportReport;
use crate::snapshot::Part;
use crate::source::Notes;

type ParquetFile = SerializedFileWriter<BufWriter<File>>;

/// Reads the files of a plan and writes the part that they become. No part when there were rows and none was accepted.
pub(super) fn part(
    locked: &Locked,
    plan: &Plan<'_>,
    threads: usize,
    progress: &mut dyn FnMut(Progress),
) -> Result<(Option<Part>, ImportReport), IntakeError> {
    let schema = plan.register.arrow_schema();
    let name = format!("{}.parquet", plan.id);
    let rows_file = locked.create(&name)?;
    let rejects_file = locked.create(&format!("{}.rejects.csv", plan.id))?;
    let (parquet, factory) = open(&rows_file, &schema).map_err(|source| encode_error(&rows_file, source))?;
    let mut writer = Writer {
        parquet,
        rejects: BufWriter::new(rejects_file.writer()?),
        nulls: vec![0; schema.fields().len()],
        kept_invalid: vec![0; plan.register.columns.len()],
        notes: BTreeMap::new(),
        report: plan.report(),
        progress,
        bytes: (0, plan.files.iter().map(|file| file.bytes).sum()),
        plan,
    };
    let reject_error = |source| IntakeError::Write { path: rejects_file.path().to_owned(), source };
    reject::write_header(&mut writer.rejects).map_err(reject_error)?;
    let job = Job { plan, schema: &schema, factory: &factory };
    let failed = pipeline::run(job, threads, &mut |encoded| {
        writer.rejects.write_all(encoded.rejects.as_bytes()).map_err(reject_error)?;
        writer.unit(encoded).map_err(|source| encode_error(&rows_file, source))
    })?;
    writer.rejects.flush().map_err(reject_error)?;
    let Writer { parquet, nulls, kept_invalid, notes, mut report, .. } = writer;
    report.failed.extend(failed);
    let named = |(table, notes): (usize, Notes)| {
        let name = plan.tables.get(table).map_or("", |table| table.name.as_str());
        notes.into_iter().map(move |(note, count)| format!("`{name}`: {count} {note}")).collect::<Vec<_>>()
    };
    report.warnings.extend(notes.into_iter().flat_map(named));
    conclude(plan, &mut report, &kept_invalid);
    if report.rejected > 0 {
        report.rejects = Some(rejects_file.path().to_owned());
        rejects_file.finish()?;
    }
    if report.accepted == 0 && report.rows > 0 {
        report.warnings.push("ingen rad kunde användas: tidigare inläst data är orörd".to_owned());
        return Ok((None, report));
    }
    let mut inner = parquet.into_inner().map_err(|source| encode_error(&rows_file, source))?;
    inner.flush().map_err(|source| IntakeError::Write { path: rows_file.path().to_owned(), source })?;
    rows_file.finish()?;
    let nulls: BTreeMap<String, u64> =
        schema.fields().iter().zip(nulls).map(|(field, nulls)| (field.name().clone(), nulls)).collect();
    Ok((Some(Part { id: plan.id.clone(), file: name, rows: report.accepted, nulls }), report))
}

struct Writer<'w, 'r> {
    plan: &'w Plan<'r>,
    parquet: ParquetFile,
    rejects: BufWriter<File>,
    nulls: Vec<u64>,
    kept_invalid: Vec<u64>,
    notes: BTreeMap<usize, Notes>,
    report: ImportReport,
    progress: &'w mut dyn FnMut(Progress),
    bytes: (u64, u64),
}

impl Writer<'_, '_> {
    fn unit(&mut self, encoded: Encoded) -> Result<(), ParquetError> {
        for tally in &encoded.tallies {
            let file = self.plan.tables.get(tally.table).map(|table| table.file);
            self.report.rows += tally.accepted + tally.rejected;
            self.report.accepted += tally.accepted;
            self.report.rejected += tally.rejected;
            if let Some(file) = file.and_then(|file| self.report.files.get_mut(file)) {
                file.rows += tally.accepted + tally.rejected;
                file.accepted += tally.accepted;
                file.rejected += tally.rejected;
                file.short += tally.short;
            }
        }
        add(&mut self.nulls, &encoded.nulls);
        add(&mut self.kept_invalid, &encoded.kept_invalid);
        for (table, notes) in encoded.notes {
            let known = self.notes.entry(table).or_default();
            notes.into_iter().for_each(|(note, count)| *known.entry(note).or_default() += count);
        }
        if !encoded.chunks.is_empty() {
            let mut group = self.parquet.next_row_group()?;
            for chunk in encoded.chunks {
                chunk.append_to_row_group(&mut group)?;
            }
            group.close()?;
        }
        // Text inside archives and workbooks is larger than the file was.
        self.bytes.0 = (self.bytes.0 + encoded.bytes).min(self.bytes.1);
        (self.progress)(Progress { bytes: self.bytes, rows: self.report.rows });
        Ok(())
    }
}

fn add(sums: &mut [u64], counts: &[u64]) {
    for (sum, count) in sums.iter_mut().zip(counts) {
        *sum += count;
    }
}

/// What the counts say in words.
fn conclude(plan: &Plan<'_>, report: &mut ImportReport, kept_invalid: &[u64]) {
    for (column, count) in plan.register.columns.iter().zip(kept_invalid).filter(|(_, count)| **count > 0) {
        report.kept_invalid.insert(column.name.clone(), *count);
        let what = column.label.sv.to_lowercase();
        report
            .warnings
            .push(format!("{count} celler i `{}` är inget giltigt {what}: de är kvar som de skrevs", column.name));
    }
    for file in report.files.iter().filter(|file| file.short > 0) {
        report.warnings.push(format!(
            "`{}`: {} rader har färre celler än rubriken, cellerna som saknas räknas som tomma",
            file.name, file.short
        ));
    }
}

fn encode_error(file: &Unfinished, source: ParquetError) -> IntakeError {
    IntakeError::Encode { path: file.path().to_owned(), source }
}

fn open(
    file: &Unfinished,
    schema: &arrow::datatypes::SchemaRef,
) -> Result<(ParquetFile, ArrowRowGroupWriterFactory), ParquetError> {
    let writer = file.writer().map_err(|error| ParquetError::External(Box::new(error)))?;
    ArrowWriter::try_new(BufWriter::with_capacity(1 << 20, writer), schema.clone(), Some(properties()))?
        .into_serialized_writer()
}

/// The same rows give the same bytes: nothing here depends on the machine.
fn properties() -> WriterProperties {
    let line = ColumnPath::from(SOURCE_LINE);
    WriterProperties::builder()
        .set_created_by("insyn".to_owned())
        .set_compression(Compression::SNAPPY)
        .set_statistics_enabled(EnabledStatistics::Chunk)
        .set_max_row_group_row_count(None)
        .set_column_dictionary_enabled(line.clone(), false)
        .set_column_encoding(line, Encoding::DELTA_BINARY_PACKED)
        .build()
}
