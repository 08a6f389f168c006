//! Two scans a month apart on a made-up municipality: what became of every planted scheme agrees with the truth, and no
//! employee can be read out of what is written.

use std::collections::{BTreeMap, BTreeSet};

use signals::{
    life::{Known, Life, State, read_lines},
    pseudonym::{Key, Pseudonym},
};

use crate::support::Place;

const AUTHORITIES: [&str; 2] = ["kommunstyrelsen", "socialnamnden"];

/// The town now, and the same town a month later, scanned on the day after each.
fn scanned() -> Place {
    let place = Place::new();
    for (town, later, on) in [("kommun", "0", "2026-07-02"), ("senare", "1", "2026-08-03")] {
        let size = ["--inhabitants", "3000", "--years", "2", "--seed", "11", "--later", later, "--out", town];
        place.expect(0, &[&["modeltown"], &size[..]].concat());
        let imported = place.run(&["import", town]);
        assert!(imported.code < 2, "{}{}", imported.out, imported.err);
        let authorities = AUTHORITIES.map(|name| ["--authority", name]).concat();
        place.expect(1, &[&["scan", "--on", on, "--out", &format!("{town}-resultat")], &authorities[..]].concat());
    }
    place
}

/// The signals of all authorities, with the ids that the truth has: each with its key of pseudonyms.
fn lives(place: &Place) -> Vec<(Life, Key)> {
    let life = |name: &str| {
        let text = place.read(&format!("data/signals/{name}/life.jsonl"));
        let key = blake3::Hash::from_hex(place.read(&format!("data/keys/{name}.pseudonyms")).trim()).unwrap();
        (Life::fold(&read_lines(&text).unwrap().events).unwrap(), Key::new(*key.as_bytes()))
    };
    AUTHORITIES.map(life).into()
}

fn word(known: &Known) -> &'static str {
    match known.state() {
        State::New => "new",
        State::Same => "same",
        State::Changed { .. } => "changed",
        State::Gone { .. } => "gone",
        State::Unknown { .. } => "unknown",
    }
}

/// How many signals of a control about any of the subjects are in each state.
fn found(lives: &[(Life, Key)], control: &str, subjects: &str) -> BTreeMap<&'static str, u64> {
    let mut counts = BTreeMap::new();
    for (life, key) in lives {
        let ids: BTreeSet<String> = subjects
            .split('|')
            .filter_map(|subject| subject.split_once(':'))
            .map(|(kind, id)| match kind {
                "employee" => Pseudonym::of(key, id).to_string(),
                _ => id.to_owned(),
            })
            .collect();
        for (_, known) in life.signals().filter(|(_, known)| known.seen().control == control) {
            if known.seen().subjects.iter().any(|(kind, id)| kind != "unit" && ids.contains(id)) {
                *counts.entry(word(known)).or_default() += 1;
            }
        }
    }
    counts
}

/// Employee numbers, mail addresses and salary accounts of everybody employed, and the names of those in a scheme.
fn staff(place: &Place, planted: &BTreeSet<String>) -> Vec<BTreeSet<String>> {
    let (mut numbers, mut contacts, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let bytes = std::fs::read(place.path("kommun/kommunstyrelsen/personal.csv")).unwrap();
    // The town writes this file in Latin-1, whose bytes are the letters' numbers.
    let text: String = bytes.into_iter().map(char::from).collect();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let [number, _, name, _, _, _, _, _, mail, account, ..] = *cells else { panic!("a short line: {line}") };
        numbers.insert(number.to_owned());
        contacts.extend([mail, account].map(str::to_owned));
        if planted.contains(number) {
            names.insert(name.to_owned());
        }
    }
    contacts.remove("");
    assert!(numbers.len() > 100 && contacts.len() > 100 && names.len() > 10);
    vec![numbers, contacts, names]
}

#[test]
fn two_scans_a_month_apart_agree_with_the_truth_and_name_nobody() {
    let place = scanned();
    let lives = lives(&place);
    let truth = place.read("senare/facit/later.csv");
    let mut planted = BTreeSet::new();
    let mut told: BTreeMap<(String, String), BTreeMap<String, u64>> = BTreeMap::new();
    for line in truth.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let (control, state, signals, subjects) = (cells[1], cells[2], cells[3].parse().unwrap_or(1), cells[4]);
        let ids = subjects.split('|').filter_map(|subject| subject.strip_prefix("employee:"));
        planted.extend(ids.map(str::to_owned));
        let states = told.entry((control.to_owned(), subjects.to_owned())).or_default();
        *states.entry(state.to_owned()).or_default() += signals;
    }
    for ((control, subjects), states) in told {
        let found = found(&lives, &control, &subjects);
        for (state, least) in states {
            let seen = found.get(state.as_str()).copied().unwrap_or(0);
            assert!(seen >= least, "{control} about {subjects}: {least} should be {state}, but it is {found:?}");
        }
    }
    for out in ["kommun-resultat", "senare-resultat"] {
        for file in ["signals.jsonl", "report.html"] {
            let text = place.read(&format!("{out}/{file}"));
            let words: BTreeSet<&str> = text.split(|sign: char| !sign.is_alphanumeric()).collect();
            let [numbers, rest @ ..] = &staff(&place, &planted)[..] else { panic!("no staff") };
            let shown: Vec<&String> = numbers.iter().filter(|number| words.contains(number.as_str())).collect();
            assert!(shown.is_empty(), "{out}/{file} shows the employees {shown:?}");
            let shown: Vec<&String> = rest.iter().flatten().filter(|value| text.contains(value.as_str())).collect();
            assert!(shown.is_empty(), "{out}/{file} shows {shown:?}");
        }
    }
}
