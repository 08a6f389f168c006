//! Tests of the crate from the outside.

mod network;
mod standardise;
