//! Opening an incident with one's own keys, and adding to it: as with a case.

use casework::{
    Stamped,
    id::CaseId,
    incident::{Incident, event::Event},
};
use store::RecordUpdate;
use vault::{CaseKey, Context, Sealed};
use zeroize::Zeroizing;

use crate::{
    App, AppError, Cx,
    case::{Extent, Plain},
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
        let keys = self.keys(cx)?;
        if plain.record.state == store::CaseState::Disposed {
            return Err(AppError::NotFound);
        }
        let (id, person) = (plain.record.id.clone(), cx.person.to_string());
        let wrapped = plain.current().find(|member| member.person == person).and_then(|one| one.wrapped_key.clone());
        let shred = self.shred.get(&id)?;
        let key = CaseKey::unwrap(&keys, &wrapped.ok_or(AppError::NotFound)?, &shred)?;
        let told = self.told_of_case(&id.parse::<CaseId>().map_err(|_| AppError::NotFound)?).await?;
        let events = self.store.case_events(&id).await.map_err(AppError::Store)?;
        let extent = self.whole(&plain, told.as_ref(), &events)?;
        let mut stamped: Vec<Stamped<Event>> = Vec::with_capacity(events.len());
        for (seq, sealed) in (1_u64..).zip(events) {
            let text = key.open(&Context::new(&id, &format!("event/{seq}")), &Sealed::from_bytes(sealed)?)?;
            stamped.push(serde_json::from_slice(&text).map_err(|error| damaged(seq, &error))?);
        }
        let incident = Incident::fold(&stamped)?;
        // The record is plain and whoever writes the database writes it; who may read stands in the sealed events.
        if !incident.members.contains_key(&cx.person) || incident.authority.as_str() != plain.record.authority {
            return Err(AppError::NotFound);
        }
        Ok(OpenedIncident { plain, key, incident, extent })
    }

    /// Adds an event of the person, if nobody was before, and tells whoever reported.
    pub(super) async fn incident_append(&self, cx: &Cx, opened: &OpenedIncident, event: Event) -> Result<(), AppError> {
        let mut incident = opened.incident.clone();
        let seq = incident.seq.saturating_add(1);
        let stamped = Stamped { seq, at: cx.at, by: cx.person, role: cx.role().as_str().to_owned(), event };
        incident.apply(&stamped)?;
        let id = &opened.plain.record.id;
        let sealed = self.incident_seal(&opened.key, id, &stamped)?;
        let update = record_of(&incident, cx, &opened.plain.record);
        let extent = opened.extent.clone().with(&sealed);
        match self.store.case_append(id, opened.plain.record.events, &[sealed], &update).await {
            Ok(()) => crate::app::tell(extent.payload()),
            Err(store::Error::Conflict { .. }) => return Err(AppError::Conflict),
            Err(error) => return Err(AppError::Store(error)),
        }
        self.tell_listeners(&incident, &stamped).await
    }

    /// An event, sealed for its place.
    pub(super) fn incident_seal(&self, key: &CaseKey, id: &str, event: &Stamped<Event>) -> Result<Vec<u8>, AppError> {
        let text = serde_json::to_vec(event).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let (text, object) = (Zeroizing::new(text), format!("event/{}", event.seq));
        Ok(self.with_random(|random| key.seal(&Context::new(id, &object), &text, random))?.into_bytes())
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

fn damaged(seq: u64, error: &serde_json::Error) -> AppError {
    AppError::Internal(format!("post {seq} i händelsen går inte att läsa: {}", crate::error::place(error)))
}
