//! What people say of a signal: one of five outcomes, which can be revised and is never forgotten.

use quorum::Person;
use serde::{Deserialize, Serialize};

/// What a signal turned out to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// Fraud or another crime, or suspected to be.
    FraudOrCrime,
    /// An error, and it was put right.
    ErrorCorrected {
        /// What came back, in whole öre; 0 when it was no matter of money.
        recovered_ore: i64,
    },
    /// No error: data that the control lacked explain it.
    ExplainedByData,
    /// No error: a person explained it.
    ExplainedByPerson,
    /// Nobody will work it. Says nothing of whether the control was right.
    NotWorked,
}

impl Outcome {
    /// Whether the control was right; `None` when nobody looked.
    #[must_use]
    pub fn was_right(self) -> Option<bool> {
        match self {
            Self::FraudOrCrime | Self::ErrorCorrected { .. } => Some(true),
            Self::ExplainedByData | Self::ExplainedByPerson => Some(false),
            Self::NotWorked => None,
        }
    }

    /// What came back, in whole öre.
    #[must_use]
    pub fn recovered_ore(self) -> i64 {
        match self {
            Self::ErrorCorrected { recovered_ore } => recovered_ore,
            Self::FraudOrCrime | Self::ExplainedByData | Self::ExplainedByPerson | Self::NotWorked => 0,
        }
    }

    /// In Swedish: `fel som rättats`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::FraudOrCrime => "brott eller misstanke om brott",
            Self::ErrorCorrected { .. } => "fel som rättats",
            Self::ExplainedByData => "förklarat av uppgifter",
            Self::ExplainedByPerson => "förklarat av en person",
            Self::NotWorked => "inte utredd",
        }
    }
}

/// What somebody said of a signal.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    /// What it was.
    pub outcome: Outcome,
    /// In the person's words.
    pub note: String,
    /// Who.
    pub by: Person,
    /// When.
    pub at: String,
    /// Hash of the content that was judged: when the signal has another, somebody has to look again.
    pub content: String,
}
