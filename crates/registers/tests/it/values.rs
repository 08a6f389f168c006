//! Every written form of a value, and no text that makes a parser fall over.

use ids::IdKind;
use proptest::prelude::*;
use registers::ColumnKind;
use registers::value::{
    DecimalMark, Fault, date_in_file_name, day_text, is_formula_error, is_null, parse_date, parse_decimal, parse_flag,
    parse_integer, parse_money, parse_timestamp, trimmed,
};

fn money(text: &str) -> Result<i64, Fault> {
    parse_money(text, DecimalMark::Either)
}

#[test]
fn amounts_are_read_as_swedish_and_english_systems_write_them() {
    for (text, ore) in [
        ("1234", 123_400),
        ("1234,5", 123_450),
        ("1234.50", 123_450),
        ("-12,34", -1_234),
        ("12,34-", -1_234),
        ("(12,34)", -1_234),
        ("−12", -1_200),
        ("- 12", -1_200),
        ("+12", 1_200),
        ("1 234,50", 123_450),
        ("1\u{a0}234\u{a0}567,89", 123_456_789),
        ("1\u{2009}234,50", 123_450),
        ("1\u{202f}234,50", 123_450),
        ("1'234.50", 123_450),
        ("1.234,50", 123_450),
        ("1,234.50", 123_450),
        ("1.234.567", 123_456_700),
        ("1,234,567", 123_456_700),
        ("12 kr", 1_200),
        ("12,50 SEK", 1_250),
        ("SEK 12", 1_200),
        ("12:-", 1_200),
        ("1234.5000", 123_450),
        ("0,500", 50),
        ("1234,500", 123_450),
        (",5", 50),
        ("0", 0),
        ("-0,00", 0),
        ("9999999999999999.99", 999_999_999_999_999_999),
        ("17 953 643,00", 1_795_364_300),
    ] {
        assert_eq!(money(text), Ok(ore), "{text}");
    }
}

#[test]
fn amounts_that_could_be_two_things_or_none_are_refused() {
    for (text, fault) in [
        ("1.234", Fault::Ambiguous),
        ("123,000", Fault::Ambiguous),
        ("1,2345", Fault::Decimals),
        ("12,341", Fault::Ambiguous),
        ("1234,567", Fault::Decimals),
        ("tolv", Fault::Number),
        ("12-34", Fault::Number),
        ("1 23,00", Fault::Number),
        ("(-12)", Fault::Number),
        ("1.23.456", Fault::Number),
        ("2024-03-01", Fault::Number),
        ("kr", Fault::Number),
        ("-", Fault::Number),
        ("1e5", Fault::Number),
        ("10000000000000000", Fault::TooLarge),
        ("99999999999999999999999999", Fault::TooLarge),
    ] {
        assert_eq!(money(text), Err(fault), "{text}");
    }
}

#[test]
fn a_profile_that_names_the_decimal_mark_settles_the_doubt() {
    assert_eq!(parse_money("1.234", DecimalMark::Comma), Ok(123_400));
    assert_eq!(parse_money("1,234", DecimalMark::Point), Ok(123_400));
    assert_eq!(parse_money("1.500", DecimalMark::Point), Ok(150));
    assert_eq!(parse_money("12,50", DecimalMark::Point), Err(Fault::Number));
}

#[test]
fn quantities_and_whole_numbers_keep_their_decimals_or_have_none() {
    assert_eq!(parse_decimal("1,2345", 4, DecimalMark::Either), Ok(12_345));
    assert_eq!(parse_decimal("7", 4, DecimalMark::Either), Ok(70_000));
    assert_eq!(parse_integer(" 42 "), Ok(42));
    assert_eq!(parse_integer("1 000"), Ok(1_000));
    assert_eq!(parse_integer("12,0"), Ok(12));
    assert_eq!(parse_integer("12,5"), Err(Fault::Integer));
    assert_eq!(parse_integer("tolv"), Err(Fault::Integer));
}

#[test]
fn dates_are_read_in_every_form_that_exports_use() {
    for (text, day) in [
        ("2024-03-01", "2024-03-01"),
        ("20240301", "2024-03-01"),
        ("2024/03/01", "2024-03-01"),
        ("01/03/2024", "2024-03-01"),
        ("1.3.2024", "2024-03-01"),
        ("01-03-2024", "2024-03-01"),
        ("2024-3-1", "2024-03-01"),
        ("2024-03", "2024-03-01"),
        ("202403", "2024-03-01"),
        ("2024-02-29", "2024-02-29"),
        ("2024-03-01T00:00:00", "2024-03-01"),
        ("2024-03-01 13:45", "2024-03-01"),
        ("20240301134500", "2024-03-01"),
        ("9999-12-31", "9999-12-31"),
        (" 1999-12-31 ", "1999-12-31"),
    ] {
        assert_eq!(parse_date(text).map(day_text), Ok(day.to_owned()), "{text}");
    }
    assert_eq!(parse_date("1970-01-02"), Ok(1));
    assert_eq!(parse_date("1969-12-31"), Ok(-1));
}

#[test]
fn days_that_do_not_exist_are_told_from_what_is_no_date() {
    for text in ["2023-02-29", "2024-13-01", "31/04/2024", "03/13/2024", "2024-00-10", "20241301"] {
        assert_eq!(parse_date(text), Err(Fault::NoSuchDay), "{text}");
    }
    for text in ["igår", "2024", "1234567", "12,50", "2024-03-", "1/3", "240301", "2024-03-011"] {
        assert_eq!(parse_date(text), Err(Fault::Date), "{text}");
    }
}

#[test]
fn points_in_time_are_swedish_local_time() {
    let noon = parse_timestamp("2024-07-01 12:00:00").unwrap();
    assert_eq!(parse_timestamp("2024-07-01T12:00").unwrap(), noon);
    assert_eq!(parse_timestamp("20240701120000").unwrap(), noon);
    assert_eq!(parse_timestamp("01/07/2024 12.00").unwrap(), noon);
    assert_eq!(parse_timestamp("2024-07-01T10:00:00Z").unwrap(), noon, "summer time is two hours east");
    assert_eq!(parse_timestamp("2024-07-01T12:00:00+02:00").unwrap(), noon);
    assert_eq!(parse_timestamp("2024-07-01 12:00:00.000250").unwrap(), noon + 250);
    let winter = parse_timestamp("2024-01-01 12:00").unwrap();
    assert_eq!(parse_timestamp("2024-01-01T11:00:00Z").unwrap(), winter);
    let turn = parse_timestamp("2024-03-31 03:00").unwrap();
    assert_eq!(parse_timestamp("2024-03-31T01:00:00Z").unwrap(), turn, "the hour that summer time begins");
    assert_eq!(parse_timestamp("2024-07-01").unwrap(), noon - 12 * 3_600_000_000);
    for text in ["2024-07-01 25:00", "2024-07-01 12:61", "12:00", "2024-07-01 tolv", "2024-07-01 12:00:00+99:00"] {
        assert_eq!(parse_timestamp(text), Err(Fault::Timestamp), "{text}");
    }
}

#[test]
fn yes_and_no_have_many_names() {
    for yes in ["J", "ja", "JA", "1", "true", "Sant", "x", "Y", "yes", "Aktiv"] {
        assert_eq!(parse_flag(yes), Ok(true), "{yes}");
    }
    for no in ["N", "nej", "0", "false", "Falskt", "inaktiv"] {
        assert_eq!(parse_flag(no), Ok(false), "{no}");
    }
    assert_eq!(parse_flag("kanske"), Err(Fault::Flag));
}

#[test]
fn words_for_nothing_are_nothing_and_a_redaction_is_something() {
    for nothing in ["", "-", "NULL", "null", "N/A", "n/a", "–", "0000-00-00"] {
        assert!(is_null(nothing), "{nothing}");
    }
    for something in ["*", "0", "saknas", "REDACTED", "--"] {
        assert!(!is_null(something), "{something}");
    }
}

#[test]
fn error_values_of_a_spreadsheet_are_known_in_two_languages() {
    for error in
        ["#DIV/0!", "#DIVISION/0!", "#VÄRDEFEL!", "#VALUE!", "#REF!", "#REFERENS!", "#NAMN?", "#SAKNAS!", "#####"]
    {
        assert!(is_formula_error(error), "{error}");
    }
    for text in ["#1", "# 12", "#hashtag", "DIV/0"] {
        assert!(!is_formula_error(text), "{text}");
    }
}

#[test]
fn the_month_is_found_in_a_file_name() {
    for (name, day) in [
        ("reskontra_2013-01.csv", "2013-01-01"),
        ("leverantorer 201312.csv", "2013-12-01"),
        ("2013/Januari 2013.csv", "2013-01-01"),
        ("lev_2013_04.csv", "2013-04-01"),
        ("2013-04-17.csv", "2013-04-01"),
    ] {
        assert_eq!(date_in_file_name(name, false).map(day_text), Some(day.to_owned()), "{name}");
    }
    assert_eq!(date_in_file_name("uttag 20240517.csv", true).map(day_text), Some("2024-05-17".to_owned()));
    assert_eq!(date_in_file_name("reskontra.csv", false), None);
    assert_eq!(date_in_file_name("reskontra_2013-01.csv", true), None);
}

#[test]
fn every_kind_has_a_name_that_reads_back() {
    for kind in ["text", "date", "timestamp", "money", "integer", "quantity", "flag"] {
        assert_eq!(ColumnKind::parse(kind).unwrap().name(), kind);
    }
    for kind in IdKind::ALL {
        assert_eq!(ColumnKind::parse(kind.as_str()), Some(ColumnKind::Id(kind)));
    }
    assert_eq!(ColumnKind::parse("belopp"), None);
}

proptest! {
    #[test]
    fn no_text_makes_a_parser_panic(text in "\\PC*|[-+0-9., :/TZ'()kr]{0,30}") {
        let text = trimmed(&text);
        for mark in [DecimalMark::Either, DecimalMark::Comma, DecimalMark::Point] {
            let _ = parse_money(text, mark);
            let _ = parse_decimal(text, 4, mark);
        }
        let _ = (parse_date(text), parse_timestamp(text), parse_flag(text), parse_integer(text));
        let _ = (is_null(text), is_formula_error(text));
        let _ = (date_in_file_name(text, true), date_in_file_name(text, false));
    }

    #[test]
    fn an_amount_reads_the_same_however_it_is_dressed(ore in -99_999_999_999_i64..=99_999_999_999) {
        let (kronor, rest) = (ore.abs() / 100, ore.abs() % 100);
        let sign = if ore < 0 { "-" } else { "" };
        let digits = kronor.to_string();
        let mut grouped = String::new();
        for (at, digit) in digits.chars().enumerate() {
            if at > 0 && (digits.len() - at) % 3 == 0 {
                grouped.push(' ');
            }
            grouped.push(digit);
        }
        prop_assert_eq!(money(&format!("{sign}{kronor}.{rest:02}")), Ok(ore));
        prop_assert_eq!(money(&format!("{sign}{kronor},{rest:02}")), Ok(ore));
        prop_assert_eq!(money(&format!("{sign}{grouped},{rest:02} kr")), Ok(ore));
        prop_assert_eq!(money(&format!("{sign}{},{rest:02}", grouped.replace(' ', "."))), Ok(ore));
    }

    #[test]
    fn a_day_reads_back_from_its_text(days in -300_000_i32..2_000_000) {
        prop_assert_eq!(parse_date(&day_text(days)), Ok(days));
    }
}
