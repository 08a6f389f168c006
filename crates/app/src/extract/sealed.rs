//! Opening a kept extract with one's own keys, and adding to it.

use casework::{
    CaseError, Stamped,
    extract::{Event, Extract, ExtractError},
};
use store::RecordUpdate;
use vault::CaseKey;

use super::DISPOSAL;
use crate::{
    App, AppError, Cx,
    case::{Extent, Plain, Trail, opened_events, stamped},
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
        if plain.record.state != store::CaseState::Closed {
            return Err(AppError::NotFound);
        }
        let Trail { key, extent, events } = self.trail(cx, &plain).await?;
        let events: Vec<Stamped<Event>> =
            opened_events(&plain.record.id, events, &|place, sealed| key.open(place, sealed))?;
        let extract = Extract::fold(&events)?;
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
        let stamped = stamped(cx, seq, event);
        extract.apply(&stamped)?;
        let record = &opened.plain.record;
        let sealed = self.seal_event(&opened.key, &record.id, &stamped)?;
        let update = RecordUpdate { members, ..record_of(&extract) };
        self.add_events(record, &opened.extent, &[sealed], &update).await?;
        Ok(())
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
        marks: None,
    }
}
