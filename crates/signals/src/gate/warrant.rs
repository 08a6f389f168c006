//! What the gate lets through.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::Serialize;

use super::{Held, InForce};

/// The controls that may run on the day, each with the decision that covers it and the snapshots that it may read.
///
/// Only [`gate`](super::gate()) makes one; it can be written down but not read back.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Warrant {
    on: NaiveDate,
    grants: BTreeMap<String, Grant>,
}

/// What one control may do.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Grant {
    decision: String,
    case_number: String,
    purpose: String,
    authorities: BTreeSet<String>,
    reads: BTreeSet<Held>,
}

impl Warrant {
    pub(super) fn empty(on: NaiveDate) -> Self {
        Self { on, grants: BTreeMap::new() }
    }

    pub(super) fn add(&mut self, control: &str, grant: Grant) {
        self.grants.insert(control.to_owned(), grant);
    }

    /// The day that it was asked for.
    #[must_use]
    pub fn on(&self) -> NaiveDate {
        self.on
    }

    /// Whether no control may run.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.grants.is_empty()
    }

    /// The controls that may run, by id.
    pub fn controls(&self) -> impl Iterator<Item = (&str, &Grant)> {
        self.grants.iter().map(|(control, grant)| (control.as_str(), grant))
    }

    /// What the control may do; `None` when it may not run.
    #[must_use]
    pub fn grant(&self, control: &str) -> Option<&Grant> {
        self.grants.get(control)
    }

    /// Whether the control may read the snapshot. An engine asks this for each snapshot that it hands to a control.
    #[must_use]
    pub fn may_read(&self, control: &str, snapshot: &str) -> bool {
        self.grant(control).is_some_and(|grant| grant.reads.iter().any(|held| held.snapshot == snapshot))
    }
}

impl Grant {
    pub(super) fn new(force: InForce<'_>, read: &[&Held]) -> Self {
        let decision = force.decision();
        Self {
            decision: decision.id.clone(),
            case_number: decision.case_number.clone(),
            purpose: decision.purpose.clone(),
            authorities: read.iter().map(|held| held.authority.clone()).collect(),
            reads: read.iter().map(|held| (*held).clone()).collect(),
        }
    }

    /// Id of the decision that covers the control.
    #[must_use]
    pub fn decision(&self) -> &str {
        &self.decision
    }

    /// Its number in the case register.
    #[must_use]
    pub fn case_number(&self) -> &str {
        &self.case_number
    }

    /// Its purpose.
    #[must_use]
    pub fn purpose(&self) -> &str {
        &self.purpose
    }

    /// Whose registers the control may read; when there are several, it may read them together.
    #[must_use]
    pub fn authorities(&self) -> &BTreeSet<String> {
        &self.authorities
    }

    /// The snapshots that it may read.
    #[must_use]
    pub fn reads(&self) -> &BTreeSet<Held> {
        &self.reads
    }
}
