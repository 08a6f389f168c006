//! What documents may ask of the link tables.

use crate::support::{engine, with_links};

/// A control that asks everything of employee E1 and an organisation.
const ASKING: &str = r#"+++
id       = "ZZ-01"
version  = 1
title    = { sv = "Prov", en = "Test" }
summary  = { sv = "Prov.", en = "Test." }
flow     = "conflict-of-interest"
family   = "conflict"
severity = 1
purpose  = "internal-control"
grounds  = ["KL (2017:725) 6:6"]
personal_data = "staff"
unit     = { sv = "anställda", en = "employees" }
band     = { min_per_10k = 0, max_per_10k = 10000, from_units = 1, basis = { sv = "Prov.", en = "Test." } }
sources  = ["Prov"]
sentence = "{employee_id}"
links    = [LINKS]

[reads.employees]
required = ["employee_id"]

[[subjects]]
kind = "employee"
id   = "employee_id"
+++

## Fråga
Prov.

## Så fungerar den
Prov.

## Varför
Prov.

## Falska larm
Prov.

## Utred så här
Prov.

## Sökfråga
```sql
select 'hit' as outcome, employee_id as key, cast(null as decimal(18, 2)) as amount,
       cast(null as date) as occurred_from, cast(null as date) as occurred_to, employee_id,
       path_length('person', concat('employee ', employee_id), 'organisation', '5560000001', 4) as steps,
       path_length('person', concat('employee ', employee_id), 'organisation', '5560000001', 1) as near,
       path_between('person', concat('employee ', employee_id), 'organisation', '5560000001', 4) as path,
       component_of('person', concat('employee ', employee_id))
           = component_of('organisation', '5560000001') as together,
       is_bridge('person', concat('employee ', employee_id), 'account', 'bankkonto 50001234567') as bridge,
       same_account('employees', employee_id, 'suppliers', 'S1') as account,
       same_organisation('suppliers', 'S1', 'suppliers', 'S2') as organisation,
       same_person('employees', employee_id, 'suppliers', 'S2') as person,
       same_address('Storg. 1 A', '111 22', 'Storgatan 1a', '11122') as address
from employees
```

## Underlag
```sql
select h.key, e.employee_id
from hits h
join employees e on e.employee_id = h.key
```

## Prov
"#;

const REGISTERS: &str = "
`employees`

| employee_id | name | bank_account |
| --- | --- | --- |
| E1 | Anna Ek | 5000-1234567 |

`suppliers`

| supplier_id | name | org_no | bank_account |
| --- | --- | --- | --- |
| S1 | Exempel Städ AB | 5560000001 | 50001234567 |
| S2 | Exempel Bygg AB | 5560000019 | 50007654321 |
";

const NO_REGISTERS: &str = "
`employees`

| employee_id |
| --- |
| E1 |
";

/// Runs the control with the given links on registers and expects the rows.
fn check(links: &str, registers: &str, expected: &str) {
    let mut asking = ASKING.replace("LINKS", links);
    for kind in ["Träff", "Oskyldig", "Gräns"] {
        asking += &format!("### {kind}: prov\n{registers}\nUtfall\n\n{expected}\n\n");
    }
    let library = with_links("controls/conflict-of-interest/ZZ-01.md", asking);
    let (cases, failures) = engine(library, 1).test_control("ZZ-01").unwrap();
    assert_eq!(cases, 3);
    assert!(failures.is_empty(), "{failures:#?}");
}

#[test]
fn a_document_asks_for_paths_bridges_and_sameness() {
    let path = "anställd E1 har kontot bankkonto som slutar på 4567, datum saknas (Anställda E1); \
                Exempel Städ AB har kontot bankkonto som slutar på 4567, datum saknas (Leverantörsregister S1)";
    let expected = format!(
        "| outcome | steps | near | path | together | bridge | account | organisation | person | address |\n\
         | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n\
         | hit | 2 | | {path} | true | true | true | false | | true |"
    );
    check(r#""ties", "organisations", "persons", "accounts""#, REGISTERS, &expected);
}

#[test]
fn what_is_unknown_is_null_and_not_false() {
    let expected = "| outcome | steps | path | together | bridge | account | organisation | person |\n\
                    | --- | --- | --- | --- | --- | --- | --- | --- |\n\
                    | hit | | | | | | | |";
    check(r#""ties", "organisations", "persons", "accounts""#, NO_REGISTERS, expected);
}

#[test]
fn a_link_table_that_is_not_declared_is_not_asked() {
    let expected = "| outcome | steps | path | together | bridge | account | organisation | address |\n\
                    | --- | --- | --- | --- | --- | --- | --- | --- |\n\
                    | hit | | | | | true | | true |";
    check(r#""accounts""#, REGISTERS, expected);
}
