//! The order as it applies on a day, a point with its wordings, and what changed between two days.

use app::delegation::{
    BaseAmount, Difference, Limit, Order, OrderFile, OrderPage, Point, Reserved, base_amounts, doubts, reserved,
};
use casework::routine::Certainty;
use chrono::NaiveDate;

use super::{below, count, words};
use crate::failure::{Answer, Failure, encoded, redirect};
use crate::frame::Visit;
use crate::pages::ask::{Problems, Sections, asked, day, done, listed};
use crate::pages::case;
use crate::part::{Cell, Chip, Column, Field, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::{Lang, T};

/// What a page of the order offers to do.
const OFFERED: [&str; 3] = ["delegation_put_propose", "delegation_check", "hands_show"];

/// Which day, and what the reader may do.
pub(crate) struct Asked<'a> {
    /// The day.
    pub(crate) day: NaiveDate,
    /// Of the acts that a page offers, those of the reader.
    pub(crate) may: &'a [&'a str],
}

/// The day that is asked for, else this one.
fn asked_day(visit: &Visit, name: &str, today: NaiveDate) -> NaiveDate {
    visit.query(name).parse().unwrap_or(today)
}

pub(super) async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let page = app.delegation_show(cx).await?;
    let may = app.acts_somewhere(cx, OFFERED);
    show_page(&visit, &page, &Asked { day: asked_day(&visit, "dag", cx.today()), may: &may })
}

fn path_of(number: &str) -> String {
    format!("/delegation/punkt/{}", encoded(number))
}

fn points(t: T, id: &str, heading: &str, points: &[&Point]) -> Table {
    let columns = vec![
        Column::text(t.delegation_number()),
        Column::text(t.delegation_matter()),
        Column::text(t.delegation_holder()),
        Column::number(t.delegation_limit()),
        Column::text(t.delegation_terms()),
        Column::text(t.delegation_period()),
        Column::text(t.delegation_source()),
    ];
    let row = |point: &&Point| -> Vec<Cell> {
        vec![
            Markup::link(&path_of(&point.number), &point.number),
            point.matter.as_str().into(),
            point.holder.as_str().into(),
            words::limit(t, point).into(),
            words::terms(t, point).into(),
            words::period(point),
            point.source.as_str().into(),
        ]
    };
    Table::new(t, id, heading, columns).rows(points.iter().map(row)).under_heading()
}

fn kept(t: T, day: NaiveDate) -> Markup {
    let item = |one: &Reserved| {
        let text = if t.lang() == Lang::Sv { &one.sv } else { &one.en };
        let from = t.delegation_reserved_from(t.day(one.from), &one.law, t.day(one.read));
        let item = Markup::text(text).then(&Markup::text(&from));
        if one.is_confirmed {
            item
        } else {
            item.then(&Chip::new(Tone::Warning, t.delegation_not_confirmed()).into()).then(&Markup::text(&one.source))
        }
    };
    listed(reserved(day).map(item))
}

/// The price base amounts that limits are read by.
fn bases(t: T) -> Markup {
    let columns = vec![
        Column::text(t.delegation_base_year()),
        Column::number(t.delegation_base_amount()),
        Column::text(t.delegation_base_source()),
    ];
    let row = |one: &BaseAmount| -> Vec<Cell> {
        let mut source = Markup::text(&one.law).then(&Markup::text(&one.source));
        if one.certainty != Certainty::C {
            source = source.then(&case::words::certainty(t, one.certainty));
        }
        vec![one.year.to_string().into(), t.amount(one.kronor.saturating_mul(100)).into(), source]
    };
    let table = Table::new(t, "prisbasbelopp", t.delegation_base_amounts(), columns).under_heading();
    let table = table.rows(base_amounts().iter().rev().map(row));
    Markup::text(t.delegation_base_lead()).paragraph().then(&Markup::of(&table))
}

fn adopted(t: T, order: &Order) -> Table {
    let columns = vec![
        Column::text(t.delegation_decision()),
        Column::text(t.delegation_decided_on()),
        Column::number(t.delegation_points()),
        Column::text(t.delegation_confirmed()),
    ];
    let row = |one: &casework::delegation::order::Adopted| -> Vec<Cell> {
        vec![
            one.decision.as_str().into(),
            Markup::day(one.decided_on),
            t.number(count(one.touched)).into(),
            t.stamped(&one.confirmed_at).into(),
        ]
    };
    Table::new(t, "andringar", t.delegation_adopted(), columns)
        .rows(order.adopted.iter().rev().map(row))
        .when_empty(t.delegation_adopted_empty())
        .under_heading()
}

pub(crate) fn show_page(visit: &Visit, page: &OrderPage, asked: &Asked<'_>) -> Answer {
    let (t, day) = (visit.t(), asked.day);
    let applies = page.order.on(day);
    let said = [("foreslaget", t.delegation_done_proposed())];
    let mut shown = Sections::new(visit.frame(t.delegation_title()), t.delegation_lead()).notice(done(visit, &said));
    let may = |act: &str| asked.may.contains(&act);
    if may("delegation_put_propose") {
        shown = match page.order.points.is_empty() {
            true => shown.primary("/delegation/las-in", t.delegation_import()),
            false => shown
                .primary("/delegation/andra", t.delegation_change())
                .link("/delegation/las-in", t.delegation_import()),
        };
        shown = shown.link("/delegation/fil/mall.xlsx", t.delegation_template());
    }
    if may("delegation_check") {
        shown = shown.link("/delegation/beslut", t.delegation_check());
    }
    if may("hands_show") {
        shown = shown.link("/delegation/ensam", t.alone_title());
    }
    if !page.order.points.is_empty() {
        shown = shown
            .link("/delegation/jamfor", t.delegation_between())
            .link(format!("/delegation/fil/delegationsordning.pdf?dag={day}"), t.delegation_pdf())
            .link(format!("/delegation/fil/delegationsordning.md?dag={day}"), t.delegation_markdown())
            .link("/delegation/fil/delegationsordning.xlsx", t.delegation_xlsx());
    }
    let heading = t.delegation_on(t.day(day));
    let table = points(t, "punkter", &heading, &applies).when_empty(t.delegation_empty()).with_filter();
    shown = shown.section(heading, Markup::of(&table));
    if page.order.points.iter().any(|point| matches!(point.limit, Some(Limit::Base(_)))) {
        shown = shown.section(t.delegation_base_amounts(), bases(t));
    }
    shown
        .section(t.delegation_adopted(), Markup::of(&adopted(t, &page.order)))
        .section(t.delegation_reserved(), Markup::text(t.delegation_reserved_lead()).paragraph().then(&kept(t, day)))
        .answer()
}

pub(super) async fn point(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let page = app.delegation_show(cx).await?;
    let may = app.acts_somewhere(cx, OFFERED);
    point_page(&visit, &page, visit.param("number"), &Asked { day: cx.today(), may: &may })
}

pub(crate) fn point_page(visit: &Visit, page: &OrderPage, number: &str, asked: &Asked<'_>) -> Answer {
    let t = visit.t();
    let wordings = page.order.wordings(number);
    let Some(first) = wordings.first() else { return Err(Failure::NotFound) };
    let mut shown = Sections::new(below(visit, t.delegation_point(&first.number)), t.delegation_point_lead());
    if asked.may.contains(&"delegation_put_propose") {
        for point in wordings.iter().filter(|point| point.on(asked.day)) {
            let of = format!("?punkt={}&delegat={}", encoded(&point.number), encoded(&point.holder));
            shown = shown
                .link(format!("/delegation/andra{of}"), t.delegation_change_of(&point.holder))
                .link(format!("/delegation/upphor{of}"), t.delegation_end_of(&point.holder));
        }
    }
    let doubted: Vec<Markup> =
        wordings.iter().flat_map(|point| doubts(point)).map(|doubt| words::doubt(t, &doubt).into()).collect();
    if !doubted.is_empty() {
        let notice = Notice::new(Tone::Warning, t.delegation_doubts()).with(listed(doubted));
        shown = shown.notice(Markup::of(&notice));
    }
    shown
        .section(t.delegation_wordings(), Markup::of(&points(t, "lydelser", t.delegation_wordings(), &wordings)))
        .answer()
}

pub(super) async fn file(visit: Visit) -> Answer {
    const XLSX: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
    let (app, cx) = visit.acts()?;
    let day = asked_day(&visit, "dag", cx.today());
    let (file, kind, name) = match visit.param("file") {
        "delegationsordning.pdf" => (OrderFile::Pdf(day), "application/pdf", format!("delegationsordning-{day}.pdf")),
        "delegationsordning.md" => {
            (OrderFile::Markdown(day), "text/markdown; charset=utf-8", format!("delegationsordning-{day}.md"))
        }
        "delegationsordning.xlsx" => (OrderFile::Table, XLSX, "delegationsordning.xlsx".to_owned()),
        "mall.xlsx" => (OrderFile::Template, XLSX, "mall-delegationsordning.xlsx".to_owned()),
        _ => return Err(Failure::NotFound),
    };
    let bytes = app.delegation_file(cx, file).await?;
    Ok(case::bytes_sent(bytes, kind, &format!("attachment; filename=\"{name}\"")))
}

pub(super) async fn between(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let page = app.delegation_show(cx).await?;
    let days = [asked_day(&visit, "fran", cx.today()), asked_day(&visit, "till", cx.today())];
    between_page(&visit, &page, days, &Problems::default())
}

pub(super) async fn between_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut problems = Problems::default();
    let first = day(&visit, "first", sent.text("first"), &mut problems);
    let second = day(&visit, "second", sent.text("second"), &mut problems);
    if problems.is_empty() {
        return redirect(&format!("/delegation/jamfor?fran={first}&till={second}"));
    }
    let page = app.delegation_show(cx).await?;
    between_page(&visit, &page, [cx.today(); 2], &problems)
}

pub(crate) fn between_page(
    visit: &Visit,
    page: &OrderPage,
    [first, second]: [NaiveDate; 2],
    problems: &Problems,
) -> Answer {
    let t = visit.t();
    let field =
        |name, label, value: NaiveDate| problems.on(name, Field::date(t, name, label).with_value(value.to_string()));
    let form = visit
        .form("/delegation/jamfor")
        .field(field("first", t.delegation_first(), first))
        .field(field("second", t.delegation_second(), second))
        .with_error(problems.general())
        .submit(t.delegation_compare())
        .or_back("/delegation");
    let columns = [t.delegation_number(), t.delegation_what(), t.delegation_before(), t.delegation_after()];
    let told = |point: Option<&Point>| -> Markup {
        let Some(point) = point else { return Markup::default() };
        let all = [point.matter.clone(), point.holder.clone(), words::limit(t, point), words::terms(t, point)];
        all.into_iter().filter(|text| !text.is_empty()).collect::<Vec<_>>().join("; ").into()
    };
    let row = |one: &Difference<'_>| -> Vec<Cell> {
        let number = one.after.or(one.before).map_or("", |point| point.number.as_str());
        let what = match (one.before, one.after) {
            (None, _) => Chip::new(Tone::Done, t.delegation_come()),
            (_, None) => Chip::new(Tone::Serious, t.delegation_gone()),
            _ => Chip::new(Tone::Info, t.delegation_other()),
        };
        vec![Markup::link(&path_of(number), number), what.into(), told(one.before), told(one.after)]
    };
    let differences = page.order.between(first, second);
    let heading = t.delegation_between_of(t.day(first), t.day(second));
    let table = Table::new(t, "skillnader", heading.clone(), columns.map(Column::text).into());
    let table = table.rows(differences.iter().map(row)).when_empty(t.delegation_between_empty());
    asked(below(visit, t.delegation_between()), t.delegation_between_lead(), Markup::of(&table), form)
}
