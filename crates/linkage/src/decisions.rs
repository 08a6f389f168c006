//! What people have decided about pairs: *same* or *different*, always by two, and undone by two.
//!
//! A [`Decision`] can only be made by confirming a [`Proposal`] as another person, so that one person alone has nothing to
//! put into force.

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
pub struct Pair(String, String);

impl Pair {
    /// The pair, whichever record is named first.
    #[must_use]
    pub fn new(a: &str, b: &str) -> Self {
        let (first, second) = if a <= b { (a, b) } else { (b, a) };
        Self(first.to_owned(), second.to_owned())
    }

    /// The two records.
    #[must_use]
    pub fn records(&self) -> (&str, &str) {
        (&self.0, &self.1)
    }
}

/// One person's view, not in force.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proposal {
    /// The pair.
    pub pair: Pair,
    /// What is proposed.
    pub verdict: Verdict,
    /// Why.
    pub reason: String,
    /// Who proposes.
    pub by: String,
}

/// A verdict in force, by two people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written", into = "Written")]
pub struct Decision {
    pair: Pair,
    verdict: Verdict,
    reason: String,
    by: [String; 2],
    at: String,
}

/// A decision as it is written down.
#[derive(Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    pair: Pair,
    verdict: Verdict,
    reason: String,
    by: [String; 2],
    at: String,
}

/// The second person is the first.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("beslutet om {} och {} kräver två personer, och `{by}` är båda", pair.0, pair.1)]
pub struct Alone {
    /// The pair.
    pub pair: Pair,
    /// Who tried.
    pub by: String,
}

impl Proposal {
    /// Puts the proposal into force as a second person, at a time that is passed in.
    ///
    /// # Errors
    /// [`Alone`] when the second person is the first.
    pub fn confirm(self, by: &str, at: &str) -> Result<Decision, Alone> {
        Written {
            pair: self.pair,
            verdict: self.verdict,
            reason: self.reason,
            by: [self.by, by.to_owned()],
            at: at.to_owned(),
        }
        .try_into()
    }
}

impl TryFrom<Written> for Decision {
    type Error = Alone;

    fn try_from(written: Written) -> Result<Self, Alone> {
        let [first, second] = &written.by;
        let name = |person: &str| person.trim().to_lowercase();
        if name(first) == name(second) || name(first).is_empty() || name(second).is_empty() {
            return Err(Alone { pair: written.pair, by: written.by.into_iter().next().unwrap_or_default() });
        }
        let Written { pair, verdict, reason, by, at } = written;
        Ok(Self { pair: Pair::new(&pair.0, &pair.1), verdict, reason, by, at })
    }
}

impl From<Decision> for Written {
    fn from(decision: Decision) -> Self {
        let Decision { pair, verdict, reason, by, at } = decision;
        Self { pair, verdict, reason, by, at }
    }
}

impl Decision {
    /// The pair.
    #[must_use]
    pub fn pair(&self) -> &Pair {
        &self.pair
    }

    /// What was decided.
    #[must_use]
    pub fn verdict(&self) -> Verdict {
        self.verdict
    }

    /// The two who decided.
    #[must_use]
    pub fn by(&self) -> &[String; 2] {
        &self.by
    }

    /// Why, and when.
    #[must_use]
    pub fn reason(&self) -> (&str, &str) {
        (&self.reason, &self.at)
    }
}

/// The verdicts in force: of each pair the last decision, unless it undid the one before.
#[must_use]
pub fn in_force(decisions: &[Decision]) -> Vec<(&Pair, Verdict)> {
    let mut last = std::collections::BTreeMap::new();
    for decision in decisions {
        last.insert(&decision.pair, decision.verdict);
    }
    last.into_iter().filter(|(_, verdict)| *verdict != Verdict::Undone).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn propose(verdict: Verdict) -> Proposal {
        Proposal { pair: Pair::new("b", "a"), verdict, reason: "samma adress".to_owned(), by: "Anna".to_owned() }
    }

    #[test]
    fn one_person_alone_decides_nothing() {
        let alone = propose(Verdict::Same).confirm(" anna ", "2026-11-22").unwrap_err();
        assert_eq!(alone.to_string(), "beslutet om a och b kräver två personer, och `Anna` är båda");
        assert!(propose(Verdict::Same).confirm("", "2026-11-22").is_err());
        assert!(propose(Verdict::Same).confirm("Bo", "2026-11-22").is_ok());
    }

    #[test]
    fn the_last_decision_counts_until_it_is_undone() {
        let decide = |verdict| propose(verdict).confirm("Bo", "2026-11-22").unwrap();
        let pair = Pair::new("a", "b");
        let mut decisions = vec![decide(Verdict::Same)];
        assert_eq!(in_force(&decisions), [(&pair, Verdict::Same)]);
        decisions.push(decide(Verdict::Undone));
        assert_eq!(in_force(&decisions), []);
    }
}
