//! Marks: what shows that this server wrote a row.
//!
//! Whoever writes the database can write any row, but has no key of the server. So what would make somebody another person,
//! or let them decide more, is marked under that key when it is written, and counts for nothing without its mark.

use crate::{App, AppError};

/// Length of a mark in a text, in characters.
const HEX: usize = 64;

impl App {
    /// The mark of what a row says. `kind` is a constant text, another for each kind of row.
    pub(crate) fn mark_of(&self, kind: &'static str, parts: &[&[u8]]) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.server.subkey(kind));
        for part in parts {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part);
        }
        hasher.finalize()
    }

    /// A text of a row with the mark of the whole row before it.
    pub(crate) fn marked(&self, kind: &'static str, parts: &[&[u8]], text: &str) -> String {
        let mark = self.mark_of(kind, &[parts, &[text.as_bytes()]].concat());
        format!("{} {text}", mark.to_hex())
    }

    /// The text again, when the server wrote it with these parts.
    pub(crate) fn unmarked(&self, kind: &'static str, parts: &[&[u8]], marked: &str) -> Option<String> {
        let (mark, text) = marked.split_at_checked(HEX)?;
        let text = text.strip_prefix(' ')?;
        // Compared in constant time, as blake3 compares hashes.
        let is_ours = blake3::Hash::from_hex(mark).ok()? == self.mark_of(kind, &[parts, &[text.as_bytes()]].concat());
        is_ours.then(|| text.to_owned())
    }

    /// Keeps a mark beside its row, under a name.
    pub(crate) async fn mark_keep(&self, name: &str, mark: blake3::Hash) -> Result<(), AppError> {
        self.store.setting_put(name, mark.as_bytes()).await.map_err(AppError::Store)
    }

    /// Whether that mark is the one that is kept under the name.
    pub(crate) async fn is_marked(&self, name: &str, mark: blake3::Hash) -> Result<bool, AppError> {
        let kept = self.store.setting_get(name).await.map_err(AppError::Store)?;
        Ok(kept.and_then(|kept| <[u8; 32]>::try_from(kept).ok()).map(blake3::Hash::from_bytes) == Some(mark))
    }
}
