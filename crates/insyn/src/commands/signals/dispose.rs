//! `insyn signals dispose` and `dispose-confirm`: signals that are long gone are forgotten by an act of two people, and leave
//! a certificate below `certificates/` in the data folder.

use anyhow::bail;
use clap::ArgMatches;
use quorum::{Person, Proposal};
use signals::{
    format_whole_number,
    retention::{Certificate, Disposal, Forgotten, RetentionError, signals_due},
    suppress::LONGEST_DAYS,
};

use super::super::text;
use crate::{Outcome, certificates, clock, console, data, lives};

/// Proposes to forget the signals that have been gone for so many days, and that nobody has judged since.
pub(super) fn propose(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    let days = matches.get_one::<i64>("days").copied().unwrap_or(LONGEST_DAYS).max(LONGEST_DAYS);
    let (ground, reason) = (text(matches, "ground").trim().to_owned(), text(matches, "reason").trim().to_owned());
    if ground.is_empty() {
        return Err(RetentionError::NoGround.into());
    }
    if reason.is_empty() {
        bail!("--reason är tom; skriv skälet");
    }
    let by = Person::new(text(matches, "by"))?;
    let mut found = false;
    for group in lives::groups(&folder, text(matches, "authority"))? {
        let signals = signals_due(lives::LifeBook::open(&folder, &group)?.life(), days, on);
        if signals.is_empty() {
            continue;
        }
        found = true;
        let count = format_whole_number(signals.len() as i128);
        let forgotten = Forgotten { group: group.clone(), days, signals };
        let what = Disposal { snapshots: Vec::new(), signals: vec![forgotten], ground: ground.clone() };
        let proposal = Proposal { what, reason: reason.clone(), by: by.clone(), at: clock::moment(matches)? };
        certificates::waiting(&folder)?.keep(&id(&group), proposal)?;
        console::line(&format!(
            "Gallringen av {count} signaler hos {group} väntar på en andra person: `insyn signals dispose-confirm --authority {group} --by …`."
        ))?;
    }
    if !found {
        console::line(&format!("Inga signaler har varit borta i mer än {days} dagar {on}."))?;
    }
    Ok(Outcome::Clean)
}

/// Confirms as a second person: the signals are forgotten and a certificate is written. What was cut off can be confirmed
/// again.
pub(super) fn confirm(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    let by = Person::new(text(matches, "by"))?;
    let mut waiting = certificates::waiting(&folder)?;
    let mut confirmed = false;
    for group in lives::groups(&folder, text(matches, "authority"))? {
        let Some(proposal) = waiting.all().get(&id(&group)).cloned() else { continue };
        confirmed = true;
        let mut book = lives::LifeBook::open(&folder, &group)?;
        for forgotten in &proposal.what.signals {
            let due = signals_due(book.life(), forgotten.days, on);
            let is_back = |signal: &&String| book.life().signal(signal).is_some() && !due.contains(*signal);
            if let Some(signal) = forgotten.signals.iter().find(is_back) {
                bail!("signalen {signal} hos {group} har ändrats sedan gallringen föreslogs; föreslå den på nytt");
            }
        }
        let certificate = Certificate::issue(proposal.confirm(by.clone(), &clock::moment(matches)?)?, on)?;
        for forgotten in &certificate.act().what().signals {
            book.forget(&forgotten.signals)?;
        }
        let path = certificates::keep(&folder, &certificate, &[&group, "signaler"])?;
        waiting.forget(&id(&group))?;
        let count: usize = certificate.act().what().signals.iter().map(|forgotten| forgotten.signals.len()).sum();
        let count = format_whole_number(count as i128);
        console::line(&format!("Gallrat: {count} signaler hos {group}. Intyget: {}", path.display()))?;
    }
    if !confirmed {
        bail!("ingen har föreslagit gallring av signaler; kör `insyn signals dispose` först");
    }
    Ok(Outcome::Clean)
}

fn id(group: &str) -> String {
    format!("signals/{group}")
}
