//! Whom to look at first: the top of the ranking as a table and as a picture.

use signals::RankedSubject;

use super::{Link, Severity, subject_anchor};
use crate::chart::{DataTable, Figure, Reach, reach};
use crate::index::Index;
use crate::words;

/// Subjects in the first table.
const TOP: usize = 20;

/// The section.
pub(super) struct First {
    pub(super) caption: String,
    pub(super) rows: Vec<SubjectRow>,
    pub(super) figure: Option<Figure>,
}

/// One subject in a ranked list.
pub(super) struct SubjectRow {
    pub(super) rank: usize,
    pub(super) subject: Link,
    /// Kind and id, when the name does not say them already.
    pub(super) what: String,
    pub(super) family_count: usize,
    pub(super) families: String,
    pub(super) controls: Vec<Link>,
    pub(super) money: String,
    pub(super) period: String,
    pub(super) severity: Severity,
}

pub(super) fn first(index: &Index<'_>) -> First {
    let top = index.run.subjects.iter().take(TOP);
    let rows: Vec<SubjectRow> = (1..).zip(top).map(|(rank, subject)| row(index, rank, subject)).collect();
    let caption = match (rows.len(), index.run.subjects.len()) {
        (shown, all) if shown < all => format!("De {shown} första av {} subjekt", words::number(all as u64)),
        (shown, _) => words::counted(shown, "subjekt", "subjekt"),
    };
    First { caption, figure: figure(&rows, &index.run.subjects), rows }
}

pub(super) fn row(index: &Index<'_>, rank: usize, ranked: &RankedSubject) -> SubjectRow {
    let (from, to) = index.period(ranked);
    let families: Vec<&str> = ranked.families.iter().map(|id| words::family(id)).collect();
    SubjectRow {
        rank,
        subject: Link { target: subject_anchor(rank), words: words::subject(&ranked.subject) },
        what: what(&ranked.subject),
        family_count: families.len(),
        families: families.join(", "),
        controls: ranked.controls.iter().map(|id| Link::control(id)).collect(),
        money: money(ranked),
        period: words::period(from, to),
        severity: Severity::of(ranked.severity),
    }
}

/// `Organisation 556000-0001`; empty when the name of the subject says it.
pub(super) fn what(subject: &signals::Subject) -> String {
    match subject.kind.as_str() {
        "organisation" if subject.name.is_empty() => String::new(),
        "organisation" => words::subject_id(subject),
        "unit" => "Enhet".to_owned(),
        _ => String::new(),
    }
}

fn money(ranked: &RankedSubject) -> String {
    if ranked.amount_ore == 0 { String::new() } else { words::kronor(ranked.amount_ore.into()) }
}

fn figure(rows: &[SubjectRow], ranked: &[RankedSubject]) -> Option<Figure> {
    if rows.is_empty() {
        return None;
    }
    let drawn: Vec<Reach> = rows
        .iter()
        .zip(ranked)
        .map(|(row, ranked)| Reach {
            label: format!("{}. {}", row.rank, row.subject.words),
            families: row.family_count,
            ore: u64::try_from(ranked.amount_ore).unwrap_or(0),
            shown: row.money.clone(),
        })
        .collect();
    let title = "Familjer och belopp".to_owned();
    Some(Figure {
        id: "fig-forst".to_owned(),
        svg: reach(&format!("{title} för de {} första subjekten", rows.len()), &drawn),
        note: "En prick för varje oberoende familj av kontroller, en stapel för beloppet.".to_owned(),
        table: DataTable {
            columns: ["Subjekt", "Familjer", "Belopp, kr"].map(str::to_owned).to_vec(),
            rows: drawn.into_iter().map(|d| vec![d.label, d.families.to_string(), d.shown]).collect(),
        },
        title,
    })
}
