//! Persons behind pseudonyms, and disposal that leaves a certificate.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use quorum::{Agreed, Proposal};
use signals::{
    judge::Outcome,
    life::{Act, Event, Life},
    pseudonym::{Key, Masked, Pseudonym, Reveal, RevealError, collisions},
    retention::{Certificate, Disposal, Forgotten, Kept, RetentionError, due, signals_due, without},
};

use crate::life::{observation, observation_of, person, signal};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn key() -> Key {
    Key::new([7; 32])
}

fn anna() -> Masked {
    Masked::new(&key(), "4711", "Anna Ek")
}

fn act(until: &str, reason: &str) -> Agreed<Reveal> {
    let what = Reveal { pseudonym: anna().pseudonym().clone(), from: day("2026-11-01"), until: day(until) };
    let proposal = Proposal { what, reason: reason.to_owned(), by: person("Bo"), at: String::new() };
    proposal.confirm(person("Cia"), "").unwrap()
}

#[test]
fn a_pseudonym_is_stable_per_key_and_of_letters_that_are_not_misread() {
    let first = Pseudonym::of(&key(), "4711");
    assert_eq!(first, Pseudonym::of(&key(), " 4711 "));
    assert_ne!(first, Pseudonym::of(&Key::new([8; 32]), "4711"));
    assert_ne!(first, Pseudonym::of(&key(), "4712"));
    let letters = first.as_str().strip_prefix("P-").unwrap();
    assert_eq!(letters.len(), 8);
    assert!(letters.chars().all(|letter| "0123456789ABCDEFGHJKMNPQRSTVWXYZ".contains(letter)), "{first}");
}

#[test]
fn pseudonyms_of_many_persons_are_spread_and_collisions_are_told() {
    let ids: Vec<String> = (0..20_000).map(|id| id.to_string()).collect();
    let all: BTreeSet<Pseudonym> = ids.iter().map(|id| Pseudonym::of(&key(), id)).collect();
    let shared = collisions(&key(), ids.iter().map(String::as_str));
    assert_eq!(all.len() + shared.len() / 2, ids.len());
    let firsts: BTreeSet<char> = all.iter().filter_map(|pseudonym| pseudonym.as_str().chars().nth(2)).collect();
    assert_eq!(firsts.len(), 32);
    assert!(collisions(&key(), ["1", "1", " 1"]).is_empty(), "the same person twice is no collision");
}

#[test]
fn a_masked_name_never_leaves_by_text_log_or_file() {
    let masked = anna();
    assert_eq!(format!("{:?}", key()), "Key");
    for text in [masked.to_string(), format!("{masked:?}"), serde_json::to_string(&masked).unwrap()] {
        assert!(text.contains("P-") && !text.contains("Anna") && !text.contains("Ek"), "{text}");
    }
    let act = act("2026-11-30", "utredning");
    let revealed = masked.reveal(&act, day("2026-11-22")).unwrap();
    assert!(!format!("{revealed:?}").contains("Anna"));
}

#[test]
fn two_people_see_a_name_until_the_act_ends() {
    let open = act("2026-11-30", "utredning KS 2026/9");
    let name = |on| anna().reveal(&open, day(on)).map(|revealed| revealed.name().to_owned());
    assert_eq!(name("2026-11-30").unwrap(), "Anna Ek");
    assert!(matches!(name("2026-12-01"), Err(RevealError::NotNow { .. })));
    assert!(matches!(name("2026-10-31"), Err(RevealError::NotNow { .. })));
    let other = Masked::new(&key(), "4712", "Bo Lind");
    assert!(matches!(other.reveal(&open, day("2026-11-22")), Err(RevealError::Other { .. })));
    let silent = act("2026-11-30", " ");
    assert!(matches!(anna().reveal(&silent, day("2026-11-22")), Err(RevealError::NoReason { .. })));
    let long = act("2027-11-30", "utredning");
    assert!(matches!(anna().reveal(&long, day("2026-11-22")), Err(RevealError::TooLong { .. })));
}

fn kept(register: &str, until: Option<&str>) -> Kept {
    Kept {
        authority: "kommunstyrelsen".to_owned(),
        register: register.to_owned(),
        snapshot: format!("hash-{register}"),
        rows: 40,
        retain_until: until.map(day),
    }
}

fn disposal(snapshots: Vec<Kept>, ground: &str) -> Agreed<Disposal> {
    let what = Disposal { snapshots, signals: Vec::new(), ground: ground.to_owned() };
    let proposal = Proposal {
        what,
        reason: "gallringsdagen har passerat".to_owned(),
        by: person("Bo"),
        at: "2026-11-21".to_owned(),
    };
    proposal.confirm(person("Cia"), "2026-11-22").unwrap()
}

#[test]
fn snapshots_past_their_date_are_due_the_day_after() {
    let all = [kept("c", None), kept("b", Some("2026-11-21")), kept("a", Some("2026-11-22"))];
    let due = due(&all, day("2026-11-22"));
    assert_eq!(due.past, [kept("b", Some("2026-11-21"))]);
    assert_eq!(due.undated, [kept("c", None)]);
}

#[test]
fn disposal_by_two_leaves_a_certificate_that_says_what_and_by_whom() {
    let act = disposal(vec![kept("ledger", Some("2026-11-21")), kept("payroll", Some("2026-10-31"))], "plan 4.2");
    let certificate = Certificate::issue(act, day("2026-11-22")).unwrap();
    assert_eq!(certificate.rows(), 80);
    assert_eq!(
        certificate.text(),
        "Gallringsintyg\nGallrat: 2026-11-22\nGrund: plan 4.2\nSkäl: gallringsdagen har passerat\n\
         Föreslaget av: Bo, 2026-11-21\nBekräftat av: Cia, 2026-11-22\n\
         kommunstyrelsen, ledger: 40 rader, sparades till 2026-11-21, kontrollsumma hash-ledger\n\
         kommunstyrelsen, payroll: 40 rader, sparades till 2026-10-31, kontrollsumma hash-payroll\n"
    );
    let json = serde_json::to_string(&certificate).unwrap();
    let read: Certificate = serde_json::from_str(&json).unwrap();
    assert_eq!(read.hash(), certificate.hash());
    let altered: Certificate = serde_json::from_str(&json.replace("40", "41")).unwrap();
    assert_ne!(altered.hash(), certificate.hash());
}

#[test]
fn nothing_is_disposed_of_early_or_without_a_ground() {
    let on = day("2026-11-22");
    let issue = |snapshots, ground| Certificate::issue(disposal(snapshots, ground), on);
    assert_eq!(issue(vec![], "plan"), Err(RetentionError::Nothing));
    assert_eq!(issue(vec![kept("a", Some("2026-01-01"))], " "), Err(RetentionError::NoGround));
    for until in [Some("2026-11-22"), None] {
        assert!(matches!(issue(vec![kept("a", until)], "plan"), Err(RetentionError::NotDue { .. })), "{until:?}");
    }
}

#[test]
fn a_certificate_counts_the_signals_and_names_none() {
    let signals = ["af12".to_owned(), "be34".to_owned()].into();
    let forgotten = Forgotten { group: "kommunstyrelsen".to_owned(), days: 180, signals };
    let what = Disposal { snapshots: Vec::new(), signals: vec![forgotten], ground: "plan".to_owned() };
    let proposal = Proposal { what, reason: "borta".to_owned(), by: person("Anna"), at: "2026-08-28".to_owned() };
    let act = proposal.confirm(person("Bo"), "2026-08-28").unwrap();
    let text = Certificate::issue(act, day("2026-08-28")).unwrap().text();
    assert!(text.contains("kommunstyrelsen: 2 signaler, borta i minst 180 dagar, kontrollsumma "), "{text}");
    assert!(!text.contains("af12"), "{text}");
}

#[test]
fn signals_that_are_long_gone_can_be_forgotten_and_the_rest_stays() {
    let (goes, stays) = (signal("A", "1", "x", "1"), signal("A", "2", "x", "1"));
    let (mut life, mut log) = (Life::default(), Vec::new());
    let months = [
        ("2026-01-31", observation(&["A"], &[goes.clone(), stays.clone()])),
        ("2026-02-28", observation_of("february", &["A"], std::slice::from_ref(&stays))),
    ];
    for (at, seen) in &months {
        for event in life.observe(seen, &person("insyn"), at) {
            life.apply(&event).unwrap();
            log.push(event);
        }
    }
    assert!(signals_due(&life, 0, day("2026-08-27")).is_empty(), "as long as a suppression could hold");
    let due = signals_due(&life, 0, day("2026-08-28"));
    assert_eq!(due, [goes.fingerprint.clone()].into());
    let act = Act::Judged { fingerprint: goes.fingerprint.clone(), outcome: Outcome::NotWorked, note: String::new() };
    let judged = Event { at: "2026-08-01".to_owned(), by: person("Bo"), act };
    let mut later = life.clone();
    later.apply(&judged).unwrap();
    assert!(signals_due(&later, 0, day("2026-08-28")).is_empty(), "judged since");
    log.push(judged);
    let forgotten = Life::fold(&without(log, &due)).unwrap();
    assert!(forgotten.signal(&goes.fingerprint).is_none());
    assert_eq!(forgotten.signal(&stays.fingerprint), life.signal(&stays.fingerprint));
}

#[test]
fn a_pseudonym_is_read_as_it_was_written_and_nothing_else_is_one() {
    let pseudonym = anna().pseudonym().clone();
    assert_eq!(format!(" {} ", pseudonym.as_str().to_lowercase()).parse(), Ok(pseudonym));
    for text in ["", "P-", "4711", "P-1234567", "P-123456789", "P-1234567U"] {
        assert!(text.parse::<Pseudonym>().is_err(), "{text}");
    }
}
