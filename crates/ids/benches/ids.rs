//! How many identifiers a core validates per second.
fn main() {}
