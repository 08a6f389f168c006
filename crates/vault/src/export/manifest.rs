//! What an export says of itself.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};
use sha2::{Digest as _, Sha256};

use super::ExportError;
use crate::hex;

/// The form of the manifest.
pub(super) const FORM: &str = "insyn-export/1";
/// The longest name, in bytes, that every tar holds in one field together with its folder.
const LONGEST_NAME: usize = 94;

/// `manifest.json`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Manifest {
    /// `insyn-export/1`.
    pub form: String,
    /// What the export is: case, purpose, legal ground, by whom, when, to whom; names and values as the caller has them.
    pub context: BTreeMap<String, String>,
    /// Every file, in order of name.
    pub files: Vec<Entry>,
}

/// A file in the manifest.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Entry {
    /// Its name, without folders.
    pub name: String,
    /// Its size.
    pub bytes: u64,
    /// SHA-256 as 64 hexadecimal digits.
    pub sha256: String,
}

/// A file of an export.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct File {
    /// Its name, without folders.
    pub name: String,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// A manifest with its files, which agree: only [`Bundle::new`] and [`super::read`] make one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Bundle {
    manifest: Manifest,
    files: Vec<File>,
}

impl Bundle {
    /// A bundle of files, put in order of name and hashed.
    ///
    /// # Errors
    /// When a name cannot be unpacked safely everywhere, or occurs twice.
    pub fn new(context: BTreeMap<String, String>, mut files: Vec<File>) -> Result<Self, ExportError> {
        files.sort_by(|a, b| a.name.cmp(&b.name));
        let mut names = BTreeSet::new();
        for File { name, .. } in &files {
            check_name(name)?;
            // Unpacked on Windows or macOS, names that differ only in case are one file.
            if !names.insert(name.to_lowercase()) {
                return Err(ExportError::SameName { name: name.clone() });
            }
        }
        let entries = files.iter().map(Entry::of).collect();
        Ok(Self { manifest: Manifest { form: FORM.to_owned(), context, files: entries }, files })
    }

    /// What it says of itself.
    #[must_use]
    pub fn manifest(&self) -> &Manifest {
        &self.manifest
    }

    /// Its files, in order of name.
    #[must_use]
    pub fn files(&self) -> &[File] {
        &self.files
    }

    /// Its files, to keep.
    #[must_use]
    pub fn into_files(self) -> Vec<File> {
        self.files
    }

    /// `SHA256SUMS`.
    pub(super) fn sums(&self) -> String {
        self.manifest.files.iter().map(|Entry { name, sha256, .. }| format!("{sha256}  files/{name}\n")).collect()
    }
}

impl Entry {
    fn of(file: &File) -> Self {
        Self {
            name: file.name.clone(),
            bytes: file.bytes.len() as u64,
            sha256: hex::encode(&Sha256::digest(&file.bytes)),
        }
    }
}

/// A name that is one file in one folder on every system, and that a list shows as it is.
fn check_name(name: &str) -> Result<(), ExportError> {
    let forbidden = |sign: char| {
        sign.is_control()
            || matches!(sign, '/' | '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|')
            || crate::clean::unseen(sign)
    };
    let wrong = name.is_empty()
        || name.len() > LONGEST_NAME
        || name.starts_with(['.', ' ', '-'])
        || name.ends_with(['.', ' '])
        || name.chars().any(forbidden);
    if wrong { Err(ExportError::Name { name: name.to_owned() }) } else { Ok(()) }
}
