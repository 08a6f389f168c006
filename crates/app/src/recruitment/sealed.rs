//! Opening a recruitment with one's own keys, and adding to it: as with a case.

use casework::{
    Stamped,
    id::CaseId,
    recruitment::{Recruitment, event::Event},
};
use store::RecordUpdate;
use vault::{CaseKey, Context, Sealed};
use zeroize::Zeroizing;

use super::DISPOSAL;
use crate::{
    App, AppError, Cx,
    case::{Extent, Plain},
};

/// A recruitment that was opened.
#[derive(Debug)]
pub(crate) struct OpenedRecruitment {
    pub(crate) plain: Plain,
    pub(crate) key: CaseKey,
    /// All of it, also what the other assessor wrote: only [`Recruitment::seen_by`] leaves the use cases.
    pub(crate) recruitment: Recruitment,
    extent: Extent,
}

impl App {
    /// Opens a recruitment with the person's unlocked keys.
    pub(crate) async fn recruitment_unseal(&self, cx: &Cx, plain: Plain) -> Result<OpenedRecruitment, AppError> {
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
        let recruitment = Recruitment::fold(&stamped)?;
        // The record is plain and whoever writes the database writes it; who may read stands in the sealed events.
        let authority = recruitment.authority.as_str();
        if !recruitment.members.contains_key(&cx.person) || authority != plain.record.authority {
            return Err(AppError::NotFound);
        }
        Ok(OpenedRecruitment { plain, key, recruitment, extent })
    }

    /// Adds an event of the person, if nobody was before.
    pub(super) async fn recruitment_append(
        &self,
        cx: &Cx,
        opened: &OpenedRecruitment,
        event: Event,
    ) -> Result<(), AppError> {
        self.recruitment_append_with(cx, opened, event, Vec::new()).await.map(|_| ())
    }

    /// As [`App::recruitment_append`], with members who come with the event. What the recruitment is then.
    pub(super) async fn recruitment_append_with(
        &self,
        cx: &Cx,
        opened: &OpenedRecruitment,
        event: Event,
        members: Vec<store::Member>,
    ) -> Result<Recruitment, AppError> {
        let mut recruitment = opened.recruitment.clone();
        let seq = recruitment.seq.saturating_add(1);
        let stamped = Stamped { seq, at: cx.at, by: cx.person, role: cx.role().as_str().to_owned(), event };
        recruitment.apply(&stamped)?;
        let id = &opened.plain.record.id;
        let sealed = self.recruitment_seal(&opened.key, id, &stamped)?;
        let extent = opened.extent.clone().with(&sealed);
        let update = RecordUpdate { members, ..record_of(&recruitment) };
        match self.store.case_append(id, opened.plain.record.events, &[sealed], &update).await {
            Ok(()) => crate::app::tell(extent.payload()),
            Err(store::Error::Conflict { .. }) => return Err(AppError::Conflict),
            Err(error) => return Err(AppError::Store(error)),
        }
        Ok(recruitment)
    }

    /// An event, sealed for its place.
    pub(super) fn recruitment_seal(
        &self,
        key: &CaseKey,
        id: &str,
        event: &Stamped<Event>,
    ) -> Result<Vec<u8>, AppError> {
        let text = serde_json::to_vec(event).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let (text, object) = (Zeroizing::new(text), format!("event/{}", event.seq));
        Ok(self.with_random(|random| key.seal(&Context::new(id, &object), &text, random))?.into_bytes())
    }
}

/// What lists and deadlines need of a recruitment, in the plain: when it was decided, and how long it is kept.
fn record_of(recruitment: &Recruitment) -> RecordUpdate {
    let (decision, until) = (recruitment.decision.as_ref(), recruitment.keep_until().map(|day| day.to_string()));
    RecordUpdate {
        state: if decision.is_some() { store::CaseState::Closed } else { store::CaseState::Open },
        closed_at: decision.map(|item| crate::stamp(item.at)),
        next_clock: until.as_ref().map(|_| DISPOSAL.to_owned()),
        next_deadline: until.clone(),
        retain_until: until,
        hints: Vec::new(),
        members: Vec::new(),
    }
}

fn damaged(seq: u64, error: &serde_json::Error) -> AppError {
    AppError::Internal(format!("post {seq} i rekryteringen går inte att läsa: {}", crate::error::place(error)))
}
