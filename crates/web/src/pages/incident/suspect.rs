//! An incident becomes a suspicion: one form, filled in from the incident.

use app::case::CaseDraft;
use app::incident::suspicion_of;
use casework::event::ConcernedKind;
use casework::{Concerned, Origin, Routine};

use super::{Seen, seen};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::case::{Filled, clocks, formed, paragraph, words};
use crate::part::Field;
use crate::sent::Sent;
use crate::text::T;

const SUSPECT: Access = Access::Act("incident_suspect");

/// What the use case calls the fields.
const FIELDS: [(&str, &str); 3] = [("title", "rubrik"), ("summary", "misstanke"), ("concerned", "namn")];

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/handelser/{id}/misstanke", SUSPECT, show), Page::post("/handelser/{id}/misstanke", SUSPECT, sent)]
}

async fn show(visit: Visit) -> Answer {
    let (app, _, seen) = seen(&visit).await?;
    form(&visit, &seen, app.routine(), &begun(&suspicion_of(&seen.page.incident)))
}

/// What the form begins with.
pub(crate) fn begun(draft: &CaseDraft) -> Filled {
    let name = draft.concerned.first().map(|one| one.name.clone()).unwrap_or_default();
    Filled::default()
        .put("rubrik", draft.title.clone())
        .put("slag", "unknown")
        .put("namn", name)
        .put("misstanke", draft.summary.clone())
        .put("kand", draft.known_on.to_string())
}

/// The form.
pub(crate) fn form(visit: &Visit, seen: &Seen, routine: &Routine, filled: &Filled) -> Answer {
    let t = visit.t();
    let kinds = words::choices(&words::KINDS, |kind| words::kind(t, kind));
    let form = visit
        .form(seen.path("misstanke"))
        .with_error(filled.general.clone())
        .field(filled.into("rubrik", Field::text(t, "rubrik", t.case_title()).with_hint(t.case_new_title_hint())))
        .field(filled.into("slag", Field::select(t, "slag", t.case_concerned_kind(1), kinds)))
        .field(filled.into("namn", Field::text(t, "namn", t.case_concerned_name(1))))
        .field(filled.into(
            "nummer",
            Field::text(t, "nummer", t.case_concerned_id(1)).with_hint(t.case_concerned_id_hint()).optional(),
        ))
        .field(filled.into("misstanke", Field::area(t, "misstanke", t.case_new_summary()).with_rows(10)))
        .field(filled.into("kand", Field::date(t, "kand", t.case_known_on()).with_hint(t.case_known_on_hint())))
        .field(filled.with_boxes("frister", clocks(t, routine)))
        .submit(t.incident_suspect())
        .or_back(seen.path(""));
    let frame = visit.frame(t.incident_suspect()).below("/handelser", t.incident_list_title());
    formed(frame.below(seen.path(""), seen.title(t)), paragraph(t.incident_suspect_lead()), form)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let mut filled = Filled::of(&sent, &["rubrik", "slag", "namn", "nummer", "misstanke", "kand", "frister"]);
    if let Some(draft) = draft(visit.t(), &mut filled) {
        match app.incident_suspect(cx, seen.id, draft).await {
            Ok(id) => return redirect(&format!("/arenden/{id}?klart=oppnat")),
            Err(error) => filled = filled.refused(error, &FIELDS)?,
        }
    }
    form(&visit, &seen, app.routine(), &filled)
}

fn draft(t: T, filled: &mut Filled) -> Option<CaseDraft> {
    filled.need(&[
        ("rubrik", t.case_new_title_missing()),
        ("misstanke", t.case_new_summary_missing()),
        ("namn", t.case_concerned_missing()),
    ]);
    let known_on = filled.day(t, "kand")?;
    let kind = words::one(&words::KINDS, filled.value("slag")).unwrap_or(ConcernedKind::Unknown);
    filled.is_right().then(|| CaseDraft {
        title: filled.text("rubrik"),
        origin: Origin::Other,
        concerned: vec![Concerned { kind, id: filled.some("nummer"), name: filled.text("namn"), person: None }],
        summary: filled.text("misstanke"),
        known_on,
        starts: filled.all("frister").map(str::to_owned).collect(),
        signals: Vec::new(),
    })
}
