//! OCDS 1.1: releases, records and packages of either, as JSON or JSON lines, become the registers of procurement.
//!
//! Releases tell of changes: those of one contracting process are laid over each other by date, as the standard says, and
//! the rows are those of the result. A process with one release in the file is never kept in memory; the file is read
//! twice to know which those are.

mod compile;
mod items;
mod rows;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use serde_json::{Map, Value};

use self::items::{Item, Items};
use super::bytes::{Held, Store};
use super::{RawChunk, RawReject, RawTable};
use crate::IntakeError;
use crate::value::parse_timestamp;

const CHUNK_ROWS: usize = 4096;

/// A register that OCDS tells of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Target {
    Tenders,
    Bids,
    Awards,
    Contracts,
    Suppliers,
}

impl Target {
    const ALL: [Self; 5] = [Self::Tenders, Self::Bids, Self::Awards, Self::Contracts, Self::Suppliers];

    fn register(self) -> &'static str {
        match self {
            Self::Tenders => "tenders",
            Self::Bids => "bids",
            Self::Awards => "awards",
            Self::Contracts => "contracts",
            Self::Suppliers => "suppliers",
        }
    }

    /// The columns of the register that OCDS can fill, in the order of the cells.
    fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Tenders => &[
                "procurement_id",
                "title",
                "unit",
                "cpv",
                "method",
                "published_on",
                "bids_due_at",
                "estimated_value",
                "awarded_on",
                "officer",
                "criterion",
                "cancelled",
            ],
            Self::Bids => &[
                "procurement_id",
                "bidder_org_no",
                "bidder_name",
                "price",
                "submitted_at",
                "status",
                "lot",
                "currency",
            ],
            Self::Awards => {
                &["procurement_id", "org_no", "supplier_name", "amount", "awarded_on", "contract_id", "lot"]
            }
            Self::Contracts => &[
                "contract_id",
                "supplier_id",
                "org_no",
                "unit",
                "cpv",
                "starts_on",
                "ends_on",
                "ceiling",
                "procurement_id",
                "contract_kind",
                "signed_on",
            ],
            Self::Suppliers => {
                &["supplier_id", "name", "org_no", "street_address", "postal_code", "city", "phone", "email"]
            }
        }
    }

    /// What there is none of, when there is none.
    fn none(self) -> &'static str {
        match self {
            Self::Tenders => "inga upphandlingar",
            Self::Bids => "inga anbud och inga anbudsgivare",
            Self::Awards => "inga tilldelningar",
            Self::Contracts => "inga avtal",
            Self::Suppliers => "inga leverantörer",
        }
    }
}

/// One register's rows of an OCDS file.
struct OcdsTable {
    name: String,
    target: Target,
    header: Vec<String>,
    store: Store,
    reading: Option<Reading>,
}

/// The tables of an OCDS file, one for each register that it feeds.
#[must_use]
pub fn open(name: &str, bytes: Vec<u8>) -> Vec<Box<dyn RawTable>> {
    open_store(name, &Store::Memory(Held(Arc::from(bytes))))
}

pub(crate) fn open_store(name: &str, store: &Store) -> Vec<Box<dyn RawTable>> {
    let table = |target: Target| -> Box<dyn RawTable> {
        Box::new(OcdsTable {
            name: name.to_owned(),
            target,
            header: target.columns().iter().map(|&column| column.to_owned()).collect(),
            store: store.clone(),
            reading: None,
        })
    };
    Target::ALL.map(table).into()
}

/// A process as told by one release; a hash stands for its ocid.
type Process = [u8; 16];

struct Reading {
    items: Items,
    /// Releases not yet read of the processes that have several.
    left: BTreeMap<Process, u32>,
    /// The releases of those that are read.
    waiting: BTreeMap<Process, Vec<Waiting>>,
    /// Suppliers already given.
    seen: BTreeSet<Process>,
    posts: u64,
    given: u64,
}

struct Waiting {
    line: u64,
    dated: i64,
    ocid: String,
    content: Map<String, Value>,
}

fn process(ocid: &str) -> Process {
    let hash = blake3::hash(ocid.as_bytes());
    let mut process = Process::default();
    process.iter_mut().zip(hash.as_bytes()).for_each(|(to, from)| *to = *from);
    process
}

impl RawTable for OcdsTable {
    fn name(&self) -> &str {
        &self.name
    }

    fn header(&self) -> &[String] {
        &self.header
    }

    fn register(&self) -> Option<&str> {
        Some(self.target.register())
    }

    fn next_chunk(&mut self) -> Result<Option<RawChunk>, IntakeError> {
        let unreadable = |error: std::io::Error| IntakeError::damaged(&self.name, error.to_string());
        let reading = match &mut self.reading {
            Some(reading) => reading,
            empty => empty.insert(Reading::begin(&self.name, &self.store).map_err(unreadable)?),
        };
        let mut chunk = RawChunk::new(self.header.len());
        while chunk.rows() + chunk.rejects.len() < CHUNK_ROWS {
            let Some(item) = reading.items.next().map_err(unreadable)? else {
                reading.flush(self.target, &mut chunk);
                break;
            };
            reading.take(item, self.target, &mut chunk);
        }
        let is_empty = chunk.rows() == 0 && chunk.rejects.is_empty();
        if is_empty && reading.given == 0 {
            let detail = format!("OCDS med {} poster, men {} i dem", reading.posts, self.target.none());
            return Err(IntakeError::NoRows { name: self.name.clone(), detail });
        }
        reading.given += (chunk.rows() + chunk.rejects.len()) as u64;
        Ok((!is_empty).then_some(chunk))
    }
}

impl Reading {
    fn begin(name: &str, store: &Store) -> std::io::Result<Self> {
        let mut left: BTreeMap<Process, u32> = BTreeMap::new();
        let mut items = Items::new(name, store.reader()?)?;
        while let Some(item) = items.next()? {
            for ocid in compile::ocids(&item.bytes) {
                *left.entry(process(&ocid)).or_default() += 1;
            }
        }
        left.retain(|_, count| *count > 1);
        let items = Items::new(name, store.reader()?)?;
        Ok(Self { items, left, waiting: BTreeMap::new(), seen: BTreeSet::new(), posts: 0, given: 0 })
    }

    fn take(&mut self, item: Item, target: Target, chunk: &mut RawChunk) {
        self.posts += 1;
        let line = item.line;
        let releases = match item.fault {
            Some(fault) => Err(fault),
            None => parsed(&item.bytes, line),
        };
        match releases {
            Ok(releases) => {
                releases.into_iter().for_each(|release| self.release(release, line, target, chunk));
            }
            Err(fault) => chunk.rejects.push(RawReject {
                line,
                column: String::new(),
                value: String::from_utf8_lossy(&item.bytes).chars().take(200).collect(),
                reason: format!("Posten på rad {line} {fault}. Rätta posten eller hämta filen på nytt."),
            }),
        }
    }

    fn release(
        &mut self,
        (ocid, content): (String, Map<String, Value>),
        line: u64,
        target: Target,
        chunk: &mut RawChunk,
    ) {
        let process = process(&ocid);
        let dated = content.get("date").and_then(Value::as_str).and_then(|date| parse_timestamp(date).ok());
        let release = Waiting { line, dated: dated.unwrap_or(i64::MIN), ocid, content };
        let Some(left) = self.left.get_mut(&process) else {
            return self.give(vec![release], target, chunk);
        };
        *left = left.saturating_sub(1);
        let is_last = *left == 0;
        self.waiting.entry(process).or_default().push(release);
        if is_last {
            let releases = self.waiting.remove(&process).unwrap_or_default();
            self.give(releases, target, chunk);
        }
    }

    /// What the two readings counted differently, and so still waits.
    fn flush(&mut self, target: Target, chunk: &mut RawChunk) {
        for releases in std::mem::take(&mut self.waiting).into_values() {
            self.give(releases, target, chunk);
        }
    }

    /// Compiles the releases of a process and writes its rows; their line is that of the latest release.
    fn give(&mut self, mut releases: Vec<Waiting>, target: Target, chunk: &mut RawChunk) {
        releases.sort_by_key(|release| release.dated);
        let mut releases = releases.into_iter();
        let Some(mut whole) = releases.next() else { return };
        for later in releases {
            whole.line = later.line;
            compile::merge(&mut whole.content, later.content);
        }
        let content = Value::Object(whole.content);
        for cells in rows::rows(target, &whole.ocid, &content, &mut chunk.notes) {
            let is_known =
                target == Target::Suppliers && !self.seen.insert(process(cells.first().map_or("", String::as_str)));
            if !is_known {
                chunk.push_row(whole.line, cells.iter().map(String::as_str));
            }
        }
    }
}

/// The releases of a post.
fn parsed(bytes: &[u8], line: u64) -> Result<Vec<compile::Release>, String> {
    let value = serde_json::from_slice(bytes).or_else(|error| match std::str::from_utf8(bytes) {
        Ok(_) => Err(error),
        // A system that writes Windows-1252 where the standard says UTF-8.
        Err(_) => serde_json::from_str(&crate::encoding::Encoding::Utf8.decode(bytes)),
    });
    let value: Value = value.map_err(|error| {
        let at = line + (error.line() as u64).saturating_sub(1);
        let what = if error.is_eof() { "tar slut mitt i" } else { "är inte giltig JSON" };
        format!("{what} (rad {at}, tecken {})", error.column())
    })?;
    let mut found = Vec::new();
    compile::releases(value, "", &mut found)?;
    Ok(found)
}
