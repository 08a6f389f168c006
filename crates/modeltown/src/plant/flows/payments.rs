//! Supplier payments.

use super::super::Planter;
use super::kit::KR;
use crate::calendar::Day;
use crate::numbers::bankgiro_dashed;
use crate::suppliers;
use crate::trades::{BUILDING, CLEANING, CONSULTANTS, GUARDS, STAFFING, TRAINING, TRANSPORT};
use crate::world::{Change, Giro};

const PAYMENTS: &[&str] = &["supplier-payments"];

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    nearly(p);
    there_and_back(p);
    same_number(p);
    at_once(p);
    bankrupt(p);
    unregistered(p);
    by_hand(p);
}

impl Planter<'_> {
    /// An invoice of exactly so many öre with a number of its own making.
    fn numbered(&mut self, firm: usize, unit: usize, (days, net): (i32, i64), number: &str) -> usize {
        let day = self.ago(days);
        let invoice = self.bill(firm, unit, day, net);
        self.alter(invoice, |invoice| number.clone_into(&mut invoice.number));
        invoice
    }

    /// A bankgiro of a supplier is changed on a day; `owner` has the new one. Gives the old and the new.
    fn rebank(&mut self, firm: usize, day: Day, new: &str) -> String {
        let hands = suppliers::two_clerks(self.world, &mut self.draw);
        let (by, approver) = (self.world.user_id(hands.0).to_owned(), self.world.user_id(hands.1).to_owned());
        let Some(record) = self.world.suppliers.get_mut(firm) else { return String::new() };
        let old = std::mem::replace(&mut record.bankgiro, new.to_owned());
        let change = Change {
            supplier: record.id.clone(),
            field: "bankgiro",
            old: old.clone(),
            new: new.to_owned(),
            at: day.at(15, 12),
            by,
            approved_by: approver.clone(),
            channel: "letter",
            called_back: Some((approver, day.at(15, 50))),
            batch: String::new(),
        };
        self.world.changes.push(change);
        old
    }

    /// A bankgiro that some other company owns.
    fn foreign_giro(&mut self) -> String {
        let account = self.world.mint.bankgiro();
        let owner = suppliers::company(self.world, &mut self.draw, CONSULTANTS);
        let name = self.world.companies.last().map_or_else(String::new, |company| company.name.clone());
        self.world.giros.push(Giro { account: account.clone(), owner, name });
        account
    }
}

fn nearly(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRANSPORT), p.unit());
    p.history(firm, unit, 5);
    p.numbered(firm, unit, (120, 48_000 * KR), "FT77140");
    p.numbered(firm, unit, (96, 60_000 * KR), "FT77140");
    let subjects = vec![p.organisation(firm)];
    p.scheme(
        [
            "U-SP-02",
            "En gång med moms och en gång utan",
            "passivity",
            "Samma faktura betalas två gånger, andra gången med momsen inräknad.",
        ],
        &["SP-02"],
        PAYMENTS,
        subjects,
    );
    let (firm, unit) = (p.firm(CLEANING), p.unit());
    p.history(firm, unit, 5);
    p.numbered(firm, unit, (92, 37_215_50), "88123");
    p.numbered(firm, unit, (89, 37_215_50), "2688123");
    let subjects = vec![p.organisation(firm)];
    p.scheme(
        [
            "U-SP-04",
            "Numret med ett tillägg",
            "passivity",
            "Samma belopp betalas igen samma vecka, med siffror framför fakturanumret.",
        ],
        &["SP-04"],
        PAYMENTS,
        subjects,
    );
}

/// The account goes away for three weeks and comes back; an invoice is paid to it in between when told.
fn detour(p: &mut Planter<'_>, paid: bool) -> usize {
    let (firm, unit) = (p.firm(BUILDING), p.unit());
    p.history(firm, unit, 6);
    let new = p.foreign_giro();
    let (away, back) = (p.ago(90), p.ago(68));
    let old = p.rebank(firm, away, &new);
    p.rebank(firm, back, &old);
    if paid {
        let day = p.ago(80);
        let invoice = p.bill(firm, unit, day, 164_300 * KR + 29);
        p.alter(invoice, |invoice| invoice.account = Some(bankgiro_dashed(&new)));
    }
    firm
}

fn there_and_back(p: &mut Planter<'_>) {
    let firm = detour(p, true);
    let subjects = vec![p.organisation(firm)];
    p.scheme(
        [
            "U-SP-09",
            "Kontot som lånades ut",
            "laundering",
            "Ett bankgiro byts, en stor faktura betalas, och sedan byts kontot tillbaka.",
        ],
        &["SP-09"],
        PAYMENTS,
        subjects,
    );
}

fn same_number(p: &mut Planter<'_>) {
    let (firm, [unit, other]) = (p.firm(TRAINING), p.units());
    let hand = p.hand(other, "other");
    p.share_phone(firm, hand.employee);
    p.history(firm, unit, 7);
    let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
    p.scheme(
        [
            "U-SP-12",
            "Leverantören med kollegans nummer",
            "front",
            "En leverantör har samma mobilnummer som en anställd.",
        ],
        &["SP-12"],
        PAYMENTS,
        subjects,
    );
}

fn at_once(p: &mut Planter<'_>) {
    let (firm, unit, created) = (p.firm(GUARDS), p.unit(), p.ago(110));
    p.record(firm, |record| record.created = created);
    for days in [90, 74] {
        let day = p.ago(days);
        p.bill(firm, unit, day, 318_400 * KR + 47);
    }
    let subjects = vec![p.organisation(firm)];
    p.scheme(
        [
            "U-SP-18",
            "Ny leverantör, mycket pengar",
            "front",
            "En leverantör läggs upp och får sexhundra tusen kronor sin första månad, utan avtal.",
        ],
        &["SP-18"],
        PAYMENTS,
        subjects,
    );
}

/// A firm in bankruptcy that is paid afterwards.
fn fallen(p: &mut Planter<'_>, to_estate: bool) -> usize {
    let (firm, unit, day) = (p.firm(STAFFING), p.unit(), p.ago(120));
    p.history(firm, unit, 5);
    p.company(firm, |company| {
        company.proceeding = "KK";
        company.proceeding_on = Some(day);
    });
    if to_estate {
        let account = p.world.mint.bankgiro();
        let (owner, name) = p.named(firm);
        p.world.giros.push(Giro { account: account.clone(), owner, name: format!("Konkursboet {name}") });
        let moved = day.plus(5).workday();
        let old = p.rebank(firm, moved, &account);
        p.record(firm, |record| record.before = Some((moved, bankgiro_dashed(&old))));
    }
    for days in [90, 62] {
        let day = p.ago(days);
        p.bill(firm, unit, day, 43_800 * KR + 61);
    }
    firm
}

fn bankrupt(p: &mut Planter<'_>) {
    let firm = fallen(p, false);
    let subjects = vec![p.organisation(firm)];
    p.scheme(
        [
            "U-SP-20",
            "Betalt förbi konkursboet",
            "passivity",
            "Ett bolag i konkurs får betalt till sitt gamla bankgiro i månader.",
        ],
        &["SP-20"],
        PAYMENTS,
        subjects,
    );
}

fn unregistered(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(CONSULTANTS), p.unit());
    p.company(firm, |company| company.vat = false);
    charge(p, firm, unit, 46_200);
    let subjects = vec![p.organisation(firm)];
    p.scheme(
        [
            "U-SP-22",
            "Moms som aldrig når staten",
            "front",
            "Ett bolag som inte är momsregistrerat tar ut moms på sina fakturor.",
        ],
        &["SP-22"],
        PAYMENTS,
        subjects,
    );
}

/// Three invoices with VAT, whatever the company register says.
fn charge(p: &mut Planter<'_>, firm: usize, unit: usize, kronor: i64) {
    for days in [150, 105, 60] {
        let day = p.ago(days);
        let invoice = p.bill(firm, unit, day, kronor * KR + 39);
        p.alter(invoice, |invoice| invoice.vat = invoice.net * 25 / 100);
    }
}

fn by_hand(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRAINING), p.unit());
    let clerk = p.clerk();
    p.history(firm, unit, 5);
    for days in [95, 63] {
        let day = p.ago(days);
        let invoice = p.bill(firm, unit, day, 29_400 * KR + 77);
        p.hands(invoice, clerk.user, [false, true, true]);
        p.alter(invoice, |invoice| invoice.manual = true);
    }
    let subjects = vec![p.organisation(firm), p.employee(clerk.employee)];
    p.scheme(
        [
            "U-SP-28",
            "Betalningen vid sidan av",
            "passivity",
            "En ekonom attesterar och släpper själv manuella betalningar utanför betalfilen.",
        ],
        &["SP-28", "DE-04"],
        PAYMENTS,
        subjects,
    );
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    corrected(p);
    own_business(p);
    estate(p);
    urgent(p);
}

fn corrected(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRANSPORT), p.unit());
    p.numbered(firm, unit, (118, 16_000 * KR), "FT88210");
    p.numbered(firm, unit, (90, 20_000 * KR), "FT88210");
    let credit = p.numbered(firm, unit, (76, -16_000 * KR), "K88210");
    p.alter(credit, |invoice| invoice.vat = -4_000 * KR);
    let subjects = vec![p.organisation(firm)];
    p.decoy("SP-02", "Rättad faktura där den första krediterades", subjects);
    let (firm, unit) = (p.firm(CLEANING), p.unit());
    for (days, number) in [(120, "77001"), (90, "77002"), (60, "77003"), (58, "2677003"), (30, "77004")] {
        p.numbered(firm, unit, (days, 8_450_00), number);
    }
    let subjects = vec![p.organisation(firm)];
    p.decoy("SP-04", "Fast månadsbelopp", subjects);
    let firm = detour(p, false);
    let subjects = vec![p.organisation(firm)];
    p.decoy("SP-09", "Skrivfel i kontot som rättades innan något betalades", subjects);
}

fn own_business(p: &mut Planter<'_>) {
    let (firm, [unit, other]) = (p.firm(TRAINING), p.units());
    let hand = p.hand(other, "other");
    p.share_phone(firm, hand.employee);
    let org = p.org_of(firm);
    p.approved(hand.employee, org);
    p.history(firm, unit, 6);
    let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
    p.decoy("SP-12", "Anställd med godkänd bisyssla i bolaget", subjects);
    let (firm, unit, created) = (p.firm(GUARDS), p.unit(), p.ago(110));
    p.agreement(firm, created, 4_000_000);
    p.record(firm, |record| record.created = created);
    for days in [80, 64] {
        let day = p.ago(days);
        p.bill(firm, unit, day, 288_100 * KR + 47);
    }
    let subjects = vec![p.organisation(firm)];
    p.decoy("SP-18", "Ny leverantör på ett nytt avtal", subjects);
}

fn estate(p: &mut Planter<'_>) {
    let firm = fallen(p, true);
    let subjects = vec![p.organisation(firm)];
    p.decoy("SP-20", "Betalt till konkursboets nya konto", subjects);
    let (firm, unit) = (p.firm(CONSULTANTS), p.unit());
    p.company(firm, |company| company.vat = false);
    charge(p, firm, unit, 4_100);
    let subjects = vec![p.organisation(firm)];
    p.decoy("SP-22", "Misstag om momsen på tre små fakturor", subjects);
}

fn urgent(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRAINING), p.unit());
    let clerk = p.clerk();
    for days in [92, 61] {
        let day = p.ago(days);
        let invoice = p.bill(firm, unit, day, 21_700 * KR + 77);
        p.hands(invoice, clerk.user, [false, false, true]);
        p.alter(invoice, |invoice| invoice.manual = true);
    }
    let subjects = vec![p.organisation(firm), p.employee(clerk.employee)];
    p.decoy("SP-28", "Brådskande fakturor som någon annan har attesterat", subjects);
}
