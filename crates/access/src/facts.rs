//! What a decision depends on: a resource as seen by the one who asks.
//!
//! The policies ask of a set of people only whether the asker stands in it, and of a person only whether it is the asker
//! or the asker's manager (a test reads the policy texts for that). So everybody else can be left out, and two resources
//! that look the same get the same answer: this is the key of the memory of [`crate::Policies::filter`].

use std::collections::BTreeSet;

use crate::{
    resource::{About, Case, CaseState, Proposal, ProposalKind, Resource, Signals, Touches},
    role::Role,
    subject::Subject,
};

/// A person as seen by the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Who {
    /// The one who asks.
    Me,
    /// That one's manager.
    MyManager,
    /// Somebody else.
    Other,
}

/// A case as seen by the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct CaseFacts {
    pub(crate) state: CaseState,
    pub(crate) member: bool,
    pub(crate) conflicted: bool,
}

/// Signals as seen by the one who asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct SignalsFacts {
    pub(crate) flow: String,
    pub(crate) touches: Touches,
    pub(crate) purpose: Option<String>,
    pub(crate) named: bool,
}

/// What a proposal is about, as seen by the one who asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum AboutFacts {
    Nothing,
    Case(CaseFacts),
    Report(CaseFacts),
    Signals(SignalsFacts),
    Person(Who),
}

/// A declaration as seen by the one who asks.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct DeclarationFacts {
    pub(crate) person: Option<Who>,
    pub(crate) manager: Option<Who>,
}

/// A resource as seen by the one who asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Facts {
    Case(String, CaseFacts),
    Report(String, CaseFacts),
    Extract(String, CaseFacts),
    Voices(String),
    Signals(String, SignalsFacts),
    Payments(String),
    Registers(String),
    Declaration(String, DeclarationFacts),
    Library,
    Proposal(ProposalFacts),
    Journal,
    Directory(String, Option<Who>),
    Self_(Who),
}

/// A proposal as seen by the one who asks.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct ProposalFacts {
    pub(crate) kind: ProposalKind,
    pub(crate) authority: String,
    pub(crate) proposer: Who,
    pub(crate) proposer_role: Role,
    pub(crate) proposer_manager: Option<Who>,
    pub(crate) about: AboutFacts,
}

impl Facts {
    /// A resource as that person sees it.
    pub(crate) fn of(subject: &Subject, resource: &Resource) -> Self {
        match resource {
            Resource::Case(case) => Self::Case(case.authority.clone(), case_facts(subject, case)),
            Resource::Report(report) => Self::Report(report.authority.clone(), case_facts(subject, report)),
            Resource::Extract(extract) => Self::Extract(extract.authority.clone(), case_facts(subject, extract)),
            Resource::Voices { authority } => Self::Voices(authority.clone()),
            Resource::Signals(signals) => Self::Signals(signals.authority.clone(), signals_facts(subject, signals)),
            Resource::Payments { authority } => Self::Payments(authority.clone()),
            Resource::Registers { authority } => Self::Registers(authority.clone()),
            Resource::Declaration(one) => Self::Declaration(
                one.authority.clone(),
                DeclarationFacts {
                    person: one.person.as_deref().map(|person| who(subject, person)),
                    manager: one.manager.as_deref().map(|person| who(subject, person)),
                },
            ),
            Resource::Library => Self::Library,
            Resource::Proposal(proposal) => Self::Proposal(proposal_facts(subject, proposal)),
            Resource::Journal => Self::Journal,
            Resource::Directory { authority, about } => {
                Self::Directory(authority.clone(), about.as_deref().map(|person| who(subject, person)))
            }
            Resource::Self_ { person } => Self::Self_(who(subject, person)),
        }
    }
}

fn who(subject: &Subject, person: &str) -> Who {
    if subject.person == person {
        Who::Me
    } else if subject.manager.as_deref() == Some(person) {
        Who::MyManager
    } else {
        Who::Other
    }
}

fn has(people: &BTreeSet<String>, subject: &Subject) -> bool {
    people.contains(&subject.person)
}

fn case_facts(subject: &Subject, case: &Case) -> CaseFacts {
    CaseFacts { state: case.state, member: has(&case.members, subject), conflicted: has(&case.conflicted, subject) }
}

fn signals_facts(subject: &Subject, signals: &Signals) -> SignalsFacts {
    SignalsFacts {
        flow: signals.flow.clone(),
        touches: signals.touches,
        purpose: signals.purpose.clone(),
        named: has(&signals.named, subject),
    }
}

fn proposal_facts(subject: &Subject, proposal: &Proposal) -> ProposalFacts {
    ProposalFacts {
        kind: proposal.kind,
        authority: proposal.authority.clone(),
        proposer: who(subject, &proposal.proposer),
        proposer_role: proposal.proposer_role,
        proposer_manager: proposal.proposer_manager.as_deref().map(|person| who(subject, person)),
        about: match &proposal.about {
            About::Nothing => AboutFacts::Nothing,
            About::Case(case) => AboutFacts::Case(case_facts(subject, case)),
            About::Report(report) => AboutFacts::Report(case_facts(subject, report)),
            About::Signals(signals) => AboutFacts::Signals(signals_facts(subject, signals)),
            About::Person(person) => AboutFacts::Person(who(subject, person)),
        },
    }
}
