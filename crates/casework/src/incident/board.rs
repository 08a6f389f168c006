//! Figures of a year for the board, and the report of them. Nobody can be made out of them.
//!
//! Forms by quarter, processes, units, and what was done, over incidents of whole quarters that have passed: the figures of
//! a quarter do not move, and two reports can not be compared to tell one incident. A count below
//! [`LEAST`] is hidden, and so is what would tell it.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};

use super::{Incident, routine::Routine};
use crate::{
    letter::{Block, Letter},
    local,
    report::statistics::{Cell, LEAST, NOTE, Table, together},
};

/// The figures of a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The year.
    pub year: i32,
    /// How many whole quarters have passed.
    pub quarters: u32,
    /// Forms (rows) by quarter (columns), with sums.
    pub forms: Ways,
    /// Processes.
    pub processes: Ways,
    /// Units.
    pub units: Ways,
    /// Police report: yes, no, not decided yet.
    pub police: Ways,
    /// How quickly somebody talked with the exposed person: in time, late, not yet.
    pub talks: Ways,
}

/// Incidents counted in one way: what each row is, and the table; its last row is the sum.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ways {
    /// Ids of the rows (forms, processes), names (units), or words of this module.
    pub rows: Vec<String>,
    /// The counts. With one column, the sum of each row says the same and is left out by [`Ways::cells`].
    table: Table,
}

impl Ways {
    /// The rows with their cells; the last is the sum, without a name. A way without columns of its own has one.
    pub fn cells(&self) -> impl Iterator<Item = (Option<&str>, &[Cell])> {
        let names = self.rows.iter().map(|row| Some(row.as_str())).chain([None]);
        names
            .zip(&self.table.rows)
            .map(|(name, cells)| (name, if cells.len() == 2 { cells.get(..1).unwrap_or(cells) } else { cells }))
    }
}

/// The words of the rows for police reports.
pub const POLICE: [&str; 3] = ["anmälda", "inte anmälda", "inte beslutat än"];
/// The words of the rows for talks.
pub const TALKS: [&str; 3] = ["i tid", "senare", "inte än"];

/// The quarter of a day, from 0.
fn quarter(day: NaiveDate) -> usize {
    day.month0().checked_div(3).and_then(|at| usize::try_from(at).ok()).unwrap_or_default()
}

/// How many quarters of a year have passed on a day.
#[must_use]
pub fn passed(year: i32, today: NaiveDate) -> u32 {
    match today.year().cmp(&year) {
        std::cmp::Ordering::Less => 0,
        std::cmp::Ordering::Equal => today.month0() / 3,
        std::cmp::Ordering::Greater => 4,
    }
}

/// The figures of the incidents that were reported in a year, as they are on a day.
#[must_use]
pub fn figures(routine: &Routine, incidents: &[&Incident], year: i32, today: NaiveDate) -> Figures {
    let quarters = passed(year, today);
    let day = |one: &Incident| local::day(one.reported_at);
    let counted = |one: &&Incident| {
        day(one).year() == year && u32::try_from(quarter(day(one))).is_ok_and(|quarter| quarter < quarters)
    };
    let counted: Vec<&Incident> = incidents.iter().copied().filter(counted).collect();
    let kinds: Vec<String> = routine.kinds.iter().map(|kind| kind.id.clone()).collect();
    let processes: Vec<String> = routine.processes.iter().map(|process| process.id.clone()).collect();
    let units: Vec<String> = named(&counted).into_values().collect();
    let columns = usize::try_from(quarters.max(1)).unwrap_or(1);
    let counts = [
        count(&counted, &kinds, columns, |one| Some((one.kind.clone(), quarter(day(one))))),
        count(&counted, &processes, 1, |one| Some((one.process.clone(), 0))),
        count(&counted, &units, 1, |one| Some((named(&counted).remove(&plain(&one.unit))?, 0))),
        count(&counted, &POLICE.map(str::to_owned), 1, |one| Some((police(one).to_owned(), 0))),
        count(&counted, &TALKS.map(str::to_owned), 1, |one| Some((talked(one).to_owned(), 0))),
    ];
    let mut tables = together(&counts).into_iter();
    let mut ways = |rows: Vec<String>| Ways { rows, table: tables.next().unwrap_or(Table { rows: Vec::new() }) };
    Figures {
        year,
        quarters,
        forms: ways(kinds),
        processes: ways(processes),
        units: ways(units),
        police: ways(POLICE.map(str::to_owned).into()),
        talks: ways(TALKS.map(str::to_owned).into()),
    }
}

fn plain(unit: &str) -> String {
    unit.split_whitespace().map(str::to_lowercase).collect::<Vec<_>>().join(" ")
}

/// Units by how they are compared, each as it was written first.
fn named(incidents: &[&Incident]) -> BTreeMap<String, String> {
    let mut units = BTreeMap::new();
    for one in incidents {
        units.entry(plain(&one.unit)).or_insert_with(|| one.unit.trim().to_owned());
    }
    units
}

fn count(
    incidents: &[&Incident],
    rows: &[String],
    columns: usize,
    place: impl Fn(&Incident) -> Option<(String, usize)>,
) -> Vec<Vec<u64>> {
    let mut counts = vec![vec![0_u64; columns]; rows.len()];
    for one in incidents {
        let Some((row, column)) = place(one) else { continue };
        let row = rows.iter().position(|known| *known == row);
        if let Some(count) = row.and_then(|row| counts.get_mut(row)?.get_mut(column)) {
            *count = count.saturating_add(1);
        }
    }
    counts
}

fn police(one: &Incident) -> &'static str {
    let [yes, no, open] = POLICE;
    one.police.as_ref().map_or(open, |police| if police.what.reported { yes } else { no })
}

/// In time as the clock of the first talk says; without such a clock, within a day.
fn talked(one: &Incident) -> &'static str {
    use super::routine::Ends;
    let [in_time, late, open] = TALKS;
    let length = one.routine.clocks.iter().find(|clock| clock.ends == Ends::Talk).map(|clock| clock.length);
    let due = length.map(|length| length.after(local::day(one.reported_at)));
    one.talks.first().map_or(open, |talk| if due.is_none_or(|due| talk.what.on <= due) { in_time } else { late })
}

impl Figures {
    /// The report of the board, with the figures as tables.
    #[must_use]
    pub fn letter(&self, routine: &Routine, authority: &str, day: NaiveDate) -> Letter {
        let kind = |id: &str| routine.kind(id).map_or_else(|| id.to_owned(), |kind| kind.title.sv.clone());
        let process = |id: &str| routine.process(id).map_or_else(|| id.to_owned(), |one| one.title.sv.clone());
        let as_it_is = |word: &str| word.to_owned();
        let quarters: Vec<String> = (1..=self.quarters.max(1)).map(|quarter| format!("Kvartal {quarter}")).collect();
        let number = ["Antal".to_owned()];
        let mut blocks = vec![
            Block::Paragraph { text: self.period() },
            Block::Paragraph { text: format!("{NOTE} Nollor visas inte heller.") },
        ];
        for (heading, first, columns, ways, word) in [
            ("Former", "Form", &quarters[..], &self.forms, &kind as &dyn Fn(&str) -> String),
            ("Processer", "Process", &number[..], &self.processes, &process),
            ("Enheter", "Enhet", &number[..], &self.units, &as_it_is),
            ("Polisanmälan", "Beslut", &number[..], &self.police, &as_it_is),
            ("Samtal med den utsatta", "Samtal", &number[..], &self.talks, &as_it_is),
        ] {
            blocks.push(Block::Heading { level: 1, text: heading.to_owned() });
            blocks.push(table(heading, first, columns, ways, word));
        }
        Letter {
            title: format!("Händelser {}: hot, våld och otillåten påverkan", self.year),
            language: "sv".to_owned(),
            authority: authority.to_owned(),
            day,
            diary_no: None,
            secrecy_marks: Vec::new(),
            blocks,
        }
    }

    /// Which time the figures are of, in Swedish.
    #[must_use]
    pub fn period(&self) -> String {
        let year = self.year;
        match self.quarters {
            0 => format!("Inget helt kvartal av {year} har gått än, så det finns inga siffror att visa."),
            1 => format!("Händelser som rapporterades under första kvartalet {year}."),
            quarters => format!("Händelser som rapporterades under kvartal 1 till {quarters} {year}."),
        }
    }

    /// Whether anything can be shown.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.forms.table.rows.iter().flatten().all(|cell| *cell == Cell::Hidden)
    }
}

fn table(caption: &str, first: &str, columns: &[String], ways: &Ways, word: &dyn Fn(&str) -> String) -> Block {
    let has_sums = ways.table.rows.first().is_some_and(|row| row.len() > 2);
    let sum = has_sums.then(|| "Summa".to_owned());
    let head: Vec<String> = [first.to_owned()].into_iter().chain(columns.iter().cloned()).chain(sum).collect();
    let row = |(name, cells): (Option<&str>, &[Cell])| {
        let name = name.map_or_else(|| "Summa".to_owned(), word);
        [name].into_iter().chain(cells.iter().map(|cell| cell.text())).collect()
    };
    Block::Table {
        caption: format!("{caption}, färre än {LEAST} visas som streck"),
        head,
        rows: ways.cells().map(row).collect(),
    }
}

/// The years that have incidents, the latest first.
#[must_use]
pub fn years(incidents: &[&Incident]) -> Vec<i32> {
    let years: BTreeSet<i32> = incidents.iter().map(|one| local::day(one.reported_at).year()).collect();
    years.into_iter().rev().collect()
}
