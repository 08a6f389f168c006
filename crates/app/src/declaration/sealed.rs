//! Opening a declaration, and adding to it.

use access::Resource;
use casework::{
    CaseError, Stamped,
    declaration::{Declaration, DeclarationError, event::Event},
    id::{CaseId, PersonId},
};
use serde::{Deserialize, Serialize};
use store::{CaseState, RecordUpdate};
use vault::{Context, Sealed};

use super::DECLARATION;
use crate::{
    App, AppError, Cx,
    case::{Extent, opened_events, stamped, written},
};

/// A declaration that was opened.
#[derive(Debug)]
pub(crate) struct OpenedDeclaration {
    pub(super) record: store::Case,
    pub(crate) declaration: Declaration,
    extent: Extent,
}

/// Which declaration of somebody is the last.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Last {
    /// Which.
    pub(super) id: CaseId,
    /// When.
    pub(super) at: chrono::DateTime<chrono::Utc>,
}

/// Under which names the last declarations lie.
pub(super) const LAST: &str = "declaration-last/";

impl From<DeclarationError> for AppError {
    fn from(error: DeclarationError) -> Self {
        Self::Rule(CaseError::Declaration(error))
    }
}

impl App {
    /// Opens a declaration; one that is not there, or is disposed of, is not found.
    pub(crate) async fn declaration_open(&self, id: &CaseId) -> Result<OpenedDeclaration, AppError> {
        let plain = self.plain_of(DECLARATION, id).await?;
        if plain.record.events == 0 || plain.record.state == CaseState::Disposed {
            return Err(AppError::NotFound);
        }
        let (extent, events) = self.whole_events(&plain).await?;
        let events: Vec<Stamped<Event>> =
            opened_events(&plain.record.id, events, &|place, sealed| self.server.open(place, sealed))?;
        let declaration = Declaration::fold(&events)?;
        if declaration.id != *id || declaration.authority.as_str() != plain.record.authority {
            return Err(AppError::NotFound);
        }
        Ok(OpenedDeclaration { record: plain.record, declaration, extent })
    }

    /// Writes a declaration that begins.
    pub(super) async fn declaration_begin(&self, cx: &Cx, first: &Stamped<Event>) -> Result<Declaration, AppError> {
        let declaration = Declaration::fold(std::slice::from_ref(first))?;
        let id = declaration.id.to_string();
        let sealed = self.declaration_seal(&id, first)?;
        let extent = self.extent(&id).with(&sealed);
        let due = declaration.review_by();
        let new = store::NewCase {
            id: id.clone(),
            kind: DECLARATION.to_owned(),
            authority: declaration.authority.to_string(),
            opened_at: cx.stamp(),
            next_deadline: due.map(|day| day.to_string()),
            next_clock: due.map(|_| "bedomning".to_owned()),
            members: Vec::new(),
            events: vec![sealed],
            hints: vec![self.declarer_mark(declaration.person).as_bytes().to_vec()],
        };
        self.store.case_open(&new).await.map_err(AppError::Store)?;
        crate::app::tell(extent.payload());
        if declaration.is_settled() {
            // Nothing to assess: it is closed as it begins.
            let update = record_of(&declaration, cx);
            self.store.case_append(&id, 1, &[], &update).await.map_err(AppError::Store)?;
        }
        self.declaration_close_last(cx, declaration.person).await?;
        let last = Last { id: declaration.id, at: declaration.declared_at };
        let last = serde_json::to_vec(&last).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let name = self.last_setting(declaration.person);
        let sealed = self.with_random(|random| self.server.seal(&Context::new(LAST, &name), &last, random))?;
        self.store.setting_put(&name, &sealed.into_bytes()).await.map_err(AppError::Store)?;
        Ok(declaration)
    }

    /// Closes the last declaration of a person, which another is about to take the place of, so that its time runs out also
    /// when nobody has assessed it.
    async fn declaration_close_last(&self, cx: &Cx, person: PersonId) -> Result<(), AppError> {
        let Some(last) = self.declaration_last(person).await? else { return Ok(()) };
        let opened = match self.declaration_open(&last.id).await {
            Ok(opened) if opened.record.state == CaseState::Open => opened,
            Ok(_) | Err(AppError::NotFound | AppError::NotWhole { .. }) => return Ok(()),
            Err(error) => return Err(error),
        };
        let update = RecordUpdate {
            state: CaseState::Closed,
            closed_at: Some(cx.stamp()),
            next_deadline: None,
            next_clock: None,
            retain_until: Some(opened.declaration.keep_until().to_string()),
            hints: Vec::new(),
            members: Vec::new(),
            marks: None,
        };
        match self.store.case_append(&opened.record.id, opened.record.events, &[], &update).await {
            // Somebody assessed it in this moment; its record says so.
            Ok(()) | Err(store::Error::Conflict { .. }) => Ok(()),
            Err(error) => Err(AppError::Store(error)),
        }
    }

    /// Whether a declaration is the last of its person: only that one is assessed.
    pub(super) async fn is_last(&self, declaration: &Declaration) -> Result<(), AppError> {
        match self.declaration_last(declaration.person).await? {
            Some(last) if last.id != declaration.id => {
                let why = "En senare uppgift har ersatt den här. Bedöm den i stället.".to_owned();
                Err(AppError::Denied { why })
            }
            _ => Ok(()),
        }
    }

    /// Adds an event, if nobody was before.
    pub(super) async fn declaration_append(
        &self,
        cx: &Cx,
        opened: &OpenedDeclaration,
        event: Event,
    ) -> Result<Declaration, AppError> {
        let mut declaration = opened.declaration.clone();
        let seq = declaration.seq.saturating_add(1);
        let stamped = stamped(cx, seq, event);
        declaration.apply(&stamped)?;
        let sealed = self.declaration_seal(&opened.record.id, &stamped)?;
        self.add_events(&opened.record, &opened.extent, &[sealed], &record_of(&declaration, cx)).await?;
        let text = "Din uppgift om bisysslor är bedömd. Öppna Bisysslor.";
        self.notify(&declaration.person.to_string(), crate::recovery::About::Declarations, text).await?;
        Ok(declaration)
    }

    fn declaration_seal(&self, id: &str, event: &Stamped<Event>) -> Result<Vec<u8>, AppError> {
        let (text, object) = written(event, event.seq)?;
        Ok(self.with_random(|random| self.server.seal(&Context::new(id, &object), &text, random))?.into_bytes())
    }

    /// By what a person's declarations are found. Whoever has the database alone can not tell whose they are.
    pub(super) fn declarer_mark(&self, person: PersonId) -> blake3::Hash {
        blake3::keyed_hash(&self.server.subkey("who declares"), person.to_string().as_bytes())
    }

    pub(super) fn last_setting(&self, person: PersonId) -> String {
        format!("{LAST}{}", self.declarer_mark(person).to_hex())
    }

    /// Which declaration of a person is the last; none when they never declared.
    pub(super) async fn declaration_last(&self, person: PersonId) -> Result<Option<Last>, AppError> {
        let name = self.last_setting(person);
        let kept = self.store.setting_get(&name).await.map_err(AppError::Store)?;
        kept.map(|sealed| self.last_opened(&name, sealed)).transpose()
    }

    pub(super) fn last_opened(&self, name: &str, sealed: Vec<u8>) -> Result<Last, AppError> {
        let text = self.server.open(&Context::new(LAST, name), &Sealed::from_bytes(sealed)?)?;
        serde_json::from_slice(&text).map_err(|error| AppError::Internal(crate::error::place(&error)))
    }

    /// Every declaration of a person that is kept, the oldest first.
    pub(super) async fn declarations_of(&self, person: PersonId) -> Result<Vec<Declaration>, AppError> {
        let mut all = Vec::new();
        for id in self.store.hint_matches(self.declarer_mark(person).as_bytes()).await.map_err(AppError::Store)? {
            let Ok(id) = id.parse::<CaseId>() else { continue };
            match self.declaration_open(&id).await {
                Ok(opened) if opened.declaration.person == person => all.push(opened.declaration),
                Ok(_) | Err(AppError::NotFound) => {}
                Err(error) => return Err(error),
            }
        }
        all.sort_by_key(|one: &Declaration| (one.declared_at, one.id));
        Ok(all)
    }

    /// What the policies must know of a declaration today. One that can not be read is nobody's.
    pub(super) async fn declaration_resource(&self, id: &CaseId) -> Result<Resource, AppError> {
        // As one of others: in the answer and in the journal they look the same.
        let nobody = || access::Declaration { authority: String::new(), person: Some(String::new()), manager: None };
        let one = match self.declaration_open(id).await {
            Ok(opened) => {
                let person = opened.declaration.person;
                let authority = opened.declaration.authority.to_string();
                let manager = self.nearest_manager_of(&person.to_string(), &authority).await?;
                access::Declaration { authority, person: Some(person.to_string()), manager }
            }
            Err(AppError::NotFound) => nobody(),
            Err(error) => return Err(error),
        };
        Ok(Resource::Declaration(one))
    }
}

/// What lists and deadlines need of a declaration, in the plain.
fn record_of(declaration: &Declaration, cx: &Cx) -> RecordUpdate {
    let (is_settled, due) = (declaration.is_settled(), declaration.review_by());
    RecordUpdate {
        state: if is_settled { CaseState::Closed } else { CaseState::Open },
        closed_at: is_settled.then(|| cx.stamp()),
        next_deadline: due.map(|day| day.to_string()),
        next_clock: due.map(|_| "bedomning".to_owned()),
        retain_until: is_settled.then(|| declaration.keep_until().to_string()),
        hints: Vec::new(),
        members: Vec::new(),
        marks: None,
    }
}
