//! What the registers of companies and of those who speak for them say of employers, for what applications say of them.

use std::sync::{Arc, Mutex};

use ::registers::{
    DataFolder, IntakeError, Snapshot,
    source::{RawTable, walk},
};
use chrono::NaiveDate;
use resume::{Company, CompanyRole, CompanyTable, RegisterRow};

use super::kept::held;

/// The companies of all authorities, read once for the snapshots that there are.
#[derive(Debug, Default)]
pub(super) struct Companies(Mutex<Option<(Vec<String>, Arc<CompanyTable>)>>);

impl Companies {
    /// The companies of a folder; an empty table when no authority has the register.
    pub(super) fn of(&self, folder: &DataFolder) -> Result<Arc<CompanyTable>, IntakeError> {
        let (snapshots, roles) = (latest(folder, "companies")?, latest(folder, "company_roles")?);
        let ids: Vec<String> = snapshots.iter().chain(&roles).map(|snapshot| snapshot.manifest.id.clone()).collect();
        let mut kept = held(&self.0);
        if let Some((_, table)) = kept.as_ref().filter(|(known, _)| *known == ids) {
            return Ok(Arc::clone(table));
        }
        let table = Arc::new(read(&snapshots)?.with_roles(read_roles(&roles)?));
        *kept = Some((ids, Arc::clone(&table)));
        Ok(table)
    }
}

/// The newest snapshot of a register in each authority that has it.
fn latest(folder: &DataFolder, register: &str) -> Result<Vec<Snapshot>, IntakeError> {
    let latest = folder.authorities()?.into_iter().map(|authority| folder.snapshot_latest(&authority, register));
    latest.filter_map(Result::transpose).collect()
}

/// The table as of the day of the oldest snapshot: what happened later is not known of all. That a number is missing says
/// nothing, for a register need not hold every company.
fn read(snapshots: &[Snapshot]) -> Result<CompanyTable, IntakeError> {
    let imported = snapshots.iter().map(|one| one.manifest.imported_at.as_deref().and_then(|at| day(at.get(..10)?)));
    let Some(as_of) = imported.min().flatten() else { return Ok(CompanyTable::default()) };
    Ok(CompanyTable::new(as_of, None, all(snapshots, rows)?))
}

/// Those who speak for the companies. A row without a name is left: nobody is known by it.
fn read_roles(snapshots: &[Snapshot]) -> Result<Vec<CompanyRole>, IntakeError> {
    all(snapshots, role_rows)
}

/// What every table of the snapshots gives.
fn all<T>(
    snapshots: &[Snapshot],
    rows: impl Fn(Box<dyn RawTable>) -> Result<Vec<T>, IntakeError>,
) -> Result<Vec<T>, IntakeError> {
    let mut all = Vec::new();
    for source in walk(&snapshots.iter().flat_map(Snapshot::parquet_paths).collect::<Vec<_>>())? {
        for table in source.tables()?.tables {
            all.extend(rows(table)?);
        }
    }
    Ok(all)
}

fn role_rows(mut table: Box<dyn RawTable>) -> Result<Vec<CompanyRole>, IntakeError> {
    let place = |name: &str| table.header().iter().position(|column| column == name);
    let places = [place("org_no"), place("person_name"), place("role_kind"), place("starts_on"), place("ends_on")];
    let mut roles = Vec::new();
    while let Some(chunk) = table.next_chunk()? {
        for row in 0..chunk.rows() {
            let [org_no, person, kind, from, to] =
                places.map(|place| place.map_or("", |column| chunk.cell(row, column)));
            if person.trim().is_empty() {
                continue;
            }
            let [org_no, person, kind] = [org_no, person, kind].map(str::to_owned);
            roles.push(CompanyRole { org_no, person, kind, from: day(from), to: day(to) });
        }
    }
    Ok(roles)
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
