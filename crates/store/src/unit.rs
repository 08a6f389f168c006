//! Units of an authority, as a tree.

use sqlx::query;

use crate::{error::Result, open::Store, order, row::from_row};

/// A unit: a school, an office, a department.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// Its id.
    pub id: String,
    /// The authority it belongs to.
    pub authority: String,
    /// As people call it.
    pub name: String,
    /// The unit it is part of.
    pub parent: Option<String>,
    /// The person who manages it.
    pub manager: Option<String>,
}

from_row!(Unit { id, authority, name, parent, manager });

impl Store {
    /// Adds or changes a unit.
    ///
    /// # Errors
    /// When the authority or the parent is not there, or the database fails.
    pub async fn unit_put(&self, unit: &Unit) -> Result<()> {
        let statement = query(
            "insert into unit (id, authority, name, parent, manager) values ($1, $2, $3, $4, $5)
             on conflict (id) do update set authority = excluded.authority, name = excluded.name,
                 parent = excluded.parent, manager = excluded.manager",
        )
        .bind(&unit.id)
        .bind(&unit.authority)
        .bind(&unit.name)
        .bind(&unit.parent)
        .bind(&unit.manager);
        self.run("unit_put", statement).await.map(|_| ())
    }

    /// One unit.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unit_get(&self, id: &str) -> Result<Option<Unit>> {
        let statement = query("select id, authority, name, parent, manager from unit where id = $1").bind(id);
        self.one("unit_get", statement).await
    }

    /// Units by name: those of an authority, or all.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unit_list(&self, authority: Option<&str>) -> Result<Vec<Unit>> {
        let statement = query(
            "select id, authority, name, parent, manager from unit
             where $1 is null or authority = $1",
        )
        .bind(authority.map(str::to_owned));
        let mut list: Vec<Unit> = self.all("unit_list", statement).await?;
        list.sort_by_cached_key(|unit| order::key(&unit.name));
        Ok(list)
    }
}
