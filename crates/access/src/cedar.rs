//! From facts to what Cedar reads: entities with attributes, as `policies/schema.cedarschema` declares them.

use std::{collections::BTreeSet, str::FromStr};

use cedar_policy::{
    Context, Entities, Entity, EntityId, EntityTypeName, EntityUid, Request, RestrictedExpression as Value,
};
use chrono::{Datelike, NaiveDate};

use crate::{
    action::Action,
    error::PoliciesError,
    facts::{AboutFacts, CaseFacts, Facts, ProposalFacts, SignalsFacts, Who},
    subject::Subject,
};

/// Somebody who is neither the asker nor the asker's manager.
const OTHER: &str = "somebody else";

/// The attributes of an entity.
type Attributes = Vec<(String, Value)>;

/// What went wrong on the way to Cedar; it has one answer, which is no.
pub(crate) struct Unanswerable;

/// The names of the types, read once.
#[derive(Debug)]
pub(crate) struct Types {
    person: EntityTypeName,
    role: EntityTypeName,
    action: EntityTypeName,
    state: EntityTypeName,
    touches: EntityTypeName,
    kind: EntityTypeName,
    case: EntityTypeName,
    report: EntityTypeName,
    extract: EntityTypeName,
    voices: EntityTypeName,
    signals: EntityTypeName,
    payments: EntityTypeName,
    registers: EntityTypeName,
    declaration: EntityTypeName,
    library: EntityTypeName,
    proposal: EntityTypeName,
    journal: EntityTypeName,
    directory: EntityTypeName,
    account: EntityTypeName,
}

impl Types {
    pub(crate) fn new() -> Result<Self, PoliciesError> {
        let named = |name: &'static str| {
            EntityTypeName::from_str(name).map_err(|why| PoliciesError::Type { name, why: why.to_string() })
        };
        Ok(Self {
            person: named("Person")?,
            role: named("Role")?,
            action: named("Action")?,
            state: named("State")?,
            touches: named("Touches")?,
            kind: named("Kind")?,
            case: named("Case")?,
            report: named("Report")?,
            extract: named("Extract")?,
            voices: named("Voices")?,
            signals: named("Signals")?,
            payments: named("Payments")?,
            registers: named("Registers")?,
            declaration: named("Declaration")?,
            library: named("Library")?,
            proposal: named("Proposal")?,
            journal: named("Journal")?,
            directory: named("Directory")?,
            account: named("Account")?,
        })
    }

    /// The name of an act.
    pub(crate) fn action(&self, action: Action) -> EntityUid {
        uid(&self.action, action.as_str())
    }

    /// A question and the entities that it is about.
    pub(crate) fn question(
        &self,
        subject: &Subject,
        action: Action,
        facts: &Facts,
        today: NaiveDate,
    ) -> Result<(Request, Entities), Unanswerable> {
        let (resource_type, attributes) = self.resource(subject, facts);
        let resource = uid(resource_type, "it");
        let context = Context::from_pairs([("today".to_owned(), day(today))]).map_err(|_| Unanswerable)?;
        let asker = self.person(&subject.person);
        let request = Request::new(asker.clone(), self.action(action), resource.clone(), context, None);
        let role = subject.authorities(today).next().map(|_| uid(&self.role, subject.acting_as.as_str()));
        let person = Entity::new(asker, self.asker(subject, today).into_iter().collect(), role.into_iter().collect());
        let thing = Entity::new(resource, attributes.into_iter().collect(), std::iter::empty().collect());
        let entities = [person.map_err(|_| Unanswerable)?, thing.map_err(|_| Unanswerable)?];
        let entities = Entities::from_entities(entities, None).map_err(|_| Unanswerable)?;
        Ok((request.map_err(|_| Unanswerable)?, entities))
    }

    /// The asker. Unit and authority of employment are left out: no rule asks for them.
    fn asker(&self, subject: &Subject, today: NaiveDate) -> Attributes {
        let authorities: BTreeSet<&str> = subject.authorities(today).collect();
        let authorities = Value::new_set(authorities.into_iter().map(text));
        let holds = subject.roles_held(today).into_iter();
        let holds = Value::new_set(holds.map(|role| Value::new_entity_uid(uid(&self.role, role.as_str()))));
        let mut attributes = vec![("authorities".to_owned(), authorities), ("holds".to_owned(), holds)];
        if let Some(last) = subject.employed_until {
            attributes.push(("employed_until".to_owned(), day(last)));
        }
        if let Some(manager) = &subject.manager {
            attributes.push(("manager".to_owned(), Value::new_entity_uid(self.person(manager))));
        }
        attributes
    }

    fn resource(&self, subject: &Subject, facts: &Facts) -> (&EntityTypeName, Attributes) {
        let of = |authority: &str| vec![("authority".to_owned(), text(authority))];
        match facts {
            Facts::Case(authority, case) => {
                (&self.case, of(authority).into_iter().chain(self.case(subject, *case)).collect())
            }
            Facts::Report(authority, report) => {
                (&self.report, of(authority).into_iter().chain(self.case(subject, *report)).collect())
            }
            Facts::Extract(authority, extract) => {
                (&self.extract, of(authority).into_iter().chain(self.case(subject, *extract)).collect())
            }
            Facts::Voices(authority) => (&self.voices, of(authority)),
            Facts::Signals(authority, signals) => {
                (&self.signals, of(authority).into_iter().chain(self.signals(subject, signals)).collect())
            }
            Facts::Payments(authority) => (&self.payments, of(authority)),
            Facts::Registers(authority) => (&self.registers, of(authority)),
            Facts::Declaration(authority, one) => {
                let people = [("person", one.person), ("manager", one.manager)];
                let people = people.into_iter().filter_map(|(name, who)| Some((name, who?)));
                let people = people.map(|(name, who)| (name.to_owned(), self.who(subject, who)));
                (&self.declaration, of(authority).into_iter().chain(people).collect())
            }
            Facts::Library => (&self.library, Vec::new()),
            Facts::Proposal(proposal) => (&self.proposal, self.proposal(subject, proposal)),
            Facts::Journal => (&self.journal, Vec::new()),
            Facts::Directory(authority, about) => {
                let about = about.map(|about| ("about".to_owned(), self.who(subject, about)));
                (&self.directory, of(authority).into_iter().chain(about).collect())
            }
            Facts::Self_(who) => (&self.account, vec![("person".to_owned(), self.who(subject, *who))]),
        }
    }

    fn case(&self, subject: &Subject, case: CaseFacts) -> Attributes {
        vec![
            ("state".to_owned(), Value::new_entity_uid(uid(&self.state, case.state.as_str()))),
            ("members".to_owned(), self.people(subject, case.member)),
            ("conflicted".to_owned(), self.people(subject, case.conflicted)),
        ]
    }

    fn signals(&self, subject: &Subject, signals: &SignalsFacts) -> Attributes {
        let mut attributes = vec![
            ("flow".to_owned(), text(&signals.flow)),
            ("touches".to_owned(), Value::new_entity_uid(uid(&self.touches, signals.touches.as_str()))),
            ("named".to_owned(), self.people(subject, signals.named)),
        ];
        attributes.extend(signals.purpose.as_deref().map(|purpose| ("purpose".to_owned(), text(purpose))));
        attributes
    }

    fn proposal(&self, subject: &Subject, proposal: &ProposalFacts) -> Attributes {
        let mut attributes = vec![
            ("authority".to_owned(), text(&proposal.authority)),
            ("kind".to_owned(), Value::new_entity_uid(uid(&self.kind, proposal.kind.as_str()))),
            ("proposer".to_owned(), self.who(subject, proposal.proposer)),
            ("proposer_role".to_owned(), Value::new_entity_uid(uid(&self.role, proposal.proposer_role.as_str()))),
        ];
        attributes.extend(proposal.proposer_manager.map(|who| ("proposer_manager".to_owned(), self.who(subject, who))));
        let record = |fields| Value::new_record(fields).ok();
        let about = match &proposal.about {
            AboutFacts::Nothing => None,
            AboutFacts::Case(case) => record(self.case(subject, *case)).map(|case| ("case", case)),
            AboutFacts::Report(report) => record(self.case(subject, *report)).map(|report| ("report", report)),
            AboutFacts::Signals(signals) => record(self.signals(subject, signals)).map(|signals| ("signals", signals)),
            AboutFacts::Person(who) => Some(("about", self.who(subject, *who))),
        };
        attributes.extend(about.map(|(name, value)| (name.to_owned(), value)));
        attributes
    }

    /// A set of people, of whom only the asker matters.
    fn people(&self, subject: &Subject, with_asker: bool) -> Value {
        Value::new_set(with_asker.then(|| self.who(subject, Who::Me)))
    }

    fn who(&self, subject: &Subject, who: Who) -> Value {
        let id = match who {
            Who::Me => &subject.person,
            Who::MyManager => subject.manager.as_deref().unwrap_or(OTHER),
            Who::Other => OTHER,
        };
        Value::new_entity_uid(self.person(id))
    }

    fn person(&self, id: &str) -> EntityUid {
        uid(&self.person, id)
    }
}

fn uid(of: &EntityTypeName, id: &str) -> EntityUid {
    EntityUid::from_type_name_and_id(of.clone(), EntityId::new(id))
}

fn text(value: &str) -> Value {
    Value::new_string(value.to_owned())
}

/// A day as a number that orders as days do and that people can read: 20261122.
fn day(date: NaiveDate) -> Value {
    Value::new_long(i64::from(date.year()) * 10_000 + i64::from(date.month()) * 100 + i64::from(date.day()))
}
