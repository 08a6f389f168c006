//! The matrix.
use crate::policies::Policies;

/// The table.
#[must_use]
pub fn matrix(_policies: &Policies) -> String {
    String::new()
}
