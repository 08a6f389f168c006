//! Acts that two people sign: every pair of a cast, and every way of forging one.

use std::collections::BTreeSet;

use quorum::{
    Person,
    signed::{
        Act, Approver, Draft, Hand, LASTS, NotAnAct, NotProposed, Proposal, Proposer, Signature, Signs, Verifies, Why,
    },
};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::person;

const NOW: i64 = 1_790_000_000;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
struct Release {
    payment: String,
    amount_ore: i64,
}

/// A key that is easy to read: the name of its owner before the bytes.
struct Key<'a>(&'a str);

impl Signs for Key<'_> {
    fn sign(&self, bytes: &[u8]) -> Signature {
        Signature([self.0.as_bytes(), b"\0", bytes].concat())
    }
}

/// Who holds which role, under whom, and who may act for whom.
#[derive(Clone)]
struct Town {
    roles: BTreeSet<(&'static str, &'static str)>,
    managers: Vec<(&'static str, Option<&'static str>)>,
    deputies: BTreeSet<(&'static str, &'static str)>,
}

impl Verifies for Town {
    fn verifies(&self, person: &Person, bytes: &[u8], signature: &Signature) -> bool {
        *signature == Key(person.as_str()).sign(bytes)
    }

    fn holds(&self, hand: &Hand, _: i64) -> bool {
        let name = hand.person.as_str();
        let holder = hand.acting_for.as_ref().map_or(name, Person::as_str);
        let manager = self.managers.iter().find(|(who, _)| *who == name).and_then(|(_, manager)| *manager);
        self.roles.contains(&(holder, hand.role.as_str()))
            && (holder == name || self.deputies.contains(&(name, holder)))
            && hand.manager.as_ref().map(Person::as_str) == manager
    }
}

/// Anna and Bo are coordinators under one manager, Cia is one under another; Dan is director and Anna his deputy; Eva has
/// no manager that is known; Dan may act for Bo.
fn town() -> Town {
    Town {
        roles: BTreeSet::from([
            ("anna", "coordinator"),
            ("anna", "hr"),
            ("bo", "coordinator"),
            ("cia", "coordinator"),
            ("dan", "director"),
            ("eva", "coordinator"),
        ]),
        managers: vec![("anna", Some("dan")), ("bo", Some("dan")), ("cia", Some("eva")), ("dan", None), ("eva", None)],
        deputies: BTreeSet::from([("anna", "dan"), ("dan", "bo"), ("cia", "dan")]),
    }
}

const CAST: [&str; 5] = ["anna", "bo", "cia", "dan", "eva"];

impl Town {
    /// Every hand that somebody can truthfully have, and every lie about whom they act for.
    fn hands(&self) -> Vec<Hand> {
        let mut hands = Vec::new();
        for (name, manager) in &self.managers {
            for role in ["coordinator", "hr", "director"] {
                for acting_for in std::iter::once(None).chain(CAST.map(Some)) {
                    hands.push(Hand {
                        person: person(name),
                        role: role.to_owned(),
                        manager: manager.map(person),
                        acting_for: acting_for.filter(|other| other != name).map(person),
                    });
                }
            }
        }
        hands.dedup();
        hands
    }
}

fn draft() -> Draft<Release> {
    Draft {
        id: "p-1".to_owned(),
        what: Release { payment: "E2E-17".to_owned(), amount_ore: 1_250_000 },
        reason: "kontot är bekräftat".to_owned(),
    }
}

fn hand(name: &str, role: &str, manager: Option<&str>) -> Hand {
    Hand { person: person(name), role: role.to_owned(), manager: manager.map(person), acting_for: None }
}

fn proposal() -> Proposal<Release> {
    Proposal::sign(draft(), Proposer(hand("anna", "coordinator", Some("dan"))), NOW, &Key("anna")).unwrap()
}

fn director() -> Approver {
    Approver(hand("dan", "director", None))
}

fn act() -> Act<Release> {
    proposal().approve(director(), NOW + 60, &Key("dan"), &town()).unwrap()
}

#[test]
fn of_all_pairs_nobody_passes_alone_by_proxy_without_the_role_or_too_late() {
    let whole = town();
    let hands = whole.hands();
    let (mut tried, mut passed) = (0, 0);
    for first in &hands {
        let signed = Proposal::sign(draft(), Proposer(first.clone()), NOW, &Key(first.person.as_str())).unwrap();
        for second in &hands {
            for lost in [None, Some(first), Some(second)] {
                let mut town = whole.clone();
                if let Some(hand) = lost {
                    let holder = hand.acting_for.as_ref().unwrap_or(&hand.person);
                    town.roles.retain(|(who, role)| *who != holder.as_str() || *role != hand.role);
                }
                for wait in [-1, 0, LASTS - 1, LASTS] {
                    tried += 1;
                    let key = Key(second.person.as_str());
                    let result = signed.clone().approve(Approver(second.clone()), NOW + wait, &key, &town);
                    assert_eq!(result.is_ok(), expected(first, second, wait, lost.is_some(), &town), "{result:?}");
                    if let Ok(act) = result {
                        passed += 1;
                        assert_ne!(act.proposer().person, act.approver().person);
                    }
                }
            }
        }
    }
    assert!(tried > 50_000 && passed > 0 && passed < tried / 20, "{passed} of {tried}");
}

/// What must hold of two hands, written without the crate.
fn expected(first: &Hand, second: &Hand, wait: i64, lost: bool, town: &Town) -> bool {
    let stands = |hand: &Hand| {
        let both = [Some(&hand.person), hand.acting_for.as_ref()];
        both.into_iter().flatten().map(|person| person.as_str().to_owned()).collect::<BTreeSet<_>>()
    };
    let apart = stands(first).is_disjoint(&stands(second));
    let other_manager = match (&first.manager, &second.manager) {
        (Some(a), Some(b)) => a != b,
        _ => false,
    };
    let other = first.role != second.role || other_manager;
    let held = [first, second].iter().all(|hand| town.holds(hand, NOW));
    !lost && apart && other && held && (0..72 * 3600).contains(&wait)
}

#[test]
fn each_rule_says_which_it_is_and_gives_the_proposal_back() {
    let check = |by: Approver, now: i64, expected: &str| {
        let key = by.0.person.as_str().to_owned();
        let refused = proposal().approve(by, now, &Key(&key), &town()).unwrap_err();
        assert_eq!(*refused.proposal, proposal());
        assert!(refused.to_string().contains(expected), "{refused}");
    };
    check(Approver(hand("anna", "hr", Some("dan"))), NOW, "sitt eget förslag");
    check(Approver(hand("ANNA", "hr", Some("dan"))), NOW, "sitt eget förslag");
    let for_anna = Hand { acting_for: Some(person("anna")), ..hand("dan", "director", None) };
    check(Approver(for_anna), NOW, "företräder");
    check(Approver(hand("bo", "coordinator", Some("dan"))), NOW, "båda har rollen `coordinator`");
    check(Approver(hand("eva", "coordinator", None)), NOW, "inte säkert olika chefer");
    check(Approver(hand("bo", "director", Some("dan"))), NOW, "har inte rollen `director`");
    check(Approver(hand("cia", "coordinator", Some("anna"))), NOW, "har inte rollen");
    check(director(), NOW + LASTS, "72 timmar");
    check(director(), NOW - 1, "72 timmar");
    assert!(proposal().approve(Approver(hand("cia", "coordinator", Some("eva"))), NOW, &Key("cia"), &town()).is_ok());
}

#[test]
fn what_was_taken_back_is_not_approved_and_only_the_proposer_takes_it_back() {
    assert_eq!(*proposal().withdraw(&person("dan"), NOW).unwrap_err(), proposal());
    let withdrawn = proposal().withdraw(&person("Anna"), NOW + 5).unwrap();
    let kept: Proposal<Release> = serde_json::from_str(&serde_json::to_string(&withdrawn).unwrap()).unwrap();
    assert_eq!(kept.withdrawn(), Some(NOW + 5));
    assert_eq!(kept.approve(director(), NOW + 60, &Key("dan"), &town()).unwrap_err().why, Why::Withdrawn);
}

#[test]
fn the_key_of_another_signs_nothing() {
    let stolen = Proposal::sign(draft(), Proposer(hand("anna", "coordinator", Some("dan"))), NOW, &Key("bo")).unwrap();
    let why = stolen.approve(director(), NOW, &Key("dan"), &town()).unwrap_err().why;
    assert_eq!(why, Why::Signature { person: person("anna") });
    let why = proposal().approve(director(), NOW, &Key("anna"), &town()).unwrap_err().why;
    assert_eq!(why, Why::Signature { person: person("dan") });
}

#[test]
fn an_act_is_read_back_with_both_signatures() {
    let bytes = act().write().unwrap();
    let read = Act::<Release>::read(&bytes, &town()).unwrap();
    assert_eq!(read, act());
    assert_eq!(read.what().amount_ore, 1_250_000);
    assert_eq!((read.id(), read.reason(), read.at()), ("p-1", "kontot är bekräftat", [NOW, NOW + 60]));
    assert_eq!([read.proposer(), read.approver()].map(|hand| hand.person.as_str()), ["anna", "dan"]);
    assert!(matches!(Act::<Release>::read(b"{}", &town()), Err(NotAnAct::Form { .. })));
    let proposal = serde_json::to_vec(&proposal()).unwrap();
    assert!(Act::<Release>::read(&proposal, &town()).is_err());
}

/// Every leaf of a document, by its path.
fn leaves(value: &Value, path: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            fields.iter().for_each(|(name, value)| leaves(value, &format!("{path}/{name}"), found));
        }
        _ => found.push(path.to_owned()),
    }
}

#[test]
fn an_act_in_which_anything_was_changed_does_not_load() {
    let whole: Value = serde_json::from_slice(&act().write().unwrap()).unwrap();
    let mut paths = Vec::new();
    leaves(&whole, "", &mut paths);
    assert!(paths.len() >= 12, "{paths:?}");
    for path in paths {
        let mut changed = whole.clone();
        let leaf = changed.pointer_mut(&path).unwrap();
        *leaf = match &*leaf {
            Value::String(text) if path.ends_with("what") => text.replace("1250000", "9250000").into(),
            Value::String(text) if path.ends_with("signature") => text.replacen('6', "7", 1).into(),
            Value::String(text) => format!("{text}a").into(),
            Value::Number(number) => (number.as_i64().unwrap() + 1).into(),
            _ => Value::from("bo"),
        };
        assert_ne!(changed, whole, "{path}");
        let read = Act::<Release>::read(&serde_json::to_vec(&changed).unwrap(), &town());
        assert!(read.is_err(), "{path} was changed and nobody noticed");
    }
}

#[test]
fn an_act_by_one_person_twice_does_not_load_though_both_signatures_are_theirs() {
    // Anna makes both signatures with her own key, as somebody with the database and one key could.
    let proposal = serde_json::to_value(proposal()).unwrap();
    let forged = serde_json::json!({
        "proposal": proposal,
        "approval": { "by": hand("anna", "hr", Some("dan")), "at": NOW, "signature": "00" },
    });
    let error = Act::<Release>::read(&serde_json::to_vec(&forged).unwrap(), &town()).unwrap_err();
    assert_eq!(error, NotAnAct::Rule(Why::Alone { person: person("anna") }));
}

#[test]
fn text_that_can_be_read_in_two_ways_is_no_proposal() {
    let mut written = serde_json::to_value(proposal()).unwrap();
    for what in [
        r#"{"amount_ore":1,"amount_ore":2,"payment":"E2E-17"}"#,
        r#"{"payment":"E2E-17","amount_ore":1}"#,
        r#"{"amount_ore": 1,"payment":"E2E-17"}"#,
    ] {
        written["what"] = what.into();
        let error = serde_json::from_value::<Proposal<Release>>(written.clone()).unwrap_err().to_string();
        assert!(error.contains("inte den form"), "{error}");
    }
}

#[test]
fn what_has_no_form_to_sign_or_no_reason_is_not_proposed() {
    let by = || Proposer(hand("anna", "coordinator", Some("dan")));
    let float = Draft { id: "p".to_owned(), what: 0.5, reason: "r".to_owned() };
    assert!(matches!(Proposal::sign(float, by(), NOW, &Key("anna")), Err(NotProposed::Form { .. })));
    let unsaid = Draft { reason: " ".to_owned(), ..draft() };
    assert_eq!(Proposal::sign(unsaid, by(), NOW, &Key("anna")), Err(NotProposed::Empty { what: "skälet" }));
}

#[test]
fn the_bytes_that_are_signed_stay_the_same_for_ever() {
    let by = Hand { acting_for: Some(person("Cia")), ..hand("Anna", "hr", None) };
    let what = serde_json::json!({ "b": [1, null, "å"], "a": { "z": true, "y": "\"" } });
    let draft = Draft { id: "p".to_owned(), what, reason: "r".to_owned() };
    let signed = Proposal::sign(draft, Proposer(by), 1, &Key("anna")).unwrap();
    let text = r#"{"a":{"y":"\"","z":true},"b":[1,null,"å"]}"#;
    let mut expected = Vec::new();
    for field in [b"insyn/proposal/1", b"p".as_slice(), text.as_bytes(), b"r", b"anna", b"hr", b"", b"cia"] {
        expected.extend(u64::try_from(field.len()).unwrap().to_le_bytes());
        expected.extend(field);
    }
    expected.extend([8, 0, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0]);
    let written = serde_json::to_value(&signed).unwrap();
    let Signature(bytes) = Key("anna").sign(&expected);
    assert_eq!(written["signature"], String::from(Signature(bytes)));
    assert_eq!(written["what"], text);
}
