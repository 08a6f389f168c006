//! Settings of the installation.

use sqlx::query;

use crate::{error::Result, open::Store, row::from_row};

/// A value under a name.
struct Value {
    value: Vec<u8>,
}

from_row!(Value { value });

impl Store {
    /// Sets a value.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting_put(&self, name: &str, value: &[u8]) -> Result<()> {
        let statement = query(
            "insert into setting (name, value) values ($1, $2)
             on conflict (name) do update set value = excluded.value",
        )
        .bind(name)
        .bind(value.to_vec());
        self.run("setting_put", statement).await.map(|_| ())
    }

    /// A value.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting_get(&self, name: &str) -> Result<Option<Vec<u8>>> {
        let statement = query("select value from setting where name = $1").bind(name);
        let found: Option<Value> = self.one("setting_get", statement).await?;
        Ok(found.map(|found| found.value))
    }
}
