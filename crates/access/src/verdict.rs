//! The answer.

/// The answer of the policies.
#[derive(Debug, Clone, PartialEq, Eq)]
#[must_use]
pub enum Verdict {
    /// A policy permits it and none forbids it.
    Allowed,
    /// No policy permits it, or one forbids it.
    Denied {
        /// Why, in Swedish, for the person who asked. Never shown when `hides`.
        why: String,
        /// Whether the answer must look like »finns inte«: that the thing exists is itself a secret.
        hides: bool,
    },
}

impl Verdict {
    /// Whether it is allowed.
    #[must_use]
    pub fn is_allowed(&self) -> bool {
        matches!(self, Self::Allowed)
    }
}
