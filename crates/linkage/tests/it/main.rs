//! Tests of the crate from the outside.

mod behaviour;
mod guess;
mod linker;
mod network;
mod standardise;
