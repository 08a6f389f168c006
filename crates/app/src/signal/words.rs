//! How what the controls found is written for people: no personal number leaves in a text or in an address.

use ids::hide_person_nos;
use signals::{EvidenceTable, Fact, Signal, Subject};

/// The id of a subject as it is read: an organisation number with its hyphen, a sole trader's masked.
#[must_use]
pub fn subject_id(kind: &str, id: &str) -> String {
    let number = if kind == "organisation" { ids::OrgNo::parse(id).ok() } else { None };
    match number {
        Some(number) if !number.is_sole_trader() => number.formatted(),
        _ => hide_person_nos(id),
    }
}

/// The id of a subject as it stands in addresses: a personal number, which browsers and proxies would keep, is replaced by
/// a hash of it.
#[must_use]
pub fn subject_place(kind: &str, id: &str) -> String {
    if hide_person_nos(id) == id {
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
    Subject { name: hide_person_nos(&subject.name), ..subject.clone() }
}

/// The signal, with personal numbers masked wherever people read it.
pub(super) fn signal(signal: &Signal) -> Signal {
    let fact = |fact: &Fact| Fact { name: fact.name.clone(), value: hide_person_nos(&fact.value) };
    let row = |row: &Vec<String>| row.iter().map(|cell| hide_person_nos(cell)).collect();
    Signal {
        sentence: hide_person_nos(&signal.sentence),
        subjects: signal.subjects.iter().map(subject).collect(),
        facts: signal.facts.iter().map(fact).collect(),
        evidence: EvidenceTable {
            columns: signal.evidence.columns.clone(),
            rows: signal.evidence.rows.iter().map(row).collect(),
        },
        tried: signal.tried.iter().map(|text| hide_person_nos(text)).collect(),
        ..signal.clone()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sole_trader_is_read_and_addressed_without_the_personal_number() {
        assert_eq!(subject_id("organisation", "8001012387"), "******-****");
        assert_eq!(subject_id("organisation", "2120001355"), "212000-1355");
        let place = subject_place("organisation", "8001012387");
        assert!(place.len() == 32 && !place.contains("8001012387"), "{place}");
        assert_eq!(subject_place("organisation", "2120001355"), "2120001355");
    }
}
