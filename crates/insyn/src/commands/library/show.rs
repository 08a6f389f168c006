//! `insyn library show`: one document, whatever its kind.

use ::library::{
    Check, Control, Course, Guidance, Interview, LawfulCheck, LawfulEntry, LawfulKind, Library, Section, control_page,
};
use clap::ArgMatches;

use super::{super::text, find};
use crate::{Outcome, console, data};

/// Shows the document of the name.
pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let library = data::library(matches)?;
    let name = text(matches, "name");
    if matches.get_flag("html") {
        console::line(&control_page(find(&library, name)?))?;
        return Ok(Outcome::Clean);
    }
    match one_of(&library, name) {
        Some(shown) => shown?,
        None => control(find(&library, name)?)?,
    }
    Ok(Outcome::Clean)
}

/// Shows the document when it is none of the controls.
fn one_of(library: &Library, name: &str) -> Option<anyhow::Result<()>> {
    let checked = library.check(name).map(check);
    let lawful = || library.lawful_check(name).map(lawful);
    let asked = || library.interview(name).map(interview);
    let guided = || library.guidance_of(name).map(guidance);
    let taught = || library.course(name).map(course);
    checked.or_else(lawful).or_else(asked).or_else(guided).or_else(taught)
}

fn control(control: &Control) -> anyhow::Result<()> {
    title(&format!("{} {}", control.id, control.title.sv), control.version)?;
    console::line(&control.summary.sv)?;
    for (name, parameter) in &control.parameters {
        console::line(&format!("  {name} = {}   {}", parameter.default, parameter.help.sv))?;
    }
    sections(&control.sections)
}

fn check(check: &Check) -> anyhow::Result<()> {
    title(&format!("{} {}", check.id, check.title.sv), check.version)?;
    console::line(&check.summary.sv)?;
    for (name, parameter) in &check.parameters {
        console::line(&format!("  {name} = {}   {}", parameter.default, parameter.help.sv))?;
    }
    sections(&check.sections)
}

fn lawful(check: &LawfulCheck) -> anyhow::Result<()> {
    title(&check.title.sv, check.version)?;
    console::line(&check.who.sv)?;
    for entry in &check.entries {
        console::line("")?;
        console::line(&format!("  {}: {}", days(entry), word(entry.kind)))?;
        console::line(&format!("    Stöd: {}", entry.basis))?;
        console::line(&format!("    När: {}", entry.when))?;
        console::line(&format!("    Sparas: {}", entry.note))?;
        if let Some(exemption) = &entry.exemption {
            console::line(&format!("    Undantag: {exemption}"))?;
        }
        if entry.certainty == ::library::Certainty::U || !entry.unsure.is_empty() {
            console::line("    Inte bekräftat: kommunens jurist svarar innan någon litar på det.")?;
        }
    }
    console::line(&format!("\nLagen lästes {}. Källor: {}", check.law_read, check.sources.join("; ")))?;
    sections(&check.sections)
}

/// The days that an entry applied.
fn days(entry: &LawfulEntry) -> String {
    match (entry.from, entry.until) {
        (Some(from), Some(until)) => format!("{from} till {until}"),
        (Some(from), None) => format!("från {from}"),
        (None, Some(until)) => format!("till {until}"),
        (None, None) => "gäller (första dagen är inte bekräftad)".to_owned(),
    }
}

const fn word(kind: LawfulKind) -> &'static str {
    match kind {
        LawfulKind::Mandatory => "ska kontrolleras",
        LawfulKind::Optional => "får kontrolleras",
        LawfulKind::Forbidden => "får inte kontrolleras",
    }
}

fn interview(interview: &Interview) -> anyhow::Result<()> {
    title(&interview.sheet.title.sv, interview.sheet.version)?;
    for area in &interview.sheet.areas {
        console::line(&format!("\n  {}", area.title.sv))?;
        for question in &area.questions {
            console::line(&format!("    - {}", question.text.sv))?;
        }
    }
    sections(&interview.sections)
}

fn guidance(guidance: &Guidance) -> anyhow::Result<()> {
    title(&guidance.title.sv, guidance.version)?;
    console::line(&guidance.body)
}

fn course(course: &Course) -> anyhow::Result<()> {
    title(&course.title.sv, course.version)?;
    console::line(&course.intro)?;
    for lesson in &course.lessons {
        let lix = ::library::lix(&lesson.body);
        console::line(&format!("  Lektion: {} (LIX {},{})", lesson.title, lix / 10, lix % 10))?;
    }
    for scenario in &course.scenarios {
        console::line(&format!("  Scenario: {} ({} steg)", scenario.title, scenario.steps.len()))?;
    }
    console::line(&format!("  Kunskapsprov: {} frågor", course.questions.len()))
}

fn title(title: &str, version: u32) -> anyhow::Result<()> {
    console::line(&console::strong(&format!("{title} (version {version})")))
}

fn sections(sections: &[Section]) -> anyhow::Result<()> {
    for section in sections {
        console::line("")?;
        console::line(&console::strong(&section.heading))?;
        console::line(section.body.trim())?;
    }
    Ok(())
}
