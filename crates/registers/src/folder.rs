//! The data folder: which snapshots there are, and how a new one gets there whole or not at all.
//!
//! ```text
//! registers/<authority>/<register>/
//!     <part>.parquet        rows
//!     <part>.rejects.csv    rows that were refused
//!     <snapshot>.json       manifest: which parts, from which files
//!     current               the id of the latest snapshot; empty when it was disposed of
//! ```
//!
//! INVARIANT: a file under its final name is complete. Each is written under a temporary name in the same folder, synced
//! and renamed, in the order of the list, so that an import that stops anywhere leaves the latest snapshot as it was.

use std::collections::BTreeSet;
use std::fs::{self, File, TryLockError};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use crate::IntakeError;
use crate::snapshot::{FORMAT, Manifest, Snapshot};

const CURRENT: &str = "current";
const LOCK: &str = ".lock";
const UNFINISHED: &str = "tmp";

/// A folder of snapshots.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DataFolder {
    path: PathBuf,
}

impl DataFolder {
    /// Opens the folder, which is created when missing.
    ///
    /// # Errors
    /// [`IntakeError::Write`] when it cannot be created.
    pub fn open(path: impl Into<PathBuf>) -> Result<Self, IntakeError> {
        let path = path.into();
        fs::create_dir_all(path.join("registers"))
            .map_err(|source| IntakeError::Write { path: path.clone(), source })?;
        Ok(Self { path })
    }

    /// Where the folder is.
    #[must_use]
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// The folder of one register of one authority.
    #[must_use]
    pub fn register_path(&self, authority: &str, register: &str) -> PathBuf {
        self.path.join("registers").join(slug(authority)).join(slug(register))
    }

    /// The authorities that have snapshots, as folder names, in order.
    ///
    /// # Errors
    /// [`IntakeError::Read`].
    pub fn authorities(&self) -> Result<Vec<String>, IntakeError> {
        folders(&self.path.join("registers"))
    }

    /// The latest snapshot of every register of an authority, in order of register.
    ///
    /// # Errors
    /// [`IntakeError::Read`] or [`IntakeError::Manifest`].
    pub fn snapshots(&self, authority: &str) -> Result<Vec<Snapshot>, IntakeError> {
        let registers = folders(&self.path.join("registers").join(slug(authority)))?;
        let latest = registers.iter().map(|register| self.snapshot_latest(authority, register));
        latest.filter_map(Result::transpose).collect()
    }

    /// The latest snapshot of a register.
    ///
    /// # Errors
    /// [`IntakeError::Read`] or [`IntakeError::Manifest`].
    pub fn snapshot_latest(&self, authority: &str, register: &str) -> Result<Option<Snapshot>, IntakeError> {
        let folder = self.register_path(authority, register);
        let Some(manifest) = manifest_current(&folder)? else { return Ok(None) };
        Ok(Some(Snapshot { manifest, folder }))
    }

    /// Every snapshot of a register, oldest first.
    ///
    /// # Errors
    /// [`IntakeError::Read`] or [`IntakeError::Manifest`].
    pub fn snapshot_history(&self, authority: &str, register: &str) -> Result<Vec<Snapshot>, IntakeError> {
        let folder = self.register_path(authority, register);
        let (manifests, _) = manifests(&folder)?;
        Ok(manifests.into_iter().map(|manifest| Snapshot { manifest, folder: folder.clone() }).collect())
    }

    /// Disposes of a snapshot: its manifest goes, and with it every part that no other snapshot names. When it was the latest
    /// the register is then empty, until the next import; an older snapshot does not come back. False when there is no such
    /// snapshot, so that a disposal that was cut off can be made again.
    ///
    /// # Errors
    /// [`IntakeError::Busy`] while an import runs, [`IntakeError::Manifest`] when a manifest of the register can not be read
    /// and may name the same parts, [`IntakeError::Write`] when a file can not be removed.
    pub fn dispose(&self, authority: &str, register: &str, snapshot: &str) -> Result<bool, IntakeError> {
        if !self.register_path(authority, register).is_dir() {
            return Ok(false);
        }
        // Locking removes the parts that no manifest names: also those of a disposal that was cut off.
        let locked = self.lock(authority, register)?;
        let (manifests, is_whole) = manifests(locked.path())?;
        if !is_whole {
            let detail = "det finns ett manifest som är skadat".to_owned();
            return Err(IntakeError::Manifest { path: locked.path().to_owned(), detail });
        }
        let is_there = manifests.iter().any(|manifest| manifest.id == snapshot);
        if is_there {
            if manifest_current(locked.path())?.is_none_or(|latest| latest.id == snapshot) {
                locked.point_to("")?;
            }
            let file = locked.path().join(format!("{snapshot}.json"));
            let gone = fs::remove_file(&file).and_then(|()| sync_folder(&file));
            gone.map_err(|source| IntakeError::Write { path: file, source })?;
            locked.clean()?;
        }
        Ok(is_there)
    }

    pub(crate) fn lock(&self, authority: &str, register: &str) -> Result<Locked, IntakeError> {
        let path = self.register_path(authority, register);
        let write = |source| IntakeError::Write { path: path.clone(), source };
        fs::create_dir_all(&path).map_err(write)?;
        let lock = File::create(path.join(LOCK)).map_err(write)?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(IntakeError::Busy { register: register.to_owned(), folder: path });
            }
            // A file system without locks: one import at a time is then up to the user.
            Err(TryLockError::Error(_)) => {}
        }
        let locked = Locked { path, _lock: lock };
        locked.clean()?;
        Ok(locked)
    }
}

/// A register's folder while an import writes to it.
#[derive(Debug)]
pub(crate) struct Locked {
    path: PathBuf,
    _lock: File,
}

impl Locked {
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// Removes what an import that was cut off left behind: unfinished files, and parts that no manifest names.
    fn clean(&self) -> Result<(), IntakeError> {
        let read = |source| IntakeError::read(self.path.display().to_string(), source);
        let (manifests, is_whole) = manifests(&self.path)?;
        let named: BTreeSet<String> =
            manifests.into_iter().flat_map(|manifest| manifest.parts).map(|part| part.id).collect();
        for entry in fs::read_dir(&self.path).map_err(read)? {
            let path = entry.map_err(read)?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
            let part = name.strip_suffix(".parquet").or_else(|| name.strip_suffix(".rejects.csv"));
            let is_leftover = path.extension().is_some_and(|end| end == UNFINISHED);
            // A manifest that cannot be read may name any part.
            let is_unnamed = is_whole && part.is_some_and(|part| !named.contains(part));
            if path.is_file() && (is_leftover || is_unnamed) {
                fs::remove_file(&path).map_err(|source| IntakeError::Write { path: path.clone(), source })?;
            }
        }
        Ok(())
    }

    pub(crate) fn manifest_current(&self) -> Result<Option<Manifest>, IntakeError> {
        manifest_current(&self.path)
    }

    /// The manifest of a snapshot, when it is there and of this version.
    pub(crate) fn manifest(&self, id: &str) -> Result<Option<Manifest>, IntakeError> {
        let (manifests, _) = manifests(&self.path)?;
        let found = manifests.into_iter().find(|manifest| manifest.id == id && manifest.format == FORMAT);
        Ok(found.filter(|manifest| manifest.parts.iter().all(|part| self.path.join(&part.file).is_file())))
    }

    pub(crate) fn sequence_next(&self) -> Result<u64, IntakeError> {
        Ok(manifests(&self.path)?.0.last().map_or(1, |manifest| manifest.sequence + 1))
    }

    /// A file to be written under a temporary name.
    pub(crate) fn create(&self, name: &str) -> Result<Unfinished, IntakeError> {
        let temporary = self.path.join(format!(".{name}.{UNFINISHED}"));
        let file = File::create(&temporary).map_err(|source| IntakeError::Write { path: temporary.clone(), source })?;
        Ok(Unfinished { file, temporary, path: self.path.join(name), is_done: false })
    }

    /// Writes the manifest and makes its snapshot the latest.
    pub(crate) fn publish(&self, manifest: &Manifest) -> Result<(), IntakeError> {
        let name = format!("{}.json", manifest.id);
        let mut text = serde_json::to_vec_pretty(manifest)
            .map_err(|error| IntakeError::Manifest { path: self.path.join(&name), detail: error.to_string() })?;
        text.push(b'\n');
        self.write(&name, &text)?;
        self.point_to(&manifest.id)
    }

    /// Makes a snapshot the latest.
    pub(crate) fn point_to(&self, id: &str) -> Result<(), IntakeError> {
        self.write(CURRENT, format!("{id}\n").as_bytes())
    }

    fn write(&self, name: &str, bytes: &[u8]) -> Result<(), IntakeError> {
        let mut unfinished = self.create(name)?;
        let path = unfinished.temporary.clone();
        unfinished.file.write_all(bytes).map_err(|source| IntakeError::Write { path, source })?;
        unfinished.finish()
    }
}

/// A file under its temporary name; removed unless it is finished.
#[derive(Debug)]
pub(crate) struct Unfinished {
    file: File,
    temporary: PathBuf,
    path: PathBuf,
    is_done: bool,
}

impl Unfinished {
    /// The name that it will have.
    pub(crate) fn path(&self) -> &Path {
        &self.path
    }

    /// A handle to write through.
    pub(crate) fn writer(&self) -> Result<File, IntakeError> {
        self.file.try_clone().map_err(|source| IntakeError::Write { path: self.temporary.clone(), source })
    }

    /// Gives the file its name, once its bytes are on disk.
    pub(crate) fn finish(mut self) -> Result<(), IntakeError> {
        let write = |source| IntakeError::Write { path: self.path.clone(), source };
        self.file.sync_all().map_err(write)?;
        fs::rename(&self.temporary, &self.path).map_err(write)?;
        sync_folder(&self.path).map_err(write)?;
        self.is_done = true;
        Ok(())
    }
}

impl Drop for Unfinished {
    fn drop(&mut self) {
        if !self.is_done {
            // What cannot be removed now is removed by the next import.
            let _ignored = fs::remove_file(&self.temporary);
        }
    }
}

/// Makes a rename last through a power cut, where the system lets folders be synced.
fn sync_folder(file: &Path) -> io::Result<()> {
    match file.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

/// The folder name of an authority: lower case, without accents, words joined by hyphens.
#[must_use]
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len());
    for c in name.chars().flat_map(char::to_lowercase) {
        match c {
            'å' | 'ä' => slug.push('a'),
            'ö' => slug.push('o'),
            'é' | 'è' => slug.push('e'),
            'ü' => slug.push('u'),
            'a'..='z' | '0'..='9' | '_' => slug.push(c),
            _ if slug.ends_with('-') || slug.is_empty() => {}
            _ => slug.push('-'),
        }
    }
    let slug = slug.trim_end_matches('-');
    if slug.is_empty() { "namnlos".to_owned() } else { slug.to_owned() }
}

fn folders(path: &Path) -> Result<Vec<String>, IntakeError> {
    let read = |source| IntakeError::read(path.display().to_string(), source);
    if !path.exists() {
        return Ok(Vec::new());
    }
    let mut names = Vec::new();
    for entry in fs::read_dir(path).map_err(read)? {
        let entry = entry.map_err(read)?;
        if entry.path().is_dir() {
            names.push(entry.file_name().to_string_lossy().into_owned());
        }
    }
    names.sort();
    Ok(names)
}

/// Every manifest of a register's folder that can be read, oldest first, and whether all could.
fn manifests(folder: &Path) -> Result<(Vec<Manifest>, bool), IntakeError> {
    let read = |source| IntakeError::read(folder.display().to_string(), source);
    let mut manifests = Vec::new();
    let mut is_whole = true;
    if !folder.exists() {
        return Ok((manifests, is_whole));
    }
    for entry in fs::read_dir(folder).map_err(read)? {
        let path = entry.map_err(read)?.path();
        if path.is_file() && path.extension().is_some_and(|end| end == "json") {
            match manifest_read(&path) {
                Ok(manifest) => manifests.push(manifest),
                Err(_) => is_whole = false,
            }
        }
    }
    manifests.sort_by(|a, b| (a.sequence, &a.id).cmp(&(b.sequence, &b.id)));
    Ok((manifests, is_whole))
}

fn manifest_read(path: &Path) -> Result<Manifest, IntakeError> {
    let text = fs::read(path).map_err(|source| IntakeError::read(path.display().to_string(), source))?;
    serde_json::from_slice(&text)
        .map_err(|error| IntakeError::Manifest { path: path.to_owned(), detail: error.to_string() })
}

/// The manifest that `current` names; none when it names nothing, and without that file the last one.
fn manifest_current(folder: &Path) -> Result<Option<Manifest>, IntakeError> {
    match fs::read_to_string(folder.join(CURRENT)) {
        Ok(id) if id.trim().is_empty() => Ok(None),
        Ok(id) => manifest_read(&folder.join(format!("{}.json", id.trim()))).map(Some),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(manifests(folder)?.0.pop()),
        Err(source) => Err(IntakeError::read(folder.join(CURRENT).display().to_string(), source)),
    }
}
