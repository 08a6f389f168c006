//! The ports of the application over a data folder: the same acts as the commands, through the same books.
//!
//! Command line and web can be used side by side: every act locks its journal, and what is held in memory is read again
//! when its file has changed.

mod companies;
mod error;
mod kept;
mod payment;
mod preview;
mod register;
mod rows;
mod signal;
mod upload;

use ::registers::{DataFolder, folder::slug};
use app::ports::DeskError;

pub use payment::Payments;
pub use register::Registers;
pub use signal::Signals;

/// The folder name of an authority that has registers.
fn authority(folder: &DataFolder, named: &str) -> Result<String, DeskError> {
    let name = slug(named);
    let known = folder.authorities().map_err(|error| error::desk(error.into()))?;
    if known.contains(&name) {
        return Ok(name);
    }
    let known = if known.is_empty() { "inga".to_owned() } else { known.join(", ") };
    Err(DeskError::NotFound(format!("myndigheten `{named}` har inga register; de som har är {known}")))
}
