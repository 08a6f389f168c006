//! What pages show of kept extracts: never what they show.

use std::collections::BTreeMap;

use access::Action;
use casework::{
    extract::Extract,
    id::{CaseId, PersonId},
};
use chrono::NaiveDate;

use super::{EXTRACT, kept, resource};
use crate::{App, AppError, Cx, app::Ask};

/// A kept extract in a list.
#[derive(Debug, Clone)]
pub struct ExtractRow {
    /// Its id.
    pub id: CaseId,
    /// What is known of it; `None` while the keys are locked.
    pub extract: Option<Extract>,
    /// The last day that it is kept.
    pub keep_until: Option<NaiveDate>,
}

/// A kept extract, without its file.
#[derive(Debug, Clone)]
pub struct ExtractPage {
    /// Its id.
    pub id: CaseId,
    /// What is known of it.
    pub extract: Extract,
    /// Names of those who kept, hold or read it.
    pub names: BTreeMap<PersonId, String>,
    /// Whether there are some who hold the roles now and lack the key.
    pub lacks_holders: bool,
}

impl App {
    /// The kept extracts that the person holds the key of, the first to be disposed of first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn extract_list(&self, cx: &Cx) -> Result<Vec<ExtractRow>, AppError> {
        self.listed(cx, Action::ExtractList, "extracts", async {
            let mut rows = Vec::new();
            let filter = kept(Some(cx.person.to_string()));
            for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
                let plain = self.members_of(record).await?;
                rows.push((resource(&plain), plain));
            }
            let mut list = Vec::new();
            for plain in self.policies.filter(&cx.subject, Action::ExtractList, rows, cx.today()) {
                let id: CaseId = plain.record.id.parse().map_err(|_| AppError::NotFound)?;
                let until = plain.record.retain_until.as_deref().and_then(|day| day.parse().ok());
                let extract = match self.is_unlocked(cx) {
                    // One that can not be read hides none of the others.
                    true => self.extract_unseal(cx, plain).await.ok().map(|opened| opened.extract),
                    false => None,
                };
                // As the sealed events say, when they can be read: whoever writes the database writes the record.
                let keep_until = extract.as_ref().map(|one| one.keep_until()).or(until);
                list.push(ExtractRow { id, extract, keep_until });
            }
            list.sort_by_key(|row| (row.keep_until, row.id));
            Ok(list)
        })
        .await
    }

    /// What is known of a kept extract, who holds its key and who read it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, [`AppError::Locked`] when the keys are locked.
    pub async fn extract_show(&self, cx: &Cx, id: CaseId) -> Result<ExtractPage, AppError> {
        self.in_extract(cx, (id, Action::ExtractShow), async |opened| {
            let extract = opened.extract;
            let readers = extract.readings.iter().map(|item| item.by);
            let others = extract.moved.iter().map(|item| item.by).chain(extract.returned.iter().map(|item| item.by));
            let others = others.chain(extract.disposal.iter().map(|item| item.by)).chain([extract.kept_by]);
            let people: Vec<PersonId> = extract.holders.keys().copied().chain(readers).chain(others).collect();
            let now = self.extract_holders(cx, extract.kept.authority()).await?;
            Ok(ExtractPage {
                id,
                names: self.names(people).await?,
                lacks_holders: now.keys().any(|person| !extract.holders.contains_key(person)),
                extract,
            })
        })
        .await
    }

    /// Does something with a kept extract that the person opens.
    pub(super) async fn in_extract<T>(
        &self,
        cx: &Cx,
        (id, action): (CaseId, Action),
        act: impl AsyncFnOnce(super::sealed::OpenedExtract) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let plain = self.plain_of(EXTRACT, &id).await?;
        let resource = resource(&plain);
        let ask = Ask { action, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async { act(self.extract_unseal(cx, plain).await?).await }).await
    }
}
