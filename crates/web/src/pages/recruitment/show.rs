//! A recruitment: its post, what the law lets be checked, its candidates, the decision.

use super::{SHOW, Seen, checklist, done, seen, words};
use crate::failure::Answer;
use crate::frame::{Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::{self, lines, paragraph, points, soft};
use crate::pages::incident::links;
use crate::part::{Chip, Column, Description, Markup, Notice, Table, Tone};
use crate::text::T;

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/rekrytering/{id}", SHOW, show)]
}

async fn show(visit: Visit) -> Answer {
    let (app, _, seen) = seen(&visit).await?;
    show_page(&visit, app.recruitment_guide()?, &seen)
}

/// The page.
pub(crate) fn show_page(visit: &Visit, guide: &casework::recruitment::RecruitmentGuide, seen: &Seen) -> Answer {
    let t = visit.t();
    let frame = visit.frame(seen.title()).below("/rekrytering", t.recruitment_title());
    let mut page = Sections::new(frame, "");
    if let Some(notice) = done(visit) {
        page = page.notice(&notice);
    }
    let may = |act: &str| seen.may.contains(act);
    if !seen.is_decided() && may("recruitment_handle") {
        page = page.primary(seen.path("gor/kandidat"), t.recruitment_do_candidate());
    }
    page = page
        .section(t.recruitment_post_section(), post(t, guide, seen))
        .section(t.recruitment_checklist(), checklist::tables(t, &seen.page.checklist))
        .section(t.recruitment_candidates(), candidates(t, seen));
    page.section(t.recruitment_decision(), decision(visit, seen)).answer()
}

fn post(t: T, guide: &casework::recruitment::RecruitmentGuide, seen: &Seen) -> Markup {
    let recruitment = &seen.page.recruitment;
    let post = &recruitment.post;
    let answers = guide.questions.iter().filter(|one| post.answers.contains(&one.id));
    let answers = answers.map(|one| Markup::text(words::of_library(t, &one.text)));
    let answers = if post.answers.is_empty() { Markup::text(t.recruitment_no_answers()) } else { points(answers) };
    let members = recruitment.members.iter().map(|(person, role)| {
        let role = crate::RoleName::parse(role).map_or_else(|| role.clone(), |role| role.shown(t).to_lowercase());
        let assesses = recruitment.assessors.contains(person).then(|| t.recruitment_assesses());
        let name = seen.name(t, *person);
        Markup::text(
            &[Some(format!("{name} ({role})")).as_deref(), assesses]
                .into_iter()
                .flatten()
                .collect::<Vec<_>>()
                .join(", "),
        )
    });
    let members = points(members).then(&joined(t, seen));
    let rule = &recruitment.retention;
    let keep = Markup::text(&t.recruitment_kept_for(i64::from(rule.months)))
        .then(&checklist::line(&rule.basis))
        .then(&Markup::raw(" ".to_owned()))
        .then(&case::words::certainty(t, words::certainty(rule.certainty)));
    let facts = Description::new()
        .row(t.recruitment_form(), words::form(t, post.form))
        .row(t.incident_unit(), post.unit.as_str())
        .row(t.recruitment_questions(), answers)
        .row(t.recruitment_why(), lines(&post.why))
        .row(t.recruitment_members(), members)
        .row(t.recruitment_keep_until(), keep);
    Markup::of(&facts)
}

/// Who joined later and why, and the way for more.
fn joined(t: T, seen: &Seen) -> Markup {
    let recruitment = &seen.page.recruitment;
    let one = |item: &casework::Item<casework::recruitment::event::Joined>| {
        let by = t.case_at_by(t.moment(item.at), seen.name(t, item.by));
        let who = seen.name(t, item.what.person);
        let what = match item.what.instead_of {
            Some(before) => t.recruitment_joined_instead(seen.name(t, before), who),
            None => t.recruitment_joined(who),
        };
        Markup::text(&what).then(&checklist::line(&item.what.why)).then(&checklist::line(&by))
    };
    let all =
        if recruitment.joined.is_empty() { Markup::default() } else { points(recruitment.joined.iter().map(one)) };
    if seen.is_decided() || !seen.may.contains("recruitment_member") {
        return all;
    }
    all.then(&links([(seen.path("medlemmar/ny"), t.recruitment_join().to_owned())]))
}

fn candidates(t: T, seen: &Seen) -> Markup {
    let recruitment = &seen.page.recruitment;
    let columns = [
        t.recruitment_candidate(),
        t.recruitment_received(),
        t.recruitment_assessments(),
        t.recruitment_declared(),
        t.recruitment_duties(),
    ];
    let musts = &seen.page.checklist.must;
    let rows = recruitment.candidates.iter().map(|one| -> Vec<Markup> {
        let mut name = Markup::link(&seen.of(one.seq), &one.added.name);
        if one.withdrawn.is_some() {
            name =
                name.then(&Markup::raw(" ".to_owned())).then(&Chip::new(Tone::Calm, t.recruitment_withdrawn()).into());
        }
        let met = musts.iter().filter(|duty| one.has_met(duty.basis().check())).count();
        let of = |done: usize, all: usize| {
            let number = |many: usize| t.number(i64::try_from(many).unwrap_or(i64::MAX));
            t.recruitment_of(number(all), number(done))
        };
        let both = if recruitment.is_assessed(one) {
            t.recruitment_both().to_owned()
        } else if one.assessed.contains_key(&seen.me) {
            t.recruitment_mine_done().to_owned()
        } else {
            t.recruitment_not_yet().to_owned()
        };
        let declared = if one.declared.is_some() { t.incident_yes() } else { t.recruitment_not_yet() };
        vec![name, Markup::day(one.added.on), both.into(), declared.into(), of(met, musts.len()).into()]
    });
    let table =
        Table::new(t, "kandidater", t.recruitment_candidates(), columns.map(Column::text).into()).under_heading();
    Markup::of(&table.rows(rows).when_empty(t.recruitment_candidates_empty()))
}

fn decision(visit: &Visit, seen: &Seen) -> Markup {
    let t = visit.t();
    let recruitment = &seen.page.recruitment;
    let Some(decision) = &recruitment.decision else {
        let mut text = paragraph(t.recruitment_undecided());
        if seen.may.contains("recruitment_decide") {
            text = text.then(&links([(seen.path("beslut"), t.recruitment_decide().to_owned())]));
        }
        return text;
    };
    let chosen = decision.what.candidate.and_then(|seq| recruitment.candidate(seq));
    let keeps = chosen
        .is_some_and(|one| one.shown.iter().any(|item| app::extract::KeepsExtract::of(item.what.basis()).is_some()));
    let chosen = match chosen {
        Some(one) => Markup::link(&seen.of(one.seq), &one.added.name),
        None => Markup::text(t.recruitment_nobody()),
    };
    let duties = decision.what.duties.iter().map(|basis| Markup::text(case::said(t, basis.title())));
    let facts = Description::new()
        .row(t.recruitment_chosen(), chosen)
        .row(t.case_why(), lines(&decision.what.why))
        .row(t.recruitment_duties(), points(duties))
        .row(t.case_written_by(), t.case_at_by(t.moment(decision.at), seen.name(t, decision.by)))
        .row(t.recruitment_keep_until(), recruitment.keep_until().map(Markup::day).unwrap_or_default());
    let mut text = Markup::of(&facts);
    if keeps && seen.may.contains("extract_keep") {
        text = text.then(&links([(seen.path("bevara"), t.extract_keep().to_owned())]));
    }
    let is_due = recruitment.keep_until().is_some_and(|day| day < app::swedish_day(visit.now()));
    if is_due && seen.may.contains("recruitment_dispose") {
        let notice = Notice::new(Tone::Warning, t.recruitment_dispose_due());
        let link = links([(seen.path("gallra"), t.recruitment_dispose().to_owned())]);
        return Markup::of(&notice).then(&text).then(&link);
    }
    text.then(&soft(t.recruitment_dispose_later()))
}
