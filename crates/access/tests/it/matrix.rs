//! The committed table.

use std::sync::OnceLock;

use access::Action;

use crate::people::policies;

fn matrix() -> &'static str {
    static MATRIX: OnceLock<String> = OnceLock::new();
    MATRIX.get_or_init(|| access::matrix(&policies()))
}

#[test]
fn the_committed_matrix_is_what_the_rules_say() {
    let committed = std::fs::read_to_string("matrix.txt").unwrap();
    let now = matrix();
    let differs = committed.lines().zip(now.lines()).position(|(was, is)| was != is);
    assert!(
        committed == now,
        "crates/access/matrix.txt is not what the rules say (first at line {:?}). Look at every cell that changes, \
         then write it anew: cargo run -p access --example matrix",
        differs.map(|at| at + 1)
    );
}

#[test]
fn every_act_stands_in_the_matrix_and_somebody_may_do_it() {
    for action in Action::all() {
        let mut lines = matrix().lines().filter(|line| line.split(' ').next() == Some(action.as_str()));
        assert!(lines.any(|line| line.split_whitespace().skip(1).any(|cell| cell != "·")), "{action}");
    }
}
