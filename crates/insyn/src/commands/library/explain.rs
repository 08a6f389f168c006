//! `insyn library explain`: what a control's query did with a subject, step by step.

use ::registers::Catalogue;
use ::signals::format_whole_number;
use anyhow::bail;
use clap::ArgMatches;
use engine::{Engine, Licence, Request, Trace, TraceStep};

use super::super::{list, text};
use crate::{Outcome, clock, console, data, keys, scans};

/// Prints the steps and what came out, authority by authority.
pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    let (id, subject) = (text(matches, "name").to_uppercase(), text(matches, "subject").trim());
    if subject.is_empty() {
        bail!("--subject är tom; skriv det id som signalen eller registret visar");
    }
    let library = data::library_in_use(matches, &folder)?;
    super::find(&library, &id)?;
    let authorities = data::authorities(&folder, &list(matches, "authority"))?;
    let engine = Engine::new(Catalogue::embedded()?, library, data::threads(matches))?;
    let request = Request { controls: vec![id.clone()], ..Request::default() };
    let mut is_known = false;
    for together in scans::reads(&folder, &authorities, false)? {
        let key = keys::key(&folder, &together.authorities)?;
        let gate = scans::gate_of(&folder, &engine, &together, (&request, on))?;
        let trace = engine.trace(&together.sources, &id, subject, &Licence { gate: &gate, key: &key })?;
        console::line(&console::strong(&format!("{id} och {subject}, {}", together.authorities.join(", "))))?;
        lines(&trace).iter().try_for_each(|line| console::line(line))?;
        is_known |= trace.steps.iter().chain(&trace.outcomes).any(|step| step.about > 0);
    }
    Ok(if is_known { Outcome::Clean } else { Outcome::Findings })
}

fn lines(trace: &Trace) -> Vec<String> {
    let row = |step: &TraceStep| {
        let number = |count: u64| format_whole_number(count.into());
        vec![step.name.clone(), number(step.rows), number(step.about)]
    };
    let right = [false, true, true];
    let steps: Vec<_> = trace.steps.iter().map(row).collect();
    let outcomes: Vec<_> = trace.outcomes.iter().map(row).collect();
    let mut lines = console::table(&["Steg i sökfrågan", "Rader", "Om den"], &steps, &right);
    lines.extend(console::table(&["Utfall", "Rader", "Om den"], &outcomes, &right));
    lines.push(said(trace));
    lines
}

/// What the counts mean.
fn said(trace: &Trace) -> String {
    let about: Vec<&str> = trace.outcomes.iter().filter(|one| one.about > 0).map(|one| one.name.as_str()).collect();
    let last = trace.steps.iter().rposition(|step| step.about > 0);
    match (about.as_slice(), last.and_then(|at| trace.steps.get(at))) {
        ([_, ..], _) => format!("Utfall för den: {}.", about.join(", ")),
        ([], Some(step)) => format!(
            "Inget utfall nämner den. Sist finns den i steget {}: det som är i sin ordning räknas därefter bara ihop.",
            step.name
        ),
        ([], None) => {
            "Den finns inte i de rader som kontrollen läser: kontrollera id:t. Det säger inget om den.".into()
        }
    }
}
