//! How a suppression stands: in force, ended by its day, by a person, or by a changed circumstance.

use chrono::NaiveDate;
use quorum::Person;
use serde::{Deserialize, Serialize};

use super::{Suppressed, TAKES_TWO};
use crate::life::{Seen, Trait};

/// A suppression in the life of signals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    suppressed: Suppressed,
    ended: Option<Status>,
}

/// How it stands.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "status")]
pub enum Status {
    /// Its first day has not come.
    NotYet,
    /// It holds.
    Holds,
    /// Its last day has passed.
    Over,
    /// Somebody ended it.
    Lifted {
        /// Who.
        by: Person,
        /// When.
        at: String,
    },
    /// A signal came whose account, board, address, amount band or unit it does not know.
    Rearmed {
        /// When the run was made.
        at: String,
        /// The signal.
        fingerprint: String,
        /// What it does not know.
        what: Vec<Trait>,
    },
}

impl Standing {
    pub(crate) fn new(suppressed: Suppressed) -> Self {
        Self { suppressed, ended: None }
    }

    /// What is suppressed, by whom and why.
    #[must_use]
    pub fn suppressed(&self) -> &Suppressed {
        &self.suppressed
    }

    /// How it stands on the day.
    #[must_use]
    pub fn status(&self, on: NaiveDate) -> Status {
        let period = self.suppressed.suppression().period();
        match &self.ended {
            Some(ended) => ended.clone(),
            None if on < period.from() => Status::NotYet,
            None if on > period.to() => Status::Over,
            None => Status::Holds,
        }
    }

    /// Whether it keeps the signal out of the work list on the day.
    #[must_use]
    pub fn hides(&self, seen: &Seen, on: NaiveDate) -> bool {
        self.ended.is_none() && self.reaches(seen) && self.status(on) == Status::Holds
    }

    /// Whether the signal is of the kind that it hides. One person's suppression never reaches a grave signal, also when
    /// the control became graver later.
    fn reaches(&self, seen: &Seen) -> bool {
        let suppression = self.suppressed.suppression();
        suppression.target().fits(seen) && (seen.severity < TAKES_TWO || self.suppressed.by().len() == 2)
    }

    pub(crate) fn lift(&mut self, by: &Person, at: &str) {
        if self.ended.is_none() {
            self.ended = Some(Status::Lifted { by: by.clone(), at: at.to_owned() });
        }
    }

    /// Meets a signal that is new or changed, and ends when it brings a circumstance that it does not know.
    pub(crate) fn meet(&mut self, seen: &Seen, at: &str) {
        let suppression = self.suppressed.suppression();
        let over = crate::life::day(at).is_some_and(|day| day > suppression.period().to());
        if self.ended.is_some() || over || !suppression.target().fits(seen) {
            return;
        }
        let what = suppression.broken_by(seen);
        if !what.is_empty() {
            self.ended = Some(Status::Rearmed { at: at.to_owned(), fingerprint: seen.fingerprint.clone(), what });
        }
    }
}
