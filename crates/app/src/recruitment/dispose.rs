//! Disposal by the clock: when the time has run out, one proposes and another disposes.

use access::Action;
use casework::id::CaseId;

use crate::{App, AppError, Cx};

impl App {
    /// Disposes of a recruitment whose time has run out, as another member proposed: its shred key first, since without it
    /// nothing opens, also in old copies.
    ///
    /// # Errors
    /// [`AppError::Recruitment`] before its day, or when nobody else proposed it.
    pub async fn recruitment_dispose(&self, cx: &Cx, id: CaseId) -> Result<(), AppError> {
        self.in_recruitment(cx, (id, Action::RecruitmentDispose), async |opened| {
            opened.recruitment.may_dispose(cx.person, cx.today())?;
            let id = &opened.plain.record.id;
            self.shred.destroy(id)?;
            self.store.case_dispose(id).await.map_err(AppError::Store)
        })
        .await
    }
}
