//! How fast cells become values.
fn main() {}
