//! Keys of people, wrapped, and the shares by which custodians together recover one.

use sqlx::query;

use crate::{
    error::{Error, Result},
    open::{Statement, Store, commit, step},
    row::{big, from_row},
};

/// A key pair of a person. The secret half is wrapped; a new version follows a recovery.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonKey {
    /// Whose it is.
    pub person: String,
    /// From 1; the highest is the one in use.
    pub version: u64,
    /// The public half, as an age recipient.
    pub public: String,
    /// The public half that checks signatures, 32 bytes.
    pub verifying: Vec<u8>,
    /// The secret halves, wrapped by the passphrase.
    pub wrapped: Vec<u8>,
    /// When it was made.
    pub created_at: String,
}

from_row!(PersonKey { person, version, public, verifying, wrapped, created_at });

/// One custodian's share of a person's key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecoveryShare {
    /// Whose key.
    pub person: String,
    /// Which version of it.
    pub version: u64,
    /// Who keeps the share.
    pub custodian: String,
    /// Shares that are needed.
    pub k: u64,
    /// Shares that there are.
    pub n: u64,
    /// The share, sealed to the custodian.
    pub sealed: Vec<u8>,
}

from_row!(RecoveryShare { person, version, custodian, k, n, sealed });

/// Adds a share.
fn insert(share: &RecoveryShare) -> Statement<'_> {
    query(
        "insert into recovery_share (person, version, custodian, k, n, sealed)
         values ($1, $2, $3, $4, $5, $6)",
    )
    .bind(&share.person)
    .bind(big(share.version))
    .bind(&share.custodian)
    .bind(big(share.k))
    .bind(big(share.n))
    .bind(share.sealed.clone())
}

impl Store {
    /// Adds a version of a person's key together with its shares.
    ///
    /// # Errors
    /// When that version is there already, when a person is not, when a share is of another key, or the database fails.
    pub async fn person_key_put(&self, key: &PersonKey, shares: &[RecoveryShare]) -> Result<()> {
        const ACT: &str = "person_key_put";
        let mut change = self.change(ACT).await?;
        let statement = query(
            "insert into person_key (person, version, public, verifying, wrapped, created_at)
             values ($1, $2, $3, $4, $5, $6)",
        )
        .bind(&key.person)
        .bind(big(key.version))
        .bind(&key.public)
        .bind(key.verifying.clone())
        .bind(key.wrapped.clone())
        .bind(&key.created_at);
        step(ACT, &mut change, statement).await?;
        for share in shares {
            if share.person != key.person || share.version != key.version {
                return Err(Error::Reference { act: ACT });
            }
            step(ACT, &mut change, insert(share)).await?;
        }
        commit(ACT, change).await
    }

    /// Wraps the newest version anew, as when a passphrase is changed. The answer is whether that version is there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_key_rewrap(&self, person: &str, version: u64, wrapped: &[u8]) -> Result<bool> {
        let statement = query("update person_key set wrapped = $3 where person = $1 and version = $2")
            .bind(person)
            .bind(big(version))
            .bind(wrapped.to_vec());
        Ok(self.run("person_key_rewrap", statement).await? > 0)
    }

    /// Splits the recovery of a person's key anew: these shares and this copy of the key, in the place of those before.
    /// The copy is kept as a setting under `copy.0`.
    ///
    /// # Errors
    /// When the key or a custodian is not there, when a share is of another key, or the database fails.
    pub async fn recovery_put(
        &self,
        (person, version): (&str, u64),
        shares: &[RecoveryShare],
        copy: (&str, &[u8]),
    ) -> Result<()> {
        const ACT: &str = "recovery_put";
        let mut change = self.change(ACT).await?;
        // Shares of earlier versions go too: what they give back opens no copy any more.
        let statement = query("delete from recovery_share where person = $1").bind(person);
        step(ACT, &mut change, statement).await?;
        for share in shares {
            if share.person != person || share.version != version {
                return Err(Error::Reference { act: ACT });
            }
            step(ACT, &mut change, insert(share)).await?;
        }
        let statement = query(
            "insert into setting (name, value) values ($1, $2)
             on conflict (name) do update set value = excluded.value",
        )
        .bind(copy.0)
        .bind(copy.1.to_vec());
        step(ACT, &mut change, statement).await?;
        commit(ACT, change).await
    }

    /// The key of a person that is in use.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_key_get(&self, person: &str) -> Result<Option<PersonKey>> {
        let statement = query(
            "select person, version, public, verifying, wrapped, created_at from person_key
             where person = $1 order by version desc limit 1",
        )
        .bind(person);
        self.one("person_key_get", statement).await
    }

    /// Every version of a person's key, the first first: old signatures are checked with old keys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn person_key_list(&self, person: &str) -> Result<Vec<PersonKey>> {
        let statement = query(
            "select person, version, public, verifying, wrapped, created_at from person_key
             where person = $1 order by version",
        )
        .bind(person);
        self.all("person_key_list", statement).await
    }

    /// The shares of one version of a person's key.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recovery_share_list(&self, person: &str, version: u64) -> Result<Vec<RecoveryShare>> {
        let statement = query(
            "select person, version, custodian, k, n, sealed from recovery_share
             where person = $1 and version = $2 order by custodian",
        )
        .bind(person)
        .bind(big(version));
        self.all("recovery_share_list", statement).await
    }

    /// The shares that a custodian keeps.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recovery_share_by_custodian(&self, custodian: &str) -> Result<Vec<RecoveryShare>> {
        let statement = query(
            "select person, version, custodian, k, n, sealed from recovery_share
             where custodian = $1 order by person, version",
        )
        .bind(custodian);
        self.all("recovery_share_by_custodian", statement).await
    }
}
