//! The two sides that meet in the gate: what a control needs and what a snapshot brings.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::PersonalData;

/// What a control needs in order to run, from the front matter of its document.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Need {
    /// Control id, `SP-01`.
    pub control: String,
    /// Flow id, `supplier-payments`.
    pub flow: String,
    /// Purpose that a run must have.
    pub purpose: String,
    /// Legal grounds, each of which a decision must name.
    pub grounds: Vec<String>,
    /// Personal data that it touches.
    pub personal_data: PersonalData,
    /// Registers that it reads: required and optional, also those that its links read.
    pub registers: BTreeSet<String>,
}

/// What a snapshot brings: whose it is and why it may be held.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Held {
    /// Board or company.
    pub authority: String,
    /// Register name.
    pub register: String,
    /// Snapshot id.
    pub snapshot: String,
    /// Purpose that the rows were collected for; empty when nobody said.
    pub purpose: String,
    /// Legal ground; empty when nobody said.
    pub legal_ground: String,
    /// Who answers for it; empty when nobody does.
    pub owner: String,
    /// The last day that it may be kept; `None` when nobody said, or when the text is no date.
    pub retain_until: Option<NaiveDate>,
}

/// Whether two names are the same when capitals, accents of Swedish letters and spaces are left aside: a board is
/// `Socialnämnden` in a decision and `socialnamnden` as a folder.
pub(crate) fn same(a: &str, b: &str) -> bool {
    fold(a) == fold(b)
}

/// The name in a form in which equal names are equal.
pub(crate) fn fold(name: &str) -> String {
    let letters = name.split_whitespace().collect::<Vec<_>>().join("-");
    letters.chars().flat_map(char::to_lowercase).map(plain).collect()
}

fn plain(letter: char) -> char {
    match letter {
        'å' | 'ä' => 'a',
        'ö' => 'o',
        'é' | 'è' => 'e',
        'ü' => 'u',
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_board_and_its_folder_are_the_same() {
        assert!(same("Socialnämnden", "socialnamnden"));
        assert!(same(" Barn- och  utbildning", "barn- och utbildning"));
        assert!(!same("socialnämnden", "kommunstyrelsen"));
    }
}
