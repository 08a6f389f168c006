//! Things drawn as unevenly as names are spread: a few are common, most are rare.

use crate::draw::Draw;

/// Things with the chance of each, drawn in logarithmic time.
#[derive(Debug, Clone)]
pub(super) struct Lottery<T> {
    /// Each thing with the number of tickets up to and with its own.
    things: Vec<(u64, T)>,
}

impl<T: Copy + Default> Lottery<T> {
    /// Things with as many tickets as each says.
    pub(super) fn weighted(things: impl IntoIterator<Item = (T, u64)>) -> Self {
        let mut sold = 0;
        let ticketed = things.into_iter().map(|(thing, tickets)| {
            sold += tickets;
            (sold, thing)
        });
        Self { things: ticketed.collect() }
    }

    /// Things by falling frequency (Zipf's law): the one of rank r, from 0, comes in proportion to 1 / (r + `head`). The
    /// greater `head`, the less the first stand out.
    pub(super) fn ranked(things: impl IntoIterator<Item = T>, head: u64) -> Self {
        Self::weighted(things.into_iter().zip(head..).map(|(thing, rank)| (thing, 1_000_000 / rank.max(1))))
    }

    /// The thing that holds a ticket; numbers that were never sold start again from the first.
    pub(super) fn holder(&self, ticket: u64) -> T {
        let sold = self.things.last().map_or(1, |(sold, _)| *sold).max(1);
        let place = self.things.partition_point(|(upto, _)| *upto <= ticket % sold);
        self.things.get(place).map(|(_, thing)| *thing).unwrap_or_default()
    }

    /// One thing.
    pub(super) fn draw(&self, draw: &mut Draw) -> T {
        self.holder(draw.below(self.things.last().map_or(0, |(sold, _)| *sold)))
    }
}

/// A word put together of two; the second may be empty.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Compound(pub(super) &'static str, pub(super) &'static str);

impl Compound {
    /// Every head with every tail, heads and tails each by falling frequency.
    pub(super) fn all(heads: &'static str, tails: &'static str) -> Lottery<Self> {
        let ranked = |words: &'static str, head: u64| words.split_whitespace().zip(head..);
        Lottery::weighted(ranked(heads, 6).flat_map(|(head, height)| {
            ranked(tails, 2).map(move |(tail, depth)| (Self(head, tail), 1_000_000 / (height * depth)))
        }))
    }
}

impl std::fmt::Display for Compound {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}{}", self.0, self.1)
    }
}

/// A number that looks drawn but follows from `value` (the finaliser of splitmix64).
pub(super) const fn scattered(value: u64) -> u64 {
    let value = value.wrapping_add(0x9e37_79b9_7f4a_7c15);
    let value = (value ^ (value >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let value = (value ^ (value >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    value ^ (value >> 31)
}
