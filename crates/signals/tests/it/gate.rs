//! What the gate lets through, what it refuses, and what it says then.

mod matrix;
mod record;

use chrono::NaiveDate;
use proptest::prelude::*;
use quorum::{Person, Proposal};
use signals::gate::{Decision, Held, Need, PersonalData, Reason, Record, Refusal, Rule, gate};

pub(crate) fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

pub(crate) fn today() -> NaiveDate {
    day("2026-11-22")
}

fn set<const N: usize>(words: [&str; N]) -> std::collections::BTreeSet<String> {
    words.map(str::to_owned).into()
}

fn person(name: &str) -> Person {
    Person::new(name).unwrap()
}

fn need(personal_data: PersonalData) -> Need {
    Need {
        control: "CI-01".to_owned(),
        flow: "conflict-of-interest".to_owned(),
        purpose: "internal-control".to_owned(),
        grounds: vec!["LOA (1994:260) 7-7 c §§".to_owned(), "KL (2017:725) 6:6".to_owned()],
        personal_data,
        registers: set(["ledger", "employees"]),
    }
}

fn held(authority: &str, register: &str) -> Held {
    Held {
        authority: authority.to_owned(),
        register: register.to_owned(),
        snapshot: format!("{authority}-{register}"),
        purpose: "internal-control".to_owned(),
        legal_ground: "KL (2017:725) 6:6".to_owned(),
        owner: "Ekonomichefen".to_owned(),
        retain_until: Some(day("2027-12-31")),
    }
}

fn decision() -> Decision {
    Decision {
        id: "2026-01".to_owned(),
        case_number: "KS 2026/123".to_owned(),
        controls: set(["CI-*"]),
        authorities: set(["kommunstyrelsen", "Socialnämnden"]),
        registers: set(["ledger", "employees"]),
        personal_data: [PersonalData::Staff, PersonalData::Clients].into(),
        purpose: "internal-control".to_owned(),
        grounds: set(["LOA (1994:260) 7-7 c §§", "KL (2017:725) 6:6"]),
        decided_by: person("Kommundirektör Karin Ström"),
        delegation: "3.14".to_owned(),
        from: day("2026-01-01"),
        to: day("2026-12-31"),
        staff_informed_on: Some(day("2025-12-10")),
        dpia: "KS 2025/900".to_owned(),
        sharing_ground: "OSL 10:15 a p. 5".to_owned(),
        further_use_ground: String::new(),
    }
}

fn proposed(what: Decision) -> Proposal<Decision> {
    Proposal { what, reason: "internkontrollplanen".to_owned(), by: person("Anna Ek"), at: "2026-01-01".to_owned() }
}

fn confirmed(what: Decision) -> Record {
    Record::propose(proposed(what)).unwrap().confirm(person("Bo Lind"), "2026-01-02").unwrap()
}

fn crossing() -> [Held; 2] {
    [held("kommunstyrelsen", "ledger"), held("socialnamnden", "employees")]
}

/// Asks for one control of staff data over the registers of two boards.
fn ask(held: &[Held], decisions: &[Record]) -> Result<String, Refusal> {
    let mut answer = gate(&[need(PersonalData::Staff)], held, decisions, today());
    match answer.refusals.pop() {
        Some(refusal) => {
            assert!(answer.warrant.is_empty());
            Err(refusal)
        }
        None => Ok(answer.warrant.grant("CI-01").unwrap().decision().to_owned()),
    }
}

fn rules(refusal: &Refusal) -> Vec<Rule> {
    refusal.reasons.iter().map(Reason::rule).collect()
}

/// Asks with a decision that was changed; it may be changed into one that nobody can propose.
fn refused(change: impl FnOnce(&mut Decision)) -> Vec<Rule> {
    let mut decision = decision();
    change(&mut decision);
    rules(&ask(&crossing(), &[confirmed(decision)]).unwrap_err())
}

#[test]
fn without_a_decision_nothing_runs_and_it_says_what_is_needed() {
    let refusal = ask(&crossing(), &[]).unwrap_err();
    assert_eq!(refusal.decision, None);
    assert_eq!(
        refusal.to_string(),
        "CI-01 körs inte: inget beslut om kontroll omfattar den; det behövs ett för ändamålet `internal-control` med \
         grunden LOA (1994:260) 7-7 c §§ och KL (2017:725) 6:6, som omfattar uppgifter om personal, med information till \
         personalen, konsekvensbedömning och en andra person som bekräftar"
    );
}

#[test]
fn with_a_decision_it_runs_and_the_warrant_says_by_which_and_on_what() {
    let answer = gate(&[need(PersonalData::Staff)], &crossing(), &[confirmed(decision())], today());
    assert_eq!(answer.refusals, []);
    let grant = answer.warrant.grant("CI-01").unwrap();
    assert_eq!(
        (grant.decision(), grant.case_number(), grant.purpose()),
        ("2026-01", "KS 2026/123", "internal-control")
    );
    assert_eq!(*grant.authorities(), set(["kommunstyrelsen", "socialnamnden"]));
    assert!(answer.warrant.may_read("CI-01", "socialnamnden-employees"));
    assert!(!answer.warrant.may_read("CI-01", "socialnamnden-access_log"));
    assert!(!answer.warrant.may_read("CI-02", "socialnamnden-employees"));
    assert_eq!(answer.warrant.on(), today());
}

#[test]
fn one_control_is_refused_and_the_rest_runs() {
    let mut other = need(PersonalData::Indirect);
    other.control = "SP-01".to_owned();
    other.flow = "supplier-payments".to_owned();
    let answer = gate(&[other, need(PersonalData::Staff)], &crossing(), &[confirmed(decision())], today());
    assert_eq!(answer.refusals.len(), 1);
    assert_eq!(answer.refusals[0].control, "SP-01");
    assert_eq!(answer.warrant.controls().map(|(id, _)| id).collect::<Vec<_>>(), ["CI-01"]);
}

#[test]
fn a_decision_names_a_control_by_id_by_group_or_by_flow() {
    for (pattern, names) in [
        ("CI-01", true),
        ("ci-01", true),
        ("CI-*", true),
        ("conflict-of-interest", true),
        ("CI-0", false),
        ("SP-*", false),
    ] {
        let with = Decision { controls: set([pattern]), ..decision() };
        assert_eq!(ask(&crossing(), &[confirmed(with)]).is_ok(), names, "{pattern}");
    }
    assert_eq!(refused(|d| d.controls = set(["SP-*"])), [Rule::Decision]);
}

#[test]
fn a_second_authority_without_a_sharing_ground_is_refused() {
    assert_eq!(refused(|d| d.sharing_ground.clear()), [Rule::Sharing]);
    let alone = [held("socialnamnden", "ledger"), held("socialnamnden", "employees")];
    let without = Decision { sharing_ground: String::new(), ..decision() };
    assert!(ask(&alone, &[confirmed(without)]).is_ok(), "one authority needs no sharing ground");
}

#[test]
fn a_register_that_the_control_does_not_read_crosses_nothing() {
    let held = [held("kommunstyrelsen", "ledger"), held("socialnamnden", "access_log")];
    let without = Decision { sharing_ground: String::new(), ..decision() };
    assert!(ask(&held, &[confirmed(without)]).is_ok());
}

#[test]
fn a_decision_holds_from_its_first_day_to_its_last() {
    for (from, to, rule) in [
        ("2026-11-22", "2026-11-22", None),
        ("2026-11-23", "2026-12-31", Some(Rule::Time)),
        ("2026-01-01", "2026-11-21", Some(Rule::Time)),
    ] {
        let with = Decision { from: day(from), to: day(to), ..decision() };
        let got = ask(&crossing(), &[confirmed(with)]);
        assert_eq!(got.err().map(|refusal| rules(&refusal)), rule.map(|rule| vec![rule]), "{from} to {to}");
    }
}

#[test]
fn each_thing_that_the_decision_does_not_name_is_refused_by_its_rule() {
    assert_eq!(refused(|d| d.authorities = set(["kommunstyrelsen", "byggnadsnämnden"])), [Rule::Authority]);
    assert_eq!(refused(|d| d.registers = set(["ledger"])), [Rule::Register]);
    assert_eq!(refused(|d| d.grounds = set(["KL (2017:725) 6:6"])), [Rule::Ground]);
    assert_eq!(refused(|d| d.personal_data = [PersonalData::Clients].into()), [Rule::Data]);
    assert_eq!(refused(|d| d.staff_informed_on = None), [Rule::Information]);
    assert_eq!(refused(|d| d.staff_informed_on = Some(day("2026-11-23"))), [Rule::Information]);
    assert_eq!(refused(|d| d.dpia = " ".to_owned()), [Rule::Assessment]);
    assert_eq!(refused(|d| d.purpose = "log-review".to_owned()), [Rule::Purpose, Rule::FurtherUse, Rule::FurtherUse]);
    let star = Decision { registers: set(["*"]), ..decision() };
    assert!(ask(&crossing(), &[confirmed(star)]).is_ok());
}

#[test]
fn a_decision_on_staff_is_not_in_force_before_a_second_person_confirms_it() {
    let record = Record::propose(proposed(decision())).unwrap();
    assert!(record.in_force().is_none());
    let refusal = ask(&crossing(), &[record]).unwrap_err();
    assert_eq!(rules(&refusal), [Rule::TwoPeople]);
    assert!(refusal.to_string().contains("bara Anna Ek har skrivit under"), "{refusal}");
}

#[test]
fn a_decision_on_organisations_of_one_authority_takes_one_person() {
    let what = Decision {
        authorities: set(["kommunstyrelsen"]),
        personal_data: [PersonalData::Indirect].into(),
        staff_informed_on: None,
        dpia: String::new(),
        sharing_ground: String::new(),
        ..decision()
    };
    let record = Record::propose(proposed(what)).unwrap();
    assert!(record.in_force().is_some());
    let ledger = [held("kommunstyrelsen", "ledger")];
    assert_eq!(gate(&[need(PersonalData::Indirect)], &ledger, std::slice::from_ref(&record), today()).refusals, []);
    let staff = gate(&[need(PersonalData::Staff)], &ledger, &[record], today());
    let expected = [Rule::Data, Rule::Information, Rule::Assessment, Rule::TwoPeople];
    assert_eq!(rules(&staff.refusals[0]), expected);
}

#[test]
fn a_snapshot_that_nobody_answers_for_stops_the_control() {
    let bare = Held {
        purpose: String::new(),
        legal_ground: " ".to_owned(),
        owner: String::new(),
        retain_until: None,
        ..held("kommunstyrelsen", "ledger")
    };
    let refusal = ask(&[bare], &[confirmed(decision())]).unwrap_err();
    assert_eq!(rules(&refusal), [Rule::Snapshot; 4]);
    assert!(refusal.to_string().contains("registret ledger hos kommunstyrelsen är inläst utan gallringsdag"));
}

#[test]
fn a_snapshot_past_its_date_is_not_read() {
    let on_the_day = Held { retain_until: Some(today()), ..held("kommunstyrelsen", "ledger") };
    assert!(ask(&[on_the_day], &[confirmed(decision())]).is_ok());
    let past = Held { retain_until: Some(day("2026-11-21")), ..held("kommunstyrelsen", "ledger") };
    assert_eq!(rules(&ask(&[past], &[confirmed(decision())]).unwrap_err()), [Rule::Retention]);
}

#[test]
fn a_register_of_another_purpose_needs_a_ground_for_its_further_use() {
    let log = Held { purpose: "log-review".to_owned(), ..held("kommunstyrelsen", "ledger") };
    let refusal = ask(std::slice::from_ref(&log), &[confirmed(decision())]).unwrap_err();
    assert_eq!(rules(&refusal), [Rule::FurtherUse]);
    let with = Decision { further_use_ground: "Lag (2001:454) 10 §".to_owned(), ..decision() };
    assert!(ask(&[log], &[confirmed(with)]).is_ok());
}

#[test]
fn answers_from_ssbtek_are_for_economic_assistance_by_the_board_alone() {
    let mut asked = need(PersonalData::Clients);
    asked.registers.insert("external_incomes".to_owned());
    let snapshots = [held("socialnamnden", "external_incomes"), held("kommunstyrelsen", "ledger")];
    let with = Decision { registers: set(["*"]), ..decision() };
    let answer = gate(&[asked], &snapshots, &[confirmed(with)], today());
    assert_eq!(rules(&answer.refusals[0]), [Rule::Reserved, Rule::Reserved]);
}

#[test]
fn of_several_decisions_one_that_covers_is_enough_and_else_the_closest_is_named() {
    let old = Decision { id: "2025-01".to_owned(), from: day("2025-01-01"), to: day("2025-12-31"), ..decision() };
    let far = Decision { id: "2024-01".to_owned(), dpia: String::new(), ..old.clone() };
    assert_eq!(
        ask(&crossing(), &[confirmed(far.clone()), confirmed(old.clone()), confirmed(decision())]),
        Ok("2026-01".into())
    );
    let refusal = ask(&crossing(), &[confirmed(far), confirmed(old)]).unwrap_err();
    assert_eq!(refusal.decision.as_deref(), Some("2025-01"));
    assert_eq!(rules(&refusal), [Rule::Time]);
}

/// Each field of a decision, emptied in the file.
const FIELDS: [&str; 18] = [
    "id",
    "case_number",
    "controls",
    "authorities",
    "registers",
    "personal_data",
    "purpose",
    "grounds",
    "decided_by",
    "delegation",
    "from",
    "to",
    "staff_informed_on",
    "dpia",
    "sharing_ground",
    "reason",
    "by",
    "at",
];

/// The decision with one field taken out of its file: `None` when the file no longer loads.
fn without(field: &str) -> Option<Record> {
    let mut table: toml::Table = toml::from_str(&toml::to_string(&confirmed(decision())).unwrap()).unwrap();
    assert!(table.remove(field).is_some(), "the file has no `{field}`");
    toml::from_str(&toml::to_string(&table).unwrap()).ok()
}

proptest! {
    #[test]
    fn a_covering_decision_without_any_one_of_its_fields_covers_nothing(field in prop::sample::select(&FIELDS[..])) {
        prop_assert!(ask(&crossing(), &[confirmed(decision())]).is_ok());
        if let Some(record) = without(field) {
            prop_assert!(ask(&crossing(), &[record]).is_err(), "{} is missing", field);
        }
    }

    #[test]
    fn the_order_of_snapshots_and_decisions_is_never_seen(seed: u8) {
        let others = ["a", "b", "c"].map(|id| confirmed(Decision { id: id.to_owned(), ..decision() }));
        let (mut held, mut records) = (crossing(), others.to_vec());
        let first = gate(&[need(PersonalData::Staff)], &held, &records, today());
        held.rotate_left(usize::from(seed) % 2);
        records.rotate_left(usize::from(seed) % 3);
        prop_assert_eq!(first, gate(&[need(PersonalData::Staff)], &held, &records, today()));
    }
}
