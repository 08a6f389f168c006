//! The knowledge check: one question at a time, each answer with why.

use app::training::{CoursePage, Drawn, Left, Move, QuestionText};

use super::course::{frame, path, title};
use super::words;
use super::{actions, choices, counted, heading, in_swedish, many, number, reading, reading_again};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Access, Page, Visit};
use crate::pages::ask::listed;
use crate::part::{Chip, Field, Markup, Notice, Tone, escaped};
use crate::sent::Sent;

const TAKE: Access = Access::Act("course_take");

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/utbildning/kurs/{id}/prov", TAKE, show),
        Page::post("/utbildning/kurs/{id}/prov", TAKE, sent),
        Page::get("/utbildning/kurs/{id}/prov/{nr}", TAKE, answered),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    check_page(&visit, &app.course_show(cx, visit.param("id")).await?, &cx.name, false)
}

/// The page of the check: what is left before it, the next question, or how the last attempt went.
pub(crate) fn check_page(visit: &Visit, shown: &CoursePage, name: &str, is_wrong: bool) -> Answer {
    let attempt = shown.progress.attempt();
    let open = attempt.and_then(|attempt| attempt.next().map(|at| (at, attempt)));
    match open {
        Some((at, attempt)) => {
            let drawn = attempt.questions.get(at).ok_or(Failure::NotFound)?;
            question(visit, shown, (at, attempt.questions.len(), drawn), is_wrong)
        }
        None => between(visit, shown, name),
    }
}

/// The question that was drawn.
fn drawn<'a>(shown: &'a CoursePage, drawn: &Drawn) -> Result<&'a QuestionText, Failure> {
    shown.row.course.questions.get(drawn.question).ok_or(Failure::NotFound)
}

fn question(visit: &Visit, shown: &CoursePage, (at, of, asked): (usize, usize, &Drawn), is_wrong: bool) -> Answer {
    let t = visit.t();
    let question = drawn(shown, asked)?;
    let answers = asked.order.iter().filter_map(|at| Some((at.to_string(), question.answers.get(*at)?.text.clone())));
    let form = visit
        .form(path(shown, "prov"))
        .with_error(if is_wrong { t.training_choose() } else { "" })
        .field(Field::hidden(t, "fraga", at.to_string()))
        .markup(choices("svar", t.training_answers(), &answers.collect::<Vec<_>>()))
        .submit(t.training_answer())
        .or_back(path(shown, ""));
    let body = in_swedish(t).then(&heading(2, &question.text)).then(&Markup::of(&form));
    let frame = frame(visit, shown, t.training_question_of(counted(at), many(of)));
    if is_wrong { reading_again(frame, body) } else { reading(frame, body) }
}

/// Before the first attempt and after each.
fn between(visit: &Visit, shown: &CoursePage, name: &str) -> Answer {
    let (t, course) = (visit.t(), &shown.row.course);
    let left = shown.progress.left(&shown.outline);
    let mut body = Markup::default();
    if let Some(tried) = shown.progress.tried.last().filter(|_| shown.progress.attempt().is_some()) {
        let text = t.training_right_of(many(tried.right), many(tried.of));
        let (tone, said) =
            if tried.passed { (Tone::Done, t.training_passed()) } else { (Tone::Warning, t.training_not_passed()) };
        body = body.then(&Markup::of(&Notice::new(tone, said).with(Markup::text(&text).paragraph())));
    }
    if let Some(pass) = shown.progress.certificate(shown.today) {
        body = body.then(&Markup::text(&words::certificate(t, name, title(t, shown), pass)).paragraph());
    }
    if left.is_empty() {
        let rule = t.training_check_rule(many(course.draw), many(course.pass));
        let form = visit
            .form(path(shown, "prov"))
            .field(Field::hidden(t, "borja", "1"))
            .submit(if shown.progress.tried.is_empty() { t.training_check_begin() } else { t.training_check_again() })
            .or_back(path(shown, ""));
        body = body.then(&Markup::text(&rule).paragraph()).then(&Markup::of(&form));
    } else {
        let link = |left: &Left| match left {
            Left::Lesson(at) => {
                Markup::link(&path(shown, &format!("lektion/{}", at + 1)), &t.training_lesson(counted(*at)))
            }
            Left::Scenario(at) => {
                Markup::link(&path(shown, &format!("ovning/{}", at + 1)), &t.training_scenario(counted(*at)))
            }
        };
        body = body.then(&Markup::text(t.training_left_first()).paragraph()).then(&listed(left.iter().map(link)));
    }
    reading(frame(visit, shown, t.training_check().to_owned()), body)
}

async fn sent(visit: Visit, sent: Sent) -> Answer {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").to_owned();
    if sent.has("borja") {
        app.course_step(cx, &id, Move::Begin).await?;
        return redirect(&format!("/utbildning/kurs/{id}/prov"));
    }
    let place: usize = sent.text("fraga").parse().map_err(|_| Failure::Form)?;
    let Ok(answer) = sent.text("svar").parse() else {
        return check_page(&visit, &app.course_show(cx, &id).await?, &cx.name, true);
    };
    app.course_step(cx, &id, Move::Answer(place, answer)).await?;
    redirect(&format!("/utbildning/kurs/{id}/prov/{}", place + 1))
}

async fn answered(visit: Visit) -> Answer {
    let (app, cx) = visit.acts()?;
    let at = number(visit.param("nr")).ok_or(Failure::NotFound)?;
    answered_page(&visit, &app.course_show(cx, visit.param("id")).await?, at)
}

/// The page of an answer that was given, from 0: whether it was right, and why.
pub(crate) fn answered_page(visit: &Visit, shown: &CoursePage, at: usize) -> Answer {
    let t = visit.t();
    let attempt = shown.progress.attempt().ok_or(Failure::NotFound)?;
    let asked = attempt.questions.get(at).ok_or(Failure::NotFound)?;
    let question = drawn(shown, asked)?;
    let given = asked.answer.and_then(|answer| question.answers.get(answer)).ok_or(Failure::NotFound)?;
    let swedish = |text: &str| Markup::raw(format!(r#"<p lang="sv">{}</p>"#, escaped(text)));
    let chip = if given.right {
        Chip::new(Tone::Done, t.training_right())
    } else {
        Chip::new(Tone::Warning, t.training_wrong())
    };
    let mut body = in_swedish(t)
        .then(&heading(2, &question.text))
        .then(&Markup::from(chip).paragraph())
        .then(&Markup::raw(format!("<h3>{}</h3>", escaped(t.training_your_answer()))))
        .then(&swedish(&given.text))
        .then(&swedish(&given.feedback));
    if let Some(right) = question.answers.iter().find(|answer| answer.right && !given.right) {
        body = body
            .then(&Markup::raw(format!("<h3>{}</h3>", escaped(t.training_right_answer()))))
            .then(&swedish(&right.text))
            .then(&swedish(&right.feedback));
    }
    let go_on = if attempt.next().is_some() { t.training_next_question() } else { t.training_result() };
    body = body.then(&actions(Some((path(shown, "prov"), go_on)), &[]));
    reading(frame(visit, shown, t.training_question_of(counted(at), many(attempt.questions.len()))), body)
}
