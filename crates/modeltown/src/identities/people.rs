//! The persons behind the records, household by household: what is true of them, now and before.

use super::names::{Given, Names, Origin, Sex};
use super::numbering::{FIRST, Kind, LAST, Numbers, phone};
use super::places::{Address, Places};
use crate::calendar::Day;
use crate::draw::Draw;
use crate::names::plain;

/// A moment in the time that the records cover, in hundredths of it.
pub(super) type Moment = u64;

/// Something that is true from some moment on, and what was true before.
#[derive(Debug, Clone)]
pub(super) struct Changing<T> {
    now: T,
    before: Option<(Moment, T)>,
}

impl<T> Changing<T> {
    /// Something that never changes.
    fn always(now: T) -> Self {
        Self { now, before: None }
    }

    /// What was true at a moment.
    pub(super) fn at(&self, moment: Moment) -> &T {
        match &self.before {
            Some((until, before)) if moment < *until => before,
            _ => &self.now,
        }
    }

    /// Says that something else was true until a moment that is drawn.
    fn was(&mut self, draw: &mut Draw, before: T) {
        self.before = Some((20 + draw.below(60), before));
    }
}

/// A person.
#[derive(Debug, Clone)]
pub(super) struct Person {
    /// Number among the persons, from 0.
    pub(super) number: u64,
    /// Number of the household, from 0.
    pub(super) household: u64,
    pub(super) given: Given,
    pub(super) surname: Changing<String>,
    sex: Sex,
    pub(super) born: Day,
    pub(super) person_no: Changing<String>,
    /// The personal number of somebody in the same household, which is now and then written in the wrong place.
    pub(super) relatives_no: Option<String>,
    pub(super) address: Changing<Address>,
    pub(super) phone: Changing<String>,
    pub(super) email: Changing<String>,
}

/// What the members of a household have in common.
#[derive(Debug, Clone)]
struct Family {
    surname: String,
    origin: Origin,
    home: Address,
}

/// Makes households for ever.
#[derive(Debug)]
pub(super) struct People {
    draw: Draw,
    names: Names,
    places: Places,
    numbers: Numbers,
    persons: u64,
    households: u64,
}

impl People {
    /// Nobody yet.
    pub(super) fn new(seed: u64) -> Self {
        Self {
            draw: Draw::new(seed, "identities"),
            names: Names::new(),
            places: Places::new(),
            numbers: Numbers::new(),
            persons: 0,
            households: 0,
        }
    }

    /// The names that these people have.
    pub(super) fn names(&self) -> &Names {
        &self.names
    }

    /// The next household: one or two adults, with or without children, under one address.
    pub(super) fn household(&mut self) -> Vec<Person> {
        let home = self.places.address(&mut self.draw);
        let origin = self.names.origin(&mut self.draw);
        let family = Family { surname: self.names.surname(&mut self.draw, origin), origin, home };
        let (couple, parents) = match self.draw.below(1000) {
            0..400 => (false, false),
            400..670 => (true, false),
            670..920 => (true, true),
            _ => (false, true),
        };
        let age = match parents {
            true => self.draw.days(22, 58).max(self.draw.days(22, 58)),
            false => self.draw.days(19, 79) + self.draw.days(0, 16),
        };
        let mut members = vec![self.adult(&family, age)];
        if couple {
            members.push(self.partner(&family, age));
        }
        if parents {
            self.children(&mut members, origin, age);
        }
        self.acquaint(&mut members);
        self.households += 1;
        members
    }

    fn adult(&mut self, family: &Family, age: i32) -> Person {
        let sex = if self.draw.chance(500) { Sex::Woman } else { Sex::Man };
        let born = self.birthday(age);
        self.person(family, sex, born)
    }

    /// The other of a couple: about as old, mostly from as far away, with the same surname three times in five.
    fn partner(&mut self, family: &Family, age: i32) -> Person {
        let origin = if self.draw.chance(850) { family.origin } else { self.names.origin(&mut self.draw) };
        let own = self.names.surname(&mut self.draw, origin);
        let surname = match self.draw.below(100) {
            0..60 => family.surname.clone(),
            60..66 if !family.surname.contains(' ') && !own.contains(' ') => format!("{own} {}", family.surname),
            _ => own,
        };
        let age = (age + self.draw.days(-6, 6)).clamp(19, 96);
        self.adult(&Family { surname, origin, home: family.home }, age)
    }

    /// One to four children, some of them twins, one in a hundred called as the parent; some of the small ones are reached
    /// by a parent's phone or mail.
    fn children(&mut self, members: &mut Vec<Person>, origin: Origin, age: i32) {
        let wanted = match self.draw.below(100) {
            0..35 => 1,
            35..80 => 2,
            80..95 => 3,
            _ => 4,
        };
        let parents = members.clone();
        for _ in 0..wanted {
            let Some(parent) = parents.get(self.draw.index(parents.len())) else { return };
            let oldest = (age - 20).min(25);
            let years = self.draw.days((age - 42).clamp(0, oldest), oldest);
            let born = self.birthday(years);
            let family = Family { surname: parent.surname.now.clone(), origin, home: parent.address.now };
            let births = if self.draw.chance(21) { 2 } else { 1 };
            for _ in 0..births {
                let sex = if self.draw.chance(500) { Sex::Woman } else { Sex::Man };
                let mut child = self.person(&family, sex, born);
                if parent.sex == sex && self.draw.chance(10) {
                    child.given = parent.given;
                }
                let small = LAST.0 - born.0 < 12 * 365;
                if small && self.draw.chance(200) {
                    child.phone = parent.phone.clone();
                }
                if small && self.draw.chance(100) {
                    child.email = parent.email.clone();
                }
                members.push(child);
            }
        }
    }

    fn birthday(&mut self, age: i32) -> Day {
        Day((LAST.0 - age * 365 - age / 4 - self.draw.days(0, 364)).max(FIRST.0))
    }

    /// A person with what has changed in the life so far.
    fn person(&mut self, family: &Family, sex: Sex, born: Day) -> Person {
        let given = self.names.given(&mut self.draw, family.origin, sex, born.year());
        let mut person_no = Changing::always(String::new());
        match self.draw.below(1000) {
            0..6 => person_no.now = self.numbers.next(born, sex, Kind::Coordination),
            6..20 => {
                let before = self.numbers.next(born, sex, Kind::Coordination);
                person_no.now = self.numbers.next(born, sex, Kind::Resident);
                person_no.was(&mut self.draw, before);
            }
            _ => person_no.now = self.numbers.next(born, sex, Kind::Resident),
        }
        let mut person = Person {
            number: self.persons,
            household: self.households,
            email: Changing::always(self.email(given, &family.surname, born)),
            phone: Changing::always(phone(self.persons)),
            address: Changing::always(family.home),
            surname: Changing::always(family.surname.clone()),
            given,
            sex,
            born,
            person_no,
            relatives_no: None,
        };
        self.persons += 1;
        self.change(&mut person, family.origin);
        person
    }

    /// Moves, marriages and new subscriptions.
    fn change(&mut self, person: &mut Person, origin: Origin) {
        if self.draw.chance(180) {
            let town = person.address.now.town;
            let near = self.draw.chance(550);
            let places = &self.places;
            let draw = &mut self.draw;
            let before = if near { places.address_in(draw, town) } else { places.address(draw) };
            person.address.was(draw, before);
        }
        if self.draw.chance(35) {
            let before = self.names.surname(&mut self.draw, origin);
            person.surname.was(&mut self.draw, before);
        }
        if self.draw.chance(80) {
            let before = phone(9_999_999 - person.number % 10_000_000);
            person.phone.was(&mut self.draw, before);
        }
        if self.draw.chance(150) {
            let before = self.email(person.given, person.surname.at(0), person.born);
            person.email.was(&mut self.draw, before);
        }
    }

    /// An address for mail: names, and mostly digits that tell namesakes apart.
    fn email(&mut self, given: Given, surname: &str, born: Day) -> String {
        let (given, surname) = (plain(&given.called()), plain(surname).replace('.', ""));
        let names = match self.draw.below(10) {
            0..5 => format!("{given}.{surname}"),
            5..8 => format!("{given}{surname}"),
            _ => format!("{}{surname}", given.get(..1).unwrap_or_default()),
        };
        let digits = match self.draw.below(10) {
            0..3 => String::new(),
            3..6 => format!("{:02}", born.year() % 100),
            _ => self.draw.below(1000).to_string(),
        };
        format!("{}{digits}@{}", names.to_lowercase(), self.names.mail(&mut self.draw))
    }

    /// Lets everybody in a household know somebody else's personal number.
    fn acquaint(&mut self, members: &mut [Person]) {
        if members.len() < 2 {
            return;
        }
        let numbers: Vec<String> = members.iter().map(|member| member.person_no.now.clone()).collect();
        for (member, relatives) in members.iter_mut().zip(numbers.into_iter().cycle().skip(1)) {
            member.relatives_no = Some(relatives);
        }
    }
}
