//! A register as the engine reads it: Parquet parts and what is known about them.

use std::{collections::BTreeSet, path::PathBuf};

use signals::SnapshotRef;

/// The current snapshot of one register of one authority.
#[derive(Debug, Clone)]
pub struct Source {
    /// Register name in the catalogue.
    pub register: String,
    /// Parquet files of the snapshot.
    pub parts: Vec<PathBuf>,
    /// Columns that have a value in at least one row.
    pub filled: BTreeSet<String>,
    /// What a run says about it.
    pub snapshot: SnapshotRef,
}
