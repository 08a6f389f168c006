//! Decisions that were made before.
//!
//! Every page asks the same questions of the same roles: what the menu offers, what stands in a list. A decision depends
//! on nothing but what [`Asked`] holds, so it is made once and remembered, for everybody who would get the same answer.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Mutex, PoisonError},
};

use chrono::NaiveDate;

use crate::{action::Action, facts::Facts, role::Role, subject::Subject};

/// Decisions that are remembered; then all are forgotten.
const MOST: usize = 8_192;

/// All that a decision depends on: what the policies know of the person who asks, without who it is, and the question.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Asked {
    action: Action,
    acting_as: Role,
    facts: Facts,
    authorities: BTreeSet<String>,
    holds: Vec<Role>,
    employed_until: Option<NaiveDate>,
    /// Whether there is a manager, and whether it is the person.
    manager: Option<bool>,
    today: NaiveDate,
}

impl Asked {
    pub(crate) fn new(subject: &Subject, action: Action, facts: Facts, today: NaiveDate) -> Self {
        Self {
            action,
            acting_as: subject.acting_as,
            facts,
            authorities: subject.authorities(today).map(str::to_owned).collect(),
            holds: subject.roles_held(today),
            employed_until: subject.employed_until,
            manager: subject.manager.as_ref().map(|manager| *manager == subject.person),
            today,
        }
    }
}

/// The decisions.
#[derive(Debug, Default)]
pub(crate) struct Memo(Mutex<BTreeMap<Asked, bool>>);

impl Memo {
    /// What was decided before, or what `decide` says now.
    pub(crate) fn get(&self, asked: Asked, decide: impl FnOnce() -> bool) -> bool {
        if let Some(known) = self.lock().get(&asked) {
            return *known;
        }
        let decided = decide();
        let mut known = self.lock();
        if known.len() >= MOST {
            known.clear();
        }
        known.insert(asked, decided);
        decided
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<Asked, bool>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::subject::Holding;

    fn asked(change: impl FnOnce(&mut Subject), today: &str) -> Asked {
        let today: NaiveDate = today.parse().unwrap();
        let mut subject = Subject::new("a", "socialnamnden", Role::Coordinator);
        subject.roles.push(Holding::new(Role::Coordinator, "socialnamnden", "2026-01-01".parse().unwrap()));
        change(&mut subject);
        Asked::new(&subject, Action::CaseShow, Facts::Journal, today)
    }

    #[test]
    fn another_role_authority_end_manager_or_day_is_another_question_and_another_person_is_not() {
        let plain = || asked(|_| {}, "2026-11-22");
        assert_eq!(plain(), asked(|subject| subject.person = "b".to_owned(), "2026-11-22"));
        let others = [
            asked(|subject| subject.acting_as = Role::Hr, "2026-11-22"),
            asked(|subject| subject.roles[0].authority = "kommunstyrelsen".to_owned(), "2026-11-22"),
            asked(|subject| subject.roles[0].to = "2026-11-21".parse().ok(), "2026-11-22"),
            asked(|subject| subject.employed_until = "2026-11-21".parse().ok(), "2026-11-22"),
            asked(|subject| subject.manager = Some("b".to_owned()), "2026-11-22"),
            asked(|subject| subject.manager = Some("a".to_owned()), "2026-11-22"),
            asked(|_| {}, "2026-11-23"),
        ];
        for other in &others {
            assert_ne!(plain(), *other);
        }
    }

    #[test]
    fn a_decision_is_made_once_and_forgotten_when_there_are_too_many() {
        let memo = Memo::default();
        let today = "2026-11-22";
        assert!(memo.get(asked(|_| {}, today), || true));
        assert!(memo.get(asked(|_| {}, today), || unreachable!("it is known")));
        for at in 0..MOST {
            memo.get(asked(|subject| subject.roles[0].authority = at.to_string(), today), || true);
        }
        assert!(!memo.get(asked(|_| {}, today), || false));
    }
}
