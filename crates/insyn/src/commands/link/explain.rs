//! `insyn link explain`: why two records are taken for the same, and what holds an entity together.

use anyhow::{Context, bail};
use clap::ArgMatches;
use linkage::{Edge, PairExplanation, Scope, Step, chart};

use super::run::{self, Needs, Run};
use crate::{Outcome, commands::text, console};

/// Holds of an entity that are listed.
const HOLDS: usize = 50;

pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let how = run::clustering(matches)?;
    let run = run::prepare(matches, &Needs::default())?;
    if let Some(name) = matches.get_one::<String>("entity") {
        let row = *known(&run, name)?.first().context("posten finns inte")?;
        let edges = run.edges(how.component, &how);
        let clusters = run.clusters(&edges, &how);
        run.done();
        let Some(&cluster) = clusters.of_row.get(row as usize) else { bail!("posten `{name}` finns inte") };
        entity(&run, &run.linker.explain_cluster(&run.parameters, &clusters, cluster))?;
        return Ok(Outcome::Clean);
    }
    run.done();
    let (a, b) = two(&run, text(matches, "ids"))?;
    let explained = run.linker.explain(&run.parameters, a, b);
    let names = (run.name(a), run.name(b));
    pair(&names, &explained)?;
    if let Some(path) = matches.get_one::<String>("svg") {
        run::write(path, &chart::waterfall(&explained, (&names.0, &names.1)))?;
        console::line(&format!("Bilden sparades i {path}"))?;
    }
    Ok(Outcome::Clean)
}

/// The rows of an id.
fn known(run: &Run, name: &str) -> anyhow::Result<Vec<u32>> {
    let rows = run.rows(name);
    if rows.is_empty() {
        bail!("ingen post har id `{name}`");
    }
    Ok(rows)
}

/// The two rows of `a,b`; between sources the first of one and the second of another.
fn two(run: &Run, ids: &str) -> anyhow::Result<(u32, u32)> {
    let Some((a, b)) = ids.split_once(',') else { bail!("ange två id med komma emellan, till exempel --ids 17,42") };
    let (firsts, seconds) = (known(run, a.trim())?, known(run, b.trim())?);
    let apart = |a: u32, b: u32| a != b && (run.scope == Scope::All || run.linker.source(a) != run.linker.source(b));
    let mut pairs = firsts.iter().flat_map(|a| seconds.iter().map(move |b| (*a, *b)));
    let found = pairs.clone().find(|(a, b)| apart(*a, *b)).or_else(|| pairs.find(|(a, b)| a != b));
    found.context("ange två olika poster")
}

fn pair(names: &(String, String), pair: &PairExplanation) -> anyhow::Result<()> {
    let verdict = if pair.bits > 0.0 { "hålls för samma" } else { "hålls inte för samma" };
    console::line(&console::strong(&format!(
        "{} och {} {verdict}: sannolikhet {}",
        names.0,
        names.1,
        chart::share(pair.probability)
    )))?;
    if pair.household_probability >= 0.0001 {
        let share = chart::share(pair.household_probability);
        console::line(&format!("  att de är två i samma hushåll eller släkt: sannolikhet {share}"))?;
    }
    console::line("")?;
    let mut rows = vec![vec![
        "utgångsläge".to_owned(),
        String::new(),
        String::new(),
        "innan något jämförts".to_owned(),
        chart::signed(pair.prior_bits),
    ]];
    for step in &pair.steps {
        rows.extend(step_rows(step));
    }
    if pair.household_bits.abs() >= 0.05 {
        let words = "kan i stället vara hushåll eller släkt".to_owned();
        rows.push(vec!["hushåll".to_owned(), String::new(), String::new(), words, chart::signed(pair.household_bits)]);
    }
    let sum = vec!["summa".to_owned(), String::new(), String::new(), String::new(), chart::signed(pair.bits)];
    rows.push(sum);
    let header = ["Jämförelse", names.0.as_str(), names.1.as_str(), "Vad som gäller", "Bitar"];
    for line in console::table(&header, &rows, &[false, false, false, false, true]) {
        console::line(&line)?;
    }
    console::line("")?;
    console::line("En bit fördubblar oddsen för att posterna är samma; en bit minus halverar dem.")?;
    for step in pair.steps.iter().filter(|step| step.bits.abs() >= 0.05) {
        let rarity = if step.rarity_bits.abs() >= 0.05 {
            format!(" Hur ovanligt värdet är ger {} av bitarna.", chart::signed(step.rarity_bits))
        } else {
            String::new()
        };
        console::line(&format!("  {}, {}: {}{rarity}", step.comparison, step.level, step.sentence))?;
    }
    Ok(())
}

/// The values side by side, a line per column; a comparison of several columns has a line of its own above them.
fn step_rows(step: &Step) -> Vec<Vec<String>> {
    let shown = |value: &Option<String>| value.clone().unwrap_or_else(|| "-".to_owned());
    let level = || (step.level.clone(), chart::signed(step.bits));
    if let ([_], [(a, b)]) = (step.columns.as_slice(), step.values.as_slice()) {
        let (level, bits) = level();
        return vec![vec![step.comparison.clone(), shown(a), shown(b), level, bits]];
    }
    let (level, bits) = level();
    let mut rows = vec![vec![step.comparison.clone(), String::new(), String::new(), level, bits]];
    for (column, (a, b)) in step.columns.iter().zip(&step.values) {
        rows.push(vec![format!("  {column}"), shown(a), shown(b), String::new(), String::new()]);
    }
    rows
}

fn entity(run: &Run, entity: &linkage::ClusterExplanation) -> anyhow::Result<()> {
    let count = entity.rows.len();
    let names = |rows: &[u32]| rows.iter().map(|row| run.name(*row)).collect::<Vec<_>>().join(", ");
    console::line(&console::strong(&format!("Entiteten har {count} poster: {}", names(&entity.rows))))?;
    let Some(weakest) = entity.weakest else {
        return console::line("  en post ensam: ingenting binder den till någon annan");
    };
    console::line("")?;
    let row = |edge: &Edge| {
        vec![run.name(edge.a), run.name(edge.b), chart::signed(edge.bits()), chart::share(edge.probability())]
    };
    let rows: Vec<Vec<String>> = entity.holds.iter().take(HOLDS).map(row).collect();
    let header = ["Post", "Post", "Bitar", "Sannolikhet"];
    for line in console::table(&header, &rows, &[false, false, true, true]) {
        console::line(&line)?;
    }
    if entity.holds.len() > HOLDS {
        console::line(&format!("  … och {} till", entity.holds.len() - HOLDS))?;
    }
    console::line("")?;
    console::line(&format!(
        "Det svagaste bandet är {} och {} ({} bitar). Klipps det skiljs {} från resten.",
        run.name(weakest.a),
        run.name(weakest.b),
        chart::signed(weakest.bits()),
        names(&entity.split)
    ))
}
