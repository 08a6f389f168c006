//! Help, errors and exit codes.

use crate::support::{ON, Place};

#[test]
fn help_is_swedish_unless_english_is_asked_for() {
    let place = Place::new();
    let swedish = place.expect(0, &["--help"]).out;
    assert!(swedish.contains("Användning:") && swedish.contains("Kör kontrollerna"), "{swedish}");
    let english = place.expect(0, &["scan", "--help", "--lang", "en"]).out;
    assert!(english.contains("Usage:") && english.contains("Runs the controls"), "{english}");
}

#[test]
fn a_mistyped_flag_is_an_error_in_swedish() {
    let ran = Place::new().expect(2, &["scan", "--trads", "2"]);
    assert_eq!(ran.err.trim(), "Fel: `--trads` känns inte igen. Kör med --help för att se vad som går.");
}

#[test]
fn a_scan_of_an_empty_folder_says_what_to_do() {
    let ran = Place::new().expect(2, &["scan"]);
    assert!(ran.err.contains("är tom; läs in register med `insyn import`"), "{}", ran.err);
}

#[test]
fn a_clean_file_ends_with_0_and_the_same_file_again_changes_nothing() {
    let place = Place::new();
    place.write("reskontra.csv", "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\n");
    let first = place.expect(0, &["import", "reskontra.csv", "--as", "ledger"]);
    assert!(first.out.contains("godtagna 1, avvisade 0"), "{}", first.out);
    let again = place.expect(0, &["import", "reskontra.csv", "--as", "ledger"]);
    assert!(again.out.contains("ingenting ändrades"), "{}", again.out);
}

#[test]
fn a_bad_row_is_rejected_with_its_place_and_the_rest_is_used() {
    let place = Place::new();
    let text = "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-02-30;4 000,00\nS1;77002;2026-03-03;900,50\n";
    place.write("reskontra.csv", text);
    let ran = place.expect(1, &["import", "reskontra.csv", "--as", "ledger"]);
    assert!(ran.out.contains("godtagna 1, avvisade 1"), "{}", ran.out);
    let path = ran.out.lines().find_map(|line| line.trim().strip_prefix("avvisade rader med orsak: ")).unwrap();
    let rejects = place.read(path);
    assert!(rejects.contains("reskontra.csv;2;Betaldatum;2026-02-30;"), "{rejects}");
}

#[test]
fn a_file_that_is_not_there_is_an_error_that_names_it() {
    let ran = Place::new().expect(2, &["import", "saknas.csv", "--as", "ledger"]);
    assert!(ran.err.contains("saknas.csv"), "{}", ran.err);
}

#[test]
fn a_mapping_that_was_saved_can_be_used_again() {
    let place = Place::new();
    place.write("a.csv", "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\n");
    place.import_ledger("a.csv", &["--save-profile", "egen.toml"]);
    let profile = place.read("egen.toml");
    assert!(profile.contains("supplier_id") && profile.contains("Leverantörsnr"), "{profile}");
    place.write("b.csv", "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-28;4 000,00\n");
    let ran = place.import_ledger("b.csv", &["--profile", "egen.toml", "--add"]);
    assert!(ran.out.contains("kolumner: egen"), "{}", ran.out);
    place.decide(&["kommunstyrelsen"]);
    let scan = place.expect(1, &[&["scan", "--control", "SP-01"], &ON[..]].concat());
    assert!(scan.out.contains("1 signaler om 1 subjekt"), "{}", scan.out);
}

#[test]
fn a_scan_finds_the_double_payment_and_says_what_it_could_not_compute() {
    let place = Place::new();
    let text =
        "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\nS1;77 001;2026-03-20;4 000,00\n";
    place.write("reskontra.csv", text);
    place.import_ledger("reskontra.csv", &[]);
    place.decide(&["kommunstyrelsen"]);
    let scan = place.expect(1, &[&["scan"], &ON[..]].concat());
    assert!(scan.out.contains("ej beräkningsbar: "), "{}", scan.out);
    let signals = place.expect(1, &["signals", "--control", "SP-01"]);
    assert!(signals.out.contains("både 2026-03-03 och 2026-03-20"), "{}", signals.out);
    assert!(place.read("insyn-result/report.html").contains("<html lang=\"sv\""));
    assert!(place.path("insyn-result/signals.xlsx").is_file());
}

#[test]
fn a_parameter_can_be_set_within_its_bounds_only() {
    let place = Place::new();
    let text =
        "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\nS1;77 001;2026-03-20;4 000,00\n";
    place.write("reskontra.csv", text);
    place.import_ledger("reskontra.csv", &[]);
    place.decide(&["kommunstyrelsen"]);
    place.expect(0, &[&["scan", "--control", "SP-01", "--set", "SP-01.window_days=10"], &ON[..]].concat());
    let ran = place.expect(2, &["scan", "--control", "SP-01", "--set", "SP-01.window_days=1000"]);
    assert!(ran.err.contains("SP-01.window_days: `1000` ligger utanför 1 till 400"), "{}", ran.err);
}

#[test]
fn several_authorities_are_never_mixed_without_being_named() {
    let place = Place::new();
    place.write("a.csv", "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\n");
    place.import_ledger("a.csv", &[]);
    place.import_ledger("a.csv", &["--authority", "Socialnämnden"]);
    place.decide(&["Socialnämnden"]);
    let ran = place.expect(2, &["scan"]);
    assert!(ran.err.contains("flera myndigheter har register"), "{}", ran.err);
    place.expect(0, &[&["scan", "--authority", "Socialnämnden"], &ON[..]].concat());
}

#[test]
fn every_kind_of_document_is_listed_and_shown() {
    let place = Place::new();
    let list = place.expect(0, &["library", "list"]).out;
    for (kind, name, says) in [
        ("Kontroll", "SP-01", "SP-01"),
        ("laglig kontroll", "hvb", "ska kontrolleras"),
        ("intervju", "strukturerad", "Gör så här"),
        ("vägledning", "jav-och-bisyssla", "version"),
        ("kurs", "jav-och-korruption", "Kunskapsprov"),
    ] {
        assert!(list.contains(kind) && list.contains(name), "{kind} {name}: {list}");
        let shown = place.expect(0, &["library", "show", name]).out;
        assert!(shown.contains(says), "{name}: {shown}");
    }
    let stray = place.expect(2, &["library", "show", "finns-inte"]).err;
    assert!(stray.contains("dokumentet `finns-inte` finns inte"), "{stray}");
}
