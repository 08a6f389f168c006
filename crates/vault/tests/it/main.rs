//! The vault from outside.
