//! Gathers pairs into entities: average linkage inside the components of the likely pairs.
//!
//! One bad pair joins two components; it does not join two entities, since all pairs between them are weighed and their mean
//! decides (UPGMA, Sokal and Michener 1958). What must not be together (two valid personal numbers, two records of a source
//! that has each entity once, a human *no*) never is, whatever the weights say.

#![expect(clippy::indexing_slicing, reason = "members and matrix cells are numbered by this module")]

use std::collections::BTreeSet;

use rayon::prelude::*;

use crate::{
    dictionary::MISSING,
    grouped::Grouped,
    linker::Linker,
    predict::{Edge, PARTS, Scorer, stored},
};

/// How records are gathered.
#[derive(Debug, Clone, PartialEq)]
pub struct Clustering {
    /// Pairs of at least so many bits hold a component together.
    pub component: f64,
    /// Two groups are joined while the mean weight between them is above this, in bits.
    pub join: f64,
    /// A single pair counts at most so many bits for or against.
    pub clamp: f64,
    /// Components of more records are first cut at higher weights.
    pub largest: usize,
    /// Rows that people have said are the same.
    pub together: Vec<(u32, u32)>,
    /// Rows that people have said are not.
    pub apart: Vec<(u32, u32)>,
}

impl Default for Clustering {
    fn default() -> Self {
        Self { component: -3.0, join: -2.0, clamp: 14.0, largest: 2_000, together: Vec::new(), apart: Vec::new() }
    }
}

/// Which entity each row belongs to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Clusters {
    /// Per row the number of its entity; entities are numbered by the first id in them.
    pub of_row: Vec<u32>,
    /// How many entities there are.
    pub count: usize,
}

impl Clusters {
    /// The rows of each entity, rows in order.
    #[must_use]
    pub fn members(&self) -> Vec<Vec<u32>> {
        let mut members = vec![Vec::new(); self.count];
        for (row, cluster) in (0..).zip(&self.of_row) {
            members[*cluster as usize].push(row);
        }
        members
    }
}

/// Components of the pairs that reach a weight: the plain closure, kept as the layer of what is possible.
#[must_use]
pub fn components(linker: &Linker, edges: &[Edge], bits: f64) -> Clusters {
    let mut sets = Sets::new(linker.len());
    let least = stored(bits);
    for edge in edges.iter().filter(|edge| edge.weight >= least) {
        let edge = linker.rows().place_edge(*edge);
        sets.join(edge.a, edge.b);
    }
    number(linker, |row| sets.root(row))
}

/// Numbers groups by the lowest hash in each: a number that depends on the records and not on their order.
fn number(linker: &Linker, mut group: impl FnMut(u32) -> u32) -> Clusters {
    let rows = linker.len();
    let mut order: Vec<(u64, u32)> = linker.records.hashes.iter().copied().zip(0..).collect();
    order.par_sort_unstable();
    let (mut of_row, mut names, mut count) = (vec![0; rows], vec![u32::MAX; rows], 0);
    for (_, row) in order {
        let name = &mut names[group(row) as usize];
        if *name == u32::MAX {
            *name = count;
            count += 1;
        }
        of_row[linker.rows().given(row) as usize] = *name;
    }
    Clusters { of_row, count: count as usize }
}

pub(crate) fn cluster(linker: &Linker, scorer: &Scorer, edges: &[Edge], how: &Clustering) -> Clusters {
    let edges: Vec<Edge> = edges.iter().map(|edge| linker.rows().place_edge(*edge)).collect();
    let placed = |pairs: &[(u32, u32)]| {
        pairs.iter().map(|&(a, b)| (linker.rows().place(a), linker.rows().place(b))).collect::<Vec<_>>()
    };
    let how = &Clustering { together: placed(&how.together), apart: placed(&how.apart), ..how.clone() };
    let mut sets = Sets::new(linker.len());
    let least = stored(how.component);
    edges.iter().filter(|edge| edge.weight >= least).for_each(|edge| sets.join(edge.a, edge.b));
    how.together.iter().for_each(|&(a, b)| sets.join(a, b));
    let parts = Parts::new(linker, &mut sets, &edges, least, how);
    drop((edges, sets));
    let firsts: Vec<(u32, u32)> =
        (0..parts.len()).into_par_iter().flat_map_iter(|part| parts.split(linker, scorer, how, part)).collect();
    drop(parts);
    let mut name: Vec<u32> = (0..).take(linker.len()).collect();
    for (row, first) in firsts {
        name[row as usize] = first;
    }
    number(linker, |row| name[row as usize])
}

/// Disjoint sets of rows.
struct Sets(Vec<u32>);

impl Sets {
    fn new(rows: usize) -> Self {
        Self((0..).take(rows).collect())
    }

    fn root(&mut self, mut row: u32) -> u32 {
        while self.0[row as usize] != row {
            let above = self.0[row as usize];
            self.0[row as usize] = self.0[above as usize];
            row = self.0[row as usize];
        }
        row
    }

    fn join(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        self.0[a.max(b) as usize] = a.min(b);
    }
}

/// Components of two records or more, with the pairs inside each.
struct Parts {
    rows: Vec<u32>,
    row_starts: Vec<usize>,
    edges: Vec<Edge>,
    edge_starts: Vec<usize>,
}

impl Parts {
    fn new(linker: &Linker, sets: &mut Sets, edges: &[Edge], least: i32, how: &Clustering) -> Self {
        let roots: Vec<u32> = (0..).take(linker.len()).map(|row| sets.root(row)).collect();
        let root = |row: u32| roots[row as usize];
        let mut rows = Grouped::new((0..).take(roots.len()), |row| root(*row), roots.len());
        let strong = edges.iter().filter(|edge| edge.weight >= least).copied();
        let mut inside = Grouped::new(strong, |edge| root(edge.a), roots.len());
        let mut parts = Self { rows: Vec::new(), row_starts: vec![0], edges: Vec::new(), edge_starts: vec![0] };
        for root in 0..roots.len() {
            let group = rows.of(root);
            if group.len() > 1 {
                group.sort_unstable_by_key(|row| linker.records.hashes[*row as usize]);
                parts.add(group, inside.of(root), how, least);
            }
        }
        parts
    }

    /// Adds a component; one that is too large is cut at rising weights until it is not.
    fn add(&mut self, rows: &[u32], edges: &[Edge], how: &Clustering, least: i32) {
        if rows.len() <= how.largest || edges.is_empty() {
            self.rows.extend(rows);
            self.row_starts.push(self.rows.len());
            self.edges.extend(edges);
            self.edge_starts.push(self.edges.len());
            return;
        }
        let least = least.saturating_add(stored(1.0));
        let place = |row: u32, sorted: &[(u32, u32)]| {
            let at = sorted.binary_search_by_key(&row, |(row, _)| *row).unwrap_or(0);
            sorted[at].1
        };
        let mut sorted: Vec<(u32, u32)> = rows.iter().copied().zip(0..).collect();
        sorted.sort_unstable();
        let mut sets = Sets::new(rows.len());
        let kept: Vec<Edge> = edges.iter().filter(|edge| edge.weight >= least).copied().collect();
        for edge in &kept {
            sets.join(place(edge.a, &sorted), place(edge.b, &sorted));
        }
        for &(a, b) in &how.together {
            if let (Ok(a), Ok(b)) = (sorted.binary_search_by_key(&a, |r| r.0), sorted.binary_search_by_key(&b, |r| r.0))
            {
                sets.join(sorted[a].1, sorted[b].1);
            }
        }
        let mut pieces: Vec<(Vec<u32>, Vec<Edge>)> = vec![(Vec::new(), Vec::new()); rows.len()];
        for (at, row) in (0..).zip(rows) {
            pieces[sets.root(at) as usize].0.push(*row);
        }
        for edge in kept {
            pieces[sets.root(place(edge.a, &sorted)) as usize].1.push(edge);
        }
        for (rows, edges) in pieces.into_iter().filter(|(rows, _)| rows.len() > 1) {
            self.add(&rows, &edges, how, least);
        }
    }

    fn len(&self) -> usize {
        self.row_starts.len() - 1
    }

    /// The entities of one component: rows and the first row of the entity, where that is another.
    fn split(&self, linker: &Linker, scorer: &Scorer, how: &Clustering, part: usize) -> Vec<(u32, u32)> {
        let rows = &self.rows[self.row_starts[part]..self.row_starts[part + 1]];
        let edges = &self.edges[self.edge_starts[part]..self.edge_starts[part + 1]];
        if let (&[a, b], [edge], true) = (rows, edges, how.together.is_empty() && how.apart.is_empty()) {
            // Most components are one pair: its weight is the mean.
            let clamp = stored(how.clamp);
            let is_one = f64::from(edge.weight.clamp(-clamp, clamp)) > how.join * PARTS && !conflict(linker, a, b);
            return if is_one { vec![(b, a)] } else { Vec::new() };
        }
        Matrix::new(linker, scorer, rows, edges, how).gather(rows)
    }
}

/// Forbidden, whatever the weights.
const NEVER: i64 = i64::MIN;

/// Sums of weights between the groups of one component.
struct Matrix {
    size: usize,
    sums: Vec<i64>,
    counts: Vec<i64>,
    /// Per place its group: the first place in it.
    group: Vec<usize>,
    join: f64,
}

impl Matrix {
    fn new(linker: &Linker, scorer: &Scorer, rows: &[u32], edges: &[Edge], how: &Clustering) -> Self {
        let size = rows.len();
        let unknown = i64::MAX;
        let clamp = i64::from(stored(how.clamp));
        let mut sums = vec![unknown; size * size];
        let mut places: Vec<(u32, usize)> = rows.iter().copied().zip(0..).collect();
        places.sort_unstable();
        let place = |row: u32| places.binary_search_by_key(&row, |(row, _)| *row).ok().map(|at| places[at].1);
        let put = |a: usize, b: usize, weight: i64, sums: &mut Vec<i64>| {
            sums[a * size + b] = weight;
            sums[b * size + a] = weight;
        };
        for edge in edges {
            if let (Some(a), Some(b)) = (place(edge.a), place(edge.b)) {
                put(a, b, i64::from(edge.weight).clamp(-clamp, clamp), &mut sums);
            }
        }
        let records = &linker.records;
        for a in 0..size {
            for b in a + 1..size {
                if conflict(linker, rows[a], rows[b]) {
                    put(a, b, NEVER, &mut sums);
                } else if sums[a * size + b] == unknown {
                    let bits = scorer.weigh(&linker.comparer, records.row(rows[a]), records.row(rows[b])).bits();
                    put(a, b, i64::from(stored(bits)).clamp(-clamp, clamp), &mut sums);
                }
            }
        }
        let pairs = |list: &[(u32, u32)]| -> BTreeSet<(usize, usize)> {
            list.iter().filter_map(|&(a, b)| place(a).zip(place(b))).collect()
        };
        pairs(&how.apart).iter().for_each(|&(a, b)| put(a, b, NEVER, &mut sums));
        let group = (0..size).collect();
        let mut matrix = Self { size, sums, counts: vec![1; size], group, join: how.join * PARTS };
        for (a, b) in pairs(&how.together) {
            let (a, b) = (matrix.group[a], matrix.group[b]);
            if a != b {
                matrix.merge(a.min(b), a.max(b));
            }
        }
        matrix
    }

    #[expect(clippy::cast_precision_loss, reason = "sums of weights of one component are below 2^53")]
    fn mean(&self, a: usize, b: usize) -> f64 {
        match self.sums[a * self.size + b] {
            NEVER => f64::NEG_INFINITY,
            sum => sum as f64 / (self.counts[a] * self.counts[b]) as f64,
        }
    }

    /// The nearest other group, the first of equals.
    fn nearest(&self, a: usize) -> Option<(usize, f64)> {
        let mut best: Option<(usize, f64)> = None;
        for b in (0..self.size).filter(|&b| b != a && self.group[b] == b) {
            let mean = self.mean(a, b);
            if mean > best.map_or(self.join, |(_, best)| best) {
                best = Some((b, mean));
            }
        }
        best
    }

    fn merge(&mut self, a: usize, b: usize) {
        for other in (0..self.size).filter(|other| *other != a && *other != b) {
            let (one, two) = (self.sums[a * self.size + other], self.sums[b * self.size + other]);
            let sum = if one == NEVER || two == NEVER { NEVER } else { one + two };
            self.sums[a * self.size + other] = sum;
            self.sums[other * self.size + a] = sum;
        }
        self.counts[a] += self.counts[b];
        self.group.iter_mut().filter(|group| **group == b).for_each(|group| *group = a);
    }

    fn gather(mut self, rows: &[u32]) -> Vec<(u32, u32)> {
        let live = |matrix: &Self, at: usize| matrix.group[at] == at;
        let mut nearest: Vec<Option<(usize, f64)>> =
            (0..self.size).map(|at| if live(&self, at) { self.nearest(at) } else { None }).collect();
        loop {
            let mut best: Option<(usize, usize, f64)> = None;
            for (a, near) in nearest.iter().enumerate() {
                if let Some((b, mean)) = *near
                    && best.is_none_or(|(_, _, highest)| mean > highest)
                {
                    best = Some((a, b, mean));
                }
            }
            let Some((a, b, _)) = best else { break };
            let (a, b) = (a.min(b), a.max(b));
            self.merge(a, b);
            nearest[b] = None;
            for (at, near) in nearest.iter_mut().enumerate() {
                let stale = at == a || near.is_some_and(|(other, _)| other == a || other == b);
                if stale && live(&self, at) {
                    *near = self.nearest(at);
                }
            }
        }
        let firsts = self.group.into_iter().map(|first| rows[first]);
        rows.iter().copied().zip(firsts).filter(|(row, first)| row != first).collect()
    }
}

/// The model's constraints forbid that the two rows are the same.
fn conflict(linker: &Linker, a: u32, b: u32) -> bool {
    let constraints = &linker.model.constraints;
    let sources = &linker.records.sources;
    let same_source = constraints.one_per_source && sources[a as usize] == sources[b as usize];
    same_source
        || constraints.one_value.iter().any(|&column| {
            let ids = &linker.records.columns[column].ids;
            let (one, other) = (ids[a as usize], ids[b as usize]);
            one != other && one != MISSING && other != MISSING
        })
}
