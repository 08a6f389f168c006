//! The rules of handling a case: who may do what, which clocks run, and what the routine says. Pure: no clock, no
//! randomness, no file.

pub mod id;
pub mod letter;
