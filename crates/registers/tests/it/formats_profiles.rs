//! The profiles that come with the program fit the registers that they name.

use registers::mapping::{Mapping, Table};
use registers::{Catalogue, Profiles};

/// The profile that is chosen for a header without being asked for.
fn chosen(register: &str, name: &str, header: &str) -> Option<String> {
    let (catalogue, profiles) = (Catalogue::embedded().unwrap(), Profiles::embedded().unwrap());
    let header: Vec<String> = header.split(';').map(str::to_owned).collect();
    let table = Table { name, header: &header, sample: &[] };
    let mapping = Mapping::of(catalogue.register(register).unwrap(), &profiles, None, table).unwrap();
    mapping.profile
}

#[test]
fn each_published_layout_gets_its_own_profile() {
    let check = |profile: &str, name: &str, header: &str| {
        assert_eq!(chosen("ledger", name, header).as_deref(), Some(profile), "{header}");
    };
    check(
        "oppna-data-1.1",
        "leverantorsreskontra2022.csv",
        "kopare_id;kopare;verifikationsnummer;leverantor;leverantor_id;konto_nr;konto_text;belopp;datum;forvaltning;\
         fakturanummer;grund;avtal;kommun_id;s_kod_nr",
    );
    check(
        "goteborg",
        "leverantorsfakturor-202001.csv",
        "forvaltning;leverantor;leverantor_id;faktura_nr;konto_nr;konto_text;belopp",
    );
    check(
        "umea",
        "leverantorsfakturor-2020.csv",
        "datum;forvaltning;leverantor;leverantor_id;konto_nr;konto_text;belopp;faktura_nr",
    );
    check(
        "orebro",
        "Leverantörsfakturor 2021-01.xlsx#Blad1",
        "Datum;Förvaltning;Leverantör;Leverantör_id;Faktura_nr;Konto_nr;Belopp",
    );
    let late = "Body;Organisation Name;Date;Internal Ref Number;Invoice Number;Net Amount;Irrecoverable VAT;\
        Supplier(Beneficiary) Name;Supplier Registered Company Number;Supplier Registered Charity Number;Supplier ID;\
        VAT Registration Number;Expense Area;Procurement Classification: Council's Procurement Category Name;Expense Code;\
        BVACOP;Proclass;Extended Description;Source;Subsource;Definition;Purpose of Spend (Summary)";
    check("calderdale", "2015-06.csv", late);
    check("calderdale", "2019-06.csv", &format!("{late};Voluntary Community and Social Enterprise Supplier"));
    check(
        "calderdale",
        "2010-10.csv",
        "Body;Body Name;Date;Transaction number;Invoice Number;Amount;Supplier Name;Supplier ID;VAT Registration Number;\
         Expense Area;Expense Type;Expense Code;BVACOP;Proclass;Extended Description;SOURCE;SUBSOURCE;Definition;Explanation",
    );
    let columns = |columns: &[&str]| columns.join(";");
    assert_eq!(chosen("general_ledger", "bok.se", &columns(&registers::source::sie::COLUMNS)).as_deref(), Some("sie4"));
    let bulk = columns(&registers::source::bulk::bolagsverket::COLUMNS);
    assert_eq!(chosen("companies", "bulk.txt", &bulk).as_deref(), Some("bolagsverket"));
    assert_eq!(
        chosen("companies", "scb.txt", &columns(&registers::source::bulk::scb::COLUMNS)).as_deref(),
        Some("scb")
    );
}

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
