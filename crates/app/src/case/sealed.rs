//! Opening a case with one's own keys, and adding to it.

use super::*;

/// A case that was opened: its key, and what its events make.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) plain: Plain,
    pub(crate) key: CaseKey,
    pub(crate) case: Case,
    extent: Extent,
}

impl App {
    /// Opens a case with the person's unlocked keys.
    pub(crate) async fn unseal(&self, cx: &Cx, plain: Plain) -> Result<Opened, AppError> {
        let Trail { key, extent, events } = self.trail(cx, &plain).await?;
        let events: Vec<Stamped> = opened_events(&plain.record.id, events, &|place, sealed| key.open(place, sealed))?;
        let case = Case::fold(&events)?;
        // The record is plain and whoever writes the database writes it; who may read stands in the sealed events.
        if !case.members.contains_key(&cx.person) || case.authority.as_str() != plain.record.authority {
            return Err(AppError::NotFound);
        }
        Ok(Opened { plain, key, case, extent })
    }

    /// Adds events of the person to a case that they opened: all or none, and only if nobody was before.
    pub(crate) async fn append(&self, cx: &Cx, opened: &Opened, events: Vec<Event>) -> Result<Case, AppError> {
        self.append_with(cx, opened, events, Vec::new()).await
    }

    /// As [`App::append`], with members who come with the events.
    pub(crate) async fn append_with(
        &self,
        cx: &Cx,
        opened: &Opened,
        events: Vec<Event>,
        members: Vec<store::Member>,
    ) -> Result<Case, AppError> {
        let (mut case, mut sealed) = (opened.case.clone(), Vec::new());
        for event in events {
            let stamped = stamped(cx, case.seq + 1, event);
            case.apply(&stamped)?;
            sealed.push(self.seal_event(&opened.key, &opened.plain.record.id, &stamped)?);
        }
        let update = RecordUpdate { members, ..record_of(&case, cx, &opened.plain.record) };
        self.add_events(&opened.plain.record, &opened.extent, &sealed, &update).await?;
        Ok(case)
    }
}

/// What lists and deadlines need of a case, in the plain.
pub(crate) fn record_of(case: &Case, cx: &Cx, before: &store::Case) -> RecordUpdate {
    let next = case.next_deadline(cx.today());
    let closed = case.closed.as_ref();
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
