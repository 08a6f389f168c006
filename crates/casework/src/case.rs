//! A case: the fold of its events.

mod change;
mod rules;
mod timeline;

use std::{
    collections::{BTreeMap, BTreeSet},
    ops::Deref,
};

use chrono::{DateTime, NaiveDate, Utc};

use crate::{
    CaseError, Closing, Conflicted, Custody, Decision, Declining, Disclosure, Document, Event, Evidence, Fact, Hand,
    Layer, Lifting, SecrecyMark, Seq, SignalLink, Stamped, Task, Telling, Two,
    event::{Capacity, ClockStop, Concerned, DiaryNumber, Origin},
    id::{AuthorityId, CaseId, PersonId, ProposalId},
    routine::Routine,
};

pub use timeline::Entry;

/// A case as it is now.
///
/// Its [`State`] can be read and not written: only events change it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case(State);

/// What a case holds.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub struct State {
    /// Its id.
    pub id: CaseId,
    /// Whose case.
    pub authority: AuthorityId,
    /// Title.
    pub title: String,
    /// Where it came from.
    pub origin: Origin,
    /// The routine that it follows.
    pub routine: Routine,
    /// When it was opened.
    pub opened_at: DateTime<Utc>,
    /// By whom.
    pub opened_by: PersonId,
    /// Place of the last event.
    pub seq: Seq,
    /// Who or what it is about.
    pub concerned: Vec<Concerned>,
    /// Members and their capacities; none is without.
    pub members: BTreeMap<PersonId, BTreeSet<Capacity>>,
    /// Who can not take part, and why.
    pub conflicted: BTreeMap<PersonId, Conflicted>,
    /// Members who had no keys when the case was opened and have not got its key since.
    pub without_keys: BTreeSet<PersonId>,
    /// Who leads.
    pub leader: Option<PersonId>,
    /// Who was named to take over from somebody who stepped down, and is no member yet.
    pub successors: BTreeSet<PersonId>,
    /// Facts, in order.
    pub facts: Vec<Item<Fact>>,
    /// Every clock that was started.
    pub clocks: Vec<RunningClock>,
    /// Evidence.
    pub evidence: Vec<EvidenceItem>,
    /// Signals.
    pub signals: BTreeSet<SignalLink>,
    /// Every measure of the routine, by id.
    pub measures: BTreeMap<String, MeasureState>,
    /// Tasks.
    pub tasks: Vec<TaskItem>,
    /// Secrecy marks.
    pub marks: Vec<Item<SecrecyMark>>,
    /// The number in the diary.
    pub diary_number: Option<DiaryNumber>,
    /// Documents.
    pub documents: Vec<Item<Document>>,
    /// What was disclosed.
    pub disclosures: Vec<Item<Disclosure>>,
    /// Who was told what.
    pub told: Vec<Item<Telling>>,
    /// How it was closed; none while it is open.
    pub closed: Option<Item<Closing>>,
    carried_out: BTreeSet<ProposalId>,
    notes: Vec<NoteItem>,
    entries: Vec<timeline::Logged>,
}

/// Something of the case, with who, when and in which place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item<T> {
    /// The event that made it.
    pub seq: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: PersonId,
    /// In which role.
    pub role: String,
    /// What.
    pub what: T,
}

/// A note, readable by some.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NoteItem {
    /// The event that made it.
    pub seq: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// Who wrote it.
    pub by: PersonId,
    /// Who reads it.
    pub layer: Layer,
    /// The note.
    pub text: String,
    /// The note that this one corrects.
    pub corrects: Option<Seq>,
    /// The note that corrects this one.
    pub corrected_by: Option<Seq>,
}

/// A clock that was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RunningClock {
    /// The clock of the routine.
    pub clock: String,
    /// The event that started it.
    pub started_by: Seq,
    /// The day it is counted from.
    pub from: NaiveDate,
    /// What started it, in Swedish.
    pub because: String,
    /// How it was stopped.
    pub stopped: Option<ClockStop>,
}

/// A piece of evidence.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EvidenceItem {
    /// What was taken, by whom.
    pub taken: Item<Evidence>,
    /// The chain of custody, in order.
    pub custody: Vec<Custody>,
}

/// A task.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskItem {
    /// The event that set it.
    pub seq: Seq,
    /// The task with its owner and day of now.
    pub task: Task,
    /// What came of it, and the event that says so.
    pub done: Option<(Seq, String)>,
}

/// A measure of the case.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct MeasureState {
    /// Decisions, in order.
    pub decisions: Vec<DecisionItem>,
    /// »Not chosen because«, in order.
    pub declined: Vec<Item<Declining>>,
}

/// A decision on a measure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DecisionItem {
    /// What was decided.
    pub decided: Item<Decision>,
    /// How it was ended before its time.
    pub lifted: Option<Lifting>,
}

/// How a measure stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum MeasureStatus {
    /// Nobody has decided anything.
    Open,
    /// Two have decided it.
    Decided,
    /// Two have decided not to choose it.
    Declined,
}

impl MeasureState {
    /// How it stands; a decision counts for more than an earlier or later no.
    #[must_use]
    pub fn status(&self) -> MeasureStatus {
        if !self.decisions.is_empty() {
            MeasureStatus::Decided
        } else if self.declined.is_empty() {
            MeasureStatus::Open
        } else {
            MeasureStatus::Declined
        }
    }
}

impl Deref for Case {
    type Target = State;

    fn deref(&self) -> &State {
        &self.0
    }
}

impl Case {
    /// The case that events make, the first of which opens it.
    ///
    /// # Errors
    /// [`CaseError`] with the first event that can not be.
    pub fn fold(events: &[Stamped<Event>]) -> Result<Self, CaseError> {
        let (first, rest) = events.split_first().ok_or(CaseError::NotOpened)?;
        let mut case = Self::open(first)?;
        for event in rest {
            case.apply(event)?;
        }
        Ok(case)
    }

    /// The case that its first event makes.
    ///
    /// # Errors
    /// [`CaseError::NotOpened`] when it opens nothing, else what is wrong with the opening.
    pub fn open(first: &Stamped<Event>) -> Result<Self, CaseError> {
        let Event::Opened(opened) = &first.event else { return Err(CaseError::NotOpened) };
        if first.seq != 1 {
            return Err(CaseError::Sequence { expected: 1, found: first.seq });
        }
        rules::may_open(opened, first.by)?;
        Ok(Self(change::opened(first, opened)))
    }

    /// Adds the next event. When it can not be, the case is as before.
    ///
    /// # Errors
    /// [`CaseError`] with what is wrong and what to do.
    pub fn apply(&mut self, event: &Stamped<Event>) -> Result<(), CaseError> {
        let expected = self.seq.saturating_add(1);
        if event.seq != expected {
            return Err(CaseError::Sequence { expected, found: event.seq });
        }
        rules::not_ahead(event)?;
        self.may(&event.event, event.by)?;
        self.0.change(event);
        Ok(())
    }

    /// Whether somebody may add an event now: the rules, without the event being added.
    ///
    /// # Errors
    /// [`CaseError`] with what is wrong and what to do.
    pub fn may(&self, event: &Event, by: PersonId) -> Result<(), CaseError> {
        self.0.may(event, by)
    }

    /// The notes that a person reads, in order: none for those who are no members.
    #[must_use]
    pub fn notes_for(&self, person: PersonId) -> Vec<&NoteItem> {
        self.notes.iter().filter(|note| self.reads(person, note.layer, note.by)).collect()
    }

    /// A decision by its event.
    #[must_use]
    pub fn decision(&self, seq: Seq) -> Option<&DecisionItem> {
        self.measures.values().flat_map(|measure| &measure.decisions).find(|decision| decision.decided.seq == seq)
    }

    /// What is left before the case can be closed, in Swedish: measures that nobody decided or declined, clocks that
    /// nobody stopped, tasks that nobody did. Empty when nothing is.
    #[must_use]
    pub fn unfinished(&self) -> Vec<String> {
        self.0.unfinished()
    }
}

impl State {
    /// Whether somebody is a member in one of these capacities.
    #[must_use]
    pub fn is(&self, person: PersonId, capacities: &[Capacity]) -> bool {
        self.members.get(&person).is_some_and(|held| capacities.iter().any(|capacity| held.contains(capacity)))
    }

    /// Whether somebody reads a layer of notes, of which one was written by `author`.
    fn reads(&self, person: PersonId, layer: Layer, author: PersonId) -> bool {
        match layer {
            Layer::All => self.members.contains_key(&person),
            Layer::Handlers => self.is(person, &rules::HANDLING),
            Layer::Me => person == author && self.members.contains_key(&person),
        }
    }
}

impl Two {
    /// Both hands, the proposer first.
    #[must_use]
    pub fn hands(&self) -> [&Hand; 2] {
        [&self.proposer, &self.approver]
    }
}
