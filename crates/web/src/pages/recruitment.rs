//! Recruitment: a post by questions, what the law lets be checked, candidates, two who assess, a decision, and disposal.

mod act;
mod candidate;
mod checklist;
mod claims;
mod end;
mod entered;
mod interview;
mod keep;
mod law;
mod list;
mod member;
mod new;
mod paper;
mod show;
mod words;

pub(crate) use act::{ACTS, act_form};
pub(crate) use candidate::{application_form, candidate_page};
pub(super) use checklist::line;
pub(crate) use claims::entries_page;
pub(crate) use end::{decision_form, disposal_page};
pub(crate) use entered::{Kind as EntryKind, entry_filled, entry_form};
pub(crate) use interview::{interview_form, interviews_page};
pub(crate) use keep::keep_page;
pub(crate) use law::{confirm_form, law_page};
pub(crate) use list::{Lists, list};
pub(crate) use member::join_form;
pub(crate) use new::form as new_form;
pub(crate) use paper::paper;
pub(crate) use show::show_page;

use std::collections::BTreeSet;

use app::recruitment::{Care, RecruitmentPage};
use app::{App, Cx};
use casework::Seq;
use casework::id::{CaseId, PersonId};
use casework::recruitment::Candidate;

use super::case::Filled;
use crate::failure::Failure;
use crate::frame::{Access, Page, Visit};
use crate::part::{Choice, Field, Form, Notice, Tone};
use crate::text::T;

/// The pages of recruitment.
pub(super) fn pages() -> Vec<Page> {
    let mut pages = list::pages();
    let parts = [
        new::pages(),
        law::pages(),
        show::pages(),
        candidate::pages(),
        claims::pages(),
        entered::pages(),
        paper::pages(),
        act::pages(),
        end::pages(),
        interview::pages(),
        member::pages(),
        keep::pages(),
    ];
    for part in parts {
        pages.extend(part);
    }
    pages
}

/// A recruitment, as a page of it begins.
pub(crate) struct Seen {
    pub(crate) id: CaseId,
    pub(crate) page: RecruitmentPage,
    /// Who reads.
    pub(crate) me: PersonId,
    /// What the person may do to recruitments, in the role of now.
    pub(crate) may: BTreeSet<&'static str>,
}

/// What a page of a recruitment offers to do.
pub(crate) const OFFERED: [&str; 6] = [
    "recruitment_handle",
    "recruitment_hear",
    "recruitment_decide",
    "recruitment_dispose",
    "recruitment_member",
    "extract_keep",
];

/// What use cases call the field of words that belong to an extract.
const CARE: (&str, &str) = ("extract_words", "ord");

const SHOW: Access = Access::Act("recruitment_show");
const HANDLE: Access = Access::Act("recruitment_handle");

/// The recruitment that the path names, opened and journalled as seen.
async fn seen(visit: &Visit) -> Result<(&App, &Cx, Seen), Failure> {
    let (app, cx) = visit.acts()?;
    let id = visit.param("id").parse().map_err(|_| Failure::NotFound)?;
    let page = app.recruitment_show(cx, id).await?;
    let may = app.acts_somewhere(cx, OFFERED).into_iter().collect();
    Ok((app, cx, Seen { id, page, me: cx.person, may }))
}

impl Seen {
    /// The path of a part of it; empty for its first page.
    pub(crate) fn path(&self, part: &str) -> String {
        if part.is_empty() { format!("/rekrytering/{}", self.id) } else { format!("/rekrytering/{}/{part}", self.id) }
    }

    /// The path of a candidate.
    pub(crate) fn of(&self, candidate: Seq) -> String {
        self.path(&format!("kandidat/{candidate}"))
    }

    /// What somebody who takes part is called.
    fn name(&self, t: T, person: PersonId) -> String {
        self.page.names.get(&person).cloned().unwrap_or_else(|| t.case_unknown().to_owned())
    }

    fn is_decided(&self) -> bool {
        self.page.recruitment.decision.is_some()
    }

    fn title(&self) -> &str {
        &self.page.recruitment.post.title
    }

    /// The candidate of a number.
    fn candidate(&self, number: &str) -> Result<&Candidate, Failure> {
        let seq: Option<Seq> = number.parse().ok();
        seq.and_then(|seq| self.page.recruitment.candidate(seq)).ok_or(Failure::NotFound)
    }
}

/// A register in the reader's language.
pub(super) fn register(t: T, register: casework::recruitment::Register) -> String {
    words::registers(t, &[register])
}

/// Whether the writer was warned of words of an extract, and says that they come from elsewhere.
fn care(filled: &Filled) -> Care {
    if filled.all(CARE.1).any(|one| one == "ja") { Care::Told } else { Care::Warn }
}

/// The box of a writer who was warned.
fn with_care(t: T, form: Form, filled: &Filled) -> Form {
    if !filled.wrong.contains_key(CARE.1) && care(filled) == Care::Warn {
        return form;
    }
    let choices = vec![Choice::new("ja", t.recruitment_words_elsewhere())];
    form.field(filled.with_boxes(CARE.1, Field::checks(t, CARE.1, t.recruitment_words(), choices).optional()))
}

/// What was just done, when a form led here.
fn done(visit: &Visit) -> Option<Notice> {
    let t = visit.t();
    let text = match visit.query("klart") {
        "skrivet" => t.case_done_written(),
        "foreslaget" => t.recruitment_done_proposed(),
        "bevarat" => t.extract_done_kept(),
        _ => return None,
    };
    Some(Notice::new(Tone::Done, text))
}
