//! The charts over the whole run.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use signals::{OutcomeKind, Signal};

use crate::chart::{Bar, DataTable, Figure, Outcomes, Series, bars, months, outcomes};
use crate::index::Index;
use crate::words;

/// Columns that a timeline may have before its steps are made longer.
const STEPS: usize = 60;

pub(super) fn figures(index: &Index<'_>) -> Vec<Figure> {
    let mut figures = Vec::new();
    if !index.run.controls.is_empty() {
        figures.push(outcome_figure(index));
    }
    if !index.run.signals.is_empty() {
        figures.push(volume_figure(index));
    }
    figures.extend(time_figures(index));
    figures
}

fn volume_figure(index: &Index<'_>) -> Figure {
    let mut volume: BTreeMap<&str, (u64, i128)> = BTreeMap::new();
    for signal in &index.run.signals {
        let entry = volume.entry(&signal.control).or_default();
        entry.0 += 1;
        entry.1 += i128::from(signal.amount_ore.unwrap_or(0));
    }
    let mut rows: Vec<(&str, u64, i128)> = volume.into_iter().map(|(id, (count, ore))| (id, count, ore)).collect();
    rows.sort_by_key(|(id, count, _)| (std::cmp::Reverse(*count), *id));
    let label = |id: &str| format!("{id} {}", index.title(id));
    let drawn: Vec<Bar> = rows
        .iter()
        .map(|(id, count, _)| Bar { label: label(id), value: *count, shown: words::number(*count) })
        .collect();
    let title = "Signaler per kontroll".to_owned();
    Figure {
        id: "fig-kontroll".to_owned(),
        svg: bars(&title, &drawn),
        note: "Många signaler från en kontroll säger mer om kontrollen än om kommunen: börja inte där.".to_owned(),
        table: DataTable {
            columns: ["Kontroll", "Signaler", "Belopp, kr"].map(str::to_owned).to_vec(),
            rows: rows
                .iter()
                .map(|(id, count, ore)| vec![label(id), words::number(*count), words::kronor(*ore)])
                .collect(),
        },
        title,
    }
}

fn outcome_figure(index: &Index<'_>) -> Figure {
    use OutcomeKind::{Excluded, Hit, NotComputable, Pass};
    let drawn: Vec<Outcomes> = index
        .run
        .controls
        .iter()
        .map(|c| Outcomes {
            label: format!("{} {}", c.control.id, c.control.title),
            counts: c.is_computed().then(|| [Hit, Excluded, NotComputable, Pass].map(|kind| c.rows(kind))),
        })
        .collect();
    let rows = drawn.iter().map(|row| {
        let mut cells = vec![row.label.clone()];
        match row.counts {
            Some(counts) => cells.extend(counts.map(words::number)),
            None => cells.extend(["Ej beräkningsbar", "", "", ""].map(str::to_owned)),
        }
        cells
    });
    let title = "Utfall per kontroll".to_owned();
    Figure {
        id: "fig-utfall".to_owned(),
        svg: outcomes(&title, &drawn),
        note: "Hela stapeln är allt som kontrollen prövade. En del som finns ritas alltid så bred att den syns."
            .to_owned(),
        table: DataTable {
            columns: ["Kontroll", "Träff", "Undantagen", "Ej beräkningsbar", "Utan anmärkning"]
                .map(str::to_owned)
                .to_vec(),
            rows: rows.collect(),
        },
        title,
    }
}

/// How long one step of a timeline is.
#[derive(Clone, Copy)]
enum Step {
    Month,
    Quarter,
    Year,
}

impl Step {
    /// Months in a step.
    fn months(self) -> i32 {
        match self {
            Self::Month => 1,
            Self::Quarter => 3,
            Self::Year => 12,
        }
    }

    fn per(self) -> &'static str {
        match self {
            Self::Month => "månad",
            Self::Quarter => "kvartal",
            Self::Year => "år",
        }
    }

    /// Number of the step that a date falls in.
    fn of(self, date: NaiveDate) -> i32 {
        (date.year() * 12 + i32::try_from(date.month0()).unwrap_or(0)).div_euclid(self.months())
    }

    fn name(self, step: i32) -> String {
        let month = step * self.months();
        let (year, month) = (month.div_euclid(12), month.rem_euclid(12));
        match self {
            Self::Month => format!("{year}-{:02}", month + 1),
            Self::Quarter => format!("{year} kv {}", month / 3 + 1),
            Self::Year => year.to_string(),
        }
    }
}

fn time_figures(index: &Index<'_>) -> Vec<Figure> {
    let dated: Vec<(NaiveDate, &Signal)> =
        index.run.signals.iter().filter_map(|s| Some((s.to.or(s.from)?, s))).collect();
    let (Some(first), Some(last)) = (dated.iter().map(|d| d.0).min(), dated.iter().map(|d| d.0).max()) else {
        return vec![];
    };
    let step = [Step::Month, Step::Quarter]
        .into_iter()
        .find(|s| usize::try_from(s.of(last) - s.of(first)).unwrap_or(0) < STEPS)
        .unwrap_or(Step::Year);
    let steps: Vec<i32> = (step.of(first)..=step.of(last)).collect();
    let names: Vec<String> = steps.iter().map(|s| step.name(*s)).collect();
    let mut counts = Grid::new(steps.len());
    let mut money = Grid::new(steps.len());
    for (date, signal) in &dated {
        let flow = index.control(&signal.control).map_or("", |control| control.flow.as_str());
        let at = usize::try_from(step.of(*date) - step.of(first)).unwrap_or(0);
        counts.add(flow, at, 1);
        money.add(flow, at, signal.amount_ore.unwrap_or(0).max(0).unsigned_abs());
    }
    let undated = index.run.signals.len() - dated.len();
    let mut note = format!(
        "En stapel per {}, efter den dag då signalens period slutar. Varje rad har sin egen skala; den högsta stapeln står till höger.",
        step.per()
    );
    if undated > 0 {
        note += &format!(" {} utan datum är inte med.", words::counted(undated, "signal", "signaler"));
    }
    let mut figures = vec![counts.figure(("fig-tid", "Signaler över tid"), &note, &names, words::number)];
    if !money.is_empty() {
        let kronor = |ore: u64| words::kronor(ore.into());
        figures.push(money.figure(("fig-belopp", "Belopp över tid, kr"), &note, &names, kronor));
    }
    figures
}

/// Values per flow and step.
struct Grid {
    steps: usize,
    flows: BTreeMap<(usize, String), Vec<u64>>,
}

impl Grid {
    fn new(steps: usize) -> Self {
        Self { steps, flows: BTreeMap::new() }
    }

    fn add(&mut self, flow: &str, at: usize, value: u64) {
        let row = self.flows.entry((words::flow_place(flow), flow.to_owned())).or_insert_with(|| vec![0; self.steps]);
        if let Some(cell) = row.get_mut(at) {
            *cell = cell.saturating_add(value);
        }
    }

    fn is_empty(&self) -> bool {
        self.flows.values().flatten().all(|value| *value == 0)
    }

    /// A chart called by HTML id and title.
    fn figure(&self, (id, title): (&str, &str), note: &str, steps: &[String], shown: impl Fn(u64) -> String) -> Figure {
        let drawn: Vec<Series> =
            self.flows.iter().map(|((_, flow), values)| series(flow, values, steps, &shown)).collect();
        let mut columns = vec!["Tid".to_owned()];
        columns.extend(drawn.iter().map(|row| row.label.clone()));
        let rows = steps.iter().enumerate().map(|(at, step)| {
            let mut cells = vec![step.clone()];
            cells.extend(drawn.iter().map(|row| row.values.get(at).map_or_else(String::new, |value| shown(*value))));
            cells
        });
        Figure {
            id: id.to_owned(),
            title: title.to_owned(),
            note: note.to_owned(),
            svg: months(title, steps, &drawn),
            table: DataTable { columns, rows: rows.collect() },
        }
    }
}

fn series(flow: &str, values: &[u64], steps: &[String], shown: &impl Fn(u64) -> String) -> Series {
    let highest = values.iter().copied().max().unwrap_or(0);
    let when = values.iter().position(|value| *value == highest).and_then(|at| steps.get(at));
    let peak = match when {
        Some(step) if highest > 0 => format!("högst {} ({step})", shown(highest)),
        _ => String::new(),
    };
    Series { label: words::flow(flow).to_owned(), peak, values: values.to_vec() }
}
