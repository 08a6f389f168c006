//! Who takes part: capacities, conflicts of interest, and nobody alone.

use casework::{
    Bars, Capacity, Case, Conflicted, Event, Membership, Two,
    event::{ConcernAdded, Concerned, ConcernedKind, ConflictNoted, KeyGiven, MemberLeft, Recused, Taken},
};

use crate::town::{
    COORDINATOR, DIRECTOR, EXPERT, HR, MANAGER, OUTSIDER, SUSPECT, add, case, hand, member_added, opened, refused,
    stamp, two,
};

fn noted(person: casework::id::PersonId, bars: Bars, two: Two) -> Event {
    let conflict = Conflicted { person, bars, why: "är släkt med den som ärendet gäller".to_owned() };
    Event::ConflictNoted(ConflictNoted { conflict, two })
}

#[test]
fn the_opener_is_a_reporter_and_those_named_have_their_capacities() {
    let case = case();
    assert!(case.is(MANAGER, &[Capacity::Reporter]));
    assert!(case.is(COORDINATOR, &[Capacity::Coordinator]));
    assert_eq!(case.members.len(), 5);
    assert!(case.conflicted.contains_key(&SUSPECT));
}

#[test]
fn nobody_opens_a_case_alone_or_about_nothing_or_with_somebody_concerned() {
    let open = |change: &dyn Fn(&mut casework::Opened), by| {
        let mut opened = opened();
        change(&mut opened);
        Case::open(&stamp(1, by, Event::Opened(Box::new(opened)))).unwrap_err().to_string()
    };
    assert!(open(&|o| o.members.truncate(1), MANAGER).contains("minst två"));
    let expert = Membership { person: EXPERT, capacity: Capacity::Expert };
    assert!(open(&|o| o.members = vec![expert.clone(), o.members[0].clone()], MANAGER).contains("minst två"));
    assert!(open(&|o| o.concerned.clear(), MANAGER).contains("gäller är tomt"));
    assert!(open(&|o| o.title = " ".to_owned(), MANAGER).contains("rubrik är tomt"));
    assert!(open(&|o| o.members[0].person = SUSPECT, MANAGER).contains("ärendet gäller personen"));
    assert!(open(&|_| (), SUSPECT).contains("ärendet gäller personen"));
    let tied = |bars| Conflicted { person: HR, bars, why: "är närstående".to_owned() };
    assert!(open(&|o| o.conflicted = vec![tied(Bars::Deciding)], MANAGER).contains("är närstående"));
    let not_first = stamp(2, MANAGER, Event::Opened(Box::new(opened())));
    assert!(Case::open(&not_first).unwrap_err().to_string().contains("händelse 2 står där händelse 1"));
    assert!(Case::fold(&[]).unwrap_err().to_string().contains("ingen händelse som öppnar"));
}

#[test]
fn who_may_not_decide_may_still_report() {
    let mut opened = opened();
    opened.conflicted = vec![Conflicted { person: MANAGER, bars: Bars::Deciding, why: "samma enhet".to_owned() }];
    let mut case = Case::open(&stamp(1, MANAGER, Event::Opened(Box::new(opened)))).unwrap();
    let event = member_added(MANAGER, Capacity::DecisionMaker, two(COORDINATOR, DIRECTOR));
    refused(&mut case, DIRECTOR, event, "samma enhet");
    assert!(case.is(MANAGER, &[Capacity::Reporter]));
}

#[test]
fn a_member_is_added_by_two_and_never_by_those_who_only_report_or_help() {
    let mut case = case();
    let add_outsider = |two| member_added(OUTSIDER, Capacity::Handler, two);
    refused(&mut case, COORDINATOR, add_outsider(two(COORDINATOR, COORDINATOR)), "står som båda");
    refused(&mut case, MANAGER, add_outsider(two(MANAGER, COORDINATOR)), "att föreslå en medlem");
    refused(&mut case, OUTSIDER, add_outsider(two(OUTSIDER, COORDINATOR)), "är inte med i ärendet");
    refused(&mut case, COORDINATOR, add_outsider(two(COORDINATOR, OUTSIDER)), "är inte med i ärendet");
    let suspect = member_added(SUSPECT, Capacity::Expert, two(COORDINATOR, HR));
    refused(&mut case, HR, suspect, "ärendet gäller personen");
    add(&mut case, COORDINATOR, add_outsider(two(COORDINATOR, HR))).unwrap();
    refused(&mut case, COORDINATOR, add_outsider(two(COORDINATOR, HR)), "redan med i den egenskapen");
    let more = member_added(OUTSIDER, Capacity::Expert, two(HR, OUTSIDER));
    refused(&mut case, HR, more, "står som båda");
}

#[test]
fn who_has_a_role_of_the_routine_may_let_somebody_in_from_outside_the_case() {
    let mut case = case();
    let director_elsewhere =
        Two { approver: casework::Hand { role: "director".to_owned(), ..hand(OUTSIDER) }, ..two(HR, HR) };
    add(&mut case, HR, member_added(casework::id::PersonId::from_bits(60), Capacity::Handler, director_elsewhere))
        .unwrap();
    assert!(!case.members.contains_key(&OUTSIDER));
}

#[test]
fn a_conflict_takes_a_member_out_at_once_and_keeps_them_out() {
    let mut case = case();
    add(&mut case, COORDINATOR, Event::Taken(Taken { leader: COORDINATOR })).unwrap();
    assert_eq!(case.leader, Some(COORDINATOR));
    refused(&mut case, HR, noted(COORDINATOR, Bars::Everything, two(HR, HR)), "står som båda");
    add(&mut case, HR, noted(COORDINATOR, Bars::Everything, two(HR, DIRECTOR))).unwrap();
    assert_eq!((case.leader, case.members.contains_key(&COORDINATOR)), (None, false));
    let back = member_added(COORDINATOR, Capacity::Coordinator, two(HR, DIRECTOR));
    refused(&mut case, HR, back, "är släkt");
    add(&mut case, HR, noted(COORDINATOR, Bars::Deciding, two(HR, DIRECTOR))).unwrap();
    assert_eq!(case.conflicted.get(&COORDINATOR).unwrap().bars, Bars::Everything, "a milder bar replaces no stricter");
}

#[test]
fn who_turns_out_to_be_concerned_is_out_of_the_case() {
    let mut case = case();
    let concerned =
        Concerned { kind: ConcernedKind::Employee, id: None, name: "Den sakkunniga".to_owned(), person: Some(EXPERT) };
    add(&mut case, HR, Event::ConcernAdded(ConcernAdded { concerned, two: two(HR, DIRECTOR) })).unwrap();
    assert!(!case.members.contains_key(&EXPERT));
    assert!(case.notes_for(EXPERT).is_empty());
    assert_eq!(case.timeline(EXPERT).count(), 0);
}

#[test]
fn who_steps_down_names_a_successor_who_is_let_in_by_two() {
    let mut case = case();
    let recused = |successor| Event::Recused(Recused { why: "min svåger arbetar där".to_owned(), successor });
    refused(&mut case, COORDINATOR, recused(Some(SUSPECT)), "ärendet gäller personen");
    refused(&mut case, COORDINATOR, recused(Some(COORDINATOR)), "står som båda");
    add(&mut case, COORDINATOR, recused(Some(OUTSIDER))).unwrap();
    assert!(!case.members.contains_key(&COORDINATOR) && !case.members.contains_key(&OUTSIDER));
    assert!(case.successors.contains(&OUTSIDER));
    add(&mut case, HR, member_added(OUTSIDER, Capacity::Coordinator, two(HR, DIRECTOR))).unwrap();
    assert!(case.successors.is_empty());
}

#[test]
fn the_last_who_can_handle_a_case_does_not_leave_it() {
    let mut case = case();
    let leave =
        |person| Event::MemberLeft(MemberLeft { person, why: "annan tjänst".to_owned(), two: two(HR, DIRECTOR) });
    add(&mut case, HR, leave(COORDINATOR)).unwrap();
    refused(&mut case, HR, leave(HR), "ingen skulle vara kvar");
    refused(
        &mut case,
        HR,
        Event::Recused(Recused { why: "jäv".to_owned(), successor: None }),
        "ingen skulle vara kvar",
    );
    add(&mut case, HR, leave(MANAGER)).unwrap();
    refused(&mut case, HR, leave(MANAGER), "är inte med i ärendet");
}

#[test]
fn the_last_who_can_let_others_in_stays() {
    let mut case = case();
    add(&mut case, HR, noted(COORDINATOR, Bars::Everything, two(HR, DIRECTOR))).unwrap();
    add(&mut case, DIRECTOR, noted(HR, Bars::Everything, two(HR, DIRECTOR))).unwrap();
    let recused = Event::Recused(Recused { why: "jäv".to_owned(), successor: None });
    refused(&mut case, DIRECTOR, recused, "ingen skulle vara kvar");
    let outside =
        Two { approver: casework::Hand { role: "central_security".to_owned(), ..hand(OUTSIDER) }, ..two(HR, HR) };
    let outside = Two { proposer: hand(DIRECTOR), ..outside };
    let newcomer = casework::id::PersonId::from_bits(61);
    add(&mut case, DIRECTOR, member_added(newcomer, Capacity::Coordinator, outside)).unwrap();
    assert!(case.is(newcomer, &[Capacity::Coordinator]));
}

#[test]
fn a_case_is_led_by_a_coordinator_or_handler() {
    let mut case = case();
    refused(&mut case, HR, Event::Taken(Taken { leader: COORDINATOR }), "att ta ärendet");
    refused(&mut case, COORDINATOR, Event::Taken(Taken { leader: DIRECTOR }), "att leda ärendet");
    refused(&mut case, OUTSIDER, Event::Taken(Taken { leader: OUTSIDER }), "är inte med i ärendet");
}

#[test]
fn only_a_member_whom_the_opening_names_is_given_the_key_later_and_once() {
    let given = |person| Event::KeyGiven(KeyGiven { person, fingerprint: "ab12 cd34".to_owned() });
    let mut opened = opened();
    opened.without_keys = vec![EXPERT];
    let mut case = Case::open(&stamp(1, MANAGER, Event::Opened(Box::new(opened)))).unwrap();
    refused(&mut case, OUTSIDER, given(EXPERT), "är inte med i ärendet");
    refused(&mut case, HR, given(OUTSIDER), "är inte med i ärendet");
    refused(&mut case, HR, given(DIRECTOR), "har redan fått nyckeln");
    add(&mut case, HR, given(EXPERT)).unwrap();
    assert!(case.without_keys.is_empty());
    refused(&mut case, HR, given(EXPERT), "har redan fått nyckeln");
}
