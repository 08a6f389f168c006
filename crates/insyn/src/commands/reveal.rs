//! `insyn reveal`: who a pseudonym is. It takes an act of two people with a reason and an end, and every showing is recorded.

use ::registers::{Catalogue, DataFolder};
use ::signals::pseudonym::{LONGEST_DAYS, Masked, Pseudonym, Reveal, RevealError};
use anyhow::{Context, bail};
use clap::ArgMatches;
use engine::Engine;
use library::Library;
use quorum::{Person, Proposal};

use super::text;
use crate::{
    Outcome, clock, console, data, keys, lives,
    reveals::{RevealBook, RevealEvent},
};

/// Proposes, confirms or shows.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    match matches.subcommand() {
        Some(("propose", inner)) => propose(inner),
        Some(("confirm", inner)) => confirm(inner),
        Some(("show", inner)) => show(inner),
        _ => Ok(Outcome::Clean),
    }
}

fn propose(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let pseudonym: Pseudonym = text(matches, "name").parse()?;
    let from = clock::day(matches)?;
    let until = clock::flag(matches, "until")?.context("ange sista dagen med --until")?;
    if until < from {
        bail!("--until: {until} är före {from}");
    }
    if (until - from).num_days() >= LONGEST_DAYS {
        return Err(RevealError::TooLong { from, until }.into());
    }
    let reason = text(matches, "reason").trim().to_owned();
    if reason.is_empty() {
        return Err(RevealError::NoReason { pseudonym }.into());
    }
    let by = Person::new(text(matches, "by"))?;
    for group in lives::groups(&folder, text(matches, "authority"))? {
        if persons(matches, &folder, &group, &pseudonym)?.is_empty() {
            continue;
        }
        let what = Reveal { pseudonym: pseudonym.clone(), from, until };
        let proposal = Proposal { what, reason, by, at: clock::moment(matches)? };
        RevealBook::open(&lives::folder(&folder, &group))?.record(RevealEvent::Proposed(proposal))?;
        console::line(&format!(
            "Förslaget om {pseudonym} hos {group} väntar på en andra person: `insyn reveal confirm {pseudonym} --by …`."
        ))?;
        return Ok(Outcome::Clean);
    }
    bail!("ingen i registren som de är nu har pseudonymen {pseudonym}")
}

fn confirm(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let pseudonym: Pseudonym = text(matches, "name").parse()?;
    let by = Person::new(text(matches, "by"))?;
    for group in lives::groups(&folder, text(matches, "authority"))? {
        let mut book = RevealBook::open(&lives::folder(&folder, &group))?;
        let Some(proposal) = book.waiting(&pseudonym).cloned() else { continue };
        let until = proposal.what.until;
        book.record(RevealEvent::Agreed(proposal.confirm(by, &clock::moment(matches)?)?))?;
        console::line(&format!("{pseudonym} får visas till och med {until}; varje visning antecknas."))?;
        return Ok(Outcome::Clean);
    }
    bail!("ingen har föreslagit att visa {pseudonym}; kör `insyn reveal propose` först")
}

fn show(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    let pseudonym: Pseudonym = text(matches, "name").parse()?;
    let by = Person::new(text(matches, "by"))?;
    let mut refused = None;
    for group in lives::groups(&folder, text(matches, "authority"))? {
        let mut book = RevealBook::open(&lives::folder(&folder, &group))?;
        // The registers are not read before there is an act at all.
        let acts: Vec<_> = book.acts(&pseudonym).cloned().collect();
        let persons = if acts.is_empty() { Vec::new() } else { persons(matches, &folder, &group, &pseudonym)? };
        for act in &acts {
            let names: Result<Vec<_>, _> = persons.iter().map(|masked| masked.reveal(act, on)).collect();
            match names {
                Ok(names) if !names.is_empty() => {
                    let act = act.at().map(str::to_owned);
                    let (pseudonym, at) = (pseudonym.clone(), clock::moment(matches)?);
                    book.record(RevealEvent::Shown { pseudonym, by, at, act })?;
                    names.iter().try_for_each(|revealed| console::line(revealed.name()))?;
                    return Ok(Outcome::Clean);
                }
                Ok(_) => bail!("ingen i registren som de är nu har pseudonymen {pseudonym}"),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
    }
    match refused {
        Some(error) => Err(error.into()),
        None => bail!(
            "två personer ska ha beslutat att {pseudonym} får visas; kör `insyn reveal propose` och låt en annan bekräfta"
        ),
    }
}

/// Whom a pseudonym stands for in the registers of a group, still masked.
fn persons(
    matches: &ArgMatches,
    folder: &DataFolder,
    group: &str,
    pseudonym: &Pseudonym,
) -> anyhow::Result<Vec<Masked>> {
    let authorities: Vec<String> = group.split('+').map(str::to_owned).collect();
    let key = keys::key(folder, &authorities)?;
    let catalogue = Catalogue::embedded()?;
    let mut sources = Vec::new();
    for authority in &authorities {
        sources.extend(data::sources(folder, &catalogue, authority)?);
    }
    let engine = Engine::new(catalogue, Library::embedded()?, data::threads(matches))?;
    Ok(engine.persons(&sources, &key, pseudonym)?)
}
