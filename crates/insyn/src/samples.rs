//! Random samples of what the controls found in order, and what people said of them: `samples.jsonl` beside a life.

use std::{collections::BTreeMap, path::Path};

use quorum::Person;
use serde::{Deserialize, Serialize};
use signals::{
    ControlRun,
    sample::{Missed, Pass, missed},
};

use crate::journal::Journal;

/// Something that happened to a sample.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
enum Event {
    /// A run drew.
    Drawn { at: String, control: String, version: u32, parameters: String, population: u64, passes: Vec<Pass> },
    /// A person looked at one.
    Judged { at: String, by: Person, control: String, id: String, missed: bool, note: String },
}

/// What was drawn of one version of a control.
#[derive(Debug, Clone, Default)]
pub(crate) struct Draw {
    version: u32,
    parameters: String,
    population: u64,
    passes: BTreeMap<String, (Pass, Option<bool>)>,
}

impl Draw {
    /// What is drawn, by id; with whether the control should have found it when somebody has looked.
    pub(crate) fn passes(&self) -> impl Iterator<Item = (&Pass, Option<bool>)> {
        self.passes.values().map(|(pass, judged)| (pass, *judged))
    }

    /// What the control misses at most: all of its version's draws that were looked at, of what could be drawn last.
    pub(crate) fn missed(&self) -> Missed {
        let judged = || self.passes.values().filter_map(|(_, judged)| *judged);
        missed(self.population, judged().count() as u64, judged().filter(|missed| *missed).count() as u64)
    }
}

/// The samples of a life, locked while they are open.
#[derive(Debug)]
pub(crate) struct SampleBook {
    journal: Journal,
    draws: BTreeMap<String, Draw>,
}

impl SampleBook {
    /// Opens the samples beside a life.
    pub(crate) fn open(folder: &Path) -> anyhow::Result<Self> {
        let journal = Journal::open(folder, "samples.jsonl")?;
        let mut book = Self { draws: BTreeMap::new(), journal };
        for event in book.journal.read::<Event>()? {
            book.apply(event);
        }
        Ok(book)
    }

    /// What was drawn, by control.
    pub(crate) fn draws(&self) -> &BTreeMap<String, Draw> {
        &self.draws
    }

    /// Keeps what a run drew; what is there already is not written again.
    pub(crate) fn keep(&mut self, controls: &[ControlRun], at: &str) -> anyhow::Result<()> {
        let mut events = Vec::new();
        for run in controls.iter().filter(|run| !run.sampled.is_empty()) {
            let (control, version) = (run.control.id.clone(), run.control.version);
            let (population, parameters) = (run.sampled.population, run.control.parameter_hash.clone());
            let mut passes = run.sampled.passes.clone();
            if let Some(known) = self.draws.get(&control).filter(|known| known.is_of(version, &parameters)) {
                passes.retain(|pass| !known.passes.contains_key(&pass.id));
                if passes.is_empty() && known.population == population {
                    continue;
                }
            }
            events.push(Event::Drawn { at: at.to_owned(), control, version, parameters, population, passes });
        }
        self.record(events)
    }

    /// Keeps what a person said of one that was drawn.
    pub(crate) fn judge(
        &mut self,
        (control, id): (&str, &str),
        missed: bool,
        note: &str,
        (by, at): (Person, String),
    ) -> anyhow::Result<()> {
        let (control, id, note) = (control.to_owned(), id.to_owned(), note.to_owned());
        self.record(vec![Event::Judged { at, by, control, id, missed, note }])
    }

    fn record(&mut self, events: Vec<Event>) -> anyhow::Result<()> {
        self.journal.write(&events)?;
        events.into_iter().for_each(|event| self.apply(event));
        Ok(())
    }

    fn apply(&mut self, event: Event) {
        match event {
            Event::Drawn { control, version, parameters, population, passes, .. } => {
                let draw = self.draws.entry(control).or_default();
                if !draw.is_of(version, &parameters) {
                    *draw = Draw { version, parameters, ..Draw::default() };
                }
                draw.population = population;
                for pass in passes {
                    draw.passes.entry(pass.id.clone()).or_insert((pass, None));
                }
            }
            Event::Judged { control, id, missed, .. } => {
                if let Some((_, judged)) = self.draws.get_mut(&control).and_then(|draw| draw.passes.get_mut(&id)) {
                    *judged = Some(missed);
                }
            }
        }
    }
}

impl Draw {
    fn is_of(&self, version: u32, parameters: &str) -> bool {
        self.version == version && self.parameters == parameters
    }
}
