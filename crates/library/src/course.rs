//! Courses: lessons, scenarios that branch, and a knowledge check, in one document.

mod parse;

use std::collections::BTreeSet;

use chrono::NaiveDate;

use crate::{LibraryError, Text, html};

/// A course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Course {
    /// File in the library.
    pub file: String,
    /// Id, as the file is called.
    pub id: String,
    /// Version; who is in the middle of an earlier one begins anew, who has passed it has passed.
    pub version: u32,
    /// Its place among the others.
    pub order: u32,
    /// Title.
    pub title: Text,
    /// Who it is for, in words.
    pub audience: Text,
    /// Who it is for: `all`, `manager`, `authority`, `recruiter`, `welfare`, `elected`.
    pub roles: BTreeSet<String>,
    /// How long it takes.
    pub minutes: u32,
    /// How long a passed course counts.
    pub valid_months: u32,
    /// Questions that are drawn for an attempt.
    pub draw: usize,
    /// Right answers that are enough.
    pub pass: usize,
    /// The day on which the law was last read against it.
    pub law_read: NaiveDate,
    /// What it rests on.
    pub sources: Vec<String>,
    /// What a person can do afterwards, Markdown.
    pub intro: String,
    /// The lessons.
    pub lessons: Vec<Lesson>,
    /// The scenarios.
    pub scenarios: Vec<Scenario>,
    /// The questions of the check.
    pub questions: Vec<Question>,
}

/// A lesson.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lesson {
    /// Heading.
    pub title: String,
    /// Markdown; its headings begin at the second level.
    pub body: String,
}

/// A scenario: steps that lead to each other by choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Scenario {
    /// Heading.
    pub title: String,
    /// The situation, Markdown.
    pub intro: String,
    /// The steps; the first is where it begins.
    pub steps: Vec<Step>,
}

impl Scenario {
    /// A step by id.
    #[must_use]
    pub fn step(&self, id: &str) -> Option<&Step> {
        self.steps.iter().find(|step| step.id == id)
    }
}

/// A step of a scenario; one without choices is an end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Step {
    /// Id.
    pub id: String,
    /// Heading.
    pub title: String,
    /// What happens, Markdown.
    pub text: String,
    /// What can be done.
    pub choices: Vec<Choice>,
}

/// A choice of a step.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// What is done.
    pub text: String,
    /// The step that it leads to.
    pub to: String,
}

/// A question of the check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The question.
    pub text: String,
    /// Three or four answers, one of them right.
    pub answers: Vec<Answer>,
}

/// An answer.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The answer.
    pub text: String,
    /// Whether it is the right one.
    pub right: bool,
    /// Why, or why not.
    pub feedback: String,
}

impl Course {
    /// Parses a course.
    ///
    /// # Errors
    /// [`LibraryError::Document`] with file, line and what to do.
    pub fn parse(file: &str, text: &str) -> Result<Self, LibraryError> {
        parse::course(file, text).map_err(|fault| fault.in_file(file))
    }

    /// The guidance that it links to, by id.
    #[must_use]
    pub fn links(&self) -> Vec<String> {
        let lessons = self.lessons.iter().map(|lesson| lesson.body.as_str());
        let steps = self.scenarios.iter().flat_map(|one| one.steps.iter().map(|step| step.text.as_str()));
        let intros = self.scenarios.iter().map(|one| one.intro.as_str()).chain([self.intro.as_str()]);
        lessons.chain(steps).chain(intros).flat_map(|text| html::read(text).unwrap_or_default()).collect()
    }
}
