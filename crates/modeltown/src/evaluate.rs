//! How well a run found what was planted: recall per scheme, precision per control and at the top, decoys at the top.

use crate::truth::{Scheme, SubjectRef, Truth};
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// How many subjects count as the top.
const TOP: usize = 20;

/// How many are a year's work.
const YEAR: usize = 100;

/// One signal of a run.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ObservedSignal {
    /// The control's code.
    pub control: String,
    /// Whom it is about.
    pub subjects: Vec<SubjectRef>,
}

/// What a run found.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Observed {
    /// Every signal.
    pub signals: Vec<ObservedSignal>,
    /// The subjects, first the one to look at first.
    pub ranking: Vec<SubjectRef>,
}

/// How one scheme was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SchemeScore {
    /// The scheme's id.
    pub id: String,
    /// Controls that were meant to find it and did.
    pub found_by: Vec<String>,
    /// Controls that were meant to find it and did not.
    pub missed_by: Vec<String>,
    /// Best place of one of its subjects in the ranking, from 1.
    pub best_rank: Option<usize>,
}

impl SchemeScore {
    /// Whether every control that was meant to find it did.
    #[must_use]
    pub fn found(&self) -> bool {
        self.missed_by.is_empty()
    }
}

/// How one control did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ControlScore {
    /// Its signals.
    pub signals: u64,
    /// Those with a subject of a scheme that lists the control.
    pub true_signals: u64,
    /// Those with a subject of some other scheme.
    pub other_schemes: u64,
    /// Those with a subject of a decoy.
    pub decoys: u64,
}

impl ControlScore {
    /// Share of its signals that are true, in per mille; `None` without signals.
    #[must_use]
    pub fn precision_per_mille(&self) -> Option<u64> {
        (self.true_signals * 1000).checked_div(self.signals)
    }
}

/// How a run did.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Evaluation {
    /// One per scheme in which every identity shows by its number, in the truth's order.
    pub schemes: Vec<SchemeScore>,
    /// One per scheme in which an identity is hidden: what linkage should add.
    pub hidden: Vec<SchemeScore>,
    /// By control code.
    pub controls: BTreeMap<String, ControlScore>,
    /// Subjects looked at in the ranking, at most 20.
    pub top: usize,
    /// Those of them that belong to a scheme.
    pub top_in_schemes: usize,
    /// Subjects looked at further down, at most 100.
    pub year: usize,
    /// Those of them that belong to a scheme.
    pub year_in_schemes: usize,
    /// Those of the top that belong to neither scheme nor decoy.
    pub top_neither: Vec<SubjectRef>,
    /// Those of the top that belong to a decoy.
    pub top_decoys: Vec<SubjectRef>,
}

impl Evaluation {
    /// Share of schemes without hidden identity that were found, in per mille; 1000 when there are none.
    #[must_use]
    pub fn recall_per_mille(&self) -> u64 {
        recall_per_mille(&self.schemes)
    }

    /// Share of the schemes with a hidden identity that were found, in per mille; 1000 when there are none.
    #[must_use]
    pub fn hidden_recall_per_mille(&self) -> u64 {
        recall_per_mille(&self.hidden)
    }

    /// Share of the top that belongs to a scheme, in per mille; 1000 when the ranking is empty.
    #[must_use]
    pub fn top_precision_per_mille(&self) -> u64 {
        (self.top_in_schemes as u64 * 1000).checked_div(self.top as u64).unwrap_or(1000)
    }

    /// Share of the first hundred that belongs to a scheme, in per mille; 1000 when the ranking is empty.
    #[must_use]
    pub fn year_precision_per_mille(&self) -> u64 {
        (self.year_in_schemes as u64 * 1000).checked_div(self.year as u64).unwrap_or(1000)
    }
}

fn recall_per_mille(schemes: &[SchemeScore]) -> u64 {
    let found = schemes.iter().filter(|scheme| scheme.found()).count() as u64;
    (found * 1000).checked_div(schemes.len() as u64).unwrap_or(1000)
}

/// Compares what a run found with the truth.
#[must_use]
pub fn evaluate(truth: &Truth, observed: &Observed) -> Evaluation {
    let hits = hits(observed);
    let ranks: BTreeMap<&SubjectRef, usize> = observed.ranking.iter().zip(1..).collect();
    let guilty: BTreeSet<&SubjectRef> = truth.schemes.iter().flat_map(|scheme| &scheme.subjects).collect();
    let innocent: BTreeSet<&SubjectRef> = truth.decoys.iter().flat_map(|decoy| &decoy.subjects).collect();
    let score = |scheme: &Scheme| {
        let found =
            |control: &&String| scheme.subjects.iter().any(|subject| hits.contains(&(control.as_str(), subject)));
        let (found_by, missed_by) = scheme.controls.iter().partition::<Vec<_>, _>(found);
        SchemeScore {
            id: scheme.id.clone(),
            found_by: found_by.into_iter().cloned().collect(),
            missed_by: missed_by.into_iter().cloned().collect(),
            best_rank: scheme.subjects.iter().filter_map(|subject| ranks.get(subject)).min().copied(),
        }
    };
    let scores = |hidden| truth.schemes.iter().filter(|scheme| scheme.hidden == hidden).map(score).collect();
    let top: Vec<&SubjectRef> = observed.ranking.iter().take(TOP).collect();
    let in_schemes = |most: usize| observed.ranking.iter().take(most).filter(|one| guilty.contains(one)).count();
    Evaluation {
        schemes: scores(false),
        hidden: scores(true),
        controls: controls(truth, observed),
        top: top.len(),
        top_in_schemes: in_schemes(TOP),
        year: observed.ranking.len().min(YEAR),
        year_in_schemes: in_schemes(YEAR),
        top_neither: top
            .iter()
            .filter(|subject| !guilty.contains(*subject) && !innocent.contains(*subject))
            .map(|subject| (*subject).clone())
            .collect(),
        top_decoys: top
            .iter()
            .filter(|subject| innocent.contains(*subject))
            .map(|subject| (*subject).clone())
            .collect(),
    }
}

fn hits(observed: &Observed) -> BTreeSet<(&str, &SubjectRef)> {
    observed
        .signals
        .iter()
        .flat_map(|signal| signal.subjects.iter().map(|subject| (signal.control.as_str(), subject)))
        .collect()
}

fn controls(truth: &Truth, observed: &Observed) -> BTreeMap<String, ControlScore> {
    let mut meant: BTreeSet<(&str, &SubjectRef)> = BTreeSet::new();
    let mut planted: BTreeSet<&SubjectRef> = BTreeSet::new();
    let mut out: BTreeMap<String, ControlScore> = BTreeMap::new();
    for scheme in &truth.schemes {
        planted.extend(&scheme.subjects);
        for control in &scheme.controls {
            out.entry(control.clone()).or_default();
            meant.extend(scheme.subjects.iter().map(|subject| (control.as_str(), subject)));
        }
    }
    let decoys: BTreeSet<&SubjectRef> = truth.decoys.iter().flat_map(|decoy| &decoy.subjects).collect();
    for signal in &observed.signals {
        let score = out.entry(signal.control.clone()).or_default();
        score.signals += 1;
        if signal.subjects.iter().any(|subject| meant.contains(&(signal.control.as_str(), subject))) {
            score.true_signals += 1;
        } else if signal.subjects.iter().any(|subject| planted.contains(subject)) {
            score.other_schemes += 1;
        } else if signal.subjects.iter().any(|subject| decoys.contains(subject)) {
            score.decoys += 1;
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::truth::Decoy;

    fn organisation(id: &str) -> SubjectRef {
        SubjectRef::new("organisation", id)
    }

    fn truth() -> Truth {
        Truth {
            schemes: vec![Scheme {
                id: "V-01".to_owned(),
                name_sv: String::new(),
                enabler_type: "front".to_owned(),
                description_sv: String::new(),
                controls: vec!["SP-01".to_owned(), "SP-07".to_owned()],
                subjects: vec![organisation("1"), organisation("2")],
                flows: Vec::new(),
                hidden: false,
            }],
            decoys: vec![Decoy {
                id: "D-01".to_owned(),
                trap_sv: String::new(),
                control: "SP-01".to_owned(),
                subjects: vec![organisation("3")],
            }],
        }
    }

    fn signal(control: &str, id: &str) -> ObservedSignal {
        ObservedSignal { control: control.to_owned(), subjects: vec![organisation(id)] }
    }

    #[test]
    fn a_scheme_is_found_when_every_listed_control_names_one_of_its_subjects() {
        let mut observed = Observed { signals: vec![signal("SP-01", "1")], ranking: Vec::new() };
        let half = evaluate(&truth(), &observed);
        assert_eq!(half.recall_per_mille(), 0);
        assert_eq!(half.schemes[0].missed_by, ["SP-07"]);
        observed.signals.push(signal("SP-07", "2"));
        assert_eq!(evaluate(&truth(), &observed).recall_per_mille(), 1000);
    }

    #[test]
    fn a_scheme_with_a_hidden_identity_counts_in_a_line_of_its_own() {
        let mut truth = truth();
        truth.schemes.push(Scheme { id: "H-01".to_owned(), hidden: true, ..truth.schemes[0].clone() });
        truth.schemes[1].subjects = vec![organisation("8"), organisation("9")];
        let mut observed = Observed { signals: vec![signal("SP-01", "1"), signal("SP-07", "2")], ranking: Vec::new() };
        let exact = evaluate(&truth, &observed);
        assert_eq!((exact.schemes.len(), exact.recall_per_mille()), (1, 1000));
        assert_eq!((exact.hidden.len(), exact.hidden_recall_per_mille()), (1, 0));
        observed.signals.extend([signal("SP-01", "8"), signal("SP-07", "9")]);
        let linked = evaluate(&truth, &observed);
        assert_eq!((linked.recall_per_mille(), linked.hidden_recall_per_mille()), (1000, 1000));
        assert_eq!(linked.controls["SP-01"].true_signals, 2);
    }

    #[test]
    fn precision_counts_decoys_and_strangers_as_false() {
        let observed = Observed {
            signals: vec![signal("SP-01", "1"), signal("SP-01", "3"), signal("SP-01", "4"), signal("SP-05", "1")],
            ranking: vec![organisation("1"), organisation("3"), organisation("4")],
        };
        let result = evaluate(&truth(), &observed);
        let expected = ControlScore { signals: 3, true_signals: 1, other_schemes: 0, decoys: 1 };
        assert_eq!(result.controls["SP-01"], expected);
        assert_eq!(result.controls["SP-01"].precision_per_mille(), Some(333));
        assert_eq!(result.controls["SP-05"].other_schemes, 1);
        assert_eq!(result.top_precision_per_mille(), 333);
        assert_eq!(result.top_decoys, [organisation("3")]);
        let far = Observed { ranking: (1..=200).map(|id| organisation(&id.to_string())).collect(), ..observed };
        let far = evaluate(&truth(), &far);
        assert_eq!((far.top, far.year, far.year_in_schemes), (20, 100, far.top_in_schemes));
        assert_eq!(far.year_precision_per_mille(), far.top_in_schemes as u64 * 10);
        assert_eq!(result.schemes[0].best_rank, Some(1));
    }
}
