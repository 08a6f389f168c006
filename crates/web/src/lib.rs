//! The screening API: payments come in over HTTP, verdicts go out, and each is on disk before it leaves.
//!
//! * [`serve`] and [`Server`]: the server over any [`Screener`](payments::Screener), with [`Config`] for its limits and
//!   [`Parts`] for what it is made of. It never names the engine.
//! * [`Exchange`]: the screener and the tokens are replaced while serving.
//! * [`Tokens`]: who may ask, read from a TOML file that holds hashes only.
//! * [`Fault`]: why a request gets no verdicts; [`Event`]: what whoever runs the server is told.
//! * [`Route`] and [`OPENAPI`]: the addresses and their description.
//!
//! The way of a request: token, rate and size (`screen`), body and key (`request`), a place in the queue, then one
//! thread (`writer`) that asks the screener (`judge`), writes the log and lets the answer go. It speaks plain HTTP/1.1
//! and belongs behind a proxy that speaks TLS. The clock and all randomness are the caller's.

mod config;
mod error;
mod event;
mod exchange;
mod fault;
mod judge;
mod meter;
mod patient;
mod request;
mod routes;
mod screen;
mod seen;
mod server;
mod token;
mod writer;

use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use config::Config;
pub use error::{TokenError, WebError};
pub use event::{Event, Verdicts, Watch};
pub use exchange::Exchange;
pub use fault::Fault;
pub use routes::{OPENAPI, Route};
pub use server::{Parts, Server, serve, told_to_stop};
pub use token::{Scope, Secret, Token, Tokens};

/// What time it is, for the log and for the last day of a token.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;
