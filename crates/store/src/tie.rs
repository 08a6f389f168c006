//! Declared ties between people, for conflicts of interest.

use sqlx::query;

use crate::{error::Result, open::Store, row::from_row};

/// A tie that a person has declared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tie {
    /// Who declared it.
    pub person: String,
    /// To whom.
    pub other: String,
    /// Of which kind: `family`, `household`, `friend`, `business`, …
    pub kind: String,
    /// When.
    pub declared_at: String,
}

from_row!(Tie { person, other, kind, declared_at });

impl Store {
    /// Adds a tie, or changes when it was declared.
    ///
    /// # Errors
    /// When one of the people is not there, or the database fails.
    pub async fn tie_put(&self, tie: &Tie) -> Result<()> {
        let statement = query(
            "insert into tie (person, other, kind, declared_at) values ($1, $2, $3, $4)
             on conflict (person, other, kind) do update set declared_at = excluded.declared_at",
        )
        .bind(&tie.person)
        .bind(&tie.other)
        .bind(&tie.kind)
        .bind(&tie.declared_at);
        self.run("tie_put", statement).await.map(|_| ())
    }

    /// Takes a tie away. The answer is whether it was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tie_end(&self, person: &str, other: &str, kind: &str) -> Result<bool> {
        let statement =
            query("delete from tie where person = $1 and other = $2 and kind = $3").bind(person).bind(other).bind(kind);
        Ok(self.run("tie_end", statement).await? > 0)
    }

    /// Every tie of a person, whoever declared it, the oldest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tie_list(&self, person: &str) -> Result<Vec<Tie>> {
        let statement = query(
            "select person, other, kind, declared_at from tie
             where person = $1 or other = $1 order by declared_at, person, other, kind",
        )
        .bind(person);
        self.all("tie_list", statement).await
    }
}
