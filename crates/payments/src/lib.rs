//! Payments on their way to the bank: what all formats share, and the port through which each is screened.
//!
//! * [`Payment`]: one payment, whatever file or request it came in; it is also the JSON of the API.
//! * [`Screener`]: what answers go, look or hold for each; the engine implements it, a server and a command ask it.
//!
//! The crate knows no clock. Money is whole öre in `i64`; a credit is negative.

mod error;
mod payment;
mod screen;

pub use error::ScreenError;
pub use payment::{Account, AccountKind, Payment, PaymentKind};
pub use screen::{Basis, Reason, Screened, Screener, Verdict};
