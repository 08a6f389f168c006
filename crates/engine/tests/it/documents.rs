//! Every document of the library through the real engine.

use engine::{Licence, Request};
use library::Library;
use signals::{OutcomeKind, pseudonym::Key};

use crate::support::{engine, open_gate};

#[test]
fn every_document_reads_only_what_it_declares_and_all_of_it() {
    let faults = engine(Library::embedded().unwrap(), 1).check(&[]).unwrap();
    assert!(faults.is_empty(), "{faults:#?}");
}

#[test]
fn every_case_of_every_control_comes_out_as_its_document_says() {
    let library = Library::embedded().unwrap();
    let ids: Vec<String> = library.controls().map(|control| control.id.clone()).collect();
    let engine = engine(library, 2);
    let mut failures = Vec::new();
    for id in ids {
        let (cases, failed) = engine.test_control(&id).unwrap();
        assert!(cases >= 3, "{id}");
        failures.extend(failed);
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn every_case_of_every_link_comes_out_as_its_document_says() {
    let library = Library::embedded().unwrap();
    let links: Vec<_> = library.links().cloned().collect();
    let engine = engine(library, 1);
    for link in links {
        let (cases, failures) = engine.test_link(&link);
        assert!(cases > 0, "{}", link.file);
        assert!(failures.is_empty(), "{failures:#?}");
    }
}

#[test]
fn every_case_of_every_check_comes_out_as_its_document_says() {
    let library = Library::embedded().unwrap();
    let checks: Vec<_> = library.checks().cloned().collect();
    let engine = engine(library, 2);
    let mut failures = Vec::new();
    for check in checks {
        let (cases, failed) = engine.test_check(&check);
        assert!(cases >= 2, "{}", check.file);
        failures.extend(failed);
    }
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn without_a_decision_every_control_is_refused_and_none_is_clean() {
    let engine = engine(Library::embedded().unwrap(), 1);
    let request = Request::default();
    let gate = signals::gate::gate(&engine.needs(&request).unwrap(), &[], &[], "2026-06-01".parse().unwrap());
    let run = engine.run(&[], &request, &Licence { gate: &gate, key: &Key::new([7; 32]) }, &mut |_| {}).unwrap();
    for control in &run.controls {
        assert!(!control.is_computed() && control.refused[0].starts_with("inget beslut"), "{control:#?}");
    }
    assert!(run.signals.is_empty());
}

#[test]
fn without_registers_every_control_says_what_is_missing_and_none_is_clean() {
    let engine = engine(Library::embedded().unwrap(), 1);
    let request = Request::default();
    let gate = open_gate(&engine, &request, &[]);
    let run = engine.run(&[], &request, &Licence { gate: &gate, key: &Key::new([7; 32]) }, &mut |_| {}).unwrap();
    assert!(!run.controls.is_empty());
    for control in &run.controls {
        assert!(control.refused.is_empty() && !control.missing.is_empty(), "{control:#?}");
        assert!(!control.is_computed(), "{}", control.control.id);
        assert!(control.missing.iter().all(|missing| missing.column.is_none()));
        assert_eq!(control.rows(OutcomeKind::Pass), 0);
    }
    assert!(run.signals.is_empty());
}
