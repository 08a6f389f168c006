//! An engine over the library, or over the reference document with a change.

use std::collections::{BTreeMap, BTreeSet};

use engine::{Engine, Request};
use library::Library;
use quorum::{Person, Proposal};
use registers::Catalogue;
use signals::gate::{Decision, Gate, Held, Need, PersonalData, Record, gate};

pub(crate) const FILE: &str = "controls/supplier-payments/SP-01.md";

pub(crate) fn engine(library: Library, threads: usize) -> Engine {
    Engine::new(Catalogue::embedded().unwrap(), library, threads).unwrap()
}

/// A file of the library.
pub(crate) fn document(path: &str) -> String {
    std::fs::read_to_string(format!("{}/../../library/{path}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A library of one control with the link documents and linkage models of the program.
pub(crate) fn with_links(file: &str, text: String) -> Library {
    let mut files = BTreeMap::from([(file.to_owned(), text)]);
    for link in ["accounts", "organisation_entities", "organisations", "person_entities", "persons", "ties"] {
        let file = format!("links/{link}.md");
        files.insert(file.clone(), document(&file));
    }
    for model in ["organisations.toml", "organisations.json", "persons.toml", "persons.json"] {
        let file = format!("linkage/{model}");
        files.insert(file.clone(), document(&file));
    }
    Library::from_files(&files).unwrap()
}

/// A library of the reference document, changed, and the link documents.
pub(crate) fn changed(from: &str, to: &str) -> Library {
    let text = document(FILE);
    assert!(text.contains(from), "the reference document no longer holds `{from}`");
    with_links(FILE, text.replacen(from, to, 1))
}

/// A gate that lets everything that is asked for through, by a decision of two invented people.
pub(crate) fn open_gate(engine: &Engine, request: &Request, held: &[Held]) -> Gate {
    let needs = engine.needs(request).unwrap();
    let purposes: BTreeSet<&str> = needs.iter().map(|need| need.purpose.as_str()).collect();
    let decisions: Vec<Record> = purposes
        .into_iter()
        .map(|purpose| {
            let needs: Vec<Need> = needs.iter().filter(|need| need.purpose == purpose).cloned().collect();
            decision(&needs)
        })
        .collect();
    gate(&needs, held, &decisions, "2026-06-01".parse().unwrap())
}

pub(crate) fn decision(needs: &[Need]) -> Record {
    let what = Decision {
        id: "2026-01".into(),
        case_number: "KS 2026/1".into(),
        controls: needs.iter().map(|need| need.control.clone()).collect(),
        authorities: ["kommunstyrelsen".to_owned()].into(),
        registers: ["*".to_owned()].into(),
        personal_data: PersonalData::ALL.into(),
        purpose: needs.first().map_or_else(|| "internal-control".into(), |need| need.purpose.clone()),
        grounds: needs.iter().flat_map(|need| need.grounds.clone()).collect(),
        decided_by: Person::new("Prov Direktör").unwrap(),
        delegation: "1.1".into(),
        from: "2026-01-01".parse().unwrap(),
        to: "2026-12-31".parse().unwrap(),
        staff_informed_on: Some("2025-12-01".parse().unwrap()),
        dpia: "KS 2025/9".into(),
        sharing_ground: String::new(),
        further_use_ground: String::new(),
    };
    let proposal =
        Proposal { what, reason: "prov".into(), by: Person::new("Anna Prov").unwrap(), at: "2026-01-01".into() };
    Record::propose(proposal).unwrap().confirm(Person::new("Bo Prov").unwrap(), "2026-01-02").unwrap()
}
