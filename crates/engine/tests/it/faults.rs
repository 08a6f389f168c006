//! Documents that are wrong: the message names the file and what to do.

use engine::{Licence, Request};

use signals::pseudonym::Key;

use crate::support::{FILE, changed, engine};

/// The fault that the check finds after a change.
fn check(from: &str, to: &str, expected: &str) {
    let faults = engine(changed(from, to), 1).check(&[]).unwrap();
    let text = faults.iter().map(|fault| format!("{}: {}", fault.file, fault.message)).collect::<Vec<_>>().join("\n");
    assert!(text.starts_with(FILE), "{text}");
    assert!(text.contains(expected), "expected `{expected}` in `{text}`");
}

#[test]
fn a_column_that_is_read_but_not_declared_is_found() {
    check("optional = [\"invoice_id\", ", "optional = [", "invoice_id");
}

#[test]
fn a_column_that_is_declared_but_not_read_is_found() {
    check(
        "optional = [\"invoice_id\", ",
        "optional = [\"cpv\", \"invoice_id\", ",
        "kolumnen `ledger.cpv` är deklarerad men läses inte",
    );
}

#[test]
fn a_column_that_no_register_has_is_found() {
    check(
        "optional = [\"invoice_id\", ",
        "optional = [\"colour\", \"invoice_id\", ",
        "registret `ledger` har ingen kolumn `colour`",
    );
}

#[test]
fn a_query_without_the_signal_contract_is_found() {
    check("as occurred_from", "as began_on", "sökfrågan ger inte kolumnen `occurred_from`");
}

#[test]
fn a_sentence_that_names_no_column_is_found() {
    check("sentence = \"{supplier} fick", "sentence = \"{payee} fick", "sökfrågan ger inte kolumnen `payee`");
}

#[test]
fn a_query_that_is_no_sql_is_found() {
    check(
        "union all\nselect coalesce(left_out",
        "union al select coalesce(left_out",
        "avsnittet `Sökfråga` går inte att köra",
    );
}

#[test]
fn a_case_that_expects_something_else_names_the_row() {
    let library = changed("| hit | S1 | 12500.00 | 25 |", "| hit | S1 | 12500.00 | 26 |");
    let (_, failures) = engine(library, 1).test_control("SP-01").unwrap();
    assert_eq!(failures.len(), 1, "{failures:#?}");
    assert!(failures[0].message.contains("väntade `hit | S1 | 12500.00 | 26`"), "{failures:#?}");
}

#[test]
fn a_cell_of_a_case_that_does_not_fit_its_column_is_named() {
    let library = changed("| S1 | F-2041 | 2026-03-03 | 12500.00 |", "| S1 | F-2041 | tredje mars | 12500.00 |");
    let (_, failures) = engine(library, 1).test_control("SP-01").unwrap();
    assert!(failures[0].message.contains("`tredje mars` är inget värde för kolumnen `paid_on`"), "{failures:#?}");
}

#[test]
fn an_unknown_control_is_named() {
    let request = Request { controls: vec!["SP-99".into()], ..Request::default() };
    let engine = engine(changed("severity = 4", "severity = 4"), 1);
    let nothing = signals::gate::gate(&[], &[], &[], "2026-06-01".parse().unwrap());
    let error =
        engine.run(&[], &request, &Licence { gate: &nothing, key: &Key::new([7; 32]) }, &mut |_| {}).unwrap_err();
    assert_eq!(error.to_string(), "kontrollen `SP-99` finns inte; `insyn library list` visar vilka som finns");
}
