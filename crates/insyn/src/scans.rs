//! Runs the controls on the registers of a data folder and follows the life of what they find.

use ::library::Library;
use ::registers::{Catalogue, DataFolder};
use chrono::NaiveDate;
use engine::{Engine, Licence, Progress, Request, Source};
use quorum::Person;
use signals::{
    Run,
    gate::{Decisions, Gate, Held, gate},
};

use crate::{data, decisions::DecisionFolder, keys, lives, worklist::Worklist};

/// Who writes the events of a run that nobody is named for.
pub(crate) const PROGRAM: &str = "insyn";

/// How many of what each control finds in order are drawn at random, unless somebody asks for another number.
pub(crate) const SAMPLE: usize = 5;

/// A scan to be made.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) authorities: Vec<String>,
    pub(crate) request: Request,
    pub(crate) threads: usize,
    /// Whether the authorities' registers are read together rather than one authority at a time.
    pub(crate) together: bool,
    /// Who makes the run, for the life of the signals.
    pub(crate) by: Person,
    /// When the run is made, for the life of the signals.
    pub(crate) at: String,
    /// The day on which decisions are tried, and suppressions hold.
    pub(crate) on: NaiveDate,
    /// Whether the run is a trial with other parameters, which says nothing of the signals' life.
    pub(crate) is_trial: bool,
    /// Whether suppressed signals are in the work list.
    pub(crate) show_suppressed: bool,
}

/// What came out of a scan.
#[derive(Debug)]
pub(crate) struct Scanned {
    pub(crate) run: Run,
    pub(crate) worklist: Worklist,
}

/// The registers that are read together: whose they are, the snapshots, and what they bring to the gate.
pub(crate) struct Together {
    pub(crate) authorities: Vec<String>,
    pub(crate) sources: Vec<Source>,
    pub(crate) held: Vec<Held>,
}

/// Runs each authority on its own registers, or all together where a decision lets them be, and puts the results side by
/// side.
pub(crate) fn scan(
    folder: &DataFolder,
    library: Library,
    order: &Order,
    progress: &mut dyn FnMut(&Progress),
) -> anyhow::Result<Scanned> {
    let reads = reads(folder, &order.authorities, order.together)?;
    let mut worklist = Worklist::new(&library, order.show_suppressed);
    let engine = Engine::new(Catalogue::embedded()?, library, order.threads)?;
    let mut runs = Vec::new();
    for together in &reads {
        let (mut run, gate) = run_one(folder, &engine, together, (&order.request, order.on), progress)?;
        if !order.is_trial {
            let group = lives::group(&together.authorities);
            worklist.take((folder, &group), &mut run, &gate.refusals, (&order.by, &order.at, order.on))?;
        }
        runs.push(run);
    }
    let mut run = Run::merged(runs);
    worklist.order(&mut run);
    Ok(Scanned { run, worklist })
}

/// Whether no decision let any control of the run be computed.
pub(crate) fn is_refused(run: &Run) -> bool {
    !run.controls.is_empty() && run.controls.iter().all(|control| !control.refused.is_empty())
}

/// What each authority has, or all of them as one.
pub(crate) fn reads(folder: &DataFolder, authorities: &[String], together: bool) -> anyhow::Result<Vec<Together>> {
    let catalogue = Catalogue::embedded()?;
    let mut reads: Vec<Together> = Vec::new();
    for authority in authorities {
        let (sources, held) = (data::sources(folder, &catalogue, authority)?, data::held(folder, authority)?);
        match reads.last_mut().filter(|_| together) {
            Some(all) => {
                all.authorities.push(authority.clone());
                all.sources.extend(sources);
                all.held.extend(held);
            }
            None => reads.push(Together { authorities: vec![authority.clone()], sources, held }),
        }
    }
    Ok(reads)
}

/// What the decisions of the day let through of what is asked for, on registers that are read together.
pub(crate) fn gate_of(
    folder: &DataFolder,
    engine: &Engine,
    together: &Together,
    (request, on): (&Request, NaiveDate),
) -> anyhow::Result<Gate> {
    Ok(gate(&engine.needs(request)?, &together.held, &DecisionFolder::of(folder).list()?, on))
}

/// Runs what the decisions of the day let through, on registers that are read together.
pub(crate) fn run_one(
    folder: &DataFolder,
    engine: &Engine,
    together: &Together,
    (request, on): (&Request, NaiveDate),
    progress: &mut dyn FnMut(&Progress),
) -> anyhow::Result<(Run, Gate)> {
    let key = keys::key(folder, &together.authorities)?;
    let gate = gate_of(folder, engine, together, (request, on))?;
    let run = engine.run(&together.sources, request, &Licence { gate: &gate, key: &key }, progress)?;
    Ok((run, gate))
}
