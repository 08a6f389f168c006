//! Which level of each comparison a pair of records reaches.
//!
//! The columns of a comparison are taken together: each different combination of values has one id, so that two records with
//! the same combination are judged by comparing two numbers.

#![expect(clippy::indexing_slicing, reason = "ids and places come from the tables that this module builds")]

mod combine;
mod recent;
mod values;

use std::sync::Arc;

use rayon::prelude::*;

use crate::{
    dictionary::MISSING,
    model::{ComparisonSpec, Measure, Model, NullWhen},
    table::Column,
};
use combine::Fold;
pub(crate) use recent::Recent;
pub(crate) use values::Values;
use values::{NO_DATE, Needs, common_words};

/// Level of a comparison: its place in the model's list, then *else*, then *null*.
pub(crate) type Level = u8;

/// Most columns that one comparison looks at, and most measures of one.
pub(crate) const MOST: usize = 8;

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

#[derive(Debug)]
enum Meter {
    Exact(usize),
    Swapped(usize, usize),
    JaroWinkler(usize, usize, f64),
    Edit(usize, usize),
    Days(usize),
    Words(usize),
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
                let mut values = Values::new(needs(at));
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
