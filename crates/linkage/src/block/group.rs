//! Records with one key: groups by a rule, found by counting and by sorting inside groups.

#![expect(clippy::indexing_slicing, reason = "rows and groups are numbered by this module")]

use std::borrow::Cow;

use super::RuleReport;
use crate::{
    dictionary::{Dictionary, MISSING},
    model::{Cut, KeyPart, Rule},
    table::Column,
};

#[derive(Debug)]
pub(super) struct Groups {
    /// Slots of a row in which its group stands; the same unless the rule is swapped.
    pub(super) left: usize,
    pub(super) right: usize,
    pub(super) is_swapped: bool,
    /// Per group where its members begin; left members, then (for a swapped rule) right members.
    starts: Vec<u32>,
    pub(super) middle: Vec<u32>,
    members: Vec<u32>,
}

/// Groups the rows by a rule, and says what it brings.
pub(super) fn build(rule: &Rule, columns: &[Column], rows: usize, limit: (u64, &[usize])) -> (Groups, RuleReport) {
    let mut report = RuleReport { rule: rule.text.clone(), pairs: 0, added: 0, largest: 0, lost: 0 };
    if rule.is_swapped() {
        return build_swapped(rule, columns, rows, limit.0, report);
    }
    let parts: Vec<Cow<'_, [u32]>> = rule.left.iter().map(|part| part_ids(*part, &columns[part.column])).collect();
    // A record that is alone with its key is a group of one.
    let has_key = (0..rows).any(|row| !parts.is_empty() && parts.iter().all(|ids| ids[row] != MISSING));
    report.largest = u64::from(has_key);
    let mut groups = Groups::new(false);
    for group in equal_rows(parts, rows).iter() {
        let pairs = pairs_of(group.len(), group.len(), true);
        report.pairs += pairs;
        report.largest = report.largest.max(group.len() as u64);
        if pairs <= limit.0 {
            groups.add(group, &[]);
            continue;
        }
        let mut kept = 0;
        for part in split(group.to_vec(), columns, limit) {
            kept += pairs_of(part.len(), part.len(), true);
            groups.add(&part, &[]);
        }
        report.lost += pairs - kept;
    }
    (groups, report)
}

impl Groups {
    pub(super) fn sides(&self, group: usize) -> (&[u32], &[u32]) {
        let (start, end) = (self.starts[group] as usize, self.starts[group + 1] as usize);
        if !self.is_swapped {
            let members = &self.members[start..end];
            return (members, members);
        }
        let middle = self.middle[group] as usize;
        (&self.members[start..middle], &self.members[middle..end])
    }

    fn new(is_swapped: bool) -> Self {
        Self { left: 0, right: 0, is_swapped, starts: vec![0], middle: Vec::new(), members: Vec::new() }
    }

    /// Adds a group unless it has no pair.
    fn add(&mut self, left: &[u32], right: &[u32]) {
        if self.is_swapped || left.len() > 1 {
            self.members.extend(left);
            self.middle.push(place(self.members.len()));
            self.members.extend(right);
            self.starts.push(place(self.members.len()));
        }
    }
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

fn build_swapped(
    rule: &Rule,
    columns: &[Column],
    rows: usize,
    most: u64,
    mut report: RuleReport,
) -> (Groups, RuleReport) {
    // The right side's rows follow the left side's.
    let both = |(one, other): (&KeyPart, &KeyPart)| {
        let mut ids = part_ids(*one, &columns[one.column]).into_owned();
        ids.extend_from_slice(&part_ids(*other, &columns[other.column]));
        Cow::Owned(ids)
    };
    let parts = rule.left.iter().zip(&rule.right).map(both).collect();
    let mut groups = Groups::new(true);
    let mut doubled = 0;
    for group in equal_rows(parts, 2 * rows).iter() {
        let middle = group.partition_point(|row| (*row as usize) < rows);
        let left = &group[..middle];
        let right: Vec<u32> = group[middle..].iter().map(|row| row - place(rows)).collect();
        if left.is_empty() || right.is_empty() || (left.len() == 1 && *left == right) {
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
        groups.add(left, &right);
    }
    report.pairs = doubled / 2;
    (groups, report)
}

/// Rows of equal keys, two at least.
struct Equal {
    rows: Vec<u32>,
    /// Where each group begins and ends, in the order of their first rows: neighbours are compared with neighbours.
    spans: Vec<(u32, u32)>,
}

impl Equal {
    fn iter(&self) -> impl Iterator<Item = &[u32]> {
        self.spans.iter().map(|&(from, to)| &self.rows[from as usize..to as usize])
    }
}

/// Groups the rows whose parts are all equal and none missing; the rows of a group stand in order.
///
/// The part with most values comes first and makes small groups; the others sort within them. A row that is alone is
/// dropped at once, so that later parts cost little.
fn equal_rows(mut parts: Vec<Cow<'_, [u32]>>, rows: usize) -> Equal {
    parts.sort_by_key(|ids| std::cmp::Reverse(ids.iter().max().copied()));
    let mut parts = parts.into_iter();
    let (mut keyed, mut spans) = parts.next().map_or_else(Default::default, |ids| equal_ids(&ids));
    for ids in parts {
        let mut kept = 0;
        let mut finer = Vec::new();
        for (from, to) in spans {
            let group = &mut keyed[from as usize..to as usize];
            group
                .iter_mut()
                .for_each(|entry| *entry = (u64::from(ids[row_in(*entry) as usize]) << 32) | (*entry & LOW));
            group.sort_unstable();
            let (mut at, to) = (from as usize, to as usize);
            while at < to {
                let id = keyed[at] >> 32;
                let end = keyed[at..to].iter().position(|entry| entry >> 32 != id).map_or(to, |length| at + length);
                if id != u64::from(MISSING) && end - at > 1 {
                    keyed.copy_within(at..end, kept);
                    finer.push((place(kept), place(kept + end - at)));
                    kept += end - at;
                }
                at = end;
            }
        }
        keyed.truncate(kept);
        spans = finer;
    }
    let rows_of: Vec<u32> = keyed.into_iter().map(row_in).collect();
    let mut first = vec![u32::MAX; rows];
    for (number, (from, _)) in (0..).zip(&spans) {
        first[rows_of[*from as usize] as usize] = number;
    }
    let spans = first.into_iter().filter(|number| *number != u32::MAX).map(|number| spans[number as usize]).collect();
    Equal { rows: rows_of, spans }
}

const LOW: u64 = 0xffff_ffff;

#[expect(clippy::cast_possible_truncation, reason = "the low half is the row")]
fn row_in(entry: u64) -> u32 {
    entry as u32
}

/// Groups rows by one id, by counting: the rows, and where each group of two or more begins and ends.
fn equal_ids(ids: &[u32]) -> (Vec<u64>, Vec<(u32, u32)>) {
    let mut ends = vec![0_u32; ids.iter().max().map_or(0, |id| *id as usize + 1)];
    ids.iter().for_each(|id| ends[*id as usize] += 1);
    let mut total = 0;
    let mut spans = Vec::new();
    for (id, end) in (0..).zip(&mut ends) {
        let count = std::mem::replace(end, u32::MAX);
        if count > 1 && id != MISSING {
            spans.push((total, total + count));
            *end = total;
            total += count;
        }
    }
    let mut keyed = vec![0; total as usize];
    for (row, id) in (0..).zip(ids) {
        let next = &mut ends[*id as usize];
        if *next != u32::MAX {
            keyed[*next as usize] = row;
            *next += 1;
        }
    }
    (keyed, spans)
}

/// Per row a number that stands for what of its value counts.
fn part_ids(part: KeyPart, column: &Column) -> Cow<'_, [u32]> {
    let Cut::Substring { from, length } = part.cut else { return Cow::Borrowed(&column.ids) };
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
    column.ids.iter().map(|&id| made[id as usize]).collect::<Vec<u32>>().into()
}

/// Pairs of a group.
pub(super) fn pairs_of(left: usize, right: usize, same: bool) -> u64 {
    let (left, right) = (left as u64, right as u64);
    if same { left * left.saturating_sub(1) / 2 } else { left * right }
}

/// A row or group number; a run of 2^32 rows does not fit in memory.
fn place(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}
