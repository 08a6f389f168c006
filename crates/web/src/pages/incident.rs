//! Incidents: to report one in two minutes, to see what came of it, to handle those that came, and their figures.

mod act;
mod end;
mod figures;
mod list;
mod mine;
mod report;
mod show;
mod suspect;
mod words;

pub(crate) use act::{ACTS, act_form};
pub(crate) use end::{certificates_page, dispose_form, join_form};
pub(crate) use figures::figures_page;
pub(crate) use list::list;
pub(crate) use mine::mine_page;
pub(crate) use report::form as report_form;
pub(crate) use show::show_page;
pub(crate) use suspect::{begun as suspicion_filled, form as suspect_form};

use std::collections::BTreeSet;

use app::incident::IncidentPage;
use app::{App, Cx};
use casework::id::{CaseId, PersonId};

use crate::failure::Failure;
use crate::frame::{Access, Page, Visit};
use crate::part::{Markup, Notice, Tone};
use crate::text::T;

/// The pages of incidents.
pub(super) fn pages() -> Vec<Page> {
    let mut pages = list::pages();
    for part in
        [report::pages(), mine::pages(), figures::pages(), show::pages(), suspect::pages(), act::pages(), end::pages()]
    {
        pages.extend(part);
    }
    pages
}

/// An incident, as a page of it begins.
pub(crate) struct Seen {
    pub(crate) id: CaseId,
    pub(crate) page: IncidentPage,
    /// Who reads.
    pub(crate) me: PersonId,
    /// The day.
    pub(crate) today: chrono::NaiveDate,
    /// What the person may do to incidents, in the role of now.
    pub(crate) may: BTreeSet<&'static str>,
}

/// What a page of an incident offers to do.
pub(crate) const OFFERED: [&str; 5] =
    ["incident_handle", "incident_close", "incident_suspect", "incident_member", "incident_dispose"];

/// The incident that the path names, opened and journalled as seen.
async fn seen(visit: &Visit) -> Result<(&App, &Cx, Seen), Failure> {
    let (app, cx) = visit.acts()?;
    let id = id(visit)?;
    let page = app.incident_show(cx, id).await?;
    let may = app.acts_somewhere(cx, OFFERED).into_iter().collect();
    Ok((app, cx, Seen { id, page, me: cx.person, today: cx.today(), may }))
}

fn id(visit: &Visit) -> Result<CaseId, Failure> {
    visit.param("id").parse().map_err(|_| Failure::NotFound)
}

impl Seen {
    /// The path of a part of it; empty for its first page.
    pub(crate) fn path(&self, part: &str) -> String {
        if part.is_empty() { format!("/handelser/{}", self.id) } else { format!("/handelser/{}/{part}", self.id) }
    }

    /// What somebody is called.
    fn name(&self, t: T, person: PersonId) -> String {
        self.page.names.get(&person).cloned().unwrap_or_else(|| t.case_unknown().to_owned())
    }

    fn is_closed(&self) -> bool {
        self.page.incident.closed.is_some()
    }

    /// Its heading: the form, the day, the unit.
    fn title(&self, t: T) -> String {
        let incident = &self.page.incident;
        t.incident_title_of(
            t.day(incident.happened_on),
            words::kind(t, &incident.routine, &incident.kind),
            &incident.unit,
        )
    }
}

/// The form of an incident.
pub(crate) fn kind(t: T, incident: &casework::incident::Incident) -> &str {
    words::kind(t, &incident.routine, &incident.kind)
}

/// What was just done, when a form led here.
fn done(visit: &Visit) -> Option<Notice> {
    let t = visit.t();
    let text = match visit.query("klart") {
        "skrivet" => t.case_done_written(),
        "foreslaget" => t.incident_done_proposed(),
        "avslutat" => t.incident_done_closed(),
        _ => return None,
    };
    Some(Notice::new(Tone::Done, text))
}

/// A list of links.
pub(super) fn links(links: impl IntoIterator<Item = (String, String)>) -> Markup {
    let items: String =
        links.into_iter().map(|(path, text)| format!("<li>{}</li>", Markup::link(&path, &text))).collect();
    if items.is_empty() { Markup::default() } else { Markup::raw(format!(r#"<ul class="links">{items}</ul>"#)) }
}

const SHOW: Access = Access::Act("incident_show");
