//! Words of training: how somebody stands, when something is due, who it is for.

use app::training::{CourseRow, Pass, Seat, StaffCourse, Standing, TrainingGroup};
use chrono::NaiveDate;

use crate::pages::training::{counted, many};
use crate::part::{Chip, Markup, Tone};
use crate::text::{Lang, T};

/// A text in the language of the page.
pub(super) fn said<'a>(t: T, sv: &'a str, en: &'a str) -> &'a str {
    match t.lang() {
        Lang::Sv => sv,
        Lang::En => en,
    }
}

/// How somebody stands to a course.
pub(super) fn standing(t: T, standing: Standing) -> Chip {
    match standing {
        Standing::Never => Chip::new(Tone::Calm, t.training_never()),
        Standing::Expired(until) => Chip::new(Tone::Serious, t.training_expired(t.day(until))),
        Standing::Soon(until) => Chip::new(Tone::Warning, t.training_soon(t.day(until))),
        Standing::Valid(until) => Chip::new(Tone::Done, t.training_valid(t.day(until))),
    }
}

/// When something must be done, and how far it is there.
pub(super) fn due(t: T, due: NaiveDate, today: NaiveDate) -> Markup {
    Markup::of(&Chip::days_left(t, (due - today).num_days())).then(&Markup::day(due))
}

/// By which day somebody must pass a course, the first time or again, and how far it is there.
pub(super) fn due_by(t: T, one: &StaffCourse, today: NaiveDate) -> Markup {
    let last = match one.standing {
        Standing::Never => one.required.due,
        Standing::Expired(until) | Standing::Soon(until) | Standing::Valid(until) => until,
    };
    let days = Markup::of(&Chip::days_left(t, (last - today).num_days()));
    days.then(&Markup::text(&t.training_due_by(t.day(last))))
}

/// The same of a course, empty when nothing must.
pub(super) fn due_of(t: T, row: &CourseRow, today: NaiveDate) -> Markup {
    row.due().map(|day| due(t, day, today)).unwrap_or_default()
}

/// How much is done.
pub(super) fn done(t: T, (done, parts): (usize, usize)) -> String {
    t.training_parts_done(many(done), many(parts))
}

/// Whom something is for.
pub(super) fn group(t: T, group: TrainingGroup) -> &'static str {
    match group {
        TrainingGroup::Authority => t.training_group_authority(),
        TrainingGroup::Welfare => t.training_group_welfare(),
        TrainingGroup::Recruiter => t.training_group_recruiter(),
        TrainingGroup::Manager => t.training_group_manager(),
        TrainingGroup::Elected => t.training_group_elected(),
        TrainingGroup::All => t.training_group_all(),
    }
}

/// The line of a certificate.
pub(super) fn certificate(t: T, name: &str, title: &str, pass: &Pass) -> String {
    t.training_certificate(name, title, t.day(pass.on), t.day(pass.until), i64::from(pass.version))
}

/// How somebody stands to a session.
pub(super) fn seat(t: T, seat: Seat) -> Option<Chip> {
    match seat {
        Seat::None => None,
        Seat::Place => Some(Chip::new(Tone::Info, t.occasion_has_place())),
        Seat::Waits(before) => Some(Chip::new(Tone::Warning, t.occasion_waits(counted(before)))),
        Seat::Came => Some(Chip::new(Tone::Done, t.occasion_came())),
    }
}
