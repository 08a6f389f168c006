//! Who asks.

use chrono::NaiveDate;

use crate::role::Role;

/// A role that a person holds in an authority for a time.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holding {
    /// Role.
    pub role: Role,
    /// Authority (nämnd or company): `socialnamnden`.
    pub authority: String,
    /// First day.
    pub from: NaiveDate,
    /// Last day; none when no end is set.
    pub to: Option<NaiveDate>,
}

impl Holding {
    /// A holding without an end.
    #[must_use]
    pub fn new(role: Role, authority: impl Into<String>, from: NaiveDate) -> Self {
        Self { role, authority: authority.into(), from, to: None }
    }

    /// Whether it holds on a day; first and last day included.
    #[must_use]
    pub fn holds(&self, today: NaiveDate) -> bool {
        self.from <= today && self.to.is_none_or(|to| today <= to)
    }
}

/// The person who asks, and the role in which they act.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Subject {
    /// Person id.
    pub person: String,
    /// Everything held, also what has ended.
    pub roles: Vec<Holding>,
    /// Organisational unit.
    pub unit: Option<String>,
    /// Authority where the person is employed. What opens something is the authority of a holding, not this.
    pub authority: String,
    /// Person id of the manager. Two people of the same role without a known manager count as having the same.
    pub manager: Option<String>,
    /// Last day of employment or assignment. The day after, everything is closed. To close at once, set the day before.
    pub employed_until: Option<NaiveDate>,
    /// The role of this act. Held today in no authority, it opens nothing but the own account.
    pub acting_as: Role,
}

impl Subject {
    /// A person without roles, unit, manager and end.
    #[must_use]
    pub fn new(person: impl Into<String>, authority: impl Into<String>, acting_as: Role) -> Self {
        Self {
            person: person.into(),
            roles: Vec::new(),
            unit: None,
            authority: authority.into(),
            manager: None,
            employed_until: None,
            acting_as,
        }
    }

    /// Authorities where the role of the act is held on a day.
    pub fn authorities(&self, today: NaiveDate) -> impl Iterator<Item = &str> {
        let held = self.roles.iter().filter(move |holding| holding.role == self.acting_as && holding.holds(today));
        held.map(|holding| holding.authority.as_str())
    }

    /// Roles held on a day, each once: what the person can choose to act as.
    #[must_use]
    pub fn roles_held(&self, today: NaiveDate) -> Vec<Role> {
        let held = |role: &Role| self.roles.iter().any(|holding| holding.role == *role && holding.holds(today));
        Role::all().filter(held).collect()
    }
}
