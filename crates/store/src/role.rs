//! Roles that people hold.

use sqlx::query;

use crate::{error::Result, open::Store, row::from_row};

/// A role of a person at an authority, from a day and perhaps to a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RoleHolding {
    /// Its id.
    pub id: String,
    /// Who holds it.
    pub person: String,
    /// The role, snake case.
    pub role: String,
    /// Where.
    pub authority: String,
    /// The first day, `2026-11-22`.
    pub from_day: String,
    /// The last day; none while it goes on.
    pub to_day: Option<String>,
    /// The proposal by which two people gave it; none for those an installation begins with.
    pub proposal: Option<String>,
}

from_row!(RoleHolding { id, person, role, authority, from_day, to_day, proposal });

impl Store {
    /// Gives a role.
    ///
    /// # Errors
    /// When the id is there already, when what it names is not, or the database fails.
    pub async fn role_put(&self, holding: &RoleHolding) -> Result<()> {
        let statement = query(
            "insert into role_holding (id, person, role, authority, from_day, to_day, proposal)
             values ($1, $2, $3, $4, $5, $6, $7)",
        )
        .bind(&holding.id)
        .bind(&holding.person)
        .bind(&holding.role)
        .bind(&holding.authority)
        .bind(&holding.from_day)
        .bind(&holding.to_day)
        .bind(&holding.proposal);
        self.run("role_put", statement).await.map(|_| ())
    }

    /// Sets the last day of a role; the answer is whether it is there and did not end before.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn role_end(&self, id: &str, to_day: &str) -> Result<bool> {
        let statement = query("update role_holding set to_day = $2 where id = $1 and (to_day is null or to_day > $2)")
            .bind(id)
            .bind(to_day);
        Ok(self.run("role_end", statement).await? > 0)
    }

    /// The roles of a person, also those that are over or to come, by first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn role_by_person(&self, person: &str) -> Result<Vec<RoleHolding>> {
        let statement = query(
            "select id, person, role, authority, from_day, to_day, proposal from role_holding
             where person = $1 order by from_day, id",
        )
        .bind(person);
        self.all("role_by_person", statement).await
    }

    /// The roles that people hold on a day: at an authority, or everywhere.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn role_list(&self, authority: Option<&str>, day: &str) -> Result<Vec<RoleHolding>> {
        let statement = query(
            "select id, person, role, authority, from_day, to_day, proposal from role_holding
             where ($1 is null or authority = $1) and from_day <= $2 and (to_day is null or to_day >= $2)
             order by from_day, id",
        )
        .bind(authority.map(str::to_owned))
        .bind(day);
        self.all("role_list", statement).await
    }
}
