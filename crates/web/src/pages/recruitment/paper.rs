//! Everything that is recorded of a candidate, for the candidate: to print, read and answer.

use casework::recruitment::Candidate;

use super::{SHOW, Seen, candidate as parts, seen, words};
use crate::failure::Answer;
use crate::frame::{Page, Visit};
use crate::pages::ask::Sections;
use crate::pages::case::paragraph;
use crate::part::{Description, Markup};

pub(super) fn pages() -> Vec<Page> {
    vec![Page::get("/rekrytering/{id}/kandidat/{candidate}/utskrift", SHOW, show)]
}

async fn show(visit: Visit) -> Answer {
    let (_, _, seen) = seen(&visit).await?;
    let candidate = seen.candidate(visit.param("candidate"))?;
    paper(&visit, &seen, candidate)
}

/// The page: nothing is left out that the reader may see.
pub(crate) fn paper(visit: &Visit, seen: &Seen, candidate: &Candidate) -> Answer {
    let t = visit.t();
    let frame = visit.frame(t.recruitment_paper_of(&candidate.added.name)).below("/rekrytering", t.recruitment_title());
    let frame = frame.below(seen.path(""), seen.title()).below(seen.of(candidate.seq), &candidate.added.name);
    let recruitment = &seen.page.recruitment;
    let post = Description::new()
        .row(t.recruitment_post(), seen.title())
        .row(t.incident_unit(), recruitment.post.unit.as_str())
        .row(t.recruitment_form(), words::form(t, recruitment.post.form))
        .row(t.recruitment_received(), Markup::day(candidate.added.on))
        .row(
            t.recruitment_keep_until(),
            match recruitment.keep_until() {
                Some(day) => Markup::day(day),
                None => Markup::text(&t.recruitment_kept_for(i64::from(recruitment.retention.months))),
            },
        );
    Sections::new(frame, t.recruitment_paper_lead())
        .section(t.recruitment_post_section(), Markup::of(&post))
        .section(t.recruitment_application(), parts::application_facts(t, seen, candidate))
        .section(t.recruitment_entries(), parts::entries(t, seen, candidate))
        .section(t.recruitment_checks(), parts::checks(t, seen, candidate))
        .section(t.recruitment_answers(), parts::answers(t, seen, candidate))
        .section(t.recruitment_declared(), parts::declared(t, candidate))
        .section(t.recruitment_assessments(), parts::assessments(t, seen, candidate))
        .section(t.recruitment_heard(), parts::heard(t, seen, candidate))
        .section(t.recruitment_notes(), parts::words_of(t, seen, &candidate.notes, t.recruitment_notes_empty()))
        .section(t.recruitment_your_answer(), paragraph(t.recruitment_your_answer_lead()))
        .answer()
}
