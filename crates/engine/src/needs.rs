//! What controls and checks need in order to run, for the legal gate: their documents say it.

use std::collections::BTreeSet;

use library::{Check, Control, Link};
use signals::gate::Need;

use crate::{Engine, EngineError, Request, screen::FLOW};

impl Engine {
    /// What the chosen controls need. The registers are those that they declare and those that their link tables read.
    ///
    /// # Errors
    /// [`EngineError::UnknownControl`].
    pub fn needs(&self, request: &Request) -> Result<Vec<Need>, EngineError> {
        self.chosen(request)?.into_iter().map(|control| self.need(control)).collect()
    }

    /// What the chosen checks of the payment stop need; no ids means all.
    ///
    /// # Errors
    /// [`EngineError::UnknownCheck`].
    pub fn check_needs(&self, ids: &[String]) -> Result<Vec<Need>, EngineError> {
        self.checks(ids)?.into_iter().map(|check| self.check_need(check)).collect()
    }

    fn need(&self, control: &Control) -> Result<Need, EngineError> {
        let linked = self.library.links_for([control]);
        Ok(Need {
            control: control.id.clone(),
            flow: control.flow.clone(),
            purpose: control.purpose.clone(),
            grounds: control.grounds.clone(),
            personal_data: class(&control.file, &control.personal_data)?,
            registers: registers(control.reads.keys(), &linked),
        })
    }

    fn check_need(&self, check: &Check) -> Result<Need, EngineError> {
        let lookups = self.library.lookups_for([check]);
        let linked = self.library.links_named(lookups.iter().flat_map(|lookup| &lookup.links));
        Ok(Need {
            control: check.id.clone(),
            flow: FLOW.to_owned(),
            purpose: check.purpose.clone(),
            grounds: check.grounds.clone(),
            personal_data: class(&check.file, &check.personal_data)?,
            registers: registers(lookups.iter().flat_map(|lookup| lookup.reads.keys()), &linked),
        })
    }
}

fn class<T: std::str::FromStr<Err: std::fmt::Display>>(file: &str, word: &str) -> Result<T, EngineError> {
    word.parse().map_err(|error: T::Err| EngineError::contract(file, error.to_string()))
}

fn registers<'a>(own: impl Iterator<Item = &'a String>, linked: &[&'a Link]) -> BTreeSet<String> {
    own.chain(linked.iter().flat_map(|link| link.reads.keys())).cloned().collect()
}
