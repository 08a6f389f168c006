//! Settings of the installation.

use sqlx::query;

use crate::{error::Result, open::Store, row::from_row};

/// A value under a name.
struct Value {
    value: Vec<u8>,
}

from_row!(Value { value });

/// A setting with its name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Setting {
    /// Its name.
    pub name: String,
    /// Its value.
    pub value: Vec<u8>,
}

from_row!(Setting { name, value });

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

    /// The settings whose names begin with a text without `%` and `_`, by name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting_list(&self, prefix: &str) -> Result<Vec<Setting>> {
        let statement = query("select name, value from setting where name like $1 order by name").bind(like(prefix));
        self.all("setting_list", statement).await
    }

    /// Takes a setting away. The answer is whether it was there.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting_remove(&self, name: &str) -> Result<bool> {
        let statement = query("delete from setting where name = $1").bind(name);
        Ok(self.run("setting_remove", statement).await? > 0)
    }

    /// Takes away the settings whose names begin with a text without `%` and `_`; how many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn setting_remove_all(&self, prefix: &str) -> Result<u64> {
        let statement = query("delete from setting where name like $1").bind(like(prefix));
        self.run("setting_remove_all", statement).await
    }
}

fn like(prefix: &str) -> String {
    format!("{prefix}%")
}
