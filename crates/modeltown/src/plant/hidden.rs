//! Schemes in which an identity shows by no number: only who sees that two records are one finds them whole.

use super::moves::KR;
use super::same::{Slip, firm_of};
use super::single::story;
use super::{Planter, variants};
use crate::suppliers;
use crate::ties::How;
use crate::trades::{BUILDING, CLEANING, CONSULTANTS, STAFFING, TRAINING, TRANSPORT};
use crate::truth::SubjectRef;

const CONFLICT: &[&str] = &["conflict-of-interest", "supplier-payments"];
const PAYMENTS: &[&str] = &["supplier-payments"];

/// Plants them.
pub(super) fn plant(planter: &mut Planter<'_>) {
    paid_through_a_double(planter);
    another_trade_name(planter);
    split_over_doubles(planter);
    listed_by_birth_date(planter);
    excluded_without_number(planter);
    undeclared_behind_a_slip(planter);
    own_unit_behind_a_spelling(planter);
    own_firm_approved(planter);
    earlier_number(planter);
}

/// The same invoices through a record with a slip in name and number.
fn paid_through_a_double(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRANSPORT), p.unit());
    let name = p.misspelt(firm);
    let double = p.shadow(firm, name, (Slip::Mistyped, None));
    p.history(firm, unit, 6);
    for days in [155, 95] {
        let net = p.draw.between(61_000, 88_000) * KR + 37;
        let (early, late) = (p.ago(days), p.ago(days - 9));
        let first = p.bill(firm, unit, early, net);
        let copy = p.bill(double, unit, late, net);
        let number = p.world.invoices.get(first).map_or_else(String::new, |invoice| invoice.number.clone());
        p.alter(copy, |invoice| invoice.number = number);
    }
    let subjects = p.organisations(&[firm, double]);
    p.tell(
        &story(
            [
                "H-SP-03",
                "Samma faktura genom en felstavad post",
                "passivity",
                "Leverantören ligger en gång till med fel i namn och nummer, och samma fakturor betalas till ett annat konto.",
            ],
            &["SP-03", "SP-05", "SP-06"],
            PAYMENTS,
        ),
        subjects,
    );
}

/// A record under a trade name at the same address and with the same phone.
fn another_trade_name(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(BUILDING), p.unit());
    let name =
        p.world.suppliers.get(firm).map_or_else(String::new, |found| found.name.replace(" Bygg AB", " Takservice"));
    let double = p.shadow(firm, name, (Slip::Missing, Some(How::AddressAndPhone)));
    p.history(firm, unit, 7);
    p.history(double, unit, 6);
    let subjects = p.organisations(&[firm, double]);
    p.tell(
        &story(
            [
                "H-SP-05",
                "Den extra posten under ett annat namn",
                "front",
                "Samma företag får betalt under ett särskilt företagsnamn, utan nummer och till ett eget konto.",
            ],
            &["SP-05", "SP-06"],
            PAYMENTS,
        ),
        subjects,
    );
}

/// Purchases over the limit, shared out on three records that are one company.
fn split_over_doubles(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(STAFFING), p.unit());
    let (one, other) = (p.misspelt(firm), p.misspelt(firm));
    let second = p.shadow(firm, one, (Slip::Missing, Some(How::Spelling)));
    let third = p.shadow(firm, other, (Slip::Mistyped, None));
    let records = [firm, second, third];
    for (invoice, record) in p.creep(firm, unit).into_iter().zip(records.into_iter().cycle()) {
        p.alter(invoice, |invoice| invoice.supplier = record);
    }
    let mut subjects = p.organisations(&records);
    subjects.push(p.unit_subject(unit));
    p.tell(
        &story(
            [
                "H-SP-15",
                "Köpen som delades på tre poster",
                "procurement_favour",
                "Köp utan avtal passerar gränsen först när tre poster räknas som ett företag.",
            ],
            &["SP-15", "SP-05", "SP-06"],
            &["supplier-payments", "procurement"],
        ),
        subjects,
    );
}

/// A board member whose name stands otherwise on the list, with day of birth only.
fn listed_by_birth_date(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(CONSULTANTS), p.unit());
    let org = p.org_of(firm);
    let person = suppliers::seat(p.world, &mut p.draw, &org, "board_member");
    let since = p.ago(420);
    let name = p.world.roles.last_mut().map_or_else(String::new, |role| {
        role.starts = since;
        role.name.clone()
    });
    let name = variants::person(&mut p.draw, &name);
    p.list(&person, name);
    p.history(firm, unit, 9);
    let subjects = p.organisations(&[firm]);
    p.tell(
        &story(
            [
                "H-PR-23",
                "Ledamoten som listan skriver på annat sätt",
                "front",
                "En person i näringsförbud sitter i styrelsen; listan har bara födelsedatum och namnet i annan form.",
            ],
            &["PR-23"],
            &["procurement"],
        ),
        subjects,
    );
}

/// An excluded company that is paid through a record without its number.
fn excluded_without_number(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(CLEANING), p.unit());
    p.exclude(firm);
    let name = p.misspelt(firm);
    p.hide(firm, name, (Slip::Missing, Some(How::Spelling)));
    p.history(firm, unit, 9);
    let subjects = p.organisations(&[firm]);
    p.tell(
        &story(
            [
                "H-PR-24",
                "Det uteslutna bolaget utan nummer",
                "front",
                "Ett uteslutet bolag får betalt genom en post där numret saknas och namnet är stavat på annat sätt.",
            ],
            &["PR-23", "SP-06"],
            &["procurement", "supplier-payments"],
        ),
        subjects,
    );
}

/// An employee's company that is paid through a record with a slip in the number.
fn undeclared_behind_a_slip(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRAINING), p.unit());
    let away = (unit + 1) % p.world.units.len().max(1);
    let hand = p.hand(away, "teacher");
    p.owns(hand.employee, firm);
    let name = p.misspelt(firm);
    p.hide(firm, name, (Slip::Mistyped, None));
    p.history(firm, unit, 10);
    let mut subjects = p.organisations(&[firm]);
    subjects.push(p.employee(hand.employee));
    p.tell(
        &story(
            [
                "H-CI-01",
                "Bisysslan bakom ett skrivfel",
                "front",
                "En anställd äger en leverantör vars nummer är felskrivet i leverantörsregistret.",
            ],
            &["CI-01", "SP-06"],
            CONFLICT,
        ),
        subjects,
    );
}

/// A colleague's company that the unit buys from through a record without number.
fn own_unit_behind_a_spelling(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRANSPORT), p.unit());
    let hand = p.hand(unit, "other");
    p.owns(hand.employee, firm);
    let name = p.misspelt(firm);
    p.hide(firm, name, (Slip::Missing, Some(How::Spelling)));
    p.history(firm, unit, 10);
    let mut subjects = p.organisations(&[firm]);
    subjects.push(p.employee(hand.employee));
    p.tell(
        &story(
            [
                "H-CI-02",
                "Medarbetarens bolag under annan stavning",
                "decision",
                "Enheten köper av en medarbetares bolag genom en post utan nummer.",
            ],
            &["CI-01", "CI-02", "SP-06"],
            CONFLICT,
        ),
        subjects,
    );
}

/// Somebody who approves the invoices of a firm of her own, which has her address and phone and no number.
fn own_firm_approved(p: &mut Planter<'_>) {
    let unit = p.unit();
    let hand = p.hand(unit, "approver");
    let Some(found) = p.world.staff.get(hand.employee).cloned() else { return };
    let place = p.trades_alone(&found.person, &found.name, BUILDING);
    if let Some(company) = p.world.companies.get_mut(place) {
        (company.street, company.postal, company.city) = (found.street, found.postal, found.city);
    }
    let firm = p.private(hand.employee, firm_of(&found.name, BUILDING), How::AddressAndPhone);
    let bankgiro = p.world.mint.bankgiro();
    p.record(firm, |record| {
        record.kind = "company";
        record.trade = BUILDING;
        record.bank.clear();
        record.bankgiro = bankgiro;
    });
    for days in [225, 175, 125, 75] {
        let (day, net) = (p.ago(days), p.draw.between(27_000, 38_000) * KR + 83);
        let invoice = p.bill(firm, unit, day, net);
        p.hands(invoice, hand.user, [false, true, false]);
    }
    let mut subjects = p.organisations(&[firm]);
    subjects.push(p.employee(hand.employee));
    p.tell(
        &story(
            [
                "H-CI-03",
                "Attesterade sin egen enskilda firma",
                "decision",
                "En attestant godkänner fakturor från sin enskilda firma, som ligger utan nummer men har hennes adress och telefon.",
            ],
            &["CI-01", "CI-02", "CI-03", "SP-06"],
            CONFLICT,
        ),
        subjects,
    );
}

/// An owner whom the company register knows by an earlier coordination number.
fn earlier_number(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(CONSULTANTS), p.unit());
    let hand = p.hand(unit, "approver");
    let org = p.org_of(firm);
    p.owns_as_coordinated(hand.employee, &org);
    for days in [215, 165, 115, 65] {
        let (day, net) = (p.ago(days), p.draw.between(27_000, 38_000) * KR + 89);
        let invoice = p.bill(firm, unit, day, net);
        p.hands(invoice, hand.user, [false, true, false]);
    }
    let mut subjects = p.organisations(&[firm]);
    subjects.push(p.employee(hand.employee));
    p.tell(
        &story(
            [
                "H-CI-04",
                "Ägaren med ett tidigare samordningsnummer",
                "decision",
                "En attestant godkänner fakturor från ett bolag som hon äger under sitt tidigare samordningsnummer.",
            ],
            &["CI-01", "CI-02", "CI-03"],
            CONFLICT,
        ),
        subjects,
    );
}

impl Planter<'_> {
    /// Supplier records as subjects.
    fn organisations(&self, suppliers: &[usize]) -> Vec<SubjectRef> {
        suppliers.iter().map(|&supplier| self.organisation(supplier)).collect()
    }
}
