//! Suppliers, the companies behind them, and what happened to both.

use crate::calendar::Day;
use crate::draw::Draw;
use crate::names;
use crate::numbers::{self, OrgForm};
use crate::trades::{TRADES, trade_of};
use crate::world::{Change, Company, Event, Excluded, Giro, Rhythm, Role, Supplier, World};
use std::collections::BTreeSet;

/// The account of a supplier as payment files write it.
pub(crate) fn written_account(supplier: &Supplier) -> String {
    if !supplier.bankgiro.is_empty() {
        numbers::bankgiro_dashed(&supplier.bankgiro)
    } else if !supplier.plusgiro.is_empty() {
        numbers::plusgiro_dashed(&supplier.plusgiro)
    } else if !supplier.bank.is_empty() {
        numbers::account_dashed(&supplier.bank)
    } else {
        supplier.iban.clone()
    }
}

/// Fills the supplier register and the company register.
pub(crate) fn open_register(world: &mut World) {
    let mut draw = world.draw("suppliers");
    let contracted = world.scaled(300, 30);
    let all = world.scaled(3_200, 320);
    let mut used = BTreeSet::new();
    for number in 0..all {
        match number {
            _ if number < contracted => {
                let rate = u64::try_from(draw.between(4, 20)).unwrap_or(4);
                firm(world, &mut draw, number % TRADES.len(), Rhythm::Contract(rate));
            }
            _ => {
                let rhythm = Rhythm::Occasional(150 + draw.below(800));
                let trade = draw.index(TRADES.len());
                match draw.below(100) {
                    0..=79 => firm(world, &mut draw, trade, rhythm),
                    80..=84 => club(world, &mut draw, rhythm),
                    85..=91 => private_person(world, &mut draw, rhythm, &mut used),
                    92..=95 => foreigner(world, &mut draw, trade, rhythm),
                    _ => public_body(world, &mut draw, rhythm),
                };
            }
        }
    }
    oddities(world, &mut draw);
    news(world, &mut draw);
    bystanders(world, &mut draw);
    exclusion_lists(world, &mut draw);
}

/// A unit or a few that a supplier works for.
fn clients(world: &World, draw: &mut Draw) -> Vec<usize> {
    let count = draw.between(1, 3);
    (0..count).map(|_| draw.index(world.units.len())).collect()
}

fn blank(world: &mut World, draw: &mut Draw, name: String) -> Supplier {
    let (street, postal, city) = names::address(draw);
    let created = Day::new(2012, 1, 1).plus(draw.days(0, world.span.first.0 - Day::new(2012, 1, 1).0 - 400));
    Supplier {
        id: world.mint.supplier(),
        name,
        org: String::new(),
        kind: "company",
        bankgiro: String::new(),
        plusgiro: String::new(),
        iban: String::new(),
        bank: String::new(),
        care_of: String::new(),
        street,
        postal,
        city,
        phone: names::landline(draw),
        site: String::new(),
        factoring: false,
        created,
        created_by: draw.pick(&world.finance),
        trade: 0,
        rhythm: Rhythm::Planned,
        units: clients(world, draw),
        before: None,
        taken: false,
    }
}

/// A limited company with its supplier record, its giro and two people; returns the supplier's index.
pub(crate) fn firm(world: &mut World, draw: &mut Draw, trade: usize, rhythm: Rhythm) -> usize {
    let org = company(world, draw, trade);
    let name = world.companies.last().map_or_else(String::new, |company| company.name.clone());
    let mut supplier = blank(world, draw, name);
    supplier.org.clone_from(&org);
    supplier.trade = trade;
    supplier.rhythm = rhythm;
    if draw.chance(930) {
        supplier.bankgiro = world.mint.bankgiro();
    } else if draw.chance(500) {
        supplier.plusgiro = world.mint.plusgiro();
    } else {
        supplier.bank = world.mint.account();
    }
    if draw.chance(120) {
        supplier.care_of = format!("c/o {}", names::person(draw));
    }
    if let Some(company) = world.companies.last_mut() {
        company.street.clone_from(&supplier.street);
        company.postal.clone_from(&supplier.postal);
        company.city.clone_from(&supplier.city);
        company.care_of.clone_from(&supplier.care_of);
    }
    enter(world, supplier)
}

/// Adds a supplier record and its account in the giro register; returns the index.
pub(crate) fn enter(world: &mut World, supplier: Supplier) -> usize {
    for account in [&supplier.bankgiro, &supplier.plusgiro] {
        if !account.is_empty() && !supplier.org.is_empty() {
            world.giros.push(Giro {
                account: account.clone(),
                owner: supplier.org.clone(),
                name: supplier.name.clone(),
            });
        }
    }
    world.suppliers.push(supplier);
    world.suppliers.len() - 1
}

/// A limited company in good order with a board; returns its number.
pub(crate) fn company(world: &mut World, draw: &mut Draw, trade: usize) -> String {
    world.stems += 1;
    let number = world.stems;
    let org = world.mint.org(OrgForm::Company);
    let kind = trade_of(trade);
    let name = format!("{} {} AB", names::stem(draw, number), kind.word);
    let registered = Day::new(1985, 1, 1).plus(draw.days(0, 9_000));
    let (street, postal, city) = names::address(draw);
    world.companies.push(Company {
        org: org.clone(),
        name,
        form: "AB",
        registered: Some(registered),
        sni: kind.sni,
        street,
        postal,
        city,
        f_tax: true,
        f_tax_from: Some(registered.plus(20)),
        vat: kind.vat > 0,
        employer: true,
        contributions: draw.amount(18_000_000),
        turnover: draw.amount(1_200_000_000),
        activity: kind.account_text,
        ..Company::default()
    });
    for kind in ["chair", "board_member", "deputy"] {
        if kind != "chair" || draw.chance(400) {
            seat(world, draw, &org, kind);
        }
    }
    org
}

/// A person on a company's board since long; returns the person's number.
pub(crate) fn seat(world: &mut World, draw: &mut Draw, org: &str, kind: &'static str) -> String {
    let person = world.mint.worker();
    let starts = Day::new(2012, 3, 1).plus(draw.days(0, 3_200));
    let name = names::person(draw);
    world.roles.push(Role { org: org.to_owned(), person: person.clone(), name, kind, starts, ends: None });
    person
}

/// An association that sells something now and then; returns the supplier's index.
pub(crate) fn club(world: &mut World, draw: &mut Draw, rhythm: Rhythm) -> usize {
    const KINDS: [&str; 8] = [
        "Idrottsförening",
        "Sportklubb",
        "Hembygdsförening",
        "Ridklubb",
        "Kulturförening",
        "Scoutkår",
        "Musikförening",
        "Pensionärsförening",
    ];
    world.stems += 1;
    let number = world.stems;
    let name = format!("{} {}", names::stem(draw, number), draw.pick(&KINDS));
    let org = world.mint.org(OrgForm::Association);
    let mut supplier = blank(world, draw, name.clone());
    supplier.org.clone_from(&org);
    supplier.kind = "association";
    supplier.trade = 11;
    supplier.rhythm = rhythm;
    supplier.bankgiro = world.mint.bankgiro();
    world.companies.push(Company {
        org: org.clone(),
        name,
        form: "I",
        registered: Some(Day::new(1975, 1, 1).plus(draw.days(0, 14_000))),
        sni: "93120",
        street: supplier.street.clone(),
        postal: supplier.postal.clone(),
        city: supplier.city.clone(),
        turnover: draw.amount(40_000_000),
        activity: "Ideell verksamhet",
        ..Company::default()
    });
    seat(world, draw, &org, "chair");
    seat(world, draw, &org, "board_member");
    enter(world, supplier)
}

/// A name that no other private supplier has.
fn own_name(draw: &mut Draw, used: &mut BTreeSet<String>) -> String {
    loop {
        let (first, rest) = (names::person(draw), names::person(draw));
        let given = first.split(' ').next().unwrap_or_default();
        let name = format!("{given} {rest}");
        if used.insert(name.clone()) {
            return name;
        }
    }
}

fn private_person(world: &mut World, draw: &mut Draw, rhythm: Rhythm, used: &mut BTreeSet<String>) -> usize {
    let name = own_name(draw, used);
    let mut supplier = blank(world, draw, name);
    supplier.kind = draw.pick(&["private_person", "private_person", "private_person", "foster_home"]);
    if draw.chance(40) {
        supplier.kind = "estate";
        supplier.name = format!("Dödsboet efter {}", supplier.name);
    }
    supplier.bank = world.mint.account();
    supplier.trade = 8;
    supplier.rhythm = rhythm;
    enter(world, supplier)
}

/// A company abroad; returns the supplier's index.
pub(crate) fn foreigner(world: &mut World, draw: &mut Draw, trade: usize, rhythm: Rhythm) -> usize {
    world.stems += 1;
    let number = world.stems;
    let iban = world.mint.iban();
    let (form, city) = if iban.starts_with("DE") { ("GmbH", "Hamburg") } else { ("ApS", "Odense") };
    let name = format!("{} {form}", names::stem(draw, number));
    let mut supplier = blank(world, draw, name);
    supplier.kind = "foreign";
    supplier.iban = iban;
    city.clone_into(&mut supplier.city);
    supplier.trade = trade;
    supplier.rhythm = rhythm;
    enter(world, supplier)
}

fn public_body(world: &mut World, draw: &mut Draw, rhythm: Rhythm) -> usize {
    world.stems += 1;
    let number = world.stems;
    let name =
        format!("{} {}", names::stem(draw, number), draw.pick(&["kommun", "kommunalförbund", "räddningstjänst"]));
    let org = world.mint.org(OrgForm::Public);
    let mut supplier = blank(world, draw, name.clone());
    supplier.org.clone_from(&org);
    supplier.kind = "public";
    supplier.trade = 11;
    supplier.rhythm = rhythm;
    supplier.bankgiro = world.mint.bankgiro();
    world.companies.push(Company {
        org,
        name,
        form: "OFF",
        registered: Some(Day::new(1971, 1, 1)),
        sni: "84111",
        street: supplier.street.clone(),
        postal: supplier.postal.clone(),
        city: supplier.city.clone(),
        f_tax: true,
        f_tax_from: Some(Day::new(1993, 1, 1)),
        vat: true,
        employer: true,
        contributions: draw.amount(900_000_000),
        turnover: draw.amount(90_000_000_000),
        activity: "Offentlig förvaltning",
        ..Company::default()
    });
    enter(world, supplier)
}

/// Honest disorder: double records, lost or misspelt numbers, changed accounts that were checked.
fn oddities(world: &mut World, draw: &mut Draw) {
    let (doubles, lost, misspelt, changed) =
        (world.scaled(38, 3), world.scaled(7, 1), world.scaled(4, 1), world.scaled(64, 5));
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
fn news(world: &mut World, draw: &mut Draw) {
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
fn bystanders(world: &mut World, draw: &mut Draw) {
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

fn exclusion_lists(world: &mut World, draw: &mut Draw) {
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
        });
    }
}

/// The day of birth in a twelve-digit personal number.
pub(crate) fn born(person: &str) -> Option<Day> {
    let part = |range| person.get(range).and_then(|text: &str| text.parse().ok());
    Some(Day::new(part(0..4)?, part(4..6)?, part(6..8)?))
}
