//! The delegation order, and deputies.

use casework::{
    NotDelegated,
    delegation::{Decides, Delegation, DelegationOrder, Deputy, Holder, Wanted, together},
    id::PersonId,
};

use crate::town::{COORDINATOR, DIRECTOR, HR, OUTSIDER, day};

fn order() -> DelegationOrder {
    let delegation = |act: &str, holder, limit_ore, from: &str, to: Option<&str>| Delegation {
        act: act.to_owned(),
        title: "Beslut i ärende om misstanke".to_owned(),
        holder,
        limit_ore,
        from: day(from),
        to: to.map(day),
        source: "nämndens beslut 2025-12-10, 14 §".to_owned(),
    };
    let role = |role: &str| Holder::Role(role.to_owned());
    DelegationOrder {
        delegations: vec![
            delegation("MI-4b", role("director"), None, "2026-01-01", None),
            delegation("MI-1", role("coordinator"), None, "2026-01-01", Some("2026-06-30")),
            delegation("IN-2", role("director"), Some(70_000_000), "2026-01-01", None),
            delegation("IN-2", role("director"), Some(10_000_000), "2026-01-01", None),
            delegation("IN-2", Holder::Person(HR), Some(1_000_000), "2026-01-01", None),
        ],
        deputies: vec![Deputy {
            person: OUTSIDER,
            stands_for: DIRECTOR,
            from: day("2026-07-01"),
            to: day("2026-07-31"),
            source: "förordnande 2026-06-20".to_owned(),
        }],
    }
}

fn decides(person: PersonId, role: &str, acting_for: Option<PersonId>) -> Decides {
    Decides { person, role: role.to_owned(), acting_for }
}

fn ask(who: &Decides, act: &str, amount_ore: Option<i64>, on: &str) -> Result<Option<i64>, NotDelegated> {
    order().covers(who, &Wanted { act, amount_ore, day: day(on) }).map(|delegation| delegation.limit_ore)
}

#[test]
fn a_role_decides_what_is_delegated_to_it_while_it_is() {
    let coordinator = decides(COORDINATOR, "coordinator", None);
    assert_eq!(ask(&coordinator, "MI-1", None, "2026-01-01"), Ok(None));
    assert_eq!(ask(&coordinator, "MI-1", None, "2026-06-30"), Ok(None));
    let late = ask(&coordinator, "MI-1", None, "2026-07-01").unwrap_err().to_string();
    assert!(late.contains("låt nämnden besluta"), "{late}");
    let other = ask(&coordinator, "MI-4b", None, "2026-03-01").unwrap_err().to_string();
    assert!(
        other.contains("inte delegerad till rollen `coordinator`") && other.contains("rollen `director`"),
        "{other}"
    );
    assert!(matches!(ask(&coordinator, "XX-1", None, "2026-03-01"), Err(NotDelegated::Unknown { .. })));
}

#[test]
fn an_amount_goes_to_the_limit_and_not_above() {
    let director = decides(DIRECTOR, "director", None);
    assert_eq!(ask(&director, "IN-2", Some(70_000_000), "2026-03-01"), Ok(Some(70_000_000)));
    let error = ask(&director, "IN-2", Some(70_000_001), "2026-03-01").unwrap_err().to_string();
    assert!(error.contains("till och med 700000,00 kr; beloppet är 700000,01 kr"), "{error}");
    let hr = decides(HR, "hr", None);
    assert_eq!(ask(&hr, "IN-2", Some(1_000_000), "2026-03-01"), Ok(Some(1_000_000)));
    assert!(ask(&hr, "IN-2", Some(1_000_001), "2026-03-01").is_err());
}

#[test]
fn a_deputy_decides_for_somebody_on_the_days_of_the_appointment() {
    let deputy = decides(OUTSIDER, "director", Some(DIRECTOR));
    assert_eq!(ask(&deputy, "MI-4b", None, "2026-07-01"), Ok(None));
    assert_eq!(ask(&deputy, "MI-4b", None, "2026-07-31"), Ok(None));
    for on in ["2026-06-30", "2026-08-01"] {
        let error = ask(&deputy, "MI-4b", None, on).unwrap_err();
        assert!(matches!(error, NotDelegated::NotDeputy { .. }), "{error}");
    }
    let for_another = decides(OUTSIDER, "coordinator", Some(COORDINATOR));
    assert!(ask(&for_another, "MI-1", None, "2026-06-01").is_err());
    // What is delegated to a person is decided by that person or their deputy, not by whom they stand for.
    let for_hr = decides(DIRECTOR, "hr", Some(HR));
    assert!(ask(&for_hr, "IN-2", Some(1), "2026-06-01").is_err());
}

#[test]
fn nobody_is_one_of_two_with_whom_they_stand_for() {
    let cast = [DIRECTOR, OUTSIDER, HR];
    for first in cast {
        for second in cast {
            for first_for in [None, Some(DIRECTOR), Some(HR)] {
                for second_for in [None, Some(DIRECTOR), Some(HR)] {
                    let allowed = together(&decides(first, "a", first_for), &decides(second, "b", second_for)).is_ok();
                    let overlap = first == second
                        || first_for == Some(second)
                        || second_for == Some(first)
                        || (first_for.is_some() && first_for == second_for);
                    assert_eq!(allowed, !overlap, "{first} {first_for:?} {second} {second_for:?}");
                }
            }
        }
    }
}
