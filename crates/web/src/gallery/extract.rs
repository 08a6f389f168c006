//! Kept extracts with made-up data: the persons, the post and the reasons are invented.

use app::AppError;
use app::extract::{Event, Extract, ExtractPage, ExtractRow, FileKind, KeepsExtract, Reading};
use casework::Stamped;
use casework::extract::{Kept as Record, KeptDraft, Shared, Starts};
use casework::id::{CaseId, FileId, PersonId};
use casework::recruitment::law::{Checklist, Confirmations, Post};
use casework::recruitment::{Form, LawfulCheck, Register};
use chrono::{DateTime, Days, NaiveDate, Utc};

use crate::failure::{Answer, Failure};
use crate::frame::Visit;
use crate::pages::case::Filled;
use crate::pages::extract::{self, Kept};

const HVB: &str = include_str!("../../../../library/checks/hvb.md");

const HR: PersonId = PersonId::from_bits(2);
const DIRECTOR: PersonId = PersonId::from_bits(4);

fn at(visit: &Visit, days: u64) -> DateTime<Utc> {
    visit.now().checked_sub_days(Days::new(days)).unwrap_or_else(|| visit.now())
}

fn day(visit: &Visit, days: u64) -> NaiveDate {
    app::swedish_day(at(visit, days))
}

/// An extract kept so many days ago, and what happened since.
fn kept(visit: &Visit, (id, days): (u128, u64), later: Vec<(u64, PersonId, Event)>) -> Result<Extract, Failure> {
    let check = LawfulCheck::parse("checks/hvb.md", HVB).map_err(|error| Failure::Internal(error.to_string()))?;
    let post = Post {
        title: "Behandlingsassistent".to_owned(),
        unit: "HVB Exempelgården".to_owned(),
        form: Form::Employee,
        answers: ["hvb".to_owned()].into(),
        why: String::new(),
    };
    let on = day(visit, days);
    let list = Checklist::of(&[&check], &post, on, &Confirmations::new());
    let allowed = list.allowed("hvb").ok_or(Failure::NotFound)?;
    let shown = allowed.shown(2, (on, "Hanna Påhitt"), Some(on)).map_err(AppError::from)?;
    let keeps = KeepsExtract::of(allowed.basis()).ok_or(Failure::NotFound)?;
    let draft = KeptDraft {
        extract: CaseId::from_bits(id),
        authority: "socialnamnden".parse().map_err(|_| Failure::NotFound)?,
        name: "Petra Påhittad".to_owned(),
        post: post.title,
        unit: post.unit,
        register: Register::Belastning,
        starts_on: on,
        returned_on: None,
        file: FileId::from_bits(1),
        kind: FileKind::Pdf,
        hash: "0".repeat(64),
        holders: [(HR, "hr".to_owned()), (DIRECTOR, "director".to_owned())].into(),
    };
    let first = Record::new(&keeps, &shown, draft).map_err(AppError::from)?;
    let all = [(days, HR, Event::Kept(Box::new(first)))].into_iter().chain(later);
    let stamp = |(seq, (days, by, event)): (u64, (u64, PersonId, Event))| Stamped {
        seq,
        at: at(visit, days),
        by,
        role: if by == HR { "hr" } else { "director" }.to_owned(),
        event,
    };
    let events: Vec<Stamped<Event>> = (1_u64..).zip(all).map(stamp).collect();
    Ok(Extract::fold(&events).map_err(AppError::from)?)
}

fn read_by(by: PersonId, why: &str) -> (u64, PersonId, Event) {
    (3, by, Event::Read(Reading { why: why.to_owned() }))
}

/// Kept and read; its first day was moved and its key shared.
fn used(visit: &Visit) -> Result<Extract, Failure> {
    let starts = Starts { on: day(visit, 60), why: "Tillträdet sköts upp.".to_owned() };
    let shared = Shared { holders: [(PersonId::from_bits(9), "hr".to_owned())].into() };
    kept(
        visit,
        (0xE1, 90),
        vec![
            (50, HR, Event::Starts(starts)),
            (40, HR, Event::Shared(shared)),
            read_by(HR, "IVO:s tillsyn, dnr IVO 2026-0001."),
            read_by(DIRECTOR, "Svar till IVO."),
        ],
    )
}

/// Kept so long that its time has run out.
fn old(visit: &Visit, is_proposed: bool) -> Result<Extract, Failure> {
    let later = if is_proposed { vec![(1, DIRECTOR, Event::DisposalProposed)] } else { Vec::new() };
    kept(visit, (0xE2, 800), later)
}

fn page(extract: Extract, lacks_holders: bool) -> Kept {
    let names = [(HR, "Hanna Påhitt"), (DIRECTOR, "Disa Fiktiv"), (PersonId::from_bits(9), "Nils Nypåhitt")];
    let names = names.map(|(person, name)| (person, name.to_owned())).into();
    Kept { page: ExtractPage { id: extract.id(), extract, names, lacks_holders }, me: HR }
}

pub(super) fn list(visit: &Visit) -> Answer {
    let row = |extract: Extract| ExtractRow {
        id: extract.id(),
        keep_until: Some(extract.keep_until()),
        extract: Some(extract),
    };
    let locked = ExtractRow { id: CaseId::from_bits(0xE3), extract: None, keep_until: Some(day(visit, 0)) };
    extract::list_page(visit, &[row(old(visit, false)?), row(used(visit)?), locked])
}

pub(super) fn list_empty(visit: &Visit) -> Answer {
    extract::list_page(visit, &[])
}

pub(super) fn show(visit: &Visit) -> Answer {
    extract::show_page(visit, &page(used(visit)?, true))
}

pub(super) fn show_unread(visit: &Visit) -> Answer {
    extract::show_page(visit, &page(kept(visit, (0xE1, 9), Vec::new())?, false))
}

pub(super) fn show_due(visit: &Visit) -> Answer {
    extract::show_page(visit, &page(old(visit, false)?, false))
}

pub(super) fn read(visit: &Visit) -> Answer {
    extract::read_form(visit, &page(used(visit)?, false), &Filled::default())
}

pub(super) fn read_wrong(visit: &Visit) -> Answer {
    let filled = Filled::default().wrong("skal", visit.t().case_reason_missing());
    extract::read_form(visit, &page(used(visit)?, false), &filled)
}

pub(super) fn starts_wrong(visit: &Visit) -> Answer {
    let filled = Filled::default().put("start", "2000-01-01").wrong("start", visit.t().case_day_wrong());
    extract::starts_form(visit, &page(used(visit)?, false), &filled)
}

pub(super) fn returned(visit: &Visit) -> Answer {
    extract::returned_form(visit, &page(used(visit)?, false), &Filled::default())
}

pub(super) fn share(visit: &Visit) -> Answer {
    extract::share_form(visit, &page(used(visit)?, true), &Filled::default())
}

pub(super) fn dispose(visit: &Visit) -> Answer {
    extract::dispose_form(visit, &page(old(visit, false)?, false), &Filled::default())
}

pub(super) fn dispose_second(visit: &Visit) -> Answer {
    extract::dispose_form(visit, &page(old(visit, true)?, false), &Filled::default())
}
