//! The measures of the routine as cards; deciding one or not choosing it is proposed by one and approved by another. The
//! clocks, and how one is stopped.

use app::case::two_to_be;
use casework::event::{ClockStop, How};
use casework::routine::{Choice as Kind, Decider, Measure};
use casework::{Decision, Declining, Event, Lifting, MeasureStatus};

use super::{Filled, Section, Seen, Tab, form_page, lines, paragraph, points, said, seen, swedish, words};
use crate::failure::{Answer, Failure, page, redirect};
use crate::frame::{Access, Frame, Page, Visit};
use crate::part::{Chip, Choice, Description, Field, Markup, Tabs};
use crate::sent::Sent;
use crate::text::T;

const PROPOSE: Access = Access::Act("case_measure_propose");
const STOP: Access = Access::Act("case_clock_close");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/atgarder", super::SHOW, show),
        Page::get("/arenden/{id}/atgarder/{measure}/beslut", PROPOSE, decide),
        Page::post("/arenden/{id}/atgarder/{measure}/beslut", PROPOSE, decide_sent),
        Page::get("/arenden/{id}/atgarder/{measure}/valj-inte", PROPOSE, decline),
        Page::post("/arenden/{id}/atgarder/{measure}/valj-inte", PROPOSE, decline_sent),
        Page::get("/arenden/{id}/beslut/{seq}/upphav", PROPOSE, lift),
        Page::post("/arenden/{id}/beslut/{seq}/upphav", PROPOSE, lift_sent),
        Page::get("/arenden/{id}/frister/{clock}/{seq}", STOP, stop),
        Page::post("/arenden/{id}/frister/{clock}/{seq}", STOP, stop_sent),
    ]
}

/// A measure as a card.
struct Card {
    no: usize,
    title: String,
    about: String,
    status: Chip,
    facts: Description,
    links: Vec<(String, String)>,
}

#[derive(askama::Template)]
#[template(path = "case_measures.html")]
struct Cards {
    frame: Frame,
    t: T,
    notice: Markup,
    tabs: Tabs,
    cards: Vec<Card>,
    deadlines: Section,
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    measures(&visit, &seen)
}

/// The page.
pub(crate) fn measures(visit: &Visit, seen: &Seen) -> Answer {
    let t = visit.t();
    let Tab { frame, notice, tabs, .. } = Tab::new(visit, seen, "atgarder", t.case_tab_measures());
    let all = seen.page.case.routine.measures.iter().enumerate();
    let cards = all.map(|(at, measure)| card(t, seen, at + 1, measure)).collect();
    page(&Cards { frame, t, notice, tabs, cards, deadlines: super::overview::deadlines(t, seen) })
}

fn card(t: T, seen: &Seen, no: usize, measure: &Measure) -> Card {
    let case = &seen.page.case;
    let state = case.measures.get(&measure.id).cloned().unwrap_or_default();
    let status = state.status();
    let path = |end: &str| seen.path(&format!("atgarder/{}/{end}", measure.id));
    let mut links = Vec::new();
    if seen.may("case_measure_propose") {
        links.push((path("beslut"), t.case_measure_propose(said(t, &measure.title))));
        if status == MeasureStatus::Open {
            links.push((path("valj-inte"), t.case_measure_decline(said(t, &measure.title))));
        }
    }
    let documents = measure.templates.iter().filter_map(|id| case.routine.template(id));
    let documents = documents.map(|template| {
        let title = said(t, &template.title);
        if seen.may("case_document_make") {
            Markup::link(&seen.path(&format!("dokument/ny/{}", template.id)), title)
        } else {
            title.into()
        }
    });
    let laws: Vec<&String> =
        measure.laws.iter().chain(measure.options.iter().flat_map(|option| &option.laws)).collect();
    let mut named: Vec<&String> = Vec::new();
    for law in laws {
        if !named.contains(&law) {
            named.push(law);
        }
    }
    let facts = Description::new()
        .row(t.case_deciders(), deciders_of(t, measure))
        .row(t.case_deadline(), said(t, &measure.deadline))
        .row(t.case_laws(), laws_of(t, seen, named.into_iter()))
        .row(t.case_tab_documents(), points(documents))
        .row(t.case_decisions(), decisions(t, seen, &state))
        .row(
            t.case_not_chosen(),
            points(state.declined.iter().map(|no| Markup::text(&no.what.because).then(&hands(t, seen, &no.what.two)))),
        );
    Card {
        no,
        title: said(t, &measure.title).to_owned(),
        about: said(t, &measure.about).to_owned(),
        status: words::status(t, status),
        facts,
        links,
    }
}

fn decisions(t: T, seen: &Seen, state: &casework::MeasureState) -> Markup {
    points(state.decisions.iter().map(|decision| {
        let what = &decision.decided.what;
        let (from, point) = (t.day(what.from), what.delegation.as_str());
        let line = match what.to {
            Some(to) => t.case_decision_line_to(from, point, t.day(to)),
            None => t.case_decision_line(from, point),
        };
        let text = lines(&what.text).then(&line.into()).then(&hands(t, seen, &what.two));
        match &decision.lifted {
            Some(lifted) => text.then(&t.case_lifted(t.day(lifted.on), lifted.why.as_str()).into()),
            None if !seen.may("case_measure_propose") => text,
            None => {
                let path = seen.path(&format!("beslut/{}/upphav", decision.decided.seq));
                text.then(&Markup::link(&path, t.case_lift()))
            }
        }
    }))
}

/// The two who signed.
pub(super) fn hands(t: T, seen: &Seen, two: &casework::Two) -> Markup {
    let [first, second] =
        two.hands().map(|hand| format!("{} ({})", seen.name(t, hand.person), words::role(t, &hand.role)));
    t.case_two(first, second).into()
}

fn deciders_of(t: T, measure: &Measure) -> Markup {
    let said_of = |kind: Option<&Kind>| {
        let who = who(t, measure.deciders(kind.map(|kind| kind.id.as_str())));
        match kind {
            Some(kind) => format!("{}: {who}", said(t, &kind.title)),
            None => who,
        }
    };
    if measure.options.is_empty() {
        return said_of(None).into();
    }
    points(measure.options.iter().map(|option| said_of(Some(option)).into()))
}

fn who(t: T, deciders: &[Decider]) -> String {
    let one = |one: &Decider| format!("{} ({})", words::role(t, &one.role), one.act);
    deciders.iter().map(one).collect::<Vec<_>>().join(", ")
}

fn laws_of<'a>(t: T, seen: &Seen, ids: impl Iterator<Item = &'a String>) -> Markup {
    let laws = ids.filter_map(|id| seen.page.case.routine.law(id));
    points(laws.map(|law| {
        let text = format!("{}: {} ({})", law.cite, law.says, law.source);
        swedish(t, &text).then(&words::certainty(t, law.certainty))
    }))
}

fn measure_of<'a>(visit: &Visit, seen: &'a Seen) -> Result<&'a Measure, Failure> {
    seen.page.case.routine.measure(visit.param("measure")).ok_or(Failure::NotFound)
}

/// What of a measure is decided, by which point of the delegation order: each a value of one field.
fn ways(t: T, measure: &Measure) -> Vec<Choice> {
    let mut ways: Vec<Choice> = Vec::new();
    let mut add = |kind: Option<&Kind>| {
        let mut acts: Vec<&str> = Vec::new();
        let deciders = measure.deciders(kind.map(|kind| kind.id.as_str()));
        for act in deciders.iter().map(|one| one.act.as_str()) {
            if acts.contains(&act) {
                continue;
            }
            acts.push(act);
            let title = kind.map_or_else(|| said(t, &measure.title), |kind| said(t, &kind.title));
            let own: Vec<Decider> = deciders.iter().filter(|one| one.act == act).cloned().collect();
            let hint = match kind.and_then(|kind| kind.longest) {
                Some(longest) => t.case_way_longest(longest.sv(), who(t, &own)),
                None => t.case_way(who(t, &own)),
            };
            let value = format!("{}:{act}", kind.map_or("", |kind| kind.id.as_str()));
            ways.push(Choice::new(value, title).with_hint(hint));
        }
    };
    if measure.options.is_empty() {
        add(None);
    }
    measure.options.iter().for_each(|option| add(Some(option)));
    ways
}

const DECISION: [&str; 7] = ["slag", "beslut", "skal", "lagrum", "villkor", "fran", "till"];

async fn decide(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    let measure = measure_of(&visit, &seen)?;
    let laws = measure.laws.first().and_then(|id| seen.page.case.routine.law(id));
    let mut filled = Filled::default().put("fran", cx.today().to_string());
    if let Some(law) = laws {
        filled = filled.put("lagrum", law.cite.clone());
    }
    if let [only] = ways(visit.t(), measure).as_slice() {
        filled = filled.put("slag", only.value.clone());
    }
    decision_form(&visit, &seen, measure, &filled)
}

/// The page that proposes a decision.
pub(crate) fn decision_form(visit: &Visit, seen: &Seen, measure: &Measure, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit
        .form(seen.path(&format!("atgarder/{}/beslut", measure.id)))
        .with_error(filled.general.clone())
        .field(filled.into("slag", Field::radios(t, "slag", t.case_decision_kind(), ways(t, measure))))
        .field(filled.into("beslut", Field::area(t, "beslut", t.case_decision_text()).with_rows(3)))
        .field(filled.into("skal", Field::area(t, "skal", t.case_reason()).with_rows(4)))
        .field(filled.into("lagrum", Field::text(t, "lagrum", t.case_law()).with_hint(t.case_law_hint())))
        .field(filled.into(
            "villkor",
            Field::area(t, "villkor", t.case_conditions()).with_hint(t.case_conditions_hint()).with_rows(3).optional(),
        ))
        .field(filled.into("fran", Field::date(t, "fran", t.case_from())))
        .field(filled.into("till", Field::date(t, "till", t.case_to()).with_hint(t.case_to_hint()).optional()))
        .submit(t.case_decision_submit())
        .or_back(seen.path("atgarder"));
    let laws = laws_of(t, seen, measure.laws.iter().chain(measure.options.iter().flat_map(|option| &option.laws)));
    let before = paragraph(said(t, &measure.about)).then(&laws).then(&paragraph(t.case_two_lead()));
    form_page(visit, seen, &t.case_measure_propose(said(t, &measure.title)), before, form)
}

async fn decide_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let (t, measure) = (visit.t(), measure_of(&visit, &seen)?);
    let mut filled = Filled::of(&sent, &DECISION);
    filled.need(&[
        ("slag", t.case_choose()),
        ("beslut", t.case_decision_missing()),
        ("skal", t.case_reason_missing()),
        ("lagrum", t.case_law_missing()),
    ]);
    let (from, to) = (filled.day(t, "fran"), filled.day_if(t, "till"));
    if let (Some(from), true) = (from, filled.is_right()) {
        let (option, delegation) = filled.value("slag").split_once(':').unwrap_or_default();
        let decision = Decision {
            measure: measure.id.clone(),
            option: Some(option.to_owned()).filter(|option| !option.is_empty()),
            text: filled.text("beslut"),
            why: filled.text("skal"),
            law: filled.text("lagrum"),
            delegation: delegation.to_owned(),
            conditions: filled
                .text("villkor")
                .lines()
                .map(str::trim)
                .filter(|line| !line.is_empty())
                .map(str::to_owned)
                .collect(),
            from,
            to,
            two: two_to_be(cx),
        };
        let reason = decision.why.clone();
        match app.case_propose(cx, seen.id, Event::MeasureDecided(Box::new(decision)), &reason).await {
            Ok(_) => return redirect(&seen.path("atgarder?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    decision_form(&visit, &seen, measure, &filled)
}

async fn decline(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    decline_form(&visit, &seen, measure_of(&visit, &seen)?, &Filled::default())
}

fn decline_form(visit: &Visit, seen: &Seen, measure: &Measure, filled: &Filled) -> Answer {
    let t = visit.t();
    let form = visit
        .form(seen.path(&format!("atgarder/{}/valj-inte", measure.id)))
        .with_error(filled.general.clone())
        .field(filled.into("skal", Field::area(t, "skal", t.case_because()).with_hint(t.case_because_hint())))
        .submit(t.case_decline_submit())
        .or_back(seen.path("atgarder"));
    let before = paragraph(said(t, &measure.about)).then(&paragraph(t.case_two_lead()));
    form_page(visit, seen, &t.case_measure_decline(said(t, &measure.title)), before, form)
}

async fn decline_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let (t, measure) = (visit.t(), measure_of(&visit, &seen)?);
    let mut filled = Filled::of(&sent, &["skal"]);
    filled.need(&[("skal", t.case_reason_missing())]);
    if filled.is_right() {
        let because = filled.text("skal");
        let event = Declining { measure: measure.id.clone(), because: because.clone(), two: two_to_be(cx) };
        match app.case_propose(cx, seen.id, Event::MeasureDeclined(event), &because).await {
            Ok(_) => return redirect(&seen.path("atgarder?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    decline_form(&visit, &seen, measure, &filled)
}

fn seq(visit: &Visit) -> Result<u64, Failure> {
    visit.param("seq").parse().map_err(|_| Failure::NotFound)
}

async fn lift(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    lift_form(&visit, &seen, &Filled::default().put("dag", cx.today().to_string()))
}

fn lift_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let (t, seq) = (visit.t(), seq(visit)?);
    let decision = seen.page.case.decision(seq).ok_or(Failure::NotFound)?;
    let form = visit
        .form(seen.path(&format!("beslut/{seq}/upphav")))
        .with_error(filled.general.clone())
        .field(filled.into("dag", Field::date(t, "dag", t.case_lift_on())))
        .field(filled.into("skal", Field::area(t, "skal", t.case_reason())))
        .submit(t.case_lift_submit())
        .or_back(seen.path("atgarder"));
    let before = paragraph(&decision.decided.what.text).then(&paragraph(t.case_two_lead()));
    form_page(visit, seen, t.case_lift(), before, form)
}

async fn lift_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["dag", "skal"]);
    filled.need(&[("skal", t.case_reason_missing())]);
    let on = filled.day(t, "dag");
    if let (Some(on), true) = (on, filled.is_right()) {
        let why = filled.text("skal");
        let event = Lifting { decision: seq(&visit)?, on, why: why.clone(), two: two_to_be(cx) };
        match app.case_propose(cx, seen.id, Event::MeasureLifted(event), &why).await {
            Ok(_) => return redirect(&seen.path("atgarder?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    lift_form(&visit, &seen, &filled)
}

async fn stop(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    stop_form(&visit, &seen, &Filled::default().put("dag", cx.today().to_string()))
}

fn stop_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let (t, seq, clock) = (visit.t(), seq(visit)?, visit.param("clock"));
    let running = seen.page.deadlines.iter().find(|one| one.clock == clock && one.started_by == seq);
    let running = running.ok_or(Failure::NotFound)?;
    let hows = words::choices(&words::HOWS, |how| words::how(t, how));
    let form = visit
        .form(seen.path(&format!("frister/{clock}/{seq}")))
        .with_error(filled.general.clone())
        .field(filled.into("hur", Field::radios(t, "hur", t.case_stop_how(), hows)))
        .field(filled.into("dag", Field::date(t, "dag", t.case_stop_on())))
        .field(filled.into("skal", Field::area(t, "skal", t.case_stop_why()).with_hint(t.case_stop_why_hint())))
        .submit(t.case_clock_stop())
        .or_back(seen.path("atgarder"));
    let facts = Description::new()
        .row(t.case_clock(), said(t, &running.title))
        .row(t.case_due(), Markup::day(running.due))
        .row(t.case_why(), swedish(t, &running.reason))
        .row(t.case_what_to_do(), said(t, &running.act));
    form_page(visit, seen, &t.case_stop_title(said(t, &running.title)), Markup::of(&facts), form)
}

async fn stop_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["hur", "dag", "skal"]);
    filled.need(&[("hur", t.case_choose()), ("skal", t.case_reason_missing())]);
    let on = filled.day(t, "dag");
    let how: Option<How> = words::one(&words::HOWS, filled.value("hur"));
    if let (Some(on), Some(how), true) = (on, how, filled.is_right()) {
        let clock = visit.param("clock").to_owned();
        let stop = ClockStop { clock, started_by: seq(&visit)?, how, on, why: filled.text("skal") };
        match app.case_event(cx, seen.id, Event::ClockStopped(stop)).await {
            Ok(()) => return redirect(&seen.path("atgarder?klart=skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    stop_form(&visit, &seen, &filled)
}
