//! Lawful checks, the guide of recruitment and sheets of interviews: what their readers ask for.

use library::{Interview, LawfulCheck, Library, RecruitmentGuide};

fn text(file: &str) -> String {
    std::fs::read_to_string(format!("{}/../../library/{file}", env!("CARGO_MANIFEST_DIR"))).unwrap()
}

/// A document with one change must be refused with `expected`.
fn check(file: &str, from: &str, to: &str, expected: &str) {
    let text = text(file);
    assert!(text.contains(from), "{file} no longer holds `{from}`");
    let text = text.replacen(from, to, 1);
    let error = match file.split('/').next().unwrap() {
        "checks" => LawfulCheck::parse(file, &text).map(drop),
        "recruitment" => RecruitmentGuide::parse(file, &text).map(drop),
        _ => Interview::parse(file, &text).map(drop),
    };
    let error = error.unwrap_err().to_string();
    assert!(error.contains(expected), "expected `{expected}` in `{error}`");
}

const LSS: &str = "checks/lss_children.md";
const GUIDE: &str = "recruitment/rekrytering.md";
const SHEET: &str = "interviews/strukturerad.md";

#[test]
fn the_embedded_documents_can_be_read_and_every_check_asks_a_question_that_there_is() {
    let library = Library::embedded().unwrap();
    let guide = library.recruitment_guide("rekrytering").unwrap();
    let checks = library.lawful_checks();
    assert_eq!(checks.len(), 17);
    for check in checks {
        if let library::Applies::Answer(question) = &check.applies {
            assert!(guide.question(question).is_some(), "{} asks {question}", check.id);
        }
        assert!(check.unless.iter().all(|question| guide.question(question).is_some()), "{}", check.id);
    }
    assert_eq!(library.interviews().count(), 1);
    assert!(library.interview("strukturerad").unwrap().sheet.questions().count() > 5);
}

#[test]
fn an_unknown_key_and_what_does_not_agree_are_told_with_their_line() {
    check(LSS, "kind        = \"mandatory\"", "art         = \"mandatory\"", "checks/lss_children.md:");
    check(LSS, "kind        = \"mandatory\"", "art         = \"mandatory\"", "unknown field `art`");
    check(LSS, "registers   = [\"belastning\"]", "registers   = []", "checks/lss_children.md:12: `registers` är tomt");
    check(LSS, "until       = \"2026-02-28\"", "until       = \"2026-03-01\"", "posten börjar inte efter");
    check(LSS, "until       = \"2026-02-28\"\n", "", "posten börjar inte efter");
    check(LSS, "keep_months = 24\n", "", "`keep_months` hör ihop med");
    check(LSS, "unsure      = [\"internal\"]", "unsure      = [\"agency\"]", "står både i `forms` och i `unsure`");
    check(LSS, "unconfirmed = [\"shows\"]", "unconfirmed = [\"visar\"]", "okänd nyckel: visar");
    check(LSS, "asks     = \"lss_children\"\n", "", "`applies` är `answer` med en fråga");
    check(LSS, "id       = \"lss_children\"", "id       = \"annan\"", "filen ska heta annan.md");
    check("checks/other_staff.md", "registers   = []", "registers   = [\"belastning\"]", "har inga `registers`");
    check(GUIDE, "id   = \"hvb\"", "id   = \"school\"", "står två gånger");
    check(GUIDE, "\"brott\", \"dömd\"", "\"Brott\", \"dömd\"", "små bokstäver");
    check(GUIDE, "months    = 24", "months    = \"två\"", "recruitment/rekrytering.md:");
    check(SHEET, "integrity = true\n", "", "frågor om integritet");
    check(SHEET, "id     = \"fel\"", "id     = \"liknande\"", "interviews/strukturerad.md:");
}
