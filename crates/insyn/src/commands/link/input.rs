//! Files as one table of records.

use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

use ::registers::{
    csv,
    source::{FileKind, RawTable, SourceFile, walk},
};
use anyhow::{Context, bail};
use linkage::{MISSING, Table, standardise::Standard};

/// Rejected rows that are named; of more only the number is told.
const NAMED: usize = 20;

/// Records of one or several files.
pub(super) struct Input {
    pub(super) table: Table,
    /// The files' names, by the number of the source.
    pub(super) sources: Vec<String>,
    pub(super) rejected: Rejected,
}

/// Rows that were left out.
#[derive(Default)]
pub(super) struct Rejected {
    pub(super) count: u64,
    /// The first of them: file, line and reason.
    pub(super) named: Vec<String>,
    /// What the readers skipped, in words.
    pub(super) notes: Vec<String>,
}

impl Rejected {
    fn add(&mut self, file: &str, line: u64, reason: &str) {
        self.count += 1;
        if self.named.len() < NAMED {
            self.named.push(format!("`{file}` rad {line}: {reason}"));
        }
    }
}

/// What of the files is read.
pub(super) struct Wanted<'a> {
    /// The columns; none means all.
    pub(super) columns: Option<BTreeSet<String>>,
    /// The column of ids: rows without one, or with one that came before in the source, are rejected.
    pub(super) id: Option<&'a str>,
}

/// Reads files; each is a source of its own.
pub(super) fn read(paths: &[String], wanted: &Wanted<'_>) -> anyhow::Result<Input> {
    let mut rejected = Rejected::default();
    let mut tables: Vec<(u8, Box<dyn RawTable>)> = Vec::new();
    for (number, path) in paths.iter().enumerate() {
        let Ok(source) = u8::try_from(number) else { bail!("högst 256 filer kan länkas på en gång") };
        for file in walk(&[PathBuf::from(path)])? {
            let opened = open(&file, &mut rejected.notes).with_context(|| format!("`{}`", file.name))?;
            tables.extend(opened.into_iter().map(|table| (source, table)));
        }
    }
    let names = columns(&tables, wanted);
    if let Some(id) = wanted.id.filter(|id| !names.iter().any(|name| name == id)) {
        bail!("kolumnen `{id}` finns inte i underlaget; där finns {}", names.join(", "));
    }
    let mut table = Table::new(names.iter().map(String::as_str));
    for (source, raw) in &mut tables {
        fill(&mut table, *source, raw.as_mut(), wanted.id, &mut rejected)?;
    }
    Ok(Input { table, sources: source_names(paths), rejected })
}

/// The names of the columns, those of the first file first.
fn columns(tables: &[(u8, Box<dyn RawTable>)], wanted: &Wanted<'_>) -> Vec<String> {
    let mut names: Vec<String> = Vec::new();
    for name in tables.iter().flat_map(|(_, table)| table.header()).map(|name| name.trim()) {
        let is_wanted = wanted.columns.as_ref().is_none_or(|columns| columns.contains(name)) || wanted.id == Some(name);
        if !name.is_empty() && is_wanted && !names.iter().any(|known| known == name) {
            names.push(name.to_owned());
        }
    }
    names
}

fn open(file: &SourceFile, notes: &mut Vec<String>) -> anyhow::Result<Vec<Box<dyn RawTable>>> {
    if file.kind == FileKind::Csv {
        let known = |cell: &str| Standard::guess(cell, &[]) != Standard::Text;
        return Ok(vec![csv::open(file, &known)?]);
    }
    let opened = file.tables()?;
    notes.extend(opened.notes);
    Ok(opened.tables)
}

fn fill(
    table: &mut Table,
    source: u8,
    raw: &mut dyn RawTable,
    id: Option<&str>,
    rejected: &mut Rejected,
) -> anyhow::Result<()> {
    let header: Vec<String> = raw.header().iter().map(|name| name.trim().to_owned()).collect();
    let places: Vec<Option<usize>> =
        table.columns.iter().map(|column| header.iter().position(|name| *name == column.name)).collect();
    let id_at = id.and_then(|id| table.columns.iter().position(|column| column.name == id));
    let id_place = id_at.and_then(|at| places.get(at).copied().flatten());
    let name = raw.name().to_owned();
    let mut seen = Seen::of(table, source, id_at);
    while let Some(chunk) = raw.next_chunk()? {
        for reject in &chunk.rejects {
            rejected.add(&name, reject.line, &reject.reason);
        }
        let mut kept: Vec<usize> = (0..chunk.rows()).collect();
        if let (Some(at), Some(id)) = (id_at, id) {
            let value = |row: usize| id_place.map_or("", |place| chunk.cell(row, place)).trim();
            let mut given = seen.take(table, at, kept.iter().map(|row| value(*row))).into_iter();
            kept.retain(|&row| match given.next() {
                Some(Given::First) => true,
                Some(Given::Again) => {
                    let reason = format!("id `{}` står på en tidigare rad", value(row));
                    rejected.add(&name, chunk.line(row), &reason);
                    false
                }
                Some(Given::Missing) | None => {
                    rejected.add(&name, chunk.line(row), &format!("id saknas i `{id}`"));
                    false
                }
            });
        }
        let place = |column: usize| places.get(column).copied().flatten();
        table.append(source, &kept, |row, column| place(column).map_or("", |place| chunk.cell(row, place)));
    }
    Ok(())
}

/// Whether a row has an id of its own.
enum Given {
    First,
    Again,
    Missing,
}

/// Which ids a source has given, by their number in the column's dictionary.
struct Seen(Vec<bool>);

impl Seen {
    fn of(table: &Table, source: u8, id: Option<usize>) -> Self {
        let mut seen = Self(Vec::new());
        if let Some(column) = id.and_then(|at| table.columns.get(at)) {
            let rows = column.ids.iter().zip(&table.sources).filter(|(_, of)| **of == source);
            rows.for_each(|(id, _)| {
                seen.first(*id);
            });
        }
        seen
    }

    /// Takes in an id; whether it was not there before.
    fn first(&mut self, id: u32) -> bool {
        let at = id as usize;
        if self.0.len() <= at {
            self.0.resize(at + 1, false);
        }
        self.0.get_mut(at).is_some_and(|seen| !std::mem::replace(seen, true))
    }

    /// Takes in the ids of some rows, which get their numbers in the table's column.
    fn take<'a>(&mut self, table: &mut Table, at: usize, values: impl Iterator<Item = &'a str>) -> Vec<Given> {
        let mut ids = Vec::new();
        if let Some(column) = table.columns.get_mut(at) {
            Arc::make_mut(&mut column.values).intern_all(values, &mut ids);
        }
        let given = |id: u32| match id {
            MISSING => Given::Missing,
            id if self.first(id) => Given::First,
            _ => Given::Again,
        };
        ids.into_iter().map(given).collect()
    }
}

/// The files' names without folder and ending where that tells them apart, otherwise as they were given.
fn source_names(paths: &[String]) -> Vec<String> {
    let stem = |path: &String| {
        Path::new(path).file_stem().map_or_else(|| path.clone(), |stem| stem.to_string_lossy().into_owned())
    };
    let stems: Vec<String> = paths.iter().map(stem).collect();
    let different: BTreeSet<&String> = stems.iter().collect();
    if different.len() == stems.len() { stems } else { paths.to_vec() }
}
