//! Deputies: who stands in for whom, and when.

use sqlx::query;

use crate::{error::Result, open::Store, row::from_row};

/// A person who stands in for another.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Deputy {
    /// For whom.
    pub person: String,
    /// Who stands in.
    pub deputy: String,
    /// The first day, `2026-11-22`.
    pub from_day: String,
    /// The last day.
    pub to_day: String,
}

from_row!(Deputy { person, deputy, from_day, to_day });

impl Store {
    /// Adds a deputy from that day, or changes the last day.
    ///
    /// # Errors
    /// When one of the people is not there, or the database fails.
    pub async fn deputy_put(&self, deputy: &Deputy) -> Result<()> {
        let statement = query(
            "insert into deputy (person, deputy, from_day, to_day) values ($1, $2, $3, $4)
             on conflict (person, deputy, from_day) do update set to_day = excluded.to_day",
        )
        .bind(&deputy.person)
        .bind(&deputy.deputy)
        .bind(&deputy.from_day)
        .bind(&deputy.to_day);
        self.run("deputy_put", statement).await.map(|_| ())
    }

    /// Who stands in for a person and for whom that person stands in, by first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn deputy_list(&self, person: &str) -> Result<Vec<Deputy>> {
        let statement = query(
            "select person, deputy, from_day, to_day from deputy
             where person = $1 or deputy = $1 order by from_day, person, deputy",
        )
        .bind(person);
        self.all("deputy_list", statement).await
    }
}
