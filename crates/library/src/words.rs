//! The words of the documents on recruitment.

use serde::{Deserialize, Serialize};

/// How sure a statement of law is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum Certainty {
    /// Read in the law or at its publisher.
    C,
    /// Likely.
    L,
    /// Unconfirmed: to be confirmed by a lawyer before anybody relies on it, and shown so.
    U,
}

/// Whether a check must, may or must not be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LawfulKind {
    /// It must.
    Mandatory,
    /// It may.
    Optional,
    /// It must not: not lawful, or no ground found.
    Forbidden,
}

/// How somebody comes to the work.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// Employed.
    Employee,
    /// Consultant or contractor.
    Consultant,
    /// Hired from an agency.
    Agency,
    /// Trainee or student.
    Trainee,
    /// Moves within the municipality.
    Internal,
    /// An assignment that is no employment: contact person, guardian, volunteer.
    Assignment,
    /// Elected.
    Elected,
    /// Applies for a permit.
    Permit,
    /// Bids for a contract.
    Bidder,
}

impl Form {
    /// Every form.
    pub const ALL: [Self; 9] = [
        Self::Employee,
        Self::Consultant,
        Self::Agency,
        Self::Trainee,
        Self::Internal,
        Self::Assignment,
        Self::Elected,
        Self::Permit,
        Self::Bidder,
    ];

    /// Those that a recruitment is for.
    pub const RECRUITED: [Self; 6] =
        [Self::Employee, Self::Consultant, Self::Agency, Self::Trainee, Self::Internal, Self::Assignment];

    /// The word in documents and forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Employee => "employee",
            Self::Consultant => "consultant",
            Self::Agency => "agency",
            Self::Trainee => "trainee",
            Self::Internal => "internal",
            Self::Assignment => "assignment",
            Self::Elected => "elected",
            Self::Permit => "permit",
            Self::Bidder => "bidder",
        }
    }
}

/// A register.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Register {
    /// Belastningsregistret.
    Belastning,
    /// Misstankeregistret.
    Misstanke,
    /// What the Police and the Security Service know.
    Polis,
    /// An opinion of the Police.
    Yttrande,
}

/// What may be kept.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Keeps {
    /// Nothing.
    Nothing,
    /// A note that it was shown.
    Note,
    /// The extract, for a least time.
    Extract,
    /// The answer, in the file of the matter.
    File,
    /// The decision.
    Decision,
}
