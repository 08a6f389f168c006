//! The engine's face: give it snapshots and a request, get a run.

use std::collections::BTreeMap;

use library::{Control, Library, ParameterValue};
use registers::Catalogue;
use signals::{
    ControlRun, Run, Signal,
    gate::{Gate, Warrant},
    pseudonym::Key,
    rank,
    sample::{Lottery, Sampled},
};
use tokio::runtime::Runtime;

use crate::{
    EngineError, Source,
    bind::Bindings,
    entities::{EntityRecord, entity_records},
    evidence::{Frame, sampled},
    links::{add_links, link_rows},
    mask::{Mask, mask_subjects},
    run::{Depth, Ground, Ran, band_warning, control_ref, missing, run},
    session::Tables,
    trace::{Trace, trace},
};

/// Stack of whatever plans queries: a plan is a tree, and the deepest of the library do not fit in what threads have.
const STACK: usize = 16 << 20;

/// Runs the controls of one library over the registers of one catalogue.
#[derive(Debug)]
pub struct Engine {
    pub(crate) catalogue: Catalogue,
    pub(crate) library: Library,
    pub(crate) threads: usize,
    runtime: Runtime,
}

/// What to run.
#[derive(Debug, Clone, Default)]
pub struct Request {
    /// Control ids; empty means all.
    pub controls: Vec<String>,
    /// Parameters that differ from the defaults, by control and name.
    pub parameters: BTreeMap<String, BTreeMap<String, ParameterValue>>,
    /// Control whose simpler comparison tests are run too.
    pub explain: Option<String>,
    /// How many of what each control finds in order are drawn at random for people to look at.
    pub sample: usize,
}

/// What lets a run or a screening read: the legal gate's answer, and the key of the authority's pseudonyms.
#[derive(Debug, Clone, Copy)]
pub struct Licence<'a> {
    /// What may run, and why the rest may not.
    pub gate: &'a Gate,
    /// With which persons are shown by pseudonyms.
    pub key: &'a Key,
}

/// How far a run has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Progress {
    /// Control that starts now.
    pub control: String,
    /// Controls done.
    pub done: usize,
    /// Controls in all.
    pub total: usize,
}

impl Engine {
    /// An engine that uses `threads` threads; the result does not depend on how many.
    ///
    /// # Errors
    /// [`EngineError::Threads`] when the machine refuses them.
    pub fn new(catalogue: Catalogue, library: Library, threads: usize) -> Result<Self, EngineError> {
        let threads = threads.max(1);
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(threads)
            .enable_all()
            .thread_stack_size(STACK)
            .build()
            .map_err(EngineError::Threads)?;
        Ok(Self { catalogue, library, threads, runtime })
    }

    /// Runs a future to its end, wherever it is called, on a stack that holds its plans.
    pub(crate) fn wait<T>(&self, future: impl Future<Output = T>) -> T {
        stacker::grow(STACK, || self.runtime.block_on(future))
    }

    /// Runs the controls that the legal gate has let through; the others are in the run as refused.
    ///
    /// A snapshot that the warrant does not name is not opened, and a control sees only the registers that it declares.
    /// Persons are shown by pseudonyms.
    ///
    /// # Errors
    /// When a document's query fails or breaks the signal contract: a run is whole or it is not.
    pub fn run(
        &self,
        sources: &[Source],
        request: &Request,
        licence: &Licence<'_>,
        progress: &mut dyn FnMut(&Progress),
    ) -> Result<Run, EngineError> {
        let Licence { gate, key } = *licence;
        let controls = self.chosen(request)?;
        let sources = warranted(sources, &gate.warrant);
        let sources = sources.as_slice();
        let mut tables = Tables::open(&self.catalogue, sources)?.masked(key);
        let granted = controls.iter().copied().filter(|control| gate.warrant.grant(&control.id).is_some());
        let links = self.library.links_for(granted);
        self.wait(add_links(links.into_iter(), &self.library, &mut tables, self.threads))?;
        let ground = Ground { catalogue: &self.catalogue, tables: &tables, threads: self.threads, sources };
        let (mut runs, mut signals) = (Vec::new(), Vec::new());
        for (done, control) in controls.iter().enumerate() {
            progress(&Progress { control: control.id.clone(), done, total: controls.len() });
            let (run, found) = self.run_control(&ground, control, request, licence)?;
            runs.push(run);
            signals.extend(found);
        }
        let mut snapshots: Vec<_> = sources.iter().map(|source| source.snapshot.clone()).collect();
        snapshots.sort();
        let subjects = rank(&signals);
        let pictures = self.pictures(sources, &mut tables, &subjects)?;
        let mut run = Run { snapshots, controls: runs, signals, subjects, pictures };
        mask_subjects(&mut run, key);
        Ok(run)
    }

    /// Which records the linkage models take for the same, with the name of the link document.
    ///
    /// # Errors
    /// When a link document's query or model fails.
    pub fn entities(&self, sources: &[Source]) -> Result<Vec<EntityRecord>, EngineError> {
        let tables = Tables::open(&self.catalogue, sources)?;
        let mut records = Vec::new();
        for link in self.library.links().filter(|link| link.model.is_some()) {
            let (_, batches) = self.wait(link_rows(link, &self.library, &tables, self.threads))?;
            records.extend(batches.iter().flat_map(|batch| entity_records(&link.id, batch)));
        }
        Ok(records)
    }

    fn run_control(
        &self,
        ground: &Ground<'_>,
        control: &Control,
        request: &Request,
        &Licence { gate, key }: &Licence<'_>,
    ) -> Result<(ControlRun, Vec<Signal>), EngineError> {
        let sources = ground.sources;
        let given = request.parameters.get(&control.id).cloned().unwrap_or_default();
        let parameter_hash = control.parameter_hash(&given);
        let mut result = ControlRun {
            control: control_ref(control, parameter_hash.clone()),
            missing: missing(&self.catalogue, &control.reads, sources),
            refused: refused(&control.id, gate),
            outcomes: Vec::new(),
            comparisons: Vec::new(),
            band_warning: None,
            sampled: Sampled::default(),
        };
        if !result.is_computed() {
            return Ok((result, Vec::new()));
        }
        let mut snapshots: Vec<String> = sources
            .iter()
            .filter(|source| control.reads.contains_key(&source.register))
            .map(|source| source.snapshot.id.clone())
            .collect();
        snapshots.sort();
        let depth = if request.explain.as_ref() == Some(&control.id) { Depth::Comparison } else { Depth::Signals };
        let mask = Mask::of(&self.catalogue, control.reads.keys(), key);
        let lottery = Lottery::new(request.sample, &snapshots.join(" "));
        let frame = Frame { control, parameter_hash, snapshots, mask };
        let bindings = Bindings::of(&control.parameters, &given);
        let ran = self.wait(run(ground, &frame, &bindings, (depth, lottery)))?;
        let Ran { counted, signals, comparisons, .. } = ran;
        result.sampled = sampled(&frame, counted.passes, key)?;
        result.outcomes = counted.outcomes;
        result.comparisons = comparisons;
        result.band_warning = band_warning(control, &result);
        Ok((result, signals))
    }

    /// What the query of a control does with a subject, step by step. A person is named by pseudonym.
    ///
    /// # Errors
    /// When the control does not run, the subject is a person's own number, or a query fails.
    pub fn trace(
        &self,
        sources: &[Source],
        control: &str,
        subject: &str,
        licence: &Licence<'_>,
    ) -> Result<Trace, EngineError> {
        let Licence { gate, key } = *licence;
        let unknown = || EngineError::UnknownControl { id: control.to_owned() };
        let control = self.library.control(control).ok_or_else(unknown)?;
        let sources = warranted(sources, &gate.warrant);
        let without = missing(&self.catalogue, &control.reads, &sources);
        let why: Vec<String> =
            refused(&control.id, gate).into_iter().chain(without.iter().map(ToString::to_string)).collect();
        if !why.is_empty() {
            return Err(EngineError::NotRun { id: control.id.clone(), why });
        }
        let mut tables = Tables::open(&self.catalogue, &sources)?.masked(key);
        let links = self.library.links_for(std::iter::once(control));
        self.wait(add_links(links.iter().copied(), &self.library, &mut tables, self.threads))?;
        let ground = Ground { catalogue: &self.catalogue, tables: &tables, threads: self.threads, sources: &sources };
        let bindings = Bindings::of(&control.parameters, &BTreeMap::new());
        self.wait(trace(&ground, (control, &links), &bindings, (subject, key)))
    }

    pub(crate) fn chosen(&self, request: &Request) -> Result<Vec<&Control>, EngineError> {
        if request.controls.is_empty() {
            return Ok(self.library.controls().collect());
        }
        let find = |id: &String| self.library.control(id).ok_or_else(|| EngineError::UnknownControl { id: id.clone() });
        let mut chosen = request.controls.iter().map(find).collect::<Result<Vec<_>, _>>()?;
        chosen.sort_by(|a, b| a.id.cmp(&b.id));
        chosen.dedup_by(|a, b| a.id == b.id);
        Ok(chosen)
    }
}

/// The snapshots that any control of the warrant may read.
pub(crate) fn warranted(sources: &[Source], warrant: &Warrant) -> Vec<Source> {
    let named = |source: &&Source| warrant.controls().any(|(id, _)| warrant.may_read(id, &source.snapshot.id));
    sources.iter().filter(named).cloned().collect()
}

/// Why the gate refuses a control; empty when it does not.
fn refused(control: &str, gate: &Gate) -> Vec<String> {
    if gate.warrant.grant(control).is_some() {
        return Vec::new();
    }
    let refusals = gate.refusals.iter().filter(|refusal| refusal.control == control);
    let reasons: Vec<String> = refusals.flat_map(|refusal| &refusal.reasons).map(ToString::to_string).collect();
    if reasons.is_empty() { vec!["inget beslut om kontroll har prövats".to_owned()] } else { reasons }
}
