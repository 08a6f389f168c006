//! Controls: the list with the four counts of the latest run, and each control's document.

mod document;

use std::collections::BTreeMap;

use app::register::Control;
use app::signal::{ControlRun, Counted, Missing, OutcomeKind};
use askama::Template;

use super::signal::group_tabs;
use super::signal::words::{self, below, of_both, percent, swedish, whole};
use crate::failure::{Answer, page};
use crate::frame::{Frame, Visit};
use crate::part::{Chip, Column, Markup, Notice, Table, Tone};
use crate::text::T;

pub(super) use document::show;

pub(crate) use document::{Document, document_page};

#[derive(Template)]
#[template(path = "control_list.html")]
struct ListPage {
    frame: Frame,
    t: T,
    tabs: Markup,
    notice: Markup,
    flows: Vec<(String, Table)>,
}

/// What the page shows.
pub(crate) struct Controls<'a> {
    /// The groups whose counts the person may see, and which of them is shown; empty when there is none.
    pub(crate) groups: Vec<String>,
    pub(crate) group: String,
    pub(crate) controls: Vec<&'a Control>,
    pub(crate) counted: Vec<Counted>,
}

pub(super) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let controls = app.control_list(cx).await?;
    let (groups, group) = shown_group(&visit).await?;
    let counted = if group.is_empty() { Vec::new() } else { app.control_counts(cx, &group).await? };
    controls_page(&visit, &Controls { groups, group, controls, counted })
}

/// The groups whose counts the person may see, and the one that is asked for or the first; empty when there is none.
async fn shown_group(visit: &Visit) -> Result<(Vec<String>, String), crate::failure::Failure> {
    let (app, cx) = visit.acts()?;
    let groups = app.health_groups(cx).await?;
    let asked = visit.query("grupp").to_owned();
    let group = if groups.contains(&asked) { asked } else { groups.first().cloned().unwrap_or_default() };
    Ok((groups, group))
}

pub(crate) fn controls_page(visit: &Visit, shown: &Controls<'_>) -> Answer {
    let t = visit.t();
    let notice = Notice::new(Tone::Info, t.control_not_run());
    let mut flows: BTreeMap<(usize, &str), Vec<&Control>> = BTreeMap::new();
    for control in &shown.controls {
        flows.entry((words::flow_place(&control.flow), &control.flow)).or_default().push(control);
    }
    let counted: BTreeMap<&str, &Counted> =
        shown.counted.iter().map(|counted| (counted.run.control.id.as_str(), counted)).collect();
    let flow = |((_, id), controls): ((usize, &str), Vec<&Control>)| {
        let (name, place) = (words::flow(t, id), format!("flode-{id}"));
        let table = Table::new(t, place, name.as_str(), columns(t)).under_heading().when_empty(t.control_flow_empty());
        let row = |control: &&Control| cells(t, &shown.group, control, counted.get(control.id.as_str()).copied());
        let table = table.rows(controls.iter().map(row));
        (name, table)
    };
    page(&ListPage {
        frame: visit.frame(t.control_title()),
        t,
        tabs: group_tabs(t.control_groups(), "/kontroller", &shown.groups, &shown.group),
        notice: if shown.group.is_empty() { Markup::of(&notice) } else { Markup::default() },
        flows: flows.into_iter().map(flow).collect(),
    })
}

fn columns(t: T) -> Vec<Column> {
    vec![
        Column::text(t.control_what()),
        Column::number(t.control_hit()),
        Column::number(t.control_pass()),
        Column::number(t.control_excluded()),
        Column::number(t.control_missing()),
        Column::number(t.control_share()),
        Column::number(t.control_precision()),
        Column::number(t.control_open()),
        Column::number(t.control_suppressed()),
    ]
}

/// The four counts, in the order of the columns.
pub(super) const KINDS: [OutcomeKind; 4] =
    [OutcomeKind::Hit, OutcomeKind::Pass, OutcomeKind::Excluded, OutcomeKind::NotComputable];

fn cells(t: T, group: &str, control: &Control, counted: Option<&Counted>) -> Vec<Markup> {
    let title = of_both(t, &control.title.sv, &control.title.en);
    let link = words::control_link(group, &control.id, &format!("{} {title}", control.id));
    let run = counted.map(|counted| &counted.run);
    let said = match run {
        None => Some(Markup::from(t.control_none())),
        Some(run) if !run.is_computed() => Some(Chip::new(Tone::Warning, t.control_silent()).into()),
        Some(run) if run.band_warning.is_some() => Some(Chip::new(Tone::Warning, t.control_warned()).into()),
        Some(_) => None,
    };
    let mut cells = vec![said.map_or_else(|| link.clone(), |said| below(&link, &said))];
    let computed = run.filter(|run| run.is_computed());
    let count = |kind| computed.map(|run| t.number(whole(run.rows(kind)))).unwrap_or_default().into();
    cells.extend(KINDS.map(count));
    cells.push(computed.map(|run| share(t, run)).unwrap_or_default().into());
    let health = counted.and_then(|counted| counted.health.as_ref());
    let right = health.filter(|health| health.precision.judged() > 0).map(|health| {
        let precision = &health.precision;
        format!("{} ({}–{})", percent(precision.expected), percent(precision.low), percent(precision.high))
    });
    cells.push(right.unwrap_or_default().into());
    for count in [health.map(|health| health.open), health.map(|health| health.suppressed)] {
        cells.push(count.map(|count| t.number(whole(count))).unwrap_or_default().into());
    }
    cells
}

/// Hits among what could be computed, as `1,25 %`.
pub(super) fn share(t: T, run: &ControlRun) -> String {
    let tested: u64 =
        [OutcomeKind::Hit, OutcomeKind::Pass, OutcomeKind::Excluded].map(|kind| run.rows(kind)).iter().sum();
    let hits = run.rows(OutcomeKind::Hit);
    if tested == 0 {
        return String::new();
    }
    let hundredths = (u128::from(hits) * 10_000 + u128::from(tested) / 2) / u128::from(tested);
    if hundredths == 0 && hits > 0 {
        return t.control_under_least().to_owned();
    }
    let mark = if t.lang() == crate::text::Lang::Sv { ',' } else { '.' };
    format!("{}{mark}{:02}\u{a0}%", hundredths / 100, hundredths % 100)
}

/// Why a control was not run: what refused it, then what is missing.
pub(super) fn not_run(t: T, run: &ControlRun) -> Vec<Markup> {
    let refused = run.refused.iter().map(|why| swedish(t, &t.control_refused(why)));
    refused.chain(run.missing.iter().map(|missing| swedish(t, &gap(t, missing)))).collect()
}

fn gap(t: T, missing: &Missing) -> String {
    match (&missing.column, &missing.column_label) {
        (None, _) => t.control_missing_register(&missing.register_label, &missing.register),
        (Some(column), label) => t.control_missing_column(label.as_ref().unwrap_or(column), &missing.register_label),
    }
}

#[cfg(test)]
mod tests {
    use app::signal::{ControlRef, OutcomeCount};

    use super::*;

    fn run(hits: u64, passes: u64) -> ControlRun {
        let outcome = |kind, rows| OutcomeCount {
            kind,
            id: String::new(),
            label: String::new(),
            rows,
            units: rows,
            excess: 0,
            amount_ore: 0,
        };
        ControlRun {
            control: ControlRef {
                id: "SP-01".to_owned(),
                version: 1,
                parameter_hash: String::new(),
                title: String::new(),
                question: String::new(),
                flow: String::new(),
                family: String::new(),
                severity: 4,
                unit: String::new(),
                investigate: String::new(),
                false_alarms: String::new(),
            },
            missing: Vec::new(),
            refused: Vec::new(),
            outcomes: vec![outcome(OutcomeKind::Hit, hits), outcome(OutcomeKind::Pass, passes)],
            comparisons: Vec::new(),
            band_warning: None,
            sampled: Default::default(),
        }
    }

    #[test]
    fn a_share_is_never_rounded_to_nothing() {
        let share = |hits, passes| share(T::default(), &run(hits, passes));
        assert_eq!(share(1, 79), "1,25\u{a0}%");
        assert_eq!(share(1, 999_999), T::default().control_under_least());
        assert_eq!(share(0, 0), "");
    }
}
