//! The lives of signals in the data folder: one for each authority, or for those that were scanned together, below `signals/`.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use ::registers::{DataFolder, folder::slug};
use anyhow::{Context, bail};
use quorum::Person;
use signals::{
    judge::Outcome,
    life::{Act, Event, Known, Life, LifeError, read_lines, write_line},
    precision::Prior,
    retention::without,
    suppress::{Suppressed, Suppression},
};

use crate::{
    journal::{Journal, replace},
    waiting::Waiting,
};

/// The events of a life.
pub(crate) const FILE: &str = "life.jsonl";

/// What is believed of each control, beside a life.
pub(crate) const PRIORS: &str = "priors.json";

/// What is suppressed rests on signals that are no longer what they were.
#[derive(Debug, thiserror::Error)]
#[error("signalerna har ändrats sedan dämpningen {id} föreslogs; titta på dem och föreslå den på nytt")]
pub(crate) struct Changed {
    /// Id of the suppression.
    pub(crate) id: String,
}

/// Somebody judged without saying why.
#[derive(Debug, thiserror::Error)]
#[error("anteckningen är tom; skriv vad som framkom")]
pub(crate) struct NoNote;

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

/// The groups that have been scanned, in order.
pub(crate) fn known(data: &DataFolder) -> anyhow::Result<Vec<String>> {
    let path = data.path().join("signals");
    let failed = || format!("`{}` går inte att läsa", path.display());
    let mut groups = Vec::new();
    if path.is_dir() {
        for entry in fs::read_dir(&path).with_context(failed)? {
            let entry = entry.with_context(failed)?;
            if entry.path().is_dir() {
                groups.push(entry.file_name().to_string_lossy().into_owned());
            }
        }
    }
    groups.sort();
    Ok(groups)
}

/// The groups that have been scanned, in order; only the named one when one is named, as `a` or `a+b`.
pub(crate) fn groups(data: &DataFolder, named: &str) -> anyhow::Result<Vec<String>> {
    let groups = known(data)?;
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
        let journal = Journal::open(&folder, FILE)?;
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

    /// Takes signals out of the life for good; the file stands whole or as it was.
    pub(crate) fn forget(&mut self, signals: &BTreeSet<String>) -> anyhow::Result<()> {
        let events = without(read_lines(self.journal.text())?.events, signals);
        let lines: Result<String, _> = events.iter().map(write_line).collect();
        self.journal.rewrite(lines?)?;
        self.life = Life::fold(&events)?;
        Ok(())
    }

    /// Says what a signal turned out to be.
    pub(crate) fn judge(
        &mut self,
        fingerprint: &str,
        (outcome, note): (Outcome, &str),
        (by, at): (Person, String),
    ) -> anyhow::Result<()> {
        let note = note.trim().to_owned();
        if note.is_empty() {
            return Err(NoNote.into());
        }
        let fingerprint = fingerprint.to_owned();
        self.record(&[Event { at, by, act: Act::Judged { fingerprint, outcome, note } }])
    }

    /// Puts a suppression into force. What was proposed must still be what is there.
    pub(crate) fn suppress(&mut self, act: Suppressed, at: String) -> anyhow::Result<()> {
        let what = act.suppression();
        let id = what.id();
        let now = Suppression::new(&self.life, what.target().clone(), what.period(), what.owner().clone())?;
        if now != *what {
            return Err(Changed { id }.into());
        }
        let by = act.by().last().map(|by| (*by).clone()).context("ingen har skrivit under dämpningen")?;
        self.record(&[Event { at, by, act: Act::Suppressed(Box::new(act)) }])?;
        let mut waiting = self.waiting()?;
        if waiting.all().contains_key(&id) { waiting.forget(&id) } else { Ok(()) }
    }

    /// Ends a suppression before its day.
    pub(crate) fn lift(&mut self, suppression: &str, (by, at): (Person, String)) -> anyhow::Result<()> {
        if !self.life.suppressions().any(|standing| standing.suppressed().suppression().id() == suppression) {
            return Err(LifeError::NoSuppression { id: suppression.to_owned() }.into());
        }
        self.record(&[Event { at, by, act: Act::Lifted { suppression: suppression.to_owned() } }])
    }

    /// Suppressions that wait for a second person.
    pub(crate) fn waiting(&self) -> anyhow::Result<Waiting<Suppression>> {
        Waiting::open(&self.folder, "suppressions.json")
    }

    /// The life as it is now, alone.
    pub(crate) fn into_life(self) -> Life {
        self.life
    }

    /// What is believed of each control before anybody judged its hits, from the latest scans.
    pub(crate) fn priors(&self) -> anyhow::Result<BTreeMap<String, Prior>> {
        let path = self.folder.join(PRIORS);
        if !path.exists() {
            return Ok(BTreeMap::new());
        }
        Ok(serde_json::from_str(&fs::read_to_string(path)?)?)
    }

    /// Keeps the priors of the controls of a scan beside those of the others.
    pub(crate) fn keep_priors(&self, of_scan: &BTreeMap<String, Prior>) -> anyhow::Result<()> {
        let mut priors = self.priors()?;
        priors.extend(of_scan.iter().map(|(control, prior)| (control.clone(), *prior)));
        replace(&self.folder.join(PRIORS), serde_json::to_string_pretty(&priors)?.as_bytes())
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
