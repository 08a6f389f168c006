//! Acts that two people sign: a proposal signed by one becomes an act by the signature of another, and by nothing else.
//!
//! [`Proposal::sign`] makes a proposal by the hand of a [`Proposer`], [`Proposal::approve`] makes an [`Act`] of it by the
//! hand of an [`Approver`]. The two hands are different types, and `Act` has no other constructor: read from bytes
//! ([`Act::read`]) it checks both signatures and every rule again.
//!
//! The one who approves must be another person, in another role or under another manager; neither may act for the other,
//! nor both for the same third; both must hold their roles when it is approved; and a proposal lasts [`LASTS`].
//!
//! Nobody approves with the hand they proposed with:
//! ```compile_fail,E0308
//! use quorum::signed::{Act, Proposal, Proposer, Signs, Verifies};
//! fn alone(proposal: Proposal<String>, me: Proposer, key: &impl Signs, all: &impl Verifies) -> Act<String> {
//!     proposal.approve(me, 0, key, all).unwrap()
//! }
//! ```
//! Nobody makes an act by writing it down:
//! ```compile_fail,E0277
//! fn forged(text: &str) -> quorum::signed::Act<String> {
//!     serde_json::from_str(text).unwrap()
//! }
//! ```
//! ```compile_fail,E0451
//! use quorum::signed::{Act, Proposal};
//! fn forged(proposal: Proposal<String>) -> Act<String> {
//!     Act { proposal, approval: unreachable!() }
//! }
//! ```
//!
//! # What is signed
//! The proposer signs the bytes of these fields, each behind its length as eight bytes, least significant first:
//! the tag `insyn/proposal/1`, the id of the proposal, what is proposed as JSON (keys sorted, no spaces, no numbers but
//! whole ones), the reason, the proposer's person (in small letters), role, manager and acting for (empty when there is
//! none), and the time in seconds since 1970 as eight bytes, least significant first.
//! The approver signs, in the same way: the tag `insyn/act/1`, the bytes that the proposer signed, the proposer's
//! signature, the approver's person, role, manager and acting for, and the time.
//! What is proposed is kept as the text that was signed, so that a later version of the program that writes it
//! otherwise can still read and verify it.

mod act;
mod bytes;
mod error;
mod hand;

pub use act::{Act, Draft, Proposal};
pub use error::{NotAnAct, NotApproved, NotProposed, Why};
pub use hand::{Approver, Hand, Proposer, Signature, Signs, Verifies};

/// How long a proposal lasts, in seconds: 72 hours.
pub const LASTS: i64 = 72 * 60 * 60;
