//! What made-up persons promise.

#![expect(clippy::indexing_slicing, reason = "a row without its columns fails its test")]

use modeltown::identities::{Settings, Summary, generate};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::sync::OnceLock;

const RECORDS: u64 = 40_000;

const HEADER: &str =
    "record_id,given_name,surname,person_no,birth_date,street,street_number,post_code,city,phone,email";

fn make(out: &Path, records: u64, seed: u64) -> Summary {
    generate(&Settings { records, seed, out: out.to_owned() }, &mut |_, _| {}).unwrap()
}

struct Made {
    summary: Summary,
    records: Vec<Vec<String>>,
    /// Person and household of each record.
    truth: Vec<(u64, u64)>,
}

fn lines(path: &Path, header: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(path).unwrap();
    let mut lines = text.lines();
    assert_eq!(lines.next(), Some(header));
    lines.map(|line| line.split(',').map(str::to_owned).collect()).collect()
}

/// One set for the tests that only read.
fn made() -> &'static Made {
    static MADE: OnceLock<Made> = OnceLock::new();
    MADE.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        let summary = make(folder.path(), RECORDS, 7);
        let records = lines(&folder.path().join("persons.csv"), HEADER);
        let truth = lines(&folder.path().join("truth.csv"), "record_id,person,household");
        assert!(records.iter().zip(&truth).all(|(record, truth)| record[0] == truth[0]));
        let truth = truth.iter().map(|row| (row[1].parse().unwrap(), row[2].parse().unwrap())).collect();
        Made { summary, records, truth }
    })
}

fn column(name: &str) -> impl Iterator<Item = &'static str> {
    let at = HEADER.split(',').position(|column| column == name).unwrap();
    made().records.iter().map(move |record| record[at].as_str())
}

/// Records of each person, as places.
fn persons() -> BTreeMap<u64, Vec<usize>> {
    let mut persons: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (at, (person, _)) in made().truth.iter().enumerate() {
        persons.entry(*person).or_default().push(at);
    }
    persons
}

fn check_share(what: &str, found: usize, of: usize, expected: f64) {
    let share = found as f64 / of as f64;
    let room = 0.004 + expected * 0.1;
    assert!((share - expected).abs() < room, "{what}: {share:.4}, not {expected}");
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_does_not() {
    let folder = tempfile::tempdir().unwrap();
    for (name, seed) in [("first", 7), ("again", 7), ("other", 8)] {
        make(&folder.path().join(name), 3_000, seed);
    }
    let read = |name: &str, file: &str| fs::read(folder.path().join(name).join(file)).unwrap();
    for file in ["persons.csv", "truth.csv"] {
        assert!(read("first", file) == read("again", file), "{file}");
        assert!(read("first", file) != read("other", file), "{file}");
    }
    assert_eq!(fs::read_dir(folder.path().join("first")).unwrap().count(), 2, "parts are left behind");
}

#[test]
fn every_record_has_its_truth_and_the_summary_counts_it() {
    let Made { summary, records, truth } = made();
    assert_eq!(summary.records, RECORDS);
    assert_eq!((records.len() as u64, truth.len() as u64), (RECORDS, RECORDS));
    assert!(records.iter().all(|record| record.len() == 11));
    let ids: Vec<u64> = records.iter().map(|record| record[0].parse().unwrap()).collect();
    assert!(ids.into_iter().eq(1..=RECORDS));
    let persons = persons();
    assert_eq!(summary.persons, persons.len() as u64);
    let pairs: usize = persons.values().map(|records| records.len() * (records.len() - 1) / 2).sum();
    assert_eq!(summary.pairs, pairs as u64);
    let households: BTreeMap<u64, u64> = truth.iter().copied().collect();
    assert!(truth.iter().all(|(person, household)| households[person] == *household));
}

#[test]
fn persons_have_two_and_a_half_records_each_and_never_more_than_fifteen() {
    let persons = persons();
    check_share("persons", persons.len(), made().records.len(), 0.4);
    check_share("pairs", usize::try_from(made().summary.pairs).unwrap(), made().records.len(), 1.5);
    assert!(persons.values().all(|records| records.len() <= 15));
    let far = persons.values().filter(|records| records.len() > 1 && records[1] - records[0] > 100).count();
    let several = persons.values().filter(|records| records.len() > 1).count();
    assert!(far * 10 > several * 9, "records of a person lie together");
}

#[test]
fn as_much_is_missing_as_is_promised() {
    let all = made().records.len();
    for (name, expected) in [
        ("person_no", 0.45),
        ("birth_date", 0.12),
        ("phone", 0.55),
        ("email", 0.60),
        ("given_name", 0.004),
        ("city", 0.065),
    ] {
        check_share(name, column(name).filter(|cell| cell.is_empty()).count(), all, expected);
    }
}

/// How many cells differ from the commonest of their person, among persons with at least five, and of how many.
fn wrong(name: &str) -> (usize, usize) {
    let cells: Vec<&str> = column(name).collect();
    let mut sums = (0, 0);
    for records in persons().values() {
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for at in records.iter().filter(|at| !cells[**at].is_empty()) {
            *counts.entry(cells[*at]).or_default() += 1;
        }
        let known = counts.values().sum::<usize>();
        if known >= 5 {
            sums = (sums.0 + known - counts.values().max().unwrap(), sums.1 + known);
        }
    }
    sums
}

#[test]
fn as_much_is_wrong_as_is_promised() {
    check_share("wrong birth dates", wrong("birth_date").0, wrong("birth_date").1, 0.06);
    check_share("wrong or changed personal numbers", wrong("person_no").0, wrong("person_no").1, 0.034);
    let misread = made().records.iter().filter(|record| record.iter().any(|cell| cell.contains('Ã'))).count();
    assert!((60..260).contains(&misread), "{misread}");
}

#[test]
fn personal_numbers_pass_their_check_unless_mistyped_and_are_of_the_test_series() {
    let luhn = |number: &str| {
        let sum: u32 = number.bytes().skip(2).enumerate().fold(0, |sum, (at, byte)| {
            let digit = u32::from(byte - b'0') * if at % 2 == 0 { 2 } else { 1 };
            sum + digit / 10 + digit % 10
        });
        sum.is_multiple_of(10)
    };
    let known: Vec<&str> = column("person_no").filter(|number| !number.is_empty()).collect();
    assert!(known.iter().all(|number| number.len() == 12));
    check_share("valid", known.iter().filter(|number| luhn(number)).count(), known.len(), 0.975);
    check_share(
        "test series",
        known.iter().filter(|number| number.get(8..11) >= Some("980")).count(),
        known.len(),
        0.99,
    );
    let coordination = known.iter().filter(|number| luhn(number) && number.get(6..8) > Some("60")).count();
    assert!(coordination * 1000 > known.len() * 5 && coordination * 1000 < known.len() * 25, "{coordination}");
}

#[test]
fn a_household_shares_its_address_and_some_have_twins() {
    let mut streets: BTreeMap<u64, BTreeMap<&str, BTreeSet<u64>>> = BTreeMap::new();
    let mut births: BTreeMap<u64, BTreeMap<&str, usize>> = BTreeMap::new();
    for ((street, birth), (person, household)) in column("street").zip(column("birth_date")).zip(&made().truth) {
        streets.entry(*household).or_default().entry(street).or_default().insert(*person);
        *births.entry(*person).or_default().entry(birth).or_default() += 1;
    }
    let shared =
        streets.values().filter(|streets| streets.iter().any(|(street, who)| !street.is_empty() && who.len() > 1));
    assert!(shared.count() * 10 > streets.len() * 4);
    let household: BTreeMap<u64, u64> = made().truth.iter().copied().collect();
    let mut born: BTreeMap<(u64, &str), usize> = BTreeMap::new();
    for (person, births) in &births {
        let commonest = births.iter().filter(|(birth, _)| !birth.is_empty()).max_by_key(|(_, count)| **count);
        if let Some((birth, _)) = commonest {
            *born.entry((household[person], birth)).or_default() += 1;
        }
    }
    let twins = born.values().filter(|count| **count > 1).sum::<usize>();
    let share = twins as f64 / births.len() as f64;
    assert!((0.008..0.016).contains(&share), "{share}");
}

#[test]
fn common_names_are_common_and_most_names_are_rare() {
    let mut surnames: BTreeMap<&str, usize> = BTreeMap::new();
    column("surname").for_each(|name| *surnames.entry(name).or_default() += 1);
    assert!(surnames.len() > 4_000, "{}", surnames.len());
    let commonest = surnames.values().max().unwrap();
    assert!((300..2_000).contains(commonest), "{commonest}");
}

#[test]
fn numbers_of_records_out_of_bounds_are_refused() {
    let settings = Settings { records: 0, seed: 1, out: "/nowhere".into() };
    let refused = generate(&settings, &mut |_, _| {}).unwrap_err().to_string();
    assert_eq!(refused, "a town needs 1 to 20 000 000 records, not `0`");
}
