//! The delegation order: what applies when, how it changes, what may not be delegated.

use casework::delegation::{
    import,
    limit::{Limit, base_amounts},
    order::{Amendment, Change, Order, OrderError, Point},
    reserved::{Doubt, doubts, reserved},
    ruling::{self, Fault, Ruling, Terms},
    text,
};
use casework::letter::Block;
use casework::sheet::{Row, Sheet};
use quorum::{Person, Proposal};

use crate::town::day;

const DECISION: &str = "KS 2026-01-14, 7 §";

fn point(number: &str, holder: &str, limit_ore: Option<i64>, from: &str) -> Point {
    Point {
        number: number.to_owned(),
        matter: "Köp av varor".to_owned(),
        holder: holder.to_owned(),
        limit: limit_ore.map(Limit::Ore),
        from: day(from),
        to: None,
        onward: false,
        notify: true,
        source: DECISION.to_owned(),
    }
}

fn amended(order: &Order, change: Change) -> Result<Order, OrderError> {
    amended_after(order, change, order.adopted.len())
}

fn amended_after(order: &Order, change: Change, after: usize) -> Result<Order, OrderError> {
    let what = Amendment { change, decision: DECISION.to_owned(), decided_on: day("2026-01-14"), after };
    let (by, at) = (Person::new("Ada Fiktiv").unwrap(), "2026-01-15T09:00:00Z".to_owned());
    let proposal = Proposal { what, reason: "antagen".to_owned(), by, at };
    order.amended(&proposal.confirm(Person::new("Bo Påhittad").unwrap(), "2026-01-15T10:00:00Z").unwrap())
}

fn whole(from: &str, points: Vec<Point>) -> Change {
    Change::Whole { from: day(from), points }
}

fn first() -> Order {
    let points = vec![
        point("4.10", "Chef", None, "2026-02-01"),
        point("4.2", "Enhetschef", Some(20_000_000), "2026-02-01"),
        point("4.2", "Förvaltningschef", None, "2026-02-01"),
    ];
    amended(&Order::default(), whole("2026-02-01", points)).unwrap()
}

#[test]
fn the_order_of_a_day_is_by_number_as_people_count() {
    let order = first();
    assert!(order.on(day("2026-01-31")).is_empty());
    let numbers: Vec<&str> = order.on(day("2026-02-01")).iter().map(|point| point.number.as_str()).collect();
    assert_eq!(numbers, ["4.2", "4.2", "4.10"]);
}

#[test]
fn a_new_wording_ends_the_one_before_and_the_old_one_is_kept() {
    let order = amended(&first(), Change::Put(point("4.2", "enhetschef", Some(10_000_000), "2026-06-01"))).unwrap();
    let limit = |on: &str| {
        let applies = order.on(day(on));
        applies.iter().find(|point| point.is("4.2", "Enhetschef")).and_then(|point| point.limit)
    };
    assert_eq!(
        (limit("2026-05-31"), limit("2026-06-01")),
        (Some(Limit::Ore(20_000_000)), Some(Limit::Ore(10_000_000)))
    );
    let changed = order.between(day("2026-05-31"), day("2026-06-01"));
    assert_eq!(changed.len(), 1);
    assert!(order.between(day("2026-06-01"), day("2026-07-01")).is_empty());
    let earlier = amended(&order, Change::Put(point("4.2", "Enhetschef", None, "2026-05-01")));
    assert!(matches!(earlier, Err(OrderError::Later { .. })), "{earlier:?}");
}

#[test]
fn a_whole_order_ends_what_is_not_in_it_and_lets_the_rest_go_on() {
    let new = vec![
        point("4.2", "Förvaltningschef", None, "2026-06-01"),
        point("4.2", "Enhetschef", Some(30_000_000), "2026-07-01"),
        point("5", "Registrator", None, "2026-01-01"),
    ];
    let order = amended(&first(), whole("2026-06-01", new)).unwrap();
    let of = |number: &str, holder: &str| -> Vec<(String, Option<String>)> {
        let wordings = order.wordings(number).into_iter().filter(|point| point.is(number, holder));
        wordings.map(|point| (point.from.to_string(), point.to.map(|to| to.to_string()))).collect()
    };
    let span = |from: &str, to: Option<&str>| (from.to_owned(), to.map(str::to_owned));
    assert_eq!(of("4.2", "Förvaltningschef"), [span("2026-02-01", None)], "the same goes on");
    assert_eq!(of("4.10", "Chef"), [span("2026-02-01", Some("2026-05-31"))]);
    assert_eq!(of("4.2", "Enhetschef"), [span("2026-02-01", Some("2026-06-30")), span("2026-07-01", None)]);
    assert_eq!(of("5", "Registrator"), [span("2026-06-01", None)], "no point begins before the order");
    assert_eq!(order.adopted.len(), 2);
}

#[test]
fn what_ends_before_it_began_never_was_and_what_is_unknown_does_not_end() {
    let end = |last: &str| {
        let (number, holder) = ("4.10".to_owned(), "Chef".to_owned());
        Change::End { number, holder, last: day(last) }
    };
    let order = amended(&first(), end("2026-03-31")).unwrap();
    assert_eq!(order.on(day("2026-04-01")).len(), 2);
    assert!(amended(&first(), end("2026-01-31")).unwrap().wordings("4.10").is_empty());
    assert!(matches!(amended(&order, end("2026-04-30")), Err(OrderError::Unknown { .. })));
}

#[test]
fn a_change_that_lacks_something_or_was_proposed_on_another_order_is_not_made() {
    let order = first();
    let put = |point| amended(&order, Change::Put(point));
    let mut backwards = point("6", "Chef", None, "2026-06-01");
    backwards.to = Some(day("2026-05-01"));
    assert!(matches!(put(backwards), Err(OrderError::Period { .. })));
    assert!(matches!(put(point("6", " ", None, "2026-06-01")), Err(OrderError::Empty { what: "delegaten" })));
    assert!(matches!(put(point("6", "Chef", Some(-1), "2026-06-01")), Err(OrderError::Limit { .. })));
    let twice = vec![point("6", "Chef", None, "2026-06-01"), point("6", "chef", Some(5), "2026-08-01")];
    assert!(matches!(amended(&order, whole("2026-06-01", twice)), Err(OrderError::Twice { .. })));
    let moved = amended_after(&order, Change::Put(point("6", "Chef", None, "2026-06-01")), 0);
    assert_eq!(moved, Err(OrderError::Moved));
}

#[test]
fn what_may_not_be_delegated_is_dated_sourced_and_pointed_at() {
    assert_eq!(reserved(day("2026-11-22")).count(), 6);
    assert_eq!(reserved(day("2017-12-31")).count(), 0);
    assert!(reserved(day("2026-11-22")).all(|one| one.law.contains("38 §") && one.source.contains("2017:725")));
    let unsure: Vec<&str> =
        reserved(day("2026-11-22")).filter(|one| !one.is_confirmed).map(|one| one.id.as_str()).collect();
    assert_eq!(unsure, ["automatic"]);
    let doubted = |matter: &str, holder: &str, onward| {
        let point = Point { matter: matter.to_owned(), onward, ..point("1", holder, None, "2026-01-01") };
        doubts(&point)
            .into_iter()
            .map(|doubt| match doubt {
                Doubt::Reserved { reserved, .. } => reserved.id.clone(),
                Doubt::Onward => "onward".to_owned(),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(doubted("Yttrande till fullmäktige", "Chef", false), ["council"]);
    assert_eq!(doubted("Svar på Medborgarförslag", "Enhetschef", true), ["citizens", "onward"]);
    assert_eq!(doubted("Tilldelning i upphandling", "Automatiserad beslutsfunktion", false), ["automatic"]);
    assert!(doubted("Tilldelning i upphandling", "Förvaltningschef", true).is_empty());
}

#[test]
fn the_table_that_is_written_can_be_read_again() {
    let order = first();
    for letter in
        [import::exported(&order, "Nämnden", day("2026-03-01")), import::template("Nämnden", day("2026-03-01"))]
    {
        let Some(Block::Table { head, rows, .. }) = letter.blocks.last().cloned() else { panic!("a table") };
        let rows = (2_u64..).zip(rows).map(|(line, cells)| Row { line, cells }).collect();
        let sheet = Sheet { name: "a.xlsx".to_owned(), header: head, rows };
        let mut read = import::points(&sheet, day("2026-01-01"), "").unwrap();
        if letter.title.contains("tabell") {
            let mut points = order.points.clone();
            points.sort();
            read.sort();
            assert_eq!(read, points);
        }
    }
}

#[test]
fn the_text_is_written_from_the_points() {
    let markdown = text::markdown(&first(), "Nämnden", day("2026-03-01"));
    assert!(markdown.contains("| 4.2 | Köp av varor | Enhetschef | 200\u{a0}000\u{a0}kr | anmäls till nämnden |"));
    assert!(markdown.contains("ingen gräns") && markdown.contains("6 kap. 38 §"));
    assert!(!text::markdown(&first(), "Nämnden", day("2026-01-01")).contains("| 4.2 |"));
}

#[test]
fn a_decision_is_read_against_what_applied_when_it_was_made() {
    let order = amended(&first(), Change::Put(point("4.2", "Enhetschef", Some(10_000_000), "2026-06-01"))).unwrap();
    let (number, holder) = ("4.10".to_owned(), "Chef".to_owned());
    let order = amended(&order, Change::End { number, holder, last: day("2026-06-30") }).unwrap();
    let ruling = |role: &str, point: &str, amount_ore, on: &str| Ruling {
        id: "B".to_owned(),
        kind: String::new(),
        amount_ore,
        decided_by: "person".to_owned(),
        role: role.to_owned(),
        unit: String::new(),
        decided_on: day(on),
        point: point.to_owned(),
        notified_on: Some(day(on)),
    };
    let faults = |ruling: &Ruling| ruling::judge(&order, ruling, Terms::on(day("2026-09-01")));
    assert_eq!(faults(&ruling("enhetschef", "4.2", Some(20_000_000), "2026-05-31")), []);
    let late = ruling("Enhetschef", "4.2", Some(20_000_000), "2026-06-01");
    assert_eq!(faults(&late), [Fault::AboveLimit(Limit::Ore(10_000_000), 10_000_000)]);
    assert_eq!(
        faults(&ruling("Enhetschef", "4.2", None, "2026-06-01")),
        [Fault::NoAmount(Limit::Ore(10_000_000), 10_000_000)]
    );
    assert_eq!(faults(&ruling("Chef", "4.10", None, "2026-07-01")), [Fault::Expired(day("2026-06-30"))]);
    assert_eq!(faults(&ruling("Chef", "4.10", None, "2026-01-31")), [Fault::NotBegun(day("2026-02-01"))]);
    let holders = vec!["Enhetschef".to_owned(), "Förvaltningschef".to_owned()];
    assert_eq!(faults(&ruling("Chef", "4.2", None, "2026-03-01")), [Fault::NotHolder(holders)]);
    assert_eq!(faults(&ruling("Chef", "9", None, "2026-03-01")), [Fault::NoPoint]);
    let silent = |on: &str| Ruling { notified_on: None, ..ruling("Förvaltningschef", "4.2", None, on) };
    assert_eq!(faults(&silent("2026-07-03")), [], "sixty days are not late");
    assert_eq!(faults(&silent("2026-07-02")), [Fault::NotNotified(61)]);
    let rulings = [silent("2026-08-02"), silent("2026-08-01"), late];
    let list = ruling::to_notify(&order, &rulings, day("2026-08-01"));
    assert_eq!(list, [&rulings[1]]);
}

#[test]
fn the_base_amounts_are_dated_sourced_and_one_for_each_year() {
    let years: Vec<(i32, i64)> = base_amounts().iter().map(|one| (one.year, one.kronor)).collect();
    assert_eq!(years, [(2024, 57_300), (2025, 58_800), (2026, 59_200)]);
    assert!(base_amounts().iter().all(|one| one.law.contains("socialförsäkringsbalken") && !one.source.is_empty()));
}

#[test]
fn a_limit_is_read_as_people_write_it() {
    for (text, expected) in [
        ("2 pbb", Some(Limit::Base(200))),
        ("2 prisbasbelopp", Some(Limit::Base(200))),
        ("0,5 Prisbasbelopp", Some(Limit::Base(50))),
        ("2 inkomstbasbelopp", None),
        ("200 000 kr", Some(Limit::Ore(20_000_000))),
        ("200000", Some(Limit::Ore(20_000_000))),
        ("två pbb", None),
        ("0 pbb", None),
        ("-1 pbb", None),
        ("2 kr pbb", None),
        ("pbb", None),
        ("1,555 pbb", None),
    ] {
        assert_eq!(Limit::parse(text), expected, "{text}");
    }
    assert_eq!(Limit::Base(250).text(), "2,5 prisbasbelopp");
    assert_eq!(Limit::Base(200).text_on(day("2026-03-01")), "2 prisbasbelopp (118\u{a0}400\u{a0}kr 2026)");
    assert!(Limit::Base(200).text_on(day("2031-03-01")).contains("inte känt"));
}

#[test]
fn an_order_that_was_written_before_is_read_as_it_was() {
    let old = serde_json::to_string(&point("4.2", "Enhetschef", Some(20_000_000), "2026-02-01")).unwrap();
    assert!(old.contains("\"limit_ore\":20000000"), "{old}");
    let base = Point { limit: Some(Limit::Base(250)), ..point("4.2", "Chef", None, "2026-02-01") };
    let written = serde_json::to_string(&base).unwrap();
    assert!(written.contains("\"limit_ore\":\"2,5 prisbasbelopp\""), "{written}");
    assert_eq!(serde_json::from_str::<Point>(&written).unwrap(), base);
    assert!(serde_json::from_str::<Point>(&written.replace("2,5", "två")).is_err());
}

#[test]
fn the_year_of_the_decision_says_what_a_base_amount_is() {
    let limit = Limit::Base(200);
    let base = Point { limit: Some(limit), ..point("4.2", "Chef", None, "2024-01-01") };
    let order = amended(&Order::default(), whole("2024-01-01", vec![base])).unwrap();
    let faults = |kronor: Option<i64>, on: &str| {
        let ruling = Ruling {
            id: "B".to_owned(),
            kind: String::new(),
            amount_ore: kronor.map(|kronor| kronor * 100),
            decided_by: "person".to_owned(),
            role: "Chef".to_owned(),
            unit: String::new(),
            decided_on: day(on),
            point: "4.2".to_owned(),
            notified_on: Some(day(on)),
        };
        ruling::judge(&order, &ruling, Terms::on(day("2026-09-01")))
    };
    assert_eq!(faults(Some(114_600), "2024-12-31"), []);
    assert_eq!(faults(Some(117_600), "2024-12-31"), [Fault::AboveLimit(limit, 11_460_000)]);
    assert_eq!(faults(Some(117_600), "2025-01-01"), []);
    assert_eq!(faults(Some(117_601), "2025-12-31"), [Fault::AboveLimit(limit, 11_760_000)]);
    assert_eq!(faults(None, "2026-01-01"), [Fault::NoAmount(limit, 11_840_000)]);
    assert_eq!(faults(Some(1), "2027-01-01"), [Fault::NoBaseAmount(limit, 2027)]);
}

#[test]
fn a_table_has_its_limits_in_kronor_or_in_base_amounts() {
    let text = |cells: &[&str]| -> Vec<String> { cells.iter().map(|cell| (*cell).to_owned()).collect() };
    let read = |limit: &str, base: &str| {
        let header = text(&["Punkt", "Ärende", "Delegat", "Beloppsgräns", "Prisbasbelopp"]);
        let rows = vec![Row { line: 2, cells: text(&["1", "Köp", "Chef", limit, base]) }];
        let sheet = Sheet { name: "a.csv".to_owned(), header, rows };
        import::points(&sheet, day("2026-01-01"), "KS").map(|points| points[0].limit)
    };
    assert_eq!(read("2 pbb", ""), Ok(Some(Limit::Base(200))));
    assert_eq!(read("118400", "2"), Ok(Some(Limit::Base(200))), "the column of base amounts is what was decided");
    assert_eq!(read("", "0,5 pbb"), Ok(Some(Limit::Base(50))));
    assert_eq!((read("200 000", ""), read("", "")), (Ok(Some(Limit::Ore(20_000_000))), Ok(None)));
    for (limit, base, column) in [("många pbb", "", "Beloppsgräns"), ("", "många", "Prisbasbelopp")] {
        let unfit = read(limit, base).unwrap_err();
        assert_eq!((unfit.len(), unfit[0].column.as_str()), (1, column));
        assert!(unfit[0].why.contains("prisbasbelopp"), "{unfit:?}");
    }
}
