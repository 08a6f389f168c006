//! Cases: the list, the opening, and each part of a case as a page of its own.

mod card;
mod closing;
mod disclosure;
mod documents;
mod evidence;
mod file;
mod filled;
mod links;
mod list;
mod log;
mod measures;
mod members;
mod new;
mod notes;
mod overview;
mod record;
mod tasks;
pub(crate) mod words;

pub(crate) use card::{card, cards};
pub(crate) use closing::{close_form, closing, reopen_form};
pub(crate) use disclosure::{disclosed_page, file_form};
pub(crate) use documents::{documents, make_form};
pub(crate) use evidence::evidence;
pub(crate) use file::{add_form, clean_page, file_page, sent as bytes_sent};
pub(crate) use filled::Filled;
pub(crate) use links::links;
pub(crate) use list::list;
pub(crate) use log::log;
pub(crate) use measures::{decision_form, measures};
pub(crate) use members::members;
pub(crate) use new::{clocks, form as new_form};
pub(crate) use notes::{note_form, timeline};
pub(crate) use overview::overview;

use std::collections::BTreeSet;

use app::case::CasePage;
use app::{App, Cx};
use askama::Template;
use casework::id::{CaseId, PersonId};
use casework::{Deadline, Text};

use crate::failure::{Answer, Failure, page, page_again};
use crate::frame::{Access, Frame, Page, Visit};
use crate::part::{Csrf, Form, Markup, Notice, Tabs, Tone, escaped};
use crate::text::{Lang, T};

/// The pages of cases.
pub(super) fn pages() -> Vec<Page> {
    let mut pages = list::pages();
    for part in [
        new::pages(),
        overview::pages(),
        record::pages(),
        tasks::pages(),
        evidence::pages(),
        file::pages(),
        notes::pages(),
        links::pages(),
        measures::pages(),
        documents::pages(),
        disclosure::pages(),
        members::pages(),
        log::pages(),
        closing::pages(),
        card::pages(),
    ] {
        pages.extend(part);
    }
    pages
}

/// A case, as a page of it begins.
pub(crate) struct Seen {
    pub(crate) id: CaseId,
    pub(crate) page: CasePage,
    /// The acts that the person may do in cases that are open, in the role of now.
    pub(crate) may: BTreeSet<&'static str>,
}

/// What a page of a case offers to do.
pub(crate) const OFFERED: [&str; 14] = [
    "case_take",
    "case_note",
    "case_fact",
    "case_evidence",
    "case_file_add",
    "case_task",
    "case_mark",
    "case_member_propose",
    "case_recuse",
    "case_measure_propose",
    "case_clock_close",
    "case_document_make",
    "case_close_propose",
    "case_export_propose",
];

/// The case that the path names, opened and journalled as seen.
async fn seen(visit: &Visit) -> Result<(&App, &Cx, Seen), Failure> {
    let (app, cx) = visit.acts()?;
    let id = id(visit)?;
    let page = app.case_show(cx, id).await?;
    let may = app.acts_somewhere(cx, OFFERED).into_iter().collect();
    Ok((app, cx, Seen { id, page, may }))
}

fn id(visit: &Visit) -> Result<CaseId, Failure> {
    visit.param("id").parse().map_err(|_| Failure::NotFound)
}

impl Seen {
    /// The path of a part of it; empty for its first page.
    pub(crate) fn path(&self, part: &str) -> String {
        path(self.id, part)
    }

    /// The first page, with what was done.
    fn first(&self, done: &str) -> String {
        format!("{}?klart={done}", self.path(""))
    }

    /// What somebody is called.
    pub(crate) fn name(&self, t: T, person: PersonId) -> String {
        self.page.names.get(&person).cloned().unwrap_or_else(|| t.case_unknown().to_owned())
    }

    /// Whether the page offers an act: the case is open, and the person may. Whether it can be done is asked when it is.
    pub(crate) fn may(&self, act: &str) -> bool {
        !self.is_closed() && self.may.contains(act)
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.page.case.closed.is_some()
    }

    /// The members to choose among, with what they are.
    fn choices(&self, t: T) -> Vec<crate::part::Choice> {
        let member = |(person, held): (&PersonId, &std::collections::BTreeSet<casework::Capacity>)| {
            let held: Vec<&str> = held.iter().map(|capacity| words::capacity(t, *capacity)).collect();
            crate::part::Choice::new(person.to_string(), format!("{} ({})", self.name(t, *person), held.join(", ")))
        };
        self.page.case.members.iter().map(member).collect()
    }
}

fn path(id: CaseId, part: &str) -> String {
    if part.is_empty() { format!("/arenden/{id}") } else { format!("/arenden/{id}/{part}") }
}

/// A section of a page: a heading and what stands below it.
pub(crate) struct Section {
    heading: String,
    body: Vec<Markup>,
}

impl Section {
    pub(crate) fn new(heading: impl Into<String>) -> Self {
        Self { heading: heading.into(), body: Vec::new() }
    }

    pub(crate) fn with(mut self, body: impl Into<Markup>) -> Self {
        self.body.push(body.into());
        self
    }

    /// Adds a link to a page where something is done.
    pub(crate) fn link(self, path: &str, text: &str) -> Self {
        self.with(Markup::raw(format!("<p>{}</p>", Markup::link(path, text))))
    }
}

/// A part of a case.
#[derive(Template)]
#[template(path = "case_tab.html")]
pub(crate) struct Tab {
    frame: Frame,
    notice: Markup,
    tabs: Tabs,
    lead: String,
    sections: Vec<Section>,
    /// The one primary act: path, text; empty for none.
    act: (String, String),
    is_button: bool,
    csrf: Csrf,
}

impl Tab {
    /// A part of the case: its path and what it is called.
    pub(crate) fn new(visit: &Visit, seen: &Seen, part: &str, title: &str) -> Self {
        let t = visit.t();
        let frame = visit.frame(title).below("/arenden", t.case_list_title());
        let frame = if part.is_empty() { frame } else { frame.below(seen.path(""), seen.page.case.title.clone()) };
        Self {
            frame,
            notice: done(visit),
            tabs: tabs(t, seen, part),
            lead: String::new(),
            sections: Vec::new(),
            act: Default::default(),
            is_button: false,
            csrf: visit.csrf(),
        }
    }

    pub(crate) fn lead(mut self, text: impl Into<String>) -> Self {
        self.lead = text.into();
        self
    }

    pub(crate) fn notice(mut self, notice: Notice) -> Self {
        self.notice = self.notice.then(&Markup::of(&notice));
        self
    }

    pub(crate) fn section(mut self, section: Section) -> Self {
        self.sections.push(section);
        self
    }

    /// The primary act, on a page of its own.
    pub(crate) fn act(mut self, path: impl Into<String>, text: &str) -> Self {
        self.act = (path.into(), text.to_owned());
        self
    }

    /// The primary act, done at once.
    pub(crate) fn button(mut self, path: impl Into<String>, text: &str) -> Self {
        self.is_button = true;
        self.act(path, text)
    }

    pub(crate) fn answer(self) -> Answer {
        page(&self)
    }
}

fn tabs(t: T, seen: &Seen, part: &str) -> Tabs {
    let tabs = [
        ("", t.case_tab_overview()),
        ("underlag", t.case_tab_evidence()),
        ("tidslinje", t.case_tab_timeline()),
        ("samband", t.case_tab_links()),
        ("atgarder", t.case_tab_measures()),
        ("dokument", t.case_tab_documents()),
        ("medlemmar", t.case_tab_members()),
        ("logg", t.case_tab_log()),
        ("avsluta", t.case_tab_closing()),
    ];
    let all = Tabs::new(t.case_tabs(), seen.path(part));
    tabs.into_iter().fold(all, |all, (part, text)| all.tab(seen.path(part), text))
}

/// What was just done, when a form led here.
fn done(visit: &Visit) -> Markup {
    let t = visit.t();
    let text = match visit.query("klart") {
        "skrivet" => t.case_done_written(),
        "foreslaget" => t.case_done_proposed(),
        "taget" => t.case_done_taken(),
        _ => return Markup::default(),
    };
    Markup::of(&Notice::new(Tone::Done, text))
}

/// A page with one form.
#[derive(Template)]
#[template(path = "case_form.html")]
struct FormPage {
    frame: Frame,
    before: Markup,
    form: Form,
}

/// A page with one form of a case.
pub(crate) fn form_page(visit: &Visit, seen: &Seen, title: &str, before: Markup, form: Form) -> Answer {
    let frame = visit.frame(title).below("/arenden", visit.t().case_list_title());
    let frame = frame.below(seen.path(""), seen.page.case.title.clone());
    formed(frame, before, form)
}

pub(crate) fn formed(frame: Frame, before: Markup, form: Form) -> Answer {
    let is_wrong = form.has_errors();
    let shown = FormPage { frame: frame.with_errors(is_wrong), before, form };
    if is_wrong { page_again(&shown) } else { page(&shown) }
}

/// A page of a case with nothing to fill in.
#[derive(Template)]
#[template(path = "case_shown.html")]
struct ShownPage {
    frame: Frame,
    body: Markup,
}

pub(crate) fn shown(frame: Frame, body: Markup) -> Answer {
    page(&ShownPage { frame, body })
}

/// With a capital first.
pub(crate) fn capital(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// A text of the routine in the reader's language.
pub(crate) fn said(t: T, text: &Text) -> &str {
    match t.lang() {
        Lang::Sv => &text.sv,
        Lang::En => &text.en,
    }
}

/// A text that only stands in Swedish, marked as such for who reads the page in English.
pub(crate) fn swedish(t: T, text: &str) -> Markup {
    match t.lang() {
        Lang::Sv => Markup::text(text),
        Lang::En => Markup::raw(format!(r#"<span lang="sv">{}</span>"#, escaped(text))),
    }
}

/// A text with its line breaks.
pub(crate) fn lines(text: &str) -> Markup {
    Markup::raw(escaped(text).replace('\n', "<br>"))
}

/// A paragraph.
pub(crate) fn paragraph(text: &str) -> Markup {
    Markup::raw(format!("<p>{}</p>", escaped(text)))
}

/// A soft paragraph.
pub(crate) fn soft(text: &str) -> Markup {
    Markup::raw(format!(r#"<p class="soft">{}</p>"#, escaped(text)))
}

/// A list of points.
pub(crate) fn points(points: impl IntoIterator<Item = Markup>) -> Markup {
    let items: String = points.into_iter().map(|point| format!("<li>{point}</li>")).collect();
    if items.is_empty() { Markup::default() } else { Markup::raw(format!("<ul>{items}</ul>")) }
}

/// How far a deadline is.
pub(crate) fn left(t: T, deadline: &Deadline) -> Markup {
    use crate::part::Chip;
    match deadline.state {
        casework::ClockState::Stopped => Chip::new(Tone::Done, t.case_clock_stopped()).into(),
        _ => Chip::days_left(t, deadline.days_left).into(),
    }
}

const SHOW: Access = Access::Act("case_show");
