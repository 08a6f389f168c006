//! `insyn link label`: a sheet of pairs for two reviewers, without the model's answer.

use std::{borrow::Cow, path::Path};

use ::registers::{
    export::{Cell, Export, Kind},
    reject::is_formula,
};
use clap::ArgMatches;

use super::{
    report,
    run::{self, Needs},
};
use crate::{Outcome, commands::text, console};

/// The columns that reviewers fill in: one answer each, and a remark.
pub(super) const ANSWERS: [&str; 2] = ["svar_1", "svar_2"];

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let how = run::clustering(matches)?;
    let run = run::prepare(matches, &Needs { raw: true, aside: Vec::new() })?;
    let edges = run.edges(run::keep(matches), &how);
    let wanted = matches.get_one::<usize>("pairs").copied().unwrap_or(200);
    let seed = matches.get_one::<u64>("seed").copied().unwrap_or(7);
    let pairs = run.linker.label_sample(&edges, wanted, seed);
    run.done();
    let shown: Vec<&linkage::Column> =
        run.kept.columns.iter().filter(|column| Some(&column.name) != run.model.id.as_ref()).collect();
    let values: Vec<String> =
        shown.iter().flat_map(|column| [format!("{} A", column.name), format!("{} B", column.name)]).collect();
    let mut columns: Vec<(&str, Kind)> = vec![("nr", Kind::Integer)];
    columns.extend(["source_l", "id_l", "source_r", "id_r"].map(|name| (name, Kind::Text)));
    columns.extend(values.iter().map(|name| (name.as_str(), Kind::Text)));
    columns.extend(ANSWERS.iter().chain(&["anmärkning"]).map(|name| (*name, Kind::Text)));
    let path = text(matches, "out");
    let mut file = Export::create(Path::new(path), &columns)?;
    for (number, pair) in (1..).zip(&pairs) {
        let mut texts: Vec<Option<Cow<'_, str>>> = Vec::new();
        for row in [pair.a, pair.b] {
            texts.extend([Some(as_words(run.source(row))), Some(as_words(run.linker.id(row)))]);
        }
        for column in &shown {
            texts.extend([pair.a, pair.b].map(|row| column.text(row as usize).map(as_words)));
        }
        let mut cells = vec![Cell::Integer(number)];
        cells.extend(texts.iter().map(|text| text.as_deref().map_or(Cell::None, Cell::Text)));
        cells.extend([Cell::None, Cell::None, Cell::None]);
        file.row(&cells)?;
    }
    file.finish()?;
    let is_clean = report::remarks(&run)?;
    console::line(&format!("{} par i {path}, lika många ur varje viktklass, i blandad ordning", pairs.len()))?;
    console::line("  Två granskare svarar var för sig med ja, nej eller vet ej i svar_1 och svar_2.")?;
    console::line(&format!("  Jämför sedan: insyn link evaluate … --labels {path}"))?;
    Ok(if is_clean { Outcome::Clean } else { Outcome::Findings })
}

/// A value as a spreadsheet shows it: one that it would run gets an apostrophe first, for the values come from files that
/// outsiders have filled in.
fn as_words(value: &str) -> Cow<'_, str> {
    if is_formula(value) { Cow::Owned(format!("'{value}")) } else { Cow::Borrowed(value) }
}

/// The value behind [`as_words`].
pub(super) fn as_written(words: &str) -> &str {
    words.strip_prefix('\'').filter(|value| is_formula(value)).unwrap_or(words)
}
