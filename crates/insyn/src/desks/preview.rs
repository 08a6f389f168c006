//! What a file would become: its register, where each column is found, and the rows that would be rejected.

use std::{cmp::Reverse, path::Path, sync::Arc};

use ::registers::{
    Catalogue, DataFolder, ImportReport, ImportRequest, Mapping, Profiles, Register, csv, import,
    mapping::{Table, folded},
    profile::Rule,
    source::{FileKind, RawTable, walk},
};
use app::ports::{Column, Preview, Reject};

/// So many rows are looked at to tell what a file is, and to show what a column holds.
const SAMPLE_ROWS: usize = 200;
/// So many values of a column are shown.
const EXAMPLES: usize = 3;
/// So many rejected rows are shown.
const REJECTS: usize = 50;

/// The beginning of a table of a file.
#[derive(Debug)]
struct Beginning {
    name: String,
    /// The register that it is of, when its format says so.
    of: Option<String>,
    header: Vec<String>,
    rows: Vec<Vec<String>>,
}

impl Beginning {
    fn table(&self) -> Table<'_> {
        Table { name: &self.name, header: &self.header, sample: &self.rows }
    }

    /// The first values under a header.
    fn examples(&self, header: &str) -> Vec<String> {
        let Some(at) = self.header.iter().position(|known| known == header) else { return Vec::new() };
        let cells = self.rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.trim().is_empty());
        cells.take(EXAMPLES).cloned().collect()
    }
}

/// The file looks like no register.
#[derive(Debug, thiserror::Error)]
#[error(
    "`{name}` liknar inget register: rubrikerna är {headers}. Välj register själv, eller byt rubriker så att de säger vad kolumnerna är"
)]
pub(super) struct NoRegister {
    name: String,
    headers: String,
}

/// The register that a file looks like: one that finds all its required columns, by a profile before by itself, and then
/// the one with most of the file's columns.
pub(super) fn register_of(catalogue: &Catalogue, profiles: &Profiles, file: &Path) -> anyhow::Result<String> {
    let beginnings = beginnings(catalogue, file)?;
    let fits = |beginning: &Beginning, register: &Arc<Register>| {
        if beginning.of.as_ref().is_some_and(|of| *of != register.name) {
            return None;
        }
        let mapping = Mapping::of(register, profiles, None, beginning.table()).ok()?;
        let fits = (mapping.profile.is_some(), mapping.columns.len(), Reverse(mapping.unmapped.len()));
        Some((fits, register.name.clone()))
    };
    let of = |beginning| catalogue.registers().filter_map(move |register| fits(beginning, register));
    if let Some((_, name)) = beginnings.iter().flat_map(of).max() {
        return Ok(name);
    }
    let headers = beginnings.iter().flat_map(|beginning| &beginning.header).map(|header| format!("`{header}`"));
    let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
    Err(NoRegister { name, headers: headers.collect::<Vec<_>>().join(", ") }.into())
}

/// Reads the file in aside, and tells what came of it.
pub(super) fn preview(
    (catalogue, profiles): (&Catalogue, &Profiles),
    aside: &DataFolder,
    (register, file): (&Register, &Path),
    threads: usize,
) -> anyhow::Result<Preview> {
    let request = ImportRequest {
        sources: vec![file.to_owned()],
        register: register.name.clone(),
        authority: "prov".to_owned(),
        threads,
        ..ImportRequest::default()
    };
    let report = import(aside, catalogue, profiles, &request, &mut |_| {})?;
    let header = report.headers.first();
    let table = header.and_then(|header| header.tables.first().cloned()).unwrap_or_default();
    let beginnings = beginnings(catalogue, file)?;
    let is_of = |beginning: &&Beginning| beginning.of.as_ref().is_none_or(|of| *of == register.name);
    let beginning = beginnings.iter().filter(is_of).find(|beginning| beginning.name == table);
    let columns = register.columns.iter().map(|column| {
        let rule = header.and_then(|header| header.mapping.columns.get(&column.name));
        let from: Vec<&String> = rule.into_iter().flat_map(|rule| rule.from.iter().chain(&rule.join)).collect();
        let examples = from.first().and_then(|header| beginning.map(|beginning| beginning.examples(header)));
        Column {
            label: column.label.sv.clone(),
            header: rule.map(found).unwrap_or_default(),
            is_required: column.required,
            examples: examples.unwrap_or_default(),
        }
    });
    Ok(Preview {
        register: register.name.clone(),
        label: register.label.sv.clone(),
        columns: columns.collect(),
        unused: header.map(|header| header.mapping.unmapped.clone()).unwrap_or_default(),
        accepted: report.accepted,
        rejected: report.rejected,
        rejects: report.rejects.as_deref().map(rejects).transpose()?.unwrap_or_default(),
        notes: notes(&report, register),
    })
}

/// Where a column is found, in the words of the file.
fn found(rule: &Rule) -> String {
    match (rule.from.first(), &rule.constant) {
        (Some(header), _) => header.clone(),
        (None, Some(text)) => format!("alltid {text}"),
        (None, None) if rule.file_name.is_some() => "filens namn".to_owned(),
        (None, None) => rule.join.join(" + "),
    }
}

/// What else the report of an import says.
pub(super) fn notes(report: &ImportReport, register: &Register) -> Vec<String> {
    let invalid = report.kept_invalid.iter().map(|(name, count)| {
        let label = register.column(name).map_or(name, |column| &column.label.sv);
        format!("{label}: {count} värden klarar inte kontrollen och behålls som de är skrivna")
    });
    let files = report.failed.iter().chain(&report.skipped).map(|note| format!("{}: {}", note.name, note.reason));
    report.warnings.iter().cloned().chain(invalid).chain(files).collect()
}

/// The first rows of a rejects file.
pub(super) fn rejects(path: &Path) -> anyhow::Result<Vec<Reject>> {
    let mut rejects = Vec::new();
    for source in walk(&[path.to_owned()])? {
        let table = csv::open(&source, &|cell| cell == "källfil" || cell == "orsak")?;
        for row in first_rows(table, REJECTS)? {
            let [_, line, column, value, reason] = <[String; 5]>::try_from(row).unwrap_or_default();
            rejects.push(Reject { line: line.parse().unwrap_or(0), column, value, reason });
        }
    }
    Ok(rejects)
}

/// The tables of a file, each with its first rows.
fn beginnings(catalogue: &Catalogue, file: &Path) -> anyhow::Result<Vec<Beginning>> {
    let columns = || catalogue.registers().flat_map(|register| &register.columns);
    let means = |cell: &str| {
        let cell = folded(cell);
        let is_one = |name: &String| folded(name) == cell;
        !cell.is_empty() && columns().any(|column| is_one(&column.label.sv) || column.synonyms.iter().any(is_one))
    };
    let (mut beginnings, mut fault) = (Vec::new(), None);
    for source in walk(&[file.to_owned()])? {
        let tables = match source.kind {
            FileKind::Csv => vec![csv::open(&source, &means)?],
            FileKind::Skipped { .. } | FileKind::Failed { .. } => Vec::new(),
            _ => source.tables()?.tables,
        };
        for table in tables {
            let (name, header) = (table.name().to_owned(), table.header().to_vec());
            let of = table.register().map(str::to_owned);
            let rows = match first_rows(table, SAMPLE_ROWS) {
                // Of the registers that a format can feed, this file has no rows for this one.
                Err(error) if of.is_some() => {
                    fault.get_or_insert(error);
                    continue;
                }
                rows => rows?,
            };
            beginnings.push(Beginning { name, of, header, rows });
        }
    }
    match fault {
        Some(error) if beginnings.is_empty() => Err(error),
        _ => Ok(beginnings),
    }
}

fn first_rows(mut table: Box<dyn RawTable>, most: usize) -> anyhow::Result<Vec<Vec<String>>> {
    let mut rows = Vec::new();
    while let Some(chunk) = table.next_chunk()? {
        for row in (0..chunk.rows()).take(most - rows.len()) {
            rows.push((0..chunk.width()).map(|column| chunk.cell(row, column).to_owned()).collect());
        }
        if rows.len() == most {
            break;
        }
    }
    Ok(rows)
}
