//! The decision, and disposal when the time has run out.

use casework::Seq;
use casework::recruitment::event::{Disposal, Event};

use super::{CARE, Seen, care, seen, with_care};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::case::{Filled, formed, paragraph, points};
use crate::part::{Choice, Field, Markup};
use crate::sent::Sent;
use crate::text::T;

const DECIDE: Access = Access::Act("recruitment_decide");
const DISPOSE: Access = Access::Act("recruitment_dispose");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rekrytering/{id}/beslut", DECIDE, decide),
        Page::post("/rekrytering/{id}/beslut", DECIDE, decided),
        Page::get("/rekrytering/{id}/gallra", DISPOSE, dispose),
        Page::post("/rekrytering/{id}/gallra", DISPOSE, disposed),
    ]
}

/// The choice of nobody.
const NOBODY: &str = "ingen";

async fn decide(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    decision_form(&visit, &seen, &Filled::default())
}

/// The form of the decision.
pub(crate) fn decision_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let recruitment = &seen.page.recruitment;
    let present = recruitment.candidates.iter().filter(|one| one.withdrawn.is_none());
    let duties: Vec<_> = seen.page.checklist.must.iter().map(|one| one.basis().clone()).collect();
    let choices = present.map(|one| {
        let choice = Choice::new(one.seq.to_string(), &one.added.name);
        let left = recruitment.unfinished(one, &duties);
        if left.is_empty() { choice } else { choice.with_hint(t.recruitment_left(left.join("; "))) }
    });
    let choices = choices.chain([Choice::new(NOBODY, t.recruitment_nobody())]).collect();
    let form = visit
        .form(seen.path("beslut"))
        .with_error(filled.general.clone())
        .field(filled.into("kandidat", Field::radios(t, "kandidat", t.recruitment_chosen(), choices)))
        .field(
            filled
                .into("text", Field::area(t, "text", t.case_why()).with_hint(t.recruitment_decide_hint()).with_rows(6)),
        );
    let form = with_care(t, form, filled).submit(t.recruitment_decide()).or_back(seen.path(""));
    let frame = visit.frame(t.recruitment_decide()).below("/rekrytering", t.recruitment_title());
    formed(frame.below(seen.path(""), seen.title()), paragraph(t.recruitment_decide_lead()), form)
}

async fn decided(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["kandidat", "text", CARE.1]);
    filled.need(&[("kandidat", t.case_choose()), ("text", t.incident_write())]);
    let chosen: Option<Option<Seq>> = match filled.value("kandidat") {
        NOBODY => Some(None),
        number => number.parse().ok().map(Some),
    };
    if let (Some(candidate), true) = (chosen, filled.is_right()) {
        let why = filled.text("text");
        match app.recruitment_decide(cx, seen.id, (candidate, &why), care(&filled)).await {
            Ok(()) => return redirect(&seen.path("?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[CARE])?,
        }
    }
    decision_form(&visit, &seen, &filled)
}

async fn dispose(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    disposal_page(&visit, &seen, &Filled::default())
}

/// Whether it is another's proposal that the person may carry out.
fn is_second(seen: &Seen) -> bool {
    seen.page.recruitment.disposal.as_ref().is_some_and(|proposed| proposed.by != seen.me)
}

/// The form: to propose, or to carry out what another proposed.
pub(crate) fn disposal_page(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.recruitment_dispose()).below("/rekrytering", t.recruitment_title());
    let frame = frame.below(seen.path(""), seen.title());
    let form = visit.form(seen.path("gallra")).with_error(filled.general.clone());
    if let Some(proposed) = seen.page.recruitment.disposal.as_ref().filter(|_| is_second(seen)) {
        let by = t.case_at_by(t.moment(proposed.at), seen.name(t, proposed.by));
        let told = points([Markup::text(&by), Markup::text(&t.recruitment_kept_in(&proposed.what.kept))]);
        let before = paragraph(t.recruitment_dispose_second()).then(&told);
        return formed(frame, before, form.submit(t.recruitment_dispose()).grave().or_back(seen.path("")));
    }
    let kept = Field::text(t, "kvar", t.recruitment_kept_where()).with_hint(t.recruitment_kept_where_hint());
    let form = form.field(filled.into("kvar", kept));
    let form = with_care(t, form, filled).submit(t.recruitment_dispose_propose()).or_back(seen.path(""));
    formed(frame, lead(t), form)
}

fn lead(t: T) -> Markup {
    paragraph(t.recruitment_dispose_lead())
}

async fn disposed(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let mut filled = Filled::of(&sent, &["kvar", CARE.1]);
    let done = if is_second(&seen) {
        app.recruitment_dispose(cx, seen.id).await.map(|()| "/rekrytering?klart=gallrat".to_owned())
    } else {
        filled.need(&[("kvar", visit.t().incident_write())]);
        if !filled.is_right() {
            return disposal_page(&visit, &seen, &filled);
        }
        let event = Event::DisposalProposed(Disposal { kept: filled.text("kvar") });
        let written = app.recruitment_event(cx, seen.id, event, care(&filled)).await;
        written.map(|()| seen.path("?klart=foreslaget"))
    };
    match done {
        Ok(path) => redirect(&path),
        Err(error) => {
            filled = filled.refused(error, &[CARE])?;
            disposal_page(&visit, &seen, &filled)
        }
    }
}
