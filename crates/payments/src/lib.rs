//! Payments on their way to the bank: files, what is in them, and the port through which each payment is screened.
//!
//! * [`read`]: a file in any of the [`Format`]s becomes a [`PaymentFile`] of [`Payment`]s. What cannot be understood is a
//!   [`Reject`] and is held; a file that cannot be trusted as a whole is a [`FileError`].
//! * [`split()`]: what may go and what is held, as two files, proved against the original on every run.
//! * [`hold`]: the life of a hold, which only two people end; [`log`]: what a server answered, on disk before it leaves.
//! * [`Screener`]: what answers go, look or hold for each payment; the engine implements it, a server and a command ask it.
//!
//! The crate knows no clock. Money is whole öre in `i64`; a credit is negative.

mod amount;
mod csv;
mod error;
mod file;
pub mod hold;
mod lb;
pub mod log;
mod pain;
mod payment;
mod peppol;
mod screen;
mod split;
mod text;
mod xml;

pub use error::{FileError, FileFault, ScreenError, SplitError};
pub use file::{Format, LARGEST, PaymentFile, Reject, Warning, read};
pub use payment::{Account, AccountKind, Payment, PaymentKind};
pub use screen::{Basis, Reason, Screened, Screener, Verdict};
pub use split::{Split, split};
