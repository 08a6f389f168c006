//! Cutting files into units of work at record boundaries.

use std::io::Read;

use memchr::memchr_iter;

use super::plan::{Plan, PlannedFile, PlannedTable, TextPlan, message, text_reader};
use crate::IntakeError;
use crate::csv::last_boundary;
use crate::report::FileNote;
use crate::source::RawChunk;

/// So many bytes of text become one row group. INVARIANT: where units end depends on the files alone, never on how many
/// bytes a read happens to give, so that the snapshot does not depend on timing.
const UNIT: usize = 16 << 20;
/// A record longer than this is no record.
const RECORD_LIMIT: usize = 256 << 20;

/// Work for one thread.
#[derive(Debug, Default)]
pub(super) struct Unit {
    pub(super) sequence: usize,
    pub(super) segments: Vec<Segment>,
    /// Size of the text in it.
    pub(super) bytes: usize,
}

/// Some whole records of one table.
#[derive(Debug)]
pub(super) struct Segment {
    /// Position in [`Plan::tables`].
    pub(super) table: usize,
    pub(super) body: Body,
}

/// Rows, still as text.
#[derive(Debug)]
pub(super) enum Body {
    /// Delimited text that begins at a record, on the given line.
    Text { bytes: Vec<u8>, line: u64, plan: TextPlan },
    /// Cells.
    Cells(RawChunk),
}

/// Reads the files of a plan in order. Returns the files that could not be read to their end; what came before stays.
pub(super) fn run(plan: &Plan<'_>, send: &mut dyn FnMut(Unit) -> Result<(), Stopped>) -> Vec<FileNote> {
    let mut feed = Feed { unit: Unit::default(), send };
    let mut failed = Vec::new();
    for file in &plan.files {
        match feed.file(plan, file) {
            Ok(()) => {}
            Err(Halt::Stopped) => return failed,
            Err(Halt::Failed(error)) => {
                let reason = format!("{}; raderna före felet är inlästa", message(&error));
                failed.push(FileNote { name: file.source.name.clone(), reason });
            }
        }
    }
    if !feed.unit.segments.is_empty() {
        let _ends_anyway = feed.flush();
    }
    failed
}

/// The other end has stopped taking units.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stopped;

enum Halt {
    Stopped,
    Failed(IntakeError),
}

impl From<Stopped> for Halt {
    fn from(_: Stopped) -> Self {
        Self::Stopped
    }
}

impl From<IntakeError> for Halt {
    fn from(error: IntakeError) -> Self {
        Self::Failed(error)
    }
}

struct Feed<'s> {
    unit: Unit,
    send: &'s mut dyn FnMut(Unit) -> Result<(), Stopped>,
}

impl Feed<'_> {
    fn file(&mut self, plan: &Plan<'_>, file: &PlannedFile) -> Result<(), Halt> {
        let table = |at: usize| plan.tables.get(at);
        if let [(at, _)] = file.tables.as_slice()
            && let Some(PlannedTable { text: Some(text), .. }) = table(*at)
        {
            let reader = text_reader(&file.source, text.encoding)?;
            return self.text(*at, *text, reader, &file.source.name);
        }
        let mut opened = file.source.tables()?.tables;
        for (at, position) in &file.tables {
            let Some(raw) = opened.get_mut(*position) else { continue };
            while let Some(chunk) = raw.next_chunk()? {
                let bytes = chunk.text_len();
                self.push(Segment { table: *at, body: Body::Cells(chunk) }, bytes)?;
            }
        }
        Ok(())
    }

    fn text(&mut self, table: usize, plan: TextPlan, reader: impl Read, name: &str) -> Result<(), Halt> {
        let mut blocks = Blocks { reader, plan, name, carried: Vec::new(), is_start: true };
        let mut skip = plan.skip_lines;
        let mut line = 1;
        loop {
            let (mut bytes, is_end) = blocks.next(UNIT.saturating_sub(self.unit.bytes), line)?;
            let lines = memchr_iter(b'\n', &bytes).count() as u64;
            let skipped = skip.min(lines);
            if let Some(last) = skip.checked_sub(1) {
                let last = usize::try_from(last).unwrap_or(usize::MAX);
                let end = memchr_iter(b'\n', &bytes).nth(last).map_or(bytes.len(), |at| at + 1);
                bytes.drain(..end);
                skip -= skipped;
            }
            if !bytes.is_empty() {
                let size = bytes.len();
                self.push(Segment { table, body: Body::Text { bytes, line: line + skipped, plan } }, size)?;
            }
            line += lines;
            if is_end {
                return Ok(());
            }
        }
    }

    fn push(&mut self, segment: Segment, bytes: usize) -> Result<(), Halt> {
        self.unit.segments.push(segment);
        self.unit.bytes += bytes;
        if self.unit.bytes >= UNIT - UNIT / 16 { Ok(self.flush()?) } else { Ok(()) }
    }

    fn flush(&mut self) -> Result<(), Stopped> {
        let next = Unit { sequence: self.unit.sequence + 1, ..Unit::default() };
        (self.send)(std::mem::replace(&mut self.unit, next))
    }
}

/// Delimited text, some whole records at a time.
struct Blocks<'f, R> {
    reader: R,
    plan: TextPlan,
    name: &'f str,
    /// The beginning of the record that the last block was cut before.
    carried: Vec<u8>,
    is_start: bool,
}

impl<R: Read> Blocks<'_, R> {
    /// About `size` bytes that end with a record, and whether the file ends with them. `line` is where they begin.
    fn next(&mut self, size: usize, line: u64) -> Result<(Vec<u8>, bool), IntakeError> {
        let mut bytes = std::mem::take(&mut self.carried);
        let mut target = size.max(bytes.len() + 1);
        loop {
            if self.fill(&mut bytes, target)? {
                return Ok((bytes, true));
            }
            let end = last_boundary(&bytes, self.plan.separator);
            if end > 0 {
                self.carried = bytes.split_off(end);
                return Ok((bytes, false));
            }
            if bytes.len() > RECORD_LIMIT {
                let detail = format!("rad {line} saknar radslut inom {} MiB", RECORD_LIMIT >> 20);
                return Err(IntakeError::damaged(self.name, detail));
            }
            target = bytes.len() * 2;
        }
    }

    /// Reads until there are `target` bytes; says whether the file ends before.
    fn fill(&mut self, bytes: &mut Vec<u8>, target: usize) -> Result<bool, IntakeError> {
        let missing = target.saturating_sub(bytes.len());
        bytes.reserve_exact(missing);
        let got = (&mut self.reader).take(missing as u64).read_to_end(bytes);
        let got = got.map_err(|error| IntakeError::read(self.name, error))?;
        if self.plan.is_cr_only {
            let new = bytes.len() - got;
            bytes.iter_mut().skip(new).filter(|byte| **byte == b'\r').for_each(|byte| *byte = b'\n');
        }
        if std::mem::take(&mut self.is_start) && bytes.starts_with(b"\xef\xbb\xbf") {
            bytes.drain(..3);
        }
        Ok(got < missing)
    }
}
