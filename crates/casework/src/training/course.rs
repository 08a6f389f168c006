//! Where a person is in a course: lessons read, scenarios walked through, attempts at the check, and what was passed.

use std::{
    cmp::Reverse,
    collections::{BTreeMap, BTreeSet},
};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{How, Outline, Pass, SOON_DAYS, Standing, TrainingError, until};

/// Where a scenario begins.
const START: &str = "start";

/// Attempts that are remembered.
const ATTEMPTS: usize = 20;

/// Where a person is in a course.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Progress {
    /// The version that lessons and scenarios are of.
    #[serde(default)]
    version: u32,
    /// Lessons that were read, from 0.
    #[serde(default)]
    lessons: BTreeSet<usize>,
    /// The steps of each scenario, as they were walked.
    #[serde(default)]
    walks: BTreeMap<usize, Vec<String>>,
    /// Scenarios that were walked to an end.
    #[serde(default)]
    ended: BTreeSet<usize>,
    /// The attempt under way, or the last one.
    #[serde(default)]
    attempt: Option<Attempt>,
    /// Attempts that were ended.
    #[serde(default)]
    pub tried: Vec<Result>,
    /// When the course was passed.
    #[serde(default)]
    pub passes: Vec<Pass>,
}

/// An attempt at the check.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Attempt {
    /// Its questions.
    pub questions: Vec<Drawn>,
}

impl Attempt {
    /// The first question without an answer, from 0.
    #[must_use]
    pub fn next(&self) -> Option<usize> {
        self.questions.iter().position(|drawn| drawn.answer.is_none())
    }
}

/// A question of an attempt.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Drawn {
    /// Its number in the course, from 0.
    pub question: usize,
    /// Its answers in the order that they are shown.
    pub order: Vec<usize>,
    /// The answer that was chosen, by its number in the course.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub answer: Option<usize>,
}

/// An attempt that was ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Result {
    /// When.
    pub on: NaiveDate,
    /// Right answers.
    pub right: usize,
    /// Of so many.
    pub of: usize,
    /// Whether that was enough.
    pub passed: bool,
}

/// What became of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Answered {
    /// Whether it was right.
    pub right: bool,
    /// The result, when it was the last question.
    pub ended: Option<Result>,
}

/// Something of a course that is left before the check.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Left {
    /// A lesson, from 0.
    Lesson(usize),
    /// A scenario, from 0.
    Scenario(usize),
}

impl Progress {
    /// As it is for this version of the course: of another one lessons, walks and an open attempt count for nothing.
    #[must_use]
    pub fn of(&self, outline: &Outline) -> Self {
        if self.version == outline.version {
            return self.clone();
        }
        let (tried, passes) = (self.tried.clone(), self.passes.clone());
        Self { version: outline.version, tried, passes, ..Self::default() }
    }

    /// Whether a lesson was read.
    #[must_use]
    pub fn has_read(&self, lesson: usize) -> bool {
        self.lessons.contains(&lesson)
    }

    /// Whether a scenario was walked to an end.
    #[must_use]
    pub fn has_ended(&self, scenario: usize) -> bool {
        self.ended.contains(&scenario)
    }

    /// The attempt under way, or the last one.
    #[must_use]
    pub fn attempt(&self) -> Option<&Attempt> {
        self.attempt.as_ref()
    }

    /// What is left before the check, in the order of the course.
    #[must_use]
    pub fn left(&self, outline: &Outline) -> Vec<Left> {
        let lessons = (0..outline.lessons).filter(|lesson| !self.has_read(*lesson)).map(Left::Lesson);
        let scenarios = (0..outline.scenarios.len()).filter(|one| !self.has_ended(*one)).map(Left::Scenario);
        lessons.chain(scenarios).collect()
    }

    /// How much of the course is done: parts done, and parts in all. The check is the last.
    #[must_use]
    pub fn done(&self, outline: &Outline, today: NaiveDate) -> (usize, usize) {
        let parts = outline.lessons + outline.scenarios.len();
        let done = parts.saturating_sub(self.left(outline).len());
        (done + usize::from(self.standing(today).counts()), parts + 1)
    }

    /// How the person stands on a day: by the pass that counts longest of those that were there then.
    #[must_use]
    pub fn standing(&self, today: NaiveDate) -> Standing {
        let last = self.passes.iter().filter(|pass| pass.on <= today).map(|pass| pass.until).max();
        match last {
            None => Standing::Never,
            Some(until) if until < today => Standing::Expired(until),
            Some(until) if (until - today).num_days() <= SOON_DAYS => Standing::Soon(until),
            Some(until) => Standing::Valid(until),
        }
    }

    /// The pass that counts longest on a day.
    #[must_use]
    pub fn certificate(&self, today: NaiveDate) -> Option<&Pass> {
        self.passes.iter().filter(|pass| pass.on <= today && pass.until >= today).max_by_key(|pass| pass.until)
    }

    /// A lesson was read.
    ///
    /// # Errors
    /// When there is no such lesson.
    pub fn read(&mut self, outline: &Outline, lesson: usize) -> std::result::Result<(), TrainingError> {
        if lesson >= outline.lessons {
            return Err(TrainingError::Absent { what: "lektion" });
        }
        self.lessons.insert(lesson);
        Ok(())
    }

    /// The step of a scenario that the person stands at, and how many were walked before it.
    ///
    /// # Errors
    /// When there is no such scenario.
    pub fn step(&self, outline: &Outline, scenario: usize) -> std::result::Result<(String, usize), TrainingError> {
        let steps = outline.scenarios.get(scenario).ok_or(TrainingError::Absent { what: "övning" })?;
        let walked = self.walks.get(&scenario);
        let last = walked.and_then(|walked| walked.last()).filter(|step| steps.contains_key(*step));
        Ok((last.map_or(START, String::as_str).to_owned(), last.and(walked).map_or(0, Vec::len)))
    }

    /// Chooses what to do in a scenario.
    ///
    /// # Errors
    /// When the step does not have that choice.
    pub fn choose(&mut self, outline: &Outline, scenario: usize, to: &str) -> std::result::Result<(), TrainingError> {
        let (here, _) = self.step(outline, scenario)?;
        let steps = outline.scenarios.get(scenario).ok_or(TrainingError::Absent { what: "övning" })?;
        if !steps.get(&here).is_some_and(|choices| choices.iter().any(|choice| choice == to)) {
            return Err(TrainingError::NoChoice);
        }
        let walked = self.walks.entry(scenario).or_default();
        // A scenario may lead in a circle; how often somebody went around it is of no interest.
        if let Some(before) = walked.iter().position(|step| step == to) {
            walked.truncate(before);
        }
        walked.push(to.to_owned());
        if steps.get(to).is_some_and(Vec::is_empty) {
            self.ended.insert(scenario);
        }
        Ok(())
    }

    /// Begins a scenario anew; that it was walked to an end stays.
    pub fn again(&mut self, scenario: usize) {
        self.walks.remove(&scenario);
    }

    /// Begins an attempt: draws questions and the order of their answers by a seed. One that is under way goes on.
    ///
    /// # Errors
    /// When something of the course is left.
    pub fn begin(&mut self, outline: &Outline, seed: u128) -> std::result::Result<(), TrainingError> {
        if !self.left(outline).is_empty() {
            return Err(TrainingError::NotYet);
        }
        if self.attempt.as_ref().is_some_and(|attempt| attempt.next().is_some()) {
            return Ok(());
        }
        let drawn = shuffled(seed, 0, outline.questions.len()).into_iter().take(outline.draw);
        let questions = drawn.map(|question| {
            let answers = outline.questions.get(question).map_or(0, Vec::len);
            Drawn { question, order: shuffled(seed, question + 1, answers), answer: None }
        });
        self.attempt = Some(Attempt { questions: questions.collect() });
        Ok(())
    }

    /// Answers a question of the attempt under way.
    ///
    /// # Errors
    /// When there is no attempt, no such question or answer, or it is answered already.
    pub fn answer(
        &mut self,
        outline: &Outline,
        (place, answer): (usize, usize),
        today: NaiveDate,
    ) -> std::result::Result<Answered, TrainingError> {
        let attempt = self.attempt.as_mut().ok_or(TrainingError::NoAttempt)?;
        let drawn = attempt.questions.get_mut(place).ok_or(TrainingError::Absent { what: "fråga" })?;
        if drawn.answer.is_some() {
            return Err(TrainingError::Answered);
        }
        let right = outline.questions.get(drawn.question).and_then(|answers| answers.get(answer));
        let right = *right.ok_or(TrainingError::NoChoice)?;
        drawn.answer = Some(answer);
        if attempt.next().is_some() {
            return Ok(Answered { right, ended: None });
        }
        let ended = Result { on: today, ..result(outline, attempt) };
        self.tried.push(ended);
        let older = self.tried.len().saturating_sub(ATTEMPTS);
        self.tried.drain(..older);
        if ended.passed {
            let how = How::Check { right: ended.right, of: ended.of };
            self.passes.push(Pass { on: today, until: until(outline, today), version: outline.version, how });
        }
        Ok(Answered { right, ended: Some(ended) })
    }
}

fn result(outline: &Outline, attempt: &Attempt) -> Result {
    let is_right = |drawn: &&Drawn| {
        let answers = outline.questions.get(drawn.question);
        drawn.answer.and_then(|answer| answers?.get(answer)).copied().unwrap_or(false)
    };
    let (right, of) = (attempt.questions.iter().filter(is_right).count(), attempt.questions.len());
    Result { on: NaiveDate::default(), right, of, passed: right >= outline.pass }
}

/// The numbers below one, in an order that follows from a seed and that nobody can foresee who has not the seed.
fn shuffled(seed: u128, salt: usize, below: usize) -> Vec<usize> {
    let key = blake3::derive_key("insyn 2026 questions of a knowledge check", &seed.to_le_bytes());
    let weight = |number: &usize| {
        let mut hasher = blake3::Hasher::new_keyed(&key);
        hasher.update(&salt.to_le_bytes()).update(&number.to_le_bytes());
        Reverse(*hasher.finalize().as_bytes())
    };
    let mut numbers: Vec<usize> = (0..below).collect();
    numbers.sort_by_cached_key(weight);
    numbers
}
