//! What happened to a report, for whoever made it: without a passphrase.

use app::incident::Mine;
use casework::incident::Notice as Line;
use casework::incident::routine::Routine;

use super::{id, list, words};
use crate::failure::{Answer, Failure};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::lines;
use crate::part::{Markup, Notice, Tone};
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/handelser/mina/{id}", Access::Act("incident_mine"), show)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = id(&visit)?;
    let mine = app.incident_mine(cx).await?.into_iter().find(|mine| mine.id == id).ok_or(Failure::NotFound)?;
    mine_page(&visit, app.incident_routine(), &mine, &super::report::draft_of(cx))
}

/// The page of a report; `draft` is the name of what a device may have kept of it.
pub(crate) fn mine_page(visit: &Visit, routine: &Routine, mine: &Mine, draft: &str) -> Answer {
    let t = visit.t();
    let frame = visit.frame(list::what(t, mine)).below("/handelser", t.incident_list_title());
    let mut page = Sections::new(frame, t.incident_mine_lead());
    if visit.query("klart") == "skickad" {
        let sent = format!(r#"<p data-draft-done="{draft}">{}</p>"#, crate::part::escaped(t.incident_sent_more()));
        page = page.notice(&Notice::new(Tone::Done, t.incident_sent()).with(Markup::raw(sent)));
    }
    if let Some(Line::Received { to, colleague, .. }) = mine.told.first().map(|told| &told.notice) {
        let to: Vec<String> = to.iter().map(|role| words::role(t, routine, role)).collect();
        let mut went = Markup::raw(format!("<p>{}</p>", crate::part::escaped(&t.incident_went_to(joined(t, &to)))));
        if let Some(colleague) = colleague {
            went = went
                .then(&Markup::raw(format!("<p>{}</p>", crate::part::escaped(&t.incident_about_colleague(colleague)))));
        }
        page = page.section(t.incident_who_got(), went);
    }
    let moments: String = mine
        .told
        .iter()
        .rev()
        .map(|told| format!(r#"<li>{}<br><span class="soft">{}</span></li>"#, line(t, &told.notice), t.moment(told.at)))
        .collect();
    let support = Markup::raw(format!("<p>{}</p>", crate::part::escaped(t.incident_support())));
    page.section(t.incident_what_happened(), Markup::raw(format!("<ul>{moments}</ul>")))
        .section(t.incident_support_title(), support)
        .answer()
}

/// Each once, in order.
fn joined(_: T, words: &[String]) -> String {
    let mut once: Vec<&str> = Vec::new();
    for word in words {
        if !once.contains(&word.as_str()) {
            once.push(word);
        }
    }
    once.join(", ")
}

/// A line of what they were told.
pub(super) fn line(t: T, notice: &Line) -> Markup {
    match notice {
        Line::Received { .. } => t.incident_told_received().into(),
        Line::Taken { role } => {
            let role = crate::RoleName::parse(role).map_or_else(|| role.clone(), |role| role.shown(t).to_lowercase());
            t.incident_told_taken(role).into()
        }
        Line::Police { reported: true } => t.incident_told_police().into(),
        Line::Police { reported: false } => t.incident_told_no_police().into(),
        Line::Talked { on } => t.incident_told_talked(t.day(*on)).into(),
        Line::Measure { text, due } => t.incident_told_measure(t.day(*due), text).into(),
        Line::Review { needed: true } => t.incident_told_review().into(),
        Line::Review { needed: false } => t.incident_told_no_review().into(),
        Line::Words { text } => lines(text),
        Line::Closed { outcome } => Markup::text(t.incident_told_closed()).then(&lines(outcome)),
        Line::Reopened => t.incident_told_reopened().into(),
    }
}
