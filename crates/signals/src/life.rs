//! The life of signals across runs: new, the same, changed, gone, and what people said of them.
//!
//! The life is a fold over [`Event`]s, which are appended to a file, one JSON line each, and never changed. A run is compared
//! with the life by [`Life::observe`], which gives the events that the run adds; [`Life::apply`] takes one in. The same
//! events give the same life, and the same run observed again gives no events.
//!
//! One life belongs to one authority, or to those that a decision lets be joined: keep one file for each.
//!
//! | after a run a signal is | when |
//! | --- | --- |
//! | new | it was never seen before |
//! | same | it was found again with the same content |
//! | changed | it was found again with other content, or after it was gone; the life names what changed |
//! | gone | its control was computed and did not find it |
//! | unknown | its control was refused or could not be computed: nothing is known, and that is not *gone* |
//!
//! A control that was not part of a run leaves its signals as they were.
//!
//! ```
//! use quorum::Person;
//! use signals::life::{Covered, Life, Observation};
//!
//! let mut life = Life::default();
//! let run = Observation::new(&["snapshot"], [("SP-01".to_owned(), Covered::computed(1, "a1"))].into(), Vec::new());
//! let insyn = Person::new("insyn")?;
//! for event in life.observe(&run, &insyn, "2026-11-22T06:00") {
//!     life.apply(&event)?;
//! }
//! assert!(life.observe(&run, &insyn, "2026-11-23T06:00").is_empty());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod event;
mod fold;
mod observe;
mod seen;

use serde::Serialize;

pub use event::{Act, Event, Lines, read_lines, write_line};
pub(crate) use fold::day;
pub use fold::{Counts, Known, Life, State};
pub use observe::{Covered, Observation};
pub use seen::{Seen, Trait, Traits, amount_band};

/// Why a signal is no longer found.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, serde::Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Because {
    /// The registers no longer say it.
    Registers,
    /// The control has another version or other parameters than when it was last computed.
    Control,
}

/// An event that does not fit the life that it is applied to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LifeError {
    /// A line of the file is no event.
    #[error("rad {line} i signalernas liggare går inte att läsa: {message}; rätta inte raden utan återställ filen")]
    Line {
        /// Line, from 1.
        line: usize,
        /// What the reader says.
        message: String,
    },
    /// It is about a signal that was never seen.
    #[error("det finns ingen signal `{fingerprint}`")]
    NoSignal {
        /// The fingerprint.
        fingerprint: String,
    },
    /// It is about a suppression that was never made.
    #[error("det finns ingen dämpning `{id}`")]
    NoSuppression {
        /// Its id.
        id: String,
    },
    /// The suppression is there already.
    #[error("dämpningen `{id}` finns redan; häv den först eller vänta tills den gått ut")]
    Twice {
        /// Its id.
        id: String,
    },
}
