//! Levels that were found lately.

use super::Level;

/// Levels of pairs of combinations that were seen lately, one thread's. Names repeat: most pairs of a name column are found
/// here, and a table that stays in the processor's cache beats any that does not.
///
/// Place and mark together are the pair, mixed by a multiplication that can be undone: no two pairs are taken for one
/// another.
#[derive(Debug)]
pub(crate) struct Recent {
    /// The mark, and below it the level plus one; zero is free.
    slots: Vec<u64>,
}

impl Default for Recent {
    fn default() -> Self {
        Self { slots: vec![0; 1 << Self::PLACES] }
    }
}

impl Recent {
    /// Bits of a place; the other bits of a pair are its mark.
    const PLACES: u32 = 15;

    /// Without memory: for a few pairs.
    pub(crate) fn empty() -> Self {
        Self { slots: Vec::new() }
    }

    #[inline]
    pub(super) fn level(&mut self, a: u32, b: u32, find: impl FnOnce() -> Level) -> Level {
        let pair = (u64::from(a.min(b)) << 32) | u64::from(a.max(b));
        let mixed = pair.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        let place = usize::try_from(mixed >> (64 - Self::PLACES)).unwrap_or(0);
        let Some(slot) = self.slots.get_mut(place) else { return find() };
        let mark = mixed << Self::PLACES;
        match u8::try_from((*slot ^ mark).wrapping_sub(1)) {
            Ok(level) => level,
            Err(_) => {
                let level = find();
                *slot = mark | (u64::from(level) + 1);
                level
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_was_found_is_what_is_remembered(pairs in prop::collection::vec((0_u32..400, 0_u32..400), 1..4000)) {
            let level = |a: u32, b: u32| Level::try_from((a.min(b) * 31 + a.max(b)) % 256).unwrap();
            let mut recent = Recent::default();
            for (a, b) in pairs {
                prop_assert_eq!(recent.level(a, b, || level(a, b)), level(a, b));
            }
        }
    }
}
