//! What a board may not delegate (KL 6 kap. 38 §), as dated and sourced data, and what in an order hints at it.

use std::sync::LazyLock;

use chrono::NaiveDate;
use serde::Deserialize;

use super::order::Point;
use crate::sheet::folded;

const TEXT: &str = include_str!("../../../../library/delegation/reserved.toml");

/// A kind of matter that may not be delegated.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reserved {
    /// Its id.
    pub id: String,
    /// The provision.
    pub law: String,
    /// Since when.
    pub from: NaiveDate,
    /// Until when; none while it is in force.
    #[serde(default)]
    pub to: Option<NaiveDate>,
    /// When it was read.
    pub read: NaiveDate,
    /// Where.
    pub source: String,
    /// Whether all of it was read in the law.
    pub is_confirmed: bool,
    /// In Swedish.
    pub sv: String,
    /// In English.
    pub en: String,
    /// Words in a matter that hint at it.
    pub hints: Vec<String>,
    /// Words in a holder without which it does not apply; empty when it applies to all.
    #[serde(default)]
    pub only_to: Vec<String>,
}

/// Why a person should look at a point before it is adopted.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Doubt<'a> {
    /// It may be something that may not be delegated.
    Reserved {
        /// What.
        reserved: &'a Reserved,
        /// The words that hint at it.
        hint: &'a str,
    },
    /// It may be handed on by somebody who is no head of an administration (KL 7 kap. 6 §).
    Onward,
}

#[derive(Deserialize)]
struct File {
    reserved: Vec<Reserved>,
}

// INVARIANT: the text is part of the program, and a test reads it.
static ALL: LazyLock<Vec<Reserved>> =
    LazyLock::new(|| toml::from_str::<File>(TEXT).map(|file| file.reserved).unwrap_or_default());

/// Words of posts that are a head of an administration.
const HEADS: [&str; 6] =
    ["förvaltningschef", "förvaltningsdirektör", "direktör", "kommundirektör", "stadsdirektör", "stadsdelsdirektör"];

/// What may not be delegated on a day.
pub fn reserved(day: NaiveDate) -> impl Iterator<Item = &'static Reserved> {
    ALL.iter().filter(move |one| one.from <= day && one.to.is_none_or(|to| day <= to))
}

/// What a person should look at in a point. Words are compared, nothing is judged.
#[must_use]
pub fn doubts(point: &Point) -> Vec<Doubt<'static>> {
    let (matter, holder) = (folded(&point.matter), folded(&point.holder));
    let mut doubts = Vec::new();
    for one in reserved(point.from) {
        let applies = one.only_to.is_empty() || one.only_to.iter().any(|word| holder.contains(word.as_str()));
        if let Some(hint) = one.hints.iter().find(|hint| applies && matter.contains(hint.as_str())) {
            doubts.push(Doubt::Reserved { reserved: one, hint });
        }
    }
    if point.onward && !HEADS.iter().any(|head| holder.contains(head)) {
        doubts.push(Doubt::Onward);
    }
    doubts
}
