//! The first page of a case: what it is, which deadlines run, what waits.

use app::proposal::ProposalRow;
use casework::{Capacity, ClockState, Deadline};

use super::{SHOW, Section, Seen, Tab, id, left, lines, path, said, seen, swedish, words};
use crate::failure::{Answer, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Chip, Column, Description, Markup, Notice, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/arenden/{id}", SHOW, show), Page::post("/arenden/{id}/ta", Access::Act("case_take"), take)]
}

async fn show(visit: Visit) -> Answer {
    let (_, cx, seen) = seen(&visit).await?;
    overview(&visit, &seen, cx.person)
}

async fn take(visit: Visit, _: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = id(&visit)?;
    app.case_take(cx, id).await?;
    redirect(&format!("{}?klart=taget", path(id, "")))
}

/// The page.
pub(crate) fn overview(visit: &Visit, seen: &Seen, me: casework::id::PersonId) -> Answer {
    let (t, case) = (visit.t(), &seen.page.case);
    let mut tab = Tab::new(visit, seen, "", &case.title);
    if visit.query("klart") == "oppnat" {
        tab = tab.notice(opened(t, seen));
    }
    for one in &seen.page.recovered {
        let day = t.stamped_day(&one.at);
        let text = t.keys_recovered(one.by.join(", "), day, one.name.as_str());
        tab = tab.notice(Notice::new(Tone::Warning, text));
    }
    if !seen.page.elsewhere.is_empty() {
        let text = t.case_elsewhere(seen.page.elsewhere.join(", "));
        tab = tab.notice(Notice::new(Tone::Info, text).with(super::paragraph(t.case_elsewhere_more())));
    }
    let leads = case.is(me, &[Capacity::Coordinator, Capacity::Handler]);
    tab = match (&case.leader, seen.is_closed()) {
        (None, false) if leads && seen.may("case_take") => tab.button(seen.path("ta"), t.case_take()),
        (_, false) => tab.act(seen.path("atgarder"), t.case_to_measures()),
        (_, true) => tab,
    };
    tab.section(facts_of(t, seen))
        .section(deadlines(t, seen))
        .section(waiting(t, &seen.page.waiting))
        .section(facts(t, seen))
        .section(super::tasks::section(t, seen))
        .answer()
}

/// Who became members, and why not others.
fn opened(t: T, seen: &Seen) -> Notice {
    let case = &seen.page.case;
    let members = case.members.iter().map(|(person, held)| {
        let held: Vec<&str> = held.iter().map(|one| words::capacity(t, *one)).collect();
        t.case_opened_member(held.join(", "), seen.name(t, *person)).into()
    });
    let barred = case.conflicted.values().map(|one| {
        Markup::text(&t.case_opened_barred(words::bars(t, one.bars), seen.name(t, one.person)))
            .then(&swedish(t, &one.why))
    });
    let taken = |capacity| case.members.values().any(|held| held.contains(&capacity));
    let empty = case.routine.steps.iter().filter(|step| !taken(step.capacity));
    let empty = empty.map(|step| t.case_opened_empty(words::capacity(t, step.capacity)).into());
    let keyless = seen.page.without_keys.iter().map(|one| t.case_opened_keyless(seen.name(t, *one)).into());
    Notice::new(Tone::Done, t.case_opened()).with(super::points(members.chain(barred).chain(empty).chain(keyless)))
}

/// The card of the case.
fn facts_of(t: T, seen: &Seen) -> Section {
    let case = &seen.page.case;
    let marks = super::points(
        case.marks.iter().map(|mark| Markup::text(&format!("{}: {}", mark.what.provision, mark.what.reason))),
    );
    let members = super::points(case.members.iter().map(|(person, held)| {
        let held: Vec<&str> = held.iter().map(|one| words::capacity(t, *one)).collect();
        Markup::text(&format!("{} ({})", seen.name(t, *person), held.join(", ")))
    }));
    let diary = match &case.diary_number {
        Some(diary) => Markup::text(&diary.number),
        None => t.case_diary_none().into(),
    };
    let leader = case.leader.map_or_else(|| t.case_leader_none().to_owned(), |leader| seen.name(t, leader));
    let facts = Description::new()
        .row(t.case_state(), words::state(t, seen.page.state))
        .row(t.case_authority(), seen.page.authority.as_str())
        .row(t.case_diary(), diary)
        .row(t.case_marks(), if case.marks.is_empty() { t.case_marks_none().into() } else { marks })
        .row(t.case_leader(), leader)
        .row(t.case_tab_members(), members)
        .row(t.case_origin(), words::origin(t, case.origin))
        .row(t.case_opened_at(), t.moment(case.opened_at))
        .row(t.case_routine(), format!("{}, {}", said(t, &case.routine.title), case.routine.version))
        .row(t.case_reading(), t.case_reading_server());
    let section = Section::new(t.case_card()).with(Markup::of(&facts));
    if !seen.may("case_mark") {
        return section;
    }
    section.link(&seen.path("diarienummer"), t.case_diary_set()).link(&seen.path("sekretess"), t.case_mark_set())
}

/// Every clock, as days left with why.
pub(super) fn deadlines(t: T, seen: &Seen) -> Section {
    let columns = [t.case_clock(), t.case_left(), t.case_due(), t.case_why(), t.case_what_to_do(), t.case_certainty()];
    let row = |one: &Deadline| -> Vec<Markup> {
        let mut title = Markup::text(said(t, &one.title));
        if one.state != ClockState::Stopped && seen.may("case_clock_close") {
            let stop = seen.path(&format!("frister/{}/{}", one.clock, one.started_by));
            title = title.then(&Markup::link(&stop, &t.case_stop_title(said(t, &one.title))));
        }
        vec![
            title,
            left(t, one),
            Markup::day(one.due),
            swedish(t, &one.reason),
            said(t, &one.act).into(),
            words::certainty(t, one.certainty),
        ]
    };
    let table = Table::new(t, "frister", t.case_deadlines(), columns.map(Column::text).into()).under_heading();
    let table = table.rows(seen.page.deadlines.iter().map(row)).when_empty(t.case_deadlines_empty());
    Section::new(t.case_deadlines()).with(Markup::of(&table))
}

/// What waits for a second person.
pub(super) fn waiting(t: T, rows: &[ProposalRow]) -> Section {
    let columns = [t.case_proposal(), t.case_proposed_by(), t.case_left()].map(Column::text).into();
    let row = |one: &ProposalRow| -> Vec<Markup> {
        let tone = if one.hours_left <= 24 { Tone::Warning } else { Tone::Calm };
        vec![
            Markup::link(&format!("/att-godkanna/{}", one.id), proposal(t, one.kind)),
            one.proposer.clone().into(),
            Chip::new(tone, t.two_hours_left(one.hours_left)).into(),
        ]
    };
    let table = Table::new(t, "forslag", t.case_waiting(), columns).under_heading();
    let table = table.rows(rows.iter().map(row)).when_empty(t.case_waiting_empty());
    Section::new(t.case_waiting()).with(Markup::of(&table))
}

fn proposal(t: T, kind: access::ProposalKind) -> &'static str {
    use access::ProposalKind as Kind;
    match kind {
        Kind::CaseMember => t.case_proposal_member(),
        Kind::CaseMemberRemove => t.case_proposal_member_remove(),
        Kind::CaseMeasure => t.case_proposal_measure(),
        Kind::CaseExport => t.case_proposal_export(),
        Kind::CaseClose => t.case_proposal_close(),
        Kind::CaseDispose => t.case_proposal_dispose(),
        _ => t.case_proposal(),
    }
}

fn facts(t: T, seen: &Seen) -> Section {
    let columns = [t.case_known_on(), t.case_fact(), t.case_written_by()].map(Column::text).into();
    let rows = seen.page.case.facts.iter().map(|fact| -> Vec<Markup> {
        vec![Markup::day(fact.what.known_on), lines(&fact.what.text), seen.name(t, fact.by).into()]
    });
    let table = Table::new(t, "omstandigheter", t.case_facts(), columns).under_heading().rows(rows);
    let section = Section::new(t.case_facts()).with(Markup::of(&table.when_empty(t.case_facts_empty())));
    if seen.may("case_fact") { section.link(&seen.path("omstandighet"), t.case_fact_new()) } else { section }
}
