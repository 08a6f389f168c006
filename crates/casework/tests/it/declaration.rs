//! Declarations of secondary employment and ties, tried from outside. People, firms and numbers are invented.

use std::sync::LazyLock;

use casework::{
    Concerned, Hand, Stamped, Two,
    conflict::{Known, find},
    declaration::{
        Declaration, DeclarationError, Standing,
        event::{Assessed, Declared, Event, Forbidden, Tie},
        plain_name,
        register::{Of, csv},
        round::{Round, answers},
        routine::Routine,
    },
    event::ConcernedKind,
    id::{CaseId, PersonId, ProposalId},
    report::statistics::Cell,
};
use chrono::{DateTime, Utc};
use proptest::prelude::*;

use crate::town::{DIRECTOR, EXPERT, HR, MANAGER, day, hand};

static ROUTINE: LazyLock<Routine> = LazyLock::new(|| Routine::parse(&front()).unwrap());

fn front() -> String {
    library::Library::embedded().unwrap().routine("bisyssla").unwrap().front.clone()
}

fn at(day: &str) -> DateTime<Utc> {
    format!("{day}T09:00:00Z").parse().unwrap()
}

fn tie(kind: &str, name: &str, org_no: Option<&str>) -> Tie {
    Tie {
        kind: kind.to_owned(),
        name: name.to_owned(),
        org_no: org_no.map(str::to_owned),
        what: "Städar på helger.".to_owned(),
        ..Tie::default()
    }
}

fn firm() -> Tie {
    tie("foretag", "Exempel Städ AB", Some("556677-8899"))
}

fn stamp(seq: u64, by: PersonId, on: &str, event: Event) -> Stamped<Event> {
    Stamped { seq, at: at(on), by, role: "manager".to_owned(), event }
}

fn declared(on: &str, ties: Vec<Tie>) -> Stamped<Event> {
    let declaration = CaseId::from_bits(7);
    let authority = "socialnamnden".parse().unwrap();
    let event = Event::Declared(Box::new(Declared { declaration, authority, routine: ROUTINE.clone(), ties }));
    stamp(1, EXPERT, on, event)
}

fn made(on: &str, ties: Vec<Tie>) -> Declaration {
    Declaration::fold(&[declared(on, ties)]).unwrap()
}

fn assessed(conditions: Option<&str>) -> Event {
    let why = "Ingen koppling till arbetet.".to_owned();
    Event::Assessed(Assessed { tie: 1, conditions: conditions.map(str::to_owned), why })
}

fn two_of(first: Hand, second: Hand) -> Two {
    Two { proposal: ProposalId::from_bits(1), proposer: first, approver: second }
}

fn forbidden(two: Two) -> Forbidden {
    let (ground, why) = ("fortroendeskadlig".to_owned(), "Säljer till den egna enheten.".to_owned());
    Forbidden { tie: 1, ground, why, stop_by: day("2026-12-31"), two }
}

#[test]
fn nothing_is_also_a_declaration_and_there_is_nothing_left_to_assess() {
    let declaration = made("2026-11-22", Vec::new());
    assert!(declaration.is_settled());
    assert_eq!(declaration.review_by(), None);
    assert_eq!(declaration.keep_until(), day("2028-11-22"));
}

#[test]
fn a_tie_waits_three_weeks_until_somebody_else_has_assessed_it() {
    let mut declaration = made("2026-11-22", vec![firm()]);
    assert_eq!(declaration.review_by(), Some(day("2026-12-13")));
    let own = declaration.apply(&stamp(2, EXPERT, "2026-11-23", assessed(None)));
    assert_eq!(own, Err(DeclarationError::Own { person: EXPERT }));
    declaration.apply(&stamp(2, MANAGER, "2026-11-23", assessed(Some("Inga ärenden om städning.")))).unwrap();
    assert_eq!(declaration.ties[0].standing(), Standing::Conditions);
    declaration.apply(&stamp(3, MANAGER, "2026-11-24", assessed(None))).unwrap();
    assert_eq!(declaration.ties[0].standing(), Standing::Allowed);
    assert_eq!(declaration.ties[0].decided.len(), 2, "what was decided before is still there");
    assert!(declaration.is_settled());
}

#[test]
fn what_is_not_whole_can_not_be_declared() {
    let refused = |tie: Tie| Declaration::fold(&[declared("2026-11-22", vec![tie])]).unwrap_err();
    assert!(matches!(refused(tie("annat", "X", None)), DeclarationError::Unknown { .. }));
    assert!(matches!(refused(tie("foretag", " ", None)), DeclarationError::Empty { .. }));
    assert!(matches!(refused(Tie { what: String::new(), ..firm() }), DeclarationError::Empty { .. }));
    assert!(matches!(refused(tie("foretag", "X", Some("556677-8890"))), DeclarationError::OrgNo { .. }));
    let many = Declaration::fold(&[declared("2026-11-22", vec![firm(); 21])]);
    assert!(matches!(many, Err(DeclarationError::Many { most: 20 })));
}

#[test]
fn an_assessment_has_a_reason_and_its_conditions_are_written() {
    let declaration = made("2026-11-22", vec![firm()]);
    let may = |event: Event| declaration.may(&event, MANAGER, day("2026-11-23"));
    assert_eq!(may(assessed(None)), Ok(()));
    assert!(matches!(may(assessed(Some(" "))), Err(DeclarationError::Empty { .. })));
    let blank = Assessed { tie: 1, conditions: None, why: String::new() };
    assert!(matches!(may(Event::Assessed(blank)), Err(DeclarationError::Empty { .. })));
    let absent = Assessed { tie: 2, conditions: None, why: "Nej.".to_owned() };
    assert_eq!(may(Event::Assessed(absent)), Err(DeclarationError::Absent { tie: 2 }));
}

#[test]
fn to_forbid_takes_a_manager_and_hr_or_hr_and_the_director() {
    let declaration = made("2026-11-22", vec![firm()]);
    let may = |first, second| {
        let event = Event::Forbidden(forbidden(two_of(hand(first), hand(second))));
        declaration.may(&event, second, day("2026-11-23"))
    };
    assert_eq!(may(MANAGER, HR), Ok(()));
    assert_eq!(may(HR, DIRECTOR), Ok(()));
    for (first, second) in [(MANAGER, MANAGER), (HR, HR), (HR, MANAGER), (MANAGER, DIRECTOR), (DIRECTOR, HR)] {
        assert_eq!(may(first, second), Err(DeclarationError::Together), "{first} {second}");
    }
    let own = Hand { person: EXPERT, role: "manager".to_owned() };
    let event = Event::Forbidden(forbidden(two_of(own, hand(HR))));
    assert_eq!(declaration.may(&event, HR, day("2026-11-23")), Err(DeclarationError::Own { person: EXPERT }));
}

#[test]
fn what_is_forbidden_has_ground_reasons_and_a_day_to_come_and_stays_forbidden() {
    let mut declaration = made("2026-11-22", vec![firm()]);
    let right = || forbidden(two_of(hand(MANAGER), hand(HR)));
    let refused = |one: Forbidden| declaration.may(&Event::Forbidden(one), HR, day("2026-11-23")).unwrap_err();
    assert!(matches!(refused(Forbidden { why: " ".to_owned(), ..right() }), DeclarationError::Empty { .. }));
    assert!(matches!(refused(Forbidden { ground: "annan".to_owned(), ..right() }), DeclarationError::Unknown { .. }));
    let past = Forbidden { stop_by: day("2026-11-22"), ..right() };
    assert!(matches!(refused(past), DeclarationError::Past { .. }));
    declaration.apply(&stamp(2, HR, "2026-11-23", Event::Forbidden(right()))).unwrap();
    assert_eq!(declaration.ties[0].standing(), Standing::Forbidden);
    let again = declaration.apply(&stamp(3, MANAGER, "2026-11-24", assessed(None)));
    assert_eq!(again, Err(DeclarationError::Forbidden), "one alone does not take back what two decided");
}

#[test]
fn a_relation_can_not_be_forbidden() {
    let declaration = made("2026-11-22", vec![tie("narstaende", "Exempel Bygg AB", None)]);
    let event = Event::Forbidden(forbidden(two_of(hand(MANAGER), hand(HR))));
    assert_eq!(declaration.may(&event, HR, day("2026-11-23")), Err(DeclarationError::NotSecondary));
}

#[test]
fn a_declared_organisation_keeps_its_person_from_cases_about_it_until_it_has_ended() {
    let ends = Tie { ends_on: Some(day("2026-12-01")), ..firm() };
    let declaration = made("2026-11-22", vec![ends]);
    let concerned = [Concerned {
        kind: ConcernedKind::Organisation,
        id: Some("5566778899".to_owned()),
        name: "Exempel Städ".to_owned(),
        person: None,
    }];
    let barred = |on: &str| {
        let known = Known { declared: declaration.conflicts(day(on)), ..Known::default() };
        find(&known, &concerned, &[EXPERT, HR].into()).into_iter().map(|one| one.person).collect::<Vec<_>>()
    };
    assert_eq!(barred("2026-12-01"), [EXPERT]);
    assert_eq!(barred("2026-12-02"), []);
}

#[test]
fn the_same_name_is_found_however_it_is_written() {
    let declaration = made("2026-11-22", vec![tie("leverantor", "Exempel-Städ AB", None)]);
    let found = |name: &str| !declaration.namesakes(&[name], day("2026-11-23")).is_empty();
    assert!(found("EXEMPEL STÄD Aktiebolag") && found("exempel städ"));
    assert!(!found("Exempel Bygg AB") && !found(""));
    assert_eq!(plain_name("AB"), "");
}

#[test]
fn the_register_says_what_was_declared_allowed_and_ended() {
    let mut first = made("2025-11-20", vec![firm(), tie("narstaende", "Exempel; \"Bygg\"", None)]);
    first.apply(&stamp(2, MANAGER, "2025-11-21", assessed(None))).unwrap();
    let second = made("2026-11-22", vec![firm()]);
    let (own, none) = ([first, second], [made("2026-11-22", Vec::new())]);
    let all = [Of { employee: "E1", declarations: &own }, Of { employee: "E2", declarations: &none }];
    let expected = "Anställningsnummer;Organisationsnummer;Beskrivning;Anmäld;Godkänd;Upphör;Gäller vem\r\n\
                    E1;5566778899;Eget företag eller ägande: Exempel Städ AB;2025-11-20;ja;2026-11-21;egen\r\n\
                    E1;;\"Närståendes företag eller uppdrag: Exempel; \"\"Bygg\"\"\";2025-11-20;;2026-11-21;närstående\r\n\
                    E1;5566778899;Eget företag eller ägande: Exempel Städ AB;2026-11-22;ja;;egen\r\n\
                    E2;;Inget att anmäla;2026-11-22;;;\r\n";
    assert_eq!(csv(&all), expected, "what was allowed is so until it is assessed anew");
}

fn round(units: &[&str]) -> Round {
    Round {
        authority: "socialnamnden".parse().unwrap(),
        units: units.iter().map(|unit| (*unit).to_owned()).collect(),
        started_at: at("2026-11-02"),
        last_day: day("2026-11-30"),
        by: HR,
    }
}

#[test]
fn a_round_asks_all_or_some_units_and_only_a_declaration_since_its_start_answers() {
    assert!(round(&[]).asks(None) && round(&[]).asks(Some("a")));
    assert!(round(&["a"]).asks(Some("a")) && !round(&["a"]).asks(Some("b")) && !round(&["a"]).asks(None));
    assert!(!round(&[]).is_answered(None) && !round(&[]).is_answered(Some(at("2026-11-01"))));
    assert!(round(&[]).is_answered(Some(at("2026-11-02"))));
}

#[test]
fn a_round_reminds_at_its_start_before_its_end_and_each_week_after() {
    let reminds = |on: &str| round(&[]).reminds_on(&ROUTINE, day(on));
    for on in ["2026-11-02", "2026-11-16", "2026-11-23", "2026-11-29", "2026-11-30", "2026-12-07", "2026-12-14"] {
        assert!(reminds(on), "{on}");
    }
    for on in ["2026-10-26", "2026-11-01", "2026-11-03", "2026-11-22", "2026-11-28", "2026-12-01", "2026-12-08"] {
        assert!(!reminds(on), "{on}");
    }
}

#[test]
fn figures_of_a_round_show_no_fewer_than_five() {
    let asked = |unit: &'static str, answered: usize, missing: usize| {
        let all = std::iter::repeat_n((unit, true), answered).chain(std::iter::repeat_n((unit, false), missing));
        all.collect::<Vec<_>>()
    };
    let few = answers([asked("Enhet 1", 9, 2), asked("Enhet 2", 8, 7)].concat());
    assert_eq!(few.units, ["Enhet 1", "Enhet 2"]);
    assert!(few.table.rows[0].contains(&Cell::Hidden));
    assert!(!few.table.rows.iter().flatten().any(|cell| matches!(cell, Cell::Shown(1..=4))));
    let many = answers(asked("Enhet 1", 9, 7));
    assert_eq!(many.table.rows[0], [Cell::Shown(9), Cell::Shown(7), Cell::Shown(16)]);
}

#[test]
fn a_routine_with_a_law_that_is_not_there_is_refused() {
    let broken = front().replacen("law       = \"loa-7\"", "law       = \"loa-9\"", 1);
    assert!(Routine::parse(&broken).unwrap_err().to_string().contains("loa-9"));
    assert!(Routine::parse(&front().replacen("id        = \"foretag\"", "id        = \"uppdrag\"", 1)).is_err());
}

proptest! {
    #[test]
    fn a_name_is_compared_without_panic_and_the_same_twice(name in ".*") {
        let once = plain_name(&name);
        prop_assert_eq!(plain_name(&once), once);
    }
}

#[test]
fn a_decision_in_writing_says_who_what_why_when_by_whom_and_what_can_be_done() {
    let mut declaration = made("2026-11-22", vec![firm()]);
    let names = [(EXPERT, "Malin Exempel"), (MANAGER, "Carl Exempelby"), (HR, "Hanna Provberg")];
    let names = names.map(|(person, name)| (person, name.to_owned())).into();
    assert!(declaration.decision(1, &names, "Socialnämnden").is_none(), "nothing forbids it yet");
    let two = two_of(hand(MANAGER), hand(HR));
    let why = "Säljer till den egna enheten.\n\nDet kan rubba förtroendet.".to_owned();
    let event = Event::Forbidden(Forbidden { why, ..forbidden(two) });
    declaration.apply(&stamp(2, HR, "2026-11-23", event)).unwrap();
    let letter = declaration.decision(1, &names, "Socialnämnden").unwrap();
    assert_eq!(letter.day, day("2026-11-23"), "the day of the decision, not of the fetching");
    let text = serde_json::to_string(&letter).unwrap();
    for line in [
        "Malin Exempel får inte ha bisysslan",
        "Eget företag eller ägande: Exempel Städ AB",
        "556677-8899",
        "senast 2026-12-31",
        "Förtroendeskadlig. ",
        "lagen (1994:260) om offentlig anställning, 7 §",
        "7 c §",
        "\"Det kan rubba förtroendet.\"",
        "ditt fackförbund begära förhandling",
        "obekräftat: ska kontrolleras av jurist",
        "Carl Exempelby",
        "närmaste chef",
        "Hanna Provberg",
    ] {
        assert!(text.contains(line), "{line}: {text}");
    }
    assert!(declaration.decision(2, &names, "Socialnämnden").is_none());
    assert!(declaration.decision(0, &names, "Socialnämnden").is_none());
}

#[test]
fn the_law_of_the_decision_is_one_that_the_routine_has() {
    let broken = Routine { decision: Some("loa-99".to_owned()), ..ROUTINE.clone() };
    assert!(broken.check().unwrap_err().to_string().contains("loa-99"));
    let older = Routine { decision: None, ..ROUTINE.clone() };
    assert!(older.check().is_ok(), "versions before the second have none");
}
