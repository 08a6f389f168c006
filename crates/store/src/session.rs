//! Sessions: signed-in devices, kept by the hash of their token.

use sqlx::query;

use crate::{error::Result, open::Store, row::from_row};

/// A signed-in device.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of its token; the token itself is in the cookie only.
    pub hash: Vec<u8>,
    /// Who signed in.
    pub person: String,
    /// When.
    pub created_at: String,
    /// When it was last used.
    pub seen_at: String,
    /// What the person recognises it by: »Firefox på Windows«.
    pub device: String,
}

from_row!(Session { hash, person, created_at, seen_at, device });

impl Store {
    /// Adds a session.
    ///
    /// # Errors
    /// When the hash is there already, when the person is not, or the database fails.
    pub async fn session_put(&self, session: &Session) -> Result<()> {
        let statement =
            query("insert into session (hash, person, created_at, seen_at, device) values ($1, $2, $3, $4, $5)")
                .bind(session.hash.clone())
                .bind(&session.person)
                .bind(&session.created_at)
                .bind(&session.seen_at)
                .bind(&session.device);
        self.run("session_put", statement).await.map(|_| ())
    }

    /// The session of a token's hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_get(&self, hash: &[u8]) -> Result<Option<Session>> {
        let statement =
            query("select hash, person, created_at, seen_at, device from session where hash = $1").bind(hash.to_vec());
        self.one("session_get", statement).await
    }

    /// Notes that a session was used. The answer is whether it is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_touch(&self, hash: &[u8], seen_at: &str) -> Result<bool> {
        let statement = query("update session set seen_at = $2 where hash = $1").bind(hash.to_vec()).bind(seen_at);
        Ok(self.run("session_touch", statement).await? > 0)
    }

    /// The sessions of a person, the last used first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_list(&self, person: &str) -> Result<Vec<Session>> {
        let statement = query(
            "select hash, person, created_at, seen_at, device from session
             where person = $1 order by seen_at desc, created_at desc, hash",
        )
        .bind(person);
        self.all("session_list", statement).await
    }

    /// Ends a session. The answer is whether it was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_end(&self, hash: &[u8]) -> Result<bool> {
        let statement = query("delete from session where hash = $1").bind(hash.to_vec());
        Ok(self.run("session_end", statement).await? > 0)
    }

    /// Ends every session of a person; how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_end_all(&self, person: &str) -> Result<u64> {
        self.run("session_end_all", query("delete from session where person = $1").bind(person)).await
    }

    /// Ends every session that was last used before that time; how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_expire(&self, seen_before: &str) -> Result<u64> {
        self.run("session_expire", query("delete from session where seen_at < $1").bind(seen_before)).await
    }
}
