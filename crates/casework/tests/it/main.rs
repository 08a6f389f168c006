//! The rules of casework, tried from outside.
