//! Acts of two people that let a name be seen, and every time one was: `reveals.jsonl` beside a life.

use std::{collections::BTreeMap, path::Path};

use quorum::{Agreed, Person, Proposal};
use serde::{Deserialize, Serialize};
use signals::pseudonym::{Pseudonym, Reveal};

use crate::journal::Journal;

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
