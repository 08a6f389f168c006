//! `insyn registers`: the catalogue, what is imported, what a missing column makes impossible, and disposal.

mod dispose;

use ::library::{Control, Library};
use ::registers::{Catalogue, Register};
use anyhow::Context;
use clap::ArgMatches;
use signals::format_whole_number;

use super::text;
use crate::{Outcome, console, data};

/// Lists the registers or shows one; disposes of what is past its date.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    match matches.subcommand() {
        Some(("due", inner)) => return dispose::due(inner),
        Some(("dispose", inner)) => return dispose::propose(inner),
        Some(("dispose-confirm", inner)) => return dispose::confirm(inner),
        _ => {}
    }
    let catalogue = Catalogue::embedded()?;
    let library = Library::embedded()?;
    match text(matches, "name") {
        "" => overview(matches, &catalogue, &library)?,
        name => columns(catalogue.register(name)?, &library)?,
    }
    Ok(Outcome::Clean)
}

fn overview(matches: &ArgMatches, catalogue: &Catalogue, library: &Library) -> anyhow::Result<()> {
    let folder = data::folder(matches)?;
    let mut snapshots = Vec::new();
    for authority in folder.authorities()? {
        snapshots.extend(folder.snapshots(&authority).with_context(|| format!("myndigheten {authority}"))?);
    }
    let mut rows = Vec::new();
    for register in catalogue.registers() {
        let held: Vec<String> = snapshots
            .iter()
            .filter(|snapshot| snapshot.manifest.register == register.name)
            .map(|s| format!("{} {}", s.manifest.authority, format_whole_number(s.manifest.rows.into())))
            .collect();
        let read = library.controls().filter(|control| control.reads.contains_key(&register.name)).count();
        rows.push(vec![register.name.clone(), register.label.sv.clone(), read.to_string(), held.join(", ")]);
    }
    let header = ["Register", "Namn", "Kontroller", "Inläst (rader)"];
    console::table(&header, &rows, &[false, false, true, false]).iter().try_for_each(|line| console::line(line))
}

fn columns(register: &Register, library: &Library) -> anyhow::Result<()> {
    console::line(&console::strong(&format!("{} ({})", register.label.sv, register.name)))?;
    console::line(&register.description)?;
    let rows: Vec<Vec<String>> = register
        .columns
        .iter()
        .map(|column| {
            let impossible: Vec<&str> = library
                .controls()
                .filter(|control| requires(control, &register.name, &column.name))
                .map(|c| c.id.as_str())
                .collect();
            let required = if column.required { "ja" } else { "" };
            vec![
                column.name.clone(),
                column.label.sv.clone(),
                column.kind.name().to_owned(),
                required.to_owned(),
                impossible.join(", "),
            ]
        })
        .collect();
    let header = ["Kolumn", "Namn", "Typ", "Krävs", "Omöjligt utan den"];
    console::table(&header, &rows, &[false; 5]).iter().try_for_each(|line| console::line(line))
}

fn requires(control: &Control, register: &str, column: &str) -> bool {
    control.reads.get(register).is_some_and(|reads| reads.required.iter().any(|required| required == column))
}
