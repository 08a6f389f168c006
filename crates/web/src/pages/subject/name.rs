//! The name behind a pseudonym: proposed by one, approved by another, shown once at a time.

use app::AppError;
use app::ports::DeskError;
use app::signal::{Pseudonym, REVEAL_DAYS};
use askama::Template;
use chrono::{Days, NaiveDate};

use super::Place;
use crate::failure::{Answer, Failure, page, page_again, redirect, told};
use crate::frame::{Frame, Visit};
use crate::pages::signal::Wrong;
use crate::part::{Field, Form, Markup, Notice, Tone};
use crate::sent::Sent;
use crate::text::T;

#[derive(Template)]
#[template(path = "subject_name.html")]
struct NamePage {
    frame: Frame,
    t: T,
    notice: Markup,
    two: Notice,
    show_path: String,
    form: Form,
}

#[derive(Template)]
#[template(path = "subject_names.html")]
struct NamesPage<'a> {
    frame: Frame,
    t: T,
    names: &'a [String],
}

fn pseudonym(place: &Place<'_>) -> Result<Pseudonym, Failure> {
    place.id.parse().map_err(|_| Failure::NotFound)
}

/// Only whom one may see signals about is there to be asked for.
async fn seen(visit: &Visit, place: &Place<'_>) -> Result<Pseudonym, Failure> {
    let (app, cx) = visit.acts()?;
    let pseudonym = pseudonym(place)?;
    if !app.may_reveal(cx, place.group) {
        return Err(Failure::NotFound);
    }
    app.subject_show(cx, place.group, place.kind, place.id).await?;
    Ok(pseudonym)
}

pub(in crate::pages) async fn propose(visit: Visit) -> Answer {
    // The proposal is signed with the person's own key: who has not opened it does so before writing anything.
    visit.unlocked()?;
    let place = Place::of(&visit);
    seen(&visit, &place).await?;
    name_page(&visit, (place.group, place.kind, place.id), &Wrong::default())
}

pub(in crate::pages) async fn sent(visit: Visit, sent: Sent) -> Answer {
    visit.unlocked()?;
    let (t, place) = (visit.t(), Place::of(&visit));
    let pseudonym = seen(&visit, &place).await?;
    let mut wrong = Wrong::written(&sent, &["till", "skal"]);
    let until = wrong.value("till").parse::<NaiveDate>();
    if until.is_err() {
        wrong = wrong.field("till", t.name_until_wrong());
    }
    if wrong.value("skal").is_empty() {
        wrong = wrong.field("skal", t.name_reason_empty());
    }
    if let (Ok(until), true) = (until, wrong.is_none()) {
        let (app, cx) = visit.acts()?;
        let reason = wrong.value("skal").to_owned();
        match app.reveal_propose(cx, place.group, pseudonym, (until, &reason)).await {
            Ok(_) => return redirect(&format!("{}/namn?klart=forslag", place.path())),
            Err(error) => wrong = wrong.said(error, &[("until", "till"), ("reason", "skal")])?,
        }
    }
    name_page(&visit, (place.group, place.kind, place.id), &wrong)
}

/// Shows the names, on a page that cannot be come back to: each showing is a new act.
pub(in crate::pages) async fn show(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let place = Place::of(&visit);
    match app.reveal_show(cx, place.group, pseudonym(&place)?).await {
        Ok(names) => names_page(&visit, (place.group, place.kind, place.id), &names),
        Err(error @ AppError::Desk(DeskError::Refused(_))) => {
            let why = told(&error);
            let refused = Notice::new(Tone::Warning, visit.t().name_not_shown()).with(why);
            shown(&visit, &place, &Wrong::default(), Markup::of(&refused))
        }
        Err(error) => Err(error.into()),
    }
}

/// The page with the proposal, and the act that shows.
pub(crate) fn name_page(visit: &Visit, (group, kind, id): (&str, &str, &str), wrong: &Wrong) -> Answer {
    let t = visit.t();
    let notice = if visit.query("klart") == "forslag" {
        let link = Markup::link("/att-godkanna", t.suppress_done_link());
        Markup::of(&Notice::new(Tone::Done, t.name_done()).with(link))
    } else {
        Markup::default()
    };
    shown(visit, &Place { group, kind, id }, wrong, notice)
}

fn shown(visit: &Visit, place: &Place<'_>, wrong: &Wrong, notice: Markup) -> Answer {
    let (t, path) = (visit.t(), place.path());
    let week = app::swedish_day(visit.now()) + Days::new(7);
    let value = if wrong.is_none() { t.day(week) } else { wrong.value("till").to_owned() };
    let until = Field::date(t, "till", t.name_until()).with_hint(t.name_until_hint(REVEAL_DAYS));
    let reason = Field::area(t, "skal", t.name_reason()).with_hint(t.name_reason_hint());
    let form = visit
        .form(format!("{path}/namn"))
        .field(until.with_value(value).with_error(wrong.of("till")))
        .field(reason.with_value(wrong.value("skal")).with_error(wrong.of("skal")))
        .with_error(wrong.general())
        .submit(t.name_submit())
        .or_back(path.as_str())
        .guarded();
    let is_wrong = form.has_errors();
    let shown = NamePage {
        frame: visit.frame(t.name_title(place.id)).below(path.as_str(), place.id).with_errors(is_wrong),
        t,
        notice,
        two: Notice::new(Tone::Info, t.name_two()),
        show_path: format!("{path}/namn/visa"),
        form,
    };
    if is_wrong { page_again(&shown) } else { page(&shown) }
}

/// The names, once.
pub(crate) fn names_page(visit: &Visit, (group, kind, id): (&str, &str, &str), names: &[String]) -> Answer {
    let (t, place) = (visit.t(), Place { group, kind, id });
    let path = place.path();
    let frame = visit.frame(t.name_shown()).below(path.as_str(), id).below(format!("{path}/namn"), t.name_title(id));
    page(&NamesPage { frame, t, names })
}
