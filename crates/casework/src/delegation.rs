//! The delegation order: who may decide what, for how much, from when to when; and deputies.
//!
//! KL (2017:725) 6:37-41 and 7:5-8 §§: a board delegates acts to roles or persons, and may set limits. The order is data;
//! whether a decision is covered is asked here and nowhere else.

pub mod import;
pub mod limit;
pub mod order;
pub mod reserved;
pub mod ruling;
pub mod text;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{NotDelegated, id::PersonId};

/// The delegation order of one authority.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationOrder {
    /// Delegations; one act may be delegated to several.
    #[serde(default)]
    pub delegations: Vec<Delegation>,
    /// Deputies.
    #[serde(default)]
    pub deputies: Vec<Deputy>,
}

/// An act that somebody may decide.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Delegation {
    /// The point of the order: `HR-7`.
    pub act: String,
    /// What it is.
    pub title: String,
    /// To whom.
    pub holder: Holder,
    /// The highest amount in öre; none for any, or when the act has no amount.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub limit_ore: Option<i64>,
    /// First day.
    pub from: NaiveDate,
    /// Last day; none until it is changed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub to: Option<NaiveDate>,
    /// The decision that delegates it.
    pub source: String,
}

/// To whom an act is delegated.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Holder {
    /// Everyone in a role.
    Role(String),
    /// One person.
    Person(PersonId),
}

/// Somebody who stands for somebody else.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Deputy {
    /// The deputy.
    pub person: PersonId,
    /// For whom.
    pub stands_for: PersonId,
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// The decision that appoints them.
    pub source: String,
}

/// Who decides: a person in a role, their own or that of somebody they stand for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Decides {
    /// Who.
    pub person: PersonId,
    /// The role that the decision is made in.
    pub role: String,
    /// For whom, as a deputy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub acting_for: Option<PersonId>,
}

/// What is to be decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted<'a> {
    /// The point of the order.
    pub act: &'a str,
    /// The amount in öre, when there is one.
    pub amount_ore: Option<i64>,
    /// The day.
    pub day: NaiveDate,
}

impl DelegationOrder {
    /// The delegation by which somebody may decide; that they hold the role is for the caller to know.
    ///
    /// # Errors
    /// [`NotDelegated`] with what is missing and who may.
    pub fn covers(&self, who: &Decides, wanted: &Wanted<'_>) -> Result<&Delegation, NotDelegated> {
        if let Some(stands_for) = who.acting_for {
            self.deputy(who.person, stands_for, wanted.day)?;
        }
        let act = || self.delegations.iter().filter(|delegation| delegation.act == wanted.act);
        if act().next().is_none() {
            return Err(NotDelegated::Unknown { act: wanted.act.to_owned() });
        }
        let holder = who.acting_for.unwrap_or(who.person);
        let held = act().filter(|delegation| delegation.on(wanted.day) && delegation.holder.is(holder, &who.role));
        // Of several the widest counts: no limit, then the highest.
        let widest = held.max_by_key(|delegation| (delegation.limit_ore.is_none(), delegation.limit_ore));
        let Some(delegation) = widest else {
            let holders: Vec<String> =
                act().filter(|delegation| delegation.on(wanted.day)).map(|d| d.holder.sv()).collect();
            return Err(NotDelegated::NotHolder {
                act: wanted.act.to_owned(),
                role: who.role.clone(),
                day: wanted.day,
                holders: if holders.is_empty() { "nämnden".to_owned() } else { holders.join(" eller ") },
            });
        };
        match (delegation.limit_ore, wanted.amount_ore) {
            (Some(limit_ore), Some(amount_ore)) if amount_ore > limit_ore => {
                Err(NotDelegated::AboveLimit { act: wanted.act.to_owned(), limit_ore, amount_ore })
            }
            _ => Ok(delegation),
        }
    }

    /// The appointment by which somebody stands for somebody else on a day.
    ///
    /// # Errors
    /// [`NotDelegated::NotDeputy`] when there is none.
    pub fn deputy(&self, person: PersonId, stands_for: PersonId, day: NaiveDate) -> Result<&Deputy, NotDelegated> {
        let found = |deputy: &&Deputy| {
            deputy.person == person && deputy.stands_for == stands_for && (deputy.from..=deputy.to).contains(&day)
        };
        self.deputies.iter().find(found).ok_or(NotDelegated::NotDeputy { person, stands_for, day })
    }
}

impl Delegation {
    /// Whether it is in force on a day.
    #[must_use]
    pub fn on(&self, day: NaiveDate) -> bool {
        self.from <= day && self.to.is_none_or(|to| day <= to)
    }
}

impl Holder {
    fn is(&self, person: PersonId, role: &str) -> bool {
        match self {
            Self::Role(held) => held == role,
            Self::Person(held) => *held == person,
        }
    }

    fn sv(&self) -> String {
        match self {
            Self::Role(role) => format!("rollen `{role}`"),
            Self::Person(person) => format!("personen {person}"),
        }
    }
}

/// Whether two may be the two of one act: different people, of whom neither stands for the other, nor both for the same.
///
/// # Errors
/// [`NotDelegated::Together`].
pub fn together(first: &Decides, second: &Decides) -> Result<(), NotDelegated> {
    let stands = |who: &Decides| [Some(who.person), who.acting_for];
    let shared = stands(first).into_iter().flatten().any(|person| stands(second).contains(&Some(person)));
    if shared { Err(NotDelegated::Together { first: first.person, second: second.person }) } else { Ok(()) }
}
