//! The profiles that come with the program fit the registers that they name.

use registers::{Catalogue, Profiles};

#[test]
fn every_profile_is_of_a_register_and_fills_its_required_columns() {
    let (catalogue, profiles) = (Catalogue::embedded().unwrap(), Profiles::embedded().unwrap());
    let names: Vec<_> = profiles.iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(names, ["bolagsverket", "calderdale", "goteborg", "oppna-data-1.1", "orebro", "scb", "sie4", "umea"]);
    for profile in profiles.iter() {
        let register = catalogue.register(&profile.register).unwrap();
        for column in profile.columns.keys() {
            assert!(register.column(column).is_some(), "{}: {column} is no column of {}", profile.name, register.name);
        }
        for column in register.columns.iter().filter(|column| column.required) {
            assert!(profile.columns.contains_key(&column.name), "{}: {} is required", profile.name, column.name);
        }
    }
}

#[test]
fn the_readers_headers_are_those_of_their_registers() {
    let catalogue = Catalogue::embedded().unwrap();
    let check = |register: &str, columns: &[&str]| {
        let register = catalogue.register(register).unwrap();
        for column in columns.iter().filter(|column| **column != "scb_status") {
            assert!(register.column(column).is_some(), "{column} is no column of {}", register.name);
        }
    };
    check("general_ledger", &registers::source::sie::COLUMNS);
    check("companies", &registers::source::bulk::bolagsverket::COLUMNS);
    check("companies", &registers::source::bulk::scb::COLUMNS);
}
