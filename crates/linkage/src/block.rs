//! Blocking: which pairs are compared at all. Pairs are streamed from groups of equal keys and never stored.

#![expect(clippy::indexing_slicing, reason = "rows, slots and groups are numbered by this module")]

use rayon::prelude::*;

use crate::{
    dictionary::{Dictionary, MISSING},
    model::{Cut, KeyPart, Rule},
    table::Column,
};

/// Which sources a pair may come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Scope {
    /// Any two records.
    All,
    /// Only records of different sources.
    Between,
}

/// What a rule brings together.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleReport {
    /// The rule as written in the model.
    pub rule: String,
    /// Pairs that it brings together, alone.
    pub pairs: u64,
    /// Of these, pairs that no earlier rule found.
    pub added: u64,
    /// Records in its largest group.
    pub largest: u64,
    /// Pairs that were given up because a group was too large even when split by further columns.
    pub lost: u64,
}

/// Groups of records that share a key, per rule.
#[derive(Debug)]
pub(crate) struct Blocks {
    rules: Vec<Groups>,
    /// Per row, per slot the group; 0 is none. A swapped rule has two slots.
    slots: Vec<u32>,
    width: usize,
    sources: Vec<u8>,
    scope: Scope,
    reports: Vec<RuleReport>,
}

#[derive(Debug)]
struct Groups {
    left: usize,
    right: usize,
    /// Per group where its members begin; left members, then (for a swapped rule) right members.
    starts: Vec<u32>,
    middle: Vec<u32>,
    members: Vec<u32>,
}

/// A piece of work: groups of one rule, or some rows of one large group.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Piece {
    rule: usize,
    group: usize,
    groups: usize,
    from: usize,
    rows: usize,
}

/// Pairs in a piece of work, about.
const PIECE: u64 = 1 << 15;

impl Blocks {
    /// Groups the rows by each rule; a group of more pairs than `most` is split by `further` columns, then into runs.
    pub(crate) fn new(
        rules: &[Rule],
        columns: &[Column],
        sources: &[u8],
        scope: Scope,
        limit: (u64, &[usize]),
    ) -> Self {
        let rows = sources.len();
        let built: Vec<Built> = rules.par_iter().map(|rule| build(rule, columns, rows, limit)).collect();
        let width: usize = built.iter().map(|rule| rule.slots.len()).sum();
        let mut slots = vec![0; rows * width];
        let (mut groups, mut reports, mut at) = (Vec::new(), Vec::new(), 0);
        for rule in built {
            for (place, ids) in rule.slots.iter().enumerate() {
                for (row, id) in ids.iter().enumerate() {
                    slots[row * width + at + place] = *id;
                }
            }
            let right = at + rule.slots.len() - 1;
            groups.push(Groups { left: at, right, starts: rule.starts, middle: rule.middle, members: rule.members });
            reports.push(rule.report);
            at = right + 1;
        }
        Self { rules: groups, slots, width, sources: sources.to_vec(), scope, reports }
    }

    /// The work, in pieces of about equal size, always cut in the same places.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (at, rule) in self.rules.iter().enumerate() {
            let (mut first, mut gathered) = (0, 0);
            for group in 0..rule.middle.len() {
                let (left, right) = rule.sides(group);
                let pairs = pairs_of(left.len(), right.len(), rule.left == rule.right);
                if pairs > 2 * PIECE {
                    if first < group {
                        pieces.push(Piece { rule: at, group: first, groups: group - first, from: 0, rows: usize::MAX });
                    }
                    let rows = usize::try_from(2 * PIECE / right.len().max(1) as u64).unwrap_or(1).max(1);
                    for from in (0..left.len()).step_by(rows) {
                        pieces.push(Piece { rule: at, group, groups: 1, from, rows });
                    }
                    (first, gathered) = (group + 1, 0);
                } else {
                    gathered += pairs;
                    if gathered >= PIECE {
                        let groups = group + 1 - first;
                        pieces.push(Piece { rule: at, group: first, groups, from: 0, rows: usize::MAX });
                        (first, gathered) = (group + 1, 0);
                    }
                }
            }
            if first < rule.middle.len() {
                let groups = rule.middle.len() - first;
                pieces.push(Piece { rule: at, group: first, groups, from: 0, rows: usize::MAX });
            }
        }
        pieces
    }

    /// Calls `found` with every pair of a piece that no earlier rule has brought together.
    #[inline]
    pub(crate) fn each(&self, piece: Piece, mut found: impl FnMut(u32, u32)) {
        let rule = &self.rules[piece.rule];
        for group in piece.group..piece.group + piece.groups {
            let (left, right) = rule.sides(group);
            let last = piece.from.saturating_add(piece.rows).min(left.len());
            for at in piece.from..last {
                let a = left[at];
                let others = if rule.left == rule.right { &right[at + 1..] } else { right };
                for &b in others {
                    if rule.left != rule.right && a >= b {
                        continue;
                    }
                    if self.is_new(piece.rule, a, b) {
                        found(a.min(b), a.max(b));
                    }
                }
            }
        }
    }

    #[inline]
    fn is_new(&self, rule: usize, a: u32, b: u32) -> bool {
        if self.scope == Scope::Between && self.sources[a as usize] == self.sources[b as usize] {
            return false;
        }
        let one = &self.slots[a as usize * self.width..][..self.width];
        let other = &self.slots[b as usize * self.width..][..self.width];
        !self.rules[..rule].iter().any(|earlier| {
            // A pair of equal columns counts as swapped too, whichever record is named first.
            one[earlier.left] == other[earlier.right] && one[earlier.left] != 0
        })
    }

    /// What each rule brings; counts what it adds to the rules before it.
    pub(crate) fn reports(&self) -> Vec<RuleReport> {
        let mut reports = self.reports.clone();
        let added: Vec<(usize, u64)> = self
            .pieces()
            .into_par_iter()
            .map(|piece| {
                let mut count = 0;
                self.each(piece, |_, _| count += 1);
                (piece.rule, count)
            })
            .collect();
        for (rule, count) in added {
            reports[rule].added += count;
        }
        reports
    }

    /// Pairs that the rules bring together, each counted as often as rules find it: an upper bound.
    pub(crate) fn most_pairs(&self) -> u64 {
        self.reports.iter().map(|report| report.pairs).sum()
    }
}

impl Groups {
    fn sides(&self, group: usize) -> (&[u32], &[u32]) {
        let (start, end) = (self.starts[group] as usize, self.starts[group + 1] as usize);
        if self.left == self.right {
            let members = &self.members[start..end];
            return (members, members);
        }
        let middle = self.middle[group] as usize;
        (&self.members[start..middle], &self.members[middle..end])
    }
}

fn pairs_of(left: usize, right: usize, same: bool) -> u64 {
    let (left, right) = (left as u64, right as u64);
    if same { left * left.saturating_sub(1) / 2 } else { left * right }
}

struct Built {
    slots: Vec<Vec<u32>>,
    starts: Vec<u32>,
    middle: Vec<u32>,
    members: Vec<u32>,
    report: RuleReport,
}

fn build(rule: &Rule, columns: &[Column], rows: usize, limit: (u64, &[usize])) -> Built {
    let mut report = RuleReport { rule: rule.text.clone(), pairs: 0, added: 0, largest: 0, lost: 0 };
    if rule.is_swapped() {
        return build_swapped(rule, columns, rows, limit.0, report);
    }
    let key = keys(&rule.left, columns, rows);
    let order = sorted_rows(&key);
    let mut ids = vec![0; rows];
    let (mut starts, mut members) = (vec![0], Vec::new());
    let mut close = |group: &[u32], starts: &mut Vec<u32>, members: &mut Vec<u32>| {
        if group.len() > 1 {
            for &row in group {
                ids[row as usize] = place(starts.len());
            }
            members.extend(group);
            starts.push(place(members.len()));
        }
    };
    for rows in order.chunk_by(|a, b| key[*a as usize] == key[*b as usize]) {
        let pairs = pairs_of(rows.len(), rows.len(), true);
        report.pairs += pairs;
        report.largest = report.largest.max(rows.len() as u64);
        if pairs <= limit.0 {
            close(rows, &mut starts, &mut members);
            continue;
        }
        let mut kept = 0;
        for part in split(rows.to_vec(), columns, limit) {
            kept += pairs_of(part.len(), part.len(), true);
            close(&part, &mut starts, &mut members);
        }
        report.lost += pairs - kept;
    }
    let middle = starts.iter().skip(1).copied().collect();
    Built { slots: vec![ids], starts, middle, members, report }
}

/// Splits a group that is too large by further columns; what is still too large is cut into runs of records.
fn split(rows: Vec<u32>, columns: &[Column], (most, further): (u64, &[usize])) -> Vec<Vec<u32>> {
    if pairs_of(rows.len(), rows.len(), true) <= most {
        return vec![rows];
    }
    let Some((&column, rest)) = further.split_first() else {
        // The largest n with n (n - 1) / 2 <= most.
        let run = usize::try_from((2 * most).isqrt()).unwrap_or(2).max(2);
        return rows.chunks(run).map(<[u32]>::to_vec).collect();
    };
    let mut rows = rows;
    rows.sort_by_key(|&row| columns[column].ids[row as usize]);
    let ids = &columns[column].ids;
    let parts = rows.chunk_by(|&a, &b| ids[a as usize] == ids[b as usize]);
    parts.flat_map(|part| split(part.to_vec(), columns, (most, rest))).collect()
}

fn build_swapped(rule: &Rule, columns: &[Column], rows: usize, most: u64, mut report: RuleReport) -> Built {
    // Keys of both sides come from one numbering: the right side's rows follow the left side's.
    let key = keys_of_both(&rule.left, &rule.right, columns, rows);
    let order = sorted_rows(&key);
    let (mut left_ids, mut right_ids) = (vec![0; rows], vec![0; rows]);
    let (mut starts, mut middle, mut members) = (vec![0_u32], Vec::new(), Vec::new());
    let mut doubled = 0;
    for group in order.chunk_by(|a, b| key[*a as usize] == key[*b as usize]) {
        let left: Vec<u32> = group.iter().copied().filter(|row| (*row as usize) < rows).collect();
        let second = group.iter().copied().filter(|row| (*row as usize) >= rows);
        let right: Vec<u32> = second.map(|row| row - place(rows)).collect();
        if left.is_empty() || right.is_empty() || (left.len() == 1 && left == right) {
            continue;
        }
        // Each pair stands in the group of either of its records.
        let pairs = pairs_of(left.len(), right.len(), false);
        doubled += pairs - left.iter().filter(|row| right.binary_search(row).is_ok()).count() as u64;
        report.largest = report.largest.max(left.len().max(right.len()) as u64);
        if pairs > most {
            report.lost += pairs;
            continue;
        }
        let id = place(starts.len());
        left.iter().for_each(|row| left_ids[*row as usize] = id);
        right.iter().for_each(|row| right_ids[*row as usize] = id);
        members.extend(left);
        middle.push(place(members.len()));
        members.extend(right);
        starts.push(place(members.len()));
    }
    report.pairs = doubled / 2;
    Built { slots: vec![left_ids, right_ids], starts, middle, members, report }
}

/// Rows with a key, sorted by key and then by row.
fn sorted_rows(key: &[u32]) -> Vec<u32> {
    let rows = (0..).take(key.len()).filter(|row| key[*row as usize] != MISSING).collect();
    counting_sort(rows, key)
}

/// Sorts rows by a key, equals in the order in which they came. Keys are ids: they are few and dense.
pub(crate) fn counting_sort(rows: Vec<u32>, key: &[u32]) -> Vec<u32> {
    let highest = rows.iter().map(|row| key[*row as usize]).max().unwrap_or(0) as usize;
    let mut places = vec![0_u32; highest + 2];
    for row in &rows {
        places[key[*row as usize] as usize + 1] += 1;
    }
    for at in 1..places.len() {
        places[at] += places[at - 1];
    }
    let mut sorted = vec![0; rows.len()];
    for row in rows {
        let next = &mut places[key[row as usize] as usize];
        sorted[*next as usize] = row;
        *next += 1;
    }
    sorted
}

/// A number per row that is equal where the whole key is; 0 where a part is missing.
fn keys(parts: &[KeyPart], columns: &[Column], rows: usize) -> Vec<u32> {
    let mut key: Option<Vec<u32>> = None;
    for part in parts {
        let ids = part_ids(*part, &columns[part.column]);
        key = Some(match key {
            None => ids,
            Some(before) => number(&before, &ids),
        });
    }
    key.unwrap_or_else(|| vec![MISSING; rows])
}

/// As [`keys`], for the left parts of all rows followed by the right parts of all rows.
fn keys_of_both(left: &[KeyPart], right: &[KeyPart], columns: &[Column], rows: usize) -> Vec<u32> {
    let mut key: Option<Vec<u32>> = None;
    for (one, other) in left.iter().zip(right) {
        let mut ids = part_ids(*one, &columns[one.column]);
        ids.extend(part_ids(*other, &columns[other.column]));
        key = Some(match key {
            None => ids,
            Some(before) => number(&before, &ids),
        });
    }
    key.unwrap_or_else(|| vec![MISSING; 2 * rows])
}

fn part_ids(part: KeyPart, column: &Column) -> Vec<u32> {
    let Cut::Substring { from, length } = part.cut else { return column.ids.clone() };
    let mut cuts = Dictionary::default();
    let made: Vec<u32> = column
        .values
        .texts()
        .enumerate()
        .map(|(id, text)| {
            let mut ends = text.char_indices().map(|(at, _)| at).chain([text.len()]).skip(from - 1);
            let start = ends.next();
            let cut = start.and_then(|start| text.get(start..ends.take(length).last().unwrap_or(start)));
            cut.filter(|cut| id > 0 && !cut.is_empty()).map_or(MISSING, |cut| cuts.intern(cut))
        })
        .collect();
    column.ids.iter().map(|&id| made[id as usize]).collect()
}

/// Numbers the pairs of two ids, 0 where one is missing: equal number, equal pair.
fn number(one: &[u32], other: &[u32]) -> Vec<u32> {
    let known = |row: &u32| one[*row as usize] != MISSING && other[*row as usize] != MISSING;
    let rows = (0..).take(one.len()).filter(known).collect();
    let order = counting_sort(counting_sort(rows, other), one);
    let mut numbers = vec![MISSING; one.len()];
    let key = |row: u32| (one[row as usize], other[row as usize]);
    for (number, group) in (1..).zip(order.chunk_by(|a, b| key(*a) == key(*b))) {
        for row in group {
            numbers[*row as usize] = number;
        }
    }
    numbers
}

/// A row or group number; a run of 2^32 rows does not fit in memory.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
