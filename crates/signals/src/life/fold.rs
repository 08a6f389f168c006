//! The fold: a life is what its events make of it.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Act, Because, Covered, Event, LifeError, Seen};
use crate::{
    judge::Judgement,
    suppress::{Standing, Suppressed},
};

/// What changed when a signal that was gone is found again.
const RETURNED: &str = "returned";

/// How a signal stood after the last run that said something of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "state")]
pub enum State {
    /// Never seen before.
    New,
    /// Found again as it was.
    Same,
    /// Found again, with other content.
    Changed {
        /// Names of what changed; `returned` when it had been gone.
        what: Vec<String>,
    },
    /// Not found by its control.
    Gone {
        /// Why.
        because: Because,
    },
    /// Its control was not computed.
    Unknown {
        /// Why, in Swedish.
        why: String,
    },
}

/// A signal that the life knows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Known {
    seen: Seen,
    /// Number of its control in [`Life::controls`]: closing a run looks at every signal.
    control: usize,
    state: State,
    state_run: u64,
    first_at: String,
    changed_at: String,
    judgements: Vec<Judgement>,
}

/// Signals of one authority, with all that happened to them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Life {
    signals: BTreeMap<String, Known>,
    suppressions: BTreeMap<String, Standing>,
    controls: BTreeMap<String, usize>,
    computed: BTreeMap<String, Covered>,
    runs: u64,
    last_run: Option<String>,
    pending: BTreeMap<String, Pending>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Pending {
    run: String,
    what: Found,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Found {
    Seen(Box<Seen>),
    Gone(Because),
}

/// How many signals are in each state after the last run. Signals that were gone before it, and those of controls that it
/// left out, are not counted.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Counts {
    /// Never seen before.
    pub new: u64,
    /// As they were.
    pub same: u64,
    /// With other content.
    pub changed: u64,
    /// No longer found.
    pub gone: u64,
    /// Nothing is known.
    pub unknown: u64,
}

impl Known {
    /// The signal as it was seen last.
    #[must_use]
    pub fn seen(&self) -> &Seen {
        &self.seen
    }

    /// How it stands.
    #[must_use]
    pub fn state(&self) -> &State {
        &self.state
    }

    /// Whether it is gone.
    #[must_use]
    pub fn is_gone(&self) -> bool {
        matches!(self.state, State::Gone { .. })
    }

    /// When it was first seen.
    #[must_use]
    pub fn first_at(&self) -> &str {
        &self.first_at
    }

    /// The day on which it was first seen; `None` when the time of the run begins with no date.
    #[must_use]
    pub fn first_day(&self) -> Option<NaiveDate> {
        day(&self.first_at)
    }

    /// When it became what it is: first seen, changed, returned, or gone.
    #[must_use]
    pub fn changed_at(&self) -> &str {
        &self.changed_at
    }

    /// All that people said of it, oldest first.
    #[must_use]
    pub fn judgements(&self) -> &[Judgement] {
        &self.judgements
    }

    /// What counts: the last judgement.
    #[must_use]
    pub fn judgement(&self) -> Option<&Judgement> {
        self.judgements.last()
    }

    /// Whether somebody has to look: it is there, and nobody has judged it as it is now.
    #[must_use]
    pub fn is_open(&self) -> bool {
        !self.is_gone() && self.judgement().is_none_or(|judgement| judgement.content != self.seen.content)
    }
}

impl Life {
    /// The life that the events make.
    ///
    /// # Errors
    /// [`LifeError`] when an event is about something that is not there.
    pub fn fold<'a>(events: impl IntoIterator<Item = &'a Event>) -> Result<Self, LifeError> {
        let mut life = Self::default();
        for event in events {
            life.apply(event)?;
        }
        Ok(life)
    }

    /// Takes one event in. When it fails the life is as it was.
    ///
    /// # Errors
    /// [`LifeError`] when the event is about something that is not there.
    pub fn apply(&mut self, event: &Event) -> Result<(), LifeError> {
        match &event.act {
            Act::Seen { run, signal } => self.hold(run, &signal.fingerprint, Found::Seen(signal.clone())),
            Act::Gone { run, fingerprint, because } => self.hold(run, fingerprint, Found::Gone(*because)),
            Act::Run { run, controls } => self.close(run, controls, &event.at),
            Act::Judged { fingerprint, outcome, note } => {
                let unknown = || LifeError::NoSignal { fingerprint: fingerprint.clone() };
                let known = self.signals.get_mut(fingerprint).ok_or_else(unknown)?;
                let (by, at, content) = (event.by.clone(), event.at.clone(), known.seen.content.clone());
                known.judgements.push(Judgement { outcome: *outcome, note: note.clone(), by, at, content });
            }
            Act::Suppressed(suppressed) => self.suppress(suppressed)?,
            Act::Lifted { suppression } => {
                let unknown = || LifeError::NoSuppression { id: suppression.clone() };
                self.suppressions.get_mut(suppression).ok_or_else(unknown)?.lift(&event.by, &event.at);
            }
        }
        Ok(())
    }

    fn hold(&mut self, run: &str, fingerprint: &str, what: Found) {
        self.pending.insert(fingerprint.to_owned(), Pending { run: run.to_owned(), what });
    }

    fn suppress(&mut self, suppressed: &Suppressed) -> Result<(), LifeError> {
        let id = suppressed.suppression().id();
        if self.suppressions.contains_key(&id) {
            return Err(LifeError::Twice { id });
        }
        self.suppressions.insert(id, Standing::new(suppressed.clone()));
        Ok(())
    }

    /// Closes a run: all of its controls' signals are the same, or unknown, unless the run said something else.
    fn close(&mut self, run: &str, controls: &BTreeMap<String, Covered>, at: &str) {
        self.runs += 1;
        let mut covered: Vec<Option<&Covered>> = vec![None; self.controls.len()];
        for (control, number) in &self.controls {
            if let Some(place) = covered.get_mut(*number) {
                *place = controls.get(control);
            }
        }
        for known in self.signals.values_mut().filter(|known| !known.is_gone()) {
            match covered.get(known.control) {
                Some(Some(Covered::Computed { .. })) => known.state = State::Same,
                Some(Some(Covered::Unknown { why })) => known.state = State::Unknown { why: why.clone() },
                Some(None) | None => continue,
            }
            known.state_run = self.runs;
        }
        for (fingerprint, pending) in std::mem::take(&mut self.pending) {
            if pending.run == run {
                self.take(fingerprint, pending.what, at);
            }
        }
        let computed = controls.iter().filter(|(_, covered)| matches!(covered, Covered::Computed { .. }));
        self.computed.extend(computed.map(|(control, covered)| (control.clone(), covered.clone())));
        self.last_run = Some(run.to_owned());
    }

    fn take(&mut self, fingerprint: String, found: Found, at: &str) {
        let (runs, known) = (self.runs, self.signals.get_mut(&fingerprint));
        match (found, known) {
            (Found::Gone(_), None) => {}
            (Found::Gone(because), Some(known)) => {
                (known.state, known.state_run) = (State::Gone { because }, runs);
                at.clone_into(&mut known.changed_at);
            }
            (Found::Seen(seen), known) => {
                for standing in self.suppressions.values_mut() {
                    standing.meet(&seen, at);
                }
                match known {
                    Some(known) => {
                        let what =
                            if known.is_gone() { vec![RETURNED.to_owned()] } else { seen.changed_from(&known.seen) };
                        (known.state, known.state_run) = (State::Changed { what }, runs);
                        at.clone_into(&mut known.changed_at);
                        known.seen = *seen;
                    }
                    None => {
                        let (first_at, changed_at) = (at.to_owned(), at.to_owned());
                        let (state, judgements) = (State::New, Vec::new());
                        let next = self.controls.len();
                        let control = *self.controls.entry(seen.control.clone()).or_insert(next);
                        let known =
                            Known { seen: *seen, control, state, state_run: runs, first_at, changed_at, judgements };
                        self.signals.insert(fingerprint, known);
                    }
                }
            }
        }
    }

    /// All signals that were ever seen, by fingerprint.
    pub fn signals(&self) -> impl Iterator<Item = (&str, &Known)> {
        self.signals.iter().map(|(fingerprint, known)| (fingerprint.as_str(), known))
    }

    /// The signal with the fingerprint.
    #[must_use]
    pub fn signal(&self, fingerprint: &str) -> Option<&Known> {
        self.signals.get(fingerprint)
    }

    /// All suppressions that were ever made, by id.
    pub fn suppressions(&self) -> impl Iterator<Item = &Standing> {
        self.suppressions.values()
    }

    /// The suppression that keeps the signal out of the work list on the day. The signal is still known and counted.
    #[must_use]
    pub fn suppressed_by(&self, signal: &Known, on: NaiveDate) -> Option<&Standing> {
        self.suppressions.values().find(|standing| standing.hides(&signal.seen, on))
    }

    /// Hash of the run that was closed last.
    #[must_use]
    pub fn last_run(&self) -> Option<&str> {
        self.last_run.as_deref()
    }

    /// How many runs were closed.
    #[must_use]
    pub fn runs(&self) -> u64 {
        self.runs
    }

    /// Version and parameters with which the control was computed last.
    #[must_use]
    pub fn last_computed(&self, control: &str) -> Option<&Covered> {
        self.computed.get(control)
    }

    /// How many signals the last run found new, the same, changed, gone, or knows nothing of.
    #[must_use]
    pub fn counts(&self) -> Counts {
        let mut counts = Counts::default();
        for known in self.signals.values().filter(|known| known.state_run == self.runs) {
            let count = match known.state {
                State::New => &mut counts.new,
                State::Same => &mut counts.same,
                State::Changed { .. } => &mut counts.changed,
                State::Gone { .. } => &mut counts.gone,
                State::Unknown { .. } => &mut counts.unknown,
            };
            *count += 1;
        }
        counts
    }
}

/// The date that a time begins with.
pub(crate) fn day(at: &str) -> Option<NaiveDate> {
    at.get(..10)?.parse().ok()
}
