//! What the parser accepts, and what it says about the rest.

use library::{CaseKind, Control, ParameterValue};

const FILE: &str = "controls/supplier-payments/SP-01.md";

fn reference() -> String {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../library/controls/supplier-payments/SP-01.md");
    std::fs::read_to_string(path).unwrap()
}

/// The reference document with one change must be refused with `expected`.
fn check(from: &str, to: &str, expected: &str) {
    let text = reference();
    assert!(text.contains(from), "the reference document no longer holds `{from}`");
    let error = Control::parse(FILE, &text.replacen(from, to, 1)).unwrap_err().to_string();
    assert!(error.contains(expected), "expected `{expected}` in `{error}`");
}

#[test]
fn the_reference_document_is_read_whole() {
    let control = Control::parse(FILE, &reference()).unwrap();
    assert_eq!(control.id, "SP-01");
    assert_eq!(control.parameters["min_amount"].default, ParameterValue::Ore(50_000));
    assert_eq!(control.exclusions.first().unwrap().id, "not_supplier_invoice");
    assert!(control.query.starts_with("with line as ("));
    let hit = control.cases.iter().find(|case| case.kind == CaseKind::Hit).unwrap();
    assert_eq!(hit.registers[0].name, "ledger");
    assert_eq!(hit.registers[0].rows[0].1[1].as_deref(), Some("F-2041"));
    assert_eq!(hit.expected.rows.len(), 1);
}

#[test]
fn an_unknown_key_is_an_error_with_its_line() {
    check("severity = 4", "severty = 4", "controls/supplier-payments/SP-01.md:8: huvudet: unknown field `severty`");
}

#[test]
fn an_outcome_that_the_query_never_returns_is_an_error() {
    check("id = \"credited\"", "id = \"repaid\"", "utfallet `repaid` används inte i sökfrågan");
}

#[test]
fn a_parameter_that_the_query_never_reads_is_an_error() {
    check("[parameters.window_days]", "[parameters.spare_days]", "parametern `spare_days` används inte");
}

#[test]
fn a_parameter_without_bounds_is_an_error() {
    check("min     = 0\nmax     = 1000000\n", "", "ska ha `min` och `max`");
}

#[test]
fn a_default_outside_its_bounds_is_an_error() {
    check("default = 180", "default = 500", "`500` ligger utanför 1 till 400");
}

#[test]
fn a_missing_heading_is_named() {
    check("## Varför", "## Därför", "rubriken `Därför` står där `Varför` väntas");
}

#[test]
fn a_document_without_an_innocent_case_is_refused() {
    let text = reference().replace("### Oskyldig:", "### Träff:");
    let error = Control::parse(FILE, &text).unwrap_err().to_string();
    assert!(error.contains("provet `### Oskyldig: …` saknas"), "{error}");
}

#[test]
fn a_row_with_too_few_cells_is_named_by_line() {
    check(
        "| S1 | F2041 | 2026-03-28 | 12500.00 |",
        "| S1 | F2041 | 12500.00 |",
        "raden har 3 celler men tabellen `ledger` har 4",
    );
}

#[test]
fn a_file_under_another_name_than_its_id_is_refused() {
    let error = Control::parse("controls/supplier-payments/SP-99.md", &reference()).unwrap_err().to_string();
    assert!(error.contains("filen ska heta supplier-payments/SP-01.md"), "{error}");
}

#[test]
fn an_unclosed_block_is_named_by_line() {
    let text = reference().replace("order by h.key, l.paid_on, l.source_file, l.source_line\n```", "order by h.key\n");
    let error = Control::parse(FILE, &text).unwrap_err().to_string();
    assert!(error.contains("```") || error.contains("saknas"), "{error}");
}

#[test]
fn the_parameter_hash_follows_the_values_and_nothing_else() {
    let control = Control::parse(FILE, &reference()).unwrap();
    let default = control.parameter_hash(&[].into());
    let same = control.parameter_hash(&[("window_days".to_owned(), ParameterValue::Whole(180))].into());
    let other = control.parameter_hash(&[("window_days".to_owned(), ParameterValue::Whole(90))].into());
    assert_eq!(default, same);
    assert_ne!(default, other);
}

#[test]
fn a_page_shows_markup_in_a_document_as_text() {
    let text = reference().replace("## Varför\n", "## Varför\n<script>alert(1)</script>\n");
    let page = library::control_page(&Control::parse(FILE, &text).unwrap());
    assert!(!page.contains("<script>"), "{page}");
    assert!(page.contains("&lt;script&gt;"));
}
