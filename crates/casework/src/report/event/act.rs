//! What is done in a report that was received.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Seq, Two,
    id::{FileId, PersonId},
    report::recipients::Appointment,
};

/// The reporter got an acknowledgement, or there is a reason why not.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Acknowledged {
    /// How.
    pub how: Acknowledgement,
    /// The day.
    pub on: NaiveDate,
}

/// How a report is acknowledged (5:8 p. 2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Acknowledgement {
    /// The reporter was told that it has arrived.
    Sent,
    /// The reporter has said no to it.
    Waived,
    /// There is reason to believe that it would reveal the identity.
    WouldReveal {
        /// The reason.
        why: String,
    },
}

/// A message.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Message {
    /// The message.
    pub text: String,
    /// Sealed files.
    #[serde(default)]
    pub files: Vec<FileId>,
}

/// Feedback (5:8 p. 3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Feedback {
    /// What was done or will be, and why.
    pub text: String,
    /// The day.
    pub on: NaiveDate,
}

/// Something was done to follow a report up.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FollowUp {
    /// What.
    pub text: String,
    /// The day.
    pub on: NaiveDate,
}

/// Personal data was taken out (7:7). What it was does not stand here.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Removal {
    /// The event that held it, which the store replaces by its [redacted](super::Event::redact) form.
    pub of: Seq,
    /// What kind of data it was: `hälsa hos en utomstående`.
    pub kind: String,
    /// Why it is of no importance.
    pub why: String,
}

/// Minutes of what was said (8:2).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Minutes {
    /// The minutes, whole.
    pub text: String,
}

/// The reporter signed minutes (8:3).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Signing {
    /// The event with the version that is signed.
    pub version: Seq,
}

/// Something was handed to another authority or unit that needs it to act (5:10). By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct HandedOver {
    /// The receiving authority and person.
    pub to: String,
    /// What, item by item.
    pub items: Vec<String>,
    /// Why they need it, and what they do not need.
    pub need: String,
    /// Whether the identity goes with it.
    pub identity: Identity,
    /// The day.
    pub on: NaiveDate,
    /// By whom.
    pub two: Two,
}

/// Whether the identity of the reporter is disclosed (5:8 p. 4).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Identity {
    /// It is not.
    Withheld,
    /// It is, and the reporter was told before.
    FollowsAfterTelling {
        /// The event that told.
        told: Seq,
    },
    /// It is, and telling would make the follow-up harder.
    FollowsUntold {
        /// How.
        why: String,
    },
}

/// A recipient steps down because of a conflict of interest, and can not come back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Recused {
    /// Why.
    pub why: String,
    /// Who takes over: another recipient, or one of [`Report::successors`](crate::report::Report::successors), who is in at once.
    pub successor: Appointment,
}

/// A recipient left. By two: recipients, or one and the successor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RecipientLeft {
    /// Who.
    pub person: PersonId,
    /// Why.
    pub leaving: Leaving,
    /// Who takes over: another recipient, or one of [`Report::successors`](crate::report::Report::successors).
    pub successor: Appointment,
    /// By whom.
    pub two: Two,
}

/// Why a recipient leaves.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Leaving {
    /// The assignment or the employment ends.
    Ends {
        /// What ends.
        why: String,
    },
    /// Others have found a conflict of interest: the person can not come back, and is none of the two.
    Conflict {
        /// Which.
        why: String,
    },
}

impl Leaving {
    /// The reason.
    #[must_use]
    pub fn why(&self) -> &str {
        match self {
            Self::Ends { why } | Self::Conflict { why } => why,
        }
    }
}

/// The identity was released to the recipients (OSL 32:3 b). By two, of whom one is a custodian.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct IdentityReleased {
    /// Why the follow-up needs it.
    pub why: String,
    /// By whom.
    pub two: Two,
}

/// What a report came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// It was well founded.
    Founded,
    /// It was not.
    Unfounded,
    /// It could not be settled.
    Unsettled,
    /// Another authority handles it.
    HandedOver,
    /// It is nothing that the law is about.
    OutsideTheLaw,
}

impl Outcome {
    /// Every outcome.
    pub const ALL: [Self; 5] = [Self::Founded, Self::Unfounded, Self::Unsettled, Self::HandedOver, Self::OutsideTheLaw];

    /// The words for it in Swedish.
    #[must_use]
    pub const fn sv(self) -> &'static str {
        match self {
            Self::Founded => "Stämde",
            Self::Unfounded => "Stämde inte",
            Self::Unsettled => "Gick inte att reda ut",
            Self::HandedOver => "Lämnades till en annan myndighet",
            Self::OutsideTheLaw => "Omfattas inte av lagen",
        }
    }
}

/// The report was closed. By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closed {
    /// What it came to.
    pub outcome: Outcome,
    /// Why.
    pub why: String,
    /// The day.
    pub on: NaiveDate,
    /// By whom.
    pub two: Two,
}

/// The report was disposed of (7:8). By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disposed {
    /// What became of the public record before.
    pub archive: Archive,
    /// blake3 of the certificate; 64 hexadecimal digits.
    pub certificate: String,
    /// The day.
    pub on: NaiveDate,
    /// By whom.
    pub two: Two,
}

/// What became of the public record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Archive {
    /// It was exported to the archive.
    Exported {
        /// blake3 of the export; 64 hexadecimal digits.
        hash: String,
    },
    /// Nothing of it is to be kept.
    NothingToKeep {
        /// The decision or plan that says so.
        ground: String,
    },
}
