//! The tools of who writes controls: why a subject is hit or not, the handbook, and tests at every save.

use std::{
    io::{BufRead, BufReader},
    process::{Command, Stdio},
};

use crate::{life::place, reveal::masked, support::Place};

fn explain(place: &Place, code: i32, subject: &str) -> crate::support::Ran {
    let words = ["library", "explain", "ZZ-01", "--subject", subject, "--library", "egna", "--on", "2026-06-01"];
    place.expect(code, &words)
}

#[test]
fn a_subject_is_followed_through_the_steps_of_the_query() {
    let place = place(&[["A1", "200000,00", "1"], ["A2", "300,00", "1"]]);
    let hit = explain(&place, 0, "leverantör LA1").out;
    assert!(hit.contains("Utfall för den: träff."), "{hit}");
    let unknown = explain(&place, 1, "leverantör LA9").out;
    assert!(unknown.contains("Den finns inte i de rader som kontrollen läser"), "{unknown}");
    assert!(explain(&place, 2, " ").err.contains("--subject är tom"));
    let refused = place.expect(2, &["library", "explain", "SP-05", "--subject", "LA1", "--on", "2026-06-01"]).err;
    assert!(refused.contains("SP-05 körs inte: Registret"), "{refused}");
    let undecided = place.expect(2, &["library", "explain", "SP-01", "--subject", "LA1", "--on", "2027-06-01"]).err;
    assert!(undecided.contains("SP-01 körs inte: "), "{undecided}");
}

#[test]
fn a_person_is_followed_by_pseudonym_and_never_by_number() {
    let (place, pseudonym) = masked();
    let by_number = explain(&place, 2, "4711").err;
    assert!(by_number.contains("skriv pseudonymen"), "{by_number}");
    assert!(explain(&place, 2, "19850101-2382").err.contains("skriv pseudonymen"));
    // Nor by a number that only a link table's register has.
    let file = "egna/controls/supplier-payments/ZZ-01.md";
    let linked = place.read(file).replacen("\n[reads.ledger]", "\nlinks    = [\"persons\"]\n\n[reads.ledger]", 1);
    place.write(file, &linked);
    place.write(
        "personal.csv",
        "Anställningsnr;Personnummer;Namn\n4711;19850101-2382;Anna Påhittad\n4712;19800101-2387;Bo Påhittad\n",
    );
    place.expect(0, &["import", "personal.csv", "--as", "employees", "--retain-until", "2099-12-31"]);
    assert!(explain(&place, 2, "4712").err.contains("skriv pseudonymen"));
    let by_pseudonym = explain(&place, 0, &pseudonym).out;
    assert!(by_pseudonym.contains("Utfall för den: träff.") && !by_pseudonym.contains("4711"), "{by_pseudonym}");
}

#[test]
fn the_handbook_has_a_page_of_every_control_and_one_that_finds_them() {
    let place = Place::new();
    let said = place.expect(0, &["library", "doc", "--out", "handbok"]).out;
    assert!(said.contains("157 kontroller: "), "{said}");
    let index = place.read("handbok/index.html");
    assert!(index.contains("<h2>Leverantörsbetalningar</h2>") && index.contains("href=\"SP-01.html\""));
    assert_eq!(index.matches("<tr data-text=").count(), 157);
    assert!(!index.contains("http://") && !index.contains("https://"), "the page needs no network");
    assert!(place.read("handbok/SP-01.html").contains("<h1>SP-01 "));
}

#[test]
fn a_document_is_tested_again_when_it_is_saved() {
    let place = place(&[["A1", "200000,00", "1"]]);
    assert!(place.expect(2, &["library", "test", "ZZ-01", "--watch"]).err.contains("--watch behöver --library"));
    let mut running = Command::new(env!("CARGO_BIN_EXE_insyn"))
        .args(["library", "test", "ZZ-01", "--library", "egna", "--watch"])
        .current_dir(place.folder.path())
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    let mut lines = BufReader::new(running.stdout.take().unwrap()).lines().map_while(Result::ok);
    let first: Vec<String> = lines.by_ref().take_while(|line| !line.contains("Väntar")).collect();
    assert!(first.last().is_some_and(|line| line.ends_with(" 0 fel")), "{first:?}");
    let file = "egna/controls/supplier-payments/ZZ-01.md";
    place.write(file, &place.read(file).replace("id       = \"ZZ-01\"", "id       = \"ZZ-9\""));
    let broken: Vec<String> = lines.by_ref().take_while(|line| !line.contains("Väntar")).collect();
    assert!(broken.iter().any(|line| line.contains("ZZ-01.md")), "{broken:?}");
    running.kill().unwrap();
    running.wait().unwrap();
}
