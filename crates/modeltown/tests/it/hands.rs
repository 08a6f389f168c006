//! Where the town says that one person is alone, the rules of casework find it, and nowhere else.

use super::town;
use casework::delegation::{
    import,
    limit::Limit,
    order::{Amendment, Change, Order},
    ruling::{self, Fault, Terms},
};
use casework::hands::{self, Flow, Measure, Period};
use casework::sheet::{Row, Sheet};
use chrono::NaiveDate;
use quorum::{Person, Proposal};
use std::collections::{BTreeMap, BTreeSet};
use std::fs;

fn sheet(file: &str) -> Sheet {
    let text = fs::read_to_string(town().join(file)).unwrap();
    let mut lines =
        (1_u64..).zip(text.lines()).map(|(line, text)| (line, text.split(';').map(str::to_owned).collect()));
    let (_, header) = lines.next().unwrap();
    Sheet { name: file.to_owned(), header, rows: lines.map(|(line, cells)| Row { line, cells }).collect() }
}

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

fn flow(word: &str) -> Flow {
    match word {
        "Fakturor" => Flow::Invoice,
        "Ärenden" => Flow::Matter,
        _ => Flow::Request,
    }
}

#[test]
fn every_flow_that_rests_on_one_pair_of_hands_is_found_and_no_other() {
    let rows = hands::rows(&sheet("delegation/steg.csv"));
    assert!(rows.unfit.is_empty() && rows.machines > 100, "{:?}", rows.unfit.first());
    let (rights, unfit) = hands::rights(&sheet("delegation/behorigheter.csv"));
    assert!(unfit.is_empty());
    let last = day("2026-06-30");
    let can_all = hands::can_all(&rights, last);
    assert_eq!(can_all.iter().map(|can| can.person.as_str()).collect::<Vec<_>>(), ["kul01"]);
    let picture = hands::picture(&rows.handled, can_all, Period::ending(last, 90), hands::Terms::default());
    let found: BTreeSet<(String, Flow)> =
        picture.flows.iter().filter(|one| one.is_alone).map(|one| (one.unit.clone(), one.flow)).collect();
    let truth = sheet("facit/hands.csv").rows;
    let of = |what: &str| -> BTreeSet<(String, Flow)> {
        truth.iter().filter(|row| row.cells[2] == what).map(|row| (row.cells[0].clone(), flow(&row.cells[1]))).collect()
    };
    assert_eq!(found, of("ensam"));
    assert!(of("ensam").len() >= 3 && of("inte ensam").len() >= 3);
    let by: BTreeMap<&str, &hands::FlowFigures> = picture.flows.iter().map(|one| (one.unit.as_str(), one)).collect();
    assert_eq!(by["Kulturenheten"].measures, [Measure::SplitRight, Measure::Rotate]);
    assert_eq!(by["Registerservice"].measures, [Measure::AddStep, Measure::Rotate]);
    let park = by["Parkenheten"];
    assert!(park.alone * 2 > park.judged && park.on_leave == park.alone, "leave explains what looks alone: {park:?}");
    assert_eq!(by["Upphandling"].pairs.len(), 1);
    assert_eq!(by["Socialkontoret"].pairs, []);
    let service = by["Ekonomiservice"];
    assert_eq!((service.factor.as_slice(), service.only.len()), (&["eko11".to_owned()][..], 1));
    assert_eq!(by["Socialkontoret"].measures, []);
}

#[test]
fn the_decisions_that_break_the_order_are_found_and_the_list_for_the_meeting_is_right() {
    let last = day("2026-06-30");
    let points = import::points(&sheet("delegation/delegationsordning.csv"), day("2025-01-01"), "").unwrap();
    let change = Change::Whole { from: day("2025-01-01"), points };
    let what =
        Amendment { change, decision: "KS 2024-12-11, 9 §".to_owned(), decided_on: day("2024-12-11"), after: 0 };
    let proposal = Proposal {
        what,
        reason: "antagen".to_owned(),
        by: Person::new("Ada Fiktiv").unwrap(),
        at: "2024-12-12T09:00:00Z".to_owned(),
    };
    let agreed = proposal.confirm(Person::new("Bo Påhittad").unwrap(), "2024-12-12T10:00:00Z").unwrap();
    let order = Order::default().amended(&agreed).unwrap();
    let (rulings, unfit) = ruling::rulings(&sheet("delegation/beslut.csv"));
    assert!(unfit.is_empty());
    let found: BTreeMap<&str, Vec<Fault>> =
        rulings.iter().map(|one| (one.id.as_str(), ruling::judge(&order, one, Terms::on(last)))).collect();
    let expected = [
        ("B-101", vec![]),
        ("B-102", vec![Fault::AboveLimit(Limit::Ore(20_000_000), 20_000_000)]),
        ("B-103", vec![Fault::Expired(day("2026-03-31"))]),
        ("B-104", vec![Fault::NotHolder(vec!["Bidragshandläggare".to_owned()])]),
        ("B-105", vec![Fault::NotNotified(110)]),
        ("B-106", vec![]),
        ("B-107", vec![]),
        ("B-108", vec![Fault::NoPoint]),
    ];
    assert_eq!(found, expected.into_iter().collect());
    let list = ruling::to_notify(&order, &rulings, last);
    assert_eq!(list.iter().map(|one| one.id.as_str()).collect::<Vec<_>>(), ["B-105", "B-106"]);
}
