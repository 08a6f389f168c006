//! The crate as others use it.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::panic,
    clippy::print_stdout,
    reason = "a helper that cannot go on fails its test, and the figures of the town are told"
)]

mod facts;
mod forms;
mod fuzz;
mod pdfs;
mod pictures;
mod town;

use chrono::NaiveDate;
use resume::{Claims, Company, CompanyTable, Fact, Finding, Kind, Period, Stamp, Verdict};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn today() -> NaiveDate {
    day("2026-11-22")
}

fn stamp(text: &str) -> Option<Stamp> {
    (!text.is_empty()).then(|| Stamp::parse(text).unwrap())
}

/// A post from a month to a month; `nu` goes on.
fn work(organisation: &str, from: &str, to: &str) -> Period {
    Period {
        kind: Kind::Work,
        organisation: organisation.to_owned(),
        org_no: None,
        country: None,
        title: "Handläggare".to_owned(),
        from: stamp(from),
        to: if to == "nu" { None } else { stamp(to) },
        is_current: to == "nu",
        extent: None,
        is_leave: false,
        place: String::new(),
    }
}

fn of(periods: Vec<Period>) -> Claims {
    Claims { person: Some("Exempel Exempelsson".to_owned()), periods, ..Claims::default() }
}

/// A company registered on a day, with a number of a block that is not handed out.
fn company(org_no: &str, name: &str, registered: &str) -> Company {
    Company {
        org_no: org_no.to_owned(),
        name: name.to_owned(),
        registered: Some(day(registered)),
        ..Company::default()
    }
}

fn table(companies: Vec<Company>) -> CompanyTable {
    CompanyTable::new(today(), Some(day("1995-01-01")), companies)
}

/// The verdicts on a fact, in their order.
fn verdicts(findings: &[Finding], fact: Fact) -> Vec<Verdict> {
    findings.iter().filter(|finding| finding.fact == fact).map(|finding| finding.verdict).collect()
}
