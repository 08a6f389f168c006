//! Routines: what their reader asks for, and how a folder replaces one.

use library::{Library, Routine};

const FILE: &str = "routines/misstanke.md";

fn reference() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../library/routines/misstanke.md");
    std::fs::read_to_string(path).unwrap()
}

/// The routine with one change must be refused with `expected`.
fn check(from: &str, to: &str, expected: &str) {
    let text = reference();
    assert!(text.contains(from), "the routine no longer holds `{from}`");
    let error = Routine::parse(FILE, &text.replacen(from, to, 1)).unwrap_err().to_string();
    assert!(error.contains(expected), "expected `{expected}` in `{error}`");
}

#[test]
fn the_embedded_routine_has_a_title_sections_and_its_front_matter_as_it_stands() {
    let library = Library::embedded().unwrap();
    let routine = library.routine("misstanke").unwrap();
    assert_eq!((routine.version, routine.title.sv.as_str()), (1, "Misstänkt möjliggörare"));
    assert_eq!(routine.sections.first().unwrap().heading, "När rutinen används");
    assert!(routine.sections.iter().all(|section| !section.body.trim().is_empty()));
    assert!(reference().contains(&routine.front));
    assert_eq!(
        library.routines().map(|routine| routine.id.as_str()).collect::<Vec<_>>(),
        ["bisyssla", "handelse", "misstanke"]
    );
}

#[test]
fn what_every_document_has_is_asked_of_a_routine_too() {
    check("version  = 1", "version  = \"ett\"", "routines/misstanke.md:3: huvudet: invalid type");
    check("id       = \"misstanke\"", "id       = \"annan\"", "routines/misstanke.md:2: filen ska heta annan.md");
    check("## Fristerna", "## Tiderna", "rubriken `Tiderna` står där `Fristerna` väntas");
    check("sources  = [", "sources  = []\nmore = [", "`sources` ska ha minst en post");
    let text = reference();
    let empty = text.split("## När ärendet avslutas").next().unwrap().to_owned() + "## När ärendet avslutas\n";
    assert!(Routine::parse(FILE, &empty).unwrap_err().to_string().contains("`När ärendet avslutas` är tomt"));
}

#[test]
fn a_folder_replaces_the_routine_of_the_program_and_adds_its_own() {
    let folder = tempfile::tempdir().unwrap();
    let routines = folder.path().join("routines");
    std::fs::create_dir_all(&routines).unwrap();
    std::fs::write(routines.join("misstanke.md"), reference().replacen("version  = 1", "version  = 7", 1)).unwrap();
    std::fs::write(routines.join("egen.md"), reference().replacen("\"misstanke\"", "\"egen\"", 1)).unwrap();
    let library = Library::with_folder(folder.path()).unwrap();
    assert_eq!(library.routine("misstanke").unwrap().version, 7);
    assert_eq!(
        library.routines().map(|routine| routine.id.as_str()).collect::<Vec<_>>(),
        ["bisyssla", "egen", "handelse", "misstanke"]
    );
}
