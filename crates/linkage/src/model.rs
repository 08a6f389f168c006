//! What to compare and how: columns, comparisons with their levels, blocking rules and training, read from a TOML file.
//!
//! The levels of a comparison stand from best to worst; the first that holds counts. Behind the last one lies *else*, and
//! beside them *null*, when a side has no value to compare.

mod condition;
mod file;
mod guess;

use crate::standardise::Standard;

pub(crate) use condition::{Condition, Measure, Test};

/// A model as its file says, checked: every name in it is resolved to a place in [`Model::columns`].
#[derive(Debug, Clone, PartialEq)]
pub struct Model {
    /// Column with the record's id; without one the row number is the id.
    pub id: Option<String>,
    /// The columns that comparisons and rules use.
    pub columns: Vec<ColumnSpec>,
    /// What is compared, in the file's order.
    pub comparisons: Vec<ComparisonSpec>,
    /// Which pairs are compared: those that at least one rule brings together.
    pub blocking: Vec<Rule>,
    /// How m, u and the prior are learnt.
    pub training: Training,
    /// What a cluster may not hold.
    pub constraints: Constraints,
}

impl Model {
    /// Columns whose values are compared with each other's.
    pub(crate) fn column_pairs(&self) -> impl Iterator<Item = (usize, usize)> {
        let tests = self.comparisons.iter().flat_map(|c| &c.levels).flat_map(|l| l.condition.0.iter().flatten());
        let measured = tests.map(|test| test.measure.columns()).map(|[one, other]| (one, other));
        let rules = self.blocking.iter().chain(&self.training.deterministic).chain(&self.training.sessions);
        let keys = rules.flat_map(|rule| rule.left.iter().zip(&rule.right)).map(|(l, r)| (l.column, r.column));
        measured.chain(keys).filter(|(one, other)| one != other)
    }
}

/// A column and where its values come from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ColumnSpec {
    /// Name in the model.
    pub name: String,
    /// Columns of the records; the first that gives a value is used.
    pub from: Vec<String>,
    /// The written form that values are brought to.
    pub standard: Standard,
}

/// One comparison: a ladder of levels.
#[derive(Debug, Clone, PartialEq)]
pub struct ComparisonSpec {
    /// Its name, shown in explanations.
    pub name: String,
    /// The levels from best to worst, without *else*.
    pub levels: Vec<LevelSpec>,
    /// Columns that make the comparison null; see [`NullWhen`].
    pub null_columns: Vec<usize>,
    /// Whether one or all of them must be missing on a side.
    pub null_when: NullWhen,
    /// Whether members of one household share it (a surname, an address) or have each their own.
    pub shared_in_household: bool,
    /// It never ties two records by itself: another comparison has to speak for them too. So for names.
    pub never_alone: bool,
}

/// When a comparison has nothing to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NullWhen {
    /// A column of the comparison is missing on a side.
    Any,
    /// Every column of the comparison is missing on a side.
    All,
}

/// One level.
#[derive(Debug, Clone, PartialEq)]
pub struct LevelSpec {
    /// As written in the file.
    pub text: String,
    /// When it holds.
    pub condition: Condition,
    /// The column whose value frequency adjusts the weight; the level holds only where both sides agree on it.
    pub term_frequency: Option<usize>,
}

/// A blocking rule: two records meet when their keys are equal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    /// As written in the file.
    pub text: String,
    /// Parts of the left record's key.
    pub left: Vec<KeyPart>,
    /// Parts of the right record's key; the same as `left` unless columns are swapped.
    pub right: Vec<KeyPart>,
}

impl Rule {
    /// The key of the left side is made of other columns than that of the right.
    #[must_use]
    pub fn is_swapped(&self) -> bool {
        self.left != self.right
    }

    /// Columns that are equal in every pair of the rule.
    pub fn fixed_columns(&self) -> impl Iterator<Item = usize> {
        let whole = |part: &KeyPart| matches!(part.cut, Cut::Whole).then_some(part.column);
        self.left.iter().chain(&self.right).filter_map(whole)
    }
}

/// A part of a key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct KeyPart {
    /// Place in [`Model::columns`].
    pub column: usize,
    /// What of the value counts.
    pub cut: Cut,
}

/// What of a value counts in a key; lengths and places in characters.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cut {
    /// All of it.
    Whole,
    /// So many characters from a place, counted from 1.
    Substring {
        /// First character, from 1.
        from: usize,
        /// How many.
        length: usize,
    },
}

/// How the parameters are learnt.
#[derive(Debug, Clone, PartialEq)]
pub struct Training {
    /// Chooses the sample.
    pub seed: u64,
    /// Random pairs from which u is counted.
    pub sample_pairs: u64,
    /// Pairs of a session that EM reads at most.
    pub session_pairs: u64,
    /// Rules that find almost only true pairs.
    pub deterministic: Vec<Rule>,
    /// The share of true pairs that those rules find, 0 to 1.
    pub recall: f64,
    /// The rules inside which m is learnt.
    pub sessions: Vec<Rule>,
    /// How many latent classes there are.
    pub classes: Classes,
}

/// Latent classes of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Classes {
    /// Same and unrelated.
    Two,
    /// Same, same household or relative, and unrelated.
    Three,
    /// Two or three, whichever explains held-out pairs better.
    Choose,
}

/// What a cluster may not hold.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Constraints {
    /// Columns of which a cluster holds at most one value.
    pub one_value: Vec<usize>,
    /// A source has each entity once.
    pub one_per_source: bool,
}
