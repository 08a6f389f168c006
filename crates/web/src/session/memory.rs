//! Sessions in memory: for tests, and for a server whose sessions may end when it does.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Session, SessionError, SessionStore, Soon};

/// Sessions that live as long as the process.
#[derive(Debug, Default)]
pub struct MemorySessions(Mutex<BTreeMap<String, Session>>);

impl MemorySessions {
    fn rows(&self) -> MutexGuard<'_, BTreeMap<String, Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl SessionStore for MemorySessions {
    fn find<'a>(&'a self, hash: &'a str) -> Soon<'a, Result<Option<Session>, SessionError>> {
        let found = self.rows().get(hash).cloned();
        Box::pin(async { Ok(found) })
    }

    fn put(&self, session: Session) -> Soon<'_, Result<(), SessionError>> {
        self.rows().insert(session.hash.clone(), session);
        Box::pin(async { Ok(()) })
    }

    fn remove<'a>(&'a self, hash: &'a str) -> Soon<'a, Result<(), SessionError>> {
        self.rows().remove(hash);
        Box::pin(async { Ok(()) })
    }

    fn of_person<'a>(&'a self, person: &'a str) -> Soon<'a, Result<Vec<Session>, SessionError>> {
        let found = self.rows().values().filter(|session| session.person == person).cloned().collect();
        Box::pin(async { Ok(found) })
    }
}
