//! Identities that no number shows: records without number or with a slip in it, names and addresses written otherwise. Most are
//! honest, and nothing is paid through them, so that they are no control's business.

use super::{Planter, variants};
use crate::numbers;
use crate::people;
use crate::suppliers::{self, born};
use crate::ties::How;
use crate::trades::{BUILDING, CLEANING, TRADES, trade_of};
use crate::world::{Excluded, Rhythm, Role, Supplier};
use std::collections::BTreeSet;

/// What has happened to the organisation number in a supplier record.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slip {
    /// It was left out.
    Missing,
    /// It does not pass its check.
    Mistyped,
}

/// Plants the honest ones, as many per inhabitant in every town.
pub(super) fn plant(planter: &mut Planter<'_>) {
    doubles(planter);
    companies(planter);
    associations(planter);
    employees(planter);
    listed(planter);
    renumbered(planter);
    sole_traders(planter);
}

impl Planter<'_> {
    /// Makes a supplier record one that no number ties to its organisation.
    pub(super) fn hide(&mut self, supplier: usize, name: String, (slip, tie): (Slip, Option<How>)) {
        let Some(record) = self.world.suppliers.get_mut(supplier) else { return };
        record.org = match slip {
            Slip::Missing => String::new(),
            Slip::Mistyped => variants::number(&mut self.draw, &record.org),
        };
        record.street = variants::street(&mut self.draw, &record.street);
        if self.draw.chance(500) {
            record.postal = variants::postal(&record.postal);
        }
        if self.draw.chance(200) {
            record.care_of = format!("c/o {}", crate::names::person(&mut self.draw));
        }
        record.phone = variants::phone(&mut self.draw, &record.phone);
        record.name = name;
        record.tie = tie;
        record.as_is = true;
        record.taken = true;
    }

    /// A second supplier record with an account of its own that no number ties to the first.
    pub(super) fn shadow(&mut self, supplier: usize, name: String, hidden: (Slip, Option<How>)) -> usize {
        let Some(first) = self.world.suppliers.get(supplier) else { return supplier };
        let second = Supplier {
            id: self.world.mint.supplier(),
            bankgiro: self.world.mint.bankgiro(),
            plusgiro: String::new(),
            bank: String::new(),
            before: None,
            rhythm: Rhythm::Planned,
            created: self.world.span.last.plus(-280),
            ..first.clone()
        };
        self.world.suppliers.push(second);
        let index = self.world.suppliers.len() - 1;
        self.hide(index, name, hidden);
        index
    }

    /// A supplier's name written otherwise.
    pub(super) fn misspelt(&mut self, supplier: usize) -> String {
        let name = self.world.suppliers.get(supplier).map_or("", |supplier| supplier.name.as_str());
        variants::firm(&mut self.draw, name)
    }

    /// A supplier record of a person at the employee's address, with the employee's phone and an account of its own; returns the
    /// index.
    pub(super) fn private(&mut self, employee: usize, name: String, tie: How) -> usize {
        let mut record = suppliers::blank(self.world, &mut self.draw, name.clone());
        if let Some(employee) = self.world.staff.get(employee) {
            record.street.clone_from(&employee.street);
            record.postal.clone_from(&employee.postal);
            record.city.clone_from(&employee.city);
            record.phone.clone_from(&employee.phone);
            record.whom.clone_from(&employee.person);
        }
        record.kind = "private_person";
        record.bank = self.world.mint.account();
        let index = suppliers::enter(self.world, record);
        self.hide(index, name, (Slip::Missing, Some(tie)));
        index
    }

    /// An employee that has nothing to do with anything planted.
    fn bystander(&mut self, taken: &mut BTreeSet<usize>) -> usize {
        let ordinary = people::ordinary(self.world);
        for _ in 0..1_000 {
            let employee = self.draw.index(ordinary);
            if taken.insert(employee) {
                return employee;
            }
        }
        0
    }

    /// An entry on the list of trading prohibitions that names a person by name and day of birth only.
    pub(super) fn list(&mut self, person: &str, name: String) {
        let listed = self.world.span.last.plus(-1_100);
        self.world.excluded.push(Excluded {
            list: "Näringsförbud",
            org: String::new(),
            person: String::new(),
            name,
            born: born(person),
            listed,
            until: listed.plus(2_500),
            whom: person.to_owned(),
        });
    }
}

/// A second record of an ordinary supplier that has never been used.
fn doubles(p: &mut Planter<'_>) {
    for round in 0..p.world.scaled(12, 1) {
        let Some(first) = suppliers::untouched(p.world, &mut p.draw) else { break };
        let name = p.misspelt(first);
        let hidden = if round % 2 == 0 { (Slip::Missing, Some(How::Spelling)) } else { (Slip::Mistyped, None) };
        p.shadow(first, name, hidden);
    }
}

/// A supplier record of a company that has none with its number.
fn companies(p: &mut Planter<'_>) {
    let mut free = strangers(p);
    for round in 0..p.world.scaled(40, 2) {
        let Some(company) = take(p, &mut free).and_then(|place| p.world.companies.get(place)).cloned() else { break };
        let record = suppliers::blank(p.world, &mut p.draw, company.name.clone());
        let record = Supplier {
            whom: company.org.clone(),
            org: company.org.clone(),
            bankgiro: p.world.mint.bankgiro(),
            street: company.street,
            postal: company.postal,
            city: company.city,
            ..record
        };
        let index = suppliers::enter(p.world, record);
        let (name, hidden) = match round % 4 {
            0 => (company.name, (Slip::Missing, None)),
            1 => (company.name, (Slip::Mistyped, None)),
            2 => (p.misspelt(index), (Slip::Missing, Some(How::Spelling))),
            _ => (p.misspelt(index), (Slip::Mistyped, None)),
        };
        p.hide(index, name, hidden);
    }
}

/// Companies that are nobody's supplier, in good order.
fn strangers(p: &Planter<'_>) -> Vec<usize> {
    let known: BTreeSet<&str> = p.world.suppliers.iter().map(|supplier| supplier.whom.as_str()).collect();
    let companies = p.world.companies.iter().enumerate();
    let free = companies.filter(|(_, company)| company.form == "AB" && !known.contains(company.org.as_str()));
    free.map(|(place, _)| place).collect()
}

/// One of them, each once.
fn take(p: &mut Planter<'_>, free: &mut Vec<usize>) -> Option<usize> {
    let place = p.draw.index(free.len());
    (place < free.len()).then(|| free.swap_remove(place))
}

/// A supplier record of an association that otherwise only receives grants: the same giro, or the same address.
fn associations(p: &mut Planter<'_>) {
    let known: BTreeSet<String> = p.world.suppliers.iter().map(|supplier| supplier.whom.clone()).collect();
    let clubs: Vec<_> = p.world.associations.iter().filter(|club| !known.contains(&club.org)).cloned().collect();
    for (round, club) in clubs.into_iter().take(p.world.scaled(12, 1)).enumerate() {
        let record = suppliers::blank(p.world, &mut p.draw, club.name.clone());
        let shares = round % 2 == 0;
        let record = Supplier {
            kind: "association",
            whom: club.org,
            street: club.street,
            postal: club.postal,
            city: club.city,
            bankgiro: if shares { club.bankgiro } else { p.world.mint.bankgiro() },
            ..record
        };
        p.world.suppliers.push(record);
        let how = if shares { How::Account } else { How::Spelling };
        p.hide(p.world.suppliers.len() - 1, variants::club(&club.name), (Slip::Missing, Some(how)));
    }
}

/// A private person who is paid for expenses and is an employee: the same phone, or the same account after a move.
fn employees(p: &mut Planter<'_>) {
    let mut taken = BTreeSet::new();
    for round in 0..p.world.scaled(40, 2) {
        let employee = p.bystander(&mut taken);
        let Some(found) = p.world.staff.get(employee).cloned() else { break };
        let name = variants::person(&mut p.draw, &found.name);
        if round % 2 == 0 {
            p.private(employee, name, How::AddressAndPhone);
        } else {
            let index = p.private(employee, name, How::Account);
            let (street, postal, city) = crate::names::address(&mut p.draw);
            let moved = p.draw.chance(300);
            p.record(index, |record| {
                record.bank = found.account;
                if moved {
                    (record.street, record.postal, record.city) = (street, postal, city);
                }
            });
        }
    }
}

/// Board members of companies that nothing is bought from, and employees, on a list with name and day of birth.
fn listed(p: &mut Planter<'_>) {
    let free: BTreeSet<String> = strangers(p)
        .into_iter()
        .filter_map(|place| p.world.companies.get(place))
        .map(|found| found.org.clone())
        .collect();
    let seats: Vec<Role> = p.world.roles.iter().filter(|role| free.contains(&role.org)).cloned().collect();
    let mut seen = BTreeSet::new();
    for _ in 0..p.world.scaled(12, 1) {
        let place = p.draw.index(seats.len());
        let Some(role) = seats.get(place).filter(|role| seen.insert(role.person.clone())) else { continue };
        let name = variants::person(&mut p.draw, &role.name);
        p.list(&role.person, name);
    }
    let mut taken = BTreeSet::new();
    for _ in 0..p.world.scaled(8, 1) {
        let employee = p.bystander(&mut taken);
        let Some(found) = p.world.staff.get(employee).filter(|found| seen.insert(found.person.clone())).cloned() else {
            continue;
        };
        let name = variants::person(&mut p.draw, &found.name);
        p.list(&found.person, name);
    }
}

/// Employees who own a company that nothing is bought from, registered while they had a coordination number.
fn renumbered(p: &mut Planter<'_>) {
    let mut taken = BTreeSet::new();
    for _ in 0..p.world.scaled(8, 1) {
        let employee = p.bystander(&mut taken);
        let trade = p.draw.index(TRADES.len());
        let org = suppliers::company(p.world, &mut p.draw, trade);
        p.owns_as_coordinated(employee, &org);
    }
}

impl Planter<'_> {
    /// An employee owns a company and sits on its board under an earlier coordination number.
    pub(super) fn owns_as_coordinated(&mut self, employee: usize, org: &str) {
        let Some(person) = self.world.staff.get(employee).map(|found| found.person.clone()) else { return };
        let earlier = numbers::coordination(&person);
        for kind in ["owner", "board_member"] {
            crate::life::own(self.world, employee, org, kind);
            if let Some(role) = self.world.roles.last_mut() {
                role.person.clone_from(&earlier);
            }
        }
        self.world.renumbered.insert(earlier, person);
    }

    /// A person trades under an own name at an address; returns the company's index.
    pub(super) fn trades_alone(&mut self, person: &str, name: &str, trade: usize) -> usize {
        let org = suppliers::company(self.world, &mut self.draw, trade);
        let own = person.get(2..).unwrap_or_default().to_owned();
        while self.world.roles.pop_if(|role| role.org == org).is_some() {}
        let starts = self.world.span.first.plus(-400);
        let role = Role {
            org: own.clone(),
            person: person.to_owned(),
            name: name.to_owned(),
            kind: "owner",
            starts,
            ends: None,
        };
        self.world.roles.push(role);
        if let Some(company) = self.world.companies.last_mut() {
            company.org = own;
            company.form = "E";
            company.name = format!("{name} {}", trade_of(trade).word);
            company.owner = person.to_owned();
        }
        self.world.companies.len() - 1
    }
}

/// People who trade under their own name, most with their personal number in the supplier record; a few are employees.
fn sole_traders(p: &mut Planter<'_>) {
    let mut taken = BTreeSet::new();
    let trades = [BUILDING, CLEANING, 17, 18, 21];
    for round in 0..p.world.scaled(40, 3) {
        let trade = p.draw.pick(&trades);
        let (person, name) = if round % 10 == 1 {
            let employee = p.bystander(&mut taken);
            p.world
                .staff
                .get(employee)
                .map_or_else(Default::default, |found| (found.person.clone(), found.name.clone()))
        } else {
            (p.world.mint.worker(), crate::names::person(&mut p.draw))
        };
        let place = p.trades_alone(&person, &name, trade);
        let Some(company) = p.world.companies.get(place).cloned() else { continue };
        let record = suppliers::blank(p.world, &mut p.draw, company.name);
        let record = Supplier {
            org: company.org,
            whom: person,
            street: company.street,
            postal: company.postal,
            city: company.city,
            bankgiro: p.world.mint.bankgiro(),
            taken: true,
            ..record
        };
        let index = suppliers::enter(p.world, record);
        if round % 4 == 0 {
            let written = firm_of(&name, trade);
            p.hide(index, written, (Slip::Missing, Some(How::Spelling)));
        }
    }
}

/// A sole trader's firm as somebody typed it in: `Byggfirma Ek Anna`.
pub(super) fn firm_of(name: &str, trade: usize) -> String {
    let (given, last) = name.split_once(' ').unwrap_or((name, ""));
    format!("{}firma {last} {given}", trade_of(trade).word)
}
