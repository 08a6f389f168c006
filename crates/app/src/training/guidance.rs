//! Guidance: read by everybody, and confirmed as read and understood where that is asked for.

use access::Action;
use chrono::{DateTime, Utc};
use library::Guidance;

use crate::{App, AppError, Cx, app::Ask, session::own};

/// A guidance in the list.
#[derive(Debug, Clone)]
pub struct GuidanceRow {
    /// The guidance.
    pub guidance: Guidance,
    /// When the person confirmed this version.
    pub confirmed: Option<DateTime<Utc>>,
}

impl GuidanceRow {
    /// Whether the person has to say that it is read and understood.
    #[must_use]
    pub fn is_waiting(&self) -> bool {
        self.guidance.confirm && self.confirmed.is_none()
    }
}

/// A guidance, with the ones beside it.
#[derive(Debug, Clone)]
pub struct GuidancePage {
    /// The guidance.
    pub row: GuidanceRow,
    /// The next one: id and title.
    pub next: Option<(String, library::Text)>,
}

impl App {
    /// All guidance, and what the person has confirmed of it.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn guidance_list(&self, cx: &Cx) -> Result<Vec<GuidanceRow>, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::GuidanceRead, resource: &resource, object: "guidance".to_owned() };
        self.perform(cx, ask, async { self.guidance_rows(cx).await }).await
    }

    pub(super) async fn guidance_rows(&self, cx: &Cx) -> Result<Vec<GuidanceRow>, AppError> {
        let record = self.record_of(&cx.person.to_string()).await?;
        let row = |guidance: &Guidance| GuidanceRow {
            confirmed: record.confirmed(&guidance.id, guidance.version),
            guidance: guidance.clone(),
        };
        Ok(self.library.guidance().into_iter().map(row).collect())
    }

    /// A guidance.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn guidance_show(&self, cx: &Cx, id: &str) -> Result<GuidancePage, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::GuidanceRead, resource: &resource, object: self.text_object("guidance", id) };
        self.perform(cx, ask, async {
            let mut rows = self.guidance_rows(cx).await?.into_iter().skip_while(|row| row.guidance.id != id);
            let row = rows.next().ok_or(AppError::NotFound)?;
            Ok(GuidancePage { row, next: rows.next().map(|row| (row.guidance.id, row.guidance.title)) })
        })
        .await
    }

    /// The person has read and understood a version of a guidance.
    ///
    /// # Errors
    /// [`AppError::Conflict`] when there is a later version, [`AppError::NotFound`] when there is none to confirm.
    pub async fn guidance_confirm(&self, cx: &Cx, id: &str, version: u32) -> Result<(), AppError> {
        let resource = own(cx);
        let object = self.text_object("guidance", id);
        let ask = Ask { action: Action::GuidanceConfirm, resource: &resource, object };
        self.perform(cx, ask, async {
            let known = self.library.guidance_of(id).filter(|known| known.confirm).ok_or(AppError::NotFound)?;
            if known.version != version {
                return Err(AppError::Conflict);
            }
            let confirm = |record: &mut casework::training::Record| {
                record.confirm(id, version, cx.at);
                Ok(())
            };
            self.record_change(&cx.person.to_string(), confirm).await
        })
        .await
    }
}
