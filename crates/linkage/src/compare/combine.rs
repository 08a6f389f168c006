//! Several columns as one: each different combination of values has a number.

#![expect(clippy::indexing_slicing, reason = "ids and places come from the tables that this module builds")]

use rustc_hash::FxHashMap;

use super::{Ladder, Values};
use crate::{dictionary::MISSING, table::Column};

/// Numbers for pairs of numbers, in the order in which they were first seen.
#[derive(Debug, Default)]
pub(super) struct Fold {
    numbers: FxHashMap<u64, u32>,
    keys: Vec<u64>,
}

impl Fold {
    fn number(&mut self, one: u32, other: u32) -> u32 {
        let key = (u64::from(one) << 32) | u64::from(other);
        let next = u32::try_from(self.keys.len()).unwrap_or(0);
        let keys = &mut self.keys;
        *self.numbers.entry(key).or_insert_with(|| {
            keys.push(key);
            next
        })
    }

    /// Frees what only serves to number further pairs.
    fn close(&mut self) {
        self.numbers = FxHashMap::default();
        self.keys.shrink_to_fit();
    }

    /// Gets ready for further pairs.
    fn open(&mut self) {
        self.numbers = self.keys.iter().copied().zip(0..).collect();
    }

    fn truncate(&mut self, length: usize) {
        for key in self.keys.drain(length.min(self.keys.len())..) {
            self.numbers.remove(&key);
        }
    }
}

impl Ladder {
    pub(super) fn tuple_count(&self, columns: &[Column]) -> usize {
        match self.columns.as_slice() {
            [only] => columns[*only].values.len(),
            more => self.tuples.len() / more.len().max(1),
        }
    }

    /// The combination of each row; 0 is the one in which everything is missing.
    pub(super) fn combine(&mut self, columns: &[Column]) -> Vec<u32> {
        if let [only] = self.columns.as_slice() {
            return columns[*only].ids.clone();
        }
        self.tuples = vec![MISSING; self.columns.len()];
        for fold in &mut self.folds {
            fold.number(MISSING, MISSING);
        }
        let rows = columns.first().map_or(0, |column| column.ids.len());
        let used: Vec<&[u32]> = self.columns.iter().map(|&column| columns[column].ids.as_slice()).collect();
        let combined = (0..rows).map(|row| self.intern(|place| used[place][row])).collect();
        self.folds.iter_mut().for_each(Fold::close);
        self.tuples.shrink_to_fit();
        combined
    }

    /// Gets ready for further combinations.
    pub(crate) fn open(&mut self) {
        self.folds.iter_mut().for_each(Fold::open);
    }

    /// The combination of further values, given by column of the model, and whether it is new.
    pub(crate) fn tuple_of(&mut self, values: &[u32]) -> u32 {
        if let [only] = self.columns.as_slice() {
            return values[*only];
        }
        let own: Vec<u32> = self.columns.iter().map(|&column| values[column]).collect();
        self.intern(|place| own[place])
    }

    /// Prepares the combinations that were added since.
    pub(crate) fn extend(&mut self, values: &[Values], dictionary_length: usize) {
        let count = if self.columns.len() == 1 { dictionary_length } else { self.tuples.len() / self.columns.len() };
        for id in self.same.len()..count {
            let id = u32::try_from(id).unwrap_or(0);
            self.same.push(self.climb(values, id, id));
        }
    }

    /// How much there is now, to return to.
    pub(crate) fn mark(&self) -> Vec<usize> {
        self.folds.iter().map(|fold| fold.keys.len()).chain([self.same.len()]).collect()
    }

    /// Forgets the combinations that were added since the mark.
    pub(crate) fn return_to(&mut self, mark: &[usize]) {
        for (fold, length) in self.folds.iter_mut().zip(mark) {
            fold.truncate(*length);
        }
        let length = mark.last().copied().unwrap_or(0);
        self.same.truncate(length);
        self.tuples.truncate(if self.folds.is_empty() { 0 } else { length * self.columns.len() });
    }

    fn intern(&mut self, value: impl Fn(usize) -> u32) -> u32 {
        let mut id = value(0);
        for (at, fold) in self.folds.iter_mut().enumerate() {
            id = fold.number(id, value(at + 1));
        }
        let arity = self.columns.len();
        if id as usize * arity == self.tuples.len() {
            self.tuples.extend((0..arity).map(value));
        }
        id
    }
}
