//! What lies for a few minutes between two pages: a payment file that was screened, a register that is about to be read in,
//! a delegation order that is about to be proposed, decisions that were held against it.
//!
//! It is in memory only, belongs to one session and goes away by itself.

use std::{
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use access::{Action, Resource};
use chrono::{DateTime, TimeDelta, Utc};

use crate::{
    App, AppError, Cx,
    app::Ask,
    delegation::{Checked, OrderRead},
    keyring::SessionId,
    ports::{Preview, ScreenedFile},
};

/// How long something lies there, in minutes.
pub const MINUTES: i64 = 10;

/// The most that a session has there; then the oldest goes.
const OF_SESSION: usize = 3;

/// The most that all sessions have there.
const OF_ALL: usize = 24;

/// A register that may be read in, as it was sent.
#[derive(Clone)]
pub struct ImportFile {
    /// Name of the file.
    pub name: String,
    /// The file.
    pub bytes: Vec<u8>,
    /// What it would become.
    pub preview: Preview,
}

impl fmt::Debug for ImportFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("ImportFile")
    }
}

#[derive(Clone)]
enum Shelved {
    Screened(Arc<ScreenedFile>),
    Import(Arc<ImportFile>),
    Order(Arc<OrderRead>),
    Checked(Arc<Checked>),
}

struct Lying {
    session: SessionId,
    key: String,
    until: DateTime<Utc>,
    what: Shelved,
}

/// The shelf.
#[derive(Default)]
pub(crate) struct Shelf(Mutex<Vec<Lying>>);

impl fmt::Debug for Shelf {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shelf")
    }
}

impl Shelf {
    fn put(&self, lying: Lying, now: DateTime<Utc>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|other| other.until > now);
        let own = all.iter().filter(|other| other.session == lying.session).count();
        if own >= OF_SESSION
            && let Some(oldest) = all.iter().position(|other| other.session == lying.session)
        {
            all.remove(oldest);
        }
        if all.len() >= OF_ALL {
            all.remove(0);
        }
        all.push(lying);
    }

    fn get(&self, session: SessionId, key: &str, now: DateTime<Utc>) -> Option<Shelved> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|other| other.until > now);
        all.iter().find(|other| other.session == session && other.key == key).map(|found| found.what.clone())
    }

    fn take(&self, session: SessionId, key: &str) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|other| !(other.session == session && other.key == key));
    }
}

impl App {
    fn shelve(&self, cx: &Cx, what: Shelved) -> String {
        let key = format!("{:032x}", self.random_bits());
        let until = cx.at + TimeDelta::minutes(MINUTES);
        self.shelf.put(Lying { session: cx.session, key: key.clone(), until, what }, cx.at);
        key
    }

    /// Screens a payment file and keeps the result for a few minutes; gives the name that it lies under.
    ///
    /// # Errors
    /// As [`App::screening_upload`].
    pub async fn screening_keep(&self, cx: &Cx, name: String, bytes: Vec<u8>) -> Result<String, AppError> {
        let screened = self.screening_upload(cx, name, bytes).await?;
        Ok(self.shelve(cx, Shelved::Screened(Arc::new(screened))))
    }

    /// A result that was kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is somebody else's, or was kept too long ago.
    pub async fn screening_kept(&self, cx: &Cx, key: &str) -> Result<Arc<ScreenedFile>, AppError> {
        let resource = Resource::Payments { authority: cx.subject.authority.clone() };
        let ask = Ask { action: Action::ScreeningList, resource: &resource, object: "payments".to_owned() };
        self.perform(cx, ask, async {
            match self.shelf.get(cx.session, key, cx.at) {
                Some(Shelved::Screened(screened)) => Ok(screened),
                _ => Err(AppError::NotFound),
            }
        })
        .await
    }

    /// Looks at a file and keeps it for a few minutes, to be read in after the preview; gives the name that it lies under.
    ///
    /// # Errors
    /// As [`App::import_preview`].
    pub async fn import_keep(
        &self,
        cx: &Cx,
        register: String,
        name: String,
        bytes: Vec<u8>,
    ) -> Result<String, AppError> {
        let preview = self.import_preview(cx, register, name.clone(), bytes.clone()).await?;
        Ok(self.shelve(cx, Shelved::Import(Arc::new(ImportFile { name, bytes, preview }))))
    }

    /// A file that was kept.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is somebody else's, or was kept too long ago.
    pub async fn import_kept(&self, cx: &Cx, key: &str) -> Result<Arc<ImportFile>, AppError> {
        let resource = Resource::Registers { authority: cx.subject.authority.clone() };
        let ask = Ask { action: Action::ImportPreview, resource: &resource, object: "registers".to_owned() };
        self.perform(cx, ask, async {
            match self.shelf.get(cx.session, key, cx.at) {
                Some(Shelved::Import(file)) => Ok(file),
                _ => Err(AppError::NotFound),
            }
        })
        .await
    }

    pub(crate) fn shelve_order(&self, cx: &Cx, read: Arc<OrderRead>) -> String {
        self.shelve(cx, Shelved::Order(read))
    }

    pub(crate) fn shelved_order(&self, cx: &Cx, key: &str) -> Option<Arc<OrderRead>> {
        match self.shelf.get(cx.session, key, cx.at) {
            Some(Shelved::Order(read)) => Some(read),
            _ => None,
        }
    }

    pub(crate) fn shelve_checked(&self, cx: &Cx, checked: Arc<Checked>) -> String {
        self.shelve(cx, Shelved::Checked(checked))
    }

    pub(crate) fn shelved_checked(&self, cx: &Cx, key: &str) -> Option<Arc<Checked>> {
        match self.shelf.get(cx.session, key, cx.at) {
            Some(Shelved::Checked(checked)) => Some(checked),
            _ => None,
        }
    }

    /// Forgets what was kept.
    pub fn unshelve(&self, cx: &Cx, key: &str) {
        self.shelf.take(cx.session, key);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lying(session: u8, key: &str, until: DateTime<Utc>) -> Lying {
        let screened = ScreenedFile {
            format: String::new(),
            rows: Vec::new(),
            not_understood: Vec::new(),
            files: Vec::new(),
            warnings: Vec::new(),
        };
        let what = Shelved::Screened(Arc::new(screened));
        Lying { session: SessionId::of_hash([session; 32]), key: key.to_owned(), until, what }
    }

    #[test]
    fn what_lies_there_is_its_sessions_alone_and_goes_away() {
        let (shelf, now) = (Shelf::default(), DateTime::<Utc>::UNIX_EPOCH);
        let later = now + TimeDelta::minutes(MINUTES);
        let session = |no: u8| SessionId::of_hash([no; 32]);
        shelf.put(lying(1, "a", later), now);
        assert!(shelf.get(session(1), "a", now).is_some());
        assert!(shelf.get(session(2), "a", now).is_none(), "somebody else's");
        for key in ["b", "c", "d"] {
            shelf.put(lying(1, key, later), now);
        }
        assert!(shelf.get(session(1), "a", now).is_none(), "the oldest made room");
        shelf.take(session(1), "b");
        assert!(shelf.get(session(1), "b", now).is_none());
        assert!(shelf.get(session(1), "d", now).is_some());
        assert!(shelf.get(session(1), "d", later).is_none(), "its time is over");
    }
}
