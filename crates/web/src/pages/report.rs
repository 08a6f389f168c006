//! Whistleblowers' reports, as their recipients see them: the list, a report, what is written in it, and its channel.
//!
//! What reporters see lies elsewhere, and on another server.

mod channel;
mod end;
mod figures;
mod list;
mod oral;
mod people;
mod show;
mod words;
mod write;

pub(crate) use channel::{appoint_form, change_form, channel, end_form};
pub(crate) use end::{close_form, dispose_form, hand_over_form, name_form, name_page};
pub(crate) use figures::figures;
pub(crate) use list::list;
pub(crate) use oral::{oral_form, oral_words};
pub(crate) use people::{leave_form, recuse_form};
pub(crate) use show::show_page;
pub(super) use words::duty;
pub(crate) use write::{WRITINGS, acknowledge_form, redact_form, writing_form};

use std::collections::BTreeSet;

use app::report::ReportPage;
use app::{App, Cx};
use casework::id::{CaseId, PersonId};

use super::case::{Filled, formed};
use crate::failure::{Answer, Failure};
use crate::frame::{Frame, Page, Visit};
use crate::part::{Choice, Form, Markup};
use crate::text::T;

/// The pages of reports.
pub(super) fn pages() -> Vec<Page> {
    let parts =
        [list::pages(), oral::pages(), figures::pages(), show::pages(), write::pages(), people::pages(), end::pages()];
    parts.into_iter().flatten().chain(channel::pages()).collect()
}

/// A report, as a page of it begins.
pub(crate) struct Seen {
    pub(crate) id: CaseId,
    pub(crate) page: ReportPage,
    /// The acts that the person may do in reports that are open, in the role of now.
    pub(crate) may: BTreeSet<&'static str>,
}

/// What a page of a report offers to do.
pub(crate) const OFFERED: [&str; 7] = [
    "report_reply",
    "report_note",
    "report_redact",
    "report_recuse",
    "report_member_propose",
    "report_hand_over_propose",
    "report_identity_propose",
];

/// The report that the path names, opened and journalled as seen.
async fn seen(visit: &Visit) -> Result<(&App, &Cx, Seen), Failure> {
    let (app, cx) = visit.acts()?;
    let id = id(visit)?;
    let page = app.report_show(cx, id).await?;
    let may = app.acts_somewhere(cx, OFFERED).into_iter().collect();
    Ok((app, cx, Seen { id, page, may }))
}

fn id(visit: &Visit) -> Result<CaseId, Failure> {
    visit.param("id").parse().map_err(|_| Failure::NotFound)
}

/// A report has no title that could tell something: it is called by the day and the first signs of its id.
fn called(t: T, id: CaseId, arrived: &str) -> String {
    t.report_called(arrived, id.to_string().chars().take(6).collect::<String>())
}

impl Seen {
    pub(crate) fn path(&self, part: &str) -> String {
        path(self.id, part)
    }

    /// Where a form leads when it is done.
    fn done(&self, what: &str) -> String {
        format!("{}?klart={what}", self.path(""))
    }

    pub(crate) fn name(&self, t: T, person: PersonId) -> String {
        self.page.names.get(&person).cloned().unwrap_or_else(|| t.case_unknown().to_owned())
    }

    pub(crate) fn is_closed(&self) -> bool {
        self.page.report.closed.is_some()
    }

    fn may(&self, act: &str) -> bool {
        self.may.contains(act)
    }

    fn called(&self, t: T) -> String {
        called(t, self.id, &self.page.report.arrived.to_string())
    }

    /// Those who can take over, to choose among.
    fn successors(&self, t: T, but: Option<PersonId>) -> Vec<Choice> {
        let one = |(appointment, name): &(casework::report::recipients::Appointment, String)| {
            let text = t.report_successor(&appointment.decision, words::level(t, appointment.level), name.clone());
            Choice::new(appointment.person.to_string(), text)
        };
        self.page.successors.iter().filter(|(appointment, _)| Some(appointment.person) != but).map(one).collect()
    }
}

fn path(id: CaseId, part: &str) -> String {
    if part.is_empty() { format!("/rapporter/{id}") } else { format!("/rapporter/{id}/{part}") }
}

fn frame(visit: &Visit, seen: &Seen, title: &str) -> Frame {
    let t = visit.t();
    visit.frame(title).below("/rapporter", t.report_list_title()).below(seen.path(""), seen.called(t))
}

/// A form of a report.
fn form(visit: &Visit, seen: &Seen, part: &str, filled: &Filled) -> Form {
    visit.form(seen.path(part)).with_error(filled.general.clone()).or_back(seen.path(""))
}

/// A page with one form of a report.
fn form_page(visit: &Visit, seen: &Seen, (title, lead): (&str, &str), form: Form) -> Answer {
    formed(frame(visit, seen, title), super::case::paragraph(lead), form)
}

/// A heading below a section, with what stands there.
fn quoted(who: &str, text: &str) -> Markup {
    let (who, text) = (crate::part::escaped(who), super::case::lines(text));
    Markup::raw(format!("<h3>{who}</h3><p>{text}</p>"))
}
