//! The library: documents that people read and the program runs.
//!
//! A control is one Markdown file. Its front matter (TOML) holds what a machine needs, its fixed headings what a
//! controller and a lawyer need, its fenced blocks the query and its table the cases that prove it. This crate parses
//! and checks the documents; running them is the engine's work.

mod case;
mod control;
mod course;
mod document;
mod error;
mod guidance;
mod html;
mod lawful;
mod lix;
mod parameter;
mod recruitment;
mod routine;
mod screening;
mod shelf;
mod style;
mod words;

pub use case::{Case, CaseKind, CaseTable};
pub use control::{Band, Control, Exclusion, Link, NotComputable, Reads, SubjectColumns};
pub use course::{Answer, Choice, Course, Lesson, Question, Scenario, Step};
pub use document::{Section, Text};
pub use error::LibraryError;
pub use guidance::Guidance;
pub use html::{Chapter, control_page, handbook_page, prose, text};
pub use lawful::{Applies, LawfulCheck, LawfulEntry};
pub use lix::{MOST_LIX, lix};
pub use parameter::{DatedValue, Parameter, ParameterKind, ParameterValue};
pub use recruitment::{
    Area, ExtractWords, Interview, Level, PostQuestion, RecruitmentGuide, RetentionRule, Sheet, SheetQuestion,
};
pub use routine::Routine;
pub use screening::{Check, Lookup, Stop};
pub use shelf::{Library, LinkageModel};
pub use style::sql_style;
pub use words::{Certainty, Form, Keeps, LawfulKind, Register};
