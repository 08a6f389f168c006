//! Which header is which column: by name, by content, by profile.

use registers::mapping::{FoundBy, Mapping, Table, folded};
use registers::profile::{FileNamePart, Rule, Take};
use registers::{Catalogue, IntakeError, Profile, Profiles};

use crate::common::{Bench, column};

fn strings(cells: &[&str]) -> Vec<String> {
    cells.iter().map(|cell| (*cell).to_owned()).collect()
}

/// `column=header` for every column found, with `*` when the cells told it.
fn check(register: &str, header: &[&str], rows: &[&[&str]], expect: &[&str]) {
    let catalogue = Catalogue::embedded().unwrap();
    let header = strings(header);
    let sample: Vec<Vec<String>> = rows.iter().map(|row| strings(row)).collect();
    let table = Table { name: "prov.csv", header: &header, sample: &sample };
    let mapping = Mapping::found(catalogue.get(register).unwrap(), table);
    let found: Vec<String> = mapping
        .columns
        .iter()
        .map(|mapped| {
            let star = if mapped.found_by == FoundBy::Content { "*" } else { "" };
            format!("{}={}{star}", mapped.column, mapped.source.cells()[0].header)
        })
        .collect();
    assert_eq!(found, expect);
}

#[test]
fn headers_are_compared_without_case_accents_and_punctuation() {
    assert_eq!(folded("Leverantörs-ID"), "leverantorsid");
    assert_eq!(folded(" Lev.nr "), "levnr");
    assert_eq!(folded("Belopp (kr)"), "beloppkr");
}

#[test]
fn the_open_data_specification_is_mapped_by_itself() {
    check(
        "ledger",
        &[
            "kopare_id",
            "kopare",
            "verifikationsnummer",
            "leverantor",
            "leverantor_id",
            "konto_nr",
            "konto_text",
            "belopp",
            "datum",
            "forvaltning",
            "fakturanummer",
            "grund",
            "avtal",
            "kommun_id",
            "s_kod_nr",
        ],
        &[
            &[
                "2120000142",
                "Kommunen",
                "1",
                "Bolaget AB",
                "556016-0680",
                "4010",
                "Mat",
                "1,50",
                "2024-03-01",
                "BUN",
                "7",
            ],
            &[
                "2120000142",
                "Kommunen",
                "2",
                "Bolaget AB",
                "5560160680",
                "4010",
                "Mat",
                "2,50",
                "2024-03-02",
                "BUN",
                "8",
            ],
            &[
                "2120000142",
                "Kommunen",
                "3",
                "Ericsson AB",
                "556056-6258",
                "4010",
                "Mat",
                "3,50",
                "2024-03-03",
                "BUN",
                "9",
            ],
        ],
        &[
            "voucher_no=verifikationsnummer",
            "supplier_id=leverantor_id",
            "supplier_name=leverantor",
            "supplier_org_no=leverantor_id*",
            "invoice_no=fakturanummer",
            "paid_on=datum",
            "amount=belopp",
            "unit=forvaltning",
            "account=konto_nr",
            "account_text=konto_text",
            "contract_id=avtal",
            "line_text=grund",
            "buyer_id=kopare_id",
            "buyer=kopare",
        ],
    );
}

#[test]
fn the_better_of_two_headers_wins_and_the_other_is_left() {
    check(
        "payments",
        &["Betalnr", "Lev.nr", "Belopp", "Datum", "Betaldatum"],
        &[&["1", "77", "10,00", "2024-01-01", "2024-01-02"]],
        &["payment_id=Betalnr", "supplier_id=Lev.nr", "amount=Belopp", "paid_on=Betaldatum"],
    );
}

#[test]
fn a_header_whose_cells_cannot_be_read_is_passed_over() {
    check(
        "payments",
        &["Betalnr", "Levnr", "Belopp", "Betaldatum", "Datum"],
        &[&["1", "77", "10,00", "ja", "2024-01-02"], &["2", "77", "10,00", "ja", "2024-01-02"]],
        &["payment_id=Betalnr", "supplier_id=Levnr", "amount=Belopp", "paid_on=Datum"],
    );
}

#[test]
fn identifiers_and_required_dates_and_amounts_are_found_by_their_cells() {
    check(
        "contracts",
        &["Avtalsnr", "Levnr", "Kol A", "Kol B"],
        &[
            &["A1", "1", "556016-0680", "2024-01-01"],
            &["A2", "2", "5560566258", "2024-02-01"],
            &["A3", "3", "212000-0142", "2024-03-01"],
        ],
        &["contract_id=Avtalsnr", "supplier_id=Levnr", "org_no=Kol A*", "starts_on=Kol B*"],
    );
}

#[test]
fn supplier_numbers_are_not_taken_for_organisation_numbers() {
    check(
        "suppliers",
        &["Levnr", "Namn"],
        &[&["5560160681", "A"], &["5560160682", "B"], &["5560160683", "C"]],
        &["supplier_id=Levnr", "name=Namn"],
    );
}

#[test]
fn a_file_without_a_required_column_is_told_what_it_has_and_what_to_do() {
    let mut bench = Bench::new("payments");
    bench.source("fel.csv", "Betalnr;Levnr;Summan;Orsak\n1;77;tio;lunch\n");
    let error = bench.import().unwrap_err();
    assert!(matches!(error, IntakeError::MissingColumns { .. }));
    let text = error.to_string();
    for part in ["`fel.csv`", "`amount` (Belopp)", "`paid_on` (Betalningsdatum)", "`payments`", "`Summan`", "profil"] {
        assert!(text.contains(part), "{part} in {text}");
    }
}

const PROFILE: &str = r#"
name = "prov"
description = "prov"
register = "ledger"

[matches]
headers = ["Namn", "Konto"]

[reading]
separator = ";"
decimal = ","

[columns]
supplier_id = ["Nummer", "Nr"]
supplier_name = "Namn"
account = { from = "Konto", take = "first_word" }
account_text = { from = "Konto", take = "rest" }
amount = "Belopp"
paid_on = { file_name = "month" }
buyer = { constant = "Göteborgs Stad" }
entry_kind = { join = ["Källa", "Del"], with = "/", values = { "IV/AP" = "supplier_invoice" }, otherwise = "other" }
"#;

#[test]
fn a_profile_joins_splits_translates_and_takes_the_month_from_the_file_name() {
    let mut bench = Bench::new("ledger");
    bench.profiles.add(Profile::parse("prov.toml", PROFILE).unwrap());
    bench.source(
        "lev_2013-04.csv",
        "Nr;Namn;Konto;Belopp;Källa;Del\n1;Bo;4010 Mat och dryck;1.234;IV;AP\n2;*;5010;-2,50;CQ;PB\n",
    );
    let report = bench.import().unwrap();
    assert_eq!(report.headers[0].mapping.profile.as_deref(), Some("prov"));
    let rows = bench.rows();
    assert_eq!(column(&rows, "supplier_id"), ["1", "2"]);
    assert_eq!(column(&rows, "supplier_name"), ["Bo", "*"]);
    assert_eq!(column(&rows, "account"), ["4010", "5010"]);
    assert_eq!(column(&rows, "account_text"), ["Mat och dryck", ""]);
    assert_eq!(column(&rows, "amount"), ["1234.00", "-2.50"]);
    assert_eq!(column(&rows, "paid_on"), ["2013-04-01", "2013-04-01"]);
    assert_eq!(column(&rows, "buyer"), ["Göteborgs Stad", "Göteborgs Stad"]);
    assert_eq!(column(&rows, "entry_kind"), ["supplier_invoice", "other"]);
}

#[test]
fn the_most_specific_profile_that_fits_is_chosen() {
    let profile = |name: &str, headers: &str| {
        let text = format!(
            "name = \"{name}\"\ndescription = \"\"\nregister = \"ledger\"\nmatches.headers = [{headers}]\ncolumns.amount = \"Belopp\""
        );
        Profile::parse(name, &text).unwrap()
    };
    let mut profiles = Profiles::default();
    for (name, headers) in
        [("a", "\"Belopp\""), ("b", "\"Belopp\", \"Datum\""), ("c", "\"Belopp\", \"Saknas\""), ("d", "")]
    {
        profiles.add(profile(name, headers));
    }
    let header = strings(&["Belopp", "Datum", "Levnr"]);
    let table = Table { name: "prov.csv", header: &header, sample: &[] };
    assert_eq!(profiles.fitting("ledger", table).unwrap().name, "b");
    assert!(profiles.fitting("payments", table).is_none());
}

#[test]
fn a_found_mapping_can_be_saved_as_a_profile_and_used_again() {
    let catalogue = Catalogue::embedded().unwrap();
    let register = catalogue.get("payments").unwrap();
    let header = strings(&["Betalnr", "Levnr", "Belopp", "Betaldatum", "Anteckning"]);
    let table = Table { name: "prov.csv", header: &header, sample: &[] };
    let found = Mapping::found(register, table);
    assert_eq!(found.unmapped, ["Anteckning"]);
    let text = found.to_profile("egen", "våra betalningar").to_toml().unwrap();
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("egen.toml"), &text).unwrap();
    let mut profiles = Profiles::default();
    profiles.add_folder(folder.path()).unwrap();
    let again = Mapping::of(register, &profiles, None, table).unwrap();
    assert_eq!(again.profile.as_deref(), Some("egen"));
    assert_eq!(again.text().columns, found.text().columns);
}

#[test]
fn a_profile_reads_back_from_its_own_text() {
    let profile = Profile::parse("prov.toml", PROFILE).unwrap();
    let again = Profile::parse("prov.toml", &profile.to_toml().unwrap()).unwrap();
    assert_eq!(again, profile);
    let rule: &Rule = &profile.columns["paid_on"];
    assert_eq!(rule.file_name, Some(FileNamePart::Month));
    assert_eq!(profile.columns["account"].take, Some(Take::FirstWord));
}

#[test]
fn a_profile_with_a_mistake_is_refused() {
    let with = |columns: &str| {
        let text = format!("name = \"p\"\ndescription = \"\"\nregister = \"ledger\"\n[columns]\n{columns}\n");
        Profile::parse("p.toml", &text).map(|_| ()).unwrap_err().to_string()
    };
    assert!(with("amount = { frm = \"Belopp\" }").contains("frm"));
    assert!(with("amount = { from = \"Belopp\", constant = \"1\" }").contains("bara en av"));
    assert!(with("amount = { take = \"rest\" }").contains("ange `from`"));
    assert!(with("amount = { from = \"Belopp\", with = \"-\" }").contains("hör till `join`"));
    assert!(with("amount = 1").contains("en rubrik"));
}

#[test]
fn a_profile_must_be_for_the_register_and_know_its_columns() {
    let mut bench = Bench::new("payments");
    bench.profiles.add(Profile::parse("prov.toml", PROFILE).unwrap());
    let stray = "name = \"stray\"\ndescription = \"\"\nregister = \"payments\"\ncolumns.summa = \"Belopp\"";
    bench.profiles.add(Profile::parse("stray.toml", stray).unwrap());
    bench.source("b.csv", "Betalnr;Levnr;Belopp;Betaldatum\n1;7;1,00;2024-01-01\n");
    for (name, part) in
        [("prov", "gäller registret `ledger`"), ("stray", "ingen kolumn `summa`"), ("ingen", "finns inte")]
    {
        bench.request.profile = Some(name.to_owned());
        let text = bench.import().unwrap_err().to_string();
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn the_profiles_that_come_along_name_columns_that_exist() {
    let catalogue = Catalogue::embedded().unwrap();
    for profile in Profiles::embedded().unwrap().iter() {
        let register = catalogue.register(&profile.register).unwrap();
        for name in profile.columns.keys() {
            assert!(register.column(name).is_some(), "{}.{name} in {}", profile.register, profile.name);
        }
    }
}

#[test]
fn the_delegation_order_that_the_pages_export_is_the_register_delegations() {
    check(
        "delegations",
        &[
            "Punkt",
            "Ärende",
            "Delegat",
            "Beloppsgräns",
            "Gäller från",
            "Gäller till",
            "Får vidaredelegeras",
            "Anmäls till nämnden",
            "Nämndens beslut",
        ],
        &[&["4.2", "Köp", "Enhetschef", "200000", "2026-01-15", "", "nej", "ja", "KS 2026-01-14, 7 §"]],
        &[
            "delegation_point=Punkt",
            "role=Delegat",
            "max_amount=Beloppsgräns",
            "starts_on=Gäller från",
            "ends_on=Gäller till",
        ],
    );
}
