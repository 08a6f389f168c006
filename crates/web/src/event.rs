//! What the server tells whoever runs it. Nothing here holds what is in a payment, nor who is paid.

use std::sync::Arc;

use payments::{Screened, Verdict};
use serde::Serialize;

/// Something that happened, to be written as a line of JSON.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// A request for verdicts was answered or refused.
    Answered {
        /// The name of the token; none when there was no valid one.
        token: Option<String>,
        /// HTTP status.
        status: u16,
        /// The end of the problem's type, when it was refused.
        problem: Option<&'static str>,
        /// Answers by verdict.
        verdicts: Verdicts,
        /// Whether the answer was given before.
        replayed: bool,
        /// From the head of the request to the answer.
        micros: u64,
    },
    /// No answers can be given.
    Trouble {
        /// Why, in Swedish.
        what: String,
    },
    /// A trouble is over.
    Ready,
    /// A connection was closed because there were too many.
    Crowded,
    /// A page could not be shown. Its reader got the reference.
    PageFailed {
        /// What the reader was told to give.
        reference: String,
        /// The page as declared, `/arenden/{id}`: never the address with what stood in it.
        page: String,
        /// What failed.
        what: String,
    },
    /// The server takes no more requests and finishes those it has.
    Stopping,
}

/// Answers by verdict.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Verdicts {
    /// May go.
    pub go: usize,
    /// Somebody should look.
    pub look: usize,
    /// Must not go.
    pub hold: usize,
}

impl Verdicts {
    /// Counts answers.
    #[must_use]
    pub fn of(answers: &[Screened]) -> Self {
        let count = |verdict: Verdict| answers.iter().filter(|answer| answer.verdict == verdict).count();
        Self { go: count(Verdict::Go), look: count(Verdict::Look), hold: count(Verdict::Hold) }
    }
}

/// Who is told. Called on the server's threads, so it must be quick.
pub type Watch = Arc<dyn Fn(&Event) + Send + Sync>;
