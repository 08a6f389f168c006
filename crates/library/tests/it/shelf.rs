//! The embedded documents and the folder that overrides them.

use std::collections::BTreeMap;

use library::{CaseKind, Library};

#[test]
fn every_embedded_document_is_sound() {
    let library = Library::embedded().unwrap();
    assert!(library.controls().count() > 0);
    for control in library.controls() {
        assert!(control.cases.iter().any(|case| case.kind == CaseKind::Boundary), "{}", control.file);
    }
}

#[test]
fn a_folder_overrides_by_id_and_adds_the_rest() {
    let embedded = Library::embedded().unwrap();
    let control = embedded.control("sp-01").unwrap();
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../library/controls/supplier-payments/SP-01.md");
    let text = std::fs::read_to_string(path).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let flow = folder.path().join("controls/supplier-payments");
    std::fs::create_dir_all(&flow).unwrap();
    std::fs::write(flow.join("SP-01.md"), text.replace("version  = 1", "version  = 7")).unwrap();
    std::fs::write(flow.join("SP-900.md"), text.replace("\"SP-01\"", "\"SP-900\"")).unwrap();
    let library = Library::with_folder(folder.path()).unwrap();
    assert_eq!(control.version, 1);
    assert_eq!(library.control("SP-01").unwrap().version, 7);
    assert!(library.control("SP-900").is_some());
    assert_eq!(library.controls().count(), embedded.controls().count() + 1);
}

#[test]
fn the_same_id_twice_names_both_files() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../library/links/organisations.md");
    let text = std::fs::read_to_string(path).unwrap();
    let files: BTreeMap<_, _> =
        [("links/a.md".to_owned(), text.clone()), ("links/b.md".to_owned(), text)].into_iter().collect();
    let error = Library::from_files(&files).unwrap_err().to_string();
    assert_eq!(error, "links/b.md: id `organisations` finns redan i links/a.md; ge dokumentet ett eget id");
}
