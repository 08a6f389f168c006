//! A change of the order, proposed by one and confirmed by another.

use app::delegation::{Change, Limit, Point};
use chrono::NaiveDate;

use super::below;
use crate::failure::{Answer, redirect};
use crate::frame::Visit;
use crate::pages::ask::{Problems, asked, day, day_or_none};
use crate::part::{Choice, Field, Form, Markup};
use crate::sent::Sent;
use crate::text::T;

/// What was filled in, by name of the field.
type Given<const N: usize> = [String; N];

/// The fields of a point.
const PUT: [&str; 11] =
    ["number", "matter", "holder", "limit", "from", "to", "onward", "notify", "decision", "decided_on", "reason"];

/// The fields of an end.
const END: [&str; 6] = ["number", "holder", "last", "decision", "decided_on", "reason"];

fn yes_no(t: T, name: &str, label: &str) -> Field {
    Field::radios(t, name, label, vec![Choice::new("ja", t.delegation_yes()), Choice::new("nej", t.delegation_no())])
}

/// The fields about the decision of the board and the reason.
fn decided(t: T) -> [Field; 3] {
    [
        Field::text(t, "decision", t.delegation_decision()).with_hint(t.delegation_decision_hint()),
        Field::date(t, "decided_on", t.delegation_decided_on()),
        Field::area(t, "reason", t.two_reason()).with_hint(t.ask_reason_hint()).with_rows(3),
    ]
}

fn filled(
    mut form: Form,
    fields: impl IntoIterator<Item = (&'static str, Field)>,
    given: &[String],
    problems: &Problems,
) -> Form {
    for ((name, field), value) in fields.into_iter().zip(given) {
        form = form.field(problems.on(name, field.with_value(value.as_str())));
    }
    form
}

pub(crate) fn put_page(visit: &Visit, given: &[String; 11], problems: &Problems) -> Answer {
    let t = visit.t();
    let [decision, decided_on, reason] = decided(t);
    let fields = [
        Field::text(t, "number", t.delegation_number()).with_hint(t.delegation_number_hint()).short(),
        Field::text(t, "matter", t.delegation_matter()),
        Field::text(t, "holder", t.delegation_holder()).with_hint(t.delegation_holder_hint()),
        Field::text(t, "limit", t.delegation_limit()).short().with_hint(t.delegation_limit_hint()).optional(),
        Field::date(t, "from", t.delegation_from()),
        Field::date(t, "to", t.delegation_to()).optional(),
        yes_no(t, "onward", t.delegation_may_onward()).with_hint(t.delegation_onward_hint()),
        yes_no(t, "notify", t.delegation_is_notified()),
        decision,
        decided_on,
        reason,
    ];
    let form = filled(visit.form("/delegation/andra"), PUT.into_iter().zip(fields), given, problems);
    let form = form.with_error(problems.general()).submit(t.delegation_propose()).or_back("/delegation");
    asked(below(visit, t.delegation_change()), t.delegation_change_lead(), Markup::default(), form)
}

pub(super) async fn put(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let page = app.delegation_show(cx).await?;
    let (number, holder) = (visit.query("punkt"), visit.query("delegat"));
    let applies = page.order.on(cx.today());
    let point = applies.iter().find(|point| point.is(number, holder));
    let yes = |is: bool| if is { "ja" } else { "nej" }.to_owned();
    let mut given: Given<11> = Default::default();
    let [a, b, c, d, _, _, onward, notify, ..] = &mut given;
    [*onward, *notify] = [yes(false), yes(true)];
    if let Some(point) = point {
        [*a, *b, *c] = [point.number.clone(), point.matter.clone(), point.holder.clone()];
        *d = point.limit.map(written).unwrap_or_default();
        [*onward, *notify] = [yes(point.onward), yes(point.notify)];
    }
    put_page(&visit, &given, &Problems::default())
}

/// A limit as it is written in the form.
fn written(limit: Limit) -> String {
    match limit {
        Limit::Ore(ore) => casework::sheet::kronor(ore),
        Limit::Base(_) => limit.text(),
    }
}

/// A limit, in kronor or in price base amounts; a problem with the field when it is none.
fn limit_of(t: T, text: &str, problems: Problems) -> (Option<Limit>, Problems) {
    match Limit::parse(text) {
        None if !text.trim().is_empty() => (None, problems.with("limit", t.delegation_limit_wrong())),
        limit => (limit, problems),
    }
}

fn required(t: T, mut problems: Problems, fields: &[(&'static str, &str)]) -> Problems {
    for (name, _) in fields.iter().filter(|(_, text)| text.trim().is_empty()) {
        problems = problems.with(name, t.admin_fill_in());
    }
    problems
}

pub(super) async fn put_sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let given = PUT.map(|name| sent.area(name));
    let [number, matter, holder, limit, from, to, onward, notify, decision, decided_on, reason] = given.clone();
    let fields = [("number", number.as_str()), ("matter", &matter), ("holder", &holder), ("decision", &decision)];
    let problems = required(t, Problems::default(), &fields);
    let (limit, mut problems) = limit_of(t, &limit, problems);
    let from = day(&visit, "from", &from, &mut problems);
    let to = day_or_none(&visit, "to", &to, &mut problems);
    let decided_on = day(&visit, "decided_on", &decided_on, &mut problems);
    if problems.is_empty() {
        let (onward, notify, source) = (onward == "ja", notify == "ja", decision.clone());
        let point = Point { number, matter, holder, limit, from, to, onward, notify, source };
        match app.delegation_change_propose(cx, Change::Put(point), (&decision, decided_on), &reason).await {
            Ok(_) => return redirect("/delegation?klart=foreslaget"),
            Err(error) => problems = Problems::of(error, &PUT)?,
        }
    }
    put_page(&visit, &given, &problems)
}

pub(crate) fn end_page(visit: &Visit, given: &[String; 6], problems: &Problems) -> Answer {
    let t = visit.t();
    let [decision, decided_on, reason] = decided(t);
    let fields = [
        Field::text(t, "number", t.delegation_number()).short(),
        Field::text(t, "holder", t.delegation_holder()),
        Field::date(t, "last", t.delegation_last()),
        decision,
        decided_on,
        reason,
    ];
    let form = filled(visit.form("/delegation/upphor"), END.into_iter().zip(fields), given, problems);
    let form = form.with_error(problems.general()).submit(t.delegation_propose()).or_back("/delegation");
    asked(below(visit, t.delegation_end()), t.delegation_end_lead(), Markup::default(), form)
}

pub(super) async fn end(visit: Visit) -> Answer {
    visit.acts()?;
    let mut given: Given<6> = Default::default();
    let [number, holder, ..] = &mut given;
    [*number, *holder] = [visit.query("punkt").to_owned(), visit.query("delegat").to_owned()];
    end_page(&visit, &given, &Problems::default())
}

pub(super) async fn end_sent(visit: Visit, sent: Sent) -> Answer {
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let given = END.map(|name| sent.area(name));
    let [number, holder, last, decision, decided_on, reason] = given.clone();
    let fields = [("number", number.as_str()), ("holder", &holder), ("decision", &decision)];
    let mut problems = required(t, Problems::default(), &fields);
    let last: NaiveDate = day(&visit, "last", &last, &mut problems);
    let decided_on = day(&visit, "decided_on", &decided_on, &mut problems);
    if problems.is_empty() {
        let change = Change::End { number, holder, last };
        match app.delegation_change_propose(cx, change, (&decision, decided_on), &reason).await {
            Ok(_) => return redirect("/delegation?klart=foreslaget"),
            Err(error) => problems = Problems::of(error, &END)?,
        }
    }
    end_page(&visit, &given, &problems)
}
