//! Names, for the manager concerned alone: what each of their own people has left.

use access::Action;
use casework::training::{Standing, demand::Required};
use chrono::NaiveDate;
use library::Text;

use super::{ask, directory};
use crate::{App, AppError, Cx};

/// Somebody who has the asker as manager.
#[derive(Debug, Clone)]
pub struct StaffRow {
    /// Name.
    pub name: String,
    /// Their first day of employment, while they are new.
    pub new_since: Option<NaiveDate>,
    /// What is required of them, what is first due first.
    pub courses: Vec<StaffCourse>,
    /// Guidance that they have not confirmed.
    pub guidance_left: usize,
}

/// A course that is required of them.
#[derive(Debug, Clone)]
pub struct StaffCourse {
    /// Title.
    pub title: Text,
    /// Why and by when.
    pub required: Required,
    /// How they stand to it.
    pub standing: Standing,
}

impl App {
    /// The people who have the person as their manager, by name, and what each of them has left.
    ///
    /// # Errors
    /// When the person may not.
    pub async fn training_staff(&self, cx: &Cx) -> Result<Vec<StaffRow>, AppError> {
        let resource = directory(cx);
        self.perform(cx, ask(Action::TrainingStaff, &resource), async {
            let (authority, own, today) = (&cx.subject.authority, cx.person.to_string(), cx.today());
            let (demand, outlines) = (self.demand_of(authority).await?, self.outlines());
            let guidance = self.library.guidance();
            let mut rows = Vec::new();
            for (person, worker) in self.workers(authority, today).await? {
                // Whoever writes the database could make somebody another's manager.
                if person.manager.as_ref() != Some(&own) || !self.is_person_written(&person).await? {
                    continue;
                }
                let record = self.record_of(&person.id).await?;
                let left = |one: &&&library::Guidance| one.confirm && record.confirmed(&one.id, one.version).is_none();
                let course = |required: Required| {
                    let title = self.library.course(&required.course)?.title.clone();
                    let standing = record.standing(&required.course, today);
                    Some(StaffCourse { title, required, standing })
                };
                let is_new = demand.new_until(&worker).is_some_and(|last| today <= last);
                rows.push(StaffRow {
                    name: person.name,
                    new_since: worker.employed.filter(|_| is_new),
                    guidance_left: guidance.iter().filter(left).count(),
                    courses: demand.required(&worker, &outlines).into_iter().filter_map(course).collect(),
                });
            }
            Ok(rows)
        })
        .await
    }
}
