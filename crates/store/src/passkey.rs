//! Passkeys: second factors that lie in a person's own devices.

use sqlx::query;

use crate::{error::Result, open::Store, row::from_row};

/// A passkey of a person.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its id.
    pub id: String,
    /// Whose it is.
    pub person: String,
    /// Its public key, how often it was used, and what its owner calls it, sealed.
    pub sealed: Vec<u8>,
    /// When it was made.
    pub created_at: String,
    /// When it was last used; never, when there is none.
    pub used_at: Option<String>,
}

from_row!(Passkey { id, person, sealed, created_at, used_at });

impl Store {
    /// Adds a passkey, or changes one after it was used. It stays with its person.
    ///
    /// # Errors
    /// When the person is not there, or the database fails.
    pub async fn passkey_put(&self, passkey: &Passkey) -> Result<()> {
        let statement = query(
            "insert into passkey (id, person, sealed, created_at, used_at) values ($1, $2, $3, $4, $5)
             on conflict (id) do update set sealed = excluded.sealed, used_at = excluded.used_at",
        )
        .bind(&passkey.id)
        .bind(&passkey.person)
        .bind(passkey.sealed.clone())
        .bind(&passkey.created_at)
        .bind(&passkey.used_at);
        self.run("passkey_put", statement).await.map(|_| ())
    }

    /// The passkeys of a person, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn passkey_list(&self, person: &str) -> Result<Vec<Passkey>> {
        let statement = query(
            "select id, person, sealed, created_at, used_at from passkey where person = $1 order by created_at, id",
        )
        .bind(person);
        self.all("passkey_list", statement).await
    }

    /// Takes a passkey of a person away. The answer is whether it was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn passkey_end(&self, person: &str, id: &str) -> Result<bool> {
        let statement = query("delete from passkey where person = $1 and id = $2").bind(person).bind(id);
        Ok(self.run("passkey_end", statement).await? > 0)
    }

    /// Takes every passkey of a person away; how many there were.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn passkey_end_all(&self, person: &str) -> Result<u64> {
        self.run("passkey_end_all", query("delete from passkey where person = $1").bind(person)).await
    }
}
