//! Tests of the policies: the files, the matrix, what no role may do alone, and lists.

mod alone;
mod content;
mod lists;
mod matrix;
mod people;
mod rules;
mod words;
