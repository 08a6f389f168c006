//! The assessment of a tie, and the proposal to forbid it.

use app::declaration::{Assessment, DeclarationPage, Forbidding};
use casework::declaration::Declared;

use super::{id, number, words};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Frame, Page, Visit};
use crate::pages::case::{Filled, formed, paragraph, said};
use crate::part::{Choice, Field, Markup};
use crate::sent::Sent;

const ASSESS: Access = Access::Act("declaration_assess");
const FORBID: Access = Access::Act("declaration_forbid_propose");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/bisysslor/{id}/bedom/{tie}", ASSESS, allow),
        Page::post("/bisysslor/{id}/bedom/{tie}", ASSESS, allow_sent),
        Page::get("/bisysslor/{id}/forbjud/{tie}", FORBID, forbid),
        Page::post("/bisysslor/{id}/forbjud/{tie}", FORBID, forbid_sent),
    ]
}

async fn shown(visit: &Visit) -> Result<(DeclarationPage, usize), Failure> {
    let (app, cx) = visit.acts()?;
    let (page, number) = (app.declaration_show(cx, id(visit)?).await?, number(visit)?);
    if page.may_assess && page.declaration.tie(number).is_some() { Ok((page, number)) } else { Err(Failure::NotFound) }
}

fn tie(shown: &DeclarationPage, number: usize) -> Result<&Declared, Failure> {
    shown.declaration.tie(number).ok_or(Failure::NotFound)
}

fn path(shown: &DeclarationPage) -> String {
    format!("/bisysslor/{}", shown.declaration.id)
}

/// What a form is about: what was declared, and where the page stands.
fn begun(visit: &Visit, title: &str, shown: &DeclarationPage, number: usize) -> Result<(Frame, Markup), Failure> {
    let (t, one) = (visit.t(), &shown.declaration);
    let declared = tie(shown, number)?;
    let of = t.declaration_of(t.day(one.declared_on()), &shown.name);
    let frame = visit.frame(title).below("/bisysslor", t.declaration_list_title()).below(path(shown), of);
    let before =
        paragraph(&words::title(t, one, declared)).then(&Markup::of(&words::tie(t, one, declared, &shown.names)));
    Ok((frame, before))
}

async fn allow(visit: Visit) -> Answer {
    let (shown, number) = shown(&visit).await?;
    allow_form(&visit, &shown, number, &Filled::default())
}

/// The form of an assessment.
pub(crate) fn allow_form(visit: &Visit, shown: &DeclarationPage, number: usize, filled: &Filled) -> Answer {
    let t = visit.t();
    let (frame, before) = begun(visit, t.declaration_assess(), shown, number)?;
    let choices = vec![
        Choice::new("tillaten", t.declaration_allowed_choice()),
        Choice::new("villkor", t.declaration_conditions_choice()),
    ];
    let form = visit
        .form(format!("{}/bedom/{number}", path(shown)))
        .with_error(filled.general.clone())
        .field(filled.into("val", Field::radios(t, "val", t.declaration_assess(), choices)))
        .field(
            filled.into(
                "villkor",
                Field::area(t, "villkor", t.declaration_conditions())
                    .with_rows(3)
                    .with_hint(t.declaration_conditions_hint())
                    .optional(),
            ),
        )
        .field(filled.into("skal", Field::area(t, "skal", t.case_why()).with_rows(3)))
        .submit(t.declaration_assess_submit())
        .or_back(path(shown));
    formed(frame, before.then(&paragraph(t.declaration_assess_lead())), form)
}

async fn allow_sent(visit: Visit, sent: Sent) -> Answer {
    let (shown, number) = shown(&visit).await?;
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let mut filled = Filled::of(&sent, &["val", "villkor", "skal"]);
    filled.need(&[("val", t.case_choose()), ("skal", t.case_reason_missing())]);
    let on_conditions = filled.value("val") == "villkor";
    if on_conditions {
        filled.need(&[("villkor", t.declaration_conditions_missing())]);
    }
    if filled.is_right() {
        let conditions = filled.some("villkor").filter(|_| on_conditions);
        let assessment = Assessment { tie: number, conditions, why: filled.text("skal") };
        match app.declaration_assess(cx, shown.declaration.id, assessment).await {
            Ok(()) => return redirect(&format!("{}?klart=bedomd", path(&shown))),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    allow_form(&visit, &shown, number, &filled)
}

async fn forbid(visit: Visit) -> Answer {
    let (shown, number) = shown(&visit).await?;
    forbid_form(&visit, &shown, number, &Filled::default())
}

/// The form of a proposal to forbid.
pub(crate) fn forbid_form(visit: &Visit, shown: &DeclarationPage, number: usize, filled: &Filled) -> Answer {
    let t = visit.t();
    let (frame, before) = begun(visit, t.declaration_forbid(), shown, number)?;
    let routine = &shown.declaration.routine;
    let grounds = routine.grounds.iter().map(|ground| {
        let unsure = routine.law(&ground.law).is_some_and(|law| law.certainty == casework::routine::Certainty::U);
        let says = said(t, &ground.says);
        let hint = if unsure { t.declaration_unconfirmed(says) } else { says.to_owned() };
        Choice::new(&ground.id, said(t, &ground.title)).with_hint(hint)
    });
    let form = visit
        .form(format!("{}/forbjud/{number}", path(shown)))
        .with_error(filled.general.clone())
        .field(filled.into("grund", Field::radios(t, "grund", t.declaration_ground(), grounds.collect())))
        .field(filled.into(
            "skal",
            Field::area(t, "skal", t.declaration_reasons()).with_rows(5).with_hint(t.declaration_reasons_hint()),
        ))
        .field(filled.into("dag", Field::date(t, "dag", t.declaration_stop_by())))
        .submit(t.declaration_forbid_submit())
        .or_back(path(shown));
    formed(frame, before.then(&paragraph(t.declaration_forbid_lead())), form)
}

async fn forbid_sent(visit: Visit, sent: Sent) -> Answer {
    let (shown, number) = shown(&visit).await?;
    let ((app, cx), t) = (visit.acts()?, visit.t());
    let mut filled = Filled::of(&sent, &["grund", "skal", "dag"]);
    filled.need(&[("grund", t.case_choose()), ("skal", t.case_reason_missing())]);
    if let (Some(stop_by), true) = (filled.day(t, "dag"), filled.is_right()) {
        let (ground, why) = (filled.text("grund"), filled.text("skal"));
        let forbidding = Forbidding { tie: number, ground, why, stop_by };
        match app.declaration_forbid_propose(cx, shown.declaration.id, forbidding).await {
            Ok(_) => return redirect(&format!("{}?klart=foreslaget", path(&shown))),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    forbid_form(&visit, &shown, number, &filled)
}
