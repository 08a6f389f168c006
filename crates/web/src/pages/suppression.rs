//! What is kept out of the list of signals, for whom, how long and why.

use app::signal::{Report, Row, Status, Trait};
use askama::Template;

use super::ask::Sections;
use super::signal::group_tabs;
use super::signal::words::{self, whole};
use crate::failure::{Answer, encoded, page, redirect};
use crate::frame::{Frame, Visit};
use crate::part::{Chip, Column, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

#[derive(Template)]
#[template(path = "suppression_list.html")]
struct ListPage {
    frame: Frame,
    t: T,
    notice: Markup,
    tabs: Markup,
    hidden: String,
    table: Table,
    most: Table,
}

/// What the page shows.
pub(crate) struct Suppressions {
    /// The groups whose suppressions the person may see, and which of them is shown.
    pub(crate) groups: Vec<String>,
    pub(crate) group: String,
    pub(crate) report: Report,
    /// Whether the person may end one, and whether subjects are theirs to look at.
    pub(crate) may_lift: bool,
    pub(crate) may_see: bool,
}

pub(super) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let groups = app.health_groups(cx).await?;
    let asked = visit.query("grupp");
    let Some(first) = groups.first() else {
        let t = visit.t();
        return Sections::new(visit.frame(t.suppression_title()), t.suppression_lead())
            .section(t.suppression_caption(), Markup::raw(format!("<p>{}</p>", t.suppression_none())))
            .answer();
    };
    let group = if asked.is_empty() { first.clone() } else { asked.to_owned() };
    let report = app.suppression_list(cx, &group).await?;
    let may = app.acts_somewhere(cx, ["suppression_lift", "signal_show"]);
    let may = |act| may.contains(&act);
    let (may_lift, may_see) = (may("suppression_lift"), may("signal_show"));
    suppressions_page(&visit, &Suppressions { groups, group, report, may_lift, may_see })
}

pub(super) async fn lift(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let group = sent.text("grupp");
    app.suppression_lift(cx, group, sent.text("dampning")).await?;
    redirect(&format!("/dampningar?grupp={}&klart=havd", encoded(group)))
}

pub(crate) fn suppressions_page(visit: &Visit, shown: &Suppressions) -> Answer {
    let (t, report) = (visit.t(), &shown.report);
    let notice = match visit.query("klart") {
        "havd" => Markup::of(&Notice::new(Tone::Done, t.suppression_lifted())),
        _ => Markup::default(),
    };
    let table = Table::new(t, "dampningar", t.suppression_caption(), columns(t, shown.may_lift));
    let most = [Column::text(t.signal_subject()), Column::number(t.suppression_signals())];
    let most = Table::new(t, "flest", t.suppression_most(), most.into());
    let subject = |((kind, id), signals): &((String, String), u64)| {
        vec![subject(t, shown, (kind, id)), t.number(whole(*signals)).into()]
    };
    page(&ListPage {
        frame: visit.frame(t.suppression_title()),
        t,
        notice,
        tabs: group_tabs(t.signal_groups(), "/dampningar", &shown.groups, &shown.group),
        hidden: t.suppression_hidden(whole(report.signals), t.day(report.on), whole(report.hidden)),
        table: table.rows(report.rows.iter().map(|row| cells(visit, shown, row))).when_empty(t.suppression_empty()),
        most: most.rows(report.most.iter().map(subject)).when_empty(t.suppression_most_empty()),
    })
}

fn columns(t: T, may_lift: bool) -> Vec<Column> {
    let mut columns = vec![
        Column::text(t.suppression_what()),
        Column::number(t.suppression_days()),
        Column::text(t.suppression_period()),
        Column::text(t.suppression_status()),
        Column::number(t.suppression_signals()),
        Column::number(t.suppression_amount()),
        Column::text(t.suppression_reason()),
        Column::text(t.suppression_by()),
    ];
    if may_lift {
        columns.push(Column::text(t.suppression_act()));
    }
    columns
}

fn cells(visit: &Visit, shown: &Suppressions, row: &Row) -> Vec<Markup> {
    let t = visit.t();
    let (kind, id) = &row.target.subject;
    let with = row.target.counterpart.as_ref();
    let with = with.map(|(kind, id)| t.suppression_together_with(app::signal::subject_id(kind, id)));
    let what = format!("{} {}", words::family(t, &row.target.family), with.unwrap_or_default());
    let mut cells = vec![
        words::below(&subject(t, shown, (kind, id)), &Markup::text(what.trim())),
        t.number(row.days).into(),
        format!("{} – {}", t.day(row.from), t.day(row.to)).into(),
        status(t, &row.status),
        t.number(whole(row.signals)).into(),
        if row.signals > 0 { t.amount(row.amount_ore).into() } else { Markup::default() },
        app::signal::hide_person_nos(&row.reason).into(),
        row.by.join(", ").into(),
    ];
    if shown.may_lift {
        let is_live = matches!(row.status, Status::Holds | Status::NotYet);
        cells.push(if is_live { lift_form(visit, &shown.group, row) } else { Markup::default() });
    }
    cells
}

fn lift_form(visit: &Visit, group: &str, row: &Row) -> Markup {
    let (t, csrf) = (visit.t(), visit.csrf());
    let (group, id) = (Markup::text(group), Markup::text(&row.id));
    Markup::raw(format!(
        r#"<form method="post" action="/dampningar/hav">{csrf}<input type="hidden" name="grupp" value="{group}"><input type="hidden" name="dampning" value="{id}"><button class="button button--secondary button--medium" type="submit">{}<span class="sr-only"> {id}</span></button></form>"#,
        t.suppression_lift()
    ))
}

/// Names are not kept with suppressions.
fn subject(t: T, shown: &Suppressions, (kind, id): (&str, &str)) -> Markup {
    let about = app::signal::Subject { kind: kind.to_owned(), id: id.to_owned(), name: String::new() };
    if shown.may_see { words::subject_link(t, &shown.group, &about) } else { words::subject(t, &about).into() }
}

fn status(t: T, status: &Status) -> Markup {
    match status {
        Status::NotYet => t.suppression_not_yet().into(),
        Status::Holds => Chip::new(Tone::Info, t.suppression_holds()).into(),
        Status::Over => t.suppression_over().into(),
        Status::Lifted { by, at } => t.suppression_was_lifted(t.stamped(at), by).into(),
        Status::Rearmed { at, what, .. } => {
            let what: Vec<&str> = what.iter().map(|circumstance| of_trait(t, *circumstance)).collect();
            Chip::new(Tone::Warning, t.suppression_rearmed(t.stamped(at), what.join(", "))).into()
        }
    }
}

fn of_trait(t: T, circumstance: Trait) -> &'static str {
    match circumstance {
        Trait::Account => t.suppression_trait_account(),
        Trait::Board => t.suppression_trait_board(),
        Trait::Address => t.suppression_trait_address(),
        Trait::AmountBand => t.suppression_trait_amount(),
        Trait::Unit => t.suppression_trait_unit(),
    }
}
