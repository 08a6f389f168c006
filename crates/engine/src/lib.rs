//! The engine: runs the library's controls on register snapshots.
//!
//! DataFusion reads the Parquet parts; the functions in [`functions`](self) are what documents use beside plain SQL.
//! The engine knows no control: everything it asks of the registers stands in a document.

mod bind;
mod cases;
mod cell;
mod check;
mod contract;
mod engine;
mod entities;
mod error;
mod evidence;
mod functions;
mod linked;
mod links;
mod mask;
mod needs;
mod person;
mod pictures;
mod run;
mod screen;
mod session;
mod source;
mod steps;
mod trace;

pub use cases::CaseFailure;
pub use check::DocumentFault;
pub use engine::{Engine, Licence, Progress, Request};
pub use entities::EntityRecord;
pub use error::EngineError;
pub use screen::{Occasion, Screen};
pub use source::Source;
pub use trace::{Trace, TraceStep};
