//! What is exchanged while the server runs: the screener when there are new snapshots, the tokens when one is revoked.

use std::fmt;
use std::sync::{Arc, PoisonError, RwLock};

/// A value that many read and that is replaced whole. Who reads keeps what they read until they are done.
pub struct Exchange<T: ?Sized>(RwLock<Arc<T>>);

impl<T: ?Sized> Exchange<T> {
    /// The first value.
    #[must_use]
    pub const fn new(value: Arc<T>) -> Self {
        Self(RwLock::new(value))
    }

    /// The value of now.
    #[must_use]
    pub fn get(&self) -> Arc<T> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner))
    }

    /// Puts another in its place and gives back the one before.
    pub fn put(&self, value: Arc<T>) -> Arc<T> {
        std::mem::replace(&mut self.0.write().unwrap_or_else(PoisonError::into_inner), value)
    }
}

impl<T: ?Sized> fmt::Debug for Exchange<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Exchange")
    }
}
