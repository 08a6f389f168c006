//! The words that data, routes and policies share.

use std::str::FromStr;

use access::{Action, CaseState, ProposalKind, Role, Touches};

#[test]
fn every_word_finds_its_way_back_and_is_what_serde_writes() {
    for role in Role::all() {
        assert_eq!(Role::from_str(role.as_str()).unwrap(), role);
        assert_eq!(serde_json::to_string(&role).unwrap(), format!("\"{role}\""));
    }
    for action in Action::all() {
        assert_eq!(Action::from_str(action.as_str()).unwrap(), action);
        assert_eq!(serde_json::to_string(&action).unwrap(), format!("\"{action}\""));
    }
    for kind in ProposalKind::ALL {
        assert_eq!(ProposalKind::from_str(kind.as_str()).unwrap(), *kind);
        assert_eq!(serde_json::to_string(kind).unwrap(), format!("\"{kind}\""));
        assert_eq!(format!("{kind}_propose"), kind.propose().as_str());
        assert_eq!(format!("{kind}_approve"), kind.approve().as_str());
    }
    assert_eq!(CaseState::from_str("closed").unwrap(), CaseState::Closed);
    assert_eq!(Touches::from_str("staff").unwrap(), Touches::Staff);
}

#[test]
fn an_unknown_word_is_told_with_those_that_are_known() {
    let error = CaseState::from_str("öppet").unwrap_err().to_string();
    assert_eq!(error, "`öppet` är inget tillstånd för ett ärende: välj något av open, closed, disposed");
}

#[test]
fn every_act_that_approves_belongs_to_one_kind_of_proposal() {
    let approving = Action::all().filter(|action| action.as_str().ends_with("_approve")).count();
    assert_eq!(approving, ProposalKind::ALL.len());
}
