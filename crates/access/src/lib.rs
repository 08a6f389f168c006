//! Who may do what: roles, acts and the policies that join them.
//!
//! A person acts in one role at a time ([`Subject`]), does one thing ([`Action`]) to one thing ([`Resource`]), and
//! [`Policies`] answers. The rules are text (`policies/*.cedar`), written for people who know the law and not the
//! program; what no rule permits is denied, and what a rule forbids no other rule gives back. [`matrix()`] writes the whole
//! of it as a table, which is committed beside the rules and compared by a test.
//!
//! ```
//! use access::{Action, Case, CaseState, Holding, Policies, Resource, Role, Subject, Verdict};
//! use chrono::NaiveDate;
//!
//! let today = NaiveDate::from_ymd_opt(2026, 11, 22).unwrap();
//! let policies = Policies::embedded()?;
//! let mut person = Subject::new("p1", "socialnamnden", Role::Coordinator);
//! person.roles.push(Holding::new(Role::Coordinator, "socialnamnden", today));
//!
//! let mut case = Case::new("c1", "socialnamnden", CaseState::Open);
//! let alone = policies.allows(&person, Action::CaseShow, &Resource::Case(case.clone()), today);
//! assert!(matches!(alone, Verdict::Denied { hides: true, .. }));
//!
//! case.members.insert("p1".to_owned());
//! assert_eq!(policies.allows(&person, Action::CaseShow, &Resource::Case(case), today), Verdict::Allowed);
//! # Ok::<(), access::PoliciesError>(())
//! ```
//!
//! Two things are not known here: who sits at the keyboard (the session answers for that), and whether a second person
//! has signed (`quorum` does).

mod action;
mod cedar;
mod error;
mod facts;
mod matrix;
mod memo;
mod policies;
mod resource;
mod role;
mod situations;
mod subject;
mod verdict;

pub use action::Action;
pub use error::{PoliciesError, UnknownWord};
pub use matrix::matrix;
pub use policies::Policies;
pub use resource::{
    About, Case, CaseState, Declaration, Proposal, ProposalKind, Resource, ResourceKind, Signals, Touches,
};
pub use role::Role;
pub use situations::{Situation, situations};
pub use subject::{Holding, Subject};
pub use verdict::Verdict;
