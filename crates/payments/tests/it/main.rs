//! The payments crate from outside.
