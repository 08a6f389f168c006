//! Why something could not be done.

use std::fmt;

use access::PoliciesError;
use casework::{CaseError, incident::IncidentError, recruitment::RecruitmentError};
use vault::VaultError;

use crate::ports::DeskError;

/// What a person who asked is told. The texts are Swedish; what a field must look like is told in its [`Problem`].
#[derive(thiserror::Error)]
pub enum AppError {
    /// There is no such thing, or the person may not know that there is.
    #[error("det du söker finns inte, eller så har du inte tillgång till det")]
    NotFound,
    /// The person may not.
    #[error("{why}")]
    Denied {
        /// Why.
        why: String,
    },
    /// The person's keys are not unlocked.
    #[error("lås upp dina nycklar med din lösenfras först")]
    Locked,
    /// The person must show anew who they are, with the second factor that they have.
    #[error("visa först vem du är med din kod eller din passnyckel")]
    Unproven,
    /// Nobody is signed in, or no longer.
    #[error("logga in först")]
    SignedOut,
    /// Too many tries; wait so many seconds.
    #[error("för många försök; vänta {seconds} sekunder och försök igen")]
    Wait {
        /// How long.
        seconds: u64,
    },
    /// What was filled in can not be taken as it is.
    #[error("{} uppgifter behöver rättas", .0.len())]
    Invalid(Vec<Problem>),
    /// Somebody else was first; look again.
    #[error("någon annan har ändrat samma sak; läs in sidan igen och gör om det")]
    Conflict,
    /// A case is not as the journal tells of it.
    #[error("{why}")]
    NotWhole {
        /// What is wrong and what to do.
        why: String,
    },
    /// What the rules of handling say no to.
    #[error(transparent)]
    Rule(#[from] CaseError),
    /// What the rules of incidents say no to.
    #[error(transparent)]
    Incident(#[from] IncidentError),
    /// What the rules of recruitment say no to.
    #[error(transparent)]
    Recruitment(#[from] RecruitmentError),
    /// A port says no.
    #[error(transparent)]
    Desk(#[from] DeskError),
    /// The database.
    #[error("databasen svarade inte som väntat")]
    Store(#[source] store::Error),
    /// Keys or sealed content.
    #[error(transparent)]
    Vault(#[from] VaultError),
    /// The policies can not be read.
    #[error(transparent)]
    Policies(#[from] PoliciesError),
    /// The program itself.
    #[error("något gick fel i programmet: {0}")]
    Internal(String),
}

impl From<casework::report::ReportError> for AppError {
    fn from(error: casework::report::ReportError) -> Self {
        Self::Rule(CaseError::Report(error))
    }
}

/// The kind only, and where a form must be mended: the texts of rules and of damaged content can hold what stands in a
/// case, and what is written with `Debug` ends in logs.
impl fmt::Debug for AppError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::NotFound => f.write_str("NotFound"),
            Self::Denied { .. } => f.write_str("Denied"),
            Self::Locked => f.write_str("Locked"),
            Self::Unproven => f.write_str("Unproven"),
            Self::SignedOut => f.write_str("SignedOut"),
            Self::Wait { seconds } => write!(f, "Wait({seconds})"),
            Self::Invalid(problems) => {
                f.debug_tuple("Invalid").field(&problems.iter().map(|one| one.field).collect::<Vec<_>>()).finish()
            }
            Self::Conflict => f.write_str("Conflict"),
            Self::NotWhole { .. } => f.write_str("NotWhole"),
            Self::Rule(_) => f.write_str("Rule"),
            Self::Incident(_) => f.write_str("Incident"),
            Self::Recruitment(_) => f.write_str("Recruitment"),
            Self::Desk(_) => f.write_str("Desk"),
            Self::Store(error) => f.debug_tuple("Store").field(error).finish(),
            Self::Vault(_) => f.write_str("Vault"),
            Self::Policies(_) => f.write_str("Policies"),
            Self::Internal(_) => f.write_str("Internal"),
        }
    }
}

/// Where something that was read is no such thing, without what stands there.
pub(crate) fn place(error: &serde_json::Error) -> String {
    format!("rad {}, tecken {} ({:?})", error.line(), error.column(), error.classify())
}

/// What is wrong with one field.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    /// Name of the field in the form.
    pub field: &'static str,
    /// What to do, in Swedish.
    pub text: String,
}

impl AppError {
    /// One field that needs mending.
    #[must_use]
    pub fn field(field: &'static str, text: impl Into<String>) -> Self {
        Self::Invalid(vec![Problem { field, text: text.into() }])
    }

    /// How the journal tells it.
    pub(crate) fn outcome(&self) -> journal::Outcome {
        match self {
            Self::NotFound | Self::Desk(DeskError::NotFound(_)) => journal::Outcome::NotFound,
            Self::Denied { .. } | Self::Locked | Self::Unproven | Self::SignedOut | Self::Wait { .. } => {
                journal::Outcome::Denied
            }
            _ => journal::Outcome::Failed,
        }
    }
}
