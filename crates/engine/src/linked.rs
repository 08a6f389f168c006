//! What the link tables say, held so that a function can ask about two records: read when the first row asks.

mod identities;
mod ties;

use std::{
    collections::BTreeMap,
    sync::{Arc, LazyLock},
};

use datafusion::arrow::record_batch::RecordBatch;
use signals::pseudonym::Key;

pub(crate) use identities::Identities;
pub(crate) use ties::Ties;

/// Made once, by the first who asks; shared by all sessions of a run.
pub(crate) type Lazy<T> = Arc<LazyLock<T, Box<dyn FnOnce() -> T + Send>>>;

/// Swedish labels of the registers, by name.
pub(crate) type Labels = Arc<BTreeMap<String, String>>;

/// The link tables that functions ask.
#[derive(Debug, Clone, Default)]
pub(crate) struct Linked {
    labels: Labels,
    key: Option<Key>,
    identities: BTreeMap<String, Lazy<Identities>>,
    ties: Option<Lazy<Ties>>,
}

impl Linked {
    /// No tables yet.
    pub(crate) fn new(labels: BTreeMap<String, String>) -> Self {
        Self { labels: Arc::new(labels), ..Self::default() }
    }

    /// Employees are shown by pseudonyms in what is added from now on.
    pub(crate) fn mask(&mut self, key: &Key) {
        self.key = Some(key.clone());
    }

    /// Adds a link table; one that no function asks is left out.
    pub(crate) fn add(&mut self, id: &str, batches: &[RecordBatch]) {
        let batches = batches.to_vec();
        if id == Ties::TABLE {
            let (labels, key) = (Arc::clone(&self.labels), self.key.clone());
            self.ties = Some(Arc::new(LazyLock::new(Box::new(move || Ties::read(&batches, &labels, key.as_ref())))));
        } else if let Some(columns) = Identities::columns(id) {
            let read = Box::new(move || Identities::read(&batches, columns));
            self.identities.insert(id.to_owned(), Arc::new(LazyLock::new(read)));
        }
    }

    /// Only the tables that a document declares that it reads.
    pub(crate) fn only(&self, links: &[String]) -> Self {
        let declared = |id: &str| links.iter().any(|link| link == id);
        let mut only = self.clone();
        only.identities.retain(|id, _| declared(id));
        only.ties = only.ties.filter(|_| declared(Ties::TABLE));
        only
    }

    /// Which records are the same, according to the link table with this name.
    pub(crate) fn identities(&self, table: &str) -> Option<&Lazy<Identities>> {
        self.identities.get(table)
    }

    /// What ties persons and organisations.
    pub(crate) const fn ties(&self) -> Option<&Lazy<Ties>> {
        self.ties.as_ref()
    }
}
