//! A record: what some register came to hold about a person at some moment.

use super::names::Names;
use super::people::{Moment, Person};
use super::spoil::{misread, slip, typo, without_marks, wrong_day};
use crate::calendar::Day;
use crate::draw::Draw;

/// The columns of a record, after its id.
pub(super) const COLUMNS: [&str; 10] = [
    "given_name",
    "surname",
    "person_no",
    "birth_date",
    "street",
    "street_number",
    "post_code",
    "city",
    "phone",
    "email",
];

/// What stands in a record; empty when the register does not know.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Record {
    given_name: String,
    surname: String,
    person_no: String,
    birth_date: String,
    street: String,
    street_number: String,
    post_code: String,
    city: String,
    phone: String,
    email: String,
}

impl Record {
    /// One register's record of a person.
    pub(super) fn of(draw: &mut Draw, names: &Names, person: &Person) -> Self {
        let moment = draw.below(100);
        let mut record = Self::default();
        record.name(draw, names, person, moment);
        record.numbers(draw, person, moment);
        record.home(draw, person, moment);
        record.phone = known(draw, 550, person.phone.at(moment), slip);
        record.email = known(draw, 600, person.email.at(moment), typo);
        record.pass_through_old_systems(draw);
        record
    }

    /// Names: the one called by or all of them, spelt as heard, mistyped, shortened, swapped.
    fn name(&mut self, draw: &mut Draw, names: &Names, person: &Person, moment: Moment) {
        self.given_name = person.given.written(draw);
        self.surname = part_of_double(draw, person.surname.at(moment));
        for name in [&mut self.given_name, &mut self.surname] {
            if draw.chance(70) {
                *name = names.variant(draw, name).unwrap_or_else(|| name.clone());
            }
            if draw.chance(42) {
                *name = typo(draw, name);
            }
        }
        if draw.chance(15) {
            let dot = if draw.chance(500) { "." } else { "" };
            self.given_name = self.given_name.chars().take(1).collect::<String>() + dot;
        }
        if draw.chance(4) {
            self.given_name.clear();
        }
        if draw.chance(4) {
            self.surname.clear();
        }
        if draw.chance(12) {
            std::mem::swap(&mut self.given_name, &mut self.surname);
        }
    }

    /// Personal number (missing in 45 of 100, wrong in 3 of the rest) and birth date (missing in 12, wrong in 6).
    fn numbers(&mut self, draw: &mut Draw, person: &Person, moment: Moment) {
        if !draw.chance(450) {
            let right = person.person_no.at(moment);
            self.person_no = match draw.below(1000) {
                0..2 => person.relatives_no.clone().unwrap_or_else(|| right.clone()),
                2..30 => slip(draw, right),
                _ => right.clone(),
            };
        }
        if !draw.chance(120) {
            let day = if draw.chance(60) { wrong_day(draw, person.born) } else { person.born };
            self.birth_date = iso(day);
        }
    }

    /// The address of the moment, whole, in part or not at all.
    fn home(&mut self, draw: &mut Draw, person: &Person, moment: Moment) {
        if draw.chance(45) {
            return;
        }
        let address = person.address.at(moment);
        self.street = address.street();
        self.street_number = address.number();
        self.post_code = address.post_code.to_string();
        self.city = address.town.name();
        match draw.below(1000) {
            0..45 => self.street = typo(draw, &self.street),
            45..65 => self.street = shortened(&self.street),
            65..80 => self.street.clear(),
            _ => {}
        }
        match draw.below(1000) {
            0..20 => self.street_number = slip(draw, &self.street_number),
            20..50 => self.street_number.retain(|key| key.is_ascii_digit()),
            50..70 => self.street_number.clear(),
            _ => {}
        }
        match draw.below(1000) {
            0..30 => self.post_code = slip(draw, &self.post_code),
            30..60 => self.post_code.clear(),
            _ => {}
        }
        match draw.below(1000) {
            0..20 => self.city = typo(draw, &self.city),
            20..40 => self.city.clear(),
            _ => {}
        }
    }

    /// Å, ä and ö are lost in 3 records of 100 and misread in 6 of 1000.
    fn pass_through_old_systems(&mut self, draw: &mut Draw) {
        let pass = match draw.below(1000) {
            0..30 => without_marks,
            30..36 => misread,
            _ => return,
        };
        for text in [&mut self.given_name, &mut self.surname, &mut self.street, &mut self.city] {
            *text = pass(text);
        }
    }

    /// The cells in the order of [`COLUMNS`]. None holds a comma, a quotation mark or a line break.
    pub(super) fn cells(&self) -> [&str; 10] {
        [
            &self.given_name,
            &self.surname,
            &self.person_no,
            &self.birth_date,
            &self.street,
            &self.street_number,
            &self.post_code,
            &self.city,
            &self.phone,
            &self.email,
        ]
    }
}

/// What a register knows: nothing `missing` times of a thousand, something slightly wrong 3 times of the other hundred.
fn known(draw: &mut Draw, missing: u64, right: &str, spoil: fn(&mut Draw, &str) -> String) -> String {
    match (draw.chance(missing), draw.chance(30)) {
        (true, _) => String::new(),
        (false, true) => spoil(draw, right),
        (false, false) => right.to_owned(),
    }
}

/// A double surname as registers have it: both, joined, or one of them.
fn part_of_double(draw: &mut Draw, surname: &str) -> String {
    let Some((first, last)) = surname.split_once(' ').filter(|(first, _)| first.starts_with(char::is_uppercase)) else {
        return surname.to_owned();
    };
    match draw.below(100) {
        0..60 => surname.to_owned(),
        60..75 => format!("{first}-{last}"),
        75..85 => first.to_owned(),
        _ => last.to_owned(),
    }
}

/// `Storgatan` as `Storg`, `Ringvägen` as `Ringv`.
fn shortened(street: &str) -> String {
    ["gatan", "vägen"]
        .iter()
        .find_map(|ending| {
            let stem = street.strip_suffix(ending)?;
            Some(format!("{stem}{}.", ending.get(..1)?))
        })
        .unwrap_or_else(|| street.to_owned())
}

fn iso(day: Day) -> String {
    let (year, month, of_month) = day.civil();
    format!("{year:04}-{month:02}-{of_month:02}")
}
