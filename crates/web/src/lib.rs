//! HTTP: the pages that people work in, and the screening API that other systems ask.
//!
//! # The pages
//! * [`Site`] and [`SiteParts`]: the pages over [`Desk`] (who somebody is) and [`SessionStore`]; [`Municipality`]: name, logo
//!   and colours. [`Site::router`] is the whole as a service.
//! * [`pages`]: how to add a page, and the list of them all. [`frame`]: what a page is declared with and what its function is
//!   given. [`part`]: forms, tables and the other building blocks. [`text`]: the words in two languages.
//! * [`gallery`]: every block and page with made-up data.
//!
//! The way of a request: is it ours (`guard`), who comes (`frame::Visit`), may they (`frame::Access`), does the form carry
//! the token of the session (`sent`), and only then the page's own function. Every page works without script and asks for
//! nothing from elsewhere.
//!
//! # The screening API
//! Payments come in, verdicts go out, and each is on disk before it leaves.
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

mod asset;
mod config;
mod desk;
mod error;
mod event;
mod exchange;
pub mod failure;
mod fault;
pub mod frame;
pub mod gallery;
mod guard;
mod hidden;
mod judge;
mod meter;
mod municipality;
mod over;
pub mod pages;
pub mod part;
mod patient;
mod request;
mod routes;
mod screen;
mod seen;
mod sent;
mod server;
mod session;
mod site;
pub mod text;
mod token;
pub mod voices;
mod writer;

use std::sync::Arc;

use chrono::{DateTime, Utc};

pub use config::Config;
pub use desk::{
    Account, AtDesk, Credentials, Desk, DeskError, Enrolment, Factors, Lock, Passkey, RoleName, SignedIn, Viewer,
};
pub use error::{TokenError, WebError};
pub use event::{Event, Verdicts, Watch};
pub use exchange::Exchange;
pub use fault::Fault;
pub use hidden::Hidden;
pub use municipality::{Colour, Municipality};
pub use over::{AppDesk, AppSessions};
pub use pages::{DemoCode, DemoPerson, Lack, Statement};
pub use routes::{OPENAPI, Route};
pub use server::{Parts, Server, serve, told_to_stop};
pub use session::{IDLE, LONGEST, MemorySessions, Session, SessionError, SessionId, SessionStore, Soon, Stage};
pub use site::{Random, Site, SiteParts};
pub use token::{Scope, Secret, Token, Tokens};

/// What time it is, for the log and for the last day of a token.
pub type Clock = Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>;
