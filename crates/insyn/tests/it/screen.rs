//! Payment files: what may go, what is held, and that only two people let a held payment go.

use crate::support::{ON, Place};

pub(crate) const PROPOSAL: &str = "Betalnings-id;Kontotyp;Konto;Belopp;Fakturanr;Betaldatum\n\
    B1;Bankgiro;5050-1055;12 500,00;F-2041;2026-07-03\n\
    B2;Bankgiro;5050-1055;12 500,00;F2041;2026-07-03\n\
    B3;Bankgiro;5050-1055;12 500,00;F-2042;2026-07-03\n";

fn screen(place: &Place, code: i32, file: &str, out: &str) -> String {
    let rest = ["screen", file, "--authority", "kommunstyrelsen", "--check", "PS-05", "--out", out];
    place.expect(code, &[&rest[..], &ON[..]].concat()).out
}

#[test]
fn a_held_payment_goes_only_when_two_people_have_released_it() {
    let place = Place::new();
    place.write("reskontra.csv", "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\n");
    place.import_ledger("reskontra.csv", &[]);
    place.write("betal.csv", PROPOSAL);
    let refused = place.expect(2, &[&["screen", "betal.csv", "--authority", "kommunstyrelsen"], &ON[..]].concat());
    assert!(refused.err.contains("inget beslut"), "{}", refused.err);
    place.decide(&["kommunstyrelsen"]);

    screen(&place, 1, "betal.csv", "ut");
    let (go, held) = (place.read("ut/betal.go.csv"), place.read("ut/betal.held.csv"));
    assert!(go.contains("B1;") && go.contains("B3;") && !go.contains("B2;"), "{go}");
    assert!(held.contains("B2;") && held.lines().count() == 2, "{held}");
    assert_eq!(place.read("betal.csv"), PROPOSAL, "the original is never changed");

    // Alone in its file it repeats nothing any more, and is held all the same.
    screen(&place, 1, "ut/betal.held.csv", "igen");
    assert!(!place.path("igen/betal.held.go.csv").exists());
    assert!(place.read("igen/betal.held.screening.jsonl").contains("två personer släpper"));

    let listed = place.expect(1, &["holds", "list", "--on", "2026-06-30"]).out;
    let hold = listed.split_whitespace().find(|word| word.starts_with("S-")).unwrap();
    place.expect(0, &["holds", "propose", hold, "--end", "released", "--reason", "två leveranser", "--by", "Anna Ek"]);
    let alone = place.expect(2, &["holds", "confirm", hold, "--by", "anna ek"]);
    assert!(alone.err.contains("två personer"), "{}", alone.err);
    place.expect(0, &["holds", "confirm", hold, "--by", "Bo Lind"]);
    screen(&place, 0, "ut/betal.held.csv", "sist");
    assert!(place.read("sist/betal.held.go.csv").contains("B2;"));
}
