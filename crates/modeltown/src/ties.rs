//! Which records of a town are the same person or organisation, and how well a linkage found that out.
//!
//! The truth lies in three files of the folder `facit`: `records.csv` names the entity of every record of the registers of
//! suppliers, companies, associations, employees, company roles and excluded parties; `ties.csv` has every pair of records
//! of one entity; `lookalikes.csv` has pairs that look like one entity and are two. A company role is known by its personal
//! number; an excluded party by its personal number, else its organisation number, else its document. Registers that hold
//! nothing but a number (residence, flats, tenders) are left out.

mod judge;
mod truth;

pub use judge::{FoundTie, Share, TieEvaluation, WrongMerge, evaluate_ties};
pub(crate) use truth::write;

use std::fmt;

/// A record of a register.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct RecordRef {
    /// The register's name in the catalogue: `suppliers`, `companies`, `associations`, `employees`, `company_roles`,
    /// `excluded_parties`.
    pub register: String,
    /// Its id there, numbers in the form that the import gives them: `supplier_id`, `org_no`, `employee_id`, `person_no`,
    /// `document`.
    pub record: String,
}

impl RecordRef {
    /// A record of a register.
    pub fn new(register: &str, record: impl Into<String>) -> Self {
        Self { register: register.to_owned(), record: record.into() }
    }
}

/// Two records of the same entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// One record.
    pub a: RecordRef,
    /// The other.
    pub b: RecordRef,
    /// What shows it.
    pub how: How,
}

/// Two records that look like the same entity and are not.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lookalike {
    /// What makes them look alike, in Swedish.
    pub trap: String,
    /// One record.
    pub a: RecordRef,
    /// The other.
    pub b: RecordRef,
}

/// What shows that two records are of the same entity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum How {
    /// The same organisation or personal number.
    SameNumber,
    /// The organisation number is the personal number.
    SoleTrader,
    /// The number is missing; name and address are the same or nearly.
    MissingNumber,
    /// The number has a slip; name and address are the same or nearly.
    MistypedNumber,
    /// The number is missing, and name and address are spelt in another way.
    Spelling,
    /// Address and phone are the same, the name only in part.
    AddressAndPhone,
    /// The account is the same, the name nearly.
    Account,
    /// Name and date of birth.
    NameAndBirthDate,
    /// A coordination number that became a personal number: name and date of birth.
    CoordinationNumber,
}

impl How {
    /// Every kind, those that a number shows first.
    pub const ALL: [Self; 9] = [
        Self::SameNumber,
        Self::SoleTrader,
        Self::MissingNumber,
        Self::MistypedNumber,
        Self::Spelling,
        Self::AddressAndPhone,
        Self::Account,
        Self::NameAndBirthDate,
        Self::CoordinationNumber,
    ];

    /// The word in the file.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::SameNumber => "same_number",
            Self::SoleTrader => "sole_trader",
            Self::MissingNumber => "missing_number",
            Self::MistypedNumber => "mistyped_number",
            Self::Spelling => "spelling",
            Self::AddressAndPhone => "address_and_phone",
            Self::Account => "account",
            Self::NameAndBirthDate => "name_and_birth_date",
            Self::CoordinationNumber => "coordination_number",
        }
    }

    /// Whether no valid organisation or personal number shows it.
    #[must_use]
    pub const fn is_hidden(self) -> bool {
        !matches!(self, Self::SameNumber | Self::SoleTrader)
    }
}

impl fmt::Display for How {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(self.word())
    }
}
