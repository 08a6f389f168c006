//! Promises that hold for every standardiser and every text.

use linkage::standardise::{Standard, UnknownStandard, fold, is_placeholder, repair};
use proptest::prelude::*;

/// Those that take a part out of a whole: their result is no whole.
const PARTS: [Standard; 5] =
    [Standard::Initials, Standard::FullNameGiven, Standard::FullNameSurname, Standard::TradeName, Standard::CareOf];

/// Pieces of which registers are made, to come nearer to the rules than random letters do.
const PIECES: [&str; 72] = [
    "Anna",
    "ANNA",
    "von",
    "af",
    "de la",
    "Exempel",
    "qvist",
    "ström",
    "Ã¥",
    "å",
    "Ö",
    "a\u{30a}",
    "\u{FFFD}",
    "?",
    "dr",
    "jr",
    "K.",
    "*",
    "(",
    ")",
    ",",
    "-",
    " ",
    " ",
    " ",
    ".",
    ":",
    "/",
    "'",
    "+",
    "@",
    "&",
    "AB",
    "(publ)",
    "i likvidation",
    "konkursbo",
    "ek. för.",
    "bifirma",
    "stiftelsen",
    "firma",
    "c/o",
    "att:",
    "lgh",
    "1102",
    "12",
    "12b",
    "3rd",
    "5:e",
    "B",
    "2 tr",
    "Storg.",
    "N",
    "S:t",
    "Box",
    "po",
    "123 45",
    "12345",
    "SE-",
    "0",
    "00",
    "46",
    "070",
    "19",
    "850312",
    "2386",
    "16",
    "BG",
    "mailto:",
    "mars",
    "den",
    "x",
    "n/a",
];

fn registry_text() -> impl Strategy<Value = String> {
    prop::collection::vec(prop::sample::select(&PIECES[..]), 0..8).prop_map(|pieces| pieces.concat())
}

fn check_once_is_enough(text: &str) -> Result<(), TestCaseError> {
    for standard in Standard::ALL.into_iter().filter(|standard| !PARTS.contains(standard)) {
        if let Some(once) = standard.apply(text) {
            let twice = standard.apply(&once);
            prop_assert_eq!(twice.as_deref(), Some(once.as_str()), "{} of {:?}", standard, text);
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_text_makes_a_standardiser_fail(text in "\\PC{0,40}|[\\s\\S]{0,20}") {
        for standard in Standard::ALL {
            let found = standard.apply(&text);
            prop_assert!(found.is_none_or(|found| !found.is_empty()));
        }
        let _ = Standard::guess(&text, &[&text, "1"]);
    }

    #[test]
    fn standardising_any_text_twice_is_standardising_it_once(text in "\\PC{0,24}") {
        check_once_is_enough(&text)?;
    }

    #[test]
    fn standardising_a_register_text_twice_is_standardising_it_once(text in registry_text()) {
        check_once_is_enough(&text)?;
    }

    #[test]
    fn no_result_is_a_placeholder(text in registry_text()) {
        for standard in Standard::ALL.into_iter().filter(|standard| *standard != Standard::Text) {
            if let Some(found) = standard.apply(&text) {
                prop_assert!(!is_placeholder(&found), "{} of {:?} is {:?}", standard, text, found);
            }
        }
    }

    #[test]
    fn swedish_text_spoilt_by_a_wrong_character_set_is_repaired(text in "[A-Za-zåäöÅÄÖé -]{0,20}", times in 0..3) {
        let mut spoilt = text.clone();
        for _ in 0..times {
            spoilt = spoilt.bytes().map(windows_1252).collect();
        }
        prop_assert_eq!(repair(&spoilt).into_owned(), text);
    }

    #[test]
    fn folded_swedish_is_ascii(text in "[A-Za-zåäöÅÄÖéüøæ '-]{0,20}") {
        prop_assert!(fold(&text).is_ascii());
    }
}

/// Bytes as Windows-1252 shows them, for those that Swedish text has in UTF-8, and what becomes of these once more.
fn windows_1252(byte: u8) -> char {
    match byte {
        0x80 => '€',
        0x82 => '‚',
        0x83 => 'ƒ',
        0x84 => '„',
        0x85 => '…',
        0x86 => '†',
        0x89 => '‰',
        0x93 => '“',
        0x96 => '–',
        0x99 => '™',
        0x9C => 'œ',
        other => char::from(other),
    }
}

#[test]
fn every_standardiser_is_found_by_the_name_it_has_in_the_model_file() {
    #[derive(serde::Deserialize)]
    struct Column {
        r#as: Standard,
    }
    for standard in Standard::ALL {
        assert_eq!(standard.as_str().parse(), Ok(standard));
        let column: Column = toml::from_str(&format!("as = \"{standard}\"")).unwrap();
        assert_eq!(column.r#as, standard);
    }
    assert_eq!("namn".parse::<Standard>(), Err(UnknownStandard("namn".to_owned())));
}

#[test]
fn every_standardiser_has_a_label_of_its_own() {
    let labels: std::collections::BTreeSet<_> = Standard::ALL.iter().map(|standard| standard.label()).collect();
    assert_eq!(labels.len(), Standard::ALL.len());
}

#[test]
fn placeholders_are_nothing_to_all_but_text() {
    for text in ["-", "okänd", "saknas", "N/A", "x", "0000", "REDACTED", " ", "***"] {
        for standard in Standard::ALL.into_iter().filter(|standard| *standard != Standard::Text) {
            assert_eq!(standard.apply(text), None, "{standard} of {text}");
        }
    }
    assert_eq!(Standard::Text.apply(" N/A ").as_deref(), Some("N/A"));
}

#[test]
fn sides_written_differently_become_equal() {
    for (standard, left, right) in [
        (Standard::GivenName, "ANNA-KARIN", "Anna Karin (Anki)"),
        (Standard::Surname, "Exempel, af", "af Exempel"),
        (Standard::FormalName, "Lasse", "lars"),
        (Standard::PhoneticName, "Åkerqvist", "Akerkvist"),
        (Standard::FullNameSurname, "Exempel, Bo", "Bo Exempel"),
        (Standard::Firm, "AB Exempel & Påhitt", "Exempel och Påhitt Aktiebolag (publ)"),
        (Standard::Address, "Storg. 1 B, 2 tr", "STORGATAN 1B lgh 1201"),
        (Standard::Phone, "070-174 06 05", "+46 70 174 06 05"),
        (Standard::Account, "Bg 9900-0010", "0099000010"),
        (Standard::PersonNo, "810101-2386", "19810101 2386"),
        (Standard::BirthDate, "1981-01-01", "810101-2386"),
        (Standard::OrgNo, "16556000-0001", "5560000001"),
    ] {
        assert_eq!(standard.apply(left), standard.apply(right), "{standard}");
        assert!(standard.apply(left).is_some(), "{standard}");
    }
}
