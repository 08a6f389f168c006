//! The journal in the database: links of the chain, and the signed heads that were made of it.

mod reader;
mod writer;

use ::journal::{Hash, Link, SignedHead, Tip, entry::Line};
use sqlx::query;

pub use self::writer::JournalWriter;
use crate::{
    error::{Error, Result},
    open::{Store, commit, step},
    row::{big, from_row, unreadable},
};

/// A link as a row.
struct Row {
    seq: u64,
    line: String,
    hash: String,
}

from_row!(Row { seq, line, hash });

impl From<Row> for Link {
    fn from(row: Row) -> Self {
        let Row { seq, line, hash } = row;
        Self { seq, line: line.into_bytes(), hash: hash_bytes(&hash) }
    }
}

/// The bytes of a hash; of what is none, bytes that no hash is equal to.
fn hash_bytes(text: &str) -> Vec<u8> {
    Hash::from_hex(text).map_or_else(|| text.as_bytes().to_vec(), |hash| hash.as_bytes().to_vec())
}

/// The last link as a row.
struct TipRow {
    seq: u64,
    hash: String,
}

from_row!(TipRow { seq, hash });

/// A head as a row.
struct HeadRow {
    line: String,
}

from_row!(HeadRow { line });

impl Store {
    /// Adds links to the end of the chain: all of them or none. [`JournalWriter`] is what requests use.
    ///
    /// # Errors
    /// [`Error::Exists`] when another process wrote meanwhile; when a line is no entry; and when the database fails.
    pub async fn journal_append(&self, links: &[Link]) -> Result<()> {
        const ACT: &str = "journal_append";
        let mut change = self.change(ACT).await?;
        for link in links {
            let line = Line::parse(&link.line)?;
            let text = String::from_utf8_lossy(&link.line).into_owned();
            let hash = Hash::from_slice(&link.hash).ok_or(::journal::RecordError::Line)?;
            let statement =
                query("insert into journal_entry (seq, line, hash, actor, object, at) values ($1, $2, $3, $4, $5, $6)")
                    .bind(big(link.seq))
                    .bind(text)
                    .bind(hash.to_string())
                    .bind(line.actor())
                    .bind(line.object())
                    .bind(line.at());
            step(ACT, &mut change, statement).await?;
        }
        commit(ACT, change).await
    }

    /// How far the chain reaches.
    ///
    /// # Errors
    /// When the last hash is no hash, or the database fails.
    pub async fn journal_tip(&self) -> Result<Tip> {
        const ACT: &str = "journal_tip";
        let last: Option<TipRow> =
            self.one(ACT, query("select seq, hash from journal_entry order by seq desc limit 1")).await?;
        let Some(TipRow { seq, hash }) = last else { return Ok(Tip::START) };
        let hash =
            Hash::from_hex(&hash).ok_or_else(|| Error::Query { act: ACT, source: unreadable("journal_entry.hash") })?;
        Ok(Tip { seq, hash })
    }

    /// Links from a number on, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_lines(&self, from: u64, limit: u64) -> Result<Vec<Link>> {
        let statement = query("select seq, line, hash from journal_entry where seq >= $1 order by seq limit $2")
            .bind(big(from))
            .bind(big(limit));
        let rows: Vec<Row> = self.all("journal_lines", statement).await?;
        Ok(rows.into_iter().map(Link::from).collect())
    }

    /// The newest links, newest first, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_newest(&self, limit: u64) -> Result<Vec<Link>> {
        let statement = query("select seq, line, hash from journal_entry order by seq desc limit $1").bind(big(limit));
        let rows: Vec<Row> = self.all("journal_newest", statement).await?;
        Ok(rows.into_iter().map(Link::from).collect())
    }

    /// Links about an object, newest first, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_by_object(&self, object: &str, limit: u64) -> Result<Vec<Link>> {
        let statement = query("select seq, line, hash from journal_entry where object = $1 order by seq desc limit $2")
            .bind(object)
            .bind(big(limit));
        let rows: Vec<Row> = self.all("journal_by_object", statement).await?;
        Ok(rows.into_iter().map(Link::from).collect())
    }

    /// Links about an object that say more than that something was done: those with a payload. Newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_told(&self, object: &str) -> Result<Vec<Link>> {
        // The payload is the last field of a line: without one the line ends with its tab.
        let statement =
            query("select seq, line, hash from journal_entry where object = $1 and line not like $2 order by seq desc")
                .bind(object)
                .bind("%\t");
        let rows: Vec<Row> = self.all("journal_told", statement).await?;
        Ok(rows.into_iter().map(Link::from).collect())
    }

    /// Links by an actor, newest first, at most so many.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_by_actor(&self, actor: &str, limit: u64) -> Result<Vec<Link>> {
        let statement = query("select seq, line, hash from journal_entry where actor = $1 order by seq desc limit $2")
            .bind(actor)
            .bind(big(limit));
        let rows: Vec<Row> = self.all("journal_by_actor", statement).await?;
        Ok(rows.into_iter().map(Link::from).collect())
    }

    /// Keeps a signed head; one that is there stays.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_head_put(&self, head: &SignedHead) -> Result<()> {
        let statement =
            query("insert into journal_head (seq, line) values ($1, $2) on conflict (seq, line) do nothing")
                .bind(big(head.head.tip.seq))
                .bind(head.to_string());
        self.run("journal_head_put", statement).await.map(|_| ())
    }

    /// The lines of the signed heads, oldest first. They stand beside the chain and can be changed as it can: an auditor
    /// compares with those that left the house.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn journal_head_list(&self) -> Result<Vec<String>> {
        let rows: Vec<HeadRow> =
            self.all("journal_head_list", query("select line from journal_head order by seq, line")).await?;
        Ok(rows.into_iter().map(|row| row.line).collect())
    }
}
