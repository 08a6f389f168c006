//! The end of a case: closing it, and disposing of it when its time has come.

use std::collections::BTreeSet;

use app::case::two_to_be;
use casework::event::{Effect, EffectOn, Reopening};
use casework::{Closing, Event, Outcome, Typology};

use super::{Filled, Section, Seen, Tab, form_page, lines, paragraph, points, seen, swedish, words};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Choice, Column, Description, Field, Form, Markup, Table};
use crate::sent::Sent;
use crate::text::T;

const CLOSE: Access = Access::Act("case_close_propose");
const DISPOSE: Access = Access::Act("case_dispose_propose");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/avsluta", super::SHOW, show),
        Page::get("/arenden/{id}/avsluta/forslag", CLOSE, close),
        Page::post("/arenden/{id}/avsluta/forslag", CLOSE, close_sent),
        Page::get("/arenden/{id}/oppna-igen", CLOSE, reopen),
        Page::post("/arenden/{id}/oppna-igen", CLOSE, reopen_sent),
        Page::get("/arenden/{id}/gallra", DISPOSE, dispose),
        Page::post("/arenden/{id}/gallra", DISPOSE, dispose_sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    closing(&visit, &seen)
}

/// The page.
pub(crate) fn closing(visit: &Visit, seen: &Seen) -> Answer {
    let (t, case) = (visit.t(), &seen.page.case);
    let tab = Tab::new(visit, seen, "avsluta", t.case_tab_closing());
    if let Some(closed) = &case.closed {
        let (mut tab, mut shown) = (tab.lead(t.case_closed_lead()), closed_as(t, seen, &closed.what));
        if seen.may.contains("case_close_propose") {
            shown = shown.link(&seen.path("oppna-igen"), t.case_reopen());
            if closed.what.retain_until < visit.now().date_naive() {
                tab = tab.act(seen.path("gallra"), t.case_dispose());
            }
        }
        return tab.section(shown).section(told(t, seen)).answer();
    }
    let left = case.unfinished();
    let tab = match (left.is_empty(), seen.may("case_close_propose")) {
        (true, true) => tab.lead(t.case_close_ready()).act(seen.path("avsluta/forslag"), t.case_close_propose()),
        (true, false) => tab.lead(t.case_close_ready()),
        (false, _) => tab.lead(t.case_close_lead()),
    };
    let body = match left.as_slice() {
        [] => paragraph(t.case_unfinished_none()),
        left => points(left.iter().map(|one| swedish(t, one))),
    };
    let mut told = told(t, seen);
    if seen.may("case_fact") {
        told = told.link(&seen.path("underrattelse"), t.case_told_new());
    }
    tab.section(Section::new(t.case_unfinished()).with(body)).section(told).answer()
}

fn told(t: T, seen: &Seen) -> Section {
    let columns = [t.case_told_who(), t.case_told_what(), t.case_told_law(), t.case_told_on()].map(Column::text).into();
    let rows = seen.page.case.told.iter().map(|one| -> Vec<Markup> {
        let what = &one.what;
        vec![what.who.clone().into(), lines(&what.what), what.law.clone().into(), Markup::day(what.on)]
    });
    let table = Table::new(t, "underrattade", t.case_told(), columns).under_heading().rows(rows);
    Section::new(t.case_told()).with(Markup::of(&table.when_empty(t.case_told_none())))
}

fn closed_as(t: T, seen: &Seen, closing: &Closing) -> Section {
    let effects = closing.effects.iter().map(|one| format!("{}: {}", words::effect(t, &one.on), one.text).into());
    let facts = Description::new()
        .row(t.case_outcome(), words::outcome(t, closing.outcome))
        .row(t.case_reason(), lines(&closing.why))
        .row(t.case_lesson(), lines(&closing.lesson))
        .row(t.case_effects(), points(effects))
        .row(t.case_nobody_told(), closing.nobody_told_because.clone().unwrap_or_default())
        .row(t.case_retain(), Markup::day(closing.retain_until))
        .row(t.case_retain_ground(), closing.retention_ground.as_str())
        .row(t.case_decided_by(), super::measures::hands(t, seen, &closing.two));
    let section = Section::new(t.case_closed()).with(Markup::of(&facts));
    match &closing.typology {
        Some(typology) => section.with(Markup::of(&typology_of(t, typology))),
        None => section,
    }
}

fn typology_of(t: T, typology: &Typology) -> Description {
    fn word<V: PartialEq>(words: &[(&str, V, &'static str)], value: &V) -> &'static str {
        words.iter().find(|(_, known, _)| known == value).map_or("", |(.., text)| text)
    }
    let joined = |words: Vec<&'static str>| words.join(", ");
    Description::new()
        .row(t.case_recruitment(), word(&words::recruitments(t), &typology.recruitment))
        .row(t.case_awareness(), word(&words::awarenesses(t), &typology.awareness))
        .row(t.case_bonds(), joined(typology.bonds.iter().map(|one| word(&words::bonds(t), one)).collect()))
        .row(t.case_help(), joined(typology.help.iter().map(|one| word(&words::helps(t), one)).collect()))
        .row(t.case_duration(), word(&words::durations(t), &typology.duration))
        .row(t.case_frequency(), word(&words::frequencies(t), &typology.frequency))
}

const NAMES: [&str; 14] = [
    "utfall",
    "skal",
    "lardom",
    "kontroll",
    "kontroll-text",
    "ingen",
    "bevaras",
    "enligt",
    "vag",
    "visste",
    "band",
    "hjalp",
    "tid",
    "hur-ofta",
];

async fn close(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    close_form(&visit, &seen, &Filled::default())
}

/// The page that proposes the end.
pub(crate) fn close_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let outcomes = words::choices(&words::OUTCOMES, |outcome| words::outcome(t, outcome));
    let form = visit
        .form(seen.path("avsluta/forslag"))
        .with_error(filled.general.clone())
        .field(filled.into("utfall", Field::radios(t, "utfall", t.case_outcome(), outcomes)))
        .field(filled.into("skal", Field::area(t, "skal", t.case_close_why()).with_rows(4)))
        .field(filled.into("lardom", Field::area(t, "lardom", t.case_lesson()).with_hint(t.case_lesson_hint())))
        .group(t.case_effects(), |form| effects(t, form, filled))
        .group(t.case_typology(), |form| typology(t, form, filled))
        .field(filled.into(
            "ingen",
            Field::area(t, "ingen", t.case_nobody_told()).with_hint(t.case_nobody_told_hint()).with_rows(3).optional(),
        ))
        .field(filled.into("bevaras", Field::date(t, "bevaras", t.case_retain())))
        .field(
            filled.into(
                "enligt",
                Field::text(t, "enligt", t.case_retain_ground()).with_hint(t.case_retain_ground_hint()),
            ),
        )
        .submit(t.case_close_submit())
        .or_back(seen.path("avsluta"))
        .guarded();
    form_page(visit, seen, t.case_close_propose(), paragraph(t.case_two_lead()), form)
}

fn effects(t: T, mut form: Form, filled: &Filled) -> Form {
    for (word, on) in words::effects() {
        let name = format!("andras-{word}");
        form = form.field(filled.into(&name, Field::text(t, name.clone(), words::effect(t, &on)).optional()));
    }
    form.field(filled.into("kontroll", Field::text(t, "kontroll", t.case_effect_control()).short().optional()))
        .field(filled.into("kontroll-text", Field::text(t, "kontroll-text", t.case_effect_control_text()).optional()))
}

/// Asked of a confirmed suspicion, and of no other.
fn typology(t: T, form: Form, filled: &Filled) -> Form {
    let select = |name: &'static str, label: &str, choices: Vec<Choice>| {
        filled.into(name, Field::select(t, name, label, choices).optional())
    };
    form.markup(paragraph(t.case_typology_lead()))
        .field(filled.with_boxes(
            "hjalp",
            Field::checks(t, "hjalp", t.case_help(), words::choices_of(&words::helps(t))).optional(),
        ))
        .field(select("vag", t.case_recruitment(), words::choices_of(&words::recruitments(t))))
        .field(select("visste", t.case_awareness(), words::choices_of(&words::awarenesses(t))))
        .field(filled.with_boxes(
            "band",
            Field::checks(t, "band", t.case_bonds(), words::choices_of(&words::bonds(t))).optional(),
        ))
        .field(select("tid", t.case_duration(), words::choices_of(&words::durations(t))))
        .field(select("hur-ofta", t.case_frequency(), words::choices_of(&words::frequencies(t))))
}

async fn close_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut names: Vec<String> = NAMES.map(str::to_owned).into();
    names.extend(words::effects().map(|(word, _)| format!("andras-{word}")));
    let mut filled = Filled::of(&sent, &names.iter().map(String::as_str).collect::<Vec<_>>());
    filled.need(&[
        ("utfall", t.case_choose()),
        ("skal", t.case_reason_missing()),
        ("lardom", t.case_lesson_missing()),
        ("enligt", t.case_retain_ground_missing()),
    ]);
    let outcome = words::one(&words::OUTCOMES, filled.value("utfall"));
    let retain = filled.day(t, "bevaras");
    let typology = match outcome {
        Some(Outcome::Confirmed) => confirmed(t, &mut filled),
        Some(_) if asked(&filled) => {
            filled.general = t.case_typology_only_confirmed().to_owned();
            None
        }
        _ => None,
    };
    if let (Some(outcome), Some(retain_until), true) = (outcome, retain, filled.is_right()) {
        let closing = Closing {
            outcome,
            why: filled.text("skal"),
            lesson: filled.text("lardom"),
            effects: effects_of(&filled),
            typology,
            nobody_told_because: filled.some("ingen"),
            retain_until,
            retention_ground: filled.text("enligt"),
            two: two_to_be(cx),
        };
        let reason = closing.why.clone();
        match app.case_propose(cx, seen.id, Event::Closed(Box::new(closing)), &reason).await {
            Ok(_) => return redirect(&seen.path("avsluta?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    close_form(&visit, &seen, &filled)
}

fn effects_of(filled: &Filled) -> Vec<Effect> {
    let mut effects: Vec<Effect> = words::effects()
        .into_iter()
        .filter_map(|(word, on)| Some(Effect { on, text: filled.some(&format!("andras-{word}"))? }))
        .collect();
    if let (Some(id), Some(text)) = (filled.some("kontroll"), filled.some("kontroll-text")) {
        effects.push(Effect { on: EffectOn::Control(id), text });
    }
    effects
}

/// Whether anything of the typology was written.
fn asked(filled: &Filled) -> bool {
    ["hjalp", "vag", "visste", "band", "tid", "hur-ofta"].into_iter().any(|name| !filled.value(name).is_empty())
}

/// The typology of a confirmed suspicion; what was left out is not known.
fn confirmed(t: T, filled: &mut Filled) -> Option<Typology> {
    use casework::event::{Awareness, Duration, Frequency, RecruitmentPath};
    let help: BTreeSet<_> = filled.all("hjalp").filter_map(|word| words::one_of(&words::helps(t), word)).collect();
    if help.is_empty() {
        filled.wrong.insert("hjalp".to_owned(), t.case_help_missing().to_owned());
        return None;
    }
    let bonds = filled.all("band").filter_map(|word| words::one_of(&words::bonds(t), word)).collect();
    Some(Typology {
        recruitment: words::one_of(&words::recruitments(t), filled.value("vag")).unwrap_or(RecruitmentPath::Unknown),
        awareness: words::one_of(&words::awarenesses(t), filled.value("visste")).unwrap_or(Awareness::Unknown),
        bonds,
        help,
        duration: words::one_of(&words::durations(t), filled.value("tid")).unwrap_or(Duration::Unknown),
        frequency: words::one_of(&words::frequencies(t), filled.value("hur-ofta")).unwrap_or(Frequency::Unknown),
    })
}

async fn reopen(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    reopen_form(&visit, &seen, &Filled::default())
}

/// The page that proposes that a closed case is opened again.
pub(crate) fn reopen_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let closed = seen.page.case.closed.as_ref().ok_or(Failure::NotFound)?;
    let form = visit
        .form(seen.path("oppna-igen"))
        .with_error(filled.general.clone())
        .field(filled.into("skal", Field::area(t, "skal", t.case_reopen_why()).with_rows(4)))
        .submit(t.case_reopen_submit())
        .or_back(seen.path("avsluta"));
    let facts = Description::new()
        .row(t.case_outcome(), words::outcome(t, closed.what.outcome))
        .row(t.case_reason(), lines(&closed.what.why));
    let before = paragraph(t.case_reopen_lead()).then(&paragraph(t.case_two_lead())).then(&Markup::of(&facts));
    form_page(visit, seen, t.case_reopen(), before, form)
}

async fn reopen_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let mut filled = Filled::of(&sent, &["skal"]);
    filled.need(&[("skal", visit.t().case_reason_missing())]);
    if filled.is_right() {
        let why = filled.text("skal");
        let reopening = Reopening { why: why.clone(), two: two_to_be(cx) };
        match app.case_propose(cx, seen.id, Event::Reopened(reopening), &why).await {
            Ok(_) => return redirect(&seen.path("avsluta?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    reopen_form(&visit, &seen, &filled)
}

async fn dispose(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    dispose_form(&visit, &seen, &Filled::default())
}

fn dispose_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let closed = seen.page.case.closed.as_ref().ok_or(Failure::NotFound)?;
    let form = visit
        .form(seen.path("gallra"))
        .with_error(filled.general.clone())
        .field(filled.into("skal", Field::area(t, "skal", t.case_dispose_why()).with_rows(3)))
        .submit(t.case_dispose_submit())
        .grave()
        .or_back(seen.path("avsluta"));
    let facts = Description::new()
        .row(t.case_retain(), Markup::day(closed.what.retain_until))
        .row(t.case_retain_ground(), closed.what.retention_ground.as_str());
    form_page(visit, seen, t.case_dispose(), paragraph(t.case_dispose_lead()).then(&Markup::of(&facts)), form)
}

async fn dispose_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let mut filled = Filled::of(&sent, &["skal"]);
    match app.case_dispose_propose(cx, seen.id, &filled.text("skal")).await {
        Ok(_) => return redirect(&seen.path("avsluta?klart=foreslaget")),
        Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
    }
    dispose_form(&visit, &seen, &filled)
}
