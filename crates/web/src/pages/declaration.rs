//! Secondary employment and ties: everybody declares on a short page, the nearest manager assesses, HR runs the round.

mod assess;
mod list;
mod make;
mod own;
mod round;
mod show;
mod words;

pub(crate) use assess::{allow_form, forbid_form};
pub(crate) use list::{Listed, list};
pub(crate) use make::{filled_with, form as make_form};
pub(crate) use own::own_page;
pub(crate) use round::{round_form, round_page};
pub(crate) use show::show_page;

use casework::id::CaseId;

use crate::failure::{Answer, Failure};
use crate::frame::{Page, Visit};
use crate::pages::case::bytes_sent;
use crate::part::{Notice, Tone};

/// The pages of declarations.
pub(super) fn pages() -> Vec<Page> {
    let mut pages = list::pages();
    for part in [make::pages(), own::pages(), round::pages(), show::pages(), assess::pages()] {
        pages.extend(part);
    }
    pages
}

fn id(visit: &Visit) -> Result<CaseId, Failure> {
    visit.param("id").parse().map_err(|_| Failure::NotFound)
}

/// The number of the tie that the path names.
fn number(visit: &Visit) -> Result<usize, Failure> {
    visit.param("tie").parse().map_err(|_| Failure::NotFound)
}

/// A written decision, to be kept.
fn decision_sent(pdf: Vec<u8>) -> Answer {
    Ok(bytes_sent(pdf, "application/pdf", "attachment; filename=\"beslut-om-bisyssla.pdf\""))
}

/// What was just done, when a form led here.
fn done(visit: &Visit) -> Option<Notice> {
    let t = visit.t();
    let text = match visit.query("klart") {
        "lamnad" => t.declaration_done_made(),
        "bedomd" => t.declaration_done_assessed(),
        "foreslaget" => t.declaration_done_proposed(),
        "startad" => t.declaration_done_round(),
        "gallrat" => t.declaration_done_disposed(),
        _ => return None,
    };
    Some(Notice::new(Tone::Done, text))
}
