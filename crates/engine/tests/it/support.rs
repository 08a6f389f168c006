//! An engine over the library, or over the reference document with a change.

use std::collections::BTreeMap;

use engine::Engine;
use library::Library;
use registers::Catalogue;

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
