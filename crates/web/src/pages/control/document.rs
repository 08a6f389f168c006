//! A control's document: what it asks, how it works, what it found, its parameters and its query.

use app::register::{Control, Parameter};
use app::signal::{Counted, OutcomeCount, OutcomeKind};
use askama::Template;

use super::{KINDS, not_run, share, shown_group};
use crate::failure::{Answer, encoded, page};
use crate::frame::{Frame, Visit};
use crate::pages::signal::words::{self, of_both, swedish, whole};
use crate::pages::signal::{group_tabs, prose};
use crate::part::{Chip, Column, Description, Markup, Notice, Table, Tone};
use crate::text::T;

#[derive(Template)]
#[template(path = "control_show.html")]
struct ShowPage<'a> {
    frame: Frame,
    t: T,
    lead: &'a str,
    severity: Chip,
    tabs: Markup,
    latest: Latest,
    sections: Vec<(&'static str, Markup)>,
    facts: Description,
    parameters: Table,
    reads: Table,
    query: &'a str,
}

/// What the latest run gave.
#[derive(Default)]
struct Latest {
    title: String,
    /// Why it could not be run.
    gaps: Vec<Markup>,
    notice: Markup,
    counts: Option<Description>,
    funnel: Option<Table>,
    health: Option<Description>,
    signals_path: String,
}

/// What the page shows.
pub(crate) struct Document<'a> {
    /// The groups whose counts the person may see, and which of them is shown; empty when there is none.
    pub(crate) groups: Vec<String>,
    pub(crate) group: String,
    pub(crate) control: &'a Control,
    /// Its counts in the group's latest run.
    pub(crate) counted: Option<Counted>,
    /// Whether its signals are the person's to see.
    pub(crate) may_see: bool,
}

pub(in crate::pages) async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let control = app.control_show(cx, visit.param("id")).await?;
    let (groups, group) = shown_group(&visit).await?;
    let all = if group.is_empty() { Vec::new() } else { app.control_counts(cx, &group).await? };
    let counted = all.into_iter().find(|counted| counted.run.control.id == control.id);
    let may_see = !app.acts_somewhere(cx, ["signal_list"]).is_empty();
    document_page(&visit, &Document { groups, group, control, counted, may_see })
}

pub(crate) fn document_page(visit: &Visit, shown: &Document<'_>) -> Answer {
    let (t, control) = (visit.t(), shown.control);
    let title = of_both(t, &control.title.sv, &control.title.en);
    let list = format!("/kontroller?grupp={}", encoded(&shown.group));
    page(&ShowPage {
        frame: visit.frame(t.control_page_title(&control.id, title)).below(list, t.control_title()),
        t,
        lead: of_both(t, &control.summary.sv, &control.summary.en),
        severity: Chip::severity(t, control.severity),
        tabs: group_tabs(t.control_groups(), visit.path(), &shown.groups, &shown.group),
        latest: latest(t, shown),
        sections: sections(t, control),
        facts: facts(t, control),
        parameters: parameters(t, control),
        reads: reads(t, control),
        query: control.query.trim_end(),
    })
}

fn latest(t: T, shown: &Document<'_>) -> Latest {
    let Some(counted) = &shown.counted else {
        let notice = Notice::new(Tone::Info, t.control_latest_none());
        return Latest { title: t.control_latest().to_owned(), notice: Markup::of(&notice), ..Latest::default() };
    };
    let run = &counted.run;
    let title = t.control_latest_of(shown.group.replace('+', " + "));
    if !run.is_computed() {
        let notice = Notice::new(Tone::Warning, t.control_could_not()).with(t.control_could_not_what());
        return Latest { title, gaps: not_run(t, run), notice: Markup::of(&notice), ..Latest::default() };
    }
    let warning = run.band_warning.as_ref();
    let warning = warning.map(|why| Notice::new(Tone::Warning, t.control_warning()).with(swedish(t, why)));
    let group = &shown.group;
    let path = format!("/signaler?grupp={}&kontroll={}", encoded(group), encoded(&shown.control.id));
    Latest {
        title,
        gaps: Vec::new(),
        notice: warning.map(|notice| Markup::of(&notice)).unwrap_or_default(),
        counts: Some(counts(t, counted)),
        funnel: (!run.outcomes.is_empty()).then(|| funnel(t, counted)),
        health: health(t, counted),
        signals_path: if shown.may_see { path } else { String::new() },
    }
}

fn kind(t: T, kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Hit => t.control_hit(),
        OutcomeKind::Pass => t.control_pass(),
        OutcomeKind::Excluded => t.control_excluded(),
        OutcomeKind::NotComputable => t.control_missing(),
    }
}

fn counts(t: T, counted: &Counted) -> Description {
    let run = &counted.run;
    let row = |list: Description, of: OutcomeKind| {
        let (rows, units) = (run.rows(of), run.units(of));
        let number = t.number(whole(rows));
        let unit = || format!("{number} ({} {})", t.number(whole(units)), run.control.unit);
        list.row(kind(t, of), if units == rows { number.clone() } else { unit() })
    };
    KINDS.into_iter().fold(Description::new(), row).row(t.control_share(), share(t, run))
}

/// From all that was tested to the hits, step by step, with the simpler tests first.
fn funnel(t: T, counted: &Counted) -> Table {
    let columns = vec![
        Column::text(t.control_step()),
        Column::text(t.control_kind()),
        Column::number(t.control_rows()),
        Column::number(t.control_units()),
        Column::number(t.control_amount()),
    ];
    let amount = |ore: i128| t.amount(i64::try_from(ore).unwrap_or(i64::MAX));
    let simpler = counted.run.comparisons.iter().map(|simpler| {
        vec![
            swedish(t, &simpler.label),
            t.control_comparison().into(),
            t.number(whole(simpler.rows)).into(),
            Markup::default(),
            amount(simpler.amount_ore).into(),
        ]
    });
    let step = |outcome: &OutcomeCount| {
        let label = if outcome.label.is_empty() { kind(t, outcome.kind).into() } else { swedish(t, &outcome.label) };
        vec![
            label,
            kind(t, outcome.kind).into(),
            t.number(whole(outcome.rows)).into(),
            t.number(whole(outcome.units)).into(),
            amount(outcome.amount_ore).into(),
        ]
    };
    let table = Table::new(t, "tratt", t.control_funnel(), columns);
    table.rows(simpler).rows(counted.run.outcomes.iter().map(step))
}

fn health(t: T, counted: &Counted) -> Option<Description> {
    let health = counted.health.as_ref()?;
    let waited = health.median_days_open.map(|days| t.control_health_days(days));
    let suppressed = t.control_health_suppressed_words(whole(health.signals), whole(health.suppressed));
    let recovered = health.precision.tally.recovered_ore;
    let recovered = if recovered == 0 { String::new() } else { t.amount(recovered) };
    let list = Description::new()
        .row(t.signal_precision(), words::precision(t, Some(&health.precision)))
        .row(t.control_health_open(), t.number(whole(health.open)))
        .row(t.control_health_waited(), waited.unwrap_or_default())
        .row(t.control_health_suppressed(), suppressed)
        .row(t.control_health_recovered(), recovered);
    Some(list)
}

/// The sections that people read, each under the page's own word for it.
fn sections(t: T, control: &Control) -> Vec<(&'static str, Markup)> {
    let sections = [
        ("Fråga", t.control_question()),
        ("Så fungerar den", t.control_how()),
        ("Varför", t.control_why()),
        ("Falska larm", t.control_false_alarms()),
        ("Utred så här", t.control_investigate()),
    ];
    let written = |(heading, title)| {
        let text = control.prose(heading);
        (!text.is_empty()).then(|| (title, prose(t, text)))
    };
    sections.into_iter().filter_map(written).collect()
}

fn facts(t: T, control: &Control) -> Description {
    let personal = match control.personal_data.as_str() {
        "none" => t.control_personal_none(),
        "indirect" => t.control_personal_indirect(),
        "staff" => t.control_personal_staff(),
        "clients" => t.control_personal_clients(),
        other => other,
    };
    let purpose = match control.purpose.as_str() {
        "internal-control" => t.control_purpose_internal_control(),
        other => other,
    };
    let band = &control.band;
    let words = Markup::from(t.control_band_words(band.max_per_10k, band.min_per_10k));
    let basis = Markup::text(of_both(t, &band.basis.sv, &band.basis.en));
    Description::new()
        .row(t.control_flow(), words::flow(t, &control.flow))
        .row(t.control_family(), words::family(t, &control.family))
        .row(t.signal_severity(), words::asks(t, control.severity))
        .row(t.control_unit(), of_both(t, &control.unit.sv, &control.unit.en))
        .row(t.control_purpose(), purpose)
        .row(t.control_grounds(), control.grounds.join(", "))
        .row(t.control_personal(), personal)
        .row(t.control_band(), words::below(&words, &basis))
        .row(t.control_sources(), control.sources.join("; "))
        .row(t.control_cases(), t.control_cases_words(words::length(control.cases.len())))
        .row(t.control_version(), control.version.to_string())
}

fn parameters(t: T, control: &Control) -> Table {
    let columns = vec![
        Column::text(t.control_parameter()),
        Column::text(t.control_parameter_help()),
        Column::number(t.control_parameter_value()),
        Column::number(t.control_parameter_min()),
        Column::number(t.control_parameter_max()),
    ];
    let row = |(name, parameter): (&String, &Parameter)| {
        let bound = |value: &Option<_>| value.as_ref().map(ToString::to_string).unwrap_or_default();
        vec![
            Markup::text(name),
            of_both(t, &parameter.help.sv, &parameter.help.en).into(),
            parameter.default.to_string().into(),
            bound(&parameter.min).into(),
            bound(&parameter.max).into(),
        ]
    };
    Table::new(t, "parametrar", t.control_parameters(), columns)
        .rows(control.parameters.iter().map(row))
        .when_empty(t.control_parameters_empty())
        .under_heading()
}

fn reads(t: T, control: &Control) -> Table {
    let columns = vec![t.control_reads_register(), t.control_reads_required(), t.control_reads_optional()].into_iter();
    let rows = control.reads.iter().map(|(register, reads)| {
        vec![Markup::text(register), reads.required.join(", ").into(), reads.optional.join(", ").into()]
    });
    Table::new(t, "register", t.control_reads(), columns.map(Column::text).collect()).rows(rows).under_heading()
}
