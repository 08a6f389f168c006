//! An order from a file: sent, looked at, proposed.

use app::delegation::{OrderRead, Point, doubts};

use super::{Came, below, count, words};
use crate::failure::{Answer, redirect};
use crate::frame::Visit;
use crate::pages::ask::{Problems, Sections, asked, day, listed};
use crate::pages::screening::kept;
use crate::part::{Cell, Column, Description, Field, Markup, Notice, Table, Tone};
use crate::sent::{Sent, Upload};

const FIELDS: [&str; 4] = ["file", "from", "decision", "decided_on"];

pub(crate) fn upload_page(visit: &Visit, given: &[String; 3], problems: &Problems) -> Answer {
    let t = visit.t();
    let file = Field::file(t, "file", t.register_file(), ".xlsx,.csv,.txt").with_hint(t.delegation_file_hint());
    let [from, decision, decided_on] = given;
    let form =
        visit
            .form("/delegation/las-in")
            .field(problems.on("from", Field::date(t, "from", t.delegation_from()).with_value(from.as_str())))
            .field(
                problems.on(
                    "decision",
                    Field::text(t, "decision", t.delegation_decision())
                        .with_hint(t.delegation_decision_hint())
                        .with_value(decision.as_str()),
                ),
            )
            .field(problems.on(
                "decided_on",
                Field::date(t, "decided_on", t.delegation_decided_on()).with_value(decided_on.as_str()),
            ))
            .field(problems.on("file", file))
            .with_error(problems.general())
            .submit(t.register_look())
            .or_back("/delegation");
    let facts = Markup::link("/delegation/fil/mall.xlsx", t.delegation_template()).paragraph();
    asked(below(visit, t.delegation_import()), t.delegation_import_lead(), facts, form)
}

pub(super) async fn upload(visit: Visit) -> Answer {
    visit.acts()?;
    upload_page(&visit, &Default::default(), &Problems::default())
}

pub(super) async fn upload_sent(visit: Visit, upload: Upload) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut came = Came::of(upload).await?;
    let given = ["from", "decision", "decided_on"].map(|name| came.text(name));
    let [from, decision, decided_on] = given.clone();
    let mut problems = Problems::default();
    let from = day(&visit, "from", &from, &mut problems);
    let decided_on = day(&visit, "decided_on", &decided_on, &mut problems);
    let Some(file) = came.file("file") else {
        return upload_page(&visit, &given, &problems.with("file", visit.t().ask_file()));
    };
    if problems.is_empty() {
        match app.delegation_import(cx, file, (&decision, decided_on), from).await {
            Ok(key) => return redirect(&format!("/delegation/las-in/{key}")),
            Err(error) => problems = Problems::of(error, &FIELDS)?,
        }
    }
    upload_page(&visit, &given, &problems)
}

/// What was read, as one block.
fn told(visit: &Visit, read: &OrderRead) -> Markup {
    let t = visit.t();
    let facts = Description::new()
        .row(t.register_file(), read.name.as_str())
        .row(t.delegation_from(), Markup::day(read.from))
        .row(t.delegation_decision(), read.decision.as_str())
        .row(t.delegation_decided_on(), Markup::day(read.decided_on))
        .row(t.delegation_points(), t.number(count(read.points.len())));
    let mut all = Markup::of(&facts);
    let doubted: Vec<Markup> = read
        .points
        .iter()
        .flat_map(|point| doubts(point).into_iter().map(move |doubt| (point, doubt)))
        .map(|(point, doubt)| format!("{} {}", t.delegation_point(&point.number), words::doubt(t, &doubt)).into())
        .collect();
    if !doubted.is_empty() {
        all = all.then(&Markup::of(&Notice::new(Tone::Warning, t.delegation_doubts()).with(listed(doubted))));
    }
    let columns = vec![
        Column::text(t.delegation_number()),
        Column::text(t.delegation_matter()),
        Column::text(t.delegation_holder()),
        Column::number(t.delegation_limit()),
        Column::text(t.delegation_terms()),
        Column::text(t.delegation_period()),
    ];
    let row = |point: &Point| -> Vec<Cell> {
        vec![
            point.number.as_str().into(),
            point.matter.as_str().into(),
            point.holder.as_str().into(),
            words::limit(t, point).into(),
            words::terms(t, point).into(),
            words::period(point),
        ]
    };
    let table = Table::new(t, "punkter", t.delegation_points(), columns).rows(read.points.iter().map(row));
    all.then(&Markup::of(&table))
}

pub(crate) fn preview_page(
    visit: &Visit,
    (key, read): (&str, &OrderRead),
    reason: &str,
    problems: &Problems,
) -> Answer {
    let t = visit.t();
    let frame = below(visit, t.delegation_preview()).below("/delegation/las-in", t.delegation_import());
    if !read.unfit.is_empty() {
        let notice = Notice::new(Tone::Serious, t.delegation_unfit_title(count(read.unfit.len())));
        return Sections::new(frame, t.delegation_unfit_lead())
            .notice(Markup::of(&notice))
            .primary("/delegation/las-in", t.delegation_again())
            .section(t.delegation_unfit(), words::unfit(t, &read.unfit))
            .answer();
    }
    let field = Field::area(t, "reason", t.two_reason()).with_hint(t.ask_reason_hint()).with_rows(3).with_value(reason);
    let form = visit
        .form(format!("/delegation/las-in/{key}"))
        .field(problems.on("reason", field))
        .with_error(problems.general())
        .submit(t.delegation_propose())
        .or_back("/delegation/las-in");
    asked(frame, t.delegation_preview_lead(), told(visit, read), form)
}

pub(super) async fn preview(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let key = visit.param("key");
    let read = kept(&visit, app.delegation_import_kept(cx, key).await)?;
    preview_page(&visit, (key, &read), "", &Problems::default())
}

pub(super) async fn preview_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (key, reason) = (visit.param("key"), sent.area("reason"));
    let read = kept(&visit, app.delegation_import_kept(cx, key).await)?;
    match app.delegation_import_propose(cx, key, &reason).await {
        Ok(_) => {
            app.unshelve(cx, key);
            redirect("/delegation?klart=foreslaget")
        }
        Err(error) => preview_page(&visit, (key, &read), &reason, &Problems::of(error, &["reason"])?),
    }
}
