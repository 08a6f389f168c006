//! What a session began and has not ended: in memory, for five minutes, to serve once.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Mutex, MutexGuard, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use passkey::{Enrolment, Question};

use crate::SessionId;

/// How long what was begun can be ended.
const LASTS: TimeDelta = TimeDelta::minutes(5);

/// What was asked of passkeys, the passkeys that are being made, and who has shown anew who they are.
#[derive(Debug, Default)]
pub(crate) struct Ceremonies {
    pub(super) asked: Fresh<Question>,
    pub(super) enrolling: Fresh<Enrolment>,
    pub(super) proven: Fresh<()>,
}

/// One thing for each session; a new one takes the place of the one before.
pub(super) struct Fresh<T>(Mutex<BTreeMap<SessionId, Begun<T>>>);

struct Begun<T> {
    person: String,
    at: DateTime<Utc>,
    thing: T,
}

impl<T> Default for Fresh<T> {
    fn default() -> Self {
        Self(Mutex::default())
    }
}

impl<T> fmt::Debug for Fresh<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Fresh")
    }
}

impl Ceremonies {
    /// Forgets what a session began.
    pub(crate) fn forget(&self, session: SessionId) {
        self.asked.all().remove(&session);
        self.enrolling.all().remove(&session);
        self.proven.all().remove(&session);
    }
}

impl<T> Fresh<T> {
    pub(super) fn put(&self, (session, person): (SessionId, &str), thing: T, now: DateTime<Utc>) {
        let mut all = self.all();
        all.retain(|_, begun| begun.is_fresh(now));
        all.insert(session, Begun { person: person.to_owned(), at: now, thing });
    }

    /// The thing, which is then gone.
    pub(super) fn take(&self, (session, person): (SessionId, &str), now: DateTime<Utc>) -> Option<T> {
        let begun = self.all().remove(&session)?;
        (begun.is_fresh(now) && begun.person == person).then_some(begun.thing)
    }

    pub(super) fn holds(&self, (session, person): (SessionId, &str), now: DateTime<Utc>) -> bool {
        self.all().get(&session).is_some_and(|begun| begun.is_fresh(now) && begun.person == person)
    }

    fn all(&self) -> MutexGuard<'_, BTreeMap<SessionId, Begun<T>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl<T> Begun<T> {
    fn is_fresh(&self, now: DateTime<Utc>) -> bool {
        now - self.at < LASTS
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: DateTime<Utc> = DateTime::UNIX_EPOCH;

    fn session(number: u8) -> SessionId {
        SessionId::of_hash([number; 32])
    }

    fn anna() -> (SessionId, &'static str) {
        (session(1), "anna")
    }

    #[test]
    fn what_was_begun_serves_once_and_in_its_session_only() {
        let fresh = Fresh::default();
        fresh.put(anna(), 1, NOW);
        fresh.put(anna(), 2, NOW);
        assert!(fresh.holds(anna(), NOW));
        assert_eq!(fresh.take((session(2), "anna"), NOW), None);
        assert_eq!(fresh.take(anna(), NOW), Some(2), "the last that was begun");
        assert_eq!(fresh.take(anna(), NOW), None);
    }

    #[test]
    fn what_was_begun_is_nobody_else_s() {
        let fresh = Fresh::default();
        fresh.put(anna(), 1, NOW);
        assert!(!fresh.holds((session(1), "bo"), NOW));
        assert_eq!(fresh.take((session(1), "bo"), NOW), None);
    }

    #[test]
    fn what_was_begun_lasts_five_minutes_and_is_then_forgotten() {
        let fresh = Fresh::default();
        fresh.put(anna(), 1, NOW);
        let late = NOW + LASTS;
        assert!(fresh.holds(anna(), late - TimeDelta::seconds(1)));
        assert!(!fresh.holds(anna(), late));
        fresh.put((session(2), "bo"), 2, late);
        assert_eq!(fresh.all().len(), 1);
    }
}
