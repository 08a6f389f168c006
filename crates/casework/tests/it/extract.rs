//! A kept extract by its events: until when, who has it, and disposal by two.

use std::collections::BTreeMap;

use casework::{
    Stamped,
    extract::{Event, Extract, ExtractError, FileKind, KeepsExtract, Kept, KeptDraft, Reading, Shared, Starts},
    id::{CaseId, FileId, PersonId},
    recruitment::{
        Form, Keeps, Register,
        law::{Allowed, Checklist, Confirmations, Post},
    },
};
use chrono::{DateTime, NaiveDate, Utc};
use library::Library;

const HR: PersonId = PersonId::from_bits(1);
const DIRECTOR: PersonId = PersonId::from_bits(2);
const MANAGER: PersonId = PersonId::from_bits(3);

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn allowed(answer: &str, on: &str) -> Vec<Allowed> {
    let answers = [answer.to_owned()].into();
    let post =
        Post { title: "Post".to_owned(), unit: "Enhet".to_owned(), form: Form::Employee, answers, why: String::new() };
    let list = Checklist::of(&Library::embedded().unwrap().lawful_checks(), &post, day(on), &Confirmations::new());
    list.must.into_iter().chain(list.may).collect()
}

fn holders(people: &[PersonId]) -> BTreeMap<PersonId, String> {
    people.iter().map(|person| (*person, "hr".to_owned())).collect()
}

fn draft() -> KeptDraft {
    KeptDraft {
        extract: CaseId::from_bits(7),
        authority: "socialnamnden".parse().unwrap(),
        name: "Petra Påhitt".to_owned(),
        post: "Behandlingsassistent".to_owned(),
        unit: "HVB Exempelgården".to_owned(),
        register: Register::Belastning,
        starts_on: day("2026-12-01"),
        returned_on: None,
        file: FileId::from_bits(8),
        kind: FileKind::Pdf,
        hash: String::new(),
        holders: holders(&[HR, DIRECTOR]),
    }
}

fn kept(draft: KeptDraft) -> Result<Kept, ExtractError> {
    let allowed = allowed("hvb", "2026-11-22").remove(0);
    let shown = allowed.shown(2, (day("2026-11-22"), "Hanna HR"), Some(day("2026-11-01"))).unwrap();
    Kept::new(&KeepsExtract::of(allowed.basis()).unwrap(), &shown, draft)
}

fn stamp(seq: u64, by: PersonId, on: &str, event: Event) -> Stamped<Event> {
    let at: DateTime<Utc> = format!("{on}T10:00:00Z").parse().unwrap();
    Stamped { seq, at, by, role: "hr".to_owned(), event }
}

fn begun() -> Extract {
    let first = Event::Kept(Box::new(kept(draft()).unwrap()));
    Extract::fold(&[stamp(1, MANAGER, "2026-11-22", first)]).unwrap()
}

fn next(to: &mut Extract, by: PersonId, on: &str, event: Event) -> Result<(), ExtractError> {
    to.apply(&stamp(to.seq + 1, by, on, event))
}

#[test]
fn of_every_check_in_the_library_only_those_whose_law_keeps_the_extract_say_so() {
    let library = Library::embedded().unwrap();
    let mut keeping = Vec::new();
    for question in &library.recruitment_guide("rekrytering").unwrap().questions {
        for one in allowed(&question.id, "2026-11-22") {
            let (basis, keeps) = (one.basis(), KeepsExtract::of(one.basis()));
            assert_eq!(keeps.is_some(), basis.keeps() == Keeps::Extract, "{}", basis.check());
            keeping.extend(keeps.map(|keeps| (basis.check().to_owned(), keeps.months())));
        }
    }
    keeping.sort();
    keeping.dedup();
    assert_eq!(keeping, [("hvb".to_owned(), 24), ("lss_children".to_owned(), 24)]);
}

#[test]
fn what_is_kept_is_of_the_check_and_the_register_of_the_law_and_never_held_by_one_alone() {
    let alone = KeptDraft { holders: holders(&[HR]), ..draft() };
    assert_eq!(kept(alone), Err(ExtractError::Holders));
    assert_eq!(kept(KeptDraft { register: Register::Polis, ..draft() }), Err(ExtractError::Register));
    let keeps = KeepsExtract::of(allowed("hvb", "2026-11-22")[0].basis()).unwrap();
    let other = allowed("home_care", "2026-11-22").remove(0);
    let other = other.shown(2, (day("2026-11-22"), "Hanna HR"), Some(day("2026-11-01"))).unwrap();
    assert_eq!(Kept::new(&keeps, &other, draft()), Err(ExtractError::Register));
}

#[test]
fn the_law_of_the_day_of_the_check_says_which_registers() {
    let before = allowed("lss_children", "2026-02-28").remove(0);
    let after = allowed("lss_children", "2026-03-01").remove(0);
    let registers = |one: &Allowed| KeepsExtract::of(one.basis()).unwrap().registers().to_vec();
    assert_eq!(registers(&before), [Register::Belastning]);
    assert_eq!(registers(&after), [Register::Belastning, Register::Misstanke]);
}

#[test]
fn it_is_kept_from_the_day_that_the_person_really_began() {
    let mut to = begun();
    assert_eq!(to.keep_until(), day("2028-12-01"));
    let starts = |on: &str, why: &str| Event::Starts(Starts { on: day(on), why: why.to_owned() });
    assert!(matches!(next(&mut to, HR, "2026-12-01", starts("2027-01-11", " ")), Err(ExtractError::Empty { .. })));
    assert!(matches!(next(&mut to, HR, "2026-12-01", starts("2026-10-31", "Fel.")), Err(ExtractError::Start { .. })));
    next(&mut to, HR, "2026-12-01", starts("2027-01-11", "Sköts upp.")).unwrap();
    assert_eq!(to.keep_until(), day("2029-01-11"));
    // The last day of February, two years on.
    next(&mut to, HR, "2027-03-01", starts("2028-02-29", "Igen.")).unwrap();
    assert_eq!(to.keep_until(), day("2030-02-28"));
}

#[test]
fn who_kept_it_is_no_holder_and_holders_share_it_with_others_alone() {
    let mut to = begun();
    let reading = || Event::Read(Reading { why: "IVO.".to_owned() });
    assert_eq!(next(&mut to, MANAGER, "2026-12-01", reading()), Err(ExtractError::NotHolder { person: MANAGER }));
    let none = Event::Shared(Shared { holders: holders(&[HR]) });
    assert_eq!(next(&mut to, HR, "2026-12-01", none), Err(ExtractError::NobodyNew));
    next(&mut to, HR, "2026-12-01", Event::Shared(Shared { holders: holders(&[MANAGER]) })).unwrap();
    next(&mut to, MANAGER, "2026-12-01", reading()).unwrap();
    assert_eq!(to.readings.len(), 1);
}

#[test]
fn it_is_disposed_of_after_its_day_by_another_than_who_proposed_it() {
    let (mut to, until) = (begun(), day("2028-12-01"));
    assert_eq!(next(&mut to, HR, "2028-12-01", Event::DisposalProposed), Err(ExtractError::Early { until }));
    assert_eq!(to.may_dispose(HR, day("2028-12-02")), Err(ExtractError::Alone));
    next(&mut to, HR, "2028-12-02", Event::DisposalProposed).unwrap();
    assert_eq!(to.may_dispose(HR, day("2028-12-02")), Err(ExtractError::Alone));
    assert_eq!(to.may_dispose(DIRECTOR, day("2028-12-02")), Ok(()));
    // Another first day, and what was proposed falls.
    let starts = Starts { on: day("2028-12-02"), why: "Började då.".to_owned() };
    next(&mut to, HR, "2028-12-02", Event::Starts(starts)).unwrap();
    assert!(matches!(to.may_dispose(DIRECTOR, day("2028-12-02")), Err(ExtractError::Early { .. })));
}

#[test]
fn a_file_is_what_it_begins_with() {
    assert_eq!(FileKind::of(b"%PDF-1.4 ... %%EOF\n"), Some(FileKind::Pdf));
    assert_eq!(FileKind::of(&[0xFF, 0xD8, 0xFF, 0xE0]), Some(FileKind::Jpeg));
    assert_eq!(FileKind::of(b"\x89PNG\r\n\x1a\n"), Some(FileKind::Png));
    for other in [&b""[..], b"text", b"%PDF-1.4", b"GIF89a", b"PK\x03\x04", b"\xFF\xD8"] {
        assert_eq!(FileKind::of(other), None, "{other:?}");
    }
}
