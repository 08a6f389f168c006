//! Tests of the crate from the outside.

mod guess;
mod network;
mod standardise;
