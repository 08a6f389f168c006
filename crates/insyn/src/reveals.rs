//! Acts of two people that let a name be seen, and every time one was: `reveals.jsonl` beside a life.

use std::{collections::BTreeMap, path::Path};

use ::registers::{Catalogue, DataFolder};
use chrono::NaiveDate;
use engine::Engine;
use library::Library;
use quorum::{Agreed, Person, Proposal};
use serde::{Deserialize, Serialize};
use signals::pseudonym::{LONGEST_DAYS, Masked, Pseudonym, Reveal, RevealError};

use crate::{data, journal::Journal, keys, lives};

/// Nobody in the registers has the pseudonym.
#[derive(Debug, thiserror::Error)]
#[error("ingen i registren som de är nu har pseudonymen {0}")]
pub(crate) struct Nobody(pub(crate) Pseudonym);

/// An act ends before it begins.
#[derive(Debug, thiserror::Error)]
#[error("sista dagen {until} är före {from}")]
pub(crate) struct Backwards {
    from: NaiveDate,
    until: NaiveDate,
}

/// Whose names are looked for, and by how many threads.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Names<'a> {
    pub(crate) folder: &'a DataFolder,
    pub(crate) group: &'a str,
    pub(crate) pseudonym: &'a Pseudonym,
    pub(crate) threads: usize,
}

/// What became of the wish to see a name.
#[derive(Debug)]
pub(crate) enum Shown {
    /// The names; the showing is recorded.
    Names(Vec<String>),
    /// No two people have agreed to show it.
    NoAct,
    /// What they agreed does not let it be seen on the day.
    Refused(RevealError),
}

impl Names<'_> {
    /// Whom the pseudonym stands for in the registers of the group, still masked.
    pub(crate) fn persons(&self) -> anyhow::Result<Vec<Masked>> {
        let authorities: Vec<String> = self.group.split('+').map(str::to_owned).collect();
        let key = keys::key(self.folder, &authorities)?;
        let catalogue = Catalogue::embedded()?;
        let mut sources = Vec::new();
        for authority in &authorities {
            sources.extend(data::sources(self.folder, &catalogue, authority)?);
        }
        let engine = Engine::new(catalogue, Library::embedded()?, self.threads)?;
        Ok(engine.persons(&sources, &key, self.pseudonym)?)
    }

    /// The names, by the latest act that lets them be seen on the day; the showing is recorded before they are given.
    pub(crate) fn show(&self, (by, at): (&Person, &str), on: NaiveDate) -> anyhow::Result<Shown> {
        let mut book = RevealBook::open(&lives::folder(self.folder, self.group))?;
        // The registers are not read before there is an act at all.
        let acts: Vec<_> = book.acts(self.pseudonym).cloned().collect();
        if acts.is_empty() {
            return Ok(Shown::NoAct);
        }
        let persons = self.persons()?;
        let mut refused = None;
        for act in &acts {
            let names: Result<Vec<_>, _> = persons.iter().map(|masked| masked.reveal(act, on)).collect();
            match names {
                Ok(names) if !names.is_empty() => {
                    let act = act.at().map(str::to_owned);
                    let (pseudonym, by, at) = (self.pseudonym.clone(), by.clone(), at.to_owned());
                    book.record(RevealEvent::Shown { pseudonym, by, at, act })?;
                    return Ok(Shown::Names(names.iter().map(|revealed| revealed.name().to_owned()).collect()));
                }
                Ok(_) => return Err(Nobody(self.pseudonym.clone()).into()),
                Err(error) => refused = refused.or(Some(error)),
            }
        }
        Ok(refused.map_or(Shown::NoAct, Shown::Refused))
    }
}

/// Whether a wish to see a name is whole.
pub(crate) fn check(what: &Reveal, reason: &str) -> anyhow::Result<()> {
    let Reveal { pseudonym, from, until } = what;
    if until < from {
        return Err(Backwards { from: *from, until: *until }.into());
    }
    if (*until - *from).num_days() >= LONGEST_DAYS {
        return Err(RevealError::TooLong { from: *from, until: *until }.into());
    }
    if reason.trim().is_empty() {
        return Err(RevealError::NoReason { pseudonym: pseudonym.clone() }.into());
    }
    Ok(())
}

/// Something that happened.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub(crate) enum RevealEvent {
    /// One person asks to see a name.
    Proposed(Proposal<Reveal>),
    /// Another agrees.
    Agreed(Agreed<Reveal>),
    /// The name was shown. The name itself is not written down.
    Shown {
        /// Whose.
        pseudonym: Pseudonym,
        /// To whom.
        by: Person,
        /// When.
        at: String,
        /// When the act that allows it was proposed and confirmed.
        act: [String; 2],
    },
}

/// The acts beside a life, locked while they are open.
#[derive(Debug)]
pub(crate) struct RevealBook {
    journal: Journal,
    waiting: BTreeMap<Pseudonym, Proposal<Reveal>>,
    acts: Vec<Agreed<Reveal>>,
}

impl RevealBook {
    /// Opens the acts beside a life.
    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        let journal = Journal::open(folder, "reveals.jsonl")?;
        let mut book = Self { waiting: BTreeMap::new(), acts: Vec::new(), journal };
        for event in book.journal.read()? {
            book.apply(event);
        }
        Ok(book)
    }

    /// What waits for a second person about somebody.
    pub(crate) fn waiting(&self, pseudonym: &Pseudonym) -> Option<&Proposal<Reveal>> {
        self.waiting.get(pseudonym)
    }

    /// The acts about somebody, the latest first.
    pub(crate) fn acts<'a>(&'a self, pseudonym: &'a Pseudonym) -> impl Iterator<Item = &'a Agreed<Reveal>> {
        self.acts.iter().rev().filter(move |act| act.what().pseudonym == *pseudonym)
    }

    /// Puts an event on disk before it counts.
    pub(crate) fn record(&mut self, event: RevealEvent) -> anyhow::Result<()> {
        self.journal.write(std::slice::from_ref(&event))?;
        self.apply(event);
        Ok(())
    }

    fn apply(&mut self, event: RevealEvent) {
        match event {
            RevealEvent::Proposed(proposal) => drop(self.waiting.insert(proposal.what.pseudonym.clone(), proposal)),
            RevealEvent::Agreed(act) => {
                self.waiting.remove(&act.what().pseudonym);
                self.acts.push(act);
            }
            RevealEvent::Shown { .. } => {}
        }
    }
}
