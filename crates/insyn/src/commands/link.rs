//! `insyn link`: which records are the same, in files of any kind.

mod evaluate;
mod explain;
mod input;
mod label;
mod output;
mod report;
mod run;

use std::path::Path;

use ::registers::export::ending;
use clap::ArgMatches;
use linkage::Learnt;

use super::text;
use crate::{Outcome, console};
use run::Needs;

/// Least probability of a pair that is given as one household.
const HOUSEHOLD: f64 = 0.5;

/// Links files, or runs the part of the command that was named.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    match matches.subcommand() {
        Some(("train", inner)) => train(inner),
        Some(("explain", inner)) => explain::run(inner),
        Some(("evaluate", inner)) => evaluate::run(inner),
        Some(("label", inner)) => label::run(inner),
        _ => link(matches),
    }
}

fn link(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    for path in ["out", "pairs-out", "households-out"].iter().filter_map(|name| matches.get_one::<String>(name)) {
        ending(Path::new(path))?;
    }
    let how = run::clustering(matches)?;
    let run = run::prepare(matches, &Needs::default())?;
    let how = match matches.get_one::<String>("decisions") {
        Some(path) => run.decided(how, path)?,
        None => how,
    };
    let keep = run::keep(matches);
    let edges = run.edges(keep, &how);
    let clusters = run.clusters(&edges, &how);
    if let Some(path) = matches.get_one::<String>("out") {
        output::clusters(&run, path, &edges, &clusters)?;
    }
    if let Some(path) = matches.get_one::<String>("pairs-out") {
        output::pairs(&run, path, &edges, keep)?;
    }
    if let Some(path) = matches.get_one::<String>("households-out") {
        let households = run.linker.households(&run.parameters, HOUSEHOLD);
        output::pairs(&run, path, &households, f64::NEG_INFINITY)?;
    }
    run.done();
    if let Some(path) = matches.get_one::<String>("write-model") {
        run::write(path, &run.model_text)?;
    }
    let is_clean = report::remarks(&run)? & report::rules(&run)?;
    report::found(&run, &edges, &clusters)?;
    Ok(if is_clean { Outcome::Clean } else { Outcome::Findings })
}

fn train(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let run = run::prepare(matches, &Needs::default())?;
    run.done();
    let learnt = Learnt::new(&run.model, &run.parameters);
    let path = text(matches, "out");
    run::write(path, &(serde_json::to_string_pretty(&learnt)? + "\n"))?;
    let is_clean = report::remarks(&run)?;
    report::learnt(&learnt)?;
    console::line(&format!("Vikterna sparades i {path} (modell {})", learnt.model))?;
    Ok(if is_clean { Outcome::Clean } else { Outcome::Findings })
}
