//! What the truth about ties promises, and how found ties are judged.

use super::{files, luhn_holds, town};
use modeltown::truth::Truth;
use modeltown::{FoundTie, How, RecordRef, TownError, evaluate_ties};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

fn rows(town: &Path, name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(town.join("facit").join(name)).unwrap();
    text.lines().skip(1).map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// The two records whose four cells follow each other from `at`.
fn pair(row: &[String], at: usize) -> FoundTie {
    let cell = |step: usize| row.get(at + step).unwrap();
    FoundTie { a: RecordRef::new(cell(0), cell(1)), b: RecordRef::new(cell(2), cell(3)) }
}

/// Every tie of the truth, as a linkage would hand it in.
fn all_ties(town: &Path) -> Vec<FoundTie> {
    rows(town, "ties.csv").iter().map(|row| pair(row, 1)).collect()
}

#[test]
fn who_finds_every_tie_has_full_recall_and_no_wrong_merge() {
    let result = evaluate_ties(&all_ties(town()), town()).unwrap();
    assert_eq!((result.ties.per_mille(), result.hidden.per_mille()), (1000, 1000));
    assert_eq!((result.missed.len(), result.wrong.len(), result.unknown), (0, 0, 0));
    assert_eq!(usize::try_from(result.records).unwrap(), rows(town(), "records.csv").len());
    assert!(result.fallen_for.is_empty());
}

#[test]
fn who_compares_numbers_only_finds_no_hidden_tie() {
    let by_number: Vec<FoundTie> = rows(town(), "ties.csv")
        .iter()
        .filter(|row| row[5] == "same_number" || row[5] == "sole_trader")
        .map(|row| pair(row, 1))
        .collect();
    let result = evaluate_ties(&by_number, town()).unwrap();
    assert_eq!((result.hidden.found, result.wrong.len()), (0, 0));
    assert!(result.hidden.planted > 20 && result.missed.len() as u64 == result.hidden.planted);
    for how in How::ALL {
        let share = result.by_how[&how];
        assert_eq!(share.found, if how.is_hidden() { 0 } else { share.planted }, "{how}");
        assert!(share.planted > 0, "{how}");
    }
}

#[test]
fn who_falls_for_every_lookalike_has_as_many_wrong_merges_as_entities_joined() {
    let pairs = rows(town(), "lookalikes.csv");
    let alike: Vec<FoundTie> = pairs.iter().map(|row| pair(row, 1)).collect();
    let result = evaluate_ties(&alike, town()).unwrap();
    assert_eq!(result.fallen_for.len(), pairs.len());
    assert_eq!(result.wrong.len(), pairs.len());
    assert_eq!(result.unknown, 0);
    let persons = result.wrong.iter().filter(|wrong| wrong.are_persons).count();
    assert!(persons >= 6 && persons < pairs.len(), "{persons}");
    let expected = pairs.len() as f64 * 100_000.0 / result.records as f64;
    assert!((result.wrong_per_100_000() - expected).abs() < 1e-9);
    assert!(result.wrong_persons_per_100_000() < expected);
}

#[test]
fn what_follows_from_found_ties_is_found_and_records_from_elsewhere_count_neither_way() {
    let mut chained: Vec<FoundTie> = all_ties(town());
    let mut seen = BTreeSet::new();
    chained.retain(|tie| seen.insert(tie.b.clone()));
    assert!(chained.len() < all_ties(town()).len());
    chained.push(FoundTie { a: RecordRef::new("suppliers", "1"), b: RecordRef::new("suppliers", "30001") });
    let result = evaluate_ties(&chained, town()).unwrap();
    assert_eq!((result.ties.per_mille(), result.unknown), (1000, 1));
}

#[test]
fn a_town_without_its_truth_or_with_another_shape_is_an_error() {
    let folder = tempfile::tempdir().unwrap();
    assert!(matches!(evaluate_ties(&[], folder.path()), Err(TownError::Read { .. })));
    fs::create_dir(folder.path().join("facit")).unwrap();
    fs::write(folder.path().join("facit/records.csv"), "register,record\nsuppliers,30001\n").unwrap();
    assert!(matches!(evaluate_ties(&[], folder.path()), Err(TownError::Ties { .. })));
}

#[test]
fn ties_and_lookalikes_name_records_of_the_registers_and_agree_about_entities() {
    let entities: BTreeMap<(String, String), String> =
        rows(town(), "records.csv").into_iter().map(|row| ((row[0].clone(), row[1].clone()), row[3].clone())).collect();
    assert_eq!(entities.len(), rows(town(), "records.csv").len());
    let entity = |row: &[String], at: usize| entities[&(row[at].clone(), row[at + 1].clone())].clone();
    for row in rows(town(), "ties.csv") {
        assert_eq!(entity(&row, 1), entity(&row, 3), "{row:?}");
        assert_eq!(row[6] == "true", !matches!(row[5].as_str(), "same_number" | "sole_trader"));
    }
    for row in rows(town(), "lookalikes.csv") {
        assert_ne!(entity(&row, 1), entity(&row, 3), "{row:?}");
    }
    let suppliers: BTreeSet<String> =
        super::column("kommunstyrelsen/leverantorer.csv", ';', "Leverantörsnr").into_iter().collect();
    let known: BTreeSet<String> =
        entities.keys().filter(|(register, _)| register == "suppliers").map(|(_, record)| record.clone()).collect();
    assert_eq!(suppliers, known);
}

#[test]
fn a_hidden_tie_shows_in_the_files_by_no_number() {
    let ids = super::column("kommunstyrelsen/leverantorer.csv", ';', "Leverantörsnr");
    let orgs = super::column("kommunstyrelsen/leverantorer.csv", ';', "Orgnr");
    let number: BTreeMap<String, String> = ids.into_iter().zip(orgs).collect();
    let of = |register: &str, record: &str| match register {
        "suppliers" => super::digits(&number[record]),
        _ => record.to_owned(),
    };
    for row in rows(town(), "ties.csv").iter().filter(|row| row[6] == "true" && row[5] != "coordination_number") {
        let shown = [of(&row[1], &row[2]), of(&row[3], &row[4])];
        let valid = shown.iter().filter(|number| (10..=12).contains(&number.len()) && luhn_holds(number)).count();
        let both = valid == 2 && shown[0].ends_with(shown[1].get(shown[1].len() - 10..).unwrap());
        assert!(!both, "{row:?}");
    }
}

#[test]
fn schemes_with_a_hidden_identity_are_marked_and_named_by_number_as_well() {
    let truth = Truth::load(town()).unwrap();
    let hidden: Vec<_> = truth.schemes.iter().filter(|scheme| scheme.hidden).collect();
    assert!(hidden.len() >= 8 && hidden.iter().all(|scheme| scheme.id.starts_with("H-")));
    for control in ["SP-03", "SP-05", "SP-15", "PR-23", "CI-01", "CI-02", "CI-03"] {
        assert!(hidden.iter().any(|scheme| scheme.controls.iter().any(|code| code == control)), "{control}");
    }
    for scheme in hidden.iter().filter(|scheme| scheme.id != "H-CI-03") {
        let numbered =
            |subject: &&modeltown::truth::SubjectRef| subject.kind == "organisation" && luhn_holds(&subject.id);
        assert!(scheme.subjects.iter().any(|subject| numbered(&subject) && subject.id.len() == 10), "{}", scheme.id);
    }
}

#[test]
fn the_truth_about_ties_is_the_same_for_the_same_seed() {
    let again = tempfile::tempdir().unwrap();
    super::make(again.path().to_owned(), 7);
    for name in ["facit/records.csv", "facit/ties.csv", "facit/lookalikes.csv"] {
        assert_eq!(files(again.path())[Path::new(name)], files(town())[Path::new(name)], "{name}");
    }
}
