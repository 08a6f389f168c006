//! What the life remembers of a signal: who it is about, a hash of each part of its content, and what re-arms it.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use crate::{Signal, Subject, format_date};

/// A circumstance on which a suppression rests: when it changes, the suppression no longer holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Trait {
    /// Account that money goes to.
    Account,
    /// Who leads or represents the organisation.
    Board,
    /// Where it is.
    Address,
    /// Size of the amount, in steps.
    AmountBand,
    /// Unit of the municipality.
    Unit,
}

impl Trait {
    /// In Swedish, in the definite form: `kontot`.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Account => "kontot",
            Self::Board => "styrelsen eller rollen",
            Self::Address => "adressen",
            Self::AmountBand => "beloppets storlek",
            Self::Unit => "enheten",
        }
    }
}

/// Values of the circumstances, each in a set: a signal can name two accounts.
pub type Traits = BTreeMap<Trait, BTreeSet<String>>;

/// Which facts of a signal are which circumstance, by the column names of the controls. A document whose query names such
/// a column takes part without a change here.
const FACTS: [(Trait, &[&str]); 4] = [
    (Trait::Account, &["account", "account_id", "account_no", "bankgiro", "iban", "new_account_id", "plusgiro"]),
    (Trait::Board, &["board", "board_key", "representative", "role", "role_kind"]),
    (Trait::Address, &["address", "address_id", "address_key", "household", "postal_address"]),
    (Trait::Unit, &["unit", "unit_id"]),
];

/// Kind of subject that is a circumstance too.
const UNIT: &str = "unit";

/// Upper limits of the steps of an amount, in whole kronor.
const BANDS: [i64; 9] = [1_000, 10_000, 50_000, 100_000, 500_000, 1_000_000, 5_000_000, 10_000_000, 50_000_000];

/// The step of an amount in öre, without its sign: `under 1000`, `1000-`, up to `50000000-`, in kronor.
#[must_use]
pub fn amount_band(ore: i64) -> String {
    let kronor = i64::try_from(ore.unsigned_abs() / 100).unwrap_or(i64::MAX);
    let reached = BANDS.iter().rev().find(|limit| kronor >= **limit);
    reached.map_or_else(|| format!("under {}", BANDS[0]), |limit| format!("{limit}-"))
}

/// A signal as a run saw it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seen {
    /// Fingerprint of the signal.
    pub fingerprint: String,
    /// Control id.
    pub control: String,
    /// Version of the control.
    pub version: u32,
    /// Family of the control.
    pub family: String,
    /// Severity of the control.
    pub severity: u8,
    /// Kinds and ids of whom it is about; without names.
    pub subjects: Vec<(String, String)>,
    /// What it is worth, in whole öre.
    pub amount_ore: Option<i64>,
    /// Hash of the content: 16 hexadecimal digits.
    pub content: String,
    /// Hash of each part of the content, by name: 8 hexadecimal digits.
    pub parts: BTreeMap<String, String>,
    /// Circumstances on which a suppression rests.
    pub traits: Traits,
}

impl Seen {
    /// What is remembered of the signal.
    ///
    /// Its content is the amount, the period, the facts, and the control's family and severity. The sentence follows from them. Evidence rows are left out,
    /// because their file and line change with every delivery; so are names, version and parameters.
    #[must_use]
    pub fn of(signal: &Signal) -> Self {
        let mut parts = BTreeMap::new();
        let date = |date: Option<chrono::NaiveDate>| date.map(format_date).unwrap_or_default();
        let amount = signal.amount_ore.map(|ore| ore.to_string()).unwrap_or_default();
        let mut part = |name: &str, value: &str| drop(parts.insert(name.to_owned(), short(value, 8)));
        part("amount", &amount);
        part("family", &signal.family);
        part("severity", &signal.severity.to_string());
        part("occurred_from", &date(signal.from));
        part("occurred_to", &date(signal.to));
        for fact in signal.facts.iter().filter(|fact| !is_name(signal, &fact.value)) {
            part(&fact.name, &fact.value);
        }
        let whole: String = parts.iter().flat_map(|(name, hash)| [name.as_str(), "=", hash, ";"]).collect();
        Self {
            fingerprint: signal.fingerprint.clone(),
            control: signal.control.clone(),
            version: signal.control_version,
            family: signal.family.clone(),
            severity: signal.severity,
            subjects: signal.subjects.iter().map(|subject| (subject.kind.clone(), subject.id.clone())).collect(),
            amount_ore: signal.amount_ore,
            content: short(&whole, 16),
            parts,
            traits: traits(signal),
        }
    }

    /// Names of the parts that differ from what was seen before, also those that only one of them has.
    #[must_use]
    pub fn changed_from(&self, before: &Self) -> Vec<String> {
        let names: BTreeSet<&String> = self.parts.keys().chain(before.parts.keys()).collect();
        names.into_iter().filter(|name| self.parts.get(*name) != before.parts.get(*name)).cloned().collect()
    }

    /// Whether it is about the subject, by kind and id.
    #[must_use]
    pub fn is_about(&self, subject: &(String, String)) -> bool {
        self.subjects.contains(subject)
    }
}

/// A name that is spelt anew is not another finding.
fn is_name(signal: &Signal, value: &str) -> bool {
    signal.subjects.iter().any(|Subject { name, .. }| !name.is_empty() && name == value)
}

fn traits(signal: &Signal) -> Traits {
    let mut traits = Traits::new();
    let mut add = |kind: Trait, value: &str| {
        if !value.trim().is_empty() {
            traits.entry(kind).or_default().insert(value.trim().to_owned());
        }
    };
    for fact in &signal.facts {
        for (kind, _) in FACTS.iter().filter(|(_, names)| names.contains(&fact.name.as_str())) {
            add(*kind, &fact.value);
        }
    }
    for subject in signal.subjects.iter().filter(|subject| subject.kind == UNIT) {
        add(Trait::Unit, &subject.id);
    }
    if let Some(ore) = signal.amount_ore {
        add(Trait::AmountBand, &amount_band(ore));
    }
    traits
}

fn short(text: &str, digits: usize) -> String {
    blake3::hash(text.as_bytes()).to_hex().chars().take(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_amount_is_in_the_step_that_it_reaches() {
        assert_eq!(amount_band(99_999), "under 1000");
        assert_eq!(amount_band(100_000), "1000-");
        assert_eq!(amount_band(-100_000), "1000-");
        assert_eq!(amount_band(i64::MAX), "50000000-");
    }
}
