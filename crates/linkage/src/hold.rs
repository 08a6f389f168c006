//! How firmly each entity holds together.

#![expect(clippy::indexing_slicing, reason = "rows and entities are numbered by the clustering")]

use rayon::prelude::*;

use crate::{
    cluster::Clusters,
    linker::Linker,
    predict::{Edge, Scorer, stored},
    train::Parameters,
};

impl Linker {
    /// Per entity its weakest hold: the greatest weight such that pairs of at least that weight still tie all its records
    /// together, in 1/1024 bit. `None` for an entity of one record.
    ///
    /// Below that weight one cut splits the entity ([`Linker::explain_cluster`] names it).
    #[must_use]
    pub fn weakest_holds(&self, parameters: &Parameters, edges: &[Edge], clusters: &Clusters) -> Vec<Option<i32>> {
        let mut inside: Vec<Edge> = edges
            .par_iter()
            .filter(|edge| clusters.of_row[edge.a as usize] == clusters.of_row[edge.b as usize])
            .copied()
            .collect();
        inside.par_sort_unstable_by_key(|edge| (-edge.weight, edge.a, edge.b));
        let mut above: Vec<u32> = (0..).take(self.len()).collect();
        let mut missing: Vec<u32> = vec![0; clusters.count];
        clusters.of_row.iter().for_each(|cluster| missing[*cluster as usize] += 1);
        missing.iter_mut().for_each(|count| *count = count.saturating_sub(1));
        let mut weakest = vec![None; clusters.count];
        for edge in inside {
            let (one, other) = (root(&mut above, edge.a), root(&mut above, edge.b));
            if one != other {
                above[one.max(other) as usize] = one.min(other);
                let cluster = clusters.of_row[edge.a as usize] as usize;
                missing[cluster] -= 1;
                weakest[cluster] = Some(edge.weight);
            }
        }
        // Where no rule brought some of the records together, every pair is weighed.
        let loose: Vec<usize> = (0..clusters.count).filter(|cluster| missing[*cluster] > 0).collect();
        if !loose.is_empty() {
            let scorer = self.scorer(parameters);
            let members = clusters.members();
            let found: Vec<i32> = loose.par_iter().map(|at| self.spanned(&scorer, &members[*at])).collect();
            loose.into_iter().zip(found).for_each(|(at, weight)| weakest[at] = Some(weight));
        }
        weakest
    }

    /// The least weight of the strongest tree over some rows (Prim 1957).
    fn spanned(&self, scorer: &Scorer, rows: &[u32]) -> i32 {
        let row = |given: u32| self.records.row(self.rows().place(given));
        let weigh = |a: u32, b: u32| stored(scorer.weigh(&self.comparer, row(a), row(b)).bits());
        let Some((&first, rest)) = rows.split_first() else { return 0 };
        let mut outside: Vec<(u32, i32)> = rest.iter().map(|&row| (row, weigh(first, row))).collect();
        let mut least = i32::MAX;
        while let Some(at) = (0..outside.len()).max_by_key(|at| (outside[*at].1, std::cmp::Reverse(*at))) {
            let (row, weight) = outside.swap_remove(at);
            least = least.min(weight);
            outside.iter_mut().for_each(|(other, best)| *best = weigh(row, *other).max(*best));
        }
        least
    }
}

fn root(above: &mut [u32], mut row: u32) -> u32 {
    while above[row as usize] != row {
        above[row as usize] = above[above[row as usize] as usize];
        row = above[row as usize];
    }
    row
}
