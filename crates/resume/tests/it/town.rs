//! Made-up applications, half of them false: how many are found, and how many honest ones are contradicted.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use chrono::NaiveDate;
use modeltown::applications::{ApplicationScore, ObservedApplication, Settings, evaluate, generate};
use resume::{
    AttachedDocument, Company, CompanyTable, Confirmation, EarlierName, Key, Outcome, Reality, Seen, Subject, Tie,
    TiedTo, examine, marks, metadata, person_mark, read,
};

/// The rows of a list, cell by cell.
fn rows(folder: &Path, name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(folder.join("known").join(name)).unwrap();
    text.lines().skip(1).map(|line| line.split(';').map(str::to_owned).collect()).collect()
}

fn day(text: &str) -> Option<NaiveDate> {
    text.parse().ok()
}

fn companies(folder: &Path) -> CompanyTable {
    let company = |row: Vec<String>| Company {
        org_no: row[0].clone(),
        name: row[1].clone(),
        earlier_names: (!row[2].is_empty())
            .then(|| EarlierName { name: row[2].clone(), to: None })
            .into_iter()
            .collect(),
        registered: day(&row[3]),
        deregistered: day(&row[4]),
        bankruptcies: day(&row[5]).map(|from| (from, None)).into_iter().collect(),
        merged_into: (!row[6].is_empty()).then(|| row[6].clone()),
    };
    let all = rows(folder, "companies.csv").into_iter().map(company);
    CompanyTable::new(day("2026-06-30").unwrap(), day("1970-01-01"), all)
}

/// The rows of a list by their file.
fn by_file(folder: &Path, name: &str) -> BTreeMap<String, Vec<Vec<String>>> {
    let mut all: BTreeMap<String, Vec<Vec<String>>> = BTreeMap::new();
    for row in rows(folder, name) {
        all.entry(row[0].clone()).or_default().push(row);
    }
    all
}

/// Examines the applications in the order in which they came in: each is compared with those before it.
fn examined(folder: &Path) -> ApplicationScore {
    let companies = companies(folder);
    let (answers, ties, papers) =
        (by_file(folder, "answers.csv"), by_file(folder, "ties.csv"), by_file(folder, "papers.csv"));
    let key = Key::new([7; 32]);
    let mut seen: Vec<Seen> = Vec::new();
    let mut observed = Vec::new();
    for row in rows(folder, "applications.csv") {
        let [file, person, received] = [&row[0], &row[1], &row[2]];
        let load = |name: &str| fs::read(folder.join("applications").join(name)).unwrap();
        let claims = read(&load(file), file).unwrap_or_else(|error| panic!("{error}"));
        let person = person_mark(&key, person);
        let of = |lists: &BTreeMap<String, Vec<Vec<String>>>| lists.get(file).cloned().unwrap_or_default();
        let confirmations: Vec<Confirmation> = of(&answers)
            .iter()
            .map(|row| Confirmation {
                about: Subject::Period(row[1].parse().unwrap()),
                by: row[2].clone(),
                on: day(&row[3]).unwrap(),
                how: row[4].clone(),
                outcome: if row[5] == "denied" { Outcome::Denied } else { Outcome::Confirmed },
            })
            .collect();
        let ties: Vec<Tie> = of(&ties)
            .iter()
            .map(|row| Tie {
                referee: row[1].parse().unwrap(),
                to: if row[2] == "candidate" { TiedTo::Candidate } else { TiedTo::OtherEmployer },
                what: row[3].clone(),
                source: row[4].clone(),
            })
            .collect();
        let documents: Vec<AttachedDocument> = of(&papers)
            .iter()
            .map(|row| AttachedDocument {
                certificate: row[1].parse().unwrap(),
                document: metadata(&load(&row[2]), &row[2]).unwrap(),
            })
            .collect();
        let mut reality = Reality::new(&companies);
        reality.received = day(received);
        (reality.confirmations, reality.ties, reality.documents) = (&confirmations, &ties, &documents);
        (reality.key, reality.person, reality.seen) = (Some(&key), person.as_ref(), &seen);
        let findings = examine(&claims, &reality, day("2026-06-30").unwrap());
        let codes = findings.iter().map(|finding| (finding.fact.code().to_owned(), finding.verdict.code().to_owned()));
        observed.push(ObservedApplication { file: file.clone(), findings: codes.collect() });
        seen.extend(marks(&key, &claims).into_iter().map(|mark| Seen { mark, person: person.clone() }));
    }
    evaluate(folder, &observed).unwrap()
}

/// The table of docs/recruitment-applications.md: `cargo nextest run -p resume false_applications --no-capture`.
fn told(score: &ApplicationScore) {
    for (kind, (named, contradicted, all)) in &score.lies {
        println!("| {kind} | {all} | {named} | {contradicted} |");
    }
    for (trap, (wrong, all)) in &score.honest {
        println!("| {trap} | {all} | {wrong} |");
    }
    for ((fact, verdict), count) in &score.asked {
        println!("| {fact} {verdict} | {count} |");
    }
    println!("found {:?}, contradicted {:?}", score.found(), score.contradicted());
    println!("missed {:?}\nwrong {:?}", score.missed, score.wrong);
}

#[test]
fn false_applications_are_found_and_honest_ones_are_not_contradicted() {
    for (seed, count) in [(7, 1_000), (1, 400), (2, 400)] {
        let folder = tempfile::tempdir().unwrap();
        let settings = Settings { count, seed, out: folder.path().to_owned() };
        generate(&settings).unwrap();
        let score = examined(folder.path());
        told(&score);
        let (found, all) = score.found();
        let (wrong, honest) = score.contradicted();
        assert_eq!((all, honest), (count / 2, count / 2));
        assert!(found * 100 >= all * 95, "found {found} of {all}: {:?}", score.missed);
        assert!(wrong * 100 <= honest * 2, "contradicted {wrong} of {honest}: {:?}", score.wrong);
        for (kind, (named, _, all)) in &score.lies {
            assert!(named * 100 >= all * 80, "{kind}: {named} of {all}");
        }
    }
}

#[test]
fn the_same_seed_gives_the_same_files() {
    let made = |seed: u64| {
        let folder = tempfile::tempdir().unwrap();
        generate(&Settings { count: 60, seed, out: folder.path().to_owned() }).unwrap();
        let mut files = BTreeMap::new();
        for part in ["applications", "known", "facit"] {
            for entry in fs::read_dir(folder.path().join(part)).unwrap() {
                let path = entry.unwrap().path();
                files.insert(path.strip_prefix(folder.path()).unwrap().to_owned(), fs::read(&path).unwrap());
            }
        }
        files
    };
    assert_eq!(made(3), made(3));
    assert_ne!(made(3), made(4));
}
