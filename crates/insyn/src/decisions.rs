//! Control decisions in the data folder: one TOML file each below `decisions/`. What was decided is never written over; who
//! confirmed it and who revoked it is added.

use std::{
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
};

use ::registers::DataFolder;
use quorum::{Agreed, Person, Proposal};
use signals::gate::{Decision, Decisions, DecisionsError, Record, Registry, Revocation};

use crate::journal;

/// The decisions of a data folder.
#[derive(Debug)]
pub(crate) struct DecisionFolder {
    path: PathBuf,
}

impl DecisionFolder {
    /// The decisions that belong to the registers of `folder`.
    pub(crate) fn of(folder: &DataFolder) -> Self {
        Self { path: folder.path().join("decisions") }
    }

    /// Takes in a decision that was written elsewhere, as a town's own are. One that stands here already and is the same is
    /// left as it is.
    ///
    /// # Errors
    /// When the file is no decision, or another decision has its id.
    pub(crate) fn add(&self, file: &Path) -> Result<Record, DecisionsError> {
        let _lock = self.lock()?;
        let record = read(file)?;
        let known = self.registry()?;
        if let Ok(known) = known.get(&record.decision().id) {
            let id = || DecisionsError::Taken { id: record.decision().id.clone() };
            return if *known == record { Ok(record) } else { Err(id()) };
        }
        self.write(&record)?;
        Ok(record)
    }

    /// Takes in a decision that two people have made.
    ///
    /// # Errors
    /// When it is incomplete, or another decision has its id.
    pub(crate) fn agree(&self, agreed: Agreed<Decision>) -> Result<Record, DecisionsError> {
        let _lock = self.lock()?;
        let [first, second] = agreed.by().map(Clone::clone);
        let [at, confirmed_at] = agreed.at().map(str::to_owned);
        let reason = agreed.reason().to_owned();
        let proposal = Proposal { what: agreed.into_what(), reason, by: first, at };
        let record = self.registry()?.propose(proposal)?.confirm(second, &confirmed_at)?;
        self.write(&record)?;
        Ok(record)
    }

    /// One at a time reads what there is and adds to it.
    fn lock(&self) -> Result<File, DecisionsError> {
        journal::lock(&self.path, "decisions").map_err(|error| storage(&self.path, format!("{error:#}")))
    }

    fn registry(&self) -> Result<Registry, DecisionsError> {
        if !self.path.exists() {
            return Ok(Registry::default());
        }
        let mut files = Vec::new();
        for entry in fs::read_dir(&self.path).map_err(|error| storage(&self.path, error))? {
            let path = entry.map_err(|error| storage(&self.path, error))?.path();
            if path.extension().is_some_and(|end| end == "toml") {
                files.push(path);
            }
        }
        files.sort();
        Registry::new(files.iter().map(|file| read(file)).collect::<Result<Vec<_>, _>>()?)
    }

    /// Writes beside and renames, so that a decision stands whole or not at all.
    fn write(&self, record: &Record) -> Result<(), DecisionsError> {
        let file = self.path.join(format!("{}.toml", ::registers::folder::slug(&record.decision().id)));
        let text = toml::to_string(record).map_err(|error| storage(&file, error))?;
        let put_down = || -> std::io::Result<()> {
            fs::create_dir_all(&self.path)?;
            let beside = file.with_extension("toml.tmp");
            let mut unfinished = fs::File::create(&beside)?;
            unfinished.write_all(text.as_bytes())?;
            unfinished.sync_all()?;
            fs::rename(&beside, &file)
        };
        put_down().map_err(|error| storage(&file, error))
    }
}

impl Decisions for DecisionFolder {
    fn list(&self) -> Result<Vec<Record>, DecisionsError> {
        self.registry()?.list()
    }

    fn propose(&mut self, proposal: Proposal<Decision>) -> Result<Record, DecisionsError> {
        let _lock = self.lock()?;
        let record = self.registry()?.propose(proposal)?;
        self.write(&record)?;
        Ok(record)
    }

    fn confirm(&mut self, id: &str, by: Person, at: &str) -> Result<Record, DecisionsError> {
        let _lock = self.lock()?;
        let record = self.registry()?.confirm(id, by, at)?;
        self.write(&record)?;
        Ok(record)
    }

    fn revoke(&mut self, id: &str, revoked: Revocation) -> Result<Record, DecisionsError> {
        let _lock = self.lock()?;
        let record = self.registry()?.revoke(id, revoked)?;
        self.write(&record)?;
        Ok(record)
    }
}

fn read(file: &Path) -> Result<Record, DecisionsError> {
    let text = fs::read_to_string(file).map_err(|error| storage(file, error))?;
    toml::from_str(&text).map_err(|error| storage(file, error))
}

/// Says which file failed.
#[derive(Debug, thiserror::Error)]
#[error("`{}`: {cause}", path.display())]
struct InFile {
    path: PathBuf,
    cause: Box<dyn std::error::Error + Send + Sync>,
}

fn storage(path: &Path, cause: impl Into<Box<dyn std::error::Error + Send + Sync>>) -> DecisionsError {
    DecisionsError::Storage(Box::new(InFile { path: path.to_owned(), cause: cause.into() }))
}
