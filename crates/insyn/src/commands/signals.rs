//! `insyn signals`: looks into a `signals.jsonl`, and follows the life of the signals.

mod dispose;
mod health;
mod judge;
mod list;
mod sample;
mod suppress;

use std::{fs::File, io::BufReader};

use ::signals::{Signal, format_money};
use anyhow::{Context, bail};
use clap::ArgMatches;

use super::text;
use crate::{Outcome, console};

/// Does what the subcommand says; without one lists the signals of a file, or shows one whole.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    match matches.subcommand() {
        Some(("list", inner)) => list::run(inner),
        Some(("judge", inner)) => judge::run(inner),
        Some(("suppress", inner)) => suppress::suppress(inner),
        Some(("suppress-confirm", inner)) => suppress::confirm(inner),
        Some(("lift", inner)) => suppress::lift(inner),
        Some(("suppressed", inner)) => suppress::suppressed(inner),
        Some(("health", inner)) => health::run(inner),
        Some(("dispose", inner)) => dispose::propose(inner),
        Some(("dispose-confirm", inner)) => dispose::confirm(inner),
        Some(("sample", inner)) => sample::show(inner),
        Some(("sample-judge", inner)) => sample::judge(inner),
        _ => file(matches),
    }
}

fn file(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let signals = read(text(matches, "from"))?;
    let (id, control, subject) = (text(matches, "name"), text(matches, "control"), text(matches, "subject"));
    if !id.is_empty() {
        let mut found = signals.iter().filter(|signal| signal.fingerprint.starts_with(id));
        return match (found.next(), found.next()) {
            (Some(signal), None) => show(signal),
            (None, _) => bail!("ingen signal börjar med `{id}`"),
            (Some(_), Some(_)) => bail!("flera signaler börjar med `{id}`; skriv fler tecken"),
        };
    }
    let fits = |signal: &&Signal| {
        (control.is_empty() || signal.control.eq_ignore_ascii_case(control))
            && (subject.is_empty() || signal.subjects.iter().any(|s| s.id == subject))
    };
    let chosen: Vec<&Signal> = signals.iter().filter(fits).collect();
    let rows: Vec<Vec<String>> = chosen
        .iter()
        .map(|signal| {
            let short: String = signal.fingerprint.chars().take(8).collect();
            let amount = signal.amount_ore.map(|ore| format_money(ore.into())).unwrap_or_default();
            vec![short, signal.control.clone(), signal.severity.to_string(), amount, signal.sentence.clone()]
        })
        .collect();
    for line in
        console::table(&["Signal", "Kontroll", "Allvar", "Belopp", "Vad"], &rows, &[false, false, true, true, false])
    {
        console::line(&line)?;
    }
    Ok(if chosen.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// Reads the signals of a file.
pub(crate) fn read(path: &str) -> anyhow::Result<Vec<Signal>> {
    let file = File::open(path)
        .with_context(|| format!("`{path}` går inte att läsa; kör `insyn scan` först eller ange --from"))?;
    report::read_jsonl(BufReader::new(file)).with_context(|| format!("`{path}` är ingen fil med signaler"))
}

fn show(signal: &Signal) -> anyhow::Result<Outcome> {
    console::line(&console::strong(&signal.sentence))?;
    console::line(&format!(
        "Signal {} från {} version {}",
        signal.fingerprint, signal.control, signal.control_version
    ))?;
    for subject in &signal.subjects {
        console::line(&format!("  gäller {} {} {}", subject.kind, subject.id, subject.name))?;
    }
    for fact in &signal.facts {
        console::line(&format!("  {}: {}", fact.name, fact.value))?;
    }
    console::line(&console::strong("Underlag"))?;
    let columns: Vec<&str> = signal.evidence.columns.iter().map(String::as_str).collect();
    for line in console::table(&columns, &signal.evidence.rows, &vec![false; columns.len()]) {
        console::line(&line)?;
    }
    console::line(&console::strong("Prövade förklaringar som inte stämde"))?;
    for tried in &signal.tried {
        console::line(&format!("  {tried}"))?;
    }
    Ok(Outcome::Findings)
}
