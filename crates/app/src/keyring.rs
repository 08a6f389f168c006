//! Keys that are unlocked, in memory only.
//!
//! This is the reading mode »server session«: a person's keys are here from when the passphrase was given until they were
//! not used for a while, or the person signed out. A restart forgets all of them.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use access::Role;
use casework::id::PersonId;
use chrono::{DateTime, TimeDelta, Utc};
use vault::PersonKeys;

/// How long keys stay unlocked without being used, in minutes.
pub const IDLE_MINUTES: i64 = 15;

/// Names a session: the hash of the secret in the cookie, which is itself kept nowhere.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct SessionId([u8; 32]);

impl SessionId {
    /// The id of the session with this secret.
    #[must_use]
    pub fn of_secret(secret: &[u8; 32]) -> Self {
        Self(*blake3::hash(secret).as_bytes())
    }

    /// The session with this hash.
    #[must_use]
    pub fn of_hash(hash: [u8; 32]) -> Self {
        Self(hash)
    }

    /// The hash.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId")
    }
}

/// The unlocked keys.
#[derive(Debug, Default)]
pub(crate) struct Keyring(Mutex<BTreeMap<SessionId, Unlocked>>);

#[derive(Debug)]
struct Unlocked {
    person: PersonId,
    keys: Arc<PersonKeys>,
    used_at: DateTime<Utc>,
}

impl Keyring {
    /// Keeps a session's keys.
    pub(crate) fn put(&self, (session, person): (SessionId, PersonId), keys: PersonKeys, now: DateTime<Utc>) {
        self.lock().insert(session, Unlocked { person, keys: Arc::new(keys), used_at: now });
    }

    /// A session's keys, when they are unlocked; using them keeps them so.
    pub(crate) fn get(&self, session: SessionId, now: DateTime<Utc>) -> Option<Arc<PersonKeys>> {
        self.sweep(now);
        let mut ring = self.lock();
        let unlocked = ring.get_mut(&session)?;
        unlocked.used_at = now;
        Some(Arc::clone(&unlocked.keys))
    }

    /// Whether a session's keys are unlocked; looking does not keep them so.
    pub(crate) fn is_unlocked(&self, session: SessionId, now: DateTime<Utc>) -> bool {
        self.lock().get(&session).is_some_and(|unlocked| now - unlocked.used_at < TimeDelta::minutes(IDLE_MINUTES))
    }

    /// Forgets, and so wipes, all keys that were not used for a while.
    pub(crate) fn sweep(&self, now: DateTime<Utc>) {
        self.lock().retain(|_, unlocked| now - unlocked.used_at < TimeDelta::minutes(IDLE_MINUTES));
    }

    /// Forgets a person's keys, in every session.
    pub(crate) fn forget_person(&self, person: &str) {
        self.lock().retain(|_, unlocked| unlocked.person.to_string() != person);
    }

    /// Forgets a session's keys.
    pub(crate) fn forget(&self, session: SessionId) {
        self.lock().remove(&session);
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<SessionId, Unlocked>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The roles that people chose to act in, by session.
#[derive(Debug, Default)]
pub(crate) struct Chosen(Mutex<BTreeMap<SessionId, Role>>);

impl Chosen {
    pub(crate) fn put(&self, session: SessionId, role: Role) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).insert(session, role);
    }

    pub(crate) fn get(&self, session: SessionId) -> Option<Role> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).get(&session).copied()
    }

    pub(crate) fn forget(&self, session: SessionId) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&session);
    }
}
