//! What can happen to a declaration. As in a case, an event is written once and never changed.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::routine::Routine;
use crate::{
    Two,
    id::{AuthorityId, CaseId},
};

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case", deny_unknown_fields)]
pub enum Event {
    /// Somebody declared, of themselves.
    Declared(Box<Declared>),
    /// A tie was assessed.
    Assessed(Assessed),
    /// Secondary employment was forbidden. By two.
    Forbidden(Forbidden),
}

/// Somebody declared, of themselves. Whoever did it is who the event is by; the session has said who that is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Declared {
    /// The declaration.
    pub declaration: CaseId,
    /// Whose.
    pub authority: AuthorityId,
    /// The routine that it follows, whole.
    pub routine: Routine,
    /// Secondary employment and ties; none is also a declaration.
    pub ties: Vec<Tie>,
}

/// Secondary employment, or a tie to somebody.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Tie {
    /// Of which kind.
    pub kind: String,
    /// What the firm, the association or the person is called.
    pub name: String,
    /// Organisation number.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub org_no: Option<String>,
    /// What is done there, or what the relation is.
    pub what: String,
    /// Hours in a month, as a rule.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hours: Option<u32>,
    /// Last day, when it has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends_on: Option<NaiveDate>,
    /// Whether it sells to the municipality, applies for something or is supervised by it, as far as is known.
    #[serde(default)]
    pub deals: bool,
}

/// A tie was assessed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Assessed {
    /// Which, from 1.
    pub tie: usize,
    /// On which conditions; none when it is allowed as it is.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub conditions: Option<String>,
    /// Why.
    pub why: String,
}

/// Secondary employment was forbidden.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Forbidden {
    /// Which, from 1.
    pub tie: usize,
    /// The ground, by id.
    pub ground: String,
    /// The reasons.
    pub why: String,
    /// The day by which it has ended, or until which it must not begin.
    pub stop_by: NaiveDate,
    /// By whom.
    pub two: Two,
}
