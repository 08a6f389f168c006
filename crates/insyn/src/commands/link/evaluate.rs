//! `insyn link evaluate`: how right a run is, told by the truth or by people's answers.

use std::collections::BTreeMap;

use anyhow::{Context, bail};
use clap::ArgMatches;
use linkage::{Clusters, Edge, Label, MISSING, Scores, Table, Threshold, Truth, best, chart, components};

use super::{
    input::{self, Wanted},
    label::{ANSWERS, as_written},
    report::number,
    run::{self, Needs, Run},
};
use crate::{Outcome, console};

/// Steps of the thresholds in bits.
const STEP: f64 = 0.1;
/// Probabilities whose thresholds are shown.
const SHOWN: [f64; 7] = [0.1, 0.5, 0.8, 0.9, 0.95, 0.99, 0.999];

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let how = run::clustering(matches)?;
    let aside = matches.get_one::<String>("truth-column").cloned();
    let run = run::prepare(matches, &Needs { aside: aside.iter().cloned().collect(), raw: false })?;
    let edges = run.edges(run::keep(matches), &how);
    let thresholds = if let Some(path) = matches.get_one::<String>("labels") {
        run.done();
        judged(&run, &edges, path)?
    } else {
        let truth = match (matches.get_one::<String>("truth"), &aside) {
            (Some(path), _) => truth_file(&run, path)?,
            (None, Some(column)) => truth_column(&run.kept, column)?,
            (None, None) => bail!("ange facit med --truth, --truth-column eller --labels"),
        };
        let clusters = run.clusters(&edges, &how);
        run.done();
        let truth = Truth::new(truth, run.kept.sources.clone(), run.scope);
        let thresholds = truth.thresholds(&edges, STEP);
        console::line(&format!("{} sanna par", number(truth.true_pairs())))?;
        table(&thresholds)?;
        entities(&run, &truth, &edges, &clusters)?;
        thresholds
    };
    if let Some(path) = matches.get_one::<String>("svg") {
        run::write(path, &chart::thresholds(&thresholds, "Precision och täckning för varje gräns"))?;
        console::line(&format!("Bilden sparades i {path}"))?;
    }
    Ok(Outcome::Clean)
}

fn table(thresholds: &[Threshold]) -> anyhow::Result<()> {
    let row = |name: String, threshold: &Threshold| {
        let scores = threshold.scores;
        vec![
            name,
            chart::signed(threshold.bits),
            number(threshold.found),
            number(threshold.right),
            decimal(scores.precision),
            decimal(scores.recall),
            decimal(scores.f1),
        ]
    };
    let mut rows = Vec::new();
    for probability in SHOWN {
        let bits = (probability / (1.0 - probability)).log2();
        if let Some(threshold) = thresholds.iter().rfind(|threshold| threshold.bits >= bits) {
            rows.push(row(format!("sannolikhet ≥ {}", chart::share(probability)), threshold));
        }
    }
    if let Some(best) = best(thresholds) {
        rows.push(row("bästa F1".to_owned(), &best));
    }
    let header = ["Gräns", "Bitar", "Par", "Rätta", "Precision", "Täckning", "F1"];
    for line in console::table(&header, &rows, &[false, true, true, true, true, true, true]) {
        console::line(&line)?;
    }
    Ok(())
}

fn entities(run: &Run, truth: &Truth, edges: &[Edge], clusters: &Clusters) -> anyhow::Result<()> {
    let closure = components(&run.linker, edges, (0.95_f64 / 0.05).log2());
    let line = |name: &str, scores: Scores| {
        vec![name.to_owned(), decimal(scores.precision), decimal(scores.recall), decimal(scores.f1)]
    };
    let rows = [
        line("B-cubed", truth.b_cubed(clusters)),
        line("par inom entiteter", truth.implied_pairs(clusters)),
        line("B-cubed, bara sammanhang vid 95 %", truth.b_cubed(&closure)),
        line("par inom dem", truth.implied_pairs(&closure)),
    ];
    console::line("")?;
    for text in console::table(&["Entiteter", "Precision", "Täckning", "F1"], &rows, &[false, true, true, true]) {
        console::line(&text)?;
    }
    Ok(())
}

fn decimal(share: f64) -> String {
    format!("{share:.4}").replace('.', ",")
}

/// The true entity of each row, from a column of the files.
fn truth_column(kept: &Table, name: &str) -> anyhow::Result<Vec<u32>> {
    let column = kept.column(name).with_context(|| format!("kolumnen `{name}` finns inte"))?;
    alone(column.ids.iter().map(|id| (*id != MISSING).then_some(*id)).collect())
}

/// The true entity of each row, from a file with id and entity, and source when there are several.
fn truth_file(run: &Run, path: &str) -> anyhow::Result<Vec<u32>> {
    let table = input::read(&[path.to_owned()], &Wanted { columns: None, id: None })?.table;
    let named =
        |names: &[&str]| table.columns.iter().find(|column| names.contains(&column.name.to_lowercase().as_str()));
    let own = run.model.id.as_deref().and_then(|id| table.column(id));
    let id = own.or_else(|| named(&["id", "record_id"])).or_else(|| table.columns.first());
    let entity = named(&["entity", "entitet", "person", "cluster", "truth", "facit"]).or_else(|| table.columns.get(1));
    let (Some(id), Some(entity)) = (id, entity) else { bail!("`{path}` behöver två kolumner: id och rätt entitet") };
    let source = named(&["source", "källa"]).filter(|_| run.sources.len() > 1);
    let mut of: BTreeMap<(Option<&str>, &str), u32> = BTreeMap::new();
    for row in 0..table.len() {
        let key = (source.and_then(|source| source.text(row)), id.text(row).unwrap_or_default());
        if let Some(entity) = entity.ids.get(row).filter(|entity| **entity != MISSING) {
            of.insert(key, *entity);
        }
    }
    let rows = 0..u32::try_from(run.linker.len()).unwrap_or(u32::MAX);
    let find = |row: u32| of.get(&(source.map(|_| run.source(row)), run.linker.id(row))).copied();
    let found: Vec<Option<u32>> = rows.map(find).collect();
    let unknown = found.iter().filter(|entity| entity.is_none()).count();
    if unknown == found.len() {
        bail!("inget id i `{path}` finns bland posterna");
    }
    if unknown > 0 {
        console::line(&format!("  {} poster saknas i facit och räknas som ensamma", number(unknown as u64)))?;
    }
    alone(found)
}

/// Rows without a true entity are entities of their own.
fn alone(found: Vec<Option<u32>>) -> anyhow::Result<Vec<u32>> {
    let mut next = found.iter().flatten().max().copied().unwrap_or(0);
    let mut entities = Vec::with_capacity(found.len());
    for entity in found {
        next = if entity.is_none() { next.checked_add(1).context("för många poster")? } else { next };
        entities.push(entity.unwrap_or(next));
    }
    Ok(entities)
}

/// Judges the run by people's answers.
fn judged(run: &Run, edges: &[Edge], path: &str) -> anyhow::Result<Vec<Threshold>> {
    let table = input::read(&[path.to_owned()], &Wanted { columns: None, id: None })?.table;
    let answers = Answers::of(&table, path)?;
    let rows: BTreeMap<&str, Vec<u32>> = (0..u32::try_from(run.linker.len()).unwrap_or(u32::MAX)).fold(
        BTreeMap::new(),
        |mut rows: BTreeMap<&str, Vec<u32>>, row| {
            rows.entry(run.linker.id(row)).or_default().push(row);
            rows
        },
    );
    let (mut labels, mut unknown) = (Vec::new(), 0_u64);
    for (left, right, same) in &answers.decided {
        let found = |end: &End| {
            let rows = rows.get(end.id.as_str())?;
            rows.iter()
                .copied()
                .find(|row| end.source.as_deref().is_none_or(|source| rows.len() == 1 || run.source(*row) == source))
        };
        match (found(left), found(right)) {
            (Some(a), Some(b)) if a != b => labels.push(Label { a: a.min(b), b: a.max(b), same: *same }),
            _ => unknown += 1,
        }
    }
    if labels.is_empty() {
        bail!("inget besvarat par i `{path}` finns bland posterna");
    }
    let same = labels.iter().filter(|label| label.same).count() as u64;
    console::line(&format!("{} par är besvarade: {} är samma", number(labels.len() as u64), number(same)))?;
    if let Some((agreed, both)) = answers.agreement {
        console::line(&format!("  två granskare var överens om {agreed} av {both} par; övriga räknas inte"))?;
    }
    for (count, what) in
        [(answers.open, "par saknar svar eller fick vet ej"), (unknown, "par gäller poster som inte finns")]
    {
        if count > 0 {
            console::line(&format!("  {} {what}", number(count)))?;
        }
    }
    let thresholds = run.linker.judged(&run.parameters, edges, &labels, STEP);
    console::line("  Paren räknas upp till alla par i sin viktklass; täckning gäller det som reglerna hittar.")?;
    self::table(&thresholds)?;
    Ok(thresholds)
}

/// One end of a judged pair.
struct End {
    source: Option<String>,
    id: String,
}

/// What people answered.
struct Answers {
    decided: Vec<(End, End, bool)>,
    /// Pairs that both answered alike, and pairs that both answered.
    agreement: Option<(u64, u64)>,
    open: u64,
}

impl Answers {
    fn of(table: &Table, path: &str) -> anyhow::Result<Self> {
        let ending = |side: &str| {
            let fits = |name: &str| ["id", "unique_id", "record_id"].iter().any(|id| name == format!("{id}_{side}"));
            table.columns.iter().find(|column| fits(&column.name))
        };
        let source = |side: &str| {
            table.columns.iter().find(|column| column.name.starts_with("source") && column.name.ends_with(side))
        };
        let (Some(left), Some(right)) = (ending("l"), ending("r")) else {
            bail!("`{path}` behöver kolumnerna id_l och id_r");
        };
        let sheet: Vec<_> = ANSWERS.iter().filter_map(|name| table.column(name)).collect();
        let single =
            ["svar", "label", "same", "match", "clerical_match_score"].iter().find_map(|name| table.column(name));
        let columns: Vec<_> = if sheet.is_empty() { single.into_iter().collect() } else { sheet };
        if columns.is_empty() {
            bail!("`{path}` behöver svar i {} (ett granskningsblad), eller i kolumnen svar", ANSWERS.join(" och "));
        }
        let (left_source, right_source) = (source("_l"), source("_r"));
        let mut answers = Self { decided: Vec::new(), agreement: None, open: 0 };
        let mut both = (0, 0);
        for row in 0..table.len() {
            let end = |id: &linkage::Column, source: Option<&linkage::Column>| End {
                source: source.and_then(|source| source.text(row)).map(|name| as_written(name).to_owned()),
                id: as_written(id.text(row).unwrap_or_default()).to_owned(),
            };
            let given: Vec<bool> = columns.iter().filter_map(|column| answer(column.text(row)?)).collect();
            if let [one, two] = given.as_slice() {
                both = (both.0 + u64::from(one == two), both.1 + 1);
            }
            match given.first() {
                Some(first) if given.iter().all(|answer| answer == first) => {
                    answers.decided.push((end(left, left_source), end(right, right_source), *first));
                }
                Some(_) => {}
                None => answers.open += 1,
            }
        }
        answers.agreement = (columns.len() > 1).then_some(both);
        Ok(answers)
    }
}

/// Yes or no, as people and other programs write it.
fn answer(text: &str) -> Option<bool> {
    let text = text.trim().to_lowercase();
    match text.as_str() {
        "ja" | "j" | "yes" | "y" | "true" | "samma" => Some(true),
        "nej" | "n" | "no" | "false" | "olika" => Some(false),
        number => number.replace(',', ".").parse::<f64>().ok().map(|score| score >= 0.5),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn answers_are_read_as_people_and_programs_write_them() {
        let expected =
            [("Ja", Some(true)), ("nej ", Some(false)), ("0,9", Some(true)), ("0", Some(false)), ("vet ej", None)];
        for (text, answered) in expected {
            assert_eq!(answer(text), answered, "{text}");
        }
    }
}
