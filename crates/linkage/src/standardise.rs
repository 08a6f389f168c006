//! Brings Swedish names, firms, addresses and numbers to one written form, so that equal things compare equal.
