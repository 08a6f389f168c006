//! The situations of the matrix.
/// A situation.
#[derive(Debug, Clone)]
pub struct Situation {}
/// All.
#[must_use]
pub fn situations() -> Vec<Situation> {
    Vec::new()
}
