//! A candidate: what the application comes to, what was shown, what was answered, and the assessments.

use app::AppError;
use app::recruitment::{ApplicationFacts, NewClaims, Shape};
use casework::recruitment::Candidate;
use casework::recruitment::event::Assessed;

use super::{HANDLE, SHOW, Seen, done, seen, words};
use crate::failure::{Answer, Failure, redirect};
use crate::frame::{Page, Part, Upload, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::{self, Filled, formed, lines, paragraph, points};
use crate::pages::incident::links;
use crate::part::{Chip, Column, Description, Field, Markup, Notice, Table, Tone};
use crate::text::{Lang, T};

/// The most bytes of an application.
const FILE: usize = 5 << 20;

pub(super) fn pages() -> Vec<Page> {
    vec![
        Page::get("/rekrytering/{id}/kandidat/{candidate}", SHOW, show),
        Page::get("/rekrytering/{id}/kandidat/{candidate}/ansokan", HANDLE, application),
        Page::upload("/rekrytering/{id}/kandidat/{candidate}/ansokan", HANDLE, FILE + (1 << 16), sent),
    ]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    let candidate = seen.candidate(visit.param("candidate"))?;
    candidate_page(&visit, &seen, candidate)
}

/// The page.
pub(crate) fn candidate_page(visit: &Visit, seen: &Seen, candidate: &Candidate) -> Answer {
    let t = visit.t();
    let frame = visit.frame(&candidate.added.name).below("/rekrytering", t.recruitment_title());
    let mut page = Sections::new(frame.below(seen.path(""), seen.title()), t.recruitment_candidate_lead())
        .link(format!("{}/utskrift", seen.of(candidate.seq)), t.recruitment_paper());
    if let Some(notice) = done(visit) {
        page = page.notice(&notice);
    }
    if let Some(withdrawn) = &candidate.withdrawn {
        let notice = Notice::new(Tone::Info, t.recruitment_withdrawn());
        page = page.notice(&notice.with(lines(&withdrawn.what.text)));
    }
    let to_do = to_do(t, seen, candidate);
    page.section(t.incident_to_do(), to_do)
        .section(t.recruitment_application(), application_facts(t, seen, candidate))
        .section(t.recruitment_entries(), entries(t, seen, candidate))
        .section(t.recruitment_checks(), checks(t, seen, candidate))
        .section(t.recruitment_answers(), answers(t, seen, candidate))
        .section(t.recruitment_declared(), declared(t, candidate))
        .section(t.recruitment_assessments(), assessments(t, seen, candidate))
        .section(t.recruitment_heard(), heard(t, seen, candidate))
        .section(t.recruitment_notes(), words_of(t, seen, &candidate.notes, t.recruitment_notes_empty()))
        .answer()
}

fn to_do(t: T, seen: &Seen, candidate: &Candidate) -> Markup {
    let offered = super::ACTS.iter().filter(|act| act.is_offered(seen, candidate));
    let mut all: Vec<(String, String)> = offered
        .map(|act| (seen.path(&format!("gor/{}?kandidat={}", act.word, candidate.seq)), (act.title)(t).to_owned()))
        .collect();
    if !seen.is_decided() && candidate.withdrawn.is_none() && seen.may.contains("recruitment_handle") {
        let of = |part: &str| format!("{}/{part}", seen.of(candidate.seq));
        all.insert(0, (of("ansokan"), t.recruitment_read().to_owned()));
        all.insert(1, (of("uppgifter"), t.recruitment_enter().to_owned()));
    }
    if all.is_empty() { paragraph(t.recruitment_nothing_to_do()) } else { links(all) }
}

/// The facts, the picture, and the list that says the same.
pub(super) fn application_facts(t: T, seen: &Seen, candidate: &Candidate) -> Markup {
    let Some(facts) = seen.page.facts.get(&candidate.seq) else { return paragraph(t.recruitment_application_empty()) };
    let table = findings(t, facts, candidate);
    let register = match facts.as_of {
        Some(day) => t.recruitment_as_of(t.day(day)),
        None => t.recruitment_no_register().to_owned(),
    };
    let svg = match t.lang() {
        Lang::Sv => &facts.picture.svg.sv,
        Lang::En => &facts.picture.svg.en,
    };
    let columns = [t.recruitment_period(), t.law_from(), t.law_until(), t.recruitment_shape()];
    let bars = facts.picture.bars.iter().map(|bar| -> Vec<Markup> {
        let shape = match bar.shape {
            Shape::Work => t.recruitment_shape_work(),
            Shape::Education => t.recruitment_shape_education(),
            Shape::Other => t.recruitment_shape_other(),
            Shape::Gap => t.recruitment_shape_gap(),
        };
        let to = if bar.is_current { Markup::text(t.law_still()) } else { Markup::day(bar.to) };
        let words = words::spoken(t, &bar.words);
        let words = Markup::text(&words);
        let words = if bar.is_contradicted {
            words
                .then(&Markup::raw(" ".to_owned()))
                .then(&words::verdict(t, app::recruitment::Verdict::Contradicted).into())
        } else {
            words
        };
        vec![words, Markup::day(bar.from), to, shape.into()]
    });
    let list = Table::new(t, "perioder", t.recruitment_periods(), columns.map(Column::text).into()).rows(bars);
    let remarks = facts.claims.remarks.iter().map(|one| Markup::text(&format!("{}: {}", one.place, one.value)));
    let remarks = points(remarks);
    let remarks =
        if facts.claims.remarks.is_empty() { remarks } else { paragraph(t.recruitment_remarks()).then(&remarks) };
    paragraph(t.recruitment_facts_lead())
        .then(&Markup::of(&table))
        .then(&paragraph(&register))
        .then(&Markup::raw(svg.clone()))
        .then(&Markup::of(&list))
        .then(&remarks)
}

/// Every fact with how it stands, what it is about, why, and what the candidate answered.
fn findings(t: T, facts: &ApplicationFacts, candidate: &Candidate) -> Table {
    let columns = [
        t.recruitment_fact(),
        t.recruitment_claim(),
        t.recruitment_verdict(),
        t.recruitment_reason(),
        t.recruitment_heard(),
    ];
    let rows = facts.findings.iter().enumerate().map(|(at, one)| -> Vec<Markup> {
        let said = facts.said(one);
        let said = if said.is_empty() { t.recruitment_whole().to_owned() } else { said };
        let answers = facts.heard.get(&at).map(Vec::as_slice).unwrap_or_default();
        let answers = candidate.heard.iter().filter(|heard| answers.contains(&heard.seq));
        let answers = answers.map(|heard| lines(&heard.what.text).then(&super::checklist::line(&t.moment(heard.at))));
        let answers = answers.fold(Markup::default(), |all, answer| all.then(&answer.paragraph()));
        let (question, reason) = (words::spoken(t, &one.fact.words()), words::spoken(t, &one.reason));
        vec![question.into(), said.into(), words::verdict(t, one.verdict).into(), reason.into(), answers]
    });
    Table::new(t, "fakta", t.recruitment_facts(), columns.map(Column::text).into()).rows(rows)
}

/// What the application says, and who read or changed it last.
pub(super) fn entries(t: T, seen: &Seen, candidate: &Candidate) -> Markup {
    let (Some(facts), Some(last)) = (seen.page.facts.get(&candidate.seq), candidate.application()) else {
        return paragraph(t.recruitment_application_empty());
    };
    let by = t.case_at_by(t.moment(last.at), seen.name(t, last.by));
    let by = match last.what.file.as_str() {
        "" => t.recruitment_entered_by(by),
        file => t.recruitment_read_by(by, file),
    };
    let parts = super::claims::tables(t, &facts.claims, None).into_iter();
    parts.fold(paragraph(&by), |all, (title, body)| {
        all.then(&Markup::raw(format!("<h3>{}</h3>", crate::part::escaped(title)))).then(&body)
    })
}

/// Lawful checks that were made, and proofs that were shown.
pub(super) fn checks(t: T, seen: &Seen, candidate: &Candidate) -> Markup {
    let columns = [
        t.recruitment_check(),
        t.recruitment_shown_on(),
        t.recruitment_shown_to(),
        t.recruitment_extract_on(),
        t.recruitment_source(),
    ];
    let shown = candidate.shown.iter().map(|one| -> Vec<Markup> {
        let shown = &one.what;
        let extract = shown.extract_on().map(Markup::day).unwrap_or_default();
        let law = case::swedish(t, shown.basis().law());
        vec![case::said(t, shown.basis().title()).into(), Markup::day(shown.on()), shown.to().into(), extract, law]
    });
    let exempted = candidate.exempted.iter().map(|one| -> Vec<Markup> {
        let title = Markup::text(case::said(t, one.what.basis().title()));
        let why = Markup::text(t.recruitment_exempted()).then(&super::checklist::line(one.what.why()));
        let law = case::swedish(t, one.what.basis().law());
        vec![
            title.then(&Markup::raw("<br>".to_owned())).then(&why),
            Markup::day(casework::local::day(one.at)),
            seen.name(t, one.by).into(),
            Markup::default(),
            law,
        ]
    });
    let table = Table::new(t, "kontroller", t.recruitment_checks(), columns.map(Column::text).into()).under_heading();
    let table = table.rows(shown.chain(exempted)).when_empty(t.recruitment_checks_empty());
    let keeps = candidate.shown.iter().filter_map(|one| one.what.basis().keep_months()).max();
    let keeps = keeps.map(|months| Markup::of(&Notice::new(Tone::Info, t.recruitment_keep_extract(i64::from(months)))));
    let proved = candidate.proved.iter().map(|one| {
        let proved = &one.what;
        Markup::text(&t.recruitment_proved(t.day(proved.on), &proved.to, &proved.what, words::proof(t, proved.proof)))
    });
    keeps.unwrap_or_default().then(&Markup::of(&table)).then(&points(proved))
}

pub(super) fn answers(t: T, seen: &Seen, candidate: &Candidate) -> Markup {
    if candidate.answered.is_empty() {
        return paragraph(t.recruitment_answers_empty());
    }
    points(candidate.answered.iter().map(|one| {
        let what = &one.what;
        let asked = seen.page.facts.get(&candidate.seq).and_then(|facts| facts.asked.get(&one.seq));
        let about = asked.map_or(what.about.as_str(), |asked| asked.said.as_str());
        let outcome = words::outcome(t, what.outcome);
        let text = Markup::text(&t.recruitment_answered(about, &what.by, t.day(what.on), &what.how, outcome));
        let changed =
            asked.is_some_and(|asked| !asked.stands).then(|| super::checklist::line(t.recruitment_answer_then()));
        let by = super::checklist::line(&t.case_at_by(t.moment(one.at), seen.name(t, one.by)));
        text.then(&changed.unwrap_or_default()).then(&by)
    }))
}

pub(super) fn declared(t: T, candidate: &Candidate) -> Markup {
    let Some(declared) = &candidate.declared else { return paragraph(t.recruitment_declared_empty()) };
    let or_none = |text: &str| if text.trim().is_empty() { Markup::text(t.recruitment_none()) } else { lines(text) };
    let facts = Description::new()
        .row(t.recruitment_asked_on(), Markup::day(declared.what.on))
        .row(t.recruitment_secondary(), or_none(&declared.what.secondary))
        .row(t.recruitment_ties(), or_none(&declared.what.ties));
    Markup::of(&facts)
}

/// The assessments that the reader may see.
pub(super) fn assessments(t: T, seen: &Seen, candidate: &Candidate) -> Markup {
    let sheet = &seen.page.recruitment.sheet;
    let intro = if seen.page.recruitment.is_assessed(candidate) {
        Markup::default()
    } else {
        paragraph(t.recruitment_assessments_hidden())
    };
    candidate.assessed.iter().enumerate().fold(intro, |all, (at, (person, item))| {
        let name = seen.name(t, *person);
        all.then(&Markup::of(&assessment(t, sheet, (at, &name), &item.what)))
    })
}

fn assessment(t: T, sheet: &casework::recruitment::Sheet, (at, name): (usize, &str), assessed: &Assessed) -> Table {
    let columns = [t.recruitment_question(), t.recruitment_level(), t.recruitment_said()];
    let rows = sheet.questions().filter_map(|question| {
        let answer = assessed.answers.iter().find(|answer| answer.question == question.id)?;
        let level = words::level(t, sheet, &answer.level);
        Some(vec![
            Markup::text(words::of_library(t, &question.text)),
            Markup::from(Chip::new(Tone::Info, level)),
            lines(&answer.note),
        ])
    });
    let caption = t.recruitment_assessed_by(name);
    Table::new(t, format!("bedomning-{at}"), caption, columns.map(Column::text).into()).rows(rows)
}

pub(super) fn words_of(
    t: T,
    seen: &Seen,
    words: &[casework::Item<casework::recruitment::event::Words>],
    empty: &str,
) -> Markup {
    if words.is_empty() {
        return paragraph(empty);
    }
    points(words.iter().map(|one| {
        let by = t.case_at_by(t.moment(one.at), seen.name(t, one.by));
        lines(&one.what.text).then(&super::checklist::line(&by))
    }))
}

/// What the candidate answered, each with the fact that it is an answer to, as it stood then.
pub(super) fn heard(t: T, seen: &Seen, candidate: &Candidate) -> Markup {
    if candidate.heard.is_empty() {
        return paragraph(t.recruitment_heard_empty());
    }
    points(candidate.heard.iter().map(|one| {
        let on = one.what.on.as_ref().map(|on| {
            let (question, reason) = (case::said(t, &on.question), case::said(t, &on.reason));
            let text = if on.said.is_empty() { question.to_owned() } else { format!("{question} {}", on.said) };
            super::checklist::line(&t.recruitment_heard_to(text, reason))
        });
        let by = t.case_at_by(t.moment(one.at), seen.name(t, one.by));
        lines(&one.what.text).then(&on.unwrap_or_default()).then(&super::checklist::line(&by))
    }))
}

async fn application(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    let candidate = seen.candidate(visit.param("candidate"))?;
    application_form(&visit, &seen, candidate, &Filled::default())
}

/// The form of a file.
pub(crate) fn application_form(visit: &Visit, seen: &Seen, candidate: &Candidate, filled: &Filled) -> Answer {
    let t = visit.t();
    let file = Field::file(t, "fil", t.recruitment_file(), ".json,.xml,.pdf").with_hint(t.recruitment_file_hint());
    let form = visit
        .form(format!("{}/ansokan", seen.of(candidate.seq)))
        .with_error(filled.general.clone())
        .field(filled.into("fil", file))
        .submit(t.recruitment_read())
        .or_back(seen.of(candidate.seq));
    let frame = visit.frame(t.recruitment_read()).below("/rekrytering", t.recruitment_title());
    let frame = frame.below(seen.path(""), seen.title()).below(seen.of(candidate.seq), &candidate.added.name);
    let mut before = paragraph(t.recruitment_read_lead());
    if candidate.application().is_some() {
        before = before.then(&Markup::of(&Notice::new(Tone::Warning, t.recruitment_read_again())));
    }
    formed(frame, before, form)
}

async fn sent(visit: Visit, mut upload: Upload) -> Answer {
    let (app, cx, seen) = seen(&visit).await?;
    let candidate = seen.candidate(visit.param("candidate"))?;
    let mut file = None;
    while let Some(part) = upload.part().await? {
        match part {
            Part::File(part) if part.name == "fil" => {
                let name = part.file_name.clone();
                file = Some((name, part.bytes(FILE).await?));
            }
            Part::File(_) => return Err(Failure::Form),
            Part::Text { .. } => {}
        }
    }
    let mut filled = Filled::default();
    match file.filter(|(_, bytes)| !bytes.is_empty()) {
        Some((name, bytes)) => {
            let new = NewClaims::File { name, bytes };
            match app.recruitment_application(cx, seen.id, (candidate.seq, new)).await {
                Ok(()) => return redirect(&format!("{}?klart=skrivet", seen.of(candidate.seq))),
                Err(error @ AppError::Invalid(_)) => filled = filled.refused(error, &[("file", "fil")])?,
                Err(error) => filled = filled.refused(error, &[])?,
            }
        }
        None => filled = filled.wrong("fil", visit.t().recruitment_file_missing()),
    }
    application_form(&visit, &seen, candidate, &filled)
}
