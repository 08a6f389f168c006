//! What a town promises.
