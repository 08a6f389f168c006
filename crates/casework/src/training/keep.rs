//! How long what is written of people's training is kept, and what is disposed of when that time is over: what has expired,
//! and everything of somebody whose employment has ended. Only counts are left.

use std::{collections::BTreeMap, sync::LazyLock};

use chrono::{Months, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Record, coverage::LEAST, occasion::Occasion};
use crate::{local, routine::Certainty};

const TEXT: &str = include_str!("../../../../library/training/keep.toml");

/// How long, as the library proposes it: dated and sourced.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Proposal {
    /// Since when.
    pub from: NaiveDate,
    /// When it was read.
    pub read: NaiveDate,
    /// Months.
    pub months: u32,
    /// What it rests on.
    pub law: String,
    /// Where it comes from.
    pub source: String,
    /// How sure it is.
    pub certainty: Certainty,
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
}

#[derive(Deserialize)]
struct File {
    keep: Vec<Proposal>,
}

// INVARIANT: the text is part of the program, and a test reads it.
static ALL: LazyLock<Vec<Proposal>> =
    LazyLock::new(|| toml::from_str::<File>(TEXT).map(|file| file.keep).unwrap_or_default());

/// What the library proposes on a day; none before its first.
#[must_use]
pub fn proposed(day: NaiveDate) -> Option<&'static Proposal> {
    ALL.iter().filter(|one| one.from <= day).max_by_key(|one| one.from)
}

/// How long, as the board's own document plan says.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Plan {
    /// Months.
    pub months: u32,
    /// The plan or the decision: `Dokumenthanteringsplan SN 2026-03-04, 12 §`.
    pub source: String,
}

/// What was disposed of, as counts.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Disposed {
    /// Passed courses, by the course's id.
    #[serde(default)]
    pub passes: BTreeMap<String, u64>,
    /// Attempts at checks.
    #[serde(default)]
    pub attempts: u64,
    /// Confirmed guidance.
    #[serde(default)]
    pub guidance: u64,
    /// Sessions.
    #[serde(default)]
    pub sessions: u64,
    /// People who came to them.
    #[serde(default)]
    pub came: u64,
    /// People whose employment had ended.
    #[serde(default)]
    pub people: u64,
}

impl Disposed {
    /// Whether nothing was.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }

    /// Adds what was disposed of another time.
    pub fn add(&mut self, other: &Self) {
        for (course, many) in &other.passes {
            *self.passes.entry(course.clone()).or_default() += many;
        }
        self.attempts += other.attempts;
        self.guidance += other.guidance;
        self.sessions += other.sessions;
        self.came += other.came;
        self.people += other.people;
    }

    /// All passed courses.
    #[must_use]
    pub fn passed(&self) -> u64 {
        self.passes.values().sum()
    }
}

/// A count that nobody can be made out of: rounded down to steps of [`LEAST`]; none below the first.
#[must_use]
pub const fn shown(many: u64) -> Option<u64> {
    if many < LEAST { None } else { Some(many / LEAST * LEAST) }
}

/// Whether the time of what ended on a day is over: so many months and their last day have passed.
#[must_use]
pub fn is_over(ended: NaiveDate, months: u32, today: NaiveDate) -> bool {
    ended.checked_add_months(Months::new(months)).is_some_and(|last| last < today)
}

impl Record {
    /// Disposes of what has expired so many months ago: passed courses, attempts that led to none that is left, and
    /// confirmations of guidance that a later one has replaced. A course of which nothing is left is as never begun.
    pub fn dispose(&mut self, months: u32, today: NaiveDate) -> Disposed {
        let mut disposed = Disposed::default();
        self.courses.retain(|course, progress| {
            let before = (progress.passes.len(), progress.tried.len());
            progress.passes.retain(|pass| !is_over(pass.until, months, today));
            let kept: Vec<NaiveDate> = progress.passes.iter().map(|pass| pass.on).collect();
            progress.tried.retain(|tried| kept.contains(&tried.on) || !is_over(tried.on, months, today));
            let passes = count(before.0 - progress.passes.len());
            if passes > 0 {
                *disposed.passes.entry(course.clone()).or_default() += passes;
            }
            disposed.attempts += count(before.1 - progress.tried.len());
            passes == 0 || !progress.passes.is_empty() || !progress.tried.is_empty()
        });
        for versions in self.guidance.values_mut() {
            let (newest, before) = (versions.iter().map(|one| one.version).max(), versions.len());
            versions.retain(|one| Some(one.version) == newest || !is_over(local::day(one.at), months, today));
            disposed.guidance += count(before - versions.len());
        }
        disposed
    }

    /// All of it as counts, of somebody whose employment has ended.
    #[must_use]
    pub fn counted(&self) -> Disposed {
        let passes = self.courses.iter().map(|(course, progress)| (course.clone(), count(progress.passes.len())));
        Disposed {
            passes: passes.filter(|(_, many)| *many > 0).collect(),
            attempts: count(self.courses.values().map(|progress| progress.tried.len()).sum()),
            guidance: count(self.guidance.values().map(Vec::len).sum()),
            people: 1,
            ..Disposed::default()
        }
    }
}

impl Occasion {
    /// Whether its time is over.
    #[must_use]
    pub fn is_over(&self, months: u32, today: NaiveDate) -> bool {
        is_over(local::day(self.ends()), months, today)
    }
}

fn count(many: usize) -> u64 {
    u64::try_from(many).unwrap_or(u64::MAX)
}
