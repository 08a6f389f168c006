//! Names are seen by two people with a reason and an end, and every time is written down.

use signals::Signal;

use crate::{
    life::{place, scan},
    support::Place,
};

/// Invented, of the form that the Tax Agency gives out for tests.
const STAFF: &str = "Anställningsnr;Personnummer;Namn\n4711;19850101-2382;Anna Påhittad\n";
const REVEALS: &str = "data/signals/kommunstyrelsen/reveals.jsonl";

/// A place whose only signal was registered by an employee, and that employee's pseudonym.
pub(crate) fn masked() -> (Place, String) {
    let place = place(&[["A1", "200000,00", "1"]]);
    place.write("personal.csv", STAFF);
    place.expect(0, &["import", "personal.csv", "--as", "employees", "--retain-until", "2099-12-31"]);
    scan(&place, "2026-06-01", &[]);
    let text = place.read("insyn-result/signals.jsonl");
    assert!(!text.contains("4711") && !text.contains("Påhittad"), "{text}");
    let signal: Signal = serde_json::from_str(text.trim()).unwrap();
    let fact = signal.facts.iter().find(|fact| fact.name == "registered_by").unwrap();
    assert!(fact.value.starts_with("P-"), "{}", fact.value);
    let pseudonym = fact.value.clone();
    (place, pseudonym)
}

fn propose(place: &Place, pseudonym: &str, by: &str, until: &str) -> crate::support::Ran {
    let rest = ["--reason", "ärende KS 2026/9", "--by", by, "--until", until, "--on", "2026-06-02"];
    place.run(&[&["reveal", "propose", pseudonym], &rest[..]].concat())
}

#[test]
fn a_name_is_shown_only_while_an_act_of_two_people_holds_and_each_time_is_recorded() {
    let (place, pseudonym) = masked();
    let show = |code, on: &str| place.expect(code, &["reveal", "show", &pseudonym, "--by", "Anna", "--on", on]);
    let refused = show(2, "2026-06-02");
    assert!(refused.err.contains("två personer ska ha beslutat"), "{}", refused.err);
    assert_eq!(propose(&place, &pseudonym, "Anna", "2026-06-30").code, 0);
    assert!(show(2, "2026-06-02").out.is_empty());
    let confirm =
        |by: &str, code| place.expect(code, &["reveal", "confirm", &pseudonym, "--by", by, "--on", "2026-06-02"]);
    assert!(confirm("anna", 2).err.contains("kan inte bekräfta sitt eget förslag"));
    assert!(show(2, "2026-06-02").out.is_empty());
    confirm("Bo", 0);
    let shown = show(0, "2026-06-30").out;
    assert!(shown.contains("4711") && shown.contains("Anna Påhittad"), "{shown}");
    let late = show(2, "2026-07-01");
    assert!(late.out.is_empty() && late.err.contains("2026-06-02 till 2026-06-30"), "{}", late.err);
    let record = place.read(REVEALS);
    assert_eq!(record.matches("\"shown\"").count(), 1, "{record}");
    assert!(!record.contains("4711") && !record.contains("Påhittad"), "{record}");
}

#[test]
fn an_act_needs_somebody_who_is_there_and_an_end_that_is_near() {
    let (place, pseudonym) = masked();
    let long = propose(&place, &pseudonym, "Anna", "2026-12-31");
    assert!(long.code == 2 && long.err.contains("högst 90 dagar"), "{}", long.err);
    let nobody = propose(&place, "P-00000000", "Anna", "2026-06-30");
    assert!(nobody.code == 2 && nobody.err.contains("ingen i registren"), "{}", nobody.err);
    let no_one = propose(&place, "4711", "Anna", "2026-06-30");
    assert!(no_one.code == 2 && no_one.err.contains("är ingen pseudonym"), "{}", no_one.err);
    assert!(!place.path(REVEALS).exists());
}
