//! A new post, by questions in plain words.

use app::recruitment::{Colleague, RecruitmentDraft};
use casework::recruitment::{Form as Way, RecruitmentGuide};

use super::{CARE, care, with_care, words};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::case::{Filled, formed, paragraph};
use crate::part::{Choice, Field};
use crate::sent::Sent;
use crate::text::T;

const OPEN: Access = Access::Act("recruitment_open");

/// What the use case calls the fields.
const FIELDS: [(&str, &str); 6] =
    [("title", "post"), ("unit", "enhet"), ("answers", "fragor"), ("why", "skal"), ("assessors", "bedomare"), CARE];

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/rekrytering/ny", OPEN, show), Page::post("/rekrytering/ny", OPEN, sent)]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let people = app.recruitment_new(cx).await?;
    let unit = cx.subject.unit.clone().unwrap_or_default();
    form(&visit, app.recruitment_guide()?, &people, &Filled::default().put("enhet", unit))
}

/// The form.
pub(crate) fn form(visit: &Visit, guide: &RecruitmentGuide, people: &[Colleague], filled: &Filled) -> Answer {
    let t = visit.t();
    let ways = Way::RECRUITED.map(|way| Choice::new(way.id(), words::form(t, way)));
    let questions = guide.questions.iter().filter(|one| Way::RECRUITED.iter().any(|way| one.is_asked_for(*way)));
    let questions = questions.map(|one| {
        let choice = Choice::new(&one.id, words::of_library(t, &one.text));
        one.hint.iter().fold(choice, |choice, hint| choice.with_hint(words::of_library(t, hint)))
    });
    let (recruits, others): (Vec<&Colleague>, Vec<&Colleague>) = people.iter().partition(|one| one.recruits());
    let people = recruits.into_iter().map(|one| Choice::new(one.person.to_string(), &one.name));
    let expert = super::member::people(t, others);
    let form = visit
        .form("/rekrytering/ny")
        .with_error(filled.general.clone())
        .field(filled.into("post", Field::text(t, "post", t.recruitment_post()).with_hint(t.recruitment_post_hint())))
        .field(filled.into("enhet", Field::text(t, "enhet", t.incident_unit())))
        .field(filled.into("form", Field::radios(t, "form", t.recruitment_form(), ways.into())))
        .field(
            filled.with_boxes(
                "fragor",
                Field::checks(t, "fragor", t.recruitment_questions(), questions.collect())
                    .with_hint(t.recruitment_questions_hint())
                    .optional(),
            ),
        )
        .field(filled.into(
            "skal",
            Field::area(t, "skal", t.recruitment_why()).with_hint(t.recruitment_why_hint()).with_rows(3).optional(),
        ))
        .field(
            filled.with_boxes(
                "bedomare",
                Field::checks(t, "bedomare", t.recruitment_assessors(), people.collect())
                    .with_hint(t.recruitment_assessors_hint()),
            ),
        );
    let expert = Field::select(t, "sakkunnig", t.recruitment_expert(), expert).with_hint(t.recruitment_expert_hint());
    let form = form.field(filled.into("sakkunnig", expert.optional()));
    let form = with_care(t, form, filled).submit(t.recruitment_new_submit()).or_back("/rekrytering");
    let frame = visit.frame(t.recruitment_new_title()).below("/rekrytering", t.recruitment_title());
    formed(frame, paragraph(t.recruitment_new_lead()), form)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let mut filled = Filled::of(&sent, &["post", "enhet", "form", "fragor", "skal", "bedomare", "sakkunnig", CARE.1]);
    if let Some(draft) = draft(visit.t(), &mut filled) {
        match app.recruitment_open(cx, draft, care(&filled)).await {
            Ok(id) => return redirect(&format!("/rekrytering/{id}?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &FIELDS)?,
        }
    }
    let people = app.recruitment_new(cx).await?;
    form(&visit, app.recruitment_guide()?, &people, &filled)
}

fn draft(t: T, filled: &mut Filled) -> Option<RecruitmentDraft> {
    filled.need(&[
        ("post", t.incident_write()),
        ("enhet", t.incident_unit_missing()),
        ("form", t.case_choose()),
        ("bedomare", t.case_choose()),
    ]);
    let form = Way::RECRUITED.into_iter().find(|way| way.id() == filled.value("form"));
    let form = form.filter(|_| filled.is_right())?;
    Some(RecruitmentDraft {
        title: filled.text("post"),
        unit: filled.text("enhet"),
        form,
        answers: filled.all("fragor").map(str::to_owned).collect(),
        why: filled.text("skal"),
        assessors: filled
            .all("bedomare")
            .chain(filled.all("sakkunnig"))
            .filter_map(|person| person.parse().ok())
            .collect(),
    })
}
