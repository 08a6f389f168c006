//! From a made-up municipality to the report: everything planted is found, and threads change nothing.

use crate::support::Place;

/// A day on which the town's own decisions hold.
const ON: [&str; 2] = ["--on", "2026-08-01"];

fn town() -> Place {
    let place = Place::new();
    place.expect(0, &["modeltown", "--inhabitants", "3000", "--years", "2", "--seed", "11", "--out", "kommun"]);
    let imported = place.run(&["import", "kommun"]);
    assert!(imported.code < 2, "{}{}", imported.out, imported.err);
    place
}

#[test]
fn every_planted_scheme_is_found_and_the_bytes_do_not_depend_on_the_threads() {
    let place = town();
    let scan = |threads: &str, out: &str| {
        let authorities = ["--authority", "kommunstyrelsen", "--authority", "socialnamnden"];
        let rest = ["--threads", threads, "--out", out];
        place.expect(1, &[&["scan"], &authorities[..], &rest[..], &ON[..]].concat());
        place.read(&format!("{out}/signals.jsonl"))
    };
    let (one, four) = (scan("1", "ett"), scan("4", "fyra"));
    assert!(!one.is_empty());
    assert!(one == four, "signals differ between 1 and 4 threads");
    let found = place.expect(0, &["evaluate", "--truth", "kommun", "--from", "ett/signals.jsonl"]);
    assert!(found.out.contains("(100,0 %)"), "{}", found.out);
}

/// What the town has no registers or columns for.
const NOT_COMPUTABLE: [&str; 6] = ["CO-02", "CO-07", "CO-08", "SP-30", "ST-07", "ST-08"];

#[test]
fn every_control_but_those_that_are_known_can_be_computed_on_the_town() {
    let place = town();
    let authorities = ["--authority", "kommunstyrelsen", "--authority", "socialnamnden"];
    let scan = place.expect(1, &[&["scan"], &authorities[..], &ON[..]].concat());
    let silent: Vec<&str> = scan
        .out
        .lines()
        .filter(|line| line.contains("ej beräkningsbar"))
        .filter_map(|line| line.split_whitespace().next())
        .collect();
    assert_eq!(silent, NOT_COMPUTABLE, "{}", scan.out);
}
