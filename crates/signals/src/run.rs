//! A run: which registers were read, what each control counted, which signals came out.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{ControlRun, RankedSubject, Signal, rank};

/// A register snapshot that a run read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SnapshotRef {
    /// Authority that owns the register.
    pub authority: String,
    /// Register name.
    pub register: String,
    /// Register name in Swedish.
    pub register_label: String,
    /// Snapshot id.
    pub id: String,
    /// Rows.
    pub rows: u64,
    /// Rows that the import rejected.
    pub rejected: u64,
    /// Purpose that the register was collected for.
    pub purpose: String,
    /// Legal ground.
    pub legal_ground: String,
}

/// Everything that came out of a run. Equal input gives equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Snapshots by authority and register.
    pub snapshots: Vec<SnapshotRef>,
    /// Controls by id, also those that could not run.
    pub controls: Vec<ControlRun>,
    /// Signals by control id, then fingerprint.
    pub signals: Vec<Signal>,
    /// Subjects, the one to look at first on top.
    pub subjects: Vec<RankedSubject>,
    /// Surroundings of the first subjects, in the order of the subjects.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pictures: Vec<SubjectPicture>,
}

/// What a subject is tied to, drawn and in words.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubjectPicture {
    /// Kind of the subject, as [`Subject::kind`](crate::Subject::kind).
    pub kind: String,
    /// Id of the subject.
    pub id: String,
    /// The picture as an SVG element with a title and a description; its own ids begin with `natverk-`.
    pub svg: String,
    /// The same as text.
    pub lines: Vec<PictureLine>,
    /// How many more there are than the picture shows, in Swedish; empty when all are shown.
    pub more: String,
}

/// A tie of a picture in Swedish.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PictureLine {
    /// Who.
    pub who: String,
    /// How: `styrelseledamot i`.
    pub how: String,
    /// Whom or what.
    pub whom: String,
    /// Since when, or during which period.
    pub when: String,
    /// Registers and records that say so, and what else is to be known of it.
    pub source: String,
}

impl Run {
    /// One run of several authorities' runs: each was computed on its own registers, and only the results are put
    /// side by side. Counts of a control are summed; a control counts as computed when any authority could compute it.
    #[must_use]
    pub fn merged(runs: impl IntoIterator<Item = Self>) -> Self {
        let mut merged =
            Self { snapshots: vec![], controls: vec![], signals: vec![], subjects: vec![], pictures: vec![] };
        let mut controls: BTreeMap<String, ControlRun> = BTreeMap::new();
        for run in runs {
            merged.snapshots.extend(run.snapshots);
            merged.signals.extend(run.signals);
            merged.pictures.extend(run.pictures);
            for control in run.controls {
                match controls.get_mut(&control.control.id) {
                    Some(known) => known.add(control),
                    None => drop(controls.insert(control.control.id.clone(), control)),
                }
            }
        }
        merged.snapshots.sort();
        merged.snapshots.dedup();
        merged.signals.sort_by(|a, b| (&a.control, &a.fingerprint).cmp(&(&b.control, &b.fingerprint)));
        merged.controls = controls.into_values().collect();
        merged.subjects = rank(&merged.signals);
        merged
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{ControlRef, Missing, OutcomeCount, OutcomeKind, sample::Sampled};

    fn run(missing: usize, hits: u64) -> Run {
        let control = ControlRef {
            id: "SP-01".into(),
            version: 1,
            parameter_hash: String::new(),
            title: String::new(),
            question: String::new(),
            flow: String::new(),
            family: String::new(),
            severity: 4,
            unit: String::new(),
            investigate: String::new(),
            false_alarms: String::new(),
        };
        let nothing =
            Missing { register: "ledger".into(), register_label: String::new(), column: None, column_label: None };
        let hit = OutcomeCount {
            kind: OutcomeKind::Hit,
            id: "hit".into(),
            label: String::new(),
            rows: hits,
            units: hits,
            excess: 0,
            amount_ore: 5,
        };
        let outcomes = if missing == 0 { vec![hit] } else { vec![] };
        let missing = vec![nothing; missing];
        let control = ControlRun {
            control,
            missing,
            refused: vec![],
            outcomes,
            comparisons: vec![],
            band_warning: None,
            sampled: Sampled::default(),
        };
        Run { snapshots: vec![], controls: vec![control], signals: vec![], subjects: vec![], pictures: vec![] }
    }

    #[test]
    fn counts_of_two_authorities_are_summed() {
        let merged = Run::merged([run(0, 2), run(0, 3)]);
        assert_eq!(merged.controls[0].rows(OutcomeKind::Hit), 5);
        assert_eq!(merged.controls[0].outcomes[0].amount_ore, 10);
    }

    #[test]
    fn an_authority_that_can_not_compute_does_not_hide_one_that_can() {
        for order in [[run(2, 0), run(0, 3)], [run(0, 3), run(2, 0)]] {
            let merged = Run::merged(order);
            assert!(merged.controls[0].is_computed());
            assert_eq!(merged.controls[0].rows(OutcomeKind::Hit), 3);
        }
        assert_eq!(Run::merged([run(2, 0), run(1, 0)]).controls[0].missing.len(), 1);
    }
}
