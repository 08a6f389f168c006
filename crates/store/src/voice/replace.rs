//! The one event that is written over: personal data that is clearly irrelevant goes out of it (2021:890 7:7).

use sqlx::query;

use crate::{
    RecordUpdate,
    error::{Error, Result},
    open::{Store, commit, step},
    row::big,
};

impl Store {
    /// Writes a sealed event over with what is left of it, and adds those that tell of it, if the report still has as many
    /// events as the caller read. With SQLite what stood there is written over, also in the log.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it has not, when it is disposed of or is not there; [`Error::Missing`] when it has no such
    /// event; and when the database fails.
    pub async fn case_event_replace(
        &self,
        id: &str,
        (seq, over): (u64, &[u8]),
        (expected_events, sealed): (u64, &[Vec<u8>]),
        update: &RecordUpdate,
    ) -> Result<()> {
        const ACT: &str = "case_event_replace";
        let mut change = self.change(ACT).await?;
        let statement = query(
            "update case_record set next_deadline = $3, next_clock = $4, events = events + $5, revision = revision + 1
             where id = $1 and events = $2 and state <> 'disposed'",
        )
        .bind(id)
        .bind(big(expected_events))
        .bind(&update.next_deadline)
        .bind(&update.next_clock)
        .bind(big(sealed.len() as u64));
        if step(ACT, &mut change, statement).await? == 0 {
            return Err(Error::Conflict { act: ACT });
        }
        let statement = query("update case_event set sealed = $3 where case_id = $1 and seq = $2")
            .bind(id)
            .bind(big(seq))
            .bind(over.to_vec());
        if step(ACT, &mut change, statement).await? == 0 {
            return Err(Error::Missing { act: ACT });
        }
        crate::case::put_events(ACT, &mut change, id, expected_events, sealed).await?;
        commit(ACT, change).await?;
        self.settle(ACT).await
    }
}
