//! Why two records are taken for the same, or not: the weight as a waterfall, and what holds an entity together.

#![expect(clippy::indexing_slicing, reason = "comparisons and levels are numbered by the model")]

use std::collections::BTreeMap;

use crate::{
    cluster::{Clustering, Clusters},
    dictionary::MISSING,
    linker::Linker,
    model::{Measure, Test},
    predict::{Edge, probability},
    train::Parameters,
};

/// The weight of a pair, step by step.
#[derive(Debug, Clone, PartialEq)]
pub struct PairExplanation {
    /// Where every pair begins: log2 of the prior odds.
    pub prior_bits: f64,
    /// One step per comparison, in the model's order.
    pub steps: Vec<Step>,
    /// What the household class takes away, in bits, when the model has one.
    pub household_bits: f64,
    /// The match weight: the sum of all of the above.
    pub bits: f64,
    /// The probability that the two are the same.
    pub probability: f64,
    /// The probability that they are of one household and not the same.
    pub household_probability: f64,
}

/// What one comparison says about a pair.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// The comparison's name.
    pub comparison: String,
    /// The model's columns that it looks at.
    pub columns: Vec<String>,
    /// The values side by side, column by column; `None` where a record has none.
    pub values: Vec<(Option<String>, Option<String>)>,
    /// The level that the pair reached, in plain Swedish.
    pub level: String,
    /// What the level adds, in bits, rarity counted.
    pub bits: f64,
    /// Of these, what the value's rarity adds.
    pub rarity_bits: f64,
    /// In one sentence: how much more common the level is among the same than among unrelated.
    pub sentence: String,
}

/// What holds an entity together.
#[derive(Debug, Clone, PartialEq)]
pub struct ClusterExplanation {
    /// Its rows.
    pub rows: Vec<u32>,
    /// The strongest pairs that reach every row: a tree, strongest first.
    pub holds: Vec<Edge>,
    /// The weakest of them: cutting it splits the entity in two.
    pub weakest: Option<Edge>,
    /// The rows on the side of the cut that has fewer.
    pub split: Vec<u32>,
}

impl Linker {
    /// Explains a pair of rows.
    #[must_use]
    pub fn explain(&self, parameters: &Parameters, a: u32, b: u32) -> PairExplanation {
        let scorer = self.scorer(parameters);
        let (one, other) = (self.records.row(self.rows().place(a)), self.records.row(self.rows().place(b)));
        let steps: Vec<Step> =
            (0..one.len()).map(|at| self.step(parameters, &scorer, at, (one[at], other[at]))).collect();
        let weighed = scorer.weigh(&self.comparer, one, other);
        let bits = weighed.bits();
        let household = weighed.household.map_or(0.0, |household| {
            let (same, household) = (weighed.same.min(500.0).exp2(), household.min(500.0).exp2());
            household / (same + household + 1.0)
        });
        PairExplanation {
            prior_bits: scorer.prior(),
            steps,
            household_bits: bits - weighed.same,
            bits,
            probability: probability(bits),
            household_probability: household,
        }
    }

    fn step(&self, parameters: &Parameters, scorer: &crate::predict::Scorer, at: usize, (a, b): (u32, u32)) -> Step {
        let (ladder, comparison) = (&self.comparer.ladders[at], &self.model.comparisons[at]);
        let level = ladder.level(&self.comparer.values, a, b);
        let (bits, _, rarity_bits) = scorer.part(&self.comparer, at, level, (a, b));
        let text = |place: usize, tuple: u32| {
            let id = ladder.value(tuple, place);
            let column = &self.records.columns[ladder.columns[place]];
            (id != MISSING).then(|| column.values.text(id).to_owned())
        };
        let values = (0..ladder.columns.len()).map(|place| (text(place, a), text(place, b))).collect();
        let words = if level == ladder.null_level() {
            "uppgift saknas".to_owned()
        } else {
            match comparison.levels.get(usize::from(level)) {
                None => "olika".to_owned(),
                Some(spec) => self.condition_words(&spec.condition.0),
            }
        };
        let share = |shares: &[Vec<f64>]| shares[at].get(usize::from(level)).copied();
        let sentence = match (share(&parameters.m), share(&parameters.u)) {
            (Some(m), Some(u)) => format!(
                "Så är det hos {} av dem som är samma och hos {} av dem som inte är det.",
                percent(m),
                percent(u)
            ),
            _ => "Saknas uppgiften säger jämförelsen ingenting.".to_owned(),
        };
        let columns = ladder.columns.iter().map(|column| self.model.columns[*column].name.clone()).collect();
        Step { comparison: comparison.name.clone(), columns, values, level: words, bits, rarity_bits, sentence }
    }

    fn condition_words(&self, alternatives: &[Vec<Test>]) -> String {
        let all = |tests: &Vec<Test>| tests.iter().map(|test| self.test_words(test)).collect::<Vec<_>>().join(" och ");
        alternatives.iter().map(all).collect::<Vec<_>>().join(", eller ")
    }

    fn test_words(&self, test: &Test) -> String {
        let name = |column: usize| self.model.columns[column].name.as_str();
        let number = |value: f64| format!("{value}").replace('.', ",");
        match test.measure {
            Measure::Exact(column) => format!("lika {}", name(column)),
            Measure::Swapped(a, b) => format!("{} och {} har bytt plats", name(a), name(b)),
            Measure::JaroWinkler(a, b) if a == b => {
                format!("snarlika {} (likhet minst {})", name(a), number(test.bound))
            }
            Measure::JaroWinkler(a, b) => {
                format!("{} liknar den andras {} (likhet minst {})", name(a), name(b), number(test.bound))
            }
            Measure::Edit(column) => format!("{} skiljer sig på högst {} tecken", name(column), number(test.bound)),
            Measure::Days(column) => {
                format!("{} skiljer sig med högst {} dagar", name(column), number(test.bound.floor()))
            }
            Measure::Words(column) => {
                format!("{} delar minst {} av orden", name(column), percent(test.bound))
            }
        }
    }

    /// Explains an entity: the pairs that hold it together and the one cut that would split it.
    #[must_use]
    pub fn explain_cluster(&self, parameters: &Parameters, clusters: &Clusters, cluster: u32) -> ClusterExplanation {
        let rows: Vec<u32> =
            (0..).zip(&clusters.of_row).filter(|(_, of)| **of == cluster).map(|(row, _)| row).collect();
        let holds = self.tree(&self.scorer(parameters), &rows);
        let weakest = holds.last().copied();
        let split = weakest.map_or_else(Vec::new, |cut| smaller_side(&rows, &holds, cut));
        ClusterExplanation { rows, holds, weakest, split }
    }

    /// For each group of rows the strongest pairs that reach every one of them, strongest first.
    #[must_use]
    pub fn holds(&self, parameters: &Parameters, groups: &[Vec<u32>]) -> Vec<Vec<Edge>> {
        let scorer = self.scorer(parameters);
        groups.iter().map(|rows| self.tree(&scorer, rows)).collect()
    }

    /// The strongest tree (Kruskal 1956).
    fn tree(&self, scorer: &crate::predict::Scorer, rows: &[u32]) -> Vec<Edge> {
        let mut edges: Vec<Edge> = Vec::new();
        for (at, &a) in rows.iter().enumerate() {
            for &b in &rows[at + 1..] {
                let row = |given: u32| self.records.row(self.rows().place(given));
                let bits = scorer.weigh(&self.comparer, row(a), row(b)).bits();
                edges.push(Edge { a, b, weight: crate::predict::stored(bits) });
            }
        }
        edges.sort_by_key(|edge| (-edge.weight, edge.a, edge.b));
        let mut group: BTreeMap<u32, u32> = rows.iter().map(|&row| (row, row)).collect();
        let mut holds = Vec::new();
        for edge in edges {
            let (one, other) = (group[&edge.a], group[&edge.b]);
            if one != other {
                group.values_mut().filter(|of| **of == other).for_each(|of| *of = one);
                holds.push(edge);
            }
        }
        holds
    }

    /// How records are gathered when people have decided about pairs: decisions by id become decisions by row.
    #[must_use]
    pub fn clustering(&self, together: &[(String, String)], apart: &[(String, String)]) -> Clustering {
        let rows: BTreeMap<&str, u32> = (0..).take(self.len()).map(|row| (self.id(row), row)).collect();
        let find = |pairs: &[(String, String)]| {
            pairs.iter().filter_map(|(a, b)| Some((*rows.get(a.as_str())?, *rows.get(b.as_str())?))).collect()
        };
        Clustering { together: find(together), apart: find(apart), ..Clustering::default() }
    }
}

/// The rows on the side of a cut tree edge that has fewer rows.
fn smaller_side(rows: &[u32], tree: &[Edge], cut: Edge) -> Vec<u32> {
    let mut side = vec![cut.a];
    let mut at = 0;
    while at < side.len() {
        let row = side[at];
        for edge in tree.iter().filter(|edge| **edge != cut) {
            let next = if edge.a == row { edge.b } else { edge.a };
            if (edge.a == row || edge.b == row) && !side.contains(&next) {
                side.push(next);
            }
        }
        at += 1;
    }
    if side.len() * 2 > rows.len() {
        side = rows.iter().copied().filter(|row| !side.contains(row)).collect();
    }
    side.sort_unstable();
    side
}

/// A share for people: as percent, or as one in so many when it is rare.
fn percent(share: f64) -> String {
    if share >= 0.001 {
        format!("{:.1} procent", share * 100.0).replace('.', ",")
    } else {
        format!("en på {:.0}", 1.0 / share.max(1e-12))
    }
}
