//! Registers: what a municipality's tables are called, how files become them, and where they lie.
//!
//! A file goes through six stages, one module each, and each knows only the one before:
//!
//! 1. [`source`] opens files of any format and yields rows of text cells with the line they came from;
//! 2. [`catalogue`] says which columns a register has and what they hold;
//! 3. [`mapping`] finds the register's columns among the file's headers, by itself or by a [`profile`];
//! 4. [`value`] turns text cells into typed values, or says in Swedish why it cannot;
//! 5. [`intake`] runs all of it in parallel, row groups in file order, every row accepted or rejected;
//! 6. [`snapshot`] puts the result into the [`folder`] whole or not at all.

pub mod catalogue;
pub mod column;
pub mod csv;
pub mod encoding;
mod error;
pub mod export;
pub mod folder;
pub mod intake;
pub mod mapping;
pub mod profile;
pub mod reject;
pub mod report;
pub mod snapshot;
pub mod source;
pub mod table;
pub mod value;

pub use catalogue::{Catalogue, Register};
pub use column::{Column, ColumnKind, OnInvalid, PersonalData};
pub use error::IntakeError;
pub use folder::DataFolder;
pub use intake::{ImportRequest, Progress, import};
pub use mapping::Mapping;
pub use profile::{Profile, Profiles};
pub use report::ImportReport;
pub use snapshot::{Manifest, Provenance, Snapshot};
