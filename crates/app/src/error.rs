//! Why something could not be done.

use access::PoliciesError;
use casework::CaseError;
use vault::VaultError;

use crate::ports::DeskError;

/// What a person who asked is told. The texts are Swedish; what a field must look like is told in its [`Problem`].
#[derive(Debug, thiserror::Error)]
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
    /// What the rules of handling say no to.
    #[error(transparent)]
    Rule(#[from] CaseError),
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
            Self::Denied { .. } | Self::Locked | Self::SignedOut | Self::Wait { .. } => journal::Outcome::Denied,
            _ => journal::Outcome::Failed,
        }
    }
}
