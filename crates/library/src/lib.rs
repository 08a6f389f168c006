//! The library: documents that people read and the program runs.
//!
//! A control is one Markdown file. Its front matter (TOML) holds what a machine needs, its fixed headings what a
//! controller and a lawyer need, its fenced blocks the query and its table the cases that prove it. This crate parses
//! and checks the documents; running them is the engine's work.

mod case;
mod control;
mod document;
mod error;
mod html;
mod parameter;
mod routine;
mod screening;
mod shelf;

pub use case::{Case, CaseKind, CaseTable};
pub use control::{Band, Control, Exclusion, Link, NotComputable, Reads, SubjectColumns};
pub use document::{Section, Text};
pub use error::LibraryError;
pub use html::{control_page, prose};
pub use parameter::{DatedValue, Parameter, ParameterKind, ParameterValue};
pub use routine::Routine;
pub use screening::{Check, Lookup, Stop};
pub use shelf::{Library, LinkageModel};
