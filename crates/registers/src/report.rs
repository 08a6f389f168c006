//! What an import did: every file and every row accounted for.

use std::collections::BTreeMap;
use std::path::PathBuf;

use serde::{Deserialize, Serialize};

use crate::mapping::MappingText;

/// What an import did.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct ImportReport {
    /// The register.
    pub register: String,
    /// The authority.
    pub authority: String,
    /// The snapshot that is now the latest; none when no row could be used, and the one before then still is.
    pub snapshot: Option<String>,
    /// Whether the same contents had been imported before, so that nothing was written.
    pub unchanged: bool,
    /// Rows in all files: the accepted and the rejected.
    pub rows: u64,
    /// Rows in the snapshot.
    pub accepted: u64,
    /// Rows in the rejects file.
    pub rejected: u64,
    /// Where the rejected rows are listed, when there are any.
    pub rejects: Option<PathBuf>,
    /// The files that were read.
    pub files: Vec<FileReport>,
    /// Each distinct header row, with the mapping made for it.
    pub headers: Vec<HeaderReport>,
    /// Files that should have been read and could not be, or not to their end.
    pub failed: Vec<FileNote>,
    /// Files and sheets that are no tables of this register.
    pub skipped: Vec<FileNote>,
    /// What the reader should know, in Swedish.
    pub warnings: Vec<String>,
    /// Identifiers kept as written though they fail their check, by column.
    pub kept_invalid: BTreeMap<String, u64>,
}

/// A file that was read.
#[derive(Debug, Clone, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FileReport {
    /// As in `source_file`; without the sheet.
    pub name: String,
    /// blake3 of the file's bytes.
    pub hash: String,
    /// Size in bytes.
    pub bytes: u64,
    /// Encoding of a text file.
    pub encoding: Option<String>,
    /// Rows: the accepted and the rejected.
    pub rows: u64,
    /// Rows accepted.
    pub accepted: u64,
    /// Rows rejected.
    pub rejected: u64,
    /// Rows with fewer cells than the header has.
    pub short: u64,
}

/// A header row that some files share.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct HeaderReport {
    /// The header cells.
    pub headers: Vec<String>,
    /// The tables that have it, in order.
    pub tables: Vec<String>,
    /// What became of it.
    pub mapping: MappingText,
}

/// A file and what is to be said of it.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
pub struct FileNote {
    /// The file.
    pub name: String,
    /// Why, and what to do, in Swedish.
    pub reason: String,
}

impl ImportReport {
    /// Whether every file was read and every row accepted.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.rejected == 0 && self.failed.is_empty()
    }
}
