//! A person's courses: where they are, and the next step.

use access::Action;
use casework::training::{Answered, Outline, Progress, Record, Standing, demand::Required};
use chrono::NaiveDate;
use library::Course;

use super::outline;
use crate::{App, AppError, Cx, app::Ask, session::own};

/// A course in the person's list.
#[derive(Debug, Clone)]
pub struct CourseRow {
    /// The course.
    pub course: Course,
    /// Why and by when; none when it is not required of the person.
    pub required: Option<Required>,
    /// How the person stands to it.
    pub standing: Standing,
    /// Parts done, and parts in all.
    pub done: (usize, usize),
}

impl CourseRow {
    /// The day by which something must be done; none when nothing must.
    #[must_use]
    pub fn due(&self) -> Option<NaiveDate> {
        let required = self.required.as_ref()?;
        match self.standing {
            Standing::Never => Some(required.due),
            Standing::Expired(until) | Standing::Soon(until) => Some(until),
            Standing::Valid(_) => None,
        }
    }
}

/// A course, and where the person is in it.
#[derive(Debug, Clone)]
pub struct CoursePage {
    /// The course with how the person stands to it.
    pub row: CourseRow,
    /// What it consists of.
    pub outline: Outline,
    /// Where the person is.
    pub progress: Progress,
    /// The day.
    pub today: NaiveDate,
}

/// A step in a course.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Move {
    /// A lesson was read, from 0.
    Read(usize),
    /// What is done in a scenario, from 0: the step that it leads to.
    Choose(usize, String),
    /// A scenario from the beginning.
    Again(usize),
    /// The check begins.
    Begin,
    /// An answer: the place of the question in the attempt, and the answer's number in the course.
    Answer(usize, usize),
}

impl App {
    /// The courses: what is required of the person first, in the order of who it is required of and by when, then the rest.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn course_list(&self, cx: &Cx) -> Result<Vec<CourseRow>, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::CourseTake, resource: &resource, object: "courses".to_owned() };
        self.perform(cx, ask, async {
            let record = self.record_of(&cx.person.to_string()).await?;
            let required = self.required_of(cx).await?;
            let row = |course: &Course, required: Option<Required>| row(course, required, &record, cx.today());
            let of = |required: &Required| Some(row(self.library.course(&required.course)?, Some(required.clone())));
            let rest = self.library.courses().into_iter();
            let rest = rest.filter(|course| !required.iter().any(|one| one.course == course.id));
            Ok(required.iter().filter_map(of).chain(rest.map(|course| row(course, None))).collect())
        })
        .await
    }

    async fn required_of(&self, cx: &Cx) -> Result<Vec<Required>, AppError> {
        let (authority, worker) = self.worker(cx).await?;
        Ok(self.demand_of(&authority).await?.required(&worker, &self.outlines()))
    }

    /// A course, and where the person is in it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn course_show(&self, cx: &Cx, id: &str) -> Result<CoursePage, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::CourseTake, resource: &resource, object: self.text_object("course", id) };
        self.perform(cx, ask, async {
            let course = self.library.course(id).ok_or(AppError::NotFound)?;
            let record = self.record_of(&cx.person.to_string()).await?;
            let required = self.required_of(cx).await?.into_iter().find(|one| one.course == id);
            let outline = outline(course);
            let progress = record.courses.get(id).cloned().unwrap_or_default().of(&outline);
            Ok(CoursePage { row: row(course, required, &record, cx.today()), outline, progress, today: cx.today() })
        })
        .await
    }

    /// A step of the person in a course.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is no such course, [`AppError::Invalid`] with what the rules say no to.
    pub async fn course_step(&self, cx: &Cx, id: &str, step: Move) -> Result<Option<Answered>, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::CourseTake, resource: &resource, object: self.text_object("course", id) };
        let seed = self.random_bits();
        self.perform(cx, ask, async {
            let outline = outline(self.library.course(id).ok_or(AppError::NotFound)?);
            let step = |record: &mut Record| {
                let kept = record.courses.entry(id.to_owned()).or_default();
                let mut progress = kept.of(&outline);
                let mut answered = None;
                match step {
                    Move::Read(lesson) => progress.read(&outline, lesson)?,
                    Move::Choose(scenario, to) => progress.choose(&outline, scenario, &to)?,
                    Move::Again(scenario) => progress.again(scenario),
                    Move::Begin => progress.begin(&outline, seed)?,
                    Move::Answer(place, answer) => {
                        answered = Some(progress.answer(&outline, (place, answer), cx.today())?);
                    }
                }
                *kept = progress;
                Ok(answered)
            };
            self.record_change(&cx.person.to_string(), step).await
        })
        .await
    }
}

fn row(course: &Course, required: Option<Required>, record: &Record, today: NaiveDate) -> CourseRow {
    let outline = outline(course);
    let progress = record.courses.get(&course.id).cloned().unwrap_or_default().of(&outline);
    CourseRow {
        course: course.clone(),
        required,
        standing: progress.standing(today),
        done: progress.done(&outline, today),
    }
}
