//! The open ledger of a council, 2010-2022, against the funnel measured for it (`controls.md` E.1).
//!
//! The data lies beside the project and is not copied into it. Without it `cargo xtask test` leaves this module out
//! and says so.

use std::path::PathBuf;

use crate::support::{ON, Place};

fn council() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR"))
        .join("../../../shared/data/council-payments/calderdale-2010-2022.zip");
    let path = path.canonicalize().expect("not run: ../shared/data/council-payments is missing");
    path.to_str().unwrap().to_owned()
}

/// The numbers of a line of the funnel: groups, excess, and value in kronor.
fn line(out: &str, label: &str) -> [f64; 3] {
    let line = out.lines().find(|line| line.contains(label)).unwrap_or_else(|| panic!("no line `{label}` in\n{out}"));
    let rest = line.split(label).nth(1).unwrap();
    let number = |text: &str| text.replace(['\u{a0}', ' '], "").replace("kr", "").replace(',', ".").parse::<f64>();
    let cells: Vec<f64> =
        rest.split("  ").filter(|cell| !cell.trim().is_empty()).filter_map(|c| number(c).ok()).collect();
    let [groups, excess, _per_10k, value] = cells[..] else { panic!("`{line}` gives {cells:?}") };
    [groups, excess, value]
}

fn check(out: &str, label: &str, expected: [f64; 3]) {
    for (got, want) in line(out, label).into_iter().zip(expected) {
        assert!((got - want).abs() <= want * 0.01, "{label}: got {got}, measured {want}");
    }
}

#[test]
fn the_council_ledger_gives_the_measured_funnel_and_27_groups() {
    let place = Place::new();
    let import = place.import_ledger(&council(), &[]);
    place.decide(&["kommunstyrelsen"]);
    assert!(import.out.contains("143 filer, 3 olika rubrikrader, 481\u{a0}980 rader"), "{}", import.out);
    let scan = place.expect(1, &[&["scan", "--explain", "SP-01"], &ON[..]].concat());
    for (label, expected) in [
        ("jämförelse: samma leverantör och belopp", [13_197.0, 51_763.0, 360_600_000.0]),
        ("jämförelse: samma leverantör, belopp och dag", [6_036.0, 8_967.0, 43_500_000.0]),
        ("uppfyller villkoret", [213.0, 268.0, 3_760_000.0]),
        ("utan dem där beloppet är under gränsen", [201.0, 253.0, 3_760_000.0]),
        (
            "utan dem där numret är för kort eller saknar siffra och är troligen en referens",
            [134.0, 154.0, 3_080_000.0],
        ),
        (
            "utan dem där numret återkommer fler än två gånger och är troligen en avtalsreferens eller delbetalning",
            [127.0, 127.0, 1_340_000.0],
        ),
        ("utan dem där betalningarna ligger för långt ifrån varandra", [69.0, 69.0, 1_060_000.0]),
        ("utan dem där leverantören får samma belopp ofta, som en hyra eller månadsavgift", [27.0, 27.0, 580_000.0]),
    ] {
        check(&scan.out, label, expected);
    }
    for control in ["SP-07", "SP-10", "CI-01", "DE-04", "PR-01", "AL-01"] {
        let line = scan.out.lines().find(|line| line.trim_start().starts_with(control)).unwrap();
        assert!(line.contains("ej beräkningsbar: ") && line.contains("saknas"), "{line}");
    }
}
