//! What is planted in a town: schemes, decoys that only look like schemes, and honest mistakes.
//!
//! Everybody in them is new to the town, so that no scheme and no decoy share anybody, and nobody else's figures change.

mod alike;
mod decoys;
pub(crate) mod due;
mod flows;
mod hidden;
mod innocents;
mod mistakes;
mod moves;
mod same;
mod single;
mod single_more;
mod variants;
mod woven;
mod woven_more;

use crate::calendar::Day;
use crate::daily;
use crate::draw::Draw;
use crate::people;
use crate::suppliers;
use crate::trades::trade_of;
use crate::truth::{Decoy, Scheme, SubjectRef};
use crate::world::{Company, Contract, Invoice, Ordinary, Rhythm, Supplier, World};
use std::collections::BTreeSet;

/// Plants everything; a large town gets several sets of schemes.
pub(crate) fn plant(world: &mut World) {
    let sets = (world.inhabitants / 250_000).max(1);
    for set in 0..sets {
        let draw = world.draw(&format!("plant {set}"));
        let mut planter = Planter { world, draw, set, serial: 0 };
        single::plant(&mut planter);
        single_more::plant(&mut planter);
        woven::plant(&mut planter);
        woven_more::plant(&mut planter);
    }
    let draw = world.draw("decoys");
    let mut planter = Planter { world, draw, set: 0, serial: 5_000 };
    decoys::plant(&mut planter);
    innocents::plant(&mut planter);
    let draw = world.draw("mistakes");
    mistakes::plant(&mut Planter { world, draw, set: 0, serial: 7_000 });
    for set in 0..sets {
        let draw = world.draw(&format!("hidden {set}"));
        hidden::plant(&mut Planter { world, draw, set, serial: 9_000 });
    }
    let draw = world.draw("ties");
    same::plant(&mut Planter { world, draw, set: 0, serial: 0 });
    let draw = world.draw("lookalikes");
    alike::plant(&mut Planter { world, draw, set: 0, serial: 0 });
    let draw = world.draw("due");
    world.settled = world.companies.len();
    aside(world, |world| due::plant(&mut Planter { world, draw, set: 0, serial: 0 }));
    aside(world, |world| apart(world, |world| (0..sets).for_each(|set| flows::plant(world, set))));
}

/// Does something with numbers of its own, so that what comes after is as if it had not happened.
pub(crate) fn aside<T>(world: &mut World, act: impl FnOnce(&mut World) -> T) -> T {
    let own = world.aside.take().unwrap_or_else(|| world.mint.aside());
    let mut mint = std::mem::replace(&mut world.mint, own);
    let done = act(world);
    mint.follow(&world.mint);
    world.aside = Some(std::mem::replace(&mut world.mint, mint));
    done
}

/// Plants with numbers and draws that nothing else in the town has, whatever comes before or after.
fn apart(world: &mut World, act: impl FnOnce(&mut World)) {
    world.ordinary = Ordinary {
        staff: world.staff.len(),
        associations: world.associations.len(),
        cases: world.cases.len(),
        case_users: world.case_users.len(),
    };
    let own = world.mint.apart();
    let mut mint = std::mem::replace(&mut world.mint, own);
    let stems = world.stems;
    world.stems += STEMS_APART;
    world.apart = true;
    act(world);
    world.apart = false;
    world.stems = stems;
    mint.follow(&world.mint);
    world.mint = mint;
}

/// So far from everybody else's are the names of companies made apart.
const STEMS_APART: usize = 40_000;

/// The hand that plants.
pub(crate) struct Planter<'a> {
    pub(crate) world: &'a mut World,
    pub(crate) draw: Draw,
    set: u64,
    serial: u64,
}

/// An employee with a user in the ledger.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Hand {
    /// Index into staff.
    pub(crate) employee: usize,
    /// Index into users.
    pub(crate) user: usize,
    /// Where they work.
    pub(crate) unit: usize,
}

/// What a scheme is called and does, in Swedish.
pub(crate) struct Story {
    pub(crate) id: &'static str,
    pub(crate) name: &'static str,
    pub(crate) enabler: &'static str,
    pub(crate) text: &'static str,
    pub(crate) controls: &'static [&'static str],
    pub(crate) flows: &'static [&'static str],
}

impl<'a> Planter<'a> {
    /// A hand whose invoices are numbered from `serial`.
    pub(crate) const fn new(world: &'a mut World, draw: Draw, serial: u64) -> Self {
        Self { world, draw, set: 0, serial }
    }
}

impl Planter<'_> {
    /// A day so many days before the town ends, moved to a working day.
    pub(crate) fn ago(&self, days: i32) -> Day {
        self.world.span.last.plus(-days).workday().min(self.world.span.last)
    }

    /// An ordinary unit, never one of the central ones.
    pub(crate) fn unit(&mut self) -> usize {
        let units = self.world.units.len();
        let ordinary = self.world.units.iter().take(units).filter(|unit| !unit.registrars.is_empty()).count();
        5 + self.draw.index(ordinary.saturating_sub(5))
    }

    /// A new limited company with a supplier record that bills only what is planned.
    pub(crate) fn firm(&mut self, trade: usize) -> usize {
        let index = suppliers::firm(self.world, &mut self.draw, trade, Rhythm::Planned);
        let bankgiro = self.world.mint.bankgiro();
        if let Some(supplier) = self.world.suppliers.get_mut(index) {
            supplier.taken = true;
            supplier.care_of.clear();
            if supplier.bankgiro.is_empty() {
                supplier.bankgiro = bankgiro;
                supplier.plusgiro.clear();
                supplier.bank.clear();
            }
        }
        index
    }

    /// A new employee of long standing with a user in the ledger.
    pub(crate) fn hand(&mut self, unit: usize, kind: &'static str) -> Hand {
        let employee = people::hire(self.world, &mut self.draw, unit, kind);
        people::promote(self.world, employee, kind);
        let user = people::open_user(self.world, employee);
        Hand { employee, user, unit }
    }

    /// A new clerk of the finance unit, who does not take part in ordinary work.
    pub(crate) fn clerk(&mut self) -> Hand {
        self.hand(0, "finance")
    }

    /// An invoice of `net` öre paid on `paid`, with an honest chain and the next number; returns its index for changes.
    pub(crate) fn bill(&mut self, supplier: usize, unit: usize, paid: Day, net: i64) -> usize {
        self.serial += if self.world.apart { 2 + self.draw.below(40) } else { 1 };
        let trade = self.world.suppliers.get(supplier).map_or(0, |supplier| supplier.trade);
        let kind = trade_of(trade);
        let dated = paid.plus(-26);
        let chain = daily::chain(self.world, &mut self.draw, unit, false);
        let contract = daily::covering(self.world, supplier, dated)
            .and_then(|place| self.world.contracts.get(place))
            .map_or_else(String::new, |contract| contract.id.clone());
        let text = self.draw.pick(&kind.lines);
        self.world.invoices.push(Invoice {
            supplier,
            number: (710_000 + self.set * 10_000 + self.serial).to_string(),
            dated,
            paid,
            net,
            vat: if self.charges_vat(supplier) { net * kind.vat / 100 } else { 0 },
            withheld: 0,
            unit,
            trade,
            contract,
            order: None,
            text,
            chain,
            account: None,
            manual: false,
            lines: 1,
            apart: self.world.apart,
            approved: None,
        });
        self.world.invoices.len() - 1
    }

    /// Whether a supplier may charge VAT: all but organisations that are known not to be registered.
    fn charges_vat(&self, supplier: usize) -> bool {
        let org = self.org_of(supplier);
        self.world.companies.iter().rev().find(|company| company.org == org).is_none_or(|company| company.vat)
    }

    /// Changes a planned invoice.
    pub(crate) fn alter(&mut self, invoice: usize, change: impl FnOnce(&mut Invoice)) {
        if let Some(invoice) = self.world.invoices.get_mut(invoice) {
            change(invoice);
        }
    }

    /// Changes a supplier record.
    pub(crate) fn record(&mut self, supplier: usize, change: impl FnOnce(&mut Supplier)) {
        if let Some(supplier) = self.world.suppliers.get_mut(supplier) {
            change(supplier);
        }
    }

    /// Changes the company behind a supplier.
    pub(crate) fn company(&mut self, supplier: usize, change: impl FnOnce(&mut Company)) {
        let org = self.org_of(supplier);
        if let Some(company) = self.world.companies.iter_mut().rev().find(|company| company.org == org) {
            change(company);
        }
    }

    /// A contract that covers a supplier from a day on.
    pub(crate) fn contract(&mut self, supplier: usize, starts: Day, ceiling: Option<i64>) -> usize {
        let index = crate::market::sign(self.world, &mut self.draw, supplier, starts);
        self.terms(index, |contract| contract.ceiling = ceiling);
        index
    }

    /// Changes a contract.
    pub(crate) fn terms(&mut self, contract: usize, change: impl FnOnce(&mut Contract)) {
        if let Some(contract) = self.world.contracts.get_mut(contract) {
            change(contract);
        }
    }

    /// A supplier's organisation number.
    pub(crate) fn org_of(&self, supplier: usize) -> String {
        self.world.suppliers.get(supplier).map_or_else(String::new, |supplier| supplier.org.clone())
    }

    /// A supplier as a subject.
    pub(crate) fn organisation(&self, supplier: usize) -> SubjectRef {
        let found = self.world.suppliers.get(supplier);
        let valid = found.is_some_and(|supplier| org_is_valid(&supplier.org));
        let id = found.map_or_else(String::new, |supplier| {
            if valid { supplier.org.clone() } else { format!("leverantör {}", supplier.id) }
        });
        SubjectRef::new("organisation", id)
    }

    /// An employee as a subject.
    pub(crate) fn employee(&self, employee: usize) -> SubjectRef {
        SubjectRef::new("employee", self.world.employee_id(employee))
    }

    /// A unit as a subject.
    pub(crate) fn unit_subject(&self, unit: usize) -> SubjectRef {
        SubjectRef::new("unit", self.world.unit_name(unit))
    }

    /// Adds the number of every organisation that is a subject only by its supplier record: linkage calls it by that.
    fn with_numbers(&self, mut subjects: Vec<SubjectRef>) -> Vec<SubjectRef> {
        let by_record = |subject: &SubjectRef| {
            let id = subject.id.strip_prefix("leverantör ")?;
            let supplier = self.world.suppliers.iter().rev().find(|supplier| supplier.id == id)?;
            org_is_valid(&supplier.whom).then(|| SubjectRef::new("organisation", supplier.whom.clone()))
        };
        let numbers: Vec<SubjectRef> = subjects.iter().filter_map(by_record).collect();
        subjects.extend(numbers);
        let mut seen = BTreeSet::new();
        subjects.retain(|subject| seen.insert(subject.clone()));
        subjects
    }

    /// Writes a scheme into the truth.
    pub(crate) fn tell(&mut self, story: &Story, subjects: Vec<SubjectRef>) {
        let subjects = self.with_numbers(subjects);
        let id = if self.set == 0 { story.id.to_owned() } else { format!("{}-{}", story.id, self.set + 1) };
        let owned = |texts: &[&str]| texts.iter().map(|text| (*text).to_owned()).collect();
        self.world.truth.schemes.push(Scheme {
            id,
            name_sv: story.name.to_owned(),
            enabler_type: story.enabler.to_owned(),
            description_sv: story.text.to_owned(),
            controls: owned(story.controls),
            subjects,
            flows: owned(story.flows),
            hidden: story.id.starts_with("H-"),
        });
    }

    /// Writes a decoy into the truth.
    pub(crate) fn decoy(&mut self, control: &str, trap: &str, subjects: Vec<SubjectRef>) {
        let number = self.world.truth.decoys.len() + 1;
        self.world.truth.decoys.push(Decoy {
            id: format!("D-{number:02}"),
            trap_sv: trap.to_owned(),
            control: control.to_owned(),
            subjects,
        });
    }
}

/// Whether ten digits are an organisation number with the right check digit.
pub(crate) fn org_is_valid(org: &str) -> bool {
    let digits = org.len() == 10 && org.bytes().all(|byte| byte.is_ascii_digit());
    digits && org.split_at_checked(9).is_some_and(|(body, check)| crate::numbers::luhn(body).to_string() == check)
}
