//! The threads of an import: one feeds, some type and encode, the caller's writes in order.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::mpsc::{Receiver, Sender, channel, sync_channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread;

use arrow::datatypes::SchemaRef;
use parquet::arrow::arrow_writer::{ArrowColumnChunk, ArrowRowGroupWriterFactory, compute_leaves};
use parquet::errors::ParquetError;

use super::feed::{self, Stopped, Unit};
use super::plan::Plan;
use super::typer::{self, Tally};
use crate::IntakeError;
use crate::report::FileNote;
use crate::source::Notes;

/// Units that may be under way beyond one per thread; with their size this bounds the memory.
const SPARE_UNITS: usize = 1;

/// A unit, typed and encoded.
#[derive(Debug)]
pub(super) struct Encoded {
    sequence: usize,
    /// One per column; none when no row was accepted.
    pub(super) chunks: Vec<ArrowColumnChunk>,
    pub(super) tallies: Vec<Tally>,
    pub(super) rejects: String,
    pub(super) kept_invalid: Vec<u64>,
    /// What the readers left out, by table.
    pub(super) notes: Vec<(usize, Notes)>,
    /// Empty cells by column of the schema.
    pub(super) nulls: Vec<u64>,
    /// Bytes of text that it was.
    pub(super) bytes: u64,
}

/// What the threads work with.
#[derive(Clone, Copy)]
pub(super) struct Job<'j, 'r> {
    pub(super) plan: &'j Plan<'r>,
    pub(super) schema: &'j SchemaRef,
    pub(super) factory: &'j ArrowRowGroupWriterFactory,
}

/// Runs the job; `write` gets the units in the order of the files. Returns the files that could not be read to the end.
pub(super) fn run(
    job: Job<'_, '_>,
    threads: usize,
    write: &mut dyn FnMut(Encoded) -> Result<(), IntakeError>,
) -> Result<Vec<FileNote>, IntakeError> {
    thread::scope(|scope| {
        let limit = threads + SPARE_UNITS;
        let (token_send, tokens) = sync_channel(limit);
        let (unit_send, units) = sync_channel::<Unit>(limit);
        let (done_send, done) = channel();
        for _ in 0..limit {
            // The channel has room for all of them.
            let _is_open = token_send.try_send(());
        }
        let feeder = scope.spawn(move || {
            feed::run(job.plan, &mut |unit| {
                tokens.recv().map_err(|_| Stopped)?;
                unit_send.send(unit).map_err(|_| Stopped)
            })
        });
        let units = Arc::new(Mutex::new(units));
        for _ in 0..threads {
            let (units, done_send) = (Arc::clone(&units), done_send.clone());
            scope.spawn(move || work(job, &units, &done_send));
        }
        drop((units, done_send));
        let mut waiting = BTreeMap::new();
        let mut next = 0;
        for encoded in done {
            let encoded = encoded?;
            waiting.insert(encoded.sequence, encoded);
            while let Some(encoded) = waiting.remove(&next) {
                write(encoded)?;
                next += 1;
                // The feeder may have ended: then nobody waits for the token.
                let _is_open = token_send.try_send(());
            }
        }
        feeder.join().map_err(|_| internal("läsningen av filerna avbröts"))
    })
}

fn work(job: Job<'_, '_>, units: &Mutex<Receiver<Unit>>, done: &Sender<Result<Encoded, IntakeError>>) {
    loop {
        let unit = units.lock().unwrap_or_else(PoisonError::into_inner).recv();
        let Ok(unit) = unit else { return };
        // Without this a panic would leave the writer waiting for ever for the missing unit.
        let encoded = catch_unwind(AssertUnwindSafe(|| encode(job, unit)));
        let encoded = encoded.unwrap_or_else(|_| Err(internal("en del av en fil kunde inte bearbetas")));
        if done.send(encoded).is_err() {
            return;
        }
    }
}

fn internal(detail: &str) -> IntakeError {
    IntakeError::Internal { detail: detail.to_owned() }
}

fn encode(job: Job<'_, '_>, unit: Unit) -> Result<Encoded, IntakeError> {
    let Unit { sequence, segments, bytes } = unit;
    let typed = typer::unit(job.plan, job.schema, segments).map_err(|error| internal(&error.to_string()))?;
    let batch = typed.batch;
    let nulls = batch.columns().iter().map(|column| column.null_count() as u64).collect();
    let chunks = if batch.num_rows() == 0 {
        Vec::new()
    } else {
        columns(job, sequence, batch).map_err(|error| internal(&error.to_string()))?
    };
    Ok(Encoded {
        sequence,
        chunks,
        tallies: typed.tallies,
        rejects: typed.rejects,
        kept_invalid: typed.kept_invalid,
        notes: typed.notes,
        nulls,
        bytes: bytes as u64,
    })
}

fn columns(
    job: Job<'_, '_>,
    sequence: usize,
    batch: arrow::array::RecordBatch,
) -> Result<Vec<ArrowColumnChunk>, ParquetError> {
    let mut writers = job.factory.create_column_writers(sequence)?.into_iter();
    let mut chunks = Vec::with_capacity(batch.num_columns());
    let schema = batch.schema();
    let (_, columns, _) = batch.into_parts();
    for (field, column) in schema.fields().iter().zip(columns) {
        for leaf in compute_leaves(field, &column)? {
            let Some(mut writer) = writers.next() else { break };
            writer.write(&leaf)?;
            chunks.push(writer.close()?);
        }
    }
    Ok(chunks)
}
