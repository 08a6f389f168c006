//! What a town promises.

#![expect(clippy::unwrap_used, reason = "a helper that cannot go on fails its test")]

mod hands;
mod identities;
mod later;
mod payday;
mod ties;

use modeltown::truth::{SubjectRef, Truth};
use modeltown::{Habit, Settings, generate};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

/// The controls that a town must make computable.
const CONTROLS: [&str; 125] = [
    "SP-01", "SP-03", "SP-05", "SP-06", "SP-07", "SP-08", "SP-10", "SP-11", "SP-14", "SP-15", "SP-19", "SP-21",
    "PR-01", "PR-03", "PR-16", "PR-23", "CO-01", "CO-10", "CI-01", "CI-02", "CI-03", "DE-01", "DE-04", "DE-05",
    "AL-01", "GR-01", "GR-02", "GR-03", "GR-04", "GR-05", "GR-06", "GR-07", "GR-08", "GR-09", "GR-10", "GR-11",
    "GR-12", "GR-13", "EA-01", "EA-02", "EA-03", "EA-04", "EA-05", "EA-06", "EA-08", "EA-09", "EA-10", "EA-11",
    "AL-02", "AL-03", "AL-04", "AL-05", "AL-06", "AL-07", "AL-09", "AL-11", "PR-02", "PR-05", "PR-06", "PR-08",
    "PR-10", "PR-12", "PR-13", "PR-15", "PR-17", "PR-19", "PR-20", "PR-21", "PR-22", "CO-03", "CO-04", "CO-05",
    "CO-09", "HR-01", "HR-02", "HR-03", "HR-04", "HR-05", "HR-06", "HR-07", "HR-08", "HR-09", "HR-10", "HR-11",
    "HR-12", "HR-13", "PL-01", "PL-02", "PL-03", "PL-04", "PL-05", "PL-06", "PL-07", "PL-08", "PL-09", "PL-10",
    "PL-11", "CI-04", "CI-05", "CI-06", "CI-07", "CI-09", "DE-02", "DE-03", "DE-06", "DE-07", "DE-08", "DE-09",
    "DE-10", "NW-01", "NW-02", "NW-03", "NW-04", "NW-05", "NW-06", "SP-02", "SP-04", "SP-09", "SP-12", "SP-18",
    "SP-20", "SP-22", "SP-28", "CO-06", "DE-11",
];

fn make(out: PathBuf, seed: u64) {
    let settings = Settings { inhabitants: 2_000, years: 1, seed, later: 0, habit: Habit::Ordinary, out };
    generate(&settings, &mut |_, _, _| {}).unwrap();
}

/// One small town for the tests that only read.
fn town() -> &'static Path {
    static TOWN: OnceLock<tempfile::TempDir> = OnceLock::new();
    TOWN.get_or_init(|| {
        let folder = tempfile::tempdir().unwrap();
        make(folder.path().to_owned(), 7);
        folder
    })
    .path()
}

fn files(root: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut out = BTreeMap::new();
    let mut folders = vec![root.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                out.insert(path.strip_prefix(root).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
    }
    out
}

/// The column with that header in a text file of the town.
fn column(file: &str, delimiter: char, header: &str) -> Vec<String> {
    let bytes = fs::read(town().join(file)).unwrap();
    let text =
        String::from_utf8(bytes.clone()).unwrap_or_else(|_| bytes.iter().map(|byte| char::from(*byte)).collect());
    let mut lines = text.trim_start_matches('\u{feff}').lines();
    let place = lines.next().unwrap().split(delimiter).position(|name| name == header).unwrap();
    lines.map(|line| line.split(delimiter).nth(place).unwrap_or_default().to_owned()).collect()
}

fn digits(text: &str) -> String {
    text.chars().filter(char::is_ascii_digit).collect()
}

/// The Luhn sum of all digits is a multiple of ten.
fn luhn_holds(text: &str) -> bool {
    let sum: u32 = digits(text)
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, byte)| {
            let digit = u32::from(byte - b'0') * if place % 2 == 1 { 2 } else { 1 };
            digit / 10 + digit % 10
        })
        .sum();
    sum.is_multiple_of(10)
}

#[test]
fn the_same_settings_give_the_same_bytes_and_another_seed_does_not() {
    let again = tempfile::tempdir().unwrap();
    make(again.path().to_owned(), 7);
    let (first, second) = (files(town()), files(again.path()));
    assert_eq!(first.keys().collect::<Vec<_>>(), second.keys().collect::<Vec<_>>());
    for (name, bytes) in &first {
        assert!(second[name] == *bytes, "{} differs", name.display());
    }
    let other = tempfile::tempdir().unwrap();
    make(other.path().to_owned(), 8);
    let name = Path::new("kommunstyrelsen/leverantorer.csv");
    assert_ne!(files(other.path())[name], first[name]);
}

#[test]
fn every_control_has_a_scheme_that_it_is_meant_to_find() {
    let truth = Truth::load(town()).unwrap();
    let meant: BTreeSet<&str> = truth.schemes.iter().flat_map(|scheme| &scheme.controls).map(String::as_str).collect();
    assert_eq!(meant, CONTROLS.into_iter().collect());
    let ids: BTreeSet<&str> = truth.schemes.iter().map(|scheme| scheme.id.as_str()).collect();
    assert_eq!(ids.len(), truth.schemes.len());
    assert!(truth.decoys.iter().all(|decoy| CONTROLS.contains(&decoy.control.as_str())));
}

#[test]
fn the_truth_names_only_subjects_that_stand_in_the_registers() {
    let truth = Truth::load(town()).unwrap();
    let mut organisations: BTreeSet<String> =
        column("kommunstyrelsen/leverantorer.csv", ';', "Orgnr").iter().map(|org| digits(org)).collect();
    let companies = column("kommunstyrelsen/foretagsuppgifter.csv", '\t', "Organisationsnummer");
    organisations.extend(companies.iter().map(|org| digits(org)));
    let suppliers: BTreeSet<String> =
        column("kommunstyrelsen/leverantorer.csv", ';', "Leverantörsnr").into_iter().collect();
    let employees: BTreeSet<String> =
        column("kommunstyrelsen/personal.csv", ';', "Anställningsnr").into_iter().collect();
    let mut users: BTreeSet<String> = column("kommunstyrelsen/anvandare.csv", ';', "Användare").into_iter().collect();
    // A household and a case are known to the social board only, and stand in its signals as users do.
    for header in ["Hushåll", "Ärendenr"] {
        users.extend(column("socialnamnden/bistandsarenden.csv", ';', header));
    }
    let mut units: BTreeSet<String> = column("kommunstyrelsen/personal.csv", ';', "Enhet").into_iter().collect();
    // The flats of a postal area stand in signals as a unit does.
    let areas = column("kommunstyrelsen/hyreskontrakt.csv", ';', "Postnr");
    units.extend(areas.iter().map(|postal| format!("Bostäder i {postal}")));
    let subjects = truth
        .schemes
        .iter()
        .flat_map(|scheme| &scheme.subjects)
        .chain(truth.decoys.iter().flat_map(|decoy| &decoy.subjects));
    for SubjectRef { kind, id } in subjects {
        let known = match (kind.as_str(), id.strip_prefix("leverantör ")) {
            ("organisation", Some(supplier)) => suppliers.contains(supplier),
            ("organisation", None) => organisations.contains(id) && luhn_holds(id),
            ("employee", _) => employees.contains(id),
            ("unit", _) => units.contains(id),
            ("user", _) => users.contains(id),
            _ => false,
        };
        assert!(known, "{kind} {id}");
    }
}

#[test]
fn no_scheme_shares_anybody_with_a_decoy_and_none_but_units_are_in_two_schemes() {
    let truth = Truth::load(town()).unwrap();
    let mut owners: BTreeMap<&SubjectRef, &str> = BTreeMap::new();
    for scheme in &truth.schemes {
        for subject in scheme.subjects.iter().filter(|subject| subject.kind != "unit") {
            assert_eq!(owners.insert(subject, &scheme.id), None, "{subject:?}");
        }
    }
    for decoy in &truth.decoys {
        assert!(decoy.subjects.iter().all(|subject| !owners.contains_key(subject)), "{}", decoy.id);
        assert!(!decoy.subjects.is_empty());
    }
}

#[test]
fn numbers_pass_their_checks_except_a_few_that_were_meant_to_fail() {
    let persons = column("kommunstyrelsen/personal.csv", ';', "Personnummer");
    assert!(persons.len() > 200);
    for person in &persons {
        let (century, ten) = person.split_at(2);
        assert!(matches!(century, "19" | "20") && luhn_holds(ten), "{person}");
        assert!(digits(person).get(8..11).unwrap() >= "980", "{person} is outside the series for tests");
    }
    for file in ["leverantorer.csv", "giroregister.csv"] {
        let header = if file == "giroregister.csv" { "Konto" } else { "Bankgiro" };
        for account in column(&format!("kommunstyrelsen/{file}"), ';', header) {
            assert!(luhn_holds(&account), "{account}");
        }
    }
    let wrong = column("kommunstyrelsen/leverantorer.csv", ';', "Orgnr").iter().filter(|org| !luhn_holds(org)).count();
    assert!((3..=9).contains(&wrong), "{wrong}");
    let companies = column("kommunstyrelsen/foretagsuppgifter.csv", '\t', "Organisationsnummer");
    assert!(companies.iter().all(|org| luhn_holds(org)));
    let once: BTreeSet<&String> = companies.iter().collect();
    assert_eq!(once.len(), companies.len());
}

#[test]
fn everything_to_import_is_there_and_the_truth_is_not_among_it() {
    let list = fs::read_to_string(town().join("insyn.toml")).unwrap();
    let named: Vec<&str> =
        list.lines().filter_map(|line| line.strip_prefix("file = \"")).map(|line| line.trim_end_matches('"')).collect();
    assert_eq!(named.len(), 49);
    for name in named {
        assert!(!name.starts_with("facit"));
        let path = match name.strip_suffix("/*.csv") {
            Some(folder) => town().join(folder),
            None => town().join(name),
        };
        assert!(path.exists(), "{name}");
    }
}

#[test]
fn settings_out_of_bounds_are_refused() {
    let settings = |inhabitants, years| Settings {
        inhabitants,
        years,
        seed: 1,
        later: 0,
        habit: Habit::Ordinary,
        out: PathBuf::from("/nowhere"),
    };
    let refuse = |settings: Settings| generate(&settings, &mut |_, _, _| {}).unwrap_err().to_string();
    assert_eq!(refuse(settings(10, 1)), "a town needs 1 000 to 1 250 000 inhabitants, not `10`");
    assert_eq!(refuse(settings(5_000, 0)), "a town needs 1 to 10 years, not `0`");
}

#[test]
fn a_rural_town_and_a_city_live_by_other_habits_and_hold_the_same_schemes() {
    let make = |habit| {
        let folder = tempfile::tempdir().unwrap();
        let out = folder.path().to_owned();
        let settings = Settings { inhabitants: 12_000, years: 1, seed: 7, later: 0, habit, out };
        generate(&settings, &mut |_, _, _| {}).unwrap();
        let count =
            |file: &str| fs::read(folder.path().join(file)).unwrap().iter().filter(|byte| **byte == b'\n').count();
        let counts = ["leverantorer.csv", "attester.txt", "hyreskontrakt.csv"]
            .map(|file| count(&format!("kommunstyrelsen/{file}")));
        let staff = fs::read(folder.path().join("kommunstyrelsen/personal.csv")).unwrap();
        let staff: String = staff.into_iter().map(char::from).collect();
        let homes: Vec<String> =
            staff.lines().map(|line| line.split(';').skip(3).take(4).collect::<Vec<_>>().join(" ")).collect();
        let kin = homes.windows(2).filter(|pair| pair[0] == pair[1]).count();
        (counts, kin, Truth::load(folder.path()).unwrap().schemes.len())
    };
    let (rural, kin, rural_schemes) = make(Habit::Rural);
    let (ordinary, strangers, schemes) = make(Habit::Ordinary);
    let (city, _, city_schemes) = make(Habit::City);
    for place in 0..3 {
        assert!(rural[place] < ordinary[place] && ordinary[place] < city[place], "{rural:?} {ordinary:?} {city:?}");
    }
    assert!(kin > 50 && strangers < 10, "{kin} {strangers}");
    assert_eq!([rural_schemes, city_schemes], [schemes, schemes]);
}
