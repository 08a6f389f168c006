//! Texts as small numbers: each different value is stored once and known by its id.

use hashbrown::{DefaultHashBuilder, HashTable};
use std::hash::BuildHasher;

/// The id of "no value".
pub const MISSING: u32 = 0;

/// Different texts, numbered from 1 in the order in which they were first seen; 0 is [`MISSING`].
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    text: String,
    /// Where each text ends; the first entry belongs to the missing value.
    ends: Vec<usize>,
    slots: HashTable<u32>,
    hasher: DefaultHashBuilder,
}

impl Dictionary {
    /// The id of a text, which is added when it is new.
    pub fn intern(&mut self, value: &str) -> u32 {
        if self.ends.is_empty() {
            self.ends.push(0);
        }
        let hash = self.hasher.hash_one(value);
        let (text, ends) = (&self.text, &self.ends);
        if let Some(id) = self.slots.find(hash, |&id| slice(text, ends, id) == value) {
            return *id;
        }
        // 2^32 different values of one column do not fit in the memory that a run is given.
        let id = u32::try_from(self.ends.len()).unwrap_or(MISSING);
        self.text.push_str(value);
        self.ends.push(self.text.len());
        let (text, ends, hasher) = (&self.text, &self.ends, &self.hasher);
        self.slots.insert_unique(hash, id, |&id| hasher.hash_one(slice(text, ends, id)));
        id
    }

    /// The id of a text, or [`MISSING`] when it was never added.
    #[must_use]
    pub fn find(&self, value: &str) -> u32 {
        let hash = self.hasher.hash_one(value);
        self.slots.find(hash, |&id| slice(&self.text, &self.ends, id) == value).copied().unwrap_or(MISSING)
    }

    /// The text of an id; empty for [`MISSING`] and for ids that were never given out.
    #[must_use]
    pub fn text(&self, id: u32) -> &str {
        slice(&self.text, &self.ends, id)
    }

    /// Forgets all but the first `length` ids.
    pub(crate) fn truncate(&mut self, length: usize) {
        for at in (length.max(1)..self.ends.len()).rev() {
            let id = u32::try_from(at).unwrap_or(MISSING);
            let hash = self.hasher.hash_one(self.text(id));
            if let Ok(slot) = self.slots.find_entry(hash, |known| *known == id) {
                slot.remove();
            }
            self.ends.pop();
            self.text.truncate(self.ends.last().copied().unwrap_or(0));
        }
    }

    /// How many ids there are, the missing value included: ids are below this.
    #[must_use]
    pub fn len(&self) -> usize {
        self.ends.len().max(1)
    }

    /// No text was added.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 1
    }

    /// All texts by id, the missing value as the empty text first.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        self.texts_from(0)
    }

    /// The texts from an id on.
    pub(crate) fn texts_from(&self, first: usize) -> impl Iterator<Item = &str> {
        (first..self.len()).map(|id| self.text(u32::try_from(id).unwrap_or(MISSING)))
    }
}

fn slice<'a>(text: &'a str, ends: &[usize], id: u32) -> &'a str {
    let at = id as usize;
    let start = at.checked_sub(1).and_then(|before| ends.get(before));
    match (start, ends.get(at)) {
        (Some(&start), Some(&end)) => text.get(start..end).unwrap_or_default(),
        _ => "",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn equal_texts_have_one_id_and_missing_is_none_of_them() {
        let mut words = Dictionary::default();
        assert_eq!(words.intern("å"), 1);
        assert_eq!(words.intern(""), 2);
        assert_eq!(words.intern("å"), 1);
        assert_eq!((words.text(1), words.text(2), words.text(0), words.text(9)), ("å", "", "", ""));
        assert_eq!((words.find("å"), words.find("b"), words.len()), (1, MISSING, 3));
    }
}
