//! Whom a mail reminds on a day: those who have not answered a round, and managers whose time to assess is nearly over.

use std::collections::BTreeSet;

use chrono::{NaiveDate, TimeDelta};
use store::{CaseFilter, CaseState};

use super::DECLARATION;
use crate::{App, AppError};

/// How many days before the last day a manager is reminded.
const NEAR_DAYS: i64 = 3;

impl App {
    /// The people to remind on a day. Done by the program, for nobody; the mail says nothing of why.
    pub(crate) async fn declaration_reminders(&self, day: NaiveDate) -> Result<BTreeSet<String>, AppError> {
        let (staff, mut told) = (self.staff_now().await?, BTreeSet::new());
        for authority in self.store.authority_list().await.map_err(AppError::Store)? {
            let Some(round) = self.round_of(&authority.id).await? else { continue };
            if round.reminds_on(&self.declarations, day) {
                let asked = self.asked(&round, &staff, day).await?;
                told.extend(asked.into_iter().filter(|(_, is_answered)| !is_answered).map(|(row, _)| row.id.clone()));
            }
        }
        let near = [day, day + TimeDelta::days(NEAR_DAYS)].map(|day| day.to_string());
        let filter = CaseFilter {
            kind: Some(DECLARATION.to_owned()),
            state: Some(CaseState::Open),
            deadline_until: near.last().cloned(),
            ..CaseFilter::default()
        };
        for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
            if !record.next_deadline.as_ref().is_some_and(|due| near.contains(due)) {
                continue;
            }
            let Ok(id) = record.id.parse() else { continue };
            let Ok(opened) = self.declaration_open(&id).await else { continue };
            told.extend(staff.manager(&opened.declaration.person.to_string(), &record.authority));
        }
        Ok(told)
    }
}
