//! Events: what is appended, one JSON line each, and read back.

use std::collections::BTreeMap;

use quorum::Person;
use serde::{Deserialize, Serialize};

use super::{Because, Covered, LifeError, Seen};
use crate::{judge::Outcome, suppress::Suppressed};

/// Something that happened to signals, who did it and when.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// When, as the caller says; begins with a date, `2026-11-22T09:00`.
    pub at: String,
    /// Who; for a run the program or the one who started it.
    pub by: Person,
    /// What happened.
    pub act: Act,
}

/// What happened.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Act {
    /// A run saw a signal that is new, or that is not as it was. It counts once its run is closed.
    Seen {
        /// Hash of the run.
        run: String,
        /// The signal.
        signal: Box<Seen>,
    },
    /// A run computed the control and did not find the signal. It counts once its run is closed.
    Gone {
        /// Hash of the run.
        run: String,
        /// The signal.
        fingerprint: String,
        /// Why.
        because: Because,
    },
    /// A run is whole: what it saw and missed counts from here, and everything else of its controls is the same. A run that
    /// was cut off never gets here and leaves no trace in the life.
    Run {
        /// Hash of the run.
        run: String,
        /// What is known of each control of the run.
        controls: BTreeMap<String, Covered>,
    },
    /// A person judged a signal.
    Judged {
        /// The signal.
        fingerprint: String,
        /// What it was.
        outcome: Outcome,
        /// In the person's words.
        note: String,
    },
    /// A control's family was suppressed for a subject.
    Suppressed(Box<Suppressed>),
    /// A suppression was ended before its day. One person may: it shows more, not less.
    Lifted {
        /// Id of the suppression.
        suppression: String,
    },
}

/// What a file of events holds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Lines {
    /// The events, in order.
    pub events: Vec<Event>,
    /// Bytes up to the end of the last whole line. When the file is longer, its last line was cut off while it was written:
    /// cut the file to this length before appending.
    pub whole: usize,
}

/// Reads events from JSON lines. A last line without its line break was cut off and is left out.
///
/// # Errors
/// [`LifeError::Line`] for a whole line that is no event.
pub fn read_lines(text: &str) -> Result<Lines, LifeError> {
    let whole = text.rfind('\n').map_or(0, |at| at + 1);
    let lines = text.get(..whole).unwrap_or_default().lines().enumerate();
    let events = lines.filter(|(_, line)| !line.trim().is_empty()).map(|(at, line)| {
        serde_json::from_str(line).map_err(|error| LifeError::Line { line: at + 1, message: error.to_string() })
    });
    Ok(Lines { events: events.collect::<Result<_, _>>()?, whole })
}

/// The event as a line, with its line break.
///
/// # Errors
/// [`LifeError::Line`] when it can not be written as JSON, which no event of this crate gives.
pub fn write_line(event: &Event) -> Result<String, LifeError> {
    let line = serde_json::to_string(event).map_err(|error| LifeError::Line { line: 0, message: error.to_string() })?;
    Ok(line + "\n")
}
