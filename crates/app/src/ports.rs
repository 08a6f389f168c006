//! What the application asks of the rest of the program: signals, payments and registers, as they lie in the data folder.
//!
//! The functions block; a use case calls them on a thread of their own. What two people must do together arrives here as
//! [`Agreed`](quorum::Agreed), so that no port can be asked to do it for one.

mod payment;
mod register;
mod signal;

pub use casework::sheet::{Row, Sheet};
pub use payment::{PaymentDesk, ScreenedFile, ScreenedRow, Written};
pub use register::{
    Column, ImportOrder, Imported, Label, Preview, Progress, RegisterDesk, RegisterState, Reject, RunNote,
};
pub use resume::{Company, CompanyRole, CompanyTable};
pub use signal::{Book, Judged, SignalDesk};

/// Why a port could not do what it was asked. The texts are Swedish and may be shown.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum DeskError {
    /// What was asked can not be done as it was asked; the person can mend it.
    #[error("{0}")]
    Refused(String),
    /// There is no such thing.
    #[error("{0}")]
    NotFound(String),
    /// The program could not; somebody who runs it must look.
    #[error("{0}")]
    Failed(String),
}
