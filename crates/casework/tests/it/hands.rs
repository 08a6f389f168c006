//! Where one person is alone: shares, the bus factor, pairs, leave, rotation and effect. Units and people are invented.

use casework::hands::{
    self, Flow, FlowFigures, Handling, Measure, Period, Picture, Right, Terms, can_all, effect, picture, step_of,
};
use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use crate::town::day;

fn on(ago: u64) -> NaiveDate {
    day("2026-06-30").checked_sub_days(Days::new(ago)).unwrap()
}

/// A matter a day, for so many days back from the last; who did the three steps on the day.
fn work(days: u64, hands: impl Fn(u64) -> [&'static str; 3]) -> Vec<Handling> {
    let matter = |ago: u64| {
        let step = move |(step, person): (u8, &str)| Handling {
            unit: "Enheten".to_owned(),
            flow: Flow::Invoice,
            matter: ago.to_string(),
            step,
            person: person.to_owned(),
            day: on(ago),
        };
        (0_u8..).zip(hands(ago)).filter(|(_, person)| !person.is_empty()).map(step).collect::<Vec<_>>()
    };
    (0..days).flat_map(matter).collect()
}

fn shown(rows: &[Handling]) -> Picture {
    picture(rows, Vec::new(), Period::ending(on(0), 90), Terms::default())
}

fn one(rows: &[Handling]) -> FlowFigures {
    shown(rows).flows[0].clone()
}

#[test]
fn half_of_the_matters_in_one_pair_of_hands_is_alone_and_less_is_not() {
    let shared = |alone: u64| work(20, move |ago| if ago < alone { ["a", "a", "a"] } else { ["a", "b", "c"] });
    let half = one(&shared(10));
    assert_eq!((half.judged, half.alone, half.share_permille(), half.is_alone), (20, 10, 500, true));
    assert!(!one(&shared(9)).is_alone);
    let few = one(&work(9, |_| ["a", "a", "a"]));
    assert_eq!((few.share_permille(), few.is_alone), (1_000, false), "nine matters say nothing");
    let single = one(&work(20, |_| ["a", "", ""]));
    assert_eq!((single.matters, single.judged, single.is_alone), (20, 0, false), "one step is no chain");
}

#[test]
fn the_bus_factor_is_the_fewest_whose_absence_stops_half() {
    assert_eq!(one(&work(30, |_| ["a", "b", "c"])).factor, ["a"], "whoever is missed, all stops");
    let spread = one(&work(30, |ago| match ago % 3 {
        0 => ["a", "b", ""],
        1 => ["c", "d", ""],
        _ => ["e", "f", ""],
    }));
    assert_eq!(spread.factor, ["a", "c"]);
    let wide = one(&work(80, |ago| {
        const PEOPLE: [&str; 8] = ["a", "b", "c", "d", "e", "f", "g", "h"];
        let at = usize::try_from(ago % 4).unwrap() * 2;
        [PEOPLE[at], PEOPLE[at + 1], ""]
    }));
    assert_eq!(wide.factor.len(), 2);
}

#[test]
fn leave_explains_what_looks_alone_and_who_never_comes_back_is_not_on_leave() {
    let away = |from: u64, to: u64| {
        one(&work(120, move |ago| if (from..=to).contains(&ago) { ["a", "a", "a"] } else { ["a", "b", "a"] }))
    };
    let leave = away(20, 60);
    assert_eq!((leave.alone, leave.on_leave, leave.is_alone), (41, 41, false));
    let long = away(20, 70);
    assert_eq!((long.on_leave, long.is_alone), (0, true), "longer than leave is");
    let gone = away(0, 60);
    assert_eq!((gone.on_leave, gone.is_alone), (0, true));
    assert_eq!(away(30, 33).on_leave, 0, "a few days are no leave");
}

#[test]
fn two_who_always_approve_for_each_other_are_found_where_there_are_others() {
    let pair = |ago: u64| match ago % 4 {
        0 => ["a", "b", ""],
        1 => ["b", "a", ""],
        2 => ["c", "d", ""],
        _ => ["c", "e", ""],
    };
    let found = one(&work(80, pair));
    assert_eq!(found.pairs.len(), 1);
    assert_eq!(
        (found.pairs[0].first.as_str(), found.pairs[0].second.as_str(), found.pairs[0].together),
        ("a", "b", 40)
    );
    assert!(found.measures.contains(&Measure::NewPairs));
    let only_two = one(&work(80, |ago| if ago % 2 == 0 { ["a", "b", ""] } else { ["b", "a", ""] }));
    assert!(only_two.pairs.is_empty(), "in a flow of two it says nothing");
    let one_way = one(&work(80, |ago| if ago % 2 == 0 { ["a", "b", ""] } else { ["c", "d", ""] }));
    assert!(one_way.pairs.is_empty(), "to attest what another registers is the work");
}

#[test]
fn a_step_that_nobody_else_has_done_for_months_is_told_with_the_last_day_of_another() {
    let rows = work(300, |ago| if ago > 200 { ["a", "b", "d"] } else { ["a", "b", "c"] });
    let only = one(&rows).only;
    let told: Vec<_> = only.iter().map(|one| (one.step, one.person.as_str(), one.last_other)).collect();
    assert_eq!(told, [(0, "a", None), (1, "b", None), (2, "c", Some(on(201)))]);
    assert!(one(&work(100, |_| ["a", "b", "c"])).only.is_empty(), "the rows do not reach back so far");
}

#[test]
fn who_may_do_it_all_on_the_day_is_told_and_the_right_is_to_be_split() {
    let right = |step, to: Option<&str>| Right {
        person: "a".to_owned(),
        system: "Ekonomi".to_owned(),
        flow: Flow::Invoice,
        step,
        from: Some(day("2026-01-01")),
        to: to.map(day),
    };
    let rights = [right(0, None), right(1, None), right(2, Some("2026-05-31"))];
    assert_eq!(can_all(&rights, day("2026-05-31")).len(), 1);
    assert!(can_all(&rights, day("2026-06-01")).is_empty());
    let can = can_all(&rights, day("2026-05-31"));
    let picture = picture(&work(20, |_| ["a", "a", "a"]), can, Period::ending(on(0), 90), Terms::default());
    assert_eq!(picture.flows[0].measures, [Measure::SplitRight, Measure::Rotate]);
}

#[test]
fn the_effect_is_the_same_figures_before_and_after() {
    let rows = work(60, |ago| if ago >= 30 { ["a", "a", "a"] } else { ["a", "b", "c"] });
    let effect = effect(&rows, &[], (on(29), 30), Terms::default());
    let of = |picture: &Picture| (picture.flows[0].matters, picture.flows[0].share_permille());
    assert_eq!((of(&effect.before), of(&effect.after)), ((30, 1_000), (30, 0)));
    assert_eq!(effect.before.period, Period { from: on(59), to: on(30) });
}

#[test]
fn words_of_steps_are_known_in_their_flow() {
    assert_eq!(step_of("Beslutsattest", Some(Flow::Invoice)), [(Flow::Invoice, 1)]);
    assert_eq!(step_of("Utbetalning", Some(Flow::Matter)), [(Flow::Matter, 2)]);
    assert_eq!(step_of("Handläggning", None), [(Flow::Matter, 0)]);
    assert_eq!(step_of("Släppt", None), [(Flow::Invoice, 2)]);
    assert!(step_of("Läsa rapporter", Some(Flow::Invoice)).is_empty());
    assert_eq!(hands::STEPS.len(), Flow::ALL.len());
}

proptest! {
    #[test]
    fn shares_are_shares_and_taking_away_the_factor_leaves_half_undone(
        hands in prop::collection::vec((0_usize..5, 0_usize..5, 0_usize..5), 1..60)
    ) {
        const PEOPLE: [&str; 5] = ["a", "b", "c", "d", "e"];
        let rows = work(hands.len() as u64, |ago| {
            let (a, b, c) = hands[usize::try_from(ago).unwrap()];
            [PEOPLE[a], PEOPLE[b], PEOPLE[c]]
        });
        let figures = one(&rows);
        prop_assert!(figures.share_permille() <= 1_000 && figures.on_leave <= figures.alone);
        let gone = |at: &usize| figures.factor.iter().any(|person| person == PEOPLE[*at]);
        let stopped = hands.iter().filter(|(a, b, c)| gone(a) || gone(b) || gone(c)).count();
        prop_assert!(stopped * 2 >= hands.len());
        prop_assert_eq!(figures.judged, hands.len());
    }
}
