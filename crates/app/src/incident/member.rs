//! Somebody more handles an incident: the key is wrapped to them.

use std::collections::{BTreeMap, BTreeSet};

use access::{Action, Resource};
use casework::{
    Concerned,
    event::ConcernedKind,
    id::{CaseId, PersonId},
    incident::{
        Incident,
        event::{Added, Event},
    },
};

use super::INCIDENT;
use crate::{App, AppError, Cx, app::Ask, recovery::About};

/// Somebody who can come in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IncidentJoiner {
    /// Who.
    pub person: PersonId,
    /// Name.
    pub name: String,
    /// In which role.
    pub role: String,
}

impl App {
    /// Those who can come in to an incident.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, [`AppError::Locked`] when the keys are locked.
    pub async fn incident_joiners(&self, cx: &Cx, id: CaseId) -> Result<Vec<IncidentJoiner>, AppError> {
        let plain = self.plain_of(INCIDENT, &id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::IncidentMember, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.incident_unseal(cx, plain).await?;
            self.joiners(cx, &opened.incident).await
        })
        .await
    }

    /// Lets one of [`App::incident_joiners`] in, with the key. Those who handle it are told that it happened.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the person can not come in, [`AppError::Incident`] with what the rules say no to.
    pub async fn incident_join(&self, cx: &Cx, id: CaseId, person: PersonId, why: &str) -> Result<(), AppError> {
        let plain = self.plain_of(INCIDENT, &id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::IncidentMember, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.incident_unseal(cx, plain).await?;
            let joiner = self.joiners(cx, &opened.incident).await?.into_iter().find(|one| one.person == person);
            let joiner = joiner.ok_or_else(|| AppError::field("person", "Välj någon ur listan."))?;
            let public = self.public_keys(&person.to_string()).await?.ok_or(AppError::NotFound)?;
            let member = self.member(cx, (&opened.plain.record.id, &opened.key), (person, &public), None)?;
            let event = Event::MemberAdded(Added { person, role: joiner.role, why: why.trim().to_owned() });
            self.incident_append_with(cx, &opened, event, vec![member]).await?;
            self.notify(&person.to_string(), About::Incidents, "Du är med i en händelse. Öppna Händelser.").await?;
            self.notify_members(cx, &opened.incident, "Någon mer är med i en händelse. Öppna Händelser.").await
        })
        .await
    }

    /// Who holds a role that the routine names, has keys and is not in it: never who is pointed out, is tied to or works
    /// beside or under them, nor anybody who holds a role that whoever reported left out.
    async fn joiners(&self, cx: &Cx, incident: &Incident) -> Result<Vec<IncidentJoiner>, AppError> {
        let offices = self.offices(&incident.authority, cx).await?;
        let candidates: BTreeSet<PersonId> = offices.holdings.iter().map(|held| held.person).collect();
        let conflicts = self.conflicts(&self.pointed_out(&incident.source).await?, &candidates).await?;
        let is_out = |person: PersonId| {
            let holds_left_out =
                offices.holdings.iter().any(|held| held.person == person && incident.left_out.contains(&held.role));
            holds_left_out || conflicts.iter().any(|conflict| conflict.person == person)
        };
        let mut found: BTreeMap<PersonId, String> = BTreeMap::new();
        for held in offices.holdings.iter().filter(|held| held.authority == incident.authority) {
            let is_named = incident.routine.roles.iter().any(|role| role.id == held.role);
            if is_named && !incident.members.contains_key(&held.person) && !is_out(held.person) {
                found.entry(held.person).or_insert_with(|| held.role.clone());
            }
        }
        let mut names = self.names(found.keys().copied().collect::<Vec<_>>()).await?;
        let one = |(person, role)| IncidentJoiner { person, name: names.remove(&person).unwrap_or_default(), role };
        let mut joiners: Vec<IncidentJoiner> = found.into_iter().map(one).collect();
        joiners.sort_by(|one, other| one.name.cmp(&other.name));
        Ok(joiners)
    }

    /// Whom a report points out: everybody who is called so.
    pub(super) async fn pointed_out(&self, source: &str) -> Result<Vec<Concerned>, AppError> {
        let concerned = |person: PersonId| Concerned {
            kind: ConcernedKind::Person,
            id: Some(person.to_string()),
            name: source.trim().to_owned(),
            person: Some(person),
        };
        Ok(self.people_called(source).await?.into_iter().map(concerned).collect())
    }
}
