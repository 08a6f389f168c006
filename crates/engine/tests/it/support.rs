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

/// A library of the reference document, changed, and the link document that it reads.
pub(crate) fn changed(from: &str, to: &str) -> Library {
    let text = document(FILE);
    assert!(text.contains(from), "the reference document no longer holds `{from}`");
    let link = "links/organisations.md";
    let files = BTreeMap::from([(FILE.to_owned(), text.replacen(from, to, 1)), (link.to_owned(), document(link))]);
    Library::from_files(&files).unwrap()
}
