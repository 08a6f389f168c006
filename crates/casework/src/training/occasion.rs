//! Sessions, in a room or online: places, who is enrolled, who waits, who came.

use std::collections::BTreeMap;

use chrono::{DateTime, Datelike, Months, NaiveDate, NaiveDateTime, TimeDelta, TimeZone as _, Utc};
use chrono_tz::Europe::Stockholm;
use serde::{Deserialize, Serialize};

use super::TrainingError;
use crate::{id::PersonId, local};

/// Months between sessions of a series, when nothing else is said.
pub const MONTHS: u32 = 2;

/// Sessions of a series that are made at once, at most.
pub const MOST: u32 = 12;

/// Where a session is.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Place {
    /// In a room.
    Room(String),
    /// Online, at an address.
    Online(String),
}

/// Somebody who is enrolled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Enrolled {
    /// Who.
    pub person: PersonId,
    /// When.
    pub at: DateTime<Utc>,
}

/// How it is known that somebody came.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Came {
    /// By the list.
    List,
    /// By the code that was shown in the room.
    Code,
}

/// A session.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Occasion {
    /// Id, 32 hexadecimal digits.
    pub id: String,
    /// The course, by id.
    pub course: String,
    /// The authority that arranges it.
    pub authority: String,
    /// When it begins.
    pub starts: DateTime<Utc>,
    /// How long it takes.
    pub minutes: u32,
    /// Where.
    pub place: Place,
    /// Who leads it, as shown.
    pub trainer: String,
    /// The same, when it is somebody with an account: they may tick who came.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub trainer_id: Option<PersonId>,
    /// Places.
    pub places: u32,
    /// What those in the room type in to show that they came.
    pub code: String,
    /// Who is enrolled, in order: the first have a place, the others wait.
    #[serde(default)]
    pub enrolled: Vec<Enrolled>,
    /// Who came.
    #[serde(default)]
    pub came: BTreeMap<PersonId, Came>,
    /// Whether it is cancelled.
    #[serde(default)]
    pub cancelled: bool,
    /// How often it was changed, for calendars.
    #[serde(default)]
    pub sequence: u32,
}

/// How somebody stands to a session.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    /// Not enrolled.
    None,
    /// With a place.
    Place,
    /// So many wait before them; 0 is the next.
    Waits(usize),
    /// They came.
    Came,
}

impl Occasion {
    /// The end.
    #[must_use]
    pub fn ends(&self) -> DateTime<Utc> {
        self.starts + TimeDelta::minutes(i64::from(self.minutes))
    }

    /// Whether it has begun.
    #[must_use]
    pub fn has_begun(&self, now: DateTime<Utc>) -> bool {
        self.starts <= now
    }

    /// Those with a place, in order.
    #[must_use]
    pub fn seated(&self) -> &[Enrolled] {
        self.split().0
    }

    /// Those who wait, in order.
    #[must_use]
    pub fn waiting(&self) -> &[Enrolled] {
        self.split().1
    }

    fn split(&self) -> (&[Enrolled], &[Enrolled]) {
        let places = usize::try_from(self.places).unwrap_or(usize::MAX);
        self.enrolled.split_at_checked(places).unwrap_or((&self.enrolled, &[]))
    }

    /// Places that nobody has.
    #[must_use]
    pub fn free(&self) -> usize {
        usize::try_from(self.places).unwrap_or(usize::MAX).saturating_sub(self.enrolled.len())
    }

    /// How somebody stands to it.
    #[must_use]
    pub fn seat(&self, person: PersonId) -> Seat {
        if self.came.contains_key(&person) {
            return Seat::Came;
        }
        if self.seated().iter().any(|one| one.person == person) {
            return Seat::Place;
        }
        self.waiting().iter().position(|one| one.person == person).map_or(Seat::None, Seat::Waits)
    }

    /// Enrols somebody: with a place, or last of those who wait.
    ///
    /// # Errors
    /// When it has begun, is cancelled, or they are enrolled.
    pub fn enrol(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<Seat, TrainingError> {
        self.is_open(now)?;
        if self.seat(person) != Seat::None {
            return Err(TrainingError::Enrolled);
        }
        self.enrolled.push(Enrolled { person, at: now });
        Ok(self.seat(person))
    }

    /// Somebody leaves; the answer is who has a place now that waited before.
    ///
    /// # Errors
    /// When it has begun, or they are not enrolled.
    pub fn leave(&mut self, person: PersonId, now: DateTime<Utc>) -> Result<Option<PersonId>, TrainingError> {
        self.is_open(now)?;
        if self.seat(person) == Seat::None {
            return Err(TrainingError::NotEnrolled);
        }
        let next = self.waiting().first().map(|one| one.person).filter(|next| *next != person);
        self.enrolled.retain(|one| one.person != person);
        Ok(next.filter(|next| self.seat(*next) == Seat::Place))
    }

    /// Cancels it.
    ///
    /// # Errors
    /// When it has begun, or is cancelled.
    pub fn cancel(&mut self, now: DateTime<Utc>) -> Result<(), TrainingError> {
        self.is_open(now)?;
        self.cancelled = true;
        self.sequence = self.sequence.saturating_add(1);
        Ok(())
    }

    /// Somebody in the room types in the code.
    ///
    /// # Errors
    /// When the session is not under way or ended more than an hour ago, when they have no place, or the code is another.
    pub fn show(&mut self, person: PersonId, code: &str, now: DateTime<Utc>) -> Result<(), TrainingError> {
        if self.cancelled {
            return Err(TrainingError::Cancelled);
        }
        if !self.has_begun(now) || now > self.ends() + TimeDelta::hours(1) {
            return Err(TrainingError::NotNow);
        }
        match self.seat(person) {
            Seat::None => return Err(TrainingError::NotEnrolled),
            Seat::Waits(_) => return Err(TrainingError::Waiting),
            Seat::Place | Seat::Came => {}
        }
        let plain = |code: &str| code.chars().filter(|sign| sign.is_ascii_digit()).collect::<String>();
        if plain(code) != plain(&self.code) {
            return Err(TrainingError::WrongCode);
        }
        self.came.entry(person).or_insert(Came::Code);
        Ok(())
    }

    /// Those who came by the list, of those who are enrolled. Who came by the code stays. The answer is who is new.
    ///
    /// # Errors
    /// When it has not begun, or is cancelled.
    pub fn tick(&mut self, people: &[PersonId], now: DateTime<Utc>) -> Result<Vec<PersonId>, TrainingError> {
        if self.cancelled {
            return Err(TrainingError::Cancelled);
        }
        if !self.has_begun(now) {
            return Err(TrainingError::NotBegun);
        }
        let enrolled = self.enrolled.iter().map(|one| one.person);
        let new: Vec<PersonId> = enrolled.filter(|one| people.contains(one) && !self.came.contains_key(one)).collect();
        self.came.extend(new.iter().map(|person| (*person, Came::List)));
        Ok(new)
    }

    fn is_open(&self, now: DateTime<Utc>) -> Result<(), TrainingError> {
        match (self.cancelled, self.has_begun(now)) {
            (true, _) => Err(TrainingError::Cancelled),
            (_, true) => Err(TrainingError::Begun),
            _ => Ok(()),
        }
    }
}

/// The times of a series: the first as a Swedish clock shows it, and then the same weekday of the month every so many
/// months: of a second Tuesday the second Tuesdays, of a fifth the last.
///
/// # Errors
/// When there are none, too many, or a time that the clock does not show.
pub fn series(first: NaiveDateTime, every_months: u32, many: u32) -> Result<Vec<DateTime<Utc>>, TrainingError> {
    let unfit = |what: &str| TrainingError::Unfit { what: what.to_owned() };
    if !(1..=MOST).contains(&many) || !(1..=12).contains(&every_months) {
        return Err(unfit("skriv 1 till 12 tillfällen med 1 till 12 månader emellan"));
    }
    let week = first.date().day0() / 7;
    let day = |at: u32| -> Option<NaiveDate> {
        let month = first.date().with_day(1)?.checked_add_months(Months::new(at * every_months))?;
        let nth = |week: u8| NaiveDate::from_weekday_of_month_opt(month.year(), month.month(), first.weekday(), week);
        let wanted = u8::try_from(week).unwrap_or(4) + 1;
        nth(wanted).or_else(|| nth(4))
    };
    let times = (0..many).map(|at| Stockholm.from_local_datetime(&day(at)?.and_time(first.time())).earliest());
    let times: Option<Vec<DateTime<Utc>>> = times.map(|time| time.map(|time| time.to_utc())).collect();
    times.ok_or_else(|| unfit("tiden finns inte den dagen; välj en annan"))
}

/// Sessions as a list shows them: those to come first, the nearest first, and then those that were, the latest first.
pub fn order(all: &mut [Occasion], now: DateTime<Utc>) {
    all.sort_by_key(|one| {
        let was = one.ends() < now;
        (was, if was { -one.starts.timestamp() } else { one.starts.timestamp() }, one.id.clone())
    });
}

/// The day of a session in Sweden.
#[must_use]
pub fn day(occasion: &Occasion) -> NaiveDate {
    local::day(occasion.starts)
}
