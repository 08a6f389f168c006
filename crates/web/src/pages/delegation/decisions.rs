//! Decisions held against the order, and the list for the board's next meeting.

use app::delegation::{Checked, Judged, Ruling};

use super::{Came, below, count, words};
use crate::failure::{Answer, redirect};
use crate::frame::{Frame, Visit};
use crate::pages::ask::{Problems, Sections, asked, day, listed};
use crate::pages::case;
use crate::pages::screening::kept;
use crate::part::{Cell, Choice, Column, Description, Field, Markup, Table};
use crate::sent::Upload;
use crate::text::T;

pub(crate) fn upload_page(visit: &Visit, until: &str, problems: &Problems) -> Answer {
    let t = visit.t();
    let file = Field::file(t, "file", t.register_file(), ".xlsx,.csv,.txt").with_hint(t.delegation_check_file_hint());
    let newest =
        Field::checks(t, "newest", t.delegation_rows_from(), vec![Choice::new("ja", t.delegation_from_newest())]);
    let until = Field::date(t, "until", t.delegation_until()).with_hint(t.delegation_until_hint()).with_value(until);
    let form = visit
        .form("/delegation/beslut")
        .field(problems.on("until", until))
        .field(newest.optional())
        .field(problems.on("file", file.optional()))
        .with_error(problems.general())
        .submit(t.delegation_check())
        .or_back("/delegation");
    asked(below(visit, t.delegation_check()), t.delegation_check_lead(), Markup::default(), form)
}

pub(super) async fn upload(visit: Visit) -> Answer {
    let (_, cx) = visit.acts()?;
    upload_page(&visit, &cx.today().to_string(), &Problems::default())
}

pub(super) async fn upload_sent(visit: Visit, upload: Upload) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut came = Came::of(upload).await?;
    let given = came.text("until");
    let mut problems = Problems::default();
    let until = day(&visit, "until", &given, &mut problems);
    let Some(from) = came.from("file") else {
        return upload_page(&visit, &given, &problems.with("file", visit.t().delegation_from_wrong()));
    };
    if problems.is_empty() {
        match app.delegation_check(cx, from, until).await {
            Ok(key) => return redirect(&format!("/delegation/beslut/{key}")),
            Err(error) => problems = Problems::of(error, &["file", "until"])?,
        }
    }
    upload_page(&visit, &given, &problems)
}

fn frame(visit: &Visit, title: &str) -> Frame {
    below(visit, title).below("/delegation/beslut", visit.t().delegation_check())
}

fn faulty(t: T, faulty: &[Judged]) -> Table {
    let columns = vec![
        Column::text(t.delegation_ruling()),
        Column::text(t.delegation_day()),
        Column::text(t.delegation_number()),
        Column::text(t.delegation_holder()),
        Column::number(t.delegation_amount()),
        Column::text(t.delegation_by()),
        Column::text(t.delegation_why()),
    ];
    let row = |one: &Judged| -> Vec<Cell> {
        let ruling = &one.ruling;
        vec![
            ruling.id.as_str().into(),
            Markup::day(ruling.decided_on),
            ruling.point.as_str().into(),
            ruling.role.as_str().into(),
            ruling.amount_ore.map(|ore| t.amount(ore)).unwrap_or_default().into(),
            ruling.decided_by.as_str().into(),
            listed(one.faults.iter().map(|fault| words::fault(t, fault, ruling.amount_ore).into())),
        ]
    };
    Table::new(t, "brister", t.delegation_faulty(), columns)
        .rows(faulty.iter().map(row))
        .when_empty(t.delegation_faulty_empty())
        .under_heading()
        .with_filter()
}

fn waiting(t: T, list: &[Ruling]) -> Table {
    let columns = vec![
        Column::text(t.delegation_ruling()),
        Column::text(t.delegation_day()),
        Column::text(t.delegation_number()),
        Column::text(t.delegation_ruling_kind()),
        Column::number(t.delegation_amount()),
        Column::text(t.delegation_holder()),
    ];
    let row = |ruling: &Ruling| -> Vec<Cell> {
        vec![
            ruling.id.as_str().into(),
            Markup::day(ruling.decided_on),
            ruling.point.as_str().into(),
            ruling.kind.as_str().into(),
            ruling.amount_ore.map(|ore| t.amount(ore)).unwrap_or_default().into(),
            ruling.role.as_str().into(),
        ]
    };
    let table = Table::new(t, "anmalan", t.delegation_notification(), columns).rows(list.iter().map(row));
    table.when_empty(t.delegation_notification_empty()).under_heading()
}

pub(crate) fn result_page(visit: &Visit, key: &str, checked: &Checked) -> Answer {
    let t = visit.t();
    let facts = Description::new()
        .row(t.register_file(), checked.name.as_str())
        .row(t.delegation_read(), t.number(count(checked.read)))
        .row(t.delegation_faulty(), t.number(count(checked.faulty.len())))
        .row(t.delegation_waiting(), t.number(count(checked.to_notify.len())))
        .row(t.delegation_rests_on(), checked.decisions.join(", "));
    let mut shown = Sections::new(frame(visit, t.delegation_result()), t.delegation_result_lead(app::shelf::MINUTES))
        .primary(format!("/delegation/beslut/{key}/anmalan"), t.delegation_notification())
        .section(t.delegation_summary(), Markup::of(&facts))
        .section(t.delegation_faulty(), Markup::of(&faulty(t, &checked.faulty)));
    if !checked.unfit.is_empty() {
        shown = shown.section(t.delegation_unfit(), words::unfit(t, &checked.unfit));
    }
    shown.answer()
}

pub(super) async fn result(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let key = visit.param("key");
    let checked = kept(&visit, app.delegation_checked(cx, key).await)?;
    result_page(&visit, key, &checked)
}

pub(crate) fn list_page(visit: &Visit, key: &str, checked: &Checked) -> Answer {
    let t = visit.t();
    let frame = frame(visit, t.delegation_notification());
    let lead = t.delegation_notification_lead(&checked.authority, t.day(checked.until));
    Sections::new(frame, lead)
        .link(format!("/delegation/beslut/{key}/anmalan.pdf"), t.delegation_notification_pdf())
        .link(format!("/delegation/beslut/{key}"), t.delegation_result())
        .section(t.delegation_notification(), Markup::of(&waiting(t, &checked.to_notify)))
        .answer()
}

pub(super) async fn list(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let key = visit.param("key");
    let checked = kept(&visit, app.delegation_checked(cx, key).await)?;
    list_page(&visit, key, &checked)
}

pub(super) async fn list_pdf(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let bytes = kept(&visit, app.delegation_notification(cx, visit.param("key")).await)?;
    Ok(case::bytes_sent(bytes, "application/pdf", "attachment; filename=\"anmalan-delegationsbeslut.pdf\""))
}
