//! Grouping by counting, for keys that are numbers below a bound: no comparison, and equals stay in their order.

#![expect(clippy::indexing_slicing, reason = "keys are below the bound that they were counted with")]

/// Items by their key.
pub(crate) struct Grouped<T> {
    /// All items, those of the lowest key first.
    pub(crate) items: Vec<T>,
    /// Per key where its items end.
    ends: Vec<u32>,
}

impl<T: Copy> Grouped<T> {
    /// Groups items by a key below `keys`.
    pub(crate) fn new(items: impl Iterator<Item = T> + Clone, key: impl Fn(&T) -> u32, keys: usize) -> Self {
        let mut places = vec![0_u32; keys + 1];
        items.clone().for_each(|item| places[key(&item) as usize + 1] += 1);
        let mut total = 0;
        for place in &mut places {
            total += *place;
            *place = total;
        }
        let Some(first) = items.clone().next() else { return Self { items: Vec::new(), ends: places } };
        let mut sorted = vec![first; total as usize];
        for item in items {
            let next = &mut places[key(&item) as usize];
            sorted[*next as usize] = item;
            *next += 1;
        }
        // Each place has moved on to where the next began.
        Self { items: sorted, ends: places }
    }

    /// The items of a key.
    pub(crate) fn of(&mut self, key: usize) -> &mut [T] {
        let from = key.checked_sub(1).map_or(0, |before| self.ends[before]);
        &mut self.items[from as usize..self.ends[key] as usize]
    }

    /// Calls `act` with the items of each key that has several.
    pub(crate) fn each_mut(&mut self, act: impl Fn(&mut [T])) {
        let mut from = 0;
        for &end in &self.ends {
            let end = end as usize;
            if end > from + 1 {
                act(&mut self.items[from..end]);
            }
            from = from.max(end);
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn groups_are_those_of_a_stable_sort(items in prop::collection::vec((0_u32..20, 0_u32..9), 0..90)) {
            let mut grouped = Grouped::new(items.iter().copied(), |item| item.0, 20);
            let mut sorted = items.clone();
            sorted.sort_by_key(|item| item.0);
            prop_assert_eq!(&grouped.items, &sorted);
            for key in 0..20 {
                let expected: Vec<(u32, u32)> = sorted.iter().copied().filter(|item| item.0 == key).collect();
                prop_assert_eq!(grouped.of(key as usize).to_vec(), expected);
            }
            grouped.each_mut(|group| group.sort_unstable());
            sorted.sort_unstable();
            prop_assert_eq!(&grouped.items, &sorted);
        }
    }
}
