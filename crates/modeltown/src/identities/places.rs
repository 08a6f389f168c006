//! Where people live: towns of a Swedish size with streets and post codes that stay the same.

use super::lottery::{Compound, Lottery, scattered};
use super::towns::TOWNS;
use super::words::{STREET_PARTS, STREETS};
use crate::draw::Draw;

/// A post town.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Town {
    name: &'static str,
    /// The first three digits of its first post codes, and how many such beginnings it has.
    first: u64,
    beginnings: u64,
    /// How many live there, in thousands.
    size: u64,
}

/// An address.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) struct Address {
    street: Compound,
    number: u64,
    letter: &'static str,
    /// Five digits.
    pub(super) post_code: u64,
    /// The post town.
    pub(super) town: Town,
}

impl Address {
    /// The street without the number.
    pub(super) fn street(&self) -> String {
        self.street.to_string().replace('_', " ")
    }

    /// The number on the street, perhaps with a letter: `12B`.
    pub(super) fn number(&self) -> String {
        format!("{}{}", self.number, self.letter)
    }
}

impl Town {
    /// Its name.
    pub(super) fn name(&self) -> String {
        self.name.replace('_', " ")
    }
}

/// Every town and street.
#[derive(Debug)]
pub(super) struct Places {
    towns: Lottery<Town>,
    common: Lottery<&'static str>,
    streets: Lottery<Compound>,
}

impl Places {
    /// The lists of the modules `towns` and `words`, ready to draw from.
    pub(super) fn new() -> Self {
        let towns = TOWNS.split_whitespace().filter_map(town).map(|town| (town, town.size));
        Self {
            towns: Lottery::weighted(towns),
            common: Lottery::ranked(STREETS.split_whitespace(), 3),
            streets: Compound::all(STREET_PARTS[0], STREET_PARTS[1]),
        }
    }

    /// An address in any town.
    pub(super) fn address(&self, draw: &mut Draw) -> Address {
        let town = self.towns.draw(draw);
        self.address_in(draw, town)
    }

    /// An address in a town: one of its own streets, in which every house has the same post code.
    pub(super) fn address_in(&self, draw: &mut Draw, town: Town) -> Address {
        let (street, at) = if draw.chance(200) {
            let street = self.common.draw(draw);
            (Compound(street, ""), 1_000_000 + street.bytes().map(u64::from).sum::<u64>())
        } else {
            let at = draw.below(20 + town.size * 7);
            (self.streets.holder(scattered(town.first * 100_000 + at)), at)
        };
        let chosen = scattered(town.first * 10_000_000 + at);
        let codes = (town.size * 3 / 2 / town.beginnings.max(1)).clamp(6, 90);
        let post_code = (town.first + chosen % town.beginnings.max(1)) * 100 + 10 + (chosen >> 32) % codes;
        let number = 1 + draw.below(70).min(draw.below(70));
        let letter = if draw.chance(150) { draw.pick(&["A", "A", "B", "B", "C", "D"]) } else { "" };
        Address { street, number, letter, post_code, town }
    }
}

/// `town:first[-last][:weight]`.
fn town(text: &'static str) -> Option<Town> {
    let mut parts = text.split(':');
    let name = parts.next()?;
    let codes = parts.next()?;
    let (first, last) = codes.split_once('-').unwrap_or((codes, codes));
    let (first, last): (u64, u64) = (first.parse().ok()?, last.parse().ok()?);
    let size = parts.next().map_or(Some(9), |size| size.parse().ok())?;
    Some(Town { name, first, beginnings: last - first + 1, size })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_town_of_the_list_is_read() {
        let read = TOWNS.split_whitespace().filter_map(town).count();
        assert_eq!(read, TOWNS.split_whitespace().count());
        assert!(read > 300, "{read}");
    }

    #[test]
    fn a_street_of_a_town_has_one_post_code() {
        let places = Places::new();
        let mut draw = Draw::new(1, "test");
        let town = town("Gävle:802-806:98").unwrap();
        let mut seen = std::collections::BTreeMap::new();
        let mut streets = 0;
        for _ in 0..20_000 {
            let address = places.address_in(&mut draw, town);
            assert!((80_210..80_700).contains(&address.post_code), "{address:?}");
            streets += usize::from(seen.insert((address.street(), address.post_code), ()).is_none());
        }
        assert!((300..800).contains(&streets), "{streets}");
    }
}
