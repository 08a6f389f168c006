//! Texts as small numbers: each different value is stored once and known by its id.
//!
//! Columns have millions of values and every cell is looked up, so that a look-up costs what it misses in the processor's
//! cache. A slot holds half the hash beside the id: nearly every slot that is not the right one is passed over unread, and
//! growing reads no text. [`Dictionary::intern_all`] asks for many slots before it needs the first of them.

#![expect(clippy::indexing_slicing, reason = "places are masked by the number of slots")]

use std::hash::BuildHasher;

use hashbrown::DefaultHashBuilder;

/// The id of "no value".
pub const MISSING: u32 = 0;

/// Texts that are looked up together.
const TOGETHER: usize = 16;

/// Different texts, numbered from 1 in the order in which they were first seen; 0 is [`MISSING`].
#[derive(Debug, Clone, Default)]
pub struct Dictionary {
    text: String,
    /// Where each text ends, the low half of the number; the first entry belongs to the missing value.
    ends: Vec<u32>,
    /// Ids from which the high half is one more.
    turns: Vec<u32>,
    /// Open addressing: half the hash and the id, zero where free. Empty also when it was closed, see [`Dictionary::close`].
    slots: Vec<u64>,
    hasher: DefaultHashBuilder,
}

impl Dictionary {
    /// The id of a text, which is added when it is new.
    pub fn intern(&mut self, value: &str) -> u32 {
        self.make_room();
        self.intern_hashed(value, self.hash(value))
    }

    /// Adds the ids of many texts to a list; texts that are new are added, empty ones are missing.
    pub fn intern_all<'a>(&mut self, values: impl IntoIterator<Item = &'a str>, ids: &mut Vec<u32>) {
        let mut values = values.into_iter();
        let mut texts = [""; TOGETHER];
        let mut hashes = [0_u32; TOGETHER];
        let mut slots = [0_u64; TOGETHER];
        loop {
            self.make_room();
            let mut count = 0;
            for text in values.by_ref().take(TOGETHER) {
                (texts[count], hashes[count]) = (text, self.hash(text));
                count += 1;
            }
            // Nothing here waits for anything else: the processor fetches all these slots at once, then all texts.
            for (slot, hash) in slots.iter_mut().zip(hashes) {
                *slot = self.slots[self.home(hash)];
            }
            for ((text, hash), slot) in texts.iter().zip(hashes).zip(slots).take(count) {
                let is_known = hash_in(slot) == hash && slot != 0 && self.text(id_in(slot)) == *text;
                ids.push(if text.is_empty() {
                    MISSING
                } else if is_known {
                    id_in(slot)
                } else {
                    self.intern_hashed(text, hash)
                });
            }
            if count < TOGETHER {
                return;
            }
        }
    }

    /// INVARIANT: there is a free slot.
    fn intern_hashed(&mut self, value: &str, hash: u32) -> u32 {
        let mut at = self.home(hash);
        while self.slots[at] != 0 {
            let slot = self.slots[at];
            if hash_in(slot) == hash && self.text(id_in(slot)) == value {
                return id_in(slot);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        // 2^32 different values of one column do not fit in the memory that a run is given.
        let id = u32::try_from(self.ends.len()).unwrap_or(MISSING);
        if id != MISSING {
            self.slots[at] = slot_of(hash, id);
            self.push(value);
        }
        id
    }

    fn push(&mut self, value: &str) {
        let before = self.text.len() >> 32;
        self.text.push_str(value);
        let id = low(self.ends.len());
        self.turns.extend((before..self.text.len() >> 32).map(|_| id));
        self.ends.push(low(self.text.len()));
    }

    /// Sees to it that the next [`TOGETHER`] texts find free slots, and that there are few steps to one.
    fn make_room(&mut self) {
        if self.ends.is_empty() {
            self.ends.push(0);
        }
        let wanted = (self.ends.len() + TOGETHER) * 4 / 3;
        if self.slots.len() > wanted {
            return;
        }
        let slots = vec![0; (wanted + 1).next_power_of_two().max(64)];
        if self.slots.is_empty() {
            self.slots = slots;
            for id in (1..self.ends.len()).map(low) {
                self.place(slot_of(self.hash(self.text(id)), id));
            }
        } else {
            let old = std::mem::replace(&mut self.slots, slots);
            old.into_iter().filter(|slot| *slot != 0).for_each(|slot| self.place(slot));
        }
    }

    fn place(&mut self, slot: u64) {
        let mut at = self.home(hash_in(slot));
        while self.slots[at] != 0 {
            at = (at + 1) & (self.slots.len() - 1);
        }
        self.slots[at] = slot;
    }

    fn hash(&self, value: &str) -> u32 {
        low(usize::try_from(self.hasher.hash_one(value) >> 32).unwrap_or(0))
    }

    fn home(&self, hash: u32) -> usize {
        hash as usize & (self.slots.len() - 1)
    }

    /// The id of a text, or [`MISSING`] when it was never added.
    #[must_use]
    pub fn find(&self, value: &str) -> u32 {
        if self.slots.is_empty() {
            return (1..self.len()).map(low).find(|id| self.text(*id) == value).unwrap_or(MISSING);
        }
        let hash = self.hash(value);
        let mut at = self.home(hash);
        while self.slots[at] != 0 {
            let slot = self.slots[at];
            if hash_in(slot) == hash && self.text(id_in(slot)) == value {
                return id_in(slot);
            }
            at = (at + 1) & (self.slots.len() - 1);
        }
        MISSING
    }

    /// The text of an id; empty for [`MISSING`] and for ids that were never given out.
    #[must_use]
    pub fn text(&self, id: u32) -> &str {
        let at = id as usize;
        match (at.checked_sub(1).and_then(|before| self.end(before)), self.end(at)) {
            (Some(start), Some(end)) => self.text.get(start..end).unwrap_or_default(),
            _ => "",
        }
    }

    fn end(&self, at: usize) -> Option<usize> {
        let low = *self.ends.get(at)? as usize;
        if self.turns.is_empty() {
            return Some(low);
        }
        Some((self.turns.partition_point(|turn| *turn as usize <= at) << 32) + low)
    }

    /// Frees what only serves to add texts; the next one that is added pays for it.
    pub(crate) fn close(&mut self) {
        self.slots = Vec::new();
        self.text.shrink_to_fit();
        self.ends.shrink_to_fit();
    }

    /// Gets ready for further texts after [`Dictionary::close`].
    pub(crate) fn open(&mut self) {
        self.make_room();
    }

    /// Forgets all but the first `length` ids.
    pub(crate) fn truncate(&mut self, length: usize) {
        for at in (length.max(1)..self.ends.len()).rev() {
            let id = low(at);
            if !self.slots.is_empty() {
                self.free(slot_of(self.hash(self.text(id)), id));
            }
            self.ends.pop();
            self.turns.retain(|turn| *turn < id);
            self.text.truncate(self.end(at - 1).unwrap_or(0));
        }
    }

    /// Frees a slot; those behind it that it stood in the way of move up.
    fn free(&mut self, slot: u64) {
        let mask = self.slots.len() - 1;
        let mut gap = self.home(hash_in(slot));
        while self.slots[gap] != slot {
            if self.slots[gap] == 0 {
                return;
            }
            gap = (gap + 1) & mask;
        }
        let mut at = (gap + 1) & mask;
        while self.slots[at] != 0 {
            let from_home = at.wrapping_sub(self.home(hash_in(self.slots[at]))) & mask;
            if from_home >= at.wrapping_sub(gap) & mask {
                self.slots[gap] = self.slots[at];
                gap = at;
            }
            at = (at + 1) & mask;
        }
        self.slots[gap] = 0;
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
        (first..self.len()).map(|id| self.text(low(id)))
    }
}

fn slot_of(hash: u32, id: u32) -> u64 {
    (u64::from(hash) << 32) | u64::from(id)
}

fn hash_in(slot: u64) -> u32 {
    (slot >> 32) as u32
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
fn id_in(slot: u64) -> u32 {
    slot as u32
}

#[expect(clippy::cast_possible_truncation, reason = "the low half is meant")]
fn low(number: usize) -> u32 {
    number as u32
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use proptest::prelude::*;

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

    #[test]
    fn ends_beyond_four_gigabytes_count_on() {
        let words = Dictionary { ends: vec![0, u32::MAX, 5, 9], turns: vec![2], ..Dictionary::default() };
        let ends: Vec<Option<usize>> = (0..5).map(|at| words.end(at)).collect();
        assert_eq!(ends, [Some(0), Some(0xffff_ffff), Some(0x1_0000_0005), Some(0x1_0000_0009), None]);
    }

    proptest! {
        #[test]
        fn ids_are_those_of_a_plain_map(
            texts in prop::collection::vec("[a-d]{0,4}", 0..400),
            keep in 0_usize..300,
            closed in prop::bool::ANY,
        ) {
            let mut words = Dictionary::default();
            let mut ids = Vec::new();
            words.intern_all(texts.iter().map(String::as_str), &mut ids);
            let mut plain: BTreeMap<&str, u32> = BTreeMap::new();
            for (text, id) in texts.iter().zip(&ids) {
                let next = u32::try_from(plain.len() + 1).unwrap();
                let known = if text.is_empty() { MISSING } else { *plain.entry(text).or_insert(next) };
                prop_assert_eq!((known, words.find(text)), (*id, *id));
            }
            if closed {
                words.close();
            }
            words.truncate(keep);
            for (text, id) in plain {
                let kept = if (id as usize) < keep.max(1) { id } else { MISSING };
                prop_assert_eq!(words.find(text), kept);
                prop_assert_eq!(words.text(id), if kept == MISSING { "" } else { text });
            }
            let before = words.len();
            for text in &texts {
                let id = words.intern(text);
                prop_assert_eq!((words.text(id), words.find(text)), (text.as_str(), id));
            }
            words.truncate(before);
            prop_assert_eq!(words.len(), before);
        }
    }
}
