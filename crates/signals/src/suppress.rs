//! Suppression: a control's family is kept out of the work list for one subject, for a reason and for a time.
//!
//! It hides nothing from the record: the match is still seen, counted and reported. It has an owner and ends by itself after
//! at most [`LONGEST_DAYS`] days, and it ends at once when what it rests on changes: account, board, address, amount band
//! or unit. Signals of severity 4 and 5 are only hidden by two people.

mod report;
mod standing;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use quorum::{Agreed, Person, Proposal};
use serde::{Deserialize, Serialize};

use crate::life::{Life, Seen, Trait, Traits};

pub use report::{MOST_SUPPRESSED, Report, Row, report};
pub use standing::{Standing, Status};

/// The longest time that a suppression may hold, in days, its first and its last counted.
pub const LONGEST_DAYS: i64 = 180;

/// The severity from which it takes two people.
pub const TAKES_TWO: u8 = 4;

/// Kind and id of a subject.
pub type SubjectKey = (String, String);

/// A time of at most [`LONGEST_DAYS`] days; there is no longer one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "Days", into = "Days")]
pub struct Period {
    from: NaiveDate,
    to: NaiveDate,
}

#[derive(Serialize, Deserialize)]
struct Days {
    from: NaiveDate,
    to: NaiveDate,
}

/// Why something is not suppressed.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SuppressError {
    /// The last day is before the first.
    #[error("dämpningen slutar {to}, före sin första dag {from}")]
    Backwards {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
    },
    /// Longer than [`LONGEST_DAYS`].
    #[error(
        "dämpningen {from} till {to} är {days} dagar; en dämpning gäller i högst {LONGEST_DAYS} dagar och kan sedan prövas på nytt"
    )]
    TooLong {
        /// First day.
        from: NaiveDate,
        /// Last day.
        to: NaiveDate,
        /// How long it is.
        days: i64,
    },
    /// No signal fits, so there is nothing to judge it by.
    #[error("ingen signal i familjen `{family}` gäller {}; det finns inget att dämpa", subject.1)]
    Nothing {
        /// The family.
        family: String,
        /// The subject.
        subject: SubjectKey,
    },
    /// Nobody said why.
    #[error("skriv varför `{family}` ska dämpas för {}", subject.1)]
    NoReason {
        /// The family.
        family: String,
        /// The subject.
        subject: SubjectKey,
    },
    /// It hides signals that only two people may hide.
    #[error(
        "dämpningen gäller signaler med allvar {severity}; från allvar {TAKES_TWO} ska en andra person bekräfta den"
    )]
    TakesTwo {
        /// The highest severity among them.
        severity: u8,
    },
}

impl Period {
    /// The time from the first to the last day.
    ///
    /// # Errors
    /// [`SuppressError::Backwards`] or [`SuppressError::TooLong`].
    pub fn new(from: NaiveDate, to: NaiveDate) -> Result<Self, SuppressError> {
        let days = (to - from).num_days() + 1;
        match days {
            ..=0 => Err(SuppressError::Backwards { from, to }),
            1..=LONGEST_DAYS => Ok(Self { from, to }),
            _ => Err(SuppressError::TooLong { from, to, days }),
        }
    }

    /// First day.
    #[must_use]
    pub fn from(self) -> NaiveDate {
        self.from
    }

    /// Last day.
    #[must_use]
    pub fn to(self) -> NaiveDate {
        self.to
    }

    /// How many days, the first and the last counted.
    #[must_use]
    pub fn days(self) -> i64 {
        (self.to - self.from).num_days() + 1
    }
}

impl TryFrom<Days> for Period {
    type Error = SuppressError;

    fn try_from(days: Days) -> Result<Self, SuppressError> {
        Self::new(days.from, days.to)
    }
}

impl From<Period> for Days {
    fn from(period: Period) -> Self {
        Self { from: period.from, to: period.to }
    }
}

/// What is suppressed: a family of controls for a subject, with or without the one it is tied to.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Target {
    /// Family of controls.
    pub family: String,
    /// Kind and id of the subject.
    pub subject: SubjectKey,
    /// Kind and id of another subject that the signal must be about as well.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub counterpart: Option<SubjectKey>,
}

impl Target {
    /// Whether it fits the signal.
    #[must_use]
    pub fn fits(&self, seen: &Seen) -> bool {
        seen.family == self.family
            && seen.is_about(&self.subject)
            && self.counterpart.as_ref().is_none_or(|counterpart| seen.is_about(counterpart))
    }
}

/// A suppression, with the circumstances that it rests on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Suppression {
    target: Target,
    period: Period,
    owner: Person,
    severity: u8,
    traits: Traits,
}

impl Suppression {
    /// A suppression of what the life knows of the target: it rests on the accounts, boards, addresses, amount bands and
    /// units of those signals.
    ///
    /// # Errors
    /// [`SuppressError::Nothing`] when there is no such signal.
    pub fn new(life: &Life, target: Target, period: Period, owner: Person) -> Result<Self, SuppressError> {
        let mut traits = Traits::new();
        let mut severity = None;
        let fitting = life.signals().map(|(_, known)| known).filter(|known| !known.is_gone());
        for seen in fitting.map(|known| known.seen()).filter(|seen| target.fits(seen)) {
            severity = severity.max(Some(seen.severity));
            for (kind, values) in &seen.traits {
                traits.entry(*kind).or_default().extend(values.iter().cloned());
            }
        }
        match severity {
            Some(severity) => Ok(Self { target, period, owner, severity, traits }),
            None => Err(SuppressError::Nothing { family: target.family, subject: target.subject }),
        }
    }

    /// Stable id: `D-` and 8 hexadecimal digits of target and first day.
    #[must_use]
    pub fn id(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        let (kind, id) = &self.target.subject;
        let (other_kind, other) = self.target.counterpart.clone().unwrap_or_default();
        for part in [&self.target.family, kind, id, &other_kind, &other, &self.period.from.to_string()] {
            hasher.update(&(part.len() as u64).to_le_bytes());
            hasher.update(part.as_bytes());
        }
        let digits: String = hasher.finalize().to_hex().chars().take(8).collect();
        format!("D-{digits}")
    }

    /// What is suppressed.
    #[must_use]
    pub fn target(&self) -> &Target {
        &self.target
    }

    /// When.
    #[must_use]
    pub fn period(&self) -> Period {
        self.period
    }

    /// Who answers for it.
    #[must_use]
    pub fn owner(&self) -> &Person {
        &self.owner
    }

    /// The highest severity among the signals that it was made for.
    #[must_use]
    pub fn severity(&self) -> u8 {
        self.severity
    }

    /// What it rests on.
    #[must_use]
    pub fn traits(&self) -> &Traits {
        &self.traits
    }

    /// The circumstances of the signal that the suppression does not know: each ends it.
    #[must_use]
    pub fn broken_by(&self, seen: &Seen) -> Vec<Trait> {
        let none = BTreeSet::new();
        let unknown =
            |(kind, values): &(&Trait, &BTreeSet<String>)| !values.is_subset(self.traits.get(kind).unwrap_or(&none));
        seen.traits.iter().filter(unknown).map(|(kind, _)| *kind).collect()
    }
}

/// A suppression in force: by one person below severity 4, by two from there.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Signed", into = "Signed")]
pub struct Suppressed(Signed);

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(untagged)]
enum Signed {
    Two(Agreed<Suppression>),
    One(Proposal<Suppression>),
}

impl Suppressed {
    /// Puts it into force by one person.
    ///
    /// # Errors
    /// [`SuppressError::TakesTwo`] from severity 4, [`SuppressError::NoReason`] without a reason.
    pub fn alone(proposal: Proposal<Suppression>) -> Result<Self, SuppressError> {
        Signed::One(proposal).try_into()
    }

    /// Puts it into force by two people.
    ///
    /// # Errors
    /// [`SuppressError::NoReason`] without a reason.
    pub fn agreed(agreed: Agreed<Suppression>) -> Result<Self, SuppressError> {
        Signed::Two(agreed).try_into()
    }

    /// What is suppressed.
    #[must_use]
    pub fn suppression(&self) -> &Suppression {
        match &self.0 {
            Signed::One(proposal) => &proposal.what,
            Signed::Two(agreed) => agreed.what(),
        }
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        match &self.0 {
            Signed::One(proposal) => &proposal.reason,
            Signed::Two(agreed) => agreed.reason(),
        }
    }

    /// The one or the two who did it.
    #[must_use]
    pub fn by(&self) -> Vec<&Person> {
        match &self.0 {
            Signed::One(proposal) => vec![&proposal.by],
            Signed::Two(agreed) => agreed.by().to_vec(),
        }
    }
}

impl TryFrom<Signed> for Suppressed {
    type Error = SuppressError;

    fn try_from(signed: Signed) -> Result<Self, SuppressError> {
        let suppressed = Self(signed);
        let Suppression { severity, target: Target { family, subject, .. }, .. } = suppressed.suppression();
        if suppressed.reason().trim().is_empty() {
            return Err(SuppressError::NoReason { family: family.clone(), subject: subject.clone() });
        }
        if *severity >= TAKES_TWO && suppressed.by().len() < 2 {
            return Err(SuppressError::TakesTwo { severity: *severity });
        }
        Ok(suppressed)
    }
}

impl From<Suppressed> for Signed {
    fn from(suppressed: Suppressed) -> Self {
        suppressed.0
    }
}
