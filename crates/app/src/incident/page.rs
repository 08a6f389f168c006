//! What pages show of incidents.

use std::collections::BTreeMap;

use access::{Action, CaseState, Resource};
use casework::{
    Deadline,
    id::{CaseId, PersonId},
    incident::{
        Incident,
        pattern::{self, Pattern},
    },
};
use chrono::NaiveDate;

use super::INCIDENT;
use crate::{App, AppError, Cx, app::Ask, case::state};

/// An incident in a list.
#[derive(Debug, Clone)]
pub struct IncidentRow {
    /// Its id.
    pub id: CaseId,
    /// The incident; `None` while the keys are locked.
    pub incident: Option<Incident>,
    /// The authority.
    pub authority: String,
    /// State.
    pub state: CaseState,
    /// When it was reported.
    pub reported_at: String,
    /// The next deadline, and the id of its clock.
    pub next: Option<(NaiveDate, String)>,
    /// Days to it.
    pub days_left: Option<i64>,
}

/// An incident, open.
#[derive(Debug, Clone)]
pub struct IncidentPage {
    /// The incident.
    pub incident: Incident,
    /// Its authority's name.
    pub authority: String,
    /// State.
    pub state: CaseState,
    /// Names of everyone in it.
    pub names: BTreeMap<PersonId, String>,
    /// Every clock that was started.
    pub deadlines: Vec<Deadline>,
    /// What repeats that it is part of, for those who may see patterns.
    pub patterns: Vec<Pattern>,
}

impl App {
    /// An incident with everything that the person may read of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, [`AppError::Locked`] when the keys are locked.
    pub async fn incident_show(&self, cx: &Cx, id: CaseId) -> Result<IncidentPage, AppError> {
        let plain = self.plain_of(INCIDENT, &id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::IncidentShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let state = state(plain.record.state);
            let incident = self.incident_unseal(cx, plain).await?.incident;
            let mut patterns = if self.may(cx, Action::IncidentFigures, &resource) {
                self.patterns_of(cx, &self.counted(cx).await?).await?
            } else {
                Vec::new()
            };
            patterns.retain(|pattern| pattern.incidents.contains(&id));
            let people = incident.members.keys().copied().chain([incident.reporter]).chain(incident.exposed_person());
            Ok(IncidentPage {
                authority: self.authority_name(incident.authority.as_str()).await?,
                state,
                names: self.names(people.collect::<Vec<_>>()).await?,
                deadlines: incident.deadlines(cx.today()),
                patterns,
                incident,
            })
        })
        .await
    }

    /// What repeats among incidents, with names of the exposed and marks of the sources.
    pub(super) async fn patterns_of(&self, cx: &Cx, incidents: &[Incident]) -> Result<Vec<Pattern>, AppError> {
        let exposed: Vec<PersonId> = incidents.iter().filter_map(|one| one.exposed_person()).collect();
        let names = self.names(exposed).await?;
        let name = |person: PersonId| names.get(&person).cloned().unwrap_or_else(|| "någon".to_owned());
        let all: Vec<&Incident> = incidents.iter().collect();
        Ok(pattern::find(&self.incidents, &all, cx.today(), (&name, &|source| self.source_mark(source))))
    }
}
