//! Keys that were recovered: who did it and when, told to all who share a case with the person.

use std::collections::{BTreeMap, BTreeSet};

use casework::id::PersonId;
use serde::{Deserialize, Serialize};

use super::notice::About;
use crate::{App, AppError, case::Plain, session::day_of, stamp};

/// All recoveries, below the person whose keys they gave back.
const RECOVERED: &str = "recovered/";

/// The keys of a member of a case were recovered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Recovered {
    /// Whose, by name.
    pub name: String,
    /// The custodians who gave their shares, by name.
    pub by: Vec<String>,
    /// When.
    pub at: String,
}

/// As kept.
#[derive(Serialize, Deserialize)]
struct Kept {
    at: String,
    by: Vec<String>,
}

impl App {
    /// Writes down that a person's keys were recovered by these custodians, and tells everyone who shares a case with the
    /// person.
    pub(super) async fn tell_members(&self, person: &str, by: &[String]) -> Result<(), AppError> {
        let at = stamp(self.now());
        let kept = serde_json::to_vec(&Kept { at: at.clone(), by: by.to_vec() });
        let kept = kept.map_err(|error| AppError::Internal(error.to_string()))?;
        let name = format!("{RECOVERED}{person}/{:032x}", self.random_bits());
        self.store.setting_put(&name, &kept).await.map_err(AppError::Store)?;
        let mut members = BTreeSet::new();
        let own = self.store.case_members_by_person(person).await.map_err(AppError::Store)?;
        for own in own.into_iter().filter(|own| own.until.is_none()) {
            let all = self.store.case_members(&own.case_id).await.map_err(AppError::Store)?;
            members.extend(all.into_iter().filter(|one| one.until.is_none()).map(|one| one.person));
        }
        let names = self.names_of(std::iter::once(person).chain(by.iter().map(String::as_str))).await?;
        let name = |id: &str| names.get(id).map_or("någon", String::as_str).to_owned();
        let by: Vec<String> = by.iter().map(|id| name(id)).collect();
        let day = day_of(&at);
        let text = format!(
            "Nycklarna för {}, som är med i ett av dina ärenden, har återskapats av {}, den {day}.",
            name(person),
            by.join(", ")
        );
        for member in members.iter().filter(|member| *member != person) {
            self.notify(member, About::Cases, &text).await?;
        }
        Ok(())
    }

    /// The recoveries of keys that open a case: of its members, since they became members. The newest first.
    pub(crate) async fn recovered_in(&self, case: &Plain) -> Result<Vec<Recovered>, AppError> {
        let mut found = Vec::new();
        for row in self.store.setting_list(RECOVERED).await.map_err(AppError::Store)? {
            let person = row.name.strip_prefix(RECOVERED).and_then(|rest| rest.split_once('/')).map(|(id, _)| id);
            let member = case.current().find(|member| Some(member.person.as_str()) == person);
            let kept = serde_json::from_slice::<Kept>(&row.value).ok();
            let (Some(member), Some(Kept { at, by })) = (member, kept) else { continue };
            if member.since <= at {
                let people = std::iter::once(member.person.as_str()).chain(by.iter().map(String::as_str));
                let mut names = self.names_of(people).await?;
                let name = names.remove(&member.person).unwrap_or_default();
                found.push(Recovered { name, by: names.into_values().collect(), at });
            }
        }
        found.sort_by(|a, b| b.at.cmp(&a.at));
        Ok(found)
    }

    async fn names_of<'a>(&self, people: impl Iterator<Item = &'a str>) -> Result<BTreeMap<String, String>, AppError> {
        let ids: Vec<PersonId> = people.filter_map(|id| id.parse().ok()).collect();
        Ok(self.names(ids).await?.into_iter().map(|(id, name)| (id.to_string(), name)).collect())
    }
}
