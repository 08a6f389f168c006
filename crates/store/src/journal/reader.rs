//! Verifying the journal where it lies.

use ::journal::{Link, Tip, Verified, Verifier};

use crate::{
    error::{Error, Result},
    open::Store,
};

/// Links that are read at a time.
const CHUNK: u64 = 8192;

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
            let links = next.await.map_err(|_| Error::JournalStopped)??;
            let Some(last) = links.last() else { return Ok(verifier.finish()?) };
            next = self.read_ahead(last.seq.saturating_add(1));
            for link in &links {
                verifier.push(link)?;
            }
        }
    }

    fn read_ahead(&self, from: u64) -> tokio::task::JoinHandle<Result<Vec<Link>>> {
        let store = self.clone();
        tokio::spawn(async move { store.journal_lines(from, CHUNK).await })
    }
}
