//! Hints without content: the same entity occurs in another case. Only blind index values are kept.

use sqlx::query;

use crate::{
    error::Result,
    open::{Change, Store, step},
    row::from_row,
};

/// A case where a blind value occurs.
struct Match {
    case_id: String,
}

from_row!(Match { case_id });

impl Store {
    /// The cases where a blind value occurs, by id.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn hint_matches(&self, blind: &[u8]) -> Result<Vec<String>> {
        let statement = query("select case_id from case_hint where blind = $1 order by case_id").bind(blind.to_vec());
        let found: Vec<Match> = self.all("hint_matches", statement).await?;
        Ok(found.into_iter().map(|found| found.case_id).collect())
    }
}

/// Adds hints; one that is there stays.
pub(super) async fn put_all(act: &'static str, change: &mut Change, case_id: &str, hints: &[Vec<u8>]) -> Result<()> {
    for blind in hints {
        let statement =
            query("insert into case_hint (blind, case_id) values ($1, $2) on conflict (blind, case_id) do nothing")
                .bind(blind.clone())
                .bind(case_id);
        step(act, change, statement).await?;
    }
    Ok(())
}
