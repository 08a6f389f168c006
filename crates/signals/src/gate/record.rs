//! A decision as it is recorded: proposed by one, confirmed by another where the law or the house wants two, and perhaps
//! revoked before its last day.

use quorum::{Agreed, Person, Proposal};
use serde::{Deserialize, Serialize};

use super::{Decision, DecisionsError};

/// A recorded decision. Whether it is in force is asked of the record and can not be set on it.
///
/// In a file it is one table: the fields of the [`Decision`], then `reason`, `by` and `at`, where `by` and `at` are one name
/// and one time, or lists of two when a second person has confirmed; and a table `revoked` once it is.
///
/// ```
/// let record: signals::gate::Record = toml::from_str(r#"
/// id             = "2026-01"
/// case_number    = "KS 2026/123"
/// controls       = ["SP-*", "conflict-of-interest"]
/// authorities    = ["kommunstyrelsen"]
/// registers      = ["*"]
/// personal_data  = ["indirect", "staff"]
/// purpose        = "internal-control"
/// grounds        = ["KL (2017:725) 6:6", "LOA (1994:260) 7-7 c §§"]
/// decided_by     = "Kommundirektören"
/// delegation     = "3.14"
/// from           = 2026-01-01
/// to             = 2026-12-31
/// staff_informed_on = 2025-12-10
/// dpia           = "KS 2025/900"
/// reason         = "internkontrollplanen 2026"
/// by             = ["Anna Ek", "Bo Lind"]
/// at             = ["2025-12-20", "2025-12-21"]
/// "#)?;
/// assert!(record.in_force().is_some());
/// # Ok::<(), toml::de::Error>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Read", into = "Written")]
pub struct Record {
    made: State,
    revoked: Option<Revocation>,
}

/// The end of a decision before its last day. What it covered is not covered from then on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Revocation {
    /// By whom.
    pub by: Person,
    /// When.
    pub at: String,
    /// Why.
    pub reason: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum State {
    One(Proposal<Decision>),
    Two(Agreed<Decision>),
}

/// A decision that is in force: confirmed by a second person, or of a kind that one person may record.
///
/// It can only be had from [`Record::in_force`], and a warrant can only be granted on it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InForce<'a>(&'a Decision);

impl InForce<'_> {
    /// The decision.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        self.0
    }
}

impl Record {
    /// Records a decision that one person brings. It is in force at once only if it does not take two.
    ///
    /// # Errors
    /// [`DecisionsError::Incomplete`] with what it does not say.
    pub fn propose(proposal: Proposal<Decision>) -> Result<Self, DecisionsError> {
        let gaps = proposal.what.gaps();
        if gaps.is_empty() {
            return Ok(Self { made: State::One(proposal), revoked: None });
        }
        Err(DecisionsError::Incomplete { id: proposal.what.id, gaps })
    }

    /// Confirms it as a second person.
    ///
    /// # Errors
    /// [`DecisionsError::Alone`] when that is the person who brought it, [`DecisionsError::Confirmed`] when it is
    /// confirmed already, [`DecisionsError::Revoked`] when it is revoked.
    pub fn confirm(&self, by: Person, at: &str) -> Result<Self, DecisionsError> {
        self.not_revoked()?;
        match &self.made {
            State::One(proposal) => {
                let agreed = proposal.clone().confirm(by, at);
                let made = agreed.map(State::Two).map_err(|alone| DecisionsError::Alone(Box::new(alone)))?;
                Ok(Self { made, revoked: None })
            }
            State::Two(agreed) => Err(DecisionsError::Confirmed { id: agreed.what().id.clone() }),
        }
    }

    /// Revokes it. That takes one person: to stop is always quick.
    ///
    /// # Errors
    /// [`DecisionsError::Revoked`] when it is revoked already.
    pub fn revoke(&self, revoked: Revocation) -> Result<Self, DecisionsError> {
        self.not_revoked()?;
        Ok(Self { made: self.made.clone(), revoked: Some(revoked) })
    }

    fn not_revoked(&self) -> Result<(), DecisionsError> {
        match self.revoked {
            Some(_) => Err(DecisionsError::Revoked { id: self.decision().id.clone() }),
            None => Ok(()),
        }
    }

    /// By whom, when and why it was revoked; none when it was not.
    #[must_use]
    pub fn revoked(&self) -> Option<&Revocation> {
        self.revoked.as_ref()
    }

    /// The decision, in force or not.
    #[must_use]
    pub fn decision(&self) -> &Decision {
        match &self.made {
            State::One(proposal) => &proposal.what,
            State::Two(agreed) => agreed.what(),
        }
    }

    /// The decision if it binds: confirmed, or of a kind that takes one person only, and not revoked.
    #[must_use]
    pub fn in_force(&self) -> Option<InForce<'_>> {
        if self.revoked.is_some() {
            return None;
        }
        match &self.made {
            State::One(proposal) if proposal.what.takes_two() => None,
            State::One(proposal) => Some(InForce(&proposal.what)),
            State::Two(agreed) => Some(InForce(agreed.what())),
        }
    }

    /// Who recorded it, and who confirmed it.
    #[must_use]
    pub fn by(&self) -> Vec<&Person> {
        match &self.made {
            State::One(proposal) => vec![&proposal.by],
            State::Two(agreed) => agreed.by().to_vec(),
        }
    }

    /// When it was recorded, and when it was confirmed.
    #[must_use]
    pub fn at(&self) -> Vec<&str> {
        match &self.made {
            State::One(proposal) => vec![&proposal.at],
            State::Two(agreed) => agreed.at().to_vec(),
        }
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        match &self.made {
            State::One(proposal) => &proposal.reason,
            State::Two(agreed) => agreed.reason(),
        }
    }
}

/// The form in which it is written.
#[derive(Serialize)]
struct Written {
    #[serde(flatten)]
    decision: Decision,
    reason: String,
    by: OneOrTwo<Person>,
    at: OneOrTwo<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    revoked: Option<Revocation>,
}

/// The form in which it is read. Flattening would let a misspelt field pass, so what is not the record's own is
/// gathered first and then read as a decision, which knows its fields.
#[derive(Deserialize)]
struct Read {
    reason: String,
    by: OneOrTwo<Person>,
    at: OneOrTwo<String>,
    #[serde(default)]
    revoked: Option<Revocation>,
    #[serde(flatten)]
    rest: serde_json::Map<String, serde_json::Value>,
}

#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum OneOrTwo<T> {
    One(T),
    Two([T; 2]),
}

/// A file that is no record.
#[derive(Debug, thiserror::Error)]
enum Unreadable {
    #[error("beslutet går inte att läsa: {0}")]
    Decision(#[from] serde_json::Error),
    #[error("`by` och `at` ska vara en person och en tid, eller två av vardera")]
    Uneven,
    #[error(transparent)]
    Alone(Box<quorum::Alone<Decision>>),
}

impl TryFrom<Read> for Record {
    type Error = Unreadable;

    fn try_from(read: Read) -> Result<Self, Unreadable> {
        let what: Decision = serde_json::from_value(read.rest.into())?;
        let (reason, revoked) = (read.reason, read.revoked);
        match (read.by, read.at) {
            (OneOrTwo::One(by), OneOrTwo::One(at)) => {
                Ok(Self { made: State::One(Proposal { what, reason, by, at }), revoked })
            }
            (OneOrTwo::Two([by, second]), OneOrTwo::Two([at, confirmed_at])) => {
                let agreed = Proposal { what, reason, by, at }.confirm(second, &confirmed_at);
                let made = agreed.map(State::Two).map_err(|alone| Unreadable::Alone(Box::new(alone)))?;
                Ok(Self { made, revoked })
            }
            _ => Err(Unreadable::Uneven),
        }
    }
}

impl From<Record> for Written {
    fn from(Record { made, revoked }: Record) -> Self {
        match made {
            State::One(Proposal { what, reason, by, at }) => {
                Self { decision: what, reason, by: OneOrTwo::One(by), at: OneOrTwo::One(at), revoked }
            }
            State::Two(agreed) => Self {
                reason: agreed.reason().to_owned(),
                by: OneOrTwo::Two(agreed.by().map(Clone::clone)),
                at: OneOrTwo::Two(agreed.at().map(str::to_owned)),
                decision: agreed.into_what(),
                revoked,
            },
        }
    }
}
