//! Signals: read from memory until something changes, and acted on through the journals that the commands use.

use std::sync::Arc;

use app::ports::{Book, DeskError, Judged, SignalDesk};
use insyn::desks::Signals;
use quorum::{Agreed, Person, Proposal};
use signals::{
    judge::Outcome,
    pseudonym::{Pseudonym, Reveal},
    suppress::{Period, Suppressed, Suppression, Target},
};

use super::folder;
use crate::{
    life::{id, pay, place, scan},
    reveal::masked,
    support::{ON, Place},
};

const GROUP: &str = "kommunstyrelsen";
const RUN: &str = "data/signals/kommunstyrelsen/run.json";
const THREE: [[&str; 3]; 3] = [["A1", "200000,00", "1"], ["A2", "300000,00", "1"], ["A3", "400000,00", "1"]];

fn desk(place: &Place) -> Signals {
    Signals::new(&folder(place), 1)
}

fn person(name: &str) -> Person {
    Person::new(name).unwrap()
}

fn judged(note: &str) -> Judged {
    let outcome = Outcome::ErrorCorrected { recovered_ore: 125_000 };
    Judged { outcome, note: note.to_owned(), by: person("Anna Prov"), at: "2026-06-05T09:00:00Z".to_owned() }
}

/// The invoices that a book has signals about.
fn keys(book: &Book) -> Vec<&str> {
    let mut keys: Vec<&str> = book.run.signals.iter().map(|signal| signal.key.as_str()).collect();
    keys.sort_unstable();
    keys
}

#[test]
fn what_is_judged_at_the_desk_is_seen_by_the_command_and_the_other_way_round() {
    let place = place(&THREE);
    let desk = desk(&place);
    assert_eq!(desk.groups(), Ok(Vec::new()));
    scan(&place, "2026-06-01", &[]);
    assert_eq!(desk.groups(), Ok(vec![GROUP.to_owned()]));
    let first = desk.book(GROUP).unwrap();
    assert!(Arc::ptr_eq(&first, &desk.book(GROUP).unwrap()), "what has not changed is not read again");
    assert_eq!(keys(&first), ["A1", "A2", "A3"]);
    assert_eq!(first.run.subjects.len(), 3);

    let (one, two) = (id(&place, "A1"), id(&place, "A2"));
    desk.judge(GROUP, &one, judged("rättat")).unwrap();
    let list = place.expect(1, &["signals", "list", "--on", "2026-06-11"]).out;
    assert!(list.contains("fel som rättats"), "{list}");
    let who = ["--outcome", "data", "--note", "ringde", "--by", "Bo Prov"];
    place.expect(0, &[&["signals", "judge", &two], &who[..]].concat());
    let later = desk.book(GROUP).unwrap();
    let said = |book: &Book, id: &str| book.life.signal(id).unwrap().judgement().map(|said| said.by.to_string());
    assert_eq!([said(&later, &one), said(&later, &two)], [Some("Anna Prov".into()), Some("Bo Prov".into())]);
    assert_eq!(said(&first, &one), None, "a book that is held does not change");
    assert!(Arc::ptr_eq(&first.run, &later.run), "the run is the same one");
}

#[test]
fn a_judgement_without_a_note_or_about_nothing_is_refused() {
    let place = place(&THREE);
    scan(&place, "2026-06-01", &[]);
    let desk = desk(&place);
    let one = id(&place, "A1");
    let refused = desk.judge(GROUP, &one, judged("  ")).unwrap_err();
    assert!(matches!(&refused, DeskError::Refused(why) if why.contains("anteckningen är tom")), "{refused}");
    assert!(matches!(desk.judge(GROUP, "ffff", judged("rättat")), Err(DeskError::NotFound(_))));
    for group in ["socialnamnden", "../signals", "", "Kommunstyrelsen"] {
        assert!(matches!(desk.book(group), Err(DeskError::NotFound(_))), "{group}");
        assert!(matches!(desk.judge(group, &one, judged("rättat")), Err(DeskError::NotFound(_))), "{group}");
    }
    assert!(!place.path("data/signals/socialnamnden").exists());
    assert!(desk.book(GROUP).unwrap().life.signal(&one).unwrap().is_open());
}

#[test]
fn the_book_has_every_signal_that_is_not_gone_also_suppressed_and_of_controls_that_were_left_out() {
    let place = place(&THREE);
    scan(&place, "2026-06-01", &[]);
    let one = id(&place, "A1");
    let who = ["--reason", "hyra", "--owner", "Chefen", "--by", "Anna", "--to", "2026-08-01", "--on", "2026-06-02"];
    place.expect(0, &[&["signals", "suppress", &one], &who[..]].concat());
    scan(&place, "2026-06-03", &[]);
    assert!(!place.read("insyn-result/signals.jsonl").contains(&one));
    let desk = desk(&place);
    let book = desk.book(GROUP).unwrap();
    assert_eq!((keys(&book), book.made_at.starts_with("2026-06-03")), (vec!["A1", "A2", "A3"], true));

    scan(&place, "2026-06-03", &["--set", "ZZ-01.limit=300000"]);
    assert!(Arc::ptr_eq(&book, &desk.book(GROUP).unwrap()), "a trial says nothing");

    pay(&place, &THREE[..2]);
    place.expect(0, &["scan", "--control", "SP-01", "--on", "2026-06-04"]);
    let other = desk.book(GROUP).unwrap();
    assert_eq!((keys(&other), other.made_at.starts_with("2026-06-04")), (vec!["A1", "A2", "A3"], true));
    let controls: Vec<&str> = other.run.controls.iter().map(|control| control.control.id.as_str()).collect();
    assert_eq!(controls, ["SP-01", "ZZ-01"]);
    scan(&place, "2026-06-05", &[]);
    let whole = desk.book(GROUP).unwrap();
    assert_eq!(keys(&whole), ["A1", "A2"]);
    let held: Vec<&str> = whole.life.signals().filter(|(_, known)| !known.is_gone()).map(|(id, _)| id).collect();
    let mut shown: Vec<&str> = whole.run.signals.iter().map(|signal| signal.fingerprint.as_str()).collect();
    shown.sort_unstable();
    assert_eq!(held, shown);
}

/// A place with one signal of severity 4, which pays so much to the account.
fn grave(amount: &str) -> Place {
    let place = Place::new();
    place.decide(&[GROUP]);
    twice(&place, amount);
    place
}

fn twice(place: &Place, amount: &str) {
    let row = |invoice: &str, day: &str| format!("S1;{invoice};{day};{amount}\n");
    let rows = [row("77001", "2026-03-03"), row("77 001", "2026-03-20")].concat();
    place.write("reskontra.csv", &format!("Leverantörsnr;Fakturanr;Betaldatum;Belopp\n{rows}"));
    place.import_ledger("reskontra.csv", &[]);
    place.expect(1, &[&["scan", "--control", "SP-01"], &ON[..]].concat());
}

fn proposal(book: &Book) -> Proposal<Suppression> {
    let signal = book.run.signals.first().unwrap();
    let subject = signal.subjects.first().unwrap();
    let key = (subject.kind.clone(), subject.id.clone());
    let target = Target { family: signal.family.clone(), subject: key, counterpart: None };
    let period = Period::new("2026-06-01".parse().unwrap(), "2026-08-01".parse().unwrap()).unwrap();
    let what = Suppression::new(&book.life, target, period, person("Chefen")).unwrap();
    let at = "2026-06-02T09:00:00Z".to_owned();
    Proposal { what, reason: "utrett".to_owned(), by: person("Anna Prov"), at }
}

fn agreed(proposal: Proposal<Suppression>) -> Suppressed {
    Suppressed::agreed(proposal.confirm(person("Bo Prov"), "2026-06-03T09:00:00Z").unwrap()).unwrap()
}

#[test]
fn a_suppression_by_two_holds_and_is_lifted_by_one() {
    let place = grave("4 000,00");
    let desk = desk(&place);
    let proposal = proposal(&desk.book(GROUP).unwrap());
    let id = proposal.what.id();
    assert!(Suppressed::alone(proposal.clone()).is_err(), "nobody does it alone");
    desk.suppress(GROUP, agreed(proposal.clone()), "2026-06-03T09:00:00Z").unwrap();
    let listed = place.expect(0, &["signals", "suppressed", "--on", "2026-06-03"]).out;
    assert!(listed.contains(&id) && listed.contains("Anna Prov, Bo Prov"), "{listed}");
    assert!(place.expect(0, &["scan", "--control", "SP-01", "--on", "2026-06-03"]).out.contains("Dämpade: 1 signaler"));
    let twice = desk.suppress(GROUP, agreed(proposal), "2026-06-03T09:00:00Z").unwrap_err();
    assert!(matches!(&twice, DeskError::Refused(why) if why.contains("finns redan")), "{twice}");
    desk.lift(GROUP, &id, &person("Cia Prov"), "2026-06-04T09:00:00Z").unwrap();
    let lifted = place.expect(0, &["signals", "suppressed", "--on", "2026-06-05"]).out;
    assert!(lifted.contains("hävd av Cia Prov"), "{lifted}");
    let nothing = desk.lift(GROUP, "D-00000000", &person("Cia Prov"), "2026-06-04T09:00:00Z");
    assert!(matches!(nothing, Err(DeskError::NotFound(_))));
}

#[test]
fn a_suppression_of_signals_that_have_changed_since_is_refused() {
    let place = grave("4 000,00");
    let desk = desk(&place);
    let proposal = proposal(&desk.book(GROUP).unwrap());
    twice(&place, "90 000,00");
    let refused = desk.suppress(GROUP, agreed(proposal), "2026-06-03T09:00:00Z").unwrap_err();
    assert!(matches!(&refused, DeskError::Refused(why) if why.contains("har ändrats sedan")), "{refused}");
    assert_eq!(desk.book(GROUP).unwrap().life.suppressions().count(), 0);
}

#[test]
fn a_run_that_was_not_kept_is_told_of_and_made_by_the_next() {
    let place = place(&THREE);
    scan(&place, "2026-06-01", &[]);
    std::fs::remove_file(place.path(RUN)).unwrap();
    let desk = desk(&place);
    let missing = desk.book(GROUP).unwrap_err();
    assert!(matches!(&missing, DeskError::NotFound(why) if why.contains("kör dess kontroller på nytt")), "{missing}");
    scan(&place, "2026-06-01", &[]);
    assert_eq!(keys(&desk.book(GROUP).unwrap()), ["A1", "A2", "A3"]);
}

fn reveal(pseudonym: &Pseudonym, until: &str) -> Agreed<Reveal> {
    let (from, until) = ("2026-06-02".parse().unwrap(), until.parse().unwrap());
    let what = Reveal { pseudonym: pseudonym.clone(), from, until };
    let reason = "ärende KS 2026/9".to_owned();
    let proposal = Proposal { what, reason, by: person("Anna Prov"), at: "2026-06-02T09:00:00Z".to_owned() };
    proposal.confirm(person("Bo Prov"), "2026-06-02T10:00:00Z").unwrap()
}

#[test]
fn a_name_is_seen_at_the_desk_only_by_an_act_of_two_and_each_time_is_recorded() {
    let (place, pseudonym) = masked();
    let pseudonym: Pseudonym = pseudonym.parse().unwrap();
    let desk = desk(&place);
    assert_eq!(desk.pseudonym(GROUP, "4711"), Ok(pseudonym.clone()));
    assert!(matches!(desk.pseudonym("socialnamnden", "4711"), Err(DeskError::NotFound(_))));
    let by = person("Anna Prov");
    let names = |on: &str| desk.names(GROUP, &pseudonym, &by, "2026-06-03T09:00:00Z", on.parse().unwrap());
    assert!(matches!(names("2026-06-03"), Err(DeskError::Refused(why)) if why.contains("två personer")));
    assert!(matches!(desk.reveal(GROUP, reveal(&pseudonym, "2026-12-31")), Err(DeskError::Refused(_))), "too long");
    let nobody = reveal(&"P-00000000".parse().unwrap(), "2026-06-30");
    assert!(matches!(desk.reveal(GROUP, nobody), Err(DeskError::NotFound(_))));
    desk.reveal(GROUP, reveal(&pseudonym, "2026-06-30")).unwrap();
    let shown = names("2026-06-30").unwrap().join(" ");
    assert!(shown.contains("4711") && shown.contains("Anna Påhittad"), "{shown}");
    assert!(matches!(names("2026-07-01"), Err(DeskError::Refused(_))), "the act has ended");
    let text = pseudonym.to_string();
    place.expect(0, &["reveal", "show", &text, "--by", "Bo Prov", "--on", "2026-06-04"]);
    let record = place.read("data/signals/kommunstyrelsen/reveals.jsonl");
    assert_eq!(record.matches("\"shown\"").count(), 2, "{record}");
}
