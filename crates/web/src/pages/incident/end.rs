//! Who else handles an incident, and its disposal by two when its time has run out.

use app::incident::{IncidentCertificate, IncidentJoiner};
use casework::id::PersonId;

use super::{Seen, seen, words};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::{Sections, listed};
use crate::pages::case::{Filled, formed, lines, paragraph, soft};
use crate::part::{Choice, Field};
use crate::sent::Sent;

const MEMBER: Access = Access::Act("incident_member");
const DISPOSE: Access = Access::Act("incident_dispose");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/handelser/intyg", DISPOSE, certificates),
        Page::get("/handelser/{id}/ta-med", MEMBER, join),
        Page::post("/handelser/{id}/ta-med", MEMBER, join_sent),
        Page::get("/handelser/{id}/gallra", DISPOSE, dispose),
        Page::post("/handelser/{id}/gallra", DISPOSE, dispose_sent),
    ]
}

async fn join(visit: Visit) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    join_form(&visit, &seen, &app.incident_joiners(cx, seen.id).await?, &Filled::default())
}

/// The page where somebody more is let in.
pub(crate) fn join_form(visit: &Visit, seen: &Seen, joiners: &[IncidentJoiner], filled: &Filled) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.incident_join()).below("/handelser", t.incident_list_title());
    let frame = frame.below(seen.path(""), seen.title(t));
    if joiners.is_empty() {
        return Sections::new(frame, t.incident_join_none()).answer();
    }
    let routine = &seen.page.incident.routine;
    let one = |joiner: &IncidentJoiner| {
        let text = format!("{} ({})", joiner.name, words::role(t, routine, &joiner.role));
        Choice::new(joiner.person.to_string(), text)
    };
    let people = joiners.iter().map(one).collect();
    let form = visit
        .form(seen.path("ta-med"))
        .with_error(filled.general.clone())
        .field(filled.into("vem", Field::radios(t, "vem", t.incident_join_who(), people)))
        .field(filled.into("skal", Field::area(t, "skal", t.case_why()).with_rows(3)))
        .submit(t.incident_join())
        .or_back(seen.path(""));
    formed(frame, paragraph(t.incident_join_lead()), form)
}

async fn join_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["vem", "skal"]);
    filled.need(&[("vem", t.case_choose()), ("skal", t.case_reason_missing())]);
    if let (Ok(person), true) = (filled.value("vem").parse::<PersonId>(), filled.is_right()) {
        match app.incident_join(cx, seen.id, person, &filled.text("skal")).await {
            Ok(()) => return redirect(&format!("{}?klart=skrivet", seen.path(""))),
            Err(error) => filled = filled.refused(error, &[("person", "vem")])?,
        }
    }
    join_form(&visit, &seen, &app.incident_joiners(cx, seen.id).await?, &filled)
}

async fn dispose(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    dispose_form(&visit, &seen, &Filled::default())
}

/// The page of the disposal: to propose it, or to do what another proposed.
pub(crate) fn dispose_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.incident_dispose()).below("/handelser", t.incident_list_title());
    let frame = frame.below(seen.path(""), seen.title(t));
    let form = visit.form(seen.path("gallra")).with_error(filled.general.clone()).or_back(seen.path(""));
    match &seen.page.incident.disposal {
        Some(proposed) => {
            let who = t.incident_dispose_proposed(t.moment(proposed.at), seen.name(t, proposed.by));
            let before = paragraph(t.incident_dispose_lead()).then(&soft(&who)).then(&lines(&proposed.what.ground));
            let form = form.field(Field::hidden(t, "gor", "gallra")).submit(t.incident_dispose_do()).grave();
            formed(frame, before, form)
        }
        None => {
            let ground =
                Field::area(t, "grund", t.incident_dispose_ground()).with_hint(t.incident_dispose_ground_hint());
            let form = form.field(filled.into("grund", ground.with_rows(3))).submit(t.incident_dispose_propose());
            formed(frame, paragraph(t.incident_dispose_lead()), form)
        }
    }
}

async fn dispose_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let mut filled = Filled::of(&sent, &["grund"]);
    if sent.text("gor") == "gallra" {
        match app.incident_dispose(cx, seen.id).await {
            Ok(()) => return redirect("/handelser/intyg"),
            Err(error) => filled = filled.refused(error, &[])?,
        }
        return dispose_form(&visit, &seen, &filled);
    }
    filled.need(&[("grund", visit.t().incident_dispose_ground_missing())]);
    if filled.is_right() {
        match app.incident_dispose_propose(cx, seen.id, &filled.text("grund")).await {
            Ok(()) => return redirect(&format!("{}?klart=foreslaget", seen.path(""))),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    dispose_form(&visit, &seen, &filled)
}

async fn certificates(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    certificates_page(&visit, &app.incident_certificates(cx).await?)
}

/// What is left of incidents that were disposed of.
pub(crate) fn certificates_page(visit: &Visit, list: &[IncidentCertificate]) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.incident_certificates()).below("/handelser", t.incident_list_title());
    let shown = match list {
        [] => soft(t.incident_certificates_empty()),
        list => listed(list.iter().map(|one| lines(one.body.trim()))),
    };
    Sections::new(frame, t.incident_certificates_lead()).section(t.incident_certificates(), shown).answer()
}
