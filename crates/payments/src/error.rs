//! What can go wrong, in Swedish: the person who reads it is the one who can mend it.

/// Why payments could not be screened. Nothing may go on such an answer.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum ScreenError {
    /// The index is not built yet, or is of no use.
    #[error("betalningar kan inte granskas än ({detail}): försök igen om en stund; inget har släppts")]
    NotReady {
        /// What is missing, in Swedish.
        detail: String,
    },
    /// A check stopped without an answer.
    #[error("granskningen avbröts ({detail}): inget har släppts, granska igen eller kontakta den som driver systemet")]
    Failed {
        /// What happened.
        detail: String,
    },
}
