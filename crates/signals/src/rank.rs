//! The order in which people should look: independent families first, then how often the controls are right, then money,
//! then rarity.
//!
//! How often a control is right is learnt from what people found ([`precision`](crate::precision)) and counts in three
//! steps only: often, sometimes, seldom. A subject has the step of its best control. Until at least
//! [`ENOUGH`](crate::precision::ENOUGH) signals of a control are judged it stands in the middle, so that without outcomes the
//! order is that of families, money and rarity.
//!
//! There is no score. Each part of the order can be read off the report, and one control that hits often can not
//! carry a subject to the top by itself (`controls.md` E.5: of 8 702 suppliers 855 hit one control, 4 hit four).
//!
//! Controls of severity [`STATISTIC`] only prioritise: they count among the families of a subject that another control
//! found, and raise nobody alone (`controls.md` A.12).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{
    Signal, Subject,
    precision::{Band, Precision},
};

/// The severity of what is only a statistic.
pub const STATISTIC: u8 = 1;

/// A subject with all that was found about it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct RankedSubject {
    /// Who or what.
    pub subject: Subject,
    /// Independent control families that hit.
    pub families: Vec<String>,
    /// Controls that hit.
    pub controls: Vec<String>,
    /// Fingerprints of the signals.
    pub signals: Vec<String>,
    /// The largest sum that any one control puts on the subject, in öre: controls often see the same money.
    pub amount_ore: i64,
    /// Signals in the whole run of the rarest control that hit: fewer is rarer.
    pub rarest: u64,
    /// Highest severity among its controls.
    pub severity: u8,
    /// How often its best control is right; `None` when nobody has judged a signal of its controls.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub precision: Option<BestControl>,
}

/// The control of a subject that is right most often, and what that rests on: to be shown beside the subject.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BestControl {
    /// Control id.
    pub control: String,
    /// Its step in the ranking.
    pub band: Band,
    /// Judged right.
    pub right: u64,
    /// Judged wrong.
    pub wrong: u64,
}

impl BestControl {
    /// In Swedish: `SP-01 oftast rätt: 12 av 15 bedömda`.
    #[must_use]
    pub fn sentence(&self) -> String {
        let Self { control, band, right, wrong } = self;
        format!("{control} {}: {right} av {} bedömda", band.label(), right + wrong)
    }
}

#[derive(Default)]
struct Gathered {
    name: String,
    families: BTreeSet<String>,
    amounts: BTreeMap<String, i64>,
    signals: Vec<String>,
    severity: u8,
}

/// Ranks the subjects of `signals` when nothing is judged. The result does not depend on the order of the input.
#[must_use]
pub fn rank(signals: &[Signal]) -> Vec<RankedSubject> {
    rank_with(signals, &BTreeMap::new())
}

/// Ranks the subjects of `signals` with what is known of the controls, by control id. Leave signals that are suppressed out
/// of `signals`. The result does not depend on the order of the input.
#[must_use]
pub fn rank_with<'a>(
    signals: impl IntoIterator<Item = &'a Signal>,
    precisions: &BTreeMap<String, Precision>,
) -> Vec<RankedSubject> {
    let mut volume: BTreeMap<&str, u64> = BTreeMap::new();
    let mut gathered: BTreeMap<(String, String), Gathered> = BTreeMap::new();
    for signal in signals {
        *volume.entry(&signal.control).or_default() += 1;
        for subject in &signal.subjects {
            let entry = gathered.entry((subject.kind.clone(), subject.id.clone())).or_default();
            if entry.name.is_empty() || (!subject.name.is_empty() && subject.name < entry.name) {
                entry.name.clone_from(&subject.name);
            }
            entry.families.insert(signal.family.clone());
            let sum = entry.amounts.entry(signal.control.clone()).or_default();
            *sum = sum.saturating_add(signal.amount_ore.unwrap_or(0));
            entry.signals.push(signal.fingerprint.clone());
            entry.severity = entry.severity.max(signal.severity);
        }
    }
    gathered.retain(|_, found| found.severity > STATISTIC);
    let mut ranked: Vec<RankedSubject> =
        gathered.into_iter().map(|(id, found)| ranked_subject(id, found, &volume, precisions)).collect();
    ranked.sort_by(|a, b| order_key(a).cmp(&order_key(b)));
    ranked
}

fn ranked_subject(
    (kind, id): (String, String),
    mut found: Gathered,
    volume: &BTreeMap<&str, u64>,
    precisions: &BTreeMap<String, Precision>,
) -> RankedSubject {
    found.signals.sort();
    found.signals.dedup();
    let rarest = found.amounts.keys().filter_map(|control| volume.get(control.as_str())).copied().min().unwrap_or(0);
    RankedSubject {
        subject: Subject { kind, id, name: found.name },
        families: found.families.into_iter().collect(),
        amount_ore: found.amounts.values().copied().max().unwrap_or(0),
        precision: best(found.amounts.keys(), precisions),
        controls: found.amounts.into_keys().collect(),
        signals: found.signals,
        rarest,
        severity: found.severity,
    }
}

/// The control with the best step; of those in one step the one with most judgements, then the first by id. `None` when
/// that is a control that nobody judged, which stands in the middle.
fn best<'a>(
    controls: impl Iterator<Item = &'a String>,
    precisions: &BTreeMap<String, Precision>,
) -> Option<BestControl> {
    let place = |control: &'a String| {
        let precision = precisions.get(control).filter(|precision| precision.judged() > 0);
        let band = precision.map_or(Band::Sometimes, Precision::band);
        (band, std::cmp::Reverse(precision.map_or(0, Precision::judged)), control, precision.map(|p| p.tally))
    };
    let (band, _, control, tally) =
        controls.map(place).min_by_key(|(band, judged, control, _)| (*band, *judged, *control))?;
    let tally = tally?;
    Some(BestControl { control: control.clone(), band, right: tally.right, wrong: tally.wrong })
}

/// Ascending sort key: many families, often right, much money, rare, then the subject's own id.
fn order_key(subject: &RankedSubject) -> (std::cmp::Reverse<usize>, Band, std::cmp::Reverse<i64>, u64, &Subject) {
    use std::cmp::Reverse;
    let band = subject.precision.as_ref().map_or(Band::Sometimes, |best| best.band);
    (Reverse(subject.families.len()), band, Reverse(subject.amount_ore), subject.rarest, &subject.subject)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{
        EvidenceTable,
        precision::{Prior, Tally},
    };

    fn signal(control: &str, family: &str, org: &str, ore: i64) -> Signal {
        let subjects = vec![Subject { kind: "organisation".into(), id: org.into(), name: String::new() }];
        Signal {
            fingerprint: crate::fingerprint(control, org, &subjects),
            control: control.into(),
            control_version: 1,
            parameter_hash: String::new(),
            snapshots: vec![],
            family: family.into(),
            severity: 3,
            key: org.into(),
            subjects,
            amount_ore: Some(ore),
            from: None,
            to: None,
            sentence: String::new(),
            facts: vec![],
            evidence: EvidenceTable { columns: vec![], rows: vec![] },
            tried: vec![],
        }
    }

    fn order(signals: &[Signal]) -> Vec<String> {
        rank(signals).into_iter().map(|s| s.subject.id).collect()
    }

    #[test]
    fn two_families_outrank_more_money_in_one() {
        let signals = [
            signal("SP-01", "duplicate", "A", 9_000),
            signal("SP-01", "duplicate", "B", 10),
            signal("CI-01", "conflict", "B", 10),
        ];
        assert_eq!(order(&signals), ["B", "A"]);
    }

    #[test]
    fn a_statistic_raises_nobody_and_lifts_who_is_found_otherwise() {
        let statistic = |org: &str| Signal { severity: STATISTIC, ..signal("ST-01", "statistics", org, 90_000) };
        let found = ["A", "B"].map(|org| signal("SP-01", "duplicate", org, 10));
        let all = [found.to_vec(), ["B", "C"].map(statistic).to_vec()].concat();
        assert_eq!(order(&all), ["B", "A"]);
    }

    #[test]
    fn two_controls_of_one_family_count_once() {
        let signals = [
            signal("SP-01", "duplicate", "A", 10),
            signal("SP-03", "duplicate", "A", 10),
            signal("SP-19", "existence", "B", 20),
        ];
        assert_eq!(order(&signals), ["B", "A"]);
    }

    #[test]
    fn equal_families_and_money_are_ordered_by_rarity() {
        let signals = [
            signal("SP-05", "duplicate", "A", 10),
            signal("SP-05", "duplicate", "C", 5),
            signal("PR-23", "excluded", "B", 10),
        ];
        assert_eq!(order(&signals), ["B", "A", "C"]);
    }

    fn judged(right: u64, wrong: u64) -> Precision {
        Precision::of(Prior::default(), Tally { right, wrong, ..Tally::default() })
    }

    #[test]
    fn a_control_that_is_often_right_outranks_more_money_but_not_more_families() {
        let signals = [
            signal("SP-01", "duplicate", "A", 9_000),
            signal("SP-19", "existence", "B", 10),
            signal("SP-01", "duplicate", "C", 1),
            signal("CI-01", "conflict", "C", 1),
        ];
        let precisions = [("SP-19".to_owned(), judged(9, 1))].into();
        let ranked = rank_with(&signals, &precisions);
        assert_eq!(ranked.iter().map(|s| s.subject.id.as_str()).collect::<Vec<_>>(), ["C", "B", "A"]);
        assert_eq!(ranked[1].precision.as_ref().unwrap().sentence(), "SP-19 oftast rätt: 9 av 10 bedömda");
        assert_eq!(ranked[2].precision, None);
    }

    #[test]
    fn a_control_that_is_seldom_right_ranks_below_one_that_nobody_judged() {
        let signals = [signal("SP-01", "duplicate", "A", 9_000), signal("SP-19", "existence", "B", 10)];
        let ids = |precisions: BTreeMap<String, Precision>| {
            rank_with(&signals, &precisions).into_iter().map(|s| s.subject.id).collect::<Vec<_>>()
        };
        assert_eq!(ids([("SP-01".to_owned(), judged(0, 20))].into()), ["B", "A"]);
        assert_eq!(ids([("SP-01".to_owned(), judged(0, 4))].into()), ["A", "B"], "four judgements are too few");
    }

    #[test]
    fn a_poor_control_does_not_pull_down_a_subject_that_another_finds_too() {
        let signals = [
            signal("SP-01", "duplicate", "A", 10),
            signal("SP-03", "duplicate", "A", 10),
            signal("SP-19", "existence", "B", 5),
        ];
        let ranked = rank_with(&signals, &[("SP-01".to_owned(), judged(0, 20))].into());
        assert_eq!(ranked[0].subject.id, "A");
    }

    #[test]
    fn the_order_of_the_input_does_not_matter() {
        let mut signals = vec![
            signal("SP-01", "duplicate", "A", 1),
            signal("CI-01", "conflict", "B", 1),
            signal("SP-05", "x", "C", 1),
        ];
        let first = rank(&signals);
        signals.reverse();
        assert_eq!(first, rank(&signals));
    }
}
