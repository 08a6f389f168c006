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
                "employee" | "user" => Pseudonym::of(key, id).to_string(),
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

/// Employee numbers and mail addresses of everybody employed, and the names of those in a scheme.
fn staff(place: &Place, planted: &BTreeSet<String>) -> [BTreeSet<String>; 3] {
    let (mut numbers, mut mails, mut names) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    let bytes = std::fs::read(place.path("kommun/kommunstyrelsen/personal.csv")).unwrap();
    // The town writes this file in Latin-1, whose bytes are the letters' numbers.
    let text: String = bytes.into_iter().map(char::from).collect();
    for line in text.lines().skip(1) {
        let cells: Vec<&str> = line.split(';').collect();
        let [number, _, name, _, _, _, _, _, mail, ..] = *cells else { panic!("a short line: {line}") };
        numbers.insert(number.to_owned());
        mails.insert(mail.to_owned());
        if planted.contains(number) {
            names.insert(name.to_owned());
        }
    }
    mails.remove("");
    assert!(numbers.len() > 100 && mails.len() > 100 && names.len() > 10);
    [numbers, mails, names]
}

/// A row of the truth: control, what became of its signals, how many, about whom.
struct Told {
    control: String,
    state: String,
    signals: u64,
    subjects: String,
}

fn truth(place: &Place) -> Vec<Told> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split(';').collect();
        let [_, control, state, signals, subjects, ..] = *cells else { panic!("a short line: {line}") };
        let signals = signals.parse().unwrap_or(0);
        Told { control: control.into(), state: state.into(), signals, subjects: subjects.into() }
    };
    place.read("senare/facit/later.csv").lines().skip(1).map(row).collect()
}

#[test]
fn two_scans_a_month_apart_agree_with_the_truth_and_name_nobody() {
    let place = scanned();
    let lives = lives(&place);
    let truth = truth(&place);
    // Of every control that the truth tells of as many are new, changed and gone as it says: nothing else became anything.
    let mut became: BTreeMap<(String, String), u64> = BTreeMap::new();
    let mut expected: BTreeMap<(String, String), u64> = BTreeMap::new();
    let told: BTreeSet<&str> = truth.iter().map(|told| told.control.as_str()).collect();
    let seen = lives.iter().flat_map(|(life, _)| life.signals());
    let seen = seen.filter(|(_, known)| told.contains(known.seen().control.as_str()));
    for (_, known) in seen.filter(|(_, known)| word(known) != "same") {
        *became.entry((known.seen().control.clone(), word(known).to_owned())).or_default() += 1;
    }
    for told in truth.iter().filter(|told| told.state != "same") {
        *expected.entry((told.control.clone(), told.state.clone())).or_default() += told.signals;
        let found = found(&lives, &told.control, &told.subjects);
        let seen = found.get(told.state.as_str()).copied().unwrap_or(0);
        let Told { control, state, signals, subjects } = told;
        assert!(seen >= *signals, "{control} about {subjects}: {signals} should be {state}, but it is {found:?}");
    }
    assert_eq!(became, expected);
    assert!(lives.iter().all(|(life, _)| life.runs() == 2 && life.counts().unknown == 0));
    assert!(lives.iter().map(|(life, _)| life.counts().same).sum::<u64>() > 100);
    let planted = truth.iter().flat_map(|told| told.subjects.split('|'));
    let planted = planted.filter_map(|subject| subject.strip_prefix("employee:").map(str::to_owned)).collect();
    let [numbers, mails, names] = staff(&place, &planted);
    for file in ["kommun-resultat/signals.jsonl", "senare-resultat/signals.jsonl", "senare-resultat/report.html"] {
        let text = place.read(file);
        let words: BTreeSet<&str> = text.split(|sign: char| !sign.is_alphanumeric()).collect();
        let shown: Vec<&String> = numbers.iter().filter(|number| words.contains(number.as_str())).collect();
        assert!(shown.is_empty(), "{file} shows the employees {shown:?}");
        let shown: Vec<&String> = mails.iter().chain(&names).filter(|value| text.contains(value.as_str())).collect();
        assert!(shown.is_empty(), "{file} shows {shown:?}");
    }
}
