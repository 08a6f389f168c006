//! From the command line to a linker that has learnt.

use std::{collections::BTreeSet, fs, path::Path};

use anyhow::{Context, bail};
use clap::ArgMatches;
use indicatif::ProgressBar;
use linkage::{
    Clustering, Clusters, Edge, Learnt, Linker, Model, Parameters, Remark, Scope, Table,
    decisions::{Decision, Verdict, in_force},
};

use super::input::{self, Rejected, Wanted};
use crate::{
    commands::{list, text},
    console, data,
};

/// Stages of a run, for the progress bar.
const STAGES: u64 = 5;

/// A linker and all that is known about it.
pub(super) struct Run {
    pub(super) linker: Linker,
    pub(super) parameters: Parameters,
    /// The model as it stands in its file, or as it was guessed.
    pub(super) model_text: String,
    pub(super) is_guessed: bool,
    pub(super) model: Model,
    pub(super) sources: Vec<String>,
    pub(super) scope: Scope,
    pub(super) remarks: Vec<Remark>,
    pub(super) rejected: Rejected,
    /// The columns that a part of the command asked to keep.
    pub(super) kept: Table,
    bar: ProgressBar,
}

/// What a part of the command needs besides the model's columns.
#[derive(Default)]
pub(super) struct Needs {
    /// Columns that are kept beside and never compared.
    pub(super) aside: Vec<String>,
    /// All columns as they stand in the files.
    pub(super) raw: bool,
}

/// Reads the files and the model, and learns or reads the weights.
pub(super) fn prepare(matches: &ArgMatches, needs: &Needs) -> anyhow::Result<Run> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(data::threads(matches));
    pool.build_global().context("trådarna går inte att starta")?;
    let bar = console::late_bar(STAGES);
    let file = matches.get_one::<String>("model").map(|path| read_model(path)).transpose()?;
    let id = named_id(matches, file.as_ref().map(|(_, model)| model));
    let columns = match &file {
        Some((_, model)) if !needs.raw => Some(raw_columns(model, &needs.aside)),
        _ => None,
    };
    bar.set_message("läser");
    let paths = list(matches, "source");
    let input = input::read(&paths, &Wanted { columns, id: id.as_deref() })?;
    let mut table = input.table;
    let kept = set_aside(&mut table, needs)?;
    let is_guessed = file.is_none();
    let (model_text, mut model) = match file {
        Some(file) => file,
        None => {
            let text = Model::guess_file(&table)?;
            let model = Model::parse(&text).context("den gissade modellen går inte att läsa")?;
            (text, model)
        }
    };
    if id.is_some() {
        model.id = id;
    }
    let mut remarks = table.remarks(model.id.as_deref());
    let used = raw_columns(&model, &[]);
    remarks.retain(|remark| is_guessed || used.contains(&remark.column));
    bar.inc(1);
    bar.set_message("förbereder");
    let scope = scope(matches, paths.len());
    let linker = Linker::of(model.clone(), table, scope)?;
    bar.inc(1);
    bar.set_message("lär");
    let parameters = match matches.get_one::<String>("parameters") {
        Some(path) => read_parameters(path, &model)?,
        None => linker.train()?,
    };
    bar.inc(1);
    let (sources, rejected) = (input.sources, input.rejected);
    Ok(Run { linker, parameters, model_text, is_guessed, model, sources, scope, remarks, rejected, kept, bar })
}

impl Run {
    /// The pairs that reach `keep` bits, or that hold components together.
    pub(super) fn edges(&self, keep: f64, how: &Clustering) -> Vec<Edge> {
        self.bar.set_message("väger");
        let edges = self.linker.predict(&self.parameters, keep.min(how.component));
        self.bar.inc(1);
        edges
    }

    pub(super) fn clusters(&self, edges: &[Edge], how: &Clustering) -> Clusters {
        self.bar.set_message("samlar");
        let clusters = self.linker.cluster(&self.parameters, edges, how);
        self.bar.inc(1);
        clusters
    }

    /// Adds what people have decided, one decision of two people per line of a file.
    pub(super) fn decided(&self, mut how: Clustering, path: &str) -> anyhow::Result<Clustering> {
        let text = fs::read_to_string(path).with_context(|| format!("besluten `{path}` går inte att läsa"))?;
        let mut decisions: Vec<Decision> = Vec::new();
        for (line, text) in text.lines().enumerate().filter(|(_, text)| !text.trim().is_empty()) {
            let read = serde_json::from_str(text);
            decisions.push(read.with_context(|| format!("besluten `{path}`, rad {}", line + 1))?);
        }
        for (pair, verdict) in in_force(&decisions) {
            let (a, b) = pair.records();
            let (Some(&a), Some(&b)) = (self.rows(a).first(), self.rows(b).first()) else {
                bail!("beslutet i `{path}` om {a} och {b} gäller en post som inte finns i underlaget");
            };
            match verdict {
                Verdict::Same => how.together.push((a, b)),
                Verdict::Different => how.apart.push((a, b)),
                Verdict::Undone => {}
            }
        }
        Ok(how)
    }

    /// Takes the bar away before anything is printed.
    pub(super) fn done(&self) {
        self.bar.finish_and_clear();
    }

    pub(super) fn source(&self, row: u32) -> &str {
        self.sources.get(usize::from(self.linker.source(row))).map_or("", String::as_str)
    }

    /// A record as people name it: its id, with its source when there are several.
    pub(super) fn name(&self, row: u32) -> String {
        match self.sources.len() {
            1 => self.linker.id(row).to_owned(),
            _ => format!("{}:{}", self.source(row), self.linker.id(row)),
        }
    }

    /// The rows of an id, or of `source:id`.
    pub(super) fn rows(&self, name: &str) -> Vec<u32> {
        let count = u32::try_from(self.linker.len()).unwrap_or(u32::MAX);
        let plain: Vec<u32> = (0..count).filter(|row| self.linker.id(*row) == name).collect();
        if !plain.is_empty() { plain } else { (0..count).filter(|row| self.name(*row) == name).collect() }
    }
}

/// How groups are gathered, as the command line says.
pub(super) fn clustering(matches: &ArgMatches) -> anyhow::Result<Clustering> {
    let how = Clustering::default();
    let Some(&threshold) = matches.get_one::<f64>("threshold") else { return Ok(how) };
    if !(threshold > 0.0 && threshold < 1.0) {
        bail!("--threshold är en sannolikhet mellan 0 och 1, inte {threshold}");
    }
    let join = (threshold / (1.0 - threshold)).log2();
    Ok(Clustering { join, component: how.component.min(join), ..how })
}

/// The lowest weight that is kept, in bits.
pub(super) fn keep(matches: &ArgMatches) -> f64 {
    matches.get_one::<f64>("keep").copied().unwrap_or(-7.0)
}

fn scope(matches: &ArgMatches, files: usize) -> Scope {
    let between = matches.get_flag("between") || files > 1 && !matches.get_flag("within");
    if between { Scope::Between } else { Scope::All }
}

fn named_id(matches: &ArgMatches, model: Option<&Model>) -> Option<String> {
    let named = Some(text(matches, "id")).filter(|id| !id.is_empty()).map(str::to_owned);
    named.or_else(|| model.and_then(|model| model.id.clone()))
}

/// The columns of the files that the model reads.
fn raw_columns(model: &Model, aside: &[String]) -> BTreeSet<String> {
    model.columns.iter().flat_map(|column| &column.from).chain(&model.id).chain(aside).cloned().collect()
}

/// Takes columns out of the table that must not be compared, and a copy of all when they are to be shown.
fn set_aside(table: &mut Table, needs: &Needs) -> anyhow::Result<Table> {
    let mut kept =
        if needs.raw { table.clone() } else { Table { columns: Vec::new(), sources: table.sources.clone() } };
    for name in &needs.aside {
        let Some(at) = table.columns.iter().position(|column| column.name == *name) else {
            let names: Vec<&str> = table.columns.iter().map(|column| column.name.as_str()).collect();
            bail!("kolumnen `{name}` finns inte i underlaget; där finns {}", names.join(", "));
        };
        let column = table.columns.remove(at);
        if !needs.raw {
            kept.columns.push(column);
        }
    }
    Ok(kept)
}

fn read_model(path: &str) -> anyhow::Result<(String, Model)> {
    let text = fs::read_to_string(path).with_context(|| format!("modellen `{path}` går inte att läsa"))?;
    let model = Model::parse(&text).with_context(|| format!("modellen `{path}`"))?;
    Ok((text, model))
}

fn read_parameters(path: &str, model: &Model) -> anyhow::Result<Parameters> {
    let text = fs::read_to_string(path).with_context(|| format!("vikterna `{path}` går inte att läsa"))?;
    let learnt: Learnt = serde_json::from_str(&text).with_context(|| format!("vikterna `{path}` är fel skrivna"))?;
    learnt.into_parameters(model).with_context(|| format!("vikterna `{path}`"))
}

/// Writes a text file.
pub(super) fn write(path: &str, text: &str) -> anyhow::Result<()> {
    fs::write(Path::new(path), text).with_context(|| format!("`{path}` går inte att skriva"))
}
