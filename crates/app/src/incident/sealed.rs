//! Opening an incident with one's own keys, and adding to it: as with a case.

use casework::{
    Stamped,
    incident::{Incident, event::Event},
};
use store::RecordUpdate;
use vault::CaseKey;

use crate::{
    App, AppError, Cx,
    case::{Extent, Plain, Trail, opened_events, stamped},
};

/// An incident that was opened.
#[derive(Debug)]
pub(crate) struct OpenedIncident {
    pub(crate) plain: Plain,
    pub(crate) key: CaseKey,
    pub(crate) incident: Incident,
    extent: Extent,
}

impl App {
    /// Opens an incident with the person's unlocked keys.
    pub(super) async fn incident_unseal(&self, cx: &Cx, plain: Plain) -> Result<OpenedIncident, AppError> {
        let Trail { key, extent, events } = self.trail(cx, &plain).await?;
        let events: Vec<Stamped<Event>> =
            opened_events(&plain.record.id, events, &|place, sealed| key.open(place, sealed))?;
        let incident = Incident::fold(&events)?;
        // The record is plain and whoever writes the database writes it; who may read stands in the sealed events.
        if !incident.members.contains_key(&cx.person) || incident.authority.as_str() != plain.record.authority {
            return Err(AppError::NotFound);
        }
        Ok(OpenedIncident { plain, key, incident, extent })
    }

    /// Adds an event of the person, if nobody was before, and tells whoever reported.
    pub(super) async fn incident_append(&self, cx: &Cx, opened: &OpenedIncident, event: Event) -> Result<(), AppError> {
        self.incident_append_with(cx, opened, event, Vec::new()).await
    }

    /// The same with somebody who comes in by it.
    pub(super) async fn incident_append_with(
        &self,
        cx: &Cx,
        opened: &OpenedIncident,
        event: Event,
        members: Vec<store::Member>,
    ) -> Result<(), AppError> {
        let mut incident = opened.incident.clone();
        let seq = incident.seq.saturating_add(1);
        let stamped = stamped(cx, seq, event);
        incident.apply(&stamped)?;
        let record = &opened.plain.record;
        let sealed = self.seal_event(&opened.key, &record.id, &stamped)?;
        let update = RecordUpdate { members, ..record_of(&incident, cx, record) };
        self.add_events(record, &opened.extent, &[sealed], &update).await?;
        self.tell_listeners(&incident, &stamped).await
    }

    /// Leaves a line without content with the members who handle it, but for the one who acts.
    pub(super) async fn notify_members(&self, cx: &Cx, incident: &Incident, text: &str) -> Result<(), AppError> {
        for member in incident.members.keys().filter(|member| **member != cx.person) {
            self.notify(&member.to_string(), crate::recovery::About::Incidents, text).await?;
        }
        Ok(())
    }
}

/// What lists and deadlines need of an incident, in the plain.
pub(super) fn record_of(incident: &Incident, cx: &Cx, before: &store::Case) -> RecordUpdate {
    let next = incident.next_deadline(cx.today());
    let closed = incident.closed.as_ref();
    RecordUpdate {
        state: if closed.is_some() { store::CaseState::Closed } else { store::CaseState::Open },
        closed_at: closed.map(|item| crate::stamp(item.at)),
        next_deadline: next.as_ref().map(|deadline| deadline.due.to_string()),
        next_clock: next.map(|deadline| deadline.clock),
        retain_until: closed.map(|item| item.what.retain_until.to_string()).or_else(|| before.retain_until.clone()),
        hints: Vec::new(),
        members: Vec::new(),
        marks: None,
    }
}
