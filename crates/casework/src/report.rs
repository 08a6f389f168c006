//! A whistleblower's report: the fold of its events, by the law (2021:890).
//!
//! It follows the pattern of [`Case`](crate::Case), and differs where the law does: the reporter writes in it without
//! being a person of the system, only those whom a decision names may receive it ([`recipients`]), the clocks stand in the
//! law and not in a routine ([`clock`]), and the identity of the reporter lies elsewhere and is never in an event.
//!
//! Who is in conflict or was left out by the reporter is known here only so that nobody lets them in: they are in no list,
//! no count and no message that this module gives out.

mod change;
pub mod clock;
mod error;
pub mod event;
pub mod recipients;
mod rules;
pub mod statistics;

use std::{
    collections::{BTreeMap, BTreeSet},
    fmt,
    ops::Deref,
};

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    Concerned, Seq,
    conflict::Known,
    id::{AuthorityId, CaseId, PersonId, ProposalId},
};
use event::{
    Acknowledged, Answer, Author, Closed, Disposed, Entry, Event, Feedback, FollowUp, Form, HandedOver,
    IdentityReleased, Matter, Message, Minutes,
};
use recipients::{Appointment, Roster};

pub use error::ReportError;

/// A report as it is now. Its [`State`] can be read and not written: only events change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Report(State);

/// What a report holds.
#[derive(Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// Its id.
    pub id: CaseId,
    /// Whose channel it came in by.
    pub authority: AuthorityId,
    /// The day it arrived, in Sweden.
    pub arrived: NaiveDate,
    /// What it is about.
    pub matter: Matter,
    /// How it was made.
    pub form: Form,
    /// What the reporter answered.
    pub answers: Vec<Answer>,
    /// Who or which unit it concerns.
    pub concerned: Vec<Concerned>,
    /// Whether a name lies apart with the custodians.
    pub named: bool,
    /// Place of the last event.
    pub seq: Seq,
    /// Who may read and act, with the decision that names them. Never empty until the report is disposed of.
    pub recipients: BTreeMap<PersonId, Appointment>,
    /// How it was acknowledged, or why not.
    pub acknowledged: Option<Acknowledged>,
    /// The first feedback.
    pub feedback: Option<Feedback>,
    /// What reporter and recipients have written to each other, feedback included, in order.
    pub dialogue: Vec<Line>,
    /// What was done to follow it up, in order.
    pub follow_up: Vec<(Seq, FollowUp)>,
    /// Minutes of an oral report: the version of now.
    pub minutes: Option<Version>,
    /// The event that took personal data out of another, by that other.
    pub redacted: BTreeMap<Seq, Seq>,
    /// When the reporter was told that the identity would be disclosed.
    pub told: BTreeSet<Seq>,
    /// What was handed to other authorities.
    pub handed_over: Vec<(Seq, HandedOver)>,
    /// How the identity was released to the recipients.
    pub identity_released: Option<IdentityReleased>,
    /// How it was closed.
    pub closed: Option<Closed>,
    /// How it was disposed of.
    pub disposed: Option<Disposed>,
    barred: BTreeSet<PersonId>,
    carried_out: BTreeSet<ProposalId>,
}

/// A line of the dialogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Line {
    /// The event.
    pub seq: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// Whether the reporter wrote it.
    pub from_reporter: bool,
    /// What.
    pub message: Message,
}

/// Minutes of an oral report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Version {
    /// The event that wrote this version.
    pub seq: Seq,
    /// The minutes.
    pub minutes: Minutes,
    /// Whether the reporter wrote this version, as a correction.
    pub corrected: bool,
    /// When the reporter signed it.
    pub signed: Option<DateTime<Utc>>,
}

/// Without those who may not know of the report: a list by accident is a list.
impl fmt::Debug for State {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Report {} of {}, event {}", self.id, self.authority, self.seq)
    }
}

impl Deref for Report {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl Report {
    /// The report that events make, the first of which receives it.
    ///
    /// # Errors
    /// [`ReportError`] with the first event that can not be.
    pub fn fold(events: &[Entry]) -> Result<Self, ReportError> {
        let (first, rest) = events.split_first().ok_or(ReportError::NotReceived)?;
        let mut report = Self::receive(first)?;
        for event in rest {
            report.apply(event)?;
        }
        Ok(report)
    }

    /// The report that its first event makes.
    ///
    /// # Errors
    /// [`ReportError::NotReceived`] when it receives nothing, else what is wrong with it.
    pub fn receive(first: &Entry) -> Result<Self, ReportError> {
        let Event::Received(received) = &first.event else { return Err(ReportError::NotReceived) };
        if first.seq != 1 {
            return Err(ReportError::Sequence { expected: 1, found: first.seq });
        }
        rules::may_receive(received, &first.by)?;
        Ok(Self(change::received(first, received)))
    }

    /// Adds the next event. When it can not be, the report is as before.
    ///
    /// # Errors
    /// [`ReportError`] with what is wrong and what to do.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), ReportError> {
        let expected = self.seq.saturating_add(1);
        if entry.seq != expected {
            return Err(ReportError::Sequence { expected, found: entry.seq });
        }
        self.not_ahead(entry)?;
        self.may(&entry.event, &entry.by)?;
        self.0.change(entry);
        Ok(())
    }

    /// Whether somebody may add an event now: the rules, without the event being added.
    ///
    /// # Errors
    /// [`ReportError`] with what is wrong and what to do.
    pub fn may(&self, event: &Event, by: &Author) -> Result<(), ReportError> {
        self.0.may(event, by)
    }

    /// Who is told that something happened in the report: its recipients and nobody else.
    #[must_use]
    pub fn notified(&self) -> BTreeSet<PersonId> {
        self.recipients.keys().copied().collect()
    }

    /// Who can take over from a recipient who leaves or steps down, as [`recipients::route`] finds them: those who are
    /// not in the report yet, and routed above when nobody is left.
    #[must_use]
    pub fn successors(&self, roster: &Roster, known: &Known, day: NaiveDate) -> Vec<Appointment> {
        let conflicted = recipients::conflicted(roster, known, &self.concerned);
        recipients::first_level(roster, &self.authority, day, |person| {
            self.barred.contains(&person) || conflicted.contains(&person) || self.recipients.contains_key(&person)
        })
    }

    /// What is left before the report can be closed, in Swedish. Empty when nothing is.
    #[must_use]
    pub fn unfinished(&self) -> Vec<&'static str> {
        self.0.unfinished()
    }
}
