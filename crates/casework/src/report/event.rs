//! What can happen in a report.
//!
//! As in a case, an event is written once, and one whose fields must change gets a new name beside the old. One thing is
//! taken out of it, since the law says so: personal data that is clearly irrelevant ([`Event::redact`]).

mod act;

use std::collections::BTreeSet;

use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

use super::recipients::Appointment;
use crate::{
    Concerned, Hand, Seq, Two,
    id::{AuthorityId, CaseId, FileId, PersonId},
};

pub use act::{
    Acknowledged, Acknowledgement, Archive, Closed, Disposed, Feedback, FollowUp, HandedOver, Identity,
    IdentityReleased, Leaving, Message, Minutes, Outcome, RecipientLeft, Recused, Removal, Signing,
};

/// What stands in the place of what was taken out.
pub const REDACTED: &str = "[borttaget: personuppgift utan betydelse]";

/// An event with who and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Place in the report, from 1 without gaps.
    pub seq: Seq,
    /// When.
    pub at: DateTime<Utc>,
    /// Who.
    pub by: Author,
    /// What happened.
    pub event: Event,
}

/// Who wrote an event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Author {
    /// The reporter, of whom nothing is known here but that they have the receipt.
    Reporter,
    /// Somebody with an account, in a role.
    Person(Hand),
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// The report came in.
    Received(Box<Received>),
    /// The reporter got an acknowledgement, or there is a reason why not.
    Acknowledged(Acknowledged),
    /// Recipients wrote to the reporter.
    MessageToReporter(Message),
    /// The reporter wrote.
    MessageFromReporter(Message),
    /// The reporter got feedback: what was done or will be, and why.
    FeedbackGiven(Feedback),
    /// Something was done to follow the report up.
    FollowUpNoted(FollowUp),
    /// Personal data that is clearly irrelevant was taken out of an event.
    IrrelevantRemoved(Removal),
    /// Minutes of an oral report were offered to the reporter.
    MinutesOffered(Minutes),
    /// The reporter corrected them.
    MinutesCorrected(Minutes),
    /// The reporter signed them.
    MinutesSigned(Signing),
    /// The reporter was told that the identity will be disclosed, and why.
    ReporterTold(Message),
    /// Something was handed to another authority. By two.
    HandedOver(Box<HandedOver>),
    /// A recipient steps down because of a conflict of interest; a successor is in at once.
    Recused(Box<Recused>),
    /// A recipient left, and handed over. By two.
    RecipientLeft(Box<RecipientLeft>),
    /// A custodian and another released the identity to the recipients.
    IdentityReleased(IdentityReleased),
    /// The report was closed. By two.
    Closed(Closed),
    /// The report was disposed of. By two.
    Disposed(Disposed),
}

/// The report came in.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Received {
    /// The report.
    pub report: CaseId,
    /// Whose channel it came in by: several municipalities and companies may share one installation, never a report.
    pub authority: AuthorityId,
    /// The day it arrived, in Sweden.
    pub arrived: NaiveDate,
    /// What it is about.
    pub matter: Matter,
    /// How it was made.
    pub form: Form,
    /// What the reporter answered; at least one.
    pub answers: Vec<Answer>,
    /// Sealed files.
    #[serde(default)]
    pub files: Vec<FileId>,
    /// Who or which unit it concerns.
    #[serde(default)]
    pub concerned: Vec<Concerned>,
    /// Whether a name lies apart with the custodians.
    pub named: bool,
    /// Those that [`route`](super::recipients::route) found.
    pub recipients: Vec<Appointment>,
    /// Those who are in conflict, or whom the reporter left out: nobody may let them in.
    #[serde(default)]
    pub left_out: BTreeSet<PersonId>,
}

/// What a report is about, for the figures of the board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Matter {
    /// Bribes and other corruption.
    Corruption,
    /// Ties to criminal networks.
    Enabling,
    /// Conflict of interest and favouring.
    Favouring,
    /// Procurement and suppliers.
    Procurement,
    /// Benefits, grants and payments.
    Payments,
    /// Access to or spreading of information.
    Information,
    /// Harm to life, health, safety or the environment.
    Harm,
    /// Something else.
    Other,
}

impl Matter {
    /// Every matter.
    pub const ALL: [Self; 8] = [
        Self::Corruption,
        Self::Enabling,
        Self::Favouring,
        Self::Procurement,
        Self::Payments,
        Self::Information,
        Self::Harm,
        Self::Other,
    ];

    /// The words for it in Swedish.
    #[must_use]
    pub const fn sv(self) -> &'static str {
        match self {
            Self::Corruption => "Mutor och annan korruption",
            Self::Enabling => "Band till kriminella nätverk",
            Self::Favouring => "Jäv och gynnande",
            Self::Procurement => "Upphandling och leverantörer",
            Self::Payments => "Bidrag, ersättningar och utbetalningar",
            Self::Information => "Uppgifter som läses eller sprids",
            Self::Harm => "Fara för liv, hälsa, säkerhet eller miljö",
            Self::Other => "Annat",
        }
    }
}

/// How a report was made (5:8 p. 1), and how an oral one was kept (8 kap.).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// In writing.
    Written,
    /// By telephone or another voice message.
    Oral(Kept),
    /// At a meeting that the reporter asked for.
    Meeting(Kept),
}

/// How what was said is kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Kept {
    /// As a recording that the reporter consented to.
    RecordedWithConsent,
    /// As a recording without consent, which may not be.
    RecordedWithout,
    /// As minutes.
    Minutes,
}

/// An answer to a question of the form.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The id of the question.
    pub question: String,
    /// The answer.
    pub text: String,
}

impl Event {
    /// The two people of an act by two.
    #[must_use]
    pub fn two(&self) -> Option<&Two> {
        match self {
            Self::HandedOver(handed) => Some(&handed.two),
            Self::RecipientLeft(left) => Some(&left.two),
            Self::IdentityReleased(released) => Some(&released.two),
            Self::Closed(closed) => Some(&closed.two),
            Self::Disposed(disposed) => Some(&disposed.two),
            _ => None,
        }
    }

    /// The event with [`REDACTED`] wherever `passage` stood in what people wrote; none when it stands nowhere. The store
    /// puts it in the place of the old, and the old is gone with the backups that hold it.
    #[must_use]
    pub fn redact(&self, passage: &str) -> Option<Self> {
        let mut event = self.clone();
        let mut found = false;
        for text in event.texts().into_iter().filter(|text| !passage.is_empty() && text.contains(passage)) {
            *text = text.replace(passage, REDACTED);
            found = true;
        }
        found.then_some(event)
    }

    /// What people wrote in it.
    fn texts(&mut self) -> Vec<&mut String> {
        match self {
            Self::Received(received) => received.answers.iter_mut().map(|answer| &mut answer.text).collect(),
            Self::MessageToReporter(message) | Self::MessageFromReporter(message) | Self::ReporterTold(message) => {
                vec![&mut message.text]
            }
            Self::FeedbackGiven(feedback) => vec![&mut feedback.text],
            Self::FollowUpNoted(follow_up) => vec![&mut follow_up.text],
            Self::MinutesOffered(minutes) | Self::MinutesCorrected(minutes) => vec![&mut minutes.text],
            Self::HandedOver(handed) => handed.items.iter_mut().chain([&mut handed.need]).collect(),
            _ => Vec::new(),
        }
    }
}
