//! The linker's face: records and a model in, parameters, pairs and clusters out.

#![expect(clippy::indexing_slicing, reason = "rows are numbered by this module")]

use std::hash::{Hash, Hasher};

use rayon::prelude::*;
use rustc_hash::FxHasher;

use crate::{
    LinkageError,
    block::{Blocks, RuleReport, Scope},
    cluster::{Clustering, Clusters, cluster},
    compare::Comparer,
    grouped::Grouped,
    model::Model,
    predict::{Edge, Scorer, households, level_counts, predict},
    table::{Column, Table},
    train::{Parameters, train},
};

/// Pairs of one group that are compared at most before the group is split.
const GROUP_PAIRS: u64 = 50_000_000;

/// Records, brought to the model's columns.
#[derive(Debug)]
pub(crate) struct Records {
    pub(crate) columns: Vec<Column>,
    pub(crate) sources: Vec<u8>,
    pub(crate) scope: Scope,
    /// Row by row the combination in each comparison.
    pub(crate) tuples: Vec<u32>,
    pub(crate) width: usize,
    /// Per row a number that depends on the record's source and id only; ties are broken by it.
    pub(crate) hashes: Vec<u64>,
    splitters: Vec<usize>,
}

impl Records {
    pub(crate) fn len(&self) -> usize {
        self.sources.len()
    }

    /// The combination of a row in a comparison.
    #[inline]
    pub(crate) fn tuple(&self, row: u32, comparison: usize) -> u32 {
        self.tuples[row as usize * self.width + comparison]
    }

    #[inline]
    pub(crate) fn row(&self, row: u32) -> &[u32] {
        &self.tuples[row as usize * self.width..][..self.width]
    }

    /// Brings the rows of some pairs near: nothing here waits for anything else, so that all are fetched at once.
    #[inline]
    pub(crate) fn fetch(&self, pairs: &[(u32, u32)]) {
        let first = |row: u32| self.tuples.get(row as usize * self.width).copied().unwrap_or_default();
        std::hint::black_box(pairs.iter().fold(0, |all, (a, b)| all ^ first(*a) ^ first(*b)));
    }

    /// A number that depends on the two records' ids only.
    #[inline]
    pub(crate) fn pair_hash(&self, a: u32, b: u32) -> u64 {
        let mixed = self.hashes[a as usize].wrapping_add(self.hashes[b as usize]);
        mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29).wrapping_mul(0xbf58_476d_1ce4_e5b9) >> 7
    }

    /// So many rows, chosen by their ids.
    pub(crate) fn sample(&self, wanted: usize) -> Vec<u32> {
        let mut rows: Vec<(u64, u32)> = self.hashes.iter().copied().zip(0..).collect();
        if wanted < rows.len() {
            rows.select_nth_unstable(wanted);
            rows.truncate(wanted);
        }
        rows.into_iter().map(|(_, row)| row).collect()
    }

    /// How large a group may be, and the columns that split one that is larger.
    pub(crate) fn limit(&self) -> (u64, &[usize]) {
        (GROUP_PAIRS, &self.splitters)
    }
}

/// Links records by a model.
#[derive(Debug)]
pub struct Linker {
    pub(crate) model: Model,
    pub(crate) records: Records,
    pub(crate) comparer: Comparer,
    blocks: Blocks,
    ids: Column,
    rows: Rows,
}

/// Rows are kept so that records which are compared lie near each other; everything outside sees the rows as they came.
#[derive(Debug, Default)]
pub(crate) struct Rows {
    /// Per place the row as it came.
    given: Vec<u32>,
    /// Per row as it came its place.
    place: Vec<u32>,
}

impl Rows {
    /// Sorted by the two columns that most blocking rules use.
    fn new(model: &Model, columns: &[Column], rows: usize) -> Self {
        let uses =
            |at: usize| model.blocking.iter().flat_map(|rule| &rule.left).filter(|part| part.column == at).count();
        let mut most: Vec<usize> = (0..columns.len()).filter(|&at| columns[at].values.len() * 2 < rows).collect();
        most.sort_by_key(|&at| (std::cmp::Reverse(uses(at)), at));
        let given = most.iter().take(2).fold((0..).take(rows).collect(), |order: Vec<u32>, &at| {
            let ids = &columns[at].ids;
            Grouped::new(order.iter().copied(), |row| ids[*row as usize], columns[at].values.len()).items
        });
        let mut place = vec![0; rows];
        for (at, row) in (0..).zip(&given) {
            place[*row as usize] = at;
        }
        Self { given, place }
    }

    pub(crate) fn given(&self, place: u32) -> u32 {
        self.given.get(place as usize).copied().unwrap_or(place)
    }

    pub(crate) fn place(&self, given: u32) -> u32 {
        self.place.get(given as usize).copied().unwrap_or(given)
    }

    fn given_edge(&self, edge: Edge) -> Edge {
        let (a, b) = (self.given(edge.a), self.given(edge.b));
        Edge { a: a.min(b), b: a.max(b), ..edge }
    }

    pub(crate) fn place_edge(&self, edge: Edge) -> Edge {
        let (a, b) = (self.place(edge.a), self.place(edge.b));
        Edge { a: a.min(b), b: a.max(b), ..edge }
    }
}

impl Linker {
    /// Prepares records: standardises, codes and groups them.
    ///
    /// # Errors
    /// When the records lack a column, repeat an id within a source, or are fewer than two.
    pub fn new(model: Model, table: &Table, scope: Scope) -> Result<Self, LinkageError> {
        Self::of(model, table.clone(), scope)
    }

    /// As [`Linker::new`], for records that nobody else needs: what the model does not use is freed first.
    ///
    /// # Errors
    /// As [`Linker::new`].
    pub fn of(model: Model, table: Table, scope: Scope) -> Result<Self, LinkageError> {
        if table.len() < 2 {
            return Err(LinkageError::TooFewRecords { rows: table.len() });
        }
        let mut ids = ids_of(&model, &table)?;
        let given_sources = table.sources.clone();
        refuse_repeated(&ids, &given_sources)?;
        let mut columns = table.standardised(&model)?;
        columns.iter_mut().chain([&mut ids]).for_each(Column::close);
        let rows = Rows::new(&model, &columns, given_sources.len());
        columns.par_iter_mut().for_each(|column| {
            column.ids = rows.given.iter().map(|row| column.ids[*row as usize]).collect();
        });
        let sources: Vec<u8> = rows.given.iter().map(|row| given_sources[*row as usize]).collect();
        let hashes = hashes(model.training.seed, &ids, &given_sources);
        let hashes: Vec<u64> = rows.given.iter().map(|row| hashes[*row as usize]).collect();
        let (comparer, by_comparison) = Comparer::new(&model, &columns);
        let width = by_comparison.len();
        let mut tuples = vec![0; width * rows.given.len()];
        tuples.par_chunks_mut(width.max(1)).enumerate().for_each(|(row, slots)| {
            for (slot, column) in slots.iter_mut().zip(&by_comparison) {
                *slot = column[row];
            }
        });
        drop(by_comparison);
        let mut splitters: Vec<usize> = (0..columns.len()).collect();
        splitters.sort_by_key(|&at| (columns[at].values.len(), at));
        let records = Records { columns, sources, scope, tuples, width, hashes, splitters };
        let blocks = Blocks::new(&model.blocking, &records.columns, &records.sources, scope, records.limit());
        Ok(Self { model, records, comparer, blocks, ids, rows })
    }

    /// Learns m, u and the prior.
    ///
    /// # Errors
    /// When a comparison can be learnt in no session.
    pub fn train(&self) -> Result<Parameters, LinkageError> {
        train(&self.model, &self.records, &self.comparer)
    }

    /// What each blocking rule brings.
    #[must_use]
    pub fn rule_reports(&self) -> Vec<RuleReport> {
        self.blocks.reports()
    }

    /// Weighs every pair that the rules bring together and keeps those whose match weight is at least `keep` bits.
    #[must_use]
    pub fn predict(&self, parameters: &Parameters, keep: f64) -> Vec<Edge> {
        let mut edges = predict(&self.records, &self.comparer, &self.blocks, &self.scorer(parameters), keep);
        edges.par_iter_mut().for_each(|edge| *edge = self.rows.given_edge(*edge));
        let mut sorted = Grouped::new(edges.iter().copied(), |edge| edge.a, self.len());
        drop(edges);
        sorted.each_mut(|edges| edges.sort_unstable_by_key(|edge| edge.b));
        sorted.items
    }

    /// Per comparison how many of the pairs that the rules bring together reach each level; *else* and *null* stand last.
    #[must_use]
    pub fn level_counts(&self) -> Vec<Vec<u64>> {
        level_counts(&self.records, &self.comparer, &self.blocks)
    }

    /// Pairs that are of one household, or relatives, with at least a probability, and not the same. Empty when the model
    /// has no such class. The weight of an edge is that of the household against everything else.
    #[must_use]
    pub fn households(&self, parameters: &Parameters, least: f64) -> Vec<Edge> {
        let mut edges = households(&self.records, &self.comparer, &self.blocks, &self.scorer(parameters), least);
        edges.par_iter_mut().for_each(|edge| *edge = self.rows.given_edge(*edge));
        let mut sorted = Grouped::new(edges.iter().copied(), |edge| edge.a, self.len());
        drop(edges);
        sorted.each_mut(|edges| edges.sort_unstable_by_key(|edge| edge.b));
        sorted.items
    }

    /// Gathers records into entities.
    #[must_use]
    pub fn cluster(&self, parameters: &Parameters, edges: &[Edge], how: &Clustering) -> Clusters {
        cluster(self, &self.scorer(parameters), edges, how)
    }

    pub(crate) fn rows(&self) -> &Rows {
        &self.rows
    }

    pub(crate) fn scorer(&self, parameters: &Parameters) -> Scorer {
        Scorer::new(&self.model, &self.records, &self.comparer, parameters)
    }

    /// The id of a row's record.
    #[must_use]
    pub fn id(&self, row: u32) -> &str {
        self.ids.text(row as usize).unwrap_or_default()
    }

    /// The source of a row.
    #[must_use]
    pub fn source(&self, row: u32) -> u8 {
        self.records.sources.get(self.rows.place(row) as usize).copied().unwrap_or_default()
    }

    /// How many records there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.records.len()
    }

    /// There are always two records at least.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.records.len() == 0
    }
}

/// The column of ids; row numbers when the model names none.
fn ids_of(model: &Model, table: &Table) -> Result<Column, LinkageError> {
    let Some(name) = &model.id else {
        let mut numbers = Table::new(["id"]);
        for row in 1..=table.len() {
            numbers.push(0, [row.to_string().as_str()]);
        }
        return Ok(numbers.columns.swap_remove(0));
    };
    table.column(name).cloned().ok_or_else(|| LinkageError::MissingColumn {
        column: name.clone(),
        columns: table.columns.iter().map(|column| column.name.clone()).collect(),
    })
}

/// An id stands once in its source.
fn refuse_repeated(ids: &Column, sources: &[u8]) -> Result<(), LinkageError> {
    let mut seen: Vec<Vec<bool>> = Vec::new();
    for (row, (id, source)) in ids.ids.iter().zip(sources).enumerate() {
        let source = usize::from(*source);
        if seen.len() <= source {
            seen.resize(source + 1, vec![false; ids.values.len()]);
        }
        if std::mem::replace(&mut seen[source][*id as usize], true) {
            return Err(LinkageError::RepeatedId { id: ids.text(row).unwrap_or_default().to_owned() });
        }
    }
    Ok(())
}

/// Per row a number that depends on the record's source and id only.
fn hashes(seed: u64, ids: &Column, sources: &[u8]) -> Vec<u64> {
    let hash = |(row, source): (usize, &u8)| {
        let mut hasher = FxHasher::default();
        (seed, *source, ids.text(row).unwrap_or_default()).hash(&mut hasher);
        let mixed = hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15);
        mixed ^ (mixed >> 31)
    };
    sources.par_iter().enumerate().map(|(row, source)| hash((row, source))).collect()
}
