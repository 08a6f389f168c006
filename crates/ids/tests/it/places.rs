//! Municipality codes and property designations.

use ids::{MunicipalityCode, PropertyDesignation, Reason};

use crate::reason;

#[test]
fn a_municipality_code_has_four_digits_and_a_county_that_exists() {
    for (text, code) in [("0180", "0180"), (" 2480 ", "2480"), ("180", "0180"), ("1480", "1480")] {
        assert_eq!(MunicipalityCode::parse(text).unwrap().normalised(), code, "{text}");
    }
    assert_eq!(MunicipalityCode::parse("1480").unwrap().county(), 14);
}

#[test]
fn a_municipality_code_of_a_county_that_does_not_exist_is_turned_down() {
    for text in ["0280", "1180", "1580", "1680", "2680", "0080", "0100"] {
        assert_eq!(reason(MunicipalityCode::parse(text)), Reason::County, "{text}");
    }
    assert_eq!(reason(MunicipalityCode::parse("80")), Reason::Length(2));
    assert_eq!(reason(MunicipalityCode::parse("01800")), Reason::Length(5));
    assert_eq!(reason(MunicipalityCode::parse("01-80")), Reason::Separator);
    assert_eq!(reason(MunicipalityCode::parse("Stockholm")), Reason::Character('S'));
}

#[test]
fn a_property_is_a_name_with_block_and_unit_or_unit_alone() {
    for (text, normalised) in [
        ("Stockholm Södermalm 1:23", "STOCKHOLM SÖDERMALM 1:23"),
        ("  stockholm   södermalm 1 : 23", "STOCKHOLM SÖDERMALM 1:23"),
        ("Södermalm\u{00A0}01:023", "SÖDERMALM 1:23"),
        ("KRONAN 3", "KRONAN 3"),
        ("kv. Kronan 3", "KRONAN 3"),
        ("Kv Kronan 3", "KRONAN 3"),
        ("Kvarteret Kronan 3", "KRONAN 3"),
        ("Skoby Berga s:2", "SKOBY BERGA S:2"),
        ("Berga ga:14", "BERGA GA:14"),
        ("S:t Olof 4:7", "S:T OLOF 4:7"),
        ("Lövsta–Åby 2:1", "LÖVSTA-ÅBY 2:1"),
    ] {
        assert_eq!(PropertyDesignation::parse(text).unwrap().normalised(), normalised, "{text}");
    }
}

#[test]
fn a_text_without_name_or_unit_is_no_property() {
    for text in
        ["KRONAN", "1:23", "3", "Kronan3", "Kronan 1:", "Kronan x:3", "Kronan 0", "Kronan 1:0", "Kronan 123456", ": 3"]
    {
        assert_eq!(reason(PropertyDesignation::parse(text)), Reason::Shape, "{text}");
    }
    assert_eq!(reason(PropertyDesignation::parse("  ")), Reason::Empty);
    assert_eq!(reason(PropertyDesignation::parse("Kronan; 3")), Reason::Character(';'));
    assert_eq!(reason(PropertyDesignation::parse(&format!("{} 3", "K".repeat(150)))), Reason::Length(150));
}

#[test]
fn name_and_unit_of_a_property_can_be_asked_for() {
    let id = PropertyDesignation::parse("Stockholm Södermalm 1:23").unwrap();
    assert_eq!((id.name(), id.unit()), ("STOCKHOLM SÖDERMALM", "1:23"));
    assert_eq!(id.masked(), "STOCKHOLM SÖDERMALM ****");
    assert_eq!(format!("{id:?}"), "PropertyDesignation(..)");
}
