//! The keys of disposal: one per case, in files apart from the database.
//!
//! Deleting rows does not dispose of a case, since old backups of the database still hold its wraps and its members still
//! hold their keys. So each case's secret is also wrapped under a key that lies here and nowhere else, with backups that
//! live at most 30 days. Destroy it, and every copy of the case is noise.
//!
//! The key is written before the case is: a case without one could never be opened, one without a case harms nobody.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use rand_core::CryptoRngCore;

use crate::{
    VaultError, keyfile,
    secret::{Bytes32, derive, hidden, random},
};

const WRAPPING: &str = "insyn 2026 shred key of a case";

/// The key of disposal of one case. Wiped when let go.
pub struct ShredKey {
    case: String,
    key: Bytes32,
}

hidden!(ShredKey);

impl ShredKey {
    /// The case it belongs to.
    #[must_use]
    pub fn case(&self) -> &str {
        &self.case
    }

    /// A fresh one that is not on any disk yet: an intake makes it, seals it to the core and forgets it.
    pub(crate) fn fresh(case: &str, rng: &mut dyn CryptoRngCore) -> Self {
        Self { case: case.to_owned(), key: random(rng) }
    }

    /// The secret bytes.
    pub(crate) fn bytes(&self) -> &[u8; 32] {
        &self.key
    }

    /// The key that case secrets are wrapped under.
    pub(crate) fn wrapping(&self) -> Bytes32 {
        derive(WRAPPING, &self.key)
    }
}

/// The folder of all keys of disposal, usually `keys/shred`.
#[derive(Debug, Clone)]
pub struct ShredKeys {
    folder: PathBuf,
}

impl ShredKeys {
    /// The keys in a folder, which is made with the first key.
    #[must_use]
    pub fn new(folder: impl Into<PathBuf>) -> Self {
        Self { folder: folder.into() }
    }

    /// A fresh key for a new case, on the disk before this returns.
    ///
    /// # Errors
    /// When the case already has one, the id is no file name, or the file cannot be written.
    pub fn create(&self, case: &str, rng: &mut dyn CryptoRngCore) -> Result<ShredKey, VaultError> {
        self.put(case, random(rng))
    }

    /// A key that was made elsewhere for this case, on the disk before this returns.
    pub(crate) fn put(&self, case: &str, key: Bytes32) -> Result<ShredKey, VaultError> {
        let path = self.path(case)?;
        keyfile::create(&path, &key).map_err(|error| match error {
            VaultError::KeyFile { source, .. } if source.kind() == io::ErrorKind::AlreadyExists => {
                VaultError::ShredExists { case: case.to_owned() }
            }
            error => error,
        })?;
        Ok(ShredKey { case: case.to_owned(), key })
    }

    /// The key of a case.
    ///
    /// # Errors
    /// [`VaultError::ShredMissing`] when the case is disposed of; others when the file cannot be read.
    pub fn get(&self, case: &str) -> Result<ShredKey, VaultError> {
        let key = keyfile::read(&self.path(case)?).map_err(|error| missing(case, error))?;
        Ok(ShredKey { case: case.to_owned(), key })
    }

    /// Destroys the key of a case: overwritten, removed, and on the disk before this returns. Nothing brings the case
    /// back. Backups of this folder must be left to run out (at most 30 days).
    ///
    /// # Errors
    /// [`VaultError::ShredMissing`] when there is none, which is what a second call answers; others when the file cannot
    /// be changed, and then the case is not disposed of.
    pub fn destroy(&self, case: &str) -> Result<(), VaultError> {
        keyfile::destroy(&self.path(case)?).map_err(|error| missing(case, error))
    }

    /// The cases that have a key, in order: what is not in the database any more, or not yet, stands out.
    ///
    /// # Errors
    /// When the folder cannot be read. One that was never made has none.
    pub fn cases(&self) -> Result<Vec<String>, VaultError> {
        let failed = |source| VaultError::KeyFile { path: self.folder.clone(), act: "läsas", source };
        let mut cases = Vec::new();
        let entries = match fs::read_dir(&self.folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(cases),
            entries => entries.map_err(failed)?,
        };
        for entry in entries {
            let name = entry.map_err(failed)?.file_name();
            cases.extend(name.to_str().and_then(|name| name.strip_suffix(".key")).map(str::to_owned));
        }
        cases.sort_unstable();
        Ok(cases)
    }

    /// Where the keys lie.
    #[must_use]
    pub fn folder(&self) -> &Path {
        &self.folder
    }

    fn path(&self, case: &str) -> Result<PathBuf, VaultError> {
        let sign = |byte: u8| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_');
        if case.is_empty() || case.len() > 64 || !case.bytes().all(sign) {
            return Err(VaultError::KeyName { name: case.to_owned() });
        }
        Ok(self.folder.join(format!("{case}.key")))
    }
}

fn missing(case: &str, error: VaultError) -> VaultError {
    match error {
        VaultError::KeyFile { source, .. } if source.kind() == io::ErrorKind::NotFound => {
            VaultError::ShredMissing { case: case.to_owned() }
        }
        error => error,
    }
}
