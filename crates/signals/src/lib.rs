//! What a run of controls gives: counts, signals and the order in which people should look at them.
//!
//! Plain data and arithmetic. An engine fills these types, a report shows them; neither needs to know the other.

pub mod gate;
pub mod health;
pub mod judge;
pub mod life;
pub mod precision;
pub mod pseudonym;
pub mod publication;
pub mod replay;
pub mod retention;
pub mod sample;
pub mod suppress;

mod format;
mod outcome;
mod rank;
mod run;
mod signal;

pub use format::{format_date, format_money, format_whole_number};
pub use outcome::{Comparison, ControlRun, Missing, OutcomeCount, OutcomeKind};
pub use rank::{BestControl, RankedSubject, STATISTIC, rank, rank_with};
pub use run::{PictureLine, Run, SnapshotRef, SubjectPicture};
pub use signal::{Cell, ControlRef, EvidenceTable, Fact, Signal, Subject, fingerprint};
