//! `insyn library`: the control documents, listed, shown, tested, compared and published.

mod doc;
mod explain;
mod judge;
mod publish;
mod replay;
mod show;
mod watch;

use ::library::{Check, Control, Library, Stop};
use ::registers::Catalogue;
use anyhow::{Context, bail};
use clap::ArgMatches;
use engine::Engine;

use super::text;
use crate::{Outcome, console, data};

/// Lists, shows, tests, compares or publishes.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    match matches.subcommand() {
        Some(("list", inner)) => list(inner),
        Some(("show", inner)) => show::run(inner),
        Some(("test", inner)) if inner.get_flag("watch") => watch::run(inner, |name| test(inner, name)),
        Some(("test", inner)) => test(inner, text(inner, "name")),
        Some(("explain", inner)) => explain::run(inner),
        Some(("doc", inner)) => doc::run(inner),
        Some(("replay", inner)) => replay::run(inner),
        Some(("judge", inner)) => judge::run(inner),
        Some(("publish", inner)) => publish::propose(inner),
        Some(("publish-confirm", inner)) => publish::confirm(inner),
        _ => Ok(Outcome::Clean),
    }
}

fn list(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let library = data::library(matches)?;
    if matches.get_flag("markdown") {
        console::line("| Kontroll | Titel | Vad en träff är | Flöde | Allvar |\n| --- | --- | --- | --- | --- |")?;
        for c in library.controls() {
            let link = format!("[{}](../library/{})", c.id, c.file);
            console::line(&format!("| {link} | {} | {} | {} | {} |", c.title.sv, c.summary.sv, c.flow, c.severity))?;
        }
        console::line("\n| Betalkontroll | Titel | Vad en träff är | Följd |\n| --- | --- | --- | --- |")?;
        for c in library.checks() {
            let link = format!("[{}](../library/{})", c.id, c.file);
            console::line(&format!("| {link} | {} | {} | {} |", c.title.sv, c.summary.sv, stop(c)))?;
        }
        return Ok(Outcome::Clean);
    }
    let row = |c: &Control| {
        vec![c.id.clone(), c.version.to_string(), c.severity.to_string(), c.flow.clone(), c.title.sv.clone()]
    };
    let rows: Vec<_> = library.controls().map(row).collect();
    for line in
        console::table(&["Kontroll", "Version", "Allvar", "Flöde", "Titel"], &rows, &[false, true, true, false, false])
    {
        console::line(&line)?;
    }
    console::line("")?;
    let rows: Vec<_> = library
        .checks()
        .map(|c| vec![c.id.clone(), c.version.to_string(), stop(c).to_owned(), c.title.sv.clone()])
        .collect();
    for line in console::table(&["Betalkontroll", "Version", "Följd", "Titel"], &rows, &[false, true, false, false]) {
        console::line(&line)?;
    }
    console::line("")?;
    let lawful =
        library.lawful_checks().into_iter().map(|one| ("laglig kontroll", &one.id, one.version, &one.title.sv));
    let interviews =
        library.interviews().map(|one| ("intervju", &one.sheet.id, one.sheet.version, &one.sheet.title.sv));
    let guidance = library.guidance().into_iter().map(|one| ("vägledning", &one.id, one.version, &one.title.sv));
    let courses = library.courses().into_iter().map(|one| ("kurs", &one.id, one.version, &one.title.sv));
    let row = |(kind, id, version, title): (&str, &String, u32, &String)| {
        vec![id.clone(), version.to_string(), kind.to_owned(), title.clone()]
    };
    let rows: Vec<_> = lawful.chain(interviews).chain(guidance).chain(courses).map(row).collect();
    for line in console::table(&["Text", "Version", "Slag", "Titel"], &rows, &[false, true, false, false]) {
        console::line(&line)?;
    }
    Ok(Outcome::Clean)
}

/// What a hit of a check does, in Swedish.
fn stop(check: &Check) -> &'static str {
    match check.stop {
        Stop::Hold => "hålls",
        Stop::Look => "någon tittar",
    }
}

/// Tests the document of the name; all when it is empty.
fn test(matches: &ArgMatches, named: &str) -> anyhow::Result<Outcome> {
    let library = data::library(matches)?;
    let is_check = library.check(named).is_some();
    let ids: Vec<String> = match (named.is_empty(), is_check) {
        (true, _) => library.controls().map(|control| control.id.clone()).collect(),
        (_, true) => Vec::new(),
        _ => vec![find(&library, named)?.id.clone()],
    };
    let links: Vec<_> = library.links().cloned().collect();
    let stray = library.stray_links();
    let texts = library.guidance().len()
        + library.courses().len()
        + library.lawful_checks().len()
        + library.interviews().count();
    let checks: Vec<_> =
        library.checks().filter(|check| named.is_empty() || check.id.eq_ignore_ascii_case(named)).cloned().collect();
    let mut messages: Vec<String> = ids.iter().filter_map(|id| library.control(id)).flat_map(written).collect();
    let link = |link: &::library::Link| style(&link.file, "Sökfråga", &link.query);
    messages.extend(links.iter().flat_map(link));
    messages.extend(checks.iter().flat_map(|check| style(&check.file, "Villkor", &check.condition)));
    let engine = Engine::new(Catalogue::embedded()?, library, data::threads(matches))?;
    let faults = if is_check { Vec::new() } else { engine.check(&ids)? };
    messages.extend(faults.into_iter().map(|fault| format!("{}: {}", fault.file, fault.message)));
    let missing = |(file, id): (String, String)| format!("{file}: länken till vägledningen `{id}` leder ingenstans");
    messages.extend(stray.into_iter().map(missing));
    let (mut cases, mut failures) = (0, Vec::new());
    let bar = console::bar((ids.len() + links.len() + checks.len()) as u64);
    for id in &ids {
        bar.set_message(id.clone());
        let (run, failed) = engine.test_control(id)?;
        cases += run;
        failures.extend(failed);
        bar.inc(1);
    }
    for link in &links {
        let (run, failed) = engine.test_link(link);
        cases += run;
        failures.extend(failed);
        bar.inc(1);
    }
    for check in &checks {
        bar.set_message(check.id.clone());
        let (run, failed) = engine.test_check(check);
        cases += run;
        failures.extend(failed);
        bar.inc(1);
    }
    bar.finish_and_clear();
    messages.extend(failures.iter().map(|failure| format!("{}:{}: {}", failure.file, failure.line, failure.message)));
    messages.iter().try_for_each(|message| console::line(message))?;
    console::line(&format!(
        "{} dokument, {cases} prov, {} fel",
        ids.len() + links.len() + checks.len() + if named.is_empty() { texts } else { 0 },
        messages.len()
    ))?;
    Ok(if messages.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// What is written another way in the SQL of a control.
fn written(control: &Control) -> Vec<String> {
    let comparison = control.comparison.as_deref().unwrap_or_default();
    let blocks = [("Sökfråga", control.query.as_str()), ("Underlag", &control.evidence), ("Jämförelse", comparison)];
    blocks.into_iter().flat_map(|(section, sql)| style(&control.file, section, sql)).collect()
}

fn style(file: &str, section: &str, sql: &str) -> Vec<String> {
    let message = |(line, what): (usize, &str)| format!("{file}: `{section}`, rad {line} i SQL-blocket: {what}");
    ::library::sql_style(sql).into_iter().map(message).collect()
}

fn find<'a>(library: &'a Library, id: &str) -> anyhow::Result<&'a Control> {
    if id.is_empty() {
        bail!("ange ett dokument; `insyn library list` visar vilka som finns");
    }
    library
        .control(id)
        .with_context(|| format!("dokumentet `{id}` finns inte; `insyn library list` visar vilka som finns"))
}
