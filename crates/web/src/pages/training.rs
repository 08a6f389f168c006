//! Training: guidance, courses, sessions, and how many are covered.

mod check;
mod count;
mod course;
mod demand;
mod dispose;
mod guidance;
mod lead;
mod list;
mod occasion;
mod put;
mod scenario;
mod transfer;
mod words;

pub(crate) use check::{answered_page, check_page};
pub(crate) use count::{coverage_page, staff_page};
pub(crate) use course::{course_page, lesson_page};
pub(crate) use demand::demand_page;
pub(crate) use dispose::disposal_page;
pub(crate) use guidance::{list_page as guidance_list_page, show_page as guidance_page};
pub(crate) use lead::lead_page;
pub(crate) use list::list_page as courses_page;
pub(crate) use occasion::{list_page as occasions_page, show_page as occasion_page};
pub(crate) use put::{cancel_page as occasion_cancel_page, put_page as occasion_put_page};
pub(crate) use scenario::scenario_page;
pub(crate) use transfer::{
    export_page as training_export_page, import_page as training_import_page, imported_page as training_imported_page,
};

use askama::Template;

use crate::failure::{Answer, page, page_again};
use crate::frame::{Frame, Page};
use crate::part::{Markup, escaped};
use crate::text::{Lang, T};

/// The pages of training.
pub(super) fn pages() -> Vec<Page> {
    let all = [
        guidance::pages(),
        list::pages(),
        course::pages(),
        scenario::pages(),
        check::pages(),
        occasion::pages(),
        put::pages(),
        lead::pages(),
        count::pages(),
        demand::pages(),
        dispose::pages(),
        transfer::pages(),
    ];
    all.into_iter().flatten().collect()
}

/// A page of one text with what stands around it.
#[derive(Template)]
#[template(path = "training_text.html")]
struct Reading {
    frame: Frame,
    body: Markup,
}

/// A page of this body.
fn reading(frame: Frame, body: Markup) -> Answer {
    page(&Reading { frame, body })
}

/// The same after a form that was not right.
fn reading_again(frame: Frame, body: Markup) -> Answer {
    page_again(&Reading { frame: frame.with_errors(true), body })
}

/// A text of the library, Markdown, in Swedish whatever the page is in; its headings so many levels deeper.
fn prose(markdown: &str, deeper: u8) -> Markup {
    let html = app::training::html(markdown, deeper, "/vagledning/");
    Markup::raw(format!(r#"<div class="prose" lang="sv">{html}</div>"#))
}

/// A line of the library at a level of headings, in Swedish.
fn heading(level: u8, text: &str) -> Markup {
    Markup::raw(format!(r#"<h{level} lang="sv">{}</h{level}>"#, escaped(text)))
}

/// That the texts are in Swedish, where the page is not.
fn in_swedish(t: T) -> Markup {
    match t.lang() {
        Lang::Sv => Markup::default(),
        Lang::En => Markup::text(t.training_in_swedish()).paragraph(),
    }
}

/// Links as a row of what can be done; the first is the primary one.
fn actions(primary: Option<(String, &str)>, links: &[(String, String)]) -> Markup {
    let primary = primary.map(|(path, text)| {
        format!(r#"<a class="button button--primary" href="{}">{}</a> "#, escaped(&path), escaped(text))
    });
    let links = links.iter().map(|(path, text)| Markup::link(path, text).to_string());
    let all: Vec<String> = primary.into_iter().chain(links).collect();
    if all.is_empty() {
        Markup::default()
    } else {
        Markup::raw(format!(r#"<div class="actions">{}</div>"#, all.join(" ")))
    }
}

/// A number that people count from one, from the path; none for what is no such number.
fn number(text: &str) -> Option<usize> {
    text.parse::<usize>().ok()?.checked_sub(1)
}

/// A number as people count, from one.
fn counted(at: usize) -> i64 {
    i64::try_from(at).unwrap_or(i64::MAX).saturating_add(1)
}

/// How many, as texts take it.
fn many(number: usize) -> i64 {
    i64::try_from(number).unwrap_or(i64::MAX)
}

/// A choice of one of some texts of the library.
fn choices(name: &str, legend: &str, all: &[(String, String)]) -> Markup {
    let one = |(at, (value, text)): (usize, &(String, String))| {
        format!(
            r#"<div class="choice"><input type="radio" id="f-{name}-{at}" name="{name}" value="{}"><label for="f-{name}-{at}" lang="sv">{}</label></div>"#,
            escaped(value),
            escaped(text),
        )
    };
    let all: String = (1..).zip(all).map(one).collect();
    Markup::raw(format!(
        r#"<fieldset class="fieldset field"><legend class="label">{}</legend>{all}</fieldset>"#,
        escaped(legend)
    ))
}
