//! The lives of signals in the data folder: one for each authority, or for those that were scanned together, below `signals/`.

use std::{
    collections::BTreeMap,
    fs,
    path::{Path, PathBuf},
};

use ::registers::{DataFolder, folder::slug};
use anyhow::bail;
use signals::{
    life::{Event, Known, Life, read_lines, write_line},
    precision::Prior,
};

use crate::journal::{Journal, replace};

/// Folder name of an authority, or of several that are read together.
pub(crate) fn group(authorities: &[String]) -> String {
    let mut names: Vec<String> = authorities.iter().map(|name| slug(name)).collect();
    names.sort();
    names.dedup();
    names.join("+")
}

/// The folder of a group's life.
pub(crate) fn folder(data: &DataFolder, group: &str) -> PathBuf {
    data.path().join("signals").join(group)
}

/// The groups that have been scanned, in order; only the named one when one is named, as `a` or `a+b`.
pub(crate) fn groups(data: &DataFolder, named: &str) -> anyhow::Result<Vec<String>> {
    let path = data.path().join("signals");
    let mut groups = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(&path)? {
            let entry = entry?;
            if entry.path().is_dir() {
                groups.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
    }
    groups.sort();
    if groups.is_empty() {
        bail!("inga signaler är kända i {}; kör `insyn scan` först", data.path().display());
    }
    if named.is_empty() {
        return Ok(groups);
    }
    let wanted = group(&named.split('+').map(str::to_owned).collect::<Vec<_>>());
    if !groups.contains(&wanted) {
        bail!("myndigheten `{named}` har inga signaler; de som har är {}", groups.join(", "));
    }
    Ok(vec![wanted])
}

/// One life, locked while it is open.
#[derive(Debug)]
pub(crate) struct LifeBook {
    group: String,
    folder: PathBuf,
    journal: Journal,
    life: Life,
}

impl LifeBook {
    /// Opens the life of a group.
    pub(crate) fn open(data: &DataFolder, group: &str) -> anyhow::Result<Self> {
        let folder = folder(data, group);
        let journal = Journal::open(&folder, "life.jsonl")?;
        let life = Life::fold(&read_lines(journal.text())?.events)?;
        Ok(Self { group: group.to_owned(), folder, journal, life })
    }

    /// Whose signals they are.
    pub(crate) fn group(&self) -> &str {
        &self.group
    }

    /// Where it is kept.
    pub(crate) fn folder(&self) -> &Path {
        &self.folder
    }

    /// The life as it is now.
    pub(crate) fn life(&self) -> &Life {
        &self.life
    }

    /// Takes in events and puts them on disk, all or none, before they count.
    pub(crate) fn record(&mut self, events: &[Event]) -> anyhow::Result<()> {
        let mut after = self.life.clone();
        let mut lines = String::new();
        for event in events {
            lines.push_str(&write_line(event)?);
            after.apply(event)?;
        }
        self.journal.append(&lines)?;
        self.life = after;
        Ok(())
    }

    /// What is believed of each control before anybody judged its hits, from the latest scans.
    pub(crate) fn priors(&self) -> anyhow::Result<BTreeMap<String, Prior>> {
        let path = self.folder.join("priors.json");
        if !path.exists() {
            return Ok(BTreeMap::new());
        }
        Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
    }

    /// Keeps the priors of the controls of a scan beside those of the others.
    pub(crate) fn keep_priors(&self, of_scan: &BTreeMap<String, Prior>) -> anyhow::Result<()> {
        let mut priors = self.priors()?;
        priors.extend(of_scan.iter().map(|(control, prior)| (control.clone(), *prior)));
        replace(&self.folder.join("priors.json"), serde_json::to_string_pretty(&priors)?.as_bytes())
    }
}

/// The life that knows the one signal whose fingerprint begins so, and that fingerprint.
pub(crate) fn find(data: &DataFolder, named: &str, start: &str) -> anyhow::Result<(LifeBook, String)> {
    let mut found = Vec::new();
    for group in groups(data, named)? {
        let book = LifeBook::open(data, &group)?;
        let fits = |(fingerprint, _): &(&str, &Known)| fingerprint.starts_with(start);
        let hits: Vec<String> = book.life().signals().filter(fits).map(|(id, _)| id.to_owned()).collect();
        match hits.as_slice() {
            [] => {}
            [one] => found.push((book, one.clone())),
            _ => bail!("flera signaler börjar med `{start}`; skriv fler tecken"),
        }
    }
    match (found.pop(), found.pop()) {
        (Some(only), None) => Ok(only),
        (None, _) => bail!("ingen signal börjar med `{start}`; `insyn signals list` visar vilka som finns"),
        (Some((a, _)), Some((b, _))) => {
            bail!("signalen finns hos både {} och {}; ange --authority", a.group(), b.group())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_authorities_are_one_group_in_whatever_order_they_are_named() {
        let names = |names: [&str; 2]| group(&names.map(str::to_owned));
        assert_eq!(names(["Socialnämnden", "Kommunstyrelsen"]), "kommunstyrelsen+socialnamnden");
        assert_eq!(names(["kommunstyrelsen", "socialnamnden"]), names(["socialnamnden", "kommunstyrelsen"]));
    }
}
