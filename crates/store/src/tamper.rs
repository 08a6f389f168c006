//! What a person with the database in hand could do, for the tests of those who use the store: none but the store speaks to
//! the database, so they have no other way to it.

use sqlx::{AssertSqlSafe, query};

use crate::{error::Result, open::Store};

impl Store {
    /// Runs a statement as it stands; the answer is how many rows it changed. For tests: no use case calls it.
    ///
    /// # Errors
    /// When the database fails.
    #[doc(hidden)]
    pub async fn tamper(&self, statement: &str) -> Result<u64> {
        self.run("tamper", query(AssertSqlSafe(statement.to_owned()))).await
    }
}
