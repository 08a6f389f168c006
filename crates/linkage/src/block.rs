//! Blocking: which pairs are compared at all. Pairs are streamed from groups of equal keys and never stored.

#![expect(clippy::indexing_slicing, reason = "rows, slots and groups are numbered by this module")]

mod group;

use std::sync::OnceLock;

use rayon::prelude::*;

use crate::{model::Rule, table::Column};
use group::{Groups, build, pairs_of};

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
    /// Per rule the pairs that no earlier rule found, once they have been walked.
    added: OnceLock<Vec<u64>>,
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

/// Pairs that are handed over together.
const SOME: usize = 64;

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
        let built: Vec<(Groups, RuleReport)> = rules.par_iter().map(|rule| build(rule, columns, rows, limit)).collect();
        let (mut rules, reports): (Vec<Groups>, Vec<RuleReport>) = built.into_iter().unzip();
        let mut width = 0;
        for groups in &mut rules {
            groups.left = width;
            groups.right = width + usize::from(groups.is_swapped);
            width = groups.right + 1;
        }
        // Nobody asks whether the last rule found a pair before.
        let (last, earlier) = rules.split_last().map_or((None, &[][..]), |(last, earlier)| (Some(last), earlier));
        let width = last.map_or(0, |last| last.left);
        let mut slots = vec![0; rows * width];
        for groups in earlier {
            for (group, number) in (0..groups.middle.len()).zip(1..) {
                let (left, right) = groups.sides(group);
                left.iter().for_each(|row| slots[*row as usize * width + groups.left] = number);
                if groups.is_swapped {
                    right.iter().for_each(|row| slots[*row as usize * width + groups.right] = number);
                }
            }
        }
        Self { rules, slots, width, sources: sources.to_vec(), scope, reports, added: OnceLock::new() }
    }

    /// The work, in pieces of about equal size, always cut in the same places.
    pub(crate) fn pieces(&self) -> Vec<Piece> {
        let mut pieces = Vec::new();
        for (at, rule) in self.rules.iter().enumerate() {
            let (mut first, mut gathered) = (0, 0);
            for group in 0..rule.middle.len() {
                let (left, right) = rule.sides(group);
                let pairs = pairs_of(left.len(), right.len(), !rule.is_swapped);
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

    /// Calls `found` with every pair of a piece that no earlier rule has brought together, some at a time, so that it can
    /// see to it that the processor fetches what they need before it is needed.
    #[inline]
    pub(crate) fn each_some(&self, piece: Piece, mut found: impl FnMut(&[(u32, u32)])) {
        let rule = &self.rules[piece.rule];
        let mut some = [(0, 0); SOME];
        let mut count = 0;
        for group in piece.group..piece.group + piece.groups {
            let (left, right) = rule.sides(group);
            let last = piece.from.saturating_add(piece.rows).min(left.len());
            for at in piece.from..last {
                let a = left[at];
                let others = if rule.is_swapped { right } else { &right[at + 1..] };
                for &b in others {
                    if rule.is_swapped && a >= b {
                        continue;
                    }
                    some[count] = (a.min(b), a.max(b));
                    count += 1;
                    if count == SOME {
                        self.keep_new(piece.rule, &mut some, &mut count);
                        found(&some[..count]);
                        count = 0;
                    }
                }
            }
        }
        self.keep_new(piece.rule, &mut some, &mut count);
        found(&some[..count]);
    }

    /// Keeps those of the first `count` pairs that no earlier rule has brought together.
    #[inline]
    fn keep_new(&self, rule: usize, some: &mut [(u32, u32); SOME], count: &mut usize) {
        if rule == 0 && self.scope == Scope::All {
            return;
        }
        if self.width > 0 {
            // Nothing here waits for anything else, so that all rows are fetched at once.
            let slot = |row: u32| self.slots[row as usize * self.width];
            std::hint::black_box(some[..*count].iter().fold(0, |all, (a, b)| all ^ slot(*a) ^ slot(*b)));
        }
        let mut kept = 0;
        for at in 0..*count {
            let (a, b) = some[at];
            some[kept] = (a, b);
            kept += usize::from(self.is_new(rule, a, b));
        }
        *count = kept;
    }

    /// Calls `found` with every pair of a piece that no earlier rule has brought together.
    #[inline]
    pub(crate) fn each(&self, piece: Piece, mut found: impl FnMut(u32, u32)) {
        self.each_some(piece, |pairs| pairs.iter().for_each(|(a, b)| found(*a, *b)));
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

    /// Gives every piece of work to `work`, on all threads, and gathers what it makes of them in the order of the pieces.
    /// `work` says how many pairs it was given.
    pub(crate) fn walk<S, T: Send>(
        &self,
        state: impl Fn() -> S + Sync,
        work: impl Fn(&mut S, Piece) -> (T, u64) + Sync,
    ) -> Vec<T> {
        let one = |state: &mut S, piece: Piece| {
            let (made, pairs) = work(state, piece);
            (piece.rule, made, pairs)
        };
        let walked: Vec<(usize, T, u64)> = self.pieces().into_par_iter().map_init(&state, one).collect();
        let mut added = vec![0; self.rules.len()];
        let count = |(rule, made, pairs): (usize, T, u64)| {
            added[rule] += pairs;
            made
        };
        let made = walked.into_iter().map(count).collect();
        // Every walk counts the same.
        let _ = self.added.set(added);
        made
    }

    /// What each rule brings and what it adds to the rules before it; walks the pairs if nobody has.
    pub(crate) fn reports(&self) -> Vec<RuleReport> {
        if self.added.get().is_none() {
            self.walk(
                || (),
                |(), piece| {
                    let mut count = 0;
                    self.each(piece, |_, _| count += 1);
                    ((), count)
                },
            );
        }
        let added = self.added.get().into_iter().flatten();
        self.reports.iter().zip(added).map(|(report, &added)| RuleReport { added, ..report.clone() }).collect()
    }

    /// Pairs that the rules bring together, each counted as often as rules find it: an upper bound.
    pub(crate) fn most_pairs(&self) -> u64 {
        self.reports.iter().map(|report| report.pairs).sum()
    }
}
