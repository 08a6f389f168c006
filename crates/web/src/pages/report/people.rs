//! Recusal, and handing over to another recipient by two.

use casework::id::PersonId;
use casework::report::event::Leaving;

use super::{Seen, form, form_page, seen};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::case::Filled;
use crate::part::{Choice, Field};
use crate::sent::Sent;

const RECUSE: Access = Access::Act("report_recuse");
const LEAVE: Access = Access::Act("report_member_propose");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rapporter/{id}/jav", RECUSE, recuse),
        Page::post("/rapporter/{id}/jav", RECUSE, recuse_sent),
        Page::get("/rapporter/{id}/lamna-over", LEAVE, leave),
        Page::post("/rapporter/{id}/lamna-over", LEAVE, leave_sent),
    ]
}

async fn recuse(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    recuse_form(&visit, &seen, &Filled::default())
}

pub(crate) fn recuse_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let me = visit.acts().ok().map(|(_, cx)| cx.person);
    let form = form(visit, seen, "jav", filled)
        .field(filled.into("skal", Field::area(t, "skal", t.report_recuse_why()).with_rows(3)))
        .field(filled.into("efter", Field::radios(t, "efter", t.report_takes_over(), seen.successors(t, me))))
        .submit(t.report_recuse_title())
        .grave();
    form_page(visit, seen, (t.report_recuse_title(), t.report_recuse_lead()), form)
}

async fn recuse_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["skal", "efter"]);
    filled.need(&[("skal", t.case_reason_missing())]);
    let Ok(successor) = filled.value("efter").parse::<PersonId>() else {
        let filled = filled.wrong("efter", t.case_choose());
        return recuse_form(&visit, &seen, &filled);
    };
    if filled.is_right() {
        match app.report_recuse(cx, seen.id, successor, filled.text("skal")).await {
            Ok(()) => return redirect("/rapporter"),
            Err(error) => filled = filled.refused(error, &[("successor", "efter")])?,
        }
    }
    recuse_form(&visit, &seen, &filled)
}

async fn leave(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    leave_form(&visit, &seen, &Filled::default().put("vem", cx.person.to_string()).put("varfor", "slutar"))
}

pub(crate) fn leave_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let inside = seen.page.report.recipients.keys();
    let inside = inside.map(|person| Choice::new(person.to_string(), seen.name(t, *person))).collect();
    let ways = vec![Choice::new("slutar", t.report_leave_ends()), Choice::new("jav", t.report_leave_conflict())];
    let form = form(visit, seen, "lamna-over", filled)
        .field(filled.into("vem", Field::radios(t, "vem", t.report_leaves(), inside)))
        .field(filled.into("varfor", Field::radios(t, "varfor", t.report_leave_why(), ways)))
        .field(filled.into("skal", Field::area(t, "skal", t.report_reason()).with_rows(3)))
        .field(filled.into("efter", Field::radios(t, "efter", t.report_takes_over(), seen.successors(t, None))))
        .submit(t.report_propose());
    form_page(visit, seen, (t.report_leave_title(), t.report_leave_lead()), form)
}

async fn leave_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["vem", "varfor", "skal", "efter"]);
    filled.need(&[("vem", t.case_choose()), ("varfor", t.case_choose()), ("efter", t.case_choose())]);
    filled.need(&[("skal", t.case_reason_missing())]);
    let people = (filled.value("vem").parse::<PersonId>(), filled.value("efter").parse::<PersonId>());
    if let ((Ok(person), Ok(successor)), true) = (people, filled.is_right()) {
        let why = filled.text("skal");
        let leaving = if filled.value("varfor") == "jav" { Leaving::Conflict { why } } else { Leaving::Ends { why } };
        match app.report_leave_propose(cx, seen.id, (person, successor), leaving).await {
            Ok(_) => return redirect(&seen.done("foreslaget")),
            Err(error) => filled = filled.refused(error, &[("successor", "efter"), ("reason", "skal")])?,
        }
    }
    leave_form(&visit, &seen, &filled)
}
