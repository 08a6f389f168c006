//! Who works where today, and who is whose nearest manager.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::{App, AppError};

/// The people of the municipality, and those who hold the role of manager in which authority.
#[derive(Debug, Default)]
pub(super) struct Staff {
    pub(super) people: BTreeMap<String, store::Person>,
    managers: BTreeSet<(String, String)>,
}

impl Staff {
    /// The nearest manager upwards who holds that role in the authority; a circle ends where it closes.
    pub(super) fn manager(&self, person: &str, authority: &str) -> Option<String> {
        let mut seen = BTreeSet::from([person]);
        let mut at = person;
        while let Some(next) = self.people.get(at).and_then(|row| row.manager.as_deref()) {
            if !seen.insert(next) {
                return None;
            }
            if self.managers.contains(&(next.to_owned(), authority.to_owned())) {
                return Some(next.to_owned());
            }
            at = next;
        }
        None
    }

    /// Those of an authority who are employed on a day.
    pub(super) fn employed<'a>(&'a self, authority: &str, day: NaiveDate) -> impl Iterator<Item = &'a store::Person> {
        self.people.values().filter(move |row| row.authority == authority && is_employed(row, day))
    }
}

/// The role of who assesses.
const MANAGER: &str = "manager";

/// A last day that can not be read has passed.
pub(super) fn is_employed(row: &store::Person, day: NaiveDate) -> bool {
    row.employed_until.as_deref().is_none_or(|last| last.parse().is_ok_and(|last: NaiveDate| day <= last))
}

impl App {
    /// The staff of now, as the database says: whether the server wrote who somebody's manager is, is asked of the few that
    /// it matters for ([`App::nearest_manager_of`]).
    pub(super) async fn staff_now(&self) -> Result<Staff, AppError> {
        let today = casework::local::day(self.now());
        let held = self.store.role_list(None, &today.to_string()).await.map_err(AppError::Store)?;
        let held = held.into_iter().filter(|held| held.role == MANAGER).collect();
        let held = self.roles_given(held).await?;
        let managers = held.into_iter().map(|held| (held.person, held.authority)).collect();
        let rows = self.store.person_list(None).await.map_err(AppError::Store)?;
        Ok(Staff { people: rows.into_iter().map(|row| (row.id.clone(), row)).collect(), managers })
    }

    /// The nearest manager upwards of somebody in an authority, by what the server wrote; none when there is no such.
    pub(super) async fn nearest_manager_of(&self, person: &str, authority: &str) -> Result<Option<String>, AppError> {
        let today = casework::local::day(self.now());
        let (mut at, mut seen) = (person.to_owned(), BTreeSet::new());
        while seen.insert(at.clone()) {
            let row = self.store.person_get(&at).await.map_err(AppError::Store)?;
            let Some(row) = row else { return Ok(None) };
            if !self.is_person_written(&row).await? {
                return Ok(None);
            }
            let Some(next) = row.manager else { return Ok(None) };
            let held = self.store.role_by_person(&next).await.map_err(AppError::Store)?;
            let today = today.to_string();
            let held = held.into_iter().filter(|held| {
                let is_now = held.from_day <= today && held.to_day.as_ref().is_none_or(|last| today <= *last);
                held.role == MANAGER && held.authority == authority && is_now
            });
            if !self.roles_given(held.collect()).await?.is_empty() {
                return Ok(Some(next));
            }
            at = next;
        }
        Ok(None)
    }
}
