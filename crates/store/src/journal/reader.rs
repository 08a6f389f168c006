//! Verifying the journal where it lies.

use ::journal::{Broken, Tip, Verified, Verifier, Why, entry::Line};
use sqlx::query;
use tokio::task::JoinHandle;

use super::hash_bytes;
use crate::{
    error::{Error, Result},
    open::Store,
    row::{big, from_row},
};

/// Entries that are read at a time.
const CHUNK: u64 = 8192;

/// Columns of an entry in a joined answer.
const COLUMNS: usize = 6;

/// Many entries in one answer: a row costs the driver more than reading and hashing it. No column of an entry that the
/// program wrote holds a line break.
struct Joined {
    entries: i64,
    text: Option<String>,
}

from_row!(Joined { entries, text });

/// An entry with the columns that lists find it by.
struct Row {
    seq: u64,
    line: String,
    hash: String,
    actor: String,
    object: String,
    at: String,
}

from_row!(Row { seq, line, hash, actor, object, at });

/// The same, borrowed.
struct View<'a> {
    seq: u64,
    line: &'a str,
    hash: &'a str,
    actor: &'a str,
    object: &'a str,
    at: &'a str,
}

impl Row {
    fn view(&self) -> View<'_> {
        let Self { seq, line, hash, actor, object, at } = self;
        View { seq: *seq, line, hash, actor, object, at }
    }
}

impl View<'_> {
    fn verify(&self, verifier: &mut Verifier) -> Result<()> {
        verifier.push_parts(self.seq, self.line.as_bytes(), &hash_bytes(self.hash))?;
        // Who hides an entry from a list by changing these columns is found here.
        let agrees = Line::parse(self.line.as_bytes())
            .is_ok_and(|line| line.actor() == self.actor && line.object() == self.object && line.at() == self.at);
        if agrees { Ok(()) } else { Err(Broken { seq: self.seq, why: Why::Beside }.into()) }
    }
}

impl Joined {
    /// The entries in order; `None` when a column holds what the program never wrote, so that they can not be told apart.
    fn views(&self) -> Option<Vec<View<'_>>> {
        let Some(text) = &self.text else { return Some(Vec::new()) };
        let fields: Vec<&str> = text.split('\n').collect();
        let mut views = Vec::with_capacity(fields.len() / COLUMNS);
        for entry in fields.chunks(COLUMNS) {
            let [seq, line, hash, actor, object, at] = *<&[&str; COLUMNS]>::try_from(entry).ok()?;
            views.push(View { seq: seq.parse().ok()?, line, hash, actor, object, at });
        }
        // The database does not promise an order within the answer.
        views.sort_by_key(|view| view.seq);
        (i64::try_from(views.len()) == Ok(self.entries)).then_some(views)
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
        let mut last = 0;
        let mut next = self.read_ahead(last);
        loop {
            let joined = next.await.map_err(|_| Error::JournalStopped)??;
            let Some(views) = joined.as_ref().map_or_else(|| Some(Vec::new()), Joined::views) else {
                return self.verify_rows(verifier, last).await;
            };
            let Some(end) = views.last() else { return Ok(verifier.finish()?) };
            last = end.seq;
            next = self.read_ahead(last);
            for view in &views {
                view.verify(&mut verifier)?;
            }
        }
    }

    /// Goes on row by row: slow, and tells which entry it is.
    async fn verify_rows(&self, mut verifier: Verifier, mut last: u64) -> Result<Verified> {
        loop {
            let statement = query(
                "select seq, line, hash, actor, object, at from journal_entry where seq > $1 order by seq limit $2",
            )
            .bind(big(last))
            .bind(big(CHUNK));
            let rows: Vec<Row> = self.all("journal_verify", statement).await?;
            let Some(end) = rows.last() else { return Ok(verifier.finish()?) };
            last = end.seq;
            for row in &rows {
                row.view().verify(&mut verifier)?;
            }
        }
    }

    fn read_ahead(&self, after: u64) -> JoinHandle<Result<Option<Joined>>> {
        let store = self.clone();
        tokio::spawn(async move {
            let statement = query(
                "select count(*) as entries,
                     string_agg(cast(seq as text) || '\n' || line || '\n' || hash || '\n' || actor || '\n' || object
                         || '\n' || at, '\n') as text
                 from (select seq, line, hash, actor, object, at from journal_entry where seq > $1
                       order by seq limit $2) as part",
            )
            .bind(big(after))
            .bind(big(CHUNK));
            store.one("journal_verify", statement).await
        })
    }
}
