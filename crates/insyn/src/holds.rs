//! Holds in the data folder: `holds/events.jsonl`, which is only appended to, and proposals that wait for a second person.

use std::{collections::BTreeMap, fs, path::PathBuf};

use ::registers::DataFolder;
use anyhow::Context;
use payments::{
    Payment,
    hold::{Answered, Ended, Ending, HoldEvent, Holds},
};
use quorum::{Agreed, Proposal};

use crate::journal::{Journal, replace};

/// The log of events in the folder of holds.
const EVENTS: &str = "events.jsonl";

/// Somebody notes an answer that says nothing.
#[derive(Debug, thiserror::Error)]
#[error("skriv vem som hördes och vad den svarade")]
pub(crate) struct NoAnswer;

/// The holds of a data folder, locked while they are open.
#[derive(Debug)]
pub(crate) struct HoldBook {
    folder: PathBuf,
    journal: Journal,
    holds: Holds,
}

impl HoldBook {
    /// Opens the book; nobody else writes to it meanwhile.
    pub(crate) fn open(data: &DataFolder) -> anyhow::Result<Self> {
        let folder = data.path().join("holds");
        let journal = Journal::open(&folder, EVENTS)?;
        let holds = Holds::of_lines(journal.text())?;
        Ok(Self { folder, journal, holds })
    }

    /// The file that changes when anything happens to a hold.
    pub(crate) fn events_path(data: &DataFolder) -> PathBuf {
        data.path().join("holds").join(EVENTS)
    }

    /// The holds as they are now.
    pub(crate) fn holds(&self) -> &Holds {
        &self.holds
    }

    /// The holds as they are now, alone.
    pub(crate) fn into_holds(self) -> Holds {
        self.holds
    }

    /// Takes in events and puts them on disk before they count.
    pub(crate) fn record(&mut self, events: Vec<HoldEvent>) -> anyhow::Result<()> {
        let mut after = self.holds.clone();
        let mut lines = String::new();
        for event in events {
            lines.push_str(&event.line()?);
            lines.push('\n');
            after.apply(event)?;
        }
        self.journal.append(&lines)?;
        self.holds = after;
        Ok(())
    }

    /// Notes what the other party says.
    pub(crate) fn answer(&mut self, answered: Answered) -> anyhow::Result<()> {
        if answered.party.trim().is_empty() || answered.answer.trim().is_empty() {
            return Err(NoAnswer.into());
        }
        self.record(vec![HoldEvent::Answered(answered)])
    }

    /// Ends a hold, as two people have agreed.
    pub(crate) fn end(&mut self, agreed: Agreed<Ending>) -> anyhow::Result<()> {
        let hold = agreed.what().hold.clone();
        self.record(vec![HoldEvent::Ended(Ended { agreed })])?;
        if self.waiting()?.contains_key(&hold) { self.forget(&hold) } else { Ok(()) }
    }

    /// Keeps what one person proposes until another confirms it.
    pub(crate) fn propose(&self, proposal: &Proposal<Ending>) -> anyhow::Result<()> {
        let mut waiting = self.waiting()?;
        waiting.insert(proposal.what.hold.clone(), proposal.clone());
        self.keep(&waiting)
    }

    /// Lets go of the proposal about a hold that has ended.
    pub(crate) fn forget(&self, hold: &str) -> anyhow::Result<()> {
        let mut waiting = self.waiting()?;
        waiting.remove(hold);
        self.keep(&waiting)
    }

    /// Proposals that wait, by hold.
    pub(crate) fn waiting(&self) -> anyhow::Result<BTreeMap<String, Proposal<Ending>>> {
        let path = self.folder.join("proposals.json");
        if !path.exists() {
            return Ok(BTreeMap::new());
        }
        let text = fs::read_to_string(&path)?;
        serde_json::from_str(&text).with_context(|| format!("`{}` går inte att läsa", path.display()))
    }

    fn keep(&self, waiting: &BTreeMap<String, Proposal<Ending>>) -> anyhow::Result<()> {
        replace(&self.folder.join("proposals.json"), serde_json::to_string_pretty(waiting)?.as_bytes())
    }
}

/// The id of the hold of a payment: the same whatever file it comes in; `again` tells equal payments of one file apart.
pub(crate) fn hold_id(payment: &Payment, again: usize) -> String {
    let account = &payment.account;
    let text = format!(
        "{}\u{1f}{:?}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{}\u{1f}{again}",
        payment.id,
        account.kind,
        account.number,
        payment.amount_ore,
        payment.currency,
        payment.pay_on,
        payment.invoice_no,
        payment.ocr
    );
    let hash = blake3::hash(text.as_bytes()).to_hex();
    format!("S-{}", hash.chars().take(10).collect::<String>())
}
