//! Decisions as they are recorded, confirmed and read back.

use signals::gate::{Decision, Decisions, DecisionsError, Gap, LONGEST_DAYS, Record, Registry, Revocation};

use super::{confirmed, day, decision, person, proposed, set};

#[test]
fn a_record_survives_toml_and_json_before_and_after_it_is_confirmed() {
    let revoked = confirmed(decision()).revoke(revocation()).unwrap();
    for record in [Record::propose(proposed(decision())).unwrap(), confirmed(decision()), revoked] {
        let toml = toml::to_string(&record).unwrap();
        assert_eq!(toml::from_str::<Record>(&toml).unwrap(), record, "{toml}");
        let json = serde_json::to_string(&record).unwrap();
        assert_eq!(serde_json::from_str::<Record>(&json).unwrap(), record);
    }
}

#[test]
fn days_may_be_written_as_toml_writes_days() {
    let toml = toml::to_string(&confirmed(decision())).unwrap();
    let bare = toml.replace("from = \"2026-01-01\"", "from = 2026-01-01");
    assert_ne!(toml, bare);
    assert_eq!(toml::from_str::<Record>(&bare).unwrap(), confirmed(decision()));
    let error = toml::from_str::<Record>(&toml.replace("2026-12-31", "31 december")).unwrap_err();
    assert!(error.to_string().contains("`31 december` är ingen dag"), "{error}");
}

#[test]
fn a_misspelt_field_is_an_error() {
    let toml = toml::to_string(&confirmed(decision())).unwrap();
    let error = toml::from_str::<Record>(&toml.replace("sharing_ground", "sharing_grounds")).unwrap_err();
    assert!(error.to_string().contains("sharing_grounds"), "{error}");
}

#[test]
fn a_file_in_which_one_person_stands_twice_does_not_load() {
    let toml = toml::to_string(&confirmed(decision())).unwrap();
    for same in ["Anna Ek", "anna ek"] {
        let error = toml::from_str::<Record>(&toml.replace("Bo Lind", same)).unwrap_err();
        assert!(error.to_string().contains("kan inte bekräfta sitt eget förslag"), "{error}");
    }
    let uneven = toml.replace("at = [\"2026-01-01\", \"2026-01-02\"]", "at = \"2026-01-01\"");
    assert_ne!(toml, uneven);
    assert!(toml::from_str::<Record>(&uneven).is_err());
}

#[test]
fn a_decision_holds_for_a_year_at_most() {
    let with = |to| Record::propose(proposed(Decision { from: day("2026-01-01"), to: day(to), ..decision() }));
    assert_eq!((day("2027-01-01") - day("2026-01-01")).num_days() + 1, LONGEST_DAYS);
    assert!(with("2027-01-01").is_ok());
    assert!(matches!(with("2027-01-02"), Err(DecisionsError::Incomplete { gaps, .. }) if gaps == [Gap::TooLong]));
    assert!(matches!(with("2025-12-31"), Err(DecisionsError::Incomplete { gaps, .. }) if gaps == [Gap::Backwards]));
}

#[test]
fn an_incomplete_decision_is_not_recorded_and_all_gaps_are_named() {
    let empty = Decision { case_number: String::new(), controls: set(["*"]), grounds: set([]), ..decision() };
    let error = Record::propose(proposed(empty)).unwrap_err();
    assert_eq!(
        error.to_string(),
        "beslutet `2026-01` är inte komplett; det saknar diarienummer (case_number); vilka kontroller det gäller: `*` är \
         för vitt, skriv till exempel `SP-*` (controls); den rättsliga grunden (grounds)"
    );
}

#[test]
fn a_registry_confirms_by_somebody_else_and_only_once() {
    let mut registry = Registry::default();
    registry.propose(proposed(decision())).unwrap();
    assert!(matches!(registry.propose(proposed(decision())), Err(DecisionsError::Taken { .. })));
    assert!(matches!(registry.confirm("2026-01", person("ANNA EK"), "t"), Err(DecisionsError::Alone(_))));
    assert!(registry.list().unwrap()[0].in_force().is_none());
    assert!(registry.confirm("2026-01", person("Bo Lind"), "t").unwrap().in_force().is_some());
    assert!(matches!(registry.confirm("2026-01", person("Cia Berg"), "t"), Err(DecisionsError::Confirmed { .. })));
    let error = registry.confirm("2026-02", person("Bo Lind"), "t").unwrap_err();
    assert_eq!(error.to_string(), "det finns inget beslut `2026-02`; de som finns är 2026-01");
    assert_eq!(Registry::new(registry.list().unwrap()).unwrap(), registry);
}

fn revocation() -> Revocation {
    Revocation { by: person("Dag Ek"), at: "2026-06-01T08:00:00Z".to_owned(), reason: "grunden brister".to_owned() }
}

#[test]
fn a_decision_is_revoked_by_one_and_holds_no_more() {
    let mut registry = Registry::default();
    registry.propose(proposed(decision())).unwrap();
    assert!(registry.confirm("2026-01", person("Bo Lind"), "t").unwrap().in_force().is_some());
    let revoked = registry.revoke("2026-01", revocation()).unwrap();
    assert!(revoked.in_force().is_none());
    assert_eq!(revoked.revoked(), Some(&revocation()));
    assert!(matches!(registry.revoke("2026-01", revocation()), Err(DecisionsError::Revoked { .. })));
    assert!(registry.list().unwrap()[0].in_force().is_none());
}

#[test]
fn what_was_revoked_before_it_was_confirmed_is_not_confirmed() {
    let mut registry = Registry::default();
    registry.propose(proposed(decision())).unwrap();
    registry.revoke("2026-01", revocation()).unwrap();
    assert!(matches!(registry.confirm("2026-01", person("Bo Lind"), "t"), Err(DecisionsError::Revoked { .. })));
}
