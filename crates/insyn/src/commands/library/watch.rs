//! `insyn library test --watch`: tests a document again each time that it is saved.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
    thread,
    time::{Duration, SystemTime},
};

use anyhow::bail;
use clap::ArgMatches;

use super::super::text;
use crate::{Outcome, console};

/// How often the folder is looked at.
const PAUSE: Duration = Duration::from_millis(300);

type Saved = BTreeMap<PathBuf, SystemTime>;

/// Tests what is named, and then what is saved, until the program is stopped. A document that can not be read is said and
/// waited for.
pub(super) fn run(matches: &ArgMatches, test: impl Fn(&str) -> anyhow::Result<Outcome>) -> anyhow::Result<Outcome> {
    let folder = Path::new(text(matches, "library"));
    if folder.as_os_str().is_empty() {
        bail!("--watch behöver --library MAPP: mappen vars dokument du ändrar");
    }
    let named = text(matches, "name");
    let mut names = vec![named.to_owned()];
    loop {
        let before = saved(folder);
        for name in &names {
            if let Err(error) = test(name) {
                console::line(&format!("{error:#}"))?;
            }
        }
        console::line(&format!("Väntar på att något sparas i `{}`. Avsluta med Ctrl-C.", folder.display()))?;
        let after = loop {
            thread::sleep(PAUSE);
            let now = saved(folder);
            if now != before {
                break now;
            }
        };
        names = if named.is_empty() { changed(&before, &after) } else { vec![named.to_owned()] };
    }
}

/// The controls and checks that were saved; everything, which has no name, when it was something that they stand on.
fn changed(before: &Saved, after: &Saved) -> Vec<String> {
    let mut names = Vec::new();
    for path in after.iter().filter(|(path, at)| before.get(*path) != Some(at)).map(|(path, _)| path) {
        let is_own = path.components().any(|part| ["controls", "screening"].iter().any(|own| part.as_os_str() == *own));
        match path.file_stem().filter(|_| is_own) {
            Some(id) => names.push(id.to_string_lossy().into_owned()),
            None => return vec![String::new()],
        }
    }
    // Something was removed: whatever it was laid over is back.
    if names.is_empty() { vec![String::new()] } else { names }
}

/// The files of a folder and when each was saved.
fn saved(folder: &Path) -> Saved {
    let mut saved = Saved::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            match entry.metadata() {
                Ok(of) if of.is_dir() => folders.push(entry.path()),
                Ok(of) => {
                    saved.insert(entry.path(), of.modified().unwrap_or(SystemTime::UNIX_EPOCH));
                }
                // It was removed in between.
                Err(_) => {}
            }
        }
    }
    saved
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(files: &[(&str, u64)]) -> Saved {
        let time = |second: u64| SystemTime::UNIX_EPOCH + Duration::from_secs(second);
        files.iter().map(|(path, second)| (PathBuf::from(path), time(*second))).collect()
    }

    #[test]
    fn what_is_tested_again_is_what_was_saved() {
        let before = at(&[("l/controls/grants/GR-01.md", 1), ("l/links/ties.md", 1)]);
        let saved = at(&[("l/controls/grants/GR-01.md", 2), ("l/links/ties.md", 1), ("l/controls/grants/GR-02.md", 1)]);
        assert_eq!(changed(&before, &saved), ["GR-01", "GR-02"]);
        assert_eq!(changed(&before, &at(&[("l/controls/grants/GR-01.md", 1), ("l/links/ties.md", 2)])), [""]);
        assert_eq!(changed(&before, &at(&[("l/links/ties.md", 1)])), [""]);
    }
}
