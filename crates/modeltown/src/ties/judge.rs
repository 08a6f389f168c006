//! Compares found ties with the truth.

use super::{How, Lookalike, RecordRef, Tie};
use crate::error::TownError;
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

/// Two records that a linkage holds for the same entity. What follows from several is found as well: who ties a to b and b
/// to c has tied a to c.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FoundTie {
    /// One record.
    pub a: RecordRef,
    /// The other.
    pub b: RecordRef,
}

/// How many there are and how many of them were found.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Share {
    /// There are.
    pub planted: u64,
    /// Of them found.
    pub found: u64,
}

impl Share {
    /// Found of planted, in per mille, rounded down; 1000 when there are none.
    #[must_use]
    pub fn per_mille(self) -> u64 {
        (self.found * 1000).checked_div(self.planted).unwrap_or(1000)
    }

    fn add(&mut self, is_found: bool) {
        self.planted += 1;
        self.found += u64::from(is_found);
    }
}

/// Two entities that were made one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WrongMerge {
    /// The first record of the one.
    pub a: RecordRef,
    /// The first record of the other.
    pub b: RecordRef,
    /// Whether both are persons.
    pub are_persons: bool,
}

/// How a linkage did.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TieEvaluation {
    /// Every tie.
    pub ties: Share,
    /// Those that no number shows.
    pub hidden: Share,
    /// Every tie by what shows it.
    pub by_how: BTreeMap<How, Share>,
    /// Ties that were not found, in the truth's order.
    pub missed: Vec<Tie>,
    /// Entities that were joined with another: n entities in one are n - 1 wrong merges, however many records they have.
    pub wrong: Vec<WrongMerge>,
    /// Lookalikes that were taken for one; they are among the wrong merges.
    pub fallen_for: Vec<Lookalike>,
    /// Records of the registers.
    pub records: u64,
    /// Found ties with a record that the truth does not know; they count neither way.
    pub unknown: u64,
}

impl TieEvaluation {
    /// Wrong merges for every 100 000 records.
    #[must_use]
    pub fn wrong_per_100_000(&self) -> f64 {
        per_100_000(self.wrong.len(), self.records)
    }

    /// Wrong merges of two persons for every 100 000 records.
    #[must_use]
    pub fn wrong_persons_per_100_000(&self) -> f64 {
        per_100_000(self.wrong.iter().filter(|wrong| wrong.are_persons).count(), self.records)
    }
}

#[expect(clippy::cast_precision_loss, reason = "counts of records are far below 2^53")]
fn per_100_000(count: usize, records: u64) -> f64 {
    if records == 0 { 0.0 } else { count as f64 * 100_000.0 / records as f64 }
}

/// Compares found ties with the truth of the town in `town` (the folder that [`crate::generate`] wrote).
///
/// ```no_run
/// # fn main() -> Result<(), modeltown::TownError> {
/// use modeltown::{FoundTie, RecordRef, evaluate_ties};
///
/// let found = [FoundTie { a: RecordRef::new("suppliers", "30001"), b: RecordRef::new("companies", "5570079195") }];
/// let result = evaluate_ties(&found, "kommun".as_ref())?;
/// println!("{} per mille of the hidden ties", result.hidden.per_mille());
/// # Ok(())
/// # }
/// ```
///
/// # Errors
/// When a file of the truth is missing or of another shape.
pub fn evaluate_ties(found: &[FoundTie], town: &Path) -> Result<TieEvaluation, TownError> {
    let records = Records::load(town)?;
    let mut groups = Groups::of(records.entities.len());
    let mut unknown = 0;
    for FoundTie { a, b } in found {
        match (records.place(a), records.place(b)) {
            (Some(a), Some(b)) => groups.join(a, b),
            _ => unknown += 1,
        }
    }
    let mut out = TieEvaluation {
        ties: Share::default(),
        hidden: Share::default(),
        by_how: BTreeMap::new(),
        missed: Vec::new(),
        wrong: records.wrong(&mut groups),
        fallen_for: Vec::new(),
        records: records.entities.len() as u64,
        unknown,
    };
    for [_, register_a, record_a, register_b, record_b, how, _] in rows(town, "ties.csv")? {
        let (a, b) = (RecordRef::new(&register_a, record_a), RecordRef::new(&register_b, record_b));
        let how = How::ALL.into_iter().find(|known| known.word() == how).ok_or_else(|| shape(town, "ties.csv"))?;
        let is_found = records.are_one(&mut groups, &a, &b);
        out.ties.add(is_found);
        out.by_how.entry(how).or_default().add(is_found);
        if how.is_hidden() {
            out.hidden.add(is_found);
        }
        if !is_found {
            out.missed.push(Tie { a, b, how });
        }
    }
    for [trap, register_a, record_a, register_b, record_b] in rows(town, "lookalikes.csv")? {
        let (a, b) = (RecordRef::new(&register_a, record_a), RecordRef::new(&register_b, record_b));
        if records.are_one(&mut groups, &a, &b) {
            out.fallen_for.push(Lookalike { trap, a, b });
        }
    }
    Ok(out)
}

/// Every record with its entity, in the truth's order.
struct Records {
    places: BTreeMap<RecordRef, usize>,
    /// Entity, and whether it is a person.
    entities: Vec<(u64, bool)>,
}

impl Records {
    fn load(town: &Path) -> Result<Self, TownError> {
        let mut out = Self { places: BTreeMap::new(), entities: Vec::new() };
        for [register, record, kind, entity] in rows(town, "records.csv")? {
            out.places.insert(RecordRef::new(&register, record), out.entities.len());
            let entity = entity.parse().map_err(|_| shape(town, "records.csv"))?;
            out.entities.push((entity, kind == "person"));
        }
        Ok(out)
    }

    fn place(&self, record: &RecordRef) -> Option<usize> {
        self.places.get(record).copied()
    }

    fn are_one(&self, groups: &mut Groups, a: &RecordRef, b: &RecordRef) -> bool {
        self.place(a).zip(self.place(b)).is_some_and(|(a, b)| groups.root(a) == groups.root(b))
    }

    /// For every group the entities beyond the first, each with its first record.
    fn wrong(&self, groups: &mut Groups) -> Vec<WrongMerge> {
        let mut names: Vec<Option<&RecordRef>> = vec![None; self.entities.len()];
        for (record, &place) in &self.places {
            if let Some(name) = names.get_mut(place) {
                *name = Some(record);
            }
        }
        let mut firsts: BTreeMap<usize, (&RecordRef, bool)> = BTreeMap::new();
        let mut seen: BTreeSet<(usize, u64)> = BTreeSet::new();
        let mut out = Vec::new();
        for (place, (&(entity, is_person), name)) in self.entities.iter().zip(names).enumerate() {
            let (Some(name), root) = (name, groups.root(place)) else { continue };
            if !seen.insert((root, entity)) {
                continue;
            }
            if let Some(&(first, was_person)) = firsts.get(&root) {
                out.push(WrongMerge { a: first.clone(), b: name.clone(), are_persons: is_person && was_person });
            } else {
                firsts.insert(root, (name, is_person));
            }
        }
        out
    }
}

/// Union and find.
struct Groups(Vec<usize>);

impl Groups {
    fn of(count: usize) -> Self {
        Self((0..count).collect())
    }

    fn root(&mut self, mut place: usize) -> usize {
        while let Some(&above) = self.0.get(place).filter(|above| **above != place) {
            let top = self.0.get(above).copied().unwrap_or(above);
            if let Some(slot) = self.0.get_mut(place) {
                *slot = top;
            }
            place = top;
        }
        place
    }

    fn join(&mut self, a: usize, b: usize) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b)) {
            *slot = a.min(b);
        }
    }
}

fn shape(town: &Path, name: &str) -> TownError {
    TownError::Ties { path: town.join("facit").join(name) }
}

/// The rows of a file of the truth. No cell of it holds a comma.
fn rows<const N: usize>(town: &Path, name: &str) -> Result<Vec<[String; N]>, TownError> {
    let path = town.join("facit").join(name);
    let text = fs::read_to_string(&path).map_err(|source| TownError::Read { path, source })?;
    let cells = |line: &str| <[String; N]>::try_from(line.split(',').map(str::to_owned).collect::<Vec<_>>());
    text.lines().skip(1).map(|line| cells(line).map_err(|_| shape(town, name))).collect()
}
