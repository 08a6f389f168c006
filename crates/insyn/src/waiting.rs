//! What one person proposes and another has to confirm, kept in the data folder until then.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
};

use anyhow::Context;
use quorum::Proposal;
use serde::{Serialize, de::DeserializeOwned};

use crate::journal::{lock, replace};

/// Proposals by id, locked while they are open.
#[derive(Debug)]
pub(crate) struct Waiting<T> {
    path: PathBuf,
    proposals: BTreeMap<String, Proposal<T>>,
    _lock: File,
}

impl<T: Serialize + DeserializeOwned> Waiting<T> {
    /// Opens the proposals of a file, none when there is no file.
    pub(crate) fn open(folder: &Path, name: &str) -> anyhow::Result<Self> {
        let lock = lock(folder, name)?;
        let path = folder.join(name);
        let failed = || format!("`{}` går inte att läsa", path.display());
        let proposals = match fs::read_to_string(&path) {
            Ok(text) => serde_json::from_str(&text).with_context(failed)?,
            Err(error) if error.kind() == io::ErrorKind::NotFound => BTreeMap::new(),
            Err(error) => return Err(error).with_context(failed),
        };
        Ok(Self { path, proposals, _lock: lock })
    }

    /// All that waits, by id.
    pub(crate) fn all(&self) -> &BTreeMap<String, Proposal<T>> {
        &self.proposals
    }

    /// Keeps a proposal; one with the same id is replaced.
    pub(crate) fn keep(&mut self, id: &str, proposal: Proposal<T>) -> anyhow::Result<()> {
        self.proposals.insert(id.to_owned(), proposal);
        self.save()
    }

    /// Forgets a proposal, once it is in force.
    pub(crate) fn forget(&mut self, id: &str) -> anyhow::Result<()> {
        self.proposals.remove(id);
        self.save()
    }

    fn save(&self) -> anyhow::Result<()> {
        replace(&self.path, serde_json::to_string_pretty(&self.proposals)?.as_bytes())
    }
}
