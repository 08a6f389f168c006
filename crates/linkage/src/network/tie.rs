//! Ties as they are put in and as they come out.

use super::{NodeId, Period, Relation, Slot};

/// Which record says so.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Source<'a> {
    /// The register.
    pub register: &'a str,
    /// The record's id in the register.
    pub record: &'a str,
}

/// A tie to be put into a [`NetworkBuilder`](super::NetworkBuilder).
#[derive(Debug, Clone, Copy)]
pub struct NewTie<'a> {
    pub(super) from: Slot,
    pub(super) relation: Relation,
    pub(super) to: Slot,
    pub(super) source: Source<'a>,
    pub(super) period: Period,
}

impl<'a> NewTie<'a> {
    /// A tie without dates.
    #[must_use]
    pub const fn new(from: Slot, relation: Relation, to: Slot, source: Source<'a>) -> Self {
        Self { from, relation, to, source, period: Period::ALWAYS }
    }

    /// The same tie, in force during a period.
    #[must_use]
    pub const fn during(self, period: Period) -> Self {
        Self { period, ..self }
    }
}

/// What one or more records say of two entities.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie<'n> {
    /// Who.
    pub from: NodeId,
    /// How.
    pub relation: Relation,
    /// Whom. For a [symmetric](Relation::symmetric) relation the one with the higher number.
    pub to: NodeId,
    /// When.
    pub period: Period,
    /// Every record that says exactly this, ordered by register and record; at least one.
    pub sources: Vec<Source<'n>>,
}
