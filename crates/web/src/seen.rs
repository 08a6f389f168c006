//! The whole of what was asked under each key lately.
//!
//! The log knows a request again by what its payments are released by (id, account, amount and day). This memory also
//! tells a request that differs in anything else, a name or an organisation number, for as long as the server runs.

use std::collections::{BTreeMap, VecDeque};

use blake3::Hash;
use payments::Payment;

/// Keys that are remembered.
const MOST: usize = 100_000;

/// Prints of requests by their keys, the newest [`MOST`].
#[derive(Debug, Default)]
pub(crate) struct Seen {
    prints: BTreeMap<String, Hash>,
    order: VecDeque<String>,
}

impl Seen {
    /// A print of everything in a request; none when it cannot be made.
    pub(crate) fn print(payments: &[Payment]) -> Option<Hash> {
        let mut hasher = blake3::Hasher::new();
        serde_json::to_writer(&mut hasher, payments).ok()?;
        Some(hasher.finalize())
    }

    /// Whether something else was asked under the key.
    pub(crate) fn differs(&self, key: &str, payments: &[Payment]) -> bool {
        self.prints.get(key).is_some_and(|print| Self::print(payments) != Some(*print))
    }

    /// Remembers a request that was answered.
    pub(crate) fn insert(&mut self, key: String, print: Option<Hash>) {
        let Some(print) = print else { return };
        if self.prints.insert(key.clone(), print).is_none() {
            self.order.push_back(key);
        }
        if self.order.len() > MOST
            && let Some(oldest) = self.order.pop_front()
        {
            self.prints.remove(&oldest);
        }
    }
}
