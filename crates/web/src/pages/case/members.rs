//! Who takes part: proposed and approved by two; who steps down names who should take over.

use app::case::two_to_be;
use casework::event::{ConflictNoted, MemberAdded, MemberLeft, Recused};
use casework::id::PersonId;
use casework::{Bars, Capacity, Conflicted, Event, Membership};

use super::{Filled, Section, Seen, Tab, form_page, paragraph, points, seen, swedish, words};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Chip, Choice, Column, Field, Markup, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

const ADD: Access = Access::Act("case_member_propose");
const REMOVE: Access = Access::Act("case_member_remove_propose");
const RECUSE: Access = Access::Act("case_recuse");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/medlemmar", super::SHOW, show),
        Page::get("/arenden/{id}/medlemmar/ny", ADD, add),
        Page::post("/arenden/{id}/medlemmar/ny", ADD, add_sent),
        Page::get("/arenden/{id}/medlemmar/{person}/ta-bort", REMOVE, remove),
        Page::post("/arenden/{id}/medlemmar/{person}/ta-bort", REMOVE, remove_sent),
        Page::get("/arenden/{id}/jav", RECUSE, recuse),
        Page::post("/arenden/{id}/jav", RECUSE, recuse_sent),
        Page::get("/arenden/{id}/jav/annan", ADD, conflict),
        Page::post("/arenden/{id}/jav/annan", ADD, conflict_sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    members(&visit, &seen)
}

/// The page.
pub(crate) fn members(visit: &Visit, seen: &Seen) -> Answer {
    let t = visit.t();
    let mut tab = Tab::new(visit, seen, "medlemmar", t.case_tab_members()).lead(t.case_members_lead());
    if seen.may("case_member_propose") {
        tab = tab.act(seen.path("medlemmar/ny"), t.case_member_add());
    }
    tab.section(table(t, seen)).section(conflicts(t, seen)).answer()
}

fn table(t: T, seen: &Seen) -> Section {
    let case = &seen.page.case;
    let columns = [t.case_name(), t.case_member_as(), t.case_state()].map(Column::text).into();
    let rows = case.members.iter().map(|(person, held)| -> Vec<Markup> {
        let held: Vec<&str> = held.iter().map(|one| words::capacity(t, *one)).collect();
        let mut state = Markup::default();
        if seen.page.without_keys.contains(person) {
            state = Chip::new(Tone::Warning, t.case_member_keyless()).into();
        }
        if case.leader == Some(*person) {
            state = state.then(&Chip::new(Tone::Info, t.case_member_leads()).into());
        }
        if seen.may("case_member_propose") {
            let path = seen.path(&format!("medlemmar/{person}/ta-bort"));
            state = state.then(&Markup::link(&path, &t.case_member_remove(seen.name(t, *person))));
        }
        vec![seen.name(t, *person).into(), held.join(", ").into(), state]
    });
    let table = Table::new(t, "medlemmar", t.case_tab_members(), columns).under_heading().rows(rows);
    Section::new(t.case_tab_members()).with(Markup::of(&table))
}

fn conflicts(t: T, seen: &Seen) -> Section {
    let barred = seen.page.case.conflicted.values().map(|one| {
        Markup::text(&t.case_opened_barred(words::bars(t, one.bars), seen.name(t, one.person)))
            .then(&swedish(t, &one.why))
    });
    let barred = points(barred);
    let is_empty = seen.page.case.conflicted.is_empty();
    let body = if is_empty { paragraph(t.case_conflicts_none()) } else { barred };
    let section = Section::new(t.case_conflicts()).with(paragraph(t.case_conflicts_lead())).with(body);
    let section = if seen.may("case_recuse") { section.link(&seen.path("jav"), t.case_recuse()) } else { section };
    match seen.may("case_member_propose") {
        true => section.link(&seen.path("jav/annan"), t.case_conflict_note()),
        false => section,
    }
}

/// Colleagues who can be chosen.
async fn colleagues(app: &app::App, cx: &app::Cx) -> Result<Vec<Choice>, Failure> {
    let all = app.colleagues(cx).await?;
    Ok(all.into_iter().map(|(person, name)| Choice::new(person.to_string(), name)).collect())
}

fn capacities() -> [(&'static str, Capacity); 7] {
    Capacity::ALL.map(|capacity| (capacity.id(), capacity))
}

async fn add(visit: Visit) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let people = colleagues(app, cx).await?;
    add_form(&visit, &seen, &Filled::default(), people)
}

fn add_form(visit: &Visit, seen: &Seen, filled: &Filled, people: Vec<Choice>) -> Answer {
    let t = visit.t();
    let as_what = words::choices(&capacities(), |capacity| words::capacity(t, capacity));
    let form = visit
        .form(seen.path("medlemmar/ny"))
        .with_error(filled.general.clone())
        .field(filled.into("person", Field::select(t, "person", t.case_member_who(), people)))
        .field(filled.into("som", Field::select(t, "som", t.case_member_as(), as_what)))
        .field(filled.into("skal", Field::area(t, "skal", t.case_member_why()).with_rows(3)))
        .field(
            filled.into(
                "anknytning",
                Field::area(t, "anknytning", t.case_member_tie())
                    .with_rows(3)
                    .with_hint(t.case_member_tie_hint())
                    .optional(),
            ),
        )
        .submit(t.case_member_submit())
        .or_back(seen.path("medlemmar"));
    let before = paragraph(t.case_member_lead()).then(&paragraph(t.case_two_lead()));
    form_page(visit, seen, t.case_member_add(), before, form)
}

async fn add_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["person", "som", "skal", "anknytning"]);
    filled.need(&[("person", t.case_choose()), ("som", t.case_choose()), ("skal", t.case_reason_missing())]);
    let capacity = words::one(&capacities(), filled.value("som"));
    let person = filled.value("person").parse::<PersonId>().ok();
    if let (Some(person), Some(capacity), true) = (person, capacity, filled.is_right()) {
        let why = filled.text("skal");
        let member = Membership { person, capacity };
        let event = Event::MemberAdded(MemberAdded {
            member,
            why: why.clone(),
            tie_answered: filled.some("anknytning"),
            two: two_to_be(cx),
        });
        match app.case_propose(cx, seen.id, event, &why).await {
            Ok(_) => return redirect(&seen.path("medlemmar?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal"), ("tie", "anknytning")])?,
        }
    }
    let people = colleagues(app, cx).await?;
    add_form(&visit, &seen, &filled, people)
}

fn member(visit: &Visit, seen: &Seen) -> Result<PersonId, Failure> {
    let person = visit.param("person").parse().map_err(|_| Failure::NotFound)?;
    if seen.page.case.members.contains_key(&person) { Ok(person) } else { Err(Failure::NotFound) }
}

async fn remove(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    remove_form(&visit, &seen, &Filled::default())
}

fn remove_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let (t, person) = (visit.t(), member(visit, seen)?);
    let form = visit
        .form(seen.path(&format!("medlemmar/{person}/ta-bort")))
        .with_error(filled.general.clone())
        .field(filled.into("skal", Field::area(t, "skal", t.case_reason()).with_rows(3)))
        .submit(t.case_member_remove_submit())
        .or_back(seen.path("medlemmar"));
    form_page(visit, seen, &t.case_member_remove(seen.name(t, person)), paragraph(t.case_two_lead()), form)
}

async fn remove_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let person = member(&visit, &seen)?;
    let mut filled = Filled::of(&sent, &["skal"]);
    filled.need(&[("skal", visit.t().case_reason_missing())]);
    if filled.is_right() {
        let why = filled.text("skal");
        let event = Event::MemberLeft(MemberLeft { person, why: why.clone(), two: two_to_be(cx) });
        match app.case_propose(cx, seen.id, event, &why).await {
            Ok(_) => return redirect(&seen.path("medlemmar?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    remove_form(&visit, &seen, &filled)
}

async fn recuse(visit: Visit) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let people = colleagues(app, cx).await?;
    recuse_form(&visit, &seen, &Filled::default(), people)
}

fn recuse_form(visit: &Visit, seen: &Seen, filled: &Filled, people: Vec<Choice>) -> Answer {
    let t = visit.t();
    let form = visit
        .form(seen.path("jav"))
        .with_error(filled.general.clone())
        .field(filled.into("skal", Field::area(t, "skal", t.case_recuse_why()).with_rows(3)))
        .field(filled.into("ersattare", Field::select(t, "ersattare", t.case_recuse_successor(), people).optional()))
        .submit(t.case_recuse_submit())
        .grave()
        .or_back(seen.path("medlemmar"));
    form_page(visit, seen, t.case_recuse(), paragraph(t.case_recuse_lead()), form)
}

async fn recuse_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let mut filled = Filled::of(&sent, &["skal", "ersattare"]);
    filled.need(&[("skal", visit.t().case_reason_missing())]);
    if filled.is_right() {
        let recused = Recused { why: filled.text("skal"), successor: filled.value("ersattare").parse().ok() };
        match app.case_event(cx, seen.id, Event::Recused(recused)).await {
            Ok(()) => return redirect("/arenden"),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    let people = colleagues(app, cx).await?;
    recuse_form(&visit, &seen, &filled, people)
}

const BARS: [(&str, Bars); 2] = [("deciding", Bars::Deciding), ("everything", Bars::Everything)];

async fn conflict(visit: Visit) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let people = colleagues(app, cx).await?;
    conflict_form(&visit, &seen, &Filled::default(), people)
}

fn conflict_form(visit: &Visit, seen: &Seen, filled: &Filled, people: Vec<Choice>) -> Answer {
    let t = visit.t();
    let bars = words::choices(&BARS, |bars| words::bars(t, bars));
    let form = visit
        .form(seen.path("jav/annan"))
        .with_error(filled.general.clone())
        .field(filled.into("person", Field::select(t, "person", t.case_member_who(), people)))
        .field(filled.into("hinder", Field::radios(t, "hinder", t.case_conflict_bars(), bars)))
        .field(filled.into("skal", Field::area(t, "skal", t.case_recuse_why()).with_rows(3)))
        .submit(t.case_conflict_submit())
        .or_back(seen.path("medlemmar"));
    form_page(visit, seen, t.case_conflict_note(), paragraph(t.case_two_lead()), form)
}

async fn conflict_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["person", "hinder", "skal"]);
    filled.need(&[("person", t.case_choose()), ("hinder", t.case_choose()), ("skal", t.case_reason_missing())]);
    let person = filled.value("person").parse::<PersonId>().ok();
    let bars = words::one(&BARS, filled.value("hinder"));
    if let (Some(person), Some(bars), true) = (person, bars, filled.is_right()) {
        let why = filled.text("skal");
        let conflict = Conflicted { person, bars, why: why.clone() };
        let event = Event::ConflictNoted(ConflictNoted { conflict, two: two_to_be(cx) });
        match app.case_propose(cx, seen.id, event, &why).await {
            Ok(_) => return redirect(&seen.path("medlemmar?klart=foreslaget")),
            Err(error) => filled = filled.refused(error, &[("reason", "skal")])?,
        }
    }
    let people = colleagues(app, cx).await?;
    conflict_form(&visit, &seen, &filled, people)
}
