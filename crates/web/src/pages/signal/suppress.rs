//! To propose that a kind of signals about a subject is kept out of the list.

use app::signal::{SUPPRESSION_DAYS, SignalPage, Suppressing};
use askama::Template;
use chrono::{Days, NaiveDate};

use super::judge::Wrong;
use super::words::{self, swedish_link};
use crate::failure::{Answer, page, page_again, redirect};
use crate::frame::{Frame, Visit};
use crate::part::{Description, Field, Form, Notice, Tone};
use crate::sent::Sent;
use crate::text::T;

#[derive(Template)]
#[template(path = "signal_suppress.html")]
struct SuppressPage {
    frame: Frame,
    t: T,
    two: Notice,
    facts: Description,
    form: Form,
}

pub(in crate::pages) async fn propose(visit: Visit) -> Answer {
    // The proposal is signed with the person's own key: who has not opened it does so before writing anything.
    visit.unlocked()?;
    let (app, cx) = visit.acts()?;
    let group = visit.param("group");
    let signal = app.signal_show(cx, group, visit.param("fingerprint")).await?;
    suppress_page(&visit, group, &signal, &Wrong::default())
}

pub(in crate::pages) async fn sent(visit: Visit, sent: Sent) -> Answer {
    visit.unlocked()?;
    let (app, cx) = visit.acts()?;
    let (t, group, fingerprint) = (visit.t(), visit.param("group"), visit.param("fingerprint"));
    let mut wrong = Wrong::written(&sent, &["till", "skal"]);
    let to = wrong.value("till").parse::<NaiveDate>();
    if to.is_err() {
        wrong = wrong.field("till", t.suppress_until_wrong());
    }
    if wrong.value("skal").is_empty() {
        wrong = wrong.field("skal", t.suppress_reason_empty());
    }
    if let (Ok(to), true) = (to, wrong.is_none()) {
        let wish = Suppressing {
            group: group.to_owned(),
            fingerprint: fingerprint.to_owned(),
            to,
            reason: wrong.value("skal").to_owned(),
        };
        match app.suppression_propose(cx, wish).await {
            Ok(_) => return redirect(&format!("{}?klart=dampning", words::signal_path(group, fingerprint))),
            Err(error) => wrong = wrong.said(error, &[("to", "till"), ("reason", "skal")])?,
        }
    }
    let signal = app.signal_show(cx, group, fingerprint).await?;
    suppress_page(&visit, group, &signal, &wrong)
}

pub(crate) fn suppress_page(visit: &Visit, group: &str, shown: &SignalPage, wrong: &Wrong) -> Answer {
    let (t, row) = (visit.t(), &shown.row);
    let path = words::signal_path(group, &row.fingerprint);
    let month = app::swedish_day(visit.now()) + Days::new(30);
    let until = Field::date(t, "till", t.suppress_until()).with_hint(t.suppress_until_hint(SUPPRESSION_DAYS));
    let value = if wrong.is_none() { t.day(month) } else { wrong.value("till").to_owned() };
    let reason = Field::area(t, "skal", t.suppress_reason()).with_hint(t.suppress_reason_hint());
    let form = visit
        .form(format!("{path}/dampa"))
        .field(until.with_value(value).with_error(wrong.of("till")))
        .field(reason.with_value(wrong.value("skal")).with_error(wrong.of("skal")))
        .with_error(wrong.general())
        .submit(t.suppress_submit())
        .or_back(path.as_str())
        .guarded();
    let is_wrong = form.has_errors();
    let subject = row.subjects.first().map(|subject| words::subject_link(t, group, subject));
    let frame = visit.frame(t.suppress_title()).below("/signaler", t.signal_title());
    let shown = SuppressPage {
        frame: frame.below(path.as_str(), words::of_both(t, &row.title, &row.title_en)).with_errors(is_wrong),
        t,
        two: Notice::new(Tone::Info, t.suppress_two()),
        facts: Description::new()
            .row(t.suppress_what(), words::family(t, &shown.signal.family))
            .row(t.suppress_for(), subject.unwrap_or_default())
            .row(t.suppress_from(), swedish_link(t, &path, &row.sentence)),
        form,
    };
    if is_wrong { page_again(&shown) } else { page(&shown) }
}
