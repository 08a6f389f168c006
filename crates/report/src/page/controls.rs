//! Every control with its four counts, its funnel and, when it could not run, what is missing.

use std::collections::BTreeMap;

use signals::{ControlRun, OutcomeKind, Run};

use super::Severity;
use crate::words;

/// The section.
pub(super) struct Controls {
    pub(super) overview: Vec<Overview>,
    pub(super) flows: Vec<Flow>,
}

/// One line of the table over all controls.
pub(super) struct Overview {
    pub(super) anchor: String,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) computed: bool,
    pub(super) counts: Vec<String>,
    pub(super) share: String,
    pub(super) warned: bool,
}

/// The controls of one flow.
pub(super) struct Flow {
    pub(super) name: String,
    pub(super) controls: Vec<Control>,
}

/// One control.
pub(super) struct Control {
    pub(super) anchor: String,
    pub(super) id: String,
    pub(super) title: String,
    pub(super) question: String,
    pub(super) about: String,
    pub(super) severity: Severity,
    pub(super) computed: bool,
    pub(super) missing: Vec<String>,
    pub(super) counts: Vec<Count>,
    pub(super) share: String,
    pub(super) warning: String,
    pub(super) comparisons: Vec<FunnelRow>,
    pub(super) funnel: Vec<FunnelRow>,
    pub(super) shows_excess: bool,
}

/// One of the four counts.
pub(super) struct Count {
    pub(super) class: &'static str,
    pub(super) label: &'static str,
    pub(super) rows: String,
    pub(super) units: String,
}

/// One step of the funnel.
pub(super) struct FunnelRow {
    pub(super) label: String,
    pub(super) kind: &'static str,
    pub(super) rows: String,
    pub(super) excess: String,
    pub(super) amount: String,
    pub(super) is_hit: bool,
}

const KINDS: [(OutcomeKind, &str, &str); 4] = [
    (OutcomeKind::Hit, "hit", "Träff"),
    (OutcomeKind::Pass, "pass", "Utan anmärkning"),
    (OutcomeKind::Excluded, "excluded", "Undantagen"),
    (OutcomeKind::NotComputable, "missing", "Ej beräkningsbar"),
];

pub(super) fn controls(run: &Run) -> Controls {
    let mut flows: BTreeMap<(usize, &str), Vec<Control>> = BTreeMap::new();
    let mut overview: Vec<((usize, &str), Overview)> = Vec::new();
    for found in &run.controls {
        let place = (words::flow_place(&found.control.flow), found.control.flow.as_str());
        flows.entry(place).or_default().push(control(found));
        overview.push((place, line(found)));
    }
    overview.sort_by(|a, b| a.0.cmp(&b.0));
    Controls {
        overview: overview.into_iter().map(|(_, line)| line).collect(),
        flows: flows
            .into_iter()
            .map(|((_, id), controls)| Flow { name: words::flow(id).to_owned(), controls })
            .collect(),
    }
}

fn line(found: &ControlRun) -> Overview {
    Overview {
        anchor: words::anchor("k", &found.control.id),
        id: found.control.id.clone(),
        title: found.control.title.clone(),
        computed: found.is_computed(),
        counts: KINDS.iter().map(|(kind, ..)| words::number(found.rows(*kind))).collect(),
        share: hit_share(found),
        warned: found.band_warning.is_some(),
    }
}

fn control(found: &ControlRun) -> Control {
    let about = &found.control;
    Control {
        anchor: words::anchor("k", &about.id),
        id: about.id.clone(),
        title: about.title.clone(),
        question: about.question.clone(),
        about: format!("Familj: {} · Version {} · Prövar {}", words::family(&about.family), about.version, about.unit),
        severity: Severity::of(about.severity),
        computed: found.is_computed(),
        missing: words::not_run(found),
        counts: KINDS.iter().map(|(kind, class, label)| count(found, *kind, class, label)).collect(),
        share: hit_share(found),
        warning: found.band_warning.clone().unwrap_or_default(),
        comparisons: found
            .comparisons
            .iter()
            .map(|c| FunnelRow {
                label: c.label.clone(),
                kind: "Jämförelse",
                rows: words::number(c.rows),
                excess: words::number(c.excess),
                amount: words::kronor(c.amount_ore),
                is_hit: false,
            })
            .collect(),
        funnel: found.outcomes.iter().map(step).collect(),
        shows_excess: found.comparisons.iter().any(|c| c.excess > 0) || found.outcomes.iter().any(|o| o.excess > 0),
    }
}

fn count(found: &ControlRun, kind: OutcomeKind, class: &'static str, label: &'static str) -> Count {
    let (rows, units) = (found.rows(kind), found.units(kind));
    let units = if units == rows { String::new() } else { format!("{} {}", words::number(units), found.control.unit) };
    Count { class, label, rows: words::number(rows), units }
}

fn step(outcome: &signals::OutcomeCount) -> FunnelRow {
    let kind = KINDS.iter().find(|(kind, ..)| *kind == outcome.kind).map_or("", |(.., label)| label);
    FunnelRow {
        label: if outcome.label.is_empty() { kind.to_owned() } else { outcome.label.clone() },
        kind,
        rows: words::number(outcome.rows),
        excess: words::number(outcome.excess),
        amount: words::kronor(outcome.amount_ore),
        is_hit: outcome.kind == OutcomeKind::Hit,
    }
}

/// Hits among what could be computed.
pub(crate) fn hit_share(found: &ControlRun) -> String {
    use OutcomeKind::{Excluded, Hit, Pass};
    if !found.is_computed() {
        return String::new();
    }
    words::share(found.rows(Hit), [Hit, Pass, Excluded].map(|kind| found.rows(kind)).iter().sum())
}
