//! The workbook and the JSON lines.

use calamine::{Data, Reader, Xlsx, open_workbook};

use crate::sample;

fn lines() -> String {
    let mut bytes = Vec::new();
    report::write_jsonl(&sample::run(), &mut bytes).unwrap();
    String::from_utf8(bytes).unwrap()
}

#[test]
fn json_lines_are_one_signal_each_and_can_be_read_back() {
    let text = lines();
    let signals = report::read_jsonl(text.as_bytes()).unwrap();
    assert_eq!(signals.len(), sample::run().signals.len());
    assert_eq!(text.lines().count(), signals.len());
    assert_eq!(signals, sample::run().signals);
}

#[test]
fn a_line_that_is_no_signal_is_named() {
    let text = format!("{}{{\"not\": 1}}\n", lines());
    let error = report::read_jsonl(text.as_bytes()).unwrap_err().to_string();
    assert!(error.contains(&text.lines().count().to_string()), "{error}");
}

#[test]
fn the_workbook_has_its_sheets_and_words_stay_words() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("signals.xlsx");
    report::write_xlsx(&sample::run(), &path).unwrap();
    let mut book: Xlsx<_> = open_workbook(&path).unwrap();
    assert_eq!(book.sheet_names(), ["Läs mig", "Subjekt", "Signaler", "Underlag", "Kontroller"]);
    let sheets: Vec<_> = book.worksheets().into_iter().map(|(_, range)| range).collect();
    let texts = || {
        sheets
            .iter()
            .flat_map(|range| range.cells())
            .filter_map(|(_, _, cell)| if let Data::String(s) = cell { Some(s.as_str()) } else { None })
    };
    assert!(texts().any(|text| text.contains(sample::FORMULA)), "the formula-like name is kept as text");
    assert!(texts().all(|text| !text.contains(sample::PERSON_NO)));
    let signals = book.worksheet_range("Signaler").unwrap();
    assert_eq!(signals.height(), sample::run().signals.len() + 1);
    assert!(signals.rows().flatten().any(|cell| matches!(cell, Data::Float(_) | Data::Int(_))), "money is a number");
    for name in book.sheet_names() {
        assert!(book.worksheet_formula(&name).unwrap().is_empty(), "{name} holds a formula");
    }
}

#[test]
fn equal_runs_give_equal_workbooks() {
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let path = folder.path().join(name);
        report::write_xlsx(&sample::run(), &path).unwrap();
        std::fs::read(path).unwrap()
    };
    assert_eq!(write("a.xlsx"), write("b.xlsx"));
}
