//! What the registers of companies say of employers, for what applications say of them.

use std::sync::{Arc, Mutex};

use ::registers::{
    DataFolder, IntakeError, Snapshot,
    source::{RawTable, walk},
};
use chrono::NaiveDate;
use resume::{Company, CompanyTable, RegisterRow};

use super::kept::held;

/// The companies of all authorities, read once for the snapshots that there are.
#[derive(Debug, Default)]
pub(super) struct Companies(Mutex<Option<(Vec<String>, Arc<CompanyTable>)>>);

impl Companies {
    /// The companies of a folder; an empty table when no authority has the register.
    pub(super) fn of(&self, folder: &DataFolder) -> Result<Arc<CompanyTable>, IntakeError> {
        let latest = folder.authorities()?.into_iter().map(|authority| folder.snapshot_latest(&authority, "companies"));
        let snapshots: Vec<Snapshot> = latest.filter_map(Result::transpose).collect::<Result<_, _>>()?;
        let ids: Vec<String> = snapshots.iter().map(|snapshot| snapshot.manifest.id.clone()).collect();
        let mut kept = held(&self.0);
        if let Some((_, table)) = kept.as_ref().filter(|(known, _)| *known == ids) {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(read(&snapshots)?);
        *kept = Some((ids, Arc::clone(&table)));
        Ok(table)
    }
}

/// The table as of the day of the oldest snapshot: what happened later is not known of all. That a number is missing says
/// nothing, for a register need not hold every company.
fn read(snapshots: &[Snapshot]) -> Result<CompanyTable, IntakeError> {
    let imported = snapshots.iter().map(|one| one.manifest.imported_at.as_deref().and_then(|at| day(at.get(..10)?)));
    let Some(as_of) = imported.min().flatten() else { return Ok(CompanyTable::default()) };
    let mut companies = Vec::new();
    for source in walk(&snapshots.iter().flat_map(Snapshot::parquet_paths).collect::<Vec<_>>())? {
        for table in source.tables()?.tables {
            companies.extend(rows(table)?);
        }
    }
    Ok(CompanyTable::new(as_of, None, companies))
}

fn rows(mut table: Box<dyn RawTable>) -> Result<Vec<Company>, IntakeError> {
    let place = |name: &str| table.header().iter().position(|column| column == name);
    let places = [
        place("org_no"),
        place("name"),
        place("registered_on"),
        place("deregistered_on"),
        place("deregistration_reason"),
        place("proceeding"),
        place("proceeding_on"),
    ];
    let mut companies = Vec::new();
    while let Some(chunk) = table.next_chunk()? {
        for row in 0..chunk.rows() {
            let [org_no, name, registered, deregistered, deregistration_reason, proceeding, proceeding_on] =
                places.map(|place| place.map_or("", |column| chunk.cell(row, column)));
            companies.push(Company::from_register(&RegisterRow {
                org_no,
                name,
                registered_on: day(registered),
                deregistered_on: day(deregistered),
                deregistration_reason,
                proceeding,
                proceeding_on: day(proceeding_on),
            }));
        }
    }
    Ok(companies)
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}
