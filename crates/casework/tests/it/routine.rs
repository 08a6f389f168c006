//! The routine that comes with the program, and what the reader says of a broken one.

use casework::{
    Length, Routine,
    routine::{Certainty, Part, Starts, TemplateBlock},
};

use crate::town::{ROUTINE, day};

fn front() -> String {
    library::Library::embedded().unwrap().routine("misstanke").unwrap().front.clone()
}

/// The routine with one change must be refused with `expected`.
fn check(from: &str, to: &str, expected: &str) {
    let text = front();
    assert!(text.contains(from), "the routine no longer holds `{from}`");
    let error = Routine::parse(&text.replacen(from, to, 1)).unwrap_err().to_string();
    assert!(error.contains(expected), "expected `{expected}` in `{error}`");
}

#[test]
fn the_routine_has_the_seven_measures_and_six_documents() {
    assert_eq!(ROUTINE.measures.len(), 7);
    assert_eq!(ROUTINE.templates.len(), 6);
    for measure in &ROUTINE.measures {
        assert!(!measure.laws.is_empty(), "{}", measure.id);
        assert!(measure.templates.contains(&"beslut".to_owned()), "{}", measure.id);
    }
    for template in &ROUTINE.templates {
        assert_eq!(template.blocks.last(), Some(&TemplateBlock::Part(Part::Signatures)), "{}", template.id);
    }
}
