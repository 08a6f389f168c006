//! Training: what is required of whom, where each person is in it, who comes to which session, and how many are covered.
//!
//! A [`Record`] is what one person has read, understood, walked through and passed. What a course consists of is its
//! [`Outline`]; the texts themselves are the library's. Nothing here asks a clock or for randomness: days come from the
//! caller, and questions are drawn by a seed that the caller made.

mod course;
pub mod coverage;
pub mod demand;
mod error;
pub mod ical;
pub mod keep;
pub mod occasion;
pub mod sheet;
pub mod xapi;

use std::collections::{BTreeMap, BTreeSet};

use chrono::{DateTime, Months, NaiveDate, Utc};
use serde::{Deserialize, Serialize};

pub use course::{Answered, Attempt, Drawn, Left, Progress, Result as Tried};
pub use error::TrainingError;

/// So many days before a passed course ends it is told that it does.
pub const SOON_DAYS: i64 = 60;

/// Whom a course is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Group {
    /// Who exercises authority (myndighetsutövning): first, since undue influence is aimed at decisions.
    Authority,
    /// Who handles economic assistance and other welfare.
    Welfare,
    /// Who recruits.
    Recruiter,
    /// Managers.
    Manager,
    /// Elected officials.
    Elected,
    /// Everybody.
    All,
}

impl Group {
    /// All, who comes first first.
    pub const ALL: [Self; 6] =
        [Self::Authority, Self::Welfare, Self::Recruiter, Self::Manager, Self::Elected, Self::All];

    /// The groups that a unit can be marked with; the others follow from roles.
    pub const OF_UNITS: [Self; 3] = [Self::Authority, Self::Welfare, Self::Elected];

    /// Its word in documents and data.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Authority => "authority",
            Self::Welfare => "welfare",
            Self::Recruiter => "recruiter",
            Self::Manager => "manager",
            Self::Elected => "elected",
            Self::All => "all",
        }
    }

    /// The group of a word.
    #[must_use]
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|group| group.word() == word)
    }
}

/// What a course consists of, without its texts.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Outline {
    /// Id of the course.
    pub course: String,
    /// Version.
    pub version: u32,
    /// Its place among the others.
    pub order: u32,
    /// Whom it is for.
    pub groups: BTreeSet<Group>,
    /// How many lessons it has.
    pub lessons: usize,
    /// Its scenarios: where each step leads. One that leads nowhere is an end; all begin at `start`.
    pub scenarios: Vec<BTreeMap<String, Vec<String>>>,
    /// Its questions: of each answer whether it is right.
    pub questions: Vec<Vec<bool>>,
    /// Questions of an attempt.
    pub draw: usize,
    /// Right answers that are enough.
    pub pass: usize,
    /// How long it counts.
    pub valid_months: u32,
    /// The day from which it can be required: nobody is late with what was not written.
    pub from: NaiveDate,
}

/// How a course was passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum How {
    /// By its knowledge check.
    Check {
        /// Right answers.
        right: usize,
        /// Of so many.
        of: usize,
    },
    /// At a session, by its id.
    Session(String),
    /// As the city's learning system says.
    Import,
}

/// A course that was passed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pass {
    /// When.
    pub on: NaiveDate,
    /// The last day on which it counts.
    pub until: NaiveDate,
    /// Version of the course.
    pub version: u32,
    /// How.
    pub how: How,
}

/// How a person stands to a course on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Standing {
    /// Never passed.
    Never,
    /// It counted once.
    Expired(NaiveDate),
    /// It counts, and ends within [`SOON_DAYS`].
    Soon(NaiveDate),
    /// It counts.
    Valid(NaiveDate),
}

impl Standing {
    /// Whether it counts.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Valid(_) | Self::Soon(_))
    }
}

/// »Read and understood«.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Confirmed {
    /// Version of the guidance.
    pub version: u32,
    /// When.
    pub at: DateTime<Utc>,
}

/// What a person has read, understood and passed.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Record {
    /// Guidance by id, each version that was confirmed.
    #[serde(default)]
    pub guidance: BTreeMap<String, Vec<Confirmed>>,
    /// Courses by id.
    #[serde(default)]
    pub courses: BTreeMap<String, Progress>,
    /// The last day on which the person was reminded.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reminded: Option<NaiveDate>,
}

impl Record {
    /// When a version of a guidance was confirmed.
    #[must_use]
    pub fn confirmed(&self, guidance: &str, version: u32) -> Option<DateTime<Utc>> {
        self.guidance.get(guidance)?.iter().find(|one| one.version == version).map(|one| one.at)
    }

    /// Says »read and understood« to a version; once is enough.
    pub fn confirm(&mut self, guidance: &str, version: u32, at: DateTime<Utc>) {
        if self.confirmed(guidance, version).is_none() {
            self.guidance.entry(guidance.to_owned()).or_default().push(Confirmed { version, at });
        }
    }

    /// How the person stands to a course on a day.
    #[must_use]
    pub fn standing(&self, course: &str, today: NaiveDate) -> Standing {
        self.courses.get(course).map_or(Standing::Never, |progress| progress.standing(today))
    }

    /// Writes down that a course was passed elsewhere than by its check. The same twice is one; the answer is whether it
    /// is new.
    pub fn passed(&mut self, outline: &Outline, on: NaiveDate, how: How) -> bool {
        let progress = self.courses.entry(outline.course.clone()).or_default();
        let is_known = progress.passes.iter().any(|pass| pass.on == on && pass.how == how);
        if !is_known {
            progress.passes.push(Pass { on, until: until(outline, on), version: outline.version, how });
        }
        !is_known
    }
}

/// The last day on which a course counts that was passed on a day.
pub(crate) fn until(outline: &Outline, on: NaiveDate) -> NaiveDate {
    on.checked_add_months(Months::new(outline.valid_months)).unwrap_or(on)
}
