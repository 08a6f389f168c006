//! What one person can not do alone, in memory and through a file.

#![expect(clippy::unwrap_used, reason = "a test that fails shall fail loudly")]

mod signed;

use proptest::prelude::*;
use quorum::{Agreed, NotAPerson, Person, Proposal};
use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Release {
    payment: String,
}

fn person(name: &str) -> Person {
    Person::new(name).unwrap()
}

fn proposal(by: &str) -> Proposal<Release> {
    Proposal {
        what: Release { payment: "E2E-17".to_owned() },
        reason: "kontot är bekräftat".to_owned(),
        by: person(by),
        at: "2026-11-22T09:00".to_owned(),
    }
}

fn agreed() -> Agreed<Release> {
    proposal("Anna Ek").confirm(person("Bo Lind"), "2026-11-22T10:00").unwrap()
}

#[test]
fn one_person_alone_agrees_on_nothing_and_gets_the_proposal_back() {
    for same in ["Anna Ek", " anna  ek ", "ANNA EK"] {
        let alone = proposal("Anna Ek").confirm(person(same), "2026-11-22").unwrap_err();
        assert_eq!(alone.proposal, proposal("Anna Ek"));
        assert!(alone.to_string().contains("det krävs två personer"), "{alone}");
    }
}

#[test]
fn two_people_agree_and_both_are_remembered() {
    let agreed = agreed();
    assert_eq!(agreed.what().payment, "E2E-17");
    assert_eq!(agreed.by().map(Person::as_str), ["Anna Ek", "Bo Lind"]);
    assert_eq!(agreed.at(), ["2026-11-22T09:00", "2026-11-22T10:00"]);
    assert_eq!(agreed.reason(), "kontot är bekräftat");
    assert_eq!(agreed.into_what().payment, "E2E-17");
}

#[test]
fn what_was_agreed_survives_json_and_toml_with_its_fields_side_by_side() {
    let json = serde_json::to_string(&agreed()).unwrap();
    assert!(json.starts_with(r#"{"payment":"E2E-17","reason":"#), "{json}");
    assert_eq!(serde_json::from_str::<Agreed<Release>>(&json).unwrap(), agreed());
    let toml = toml::to_string(&agreed()).unwrap();
    assert_eq!(toml::from_str::<Agreed<Release>>(&toml).unwrap(), agreed());
    let toml = toml::to_string(&proposal("Anna Ek")).unwrap();
    assert_eq!(toml::from_str::<Proposal<Release>>(&toml).unwrap(), proposal("Anna Ek"));
}

#[test]
fn a_file_with_one_person_twice_does_not_load() {
    let json = serde_json::to_string(&agreed()).unwrap();
    for same in ["Anna Ek", "anna ek", " Anna Ek "] {
        let error = serde_json::from_str::<Agreed<Release>>(&json.replace("Bo Lind", same)).unwrap_err();
        assert!(error.to_string().contains("står som båda"), "{error}");
    }
    assert!(serde_json::from_str::<Agreed<Release>>(&json.replace("Bo Lind", "")).is_err());
}

#[test]
fn a_file_with_a_proposal_is_not_an_agreement() {
    let json = serde_json::to_string(&proposal("Anna Ek")).unwrap();
    assert!(serde_json::from_str::<Agreed<Release>>(&json).is_err());
    for by in [r#"["Anna Ek"]"#, r#"["Anna Ek","Bo Lind","Cia Berg"]"#] {
        let text = format!(r#"{{"payment":"E2E-17","reason":"r","by":{by},"at":["a","b"]}}"#);
        assert!(serde_json::from_str::<Agreed<Release>>(&text).is_err(), "{text}");
    }
}

#[test]
fn a_name_that_names_nobody_is_refused() {
    assert_eq!(Person::new(" \t"), Err(NotAPerson::Empty));
    assert!(matches!(Person::new(&"a".repeat(201)), Err(NotAPerson::TooLong { length: 201 })));
}

#[test]
fn signs_that_make_one_person_look_like_two_are_refused() {
    for name in ["Anna\u{200b} Ek", "Anna\u{ad} Ek", "A\u{30a}sa", "Anna\u{7}"] {
        let error = Person::new(name).unwrap_err();
        assert!(matches!(error, NotAPerson::Sign { .. }), "{name:?}: {error}");
    }
    assert!(Person::new("Anna\u{200b}").unwrap_err().to_string().contains("U+200B"));
    for name in ["Åsa Öberg-Ünal", "O'Neill", "ek01@kommunen.se", "A. Ek (ekonomi)"] {
        assert_eq!(person(name).as_str(), name);
    }
}

#[test]
fn equal_people_have_one_place_in_a_set() {
    let people = std::collections::BTreeSet::from([person("Åsa"), person("åSA"), person("Bo")]);
    assert_eq!(people.len(), 2);
}

proptest! {
    #[test]
    fn nobody_agrees_with_a_name_that_differs_in_case_and_spaces_only(name in "[a-zåäö]{1,8}( [a-zåäö]{1,8}){0,2}") {
        let other = format!("  {}\t", name.to_uppercase().replace(' ', "   "));
        prop_assert_eq!(person(&name), person(&other));
        prop_assert!(proposal(&name).confirm(person(&other), "").is_err());
    }

    #[test]
    fn any_two_different_people_can_agree(a in "[a-z]{1,8}", b in "[a-z]{1,8}") {
        prop_assume!(a != b);
        prop_assert!(proposal(&a).confirm(person(&b), "").is_ok());
    }
}
