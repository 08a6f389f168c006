//! What can be wrong with a word or with the policies.

use thiserror::Error;

/// The policies that come with the program cannot be used. Only a fault in the program gives this.
#[derive(Debug, Error)]
#[non_exhaustive]
pub enum PoliciesError {
    /// A policy file is no Cedar.
    #[error("behörighetsreglerna i `{file}` går inte att läsa: {why}")]
    Policy {
        /// File.
        file: &'static str,
        /// What Cedar says.
        why: String,
    },
    /// Two policies have the same name, or one has none.
    #[error("behörighetsregeln `{id}` i `{file}` saknar namn eller har samma namn som en annan: ge den ett eget `@id`")]
    Name {
        /// File.
        file: &'static str,
        /// Its id.
        id: String,
    },
    /// A name of a type is no Cedar.
    #[error("behörighetsreglernas typnamn `{name}` går inte att läsa: {why}")]
    Type {
        /// Name.
        name: &'static str,
        /// What Cedar says.
        why: String,
    },
}

/// A word that is no role, act, state or kind.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
#[error("`{word}` är {what}: välj något av {allowed}")]
pub struct UnknownWord {
    /// The word as written.
    pub word: String,
    /// What was expected, with »ingen« or »inget«: `ingen roll`.
    pub what: &'static str,
    /// The words that are known.
    pub allowed: String,
}
