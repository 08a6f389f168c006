//! Who never sees content, tried on all situations of the matrix and on more than the matrix has.

use std::sync::OnceLock;

use access::{Action, Holding, Policies, ProposalKind, Resource, ResourceKind, Role, Situation, Subject, situations};

use crate::people::{day, policies, today};

const ADMINISTRATORS: [Role; 2] = [Role::Operator, Role::UserAdmin];

/// What the matrix allows, computed once for all tests here.
fn cells() -> &'static [(Role, Action, Situation)] {
    static CELLS: OnceLock<Vec<(Role, Action, Situation)>> = OnceLock::new();
    CELLS.get_or_init(|| {
        let (policies, all) = (policies(), all());
        let mut cells = Vec::new();
        for (situation, role) in all.iter().flat_map(|situation| Role::all().map(move |role| (situation, role))) {
            let (subject, resource) = (situation.subject(role, today()), situation.resource(role));
            let can = done_to(&resource).filter(|action| allowed(&policies, &subject, *action, &resource));
            cells.extend(can.map(|action| (role, action, situation.clone())));
        }
        cells
    })
}

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
        resource if is_report(resource) => true,
        Resource::Case(_) | Resource::Signals(_) | Resource::Payments { .. } => true,
        Resource::Declaration(_) | Resource::Extract(_) => true,
        Resource::Proposal(proposal) => {
            let kinds = [ProposalKind::HoldEnd, ProposalKind::DeclarationForbid];
            proposal.kind.is_about_case() || proposal.kind.is_about_signals() || kinds.contains(&proposal.kind)
        }
        _ => false,
    }
}

/// A report, or something proposed in one.
fn is_report(resource: &Resource) -> bool {
    match resource {
        Resource::Report(_) => true,
        Resource::Proposal(proposal) => proposal.kind.is_about_report(),
        _ => false,
    }
}

#[test]
fn operator_user_administrator_and_director_open_no_report_also_not_by_a_second_role() {
    let reports = |resource: &Resource| is_report(resource);
    for power in [Role::Operator, Role::UserAdmin, Role::Director] {
        for (role, action, situation) in cells() {
            let resource = situation.resource(*role);
            assert!(*role != power || !reports(&resource), "{role} {action} {}", situation.label);
        }
        let also = |subject: &mut Subject| subject.roles.push(Holding::new(power, "bolaget", day(1)));
        nothing_is_left(also, |_, resource| !reports(resource));
    }
}

#[test]
fn a_report_is_open_to_its_recipients_and_to_nobody_else_in_any_role() {
    for (role, action, situation) in cells() {
        let Resource::Report(report) = situation.resource(*role) else { continue };
        assert_eq!(*role, Role::Recipient, "{action} {}", situation.label);
        let member = report.members.contains(&situation.subject(*role, today()).person);
        assert!(member, "{action} {}", situation.label);
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

/// Everybody who may do something, changed; then nothing of it may be allowed.
fn nothing_is_left(change: impl Fn(&mut Subject), but: impl Fn(Action, &Resource) -> bool) {
    let policies = policies();
    for (role, action, situation) in cells() {
        let (mut subject, resource) = (situation.subject(*role, today()), situation.resource(*role));
        change(&mut subject);
        let left = !but(*action, &resource) && allowed(&policies, &subject, *action, &resource);
        assert!(!left, "{role} {action} {}", situation.label);
    }
}

#[test]
fn an_administrator_is_allowed_no_content_by_a_second_role() {
    for administrator in ADMINISTRATORS {
        let also = |subject: &mut Subject| subject.roles.push(Holding::new(administrator, "bolaget", day(1)));
        nothing_is_left(also, |_, resource| !is_content(resource));
    }
}

#[test]
fn nobody_is_allowed_anything_after_the_employment_has_ended() {
    assert!(cells().iter().all(|(_, _, situation)| situation.letter != 'x'));
    nothing_is_left(|subject| subject.employed_until = Some(day(21)), |_, _| false);
}

#[test]
fn a_role_that_is_not_held_today_opens_nothing_but_the_own_account() {
    let account = |_: Action, resource: &Resource| matches!(resource, Resource::Self_ { .. });
    nothing_is_left(|subject| subject.roles.clear(), account);
    nothing_is_left(|subject| subject.roles.iter_mut().for_each(|held| held.to = Some(day(21))), account);
    nothing_is_left(|subject| subject.roles.iter_mut().for_each(|held| held.from = day(23)), account);
}

#[test]
fn a_role_in_another_authority_opens_nothing_of_this_one() {
    let shared = |action: Action, resource: &Resource| resource.authority().is_none() || action == Action::SignalHealth;
    nothing_is_left(|subject| subject.roles.iter_mut().for_each(|held| held.authority = "bolaget".to_owned()), shared);
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
        for role in [Role::Coordinator, Role::Director, Role::UserAdmin] {
            let (subject, resource) = (situation.subject(role, today()), situation.resource(role));
            for action in Action::all().filter(|action| !action.done_to().contains(&resource.kind())) {
                assert!(!allowed(&policies, &subject, action, &resource), "{action} {resource:?}");
            }
        }
    }
}

#[test]
fn those_who_see_numbers_or_the_journal_see_no_person() {
    let roles = [Role::CentralSecurity, Role::Auditor, Role::Custodian, Role::Recipient, Role::Employee];
    // What recipients see of reports, and custodians of a name that is asked for, has tests of its own.
    let roles_of_reports = [Role::Custodian, Role::Recipient];
    for (role, action, situation) in cells().iter().filter(|(role, _, _)| roles.contains(role)) {
        let resource = situation.resource(*role);
        if roles_of_reports.contains(role) && is_report(&resource) {
            continue;
        }
        // Central security takes over an incident that nobody in the board can receive.
        if *role == Role::CentralSecurity && action.as_str().starts_with("incident_") {
            let Resource::Case(case) = &resource else { continue };
            assert!(case.members.contains(&situation.subject(*role, today()).person), "{action} {}", situation.label);
            continue;
        }
        // An employee may be named to assess the interviews of a recruitment.
        if *role == Role::Employee && ["recruitment_list", "recruitment_assess"].contains(&action.as_str()) {
            let Resource::Case(case) = &resource else { panic!("{action} {}", situation.label) };
            assert!(case.members.contains(&situation.subject(*role, today()).person), "{action} {}", situation.label);
            continue;
        }
        let own = matches!(&resource, Resource::Proposal(proposal) if proposal.proposer_role == *role);
        let content = is_content(&resource) && *action != Action::SignalHealth && !(own && situation.letter == 'e');
        assert!(!content, "{role} {action} {}", situation.label);
    }
}
