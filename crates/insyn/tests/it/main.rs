//! Tests of the command line as its user runs it.
