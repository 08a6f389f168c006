//! Sessions, their calendar entries, and attendance from a file.

use std::collections::BTreeMap;

use casework::{
    id::PersonId,
    training::{
        TrainingError, ical,
        occasion::{Came, Occasion, Place, Seat, order, series},
        sheet,
    },
};
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};

use super::day;

const ANNA: PersonId = PersonId::from_bits(1);
const BO: PersonId = PersonId::from_bits(2);
const CIA: PersonId = PersonId::from_bits(3);

fn at(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn occasion(places: u32) -> Occasion {
    Occasion {
        id: "ab".repeat(16),
        course: "gavor".to_owned(),
        authority: "kommunstyrelsen".to_owned(),
        starts: at("2026-12-08T08:00:00Z"),
        minutes: 90,
        place: Place::Room("Sessionssalen, plan 2; ta hissen".to_owned()),
        trainer: "Påhittad Ledare".to_owned(),
        trainer_id: None,
        places,
        code: "042917".to_owned(),
        enrolled: Vec::new(),
        came: BTreeMap::new(),
        cancelled: false,
        sequence: 0,
    }
}

#[test]
fn those_who_come_late_wait_in_order_and_get_the_place_that_is_left() {
    let (mut one, now) = (occasion(1), at("2026-11-22T09:00:00Z"));
    assert_eq!(one.enrol(ANNA, now), Ok(Seat::Place));
    assert_eq!(one.enrol(ANNA, now), Err(TrainingError::Enrolled));
    assert_eq!(one.enrol(BO, now), Ok(Seat::Waits(0)));
    assert_eq!(one.enrol(CIA, now), Ok(Seat::Waits(1)));
    assert_eq!((one.free(), one.waiting().len()), (0, 2));
    assert_eq!(one.leave(CIA, now), Ok(None), "who waits takes no place from anybody");
    assert_eq!(one.enrol(CIA, now), Ok(Seat::Waits(1)));
    assert_eq!(one.leave(ANNA, now), Ok(Some(BO)));
    assert_eq!((one.seat(ANNA), one.seat(BO), one.seat(CIA)), (Seat::None, Seat::Place, Seat::Waits(0)));
    assert_eq!(one.leave(ANNA, now), Err(TrainingError::NotEnrolled));
    let later = one.starts;
    assert_eq!(one.enrol(ANNA, later), Err(TrainingError::Begun));
    assert_eq!(one.leave(BO, later), Err(TrainingError::Begun));
}

#[test]
fn a_code_counts_in_the_room_and_not_before_or_long_after() {
    let (mut one, now) = (occasion(1), at("2026-11-22T09:00:00Z"));
    one.enrol(ANNA, now).unwrap();
    one.enrol(BO, now).unwrap();
    let begun = one.starts;
    assert_eq!(one.show(ANNA, "042917", begun - TimeDelta::seconds(1)), Err(TrainingError::NotNow));
    assert_eq!(one.show(ANNA, "042918", begun), Err(TrainingError::WrongCode));
    assert_eq!(one.show(BO, "042917", begun), Err(TrainingError::Waiting));
    assert_eq!(one.show(CIA, "042917", begun), Err(TrainingError::NotEnrolled));
    let last = one.ends() + TimeDelta::hours(1);
    assert_eq!(one.clone().show(ANNA, "042917", last + TimeDelta::seconds(1)), Err(TrainingError::NotNow));
    assert_eq!(one.show(ANNA, "042 917", last), Ok(()));
    assert_eq!((one.seat(ANNA), one.came[&ANNA]), (Seat::Came, Came::Code));
    assert_eq!(one.tick(&[ANNA, BO, CIA], last), Ok(vec![BO]), "who is not enrolled did not come to it");
    assert_eq!(one.came[&ANNA], Came::Code);
}

#[test]
fn nobody_is_ticked_before_it_begins_and_nothing_happens_to_one_that_is_cancelled() {
    let (mut one, now) = (occasion(5), at("2026-11-22T09:00:00Z"));
    one.enrol(ANNA, now).unwrap();
    assert_eq!(one.tick(&[ANNA], now), Err(TrainingError::NotBegun));
    one.cancel(now).unwrap();
    assert_eq!(one.cancel(now), Err(TrainingError::Cancelled));
    assert_eq!(one.enrol(BO, now), Err(TrainingError::Cancelled));
    assert_eq!(one.show(ANNA, "042917", one.starts), Err(TrainingError::Cancelled));
    assert_eq!(one.tick(&[ANNA], one.starts), Err(TrainingError::Cancelled));
}

#[test]
fn a_series_keeps_its_weekday_and_its_swedish_hour() {
    let first: NaiveDateTime = "2026-12-08T09:00:00".parse().unwrap();
    let times: Vec<String> = series(first, 2, 4).unwrap().iter().map(ToString::to_string).collect();
    let second_tuesdays =
        ["2026-12-08 08:00:00 UTC", "2027-02-09 08:00:00 UTC", "2027-04-13 07:00:00 UTC", "2027-06-08 07:00:00 UTC"];
    assert_eq!(times, second_tuesdays);
    let fifth: NaiveDateTime = "2026-12-29T09:00:00".parse().unwrap();
    assert_eq!(
        series(fifth, 2, 2).unwrap()[1].to_string(),
        "2027-02-23 08:00:00 UTC",
        "a fifth that is not there is the last"
    );
    for (months, many) in [(0, 1), (13, 1), (2, 0), (2, 13)] {
        assert!(matches!(series(first, months, many), Err(TrainingError::Unfit { .. })), "{months} {many}");
    }
}

#[test]
fn the_nearest_to_come_stands_first_and_what_was_last() {
    let on = |starts: &str| Occasion { starts: at(starts), ..occasion(1) };
    let mut all = [
        on("2026-01-01T08:00:00Z"),
        on("2027-01-01T08:00:00Z"),
        on("2026-12-01T08:00:00Z"),
        on("2026-06-01T08:00:00Z"),
    ];
    order(&mut all, at("2026-11-22T09:00:00Z"));
    let days: Vec<String> = all.iter().map(|one| one.starts.date_naive().to_string()).collect();
    assert_eq!(days, ["2026-12-01", "2027-01-01", "2026-06-01", "2026-01-01"]);
}

#[test]
fn a_calendar_entry_is_as_rfc_5545_says() {
    let one = occasion(1);
    let text = ical::calendar(
        &one,
        ("Gåvor och mutor, en lång titel som går över radens längd åäö åäö åäö", "insyn.exempel.se"),
        at("2026-11-22T09:00:00Z"),
    );
    assert!(text.starts_with("BEGIN:VCALENDAR\r\nVERSION:2.0\r\n") && text.ends_with("END:VCALENDAR\r\n"));
    assert!(text.split("\r\n").all(|line| line.len() <= 75 && !line.contains('\n')), "{text}");
    let whole = text.replace("\r\n ", "");
    for line in [
        "UID:abababababababababababababababab@insyn.exempel.se",
        "DTSTART:20261208T080000Z",
        "DTEND:20261208T093000Z",
        "LOCATION:Sessionssalen\\, plan 2\\; ta hissen",
        "STATUS:CONFIRMED",
        "METHOD:PUBLISH",
    ] {
        assert!(whole.contains(&format!("\r\n{line}\r\n")), "{line}: {whole}");
    }
    let mut off = one;
    off.cancel(at("2026-11-22T09:00:00Z")).unwrap();
    let text = ical::calendar(&off, ("x", "y"), at("2026-11-22T09:00:00Z"));
    assert!(text.contains("METHOD:CANCEL") && text.contains("STATUS:CANCELLED") && text.contains("SEQUENCE:1"));
}

#[test]
fn every_row_of_a_file_is_taken_or_told_with_its_line() {
    let courses: BTreeMap<String, String> =
        [("gavor", "gavor"), ("gåvor och mutor", "gavor")].map(|(name, id)| (name.to_owned(), id.to_owned())).into();
    let row = |line: u64, cells: &[&str]| (line, cells.iter().map(|cell| (*cell).to_owned()).collect::<Vec<_>>());
    let rows = [
        row(1, &["Utdrag ur lärplattformen"]),
        row(2, &["Namn", "Anställningsnr", "Kurs", "Slutförd"]),
        row(3, &["Påhittad", "E1", "Gåvor och mutor", "2026-03-01"]),
        row(4, &["", "", "", ""]),
        row(5, &["Påhittad", "", "gavor", "2026-03-01"]),
        row(6, &["Påhittad", "E2", "okänd", "2026-03-01"]),
        row(7, &["Påhittad", "E3", "gavor", "2026-02-30"]),
        row(8, &["Påhittad", "E4", "gavor", "2026-11-23"]),
        row(9, &["Påhittad", "E5", "GAVOR", "2026-11-22 00:00:00"]),
    ];
    let read = sheet::read(&rows, &courses, day("2026-11-22")).unwrap();
    let taken: Vec<(u64, &str)> = read.rows.iter().map(|row| (row.line, row.employee_no.as_str())).collect();
    assert_eq!(taken, [(3, "E1"), (9, "E5")]);
    let told: Vec<u64> = read.rejected.iter().map(|(line, _)| *line).collect();
    assert_eq!(told, [5, 6, 7, 8]);
    assert!(read.rejected[1].1.contains("`okänd`") && read.rejected[3].1.contains("har inte varit"));
    let error = sheet::read(&rows[2..], &courses, day("2026-11-22")).unwrap_err();
    assert!(error.contains("anställningsnummer"), "{error}");
}
