//! Tasks: who does what until when.

use casework::event::{TaskDone, TaskMove};
use casework::{Event, Task};

use super::{Filled, Section, Seen, form_page, paragraph, seen};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Chip, Choice, Column, Field, Markup, Table, Tone};
use crate::sent::Sent;
use crate::text::T;

const TASK: Access = Access::Act("case_task");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/arenden/{id}/uppgift", TASK, new),
        Page::post("/arenden/{id}/uppgift", TASK, new_sent),
        Page::get("/arenden/{id}/uppgift/{seq}/klar", TASK, done),
        Page::post("/arenden/{id}/uppgift/{seq}/klar", TASK, done_sent),
        Page::get("/arenden/{id}/uppgift/{seq}/flytta", TASK, moved),
        Page::post("/arenden/{id}/uppgift/{seq}/flytta", TASK, moved_sent),
    ]
}

/// The tasks of a case.
pub(super) fn section(t: T, seen: &Seen) -> Section {
    let columns = [t.case_task(), t.case_task_owner(), t.case_due(), t.case_state()].map(Column::text).into();
    let rows = seen.page.case.tasks.iter().map(|one| -> Vec<Markup> {
        let state = match &one.done {
            Some((_, result)) => {
                Markup::from(Chip::new(Tone::Done, t.case_task_is_done())).then(&result.as_str().into())
            }
            None if !seen.may("case_task") => Markup::default(),
            None => {
                Markup::link(&seen.path(&format!("uppgift/{}/klar", one.seq)), &t.case_task_finish(&one.task.title))
                    .then(&Markup::link(
                        &seen.path(&format!("uppgift/{}/flytta", one.seq)),
                        &t.case_task_move(&one.task.title),
                    ))
            }
        };
        vec![one.task.title.clone().into(), seen.name(t, one.task.owner).into(), Markup::day(one.task.due), state]
    });
    let table = Table::new(t, "uppgifter", t.case_tasks(), columns).under_heading().rows(rows);
    let section = Section::new(t.case_tasks()).with(Markup::of(&table.when_empty(t.case_tasks_empty())));
    if seen.may("case_task") { section.link(&seen.path("uppgift"), t.case_task_new()) } else { section }
}

fn owner(t: T, seen: &Seen, filled: &Filled) -> Field {
    filled.into("agare", Field::select(t, "agare", t.case_task_owner(), seen.choices(t)))
}

async fn new(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    new_form(&visit, &seen, &Filled::default())
}

fn new_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let t = visit.t();
    let routine = &seen.page.case.routine;
    let measures = routine.measures.iter().map(|one| Choice::new(one.id.clone(), super::said(t, &one.title))).collect();
    let form = visit
        .form(seen.path("uppgift"))
        .with_error(filled.general.clone())
        .field(filled.into("uppgift", Field::text(t, "uppgift", t.case_task())))
        .field(owner(t, seen, filled))
        .field(filled.into("dag", Field::date(t, "dag", t.case_due())))
        .field(filled.into("atgard", Field::select(t, "atgard", t.case_task_measure(), measures).optional()))
        .submit(t.case_task_new())
        .or_back(seen.path(""));
    form_page(visit, seen, t.case_task_new(), Markup::default(), form)
}

async fn new_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let t = visit.t();
    let mut filled = Filled::of(&sent, &["uppgift", "agare", "dag", "atgard"]);
    filled.need(&[("uppgift", t.case_task_missing()), ("agare", t.case_choose())]);
    if let (Some(due), Ok(owner), true) = (filled.day(t, "dag"), filled.value("agare").parse(), filled.is_right()) {
        let task = Task { title: filled.text("uppgift"), owner, due, measure: filled.some("atgard") };
        match app.case_event(cx, seen.id, Event::TaskSet(task)).await {
            Ok(()) => return redirect(&seen.first("skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    new_form(&visit, &seen, &filled)
}

fn task(visit: &Visit, seen: &Seen) -> Result<(u64, Task), Failure> {
    let seq = visit.param("seq").parse().map_err(|_| Failure::NotFound)?;
    let task = seen.page.case.tasks.iter().find(|task| task.seq == seq).ok_or(Failure::NotFound)?;
    Ok((seq, task.task.clone()))
}

async fn done(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    done_form(&visit, &seen, &Filled::default())
}

fn done_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let (t, (seq, task)) = (visit.t(), task(visit, seen)?);
    let form = visit
        .form(seen.path(&format!("uppgift/{seq}/klar")))
        .with_error(filled.general.clone())
        .field(filled.into("resultat", Field::area(t, "resultat", t.case_task_result())))
        .submit(t.case_task_done())
        .or_back(seen.path(""));
    form_page(visit, seen, &t.case_task_finish(&task.title), Markup::default(), form)
}

async fn done_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let (seq, _) = task(&visit, &seen)?;
    let mut filled = Filled::of(&sent, &["resultat"]);
    filled.need(&[("resultat", visit.t().case_task_result_missing())]);
    if filled.is_right() {
        let done = TaskDone { task: seq, result: filled.text("resultat") };
        match app.case_event(cx, seen.id, Event::TaskDone(done)).await {
            Ok(()) => return redirect(&seen.first("skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    done_form(&visit, &seen, &filled)
}

async fn moved(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    let (_, task) = task(&visit, &seen)?;
    let filled = Filled::default().put("agare", task.owner.to_string()).put("dag", task.due.to_string());
    move_form(&visit, &seen, &filled)
}

fn move_form(visit: &Visit, seen: &Seen, filled: &Filled) -> Answer {
    let (t, (seq, task)) = (visit.t(), task(visit, seen)?);
    let form = visit
        .form(seen.path(&format!("uppgift/{seq}/flytta")))
        .with_error(filled.general.clone())
        .field(owner(t, seen, filled))
        .field(filled.into("dag", Field::date(t, "dag", t.case_due())))
        .field(filled.into("skal", Field::area(t, "skal", t.case_reason()).with_rows(3)))
        .submit(t.case_task_move_submit())
        .or_back(seen.path(""));
    form_page(visit, seen, &t.case_task_move(&task.title), paragraph(t.case_task_move_lead()), form)
}

async fn moved_sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let (t, (seq, _)) = (visit.t(), task(&visit, &seen)?);
    let mut filled = Filled::of(&sent, &["agare", "dag", "skal"]);
    filled.need(&[("agare", t.case_choose()), ("skal", t.case_reason_missing())]);
    if let (Some(due), Ok(owner), true) = (filled.day(t, "dag"), filled.value("agare").parse(), filled.is_right()) {
        let moved = TaskMove { task: seq, owner, due, why: filled.text("skal") };
        match app.case_event(cx, seen.id, Event::TaskMoved(moved)).await {
            Ok(()) => return redirect(&seen.first("skrivet")),
            Err(error) => filled = filled.refused(error, &[])?,
        }
    }
    move_form(&visit, &seen, &filled)
}
