//! The order in which people should look: independent families first, then money, then rarity.
//!
//! There is no score. Each part of the order can be read off the report, and one control that hits often can not
//! carry a subject to the top by itself (`controls.md` E.5: of 8 702 suppliers 855 hit one control, 4 hit four).

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Signal, Subject};

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
}

#[derive(Default)]
struct Gathered {
    name: String,
    families: BTreeSet<String>,
    amounts: BTreeMap<String, i64>,
    signals: Vec<String>,
    severity: u8,
}

/// Ranks the subjects of `signals`. The result does not depend on the order of the input.
#[must_use]
pub fn rank(signals: &[Signal]) -> Vec<RankedSubject> {
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
    let mut ranked: Vec<RankedSubject> =
        gathered.into_iter().map(|(id, found)| ranked_subject(id, found, &volume)).collect();
    ranked.sort_by(|a, b| order_key(a).cmp(&order_key(b)));
    ranked
}

fn ranked_subject((kind, id): (String, String), mut found: Gathered, volume: &BTreeMap<&str, u64>) -> RankedSubject {
    found.signals.sort();
    found.signals.dedup();
    let rarest = found.amounts.keys().filter_map(|control| volume.get(control.as_str())).copied().min().unwrap_or(0);
    RankedSubject {
        subject: Subject { kind, id, name: found.name },
        families: found.families.into_iter().collect(),
        amount_ore: found.amounts.values().copied().max().unwrap_or(0),
        controls: found.amounts.into_keys().collect(),
        signals: found.signals,
        rarest,
        severity: found.severity,
    }
}

/// Ascending sort key: many families, much money, rare, then the subject's own id.
fn order_key(subject: &RankedSubject) -> (std::cmp::Reverse<usize>, std::cmp::Reverse<i64>, u64, &Subject) {
    use std::cmp::Reverse;
    (Reverse(subject.families.len()), Reverse(subject.amount_ore), subject.rarest, &subject.subject)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::EvidenceTable;

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
