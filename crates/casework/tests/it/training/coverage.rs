//! Shares from which nobody can be made out.

use casework::training::{
    Group, How, Record,
    coverage::{Counted, LEAST, Share, curve, heat},
};
use proptest::prelude::*;

use super::{day, outline};

fn counted(row: &str, passed: Option<&str>) -> Counted {
    let mut record = Record::default();
    if let Some(on) = passed {
        record.passed(&outline("gavor", &[Group::All]), day(on), How::Import);
    }
    Counted { rows: vec![row.to_owned()], required: vec!["gavor".to_owned()], new_until: None, record }
}

fn many(row: &str, number: usize, passed: Option<&str>) -> Vec<Counted> {
    vec![counted(row, passed); number]
}

#[test]
fn a_share_is_told_in_steps_of_five_people() {
    let text = |covered, people| Share::of(covered, people).text();
    assert_eq!([text(0, 0), text(1, 4), text(4, 5), text(5, 5)], ["", "–", "0–99\u{a0}%", "100\u{a0}%"]);
    assert_eq!(
        [text(9, 10), text(17, 20), text(41, 50), text(99, 100)],
        ["50–99\u{a0}%", "75–99\u{a0}%", "80–89\u{a0}%", "95–99\u{a0}%"]
    );
    assert_eq!(Share::of(99, 100).level(), Some(3));
}

#[test]
fn small_units_are_counted_together_and_still_hidden_when_they_are_few() {
    let courses = ["gavor".to_owned()];
    let all = [many("A", 10, Some("2026-03-01")), many("B", 3, None), many("C", 3, Some("2026-03-01"))].concat();
    let table = heat(&all, &courses, day("2026-11-22"));
    let rows: Vec<(Option<&str>, u64)> = table.rows.iter().map(|row| (row.of.as_deref(), row.people)).collect();
    assert_eq!(rows, [(Some("A"), 10), (None, 6)]);
    assert_eq!(table.rows[0].shares, [Share::of(10, 10)]);
    assert_eq!(table.rows[1].shares, [Share::of(3, 6)]);
    assert_eq!(table.all, [Share::of(13, 16)]);
    let few = heat(&all[..12], &courses, day("2026-11-22"));
    assert_eq!((few.rows[1].people, few.rows[1].shares[0]), (2, Share::Few));
    let later = heat(&all, &courses, day("2028-03-02"));
    assert_eq!(later.all, [Share::of(0, 16)], "what has ended covers nobody");
}

#[test]
fn people_in_several_small_groups_count_once_so_that_three_do_not_look_like_six() {
    let courses = ["gavor".to_owned()];
    let both = Counted { rows: vec!["manager".to_owned(), "recruiter".to_owned()], ..counted("", Some("2026-03-01")) };
    let three = heat(&vec![both.clone(); 3], &courses, day("2026-11-22"));
    assert_eq!(three.rows.len(), 1);
    assert_eq!((three.rows[0].of.as_deref(), three.rows[0].people, three.rows[0].shares[0]), (None, 3, Share::Few));
    let with_others = [vec![both; 3], many("elected", 2, None)].concat();
    let five = heat(&with_others, &courses, day("2026-11-22"));
    assert_eq!((five.rows[0].people, five.rows[0].shares[0]), (5, Share::of(3, 5)));
}

#[test]
fn somebody_new_is_missing_only_after_their_days_and_counts_as_soon_as_they_have_passed() {
    let courses = ["gavor".to_owned()];
    let new = |passed| Counted { new_until: Some(day("2026-12-31")), ..counted("A", passed) };
    let all = [many("A", 10, Some("2026-03-01")), vec![new(None); 5]].concat();
    let on = |on: &str| heat(&all, &courses, day(on)).rows[0].clone();
    assert_eq!((on("2026-12-31").people, on("2026-12-31").shares[0]), (15, Share::of(10, 10)));
    assert_eq!(on("2027-01-01").shares[0], Share::of(10, 15));
    let last = |on: &str| curve(&all, day(on), (0, 0)).iter().find(|point| point.day == day(on)).unwrap().share;
    assert_eq!((last("2026-12-31"), last("2027-01-01")), (Share::of(10, 10), Share::of(10, 15)));
    let passed = [many("A", 10, None), vec![new(Some("2026-11-01")); 5]].concat();
    assert_eq!(heat(&passed, &courses, day("2026-11-22")).all, [Share::of(5, 15)]);
}

#[test]
fn the_curve_tells_what_was_and_what_is_left_if_nothing_is_done() {
    let all = [many("A", 50, Some("2026-03-15")), many("A", 50, Some("2026-10-01"))].concat();
    let points = curve(&all, day("2026-11-22"), (11, 6));
    assert_eq!(points.len(), 19, "eighteen months and today");
    let at = |on: &str| points.iter().find(|point| point.day == day(on)).unwrap();
    assert_eq!(at("2026-02-28").share, Share::of(0, 100));
    assert_eq!(at("2026-03-31").share, Share::of(50, 100));
    assert_eq!((at("2026-11-22").share, at("2026-11-22").is_ahead), (Share::of(100, 100), false));
    assert!(at("2027-05-31").is_ahead);
    assert!(points.windows(2).all(|two| two[0].day < two[1].day));
}

proptest! {
    #[test]
    fn a_step_holds_at_least_five_people_and_the_share_is_within_it(people in 1_u64..3_000, of in 0_u64..3_000) {
        let covered = of.min(people);
        match Share::of(covered, people) {
            Share::Few => prop_assert!(people < LEAST),
            Share::Of { from, to, people: shown } => {
                prop_assert_eq!(shown, people);
                prop_assert!(covered * 100 >= from * people && covered * 100 < (to + 1) * people);
                let alike = (0..=people).filter(|other| Share::of(*other, people) == Share::of(covered, people)).count();
                prop_assert!(covered == people || u64::try_from(alike).unwrap() >= LEAST, "{} alike", alike);
            }
            Share::Nobody => prop_assert!(false),
        }
    }
}
