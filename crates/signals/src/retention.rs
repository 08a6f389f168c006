//! Retention: which snapshots are past their date, and the certificate that two people leave when they dispose of them.
//!
//! Nothing is deleted here. The caller deletes what a [`Disposal`] names after two people have agreed, and keeps the
//! [`Certificate`], which says what was disposed of without saying what stood in it.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use quorum::Agreed;
use serde::{Deserialize, Serialize};

use crate::life::{Act, Event, Life};

/// A snapshot that is kept.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kept {
    /// Board or company.
    pub authority: String,
    /// Register name.
    pub register: String,
    /// Snapshot id, which is a hash of its contents.
    pub snapshot: String,
    /// Rows.
    pub rows: u64,
    /// The last day that it may be kept; `None` when nobody said.
    pub retain_until: Option<NaiveDate>,
}

/// What is to be done about snapshots on a day.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Due {
    /// Past their date: to be disposed of.
    pub past: Vec<Kept>,
    /// Nobody said how long they may be kept: to be decided.
    pub undated: Vec<Kept>,
}

/// The snapshots that are past their date, and those without one; each in order.
#[must_use]
pub fn due(kept: &[Kept], on: NaiveDate) -> Due {
    let mut due = Due::default();
    for kept in kept {
        match kept.retain_until {
            None => due.undated.push(kept.clone()),
            Some(until) if on > until => due.past.push(kept.clone()),
            Some(_) => {}
        }
    }
    due.past.sort();
    due.undated.sort();
    due
}

/// Signals of a group that are forgotten.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forgotten {
    /// The authority, or those that were scanned together.
    pub group: String,
    /// For how many days they have been gone at least.
    pub days: i64,
    /// By fingerprint.
    pub signals: BTreeSet<String>,
}

/// What is to be disposed of, and by which decision on disposal (gallringsbeslut). Two people agree on it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Disposal {
    /// The snapshots.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub snapshots: Vec<Kept>,
    /// The signals.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub signals: Vec<Forgotten>,
    /// The decision or plan on disposal.
    pub ground: String,
}

/// Why nothing is disposed of.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RetentionError {
    /// Nothing is named.
    #[error("gallringen nämner inget register och inga signaler")]
    Nothing,
    /// No decision is named.
    #[error("gallringen saknar grund; ange gallringsbeslutet eller punkten i dokumenthanteringsplanen")]
    NoGround,
    /// A snapshot may still be kept, or nobody said for how long.
    #[error("registret {register} hos {authority} (ögonblicksbild {snapshot}) är inte förfallet till gallring {on}")]
    NotDue {
        /// Board or company.
        authority: String,
        /// The register.
        register: String,
        /// Snapshot id.
        snapshot: String,
        /// The day.
        on: NaiveDate,
    },
}

/// What remains of snapshots that were disposed of: what, how many rows, hash, when, by whom and on which ground.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    act: Agreed<Disposal>,
    disposed_on: NaiveDate,
}

impl Certificate {
    /// The certificate that the act gives on the day. Delete the snapshots, then write the certificate down.
    ///
    /// # Errors
    /// [`RetentionError`] when the act names nothing, no ground, or a snapshot that is not past its date.
    pub fn issue(act: Agreed<Disposal>, on: NaiveDate) -> Result<Self, RetentionError> {
        let Disposal { snapshots, signals, ground } = act.what();
        if snapshots.is_empty() && signals.iter().all(|forgotten| forgotten.signals.is_empty()) {
            return Err(RetentionError::Nothing);
        }
        if ground.trim().is_empty() {
            return Err(RetentionError::NoGround);
        }
        match snapshots.iter().find(|kept| kept.retain_until.is_none_or(|until| on <= until)) {
            Some(Kept { authority, register, snapshot, .. }) => Err(RetentionError::NotDue {
                authority: authority.clone(),
                register: register.clone(),
                snapshot: snapshot.clone(),
                on,
            }),
            None => Ok(Self { act, disposed_on: on }),
        }
    }

    /// What was agreed, by whom and when.
    #[must_use]
    pub fn act(&self) -> &Agreed<Disposal> {
        &self.act
    }

    /// The day of disposal.
    #[must_use]
    pub fn disposed_on(&self) -> NaiveDate {
        self.disposed_on
    }

    /// Rows in all.
    #[must_use]
    pub fn rows(&self) -> u64 {
        self.act.what().snapshots.iter().map(|kept| kept.rows).sum()
    }

    /// Hash of the certificate's contents in hex, to be noted in the case register: a changed certificate has another.
    #[must_use]
    pub fn hash(&self) -> String {
        blake3::hash(self.text().as_bytes()).to_hex().chars().take(32).collect()
    }

    /// The certificate in Swedish, as it is put in the case register.
    #[must_use]
    pub fn text(&self) -> String {
        let Disposal { snapshots, signals, ground } = self.act.what();
        let [first, second] = self.act.by();
        let [proposed, confirmed] = self.act.at();
        let mut text = format!("Gallringsintyg\nGallrat: {}\nGrund: {ground}\n", self.disposed_on);
        text += &format!("Skäl: {}\n", self.act.reason());
        text += &format!("Föreslaget av: {first}, {proposed}\nBekräftat av: {second}, {confirmed}\n");
        for kept in snapshots {
            let until = kept.retain_until.map(|until| until.to_string()).unwrap_or_default();
            let Kept { authority, register, snapshot, rows, .. } = kept;
            text +=
                &format!("{authority}, {register}: {rows} rader, sparades till {until}, kontrollsumma {snapshot}\n");
        }
        for Forgotten { group, days, signals } in signals {
            let all: String = signals.iter().map(|signal| format!("{signal}\n")).collect();
            let hash = blake3::hash(all.as_bytes()).to_hex();
            let count = signals.len();
            text += &format!("{group}: {count} signaler, borta i minst {days} dagar, kontrollsumma {hash}\n");
        }
        text
    }
}

/// Signals that need not be kept any longer: gone for more than `keep_days` days, and not judged since. Their ground is the
/// run that found them, and the runs no longer do. By fingerprint.
///
/// Fewer days than a suppression can hold are taken as that many: a signal that ended a suppression is kept while the
/// suppression could be in force.
#[must_use]
pub fn signals_due(life: &Life, keep_days: i64, on: NaiveDate) -> BTreeSet<String> {
    let keep_days = keep_days.max(crate::suppress::LONGEST_DAYS);
    let old = |at: &str| crate::life::day(at).is_some_and(|day| (on - day).num_days() > keep_days);
    let due = life.signals().filter(|(_, known)| known.is_gone() && old(known.changed_at()));
    let due = due.filter(|(_, known)| known.judgements().iter().all(|judgement| old(&judgement.at)));
    due.map(|(fingerprint, _)| fingerprint.to_owned()).collect()
}

/// The events without those of the signals: the new contents of the file. What remains folds to the same life without them.
#[must_use]
pub fn without(events: Vec<Event>, signals: &BTreeSet<String>) -> Vec<Event> {
    let stays = |event: &Event| match &event.act {
        Act::Seen { signal, .. } => !signals.contains(&signal.fingerprint),
        Act::Gone { fingerprint, .. } | Act::Judged { fingerprint, .. } => !signals.contains(fingerprint),
        Act::Run { .. } | Act::Suppressed(_) | Act::Lifted { .. } => true,
    };
    events.into_iter().filter(stays).collect()
}
