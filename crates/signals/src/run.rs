//! A run: which registers were read, what each control counted, which signals came out.

use serde::{Deserialize, Serialize};

use crate::{ControlRun, RankedSubject, Signal};

/// A register snapshot that a run read.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct SnapshotRef {
    /// Authority that owns the register.
    pub authority: String,
    /// Register name.
    pub register: String,
    /// Register name in Swedish.
    pub register_label: String,
    /// Snapshot id.
    pub id: String,
    /// Rows.
    pub rows: u64,
    /// Rows that the import rejected.
    pub rejected: u64,
    /// Purpose that the register was collected for.
    pub purpose: String,
    /// Legal ground.
    pub legal_ground: String,
}

/// Everything that came out of a run. Equal input gives equal bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Run {
    /// Snapshots by authority and register.
    pub snapshots: Vec<SnapshotRef>,
    /// Controls by id, also those that could not run.
    pub controls: Vec<ControlRun>,
    /// Signals by control id, then fingerprint.
    pub signals: Vec<Signal>,
    /// Subjects, the one to look at first on top.
    pub subjects: Vec<RankedSubject>,
}
