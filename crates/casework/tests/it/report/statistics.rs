//! Figures for the board: small numbers are hidden, and no sum gives them away.

use casework::report::{
    Report,
    event::{Matter, Outcome},
    statistics::{Cell, LEAST, Table, by_matter_and_outcome, in_time},
};
use proptest::prelude::*;

use super::{ANNA, BO, acknowledged, add, by, closed, feedback, followed_up, receive, received};
use crate::town::day;

fn shown(table: &Table) -> Vec<String> {
    table.rows.iter().map(|row| row.iter().map(|cell| cell.text()).collect::<Vec<_>>().join(" ")).collect()
}

#[test]
fn large_numbers_are_shown_with_their_sums() {
    assert_eq!(shown(&Table::of(&[vec![7, 9], vec![12, 5]])), ["7 9 16", "12 5 17", "19 14 33"]);
}

#[test]
fn a_number_below_five_is_hidden_and_so_is_what_would_tell_it() {
    // The 2 would follow from its row and from its column, so one more of each is hidden, and the corner of the two.
    assert_eq!(shown(&Table::of(&[vec![2, 9, 8], vec![12, 6, 7]])), ["– 9 – 19", "– 6 – 25", "14 15 15 44"]);
}

#[test]
fn noughts_in_a_row_are_not_told_by_a_sum_that_others_fill() {
    let table = Table::of(&[vec![0, 0, 20], vec![9, 9, 9]]);
    assert_eq!(table.rows[0][..3], [Cell::Hidden; 3], "20 shown beside the sum 20 would say nought and nought");
}

#[test]
fn when_all_is_small_nothing_is_shown() {
    let table = Table::of(&[vec![1, 0], vec![0, 1]]);
    assert!(table.rows.iter().flatten().all(|cell| *cell == Cell::Hidden));
    assert_eq!(Table::of(&[]).rows, [[Cell::Hidden]]);
    assert!(Table::of(&[vec![3]]).rows.iter().flatten().all(|cell| *cell == Cell::Hidden));
}

fn finished(matter: Matter, outcome: Outcome, late: bool) -> Report {
    let mut received = received();
    received.matter = matter;
    let mut report = receive(received).unwrap();
    let (told, answered) = if late { ("2026-02-20", "2026-06-20") } else { ("2026-02-02", "2026-03-01") };
    add(&mut report, by(ANNA), acknowledged(day(told))).unwrap();
    add(&mut report, by(ANNA), followed_up(day("2026-02-21"))).unwrap();
    add(&mut report, by(BO), feedback(day(answered))).unwrap();
    add(&mut report, by(BO), closed(day("2026-06-21"), outcome)).unwrap();
    report
}

#[test]
fn closed_reports_are_counted_by_matter_and_outcome() {
    let mut reports: Vec<Report> = Vec::new();
    for _ in 0..6 {
        reports.push(finished(Matter::Corruption, Outcome::Founded, false));
        reports.push(finished(Matter::Other, Outcome::Unfounded, true));
    }
    reports.push(receive(received()).unwrap());
    let table = by_matter_and_outcome(&reports);
    assert_eq!((table.rows.len(), table.rows[0].len()), (Matter::ALL.len() + 1, Outcome::ALL.len() + 1));
    assert_eq!(table.rows[Matter::ALL.len()][Outcome::ALL.len()], Cell::Shown(12), "the open one is not counted");
    assert_eq!(shown(&in_time(&reports, day("2026-07-01"))), ["6 6 12", "6 6 12", "12 12 24"]);
}

/// Whether a hidden number follows from the shown ones, by solving the equations of all rows and columns: an independent
/// check of what the module does with a graph. Works on whole numbers, so no rounding can hide anything.
fn solved(table: &Table, counts: &[Vec<i128>]) -> Vec<(usize, usize)> {
    let (height, width) = (table.rows.len(), table.rows[0].len());
    let unknown: Vec<(usize, usize)> = (0..height)
        .flat_map(|row| (0..width).map(move |column| (row, column)))
        .filter(|(row, column)| table.rows[*row][*column] == Cell::Hidden)
        .collect();
    let sign = |at: usize, last: usize| if at == last { -1 } else { 1 };
    let mut equations: Vec<Vec<i128>> = Vec::new();
    for row in 0..height {
        equations.push(unknown.iter().map(|at| if at.0 == row { sign(at.1, width - 1) } else { 0 }).collect());
    }
    for column in 0..width {
        equations.push(unknown.iter().map(|at| if at.1 == column { sign(at.0, height - 1) } else { 0 }).collect());
    }
    // Reduced until each equation leads with a number that no other has.
    let mut leads = 0;
    for column in 0..unknown.len() {
        let Some(found) = (leads..equations.len()).find(|row| equations[*row][column] != 0) else { continue };
        equations.swap(leads, found);
        let lead = equations[leads].clone();
        for (row, equation) in equations.iter_mut().enumerate() {
            if row != leads && equation[column] != 0 {
                let (own, other) = (equation[column], lead[column]);
                for (cell, with) in equation.iter_mut().zip(&lead) {
                    *cell = *cell * other - with * own;
                }
                let divisor = equation.iter().fold(0, |divisor, cell| gcd(divisor, cell.abs())).max(1);
                equation.iter_mut().for_each(|cell| *cell /= divisor);
            }
        }
        leads += 1;
    }
    assert!(counts.len() == height);
    let alone = equations.iter().filter(|equation| equation.iter().filter(|cell| **cell != 0).count() == 1);
    alone.map(|equation| unknown[equation.iter().position(|cell| *cell != 0).unwrap()]).collect()
}

fn gcd(one: i128, other: i128) -> i128 {
    if other == 0 { one } else { gcd(other, one % other) }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 512, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_hidden_number_follows_from_what_is_shown(
        counts in (1_usize..7).prop_flat_map(|width| proptest::collection::vec(
            proptest::collection::vec(prop_oneof![3 => 0_u64..8, 2 => 5_u64..200], width..=width), 1..7)),
    ) {
        let table = Table::of(&counts);
        let mut whole: Vec<Vec<i128>> = counts
            .iter()
            .map(|row| row.iter().map(|count| i128::from(*count)).chain([i128::from(row.iter().sum::<u64>())]).collect())
            .collect();
        let sums = (0..whole[0].len()).map(|column| whole.iter().map(|row| row[column]).sum()).collect();
        whole.push(sums);
        for (cells, numbers) in table.rows.iter().zip(&whole) {
            for (cell, number) in cells.iter().zip(numbers) {
                match cell {
                    Cell::Shown(shown) => prop_assert!(i128::from(*shown) == *number && *shown >= LEAST),
                    Cell::Hidden => {}
                }
            }
            // What a row hides is never few together.
            let (sum, rest) = cells.split_last().unwrap();
            let hidden: i128 = rest.iter().zip(numbers).filter(|(cell, _)| **cell == Cell::Hidden).map(|(_, n)| *n).sum();
            let some = rest.contains(&Cell::Hidden) && *sum != Cell::Hidden;
            prop_assert!(!some || hidden >= i128::from(LEAST), "{:?}", table.rows);
        }
        prop_assert_eq!(solved(&table, &whole), vec![], "{:?}", shown(&table));
    }
}
