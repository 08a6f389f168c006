//! The routine of incidents as a document.

use casework::incident::routine::Routine;

use super::ROUTINE;

fn broken(from: &str, to: &str, expected: &str) {
    let library = library::Library::embedded().unwrap();
    let front = library.routine("handelse").unwrap().front.clone();
    assert!(front.contains(from), "the routine no longer holds `{from}`");
    let error = Routine::parse(&front.replacen(from, to, 1)).unwrap_err().to_string();
    assert!(error.contains(expected), "expected `{expected}` in `{error}`");
}

#[test]
fn the_routine_of_the_library_can_be_read_and_every_form_reaches_the_coordinator() {
    assert!(ROUTINE.kinds.iter().all(|kind| kind.to.iter().any(|role| role == "coordinator")));
    assert_eq!(ROUTINE.kinds.iter().filter(|kind| kind.campaign).count(), 1);
    for word in ["hot", "vald", "trakasserier", "skada", "muta", "narmande", "jav", "desinformation"] {
        assert!(ROUTINE.kind(word).is_some(), "{word}");
    }
}

#[test]
fn a_routine_that_leads_nowhere_says_where() {
    broken("to    = [\"manager\", \"coordinator\"]", "to    = []", "to");
    broken("to    = [\"manager\", \"coordinator\"]", "to    = [\"chefen\"]", "finns inte bland `roles`");
    broken("laws        = [\"aml-3-3a\"]", "laws        = [\"aml-9\"]", "finns inte bland `laws`");
    broken("laws        = [\"aml-3-3a\"]", "laws        = []", "är tomt");
    broken("person  = 2", "person  = 1", "minst två händelser");
    broken("id    = \"vald\"", "id    = \"hot\"", "står två gånger");
    broken("starts      = \"grave\"", "starts      = \"ibland\"", "rad");
}
