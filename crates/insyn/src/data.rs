//! From the data folder to what the engine reads.

use std::{collections::BTreeSet, path::Path, thread::available_parallelism};

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::ArgMatches;
use engine::Source;
use library::Library;
use registers::{Catalogue, DataFolder, Snapshot};
use signals::{SnapshotRef, gate::Held};

use crate::publications::Publications;

/// The data folder that the command line names.
pub(crate) fn folder(matches: &ArgMatches) -> anyhow::Result<DataFolder> {
    let path = matches.get_one::<String>("data").map_or("data", String::as_str);
    DataFolder::open(path).with_context(|| format!("datamappen `{path}` går inte att öppna; ange en annan med --data"))
}

/// The library, with a folder laid over it when the command line names one.
pub(crate) fn library(matches: &ArgMatches) -> anyhow::Result<Library> {
    match matches.get_one::<String>("library") {
        Some(folder) => overlaid(Path::new(folder)),
        None => Library::embedded().context("biblioteket går inte att läsa"),
    }
}

/// The built-in library with a folder laid over it.
pub(crate) fn overlaid(folder: &Path) -> anyhow::Result<Library> {
    Library::with_folder(folder).with_context(|| format!("biblioteket `{}` går inte att läsa", folder.display()))
}

/// The library in use: with a folder laid over it when the command line names one, otherwise with what is published in the
/// data folder.
pub(crate) fn library_in_use(matches: &ArgMatches, folder: &DataFolder) -> anyhow::Result<Library> {
    if matches.get_one::<String>("library").is_some() { library(matches) } else { live(folder) }
}

/// The built-in library with what is published in the data folder laid over it.
pub(crate) fn live(folder: &DataFolder) -> anyhow::Result<Library> {
    Library::with_files(&Publications::open(folder)?.documents()?)
        .context("det publicerade biblioteket går inte att läsa")
}

/// Threads that the command line asks for, otherwise as many as the machine has.
pub(crate) fn threads(matches: &ArgMatches) -> usize {
    let asked = matches.get_one::<usize>("threads").copied();
    asked.unwrap_or_else(|| available_parallelism().map_or(1, usize::from))
}

/// The authorities that a scan reads: those named, otherwise the only one there is.
pub(crate) fn authorities(folder: &DataFolder, named: &[String]) -> anyhow::Result<Vec<String>> {
    let known = folder.authorities()?;
    if let Some(stray) = named.iter().find(|name| !known.contains(&registers::folder::slug(name))) {
        bail!("myndigheten `{stray}` har inga register; de som finns är {}", known.join(", "));
    }
    match (named, known.as_slice()) {
        (_, []) => bail!("datamappen {} är tom; läs in register med `insyn import`", folder.path().display()),
        ([], [only]) => Ok(vec![only.clone()]),
        ([], _) => bail!("flera myndigheter har register: {}; välj med --authority", known.join(", ")),
        _ => Ok(named.to_vec()),
    }
}

/// What the latest snapshot of every register of one authority brings to the legal gate.
pub(crate) fn held(folder: &DataFolder, authority: &str) -> anyhow::Result<Vec<Held>> {
    let held = |snapshot: &Snapshot| {
        let manifest = &snapshot.manifest;
        Held {
            authority: manifest.authority.clone(),
            register: manifest.register.clone(),
            snapshot: manifest.id.clone(),
            purpose: manifest.provenance.purpose.clone(),
            legal_ground: manifest.provenance.legal_ground.clone(),
            owner: manifest.provenance.owner.clone(),
            retain_until: manifest.provenance.retain_until.as_deref().and_then(|day| day.parse().ok()),
        }
    };
    Ok(folder.snapshots(authority)?.iter().map(held).collect())
}

/// Registers, among those that are read, whose snapshot is older than the limit or has no day, in Swedish.
pub(crate) fn stale(
    folder: &DataFolder,
    authority: &str,
    read: &BTreeSet<&String>,
    today: NaiveDate,
    limit_days: i64,
) -> anyhow::Result<Vec<String>> {
    let mut stale = Vec::new();
    for snapshot in folder.snapshots(authority)?.iter().filter(|snapshot| read.contains(&snapshot.manifest.register)) {
        let manifest = &snapshot.manifest;
        let day = manifest.imported_at.as_deref().and_then(|at| at.get(..10)).and_then(|day| day.parse().ok());
        match day.map(|day: NaiveDate| (today - day).num_days()) {
            Some(days) if days <= limit_days => {}
            Some(days) => stale.push(format!("Registret {} lästes in för {days} dagar sedan.", manifest.register)),
            None => stale.push(format!("Det är okänt när registret {} lästes in.", manifest.register)),
        }
    }
    Ok(stale)
}

/// The latest snapshot of every register of one authority.
pub(crate) fn sources(folder: &DataFolder, catalogue: &Catalogue, authority: &str) -> anyhow::Result<Vec<Source>> {
    let snapshots = folder.snapshots(authority)?;
    Ok(snapshots.iter().map(|snapshot| source(catalogue, snapshot)).collect())
}

fn source(catalogue: &Catalogue, snapshot: &Snapshot) -> Source {
    let manifest = &snapshot.manifest;
    let register = manifest.register.clone();
    let register_label = catalogue.get(&register).map_or_else(|| register.clone(), |found| found.label.sv.clone());
    Source {
        parts: snapshot.parquet_paths(),
        filled: snapshot.columns_present().map(str::to_owned).collect(),
        snapshot: SnapshotRef {
            authority: manifest.authority.clone(),
            register: register.clone(),
            register_label,
            id: manifest.id.clone(),
            rows: manifest.rows,
            rejected: manifest.import.rejected,
            purpose: manifest.provenance.purpose.clone(),
            legal_ground: manifest.provenance.legal_ground.clone(),
        },
        register,
    }
}
