//! What a person with the database in hand could do, for tests of those who use the store.

use sqlx::{AssertSqlSafe, query};

use crate::{error::Result, open::Store};

impl Store {
    /// Runs a statement as it stands. The answer is how many rows it changed.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn tamper(&self, statement: &str) -> Result<u64> {
        self.run("tamper", query(AssertSqlSafe(statement.to_owned()))).await
    }
}
