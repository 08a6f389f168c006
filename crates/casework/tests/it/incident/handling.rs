//! Who may do what, what whoever reported is told, and that nobody closes an incident alone.

use casework::id::PersonId;
use casework::incident::{
    Incident, IncidentError, Notice,
    event::{
        Added, Agreed, Closing, Counter, Disposal, Done, Event, Exposed, Level, Levelled, Measure, Member, Police,
        Post, Reported, Review, Taken, Talk, Words,
    },
};

use super::{COORDINATOR, MANAGER, OUTSIDER, REPORTER, add, incident, refused, report, reported, stamp};
use crate::town::day;

fn words(text: &str) -> Words {
    Words { text: text.to_owned() }
}

fn closing() -> Event {
    let (outcome, lesson) = ("Polisen utreder.".to_owned(), "Två på mötet.".to_owned());
    Event::ClosingProposed(Closing { outcome, lesson, retain_until: day("2028-12-31") })
}

/// Everything that the clocks wait for is done.
fn done() -> Incident {
    let mut incident = incident();
    let on = day("2026-03-03");
    let talk = Event::Talked(Talk { on, text: "Mår bättre.".to_owned() });
    let police = Event::PoliceDecided(Police { reported: true, on, number: String::new(), why: "Brott.".to_owned() });
    let review = Event::ReviewDecided(Review { needed: false, why: "En gång.".to_owned() });
    for event in [talk.clone(), talk, police, review] {
        add(&mut incident, MANAGER, "2026-03-03", event).unwrap();
    }
    incident
}

#[test]
fn a_report_says_what_where_and_who_and_reaches_somebody() {
    let wrong = |change: &dyn Fn(&mut Reported)| {
        let mut changed = reported(1);
        change(&mut changed);
        report("2026-03-02", changed).unwrap_err()
    };
    assert!(matches!(wrong(&|one| one.kind = "annan".to_owned()), IncidentError::Unknown { what: "form", .. }));
    assert!(matches!(wrong(&|one| one.process.clear()), IncidentError::Unknown { what: "process", .. }));
    assert!(matches!(wrong(&|one| one.text = " ".to_owned()), IncidentError::Empty { .. }));
    assert!(matches!(wrong(&|one| one.unit.clear()), IncidentError::Empty { .. }));
    assert!(matches!(wrong(&|one| one.members.clear()), IncidentError::Nobody));
    assert!(matches!(wrong(&|one| one.happened_on = day("2026-03-03")), IncidentError::Ahead { .. }));
    assert!(matches!(wrong(&|one| one.pictures[0].hash = "x".repeat(64)), IncidentError::Hash));
    let unnamed = Exposed::Colleague { name: String::new(), person: None };
    assert!(matches!(wrong(&|one| one.exposed = unnamed.clone()), IncidentError::Empty { .. }));
}

#[test]
fn only_those_whom_it_went_to_write_in_it_and_whoever_reported_is_not_one_of_them() {
    let mut incident = incident();
    for person in [REPORTER, OUTSIDER] {
        refused(&mut incident, person, "2026-03-03", Event::NoteWritten(words("Hej")), "inte med i händelsen");
    }
    add(&mut incident, COORDINATOR, "2026-03-03", Event::Taken(Taken {})).unwrap();
    assert_eq!(incident.handler, Some(COORDINATOR));
    refused(&mut incident, COORDINATOR, "2026-03-03", Event::Taken(Taken {}), "redan gjort");
    let again = Event::Reported(Box::new(reported(1)));
    refused(&mut incident, COORDINATOR, "2026-03-03", again, "redan rapporterad");
}

#[test]
fn one_proposes_to_close_and_another_agrees() {
    let mut incident = done();
    let proposed = add(&mut incident, MANAGER, "2026-03-04", closing()).unwrap();
    let agreed = |proposed| Event::Closed(Agreed { proposed });
    refused(&mut incident, MANAGER, "2026-03-04", agreed(proposed), "en annan som är med i den");
    refused(
        &mut incident,
        COORDINATOR,
        "2026-03-04",
        agreed(proposed + 1),
        "inget föreslaget avslut".trim_start_matches("inget "),
    );
    add(&mut incident, COORDINATOR, "2026-03-04", agreed(proposed)).unwrap();
    assert!(incident.closed.is_some());
    refused(&mut incident, MANAGER, "2026-03-05", Event::Told(words("Hej")), "är avslutad");
    add(&mut incident, MANAGER, "2026-03-05", Event::NoteWritten(words("Samtal från polisen."))).unwrap();
    add(&mut incident, MANAGER, "2026-03-05", Event::Reopened(words("Det hände igen."))).unwrap();
    refused(&mut incident, MANAGER, "2026-03-05", Event::Reopened(words("Igen.")), "inte avslutad");
    assert!(incident.closed.is_none() && incident.closing.is_none());
}

#[test]
fn what_was_proposed_falls_when_somebody_works_on() {
    let mut incident = done();
    let proposed = add(&mut incident, MANAGER, "2026-03-04", closing()).unwrap();
    add(&mut incident, COORDINATOR, "2026-03-04", Event::NoteWritten(words("Vänta."))).unwrap();
    refused(&mut incident, COORDINATOR, "2026-03-04", Event::Closed(Agreed { proposed }), "föreslaget avslut");
}

#[test]
fn what_runs_or_is_not_done_keeps_an_incident_open() {
    let mut open = incident();
    refused(&mut open, MANAGER, "2026-03-04", closing(), "fristen »Samtal med den utsatta« löper");
    let mut incident = done();
    let (text, owner) = ("Larm på rummet".to_owned(), "Vaktmästaren".to_owned());
    let set = Event::MeasureSet(Measure { text, owner, due: day("2026-03-10"), shown: true });
    let measure = add(&mut incident, MANAGER, "2026-03-03", set).unwrap();
    refused(&mut incident, MANAGER, "2026-03-04", closing(), "»Larm på rummet« är inte gjord");
    let result = |measure| Event::MeasureDone(Done { measure, text: "Uppsatt.".to_owned() });
    refused(&mut incident, MANAGER, "2026-03-04", result(99), "ingen åtgärd");
    add(&mut incident, MANAGER, "2026-03-04", result(measure)).unwrap();
    refused(&mut incident, MANAGER, "2026-03-04", result(measure), "ingen åtgärd");
    add(&mut incident, MANAGER, "2026-03-04", closing()).unwrap();
}

#[test]
fn where_nobody_else_could_be_found_one_may_close() {
    let alone = vec![Member { person: COORDINATOR, role: "coordinator".to_owned() }];
    let mut incident = report("2026-03-02", Reported { members: alone, ..reported(1) }).unwrap();
    let on = day("2026-03-03");
    for event in [
        Event::Talked(Talk { on, text: "Ja.".to_owned() }),
        Event::Talked(Talk { on, text: "Ja.".to_owned() }),
        Event::PoliceDecided(Police { reported: false, on, number: String::new(), why: "Nej.".to_owned() }),
        Event::ReviewDecided(Review { needed: false, why: "Nej.".to_owned() }),
    ] {
        add(&mut incident, COORDINATOR, "2026-03-03", event).unwrap();
    }
    let proposed = add(&mut incident, COORDINATOR, "2026-03-04", closing()).unwrap();
    add(&mut incident, COORDINATOR, "2026-03-04", Event::Closed(Agreed { proposed })).unwrap();
}

#[test]
fn posts_answers_and_levels_belong_to_campaigns_alone() {
    let post = |on: &str, reach| {
        let (place, text) = ("Gruppen Påhittad".to_owned(), "Ett falskt påstående.".to_owned());
        Event::PostAdded(Post { on: day(on), place, text, reach })
    };
    let mut threat = incident();
    refused(&mut threat, MANAGER, "2026-03-03", post("2026-03-02", 10), "ingen sådan");
    let mut campaign = report("2026-03-02", Reported { kind: "desinformation".to_owned(), ..reported(1) }).unwrap();
    for (on, reach) in [("2026-03-02", 900), ("2026-02-27", 100), ("2026-03-02", 1_000)] {
        add(&mut campaign, MANAGER, "2026-03-03", post(on, reach)).unwrap();
    }
    refused(&mut campaign, MANAGER, "2026-03-03", post("2026-03-04", 1), "framåt i tiden");
    assert_eq!(campaign.spread(), [(day("2026-02-27"), 100, 100), (day("2026-03-02"), 1_900, 2_000)]);
    let (place, text) = ("lindaker.invalid".to_owned(), "Så är det.".to_owned());
    add(&mut campaign, MANAGER, "2026-03-03", Event::Countered(Counter { on: day("2026-03-03"), place, text }))
        .unwrap();
    let level = |level| Event::LevelSet(Levelled { level, why: "En namngiven.".to_owned() });
    add(&mut campaign, COORDINATOR, "2026-03-03", level(Level::High)).unwrap();
    assert_eq!(campaign.levels.last().unwrap().what.level, Level::High);
}

#[test]
fn whoever_reported_is_told_what_is_done_and_not_what_is_known() {
    let mut incident = incident();
    let mut told = Vec::new();
    let shown = |shown| {
        let (text, owner) = ("Larm".to_owned(), "Vaktmästaren".to_owned());
        Event::MeasureSet(Measure { text, owner, due: day("2026-03-10"), shown })
    };
    for event in [
        Event::Taken(Taken {}),
        Event::NoteWritten(words("Hemlig anteckning")),
        Event::Talked(Talk { on: day("2026-03-03"), text: "Hemligt samtal".to_owned() }),
        shown(false),
        shown(true),
        Event::Told(words("Vi ringer i morgon.")),
    ] {
        let stamped = stamp(incident.seq + 1, MANAGER, "2026-03-03", event);
        incident.apply(&stamped).unwrap();
        told.extend(incident.notice(&stamped));
    }
    let expected = [
        Notice::Taken { role: "manager".to_owned() },
        Notice::Talked { on: day("2026-03-03") },
        Notice::Measure { text: "Larm".to_owned(), due: day("2026-03-10") },
        Notice::Words { text: "Vi ringer i morgon.".to_owned() },
    ];
    assert_eq!(told, expected);
    assert_eq!(incident.listeners(), [REPORTER].into());
}

#[test]
fn a_colleague_who_was_exposed_is_told_as_well_unless_they_get_the_report_in_a_role_of_theirs() {
    let of = |person: PersonId| {
        let exposed = Exposed::Colleague { name: "Påhittad Kollega".to_owned(), person: Some(person) };
        report("2026-03-02", Reported { exposed, ..reported(1) }).unwrap().listeners()
    };
    assert_eq!(of(OUTSIDER), [REPORTER, OUTSIDER].into());
    assert_eq!(of(MANAGER), [REPORTER].into());
}

#[test]
fn events_are_what_they_were_after_they_have_been_written_and_read() {
    let first = stamp(1, REPORTER, "2026-03-02", Event::Reported(Box::new(reported(1))));
    let second = stamp(2, MANAGER, "2026-03-03", Event::Taken(Taken {}));
    let text = serde_json::to_string(&[&first, &second]).unwrap();
    let read: Vec<casework::Stamped<Event>> = serde_json::from_str(&text).unwrap();
    assert_eq!(read, [first, second]);
    assert_eq!(Incident::fold(&read).unwrap().handler, Some(MANAGER));
    assert!(matches!(Incident::fold(&read[1..]), Err(IncidentError::NotReported)));
}

fn added(role: &str, why: &str) -> Event {
    Event::MemberAdded(Added { person: OUTSIDER, role: role.to_owned(), why: why.to_owned() })
}

#[test]
fn somebody_more_comes_in_by_a_role_that_was_not_left_out_and_can_agree() {
    let mut changed = reported(1);
    changed.left_out = vec!["hr".to_owned()];
    changed.members.truncate(1);
    let mut incident = report("2026-03-02", changed).unwrap();
    refused(&mut incident, COORDINATOR, "2026-03-03", added("safety_rep", "Ska med."), "inte med i händelsen");
    refused(&mut incident, MANAGER, "2026-03-03", added("hr", "Ska med."), "undantagit den rollen");
    refused(&mut incident, MANAGER, "2026-03-03", added("safety_rep", " "), "skälet saknas");
    add(&mut incident, MANAGER, "2026-03-03", added("safety_rep", "Ska med.")).unwrap();
    assert_eq!(incident.members.get(&OUTSIDER).map(String::as_str), Some("safety_rep"));
    refused(&mut incident, MANAGER, "2026-03-03", added("safety_rep", "Ska med."), "redan gjort");
    add(&mut incident, OUTSIDER, "2026-03-03", Event::NoteWritten(words("Jag är med."))).unwrap();
}

#[test]
fn a_closed_incident_is_disposed_of_by_two_when_its_time_has_run_out_and_not_before() {
    let disposal = || Event::DisposalProposed(Disposal { ground: "Dokumenthanteringsplanen 4.2".to_owned() });
    let mut incident = done();
    refused(&mut incident, MANAGER, "2029-01-01", disposal(), "inte avslutad");
    let proposed = add(&mut incident, MANAGER, "2026-03-04", closing()).unwrap();
    add(&mut incident, COORDINATOR, "2026-03-04", Event::Closed(Agreed { proposed })).unwrap();
    refused(&mut incident, MANAGER, "2028-12-31", disposal(), "till och med 2028-12-31");
    let blank = Event::DisposalProposed(Disposal { ground: " ".to_owned() });
    refused(&mut incident, MANAGER, "2029-01-01", blank, "grunden för gallringen saknas");
    let (last, over) = (day("2028-12-31"), day("2029-01-01"));
    assert!(matches!(incident.may_dispose(COORDINATOR, over), Err(IncidentError::Absent { .. })), "nobody proposed");
    add(&mut incident, MANAGER, "2029-01-01", disposal()).unwrap();
    assert_eq!(incident.may_dispose(MANAGER, over), Err(IncidentError::DisposesAlone));
    assert_eq!(incident.may_dispose(COORDINATOR, last), Err(IncidentError::Kept { until: last }));
    assert!(matches!(incident.may_dispose(OUTSIDER, over), Err(IncidentError::NotMember { .. })));
    assert_eq!(incident.may_dispose(COORDINATOR, over), Ok(()));
    // Whoever writes on takes the proposal away.
    add(&mut incident, COORDINATOR, "2029-01-02", Event::NoteWritten(words("Vänta."))).unwrap();
    assert!(incident.may_dispose(COORDINATOR, over).is_err());
}
