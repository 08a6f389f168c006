//! The shadow: a candidate version that runs beside the one in use, with its results kept apart.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    path::{Path, PathBuf},
};

use ::library::Library;
use ::registers::{Catalogue, DataFolder};
use anyhow::{Context, bail};
use engine::{Engine, Request};
use signals::{Run, format_whole_number};

use super::{Order, Shown, create};
use crate::{
    console, data,
    scans::{Together, reads, run_one},
};

/// What the shadow found: by control, what both found, only the version in use, and only the candidate.
#[derive(Debug)]
pub(crate) struct Shadow {
    file: PathBuf,
    counts: BTreeMap<String, [u64; 3]>,
}

/// Runs the controls of a folder of candidates, and the same controls as they are in use, on the same registers. Neither
/// is seen in the life of the signals, and the candidates' signals are written to a file of their own.
pub(crate) fn run(folder: &DataFolder, candidates: &Path, order: &Order) -> anyhow::Result<Shadow> {
    let ids = controls(candidates)?;
    let scan = &order.scan;
    let reads = reads(folder, &scan.authorities, scan.together)?;
    let engine_of =
        |library: Library| Ok::<_, anyhow::Error>(Engine::new(Catalogue::embedded()?, library, scan.threads)?);
    let candidate = engine_of(data::overlaid(candidates)?)?;
    let live = engine_of(data::live(folder)?)?;
    let known: Vec<String> = data::live(folder)?.controls().map(|control| control.id.clone()).collect();
    let run_all = |engine: &Engine, controls: Vec<String>| {
        let request = Request { controls, ..scan.request.clone() };
        let run = |together: &Together| {
            let progress = &mut Shown::default().progress();
            Ok(run_one(folder, engine, together, (&request, scan.on), progress)?.0)
        };
        reads.iter().map(run).collect::<anyhow::Result<Vec<Run>>>().map(Run::merged)
    };
    let found = run_all(&candidate, ids.clone())?;
    // An empty list of controls would mean all of them.
    let shared: Vec<String> = ids.iter().filter(|id| known.contains(id)).cloned().collect();
    let beside = if shared.is_empty() { BTreeMap::new() } else { by_control(&run_all(&live, shared)?) };
    let out = order.out.join("shadow");
    fs::create_dir_all(&out).with_context(|| format!("mappen `{}` går inte att skapa", out.display()))?;
    let file = out.join("signals.jsonl");
    create(&file, |file| Ok(report::write_jsonl(&found, file)?))?;
    let found = by_control(&found);
    let none = BTreeSet::new();
    let counts = ids.into_iter().map(|id| {
        let (theirs, ours) = (found.get(&id).unwrap_or(&none), beside.get(&id).unwrap_or(&none));
        let both = theirs.intersection(ours).count() as u64;
        (id, [both, ours.len() as u64 - both, theirs.len() as u64 - both])
    });
    Ok(Shadow { counts: counts.collect(), file })
}

/// The ids of the controls that a folder has documents of.
pub(crate) fn controls(candidates: &Path) -> anyhow::Result<Vec<String>> {
    let library = Library::of_folder(candidates)
        .with_context(|| format!("mappen `{}` går inte att läsa som kontroller", candidates.display()))?;
    let ids: Vec<String> = library.controls().map(|control| control.id.clone()).collect();
    if ids.is_empty() {
        bail!("mappen `{}` har ingen kontroll; lägg dokumentet i dess undermapp controls", candidates.display());
    }
    Ok(ids)
}

fn by_control(run: &Run) -> BTreeMap<String, BTreeSet<String>> {
    let mut found: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for signal in &run.signals {
        found.entry(signal.control.clone()).or_default().insert(signal.fingerprint.clone());
    }
    found
}

impl Shadow {
    /// Prints what both found, and what only one did.
    pub(crate) fn print(&self) -> anyhow::Result<()> {
        console::line("")?;
        console::line(&console::strong("Skugga: kandidaten bredvid den version som gäller"))?;
        let number = |count: &u64| format_whole_number((*count).into());
        let rows: Vec<Vec<String>> = self
            .counts
            .iter()
            .map(|(id, counts)| std::iter::once(id.clone()).chain(counts.iter().map(number)).collect())
            .collect();
        let header = ["Kontroll", "Båda", "Bara gällande", "Bara kandidaten"];
        for line in console::table(&header, &rows, &[false, true, true, true]) {
            console::line(&line)?;
        }
        console::line(&format!("Kandidatens signaler: {}", self.file.display()))
    }
}
