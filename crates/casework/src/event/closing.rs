//! How a case ends, and what a closed case teaches.
//!
//! The typology of enablers is that of Brå (Möjliggörare för kriminella nätverk, 2024). It exists here only: as facts of a
//! closed case whose suspicion was confirmed, never of a living one, and never of a person.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::Two;

/// The case was closed. By two.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Closing {
    /// Outcome.
    pub outcome: Outcome,
    /// Why that is the outcome.
    pub why: String,
    /// What was learnt.
    pub lesson: String,
    /// What changes because of it.
    #[serde(default)]
    pub effects: Vec<Effect>,
    /// The typology; only of a confirmed suspicion.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typology: Option<Typology>,
    /// Why nobody was told anything, when nobody was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub nobody_told_because: Option<String>,
    /// The day until which it is kept.
    pub retain_until: NaiveDate,
    /// The decision or plan that says so.
    pub retention_ground: String,
    /// By whom.
    pub two: Two,
}

/// What a case came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Outcome {
    /// The suspicion was confirmed.
    Confirmed,
    /// Something else was wrong: an error, a weak routine.
    OtherFault,
    /// The suspicion was unfounded.
    Unfounded,
    /// It could not be settled.
    Unsettled,
    /// Another authority has taken it over.
    HandedOver,
}

impl Outcome {
    /// The outcome in Swedish.
    #[must_use]
    pub const fn sv(self) -> &'static str {
        match self {
            Self::Confirmed => "Misstanken bekräftades",
            Self::OtherFault => "Ett annat fel hittades",
            Self::Unfounded => "Misstanken var ogrundad",
            Self::Unsettled => "Misstanken gick inte att reda ut",
            Self::HandedOver => "En annan myndighet har tagit över",
        }
    }
}

/// What changes because of a case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Effect {
    /// On what.
    pub on: EffectOn,
    /// What changes.
    pub text: String,
}

/// What a lesson changes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EffectOn {
    /// A control, by id.
    Control(String),
    /// The plan.
    Plan,
    /// Recruitment.
    Recruitment,
    /// A routine.
    Routine,
    /// The delegation order.
    Delegation,
    /// Training.
    Training,
}

impl EffectOn {
    /// On what, in Swedish.
    #[must_use]
    pub fn sv(&self) -> String {
        match self {
            Self::Control(id) => format!("Kontroll {id}"),
            Self::Plan => "Handlingsplanen".to_owned(),
            Self::Recruitment => "Rekryteringen".to_owned(),
            Self::Routine => "En rutin".to_owned(),
            Self::Delegation => "Delegationsordningen".to_owned(),
            Self::Training => "Utbildningen".to_owned(),
        }
    }
}

/// What the enabling was, as facts of the closed case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Typology {
    /// How it began.
    pub recruitment: RecruitmentPath,
    /// Whether the enabler knew.
    pub awareness: Awareness,
    /// What bound them.
    #[serde(default)]
    pub bonds: BTreeSet<Bond>,
    /// What was given.
    pub help: BTreeSet<HelpType>,
    /// For how long.
    pub duration: Duration,
    /// How often.
    pub frequency: Frequency,
}

/// How enabling began.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum RecruitmentPath {
    /// Cultivated during the employment.
    Cultivated,
    /// Placed by the network.
    Placed,
    /// Offered themselves.
    SelfOffered,
    /// Sought out for a competence.
    HeadHunted,
    /// Forced.
    Coerced,
    /// Not known.
    Unknown,
}

/// Whether the enabler knew whom they helped.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Awareness {
    /// They knew.
    Aware,
    /// They were deceived.
    Unaware,
    /// Not known.
    Unknown,
}

/// What bound the enabler to the network.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Bond {
    /// Kinship.
    Kin,
    /// Romance.
    Romance,
    /// Friendship.
    Friend,
    /// Debt.
    Debt,
    /// Money.
    Money,
    /// Threat.
    Threat,
}

/// What the enabler gave.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HelpType {
    /// Information.
    Information,
    /// A decision.
    Decision,
    /// Not checking, not acting.
    Passivity,
    /// A façade: companies, premises, certificates.
    Front,
    /// Logistics.
    Logistics,
    /// Laundering of money.
    Laundering,
    /// Favour in procurement.
    ProcurementFavour,
}

/// For how long it went on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Duration {
    /// Days or weeks.
    Short,
    /// Months.
    Months,
    /// A year or more.
    LongTerm,
    /// Not known.
    Unknown,
}

/// How often it happened.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Frequency {
    /// Once.
    Once,
    /// Several times.
    Repeated,
    /// For several networks, or all the time.
    Steady,
    /// Not known.
    Unknown,
}

/// The case was opened again. By two. What the closing said of the enabling is no longer a fact of the case.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reopening {
    /// Why.
    pub why: String,
    /// By whom.
    pub two: Two,
}
