//! A file that was handed over, while it is read: in a folder of its own inside the data folder, which goes with it.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use ::registers::{DataFolder, IntakeError};
use anyhow::Context;
use chrono::{DateTime, Duration, Utc};
use tempfile::TempDir;

use crate::clock;

/// A file on disk, and room beside it, until it is dropped.
#[derive(Debug)]
pub(super) struct Upload {
    folder: TempDir,
    /// Where the file is.
    pub(super) path: PathBuf,
}

impl Upload {
    /// Puts a file down under its own name, which the readers see. Only the owner of the process may read it.
    pub(super) fn of(data: &DataFolder, name: &str, bytes: &[u8]) -> anyhow::Result<Self> {
        let incoming = data.path().join("incoming");
        let failed =
            || format!("`{}` går inte att skriva; kontrollera diskutrymme och rättigheter", incoming.display());
        fs::create_dir_all(&incoming).with_context(failed)?;
        sweep(&incoming, clock::instant()).with_context(failed)?;
        let folder = TempDir::new_in(&incoming).with_context(failed)?;
        fs::create_dir(folder.path().join("fil")).with_context(failed)?;
        let path = folder.path().join("fil").join(file_name(name));
        fs::write(&path, bytes).with_context(failed)?;
        Ok(Self { folder, path })
    }

    /// A data folder that goes with the file.
    pub(super) fn aside(&self) -> Result<DataFolder, IntakeError> {
        DataFolder::open(self.folder.path().join("data"))
    }
}

/// Takes away what a process that was cut off left behind: nothing is read in for a whole day.
fn sweep(incoming: &Path, now: DateTime<Utc>) -> io::Result<()> {
    for entry in fs::read_dir(incoming)? {
        let entry = entry?;
        // Another process may have taken it away meanwhile.
        let Ok(changed) = entry.metadata().and_then(|folder| folder.modified()) else { continue };
        if now - DateTime::<Utc>::from(changed) > Duration::days(1) {
            drop(fs::remove_dir_all(entry.path()));
        }
    }
    Ok(())
}

/// The last part of a name, which is no path and is not hidden.
fn file_name(name: &str) -> String {
    let last = name.rsplit(['/', '\\']).next().unwrap_or_default();
    let tidy: String = last.trim().chars().filter(|sign| !sign.is_control()).take(120).collect();
    let shown = tidy.trim_start_matches(['.', '~']);
    if shown.is_empty() { "fil.csv".to_owned() } else { shown.to_owned() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_is_never_a_path() {
        assert_eq!(file_name("../../etc/passwd"), "passwd");
        assert_eq!(file_name("C:\\filer\\lön.csv"), "lön.csv");
        assert_eq!(file_name(".."), "fil.csv");
        assert_eq!(file_name(""), "fil.csv");
    }

    #[test]
    fn nothing_is_left_when_the_file_has_been_read() {
        let folder = tempfile::tempdir().unwrap();
        let data = DataFolder::open(folder.path()).unwrap();
        let upload = Upload::of(&data, "a.csv", b"x").unwrap();
        let path = upload.path.clone();
        assert!(path.is_file());
        drop(upload);
        assert!(!path.exists());
        assert_eq!(fs::read_dir(folder.path().join("incoming")).unwrap().count(), 0);
    }
    #[test]
    fn what_was_left_behind_goes_after_a_day() {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("kvar")).unwrap();
        let now = clock::instant();
        sweep(folder.path(), now).unwrap();
        assert!(folder.path().join("kvar").is_dir());
        sweep(folder.path(), now + Duration::days(2)).unwrap();
        assert!(!folder.path().join("kvar").exists());
    }
}
