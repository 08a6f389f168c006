//! Passkeys: a key pair in a person's own device, which signs what it is asked only for the site that it was made for, and
//! only when the device has seen that it is the person (a finger, a face, a code of the device).
//!
//! A [`Place`] is the site: its address, and so what a passkey holds for. Making a passkey and showing one are two steps
//! each: the place asks with something that nobody can foresee ([`Place::enrol`], [`Place::ask`]), the browser carries it to
//! the device, and what comes back is checked ([`Place::enrolled`], [`Place::answered`]). What was asked lies with the
//! caller meanwhile, who lets it serve once and not for long.
//!
//! The standard is W3C Web Authentication Level 2. The challenges come from the operating system's generator, inside
//! `webauthn-rs`: the one place of this crate that is not given its randomness.

mod error;
mod place;

pub use error::PasskeyError;
pub use place::{Enrolment, Owner, Place, Question};

use serde::{Deserialize, Serialize};

/// A passkey as its site knows it: the public key, its name in the device, and how often it was used.
#[derive(Clone, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Passkey(webauthn_rs::prelude::Passkey);

impl std::fmt::Debug for Passkey {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Passkey")
    }
}
