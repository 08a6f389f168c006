//! Every document of the library through the real engine.

use engine::Request;
use library::Library;
use signals::OutcomeKind;

use crate::support::engine;

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
fn without_registers_every_control_says_what_is_missing_and_none_is_clean() {
    let run = engine(Library::embedded().unwrap(), 1).run(&[], &Request::default(), &mut |_| {}).unwrap();
    assert!(!run.controls.is_empty());
    for control in &run.controls {
        assert!(!control.is_computed(), "{}", control.control.id);
        assert!(control.missing.iter().all(|missing| missing.column.is_none()));
        assert_eq!(control.rows(OutcomeKind::Pass), 0);
    }
    assert!(run.signals.is_empty());
}
