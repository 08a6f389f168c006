//! `insyn signals sample` and `sample-judge`: what was drawn at random of what the controls found in order.

use ::signals::{format_whole_number, sample::Pass};
use anyhow::bail;
use clap::ArgMatches;
use quorum::Person;

use super::super::text;
use crate::{
    Outcome, clock, console, data,
    lives::{folder as life_folder, groups},
    samples::SampleBook,
};

/// Shows what was drawn, and the bound on what is missed.
pub(super) fn show(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let (wanted, all) = (text(matches, "control"), matches.get_flag("all"));
    for group in groups(&folder, text(matches, "authority"))? {
        let book = SampleBook::open(&life_folder(&folder, &group))?;
        console::line(&console::strong(&group))?;
        if book.draws().is_empty() {
            console::line("  inget är draget; kontroller som slår ihop det som är i ordning ger inget att dra ur")?;
        }
        let is_wanted = |id: &String| wanted.is_empty() || id.eq_ignore_ascii_case(wanted);
        for (control, draw) in book.draws().iter().filter(|(control, _)| is_wanted(control)) {
            let missed = draw.missed();
            console::line(&format!(
                "{control}: {} i ordning, {} draget och bedömt, {} borde ha hittats; högst {} % ({} fall) missas, med 95 % säkerhet",
                format_whole_number(missed.population.into()),
                missed.sampled,
                missed.found,
                format!("{:.1}", missed.share_at_most * 100.0).replace('.', ","),
                format_whole_number(missed.units_at_most.into())
            ))?;
            for (pass, judged) in draw.passes().filter(|(_, judged)| all || judged.is_none()) {
                let said = match judged {
                    None => "",
                    Some(true) => " [borde ha hittats]",
                    Some(false) => " [i ordning]",
                };
                console::line(&format!("  {}{said} {}", short(pass), facts(pass)))?;
            }
        }
    }
    Ok(Outcome::Clean)
}

/// Judges one that was drawn.
pub(super) fn judge(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let start = text(matches, "name");
    let by = Person::new(text(matches, "by"))?;
    let note = text(matches, "note").trim();
    if note.is_empty() {
        bail!("--note är tom; skriv vad som framkom");
    }
    let mut found = Vec::new();
    for group in groups(&folder, text(matches, "authority"))? {
        let book = SampleBook::open(&life_folder(&folder, &group))?;
        for (control, draw) in book.draws() {
            let fits = draw.passes().filter(|(pass, _)| pass.id.starts_with(start));
            found.extend(fits.map(|(pass, _)| (group.clone(), control.clone(), pass.id.clone())));
        }
    }
    let (group, control, id) = match found.as_slice() {
        [only] => only,
        [] => bail!("inget draget fall börjar med `{start}`; `insyn signals sample` visar vilka som finns"),
        _ => bail!("flera dragna fall börjar med `{start}`; skriv fler tecken eller ange --authority"),
    };
    let missed = text(matches, "outcome") == "missed";
    let mut book = SampleBook::open(&life_folder(&folder, group))?;
    book.judge((control, id), missed, note, (by, clock::now()))?;
    let said = if missed { "borde ha hittats" } else { "i ordning" };
    console::line(&format!("{control} {}: {said}", id.chars().take(8).collect::<String>()))?;
    Ok(Outcome::Clean)
}

fn short(pass: &Pass) -> String {
    pass.id.chars().take(8).collect()
}

fn facts(pass: &Pass) -> String {
    let subjects = pass.subjects.iter().map(|(_, id)| id.clone());
    let facts = pass.facts.iter().map(|fact| format!("{} {}", fact.name, fact.value));
    subjects.chain(facts).collect::<Vec<_>>().join("; ")
}
