//! Suppliers, the companies behind them, and what happened to both.

mod upkeep;

pub(crate) use upkeep::{born, two_clerks, untouched};

use crate::Habit;
use crate::calendar::Day;
use crate::draw::Draw;
use crate::names;
use crate::numbers::{self, OrgForm};
use crate::trades::{CONSULTANTS, TRADES, trade_of};
use crate::world::{Company, Giro, Rhythm, Role, Supplier, World};
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
    let contracted = world.habitual(300, 30, [70, 120]);
    let all = world.habitual(3_200, 320, [45, 150]);
    let busy = world.habit.of([60, 120]);
    let mut used = BTreeSet::new();
    for number in 0..all {
        match number {
            _ if number < contracted => {
                let rate = (u64::try_from(draw.between(4, 20)).unwrap_or(4) * busy / 100).max(2);
                firm(world, &mut draw, number % TRADES.len(), Rhythm::Contract(rate));
            }
            _ => {
                let rhythm = Rhythm::Occasional((150 + draw.below(800)) * busy.min(100) / 100);
                let mut trade = draw.index(TRADES.len());
                if world.habit == Habit::City && draw.chance(200) {
                    trade = CONSULTANTS;
                }
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
    upkeep::oddities(world, &mut draw);
    upkeep::news(world, &mut draw);
    upkeep::bystanders(world, &mut draw);
    upkeep::exclusion_lists(world, &mut draw);
}

/// A unit or a few that a supplier works for.
fn clients(world: &World, draw: &mut Draw) -> Vec<usize> {
    let count = draw.between(1, 3);
    (0..count).map(|_| draw.index(world.units.len())).collect()
}

/// A record of somebody at some address, not yet in the register.
pub(crate) fn blank(world: &mut World, draw: &mut Draw, name: String) -> Supplier {
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
        phone: names::phone(draw, &world.mint.phone()),
        site: String::new(),
        factoring: false,
        created,
        created_by: draw.pick(&world.finance),
        trade: 0,
        rhythm: Rhythm::Planned,
        units: clients(world, draw),
        before: None,
        taken: false,
        whom: String::new(),
        tie: None,
        as_is: false,
        email: String::new(),
        blocked: false,
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

/// Adds a supplier record and its account in the giro register; returns the index. It is its organisation's own, unless it says
/// whose it is.
pub(crate) fn enter(world: &mut World, mut supplier: Supplier) -> usize {
    if supplier.whom.is_empty() {
        supplier.whom = if supplier.org.is_empty() { supplier.id.clone() } else { supplier.org.clone() };
    }
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
