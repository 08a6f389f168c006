//! How what the controls found is written for people: no personal number leaves in a text or in an address.

use signals::{EvidenceTable, Fact, Signal, Subject};

const MASKED: &str = "******-****";

/// The text with every valid personal number in it replaced by stars.
///
/// Registers declare their personal numbers and the engine masks them. A sole trader's organisation number is a personal
/// number, though, and somebody may have written one into a free text.
#[must_use]
pub fn masked(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut word = String::new();
    for letter in text.chars() {
        // Letters keep a number inside a longer code whole: `F8001012387`.
        if letter.is_alphanumeric() || matches!(letter, '-' | '+') {
            word.push(letter);
        } else {
            out.push_str(if is_person_no(&word) { MASKED } else { &word });
            word.clear();
            out.push(letter);
        }
    }
    out.push_str(if is_person_no(&word) { MASKED } else { &word });
    out
}

fn is_person_no(word: &str) -> bool {
    let digits = word.bytes().filter(u8::is_ascii_digit).count();
    (digits == 10 || digits == 12)
        && word.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'-' | b'+'))
        && ids::person_no_ok(word)
}

/// The id of a subject as it is read: an organisation number with its hyphen, a sole trader's masked.
#[must_use]
pub fn subject_id(kind: &str, id: &str) -> String {
    let number = if kind == "organisation" { ids::OrgNo::parse(id).ok() } else { None };
    match number {
        Some(number) if !number.is_sole_trader() => number.formatted(),
        _ => masked(id),
    }
}

/// The id of a subject as it stands in addresses: a personal number, which browsers and proxies would keep, is replaced by
/// a hash of it.
#[must_use]
pub fn subject_place(kind: &str, id: &str) -> String {
    if masked(id) == id {
        return id.to_owned();
    }
    let mut hasher = blake3::Hasher::new_derive_key("insyn 2026 subject in an address");
    for part in [kind, id] {
        hasher.update(&(part.len() as u64).to_le_bytes());
        hasher.update(part.as_bytes());
    }
    hasher.finalize().to_hex().chars().take(32).collect()
}

pub(super) fn subject(subject: &Subject) -> Subject {
    Subject { name: masked(&subject.name), ..subject.clone() }
}

/// The signal, with personal numbers masked wherever people read it.
pub(super) fn signal(signal: &Signal) -> Signal {
    let fact = |fact: &Fact| Fact { name: fact.name.clone(), value: masked(&fact.value) };
    let row = |row: &Vec<String>| row.iter().map(|cell| masked(cell)).collect();
    Signal {
        sentence: masked(&signal.sentence),
        subjects: signal.subjects.iter().map(subject).collect(),
        facts: signal.facts.iter().map(fact).collect(),
        evidence: EvidenceTable {
            columns: signal.evidence.columns.clone(),
            rows: signal.evidence.rows.iter().map(row).collect(),
        },
        tried: signal.tried.iter().map(|text| masked(text)).collect(),
        ..signal.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_personal_number_is_masked_and_what_only_looks_like_one_stays() {
        assert_eq!(masked("kontot (800101-2387), fel"), "kontot (******-****), fel");
        for kept in ["556000-0001", "2026-03-01", "F8001012387", "1 234 567 kr"] {
            assert_eq!(masked(kept), kept);
        }
    }

    #[test]
    fn a_sole_trader_is_read_and_addressed_without_the_personal_number() {
        assert_eq!(subject_id("organisation", "8001012387"), MASKED);
        assert_eq!(subject_id("organisation", "2120001355"), "212000-1355");
        let place = subject_place("organisation", "8001012387");
        assert!(place.len() == 32 && !place.contains("8001012387"), "{place}");
        assert_eq!(subject_place("organisation", "2120001355"), "2120001355");
    }
}
