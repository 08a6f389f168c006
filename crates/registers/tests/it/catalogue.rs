//! The register catalogue: complete, without contradictions, and strict about what it is given.

use std::collections::BTreeMap;

use registers::catalogue::{SOURCE_FILE, SOURCE_LINE};
use registers::mapping::folded;
use registers::{Catalogue, ColumnKind, IntakeError, OnInvalid, PersonalData, Register};

#[test]
fn every_register_of_the_controls_is_there() {
    let catalogue = Catalogue::embedded().unwrap();
    let names: Vec<&str> = catalogue.registers().map(|register| register.name.as_str()).collect();
    for name in "suppliers supplier_changes ledger approvals payments purchase_orders contracts tenders bids awards \
                 employees payroll shifts absences secondary_employments companies company_roles company_events \
                 giro_register account_pledges excluded_parties associations grants attendance assistance_cases \
                 assistance_payments case_assignments external_incomes permits leases tenancies residence housing_queue \
                 users entitlements decisions delegations access_log"
        .split_whitespace()
    {
        assert!(names.contains(&name), "{name}");
    }
    assert!(matches!(catalogue.register("reskontra"), Err(IntakeError::UnknownRegister { .. })));
}

#[test]
fn every_register_and_column_is_described_in_both_languages() {
    for register in Catalogue::embedded().unwrap().registers() {
        assert!(!register.description.is_empty() && !register.label.sv.is_empty() && !register.label.en.is_empty());
        assert!(register.columns.iter().any(|column| column.required), "{}", register.name);
        for column in &register.columns {
            assert!(!column.label.sv.is_empty() && !column.label.en.is_empty(), "{}.{}", register.name, column.name);
            let is_money = column.kind == ColumnKind::Money;
            assert!(!is_money || column.unit.as_deref() == Some("kr"), "{}.{}", register.name, column.name);
        }
    }
}

#[test]
fn no_header_means_two_columns_of_one_register() {
    for register in Catalogue::embedded().unwrap().registers() {
        let mut owners: BTreeMap<String, &str> = BTreeMap::new();
        for column in &register.columns {
            let names = [&column.name, &column.label.sv, &column.label.en].into_iter().chain(&column.synonyms);
            for name in names {
                let owner = owners.entry(folded(name)).or_insert(&column.name);
                assert_eq!(*owner, column.name, "`{name}` in {}", register.name);
            }
        }
    }
}

#[test]
fn a_snapshot_has_the_columns_in_order_and_then_the_source() {
    let catalogue = Catalogue::embedded().unwrap();
    let schema = catalogue.register("payments").unwrap().arrow_schema();
    let fields: Vec<String> = schema.fields().iter().map(|f| format!("{}:{}", f.name(), f.data_type())).collect();
    assert_eq!(
        fields,
        [
            "payment_id:Utf8",
            "invoice_id:Utf8",
            "supplier_id:Utf8",
            "amount:Decimal128(18, 2)",
            "paid_on:Date32",
            "account:Utf8",
            "released_by:Utf8",
            "manual:Boolean",
            &format!("{SOURCE_FILE}:Utf8"),
            &format!("{SOURCE_LINE}:Int64"),
        ]
    );
}

#[test]
fn personal_numbers_of_staff_and_clients_reject_and_accounts_are_kept() {
    let catalogue = Catalogue::embedded().unwrap();
    let rule = |register: &str, column: &str| catalogue.get(register).unwrap().column(column).unwrap().on_invalid;
    assert_eq!(rule("employees", "person_no"), OnInvalid::Reject);
    assert_eq!(rule("company_roles", "person_no"), OnInvalid::Reject);
    assert_eq!(rule("assistance_cases", "person_no"), OnInvalid::Reject);
    assert_eq!(rule("suppliers", "org_no"), OnInvalid::Keep);
    assert_eq!(rule("suppliers", "bankgiro"), OnInvalid::Keep);
    assert_eq!(rule("ledger", "supplier_org_no"), OnInvalid::Keep);
}

#[test]
fn the_strictest_class_of_a_register_is_that_of_its_columns() {
    let catalogue = Catalogue::embedded().unwrap();
    assert_eq!(catalogue.get("residence").unwrap().personal_data(), PersonalData::Clients);
    assert_eq!(catalogue.get("employees").unwrap().personal_data(), PersonalData::Staff);
    assert_eq!(catalogue.get("delegations").unwrap().personal_data(), PersonalData::None);
}

fn fault(text: &str) -> String {
    Register::parse("prov.toml", text).unwrap_err().to_string()
}

const HEAD: &str = "name = \"prov\"\nlabel = { sv = \"Prov\", en = \"Test\" }\ndescription = \"prov\"\n";

#[test]
fn a_catalogue_file_with_a_mistake_is_refused_with_its_name() {
    let column =
        |extra: &str| format!("{HEAD}[[columns]]\nname = \"a\"\nlabel = {{ sv = \"A\", en = \"A\" }}\n{extra}\n");
    assert!(Register::parse("prov.toml", &column("type = \"text\"")).is_ok());
    assert!(fault(&column("type = \"text\"\nsynonym = [\"b\"]")).contains("synonym"));
    assert!(fault(&column("type = \"belopp\"")).contains("okänd typ `belopp`"));
    assert!(fault(&column("type = \"text\"\non_invalid = \"reject\"")).contains("bara identiteter"));
    assert!(fault(&column("type = \"org_no\"\nalso_in = [\"b\"]")).contains("`b` som inte finns"));
    let twice =
        column("type = \"text\"\n[[columns]]\nname = \"a\"\ntype = \"text\"\nlabel = { sv = \"A\", en = \"A\" }");
    assert!(fault(&twice).contains("två gånger"));
    assert!(fault("name = 1").starts_with("registerkatalogen är fel i `prov.toml`"));
}
