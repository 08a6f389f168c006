//! Split recovery: a person who has lost their passphrase gets their keys back by custodians together, and by nobody alone.
//!
//! # The split
//! The keys of a person are also kept wrapped under a secret that exists nowhere: it is split among the custodians of the
//! person's authority who have keys, each share sealed to its custodian, and a majority of them gives it back. It is split
//! anew when the keys are made, when the passphrase is changed, and at an unlock after custodians came or went.
//!
//! # The ceremony
//! 1. Two people decide it ([`App::recovery_propose`](crate::App::recovery_propose), approved by a custodian). The person is told.
//! 2. The person signs in and chooses a new passphrase ([`App::recovery_begin`](crate::App::recovery_begin)). It wraps keys that are made for this
//!    ceremony alone; the person reads their fingerprint to the custodians.
//! 3. Each custodian unlocks, types the fingerprint as it was read, and gives their share ([`App::recovery_share_give`](crate::App::recovery_share_give)),
//!    sealed to the keys of the ceremony: no custodian sees the share of another, and the database with all that were given
//!    gives nothing without the new passphrase.
//! 4. When enough are there the person ends it ([`App::recovery_finish`](crate::App::recovery_finish)): the keys are wrapped under the new passphrase and
//!    split anew, and every member of the person's cases is told by whom and when, on the start page and in the case.

mod ceremony;
mod notice;
mod page;
mod recovered;
mod split;

pub use notice::{About, Notice};
pub use page::{CeremonyRow, CustodianRow, KeyRow, KeysPage, RecoveryPage};
pub use recovered::Recovered;
pub use split::RecoveryState;
