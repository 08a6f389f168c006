//! Sessions: who is signed in, on which device, for how long.
//!
//! The browser holds 256 random bits in the cookie `__Host-insyn`; the store keeps only their hash. A session ends after
//! 30 minutes without a request, after eight hours in any case, and when its row is taken away. The identity changes at
//! sign-in, so that nobody can prepare one for another. A visitor who has not signed in has an identity too, which is
//! stored nowhere: the token of the sign-in form is made of it.

mod device;
mod memory;

use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use blake3::Hash;
use chrono::{DateTime, TimeDelta, Utc};

pub(crate) use device::device;
pub use memory::MemorySessions;

/// The cookie.
pub(crate) const COOKIE: &str = "__Host-insyn";

/// How long a session lives without a request.
pub const IDLE: TimeDelta = TimeDelta::minutes(30);

/// How long a session lives at most.
pub const LONGEST: TimeDelta = TimeDelta::hours(8);

/// How old `seen_at` may be before it is written anew: not every page is a write.
const TOUCH: TimeDelta = TimeDelta::minutes(1);

/// What a trait of this crate answers later.
pub type Soon<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// The identity that the browser holds.
#[derive(Clone)]
pub struct SessionId([u8; 32]);

impl SessionId {
    /// An identity of random bytes, from the operating system's generator.
    #[must_use]
    pub const fn new(random: [u8; 32]) -> Self {
        Self(random)
    }

    /// Reads the cookie.
    pub(crate) fn of_cookie(value: &str) -> Option<Self> {
        Some(Self(*Hash::from_hex(value).ok()?.as_bytes()))
    }

    /// What the store knows it by: 64 hexadecimal digits.
    #[must_use]
    pub fn hash(&self) -> String {
        Hash::from_bytes(blake3::derive_key("insyn session 1", &self.0)).to_hex().to_string()
    }

    /// What every form of the session carries.
    pub(crate) fn form_token(&self) -> Hash {
        Hash::from_bytes(blake3::derive_key("insyn form token 1", &self.0))
    }

    /// The header that gives it to the browser.
    pub(crate) fn cookie(&self) -> String {
        format!("{COOKIE}={}; Path=/; HttpOnly; Secure; SameSite=Strict", Hash::from_bytes(self.0).to_hex())
    }
}

impl fmt::Debug for SessionId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("SessionId")
    }
}

/// How far a person has come in signing in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stage {
    /// The password was right; the code of the second factor is still to come. Opens no page but that for the code.
    Code,
    /// Signed in.
    Full,
}

/// A session as the store keeps it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of its identity.
    pub hash: String,
    /// Id of the person.
    pub person: String,
    /// How far the sign-in has come.
    pub stage: Stage,
    /// The family of browser and system, never the whole header: `Firefox, Windows`.
    pub device: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// The last request, to the minute.
    pub seen_at: DateTime<Utc>,
}

impl Session {
    /// Whether it still holds.
    #[must_use]
    pub fn is_alive(&self, now: DateTime<Utc>) -> bool {
        now - self.seen_at < IDLE && now - self.created_at < LONGEST
    }
}

/// What the store could not do.
#[derive(Debug, thiserror::Error)]
#[error("sessionerna kan inte nås: {0}")]
pub struct SessionError(pub String);

/// Where sessions lie.
pub trait SessionStore: Send + Sync {
    /// The session of a hash.
    fn find<'a>(&'a self, hash: &'a str) -> Soon<'a, Result<Option<Session>, SessionError>>;
    /// Writes a session, in the place of one with the same hash.
    fn put(&self, session: Session) -> Soon<'_, Result<(), SessionError>>;
    /// Takes a session away; one that is gone already is no error.
    fn remove<'a>(&'a self, hash: &'a str) -> Soon<'a, Result<(), SessionError>>;
    /// The sessions of a person.
    fn of_person<'a>(&'a self, person: &'a str) -> Soon<'a, Result<Vec<Session>, SessionError>>;
}

/// The rules of sessions over their store.
#[derive(Clone)]
pub(crate) struct Sessions(pub(crate) Arc<dyn SessionStore>);

impl Sessions {
    /// The living session of an identity. One that has ended is taken away.
    pub(crate) async fn find(&self, id: &SessionId, now: DateTime<Utc>) -> Result<Option<Session>, SessionError> {
        let Some(mut session) = self.0.find(&id.hash()).await? else { return Ok(None) };
        if !session.is_alive(now) {
            self.0.remove(&session.hash).await?;
            return Ok(None);
        }
        if now - session.seen_at >= TOUCH {
            session.seen_at = now;
            self.0.put(session.clone()).await?;
        }
        Ok(Some(session))
    }

    /// The living sessions of a person, the newest first.
    pub(crate) async fn of_person(&self, person: &str, now: DateTime<Utc>) -> Result<Vec<Session>, SessionError> {
        let mut sessions = self.0.of_person(person).await?;
        sessions.retain(|session| session.is_alive(now) && session.stage == Stage::Full);
        sessions.sort_by(|a, b| (b.seen_at, &b.hash).cmp(&(a.seen_at, &a.hash)));
        Ok(sessions)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn session(id: &SessionId) -> Session {
        let noon = at("2026-11-22T12:00:00Z");
        let hash = id.hash();
        Session {
            hash,
            person: "p".to_owned(),
            stage: Stage::Full,
            device: String::new(),
            created_at: noon,
            seen_at: noon,
        }
    }

    #[tokio::test]
    async fn a_session_ends_when_nobody_asks_and_after_eight_hours_whoever_asks() {
        let store = Arc::new(MemorySessions::default());
        let sessions = Sessions(store.clone());
        let id = SessionId::new([7; 32]);
        store.put(session(&id)).await.unwrap();
        let mut now = at("2026-11-22T12:29:59Z");
        while now < at("2026-11-22T20:00:00Z") {
            assert!(sessions.find(&id, now).await.unwrap().is_some(), "{now}");
            now += TimeDelta::minutes(29);
        }
        assert!(sessions.find(&id, at("2026-11-22T20:00:00Z")).await.unwrap().is_none());
        store.put(session(&id)).await.unwrap();
        assert!(sessions.find(&id, at("2026-11-22T12:30:00Z")).await.unwrap().is_none());
        assert!(store.find(&id.hash()).await.unwrap().is_none(), "its row is gone");
    }

    #[test]
    fn the_cookie_is_strict_and_the_hash_shows_nothing_of_it() {
        let id = SessionId::new([7; 32]);
        let cookie = id.cookie();
        for part in ["__Host-insyn=0707", "; Path=/", "; HttpOnly", "; Secure", "; SameSite=Strict"] {
            assert!(cookie.contains(part), "{cookie}");
        }
        assert!(!cookie.contains("Domain"));
        assert!(!cookie.contains(&id.hash()) && id.hash() != id.form_token().to_hex().to_string());
        assert_eq!(SessionId::of_cookie(&"07".repeat(32)).unwrap().hash(), id.hash());
        assert!(SessionId::of_cookie("07").is_none());
        assert_eq!(format!("{id:?}"), "SessionId");
    }
}
