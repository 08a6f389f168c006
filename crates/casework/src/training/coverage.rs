//! How many are covered, as shares from which nobody can be made out.
//!
//! A cell of fewer than [`LEAST`] people is not shown. Any other is rounded down to steps that each hold at least [`LEAST`]
//! people: of twenty people in steps of a quarter, of a hundred in steps of five in the hundred. So no cell, and no two
//! cells of the same table or curve, tell apart fewer people than that. Small units are counted together in a row of their
//! own.

use std::collections::BTreeMap;

use chrono::{Datelike, Months, NaiveDate};

use super::Record;
pub use crate::report::statistics::LEAST;

/// Steps in the hundred, the finest first.
const STEPS: [u64; 5] = [5, 10, 20, 25, 50];

/// A share of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Share {
    /// It is required of nobody.
    Nobody,
    /// Of fewer than [`LEAST`].
    Few,
    /// From so many in the hundred to so many, of so many people.
    Of {
        /// At least.
        from: u64,
        /// At most.
        to: u64,
        /// Of how many it is required.
        people: u64,
    },
}

impl Share {
    /// The share of so many of so many.
    #[must_use]
    pub fn of(covered: u64, people: u64) -> Self {
        if people == 0 {
            return Self::Nobody;
        }
        if people < LEAST {
            return Self::Few;
        }
        if covered >= people {
            return Self::Of { from: 100, to: 100, people };
        }
        let fits = |step: &&u64| people.saturating_mul(**step) / 100 >= LEAST;
        let step = STEPS.iter().find(fits).copied().unwrap_or(100);
        let from = covered.saturating_mul(100) / people / step * step;
        Self::Of { from, to: (from + step - 1).min(99), people }
    }

    /// In words: `80–84 %`, `100 %`, a dash.
    #[must_use]
    pub fn text(self) -> String {
        match self {
            Self::Nobody => String::new(),
            Self::Few => "–".to_owned(),
            Self::Of { from, to, .. } if from == to => format!("{from}\u{a0}%"),
            Self::Of { from, to, .. } => format!("{from}–{to}\u{a0}%"),
        }
    }

    /// From 0, nobody, to 4, all: how strong its colour is.
    #[must_use]
    pub fn level(self) -> Option<u8> {
        match self {
            Self::Of { from: 100, .. } => Some(4),
            Self::Of { from: 75.., .. } => Some(3),
            Self::Of { from: 50.., .. } => Some(2),
            Self::Of { from: 1.., .. } => Some(1),
            Self::Of { .. } => Some(0),
            Self::Nobody | Self::Few => None,
        }
    }
}

/// Somebody who is counted.
#[derive(Debug, Clone)]
pub struct Counted {
    /// What they are counted under: their unit, or whatever the rows are. Several when they are in several.
    pub rows: Vec<String>,
    /// Courses that are required of them.
    pub required: Vec<String>,
    /// The last day on which they are new: until then what they have passed counts, and nothing is missing. None for who is
    /// not, or when their first day is not known.
    pub new_until: Option<NaiveDate>,
    /// What they have passed.
    pub record: Record,
}

impl Counted {
    /// Whether they have passed a course, on a day; none when it is not asked of them then.
    #[must_use]
    pub fn covered(&self, course: &str, day: NaiveDate) -> Option<bool> {
        if !self.required.iter().any(|one| one == course) {
            return None;
        }
        let counts = self.record.standing(course, day).counts();
        (counts || !self.is_new(day)).then_some(counts)
    }

    /// Whether they are new on a day.
    fn is_new(&self, day: NaiveDate) -> bool {
        self.new_until.is_some_and(|last| day <= last)
    }

    /// Whether they have passed everything that is required of them, on a day; none when nothing is asked of them then.
    fn has_all(&self, day: NaiveDate) -> Option<bool> {
        if self.required.is_empty() {
            return None;
        }
        let has_all = self.required.iter().all(|course| self.record.standing(course, day).counts());
        (has_all || !self.is_new(day)).then_some(has_all)
    }
}

/// A row of the table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// What it is of; none for the small ones together.
    pub of: Option<String>,
    /// People in it.
    pub people: u64,
    /// A share for each course.
    pub shares: Vec<Share>,
}

/// The table of coverage on a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Heat {
    /// The courses, by id.
    pub courses: Vec<String>,
    /// The rows, in their order; the small ones together last.
    pub rows: Vec<Row>,
    /// All together.
    pub all: Vec<Share>,
}

/// Covered, and of how many.
type Pair = (u64, u64);

/// The table of people by what they are counted under.
#[must_use]
pub fn heat(people: &[Counted], courses: &[String], today: NaiveDate) -> Heat {
    let mut by_row: BTreeMap<&str, (u64, Vec<Pair>)> = BTreeMap::new();
    for person in people {
        for row in &person.rows {
            let (many, pairs) = by_row.entry(row).or_insert_with(|| (0, vec![(0, 0); courses.len()]));
            *many += 1;
            add(pairs, person, courses, today);
        }
    }
    let mut all = vec![(0, 0); courses.len()];
    people.iter().for_each(|person| add(&mut all, person, courses, today));
    let (shown, few): (BTreeMap<_, _>, BTreeMap<_, _>) = by_row.into_iter().partition(|(_, (many, _))| *many >= LEAST);
    let shares = |pairs: &[Pair]| pairs.iter().map(|(covered, of)| Share::of(*covered, *of)).collect::<Vec<_>>();
    let mut rows: Vec<Row> = shown
        .into_iter()
        .map(|(of, (people, pairs))| Row { of: Some(of.to_owned()), people, shares: shares(&pairs) })
        .collect();
    if !few.is_empty() {
        // Each person once: three people in two small rows are three, not six.
        let (mut many, mut pairs) = (0, vec![(0, 0); courses.len()]);
        for person in people.iter().filter(|person| person.rows.iter().any(|row| few.contains_key(row.as_str()))) {
            many += 1;
            add(&mut pairs, person, courses, today);
        }
        rows.push(Row { of: None, people: many, shares: shares(&pairs) });
    }
    Heat { courses: courses.to_vec(), rows, all: shares(&all) }
}

fn add(pairs: &mut [Pair], person: &Counted, courses: &[String], today: NaiveDate) {
    for (pair, course) in pairs.iter_mut().zip(courses) {
        if let Some(counts) = person.covered(course, today) {
            pair.0 += u64::from(counts);
            pair.1 += 1;
        }
    }
}

/// A point of the curve.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Point {
    /// The last day of its month, or today.
    pub day: NaiveDate,
    /// The share of all that is required then of those who work here now.
    pub share: Share,
    /// Whether it lies ahead: what is left then if nobody does anything.
    pub is_ahead: bool,
}

/// The coverage of all required courses together over months that have passed and months to come, for those who work here
/// today. Each person counts once: covered who has passed everything that is required of them.
#[must_use]
pub fn curve(people: &[Counted], today: NaiveDate, (before, after): (u32, u32)) -> Vec<Point> {
    let month = |months: u32| today.with_day(1).and_then(|day| day.checked_sub_months(Months::new(months)));
    let last = |first: NaiveDate| first.checked_add_months(Months::new(1)).and_then(|day| day.pred_opt());
    let Some(first) = month(before) else { return Vec::new() };
    let mut days: Vec<NaiveDate> =
        (0..=before + after).filter_map(|at| last(first.checked_add_months(Months::new(at))?)).collect();
    if !days.contains(&today) {
        days.push(today);
        days.sort();
    }
    let of = |day: NaiveDate| {
        let asked = people.iter().filter_map(|person| person.has_all(day));
        let (all, covered) = (asked.clone().count(), asked.filter(|has_all| *has_all).count());
        Share::of(u64::try_from(covered).unwrap_or_default(), u64::try_from(all).unwrap_or_default())
    };
    days.into_iter().map(|day| Point { day, share: of(day), is_ahead: day > today }).collect()
}
