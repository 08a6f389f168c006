//! Extracts that the law says are kept: each a record of its own, sealed with a key of its own.
//!
//! A recruitment is disposed of by its own clock, and most who take part in it have nothing to do with what an extract shows.
//! So an extract is no part of a recruitment: its key is wrapped to HR and the director of the board as they are when it is
//! kept, and to nobody else, not even to who kept it. Every reading is an act with a reason, written before the file opens.
//! When its time has run out one proposes to dispose of it and another does.

mod dispose;
mod handle;
mod keep;
mod page;
mod sealed;

use access::Resource;
use store::CaseFilter;

use crate::{App, AppError};

pub use casework::extract::{Event, Extract, FileKind, KeepsExtract, Reading};
pub use handle::{ExtractFile, ExtractNote};
pub use keep::{ExtractDraft, ToKeep, ToKeepPage};
pub use page::{ExtractPage, ExtractRow};

/// The kind of case that a kept extract is kept as.
pub(crate) const EXTRACT: &str = "extract";
/// What the clock of a kept extract is called.
const DISPOSAL: &str = "gallring";
/// The roles that hold the key of an extract.
const HOLDERS: [&str; 2] = ["hr", "director"];

/// The most bytes of an extract.
pub const MOST: usize = 20 << 20;

/// A kept extract, for the policies.
fn resource(plain: &crate::case::Plain) -> Resource {
    Resource::Extract(plain.resource())
}

/// Those that are kept, and not those whose file never came down.
fn kept(member: Option<String>) -> CaseFilter {
    let (kind, state) = (Some(EXTRACT.to_owned()), Some(store::CaseState::Closed));
    CaseFilter { member, kind, state, ..CaseFilter::default() }
}

impl App {
    /// Whom a mail reminds on a day: who holds an extract whose time has run out, the day after and then once a week.
    pub(crate) async fn extract_reminders(
        &self,
        day: chrono::NaiveDate,
    ) -> Result<std::collections::BTreeSet<String>, AppError> {
        let mut told = std::collections::BTreeSet::new();
        for record in self.store.case_list(&kept(None)).await.map_err(AppError::Store)? {
            let until = record.retain_until.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok());
            let late = until.map_or(0, |until| (day - until).num_days());
            if late > 0 && late % 7 == 1 {
                let plain = self.members_of(record).await?;
                told.extend(plain.current().map(|member| member.person.clone()));
            }
        }
        Ok(told)
    }
}
