//! What happens to suppliers and companies over the years: honest disorder, news, companies nobody buys from, lists.

use super::company;
use crate::calendar::Day;
use crate::draw::Draw;
use crate::names;
use crate::numbers::{self, OrgForm};
use crate::trades::TRADES;
use crate::world::{Change, Event, Excluded, Giro, Rhythm, World};

/// Honest disorder: double records, lost or misspelt numbers, changed accounts that were checked.
pub(super) fn oddities(world: &mut World, draw: &mut Draw) {
    let (doubles, lost, misspelt, changed) =
        (world.scaled(38, 3), world.scaled(4, 1), world.scaled(2, 1), world.scaled(64, 5));
    for _ in 0..doubles {
        if let Some(index) = untouched(world, draw) {
            double(world, draw, index);
        }
    }
    for round in 0..lost + misspelt {
        let found = untouched(world, draw);
        if let Some(supplier) = found.and_then(|index| world.suppliers.get_mut(index)) {
            supplier.org = if round < lost { String::new() } else { misspell(&supplier.org) };
        }
    }
    for _ in 0..changed {
        if let Some(index) = untouched(world, draw) {
            move_account(world, draw, index);
        }
    }
}

/// An ordinary company without contract that nothing has been done to yet; it is marked as taken.
pub(crate) fn untouched(world: &mut World, draw: &mut Draw) -> Option<usize> {
    for _ in 0..10_000 {
        let index = draw.index(world.suppliers.len());
        let found = world.suppliers.get_mut(index)?;
        if !found.taken
            && matches!(found.rhythm, Rhythm::Occasional(_))
            && found.kind == "company"
            && !found.bankgiro.is_empty()
        {
            found.taken = true;
            return Some(index);
        }
    }
    None
}

fn double(world: &mut World, draw: &mut Draw, index: usize) {
    let Some(first) = world.suppliers.get(index) else { return };
    let mut second = first.clone();
    second.id = world.mint.supplier();
    second.name = match draw.below(3) {
        0 => second.name.replace(" AB", " Aktiebolag"),
        1 => second.name.to_uppercase(),
        _ => format!("{} (Lindåker)", second.name),
    };
    second.created = second.created.plus(draw.days(30, 300));
    world.suppliers.push(second);
}

/// Swaps two digits so that the check fails.
fn misspell(org: &str) -> String {
    let last = org.chars().last().and_then(|char| char.to_digit(10)).unwrap_or(0);
    let head = org.get(..org.len().saturating_sub(1)).unwrap_or_default();
    format!("{head}{}", (last + 3) % 10)
}

/// Moves a supplier to a new bankgiro the proper way: another person approves, somebody calls back, the giro is theirs.
pub(crate) fn move_account(world: &mut World, draw: &mut Draw, index: usize) {
    let new = world.mint.bankgiro();
    let day = world.span.first.plus(draw.days(40, world.span.days() - 40)).workday();
    let (by, approver) = two_clerks(world, draw);
    let Some(supplier) = world.suppliers.get_mut(index) else { return };
    let old = std::mem::replace(&mut supplier.bankgiro, new.clone());
    supplier.before = Some((day, numbers::bankgiro_dashed(&old)));
    let (id, org, name) = (supplier.id.clone(), supplier.org.clone(), supplier.name.clone());
    world.giros.push(Giro { account: new.clone(), owner: org, name });
    let called = (world.user_id(approver).to_owned(), day.at(10, 5));
    let change = Change {
        supplier: id,
        field: "bankgiro",
        old,
        new,
        at: day.at(9, draw.between(0, 59)),
        by: world.user_id(by).to_owned(),
        approved_by: world.user_id(approver).to_owned(),
        channel: draw.pick(&["letter", "email", "portal"]),
        called_back: Some(called),
        batch: String::new(),
    };
    world.changes.push(change);
}

/// Two different clerks of the finance unit.
pub(crate) fn two_clerks(world: &World, draw: &mut Draw) -> (usize, usize) {
    let count = world.finance.len();
    let first = draw.index(count);
    let second = (first + 1 + draw.index(count.saturating_sub(1))) % count.max(1);
    let clerk = |place: usize| world.finance.get(place).copied().unwrap_or_default();
    (clerk(first), clerk(second))
}

/// What the company register reports: yearly meetings, and at most one unusual event each.
pub(super) fn news(world: &mut World, draw: &mut Draw) {
    let mut events = Vec::new();
    for company in world.companies.iter().filter(|company| company.form == "AB") {
        let org = &company.org;
        let day = world.span.first.plus(draw.days(0, world.span.days() - 1));
        match draw.below(100) {
            0..=29 => {
                let meeting = Day::new(day.year().max(world.span.first.year() + 1), 5, 4).plus(draw.days(0, 40));
                let event = |kind, detail| Event { org: org.clone(), kind, on: meeting, detail };
                events.push(event("annual_meeting", "Årsstämma"));
                events.push(event("board_changed", "Ledamot avgår, ledamot inträder"));
            }
            30..=34 => {
                let (kind, detail) = draw.pick(&[
                    ("address_box", "Ny postadress"),
                    ("auditor_left", "Revisor avgår"),
                    ("debt_over_limit", "Skuld hos Kronofogden"),
                    ("f_tax_changed", "Ny registrering hos Skatteverket"),
                ]);
                events.push(Event { org: org.clone(), kind, on: day, detail });
            }
            _ => {}
        }
    }
    world.events = events;
    for index in 0..world.suppliers.len() {
        if draw.chance(50) {
            change_address(world, draw, index);
        }
    }
}

fn change_address(world: &mut World, draw: &mut Draw, index: usize) {
    let (by, approver) = two_clerks(world, draw);
    let day = world.span.first.plus(draw.days(0, world.span.days() - 1)).workday();
    let (old, ..) = names::address(draw);
    let Some(supplier) = world.suppliers.get(index) else { return };
    let change = Change {
        supplier: supplier.id.clone(),
        field: "address",
        old,
        new: supplier.street.clone(),
        at: day.at(draw.between(8, 15), draw.between(0, 59)),
        by: world.user_id(by).to_owned(),
        approved_by: world.user_id(approver).to_owned(),
        channel: "letter",
        called_back: None,
        batch: String::new(),
    };
    world.changes.push(change);
}

/// Companies that the municipality does not buy from; some have ended.
pub(super) fn bystanders(world: &mut World, draw: &mut Draw) {
    for _ in 0..world.scaled(1_800, 100) {
        let trade = draw.index(TRADES.len());
        company(world, draw, trade);
        let ended = world.span.first.plus(draw.days(-1_500, world.span.days() - 1));
        let fate = draw.below(100);
        let Some(company) = world.companies.last_mut() else { continue };
        match fate {
            0..=5 => {
                company.deregistered = Some(ended);
                company.reason = "KKAV";
                company.f_tax = false;
                company.f_tax_to = Some(ended);
            }
            6..=9 => {
                company.deregistered = Some(ended);
                company.reason = "FUAV";
            }
            10..=12 => {
                company.proceeding = "KK";
                company.proceeding_on = Some(ended);
            }
            13..=19 => {
                company.turnover = 0;
                company.contributions = 0;
                company.employer = false;
            }
            _ => {}
        }
    }
}

pub(super) fn exclusion_lists(world: &mut World, draw: &mut Draw) {
    for number in 0..40 {
        let person = world.mint.worker();
        let listed = world.span.first.plus(draw.days(-900, 300));
        world.excluded.push(Excluded {
            list: if number % 3 == 0 { "Uteslutna leverantörer" } else { "Näringsförbud" },
            org: if number % 3 == 0 { world.mint.org(OrgForm::Company) } else { String::new() },
            born: born(&person),
            person: if number % 3 == 0 { String::new() } else { person },
            name: names::person(draw),
            listed,
            until: listed.plus(1_825),
            whom: String::new(),
        });
    }
}

/// The day of birth in a twelve-digit personal or coordination number.
pub(crate) fn born(person: &str) -> Option<Day> {
    let part = |range| person.get(range).and_then(|text: &str| text.parse::<i32>().ok());
    let day = part(6..8)?;
    Some(Day::new(part(0..4)?, part(4..6)?, if day > 60 { day - 60 } else { day }))
}
