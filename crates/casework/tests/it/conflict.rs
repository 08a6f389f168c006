//! Conflicts of interest, and who takes a case instead.

use std::collections::BTreeSet;

use casework::{
    Bars, Capacity, Concerned, Conflicted,
    conflict::{Assigned, Holding, Known, Offices, Sort, Staff, Tie, find, route},
    event::ConcernedKind,
    id::PersonId,
};

use crate::town::{COORDINATOR, DIRECTOR, HR, MANAGER, OUTSIDER, ROUTINE, SUSPECT};

const COLLEAGUE: PersonId = PersonId::from_bits(20);
const CENTRAL_HR: PersonId = PersonId::from_bits(30);
const CENTRAL_SECURITY: PersonId = PersonId::from_bits(31);
const CENTRAL_DIRECTOR: PersonId = PersonId::from_bits(32);

fn known() -> Known {
    let staff = |employee: &str, authority: &str, unit: &str, manager: Option<PersonId>| Staff {
        employee: Some(employee.to_owned()),
        authority: authority.parse().unwrap(),
        unit: (!unit.is_empty()).then(|| unit.to_owned()),
        manager,
    };
    let own = "socialnamnden";
    let central = "kommunstyrelsen";
    Known {
        staff: [
            (SUSPECT, staff("E-17", own, "bostad", Some(MANAGER))),
            (COLLEAGUE, staff("E-18", own, "bostad", Some(MANAGER))),
            (MANAGER, staff("E-2", own, "bostad", Some(DIRECTOR))),
            (HR, staff("E-3", own, "hr", Some(DIRECTOR))),
            (COORDINATOR, staff("E-4", own, "stab", Some(DIRECTOR))),
            (DIRECTOR, staff("E-1", own, "stab", None)),
            (CENTRAL_HR, staff("K-3", central, "hr", Some(CENTRAL_DIRECTOR))),
            (CENTRAL_SECURITY, staff("K-4", central, "sakerhet", Some(CENTRAL_DIRECTOR))),
            (CENTRAL_DIRECTOR, staff("K-1", central, "ledning", None)),
        ]
        .into(),
        declared: Vec::new(),
        linked: Vec::new(),
    }
}

fn employee(id: &str) -> Vec<Concerned> {
    vec![Concerned {
        kind: ConcernedKind::Employee,
        id: Some(id.to_owned()),
        name: "Sam Exempel".to_owned(),
        person: None,
    }]
}

fn everyone() -> BTreeSet<PersonId> {
    known().staff.into_keys().chain([OUTSIDER]).collect()
}

fn barred(known: &Known, concerned: &[Concerned]) -> Vec<(PersonId, Bars)> {
    find(known, concerned, &everyone()).into_iter().map(|conflict| (conflict.person, conflict.bars)).collect()
}

#[test]
fn who_is_concerned_knows_nothing_and_colleagues_decide_nothing() {
    let found = barred(&known(), &employee("E-17"));
    assert_eq!(found, [(SUSPECT, Bars::Everything), (COLLEAGUE, Bars::Deciding)]);
}

#[test]
fn the_whole_administration_is_below_a_director() {
    let found = barred(&known(), &employee("E-1"));
    let expected = [
        (MANAGER, Bars::Deciding),
        (HR, Bars::Deciding),
        (COORDINATOR, Bars::Deciding),
        (DIRECTOR, Bars::Everything),
        (SUSPECT, Bars::Deciding),
        (COLLEAGUE, Bars::Deciding),
    ];
    assert_eq!(found, expected);
}

#[test]
fn a_declared_or_linked_tie_bars_from_everything_and_says_where_it_is_known_from() {
    let concerned = vec![Concerned {
        kind: ConcernedKind::Organisation,
        id: Some("5560000019".to_owned()),
        name: "Påhittade Bygg AB".to_owned(),
        person: None,
    }];
    let tie = |person, sort, from: &str| Tie {
        person,
        kind: ConcernedKind::Organisation,
        id: "5560000019".to_owned(),
        sort,
        from: from.to_owned(),
    };
    let mut known = known();
    known.declared = vec![tie(HR, Sort::Represents, "anmäld bisyssla 2026-03-01")];
    known.linked = vec![tie(COORDINATOR, Sort::Other, "samma bankkonto"), tie(HR, Sort::Other, "samma adress")];
    let found = find(&known, &concerned, &everyone());
    assert_eq!(
        found.iter().map(|c| (c.person, c.bars)).collect::<Vec<_>>(),
        [(HR, Bars::Everything), (COORDINATOR, Bars::Everything)]
    );
    assert!(found[0].why.contains("ombud (FL 16 § första stycket 2): anmäld bisyssla 2026-03-01"), "{}", found[0].why);
    assert!(found[0].why.contains("samma adress"), "every reason is told: {}", found[0].why);
    let other = vec![Concerned { id: Some("5560000027".to_owned()), ..concerned[0].clone() }];
    assert!(find(&known, &other, &everyone()).is_empty());
}

#[test]
fn a_tie_to_an_employee_holds_whatever_kind_of_person_they_are_called() {
    let mut known = known();
    let tie = |kind| Tie { person: HR, kind, id: "E-17".to_owned(), sort: Sort::Close, from: "anmält".to_owned() };
    for kind in [ConcernedKind::Employee, ConcernedKind::Person, ConcernedKind::Consultant] {
        known.declared = vec![tie(kind)];
        assert!(barred(&known, &employee("E-17")).contains(&(HR, Bars::Everything)));
    }
    known.declared = vec![tie(ConcernedKind::Organisation)];
    assert!(!barred(&known, &employee("E-17")).contains(&(HR, Bars::Everything)));
}

#[test]
fn when_a_unit_is_concerned_its_manager_knows_nothing_and_its_staff_decides_nothing() {
    let unit = vec![Concerned {
        kind: ConcernedKind::Unit,
        id: Some("bostad".to_owned()),
        name: "Bostad".to_owned(),
        person: None,
    }];
    let found = barred(&known(), &unit);
    assert_eq!(found, [(MANAGER, Bars::Everything), (SUSPECT, Bars::Deciding), (COLLEAGUE, Bars::Deciding)]);
}

#[test]
fn managers_in_a_circle_end_somewhere() {
    let mut known = known();
    known.staff.get_mut(&DIRECTOR).unwrap().manager = Some(COORDINATOR);
    let found = barred(&known, &employee("E-1"));
    assert!(found.contains(&(COORDINATOR, Bars::Deciding)));
}

fn offices() -> Offices {
    let held = |person, role: &str, authority: &str| Holding {
        person,
        role: role.to_owned(),
        authority: authority.parse().unwrap(),
    };
    Offices {
        own: "socialnamnden".parse().unwrap(),
        central: "kommunstyrelsen".parse().unwrap(),
        holdings: vec![
            held(HR, "hr", "socialnamnden"),
            held(COORDINATOR, "coordinator", "socialnamnden"),
            held(DIRECTOR, "director", "socialnamnden"),
            held(CENTRAL_HR, "hr", "kommunstyrelsen"),
            held(CENTRAL_SECURITY, "central_security", "kommunstyrelsen"),
            held(CENTRAL_DIRECTOR, "director", "kommunstyrelsen"),
        ],
    }
}

fn people(assigned: &[Assigned]) -> Vec<(Capacity, Option<PersonId>)> {
    assigned.iter().map(|one| (one.capacity, one.person)).collect()
}

#[test]
fn a_case_goes_to_hr_the_coordinator_and_the_director() {
    let conflicts = find(&known(), &employee("E-17"), &everyone());
    let assigned = route(&ROUTINE, &offices(), &conflicts);
    let expected = [
        (Capacity::Hr, Some(HR)),
        (Capacity::Coordinator, Some(COORDINATOR)),
        (Capacity::DecisionMaker, Some(DIRECTOR)),
    ];
    assert_eq!(people(&assigned), expected);
    assert!(assigned.iter().all(|one| one.rerouted.is_none()));
}

#[test]
fn a_case_about_the_director_goes_above_the_director() {
    let conflicts = find(&known(), &employee("E-1"), &everyone());
    let assigned = route(&ROUTINE, &offices(), &conflicts);
    let expected = [
        (Capacity::Hr, Some(CENTRAL_HR)),
        (Capacity::Coordinator, Some(CENTRAL_SECURITY)),
        (Capacity::DecisionMaker, Some(CENTRAL_DIRECTOR)),
    ];
    assert_eq!(people(&assigned), expected);
    let why = assigned[2].rerouted.as_deref().unwrap();
    assert!(why.contains("`director` går inte: är part"), "{why}");
}

#[test]
fn a_director_who_is_tied_is_passed_by_alone() {
    let mut known = known();
    known.declared = vec![Tie {
        person: DIRECTOR,
        kind: ConcernedKind::Employee,
        id: "E-17".to_owned(),
        sort: Sort::Close,
        from: "anmält jäv".to_owned(),
    }];
    let conflicts = find(&known, &employee("E-17"), &everyone());
    let assigned = route(&ROUTINE, &offices(), &conflicts);
    assert_eq!(
        assigned.iter().map(|one| one.person).collect::<Vec<_>>(),
        [Some(HR), Some(COORDINATOR), Some(CENTRAL_DIRECTOR)]
    );
}

#[test]
fn nobody_has_two_steps_and_a_step_that_nobody_can_take_says_so() {
    let mut offices = offices();
    offices.holdings.retain(|held| held.person == HR || held.person == COORDINATOR);
    offices.holdings.push(Holding { person: HR, role: "director".to_owned(), authority: offices.own.clone() });
    let assigned = route(&ROUTINE, &offices, &[]);
    assert_eq!(assigned[2].person, None);
    assert!(assigned[2].rerouted.as_deref().unwrap().contains("ingen har rollen eller är ledig"));
    let conflict = Conflicted { person: HR, bars: Bars::Everything, why: "är närstående".to_owned() };
    assert_eq!(route(&ROUTINE, &offices, &[conflict])[0].person, None);
}
