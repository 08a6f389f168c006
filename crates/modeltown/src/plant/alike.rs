//! Records that look like one and are two: relatives, neighbours, chains, shared addresses. Nothing is paid to any of them.

use super::Planter;
use super::same::Slip;
use crate::people;
use crate::suppliers;
use crate::ties::{Lookalike, RecordRef};
use crate::trades::{BUILDING, CONSULTANTS};
use crate::world::Rhythm;

/// Plants them, as many per inhabitant in every town.
pub(super) fn plant(planter: &mut Planter<'_>) {
    fathers_and_sons(planter);
    twins(planter);
    couples(planter);
    neighbours(planter);
    chains(planter);
    office_hotels(planter);
}

impl Planter<'_> {
    fn alike(&mut self, trap: &str, a: RecordRef, b: RecordRef) {
        self.world.lookalikes.push(Lookalike { trap: trap.to_owned(), a, b });
    }

    fn supplier_record(&self, supplier: usize) -> RecordRef {
        RecordRef::new("suppliers", self.world.suppliers.get(supplier).map_or("", |found| found.id.as_str()))
    }

    fn company_record(&self, supplier: usize) -> RecordRef {
        RecordRef::new("companies", self.world.suppliers.get(supplier).map_or("", |found| found.whom.as_str()))
    }

    fn employee_record(&self, employee: usize) -> RecordRef {
        RecordRef::new("employees", self.world.employee_id(employee))
    }

    /// A new employee.
    fn hired(&mut self) -> usize {
        let unit = self.unit();
        people::hire(self.world, &mut self.draw, unit, "other")
    }

    /// A young employee at another's address.
    fn hired_at_home(&mut self, of: usize, (person, name): (String, String)) -> usize {
        let index = self.hired();
        let starts = self.world.span.last.plus(-self.draw.days(200, 700)).max(self.world.span.first);
        let Some(home) = self.world.staff.get(of).cloned() else { return index };
        if let Some(young) = self.world.staff.get_mut(index) {
            young.person = person;
            young.name = name;
            young.starts = starts;
            young.ends = None;
            (young.street, young.postal, young.dwelling) = (home.street, home.postal, home.dwelling);
        }
        index
    }

    /// A supplier record of a person at an employee's address who is not the employee.
    fn housemate(&mut self, employee: usize, name: String) -> usize {
        let mut record = suppliers::blank(self.world, &mut self.draw, name);
        if let Some(home) = self.world.staff.get(employee) {
            record.street.clone_from(&home.street);
            record.postal.clone_from(&home.postal);
            record.city.clone_from(&home.city);
        }
        record.kind = "private_person";
        record.bank = self.world.mint.account();
        record.taken = true;
        record.as_is = true;
        suppliers::enter(self.world, record)
    }
}

/// Two of one name at one address: colleagues, an employee and a supplier, a board member and one on a list.
fn fathers_and_sons(p: &mut Planter<'_>) {
    for round in 0..p.world.scaled(8, 4) {
        let father = p.hired();
        let older = (0..200).map(|_| p.world.mint.worker()).find(|number| number.as_str() < "1980");
        let [son, _] = p.world.mint.twins();
        let Some(found) = p.world.staff.get_mut(father) else { break };
        found.person = older.unwrap_or_else(|| found.person.clone());
        let (name, number) = (found.name.clone(), found.person.clone());
        let mut first = p.employee_record(father);
        let (trap, second) = match round % 4 {
            0 => {
                let young = p.hired_at_home(father, (son, name));
                ("Far och son med samma namn och adress är båda anställda", p.employee_record(young))
            }
            1 => {
                let young = p.housemate(father, name);
                p.record(young, |record| {
                    record.org = son.get(2..).unwrap_or_default().to_owned();
                    record.whom = son;
                });
                ("Sonen är leverantör med eget personnummer och fadern anställd", p.supplier_record(young))
            }
            2 => {
                let org = suppliers::company(p.world, &mut p.draw, CONSULTANTS);
                crate::life::own(p.world, father, &org, "chair");
                p.list(&son, name);
                first = RecordRef::new("company_roles", number);
                let place = p.world.excluded.len();
                let document = p
                    .world
                    .excluded
                    .last()
                    .map_or_else(String::new, |party| crate::exports::companies::document(place, party));
                (
                    "Sonen har näringsförbud och fadern sitter i en styrelse",
                    RecordRef::new("excluded_parties", document),
                )
            }
            _ => {
                let young = p.housemate(father, format!("{name} d.y."));
                ("Sonen är leverantör utan nummer med egen telefon och eget konto", p.supplier_record(young))
            }
        };
        p.alike(trap, first, second);
    }
}

/// Born on the same day, living at the same address, with names that sound alike.
fn twins(p: &mut Planter<'_>) {
    const NAMES: [(&str, &str); 6] = [
        ("Ellen", "Elin"),
        ("Anna", "Hanna"),
        ("Ida", "Frida"),
        ("Jan", "Johan"),
        ("Hans", "Hassan"),
        ("Maria", "Malin"),
    ];
    for _ in 0..p.world.scaled(6, 1) {
        let (one, other) = p.draw.pick(&NAMES);
        let home = p.hired();
        let last = p.world.staff.get(home).and_then(|found| found.name.split_once(' ')).map_or("Ek", |(_, last)| last);
        let [named, also] = [one, other].map(|given| format!("{given} {last}"));
        let [first, second] = p.world.mint.twins();
        let first = p.hired_at_home(home, (first, named));
        let second = p.hired_at_home(home, (second, also));
        let (a, b) = (p.employee_record(first), p.employee_record(second));
        p.alike("Tvillingar på samma adress", a, b);
    }
}

/// A supplier who shares surname, address and account with an employee.
fn couples(p: &mut Planter<'_>) {
    for _ in 0..p.world.scaled(8, 1) {
        let employee = p.hired();
        let Some(found) = p.world.staff.get(employee).cloned() else { break };
        let (given, last) = found.name.split_once(' ').unwrap_or((&found.name, ""));
        let partner = if matches!(given, "Kerstin" | "Ulla") { "Göran" } else { "Kerstin" };
        let index = p.housemate(employee, format!("{partner} {last}"));
        p.record(index, |record| record.bank = found.account);
        let (a, b) = (p.employee_record(employee), p.supplier_record(index));
        p.alike("Makar med gemensamt konto och samma adress", a, b);
    }
}

/// Two firms of nearly the same name next door to each other; the number of every other is not in its supplier record.
fn neighbours(p: &mut Planter<'_>) {
    for round in 0..p.world.scaled(8, 2) {
        let (first, second) = (p.firm(BUILDING), p.firm(BUILDING));
        let Some(one) = p.world.suppliers.get(first).cloned() else { break };
        let name = one.name.replace(" Bygg AB", " Bygg & Måleri AB");
        let (street, number) = one.street.rsplit_once(' ').unwrap_or((&one.street, "1"));
        let street = format!("{street} {}", number.parse::<u32>().unwrap_or(0) + 2);
        p.company(second, |company| {
            company.name.clone_from(&name);
            company.street.clone_from(&street);
            company.postal.clone_from(&one.postal);
            company.city.clone_from(&one.city);
        });
        rename_giro(p, second, &name);
        p.record(second, |record| {
            record.name.clone_from(&name);
            (record.street, record.postal, record.city) = (street, one.postal, one.city);
        });
        let (a, b) = (p.company_record(first), p.supplier_record(second));
        if round % 2 == 1 {
            p.hide(second, name, (Slip::Missing, None));
        }
        p.alike("Två företag med nästan samma namn på samma gata", a, b);
    }
}

fn rename_giro(p: &mut Planter<'_>, supplier: usize, name: &str) {
    let org = p.org_of(supplier);
    for giro in p.world.giros.iter_mut().rev().take(4).filter(|giro| giro.owner == org) {
        name.clone_into(&mut giro.name);
    }
}

/// One name, several owners: franchise.
fn chains(p: &mut Planter<'_>) {
    for _ in 0..p.world.scaled(3, 1) {
        p.world.stems += 1;
        let number = p.world.stems;
        let name = format!("Pizzeria {}", crate::names::stem(&mut p.draw, number));
        let mut first = None;
        for place in ["Norrby", "Åsen", "Kvarnvik", "Norrby"] {
            let firm = suppliers::firm(p.world, &mut p.draw, 21, Rhythm::Planned);
            let name = format!("{name} {place} AB");
            rename_giro(p, firm, &name);
            p.company(firm, |company| company.name.clone_from(&name));
            p.record(firm, |record| {
                record.name = name;
                record.taken = true;
            });
            let record = p.supplier_record(firm);
            match &first {
                None => first = Some(record),
                Some(first) => p.alike("Butiker i samma kedja med olika ägare", first.clone(), record),
            }
        }
    }
}

/// Companies that have nothing in common but the office hotel's address and the accountant's phone.
fn office_hotels(p: &mut Planter<'_>) {
    for _ in 0..p.world.scaled(2, 1) {
        let (street, postal, city) = crate::names::address(&mut p.draw);
        let phone = crate::names::phone_written(&p.world.mint.phone(), 0);
        let mut first = None;
        for place in 0..6 {
            let firm = p.firm(CONSULTANTS);
            p.company(firm, |company| {
                "c/o Kontorshotellet".clone_into(&mut company.care_of);
                company.street.clone_from(&street);
                company.postal.clone_from(&postal);
                company.city.clone_from(&city);
            });
            p.record(firm, |record| {
                "c/o Kontorshotellet".clone_into(&mut record.care_of);
                record.street.clone_from(&street);
                record.postal.clone_from(&postal);
                record.city.clone_from(&city);
                record.phone.clone_from(&phone);
            });
            let record = p.supplier_record(firm);
            if place == 3 {
                let name = p.world.suppliers.get(firm).map_or_else(String::new, |found| found.name.clone());
                p.hide(firm, name, (Slip::Missing, None));
            }
            match &first {
                None => first = Some(record),
                Some(first) => p.alike("Företag på samma kontorshotell med revisorns telefon", first.clone(), record),
            }
        }
    }
}
