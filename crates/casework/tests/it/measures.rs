//! Measures: who decides them, how long, and what is not chosen.

use casework::{
    Case, Event, MeasureStatus,
    event::{Lifting, Proposed},
    id::ProposalId,
};

use crate::town::{
    COORDINATOR, DIRECTOR, EXPERT, HR, MANAGER, add, case, day, decided, decision, declined, refused, two,
};

fn status(case: &Case, measure: &str) -> MeasureStatus {
    case.measures.get(measure).unwrap().status()
}

#[test]
fn a_measure_is_open_until_two_have_decided_or_declined_it() {
    let mut case = case();
    assert_eq!(status(&case, "hotbild"), MeasureStatus::Open);
    let proposed = Proposed {
        measure: "hotbild".to_owned(),
        option: None,
        proposal: ProposalId::from_bits(5),
        why: "hot i telefon".to_owned(),
    };
    add(&mut case, HR, Event::MeasureProposed(proposed)).unwrap();
    assert_eq!(status(&case, "hotbild"), MeasureStatus::Open);
    add(&mut case, HR, declined("hotbild")).unwrap();
    assert_eq!(status(&case, "hotbild"), MeasureStatus::Declined);
    add(&mut case, DIRECTOR, decided(decision("hotbild", None, "MI-3"))).unwrap();
    assert_eq!(status(&case, "hotbild"), MeasureStatus::Decided);
    refused(&mut case, HR, declined("hotbild"), "är redan beslutad");
}

#[test]
fn a_measure_takes_two_working_members_of_whom_one_writes_it() {
    let mut case = case();
    let with = |proposer, approver| {
        let mut decision = decision("intern-utredning", None, "MI-1");
        decision.two = two(proposer, approver);
        decided(decision)
    };
    refused(&mut case, DIRECTOR, with(DIRECTOR, DIRECTOR), "står som båda personerna");
    refused(&mut case, HR, with(COORDINATOR, DIRECTOR), "ingen av de två");
    refused(&mut case, DIRECTOR, with(MANAGER, DIRECTOR), "att besluta två tillsammans kan bara göras av");
    refused(&mut case, DIRECTOR, with(EXPERT, DIRECTOR), "att besluta två tillsammans");
    refused(&mut case, HR, with(COORDINATOR, HR), "`HR, punkt MI-1` får inte besluta om Intern utredning");
    add(&mut case, DIRECTOR, with(HR, DIRECTOR)).unwrap();
}

#[test]
fn the_one_who_approves_needs_the_act_of_the_measure_and_of_its_option() {
    let mut case = case();
    refused(&mut case, DIRECTOR, decided(decision("hotbild", None, "MI-1")), "direktör (punkt MI-3)");
    refused(&mut case, DIRECTOR, decided(decision("anstallning", None, "MI-4")), "vilket slag av åtgärden är tomt");
    refused(&mut case, DIRECTOR, decided(decision("anstallning", Some("kram"), "MI-4")), "valet `kram` finns inte");
    refused(&mut case, DIRECTOR, decided(decision("anstallning", Some("avsked"), "MI-4")), "direktör (punkt MI-4d)");
    add(&mut case, DIRECTOR, decided(decision("anstallning", Some("avsked"), "MI-4d"))).unwrap();
    refused(&mut case, DIRECTOR, decided(decision("bokbal", None, "MI-1")), "åtgärden `bokbal` finns inte");
}

#[test]
fn a_suspension_lasts_at_most_30_days_at_a_time() {
    let mut case = case();
    let until = |to: Option<&str>| {
        let mut decision = decision("anstallning", Some("avstangning"), "MI-4b");
        decision.to = to.map(day);
        decided(decision)
    };
    refused(&mut case, DIRECTOR, until(None), "högst 30 dagar åt gången, alltså till och med 2026-06-30");
    refused(&mut case, DIRECTOR, until(Some("2026-07-01")), "till och med 2026-06-30");
    refused(&mut case, DIRECTOR, until(Some("2026-05-31")), "slutar 2026-05-31 men börjar 2026-06-01");
    add(&mut case, DIRECTOR, until(Some("2026-06-30"))).unwrap();
    add(&mut case, DIRECTOR, until(Some("2026-06-30"))).unwrap();
    assert_eq!(case.measures.get("anstallning").unwrap().decisions.len(), 2);
}

#[test]
fn a_proposal_is_carried_out_once() {
    let mut case = case();
    let once = decided(decision("hotbild", None, "MI-3"));
    add(&mut case, DIRECTOR, once.clone()).unwrap();
    refused(&mut case, DIRECTOR, once, "är redan genomfört");
}

#[test]
fn a_decision_is_lifted_once_by_two() {
    let mut case = case();
    let seq = add(&mut case, DIRECTOR, decided(decision("hotbild", None, "MI-3"))).unwrap();
    let lift = |on: &str| {
        let why = "hotet finns inte kvar".to_owned();
        Event::MeasureLifted(Lifting { decision: seq, on: day(on), why, two: two(HR, DIRECTOR) })
    };
    refused(&mut case, DIRECTOR, lift("2026-05-01"), "slutar 2026-05-01");
    add(&mut case, DIRECTOR, lift("2026-06-09")).unwrap();
    refused(&mut case, DIRECTOR, lift("2026-06-09"), "är redan upphävt");
    assert_eq!(case.decision(seq).unwrap().lifted.as_ref().unwrap().on, day("2026-06-09"));
    assert_eq!(status(&case, "hotbild"), MeasureStatus::Decided);
}
