//! The journal: what anybody did, in a chain where no entry can be changed, taken away or moved without showing.
//!
//! An act opens an [`Entry`] before it is done and closes it after. An entry is one line of text ([`entry`] has the form);
//! its [`struct@Hash`] covers the line and the hash before it. A [`Chain`] makes the links, a [`Verifier`] reads them again, and a
//! [`SignedHead`] is the line that leaves the house (the municipal diary, the auditors): with it also a chain that was cut
//! short or written anew is found.
//!
//! The journal names nobody: persons and cases stand as blind ids ([`blind`]), so that a case can be disposed of while
//! the chain stays whole.
//!
//! ```
//! use journal::{Chain, Head, Outcome, Phase, Record, SigningKey, Verifier};
//!
//! let mut record = Record {
//!     at: "2026-11-22T09:00:00Z".into(),
//!     actor: "5f3c".into(),
//!     role: "auditor".into(),
//!     authority: "kommunstyrelsen".into(),
//!     action: "journal_read".into(),
//!     object: "journal".into(),
//!     phase: Phase::Opened,
//!     payload: String::new(),
//! };
//! let mut chain = Chain::default();
//! let opened = chain.append(record.clone())?;
//! record.phase = Phase::Closed { opens: opened.seq, outcome: Outcome::Done };
//! let closed = chain.append(record)?;
//!
//! let key = SigningKey::from_seed([7; 32]);
//! let head = Head { tip: chain.tip(), at: "2026-11-22T23:00:00Z".into() }.sign(&key)?;
//! head.check(&key.verifying())?;
//!
//! let mut verifier = Verifier::new(vec![head.head.tip]);
//! verifier.push(&opened)?;
//! verifier.push(&closed)?;
//! assert_eq!(verifier.finish()?.count, 2);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Nothing here reads a file, a database or the clock.

pub mod blind;
mod chain;
pub mod entry;
mod error;
mod hash;
mod head;
mod verify;

pub use chain::{Chain, Link, Tip};
pub use entry::{Entry, Outcome, Phase, Record};
pub use error::{Broken, HeadError, RecordError, Why};
pub use hash::Hash;
pub use head::{Head, SignedHead, SigningKey, VerifyingKey};
pub use verify::{Verified, Verifier, verify};
