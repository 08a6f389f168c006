//! The rules of handling a suspicion, an [`incident`], a whistleblower's [`report`], a [`recruitment`] and a [`declaration`] of
//! ties, and an [`extract`] that the law says is kept: who may do what, which clocks run, and what the routine says.
//! Apart from these stands [`training`]: what is required of whom, and where each person is in it.
//!
//! A case is the fold of its events ([`Case::fold`]): the same events give the same case, and nothing else does. What may
//! be done next is asked of the case ([`Case::may`]); an act that needs two people carries both. Which measures there are,
//! which clocks run and what the documents say stands in a [`Routine`], a document of the library, which the case carries
//! from the day it was opened.
//!
//! Nothing here reads a file, a clock or randomness, and nothing here is secret by itself: events are sealed and stored by
//! others.

mod case;
mod clock;
pub mod conflict;
pub mod declaration;
pub mod delegation;
mod error;
pub mod event;
pub mod extract;
pub mod hands;
pub mod id;
pub mod incident;
pub mod letter;
pub mod local;
pub mod recruitment;
pub mod report;
pub mod routine;
pub mod sheet;
pub mod training;

pub use case::{
    Case, DecisionItem, Entry, EvidenceItem, Item, MeasureState, MeasureStatus, NoteItem, RunningClock, State, TaskItem,
};
pub use clock::{ClockState, Deadline, Length};
pub use error::{CaseError, LetterError, NotDelegated, RoutineError};
pub use event::{
    Bars, Capacity, Closing, Concerned, Conflicted, Custody, Decision, Declining, Disclosure, Document, Event,
    Evidence, EvidenceKind, Fact, Hand, Layer, Lifting, Membership, Note, Opened, Origin, Outcome, Rows, SecrecyMark,
    Seq, SignalLink, Stamped, Task, Telling, Two, Typology,
};
pub use routine::{Routine, Text};
