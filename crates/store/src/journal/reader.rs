//! Verifying the journal where it lies.

use ::journal::{Broken, Tip, Verified, Verifier, Why, entry::Line};
use sqlx::query;
use tokio::task::JoinHandle;

use crate::{
    error::{Error, Result},
    open::Store,
    row::{big, from_row},
};

/// Links that are read at a time.
const CHUNK: u64 = 8192;

/// An entry with the columns that lists find it by.
struct Row {
    seq: u64,
    line: Vec<u8>,
    hash: Vec<u8>,
    actor: String,
    object: String,
    at: String,
}

from_row!(Row { seq, line, hash, actor, object, at });

impl Row {
    /// Whether the columns say what the line says. Who hides an entry from a list by changing them is found here.
    fn agrees(&self) -> bool {
        Line::parse(&self.line)
            .is_ok_and(|line| line.actor() == self.actor && line.object() == self.object && line.at() == self.at)
    }
}

impl Store {
    /// Verifies the whole journal, against the tips of signed heads whose signatures were checked. While one part is
    /// verified the next is read.
    ///
    /// # Errors
    /// [`Error::Broken`] with the first entry that does not hold; and when the database fails.
    pub async fn journal_verify(&self, heads: Vec<Tip>) -> Result<Verified> {
        let mut verifier = Verifier::new(heads);
        let mut next = self.read_ahead(1);
        loop {
            let rows = next.await.map_err(|_| Error::JournalStopped)??;
            let Some(last) = rows.last() else { return Ok(verifier.finish()?) };
            next = self.read_ahead(last.seq.saturating_add(1));
            for row in &rows {
                verifier.push_parts(row.seq, &row.line, &row.hash)?;
                if !row.agrees() {
                    return Err(Broken { seq: row.seq, why: Why::Beside }.into());
                }
            }
        }
    }

    fn read_ahead(&self, from: u64) -> JoinHandle<Result<Vec<Row>>> {
        let store = self.clone();
        tokio::spawn(async move {
            let statement = query(
                "select seq, line, hash, actor, object, at from journal_entry where seq >= $1 order by seq limit $2",
            )
            .bind(big(from))
            .bind(big(CHUNK));
            store.all("journal_verify", statement).await
        })
    }
}
