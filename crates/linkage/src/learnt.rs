//! What was learnt, as it is kept in a file: level by level under the names of the model, so that people can read it, and
//! bound to the model by its fingerprint.

use serde::{Deserialize, Serialize};

use crate::{
    LinkageError,
    model::Model,
    train::{Evidence, Parameters},
};

/// Parameters with the names of what they belong to.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Learnt {
    /// Fingerprint of the model: comparisons and columns, see [`Model::fingerprint`].
    pub model: String,
    /// Per comparison of the model its levels.
    pub comparisons: Vec<LearntComparison>,
    /// Probability that two random records are the same.
    pub prior: f64,
    /// Probability that two random records are of one household and not the same; 0 without that class.
    pub household_prior: f64,
    /// What was learnt from.
    pub evidence: Evidence,
}

/// One comparison.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LearntComparison {
    /// Its name.
    pub name: String,
    /// Its levels, *else* last.
    pub levels: Vec<LearntLevel>,
}

/// One level.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct LearntLevel {
    /// The condition as written in the model; `else` for the last.
    pub when: String,
    /// Share of the pairs of one and the same that reach it.
    pub m: f64,
    /// Share of the unrelated pairs that reach it.
    pub u: f64,
    /// Share of the pairs of one household, when that class is used.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub household: Option<f64>,
}

impl Learnt {
    /// Names parameters by their model.
    #[must_use]
    pub fn new(model: &Model, parameters: &Parameters) -> Self {
        let share = |shares: &[Vec<f64>], at: usize, level: usize| {
            shares.get(at).and_then(|levels| levels.get(level)).copied().unwrap_or_default()
        };
        let comparison = |(at, comparison): (usize, &crate::model::ComparisonSpec)| {
            let texts = comparison.levels.iter().map(|level| level.text.as_str()).chain(["else"]);
            let level = |(level, when): (usize, &str)| LearntLevel {
                when: when.to_owned(),
                m: share(&parameters.m, at, level),
                u: share(&parameters.u, at, level),
                household: parameters.household.as_ref().map(|shares| share(shares, at, level)),
            };
            LearntComparison { name: comparison.name.clone(), levels: texts.enumerate().map(level).collect() }
        };
        Self {
            model: model.fingerprint(),
            comparisons: model.comparisons.iter().enumerate().map(comparison).collect(),
            prior: parameters.prior,
            household_prior: parameters.household_prior,
            evidence: parameters.evidence.clone(),
        }
    }

    /// The parameters, for the model that they were learnt with.
    ///
    /// # Errors
    /// [`LinkageError::OtherModel`] when the model compares other things now.
    pub fn into_parameters(self, model: &Model) -> Result<Parameters, LinkageError> {
        let fits = self.comparisons.len() == model.comparisons.len()
            && self.comparisons.iter().zip(&model.comparisons).all(|(c, spec)| c.levels.len() == spec.levels.len() + 1);
        if self.model != model.fingerprint() || !fits {
            return Err(LinkageError::OtherModel { learnt: self.model, model: model.fingerprint() });
        }
        let all = |share: &dyn Fn(&LearntLevel) -> Option<f64>| -> Option<Vec<Vec<f64>>> {
            self.comparisons.iter().map(|comparison| comparison.levels.iter().map(share).collect()).collect()
        };
        Ok(Parameters {
            m: all(&|level| Some(level.m)).unwrap_or_default(),
            u: all(&|level| Some(level.u)).unwrap_or_default(),
            household: all(&|level| level.household),
            prior: self.prior,
            household_prior: self.household_prior,
            evidence: self.evidence,
        })
    }
}

impl Model {
    /// A number for what the parameters depend on: columns and comparisons. Blocking, training and constraints may change.
    ///
    /// FNV-1a, 64 bits, of the columns and comparisons as text.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        let mut hash = 0xcbf2_9ce4_8422_2325_u64;
        let mut add = |text: &str| {
            for byte in text.bytes().chain([0]) {
                hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
            }
        };
        for comparison in &self.comparisons {
            add(&comparison.name);
            add(&format!("{} {}", comparison.shared_in_household, comparison.never_alone));
            comparison.null_columns.iter().for_each(|column| add(&self.column_text(*column)));
            for level in &comparison.levels {
                add(&level.text);
                let columns = level.condition.0.iter().flatten().flat_map(|test| test.measure.columns());
                columns.chain(level.term_frequency).for_each(|column| add(&self.column_text(column)));
            }
        }
        format!("{hash:016x}")
    }

    fn column_text(&self, at: usize) -> String {
        self.columns
            .get(at)
            .map_or_else(String::new, |column| format!("{} {:?} {}", column.name, column.from, column.standard))
    }
}
