//! `insyn decisions`: what may be controlled, by whose decision and until when.

use std::path::PathBuf;

use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::ArgMatches;
use quorum::{Person, Proposal};
use signals::gate::{Decision, Decisions, Record};

use super::{list, text};
use crate::{Outcome, clock, console, data, decisions::DecisionFolder};

/// Lists, shows, brings or confirms decisions.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    match matches.subcommand() {
        Some(("new", inner)) => new(inner),
        Some(("add", inner)) => add(inner),
        Some(("confirm", inner)) => confirm(inner),
        Some(("list", inner)) => table(inner),
        Some(("show", inner)) => show(inner),
        _ => Ok(Outcome::Clean),
    }
}

fn new(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let set = |name| list(matches, name).into_iter().collect();
    let day = |name| -> anyhow::Result<Option<NaiveDate>> {
        let text = text(matches, name);
        if text.is_empty() {
            return Ok(None);
        }
        text.parse().map(Some).with_context(|| format!("--{name}: `{text}` är ingen dag; skriv som 2026-11-22"))
    };
    let personal_data = list(matches, "personal-data").iter().map(|word| word.parse()).collect::<Result<_, _>>();
    let what = Decision {
        id: text(matches, "name").to_owned(),
        case_number: text(matches, "case-number").to_owned(),
        controls: set("control"),
        authorities: set("authority"),
        registers: set("register"),
        personal_data: personal_data?,
        purpose: text(matches, "purpose").to_owned(),
        grounds: set("ground"),
        decided_by: Person::new(text(matches, "decided-by"))?,
        delegation: text(matches, "delegation").to_owned(),
        from: day("from")?.unwrap_or_else(clock::today),
        to: day("to")?.context("ange sista dagen med --to")?,
        staff_informed_on: day("staff-informed-on")?,
        dpia: text(matches, "dpia").to_owned(),
        sharing_ground: text(matches, "sharing-ground").to_owned(),
        further_use_ground: text(matches, "further-use-ground").to_owned(),
    };
    let by = Person::new(text(matches, "by"))?;
    let proposal = Proposal { what, reason: text(matches, "reason").to_owned(), by, at: clock::now() };
    let record = DecisionFolder::of(&data::folder(matches)?).propose(proposal)?;
    say(&record)
}

fn add(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = DecisionFolder::of(&data::folder(matches)?);
    for file in list(matches, "file").into_iter().map(PathBuf::from) {
        say(&folder.add(&file)?)?;
    }
    Ok(Outcome::Clean)
}

fn confirm(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let by = Person::new(text(matches, "by"))?;
    let mut folder = DecisionFolder::of(&data::folder(matches)?);
    say(&folder.confirm(text(matches, "name"), by, &clock::now())?)
}

fn say(record: &Record) -> anyhow::Result<Outcome> {
    let decision = record.decision();
    let state = if let Some(revoked) = record.revoked() {
        format!("upphävt {} av {}", revoked.at, revoked.by)
    } else if record.in_force().is_some() {
        format!("gäller {} till {}", decision.from, decision.to)
    } else {
        "väntar på en andra person: kör `insyn decisions confirm`".to_owned()
    };
    console::line(&format!("Beslut {} ({}): {state}", decision.id, decision.case_number))?;
    Ok(Outcome::Clean)
}

fn table(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let records = DecisionFolder::of(&data::folder(matches)?).list()?;
    if records.is_empty() {
        console::line("Inga beslut om kontroll. Utan beslut körs ingenting; fatta ett med `insyn decisions new`.")?;
        return Ok(Outcome::Clean);
    }
    let joined = |set: &std::collections::BTreeSet<String>| set.iter().cloned().collect::<Vec<_>>().join(", ");
    let row = |record: &Record| {
        let decision = record.decision();
        let state = match (record.revoked(), record.in_force()) {
            (Some(_), _) => "upphävt",
            (None, Some(_)) => "bekräftat",
            (None, None) => "väntar på en andra person",
        };
        vec![
            decision.id.clone(),
            decision.case_number.clone(),
            joined(&decision.controls),
            joined(&decision.authorities),
            format!("{} – {}", decision.from, decision.to),
            state.to_owned(),
        ]
    };
    let rows: Vec<_> = records.iter().map(row).collect();
    let header = ["Beslut", "Diarienr", "Kontroller", "Myndigheter", "Gäller", ""];
    console::table(&header, &rows, &[false; 6]).iter().try_for_each(|line| console::line(line))?;
    Ok(Outcome::Clean)
}

fn show(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let id = text(matches, "name");
    let records = DecisionFolder::of(&data::folder(matches)?).list()?;
    let Some(record) = records.iter().find(|record| record.decision().id == id) else {
        bail!("det finns inget beslut `{id}`; `insyn decisions list` visar vilka som finns");
    };
    console::line(toml::to_string(record)?.trim_end())?;
    Ok(Outcome::Clean)
}
