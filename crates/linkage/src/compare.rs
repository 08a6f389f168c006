//! Which level of each comparison a pair of records reaches.
//!
//! The columns of a comparison are taken together: each different combination of values has one id, so that two records with
//! the same combination are judged by comparing two numbers.

#![expect(clippy::indexing_slicing, reason = "ids and places come from the tables that this module builds")]

use std::sync::Arc;

use rayon::prelude::*;
use rustc_hash::FxHashMap;

use crate::{
    dictionary::{Dictionary, MISSING},
    model::{ComparisonSpec, Measure, Model, NullWhen},
    similarity::Coded,
    table::Column,
};

/// Level of a comparison: its place in the model's list, then *else*, then *null*.
pub(crate) type Level = u8;

/// Most columns that one comparison looks at, and most measures of one.
pub(crate) const MOST: usize = 8;

const NO_DATE: i32 = i32::MIN;

/// One comparison, ready for its columns.
#[derive(Debug)]
pub(crate) struct Ladder {
    /// The columns' places in the model.
    pub(crate) columns: Vec<usize>,
    /// Per column whose values it shares: the place in [`Comparer::values`].
    sheets: Vec<usize>,
    /// Per combination its value in each column.
    tuples: Vec<u32>,
    /// Combinations column by column: the first two together, that with the third, and so on. The last is the combination.
    folds: Vec<Fold>,
    /// Level of a combination with itself.
    same: Vec<Level>,
    measures: Vec<Meter>,
    /// Per level alternatives of tests: measure and bound.
    levels: Vec<Vec<Vec<(usize, f64)>>>,
    nulls: Vec<usize>,
    null_when: NullWhen,
    /// Values are few and costly to compare.
    repeats: bool,
}

/// Numbers for pairs of numbers, in the order in which they were first seen.
#[derive(Debug, Default)]
struct Fold {
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

    fn truncate(&mut self, length: usize) {
        for key in self.keys.drain(length.min(self.keys.len())..) {
            self.numbers.remove(&key);
        }
    }
}

#[derive(Debug)]
enum Meter {
    Exact(usize),
    Swapped(usize, usize),
    JaroWinkler(usize, usize, f64),
    Edit(usize, usize),
    Days(usize),
    Words(usize),
}

/// Levels of pairs of combinations that were seen lately, one thread's. Names repeat: most pairs of a name column are found
/// here, and a table that stays in the processor's cache beats any that does not.
#[derive(Debug)]
pub(crate) struct Recent {
    slots: Vec<(u64, Level)>,
}

impl Default for Recent {
    fn default() -> Self {
        // No pair has the key of two missing combinations.
        Self { slots: vec![(0, 0); Self::SLOTS] }
    }
}

impl Recent {
    const SLOTS: usize = 1 << 14;

    /// Without memory: for a few pairs.
    pub(crate) fn empty() -> Self {
        Self { slots: Vec::new() }
    }

    fn level(&mut self, a: u32, b: u32, find: impl FnOnce() -> Level) -> Level {
        let key = (u64::from(a.min(b)) << 32) | u64::from(a.max(b));
        let place = key.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 50;
        let Some(slot) = self.slots.get_mut(usize::try_from(place).unwrap_or(0)) else { return find() };
        if slot.0 != key {
            *slot = (key, find());
        }
        slot.1
    }
}

/// What the values of a column look like to the measures.
#[derive(Debug, Default)]
pub(crate) struct Values {
    needs: Needs,
    vocabulary: Dictionary,
    coded: Option<Coded>,
    days: Vec<i32>,
    words: Vec<Vec<u32>>,
}

impl Ladder {
    /// The level that two combinations reach.
    #[inline]
    pub(crate) fn level(&self, values: &[Values], a: u32, b: u32) -> Level {
        if a == b { self.same[a as usize] } else { self.climb(values, a, b) }
    }

    /// As [`Ladder::level`], with a memory where the comparison repeats.
    #[inline]
    pub(crate) fn level_recent(&self, values: &[Values], recent: &mut Recent, a: u32, b: u32) -> Level {
        if a == b {
            self.same[a as usize]
        } else if self.repeats {
            recent.level(a, b, || self.climb(values, a, b))
        } else {
            self.climb(values, a, b)
        }
    }

    pub(crate) fn else_level(&self) -> Level {
        u8::try_from(self.levels.len()).unwrap_or(u8::MAX - 1)
    }

    pub(crate) fn null_level(&self) -> Level {
        self.else_level() + 1
    }

    /// Levels that two different combinations can reach.
    pub(crate) fn open_levels(&self) -> impl Iterator<Item = usize> {
        let exact = |(measure, _): &(usize, f64)| matches!(self.measures[*measure], Meter::Exact(_));
        let alone = self.columns.len() == 1;
        let closed = move |level: usize| {
            let needs_equal = |tests: &Vec<(usize, f64)>| tests.iter().any(exact);
            alone && self.levels.get(level).is_some_and(|tests| tests.iter().all(needs_equal))
        };
        (0..usize::from(self.null_level()) + 1).filter(move |level| !closed(*level))
    }

    /// The value of a combination in one of its columns.
    #[inline]
    pub(crate) fn value(&self, tuple: u32, place: usize) -> u32 {
        let arity = self.columns.len();
        if arity == 1 { tuple } else { self.tuples[tuple as usize * arity + place] }
    }

    fn is_null(&self, a: u32, b: u32) -> bool {
        let absent = |place: &usize| self.value(a, *place) == MISSING || self.value(b, *place) == MISSING;
        match self.null_when {
            NullWhen::Any => self.nulls.iter().any(absent),
            NullWhen::All => self.nulls.iter().all(absent),
        }
    }

    fn climb(&self, values: &[Values], a: u32, b: u32) -> Level {
        if self.is_null(a, b) {
            return self.null_level();
        }
        let mut measured = [f64::NAN; MOST];
        for (level, alternatives) in self.levels.iter().enumerate() {
            let holds = alternatives.iter().any(|tests| {
                tests.iter().all(|&(measure, bound)| {
                    if measured[measure].is_nan() {
                        measured[measure] = self.measure(values, &self.measures[measure], a, b);
                    }
                    measured[measure] >= bound
                })
            });
            if holds {
                return u8::try_from(level).unwrap_or(u8::MAX);
            }
        }
        self.else_level()
    }

    /// A measure as a number that is greater the nearer the two are; distances are negated.
    fn measure(&self, values: &[Values], meter: &Meter, a: u32, b: u32) -> f64 {
        let of = |place: usize| (&values[self.sheets[place]], self.value(a, place), self.value(b, place));
        let truth = |holds: bool| f64::from(u8::from(holds));
        match *meter {
            Meter::Exact(place) => {
                let (_, a, b) = of(place);
                truth(a == b && a != MISSING)
            }
            Meter::Swapped(one, other) => {
                let ((_, a, b), (_, c, d)) = (of(one), of(other));
                truth(a == d && b == c && a != MISSING && b != MISSING)
            }
            Meter::JaroWinkler(one, other, least) => {
                let ((values, a, b), (_, c, d)) = (of(one), of(other));
                let similarity = |a: u32, b: u32| match &values.coded {
                    Some(coded) if a != MISSING && b != MISSING => coded.jaro_winkler(a, b, least),
                    _ => -1.0,
                };
                if one == other { similarity(a, b) } else { similarity(a, d).max(similarity(c, b)) }
            }
            Meter::Edit(place, most) => {
                let (values, a, b) = of(place);
                if a == MISSING || b == MISSING {
                    return f64::NEG_INFINITY;
                }
                let distance = values.coded.as_ref().map_or(usize::MAX, |coded| coded.edit(a, b, most));
                -f64::from(u32::try_from(distance).unwrap_or(u32::MAX))
            }
            Meter::Days(place) => {
                let (values, a, b) = of(place);
                match (values.days[a as usize], values.days[b as usize]) {
                    (NO_DATE, _) | (_, NO_DATE) => f64::NEG_INFINITY,
                    (a, b) => -f64::from(a.abs_diff(b)),
                }
            }
            Meter::Words(place) => {
                let (values, a, b) = of(place);
                common_words(&values.words[a as usize], &values.words[b as usize])
            }
        }
    }
}

/// The day number of a date written `YYYY-MM-DD` (Hinnant, "chrono-compatible low-level date algorithms").
fn days_of(text: &str) -> Option<i32> {
    let mut parts = text.split('-').map(|part| part.parse::<i32>().ok());
    let (year, month, day) = (parts.next()??, parts.next()??, parts.next()??);
    if parts.next().is_some() || !(1..=12).contains(&month) || !(1..=31).contains(&day) || !(0..=9999).contains(&year) {
        return None;
    }
    let year = if month <= 2 { year - 1 } else { year };
    let era = year.div_euclid(400);
    let of_era = year.rem_euclid(400);
    let of_year = (153 * ((month + 9) % 12) + 2) / 5 + day - 1;
    Some(era * 146_097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year)
}

/// Share of the words in common, of the side with fewer; both lists are sorted.
fn common_words(a: &[u32], b: &[u32]) -> f64 {
    let fewer = a.len().min(b.len());
    if fewer == 0 {
        return -1.0;
    }
    let common = a.iter().filter(|word| b.binary_search(word).is_ok()).count();
    f64::from(u32::try_from(common).unwrap_or(0)) / f64::from(u32::try_from(fewer).unwrap_or(1))
}

/// The comparisons of a model over some records.
#[derive(Debug)]
pub(crate) struct Comparer {
    /// One per comparison of the model.
    pub(crate) ladders: Vec<Ladder>,
    /// Per dictionary what its values look like; columns that share a dictionary share it.
    pub(crate) values: Vec<Values>,
    /// Per column of the model its place in `values`.
    pub(crate) sheets: Vec<usize>,
}

impl Comparer {
    /// Prepares the comparisons of a model; gives them and per comparison the combination of each row.
    pub(crate) fn new(model: &Model, columns: &[Column]) -> (Self, Vec<Vec<u32>>) {
        let firsts: Vec<usize> = (0..columns.len())
            .filter(|&at| !columns[..at].iter().any(|earlier| Arc::ptr_eq(&earlier.values, &columns[at].values)))
            .collect();
        let sheet = |column: &Column| {
            firsts.iter().position(|&first| Arc::ptr_eq(&columns[first].values, &column.values)).unwrap_or(0)
        };
        let sheets: Vec<usize> = columns.iter().map(sheet).collect();
        let needs = |at: usize| Needs::of(model, |column| sheets[column] == at);
        let values: Vec<Values> = firsts
            .par_iter()
            .enumerate()
            .map(|(at, &first)| {
                let mut values = Values { needs: needs(at), ..Values::default() };
                values.extend(&columns[first].values);
                values
            })
            .collect();
        let build = |comparison: &ComparisonSpec| ladder(comparison, columns, &sheets, &values);
        let built: Vec<(Ladder, Vec<u32>)> = model.comparisons.par_iter().map(build).collect();
        let (ladders, rows) = built.into_iter().unzip();
        (Self { ladders, values, sheets }, rows)
    }
}

/// Which measures read the values of a dictionary.
#[derive(Debug, Clone, Copy, Default)]
struct Needs {
    codes: bool,
    days: bool,
    words: bool,
}

impl Needs {
    fn of(model: &Model, reads: impl Fn(usize) -> bool) -> Self {
        let mut needs = Self::default();
        for test in model.comparisons.iter().flat_map(|c| &c.levels).flat_map(|l| l.condition.0.iter().flatten()) {
            if test.measure.columns().iter().any(|&column| reads(column)) {
                match test.measure {
                    Measure::JaroWinkler(..) | Measure::Edit(_) => needs.codes = true,
                    Measure::Days(_) => needs.days = true,
                    Measure::Words(_) => needs.words = true,
                    Measure::Exact(_) | Measure::Swapped(..) => {}
                }
            }
        }
        needs
    }
}

impl Values {
    /// Prepares the values that were added to the dictionary since.
    pub(crate) fn extend(&mut self, dictionary: &Dictionary) {
        if self.needs.codes {
            self.coded.get_or_insert_default().extend(dictionary);
        }
        if self.needs.days {
            let fresh = dictionary.texts_from(self.days.len());
            self.days.extend(fresh.map(|text| days_of(text).unwrap_or(NO_DATE)));
        }
        if self.needs.words {
            for text in dictionary.texts_from(self.words.len()) {
                let mut words: Vec<u32> = text.split_whitespace().map(|word| self.vocabulary.intern(word)).collect();
                words.sort_unstable();
                words.dedup();
                self.words.push(words);
            }
        }
    }

    /// Forgets all but the first `length` values.
    pub(crate) fn truncate(&mut self, length: usize) {
        if let Some(coded) = &mut self.coded {
            coded.truncate(length);
        }
        self.days.truncate(length);
        self.words.truncate(length);
    }
}

fn ladder(comparison: &ComparisonSpec, columns: &[Column], sheets: &[usize], values: &[Values]) -> (Ladder, Vec<u32>) {
    let tests = comparison.levels.iter().flat_map(|level| level.condition.0.iter().flatten());
    let mut used: Vec<usize> = tests.clone().flat_map(|test| test.measure.columns()).collect();
    used.extend(comparison.levels.iter().filter_map(|level| level.term_frequency));
    used.extend(&comparison.null_columns);
    used.sort_unstable();
    used.dedup();
    let place = |column: usize| used.binary_search(&column).unwrap_or(0);
    let mut measures: Vec<Measure> = tests.map(|test| test.measure).collect();
    let mut seen = Vec::new();
    measures.retain(|measure| {
        !seen.contains(measure) && {
            seen.push(*measure);
            true
        }
    });
    let bounds = |measure: Measure| {
        let all = comparison.levels.iter().flat_map(|level| level.condition.0.iter().flatten());
        all.filter(move |test| test.measure == measure).map(|test| test.bound)
    };
    let meters = measures.iter().map(|&measure| match measure {
        Measure::Exact(column) => Meter::Exact(place(column)),
        Measure::Swapped(a, b) => Meter::Swapped(place(a), place(b)),
        Measure::JaroWinkler(a, b) => Meter::JaroWinkler(place(a), place(b), bounds(measure).fold(1.0, f64::min)),
        Measure::Edit(column) => Meter::Edit(place(column), whole(bounds(measure).fold(0.0, f64::max))),
        Measure::Days(column) => Meter::Days(place(column)),
        Measure::Words(column) => Meter::Words(place(column)),
    });
    let least = |measure: Measure, bound: f64| match measure {
        Measure::Exact(_) | Measure::Swapped(..) => 1.0,
        Measure::JaroWinkler(..) | Measure::Words(_) => bound,
        Measure::Edit(_) | Measure::Days(_) => -bound,
    };
    let levels = comparison.levels.iter().map(|level| {
        let tests = level.condition.0.iter().map(|tests| {
            let one = |test: &crate::model::Test| {
                let at = measures.iter().position(|measure| *measure == test.measure).unwrap_or(0);
                (at, least(test.measure, test.bound))
            };
            tests.iter().map(one).collect()
        });
        tests.collect()
    });
    let mut ladder = Ladder {
        measures: meters.collect(),
        levels: levels.collect(),
        nulls: comparison.null_columns.iter().map(|&column| place(column)).collect(),
        null_when: comparison.null_when,
        tuples: Vec::new(),
        folds: used.iter().skip(1).map(|_| Fold::default()).collect(),
        same: Vec::new(),
        repeats: false,
        sheets: used.iter().map(|&column| sheets[column]).collect(),
        columns: used,
    };
    let rows = ladder.combine(columns);
    ladder.same = (0..ladder.tuple_count(columns))
        .map(|id| ladder.climb(values, u32::try_from(id).unwrap_or(0), u32::try_from(id).unwrap_or(0)))
        .collect();
    let costly = |meter: &Meter| matches!(meter, Meter::JaroWinkler(..) | Meter::Edit(..) | Meter::Words(_));
    ladder.repeats = ladder.same.len() * 4 < rows.len() && ladder.measures.iter().any(costly);
    (ladder, rows)
}

/// A bound of a distance as a whole number.
#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "bounds are non-negative, checked when read"
)]
fn whole(bound: f64) -> usize {
    bound as usize
}

impl Ladder {
    fn tuple_count(&self, columns: &[Column]) -> usize {
        match self.columns.as_slice() {
            [only] => columns[*only].values.len(),
            more => self.tuples.len() / more.len().max(1),
        }
    }

    /// The combination of each row; 0 is the one in which everything is missing.
    fn combine(&mut self, columns: &[Column]) -> Vec<u32> {
        if let [only] = self.columns.as_slice() {
            return columns[*only].ids.clone();
        }
        self.tuples = vec![MISSING; self.columns.len()];
        for fold in &mut self.folds {
            fold.number(MISSING, MISSING);
        }
        let rows = columns.first().map_or(0, |column| column.ids.len());
        let used: Vec<&[u32]> = self.columns.iter().map(|&column| columns[column].ids.as_slice()).collect();
        (0..rows).map(|row| self.intern(|place| used[place][row])).collect()
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
