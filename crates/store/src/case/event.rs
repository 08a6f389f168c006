//! The sealed events of a case. The case is their fold.

use sqlx::query;

use crate::{
    error::Result,
    open::{Change, Store, step},
    row::{big, from_row},
};

struct Event {
    sealed: Vec<u8>,
}

from_row!(Event { sealed });

impl Store {
    /// The sealed events of a case, in order: the first has number 1.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_events(&self, id: &str) -> Result<Vec<Vec<u8>>> {
        let statement = query("select sealed from case_event where case_id = $1 order by seq").bind(id);
        let events: Vec<Event> = self.all("case_events", statement).await?;
        Ok(events.into_iter().map(|event| event.sealed).collect())
    }
}

/// Adds events after those that are there.
pub(crate) async fn put_all(
    act: &'static str,
    change: &mut Change,
    case_id: &str,
    after: u64,
    sealed: &[Vec<u8>],
) -> Result<()> {
    for (seq, sealed) in (after.saturating_add(1)..).zip(sealed) {
        let statement = query("insert into case_event (case_id, seq, sealed) values ($1, $2, $3)")
            .bind(case_id)
            .bind(big(seq))
            .bind(sealed.clone());
        step(act, change, statement).await?;
    }
    Ok(())
}
