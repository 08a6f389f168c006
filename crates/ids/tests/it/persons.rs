//! Personnummer and samordningsnummer.

use ids::{Date, IdError, IdKind, PersonKind, PersonNo, Reason, Sex, person_no_ok};

use crate::reason;

fn today() -> Date {
    Date::new(2026, 11, 21).unwrap()
}

fn parse(text: &str) -> Result<PersonNo, IdError> {
    PersonNo::parse(text, today())
}

#[track_caller]
fn check(text: &str, twelve: &str) {
    assert_eq!(parse(text).unwrap().normalised(), twelve, "{text}");
}

#[test]
fn every_written_form_gives_the_same_twelve_digits() {
    let forms = [
        "19800101-9812",
        "198001019812",
        "800101-9812",
        "8001019812",
        " 800101-9812 ",
        "19 80 01 01 98 12",
        "1980-01-01-9812",
        "800101\u{2013}9812",
        "800101\u{2212}9812",
        "800101\u{00A0}9812",
        "800101\u{202F}9812",
        "\u{FEFF}800101\u{2011}9812\r\n",
    ];
    for text in forms {
        check(text, "198001019812");
    }
}

#[test]
fn ten_digits_mean_the_latest_birth_that_is_not_in_the_future() {
    check("261121-9805", "202611219805");
    check("261122-9804", "192611229804");
    check("270101-9800", "192701019800");
}

#[test]
fn a_plus_sign_means_a_hundred_years_or_more() {
    check("121212+1212", "191212121212");
    check("121212-1212", "201212121212");
    check("261121+9805", "192611219805");
    check("270101+9800", "182701019800");
}

#[test]
fn a_pivot_year_decides_the_century_of_ten_digits() {
    let read = |text, pivot| PersonNo::parse_with_pivot(text, pivot).unwrap().normalised();
    assert_eq!(read("270101-9800", 2026), "192701019800");
    assert_eq!(read("270101-9800", 2027), "202701019800");
    assert_eq!(read("270101+9800", 2027), "192701019800");
    assert_eq!(read("202701019800", 2026), "202701019800", "twelve digits stand as they are");
}

#[test]
fn twelve_digits_with_a_birth_in_the_future_are_turned_down_when_today_is_known() {
    assert_eq!(reason(parse("20270101-9800")), Reason::Future);
}

#[test]
fn a_plus_sign_beside_twelve_digits_is_read_and_ignored() {
    check("19121212+1212", "191212121212");
}

#[test]
fn a_samordningsnummer_has_sixty_added_to_its_day() {
    let id = parse("701063-2391").unwrap();
    assert_eq!(id.normalised(), "197010632391");
    assert_eq!(id.kind(), PersonKind::Samordningsnummer);
    assert_eq!(id.birth_date(), Date::new(1970, 10, 3).unwrap());
    assert_eq!(parse("19800101-9812").unwrap().kind(), PersonKind::Personnummer);
}

#[test]
fn the_second_last_digit_tells_the_sex() {
    assert_eq!(parse("701063-2391").unwrap().sex(), Sex::Male);
    assert_eq!(parse("19800101-9804").unwrap().sex(), Sex::Female);
}

#[test]
fn a_day_that_does_not_exist_is_turned_down() {
    for text in ["19800230-9816", "19801301-9818", "19800100-9813", "19800132-9815", "19810229-9818", "19800160-9810"] {
        assert_eq!(reason(parse(text)), Reason::Date, "{text}");
    }
    assert!(person_no_ok("20000229-9808"));
    assert_eq!(reason(parse("19000229-9808")), Reason::Date, "1900 was no leap year");
    assert_eq!(reason(parse("000229+9808")), Reason::Date);
}

#[test]
fn birth_number_nought_is_turned_down() {
    assert_eq!(reason(parse("19800101-0005")), Reason::Serial);
}

#[test]
fn a_wrong_check_digit_is_turned_down() {
    for last in [0, 1, 3, 4, 5, 6, 7, 8, 9] {
        assert_eq!(reason(parse(&format!("19800101-981{last}"))), Reason::CheckDigit);
    }
}

#[test]
fn a_century_other_than_18_19_20_is_turned_down() {
    assert_eq!(reason(parse("168001019812")), Reason::Century);
    assert_eq!(reason(parse("218001019812")), Reason::Century);
}

#[test]
fn a_wrong_number_of_digits_is_turned_down() {
    for (text, found) in [("800101-981", 9), ("1980010198", 10), ("19800101-98120", 13), ("980010-19813", 11)] {
        let expected = if found == 10 { Reason::Date } else { Reason::Length(found) };
        assert_eq!(reason(parse(text)), expected, "{text}");
    }
    assert_eq!(reason(parse("")), Reason::Empty);
    assert_eq!(reason(parse(" \u{00A0}")), Reason::Empty);
}

#[test]
fn a_hyphen_in_the_wrong_place_is_turned_down() {
    for text in [
        "8001019-813",
        "-8001019812",
        "800101-9812-",
        "80-0101-9813",
        "19800101981-3",
        "1980+01019812",
        "1980-01019812",
        "198001-01-9812",
        "800101+-9812",
    ] {
        assert_eq!(reason(parse(text)), Reason::Separator, "{text}");
    }
}

#[test]
fn a_foreign_character_is_named() {
    assert_eq!(reason(parse("800101-98I3")), Reason::Character('I'));
    assert_eq!(reason(parse("800101-981T")), Reason::Character('T'));
    assert_eq!(reason(parse("8001019812.0")), Reason::Character('.'));
}

#[test]
fn it_is_formatted_with_and_masked_without_the_last_four() {
    let id = parse("800101-9812").unwrap();
    assert_eq!(id.formatted(), "19800101-9812");
    assert_eq!(id.masked(), "19800101-****");
    assert_eq!(format!("{id:?}"), "PersonNo(..)");
    assert_eq!(id.to_string(), "198001019812");
}

#[test]
fn numbers_sort_by_date_of_birth() {
    assert!(parse("121212+1212").unwrap() < parse("800101-9812").unwrap());
}

#[test]
fn the_swedish_reason_says_what_to_do_and_never_shows_the_number() {
    let error = parse("19800101-9814").unwrap_err();
    assert_eq!(error.kind, IdKind::PersonNo);
    assert_eq!(error.to_string(), "not a valid personnummer: the check digit is wrong");
    let text = error.reason_sv();
    assert!(text.starts_with("personnumret har fel kontrollsiffra: jämför"), "{text}");
    assert!(!text.contains("9814"), "{text}");
}
