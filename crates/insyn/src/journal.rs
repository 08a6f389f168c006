//! A file of lines in the data folder that is only appended to, and locked while it is open.
//!
//! What is appended is on disk before it counts. A last line that was cut off while it was written is left out when the file
//! is opened, and cut away before the next append.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use serde::{Serialize, de::DeserializeOwned};

/// An open journal.
#[derive(Debug)]
pub(crate) struct Journal {
    path: PathBuf,
    text: String,
    _lock: File,
}

impl Journal {
    /// Opens the journal, which is empty when there is no file; nobody else writes to it meanwhile.
    pub(crate) fn open(folder: &Path, name: &str) -> anyhow::Result<Self> {
        let lock = lock(folder, name)?;
        let path = folder.join(name);
        let failed = || format!("`{}` går inte att läsa", path.display());
        let mut bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
            Err(error) => return Err(error).with_context(failed),
        };
        bytes.truncate(bytes.iter().rposition(|byte| *byte == b'\n').map_or(0, |at| at + 1));
        let text = String::from_utf8(bytes).with_context(failed)?;
        Ok(Self { path, text, _lock: lock })
    }

    /// The whole lines.
    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// The lines as values.
    pub(crate) fn read<T: DeserializeOwned>(&self) -> anyhow::Result<Vec<T>> {
        let line = |(at, line): (usize, &str)| {
            let place = || format!("rad {} i `{}` går inte att läsa; återställ filen", at + 1, self.path.display());
            serde_json::from_str(line).with_context(place)
        };
        self.text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()).map(line).collect()
    }

    /// Appends values, one line each.
    pub(crate) fn write<T: Serialize>(&mut self, values: &[T]) -> anyhow::Result<()> {
        let mut lines = String::new();
        for value in values {
            lines.push_str(&serde_json::to_string(value)?);
            lines.push('\n');
        }
        self.append(&lines)
    }

    /// Appends whole lines: all of them or none.
    pub(crate) fn append(&mut self, lines: &str) -> anyhow::Result<()> {
        if lines.is_empty() {
            return Ok(());
        }
        let whole = self.text.len() as u64;
        let put_down = || -> io::Result<()> {
            let mut file = OpenOptions::new().create(true).truncate(false).write(true).open(&self.path)?;
            file.set_len(whole)?;
            file.seek(SeekFrom::End(0))?;
            let written = file.write_all(lines.as_bytes()).and_then(|()| file.sync_all());
            if written.is_err() {
                // The lines that did get there must not count later: what is said here is that nothing was written.
                file.set_len(whole)?;
            }
            written.and_then(|()| sync_folder(&self.path))
        };
        put_down().with_context(|| format!("`{}` går inte att skriva; ingenting ändrades", self.path.display()))?;
        self.text.push_str(lines);
        Ok(())
    }

    /// Puts other lines in place of all: what is disposed of is gone from the file too.
    pub(crate) fn rewrite(&mut self, lines: String) -> anyhow::Result<()> {
        replace(&self.path, lines.as_bytes())?;
        self.text = lines;
        Ok(())
    }
}

/// Locks a file of a folder, which is made when missing, until the lock is dropped.
pub(crate) fn lock(folder: &Path, name: &str) -> anyhow::Result<File> {
    let failed = || format!("`{}` går inte att låsa", folder.join(name).display());
    fs::create_dir_all(folder).with_context(failed)?;
    let lock = File::create(folder.join(format!(".{name}.lock"))).with_context(failed)?;
    lock.lock().with_context(failed)?;
    Ok(lock)
}

/// Writes a file beside its place and moves it there, so that it stands whole or as it was.
pub(crate) fn replace(path: &Path, bytes: &[u8]) -> anyhow::Result<()> {
    let put_down = || -> io::Result<()> {
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder)?;
        }
        let mut beside = path.as_os_str().to_owned();
        beside.push(".tmp");
        let mut file = File::create(&beside)?;
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)?;
        sync_folder(path)
    };
    put_down().with_context(|| format!("`{}` går inte att skriva", path.display()))
}

/// Makes a new name last through a power cut, where the system lets folders be synced.
fn sync_folder(file: &Path) -> io::Result<()> {
    match file.parent() {
        Some(folder) if cfg!(unix) => File::open(folder)?.sync_all(),
        _ => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_was_cut_off_is_left_out_and_cut_away_before_the_next() {
        let folder = tempfile::tempdir().unwrap();
        let read = || Journal::open(folder.path(), "a.jsonl").unwrap().read::<String>().unwrap();
        Journal::open(folder.path(), "a.jsonl").unwrap().write(&["ett", "två"]).unwrap();
        let path = folder.path().join("a.jsonl");
        let torn = [fs::read(&path).unwrap(), b"\"tr\xc3".to_vec()].concat();
        fs::write(&path, torn).unwrap();
        assert_eq!(read(), ["ett", "två"]);
        Journal::open(folder.path(), "a.jsonl").unwrap().write(&["fyra"]).unwrap();
        assert_eq!(read(), ["ett", "två", "fyra"]);
    }

    #[test]
    fn a_whole_line_that_can_not_be_read_is_an_error_that_names_it() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a.jsonl"), "\"ett\"\n{\n").unwrap();
        let error = Journal::open(folder.path(), "a.jsonl").unwrap().read::<String>().unwrap_err();
        assert!(error.to_string().starts_with("rad 2 i"), "{error}");
    }
}
