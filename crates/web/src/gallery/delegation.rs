//! A delegation order, decisions and work with made-up data: the posts, the units and the numbers are invented.

use std::collections::BTreeMap;

use app::delegation::{
    Checked, Fault, HandsKept, HandsPage, Judged, Limit, Order, OrderPage, OrderRead, Point, Ruling,
};
use casework::delegation::order::Adopted;
use casework::hands::{self, CanAll, Flow, Handling, Period, Terms};
use casework::sheet::Unfit;
use chrono::{Days, NaiveDate};

use crate::failure::Answer;
use crate::frame::Visit;
use crate::pages::Problems;
use crate::pages::delegation::{self as pages, Asked};

const DECISION: &str = "KS 2026-01-14, 7 §";
const MAY: [&str; 3] = ["delegation_put_propose", "delegation_check", "hands_show"];

fn today(visit: &Visit) -> NaiveDate {
    app::swedish_day(visit.now())
}

fn day(visit: &Visit, ago: u64) -> NaiveDate {
    today(visit).checked_sub_days(Days::new(ago)).unwrap_or_default()
}

fn point(visit: &Visit, (number, matter, holder): (&str, &str, &str), limit: Option<Limit>) -> Point {
    Point {
        number: number.to_owned(),
        matter: matter.to_owned(),
        holder: holder.to_owned(),
        limit,
        from: day(visit, 300),
        to: None,
        onward: holder == "Förvaltningschef",
        notify: limit.is_some(),
        source: DECISION.to_owned(),
    }
}

fn points(visit: &Visit) -> Vec<Point> {
    let point = |what, limit| point(visit, what, limit);
    vec![
        point(("1.1", "Köp av varor och tjänster", "Enhetschef"), Some(Limit::Ore(20_000_000))),
        point(("1.1", "Köp av varor och tjänster", "Förvaltningschef"), Some(Limit::Base(5000))),
        point(("1.2", "Yttrande till fullmäktige om lokaler", "Förvaltningschef"), None),
        point(("2.10", "Bidrag till föreningar", "Bidragshandläggare"), Some(Limit::Base(50))),
    ]
}

fn order(visit: &Visit) -> OrderPage {
    let mut points = points(visit);
    let lower = Point {
        from: day(visit, 30),
        ..point(visit, ("1.1", "Köp av varor och tjänster", "Enhetschef"), Some(Limit::Ore(10_000_000)))
    };
    for (point, last) in points.iter_mut().zip([Some(day(visit, 31)), None, None, Some(day(visit, 20))]) {
        point.to = last;
    }
    points.push(lower);
    let adopted = |touched, ago, hour: u8| Adopted {
        decision: DECISION.to_owned(),
        decided_on: day(visit, ago),
        confirmed_at: format!("2026-01-15T{hour:02}:00:00Z"),
        touched,
    };
    let order = Order { points, adopted: vec![adopted(4, 300, 8), adopted(1, 40, 9), adopted(1, 25, 10)] };
    OrderPage { order, authority: "Kommunstyrelsen".to_owned() }
}

pub(super) fn show(visit: &Visit) -> Answer {
    pages::show_page(visit, &order(visit), &Asked { day: today(visit), may: &MAY })
}

pub(super) fn empty(visit: &Visit) -> Answer {
    let page = OrderPage { order: Order::default(), authority: "Kommunstyrelsen".to_owned() };
    pages::show_page(visit, &page, &Asked { day: today(visit), may: &MAY })
}

pub(super) fn point_doubted(visit: &Visit) -> Answer {
    pages::point_page(visit, &order(visit), "1.2", &Asked { day: today(visit), may: &MAY })
}

pub(super) fn between(visit: &Visit) -> Answer {
    pages::between_page(visit, &order(visit), [day(visit, 100), today(visit)], &Problems::default())
}

fn put_given(visit: &Visit) -> [String; 11] {
    let from = today(visit).to_string();
    let given =
        ["1.1", "Köp av varor och tjänster", "Enhetschef", "150 000", &from, "", "nej", "ja", DECISION, &from, ""];
    given.map(str::to_owned)
}

pub(super) fn change(visit: &Visit) -> Answer {
    pages::put_page(visit, &put_given(visit), &Problems::default())
}

pub(super) fn change_wrong(visit: &Visit) -> Answer {
    let problems = Problems::default().with("limit", visit.t().delegation_limit_wrong());
    pages::put_page(visit, &put_given(visit), &problems.with("reason", visit.t().admin_fill_in()))
}

pub(super) fn end(visit: &Visit) -> Answer {
    let last = today(visit).to_string();
    let given = ["1.1", "Enhetschef", &last, DECISION, &last, "Enheten läggs ned."].map(str::to_owned);
    pages::end_page(visit, &given, &Problems::default())
}

pub(super) fn import(visit: &Visit) -> Answer {
    let from = today(visit).to_string();
    let given = [from.clone(), DECISION.to_owned(), from];
    pages::import_page(visit, &given, &Problems::default())
}

fn read(visit: &Visit, points: Vec<Point>, unfit: Vec<Unfit>) -> OrderRead {
    let (name, decision) = ("delegationsordning.xlsx".to_owned(), DECISION.to_owned());
    OrderRead { name, from: today(visit), decision, decided_on: day(visit, 10), points, unfit }
}

pub(super) fn preview(visit: &Visit) -> Answer {
    pages::preview_page(visit, ("ab12", &read(visit, points(visit), Vec::new())), "", &Problems::default())
}

fn cells() -> Vec<Unfit> {
    let cell = |line, column: &str, value: &str, why: &str| Unfit {
        line,
        column: column.to_owned(),
        value: value.to_owned(),
        why: why.to_owned(),
    };
    vec![
        cell(4, "Beloppsgräns", "två basbelopp", "det är inget belopp i kronor; skriv siffror, som 200 000"),
        cell(7, "Delegat", "", "cellen är tom; fyll i den"),
    ]
}

pub(super) fn preview_wrong(visit: &Visit) -> Answer {
    pages::preview_page(visit, ("ab12", &read(visit, Vec::new(), cells())), "", &Problems::default())
}

pub(super) fn check(visit: &Visit) -> Answer {
    pages::check_page(visit, &today(visit).to_string(), &Problems::default())
}

fn checked_of(visit: &Visit) -> Checked {
    let ruling = |id: &str, amount_ore, point: &str, ago| Ruling {
        id: id.to_owned(),
        kind: "Köp av varor".to_owned(),
        amount_ore,
        decided_by: "person 4F09C1".to_owned(),
        role: "Enhetschef".to_owned(),
        unit: "Enhet 4".to_owned(),
        decided_on: day(visit, ago),
        point: point.to_owned(),
        notified_on: None,
    };
    let judged = |ruling, faults| Judged { ruling, faults };
    let faulty = vec![
        judged(
            ruling("B-102", Some(26_000_000), "1.1", 12),
            vec![Fault::AboveLimit(Limit::Ore(20_000_000), 20_000_000)],
        ),
        judged(ruling("B-105", Some(26_000_000), "1.1", 11), vec![Fault::AboveLimit(Limit::Base(200), 11_840_000)]),
        judged(ruling("B-106", Some(26_000_000), "1.1", 11), vec![Fault::NoBaseAmount(Limit::Base(200), 2031)]),
        judged(ruling("B-103", None, "1.1", 14), vec![Fault::NoAmount(Limit::Base(200), 11_840_000)]),
        judged(
            ruling("B-104", Some(9_000_000), "2.10", 80),
            vec![Fault::NotHolder(vec!["Bidragshandläggare".to_owned()]), Fault::NotNotified(80)],
        ),
        judged(ruling("B-105", Some(1_000_000), "3.1", 15), vec![Fault::Expired(day(visit, 20))]),
        judged(ruling("B-106", Some(1_000_000), "9.9", 16), vec![Fault::NoPoint]),
    ];
    Checked {
        name: "beslut.csv".to_owned(),
        authority: "Kommunstyrelsen".to_owned(),
        read: 214,
        faulty,
        to_notify: vec![ruling("B-104", Some(9_000_000), "2.10", 80), ruling("B-201", Some(3_000_000), "1.1", 3)],
        until: today(visit),
        unfit: cells(),
        decisions: vec!["2026-02".to_owned()],
    }
}

pub(super) fn checked(visit: &Visit) -> Answer {
    pages::result_page(visit, "ab12", &checked_of(visit))
}

pub(super) fn notification(visit: &Visit) -> Answer {
    pages::notification_page(visit, "ab12", &checked_of(visit))
}

const ALONE: &str = "person 4F09C1";

/// Half a year of invented work.
fn work(visit: &Visit) -> Vec<Handling> {
    let mut rows = Vec::new();
    for ago in 0..250_u64 {
        let shared = if ago % 2 == 0 { ["person A1B2C3", "person D4E5F6"] } else { ["person D4E5F6", "person A1B2C3"] };
        let other = if ago % 4 > 1 { "person 0D0E0F" } else { "person 0A0B0C" };
        let (lone, third) = ([ALONE, ALONE], [other, "person 778899"]);
        for (unit, [first, second]) in [("Enhet 4", lone), ("Enhet 7", shared), ("Enhet 9", third)] {
            for (step, person) in (0_u8..).zip([first, second, first]) {
                rows.push(Handling {
                    unit: unit.to_owned(),
                    flow: Flow::Invoice,
                    matter: format!("{unit} {ago}"),
                    step,
                    person: person.to_owned(),
                    day: day(visit, ago),
                });
            }
        }
    }
    rows
}

fn hands_page(visit: &Visit, names: BTreeMap<String, String>) -> HandsPage {
    let (rows, terms) = (work(visit), Terms::default());
    let can = CanAll { person: ALONE.to_owned(), system: "Ekonomisystemet".to_owned(), flow: Flow::Invoice };
    let effect = hands::effect(&rows, std::slice::from_ref(&can), (day(visit, 60), 60), terms);
    let picture = hands::picture(&rows, vec![can], Period::ending(today(visit), 90), terms);
    let (made_at, rows) = ("2026-11-20T09:00:00Z".to_owned(), rows.len());
    let kept = HandsKept { made_at, rows, machines: 40, unfit: 2, picture, effect: Some(effect) };
    HandsPage { kept: Some(kept), names, decisions: vec!["2026-02".to_owned()], refused: String::new() }
}

pub(super) fn alone(visit: &Visit) -> Answer {
    pages::alone_page(visit, &hands_page(visit, BTreeMap::new()), true)
}

pub(super) fn alone_own(visit: &Visit) -> Answer {
    let names = BTreeMap::from([(ALONE.to_owned(), "Påhittad Medarbetare".to_owned())]);
    pages::alone_page(visit, &hands_page(visit, names), false)
}

pub(super) fn alone_none(visit: &Visit) -> Answer {
    let page = HandsPage { kept: None, ..hands_page(visit, BTreeMap::new()) };
    pages::alone_page(visit, &page, true)
}

pub(super) fn alone_refused(visit: &Visit) -> Answer {
    let refused = "DE-05 körs inte: inget beslut om kontroll omfattar den".to_owned();
    let page = HandsPage { kept: None, refused, ..hands_page(visit, BTreeMap::new()) };
    pages::alone_page(visit, &page, true)
}

fn measure_given(visit: &Visit) -> [String; 4] {
    [today(visit).to_string(), "90".to_owned(), "6".to_owned(), String::new()]
}

pub(super) fn measure(visit: &Visit) -> Answer {
    pages::measure_page(visit, &measure_given(visit), &Problems::default())
}

pub(super) fn measure_wrong(visit: &Visit) -> Answer {
    let t = visit.t();
    let problems = Problems::default().with("days", t.alone_days_wrong()).with("steps", t.ask_file());
    pages::measure_page(visit, &measure_given(visit), &problems)
}
