//! An act by two people, impossible for one: the types behind every step that nobody takes alone.
//!
//! One person makes a [`Proposal`]. Only [`Proposal::confirm`], by somebody else, makes it an [`Agreed`], and only from an
//! `Agreed` does other code act. `Agreed` has no public fields and no other constructor; read from a file it is checked
//! again, so that a file with one person twice does not load.
//!
//! ```
//! use quorum::{Person, Proposal};
//! use serde::{Deserialize, Serialize};
//!
//! #[derive(Debug, Serialize, Deserialize)]
//! struct Release {
//!     payment: String,
//! }
//!
//! let proposal = Proposal {
//!     what: Release { payment: "E2E-17".to_owned() },
//!     reason: "kontot är bekräftat per telefon".to_owned(),
//!     by: Person::new("Anna Ek")?,
//!     at: "2026-11-22T09:00".to_owned(),
//! };
//! let alone = proposal.confirm(Person::new(" anna ek")?, "2026-11-22T09:05").unwrap_err();
//! let agreed = alone.proposal.confirm(Person::new("Bo Lind")?, "2026-11-22T09:30").unwrap();
//! assert_eq!(agreed.what().payment, "E2E-17");
//! # Ok::<(), quorum::NotAPerson>(())
//! ```
//!
//! What this does not know is who sits at the keyboard: a [`Person`] is a name or a signature, and the caller answers for
//! having logged that person in.

mod act;
mod error;
mod person;
pub mod signed;

pub use act::{Agreed, Proposal};
pub use error::{Alone, NotAPerson, SamePerson};
pub use person::Person;
