//! The figures of the board: nobody can be made out of them.

use casework::{
    incident::{
        Incident,
        board::{Figures, Ways, figures, passed},
        event::{Event, Police, Reported},
    },
    letter::Block,
    report::statistics::Cell,
};

use super::{MANAGER, ROUTINE, add, report, reported};
use crate::town::day;

/// So many of a form, in a unit, reported on a day.
fn some(from: u128, count: u128, kind: &str, unit: &str, on: &str) -> Vec<Incident> {
    let one = |id| Reported { kind: kind.to_owned(), unit: unit.to_owned(), happened_on: day(on), ..reported(id) };
    (from..from + count).map(|id| report(on, one(id)).unwrap()).collect()
}

fn of(incidents: &[Incident], today: &str) -> Figures {
    let all: Vec<&Incident> = incidents.iter().collect();
    figures(&ROUTINE, &all, 2026, day(today))
}

fn row(ways: &Ways, name: Option<&str>) -> Vec<String> {
    ways.cells().find(|(found, _)| *found == name).unwrap().1.iter().map(|cell| cell.text()).collect()
}

#[test]
fn forms_are_counted_by_whole_quarters_that_have_passed() {
    let mut all = some(1, 7, "hot", "Enhet 4", "2026-02-10");
    all.extend(some(20, 6, "hot", "enhet  4", "2026-05-10"));
    all.extend(some(40, 9, "muta", "Enhet 5", "2026-05-11"));
    all.extend(some(60, 8, "hot", "Enhet 4", "2026-11-10"));
    all.extend(some(80, 8, "hot", "Enhet 4", "2025-05-10"));
    let figures = of(&all, "2026-11-22");
    assert_eq!((figures.quarters, passed(2026, day("2026-03-31")), passed(2026, day("2027-01-01"))), (3, 0, 4));
    assert_eq!(row(&figures.forms, Some("hot")).len(), 4);
    assert_eq!(row(&figures.units, Some("Enhet 4")), ["13"]);
    assert_eq!(row(&figures.units, None), ["22"]);
    assert!(!figures.is_empty());
}

#[test]
fn a_few_are_hidden_and_do_not_follow_from_what_is_shown() {
    let mut all = some(1, 9, "hot", "Enhet 4", "2026-02-10");
    all.extend(some(20, 2, "vald", "Enhet 5", "2026-02-11"));
    let figures = of(&all, "2026-04-01");
    assert_eq!(row(&figures.units, Some("Enhet 5")), ["–"]);
    // With one row hidden and the sum shown, the other row tells it; so the other is hidden, or the sum.
    let shown = |ways: &Ways| ways.cells().filter(|(_, cells)| cells.iter().any(|cell| *cell != Cell::Hidden)).count();
    assert!(shown(&figures.units) <= 1);
    let sums: Vec<Vec<String>> =
        [&figures.forms, &figures.processes, &figures.units, &figures.police].map(|ways| row(ways, None)).into();
    let hidden = sums.iter().filter(|sum| sum.last().unwrap() == "–").count();
    assert!(hidden == 0 || hidden == sums.len(), "the sum is shown in all tables or in none: {sums:?}");
}

#[test]
fn four_incidents_tell_nothing_at_all() {
    let figures = of(&some(1, 4, "hot", "Enhet 4", "2026-02-10"), "2026-11-22");
    assert!(figures.is_empty());
    assert!(figures.units.cells().all(|(_, cells)| cells.iter().all(|cell| *cell == Cell::Hidden)));
}

#[test]
fn police_reports_are_counted_as_decided() {
    let mut all = some(1, 18, "hot", "Enhet 4", "2026-02-10");
    for (at, incident) in all.iter_mut().take(11).enumerate() {
        let (number, why) = (String::new(), "Övervägt.".to_owned());
        let police = Event::PoliceDecided(Police { reported: at < 6, on: day("2026-02-11"), number, why });
        add(incident, MANAGER, "2026-02-11", police).unwrap();
    }
    let figures = of(&all, "2026-11-22");
    let shown = ["anmälda", "inte anmälda", "inte beslutat än"].map(|word| row(&figures.police, Some(word)).join(""));
    assert_eq!(shown, ["6", "5", "7"]);
    // All talks are of one sort, so none is told.
    assert!(figures.talks.cells().take(3).all(|(_, cells)| cells == [Cell::Hidden]));
}

#[test]
fn the_report_has_a_table_for_each_way_of_counting_and_each_is_whole() {
    let letter = of(&some(1, 12, "hot", "Enhet 4", "2026-02-10"), "2026-11-22").letter(
        &ROUTINE,
        "Socialnämnden",
        day("2026-11-22"),
    );
    let tables: Vec<_> = letter
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Table { head, rows, .. } => Some((head, rows)),
            _ => None,
        })
        .collect();
    assert_eq!(tables.len(), 5);
    assert!(tables.iter().all(|(head, rows)| rows.iter().all(|row| row.len() == head.len())));
    assert!(letter.title.contains("2026"));
}
