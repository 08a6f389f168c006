//! What passes between core and reporter after the report: sealed letters with a day and no hour.

use casework::{
    Seq,
    id::FileId,
    local,
    report::event::{Acknowledgement, Entry, Event},
};
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{FileAbout, VoicesError};

/// Where a letter to the reporter belongs: sealed with [`vault::intake::send`] to the reporter's key for this object.
#[must_use]
pub fn out_object(number: u64) -> String {
    format!("post/out/{number}")
}

/// Where a letter to the case belongs.
#[must_use]
pub fn in_object(number: u64) -> String {
    format!("post/in/{number}")
}

/// Where a file that came later belongs; those that came with the report are sealed for `file/<id>` with the key of the
/// case, these are sent to it for the same place.
#[must_use]
pub fn file_object(file: FileId) -> String {
    format!("file/{file}")
}

/// Where a file for the reporter belongs: sealed as a letter to the reporter is.
#[must_use]
pub fn answer_object(file: FileId) -> String {
    format!("file/out/{file}")
}

/// What the core tells the reporter.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "told", rename_all = "snake_case", deny_unknown_fields)]
pub enum Told {
    /// The report was acknowledged.
    Acknowledged {
        /// The day.
        on: NaiveDate,
        /// Whether an acknowledgement was sent: the months of the feedback count from it.
        sent: bool,
    },
    /// Recipients wrote.
    Message {
        /// The day.
        on: NaiveDate,
        /// What.
        text: String,
        /// Pictures that came with it, each sealed by itself for [`answer_object`].
        #[serde(default)]
        files: Vec<FileAbout>,
    },
    /// Feedback.
    Feedback {
        /// The day.
        on: NaiveDate,
        /// What.
        text: String,
    },
    /// The reporter is told before the identity goes on.
    IdentityNotice {
        /// The day.
        on: NaiveDate,
        /// To whom and why.
        text: String,
    },
    /// Minutes to check, correct and sign.
    Minutes {
        /// The day.
        on: NaiveDate,
        /// The event that is signed.
        version: Seq,
        /// The minutes.
        text: String,
    },
    /// Somebody, by role, did something with the report.
    Seen {
        /// The day.
        on: NaiveDate,
        /// In which role, in Swedish: `behörig mottagare`.
        role: String,
        /// What.
        act: Act,
        /// To whom it was handed; empty for the other acts.
        #[serde(default)]
        to: String,
    },
    /// The report was closed.
    Closed {
        /// The day.
        on: NaiveDate,
    },
}

/// What somebody did with a report, as its reporter sees it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// Opened it, told once a day for each who does.
    Opened,
    /// Handed it, or a part of it, to another authority or unit.
    Shared,
    /// Released the identity to the recipients.
    IdentityReleased,
    /// Took over as recipient.
    TookOver,
}

/// What the reporter says later, as it is sent to the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Said {
    /// The day.
    pub on: NaiveDate,
    /// How many letters to the reporter there were then, so that both keep the order.
    pub after: u64,
    /// What: a message, a correction or a signature of minutes, or that no acknowledgement is wanted. Goes into the case as
    /// an event of [`Author::Reporter`](casework::report::event::Author::Reporter).
    pub event: Event,
    /// The files of a message.
    #[serde(default)]
    pub files: Vec<FileAbout>,
}

impl Told {
    /// What the reporter is told of an event; none when it is not for them. The Swedish role is that of the person who
    /// acted.
    #[must_use]
    pub fn of(entry: &Entry, role: &str) -> Option<Self> {
        let on = local::day(entry.at);
        let seen = |act, to: &str| Self::Seen { on, role: role.to_owned(), act, to: to.to_owned() };
        match &entry.event {
            Event::Acknowledged(one) => Some(Self::Acknowledged { on: one.on, sent: one.how == Acknowledgement::Sent }),
            Event::MessageToReporter(message) => {
                Some(Self::Message { on, text: message.text.clone(), files: Vec::new() })
            }
            Event::FeedbackGiven(feedback) => Some(Self::Feedback { on: feedback.on, text: feedback.text.clone() }),
            Event::ReporterTold(message) => Some(Self::IdentityNotice { on, text: message.text.clone() }),
            Event::MinutesOffered(minutes) | Event::MinutesCorrected(minutes) => {
                Some(Self::Minutes { on, version: entry.seq, text: minutes.text.clone() })
            }
            Event::HandedOver(handed) => Some(seen(Act::Shared, &handed.to)),
            Event::IdentityReleased(_) => Some(seen(Act::IdentityReleased, "")),
            Event::Recused(_) | Event::RecipientLeft(_) => Some(seen(Act::TookOver, "")),
            Event::Closed(closed) => Some(Self::Closed { on: closed.on }),
            _ => None,
        }
    }

    /// The same with what is told of the files of a message.
    #[must_use]
    pub fn with_files(mut self, abouts: Vec<FileAbout>) -> Self {
        if let Self::Message { files, .. } = &mut self {
            *files = abouts;
        }
        self
    }

    /// The letter as it is sealed.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn text(&self) -> Result<Vec<u8>, VoicesError> {
        serde_json::to_vec(self).map_err(VoicesError::Write)
    }

    /// Its day.
    #[must_use]
    pub const fn on(&self) -> NaiveDate {
        match self {
            Self::Acknowledged { on, .. }
            | Self::Message { on, .. }
            | Self::Feedback { on, .. }
            | Self::IdentityNotice { on, .. }
            | Self::Minutes { on, .. }
            | Self::Seen { on, .. }
            | Self::Closed { on } => *on,
        }
    }
}
