//! The routine of incidents: which forms there are and who gets them, which clocks run, and when something repeats.
//!
//! A document of the library, as the routine of suspicions is. Nothing in Rust knows a form, a process or a clock by its id.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    Length, RoutineError, Text,
    clock::Dial,
    routine::{
        Certainty, Law, RoleName,
        check::{Checked, broken, read, unique},
    },
};

/// The routine of incidents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Routine {
    /// Id, as the file is called.
    pub id: String,
    /// Version; a published version never changes.
    pub version: u32,
    /// Title.
    pub title: Text,
    /// The day the law was read.
    pub law_read: NaiveDate,
    /// Where the routine comes from.
    pub sources: Vec<String>,
    /// What the roles are called that get reports.
    pub roles: Vec<RoleName>,
    /// The forms.
    pub kinds: Vec<Kind>,
    /// The work that an incident can touch.
    pub processes: Vec<Process>,
    /// The law that clocks rest on.
    pub laws: Vec<Law>,
    /// The clocks.
    pub clocks: Vec<Clock>,
    /// When something repeats.
    pub patterns: Patterns,
}

/// A form of incident.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Kind {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What it is, for who reports.
    pub hint: Text,
    /// The roles that get the report.
    pub to: Vec<String>,
    /// Whether it has posts, reach, counter-communication and a level of threat.
    #[serde(default)]
    pub campaign: bool,
}

/// A piece of the work.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Process {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
}

/// A clock.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Clock {
    /// Id.
    pub id: String,
    /// Title.
    pub title: Text,
    /// What starts it.
    pub starts: Starts,
    /// The forms that it runs for; empty for all.
    #[serde(default)]
    pub kinds: Vec<String>,
    /// What stops it.
    pub ends: Ends,
    /// From the start to the last day.
    pub length: Length,
    /// How long before the last day it warns.
    #[serde(default)]
    pub warn_before: Vec<Length>,
    /// Laws, by id.
    pub laws: Vec<String>,
    /// How sure it is that the clock applies as it stands here.
    pub certainty: Certainty,
    /// What to do, and what follows when the day passes.
    pub act: Text,
}

/// What starts a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Starts {
    /// The report.
    Reported,
    /// That somebody was badly hurt or in serious danger: by the report, or once a handler says so.
    Grave,
}

/// What stops a clock.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// Somebody writes how and why.
    ByHand,
    /// The decision on a police report.
    Police,
    /// The first talk.
    Talk,
    /// A talk after the first.
    TalkAgain,
    /// The decision on a review of the work environment.
    Review,
}

/// How many incidents within how long make a pattern.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Patterns {
    /// How far back.
    pub within: Length,
    /// Against one person.
    pub person: usize,
    /// By one source.
    pub source: usize,
    /// Against one unit.
    pub unit: usize,
    /// In one process.
    pub process: usize,
}

impl Routine {
    /// The routine that a front matter describes, checked.
    ///
    /// # Errors
    /// [`RoutineError`] with the place, the value and what to do.
    pub fn parse(front: &str) -> Result<Self, RoutineError> {
        let routine: Self = read(front)?;
        routine.check()?;
        Ok(routine)
    }

    /// Checks that ids are unique and that every role, form and law referred to exists.
    ///
    /// # Errors
    /// [`RoutineError::Broken`] with the first fault.
    pub fn check(&self) -> Checked {
        unique("roles", self.roles.iter().map(|role| &role.id))?;
        unique("kinds", self.kinds.iter().map(|kind| &kind.id))?;
        unique("processes", self.processes.iter().map(|process| &process.id))?;
        unique("laws", self.laws.iter().map(|law| &law.id))?;
        unique("clocks", self.clocks.iter().map(|clock| &clock.id))?;
        if self.kinds.is_empty() || self.processes.is_empty() {
            return Err(broken("kinds", "", "saknas; en rutin har minst en form och en process"));
        }
        for kind in &self.kinds {
            let place = format!("kinds.{}", kind.id);
            if kind.to.is_empty() {
                return Err(broken(place, "to", "är tomt; skriv vilka roller som får rapporten"));
            }
            if let Some(role) = kind.to.iter().find(|role| !self.roles.iter().any(|one| one.id == **role)) {
                return Err(broken(place, role, "finns inte bland `roles`; skriv vad rollen heter eller rätta id:t"));
            }
        }
        for clock in &self.clocks {
            let place = format!("clocks.{}", clock.id);
            if clock.laws.is_empty() {
                return Err(broken(place, "laws", "är tomt; en frist vilar på minst en regel"));
            }
            if let Some(law) = clock.laws.iter().find(|id| self.law(id).is_none()) {
                return Err(broken(place, law, "finns inte bland `laws`; skriv lagen där eller rätta id:t"));
            }
            if let Some(kind) = clock.kinds.iter().find(|id| self.kind(id).is_none()) {
                return Err(broken(place, kind, "finns inte bland `kinds`; rätta id:t"));
            }
        }
        let Patterns { person, source, unit, process, .. } = self.patterns;
        if [person, source, unit, process].iter().any(|least| *least < 2) {
            return Err(broken("patterns", "", "ett mönster är minst två händelser"));
        }
        Ok(())
    }

    /// A form.
    #[must_use]
    pub fn kind(&self, id: &str) -> Option<&Kind> {
        self.kinds.iter().find(|kind| kind.id == id)
    }

    /// A process.
    #[must_use]
    pub fn process(&self, id: &str) -> Option<&Process> {
        self.processes.iter().find(|process| process.id == id)
    }

    /// A clock.
    #[must_use]
    pub fn clock(&self, id: &str) -> Option<&Clock> {
        self.clocks.iter().find(|clock| clock.id == id)
    }

    /// What a clock says.
    pub(crate) fn dial(&self, id: &str) -> Option<Dial<'_>> {
        let Clock { title, length, warn_before, laws, certainty, act, .. } = self.clock(id)?;
        let laws = laws.iter().filter_map(|id| self.law(id)).collect();
        Some(Dial { title, length: *length, warn_before, certainty: *certainty, act, laws })
    }

    /// A law.
    #[must_use]
    pub fn law(&self, id: &str) -> Option<&Law> {
        self.laws.iter().find(|law| law.id == id)
    }

    /// What a role is called; its id when the routine has no name for it.
    #[must_use]
    pub fn role_sv<'a>(&'a self, id: &'a str) -> &'a str {
        self.roles.iter().find(|role| role.id == id).map_or(id, |role| role.title.sv.as_str())
    }
}
