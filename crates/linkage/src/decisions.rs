//! What people have decided about pairs: *same* or *different*, always by two, and undone by two.
//!
//! A [`Decision`] is an act by two people ([`quorum::Agreed`]), so that one person alone has nothing to put into force.

use quorum::{Agreed, Proposal};
use serde::{Deserialize, Serialize};

/// What is said about two records.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Verdict {
    /// They are the same, whatever the weights say.
    Same,
    /// They are not.
    Different,
    /// What was decided about them before no longer counts.
    Undone,
}

/// Two records by source and id, in a fixed order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(from = "(String, String)")]
pub struct Pair(String, String);

impl Pair {
    /// The pair, whichever record is named first.
    #[must_use]
    pub fn new(a: &str, b: &str) -> Self {
        (a.to_owned(), b.to_owned()).into()
    }

    /// The two records.
    #[must_use]
    pub fn records(&self) -> (&str, &str) {
        (&self.0, &self.1)
    }
}

impl From<(String, String)> for Pair {
    fn from((a, b): (String, String)) -> Self {
        if a <= b { Self(a, b) } else { Self(b, a) }
    }
}

/// What is said about which records.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// The pair.
    pub pair: Pair,
    /// What is said.
    pub verdict: Verdict,
}

/// One person's view of a pair, not in force.
pub type PairProposal = Proposal<Judgement>;

/// A verdict in force, by two people. In a file:
/// `{"pair":["2","3"],"verdict":"different","reason":"far och son","by":["Anna","Bo"],"at":["2026-11-21","2026-11-22"]}`.
pub type Decision = Agreed<Judgement>;

/// The verdicts in force: of each pair the last decision, unless it undid the one before.
#[must_use]
pub fn in_force(decisions: &[Decision]) -> Vec<(&Pair, Verdict)> {
    let mut last = std::collections::BTreeMap::new();
    for decision in decisions {
        let Judgement { pair, verdict } = decision.what();
        last.insert(pair, *verdict);
    }
    last.into_iter().filter(|(_, verdict)| *verdict != Verdict::Undone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use quorum::Person;

    fn propose(verdict: Verdict) -> PairProposal {
        Proposal {
            what: Judgement { pair: Pair::new("b", "a"), verdict },
            reason: "samma adress".to_owned(),
            by: Person::new("Anna").unwrap(),
            at: "2026-11-21".to_owned(),
        }
    }

    fn confirm(verdict: Verdict, by: &str) -> Option<Decision> {
        propose(verdict).confirm(Person::new(by).ok()?, "2026-11-22").ok()
    }

    #[test]
    fn one_person_alone_decides_nothing() {
        assert_eq!(confirm(Verdict::Same, " anna "), None);
        assert_eq!(confirm(Verdict::Same, ""), None);
        assert!(confirm(Verdict::Same, "Bo").is_some());
    }

    #[test]
    fn the_last_decision_counts_until_it_is_undone() {
        let pair = Pair::new("a", "b");
        let mut decisions = vec![confirm(Verdict::Same, "Bo").unwrap()];
        assert_eq!(in_force(&decisions), [(&pair, Verdict::Same)]);
        decisions.push(confirm(Verdict::Undone, "Bo").unwrap());
        assert_eq!(in_force(&decisions), []);
    }
}
