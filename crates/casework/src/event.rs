//! What can happen in a case.
//!
//! A case is what its events say, read in order ([`Case::fold`](crate::Case::fold)). An event is written once and never
//! changed: a correction is a new event. What an event is called is its version too: an event whose fields must change
//! gets a new name beside the old one, which is read for ever.

mod closing;
mod measure;
mod record;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use crate::{
    Routine,
    id::{AuthorityId, CaseId, PersonId, ProposalId},
};

pub use closing::{
    Awareness, Bond, Closing, Duration, Effect, EffectOn, Frequency, HelpType, Outcome, RecruitmentPath, Reopening,
    Typology,
};
pub use measure::{ClockStop, Decision, Declining, How, Lifting, Proposed, Task, TaskDone, TaskMove};
pub use record::{
    Custody, CustodyAdded, Disclosure, Document, Evidence, EvidenceKind, Fact, KeyGiven, Layer, Note, Provision, Rows,
    SecrecyMark, SignalLink, Telling,
};

/// The place of an event in its case, from 1. What an event makes (a note, a task, a decision) is known by it.
pub type Seq = u64;

/// An event with who, when and in which place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Stamped<E = Event> {
    /// Place in the case, from 1 without gaps.
    pub seq: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// Who did it; of an act by two, one of the two.
    pub by: PersonId,
    /// The role that the act was done in, as it is called in `access`.
    pub role: String,
    /// What happened.
    pub event: E,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The case was opened.
    Opened(Box<Opened>),
    /// The case follows another version of the routine from now on. By two.
    RoutineRenewed(Box<RoutineRenewed>),
    /// More is known of who or what the case is about. By two: it bars people.
    ConcernAdded(ConcernAdded),
    /// Somebody can not take part. By two.
    ConflictNoted(ConflictNoted),
    /// Somebody became a member, or got one more capacity. By two.
    MemberAdded(MemberAdded),
    /// Somebody is no longer a member. By two.
    MemberLeft(MemberLeft),
    /// A member steps down because of a conflict of interest.
    Recused(Recused),
    /// A member who had no keys when the case was opened got its key.
    KeyGiven(KeyGiven),
    /// Somebody leads the case.
    Taken(Taken),
    /// A fact became known.
    FactLearnt(Fact),
    /// A clock was stopped.
    ClockStopped(ClockStop),
    /// A note was written.
    NoteWritten(Note),
    /// Evidence was taken.
    EvidenceTaken(Box<Evidence>),
    /// Evidence changed hands or was looked at.
    CustodyAdded(CustodyAdded),
    /// A signal belongs to the case.
    SignalLinked(SignalLink),
    /// A measure was proposed; nothing is decided.
    MeasureProposed(Proposed),
    /// A measure was decided. By two.
    MeasureDecided(Box<Decision>),
    /// A measure was not chosen. By two.
    MeasureDeclined(Declining),
    /// A decision on a measure was ended before its time. By two.
    MeasureLifted(Lifting),
    /// A task was set.
    TaskSet(Task),
    /// A task was done.
    TaskDone(TaskDone),
    /// A task got another day or owner.
    TaskMoved(TaskMove),
    /// Something was marked as secret.
    SecrecyMarked(SecrecyMark),
    /// The case got its number in the diary.
    DiaryNumberSet(DiaryNumber),
    /// A document was made.
    DocumentMade(Document),
    /// Something was disclosed to another authority. By two.
    Disclosed(Disclosure),
    /// Somebody was told what a law says they must be told.
    Told(Telling),
    /// The case was closed. By two.
    Closed(Box<Closing>),
    /// The case was opened again. By two.
    Reopened(Reopening),
}

/// In which capacity somebody takes part in a case. A role is held in the municipality, a capacity in one case.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Capacity {
    /// Told of the suspicion: usually a manager.
    Reporter,
    /// HR.
    Hr,
    /// Leads the work: a security or safety coordinator.
    Coordinator,
    /// Handles it.
    Handler,
    /// Decides measures.
    DecisionMaker,
    /// Helps with one thing.
    Expert,
    /// Gives the case its number in the diary and marks secrecy: reads the register card, and nothing of the content.
    Registrar,
}

impl Event {
    /// The two people of an act by two.
    #[must_use]
    pub fn two(&self) -> Option<&Two> {
        match self {
            Self::RoutineRenewed(renewed) => Some(&renewed.two),
            Self::ConcernAdded(added) => Some(&added.two),
            Self::ConflictNoted(noted) => Some(&noted.two),
            Self::MemberAdded(added) => Some(&added.two),
            Self::MemberLeft(left) => Some(&left.two),
            Self::MeasureDecided(decision) => Some(&decision.two),
            Self::MeasureDeclined(declining) => Some(&declining.two),
            Self::MeasureLifted(lifting) => Some(&lifting.two),
            Self::Disclosed(disclosure) => Some(&disclosure.two),
            Self::Closed(closing) => Some(&closing.two),
            Self::Reopened(reopening) => Some(&reopening.two),
            _ => None,
        }
    }
}

impl Capacity {
    /// Every capacity.
    pub const ALL: [Self; 7] = [
        Self::Reporter,
        Self::Hr,
        Self::Coordinator,
        Self::Handler,
        Self::DecisionMaker,
        Self::Expert,
        Self::Registrar,
    ];

    /// The word for it in files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Reporter => "reporter",
            Self::Hr => "hr",
            Self::Coordinator => "coordinator",
            Self::Handler => "handler",
            Self::DecisionMaker => "decision_maker",
            Self::Expert => "expert",
            Self::Registrar => "registrar",
        }
    }

    /// The word for it in Swedish.
    #[must_use]
    pub const fn sv(self) -> &'static str {
        match self {
            Self::Reporter => "anmälare",
            Self::Hr => "HR",
            Self::Coordinator => "samordnare",
            Self::Handler => "handläggare",
            Self::DecisionMaker => "beslutsfattare",
            Self::Expert => "sakkunnig",
            Self::Registrar => "registrator",
        }
    }
}

/// The two people of an act, as the signed proposal and approval name them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Two {
    /// The proposal that was approved; its signatures are kept with it.
    pub proposal: ProposalId,
    /// Who proposed.
    pub proposer: Hand,
    /// Who approved.
    pub approver: Hand,
}

/// One of two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Hand {
    /// Who.
    pub person: PersonId,
    /// In which role.
    pub role: String,
}

/// The case was opened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Opened {
    /// The case.
    pub case: CaseId,
    /// Whose case.
    pub authority: AuthorityId,
    /// Title.
    pub title: String,
    /// Where it came from.
    pub origin: Origin,
    /// Who or what it is about; at least one.
    pub concerned: Vec<Concerned>,
    /// The first members, as [`conflict::route`](crate::conflict::route) found them; the opener is one as reporter, unless
    /// named here in another capacity.
    pub members: Vec<Membership>,
    /// Who can not take part, and why, as [`conflict::find`](crate::conflict::find) found.
    #[serde(default)]
    pub conflicted: Vec<Conflicted>,
    /// Members who have no keys yet, and so can not open the case until somebody gives them its key.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without_keys: Vec<PersonId>,
    /// The routine that the case follows, whole.
    pub routine: Routine,
}

/// Where a case came from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// A manager.
    Manager,
    /// Signals of the controls.
    Signals,
    /// A report.
    Report,
    /// A tip from the police.
    PoliceTip,
    /// Something else.
    Other,
}

/// Who or what a case is about.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Concerned {
    /// Kind.
    pub kind: ConcernedKind,
    /// The id in the register of its kind: number of employment or organisation, name of a unit.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name, as it is known.
    pub name: String,
    /// The account, when the person has one here.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub person: Option<PersonId>,
}

/// Kind of what a case is about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ConcernedKind {
    /// An employee.
    Employee,
    /// A consultant, or an employee of a supplier.
    Consultant,
    /// An elected official.
    Elected,
    /// Another person.
    Person,
    /// A company or an association.
    Organisation,
    /// A unit of the municipality.
    Unit,
    /// Not known yet.
    Unknown,
}

/// A capacity of a person.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Membership {
    /// Who.
    pub person: PersonId,
    /// In which capacity.
    pub capacity: Capacity,
}

/// Somebody who can not take part.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Conflicted {
    /// Who.
    pub person: PersonId,
    /// What they can not be.
    pub bars: Bars,
    /// Why, in Swedish.
    pub why: String,
}

/// What a conflict of interest keeps somebody from.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bars {
    /// Deciding, leading and handling; they may still report and be heard as a reporter.
    Deciding,
    /// Everything: they may not know of the case.
    Everything,
}

/// The case follows another version of the routine. By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoutineRenewed {
    /// The routine, whole.
    pub routine: Routine,
    /// Why.
    pub why: String,
    /// By whom.
    pub two: Two,
}

/// More is known of who or what the case is about. By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConcernAdded {
    /// Who or what.
    pub concerned: Concerned,
    /// By whom.
    pub two: Two,
}

/// Somebody can not take part. By two; a member loses all capacities that the conflict bars at once.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ConflictNoted {
    /// Who, and why.
    pub conflict: Conflicted,
    /// By whom.
    pub two: Two,
}

/// Somebody became a member. By two, of whom the one who approves may stand outside the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberAdded {
    /// Who, in which capacity.
    pub member: Membership,
    /// Why they are needed.
    pub why: String,
    /// Why a tie that they have declared to something of the same name is no conflict of interest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub tie_answered: Option<String>,
    /// By whom.
    pub two: Two,
}

/// Somebody is no longer a member. By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct MemberLeft {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub why: String,
    /// By whom.
    pub two: Two,
}

/// A member steps down because of a conflict of interest (FL 18 §), and can not come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recused {
    /// Why.
    pub why: String,
    /// Who should take over; they become a member by two, as everyone does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub successor: Option<PersonId>,
}

/// Somebody leads the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Taken {
    /// Who: a coordinator or handler of the case.
    pub leader: PersonId,
}

/// The case got its number in the diary. By the registrar, or by a handler as the registrar gave it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DiaryNumber {
    /// The number.
    pub number: String,
    /// The day it was registered.
    pub on: NaiveDate,
}
