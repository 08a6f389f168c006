//! What is required of whom: by group, by unit and by authority, and by which day.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Days, NaiveDate};
use serde::{Deserialize, Serialize};

use super::{Group, Outline, keep::Plan};

/// What an authority requires beside what courses say themselves, and how long people have.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Demand {
    /// The day from which it holds; nobody is late before it and the days that they have.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub from: Option<NaiveDate>,
    /// Days that whoever exercises authority has from their first.
    pub days_authority: u32,
    /// Days that the others have.
    pub days: u32,
    /// Units by id: what they are, and courses that they alone need. What holds for a unit holds for those within it.
    #[serde(default)]
    pub units: BTreeMap<String, OfUnit>,
    /// Courses that everybody of the authority needs.
    #[serde(default)]
    pub courses: BTreeSet<String>,
    /// How long what is written of people is kept, as the board's own plan says; without one the library proposes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub keep: Option<Plan>,
}

/// What is required of a unit.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct OfUnit {
    /// What the unit does.
    #[serde(default)]
    pub groups: BTreeSet<Group>,
    /// Courses that it needs.
    #[serde(default)]
    pub courses: BTreeSet<String>,
}

impl Default for Demand {
    fn default() -> Self {
        Self { from: None, days_authority: 30, days: 90, units: BTreeMap::new(), courses: BTreeSet::new(), keep: None }
    }
}

/// Somebody who works for an authority, as far as training is concerned.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Worker {
    /// Their unit, and those that it is within.
    pub units: Vec<String>,
    /// Their roles, by word.
    pub roles: BTreeSet<String>,
    /// Whether somebody has them as manager.
    pub manages: bool,
    /// Their first day of employment, when HR has said it.
    pub employed: Option<NaiveDate>,
    /// The first day of the earliest role that they hold: what days count from when HR has said nothing.
    pub since: Option<NaiveDate>,
}

/// A course that is required of somebody.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Required {
    /// Id of the course.
    pub course: String,
    /// The group that it is required of.
    pub group: Group,
    /// The day by which it must be passed the first time.
    pub due: NaiveDate,
}

impl Demand {
    /// The groups that somebody is in.
    #[must_use]
    pub fn groups(&self, worker: &Worker) -> BTreeSet<Group> {
        let holds = |roles: &[&str]| roles.iter().any(|role| worker.roles.contains(*role));
        let mut groups: BTreeSet<Group> = worker
            .units
            .iter()
            .filter_map(|unit| self.units.get(unit))
            .flat_map(|unit| &unit.groups)
            .copied()
            .collect();
        groups.insert(Group::All);
        if worker.manages || holds(&["manager", "director"]) {
            groups.extend([Group::Manager, Group::Recruiter]);
        }
        if holds(&["hr"]) {
            groups.insert(Group::Recruiter);
        }
        groups
    }

    /// What is required of somebody: what is for those who exercise authority first, then by day and by the order of the
    /// courses.
    #[must_use]
    pub fn required(&self, worker: &Worker, outlines: &[Outline]) -> Vec<Required> {
        let groups = self.groups(worker);
        let own: BTreeSet<&String> =
            worker.units.iter().filter_map(|unit| self.units.get(unit)).flat_map(|unit| &unit.courses).collect();
        let mut all: Vec<(Group, NaiveDate, u32, Required)> = outlines
            .iter()
            .filter_map(|outline| {
                let is_named = self.courses.contains(&outline.course) || own.contains(&outline.course);
                let group = outline.groups.iter().find(|group| groups.contains(group)).copied();
                let group = group.or(is_named.then_some(Group::All))?;
                let due = self.due(worker, outline, groups.contains(&Group::Authority));
                Some((group, due, outline.order, Required { course: outline.course.clone(), group, due }))
            })
            .collect();
        all.sort_by(|a, b| (a.0, a.1, a.2, &a.3.course).cmp(&(b.0, b.1, b.2, &b.3.course)));
        all.into_iter().map(|(.., required)| required).collect()
    }

    /// The day by which a course must be passed the first time.
    #[must_use]
    pub fn due(&self, worker: &Worker, outline: &Outline, is_authority: bool) -> NaiveDate {
        let begins =
            [worker.employed.or(worker.since), self.from].into_iter().flatten().fold(outline.from, NaiveDate::max);
        self.after(begins, is_authority)
    }

    /// The last day on which somebody is new, and so missing from nothing: the days that they have from their first day of
    /// employment. None when HR has not said it.
    #[must_use]
    pub fn new_until(&self, worker: &Worker) -> Option<NaiveDate> {
        let is_authority = self.groups(worker).contains(&Group::Authority);
        worker.employed.map(|first| self.after(first, is_authority))
    }

    fn after(&self, begins: NaiveDate, is_authority: bool) -> NaiveDate {
        let days = if is_authority { self.days_authority.min(self.days) } else { self.days };
        begins.checked_add_days(Days::new(u64::from(days))).unwrap_or(begins)
    }
}
