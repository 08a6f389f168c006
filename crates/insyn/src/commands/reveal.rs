//! `insyn reveal`: who a pseudonym is. It takes an act of two people with a reason and an end, and every showing is recorded.

use ::signals::pseudonym::{Pseudonym, Reveal};
use anyhow::{Context, bail};
use clap::ArgMatches;
use quorum::{Person, Proposal};

use super::text;
use crate::{
    Outcome, clock, console, data, lives,
    reveals::{Names, Nobody, RevealBook, RevealEvent, Shown, check},
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
    let reason = text(matches, "reason").trim().to_owned();
    let what = Reveal { pseudonym: pseudonym.clone(), from, until };
    check(&what, &reason)?;
    let by = Person::new(text(matches, "by"))?;
    let threads = data::threads(matches);
    for group in lives::groups(&folder, text(matches, "authority"))? {
        if (Names { folder: &folder, group: &group, pseudonym: &pseudonym, threads }).persons()?.is_empty() {
            continue;
        }
        let proposal = Proposal { what, reason, by, at: clock::moment(matches)? };
        RevealBook::open(&lives::folder(&folder, &group))?.record(RevealEvent::Proposed(proposal))?;
        console::line(&format!(
            "Förslaget om {pseudonym} hos {group} väntar på en andra person: `insyn reveal confirm {pseudonym} --by …`."
        ))?;
        return Ok(Outcome::Clean);
    }
    Err(Nobody(pseudonym).into())
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
        let names = Names { folder: &folder, group: &group, pseudonym: &pseudonym, threads: data::threads(matches) };
        match names.show((&by, &clock::moment(matches)?), on)? {
            Shown::Names(names) => {
                names.iter().try_for_each(|name| console::line(name))?;
                return Ok(Outcome::Clean);
            }
            Shown::Refused(error) => refused = refused.or(Some(error)),
            Shown::NoAct => {}
        }
    }
    match refused {
        Some(error) => Err(error.into()),
        None => bail!(
            "två personer ska ha beslutat att {pseudonym} får visas; kör `insyn reveal propose` och låt en annan bekräfta"
        ),
    }
}
