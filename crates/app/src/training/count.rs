//! Who is counted, and under what.

use std::collections::BTreeSet;

use casework::training::{Group, coverage::Counted};
use chrono::NaiveDate;

use crate::{App, AppError};

/// Where somebody is counted.
#[derive(Debug, Clone)]
pub(super) struct Under {
    /// Their unit.
    pub(super) unit: Option<String>,
    /// Their groups.
    pub(super) groups: BTreeSet<Group>,
}

impl App {
    /// The people of an authority with what is required of them and what they have passed.
    pub(super) async fn counted_training(
        &self,
        authority: &str,
        today: NaiveDate,
    ) -> Result<Vec<(Under, Counted)>, AppError> {
        let (demand, outlines) = (self.demand_of(authority).await?, self.outlines());
        let mut records = self.records().await?;
        let people = self.workers(authority, today).await?.into_iter().map(|(person, worker)| {
            let required = demand.required(&worker, &outlines).into_iter().map(|one| one.course).collect();
            let record = records.remove(&person.id).unwrap_or_default();
            let under = Under { unit: person.unit, groups: demand.groups(&worker) };
            (under, Counted { rows: Vec::new(), required, new_until: demand.new_until(&worker), record })
        });
        Ok(people.collect())
    }
}
