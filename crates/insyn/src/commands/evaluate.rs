//! `insyn evaluate`: how well a run found what was planted in a made-up municipality.

use std::{collections::BTreeMap, path::Path};

use ::library::Library;
use ::modeltown::{
    Evaluation, FoundTie, Observed, ObservedSignal, RecordRef, ScreeningScore, Share, TieEvaluation, evaluate,
    evaluate_ties,
    truth::{SubjectRef, Truth},
};
use ::registers::{Catalogue, DataFolder};
use ::signals::{
    Signal, Subject,
    pseudonym::{Key, Pseudonym},
    rank,
};
use anyhow::Context;
use clap::ArgMatches;
use engine::Engine;

use super::{signals, text};
use crate::{Outcome, console, data, keys};

/// Least probability at which records count as tied together, as in the link documents.
const CERTAIN: f64 = 0.99;

/// Compares the signals of a file with the truth of a town.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let keys = keys(&data::folder(matches)?)?;
    let found = evaluation(Path::new(text(matches, "truth")), &signals::read(text(matches, "from"))?, &keys)?;
    print(&found)?;
    let is_whole = found.schemes.iter().all(|scheme| scheme.missed_by.is_empty()) && found.top_decoys.is_empty();
    Ok(if is_whole { Outcome::Clean } else { Outcome::Findings })
}

/// The keys of all authorities of a data folder.
pub(crate) fn keys(folder: &DataFolder) -> anyhow::Result<Vec<Key>> {
    folder.authorities()?.into_iter().map(|authority| keys::key(folder, &[authority])).collect()
}

/// Compares signals with the truth in a town's folder. Persons stand in the signals by pseudonyms made with `keys`.
pub(crate) fn evaluation(town: &Path, signals: &[Signal], keys: &[Key]) -> anyhow::Result<Evaluation> {
    let truth = Truth::load(town).with_context(|| format!("facit saknas i `{}`", town.display()))?;
    let mut persons: BTreeMap<String, &str> = BTreeMap::new();
    let planted = truth.schemes.iter().flat_map(|scheme| &scheme.subjects);
    for planted in planted.chain(truth.decoys.iter().flat_map(|decoy| &decoy.subjects)) {
        persons.extend(keys.iter().map(|key| (Pseudonym::of(key, &planted.id).to_string(), planted.id.as_str())));
    }
    let subject = |subject: &Subject| SubjectRef {
        kind: subject.kind.clone(),
        id: persons.get(&subject.id).map_or_else(|| subject.id.clone(), |id| (*id).to_owned()),
    };
    let observed = Observed {
        signals: signals
            .iter()
            .map(|s| ObservedSignal { control: s.control.clone(), subjects: s.subjects.iter().map(subject).collect() })
            .collect(),
        ranking: rank(signals).iter().map(|ranked| subject(&ranked.subject)).collect(),
    };
    Ok(evaluate(&truth, &observed))
}

/// Compares what linkage ties together with the truth in a town's folder. The truth knows the municipal board's registers.
pub(crate) fn ties(town: &Path, folder: &DataFolder, threads: usize) -> anyhow::Result<TieEvaluation> {
    let catalogue = Catalogue::embedded()?;
    let sources = data::sources(folder, &catalogue, "kommunstyrelsen")?;
    let records = Engine::new(catalogue, Library::embedded()?, threads)?.entities(&sources)?;
    let mut first: BTreeMap<(String, String), RecordRef> = BTreeMap::new();
    let mut found = Vec::new();
    for record in records.into_iter().filter(|record| record.probability >= CERTAIN) {
        let this = RecordRef::new(&record.register, &record.record);
        let first = first.entry((record.link, record.entity)).or_insert_with(|| this.clone());
        if *first != this {
            found.push(FoundTie { a: first.clone(), b: this });
        }
    }
    Ok(evaluate_ties(&found, town)?)
}

/// Prints how many planted payments were stopped, and how many good ones were held.
pub(crate) fn print_payments(found: &ScreeningScore) -> anyhow::Result<()> {
    let per_mille = found.held.0 * 1_000 / found.held.1.max(1);
    console::line(&format!(
        "  planterade fel i betalfilerna stoppade: {} av {}; goda betalningar som hölls: {} av {} ({},{} %)",
        found.stopped.0,
        found.stopped.1,
        found.held.0,
        found.held.1,
        per_mille / 10,
        per_mille % 10
    ))?;
    found.missed.iter().try_for_each(|one| console::line(&format!("    missad: {one}")))?;
    found.fooled.iter().try_for_each(|one| console::line(&format!("    hölls i onödan: {one}")))
}

/// Prints how many planted ties were found and how many records were wrongly put together.
pub(crate) fn print_ties(found: &TieEvaluation) -> anyhow::Result<()> {
    let share = |share: &Share| {
        format!("{} av {} ({},{} %)", share.found, share.planted, share.per_mille() / 10, share.per_mille() % 10)
    };
    console::line(&format!(
        "  planterade samband funna: {}, därav dolda: {}; fel ihop: {} på {} poster",
        share(&found.ties),
        share(&found.hidden),
        found.wrong.len(),
        found.records
    ))
}

/// Prints recall, precision per control and the top of the ranking.
pub(crate) fn print(found: &Evaluation) -> anyhow::Result<()> {
    let percent = |per_mille: u64| format!("{},{} %", per_mille / 10, per_mille % 10);
    let whole = found.schemes.iter().filter(|scheme| scheme.missed_by.is_empty()).count();
    console::line(&format!(
        "  planterade upplägg funna: {whole} av {} ({})",
        found.schemes.len(),
        percent(found.recall_per_mille())
    ))?;
    if !found.hidden.is_empty() {
        let whole = found.hidden.iter().filter(|scheme| scheme.missed_by.is_empty()).count();
        console::line(&format!(
            "  planterade upplägg med dold identitet funna: {whole} av {} ({})",
            found.hidden.len(),
            percent(found.hidden_recall_per_mille())
        ))?;
    }
    console::line(&format!(
        "  bland de {} översta subjekten hör {} till ett upplägg ({}) och {} är oskyldiga fällor",
        found.top,
        found.top_in_schemes,
        percent(found.top_precision_per_mille()),
        found.top_decoys.len()
    ))?;
    console::line(&format!(
        "  bland de {} översta hör {} till ett upplägg ({})",
        found.year,
        found.year_in_schemes,
        percent(found.year_precision_per_mille())
    ))?;
    for scheme in found.schemes.iter().filter(|scheme| !scheme.missed_by.is_empty()) {
        console::line(&format!("  MISSAT {}: inte funnet av {}", scheme.id, scheme.missed_by.join(", ")))?;
    }
    for (what, subjects) in
        [("FÄLLA bland de översta", &found.top_decoys), ("okänt bland de översta", &found.top_neither)]
    {
        for subject in subjects {
            console::line(&format!("  {what}: {} {}", subject.kind, subject.id))?;
        }
    }
    let rows: Vec<Vec<String>> = found
        .controls
        .iter()
        .map(|(control, score)| {
            let precision = score.precision_per_mille().map_or_else(|| "-".to_owned(), percent);
            let rest = score.signals - score.true_signals - score.other_schemes - score.decoys;
            let counts = [score.signals, score.true_signals, score.other_schemes, score.decoys, rest];
            std::iter::once(control.clone()).chain(counts.map(|n| n.to_string())).chain([precision]).collect()
        })
        .collect();
    let header = ["Kontroll", "Signaler", "Rätt", "Annat upplägg", "Fälla", "Övrigt", "Precision"];
    console::table(&header, &rows, &[false, true, true, true, true, true, true])
        .iter()
        .try_for_each(|line| console::line(line))
}
