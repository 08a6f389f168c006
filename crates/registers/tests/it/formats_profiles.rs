//! The profiles that come with the program fit the registers that they name.

use registers::mapping::{Mapping, Table};
use registers::{Catalogue, Profiles};

use crate::common::{Bench, column};

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

/// What an import by the profile that fits makes of a file.
fn imported(register: &str, name: &str, text: &str, columns: &[&str]) -> (Vec<Vec<String>>, Vec<Vec<String>>) {
    let mut bench = Bench::new(register);
    bench.profiles = Profiles::embedded().unwrap();
    bench.source(name, text);
    let report = bench.import().unwrap();
    assert!(report.headers[0].mapping.profile.is_some(), "{report:?}");
    assert_eq!(report.rows, report.accepted + report.rejected);
    let rows = bench.rows();
    let columns: Vec<Vec<String>> = columns.iter().map(|name| column(&rows, name)).collect();
    let row = |at: usize| columns.iter().map(|column| column[at].clone()).collect();
    let rejects = if report.rejected > 0 { bench.rejects(&report) } else { Vec::new() };
    ((0..rows.num_rows()).map(row).collect(), rejects)
}

#[test]
fn an_access_log_says_who_whom_act_time_and_unit_in_the_words_of_the_controls() {
    let columns = ["user_id", "person_no", "act", "at", "unit", "case_id"];
    let (rows, rejects) = imported(
        "access_log",
        "logg.csv",
        "Tidpunkt;Användare;Personnummer;Händelse;Enhet;Ärende\n\
         2026-03-02 08:15:00;anna1;196408233234;Läst;Försörjningsstöd;IFO-7\n\
         2026-03-02T23:30:00Z;bo2;;Sökt;Försörjningsstöd;\n\
         i går;anna1;196408233234;Läst;Försörjningsstöd;\n\
         2026-03-02 08:15:00;;196408233234;Utskrift;Försörjningsstöd;\n\
         2026-03-02 08:16:00;anna1;196408233234;Makulerat;;\n",
        &columns,
    );
    assert_eq!(
        rows,
        [
            ["anna1", "196408233234", "read", "2026-03-02T08:15:00", "Försörjningsstöd", "IFO-7"],
            ["bo2", "", "search", "2026-03-03T00:30:00", "Försörjningsstöd", ""],
            ["anna1", "196408233234", "Makulerat", "2026-03-02T08:16:00", "", ""],
        ]
    );
    let about = |row: usize| [rejects[row][1].as_str(), rejects[row][2].as_str(), rejects[row][3].as_str()];
    assert_eq!([about(0), about(1)], [["4", "Tidpunkt", "i går"], ["5", "Användare", ""]]);
    assert!(rejects[0][4].contains("är inte en tidpunkt"), "{rejects:?}");

    let (rows, rejects) = imported(
        "access_log",
        "ehr.csv",
        "logId,systemId,systemName,userId,careUnitName,activityType,startDate,patientId\n\
         1,SE1-S1,Journalen,SE1-U7,Vårdcentralen,Nödöppning,2026-03-02T08:15:00+01:00,196408233234\n",
        &["user_id", "system", "act", "at", "unit"],
    );
    assert_eq!(
        (rows, rejects.len()),
        (vec![["SE1-U7", "Journalen", "open", "2026-03-02T08:15:00", "Vårdcentralen"].map(str::to_owned).to_vec()], 0)
    );
}

#[test]
fn an_association_tells_who_was_there_and_who_led() {
    let columns = ["org_no", "activity", "held_on", "starts_at", "ends_at", "person_no", "leader", "hall"];
    let (rows, rejects) = imported(
        "attendance",
        "narvaro.csv",
        "Organisationsnummer;Grupp;Datum;Starttid;Sluttid;Personnummer;Roll;Lokal\n\
         802400-0013;P12;2026-03-02;18:00;19:30;196408233234;Ledare;Sporthallen\n\
         802400-0013;P12;2026-03-02;18.00;19:30;201203012384;Deltagare;Sporthallen\n\
         802400-0013;P12;2026-03-09;;;201203012384;Deltagare;\n\
         802400-0013;P12;2026-03-09;18:00;;201203012384;Kanske;\n\
         802400-0013;P12;2026-02-30;18:00;19:00;201203012384;Deltagare;\n",
        &columns,
    );
    let expect: [[&str; 8]; 3] = [
        [
            "8024000013",
            "P12",
            "2026-03-02",
            "2026-03-02T18:00:00",
            "2026-03-02T19:30:00",
            "196408233234",
            "true",
            "Sporthallen",
        ],
        [
            "8024000013",
            "P12",
            "2026-03-02",
            "2026-03-02T18:00:00",
            "2026-03-02T19:30:00",
            "201203012384",
            "false",
            "Sporthallen",
        ],
        ["8024000013", "P12", "2026-03-09", "", "", "201203012384", "false", ""],
    ];
    assert_eq!(rows, expect);
    let about = |row: &Vec<String>| (row[1].clone(), row[2].clone(), row[3].clone());
    let expect = |line: &str, column: &str, value: &str| (line.to_owned(), column.to_owned(), value.to_owned());
    let told: Vec<_> = rejects.iter().map(about).collect();
    assert!(told.contains(&expect("5", "Roll", "Kanske")), "{told:?}");
    assert!(told.contains(&expect("6", "Datum", "2026-02-30")), "{told:?}");
}

#[test]
fn every_profile_is_of_a_register_and_fills_its_required_columns() {
    let (catalogue, profiles) = (Catalogue::embedded().unwrap(), Profiles::embedded().unwrap());
    let names: Vec<_> = profiles.iter().map(|profile| profile.name.as_str()).collect();
    assert_eq!(
        names,
        [
            "atkomstlogg",
            "bolagsverket",
            "calderdale",
            "ehr-log",
            "goteborg",
            "narvaro",
            "oppna-data-1.1",
            "orebro",
            "scb",
            "sie4",
            "umea"
        ]
    );
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
