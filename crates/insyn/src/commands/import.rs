//! `insyn import`: files become a register snapshot.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use ::registers::{
    Catalogue, DataFolder, ImportReport, ImportRequest, Profile, Profiles, Provenance, import,
    profile::{Matches, Reading},
};
use anyhow::{Context, bail};
use clap::ArgMatches;
use serde::Deserialize;
use signals::format_whole_number;

use super::text;
use crate::{Outcome, clock, console, data, decisions::DecisionFolder};

/// What a folder's `insyn.toml` says: which files are which registers.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Plan {
    import: Vec<Entry>,
}

#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
struct Entry {
    file: String,
    register: String,
    authority: String,
    profile: Option<String>,
    purpose: String,
    ground: String,
    owner: String,
    retention: Option<String>,
}

/// Imports what the command line names.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let sources: Vec<PathBuf> = super::list(matches, "source").into_iter().map(PathBuf::from).collect();
    let threads = data::threads(matches);
    let register = text(matches, "as");
    if register.is_empty() {
        let [source] = sources.as_slice() else {
            bail!("ange vilket register filerna är med --as, till exempel --as ledger")
        };
        if !source.join("insyn.toml").is_file() {
            bail!(
                "ange vilket register filerna är med --as, till exempel --as ledger; `insyn registers` visar vilka som finns"
            );
        }
        return self::folder(&folder, source, threads);
    }
    let mut profiles = Profiles::embedded()?;
    let profile = named_profile(text(matches, "profile"), &mut profiles)?;
    let request = ImportRequest {
        sources,
        register: register.to_owned(),
        authority: text(matches, "authority").to_owned(),
        provenance: Provenance {
            purpose: text(matches, "purpose").to_owned(),
            legal_ground: text(matches, "ground").to_owned(),
            owner: text(matches, "owner").to_owned(),
            retain_until: matches.get_one::<String>("retain-until").cloned(),
        },
        imported_at: Some(clock::now()),
        profile,
        threads,
        add: matches.get_flag("add"),
    };
    let report = one(&folder, &profiles, &request)?;
    print(&report)?;
    if matches.get_flag("show-mapping") {
        show_mapping(&report)?;
    }
    if let Some(path) = matches.get_one::<String>("save-profile") {
        save_profile(&report, Path::new(path))?;
    }
    Ok(outcome(&report))
}

/// Imports a folder as its `insyn.toml` says.
pub(crate) fn folder(data: &DataFolder, source: &Path, threads: usize) -> anyhow::Result<Outcome> {
    let path = source.join("insyn.toml");
    let text = fs::read_to_string(&path).with_context(|| format!("`{}` går inte att läsa", path.display()))?;
    let plan: Plan = toml::from_str(&text).with_context(|| format!("`{}` är fel skriven", path.display()))?;
    let profiles = Profiles::embedded()?;
    let (mut worst, mut rows) = (Outcome::Clean, Vec::new());
    let bar = console::bar(plan.import.len() as u64);
    for entry in plan.import {
        bar.set_message(entry.register.clone());
        let request = ImportRequest {
            sources: matching(source, &entry.file)?,
            register: entry.register,
            authority: entry.authority,
            provenance: Provenance {
                purpose: entry.purpose,
                legal_ground: entry.ground,
                owner: entry.owner,
                retain_until: entry.retention,
            },
            imported_at: Some(clock::now()),
            profile: entry.profile,
            threads,
            add: false,
        };
        let report = import(data, &Catalogue::embedded()?, &profiles, &request, &mut |_| {})
            .with_context(|| format!("registret `{}` ur {}", request.register, entry.file))?;
        bar.inc(1);
        if outcome(&report) == Outcome::Findings {
            worst = Outcome::Findings;
        }
        rows.push(vec![
            report.authority.clone(),
            report.register.clone(),
            format_whole_number(report.accepted.into()),
            format_whole_number(report.rejected.into()),
            remarks(&report),
        ]);
    }
    bar.finish_and_clear();
    decisions(data, source)?;
    for line in
        console::table(&["Myndighet", "Register", "Rader", "Avvisade", ""], &rows, &[false, false, true, true, false])
    {
        console::line(&line)?;
    }
    Ok(worst)
}

/// Takes in the decisions on control that a folder brings below `beslut/`.
fn decisions(data: &DataFolder, source: &Path) -> anyhow::Result<()> {
    let brought = source.join("beslut");
    if brought.is_dir() {
        for file in matching(&brought, "*.toml")? {
            DecisionFolder::of(data).add(&file)?;
        }
    }
    Ok(())
}

/// Files of a folder that a name with at most one `*` in its last part fits, in order of name.
fn matching(folder: &Path, pattern: &str) -> anyhow::Result<Vec<PathBuf>> {
    let path = folder.join(pattern);
    let name = path.file_name().and_then(|name| name.to_str()).unwrap_or_default();
    let Some((start, end)) = name.split_once('*') else { return Ok(vec![path]) };
    let parent = path.parent().unwrap_or(folder);
    let read = || format!("mappen `{}` går inte att läsa", parent.display());
    let mut found = Vec::new();
    for entry in fs::read_dir(parent).with_context(read)? {
        let entry = entry.with_context(read)?;
        let name = entry.file_name().to_string_lossy().into_owned();
        if name.starts_with(start) && name.ends_with(end) {
            found.push(entry.path());
        }
    }
    found.sort();
    if found.is_empty() {
        bail!("ingen fil i `{}` passar `{pattern}`", folder.display());
    }
    Ok(found)
}

fn one(folder: &DataFolder, profiles: &Profiles, request: &ImportRequest) -> anyhow::Result<ImportReport> {
    let bar = console::bar(1);
    let report = import(folder, &Catalogue::embedded()?, profiles, request, &mut |progress| {
        let (done, total) = progress.bytes;
        bar.set_length(total.max(1));
        bar.set_position(done);
        bar.set_message(format!("{} rader", format_whole_number(progress.rows.into())));
    });
    bar.finish_and_clear();
    Ok(report?)
}

/// A profile by name, or read from a file and added to the others.
fn named_profile(name: &str, profiles: &mut Profiles) -> anyhow::Result<Option<String>> {
    if name.is_empty() {
        return Ok(None);
    }
    if Path::new(name).extension().is_none_or(|end| end != "toml") {
        return Ok(Some(name.to_owned()));
    }
    let text = fs::read_to_string(name).with_context(|| format!("profilen `{name}` går inte att läsa"))?;
    let profile = Profile::parse(name, &text)?;
    let found = profile.name.clone();
    profiles.add(profile);
    Ok(Some(found))
}

fn outcome(report: &ImportReport) -> Outcome {
    if report.is_clean() { Outcome::Clean } else { Outcome::Findings }
}

fn remarks(report: &ImportReport) -> String {
    let mut remarks = Vec::new();
    if report.unchanged {
        remarks.push("oförändrat".to_owned());
    }
    remarks.extend(report.rejects.as_ref().map(|path| format!("avvisade rader: {}", path.display())));
    remarks.extend(report.failed.iter().map(|note| format!("{}: {}", note.name, note.reason)));
    remarks.join("; ")
}

fn print(report: &ImportReport) -> anyhow::Result<()> {
    let number = |value: u64| format_whole_number(value.into());
    let by_profile: BTreeMap<&str, usize> = report.headers.iter().fold(BTreeMap::new(), |mut counts, header| {
        *counts.entry(header.mapping.profile.as_deref().unwrap_or("hittad ur rubriker och innehåll")).or_default() +=
            header.tables.len();
        counts
    });
    console::line(&format!(
        "{}: {} filer, {} olika rubrikrader, {} rader",
        report.register,
        report.files.len(),
        report.headers.len(),
        number(report.rows)
    ))?;
    for (profile, files) in by_profile {
        console::line(&format!("  kolumner: {profile} ({files} tabeller)"))?;
    }
    console::line(&format!("  godtagna {}, avvisade {}", number(report.accepted), number(report.rejected)))?;
    if let Some(path) = &report.rejects {
        console::line(&format!("  avvisade rader med orsak: {}", path.display()))?;
    }
    for (column, count) in &report.kept_invalid {
        console::line(&format!(
            "  {column}: {} värden klarar inte kontrollen och behålls som de är skrivna",
            number(*count)
        ))?;
    }
    for note in report.failed.iter().chain(&report.skipped) {
        console::line(&format!("  {}: {}", note.name, note.reason))?;
    }
    for warning in &report.warnings {
        console::line(&format!("  {warning}"))?;
    }
    if report.unchanged {
        console::line("  samma innehåll är redan inläst; ingenting ändrades")?;
    }
    Ok(())
}

fn show_mapping(report: &ImportReport) -> anyhow::Result<()> {
    for header in &report.headers {
        console::line("")?;
        console::line(&console::strong(&format!("Kolumner i {}", header.tables.join(", "))))?;
        let text = toml::to_string_pretty(&header.mapping).context("mappningen går inte att visa")?;
        console::line(text.trim_end())?;
    }
    Ok(())
}

fn save_profile(report: &ImportReport, path: &Path) -> anyhow::Result<()> {
    let Some(header) = report.headers.first() else { bail!("ingen mappning att spara") };
    let name = path.file_stem().and_then(|stem| stem.to_str()).unwrap_or("profil");
    let profile = Profile {
        name: name.to_owned(),
        description: format!("Sparad ur {}", header.tables.join(", ")),
        register: report.register.clone(),
        matches: Matches { headers: header.headers.clone(), file_name: None },
        reading: Reading::default(),
        columns: header.mapping.columns.clone(),
    };
    fs::write(path, profile.to_toml()?).with_context(|| format!("`{}` går inte att skriva", path.display()))?;
    console::line(&format!("  mappningen sparades som {}", path.display()))
}
