//! What repeats.

use casework::{
    id::PersonId,
    incident::{
        Incident,
        event::{Exposed, Reported},
        pattern::{Pattern, Repeats, find},
    },
};

use super::{ROUTINE, report, reported};
use crate::town::day;

fn one(id: u128, happened_on: &str, change: impl FnOnce(&mut Reported)) -> Incident {
    let mut reported = Reported { happened_on: day(happened_on), exposed: Exposed::Unit, ..reported(id) };
    reported.unit = format!("Enhet {id}");
    reported.process = ROUTINE.processes[usize::try_from(id).unwrap() % ROUTINE.processes.len()].id.clone();
    change(&mut reported);
    report("2026-11-22", reported).unwrap()
}

fn found(incidents: &[Incident]) -> Vec<Pattern> {
    let all: Vec<&Incident> = incidents.iter().collect();
    let name = |person: PersonId| format!("person {person}");
    find(&ROUTINE, &all, day("2026-11-22"), (&name, &|source| format!("märke {}", source.len())))
}

#[test]
fn two_by_the_same_source_however_it_is_written_are_a_pattern_and_its_name_is_not_shown() {
    let by = |source: &str| {
        let source = source.to_owned();
        move |one: &mut Reported| one.source = source
    };
    let patterns = found(&[
        one(1, "2026-11-01", by("Påhittad  Person")),
        one(2, "2026-06-01", by(" påhittad person ")),
        one(3, "2026-11-02", by("Någon annan")),
    ]);
    let [pattern] = &patterns[..] else { panic!("{patterns:?}") };
    assert_eq!((pattern.repeats, pattern.label.as_str(), pattern.incidents.len()), (Repeats::Source, "märke 16", 2));
    assert_eq!((pattern.first, pattern.last), (day("2026-06-01"), day("2026-11-01")));
}

#[test]
fn what_happened_more_than_a_year_ago_is_no_part_of_a_pattern() {
    let same = |one: &mut Reported| one.source = "konto".to_owned();
    assert_eq!(found(&[one(1, "2025-11-22", same), one(2, "2026-11-22", same)]), []);
    assert_eq!(found(&[one(1, "2025-11-23", same), one(2, "2026-11-22", same)]).len(), 1);
}

#[test]
fn persons_units_and_processes_repeat_by_their_own_limits() {
    let colleague = |name: &str| Exposed::Colleague { name: name.to_owned(), person: None };
    let person = |one: &mut Reported| one.exposed = colleague("Påhittad Kollega");
    assert_eq!(found(&[one(1, "2026-11-01", person), one(2, "2026-11-02", person)])[0].repeats, Repeats::Person);
    let unit = |one: &mut Reported| one.unit = "Enhet A".to_owned();
    let three = [one(1, "2026-11-01", unit), one(2, "2026-11-02", unit), one(3, "2026-11-03", unit)];
    assert_eq!(found(&three[..2]), []);
    assert_eq!(found(&three)[0].repeats, Repeats::Unit);
    let process = |one: &mut Reported| one.process = "tillsyn".to_owned();
    let five: Vec<Incident> = (1..=5).map(|id| one(id, "2026-11-01", process)).collect();
    assert_eq!(found(&five[..4]), []);
    let pattern = &found(&five)[0];
    assert_eq!((pattern.repeats, pattern.label.as_str()), (Repeats::Process, "tillsyn"));
}
