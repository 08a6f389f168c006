//! What the registers hold for the next payment day: ordinary suppliers that something happened to in the last days, so that no
//! row of the ledger is touched, and a few new ones.

use super::Planter;
use super::moves::KR;
use crate::calendar::Day;
use crate::numbers::OrgForm;
use crate::payday::{Account, Kind, Wish};
use crate::people;
use crate::suppliers;
use crate::ties::How;
use crate::trades::{BUILDING, CARE, CLEANING, CONSULTANTS, GOODS, GUARDS, RENT, STAFFING, TRAINING, TRANSPORT};
use crate::world::{Change, Employee, Excluded, Giro, Pledge, Rhythm, World};

/// Trades that are plainly services.
const SERVICES: [usize; 7] = [CONSULTANTS, CLEANING, BUILDING, STAFFING, TRAINING, GUARDS, TRANSPORT];

/// Prepares them, more in a larger town.
pub(super) fn plant(p: &mut Planter<'_>) {
    for round in 0..p.world.scaled(6, 2) {
        changed(p, round);
        companies(p);
        listed(p);
        sham(p);
        untouched_records(p);
    }
    for round in 0..p.world.scaled(5, 2) {
        pledged(p);
        estate(p);
        under_contract(p, round);
        innocent_companies(p);
        expenses(p);
        namesake(p);
    }
}

/// Which ordinary supplier will do.
type Fits = fn(&World, usize) -> bool;

fn any(_: &World, _: usize) -> bool {
    true
}

fn service(world: &World, index: usize) -> bool {
    world.suppliers.get(index).is_some_and(|found| SERVICES.contains(&found.trade))
}

fn goods(world: &World, index: usize) -> bool {
    world.suppliers.get(index).is_some_and(|found| found.trade == GOODS)
}

/// An ordinary company with a bankgiro whose invoices of the last month were paid before the 22nd.
fn party(p: &mut Planter<'_>, fits: Fits) -> Option<usize> {
    for _ in 0..20_000 {
        let index = p.draw.index(p.world.suppliers.len());
        let found = p.world.suppliers.get(index)?;
        let ordinary = matches!(found.rhythm, Rhythm::Occasional(_)) && found.kind == "company" && !found.taken;
        let early = index % 22 <= 15 && !found.bankgiro.is_empty() && !found.factoring;
        if ordinary && early && fits(p.world, index) && p.world.held.insert(index) {
            return Some(index);
        }
    }
    None
}

fn wish(p: &mut Planter<'_>, supplier: usize, kind: Kind) {
    p.world.wishes.push(Wish { supplier, kind, account: None });
}

/// An account changed by mail five days before, to somebody else's giro.
fn changed(p: &mut Planter<'_>, round: usize) {
    let Some(firm) = party(p, any) else { return };
    let day = p.world.span.last.plus(-i32::try_from(round % 3).unwrap_or(0)).workday().min(p.world.span.last);
    let honest = suppliers::two_clerks(p.world, &mut p.draw);
    p.swap_account(firm, day, honest);
    wish(p, firm, Kind::ChangedAccount);
}

/// Deregistered, bankrupt, without F-tax: all since last week.
fn companies(p: &mut Planter<'_>) {
    let day = p.world.span.last.plus(-7);
    if let Some(firm) = party(p, any) {
        p.company(firm, |company| {
            company.deregistered = Some(day);
            company.reason = "LIAV";
        });
        wish(p, firm, Kind::Deregistered);
    }
    if let Some(firm) = party(p, any) {
        p.company(firm, |company| {
            company.proceeding = "KK";
            company.proceeding_on = Some(day);
        });
        wish(p, firm, Kind::Bankrupt);
    }
    if let Some(firm) = party(p, service) {
        p.company(firm, |company| {
            company.f_tax = false;
            company.f_tax_to = Some(day.plus(-1));
        });
        wish(p, firm, Kind::NoFTax);
    }
}

fn exclude(p: &mut Planter<'_>, org: String, name: String) {
    let listed = p.world.span.last.plus(-6);
    p.world.excluded.push(Excluded {
        list: "Uteslutna leverantörer",
        org,
        person: String::new(),
        name,
        born: None,
        listed,
        until: listed.plus(1_825),
        whom: String::new(),
    });
}

fn listed(p: &mut Planter<'_>) {
    let Some(firm) = party(p, any) else { return };
    let (org, name) = p.named(firm);
    exclude(p, org, name);
    wish(p, firm, Kind::ExcludedParty);
}

/// The listed company has the name and another number.
fn namesake(p: &mut Planter<'_>) {
    let Some(firm) = party(p, any) else { return };
    let (_, name) = p.named(firm);
    let org = p.world.mint.org(OrgForm::Company);
    exclude(p, org, name);
    wish(p, firm, Kind::Namesake);
}

/// A company of last spring that nobody ordered anything from, entered this week.
fn sham(p: &mut Planter<'_>) {
    let firm = p.firm(CONSULTANTS);
    let (entered, registered) = (p.world.span.last.plus(-1), p.world.span.last.plus(-60));
    let words = ["Registerservice & Katalog AB", "Annonspartner AB", "Domännamn & Skydd AB"];
    let word = p.draw.pick(&words);
    let (_, name) = p.named(firm);
    let name = format!("{} {word}", name.split(' ').next().unwrap_or_default());
    rename(p, firm, &name);
    p.record(firm, |record| record.created = entered);
    p.company(firm, |company| {
        company.registered = Some(registered);
        company.f_tax_from = Some(registered.plus(10));
        company.employer = false;
        company.contributions = 0;
        company.turnover = 0;
    });
    p.world.held.insert(firm);
    wish(p, firm, Kind::Sham);
}

fn rename(p: &mut Planter<'_>, supplier: usize, name: &str) {
    p.record(supplier, |record| name.clone_into(&mut record.name));
    p.company(supplier, |company| name.clone_into(&mut company.name));
    let org = p.org_of(supplier);
    for giro in p.world.giros.iter_mut().rev().filter(|giro| giro.owner == org).take(2) {
        name.clone_into(&mut giro.name);
    }
}

/// Those that are wrong on the day only: nothing in the registers changes.
fn untouched_records(p: &mut Planter<'_>) {
    for kind in [
        Kind::UnknownPair,
        Kind::CheckDigit,
        Kind::SelfAttested,
        Kind::PeppolPayee,
        Kind::ConfirmedCase,
        Kind::DuplicateInFile,
        Kind::Robot,
    ] {
        if let Some(firm) = party(p, any) {
            wish(p, firm, kind);
        }
    }
    if let Some(firm) = party(p, service) {
        wish(p, firm, Kind::NoContract);
    }
    if let Some(firm) = party(p, any) {
        let account = colleague(p).map(|found| Account::Bank(found.account));
        p.world.wishes.push(Wish { supplier: firm, kind: Kind::StaffAccount, account });
    }
    if let Some(firm) = contracted(p) {
        wish(p, firm, Kind::AboveLimit);
    }
}

/// An ordinary supplier under contract.
fn contracted(p: &mut Planter<'_>) -> Option<usize> {
    for _ in 0..20_000 {
        let index = p.draw.index(p.world.suppliers.len());
        let found = p.world.suppliers.get(index)?;
        let fits = matches!(found.rhythm, Rhythm::Contract(_)) && !found.taken && found.trade != RENT;
        let covered = crate::daily::covering(p.world, index, p.world.span.last).is_some();
        if fits && covered && p.world.held.insert(index) {
            return Some(index);
        }
    }
    None
}

/// Claims pledged to a financier since May.
fn pledged(p: &mut Planter<'_>) {
    let Some(firm) = party(p, any) else { return };
    let factor = p.firm(CONSULTANTS);
    p.record(factor, |record| record.factoring = true);
    p.record(firm, |record| record.factoring = true);
    let (account, financier) = p
        .world
        .suppliers
        .get(factor)
        .map_or_else(Default::default, |found| (found.bankgiro.clone(), found.name.clone()));
    let supplier = p.world.suppliers.get(firm).map_or_else(String::new, |found| found.id.clone());
    let starts = p.world.span.last.plus(-50);
    p.world.pledges.push(Pledge { supplier, account: account.clone(), financier, starts });
    p.world.wishes.push(Wish { supplier: firm, kind: Kind::Pledged, account: Some(Account::Bankgiro(account)) });
}

/// The receiver's account was taken in properly: a letter, two clerks, a call back, and the giro is the company's own.
fn estate(p: &mut Planter<'_>) {
    let Some(firm) = party(p, any) else { return };
    let day = p.world.span.last.plus(-8);
    p.company(firm, |company| {
        company.proceeding = "KK";
        company.proceeding_on = Some(day);
    });
    let account = p.world.mint.bankgiro();
    let (owner, name) = p.named(firm);
    p.world.giros.push(Giro { account: account.clone(), owner, name: format!("Konkursboet {name}") });
    let clerks = suppliers::two_clerks(p.world, &mut p.draw);
    move_openly(p.world, (firm, account, day.plus(2)), clerks);
    wish(p, firm, Kind::Estate);
}

/// Moves a supplier's bankgiro the proper way on a day: another person approves and somebody calls back.
pub(crate) fn move_openly(
    world: &mut World,
    (supplier, new, day): (usize, String, Day),
    (by, approver): (usize, usize),
) {
    let (by, approver) = (world.user_id(by).to_owned(), world.user_id(approver).to_owned());
    let Some(record) = world.suppliers.get_mut(supplier) else { return };
    let before = suppliers::written_account(record);
    let old = std::mem::replace(&mut record.bankgiro, new.clone());
    record.bank.clear();
    record.plusgiro.clear();
    record.before = Some((day, before));
    let change = Change {
        supplier: record.id.clone(),
        field: "bankgiro",
        old,
        new,
        at: day.at(9, 25),
        by,
        approved_by: approver.clone(),
        channel: "letter",
        called_back: Some((approver, day.at(10, 40))),
        batch: String::new(),
    };
    world.changes.push(change);
}

/// A supplier of last month with a contract that was procured.
fn under_contract(p: &mut Planter<'_>, round: usize) {
    let firm = p.firm(BUILDING);
    let (_, name) = p.named(firm);
    let word = ["Mark & Anläggning AB", "Måla < Riva & Såga AB"].get(round % 2).copied().unwrap_or_default();
    let name = format!("{} {word}", name.split(' ').next().unwrap_or_default());
    rename(p, firm, &name);
    let (starts, created) = (p.world.span.last.plus(-25), p.world.span.last.plus(-20));
    p.contract(firm, starts, Some(9_000_000 * KR));
    p.record(firm, |record| record.created = created);
    p.world.held.insert(firm);
    wish(p, firm, Kind::NewWithContract);
}

fn innocent_companies(p: &mut Planter<'_>) {
    let day = p.world.span.last.plus(-7);
    if let Some(firm) = party(p, goods) {
        p.company(firm, |company| {
            company.f_tax = false;
            company.f_tax_to = Some(day);
        });
        wish(p, firm, Kind::GoodsWithoutFTax);
    }
    if let Some(firm) = party(p, any) {
        p.company(firm, |company| {
            company.deregistered = Some(day);
            company.reason = "FUAV";
        });
        wish(p, firm, Kind::Merged);
    }
}

/// An employee of long standing with a supplier record for expenses.
fn expenses(p: &mut Planter<'_>) {
    let Some(found) = colleague(p) else { return };
    let mut record = suppliers::blank(p.world, &mut p.draw, format!("{} Åkerö", found.name));
    record.kind = "private_person";
    record.bank = found.account;
    record.trade = CARE;
    record.taken = true;
    record.whom = found.person;
    record.tie = Some(How::Account);
    let supplier = suppliers::enter(p.world, record);
    p.world.held.insert(supplier);
    wish(p, supplier, Kind::Expenses);
}

/// An ordinary employee who stays, each a different one.
fn colleague(p: &mut Planter<'_>) -> Option<Employee> {
    for _ in 0..1_000 {
        let place = p.draw.index(people::ordinary(p.world));
        let found = p.world.staff.get(place)?;
        let account = Account::Bank(found.account.clone());
        let used = p.world.wishes.iter().any(|wish| wish.account.as_ref() == Some(&account))
            || p.world.suppliers.iter().any(|supplier| supplier.bank == found.account);
        if found.ends.is_none() && !used {
            return Some(found.clone());
        }
    }
    None
}

impl Planter<'_> {
    /// A supplier's organisation number and name.
    pub(crate) fn named(&self, supplier: usize) -> (String, String) {
        self.world
            .suppliers
            .get(supplier)
            .map_or_else(Default::default, |found| (found.org.clone(), found.name.clone()))
    }
}
