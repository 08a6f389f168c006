//! A run as the life sees it, and the events that it adds.

use std::collections::BTreeMap;

use quorum::Person;
use serde::{Deserialize, Serialize};

use super::{Act, Because, Event, Known, Life, Seen, State};
use crate::{ControlRun, Run, gate::Refusal};

/// What a run says of one control.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Covered {
    /// It was computed: what it did not find is not there.
    Computed {
        /// Version of the control.
        version: u32,
        /// Hash of the parameters.
        parameters: String,
    },
    /// It was not: nothing is known of its signals.
    Unknown {
        /// Why, in Swedish.
        why: String,
    },
}

impl Covered {
    /// A control that was computed.
    #[must_use]
    pub fn computed(version: u32, parameters: &str) -> Self {
        Self::Computed { version, parameters: parameters.to_owned() }
    }

    fn of(run: &ControlRun) -> Self {
        if run.is_computed() {
            return Self::computed(run.control.version, &run.control.parameter_hash);
        }
        let missing = run.missing.iter().map(|missing| match &missing.column_label {
            Some(column) => format!("{column} saknas i {}", missing.register_label),
            None => format!("{} saknas", missing.register_label),
        });
        Self::Unknown { why: missing.collect::<Vec<_>>().join("; ") }
    }
}

/// What a run shows: which snapshots it read, which controls it covered and which signals it saw. Equal runs are equal here,
/// whatever their order; a run on other snapshots is another run, also when it finds the same.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Observation {
    run: String,
    controls: BTreeMap<String, Covered>,
    signals: BTreeMap<String, Seen>,
}

impl Observation {
    /// The observation of a run, with the controls that the gate refused.
    #[must_use]
    pub fn of(run: &Run, refusals: &[Refusal]) -> Self {
        let mut controls: BTreeMap<String, Covered> =
            run.controls.iter().map(|run| (run.control.id.clone(), Covered::of(run))).collect();
        for refusal in refusals {
            controls.insert(refusal.control.clone(), Covered::Unknown { why: refusal.to_string() });
        }
        let snapshots: Vec<&str> = run.snapshots.iter().map(|snapshot| snapshot.id.as_str()).collect();
        Self::new(&snapshots, controls, run.signals.iter().map(Seen::of).collect())
    }

    /// The observation of these controls and signals on these snapshots. Signals of controls that were not computed are
    /// left out.
    #[must_use]
    pub fn new(snapshots: &[&str], controls: BTreeMap<String, Covered>, signals: Vec<Seen>) -> Self {
        let computed = |seen: &Seen| matches!(controls.get(&seen.control), Some(Covered::Computed { .. }));
        let mut chosen: BTreeMap<String, Seen> = BTreeMap::new();
        for seen in signals.into_iter().filter(computed) {
            match chosen.get(&seen.fingerprint) {
                Some(known) if known.content <= seen.content => {}
                _ => drop(chosen.insert(seen.fingerprint.clone(), seen)),
            }
        }
        Self { run: identity(snapshots, &controls, &chosen), controls, signals: chosen }
    }

    /// Hash of what it read and shows: 16 hexadecimal digits.
    #[must_use]
    pub fn run(&self) -> &str {
        &self.run
    }
}

fn identity(snapshots: &[&str], controls: &BTreeMap<String, Covered>, signals: &BTreeMap<String, Seen>) -> String {
    let mut hasher = blake3::Hasher::new();
    let mut part = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    let mut sorted = snapshots.to_vec();
    sorted.sort_unstable();
    sorted.dedup();
    part(&sorted.len().to_string());
    sorted.into_iter().for_each(&mut part);
    for (control, covered) in controls {
        part(control);
        match covered {
            Covered::Computed { version, parameters } => part(&format!("{version} {parameters}")),
            Covered::Unknown { why } => part(why),
        }
    }
    for (fingerprint, seen) in signals {
        part(fingerprint);
        part(&seen.content);
    }
    hasher.finalize().to_hex().chars().take(16).collect()
}

impl Life {
    /// The events that the run adds, to be applied and appended in this order; none when it is the run that was observed
    /// last.
    #[must_use]
    pub fn observe(&self, seen: &Observation, by: &Person, at: &str) -> Vec<Event> {
        if self.last_run() == Some(seen.run()) {
            return Vec::new();
        }
        let mut acts: Vec<Act> = Vec::new();
        let run = &seen.run;
        for signal in seen.signals.values().filter(|signal| self.is_news(signal)) {
            acts.push(Act::Seen { run: run.clone(), signal: Box::new(signal.clone()) });
        }
        for (fingerprint, known) in self.signals().filter(|(fingerprint, _)| !seen.signals.contains_key(*fingerprint)) {
            if let Some(because) = self.because(known, seen) {
                acts.push(Act::Gone { run: run.clone(), fingerprint: fingerprint.to_owned(), because });
            }
        }
        acts.push(Act::Run { run: run.clone(), controls: seen.controls.clone() });
        acts.into_iter().map(|act| Event { at: at.to_owned(), by: by.clone(), act }).collect()
    }

    fn is_news(&self, signal: &Seen) -> bool {
        let known = self.signal(&signal.fingerprint);
        known.is_none_or(|known| known.is_gone() || known.seen().content != signal.content)
    }

    /// Why a signal that the run did not see is gone; `None` when it was gone before or nothing is known.
    fn because(&self, known: &Known, seen: &Observation) -> Option<Because> {
        let control = &known.seen().control;
        let now = seen.controls.get(control)?;
        if matches!(known.state(), State::Gone { .. }) || !matches!(now, Covered::Computed { .. }) {
            return None;
        }
        let same = self.last_computed(control).is_none_or(|before| before == now);
        Some(if same { Because::Registers } else { Because::Control })
    }
}
