//! The order of delegation: who may decide what, up to how much.

use sqlx::query;

use crate::{error::Result, open::Store, row::from_row};

/// A line of the order of delegation. Either a role or a person holds it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Delegation {
    /// Its id.
    pub id: String,
    /// Whose decision it is.
    pub authority: String,
    /// Which act.
    pub act: String,
    /// The role that may decide it.
    pub holder_role: Option<String>,
    /// The person who may decide it.
    pub holder_person: Option<String>,
    /// Up to how many öre; none without a limit.
    pub limit_ore: Option<i64>,
    /// The first day, `2026-11-22`.
    pub from_day: String,
    /// The last day; none while it goes on.
    pub to_day: Option<String>,
    /// Where it was decided: »KS 2026-01-14 § 7«.
    pub source: String,
}

from_row!(Delegation { id, authority, act, holder_role, holder_person, limit_ore, from_day, to_day, source });

impl Store {
    /// Adds or changes a line.
    ///
    /// # Errors
    /// When what it names is not there, when both or neither of role and person is given, or the database fails.
    pub async fn delegation_put(&self, delegation: &Delegation) -> Result<()> {
        let statement = query(
            "insert into delegation
                 (id, authority, act, holder_role, holder_person, limit_ore, from_day, to_day, source)
             values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
             on conflict (id) do update set authority = excluded.authority, act = excluded.act,
                 holder_role = excluded.holder_role, holder_person = excluded.holder_person,
                 limit_ore = excluded.limit_ore, from_day = excluded.from_day, to_day = excluded.to_day,
                 source = excluded.source",
        )
        .bind(&delegation.id)
        .bind(&delegation.authority)
        .bind(&delegation.act)
        .bind(&delegation.holder_role)
        .bind(&delegation.holder_person)
        .bind(delegation.limit_ore)
        .bind(&delegation.from_day)
        .bind(&delegation.to_day)
        .bind(&delegation.source);
        self.run("delegation_put", statement).await.map(|_| ())
    }

    /// The lines of an authority, or all, by act and first day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn delegation_list(&self, authority: Option<&str>) -> Result<Vec<Delegation>> {
        let statement = query(
            "select id, authority, act, holder_role, holder_person, limit_ore, from_day, to_day, source
             from delegation where $1 is null or authority = $1 order by authority, act, from_day, id",
        )
        .bind(authority.map(str::to_owned));
        self.all("delegation_list", statement).await
    }
}
