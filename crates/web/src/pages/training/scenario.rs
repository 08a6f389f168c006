//! A scenario: what happens, what the person chooses, what comes of it.

use app::training::{CoursePage, Move};

use super::course::{frame, next, path};
use super::{actions, choices, counted, heading, in_swedish, many, number, prose, reading, reading_again};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::part::{Chip, Field, Markup, Tone};
use crate::sent::Sent;

const TAKE: Access = Access::Act("course_take");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/utbildning/kurs/{id}/ovning/{nr}", TAKE, show),
        Page::post("/utbildning/kurs/{id}/ovning/{nr}", TAKE, sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let at = number(visit.param("nr")).ok_or(Failure::NotFound)?;
    scenario_page(&visit, &app.course_show(cx, visit.param("id")).await?, at, false)
}

/// The page of where the person is in a scenario, from 0; whether nothing was chosen.
pub(crate) fn scenario_page(visit: &Visit, shown: &CoursePage, at: usize, is_wrong: bool) -> Answer {
    let t = visit.t();
    let scenarios = &shown.row.course.scenarios;
    let scenario = scenarios.get(at).ok_or(Failure::NotFound)?;
    let (here, walked) = shown.progress.step(&shown.outline, at).map_err(app::AppError::from)?;
    let step = scenario.step(&here).ok_or(Failure::NotFound)?;
    let here = path(shown, &format!("ovning/{}", at + 1));
    let mut body = in_swedish(t).then(&heading(2, &scenario.title));
    if walked == 0 {
        body = body.then(&prose(&scenario.intro, 2));
    }
    body = body.then(&heading(3, &step.title)).then(&prose(&step.text, 3));
    if step.choices.is_empty() {
        let end = Markup::from(Chip::new(Tone::Done, t.training_scenario_end())).paragraph();
        body = body.then(&end).then(&actions(Some((next(shown), t.training_go_on())), &[]));
    } else {
        let all: Vec<(String, String)> =
            step.choices.iter().map(|choice| (choice.to.clone(), choice.text.clone())).collect();
        let form = visit
            .form(here.clone())
            .markup(choices("val", t.training_what_do_you_do(), &all))
            .with_error(if is_wrong { t.training_choose() } else { "" })
            .submit(t.training_choose_it())
            .or_back(path(shown, ""));
        body = body.then(&Markup::of(&form));
    }
    if walked > 0 {
        let again = visit.form(here).field(Field::hidden(t, "igen", "1")).submit(t.training_again()).quiet();
        body = body.then(&Markup::of(&again));
    }
    let frame = frame(visit, shown, t.training_scenario_of(counted(at), many(scenarios.len())));
    if is_wrong { reading_again(frame, body) } else { reading(frame, body) }
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let (id, at) = (visit.param("id").to_owned(), number(visit.param("nr")).ok_or(Failure::NotFound)?);
    let step = match (sent.has("igen"), sent.text("val")) {
        (true, _) => Move::Again(at),
        (false, "") => return scenario_page(&visit, &app.course_show(cx, &id).await?, at, true),
        (false, to) => Move::Choose(at, to.to_owned()),
    };
    app.course_step(cx, &id, step).await?;
    redirect(&format!("/utbildning/kurs/{id}/ovning/{}", at + 1))
}
