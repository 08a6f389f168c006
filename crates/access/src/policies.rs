//! The policies: read once, asked often.

use std::{collections::BTreeMap, str::FromStr};

use cedar_policy::{ActionConstraint, Authorizer, Decision, Policy, PolicyId, PolicySet, Response};
use chrono::NaiveDate;

use crate::{
    action::Action,
    cedar::Types,
    error::PoliciesError,
    facts::Facts,
    memo::{Asked, Memo},
    resource::{About, Proposal, ProposalKind, Resource, Signals, Touches},
    role::Role,
    subject::{Holding, Subject},
    verdict::Verdict,
};

/// The policy files, in reading order.
pub(crate) const FILES: [(&str, &str); 14] = [
    ("policies/everybody.cedar", include_str!("../policies/everybody.cedar")),
    ("policies/nobody_alone.cedar", include_str!("../policies/nobody_alone.cedar")),
    ("policies/signals.cedar", include_str!("../policies/signals.cedar")),
    ("policies/registers.cedar", include_str!("../policies/registers.cedar")),
    ("policies/payments.cedar", include_str!("../policies/payments.cedar")),
    ("policies/cases.cedar", include_str!("../policies/cases.cedar")),
    ("policies/reports.cedar", include_str!("../policies/reports.cedar")),
    ("policies/incidents.cedar", include_str!("../policies/incidents.cedar")),
    ("policies/extracts.cedar", include_str!("../policies/extracts.cedar")),
    ("policies/recruitment.cedar", include_str!("../policies/recruitment.cedar")),
    ("policies/declarations.cedar", include_str!("../policies/declarations.cedar")),
    ("policies/training.cedar", include_str!("../policies/training.cedar")),
    ("policies/journal.cedar", include_str!("../policies/journal.cedar")),
    ("policies/directory.cedar", include_str!("../policies/directory.cedar")),
];

/// All rules, ready to answer.
#[derive(Debug)]
pub struct Policies {
    types: Types,
    authorizer: Authorizer,
    /// For each act the policies that can say something about it.
    by_action: BTreeMap<Action, PolicySet>,
    /// Names and words of those that say why, in reading order.
    whys: Vec<(PolicyId, String)>,
    /// What was decided before.
    memo: Memo,
}

impl Policies {
    /// The policies that come with the program. Read once and share: reading takes milliseconds, asking microseconds.
    ///
    /// # Errors
    /// When a policy file is no Cedar or a policy lacks a name of its own; only a fault in the program gives this.
    pub fn embedded() -> Result<Self, PoliciesError> {
        let types = Types::new()?;
        let mut by_action: BTreeMap<Action, PolicySet> =
            Action::all().map(|action| (action, PolicySet::new())).collect();
        let mut whys = Vec::new();
        for (file, text) in FILES {
            let read = PolicySet::from_str(text).map_err(|why| PoliciesError::Policy { file, why: why.to_string() })?;
            for policy in read.policies() {
                let id = policy.annotation("id").unwrap_or_default().to_owned();
                let named = policy.new_id(PolicyId::new(&id));
                whys.extend(policy.annotation("why").map(|why| (PolicyId::new(&id), why.to_owned())));
                for (action, set) in &mut by_action {
                    if !id.is_empty() && !can_concern(&named, &types, *action) {
                        continue;
                    }
                    set.add(named.clone()).map_err(|_| PoliciesError::Name { file, id: id.clone() })?;
                }
            }
        }
        Ok(Self { types, authorizer: Authorizer::new(), by_action, whys, memo: Memo::default() })
    }

    /// Whether a person may do something to something today.
    ///
    /// What the words mean: [`Action::done_to`] says which kinds of resource an act is done to; to another it is denied.
    pub fn allows(&self, subject: &Subject, action: Action, resource: &Resource, today: NaiveDate) -> Verdict {
        let facts = Facts::of(subject, resource);
        if self.permits(subject, action, &facts, today) {
            return Verdict::Allowed;
        }
        let response = self.ask(subject, action, &facts, today);
        let hides = seen_by(subject, action, resource).is_some_and(|seen| !self.permits(subject, seen, &facts, today));
        Verdict::Denied { why: self.why(subject, action, resource, (today, response)), hides }
    }

    /// Whether a person may do something to something today, without a reason when not: what a menu asks.
    #[must_use]
    pub fn may(&self, subject: &Subject, action: Action, resource: &Resource, today: NaiveDate) -> bool {
        self.permits(subject, action, &Facts::of(subject, resource), today)
    }

    /// Of a list, what a person may do something to: the others are left out, uncounted.
    ///
    /// Rows that look the same to the policies (same authority, state, membership …) are asked about once.
    pub fn filter<T>(
        &self,
        subject: &Subject,
        action: Action,
        rows: impl IntoIterator<Item = (Resource, T)>,
        today: NaiveDate,
    ) -> Vec<T> {
        let mut known: BTreeMap<Facts, bool> = BTreeMap::new();
        let mut kept = Vec::new();
        for (resource, row) in rows {
            let facts = Facts::of(subject, &resource);
            let allowed = match known.get(&facts) {
                Some(allowed) => *allowed,
                None => {
                    let allowed = self.permits(subject, action, &facts, today);
                    known.insert(facts, allowed);
                    allowed
                }
            };
            if allowed {
                kept.push(row);
            }
        }
        kept
    }

    /// The roles in which the same person could do it today, if they held them there.
    #[must_use]
    pub fn roles_that_may(
        &self,
        subject: &Subject,
        action: Action,
        resource: &Resource,
        today: NaiveDate,
    ) -> Vec<Role> {
        let authority = resource.authority().unwrap_or(&subject.authority);
        let facts = Facts::of(subject, resource);
        let could = |role: &Role| {
            let roles = vec![Holding::new(*role, authority, today)];
            let other = Subject { acting_as: *role, roles, ..subject.clone() };
            self.permits(&other, action, &facts, today)
        };
        Role::all().filter(could).collect()
    }

    fn permits(&self, subject: &Subject, action: Action, facts: &Facts, today: NaiveDate) -> bool {
        let asked = Asked::new(subject, action, facts.clone(), today);
        self.memo.get(asked, || {
            let response = self.ask(subject, action, facts, today);
            response.is_some_and(|response| response.decision() == Decision::Allow)
        })
    }

    /// The answer of Cedar; none when the question cannot be put, which is a no.
    ///
    /// A rule that cannot be computed is left out by Cedar, also one that forbids: so any such error is a no as well.
    fn ask(&self, subject: &Subject, action: Action, facts: &Facts, today: NaiveDate) -> Option<Response> {
        let policies = self.by_action.get(&action)?;
        let (request, entities) = self.types.question(subject, action, facts, today).ok()?;
        let response = self.authorizer.is_authorized(&request, policies, &entities);
        let computed = response.diagnostics().errors().next().is_none();
        computed.then_some(response)
    }

    /// Why not: the words of the first rule that forbids it, else the roles that could.
    fn why(
        &self,
        subject: &Subject,
        action: Action,
        resource: &Resource,
        (today, response): (NaiveDate, Option<Response>),
    ) -> String {
        let said = |id: &PolicyId| response.iter().any(|response| response.diagnostics().reason().any(|of| of == id));
        if let Some((_, why)) = self.whys.iter().find(|(id, _)| said(id)) {
            return why.clone();
        }
        let (role, what) = (subject.acting_as.label_sv(), action.label_sv());
        if subject.authorities(today).next().is_none() {
            return format!(
                "Du har inte rollen {role} i dag. Byt roll, eller fråga den som administrerar behörigheter."
            );
        }
        let others: Vec<&str> =
            self.roles_that_may(subject, action, resource, today).into_iter().map(Role::label_sv).collect();
        let place = resource.authority().map(|authority| format!(" för {authority}")).unwrap_or_default();
        if others.is_empty() {
            return format!("Som {role} får du inte {what}{place}.");
        }
        format!("Som {role} får du inte {what}{place}. Det får: {}.", others.join(", "))
    }
}

/// Whether a policy can say something about an act. Acts have no groups, so its scope says all.
fn can_concern(policy: &Policy, types: &Types, action: Action) -> bool {
    let uid = types.action(action);
    match policy.action_constraint() {
        ActionConstraint::Any => true,
        ActionConstraint::In(acts) => acts.contains(&uid),
        ActionConstraint::Eq(act) => act == uid,
    }
}

/// The act of seeing it in a list, when that a thing exists is itself a secret: cases, reports, declarations, proposals about them, signals about
/// staff or clients, and signals that name the asker.
fn seen_by(subject: &Subject, action: Action, resource: &Resource) -> Option<Action> {
    match resource {
        Resource::Case(_) if action.as_str().starts_with("incident_") => Some(Action::IncidentList),
        Resource::Case(_) if action.as_str().starts_with("recruitment_") => {
            (action != Action::RecruitmentOpen).then_some(Action::RecruitmentList)
        }
        Resource::Case(_) => (action != Action::CaseOpen).then_some(Action::CaseList),
        Resource::Report(_) => Some(Action::ReportList),
        Resource::Extract(_) => (action != Action::ExtractKeep).then_some(Action::ExtractList),
        Resource::Signals(signals) => is_secret(subject, signals).then_some(Action::SignalList),
        Resource::Declaration(one) => one.person.is_some().then_some(Action::DeclarationList),
        Resource::Proposal(Proposal { kind, about, .. }) => {
            let secret = match about {
                About::Case(_) | About::Report(_) => true,
                About::Signals(signals) => is_secret(subject, signals),
                About::Person(_) | About::Nothing => {
                    kind.is_about_case()
                        || kind.is_about_report()
                        || kind.is_about_signals()
                        || *kind == ProposalKind::DeclarationForbid
                }
            };
            secret.then_some(Action::ProposalList)
        }
        _ => None,
    }
}

fn is_secret(subject: &Subject, signals: &Signals) -> bool {
    matches!(signals.touches, Touches::Staff | Touches::Clients) || signals.named.contains(&subject.person)
}
