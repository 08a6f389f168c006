//! Reminders: a line on the start page and a mail without content, to those who have something left that is due.

use casework::training::{Record, Standing, demand::Required};
use chrono::{NaiveDate, TimeDelta};

use crate::{App, AppError, recovery::About};

/// Days before a day that somebody is reminded of.
const BEFORE: i64 = 14;

/// Days between two reminders to the same person.
const AGAIN: i64 = 30;

impl App {
    /// Reminds those who have something left: what is due within two weeks or was due, and what ends soon. Nobody more than
    /// once in thirty days. Who was reminded. Done by the program, for nobody.
    ///
    /// # Errors
    /// When the database fails.
    pub(crate) async fn training_remind(&self) -> Result<Vec<String>, AppError> {
        let today = crate::swedish_day(self.now());
        let (outlines, mut records) = (self.outlines(), self.records().await?);
        let mut reminded = Vec::new();
        for authority in self.store.authority_list().await.map_err(AppError::Store)? {
            let demand = self.demand_of(&authority.id).await?;
            for (person, worker) in self.workers(&authority.id, today).await? {
                let record = records.remove(&person.id).unwrap_or_default();
                let required = demand.required(&worker, &outlines);
                let is_late = required.iter().any(|one| is_near(&record, one, today));
                let was_told = record.reminded.is_some_and(|last| (today - last).num_days() < AGAIN);
                if !is_late || was_told {
                    continue;
                }
                let text = "Du har en kurs att gå eller gå om. Öppna Utbildning.";
                self.notify(&person.id, About::Training, text).await?;
                let told = |record: &mut Record| {
                    record.reminded = Some(today);
                    Ok(())
                };
                self.record_change(&person.id, told).await?;
                reminded.push(person.id);
            }
        }
        Ok(reminded)
    }
}

fn is_near(record: &Record, required: &Required, today: NaiveDate) -> bool {
    match record.standing(&required.course, today) {
        Standing::Never => required.due <= today + TimeDelta::days(BEFORE),
        Standing::Expired(_) => true,
        Standing::Soon(until) => until <= today + TimeDelta::days(BEFORE),
        Standing::Valid(_) => false,
    }
}
