//! Somebody joins a recruitment, perhaps in the place of one who assesses.

use app::recruitment::{Colleague, JoinDraft};

use super::{CARE, Seen, care, seen, with_care};
use crate::RoleName;
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::case::{Filled, formed, paragraph};
use crate::part::{Choice, Field};
use crate::sent::Sent;
use crate::text::T;

const JOIN: Access = Access::Act("recruitment_member");

/// What the use case calls the fields.
const FIELDS: [(&str, &str); 2] = [("person", "person"), CARE];

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rekrytering/{id}/medlemmar/ny", JOIN, show),
        Page::post("/rekrytering/{id}/medlemmar/ny", JOIN, sent),
    ]
}

/// People to choose from, each with their role.
pub(super) fn people<'a>(t: T, all: impl IntoIterator<Item = &'a Colleague>) -> Vec<Choice> {
    let one = |one: &Colleague| {
        let role = RoleName::parse(&one.role).map_or_else(|| one.role.clone(), |role| role.shown(t).to_lowercase());
        Choice::new(one.person.to_string(), format!("{} ({role})", one.name))
    };
    all.into_iter().map(one).collect()
}

async fn show(visit: Visit) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    join_form(&visit, &seen, &app.recruitment_joiners(cx, seen.id).await?, &Filled::default())
}

/// The form.
pub(crate) fn join_form(visit: &Visit, seen: &Seen, all: &[Colleague], filled: &Filled) -> Answer {
    let t = visit.t();
    let assessors = seen.page.recruitment.assessors.iter();
    let assessors = assessors.map(|person| Choice::new(person.to_string(), seen.name(t, *person))).collect();
    let who = Field::select(t, "person", t.recruitment_join_who(), people(t, all)).with_hint(t.recruitment_join_hint());
    let instead = Field::select(t, "ersatter", t.recruitment_join_instead(), assessors);
    let instead = instead.with_hint(t.recruitment_join_instead_hint()).optional();
    let why = Field::area(t, "skal", t.case_why()).with_rows(3);
    let form = visit
        .form(seen.path("medlemmar/ny"))
        .with_error(filled.general.clone())
        .field(filled.into("person", who))
        .field(filled.into("ersatter", instead))
        .field(filled.into("skal", why));
    let form = with_care(t, form, filled).submit(t.recruitment_join_submit()).or_back(seen.path(""));
    let frame = visit.frame(t.recruitment_join()).below("/rekrytering", t.recruitment_title());
    formed(frame.below(seen.path(""), seen.title()), paragraph(t.recruitment_join_lead()), form)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["person", "ersatter", "skal", CARE.1]);
    filled.need(&[("person", t.case_choose()), ("skal", t.case_reason_missing())]);
    if let (Ok(person), true) = (filled.value("person").parse(), filled.is_right()) {
        let draft = JoinDraft { person, instead_of: filled.value("ersatter").parse().ok(), why: filled.text("skal") };
        match app.recruitment_join(cx, seen.id, draft, care(&filled)).await {
            Ok(()) => return redirect(&seen.path("?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &FIELDS)?,
        }
    }
    let all = app.recruitment_joiners(cx, seen.id).await?;
    join_form(&visit, &seen, &all, &filled)
}
