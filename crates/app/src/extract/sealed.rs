//! Opening a kept extract with one's own keys, and adding to it.

use casework::{
    CaseError, Stamped,
    extract::{Event, Extract, ExtractError},
};
use store::RecordUpdate;
use vault::{CaseKey, Context, Sealed};
use zeroize::Zeroizing;

use super::DISPOSAL;
use crate::{
    App, AppError, Cx,
    case::{Extent, Plain},
};

/// A kept extract that was opened: what is known of it, and its key. Its file is not.
#[derive(Debug)]
pub(super) struct OpenedExtract {
    pub(super) plain: Plain,
    pub(super) key: CaseKey,
    pub(super) extract: Extract,
    extent: Extent,
}

impl From<ExtractError> for AppError {
    fn from(error: ExtractError) -> Self {
        Self::Rule(CaseError::Extract(error))
    }
}

impl App {
    /// Opens a kept extract with the person's unlocked keys.
    pub(super) async fn extract_unseal(&self, cx: &Cx, plain: Plain) -> Result<OpenedExtract, AppError> {
        let keys = self.keys(cx)?;
        if plain.record.state != store::CaseState::Closed {
            return Err(AppError::NotFound);
        }
        let (id, person) = (plain.record.id.clone(), cx.person.to_string());
        let wrapped = plain.current().find(|member| member.person == person).and_then(|one| one.wrapped_key.clone());
        let shred = self.shred.get(&id)?;
        let key = CaseKey::unwrap(&keys, &wrapped.ok_or(AppError::NotFound)?, &shred)?;
        let told = self.told_of_case(&id.parse().map_err(|_| AppError::NotFound)?).await?;
        let events = self.store.case_events(&id).await.map_err(AppError::Store)?;
        let extent = self.whole(&plain, told.as_ref(), &events)?;
        let mut stamped: Vec<Stamped<Event>> = Vec::with_capacity(events.len());
        for (seq, sealed) in (1_u64..).zip(events) {
            let text = key.open(&Context::new(&id, &format!("event/{seq}")), &Sealed::from_bytes(sealed)?)?;
            stamped.push(serde_json::from_slice(&text).map_err(|error| damaged(seq, &error))?);
        }
        let extract = Extract::fold(&stamped)?;
        // The record is plain and whoever writes the database writes it; who may read stands in the sealed events.
        let authority = extract.kept.authority().as_str();
        if !extract.holders.contains_key(&cx.person) || authority != plain.record.authority {
            return Err(AppError::NotFound);
        }
        Ok(OpenedExtract { plain, key, extract, extent })
    }

    /// Adds an event of the person, if nobody was before.
    pub(super) async fn extract_append(
        &self,
        cx: &Cx,
        opened: &OpenedExtract,
        event: Event,
        members: Vec<store::Member>,
    ) -> Result<(), AppError> {
        let mut extract = opened.extract.clone();
        let seq = extract.seq.saturating_add(1);
        let stamped = Stamped { seq, at: cx.at, by: cx.person, role: cx.role().as_str().to_owned(), event };
        extract.apply(&stamped)?;
        let id = &opened.plain.record.id;
        let sealed = self.extract_seal(&opened.key, id, &stamped)?;
        let extent = opened.extent.clone().with(&sealed);
        let update = RecordUpdate { members, ..record_of(&extract) };
        match self.store.case_append(id, opened.plain.record.events, &[sealed], &update).await {
            Ok(()) => crate::app::tell(extent.payload()),
            Err(store::Error::Conflict { .. }) => return Err(AppError::Conflict),
            Err(error) => return Err(AppError::Store(error)),
        }
        Ok(())
    }

    /// An event, sealed for its place.
    pub(super) fn extract_seal(&self, key: &CaseKey, id: &str, event: &Stamped<Event>) -> Result<Vec<u8>, AppError> {
        let text = serde_json::to_vec(event).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let (text, object) = (Zeroizing::new(text), format!("event/{}", event.seq));
        Ok(self.with_random(|random| key.seal(&Context::new(id, &object), &text, random))?.into_bytes())
    }
}

/// What lists and disposal need of a kept extract, in the plain: the last day that it is kept.
pub(super) fn record_of(extract: &Extract) -> RecordUpdate {
    let until = Some(extract.keep_until().to_string());
    RecordUpdate {
        state: store::CaseState::Closed,
        closed_at: Some(crate::stamp(extract.kept_at)),
        next_clock: Some(DISPOSAL.to_owned()),
        next_deadline: until.clone(),
        retain_until: until,
        hints: Vec::new(),
        members: Vec::new(),
    }
}

fn damaged(seq: u64, error: &serde_json::Error) -> AppError {
    AppError::Internal(format!("post {seq} om utdraget går inte att läsa: {}", crate::error::place(error)))
}
