//! The one who writes the journal: entries of many requests in one transaction.

use std::sync::Arc;

use ::journal::{Chain, Link, Record};
use tokio::sync::{mpsc, oneshot};

use crate::{
    error::{Error, Result},
    open::Store,
};

/// Entries in one transaction at most.
const BATCH: usize = 256;

/// Requests that may wait before the next one waits outside.
const QUEUE: usize = 4096;

/// Times to try again when another process was first.
const TRIES: usize = 20;

/// Writes entries to the journal. Clones write through the same task, which ends when the last of them is gone.
///
/// While one transaction is being written the next entries gather, so a journal under load needs no more transactions than
/// the disk takes, and an idle one answers at once.
#[derive(Debug, Clone)]
pub struct JournalWriter {
    to: mpsc::Sender<Request>,
}

/// An entry and who waits for its number.
#[derive(Debug)]
struct Request {
    record: Record,
    answer: oneshot::Sender<Result<u64>>,
}

impl JournalWriter {
    /// Starts writing where the chain ends. Needs a tokio runtime.
    ///
    /// # Errors
    /// When the end of the chain can not be read.
    pub async fn start(store: &Store) -> Result<Self> {
        let chain = Chain::from(store.journal_tip().await?);
        let (to, from) = mpsc::channel(QUEUE);
        tokio::spawn(write(store.clone(), chain, from));
        Ok(Self { to })
    }

    /// Writes an entry; the answer is its number and comes when the entry is committed. A record whose phase is closed
    /// names the number that its opening got.
    ///
    /// An entry is written even when the one who asked for it no longer waits.
    ///
    /// # Errors
    /// When the record can not stand in the journal, when it closes what is not open, or when the database fails: then
    /// nothing was written, and what was to be journalled must not be done.
    pub async fn write(&self, record: Record) -> Result<u64> {
        let (answer, answered) = oneshot::channel();
        self.to.send(Request { record, answer }).await.map_err(|_| Error::JournalStopped)?;
        answered.await.map_err(|_| Error::JournalStopped)?
    }
}

/// The task.
async fn write(store: Store, mut chain: Chain, mut from: mpsc::Receiver<Request>) {
    let mut requests = Vec::with_capacity(BATCH);
    while from.recv_many(&mut requests, BATCH).await > 0 {
        let (records, answers): (Vec<Record>, Vec<_>) =
            requests.drain(..).map(|request| (request.record, request.answer)).unzip();
        let outcomes = match batch(&store, &mut chain, records).await {
            Ok(outcomes) => outcomes,
            Err(error) => {
                let error = Arc::new(error);
                answers.iter().map(|_| Err(Error::JournalBatch(Arc::clone(&error)))).collect()
            }
        };
        for (answer, outcome) in answers.into_iter().zip(outcomes) {
            // Who asked may be gone; the entry stands all the same.
            let _ = answer.send(outcome);
        }
    }
}

/// Writes entries in one transaction; the chain moves only when they are committed. One outcome for each record.
async fn batch(store: &Store, chain: &mut Chain, records: Vec<Record>) -> Result<Vec<Result<u64>>> {
    for _ in 0..TRIES {
        let mut next = chain.clone();
        let mut links: Vec<Link> = Vec::with_capacity(records.len());
        let mut outcomes = Vec::with_capacity(records.len());
        for record in &records {
            outcomes.push(next.append(record.clone()).map_err(Error::from).map(|link| {
                let seq = link.seq;
                links.push(link);
                seq
            }));
        }
        match store.journal_append(&links).await {
            Ok(()) => {
                *chain = next;
                return Ok(outcomes);
            }
            // Another process wrote meanwhile.
            Err(Error::Exists { .. }) => chain.move_to(store.journal_tip().await?),
            Err(error) => return Err(error),
        }
    }
    Err(Error::JournalBusy)
}
