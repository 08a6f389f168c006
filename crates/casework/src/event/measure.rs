//! Measures, clocks and tasks.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Seq, Two};
use crate::id::{PersonId, ProposalId};

/// A measure was proposed; nothing is decided. Kept for the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposed {
    /// The measure of the routine.
    pub measure: String,
    /// Its option, when it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// The proposal that waits for a second person.
    pub proposal: ProposalId,
    /// Why.
    pub why: String,
}

/// A measure was decided. By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// The measure of the routine.
    pub measure: String,
    /// Its option, when it has any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub option: Option<String>,
    /// What was decided.
    pub text: String,
    /// Why.
    pub why: String,
    /// The law that it rests on, as it is cited.
    pub law: String,
    /// The act of the delegation order.
    pub delegation: String,
    /// Conditions.
    #[serde(default)]
    pub conditions: Vec<String>,
    /// First day.
    pub from: NaiveDate,
    /// Last day; none while it lasts.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// By whom.
    pub two: Two,
}

/// A measure was not chosen. By two. It can be decided later.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declining {
    /// The measure of the routine.
    pub measure: String,
    /// »Not chosen because«.
    pub because: String,
    /// By whom.
    pub two: Two,
}

/// A decision on a measure was ended before its time. By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lifting {
    /// The event of the decision.
    pub decision: Seq,
    /// Its last day.
    pub on: NaiveDate,
    /// Why.
    pub why: String,
    /// By whom.
    pub two: Two,
}

/// A clock was stopped: never by itself, always with how, when and why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ClockStop {
    /// The clock of the routine.
    pub clock: String,
    /// The event that started it.
    pub started_by: Seq,
    /// How.
    pub how: How,
    /// The day.
    pub on: NaiveDate,
    /// Why: what was done, or why it does not apply.
    pub why: String,
}

/// How a clock was stopped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// What it asks for was done.
    Met,
    /// It does not apply.
    NotApplicable,
    /// It was missed.
    Missed,
}

impl How {
    /// How, in Swedish.
    #[must_use]
    pub const fn sv(self) -> &'static str {
        match self {
            Self::Met => "uppfylld",
            Self::NotApplicable => "gäller inte, noterat",
            Self::Missed => "missad, noterat",
        }
    }
}

/// A task was set.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Task {
    /// What to do.
    pub title: String,
    /// Who does it: a member.
    pub owner: PersonId,
    /// The last day.
    pub due: NaiveDate,
    /// The measure that it belongs to.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub measure: Option<String>,
}

/// A task was done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskDone {
    /// The event that set it.
    pub task: Seq,
    /// What came of it.
    pub result: String,
}

/// A task got another day or owner.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct TaskMove {
    /// The event that set it.
    pub task: Seq,
    /// Who does it.
    pub owner: PersonId,
    /// The last day.
    pub due: NaiveDate,
    /// Why.
    pub why: String,
}
