//! One signal: why it was raised, what it rests on, and what people said of it.

use app::signal::{Judgement, Outcome, SignalPage, Subject};
use askama::Template;
use chrono::NaiveDate;

use super::fact;
use super::judge::{Wrong, judge_form};
use super::words::{self, length, of_both, swedish};
use crate::failure::{Answer, encoded, page, page_again};
use crate::frame::{Frame, Visit};
use crate::part::{Chip, Column, Description, Form, Markup, Moment, Notice, Table, Timeline, Tone};
use crate::text::{T, day_of};

#[derive(Template)]
#[template(path = "signal_show.html")]
struct ShowPage {
    frame: Frame,
    t: T,
    notice: Markup,
    lead: Markup,
    chips: Vec<Markup>,
    links: Vec<(String, &'static str)>,
    about: Description,
    facts: Option<Description>,
    evidence: Table,
    tried: Vec<Markup>,
    false_alarms: Markup,
    investigate: Markup,
    timeline: Option<Timeline>,
    judgements: Table,
    form: Form,
}

pub(in crate::pages) async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let group = visit.param("group");
    let signal = app.signal_show(cx, group, visit.param("fingerprint")).await?;
    signal_page(&visit, group, &signal, &Wrong::default())
}

pub(crate) fn signal_page(visit: &Visit, group: &str, shown: &SignalPage, wrong: &Wrong) -> Answer {
    let (t, SignalPage { row, signal, control, .. }) = (visit.t(), shown);
    let form = judge_form(visit, group, row, wrong);
    let is_wrong = form.has_errors();
    let path = words::signal_path(group, &row.fingerprint);
    let list = format!("/signaler?grupp={}", encoded(group));
    let title = of_both(t, &row.title, &row.title_en);
    let frame = visit.frame(if title.is_empty() { &control.title } else { title });
    let case = format!("/arenden/nytt?signal={}/{}", words::step(group), words::step(&row.fingerprint));
    let page_of = ShowPage {
        frame: frame.below(list, t.signal_title()).with_errors(is_wrong),
        t,
        notice: notice(visit),
        lead: swedish(t, &row.sentence),
        chips: chips(t, shown),
        links: vec![
            ("#bedom".to_owned(), t.signal_judge_jump()),
            (case, t.signal_open_case()),
            (format!("{path}/dampa"), t.signal_suppress()),
        ],
        about: about(t, group, shown),
        facts: facts(t, shown),
        evidence: evidence(t, shown),
        tried: signal.tried.iter().map(|text| swedish(t, text)).collect(),
        false_alarms: prose(t, &control.false_alarms),
        investigate: prose(t, &control.investigate),
        timeline: timeline(t, shown),
        judgements: judgements(t, &shown.judgements),
        form,
    };
    if is_wrong { page_again(&page_of) } else { page(&page_of) }
}

/// A section of a control's document, which is Swedish whatever language the page is in.
pub(in crate::pages) fn prose(t: T, markdown: &str) -> Markup {
    let lang = if t.lang() == crate::text::Lang::Sv { "" } else { r#" lang="sv""# };
    let html = app::register::prose(&app::signal::hide_person_nos(markdown));
    Markup::raw(format!(r#"<div class="prose"{lang}>{html}</div>"#))
}

fn notice(visit: &Visit) -> Markup {
    let t = visit.t();
    match visit.query("klart") {
        "bedomd" => Markup::of(&Notice::new(Tone::Done, t.signal_judged_done())),
        "dampning" => {
            let link = Markup::link("/att-godkanna", t.suppress_done_link());
            Markup::of(&Notice::new(Tone::Done, t.suppress_done()).with(link))
        }
        _ => Markup::default(),
    }
}

fn chips(t: T, shown: &SignalPage) -> Vec<Markup> {
    let row = &shown.row;
    let until = shown.suppressed_until.map(|day| Chip::new(Tone::Calm, t.signal_suppressed_until(t.day(day))));
    let mut chips = vec![Chip::severity(t, row.severity).into()];
    let state = app::signal::SignalRow { is_suppressed: false, ..row.clone() };
    chips.push(words::state(t, &state));
    chips.extend(until.map(Markup::from));
    chips.retain(|chip: &Markup| *chip != Markup::default());
    chips
}

fn about(t: T, group: &str, shown: &SignalPage) -> Description {
    let SignalPage { row, signal, control, .. } = shown;
    let link = |subject: &Subject| words::subject_link(t, group, subject);
    let (first, others) = match signal.subjects.split_first() {
        Some((first, others)) => (link(first), others.iter().map(link).collect()),
        None => (Markup::default(), Vec::new()),
    };
    let text = format!("{} {}", control.id, of_both(t, &row.title, &row.title_en));
    let version = Markup::from(t.signal_version(control.version));
    let days = row.days.map(|days| format!(" ({})", t.control_health_days(days)));
    let first_day = shown.first_day.map(|day| format!("{}{}", t.day(day), days.unwrap_or_default()));
    Description::new()
        .row(t.signal_about(), first)
        .row(t.signal_about_too(), listed(others))
        .row(t.signal_amount(), row.amount_ore.map(|ore| t.amount(ore)).unwrap_or_default())
        .row(t.signal_period(), words::period(t, signal.from, signal.to))
        .row(t.signal_severity(), words::asks(t, row.severity))
        .row(t.signal_control(), words::control_link(group, &control.id, &text).then(&version))
        .row(t.signal_family(), words::family(t, &signal.family))
        .row(t.signal_precision(), words::precision(t, shown.precision.as_ref()))
        .row(t.signal_first_seen(), first_day.unwrap_or_default())
        .row(t.signal_changed_at(), t.stamped(&shown.changed_at))
        .row(t.signal_reference(), row.fingerprint.as_str())
        .row(t.signal_parameters(), signal.parameter_hash.as_str())
        .row(t.signal_snapshots(), signal.snapshots.join(", "))
}

/// Several things, each on a line of its own.
fn listed(things: Vec<Markup>) -> Markup {
    let lines: Vec<String> = things.iter().map(ToString::to_string).collect();
    Markup::raw(lines.join("<br>"))
}

fn facts(t: T, shown: &SignalPage) -> Option<Description> {
    let facts = &shown.signal.facts;
    let row = |list: Description, fact: &app::signal::Fact| {
        list.row(fact::name(t, shown, &fact.name), swedish(t, &fact.value))
    };
    (!facts.is_empty()).then(|| facts.iter().fold(Description::new(), row))
}

fn evidence(t: T, shown: &SignalPage) -> Table {
    let evidence = &shown.signal.evidence;
    let column = |(at, name): (usize, &String)| match words::is_figures(&evidence.rows, at) {
        true => Column::number(name),
        false => Column::text(name),
    };
    let columns = evidence.columns.iter().enumerate().map(column).collect();
    let caption = t.signal_evidence_caption(length(evidence.rows.len()));
    let rows = evidence.rows.iter().map(|row| row.iter().map(|cell| Markup::text(cell)).collect());
    Table::new(t, "underlag", caption, columns).rows(rows).when_empty(t.signal_evidence_empty()).with_filter()
}

/// What the dates of the signal say, when there are any.
fn timeline(t: T, shown: &SignalPage) -> Option<Timeline> {
    let moment =
        |row: &str, from: NaiveDate, to: NaiveDate, what: Markup| Moment { row: row.to_owned(), from, to, what };
    let signal = &shown.signal;
    let mut moments = Vec::new();
    if let (Some(from), Some(to)) = (signal.from.or(signal.to), signal.to.or(signal.from)) {
        moments.push(moment(t.signal_moment_concerns(), from, to, t.signal_moment_concerns_what().into()));
    }
    if let Some(day) = shown.first_day {
        moments.push(moment(t.signal_moment_signal(), day, day, t.signal_moment_found().into()));
    }
    let changed = day_of(&shown.changed_at).filter(|day| Some(*day) != shown.first_day);
    if let Some(day) = changed {
        moments.push(moment(t.signal_moment_signal(), day, day, t.signal_moment_changed().into()));
    }
    for judgement in &shown.judgements {
        if let Some(day) = day_of(&judgement.at) {
            moments.push(moment(t.signal_moment_judged(), day, day, words::outcome(t, judgement.outcome).into()));
        }
    }
    (!moments.is_empty()).then(|| Timeline::new(t, "tid", t.signal_timeline(), moments))
}

fn judgements(t: T, judgements: &[Judgement]) -> Table {
    let columns = vec![
        Column::text(t.signal_judged_at()),
        Column::text(t.signal_judged_by()),
        Column::text(t.signal_judged_outcome()),
        Column::number(t.signal_judged_recovered()),
        Column::text(t.signal_judged_note()),
    ];
    let row = |judgement: &Judgement| {
        let recovered = match judgement.outcome {
            Outcome::ErrorCorrected { recovered_ore } if recovered_ore != 0 => t.amount(recovered_ore),
            _ => String::new(),
        };
        vec![
            Markup::from(t.stamped(&judgement.at)),
            judgement.by.to_string().into(),
            words::outcome(t, judgement.outcome).into(),
            recovered.into(),
            Markup::text(&judgement.note),
        ]
    };
    Table::new(t, "bedomningar", t.signal_judgements_caption(), columns)
        .rows(judgements.iter().rev().map(row))
        .when_empty(t.signal_judgements_empty())
}
