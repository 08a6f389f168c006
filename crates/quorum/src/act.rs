//! From one person's proposal to what two have agreed.

use serde::{Deserialize, Serialize};

use crate::{Alone, Person, SamePerson};

/// What one person proposes. Not in force: nothing acts on it.
///
/// Written to a file, the fields of `what` stand beside `reason`, `by` and `at`, so `T` is a struct (or something else
/// that is written with named fields) whose fields are called something else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proposal<T> {
    /// What is proposed.
    #[serde(flatten)]
    pub what: T,
    /// Why.
    pub reason: String,
    /// Who proposes.
    pub by: Person,
    /// When, as the caller says.
    pub at: String,
}

/// What two people have agreed: in force.
///
/// It can only be made by [`Proposal::confirm`] as somebody else than the proposer, and what was agreed can not be changed
/// afterwards. In a file `by` and `at` are lists of two, the proposer first.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(try_from = "Written<T>", into = "Written<T>")]
#[serde(bound(serialize = "T: Clone + Serialize", deserialize = "T: Deserialize<'de>"))]
pub struct Agreed<T> {
    what: T,
    reason: String,
    by: [Person; 2],
    at: [String; 2],
}

/// The form in a file, not yet checked.
#[derive(Serialize, Deserialize)]
struct Written<T> {
    #[serde(flatten)]
    what: T,
    reason: String,
    by: [Person; 2],
    at: [String; 2],
}

impl<T> Proposal<T> {
    /// Puts the proposal into force as a second person, at a time that the caller passes in.
    ///
    /// # Errors
    /// [`Alone`], with the proposal, when the second person is the first.
    pub fn confirm(self, by: Person, at: &str) -> Result<Agreed<T>, Alone<T>> {
        if self.by == by {
            return Err(Alone { proposal: self, by });
        }
        let Self { what, reason, by: first, at: proposed_at } = self;
        Ok(Agreed { what, reason, by: [first, by], at: [proposed_at, at.to_owned()] })
    }
}

impl<T> Agreed<T> {
    /// What was agreed.
    #[must_use]
    pub fn what(&self) -> &T {
        &self.what
    }

    /// What was agreed, alone: the names are dropped, so keep the act itself where it must be shown later.
    #[must_use]
    pub fn into_what(self) -> T {
        self.what
    }

    /// The proposer, and the one who confirmed.
    #[must_use]
    pub fn by(&self) -> [&Person; 2] {
        self.by.each_ref()
    }

    /// Why.
    #[must_use]
    pub fn reason(&self) -> &str {
        &self.reason
    }

    /// When it was proposed, and when it was confirmed.
    #[must_use]
    pub fn at(&self) -> [&str; 2] {
        self.at.each_ref().map(String::as_str)
    }
}

impl<T> TryFrom<Written<T>> for Agreed<T> {
    type Error = SamePerson;

    fn try_from(written: Written<T>) -> Result<Self, SamePerson> {
        let Written { what, reason, by, at } = written;
        let [first, second] = &by;
        if first == second {
            return Err(SamePerson { person: first.clone() });
        }
        Ok(Self { what, reason, by, at })
    }
}

impl<T> From<Agreed<T>> for Written<T> {
    fn from(agreed: Agreed<T>) -> Self {
        let Agreed { what, reason, by, at } = agreed;
        Self { what, reason, by, at }
    }
}
