//! No control without a lawful decision.

use crate::support::{ON, Place};

fn ledger(place: &Place, authority: &str) {
    place.write(
        "a.csv",
        "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\nS1;77 001;2026-03-20;4 000,00\n",
    );
    place.import_ledger("a.csv", &["--authority", authority]);
}

#[test]
fn a_run_without_a_decision_refuses_with_what_is_missing_and_with_one_it_runs() {
    let place = Place::new();
    ledger(&place, "kommunstyrelsen");
    let scan = |code| place.expect(code, &[&["scan", "--control", "SP-01"], &ON[..]].concat());
    let refused = scan(2);
    assert!(refused.out.contains("vägras: inget beslut om kontroll omfattar den"), "{}", refused.out);
    assert!(refused.out.contains("KL (2017:725) 6:6") && refused.out.contains("internal-control"), "{}", refused.out);
    assert!(refused.err.contains("inget kördes"), "{}", refused.err);
    assert!(!place.path("data/signals/kommunstyrelsen/life.jsonl").exists());
    place.decide(&["kommunstyrelsen"]);
    assert!(scan(1).out.contains("1 signaler om 1 subjekt"));
}

#[test]
fn a_second_authoritys_register_without_a_sharing_ground_is_refused() {
    let place = Place::new();
    ledger(&place, "kommunstyrelsen");
    ledger(&place, "socialnamnden");
    place.decide(&["kommunstyrelsen", "socialnamnden"]);
    let both = ["scan", "--control", "SP-01", "--authority", "kommunstyrelsen", "--authority", "socialnamnden"];
    let refused = place.expect(2, &[&both[..], &["--together"], &ON[..]].concat());
    assert!(refused.out.contains("saknar grund för att läsa dem tillsammans"), "{}", refused.out);
    place.expect(1, &[&both[..], &ON[..]].concat());
    for authority in ["kommunstyrelsen", "socialnamnden"] {
        assert!(
            place.path(&format!("data/signals/{authority}/life.jsonl")).is_file(),
            "{authority} has a life of its own"
        );
    }
}
