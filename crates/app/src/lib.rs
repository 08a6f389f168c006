//! What a person can do in Insyn: one function each, authorised, journalled, and by two people where one is too few.

pub mod ports;
