//! Who never sees content, tried on all situations of the matrix and on more than the matrix has.

use access::{Action, Holding, Policies, ProposalKind, Resource, ResourceKind, Role, Situation, Subject, situations};

use crate::people::{day, policies, today};

const ADMINISTRATORS: [Role; 2] = [Role::Operator, Role::UserAdmin];

/// Every situation of every kind of resource.
fn all() -> Vec<Situation> {
    ResourceKind::ALL.iter().flat_map(|kind| situations(*kind)).collect()
}

/// Asked as a list asks: without the words of a denial, which cost more than the answer.
fn allowed(policies: &Policies, subject: &Subject, action: Action, resource: &Resource) -> bool {
    !policies.filter(subject, action, [(resource.clone(), ())], today()).is_empty()
}

/// The acts that can be done to it; that all others are denied has a test of its own.
fn done_to(resource: &Resource) -> impl Iterator<Item = Action> {
    let kind = resource.kind();
    Action::all().filter(move |action| action.done_to().contains(&kind))
}

fn is_content(resource: &Resource) -> bool {
    match resource {
        Resource::Case(_) | Resource::Signals(_) | Resource::Payments { .. } => true,
        Resource::Proposal(proposal) => {
            proposal.kind.is_about_case() || proposal.kind.is_about_signals() || proposal.kind == ProposalKind::HoldEnd
        }
        _ => false,
    }
}

#[test]
fn administrators_are_allowed_nothing_on_cases_signals_and_payments() {
    let policies = policies();
    for situation in all() {
        for role in ADMINISTRATORS {
            let (subject, resource) = (situation.subject(role, today()), situation.resource(role));
            for action in done_to(&resource).filter(|_| is_content(&resource)) {
                assert!(!allowed(&policies, &subject, action, &resource), "{role} {action} {}", situation.label);
            }
        }
    }
}

#[test]
fn an_administrator_is_allowed_nothing_more_by_a_second_role() {
    let policies = policies();
    for situation in all() {
        for role in Role::all() {
            let (plain, resource) = (situation.subject(role, today()), situation.resource(role));
            if !is_content(&resource) {
                continue;
            }
            for administrator in ADMINISTRATORS {
                let mut subject = plain.clone();
                subject.roles.push(Holding::new(administrator, "en helt annan nämnd", day(1)));
                for action in done_to(&resource) {
                    assert!(
                        !allowed(&policies, &subject, action, &resource),
                        "{role} and {administrator}: {action} {}",
                        situation.label
                    );
                }
            }
        }
    }
}

/// Everybody in every role in every situation, changed; nothing may be allowed.
fn nothing_allowed(change: impl Fn(&mut Subject), but: impl Fn(Action, &Resource) -> bool) {
    let policies = policies();
    for situation in all() {
        for role in Role::all() {
            let (mut subject, resource) = (situation.subject(role, today()), situation.resource(role));
            change(&mut subject);
            for action in done_to(&resource).filter(|action| !but(*action, &resource)) {
                assert!(!allowed(&policies, &subject, action, &resource), "{role} {action} {}", situation.label);
            }
        }
    }
}

#[test]
fn nobody_is_allowed_anything_after_the_employment_has_ended() {
    nothing_allowed(|subject| subject.employed_until = Some(day(21)), |_, _| false);
}

#[test]
fn a_role_that_is_not_held_today_opens_nothing_but_the_own_account() {
    let account = |_: Action, resource: &Resource| matches!(resource, Resource::Self_ { .. });
    nothing_allowed(|subject| subject.roles.clear(), account);
    nothing_allowed(|subject| subject.roles.iter_mut().for_each(|held| held.to = Some(day(21))), account);
    nothing_allowed(|subject| subject.roles.iter_mut().for_each(|held| held.from = day(23)), account);
}

#[test]
fn a_role_in_another_authority_opens_nothing_of_this_one() {
    let shared = |action: Action, resource: &Resource| resource.authority().is_none() || action == Action::SignalHealth;
    nothing_allowed(|subject| subject.roles.iter_mut().for_each(|held| held.authority = "bolaget".to_owned()), shared);
}

#[test]
fn the_last_day_of_employment_is_a_day_of_work() {
    let policies = policies();
    let situation = &situations(ResourceKind::Library)[0];
    let mut subject = situation.subject(Role::Controller, today());
    subject.employed_until = Some(today());
    assert!(policies.allows(&subject, Action::ControlList, &Resource::Library, today()).is_allowed());
    assert!(!policies.allows(&subject, Action::ControlList, &Resource::Library, day(23)).is_allowed());
}

#[test]
fn an_act_is_denied_on_what_it_is_not_done_to() {
    let policies = policies();
    for situation in ResourceKind::ALL.iter().filter_map(|kind| situations(*kind).into_iter().next()) {
        for role in Role::all() {
            let (subject, resource) = (situation.subject(role, today()), situation.resource(role));
            for action in Action::all().filter(|action| !action.done_to().contains(&resource.kind())) {
                assert!(!allowed(&policies, &subject, action, &resource), "{action} {resource:?}");
            }
        }
    }
}

#[test]
fn those_who_see_numbers_or_the_journal_see_no_person() {
    let policies = policies();
    let roles = [Role::CentralSecurity, Role::Auditor, Role::Custodian, Role::Recipient, Role::Employee];
    for situation in all().iter().filter(|situation| is_content(&situation.resource(Role::Auditor))) {
        for role in roles {
            let (subject, resource) = (situation.subject(role, today()), situation.resource(role));
            let withdraws = [Action::ProposalList, Action::ProposalShow, Action::ProposalWithdraw];
            let own = matches!(&resource, Resource::Proposal(proposal) if proposal.proposer == subject.person);
            for action in done_to(&resource).filter(|action| !(own && withdraws.contains(action))) {
                let allowed = allowed(&policies, &subject, action, &resource);
                assert!(!allowed || action == Action::SignalHealth, "{role} {action} {}", situation.label);
            }
        }
    }
}
