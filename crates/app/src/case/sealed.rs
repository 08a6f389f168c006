//! Opening a case with one's own keys, and adding to it.

use super::*;

/// A case that was opened: its key, and what its events make.
#[derive(Debug)]
pub(crate) struct Opened {
    pub(crate) plain: Plain,
    pub(crate) key: CaseKey,
    pub(crate) case: Case,
    extent: extent::Extent,
}

impl App {
    /// Opens a case with the person's unlocked keys.
    pub(crate) async fn unseal(&self, cx: &Cx, plain: Plain) -> Result<Opened, AppError> {
        let keys = self.keys(cx)?;
        if plain.record.state == store::CaseState::Disposed {
            return Err(AppError::NotFound);
        }
        let person = cx.person.to_string();
        let wrapped =
            plain.current().find(|member| member.person == person).and_then(|member| member.wrapped_key.clone());
        let shred = self.shred.get(&plain.record.id)?;
        let key = CaseKey::unwrap(&keys, &wrapped.ok_or(AppError::NotFound)?, &shred)?;
        let told = self.told_of_case(&plain.record.id.parse().map_err(|_| AppError::NotFound)?).await?;
        let events = self.store.case_events(&plain.record.id).await.map_err(AppError::Store)?;
        let extent = self.whole(&plain, told.as_ref(), &events)?;
        let mut stamped: Vec<Stamped<Event>> = Vec::with_capacity(events.len());
        for (seq, sealed) in (1_u64..).zip(events) {
            let object = format!("event/{seq}");
            let text = key.open(&Context::new(&plain.record.id, &object), &Sealed::from_bytes(sealed)?)?;
            stamped.push(serde_json::from_slice(&text).map_err(|error| damaged(seq, &error))?);
        }
        let case = Case::fold(&stamped)?;
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
            let stamped =
                Stamped { seq: case.seq + 1, at: cx.at, by: cx.person, role: cx.role().as_str().to_owned(), event };
            case.apply(&stamped)?;
            sealed.push(self.seal_event(&opened.key, &opened.plain.record.id, &stamped)?);
        }
        let update = RecordUpdate { members, ..record_of(&case, cx, &opened.plain.record) };
        let (id, expected) = (&opened.plain.record.id, opened.plain.record.events);
        match self.store.case_append(id, expected, &sealed, &update).await {
            Ok(()) => {
                let extent = sealed.iter().fold(opened.extent.clone(), |extent, sealed| extent.with(sealed));
                crate::app::tell(extent.payload());
                Ok(case)
            }
            Err(store::Error::Conflict { .. }) => Err(AppError::Conflict),
            Err(error) => Err(AppError::Store(error)),
        }
    }

    /// An event, sealed for its place.
    pub(crate) fn seal_event(&self, key: &CaseKey, case: &str, stamped: &Stamped<Event>) -> Result<Vec<u8>, AppError> {
        let text = serde_json::to_vec(stamped).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let (text, object) = (Zeroizing::new(text), format!("event/{}", stamped.seq));
        Ok(self.with_random(|random| key.seal(&Context::new(case, &object), &text, random))?.into_bytes())
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

fn damaged(seq: u64, error: &serde_json::Error) -> AppError {
    AppError::Internal(format!("händelse {seq} i ärendet går inte att läsa: {}", crate::error::place(error)))
}
