//! What an application says, in tables: to read, and with the way to each form for whoever may change it.

use app::recruitment::{Claims, Period, Stamp, Subject};
use casework::recruitment::Candidate;

use super::entered::{Kind, SPENT, path};
use super::{HANDLE, Seen, done, seen};
use crate::failure::Answer;
use crate::frame::{Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::{lines, paragraph};
use crate::pages::incident::links;
use crate::part::{Column, Markup, Table};
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/rekrytering/{id}/kandidat/{candidate}/uppgifter", HANDLE, show)]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    let candidate = seen.candidate(visit.param("candidate"))?;
    entries_page(&visit, &seen, candidate)
}

/// Everything that is entered, and the way to each form.
pub(crate) fn entries_page(visit: &Visit, seen: &Seen, candidate: &Candidate) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.recruitment_entries()).below("/rekrytering", t.recruitment_title());
    let frame = frame.below(seen.path(""), seen.title()).below(seen.of(candidate.seq), &candidate.added.name);
    let mut page = Sections::new(frame, t.recruitment_entries_lead());
    if let Some(notice) = done(visit) {
        page = page.notice(&notice);
    }
    for kind in Kind::ALL {
        page = page.link(path(seen, candidate, &format!("/{}", kind.word())), kind.title(t));
    }
    let none = Claims::default();
    let claims = seen.page.facts.get(&candidate.seq).map_or(&none, |facts| &facts.claims);
    tables(t, claims, Some((seen, candidate)))
        .into_iter()
        .fold(page, |page, (title, body)| page.section(title, body))
        .answer()
}

/// What the application says, part by part; with ways to change it for whoever may.
pub(super) fn tables(t: T, claims: &Claims, change: Option<(&Seen, &Candidate)>) -> [(&'static str, Markup); 4] {
    let way = |subject: Subject| -> Option<Markup> {
        let ((seen, candidate), (kind, at)) = (change?, Kind::of(subject)?);
        let path = path(seen, candidate, &format!("/{}?nr={at}", kind.word()));
        Some(Markup::link(&path, &t.recruitment_change_of(claims.said(subject))))
    };
    let table = |id: &str, title: &'static str, columns: &[&str], rows: Vec<(Vec<Markup>, Subject)>| {
        let more = change.map(|_| t.recruitment_change());
        let columns = columns.iter().copied().chain(more).map(Column::text).collect();
        let rows = rows.into_iter().map(|(mut row, subject)| {
            row.extend(way(subject));
            row
        });
        let table = Table::new(t, id, title, columns).under_heading().rows(rows);
        (title, Markup::of(&table.when_empty(t.recruitment_entries_empty())))
    };
    let periods = table(
        "uppgift-perioder",
        t.recruitment_claimed_periods(),
        &[t.recruitment_period(), t.law_from(), t.law_until(), t.recruitment_shape(), t.recruitment_extent()],
        claims
            .periods
            .iter()
            .enumerate()
            .map(|(at, one)| (period_row(t, claims, at, one), Subject::Period(at)))
            .collect(),
    );
    let certificates = claims.certificates.iter().enumerate().map(|(at, one)| {
        let issued = one.issued.map(|day| day.to_string()).unwrap_or_default();
        let number = one.number.clone().unwrap_or_default();
        (vec![claims.said(Subject::Certificate(at)).into(), number.into(), issued.into()], Subject::Certificate(at))
    });
    let certificates = table(
        "uppgift-intyg",
        t.recruitment_claimed_certificates(),
        &[t.recruitment_certificate(), t.recruitment_number(), t.recruitment_issued()],
        certificates.collect(),
    );
    let referees = claims.referees.iter().enumerate().map(|(at, one)| {
        let relation = one.relation.clone().unwrap_or_default();
        let said = claims.said(Subject::Referee(at));
        (vec![said.into(), relation.into(), lines(&one.contacts.join("\n"))], Subject::Referee(at))
    });
    let referees = table(
        "uppgift-referenser",
        t.recruitment_claimed_referees(),
        &[t.recruitment_referee(), t.recruitment_relation(), t.recruitment_contacts()],
        referees.collect(),
    );
    let own = if claims.contacts.is_empty() {
        paragraph(t.recruitment_entries_empty())
    } else {
        Markup::raw("<p>".to_owned()).then(&lines(&claims.contacts.join("\n"))).then(&Markup::raw("</p>".to_owned()))
    };
    let way = change.map(|(seen, candidate)| {
        let path = path(seen, candidate, &format!("/{}", Kind::Contacts.word()));
        links([(path, t.recruitment_add_contacts().to_owned())])
    });
    [periods, certificates, referees, (t.recruitment_claimed_contacts(), own.then(&way.unwrap_or_default()))]
}

fn period_row(t: T, claims: &Claims, at: usize, one: &Period) -> Vec<Markup> {
    let day = |stamp: Option<Stamp>| stamp.map(|stamp| stamp.to_string()).unwrap_or_default();
    let to = if one.is_current { t.law_still().to_owned() } else { day(one.to) };
    let spent = SPENT.iter().find(|(_, spent, _)| *spent == one.kind).map(|(_, _, words)| words(t)).unwrap_or_default();
    let extent = one.extent.map(|extent| t.recruitment_per_cent(t.number(i64::from(extent)))).unwrap_or_default();
    let leave = one.is_leave.then(|| t.recruitment_leave().to_lowercase());
    let extent: Vec<String> = [extent].into_iter().chain(leave).filter(|text| !text.is_empty()).collect();
    let said = [Some(claims.said(Subject::Period(at))), one.org_no.clone(), one.country.clone()];
    let said: Vec<String> = said.into_iter().flatten().collect();
    vec![said.join(", ").into(), day(one.from).into(), to.into(), spent.into(), extent.join(", ").into()]
}
