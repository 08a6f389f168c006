//! A new version of a control: compared, run beside, tested, confirmed by a second person, and never changed.

use crate::support::{ON, Place};

const FILE: &str = "ny/controls/supplier-payments/SP-01.md";

fn place() -> Place {
    let place = Place::new();
    place.decide(&["kommunstyrelsen"]);
    let text =
        "Leverantörsnr;Fakturanr;Betaldatum;Belopp\nS1;77001;2026-03-03;4 000,00\nS1;77 001;2026-03-20;4 000,00\n";
    place.write("reskontra.csv", text);
    place.import_ledger("reskontra.csv", &[]);
    candidate(&place, 2, "Same invoice paid twice");
    place
}

/// Writes the built-in SP-01 as another version.
fn candidate(place: &Place, version: u32, title: &str) {
    let document = include_str!("../../../../library/controls/supplier-payments/SP-01.md");
    let text = document.replacen("version  = 1", &format!("version  = {version}"), 1).replacen(
        "Same invoice paid twice",
        title,
        1,
    );
    assert_ne!(text, document);
    place.write(FILE, &text);
}

fn publish(place: &Place, by: &str) -> crate::support::Ran {
    place.run(&["library", "publish", "SP-01", "--candidate", "ny", "--reason", "bättre", "--by", by])
}

fn replay(place: &Place, more: &[&str]) -> crate::support::Ran {
    let months = ["--months", "12"];
    place.run(&[&["library", "replay", "SP-01"], &months[..], &ON[..], more].concat())
}

#[test]
fn a_changed_parameter_is_compared_with_the_version_in_use() {
    let place = place();
    let ran = replay(&place, &["--set", "SP-01.window_days=10"]);
    assert_eq!(ran.code, 0, "{}{}", ran.out, ran.err);
    assert!(ran.out.contains("Båda 0, bara den gällande 1, bara den nya 0; 0 % är gemensamt"), "{}", ran.out);
    assert!(ran.out.contains("2026-W12"), "{}", ran.out);
    let examples = place.read("insyn-replay/examples.txt");
    assert!(examples.contains("1. ") && !examples.contains("live") && !examples.contains("version 1"), "{examples}");
    assert!(place.read("insyn-replay/key.json").contains("live"));
    let neither = replay(&place, &[]);
    assert!(neither.code == 2 && neither.err.contains("--candidate"), "{}", neither.err);
    let short = place.run(&["library", "replay", "SP-01", "--months", "3", "--candidate", "ny"]);
    assert_eq!(short.code, 2);
}

fn judge(place: &Place, rows: &str) -> crate::support::Ran {
    place.write("insyn-replay/answers.csv", &format!("Nummer;Bedömning\r\n{rows}"));
    place.run(&["library", "judge"])
}

#[test]
fn examples_are_judged_blind_and_told_apart_afterwards() {
    let place = place();
    assert!(place.expect(2, &["library", "judge"]).err.contains("kör `insyn library replay` först"));
    replay(&place, &["--candidate", "ny"]);
    let empty = place.expect(2, &["library", "judge"]).err;
    assert!(empty.contains("answers.csv` rad 2: `` är ingen bedömning av exempel 1"), "{empty}");
    for (rows, why) in [
        ("1;kanske", "rad 2: `kanske` är ingen bedömning av exempel 1; skriv rätt, fel eller vet inte"),
        ("7;rätt", "rad 2: det finns inget exempel `7`"),
        ("1;rätt\r\n1;fel", "rad 3: exempel 1 står två gånger"),
        ("", "saknar exempel 1; bedöm alla"),
    ] {
        let ran = judge(&place, rows);
        assert!(ran.code == 2 && ran.err.contains(why), "{rows}: {}", ran.err);
    }
    assert!(judge(&place, "\"1\",\"Vet inte\"").out.contains("Vet inte: 1"));
    let told = judge(&place, "1;Rätt\r\n");
    assert!(told.code == 0 && told.out.contains("Båda: 1 rätt av 1"), "{}{}", told.out, told.err);
    assert_eq!(replay(&place, &["--candidate", "ny"]).code, 0, "the same comparison keeps its sheet");
    assert!(place.read("insyn-replay/answers.csv").contains("Rätt"));
    let other = replay(&place, &["--set", "SP-01.window_days=10"]);
    assert!(other.code == 2 && other.err.contains("bedömningar av en annan jämförelse"), "{}", other.err);
}

#[test]
fn a_version_is_published_by_two_after_tests_and_comparison_and_then_never_changes() {
    let place = place();
    let too_soon = publish(&place, "Anna");
    assert!(too_soon.code == 2 && too_soon.err.contains("insyn library replay"), "{}", too_soon.err);
    let compared = replay(&place, &["--candidate", "ny"]);
    assert!(compared.out.contains("Båda 1, bara den gällande 0, bara den nya 0"), "{}{}", compared.out, compared.err);
    candidate(&place, 2, "Another title");
    let other = publish(&place, "Anna");
    assert!(other.code == 2 && other.err.contains("jämförelse av en annan text"), "{}", other.err);
    candidate(&place, 2, "Same invoice paid twice");
    let unjudged = publish(&place, "Anna");
    assert!(unjudged.code == 2 && unjudged.err.contains("är inte bedömda"), "{}", unjudged.err);
    assert_eq!(judge(&place, "1;rätt").code, 0);
    let proposed = publish(&place, "Anna");
    assert!(
        proposed.code == 0 && proposed.out.contains("Väntar på en andra person"),
        "{}{}",
        proposed.out,
        proposed.err
    );
    let confirm = |by: &str, code| place.expect(code, &["library", "publish-confirm", "SP-01", "--by", by]);
    assert!(confirm("anna", 2).err.contains("kan inte bekräfta sitt eget förslag"));
    let published = confirm("Bo", 0).out;
    assert!(published.contains("SP-01 version 2 gäller från nu. Kontrollsumma: "), "{published}");
    assert!(published.contains("Båda: 1 rätt av 1"), "{published}");
    place.expect(1, &[&["scan", "--control", "SP-01"], &ON[..]].concat());
    assert!(place.read("insyn-result/signals.jsonl").contains("\"control_version\":2"));
    let again = publish(&place, "Anna");
    assert!(again.code == 2 && again.err.contains("version 2 gäller redan"), "{}", again.err);
    let file = "data/library/versions/SP-01-2.md";
    place.write(file, &place.read(file).replace("Same invoice", "Some invoice"));
    let tampered = place.expect(2, &[&["scan", "--control", "SP-01"], &ON[..]].concat());
    assert!(tampered.err.contains("har ändrats efter provet"), "{}", tampered.err);
}

#[test]
fn a_shadow_runs_beside_and_leaves_no_trace_in_the_life() {
    let place = place();
    let ran = place.expect(1, &[&["scan", "--control", "SP-01", "--shadow", "ny"], &ON[..]].concat());
    assert!(ran.out.contains("Skugga"), "{}", ran.out);
    assert!(place.read("insyn-result/signals.jsonl").contains("\"control_version\":1"));
    assert!(place.read("insyn-result/shadow/signals.jsonl").contains("\"control_version\":2"));
    let life = place.read("data/signals/kommunstyrelsen/life.jsonl");
    assert_eq!(life.matches("\"seen\"").count(), 1, "{life}");
}
