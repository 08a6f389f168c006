//! Lists are filtered by the rules, and what is denied can look like what does not exist.

use access::{About, Action, Case, CaseState, Proposal, ProposalKind, Resource, Role, Signals, Touches, Verdict};

use crate::people::{BOARD, case, open, person, policies, today};

#[test]
fn a_list_keeps_what_may_be_seen_in_its_order() {
    let policies = policies();
    let anna = person("anna", Role::Coordinator);
    let mut conflicted = case(CaseState::Open, &["anna"]);
    conflicted.conflicted.insert("anna".to_owned());
    let elsewhere = Case { authority: "bolaget".to_owned(), ..case(CaseState::Open, &["anna"]) };
    let rows = [
        (open(&["anna", "bo"]), 1),
        (open(&["bo"]), 2),
        (Resource::Case(conflicted), 3),
        (Resource::Case(case(CaseState::Closed, &["cecilia", "anna"])), 4),
        (Resource::Case(elsewhere), 5),
        (open(&["anna"]), 6),
    ];
    assert_eq!(policies.filter(&anna, Action::CaseList, rows, today()), [1, 4, 6]);
}

#[test]
fn a_list_answers_as_each_question_alone() {
    let policies = policies();
    for role in [Role::Coordinator, Role::UserAdmin] {
        let anna = person("anna", role);
        let rows: Vec<Resource> = access::ResourceKind::ALL
            .iter()
            .flat_map(|kind| access::situations(*kind))
            .map(|situation| situation.resource(role))
            .collect();
        for action in [Action::CaseShow, Action::ProposalList] {
            let alone: Vec<usize> =
                (0..rows.len()).filter(|at| policies.allows(&anna, action, &rows[*at], today()).is_allowed()).collect();
            let twice = rows.iter().cloned().zip(0..).chain(rows.iter().cloned().zip(0..));
            let listed = policies.filter(&anna, action, twice, today());
            assert_eq!(listed, [alone.clone(), alone].concat(), "{role} {action}");
        }
    }
}

fn hides(role: Role, action: Action, resource: &Resource) -> bool {
    match policies().allows(&person("anna", role), action, resource, today()) {
        Verdict::Denied { hides, .. } => hides,
        Verdict::Allowed => panic!("allowed"),
    }
}

#[test]
fn a_case_looks_like_none_to_all_but_its_members() {
    assert!(hides(Role::Coordinator, Action::CaseShow, &open(&["bo"])));
    assert!(hides(Role::Operator, Action::CaseShow, &open(&["anna"])));
    assert!(hides(Role::Auditor, Action::CaseFileShow, &open(&["anna"])));
    let mut conflicted = case(CaseState::Open, &["anna"]);
    conflicted.conflicted.insert("anna".to_owned());
    assert!(hides(Role::Coordinator, Action::CaseNote, &Resource::Case(conflicted)));
    assert!(!hides(Role::Manager, Action::CaseTake, &open(&["anna"])), "a member knows of it");
    assert!(!hides(Role::Director, Action::CaseOpen, &open(&[])), "there is none yet");
}

#[test]
fn a_proposal_about_a_case_or_about_staff_looks_like_none() {
    let with = |kind, about| {
        Resource::Proposal(Proposal {
            kind,
            authority: BOARD.to_owned(),
            proposer: "bo".to_owned(),
            proposer_role: Role::Employee,
            proposer_manager: None,
            about,
        })
    };
    let outside = with(ProposalKind::CaseClose, About::Case(case(CaseState::Open, &["bo"])));
    assert!(hides(Role::Director, Action::CaseCloseApprove, &outside));
    assert!(hides(Role::Director, Action::CaseCloseApprove, &with(ProposalKind::CaseClose, About::Nothing)));
    let staff = Signals { purpose: Some("internal-control".to_owned()), ..Signals::new(BOARD, "hr", Touches::Staff) };
    assert!(hides(Role::Controller, Action::RevealApprove, &with(ProposalKind::Reveal, About::Signals(staff))));
    let inside = with(ProposalKind::CaseMeasure, About::Case(case(CaseState::Closed, &["anna"])));
    assert!(!hides(Role::Director, Action::CaseMeasureApprove, &inside));
    assert!(!hides(Role::Manager, Action::DecisionApprove, &with(ProposalKind::Decision, About::Nothing)));
}

#[test]
fn signals_about_staff_or_oneself_look_like_none() {
    let staff = Signals { purpose: Some("internal-control".to_owned()), ..Signals::new(BOARD, "hr", Touches::Staff) };
    assert!(hides(Role::Controller, Action::SignalShow, &Resource::Signals(staff)));
    let mut named = Signals::new(BOARD, "contracts", Touches::Indirect);
    assert!(!hides(Role::Manager, Action::SignalShow, &Resource::Signals(named.clone())));
    named.named.insert("anna".to_owned());
    assert!(hides(Role::Controller, Action::SignalShow, &Resource::Signals(named)));
}
