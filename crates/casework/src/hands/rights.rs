//! Rights that let one person do all the steps of a flow.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Flow, rows::wanted, step_of};
use crate::sheet::{Reading, Sheet, Unfit, Wanted};

/// The columns of rights: those of the register `entitlements`.
pub const COLUMNS: [Wanted; 5] = [
    wanted("person", "Användare", &["användarid", "användarnamn", "sign", "user", "username", "user id"], true),
    wanted("system", "System", &["systemnamn", "verksamhetssystem", "applikation"], true),
    wanted("role", "Roll", &["behörighet", "behörighetsroll", "grupp", "rollnamn", "entitlement"], true),
    wanted("from", "Från", &["startdatum", "fr o m", "tilldelad", "starts on"], false),
    wanted("to", "Till", &["slutdatum", "t o m", "borttagen", "ends on"], false),
];

/// A right that somebody has.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Right {
    /// Who, by pseudonym once it is to be kept.
    pub person: String,
    /// In which system.
    pub system: String,
    /// The flow that it is a step of.
    pub flow: Flow,
    /// The step.
    pub step: u8,
    /// First day, when it is known.
    pub from: Option<NaiveDate>,
    /// Last day.
    pub to: Option<NaiveDate>,
}

/// Somebody who may do all the steps of a flow in one system.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct CanAll {
    /// Who.
    pub person: String,
    /// In which system.
    pub system: String,
    /// Of which flow.
    pub flow: Flow,
}

/// The rights of a table that are steps of a flow, and every cell that can not be used. A right that is no step is left
/// out: there are many.
#[must_use]
pub fn rights(sheet: &Sheet) -> (Vec<Right>, Vec<Unfit>) {
    let columns = match sheet.columns(&COLUMNS) {
        Ok(columns) => columns,
        Err(missing) => return (Vec::new(), missing),
    };
    let (mut rights, mut unfit) = (Vec::new(), Vec::new());
    for row in &sheet.rows {
        let mut reading = Reading::new(row, &columns);
        if reading.is_empty() {
            continue;
        }
        let (person, system) = (reading.required("person"), reading.text("system").to_owned());
        let (from, to) = (reading.day("from"), reading.day("to"));
        let steps = step_of(reading.text("role"), None);
        let wrong = reading.into_unfit();
        if wrong.is_empty() {
            let right = |(flow, step)| Right { person: person.clone(), system: system.clone(), flow, step, from, to };
            rights.extend(steps.into_iter().map(right));
        }
        unfit.extend(wrong);
    }
    (rights, unfit)
}

/// Those who may do all the steps of a flow on a day.
#[must_use]
pub fn can_all(rights: &[Right], day: NaiveDate) -> Vec<CanAll> {
    let mut steps: BTreeMap<CanAll, BTreeSet<u8>> = BTreeMap::new();
    let holds = |right: &&Right| right.from.is_none_or(|from| from <= day) && right.to.is_none_or(|to| day <= to);
    for Right { person, system, flow, step, .. } in rights.iter().filter(holds) {
        let can = CanAll { person: person.clone(), system: system.clone(), flow: *flow };
        steps.entry(can).or_default().insert(*step);
    }
    steps.into_iter().filter(|(_, steps)| steps.len() == 3).map(|(can, _)| can).collect()
}
