//! The clocks: what starts them, from which day, and what ends them.

use casework::{
    ClockState,
    event::{ClockStop, How},
    incident::{
        Incident,
        event::{Event, Judged, Police, Review, Talk},
    },
};

use super::{COORDINATOR, MANAGER, add, incident, refused, report, reported};
use crate::town::day;

/// Each clock with its last day and how it stands.
fn clocks(incident: &Incident, today: &str) -> Vec<(String, String, ClockState)> {
    let all = incident.deadlines(day(today)).into_iter();
    all.map(|one| (one.clock, one.due.to_string(), one.state)).collect()
}

fn due(incident: &Incident, clock: &str) -> Option<String> {
    clocks(incident, "2026-03-02").into_iter().find(|one| one.0 == clock).map(|one| one.1)
}

fn state(incident: &Incident, clock: &str, today: &str) -> ClockState {
    clocks(incident, today).into_iter().find(|one| one.0 == clock).unwrap().2
}

fn talk(on: &str) -> Event {
    Event::Talked(Talk { on: day(on), text: "Vill ha larm.".to_owned() })
}

#[test]
fn a_report_starts_the_clocks_of_the_routine_from_the_swedish_day_that_it_came() {
    let incident = incident();
    for (clock, last) in [
        ("samtal", "2026-03-03"),
        ("polis", "2026-03-05"),
        ("arbetsmiljo", "2026-03-16"),
        ("samtal-igen", "2026-04-13"),
    ] {
        assert_eq!(due(&incident, clock).as_deref(), Some(last), "{clock}");
    }
    assert_eq!(due(&incident, "arbetsmiljoverket"), None);
    assert_eq!(incident.next_deadline(day("2026-03-02")).unwrap().clock, "samtal");
}

#[test]
fn aml_3_3a_a_grave_incident_is_to_be_reported_without_delay_from_the_day_it_came() {
    let incident = report("2026-03-02", casework::incident::event::Reported { grave: true, ..reported(1) }).unwrap();
    assert_eq!(due(&incident, "arbetsmiljoverket").as_deref(), Some("2026-03-02"));
    assert_eq!(state(&incident, "arbetsmiljoverket", "2026-03-02"), ClockState::Warned);
    assert_eq!(state(&incident, "arbetsmiljoverket", "2026-03-03"), ClockState::Overdue);
    assert_eq!(incident.next_deadline(day("2026-03-02")).unwrap().clock, "arbetsmiljoverket");
}

#[test]
fn aml_3_3a_the_clock_counts_from_the_day_that_a_handler_learnt_how_grave_it_was() {
    let mut incident = incident();
    let judged = |grave| Event::Judged(Judged { grave, known_on: day("2026-03-04"), why: "Sjukskriven.".to_owned() });
    add(&mut incident, MANAGER, "2026-03-05", judged(true)).unwrap();
    assert!(incident.grave);
    assert_eq!(due(&incident, "arbetsmiljoverket").as_deref(), Some("2026-03-04"));
    // Said once more, nothing runs twice; taken back, it still runs until somebody says why.
    add(&mut incident, MANAGER, "2026-03-05", judged(true)).unwrap();
    add(&mut incident, MANAGER, "2026-03-05", judged(false)).unwrap();
    let running = incident.clocks.iter().filter(|clock| clock.clock == "arbetsmiljoverket").count();
    assert_eq!((incident.grave, running), (false, 1));
    assert_eq!(state(&incident, "arbetsmiljoverket", "2026-03-06"), ClockState::Overdue);
}

#[test]
fn a_clock_ends_with_what_it_waits_for_and_the_second_talk_is_another_than_the_first() {
    let mut incident = incident();
    add(&mut incident, MANAGER, "2026-03-03", talk("2026-03-02")).unwrap();
    assert_eq!(state(&incident, "samtal", "2026-03-03"), ClockState::Stopped);
    assert_eq!(state(&incident, "samtal-igen", "2026-03-03"), ClockState::Running);
    add(&mut incident, MANAGER, "2026-04-10", talk("2026-04-10")).unwrap();
    assert_eq!(state(&incident, "samtal-igen", "2026-04-10"), ClockState::Stopped);
    let police = |reported| {
        let (number, why) = (String::new(), "Den utsatta vill det.".to_owned());
        Event::PoliceDecided(Police { reported, on: day("2026-04-10"), number, why })
    };
    add(&mut incident, COORDINATOR, "2026-04-10", police(false)).unwrap();
    assert_eq!(state(&incident, "polis", "2026-04-10"), ClockState::Stopped);
    let review = Event::ReviewDecided(Review { needed: true, why: "Två på mötet.".to_owned() });
    add(&mut incident, COORDINATOR, "2026-04-10", review).unwrap();
    assert!(incident.unfinished().is_empty());
}

#[test]
fn a_clock_that_waits_for_a_decision_is_not_stopped_by_hand() {
    let mut incident = incident();
    let stop = |clock: &str| {
        let (clock, why) = (clock.to_owned(), "Ingen särskild var utsatt.".to_owned());
        Event::ClockStopped(ClockStop { clock, started_by: 1, how: How::NotApplicable, on: day("2026-03-03"), why })
    };
    refused(&mut incident, MANAGER, "2026-03-03", stop("polis"), "stoppas av sitt beslut");
    refused(&mut incident, MANAGER, "2026-03-03", stop("arbetsmiljo"), "stoppas av sitt beslut");
    refused(&mut incident, MANAGER, "2026-03-03", stop("arbetsmiljoverket"), "ingen frist");
    refused(&mut incident, MANAGER, "2026-03-02", stop("samtal"), "framåt i tiden");
    add(&mut incident, MANAGER, "2026-03-03", stop("samtal")).unwrap();
    refused(&mut incident, MANAGER, "2026-03-03", stop("samtal"), "redan gjort");
}
