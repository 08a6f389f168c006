//! A decision on control: which controls may read which registers, for what, by whose decision and until when.

use std::{collections::BTreeSet, fmt, str::FromStr};

use chrono::NaiveDate;
use quorum::Person;
use serde::{Deserialize, Serialize};

use super::{
    day,
    need::{Need, same},
};

/// The longest time that a decision may hold, in days from its first to its last: one year.
pub const LONGEST_DAYS: i64 = 366;

/// The personal data that a control touches, as its document says.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PersonalData {
    /// None.
    None,
    /// People can be told from the data, but the control is about organisations: sole traders, signatures.
    Indirect,
    /// Employees and elected members.
    Staff,
    /// Those whom the municipality serves.
    Clients,
}

impl PersonalData {
    /// All, from none to clients.
    pub const ALL: [Self; 4] = [Self::None, Self::Indirect, Self::Staff, Self::Clients];

    /// Whether only two people together may decide on it.
    #[must_use]
    pub fn is_sensitive(self) -> bool {
        matches!(self, Self::Staff | Self::Clients)
    }

    /// The word of the documents: `indirect`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Indirect => "indirect",
            Self::Staff => "staff",
            Self::Clients => "clients",
        }
    }

    /// In Swedish: `uppgifter om personal`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::None => "inga personuppgifter",
            Self::Indirect => "indirekta personuppgifter",
            Self::Staff => "uppgifter om personal",
            Self::Clients => "uppgifter om brukare och klienter",
        }
    }
}

impl fmt::Display for PersonalData {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// A word that names no class of personal data.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{word}` är ingen klass av personuppgifter; skriv none, indirect, staff eller clients")]
pub struct NoSuchClass {
    word: String,
}

impl FromStr for PersonalData {
    type Err = NoSuchClass;

    fn from_str(word: &str) -> Result<Self, NoSuchClass> {
        let found = Self::ALL.into_iter().find(|class| class.as_str() == word);
        found.ok_or_else(|| NoSuchClass { word: word.to_owned() })
    }
}

/// A decision on control, as it is decided and put in the case register.
///
/// Text that is missing is left empty here and named by [`Decision::gaps`]; a decision with gaps covers nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decision {
    /// Id in the data folder: `2026-01`.
    pub id: String,
    /// Number in the case register (diarienummer): `KS 2026/123`.
    #[serde(default)]
    pub case_number: String,
    /// What may run: ids (`SP-01`), a group (`SP-*`), or flows (`supplier-payments`).
    #[serde(default)]
    pub controls: BTreeSet<String>,
    /// Boards and companies whose registers may be read; several are read together only with a sharing ground.
    #[serde(default)]
    pub authorities: BTreeSet<String>,
    /// Registers that may be read, by name, or `*` for all that the controls read.
    #[serde(default)]
    pub registers: BTreeSet<String>,
    /// Personal data that may be touched.
    #[serde(default)]
    pub personal_data: BTreeSet<PersonalData>,
    /// What for, in the word of the documents: `internal-control`.
    #[serde(default)]
    pub purpose: String,
    /// Legal grounds, as the documents write them.
    #[serde(default)]
    pub grounds: BTreeSet<String>,
    /// Who decided.
    pub decided_by: Person,
    /// The point of the delegation order that gave the power to decide.
    #[serde(default)]
    pub delegation: String,
    /// First day.
    #[serde(deserialize_with = "day::read")]
    pub from: NaiveDate,
    /// Last day, at most [`LONGEST_DAYS`] after the first, both counted.
    #[serde(deserialize_with = "day::read")]
    pub to: NaiveDate,
    /// The day when staff were told; needed for data about staff or clients.
    #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "day::read_some")]
    pub staff_informed_on: Option<NaiveDate>,
    /// Reference to the impact assessment; needed for data about staff or clients.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub dpia: String,
    /// What breaks secrecy between the authorities; needed to read them together.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub sharing_ground: String,
    /// Why a register that was collected for another purpose may be used; needed for such registers.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub further_use_ground: String,
}

/// Something that a decision must say and does not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "snake_case")]
pub enum Gap {
    /// No id.
    #[error("id")]
    Id,
    /// No case number.
    #[error("diarienummer (case_number)")]
    CaseNumber,
    /// No controls.
    #[error("vilka kontroller det gäller (controls)")]
    Controls,
    /// A lone `*` for the controls.
    #[error("vilka kontroller det gäller: `*` är för vitt, skriv till exempel `SP-*` (controls)")]
    AllControls,
    /// No authorities.
    #[error("vilken myndighet det gäller (authorities)")]
    Authorities,
    /// No registers.
    #[error("vilka register som får läsas (registers)")]
    Registers,
    /// No purpose.
    #[error("ändamålet (purpose)")]
    Purpose,
    /// No ground.
    #[error("den rättsliga grunden (grounds)")]
    Grounds,
    /// No point of the delegation order.
    #[error("punkten i delegationsordningen (delegation)")]
    Delegation,
    /// The last day is before the first.
    #[error("en sista dag som inte ligger före den första (to)")]
    Backwards,
    /// Longer than [`LONGEST_DAYS`].
    #[error("en sista dag inom {LONGEST_DAYS} dagar från den första (to)")]
    TooLong,
}

impl Decision {
    /// What it must say and does not; empty when it is complete.
    #[must_use]
    pub fn gaps(&self) -> Vec<Gap> {
        let none = |set: &BTreeSet<String>| set.iter().all(|text| text.trim().is_empty());
        let checks = [
            (self.id.trim().is_empty(), Gap::Id),
            (self.case_number.trim().is_empty(), Gap::CaseNumber),
            (none(&self.controls), Gap::Controls),
            (self.controls.iter().any(|pattern| pattern.trim() == "*"), Gap::AllControls),
            (none(&self.authorities), Gap::Authorities),
            (none(&self.registers), Gap::Registers),
            (self.purpose.trim().is_empty(), Gap::Purpose),
            (none(&self.grounds), Gap::Grounds),
            (self.delegation.trim().is_empty(), Gap::Delegation),
            (self.to < self.from, Gap::Backwards),
            ((self.to - self.from).num_days() >= LONGEST_DAYS, Gap::TooLong),
        ];
        checks.into_iter().filter(|(missing, _)| *missing).map(|(_, gap)| gap).collect()
    }

    /// Whether it takes a second person: for staff, for clients, for several authorities.
    #[must_use]
    pub fn takes_two(&self) -> bool {
        self.authorities.len() > 1 || self.personal_data.iter().any(|class| class.is_sensitive())
    }

    /// Whether it names the control.
    #[must_use]
    pub fn names_control(&self, need: &Need) -> bool {
        self.controls.iter().any(|pattern| match pattern.trim().strip_suffix('*') {
            Some("") => false,
            Some(group) => need.control.to_lowercase().starts_with(&group.to_lowercase()),
            None => same(pattern, &need.control) || same(pattern, &need.flow),
        })
    }

    /// Whether it names the board or company.
    #[must_use]
    pub fn names_authority(&self, authority: &str) -> bool {
        self.authorities.iter().any(|name| same(name, authority))
    }

    /// Whether it names the register.
    #[must_use]
    pub fn names_register(&self, register: &str) -> bool {
        self.registers.iter().any(|name| name.trim() == "*" || same(name, register))
    }

    /// Whether it names the ground, in the words of the control's document.
    #[must_use]
    pub fn names_ground(&self, ground: &str) -> bool {
        self.grounds.iter().any(|name| same(name, ground))
    }

    /// Whether it covers the class: indirect data are covered wherever data about staff or clients are.
    #[must_use]
    pub fn covers(&self, class: PersonalData) -> bool {
        match class {
            PersonalData::None => true,
            PersonalData::Indirect => self.personal_data.iter().any(|covered| *covered != PersonalData::None),
            PersonalData::Staff | PersonalData::Clients => self.personal_data.contains(&class),
        }
    }
}
