//! The latest run of a group, whole: `run.json` beside its life.
//!
//! A run of some controls says nothing of the others, and one that could not compute a control says nothing of its
//! signals; what was found before then stays, as it does in the life. So every signal that the life holds and that is not
//! gone stands here with its evidence, also when it is suppressed.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs, io,
    path::Path,
};

use ::registers::DataFolder;
use anyhow::Context;
use serde::{Deserialize, Serialize};
use signals::{ControlRun, Run, precision::Precision};

use crate::{
    journal::replace,
    lives::{self, LifeBook},
    worklist::arrange,
};

/// Name of the file.
pub(crate) const FILE: &str = "run.json";

/// What the latest run of every control found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct Latest {
    /// When the latest run was made.
    pub(crate) made_at: String,
    /// What was found; subjects in order.
    pub(crate) run: Run,
}

/// The latest run in the folder of a life; none when no run was kept.
pub(crate) fn read(folder: &Path) -> anyhow::Result<Option<Latest>> {
    let path = folder.join(FILE);
    let failed = || format!("`{}` går inte att läsa; kör kontrollerna på nytt", path.display());
    match fs::read(&path) {
        Ok(bytes) => serde_json::from_slice(&bytes).map(Some).with_context(failed),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error).with_context(failed),
    }
}

/// Keeps a run as the latest, with its subjects in the order that `precisions` give.
pub(crate) fn keep(
    folder: &Path,
    run: &Run,
    made_at: &str,
    precisions: &BTreeMap<String, Precision>,
) -> anyhow::Result<()> {
    // One that can not be read is of no use to anybody, and must not stop the next.
    let before = read(folder).ok().flatten().map(|latest| latest.run);
    let mut run = match before {
        Some(before) => laid_over(run.clone(), before),
        None => run.clone(),
    };
    arrange(&mut run, precisions);
    write(folder, &Latest { made_at: made_at.to_owned(), run })
}

/// Takes away the rows of registers, and the pictures drawn of them, that rest on snapshots that are disposed of.
pub(crate) fn forget(data: &DataFolder, disposed: &BTreeSet<&str>) -> anyhow::Result<()> {
    for group in lives::known(data)? {
        // Nobody writes a run meanwhile.
        let book = LifeBook::open(data, &group)?;
        let Some(Latest { made_at, mut run }) = read(book.folder())? else { continue };
        let mut shown: BTreeSet<(String, String)> = BTreeSet::new();
        let rests = |snapshots: &[String]| snapshots.iter().any(|snapshot| disposed.contains(snapshot.as_str()));
        for signal in run.signals.iter_mut().filter(|signal| rests(&signal.snapshots)) {
            signal.evidence.rows.clear();
            shown.extend(signal.subjects.iter().map(|subject| (subject.kind.clone(), subject.id.clone())));
        }
        run.pictures.retain(|picture| !shown.contains(&(picture.kind.clone(), picture.id.clone())));
        if !shown.is_empty() {
            write(book.folder(), &Latest { made_at, run })?;
        }
    }
    Ok(())
}

fn write(folder: &Path, latest: &Latest) -> anyhow::Result<()> {
    replace(&folder.join(FILE), &serde_json::to_vec(latest)?)
}

/// The run, with what was found before by controls that it did not compute.
fn laid_over(mut run: Run, before: Run) -> Run {
    let named: BTreeSet<String> = run.controls.iter().map(|control| control.control.id.clone()).collect();
    let computed: BTreeSet<String> =
        run.controls.iter().filter(|run| run.is_computed()).map(|run| run.control.id.clone()).collect();
    run.controls.extend(before.controls.into_iter().filter(|old: &ControlRun| !named.contains(&old.control.id)));
    run.controls.sort_by(|a, b| a.control.id.cmp(&b.control.id));
    let kept: Vec<_> = before.signals.into_iter().filter(|signal| !computed.contains(&signal.control)).collect();
    let read: BTreeSet<&String> = kept.iter().flat_map(|signal| &signal.snapshots).collect();
    run.snapshots.extend(before.snapshots.into_iter().filter(|snapshot| read.contains(&snapshot.id)));
    run.snapshots.sort();
    run.snapshots.dedup();
    run.signals.extend(kept);
    run.signals.sort_by(|a, b| (&a.control, &a.fingerprint).cmp(&(&b.control, &b.fingerprint)));
    let drawn: BTreeSet<(String, String)> =
        run.pictures.iter().map(|picture| (picture.kind.clone(), picture.id.clone())).collect();
    let is_new = |kind: &str, id: &str| !drawn.contains(&(kind.to_owned(), id.to_owned()));
    run.pictures.extend(before.pictures.into_iter().filter(|picture| is_new(&picture.kind, &picture.id)));
    run
}
