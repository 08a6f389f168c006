//! Nobody alone: every pair of people and roles is tried on every kind of proposal.

use access::{About, Action, CaseState, Proposal, ProposalKind, Resource, Role, Signals, Subject, Touches};

use crate::people::{BOARD, case, person, policies, today};

/// A proposal of that person, about something that all people here have a part in.
fn proposal(kind: ProposalKind, by: &Subject) -> Proposal {
    let about = if kind.is_about_case() {
        let state = if kind == ProposalKind::CaseDispose { CaseState::Closed } else { CaseState::Open };
        About::Case(case(state, &["anna", "bo", "chef till anna", "chef till bo"]))
    } else if kind.is_about_report() {
        let state = if kind == ProposalKind::ReportDispose { CaseState::Closed } else { CaseState::Open };
        About::Report(case(state, &["anna", "bo", "chef till anna", "chef till bo"]))
    } else if kind.is_about_signals() {
        About::Signals(Signals::new(BOARD, "supplier-payments", Touches::Indirect))
    } else if kind.is_about_person() {
        About::Person("cecilia".to_owned())
    } else {
        About::Nothing
    };
    Proposal {
        kind,
        authority: BOARD.to_owned(),
        proposer: by.person.clone(),
        proposer_role: by.acting_as,
        proposer_manager: by.manager.clone(),
        about,
    }
}

fn approves(by: &Subject, proposal: &Proposal) -> bool {
    allowed(by, proposal.kind.approve(), &Resource::Proposal(proposal.clone()))
}

/// Asked as a list asks: without the words of a denial, which cost more than the answer.
fn allowed(by: &Subject, action: Action, resource: &Resource) -> bool {
    !policies_once().filter(by, action, [(resource.clone(), ())], today()).is_empty()
}

fn policies_once() -> &'static access::Policies {
    static POLICIES: std::sync::OnceLock<access::Policies> = std::sync::OnceLock::new();
    POLICIES.get_or_init(policies)
}

#[test]
fn nobody_approves_the_own_proposal_in_any_role() {
    for kind in ProposalKind::ALL {
        for proposes in Role::all() {
            for approves_as in Role::all() {
                let proposer = person("anna", proposes);
                let mut same = person("anna", approves_as);
                same.roles.extend(proposer.roles.clone());
                assert!(!approves(&same, &proposal(*kind, &proposer)), "{kind} {proposes} {approves_as}");
            }
        }
    }
}

#[test]
fn every_kind_can_be_approved_by_somebody_else_with_another_role_and_manager() {
    for kind in ProposalKind::ALL {
        let proposal = proposal(*kind, &person("anna", Role::Employee));
        assert!(Role::all().any(|role| approves(&person("bo", role), &proposal)), "{kind}");
    }
}

#[test]
fn two_of_the_same_role_need_different_managers_and_both_known() {
    for kind in ProposalKind::ALL {
        for role in Role::all() {
            let (anna, mut bo) = (person("anna", role), person("bo", role));
            let able = approves(&bo, &proposal(*kind, &person("anna", Role::Employee)));
            assert_eq!(approves(&bo, &proposal(*kind, &anna)), able, "{kind} {role}");
            bo.manager.clone_from(&anna.manager);
            assert!(!approves(&bo, &proposal(*kind, &anna)), "{kind} {role}: same manager");
            bo.manager = None;
            assert!(!approves(&bo, &proposal(*kind, &anna)), "{kind} {role}: manager not known");
            let orphan = Subject { manager: None, ..anna };
            assert!(!approves(&bo, &proposal(*kind, &orphan)), "{kind} {role}: no manager known");
        }
    }
}

#[test]
fn nobody_approves_what_the_own_manager_proposes() {
    for kind in ProposalKind::ALL {
        for (proposes, role) in Role::all().flat_map(|one| Role::all().map(move |other| (one, other))) {
            let manager = person("chef till bo", proposes);
            assert!(!approves(&person("bo", role), &proposal(*kind, &manager)), "{kind} {proposes} {role}");
        }
    }
}

#[test]
fn an_approval_fits_no_other_kind_of_proposal() {
    for kind in ProposalKind::ALL {
        let proposal = Resource::Proposal(proposal(*kind, &person("anna", Role::Employee)));
        for other in ProposalKind::ALL.iter().filter(|other| *other != kind) {
            for role in Role::all() {
                assert!(!allowed(&person("bo", role), other.approve(), &proposal), "{role} approves {kind} by {other}");
            }
        }
    }
}

#[test]
fn a_proposal_that_hides_what_it_is_about_is_approved_by_nobody() {
    let kinds = ProposalKind::ALL
        .iter()
        .filter(|kind| kind.is_about_case() || kind.is_about_signals() || kind.is_about_person());
    for kind in kinds {
        let blank = Proposal { about: About::Nothing, ..proposal(*kind, &person("anna", Role::Employee)) };
        for role in Role::all() {
            assert!(!approves(&person("bo", role), &blank), "{kind} {role}");
        }
    }
}

#[test]
fn nobody_gives_oneself_a_role_a_second_factor_or_a_share() {
    for kind in ProposalKind::ALL.iter().filter(|kind| kind.is_about_person()) {
        for role in Role::all() {
            let own =
                Proposal { about: About::Person("bo".to_owned()), ..proposal(*kind, &person("anna", Role::Employee)) };
            assert!(!approves(&person("bo", role), &own), "{kind} {role}");
            let directory = |about: Option<&str>| Resource::Directory {
                authority: BOARD.to_owned(),
                about: about.map(str::to_owned),
            };
            for about in [Some("bo"), None] {
                assert!(!allowed(&person("bo", role), kind.propose(), &directory(about)), "{kind} {role} {about:?}");
            }
        }
    }
}

#[test]
fn a_denial_says_in_swedish_what_to_do() {
    let why =
        |by: &Subject, action: Action, resource: &Resource| match policies_once().allows(by, action, resource, today())
        {
            access::Verdict::Denied { why, .. } => why,
            access::Verdict::Allowed => panic!("allowed"),
        };
    let own = Resource::Proposal(proposal(ProposalKind::HoldEnd, &person("anna", Role::Controller)));
    assert_eq!(
        why(&person("anna", Role::Controller), Action::HoldEndApprove, &own),
        "Du har själv lagt förslaget. En annan person måste ta ställning till det."
    );
    let payments = Resource::Payments { authority: BOARD.to_owned() };
    assert_eq!(
        why(&person("anna", Role::Manager), Action::ScreeningUpload, &payments),
        "Som chef får du inte granska en betalfil för socialnamnden. Det får: controller."
    );
    let mut ended = person("anna", Role::Manager);
    ended.employed_until = today().pred_opt();
    assert!(why(&ended, Action::ScreeningUpload, &payments).starts_with("Din anställning"));
    let not_held = Subject { acting_as: Role::Director, ..person("anna", Role::Manager) };
    assert!(why(&not_held, Action::ScreeningUpload, &payments).starts_with("Du har inte rollen direktör i dag."));
}
