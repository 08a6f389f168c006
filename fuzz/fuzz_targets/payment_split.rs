//! What every payment format promises: a file is refused, or it splits without loss.

use std::collections::BTreeSet;

use payments::{SplitError, read, split};

/// Reads bytes and splits them at payments that the bytes choose.
pub fn check(bytes: &[u8], choice: u8) {
    let Ok(file) = read("fuzz", bytes) else { return };
    assert_eq!(file.original(), bytes);
    let hold: BTreeSet<u64> = (1..=file.count().min(8)).filter(|order| choice >> (order - 1) & 1 == 1).collect();
    match split(&file, &hold) {
        Ok(split) => {
            assert_eq!(split.go_count + split.held_count, file.count());
            assert_eq!(split.go_ore + split.held_ore, file.sum_ore());
        }
        Err(error) => assert!(matches!(error, SplitError::NotAnOrder { .. }), "{error}"),
    }
}
