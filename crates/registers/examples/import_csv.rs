//! Imports files as a register and prints the report: `import_csv DATA REGISTER THREADS FILE…`. For measurements.

use std::error::Error;
use std::io::Write;

use registers::{Catalogue, DataFolder, ImportRequest, Profiles, import};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let mut next = || arguments.next().ok_or("usage: import_csv DATA REGISTER THREADS FILE…");
    let (data, register, threads) = (next()?, next()?, next()?.parse()?);
    let sources = arguments.map(Into::into).collect();
    let request =
        ImportRequest { sources, register, authority: "Provkommunen".to_owned(), threads, ..ImportRequest::default() };
    let folder = DataFolder::open(data)?;
    let report = import(&folder, &Catalogue::embedded()?, &Profiles::embedded()?, &request, &mut |_| {})?;
    let mut out = std::io::stdout().lock();
    writeln!(
        out,
        "rows {} accepted {} rejected {} unchanged {} snapshot {:?}",
        report.rows, report.accepted, report.rejected, report.unchanged, report.snapshot
    )?;
    for header in &report.headers {
        writeln!(out, "{} tables: {:?}", header.tables.len(), header.mapping)?;
    }
    for note in report.failed.iter().chain(&report.skipped) {
        writeln!(out, "{}: {}", note.name, note.reason)?;
    }
    for warning in &report.warnings {
        writeln!(out, "{warning}")?;
    }
    Ok(())
}
