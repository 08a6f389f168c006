//! One plain scheme for each control: payments.

use super::moves::KR;
use super::{Planter, Story};
use crate::trades::{BUILDING, CLEANING, CONSULTANTS, GUARDS, STAFFING, TRAINING, TRANSPORT};

const PAYMENTS: &[&str] = &["supplier-payments"];

/// Plants them.
pub(super) fn plant(planter: &mut Planter<'_>) {
    duplicates(planter);
    records(planter);
    changed_accounts(planter);
    wrong_accounts(planter);
    limits(planter);
    companies(planter);
}

/// A story in one go.
pub(super) const fn story(
    [id, name, enabler, text]: [&'static str; 4],
    controls: &'static [&'static str],
    flows: &'static [&'static str],
) -> Story {
    Story { id, name, enabler, text, controls, flows }
}

fn duplicates(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(CLEANING), p.unit());
    p.history(firm, unit, 8);
    p.twice(firm, unit, 120);
    p.twice(firm, unit, 60);
    let subjects = vec![p.organisation(firm)];
    p.tell(
        &story(
            [
                "U-SP-01",
                "Fakturan som betalades två gånger",
                "passivity",
                "Samma faktura läggs in igen med numret skrivet på annat sätt.",
            ],
            &["SP-01"],
            PAYMENTS,
        ),
        subjects,
    );
    let (firm, unit) = (p.firm(TRANSPORT), p.unit());
    let name = p.world.suppliers.get(firm).map_or_else(String::new, |found| found.name.replace(" AB", " Aktiebolag"));
    let second = p.second_record(firm, &name);
    p.history(firm, unit, 6);
    for days in [150, 90] {
        let net = p.draw.between(61_000, 88_000) * KR + 37;
        let (early, late) = (p.ago(days), p.ago(days - 9));
        let first = p.bill(firm, unit, early, net);
        let copy = p.bill(second, unit, late, net);
        let number = p.world.invoices.get(first).map_or_else(String::new, |invoice| invoice.number.clone());
        p.alter(copy, |invoice| invoice.number = number);
    }
    let subjects = vec![p.organisation(firm)];
    p.tell(
        &story(
            [
                "U-SP-03",
                "Samma faktura genom två leverantörsposter",
                "passivity",
                "En dubblettpost används för att betala samma faktura till ett annat konto.",
            ],
            &["SP-03", "SP-05"],
            PAYMENTS,
        ),
        subjects,
    );
}

fn records(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(BUILDING), p.unit());
    let name = p.world.suppliers.get(firm).map_or_else(String::new, |found| format!("{} (ny)", found.name));
    let second = p.second_record(firm, &name);
    p.history(firm, unit, 7);
    p.history(second, unit, 5);
    let subjects = vec![p.organisation(firm)];
    p.tell(
        &story(
            [
                "U-SP-05",
                "Den extra leverantörsposten",
                "front",
                "En andra post med eget konto läggs upp för samma företag.",
            ],
            &["SP-05"],
            PAYMENTS,
        ),
        subjects,
    );
    let (none, wrong, unit) = (p.firm(CONSULTANTS), p.firm(STAFFING), p.unit());
    p.record(none, |supplier| supplier.org.clear());
    p.record(wrong, |supplier| {
        let last = supplier.org.pop().and_then(|char| char.to_digit(10)).unwrap_or(0);
        supplier.org.push(char::from_digit((last + 4) % 10, 10).unwrap_or('0'));
    });
    for firm in [none, wrong] {
        for days in [200, 150, 100, 50] {
            let net = p.draw.between(24_000, 39_000) * KR + 11;
            let day = p.ago(days);
            p.bill(firm, unit, day, net);
        }
    }
    let subjects = vec![p.organisation(none), p.organisation(wrong)];
    p.tell(
        &story(
            [
                "U-SP-06",
                "Leverantören som inte finns",
                "front",
                "Betalningar till företag utan giltigt organisationsnummer.",
            ],
            &["SP-06"],
            PAYMENTS,
        ),
        subjects,
    );
}

fn changed_accounts(p: &mut Planter<'_>) {
    let unit = p.unit();
    let (firm, day) = (p.firm(GUARDS), p.ago(70));
    let honest = crate::suppliers::two_clerks(p.world, &mut p.draw);
    p.history(firm, unit, 8);
    p.swap_account(firm, day, honest);
    let paid = p.ago(58);
    p.bill(firm, unit, paid, 184_350_37);
    let subjects = vec![p.organisation(firm)];
    p.tell(
        &story(
            [
                "U-SP-07",
                "Kontot som byttes strax före betalningen",
                "logistics",
                "Ett mejl byter bankgiro tolv dagar före en stor betalning; ingen ringde upp.",
            ],
            &["SP-07"],
            PAYMENTS,
        ),
        subjects,
    );
    let (firm, clerk, day) = (p.firm(TRAINING), p.clerk(), p.ago(130));
    p.history(firm, unit, 8);
    let new = p.world.mint.bankgiro();
    let (owner, name) =
        (p.org_of(firm), p.world.suppliers.get(firm).map_or_else(String::new, |found| found.name.clone()));
    p.world.giros.push(crate::world::Giro { account: new.clone(), owner, name });
    p.change_account(firm, day, (new, (clerk.user, clerk.user)));
    let subjects = vec![p.organisation(firm), p.employee(clerk.employee)];
    p.tell(
        &story(
            [
                "U-SP-08",
                "Samma hand ändrade och godkände",
                "passivity",
                "En ekonom ändrar leverantörens konto och godkänner sin egen ändring.",
            ],
            &["SP-08"],
            PAYMENTS,
        ),
        subjects,
    );
}

fn wrong_accounts(p: &mut Planter<'_>) {
    let unit = p.unit();
    let firm = p.firm(TRANSPORT);
    p.history(firm, unit, 8);
    for days in [110, 60] {
        let (day, net) = (p.ago(days), p.draw.between(52_000, 71_000) * KR + 59);
        let invoice = p.bill(firm, unit, day, net);
        p.divert(invoice);
    }
    let subjects = vec![p.organisation(firm)];
    p.tell(
        &story(
            [
                "U-SP-10",
                "Betalningen till fel konto",
                "laundering",
                "Fakturan betalas för hand till ett konto som inte är leverantörens.",
            ],
            &["SP-10", "SP-28"],
            PAYMENTS,
        ),
        subjects,
    );
    let firm = p.firm(CONSULTANTS);
    let other = p.unit();
    let hand = p.hand(other, "other");
    p.pay_into(firm, hand.employee);
    p.history(firm, unit, 9);
    let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
    p.tell(
        &story(
            [
                "U-SP-11",
                "Leverantören med den anställdas konto",
                "front",
                "Ett bolag får betalt till en anställds lönekonto.",
            ],
            &["SP-11"],
            &["supplier-payments", "payroll"],
        ),
        subjects,
    );
}

fn limits(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(BUILDING), p.unit());
    p.split(firm, unit, 130);
    let subjects = vec![p.organisation(firm), p.unit_subject(unit)];
    p.tell(
        &story(
            [
                "U-SP-14",
                "Inköpet i bitar",
                "procurement_favour",
                "Ett arbete faktureras i delar som var och en ligger under gränsen.",
            ],
            &["SP-14", "SP-15"],
            &["supplier-payments", "procurement"],
        ),
        subjects,
    );
    let (firm, unit) = (p.firm(STAFFING), p.unit());
    p.creep(firm, unit);
    let subjects = vec![p.organisation(firm), p.unit_subject(unit)];
    p.tell(
        &story(
            [
                "U-SP-15",
                "Direktköpen som växte förbi gränsen",
                "procurement_favour",
                "Köp utan avtal överstiger gränsen för direktupphandling.",
            ],
            &["SP-15"],
            &["supplier-payments", "procurement"],
        ),
        subjects,
    );
}

fn companies(p: &mut Planter<'_>) {
    let unit = p.unit();
    let (early, late) = (p.firm(CONSULTANTS), p.firm(CLEANING));
    for firm in [early, late] {
        for days in [140, 95, 50] {
            let (day, net) = (p.ago(days), p.draw.between(31_000, 42_000) * KR + 23);
            p.bill(firm, unit, day, net);
        }
    }
    let (born, died) = (p.ago(100), p.ago(180));
    p.company(early, |company| {
        company.registered = Some(born);
        company.f_tax_from = Some(born.plus(-200));
    });
    p.company(late, |company| {
        company.deregistered = Some(died);
        company.reason = "LIAV";
    });
    let subjects = vec![p.organisation(early), p.organisation(late)];
    p.tell(
        &story(
            [
                "U-SP-19",
                "Bolaget som inte fanns",
                "front",
                "Fakturor från tiden före registreringen och betalningar efter avregistreringen.",
            ],
            &["SP-19"],
            PAYMENTS,
        ),
        subjects,
    );
    let firm = p.firm(CONSULTANTS);
    p.lose_f_tax(firm, 330);
    p.history(firm, unit, 9);
    let subjects = vec![p.organisation(firm)];
    p.tell(
        &story(
            [
                "U-SP-21",
                "Tjänster utan F-skatt",
                "passivity",
                "Konsultarvode betalas utan skatteavdrag till ett bolag vars F-skatt är återkallad.",
            ],
            &["SP-21"],
            PAYMENTS,
        ),
        subjects,
    );
}
