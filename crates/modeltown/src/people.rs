//! Units, employees and users.

use crate::Habit;
use crate::calendar::Day;
use crate::draw::Draw;
use crate::names;
use crate::world::{Employee, Unit, User, World};

/// Fills the town with units, people and their users.
pub(crate) fn settle(world: &mut World) {
    let mut draw = world.draw("people");
    found_units(world);
    for number in 0..ordinary(world) {
        let unit = workplace(world, &mut draw, number);
        let kind = world.units.get(unit).map_or("other", |unit| unit.kind);
        hire(world, &mut draw, unit, kind);
    }
    kin(world);
    appoint(world, &mut draw);
    open_case_users(world, &mut draw);
}

/// In a rural town every eighth employee lives with the one before and has the same surname.
fn kin(world: &mut World) {
    if world.habit != Habit::Rural {
        return;
    }
    let mut draw = world.draw("kin");
    for place in 1..world.staff.len() {
        let Some(other) = world.staff.get(place - 1).filter(|_| draw.chance(125)).cloned() else { continue };
        if let Some(employee) = world.staff.get_mut(place) {
            let given = employee.name.split(' ').next().unwrap_or_default();
            let surname = other.name.split_once(' ').map_or("", |(_, surname)| surname);
            employee.name = format!("{given} {surname}");
            employee.street = other.street;
            employee.postal = other.postal;
            employee.dwelling = other.dwelling;
        }
    }
}

/// How many employees a town has before anybody is hired for a purpose; they stand first.
pub(crate) fn ordinary(world: &World) -> usize {
    world.scaled(4_000, 260)
}

fn found_units(world: &mut World) {
    let districts = world.scaled(4, 1).min(names::DISTRICTS.len());
    for (place, (name, kind)) in names::UNIT_KINDS.iter().enumerate() {
        if place < 12 {
            world.units.push(Unit { name: (*name).to_owned(), kind, ..Unit::default() });
            continue;
        }
        for district in names::DISTRICTS.iter().take(districts) {
            world.units.push(Unit { name: format!("{name} {district}"), kind, ..Unit::default() });
        }
    }
}

/// The first eight go to every unit in turn, so that each has a whole chain; the rest go where most people work.
fn workplace(world: &World, draw: &mut Draw, number: usize) -> usize {
    let units = world.units.len();
    if number < units * 7 {
        return number % units;
    }
    12 + draw.index(units.saturating_sub(12))
}

const POSITIONS: [(&str, &str, i64); 8] = [
    ("care", "Undersköterska", 31_500),
    ("teacher", "Lärare", 38_500),
    ("case_officer", "Handläggare", 37_000),
    ("finance", "Ekonom", 41_000),
    ("buyer", "Upphandlare", 44_000),
    ("manager", "Enhetschef", 52_000),
    ("approver", "Samordnare", 40_000),
    ("other", "Administratör", 33_000),
];

/// Adds an employee; returns the index.
pub(crate) fn hire(world: &mut World, draw: &mut Draw, unit: usize, kind: &'static str) -> usize {
    let (kind, position, salary) =
        POSITIONS.iter().find(|(name, ..)| *name == kind).copied().unwrap_or(("other", "Administratör", 33_000));
    let (street, postal, _) = names::address(draw);
    let starts = if draw.chance(250) {
        world.span.first.plus(draw.days(0, world.span.days() - 90))
    } else {
        Day::new(2000, 1, 1).plus(draw.days(0, world.span.first.0 - Day::new(2000, 1, 1).0 - 1))
    };
    let leaves = draw.chance(120).then(|| starts.plus(draw.days(400, 4_000)));
    world.staff.push(Employee {
        id: world.mint.employee(),
        person: world.mint.worker(),
        name: names::person(draw),
        street,
        postal,
        city: "Lindåker".to_owned(),
        dwelling: format!("1{}0{}", draw.between(0, 9), draw.between(1, 9)),
        account: world.mint.account(),
        phone: world.mint.phone(),
        unit,
        position,
        kind,
        starts,
        ends: leaves.filter(|day| *day > world.span.first && *day < world.span.last),
        manager: world.units.get(unit).map(|unit| unit.manager),
        salary: (salary + draw.between(-3_000, 6_000)) * 100,
    });
    world.staff.len() - 1
}

/// Gives an employee a user in the ledger; returns the index.
pub(crate) fn open_user(world: &mut World, employee: usize) -> usize {
    let number = world.users.len();
    let (id, name) = user_name(world, employee, number);
    world.users.push(User { id, employee: Some(employee), name, kind: "person" });
    number
}

fn user_name(world: &World, employee: usize, number: usize) -> (String, String) {
    let name = world.staff.get(employee).map_or("", |employee| employee.name.as_str());
    let plain = names::plain(name);
    let (first, last) = plain.split_once('.').unwrap_or((&plain, ""));
    let part = |text: &str| text.chars().take(3).collect::<String>();
    (format!("{}{}{number:02}", part(first), part(last)), name.to_owned())
}

/// Adds a user that is no person.
pub(crate) fn open_system_user(world: &mut World, id: &str, name: &str) -> usize {
    world.users.push(User { id: id.to_owned(), employee: None, name: name.to_owned(), kind: "system" });
    world.users.len() - 1
}

/// Makes an employee stay for the whole time with another post.
pub(crate) fn promote(world: &mut World, employee: usize, kind: &'static str) {
    let first = world.span.first;
    let found = POSITIONS.iter().find(|(name, ..)| *name == kind).copied();
    if let (Some(employee), Some((kind, position, salary))) = (world.staff.get_mut(employee), found) {
        employee.kind = kind;
        employee.position = position;
        employee.salary = employee.salary.max(salary * 100);
        employee.ends = None;
        employee.starts = employee.starts.min(first.plus(-200));
    }
}

/// Every unit gets a manager, two who approve and four who register; the finance unit releases.
fn appoint(world: &mut World, draw: &mut Draw) {
    world.robot = open_system_user(world, "EFAKTURA", "E-fakturaväxel");
    let units = world.units.len();
    for unit in 0..units {
        let posts = ["manager", "approver", "approver", "other", "other", "other", "other"];
        let people: Vec<usize> = (0..7).map(|round| unit + round * units).collect();
        for (&employee, post) in people.iter().zip(posts) {
            promote(world, employee, post);
        }
        let seats: Vec<usize> = people.iter().map(|&employee| open_user(world, employee)).collect();
        if let Some(unit) = world.units.get_mut(unit) {
            unit.manager = people.first().copied().unwrap_or_default();
            unit.approvers = seats.iter().take(3).copied().collect();
            unit.registrars = seats.iter().skip(3).copied().collect();
        }
    }
    for employee in 0..world.staff.len() {
        let unit = world.staff.get(employee).map_or(0, |employee| employee.unit);
        let manager = world.units.get(unit).map(|unit| unit.manager).filter(|manager| *manager != employee);
        if let Some(employee) = world.staff.get_mut(employee) {
            employee.manager = manager;
        }
    }
    let clerks = world.scaled(10, 6);
    for _ in 0..clerks {
        let employee = hire(world, draw, 0, "finance");
        promote(world, employee, "finance");
        let user = open_user(world, employee);
        world.finance.push(user);
    }
    for _ in 0..world.scaled(6, 3) {
        let employee = hire(world, draw, 1, "buyer");
        promote(world, employee, "buyer");
        world.buyers.push(employee);
    }
}

/// Gives the case officers users in the case system of the social board.
fn open_case_users(world: &mut World, draw: &mut Draw) {
    let officers = world.scaled(44, 12);
    let social: Vec<usize> =
        world.units.iter().enumerate().filter(|(_, unit)| is_social(&unit.name)).map(|(index, _)| index).collect();
    for _ in 0..officers {
        let unit = draw.pick(&social);
        let employee = hire(world, draw, unit, "case_officer");
        promote(world, employee, "case_officer");
        open_case_user(world, employee);
    }
}

/// Gives an employee a user in the case system; returns the index.
pub(crate) fn open_case_user(world: &mut World, employee: usize) -> usize {
    let number = world.case_users.len();
    let (id, name) = user_name(world, employee, number);
    world.case_users.push(User { id: format!("soc-{id}"), employee: Some(employee), name, kind: "person" });
    number
}

/// Whether a unit belongs to the social board.
pub(crate) fn is_social(name: &str) -> bool {
    name.starts_with("Försörjningsstöd") || name.starts_with("Individ- och familjeomsorg")
}
