//! What a file was when it was read, so that it is read again only when it has changed.

use std::{
    fs,
    path::Path,
    sync::{Mutex, MutexGuard, PoisonError},
    time::SystemTime,
};

/// Length, time of change and number on disk; none when there is no file.
///
/// A journal that is appended to gets longer, and a file that is replaced gets another number: neither leans on the clock
/// alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Stamp(Option<(u64, Option<SystemTime>, u64)>);

impl Stamp {
    /// How the file is now.
    pub(super) fn of(path: &Path) -> Self {
        let stamp = fs::metadata(path).map(|file| (file.len(), file.modified().ok(), number(&file)));
        Self(stamp.ok())
    }
}

#[cfg(unix)]
fn number(file: &fs::Metadata) -> u64 {
    std::os::unix::fs::MetadataExt::ino(file)
}

#[cfg(not(unix))]
fn number(_: &fs::Metadata) -> u64 {
    0
}

/// What is behind a lock, also when a thread that held it stopped: each value is put there whole.
pub(super) fn held<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
