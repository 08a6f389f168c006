//! Two who always approve for each other.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::{Terms, flow::Matter};

/// Two people of a flow.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Pair {
    /// One.
    pub first: String,
    /// The other.
    pub second: String,
    /// Matters that they did together.
    pub together: usize,
}

/// Those who have at least the share of the terms of what each does with others in common, where each approves for the
/// other, and where there were others to choose: in a flow of two it says nothing.
pub(super) fn pairs(matters: &[&Matter<'_>], people: usize, terms: Terms) -> Vec<Pair> {
    if people < 3 {
        return Vec::new();
    }
    let mut shared: BTreeMap<&str, usize> = BTreeMap::new();
    let mut met: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    // Who came after whom.
    let mut followed: BTreeSet<(&str, &str)> = BTreeSet::new();
    for matter in matters {
        let people: BTreeSet<&str> = matter.hands.iter().map(|(_, person)| *person).collect();
        if people.len() < 2 {
            continue;
        }
        for person in &people {
            *shared.entry(person).or_default() += 1;
            for other in people.iter().skip_while(|other| *other <= person) {
                *met.entry((person, other)).or_default() += 1;
            }
        }
        for (step, person) in &matter.hands {
            let after = matter.hands.iter().filter(|(later, other)| later > step && other != person);
            followed.extend(after.map(|(_, other)| (*other, *person)));
        }
    }
    let is_pair = |((first, second), together): &(&(&str, &str), &usize)| {
        let is_most =
            |person: &str| shared.get(person).is_some_and(|all| **together * 1_000 >= all * terms.pair_permille);
        let is_mutual = followed.contains(&(*first, *second)) && followed.contains(&(*second, *first));
        **together >= terms.least && is_most(first) && is_most(second) && is_mutual
    };
    let pair = |((first, second), together): (&(&str, &str), &usize)| Pair {
        first: (*first).to_owned(),
        second: (*second).to_owned(),
        together: *together,
    };
    met.iter().filter(is_pair).map(pair).collect()
}
