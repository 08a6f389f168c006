//! What is written into a case by one person: a fact, the diary number, a secrecy mark, who was told what.

use casework::event::{DiaryNumber, Provision};
use casework::{Event, Fact, SecrecyMark, Telling};

use super::{Filled, Seen, form_page, new, paragraph, seen};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Field, Form, Markup};
use crate::sent::Sent;
use crate::text::T;

const FACT: Access = Access::Act("case_fact");
const MARK: Access = Access::Act("case_mark");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/omstandighet", FACT, fact),
        Page::post("/arenden/{id}/omstandighet", FACT, fact_sent),
        Page::get("/arenden/{id}/diarienummer", MARK, diary),
        Page::post("/arenden/{id}/diarienummer", MARK, diary_sent),
        Page::get("/arenden/{id}/sekretess", MARK, mark),
        Page::post("/arenden/{id}/sekretess", MARK, mark_sent),
        Page::get("/arenden/{id}/underrattelse", FACT, telling),
        Page::post("/arenden/{id}/underrattelse", FACT, telling_sent),
    ]
}

async fn fact(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    fact_form(&visit, &seen, &Filled::default().put("kand", cx.today().to_string()))
}

fn fact_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit
        .form(seen.path("omstandighet"))
        .with_error(filled.general.clone())
        .field(filled.into("text", Field::area(t, "text", t.case_fact()).with_hint(t.case_new_summary_hint())))
        .field(filled.into("kand", Field::date(t, "kand", t.case_known_on()).with_hint(t.case_known_on_hint())))
        .field(filled.with_boxes("frister", new::clocks(t, &seen.page.case.routine)))
        .submit(t.case_fact_new())
        .or_back(seen.path(""));
    form_page(visit, seen, t.case_fact_new(), Markup::default(), form)
}

async fn fact_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["text", "kand", "frister"]);
    filled.need(&[("text", t.case_fact_missing())]);
    if let (Some(known_on), true) = (filled.day(t, "kand"), filled.is_right()) {
        let starts = filled.all("frister").map(str::to_owned).collect();
        let fact = Fact { text: filled.text("text"), known_on, starts };
        match app.case_event(cx, seen.id, Event::FactLearnt(fact)).await {
            Ok(()) => return redirect(&seen.first("skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    fact_form(&visit, &seen, &filled)
}

async fn diary(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    diary_form(&visit, &seen, &Filled::default().put("dag", cx.today().to_string()))
}

fn diary_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit.form(seen.path("diarienummer")).with_error(filled.general.clone()).or_back(seen.path(""));
    form_page(visit, seen, t.case_diary_set(), paragraph(t.case_diary_lead()), diary_fields(t, form, filled))
}

/// The fields of a number in the diary.
pub(super) fn diary_fields(t: T, form: Form, filled: &Filled) -> Form {
    form.field(filled.into("nummer", Field::text(t, "nummer", t.case_diary()).short()))
        .field(filled.into("dag", Field::date(t, "dag", t.case_diary_on())))
        .submit(t.case_diary_set())
}

/// The number in the diary that was written, when it is whole.
pub(super) fn diary_of(t: T, sent: &Sent) -> (Option<DiaryNumber>, Filled) {
    let mut filled = Filled::of(sent, &["nummer", "dag"]);
    filled.need(&[("nummer", t.case_diary_missing())]);
    let on = filled.day(t, "dag").filter(|_| filled.is_right());
    (on.map(|on| DiaryNumber { number: filled.text("nummer"), on }), filled)
}

async fn diary_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let (number, mut filled) = diary_of(visit.t(), &sent);
    if let Some(number) = number {
        match app.case_event(cx, seen.id, Event::DiaryNumberSet(number)).await {
            Ok(()) => return redirect(&seen.first("skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    diary_form(&visit, &seen, &filled)
}

async fn mark(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    mark_form(&visit, &seen, &Filled::default())
}

fn mark_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit.form(seen.path("sekretess")).with_error(filled.general.clone()).or_back(seen.path(""));
    form_page(visit, seen, t.case_mark_set(), paragraph(t.case_mark_lead()), mark_fields(t, form, filled))
}

/// The fields of a secrecy mark.
pub(super) fn mark_fields(t: T, form: Form, filled: &Filled) -> Form {
    form.field(filled.into("kapitel", Field::number(t, "kapitel", t.case_mark_chapter())))
        .field(filled.into("paragraf", Field::text(t, "paragraf", t.case_mark_section()).short()))
        .field(filled.into("skal", Field::area(t, "skal", t.case_mark_why()).with_rows(3)))
        .submit(t.case_mark_set())
}

/// The secrecy mark that was written, when it is whole.
pub(super) fn mark_of(t: T, sent: &Sent) -> (Option<SecrecyMark>, Filled) {
    let mut filled = Filled::of(sent, &["kapitel", "paragraf", "skal"]);
    filled.need(&[("paragraf", t.case_mark_section_missing()), ("skal", t.case_reason_missing())]);
    let Ok(chapter) = filled.value("kapitel").parse::<u16>() else {
        return (None, filled.wrong("kapitel", t.case_mark_chapter_missing()));
    };
    let mark = filled.is_right().then(|| SecrecyMark {
        provision: Provision { chapter, section: filled.text("paragraf") },
        reason: filled.text("skal"),
        on: None,
    });
    (mark, filled)
}

async fn mark_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let (mark, mut filled) = mark_of(visit.t(), &sent);
    if let Some(mark) = mark {
        match app.case_event(cx, seen.id, Event::SecrecyMarked(mark)).await {
            Ok(()) => return redirect(&seen.first("skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    mark_form(&visit, &seen, &filled)
}

async fn telling(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    telling_form(&visit, &seen, &Filled::default().put("dag", cx.today().to_string()))
}

fn telling_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit
        .form(seen.path("underrattelse"))
        .with_error(filled.general.clone())
        .field(filled.into("vem", Field::text(t, "vem", t.case_told_who())))
        .field(filled.into("vad", Field::area(t, "vad", t.case_told_what())))
        .field(filled.into("lagrum", Field::text(t, "lagrum", t.case_told_law()).with_hint(t.case_law_hint())))
        .field(filled.into("dag", Field::date(t, "dag", t.case_told_on())))
        .submit(t.case_told_new())
        .or_back(seen.path("avsluta"));
    form_page(visit, seen, t.case_told_new(), Markup::default(), form)
}

async fn telling_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["vem", "vad", "lagrum", "dag"]);
    filled.need(&[
        ("vem", t.case_told_who_missing()),
        ("vad", t.case_told_what_missing()),
        ("lagrum", t.case_law_missing()),
    ]);
    if let (Some(on), true) = (filled.day(t, "dag"), filled.is_right()) {
        let telling = Telling { who: filled.text("vem"), what: filled.text("vad"), law: filled.text("lagrum"), on };
        match app.case_event(cx, seen.id, Event::Told(telling)).await {
            Ok(()) => return redirect(&seen.path("avsluta?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    telling_form(&visit, &seen, &filled)
}
