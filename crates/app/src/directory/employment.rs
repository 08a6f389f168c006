//! A person's first day of employment, as HR knows it: what the days that somebody new has for their courses count from.
//!
//! It lies beside the row of the person, marked by the server, and gives nobody anything.

use std::collections::BTreeMap;

use chrono::Datelike as _;

use super::*;

/// Where first days lie.
const FIRST: &str = "employed-from/";

/// What they are marked as.
const KIND: &str = "first days of employment";

/// How many days ahead a first day can be.
const AHEAD_DAYS: i64 = 730;

impl App {
    /// Writes somebody's first day of employment, or that it is not known.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the day can not be, [`AppError::NotFound`] when there is no such person.
    pub async fn person_begin(&self, cx: &Cx, person: PersonId, first: Option<NaiveDate>) -> Result<(), AppError> {
        let resource = self.directory_about(cx, person).await?;
        let ask = Ask { action: Action::PersonBegin, resource: &resource, object: "directory".to_owned() };
        self.perform(cx, ask, async {
            let row = self.person_read(&person.to_string()).await?.ok_or(AppError::NotFound)?;
            let last = row.employed_until.as_deref().and_then(|day| day.parse().ok());
            if let Some(why) = first.and_then(|first| wrong_first(first, last, cx.today())) {
                return Err(AppError::field("first", why));
            }
            self.employed_from_keep(&row.id, first).await
        })
        .await
    }

    /// Somebody's first day of employment, as the server wrote it; none when it is not known.
    pub(crate) async fn employed_from(&self, person: &str) -> Result<Option<NaiveDate>, AppError> {
        let kept = self.store.setting_get(&format!("{FIRST}{person}")).await.map_err(AppError::Store)?;
        Ok(kept.and_then(|kept| self.first_day(person, kept)))
    }

    /// The first days that are known, by person.
    pub(crate) async fn employments(&self) -> Result<BTreeMap<String, NaiveDate>, AppError> {
        let rows = self.store.setting_list(FIRST).await.map_err(AppError::Store)?;
        let known = rows.into_iter().filter_map(|row| {
            let person = row.name.strip_prefix(FIRST)?.to_owned();
            let first = self.first_day(&person, row.value)?;
            Some((person, first))
        });
        Ok(known.collect())
    }

    pub(crate) async fn employed_from_keep(&self, person: &str, first: Option<NaiveDate>) -> Result<(), AppError> {
        let name = format!("{FIRST}{person}");
        let Some(first) = first else {
            return self.store.setting_remove(&name).await.map(|_| ()).map_err(AppError::Store);
        };
        let marked = self.marked(KIND, &[person.as_bytes()], &first.to_string());
        self.store.setting_put(&name, marked.as_bytes()).await.map_err(AppError::Store)
    }

    fn first_day(&self, person: &str, kept: Vec<u8>) -> Option<NaiveDate> {
        self.unmarked(KIND, &[person.as_bytes()], &String::from_utf8(kept).ok()?)?.parse().ok()
    }
}

/// Why a day can not be somebody's first.
pub(super) fn wrong_first(first: NaiveDate, last: Option<NaiveDate>, today: NaiveDate) -> Option<&'static str> {
    if last.is_some_and(|last| last < first) {
        return Some("Första dagen ligger efter den sista. Rätta en av dem.");
    }
    let is_near = (first - today).num_days() <= AHEAD_DAYS && first.year() >= 1940;
    (!is_near).then_some("Dagen ligger för långt bort. Skriv den första anställningsdagen, till exempel 2026-11-01.")
}
