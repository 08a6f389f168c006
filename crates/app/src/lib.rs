//! What a person can do in Insyn: one function each, authorised, journalled, and by two people where one is too few.
//!
//! Every use case takes the act context ([`Cx`]) first and goes through [`App::perform`](app::App): its journal entry is
//! opened, the policies are asked, it acts, the entry is closed. What two people must do together begins as a proposal
//! ([`Act`](proposal::Act)) and is carried out when another person has signed it.
//!
//! Lists are filtered by the same policies as pages ([`access::Policies::filter`]). Nothing here knows HTTP, the query
//! engine or the clock.

pub mod case;
pub mod declaration;
pub mod delegation;
pub mod directory;
pub mod extract;
pub mod incident;
pub mod journal_book;
pub mod payment;
pub mod ports;
pub mod proposal;
pub mod recovery;
pub mod recruitment;
pub mod register;
pub mod report;
pub mod session;
pub mod setup;
pub mod shelf;
pub mod signal;
pub mod training;

mod app;
mod attempts;
mod context;
mod error;
mod keyring;
mod mark;
mod told;

pub use app::{App, Clock, Parts, Random};
pub use casework::local::{day as swedish_day, time as swedish_time};
pub use context::{Cx, stamp};
pub use error::{AppError, Problem};
pub use keyring::{IDLE_MINUTES, SessionId};
pub use vault::SecretString;
