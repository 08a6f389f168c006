//! Registers past their date go by two people, and leave a certificate.

use crate::{
    life::{id, pay, place, scan},
    support::Place,
};

fn held(place: &Place) -> Vec<String> {
    let folder = place.path("data/registers/kommunstyrelsen/ledger");
    let mut names: Vec<String> =
        std::fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect();
    names.retain(|name| !name.starts_with('.'));
    names.sort();
    names
}

fn ledger(place: &Place, invoice: &str, until: &[&str]) {
    let text = format!("Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;{invoice};2026-03-03;4 000,00\n");
    place.write("reskontra.csv", &text);
    place.expect(0, &[&["import", "reskontra.csv", "--as", "ledger"], until].concat());
}

const WHERE: [&str; 4] = ["ledger", "--authority", "kommunstyrelsen", "--on"];

fn dispose(place: &Place, on: &str, by: &str) -> crate::support::Ran {
    let why = ["--ground", "Dokumenthanteringsplanen 3.2", "--reason", "förfallet", "--by", by];
    place.run(&[&["registers", "dispose"], &WHERE[..], &[on], &why[..]].concat())
}

fn confirm(place: &Place, on: &str, by: &str) -> crate::support::Ran {
    place.run(&[&["registers", "dispose-confirm"], &WHERE[..], &[on, "--by", by]].concat())
}

#[test]
fn what_is_past_its_date_goes_by_two_people_and_the_register_is_then_empty() {
    let place = Place::new();
    ledger(&place, "77001", &["--retain-until", "2025-12-31"]);
    ledger(&place, "77002", &["--retain-until", "2026-06-30"]);
    let due = place.expect(1, &["registers", "due", "--on", "2026-07-01"]).out;
    assert_eq!(due.matches("förfallet: gallra").count(), 2, "{due}");
    let early = dispose(&place, "2025-12-31", "Anna");
    assert!(early.code == 2 && early.err.contains("är förfallet"), "{}", early.err);
    assert_eq!(dispose(&place, "2026-07-01", "Anna").code, 0);
    let before = held(&place);
    let alone = confirm(&place, "2026-07-01", "ANNA");
    assert!(alone.code == 2 && alone.err.contains("kan inte bekräfta sitt eget förslag"), "{}", alone.err);
    assert_eq!(held(&place), before);
    let done = confirm(&place, "2026-07-01", "Bo");
    assert!(done.code == 0 && done.out.contains("Gallrat: 2 rader"), "{}{}", done.out, done.err);
    assert_eq!(held(&place), ["current"]);
    let certificates: Vec<_> =
        std::fs::read_dir(place.path("data/certificates")).unwrap().map(|entry| entry.unwrap().path()).collect();
    let text = certificates.iter().find(|path| path.extension().is_some_and(|end| end == "txt")).unwrap();
    let text = crate::support::read(text);
    for part in ["Gallringsintyg", "Dokumenthanteringsplanen 3.2", "Anna", "Bo", "1 rader"] {
        assert!(text.contains(part), "{text}");
    }
    assert!(!text.contains("77002"), "{text}");
    assert!(certificates.iter().any(|path| path.extension().is_some_and(|end| end == "json")));
    assert_eq!(confirm(&place, "2026-07-01", "Bo").code, 2, "what is done waits no longer");
    place.expect(0, &["registers", "due", "--on", "2026-07-01"]);
}

#[test]
fn the_rows_behind_a_signal_go_with_the_register() {
    let place = Place::new();
    place.decide(&["kommunstyrelsen"]);
    let rows = "S1;77001;2026-03-03;4 000,00\nS1;77 001;2026-03-20;4 000,00\n";
    place.write("reskontra.csv", &format!("Leverantörsnr;Fakturanr;Betaldatum;Belopp\n{rows}"));
    place.expect(0, &["import", "reskontra.csv", "--as", "ledger", "--retain-until", "2026-06-30"]);
    place.expect(1, &["scan", "--control", "SP-01", "--on", "2026-06-01"]);
    let evidence = || {
        let run: serde_json::Value =
            serde_json::from_str(&place.read("data/signals/kommunstyrelsen/run.json")).unwrap();
        run["run"]["signals"][0]["evidence"]["rows"].as_array().unwrap().len()
    };
    assert_eq!(evidence(), 2);
    assert_eq!(dispose(&place, "2026-07-01", "Anna").code, 0);
    assert_eq!(confirm(&place, "2026-07-01", "Bo").code, 0);
    assert_eq!(evidence(), 0);
}

#[test]
fn an_older_snapshot_goes_and_a_newer_is_not_touched() {
    let place = Place::new();
    ledger(&place, "77001", &["--retain-until", "2025-12-31"]);
    ledger(&place, "77002", &["--retain-until", "2030-12-31"]);
    assert_eq!(dispose(&place, "2026-07-01", "Anna").code, 0);
    let done = confirm(&place, "2026-07-01", "Bo");
    assert!(done.out.contains("Gallrat: 1 rader"), "{}{}", done.out, done.err);
    let listed = place.expect(0, &["registers"]).out;
    let line = listed.lines().find(|line| line.trim_start().starts_with("ledger ")).unwrap();
    assert!(line.contains("kommunstyrelsen 1"), "{line}");
}

#[test]
fn a_register_without_a_date_is_listed_and_can_not_be_disposed_of() {
    let place = Place::new();
    ledger(&place, "77001", &[]);
    let due = place.expect(1, &["registers", "due", "--on", "2099-01-01"]).out;
    assert!(due.contains("saknar gallringsdag"), "{due}");
    assert_eq!(dispose(&place, "2099-01-01", "Anna").code, 2);
}

#[test]
fn a_register_that_got_another_date_since_is_not_disposed_of() {
    let place = Place::new();
    ledger(&place, "77001", &["--retain-until", "2025-12-31"]);
    assert_eq!(dispose(&place, "2026-07-01", "Anna").code, 0);
    ledger(&place, "77001", &["--retain-until", "2030-12-31"]);
    let changed = confirm(&place, "2026-07-01", "Bo");
    assert!(changed.code == 2 && changed.err.contains("har ändrats sedan gallringen föreslogs"), "{}", changed.err);
    assert!(held(&place).len() > 1);
}

#[test]
fn a_signal_that_is_long_gone_is_forgotten_by_two_people() {
    let place = place(&[["A1", "200000,00", "1"], ["A2", "300000,00", "1"]]);
    scan(&place, "2026-01-01", &[]);
    let (goes, stays) = (id(&place, "A1"), id(&place, "A2"));
    pay(&place, &[["A2", "300000,00", "1"]]);
    scan(&place, "2026-02-01", &[]);
    let ground = ["--ground", "Dokumenthanteringsplanen 3.3", "--reason", "borta", "--by", "Anna"];
    let propose = |on| place.run(&[&["signals", "dispose", "--on", on], &ground[..]].concat());
    let early = propose("2026-07-01");
    assert!(early.code == 0 && early.out.contains("Inga signaler har varit borta"), "{}{}", early.out, early.err);
    let confirm = |by| place.run(&["signals", "dispose-confirm", "--on", "2026-09-01", "--by", by]);
    assert!(confirm("Bo").err.contains("ingen har föreslagit"), "nothing waits");
    let proposed = propose("2026-09-01");
    assert!(proposed.out.contains("Gallringen av 1 signaler"), "{}{}", proposed.out, proposed.err);
    let alone = confirm("ANNA");
    assert!(alone.code == 2 && alone.err.contains("kan inte bekräfta sitt eget förslag"), "{}", alone.err);
    let done = confirm("Bo");
    assert!(done.code == 0 && done.out.contains("Gallrat: 1 signaler"), "{}{}", done.out, done.err);
    let life = place.read("data/signals/kommunstyrelsen/life.jsonl");
    assert!(!life.contains(&goes) && life.contains(&stays), "{life}");
    scan(&place, "2026-09-02", &[]);
}
