//! Tests of the public interface, one file per identifier.
//!
//! Invented personnummer have the birth numbers 980 to 999 of Skatteverket's test series; the others are published
//! examples (701063-2391 is Skatteverket's own for samordningsnummer, SKV 707).

#![expect(clippy::unwrap_used, clippy::string_slice, reason = "a helper that fails is a test that fails")]

mod accounts;
mod any_input;
mod kinds;
mod luhn;
mod organisations;
mod persons;
mod places;

use std::fmt::Debug;

use ids::{IdError, Reason};

/// The reason for which a text was turned down.
#[track_caller]
fn reason<T: Debug>(result: Result<T, IdError>) -> Reason {
    result.unwrap_err().reason
}
