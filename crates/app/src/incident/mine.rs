//! What whoever reported reads: kept apart from the incident, sealed by the server's key, readable without a passphrase.

use access::Action;
use casework::{
    Stamped,
    id::{CaseId, PersonId},
    incident::{Incident, Notice, event::Event},
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use vault::{Context, Sealed};

use crate::{App, AppError, Cx, app::Ask, session::own};

/// A report of the person, or about something that they were exposed to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mine {
    /// The incident.
    pub id: CaseId,
    /// What they were told, in order.
    pub told: Vec<Told>,
}

/// A line of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Told {
    /// When.
    pub at: DateTime<Utc>,
    /// What.
    pub notice: Notice,
}

impl App {
    /// What became of the person's reports, the latest report first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn incident_mine(&self, cx: &Cx) -> Result<Vec<Mine>, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::IncidentMine, resource: &resource, object: "incidents/mine".to_owned() };
        self.perform(cx, ask, async {
            let prefix = self.told_prefix(cx.person);
            let mut all: Vec<Mine> = Vec::new();
            for row in self.store.setting_list(&prefix).await.map_err(AppError::Store)? {
                let place = row.name.strip_prefix(&prefix).and_then(|rest| rest.split_once('/'));
                let Some((id, _)) = place.and_then(|(id, seq)| Some((id.parse::<CaseId>().ok()?, seq))) else {
                    continue;
                };
                let plain =
                    self.server.open(&Context::new(&id.to_string(), &row.name), &Sealed::from_bytes(row.value)?)?;
                let told: Told =
                    serde_json::from_slice(&plain).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
                match all.iter_mut().find(|mine| mine.id == id) {
                    Some(mine) => mine.told.push(told),
                    None => all.push(Mine { id, told: vec![told] }),
                }
            }
            all.sort_by_key(|mine| std::cmp::Reverse(mine.told.first().map(|told| told.at)));
            Ok(all)
        })
        .await
    }

    /// Tells whoever reported, and the colleague who was exposed, what an event is to them.
    pub(super) async fn tell_listeners(&self, incident: &Incident, event: &Stamped<Event>) -> Result<(), AppError> {
        let Some(notice) = incident.notice(event) else { return Ok(()) };
        let told = serde_json::to_vec(&Told { at: event.at, notice });
        let told = told.map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let id = incident.id.to_string();
        for person in incident.listeners() {
            // Of names that sort as their events do.
            let name = format!("{}{id}/{:08}", self.told_prefix(person), event.seq);
            let sealed = self.with_random(|random| self.server.seal(&Context::new(&id, &name), &told, random))?;
            self.store.setting_put(&name, &sealed.into_bytes()).await.map_err(AppError::Store)?;
        }
        Ok(())
    }

    /// Takes away what people were told of an incident that is disposed of.
    pub(super) async fn forget_told(&self, incident: &Incident) -> Result<(), AppError> {
        for person in incident.listeners() {
            let prefix = format!("{}{}/", self.told_prefix(person), incident.id);
            self.store.setting_remove_all(&prefix).await.map_err(AppError::Store)?;
        }
        Ok(())
    }

    /// Under which names a person's lines lie. Whoever has the database alone can not tell who reported what.
    fn told_prefix(&self, person: PersonId) -> String {
        let key = self.server.subkey("what people are told of incidents");
        format!("incident-told/{}/", blake3::keyed_hash(&key, person.to_string().as_bytes()).to_hex())
    }
}
