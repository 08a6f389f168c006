//! Signals and their lives.

use std::{collections::BTreeMap, sync::Arc};

use chrono::NaiveDate;
use quorum::{Agreed, Person};
use signals::{
    Run,
    judge::Outcome,
    life::Life,
    precision::Prior,
    pseudonym::{Pseudonym, Reveal},
    suppress::Suppressed,
};

use super::DeskError;

/// The latest run of an authority (or of several that were read together), and the life of its signals.
#[derive(Debug, Clone)]
pub struct Book {
    /// The authority's folder name; several are joined by `+`.
    pub group: String,
    /// What the latest run of every control found, with the signals that are suppressed; its subjects in order.
    pub run: Arc<Run>,
    /// When the latest was made.
    pub made_at: String,
    /// All that happened to the signals.
    pub life: Arc<Life>,
    /// What is believed of each control before anybody judged its hits.
    pub priors: BTreeMap<String, Prior>,
}

/// Where signals are.
pub trait SignalDesk: Send + Sync {
    /// The groups that have been scanned, in order.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when the folder can not be read.
    fn groups(&self) -> Result<Vec<String>, DeskError>;

    /// A group's signals as they are now; the same value until something changes.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when the group was never scanned.
    fn book(&self, group: &str) -> Result<Arc<Book>, DeskError>;

    /// The pseudonym of an employee of the group's authority, by employee number: tells whether a signal is about a user.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when the authority's key can not be read.
    fn pseudonym(&self, group: &str, employee_no: &str) -> Result<Pseudonym, DeskError>;

    /// Says what a signal turned out to be.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when there is no such signal.
    fn judge(&self, group: &str, fingerprint: &str, judged: Judged) -> Result<(), DeskError>;

    /// Suppresses.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when the signals have changed since it was proposed.
    fn suppress(&self, group: &str, act: Suppressed, at: &str) -> Result<(), DeskError>;

    /// Ends a suppression before its day.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when there is no such suppression.
    fn lift(&self, group: &str, suppression: &str, by: &Person, at: &str) -> Result<(), DeskError>;

    /// Keeps the act of two people that lets a name be seen.
    ///
    /// # Errors
    /// [`DeskError::NotFound`] when nobody in the registers has the pseudonym.
    fn reveal(&self, group: &str, act: Agreed<Reveal>) -> Result<(), DeskError>;

    /// The names behind a pseudonym, when an act lets them be seen on the day. The showing is recorded.
    ///
    /// # Errors
    /// [`DeskError::Refused`] when no act lets them be seen.
    #[expect(clippy::too_many_arguments, reason = "whose name, in which group, and who sees it when, on which day")]
    fn names(
        &self,
        group: &str,
        pseudonym: &Pseudonym,
        by: &Person,
        at: &str,
        on: NaiveDate,
    ) -> Result<Vec<String>, DeskError>;
}

/// A judgement by a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Judged {
    /// What it was.
    pub outcome: Outcome,
    /// In the person's words; not empty.
    pub note: String,
    /// Who.
    pub by: Person,
    /// When.
    pub at: String,
}
