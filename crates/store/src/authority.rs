//! Authorities: boards and companies, each with its own responsibility for its data.

use sqlx::query;

use crate::{error::Result, open::Store, order, row::from_row};

/// A board (nämnd) or a company.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Authority {
    /// A slug: `socialnamnden`.
    pub id: String,
    /// As people call it: »Socialnämnden«.
    pub name: String,
    /// The authority that it belongs to.
    pub parent: Option<String>,
}

from_row!(Authority { id, name, parent });

impl Store {
    /// Adds or changes an authority.
    ///
    /// # Errors
    /// When the parent is not there, or the database fails.
    pub async fn authority_put(&self, authority: &Authority) -> Result<()> {
        let statement = query(
            "insert into authority (id, name, parent) values ($1, $2, $3)
             on conflict (id) do update set name = excluded.name, parent = excluded.parent",
        )
        .bind(&authority.id)
        .bind(&authority.name)
        .bind(&authority.parent);
        self.run("authority_put", statement).await.map(|_| ())
    }

    /// One authority.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn authority_get(&self, id: &str) -> Result<Option<Authority>> {
        self.one("authority_get", query("select id, name, parent from authority where id = $1").bind(id)).await
    }

    /// All authorities by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn authority_list(&self) -> Result<Vec<Authority>> {
        let mut list: Vec<Authority> =
            self.all("authority_list", query("select id, name, parent from authority")).await?;
        list.sort_by_cached_key(|authority| order::key(&authority.name));
        Ok(list)
    }
}
