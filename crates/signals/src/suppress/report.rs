//! What is suppressed, for whom: the longest first, and the subjects with most.

use std::{cmp::Reverse, collections::BTreeMap};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Status, SubjectKey, Target};
use crate::life::Life;

/// How many of the most suppressed subjects are listed.
pub const MOST_SUPPRESSED: usize = 10;

/// One suppression.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Row {
    /// Its id.
    pub id: String,
    /// What is suppressed.
    pub target: Target,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// How many days, the first and the last counted.
    pub days: i64,
    /// How it stands.
    pub status: Status,
    /// Who answers for it.
    pub owner: String,
    /// The one or the two who did it.
    pub by: Vec<String>,
    /// Why.
    pub reason: String,
    /// Signals that it hides today.
    pub signals: u64,
    /// What the largest of them is worth, in whole öre.
    pub amount_ore: i64,
}

/// What is suppressed on a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Report {
    /// The day.
    pub on: NaiveDate,
    /// Signals that are hidden.
    pub hidden: u64,
    /// Signals that are there, hidden or not.
    pub signals: u64,
    /// All suppressions: those that hold first, the longest on top.
    pub rows: Vec<Row>,
    /// The [`MOST_SUPPRESSED`] subjects with most hidden signals.
    pub most: Vec<(SubjectKey, u64)>,
}

/// What is suppressed on the day.
#[must_use]
pub fn report(life: &Life, on: NaiveDate) -> Report {
    let mut report = Report { on, hidden: 0, signals: 0, rows: Vec::new(), most: Vec::new() };
    let mut hidden: BTreeMap<String, (u64, i64)> = BTreeMap::new();
    let mut subjects: BTreeMap<SubjectKey, u64> = BTreeMap::new();
    for (_, known) in life.signals().filter(|(_, known)| !known.is_gone()) {
        report.signals += 1;
        let Some(standing) = life.suppressed_by(known, on) else { continue };
        report.hidden += 1;
        let suppression = standing.suppressed().suppression();
        let (signals, amount) = hidden.entry(suppression.id()).or_default();
        *signals += 1;
        *amount = known.seen().amount_ore.map_or(*amount, |ore| (*amount).max(ore));
        *subjects.entry(suppression.target().subject.clone()).or_default() += 1;
    }
    report.rows = rows(life, on, &hidden);
    report.most = subjects.into_iter().collect();
    report.most.sort_by(|(a, more), (b, less)| (Reverse(more), a).cmp(&(Reverse(less), b)));
    report.most.truncate(MOST_SUPPRESSED);
    report
}

fn rows(life: &Life, on: NaiveDate, hidden: &BTreeMap<String, (u64, i64)>) -> Vec<Row> {
    let row = |standing: &super::Standing| {
        let suppressed = standing.suppressed();
        let suppression = suppressed.suppression();
        let (id, period) = (suppression.id(), suppression.period());
        let (signals, amount_ore) = hidden.get(&id).copied().unwrap_or_default();
        Row {
            target: suppression.target().clone(),
            from: period.from(),
            to: period.to(),
            days: period.days(),
            status: standing.status(on),
            owner: suppression.owner().to_string(),
            by: suppressed.by().into_iter().map(ToString::to_string).collect(),
            reason: suppressed.reason().to_owned(),
            signals,
            amount_ore,
            id,
        }
    };
    let mut rows: Vec<Row> = life.suppressions().map(row).collect();
    rows.sort_by(|a, b| {
        let key = |row: &Row| (row.status != Status::Holds, Reverse(row.days), row.from);
        (key(a), &a.id).cmp(&(key(b), &b.id))
    });
    rows
}
