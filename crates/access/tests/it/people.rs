//! Invented people and things.

use access::{Case, CaseState, Holding, Policies, Resource, Role, Subject};
use chrono::NaiveDate;

pub(crate) const BOARD: &str = "socialnamnden";

pub(crate) fn day(day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, 11, day).unwrap()
}

pub(crate) fn today() -> NaiveDate {
    day(22)
}

pub(crate) fn policies() -> Policies {
    Policies::embedded().unwrap()
}

/// Somebody with one role in the board, and a manager of their own.
pub(crate) fn person(id: &str, role: Role) -> Subject {
    let mut subject = Subject::new(id, BOARD, role);
    subject.manager = Some(format!("chef till {id}"));
    subject.roles.push(Holding::new(role, BOARD, day(1)));
    subject
}

pub(crate) fn case(state: CaseState, members: &[&str]) -> Case {
    Case { members: members.iter().map(|id| (*id).to_owned()).collect(), ..Case::new("a1", BOARD, state) }
}

pub(crate) fn open(members: &[&str]) -> Resource {
    Resource::Case(case(CaseState::Open, members))
}
