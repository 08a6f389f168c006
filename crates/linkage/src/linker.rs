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
    model::Model,
    predict::{Edge, Scorer, predict},
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
    /// Per row a number that depends on the record's id only.
    hashes: Vec<u64>,
    /// Per row its place in the order of ids.
    pub(crate) ranks: Vec<u32>,
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
            rows.select_nth_unstable_by_key(wanted, |(hash, row)| (*hash, self.ranks[*row as usize]));
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
}

/// What a run found.
#[derive(Debug)]
pub struct Linked {
    /// Pairs whose match weight reaches the bound, by row.
    pub edges: Vec<Edge>,
    /// The entities.
    pub clusters: Clusters,
}

impl Linker {
    /// Prepares records: standardises, codes and groups them.
    ///
    /// # Errors
    /// When the records lack a column, repeat an id within a source, or are fewer than two.
    pub fn new(model: Model, table: &Table, scope: Scope) -> Result<Self, LinkageError> {
        if table.len() < 2 {
            return Err(LinkageError::TooFewRecords { rows: table.len() });
        }
        let ids = ids_of(&model, table)?;
        let (order, ranks) = order_of(&ids, &table.sources)?;
        drop(order);
        let columns = table.standardised(&model)?;
        let (comparer, by_comparison) = Comparer::new(&model, &columns);
        let width = by_comparison.len();
        let mut tuples = vec![0; width * table.len()];
        tuples.par_chunks_mut(width.max(1)).enumerate().for_each(|(row, slots)| {
            for (slot, column) in slots.iter_mut().zip(&by_comparison) {
                *slot = column[row];
            }
        });
        let seed = model.training.seed;
        let hashes = (0..table.len()).map(|row| hash_of(seed, &ids, table.sources[row], row)).collect();
        let mut splitters: Vec<usize> = (0..columns.len()).collect();
        splitters.sort_by_key(|&at| (columns[at].values.len(), at));
        let records =
            Records { columns, sources: table.sources.clone(), scope, tuples, width, hashes, ranks, splitters };
        let blocks = Blocks::new(&model.blocking, &records.columns, &records.sources, scope, records.limit());
        Ok(Self { model, records, comparer, blocks, ids })
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
        predict(&self.records, &self.comparer, &self.blocks, &self.scorer(parameters), keep)
    }

    /// Gathers records into entities.
    #[must_use]
    pub fn cluster(&self, parameters: &Parameters, edges: &[Edge], how: &Clustering) -> Clusters {
        cluster(self, &self.scorer(parameters), edges, how)
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
        self.records.sources.get(row as usize).copied().unwrap_or_default()
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

/// Rows in the order of their ids, and the place of each row in it.
fn order_of(ids: &Column, sources: &[u8]) -> Result<(Vec<u32>, Vec<u32>), LinkageError> {
    let text = |row: u32| ids.text(row as usize).unwrap_or_default();
    let start = |row: u32| {
        let mut bytes = [0; 8];
        bytes.iter_mut().zip(text(row).bytes()).for_each(|(slot, byte)| *slot = byte);
        u64::from_be_bytes(bytes)
    };
    let mut order: Vec<(u8, u64, u32)> =
        sources.iter().zip(0..).map(|(source, row)| (*source, start(row), row)).collect();
    order.par_sort_unstable_by(|a, b| (a.0, a.1).cmp(&(b.0, b.1)).then_with(|| text(a.2).cmp(text(b.2))));
    if let Some(pair) = order.windows(2).find(|pair| pair[0].0 == pair[1].0 && text(pair[0].2) == text(pair[1].2)) {
        return Err(LinkageError::RepeatedId { id: text(pair[0].2).to_owned() });
    }
    let mut ranks = vec![0; order.len()];
    for (rank, (_, _, row)) in (0..).zip(&order) {
        ranks[*row as usize] = rank;
    }
    Ok((order.into_iter().map(|(_, _, row)| row).collect(), ranks))
}

fn hash_of(seed: u64, ids: &Column, source: u8, row: usize) -> u64 {
    let mut hasher = FxHasher::default();
    (seed, source, ids.text(row).unwrap_or_default()).hash(&mut hasher);
    let mixed = hasher.finish().wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^ (mixed >> 31)
}
