//! A snapshot: the rows of one register of one authority as Parquet, and the manifest that says where they came from.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::report::ImportReport;

/// Version of the snapshot format and of the way cells are read; a snapshot of another version is made anew.
pub const FORMAT: u32 = 1;

/// Why an authority may hold and use the rows, and for how long.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Provenance {
    /// What the rows may be used for.
    pub purpose: String,
    /// The legal ground.
    pub legal_ground: String,
    /// Who answers for them.
    pub owner: String,
    /// The last day that they may be kept, `2031-12-31`.
    pub retain_until: Option<String>,
}

/// What a snapshot is made of and where it came from.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// [`FORMAT`] when it was made.
    pub format: u32,
    /// Hash of contents, mapping, register and authority.
    pub id: String,
    /// Counts up by one for every snapshot of the register; no clock decides which is later.
    pub sequence: u64,
    /// The register.
    pub register: String,
    /// The authority as it was named.
    pub authority: String,
    /// Why the rows may be held.
    pub provenance: Provenance,
    /// When it was imported, as the caller said.
    pub imported_at: Option<String>,
    /// Version of the register's definition.
    pub register_version: String,
    /// Number of rows in all parts.
    pub rows: u64,
    /// Number of empty cells in all parts, by column. A column with as many as there are rows is absent.
    pub nulls: BTreeMap<String, u64>,
    /// The Parquet files, oldest first.
    pub parts: Vec<Part>,
    /// The import that made the last part.
    pub import: ImportReport,
}

/// One Parquet file of a snapshot.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct Part {
    /// Hash of contents, mapping, register and authority.
    pub id: String,
    /// File name in the register's folder.
    pub file: String,
    /// Number of rows.
    pub rows: u64,
    /// Number of empty cells by column.
    pub nulls: BTreeMap<String, u64>,
}

/// A snapshot in a data folder.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snapshot {
    /// Its manifest.
    pub manifest: Manifest,
    /// The folder that holds its files.
    pub folder: PathBuf,
}

impl Snapshot {
    /// The Parquet files, oldest first.
    #[must_use]
    pub fn parquet_paths(&self) -> Vec<PathBuf> {
        self.manifest.parts.iter().map(|part| self.folder.join(&part.file)).collect()
    }

    /// Whether any row has a value in the column.
    #[must_use]
    pub fn has_column(&self, column: &str) -> bool {
        self.manifest.nulls.get(column).is_some_and(|nulls| *nulls < self.manifest.rows)
    }

    /// The columns in which any row has a value, in order of name.
    pub fn columns_present(&self) -> impl Iterator<Item = &str> {
        self.manifest.nulls.keys().map(String::as_str).filter(|column| self.has_column(column))
    }
}

impl Manifest {
    /// Empty cells and rows summed over the parts.
    pub(crate) fn sum(parts: &[Part]) -> (u64, BTreeMap<String, u64>) {
        let mut nulls = BTreeMap::new();
        for part in parts {
            for (column, count) in &part.nulls {
                *nulls.entry(column.clone()).or_insert(0) += count;
            }
        }
        (parts.iter().map(|part| part.rows).sum(), nulls)
    }
}
