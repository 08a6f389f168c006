//! Training: guidance to read and understand, courses, sessions, and how many are covered.
//!
//! What a person has read and passed is one [`Record`], kept among the settings and sealed by the server's key for its
//! place: it is read without a passphrase, the database alone tells nothing of it, and nobody who writes the database can
//! give anybody a course. It is no secret as a case is, and root on the server can read it.

mod board;
mod count;
mod course;
mod demand;
mod dispose;
mod guidance;
mod import;
mod lead;
mod occasion;
mod remind;
mod staff;

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Resource};
use casework::training::{Group, Outline, Record, TrainingError, demand::Worker};
use chrono::NaiveDate;
use library::Course;
use vault::{Context, Sealed};

use crate::{App, AppError, Cx, Problem};

pub use board::CoveragePage;
pub use casework::training::Group as TrainingGroup;
pub use casework::training::{
    Answered, Attempt, Drawn, How, Left, Pass, Progress, SOON_DAYS, Standing, Tried,
    coverage::{Heat, Point, Row, Share},
    demand::{Demand, OfUnit, Required},
    keep::{Disposed, Plan, Proposal, proposed, shown},
    occasion::{MONTHS, MOST, Place, Seat},
};
pub use course::{CoursePage, CourseRow, Move};
pub use demand::DemandPage;
pub use dispose::DisposalPage;
pub use guidance::{GuidancePage, GuidanceRow};
pub use import::ImportedTraining;
pub use lead::Attendee;
pub use library::{Course as CourseText, Guidance, Question as QuestionText, text as html};
pub use occasion::{OccasionPage, OccasionPut, OccasionView};
pub use staff::{StaffCourse, StaffRow};

/// Where the records of people lie.
const RECORDS: &str = "training-record/";

impl From<TrainingError> for AppError {
    fn from(error: TrainingError) -> Self {
        Self::Invalid(vec![Problem { field: "", text: error.to_string() }])
    }
}

/// What a course consists of, without its texts.
#[must_use]
pub fn outline(course: &Course) -> Outline {
    let steps = |scenario: &library::Scenario| {
        let to = |step: &library::Step| step.choices.iter().map(|choice| choice.to.clone()).collect();
        scenario.steps.iter().map(|step| (step.id.clone(), to(step))).collect()
    };
    Outline {
        course: course.id.clone(),
        version: course.version,
        order: course.order,
        groups: course.roles.iter().filter_map(|word| Group::parse(word)).collect(),
        lessons: course.lessons.len(),
        scenarios: course.scenarios.iter().map(steps).collect(),
        questions: course
            .questions
            .iter()
            .map(|question| question.answers.iter().map(|answer| answer.right).collect())
            .collect(),
        draw: course.draw,
        pass: course.pass,
        valid_months: course.valid_months,
        from: course.law_read,
    }
}

impl App {
    /// The courses of the library, in their order: what a list of them offers.
    #[must_use]
    pub fn course_texts(&self) -> Vec<Course> {
        self.library.courses().into_iter().cloned().collect()
    }

    pub(super) fn outlines(&self) -> Vec<Outline> {
        self.library.courses().into_iter().map(outline).collect()
    }

    /// What the journal calls a course or a guidance: its id when there is one.
    pub(super) fn text_object(&self, kind: &str, id: &str) -> String {
        let is_known = match kind {
            "course" => self.library.course(id).is_some(),
            _ => self.library.guidance_of(id).is_some(),
        };
        if is_known { format!("{kind}/{id}") } else { self.object(kind, id) }
    }

    /// What a person has read and passed.
    pub(super) async fn record_of(&self, person: &str) -> Result<Record, AppError> {
        let name = format!("{RECORDS}{person}");
        match self.store.setting_get(&name).await.map_err(AppError::Store)? {
            Some(bytes) => self.training_open(person, &name, bytes),
            None => Ok(Record::default()),
        }
    }

    /// Everybody's records, by person. One that can not be read hides none of the others.
    pub(super) async fn records(&self) -> Result<BTreeMap<String, Record>, AppError> {
        let rows = self.store.setting_list(RECORDS).await.map_err(AppError::Store)?;
        let read = rows.into_iter().filter_map(|row| {
            let person = row.name.strip_prefix(RECORDS)?.to_owned();
            let record = self.training_open(&person, &row.name, row.value).ok()?;
            Some((person, record))
        });
        Ok(read.collect())
    }

    /// Changes what is written of a person, one at a time.
    pub(super) async fn record_change<T>(
        &self,
        person: &str,
        change: impl FnOnce(&mut Record) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let _alone = self.training.lock().await;
        let before = self.record_of(person).await?;
        let mut record = before.clone();
        let done = change(&mut record)?;
        if record != before {
            self.training_keep(person, &format!("{RECORDS}{person}"), &record).await?;
        }
        Ok(done)
    }

    /// Seals something of training for its place and keeps it there.
    pub(super) async fn training_keep(
        &self,
        id: &str,
        name: &str,
        what: &impl serde::Serialize,
    ) -> Result<(), AppError> {
        let plain = serde_json::to_vec(what).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let sealed = self.with_random(|random| self.server.seal(&Context::new(id, name), &plain, random))?;
        self.store.setting_put(name, &sealed.into_bytes()).await.map_err(AppError::Store)
    }

    /// Opens what was sealed so.
    pub(super) fn training_open<T: serde::de::DeserializeOwned>(
        &self,
        id: &str,
        name: &str,
        bytes: Vec<u8>,
    ) -> Result<T, AppError> {
        let plain = self.server.open(&Context::new(id, name), &Sealed::from_bytes(bytes)?)?;
        serde_json::from_slice(&plain).map_err(|error| AppError::Internal(crate::error::place(&error)))
    }

    /// The people of an authority who work there on a day, as far as training is concerned.
    pub(super) async fn workers(
        &self,
        authority: &str,
        today: NaiveDate,
    ) -> Result<Vec<(store::Person, Worker)>, AppError> {
        let units = self.store.unit_list(Some(authority)).await.map_err(AppError::Store)?;
        let held = self.store.role_list(None, &today.to_string()).await.map_err(AppError::Store)?;
        let mut roles: BTreeMap<&str, (BTreeSet<String>, Option<NaiveDate>)> = BTreeMap::new();
        for one in &held {
            let (words, since) = roles.entry(&one.person).or_default();
            words.insert(one.role.clone());
            let from: Option<NaiveDate> = one.from_day.parse().ok();
            *since = (*since).into_iter().chain(from).min();
        }
        let managers: BTreeSet<&str> = units.iter().filter_map(|unit| unit.manager.as_deref()).collect();
        let firsts = self.employments().await?;
        let people = self.store.person_list(Some(authority)).await.map_err(AppError::Store)?;
        let here = people.into_iter().filter(|person| !crate::directory::has_ended(person, today));
        let worker = |person: store::Person| {
            let (roles, since) = roles.get(person.id.as_str()).cloned().unwrap_or_default();
            let manages = managers.contains(person.id.as_str());
            let units = chain(&units, person.unit.as_deref());
            let employed = firsts.get(&person.id).copied();
            (person, Worker { units, roles, manages, employed, since })
        };
        Ok(here.map(worker).collect())
    }

    /// The person themselves, as far as training is concerned.
    pub(super) async fn worker(&self, cx: &Cx) -> Result<(String, Worker), AppError> {
        let id = cx.person.to_string();
        let row = self.store.person_get(&id).await.map_err(AppError::Store)?.ok_or(AppError::NotFound)?;
        let units = self.store.unit_list(Some(&row.authority)).await.map_err(AppError::Store)?;
        let held: Vec<_> = cx.subject.roles.iter().filter(|one| one.holds(cx.today())).collect();
        let worker = Worker {
            units: chain(&units, row.unit.as_deref()),
            roles: held.iter().map(|one| one.role.as_str().to_owned()).collect(),
            manages: units.iter().any(|unit| unit.manager.as_ref() == Some(&id)),
            employed: self.employed_from(&id).await?,
            since: held.iter().map(|one| one.from).min(),
        };
        Ok((row.authority, worker))
    }
}

/// A unit and those that it is within, the nearest first.
fn chain(units: &[store::Unit], unit: Option<&str>) -> Vec<String> {
    let mut chain: Vec<String> = Vec::new();
    let mut next = unit;
    // A unit that is within itself ends the chain.
    while let Some(id) = next.filter(|id| !chain.iter().any(|known| known == id)) {
        chain.push(id.to_owned());
        next = units.iter().find(|unit| unit.id == id).and_then(|unit| unit.parent.as_deref());
    }
    chain
}

/// The people, units and training of the person's authority.
fn directory(cx: &Cx) -> Resource {
    Resource::Directory { authority: cx.subject.authority.clone(), about: None }
}

/// What an act on training of the authority is, for the policies and the journal.
fn ask(action: Action, resource: &Resource) -> crate::app::Ask<'_> {
    crate::app::Ask { action, resource, object: "training".to_owned() }
}
