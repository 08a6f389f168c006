//! `insyn signals list`: the signals of a life with state, age, judgement and suppression.

use ::signals::{
    format_money,
    life::{Known, State},
    suppress::Standing,
};
use chrono::NaiveDate;
use clap::ArgMatches;

use super::super::text;
use crate::{
    Outcome, clock, console, data,
    lives::{LifeBook, groups},
};

/// Lists the signals that fit the filters.
pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    let mut found = 0;
    for group in groups(&folder, text(matches, "authority"))? {
        let book = LifeBook::open(&folder, &group)?;
        let mut rows = Vec::new();
        let mut hidden = 0;
        for (fingerprint, known) in book.life().signals().filter(|(_, known)| fits(matches, known)) {
            let standing = book.life().suppressed_by(known, on);
            if standing.is_some() && !matches.get_flag("show-suppressed") {
                hidden += 1;
                continue;
            }
            rows.push(row(fingerprint, known, standing, on));
        }
        found += rows.len();
        console::line(&console::strong(&group))?;
        let header = ["Signal", "Kontroll", "Allvar", "Gäller", "Belopp", "Tillstånd", "Dagar", "Bedömd", "Dämpad"];
        let right = [false, false, true, false, true, false, true, false, false];
        console::table(&header, &rows, &right).iter().try_for_each(|line| console::line(line))?;
        if hidden > 0 {
            console::line(&format!("  {hidden} dämpade visas inte; --show-suppressed visar dem"))?;
        }
    }
    Ok(if found == 0 { Outcome::Clean } else { Outcome::Findings })
}

fn fits(matches: &ArgMatches, known: &Known) -> bool {
    let (control, subject) = (text(matches, "control"), text(matches, "subject"));
    let seen = known.seen();
    let state = match text(matches, "state") {
        "" => !known.is_gone(),
        wanted => wanted == word(known.state()).0,
    };
    state
        && (control.is_empty() || seen.control.eq_ignore_ascii_case(control))
        && (subject.is_empty() || seen.subjects.iter().any(|(_, id)| id == subject))
        && (!matches.get_flag("open") || known.is_open())
}

fn row(fingerprint: &str, known: &Known, standing: Option<&Standing>, on: NaiveDate) -> Vec<String> {
    let seen = known.seen();
    let age = known.first_day().map(|first| (on - first).num_days().max(0).to_string());
    let judged = known.judgement().map_or_else(String::new, |judgement| {
        let again = if known.is_open() { " (ändrad sedan dess)" } else { "" };
        format!("{}{again}", judgement.outcome.label())
    });
    let what = match known.state() {
        State::Changed { what } => format!("{}: {}", word(known.state()).1, what.join(", ")),
        state => word(state).1.to_owned(),
    };
    vec![
        fingerprint.chars().take(8).collect(),
        seen.control.clone(),
        seen.severity.to_string(),
        seen.subjects.iter().map(|(_, id)| id.as_str()).collect::<Vec<_>>().join(", "),
        seen.amount_ore.map(|ore| format_money(ore.into())).unwrap_or_default(),
        what,
        age.unwrap_or_default(),
        judged,
        standing.map_or_else(String::new, |standing| {
            let suppression = standing.suppressed().suppression();
            format!("{} till {}", suppression.id(), suppression.period().to())
        }),
    ]
}

/// The state as a word of the command line, and in Swedish.
fn word(state: &State) -> (&'static str, &'static str) {
    match state {
        State::New => ("new", "ny"),
        State::Same => ("same", "densamma"),
        State::Changed { .. } => ("changed", "ändrad"),
        State::Gone { .. } => ("gone", "borta"),
        State::Unknown { .. } => ("unknown", "okänd"),
    }
}
