//! How much the server takes on, and how long it waits.

use std::time::Duration;

use crate::WebError;

/// Limits of the server. Above each of them it says no; none of them makes it answer without having checked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Config {
    /// Whose payments are screened: a token of another authority is refused.
    pub authority: String,
    /// The most payments in one request.
    pub batch_payments: usize,
    /// The most bytes in the body of one request.
    pub body_bytes: usize,
    /// The most bytes of bodies that are being read at once.
    pub reading_bytes: usize,
    /// The most payments that wait for an answer at once; more gives 503.
    pub queue_payments: usize,
    /// The most payments of one token that wait at once; more gives 429.
    pub token_queue_payments: usize,
    /// Requests per second that a token may make when its own entry says nothing; more gives 429.
    pub token_per_second: u32,
    /// The most connections at once; another is closed with 503.
    pub connections: usize,
    /// How long the first of a group waits for others to be written to disk with it.
    pub gather: Duration,
    /// Payments with which a group is full, so that it waits for no more.
    pub group_payments: usize,
    /// How long a request may have waited when its turn comes; longer gives 503 without screening.
    pub queue_wait: Duration,
    /// How long a request waits for its answer in all.
    pub answer_wait: Duration,
    /// How long a client may take for the head of a request, and how long an unused connection is kept.
    pub head_wait: Duration,
    /// How long a client may take for the body.
    pub body_wait: Duration,
    /// How long a client may leave an answer unread.
    pub write_wait: Duration,
    /// How long open connections get to finish when the server stops.
    pub stop_wait: Duration,
    /// Threads that read and write requests; screening and the log have one of their own.
    pub threads: usize,
}

impl Config {
    /// Limits that fit a municipality on two processors.
    #[must_use]
    pub fn new(authority: impl Into<String>) -> Self {
        Self {
            authority: authority.into(),
            batch_payments: 1_000,
            body_bytes: 1 << 20,
            reading_bytes: 64 << 20,
            queue_payments: 10_000,
            token_queue_payments: 5_000,
            token_per_second: 1_000,
            connections: 512,
            gather: Duration::from_millis(2),
            group_payments: 4_096,
            queue_wait: Duration::from_secs(1),
            answer_wait: Duration::from_secs(10),
            head_wait: Duration::from_secs(10),
            body_wait: Duration::from_secs(10),
            write_wait: Duration::from_secs(10),
            stop_wait: Duration::from_secs(30),
            threads: 2,
        }
    }

    /// Limits that contradict each other would refuse every request.
    pub(crate) fn check(&self) -> Result<(), WebError> {
        let most = u32::MAX as usize / 2;
        let faults = [
            (self.authority.trim().is_empty(), "myndighet saknas"),
            (self.batch_payments == 0, "en begäran måste få ha minst en betalning"),
            (self.token_queue_payments < self.batch_payments, "en full omgång ryms inte i ett åtkomstmärkes kö"),
            (self.queue_payments < self.batch_payments, "en full omgång ryms inte i kön"),
            (self.reading_bytes < self.body_bytes, "en full begäran ryms inte i minnet för läsning"),
            (self.queue_payments > most || self.reading_bytes > most, "en gräns är orimligt stor"),
            (self.token_per_second == 0 || self.connections == 0 || self.threads == 0, "en gräns är noll"),
        ];
        let fault = faults.into_iter().find(|(is_fault, _)| *is_fault);
        fault.map_or(Ok(()), |(_, what)| Err(WebError::Config { what }))
    }
}
