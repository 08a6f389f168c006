//! Disposal by the clock: when the time has run out, one proposes and another disposes.

use access::Action;
use casework::{extract::Event, id::CaseId};

use crate::{App, AppError, Cx};

impl App {
    /// Proposes to dispose of a kept extract whose time has run out.
    ///
    /// # Errors
    /// [`AppError::Rule`] before its day, or when it is proposed already.
    pub async fn extract_dispose_propose(&self, cx: &Cx, id: CaseId) -> Result<(), AppError> {
        self.in_extract(cx, (id, Action::ExtractDispose), async |opened| {
            self.extract_append(cx, &opened, Event::DisposalProposed, Vec::new()).await
        })
        .await
    }

    /// Disposes of a kept extract whose time has run out, as another who holds its key proposed: its shred key first, since
    /// without it nothing opens, also in old copies.
    ///
    /// # Errors
    /// [`AppError::Rule`] before its day, or when nobody else proposed it.
    pub async fn extract_dispose(&self, cx: &Cx, id: CaseId) -> Result<(), AppError> {
        self.in_extract(cx, (id, Action::ExtractDispose), async |opened| {
            opened.extract.may_dispose(cx.person, cx.today())?;
            let id = &opened.plain.record.id;
            self.shred.destroy(id)?;
            self.store.case_dispose(id).await.map_err(AppError::Store)
        })
        .await
    }
}
