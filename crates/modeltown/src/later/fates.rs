//! What happens in the month after.

use super::{Fate, Month};
use crate::calendar::Day;
use crate::plant::{Hand, Planter, Story, due};
use crate::suppliers;
use crate::trades::{BUILDING, CLEANING, CONSULTANTS, STAFFING, TRAINING, TRANSPORT};
use crate::truth::SubjectRef;
use crate::world::{Change, Decision, Giro, Invoice, SideJob};
use std::collections::BTreeSet;

const KR: i64 = 100;

/// A working day of the month after.
fn day(p: &Planter<'_>, of_month: i32) -> Day {
    p.world.span.last.plus(of_month).workday()
}

/// The planted schemes of that name, one for each set, with the suppliers in them.
fn schemes(p: &Planter<'_>, name: &str) -> Vec<(String, Vec<usize>)> {
    let again = format!("{name}-");
    let of = |id: &str| id == name || id.strip_prefix(&again).is_some_and(|set| set.parse::<u64>().is_ok());
    let found = p.world.truth.schemes.iter().filter(|scheme| of(&scheme.id));
    found.map(|scheme| (scheme.id.clone(), suppliers_of(p, &scheme.subjects))).collect()
}

/// The supplier records of the organisations among some subjects, in the order of the register.
fn suppliers_of(p: &Planter<'_>, subjects: &[SubjectRef]) -> Vec<usize> {
    let named = |index: usize| {
        p.world.suppliers.get(index).is_some_and(|supplier| {
            subjects.iter().any(|subject| {
                let record = subject.id.strip_prefix("leverantör ");
                subject.kind == "organisation"
                    && (subject.id == supplier.org || record.is_some_and(|id| id == supplier.id))
            })
        })
    };
    (0..p.world.suppliers.len()).filter(|&index| named(index)).collect()
}

/// Errors that were seen and corrected.
pub(super) fn put_right(p: &mut Planter<'_>, month: &mut Month) {
    for (id, firms) in schemes(p, "U-SP-01") {
        let credited = firms.iter().map(|&firm| credit_doubles(p, firm)).sum();
        month.note(&id, &["SP-01"], (Fate::Gone, credited), "Det dubbelt betalda har krediterats.");
    }
    for (name, control, why) in
        [("U-SP-05", "SP-05", "Den extra posten är spärrad."), ("U-SP-06", "SP-06", "Posterna är spärrade.")]
    {
        for (id, firms) in schemes(p, name) {
            let kept = usize::from(name == "U-SP-05");
            firms.iter().skip(kept).for_each(|&firm| p.record(firm, |record| record.blocked = true));
            month.note(&id, &[control], (Fate::Gone, firms.len() - kept), why);
        }
    }
    for (id, firms) in schemes(p, "U-SP-11") {
        firms.iter().for_each(|&firm| {
            move_account(p, firm, 6);
        });
        month.note(&id, &["SP-11"], (Fate::Gone, 1), "Bolaget betalas nu till sitt eget bankgiro.");
        add_control(p, &id, "HR-04");
        let why = "Kontot står inte längre på leverantören, men betalningarna gick dit.";
        month.note(&id, &["HR-04"], (Fate::New, 1), why);
    }
    for (id, firms) in schemes(p, "U-SP-19") {
        for &firm in &firms {
            p.company(firm, |company| {
                company.registered = company.registered.map(|day| day.plus(-900));
                company.deregistered = None;
                company.reason = "";
            });
        }
        month.note(
            &id,
            &["SP-19"],
            (Fate::Gone, firms.len()),
            "Uppgifterna i företagsregistret var fel och är rättade.",
        );
    }
    for (id, firms) in schemes(p, "U-CI-01") {
        firms.iter().for_each(|&firm| approve_side_job(p, firm));
        month.note(&id, &["CI-01"], (Fate::Gone, 1), "Bisysslan är anmäld och godkänd.");
    }
    for (id, firms) in schemes(p, "U-CO-01") {
        for contract in p.world.contracts.iter_mut().filter(|contract| firms.contains(&contract.supplier)) {
            contract.ceiling = Some(6_000_000 * KR);
        }
        month.note(&id, &["CO-01"], (Fate::Gone, 1), "Takvolymen i avtalsregistret var fel och är rättad.");
    }
}

/// Credits every invoice that was paid again under another spelling of its number; gives how many.
fn credit_doubles(p: &mut Planter<'_>, firm: usize) -> usize {
    let again: Vec<(usize, i64)> = p
        .world
        .invoices
        .iter()
        .filter(|invoice| invoice.supplier == firm && invoice.number.starts_with("FA-"))
        .map(|invoice| (invoice.unit, invoice.net))
        .collect();
    for &(unit, net) in &again {
        let paid = day(p, 14);
        let credit = p.bill(firm, unit, paid, -net);
        p.alter(credit, |invoice| invoice.number = format!("K-{}", invoice.number));
    }
    again.len()
}

/// Takes in a bankgiro of the company's own the proper way; gives the account before and the account now.
fn move_account(p: &mut Planter<'_>, firm: usize, of_month: i32) -> (String, String, Day) {
    let on = day(p, of_month);
    let new = p.world.mint.bankgiro();
    let clerks = suppliers::two_clerks(p.world, &mut p.draw);
    let (owner, name) = p.named(firm);
    p.world.giros.push(Giro { account: new.clone(), owner, name });
    let found = p.world.suppliers.get(firm);
    let old = found.map_or_else(String::new, suppliers::written_account);
    let bank = found.is_some_and(|found| !found.bank.is_empty());
    due::move_openly(p.world, (firm, new, on), clerks);
    let change = p.world.changes.last().filter(|_| bank).cloned();
    if let Some(change) = change {
        p.world.changes.push(Change { field: "bank_account", old: old.clone(), new: String::new(), ..change });
    }
    let new = p.world.suppliers.get(firm).map_or_else(String::new, suppliers::written_account);
    (old, new, on)
}

fn approve_side_job(p: &mut Planter<'_>, firm: usize) {
    let org = p.org_of(firm);
    let person = p.world.roles.iter().find(|role| role.org == org && role.kind == "owner");
    let person = person.map_or_else(String::new, |role| role.person.clone());
    let Some(employee) = p.world.staff.iter().position(|found| found.person == person) else { return };
    let declared = day(p, 3);
    p.world.side_jobs.push(SideJob { employee, org, text: "Föreläsningar på fritiden", declared, approved: true });
}

/// The same findings with more money in them.
pub(super) fn grow(p: &mut Planter<'_>, month: &mut Month) {
    const GROWN: [(&str, &[&str], &str); 3] = [
        ("U-SP-15", &["SP-15"], "Ännu ett köp utan avtal samma år."),
        ("U-DE-04", &["DE-04"], "Ännu två fakturor i samma hand."),
        ("U-CI-02", &["CI-01", "CI-02"], "Ännu två köp av medarbetarens bolag."),
    ];
    for (name, controls, why) in GROWN {
        for (id, firms) in schemes(p, name) {
            for &firm in &firms {
                again(p, firm, 8);
                if !name.starts_with("U-SP") {
                    again(p, firm, 20);
                }
            }
            month.note(&id, controls, (Fate::Changed, 1), why);
        }
    }
    for (id, firms) in schemes(p, "U-SP-10") {
        let diverted = |invoice: &&Invoice| firms.contains(&invoice.supplier) && invoice.account.is_some();
        let earlier: Vec<Invoice> = p.world.invoices.iter().filter(diverted).cloned().collect();
        earlier.iter().for_each(|invoice| repeat(p, invoice, 10));
        let why = "Ännu en betalning till vart och ett av de främmande kontona.";
        month.note(&id, &["SP-10"], (Fate::Changed, earlier.len()), why);
        let released: BTreeSet<usize> = earlier.iter().map(|invoice| invoice.chain[2]).collect();
        month.note(&id, &["SP-28"], (Fate::Changed, released.len()), why);
    }
}

/// Schemes that go on by themselves: another month of the same.
pub(super) fn go_on(p: &mut Planter<'_>, month: &mut Month) {
    const GOING_ON: [(&str, &str, &str); 6] = [
        ("U-CO-09", "CO-09", "Avtalet är inte uppföljt, och ännu en månad har gått."),
        ("U-DE-10", "DE-10", "Kontot är öppet ännu en månad."),
        ("U-HR-01", "HR-01", "Ännu en lön till det gemensamma kontot."),
        ("U-HR-02", "HR-02", "Ännu en lön utan spår av arbete."),
        ("U-HR-13", "HR-13", "Kontot har ingen ägare, och ännu en månad har gått."),
        ("U-PL-06", "PL-06", "Det är en månad mindre kvar till omprövningen."),
    ];
    for (name, control, why) in GOING_ON {
        for (id, _) in schemes(p, name) {
            month.note(&id, &[control], (Fate::Changed, 1), why);
        }
    }
}

/// One more control finds a scheme.
fn add_control(p: &mut Planter<'_>, id: &str, control: &str) {
    if let Some(scheme) = p.world.truth.schemes.iter_mut().find(|scheme| scheme.id == id) {
        scheme.controls.push(control.to_owned());
    }
}

/// One more invoice like the last of the same supplier.
fn again(p: &mut Planter<'_>, firm: usize, of_month: i32) {
    if let Some(last) = p.world.invoices.iter().rev().find(|invoice| invoice.supplier == firm).cloned() {
        repeat(p, &last, of_month);
    }
}

fn repeat(p: &mut Planter<'_>, last: &Invoice, of_month: i32) {
    let firm = last.supplier;
    let (paid, net) = (day(p, of_month), last.net + p.draw.between(200, 900) * KR);
    let made = p.bill(firm, last.unit, paid, net);
    p.alter(made, |invoice| {
        invoice.chain = last.chain;
        invoice.account = last.account.clone().filter(|_| last.manual);
        invoice.manual = last.manual;
        invoice.trade = last.trade;
        invoice.contract.clone_from(&last.contract);
    });
}

/// Parties that stay as they are and get a new account, so that what was said about them must be looked at again.
pub(super) fn move_accounts(p: &mut Planter<'_>, month: &mut Month) {
    for name in ["U-CI-03", "U-SP-14", "U-PR-01", "U-CO-10"] {
        for (id, firms) in schemes(p, name) {
            let Some(&firm) = firms.first() else { continue };
            let (old, new, on) = move_account(p, firm, 9);
            month.moved.push((id, firm, old, new, on));
        }
    }
}

/// A party that stays as it is gets yet another account by mail, and is paid to it: another finding about the same subject.
pub(super) fn swap_again(p: &mut Planter<'_>, month: &mut Month) {
    for (id, firms) in schemes(p, "U-SP-07") {
        for &firm in &firms {
            pin_accounts(p, firm);
            let old = p.world.suppliers.get(firm).map_or_else(String::new, suppliers::written_account);
            let (on, honest) = (day(p, 7), suppliers::two_clerks(p.world, &mut p.draw));
            p.swap_account(firm, on, honest);
            let new = p.world.suppliers.get(firm).map_or_else(String::new, suppliers::written_account);
            month.moved.push((id.clone(), firm, old, new, on));
            again(p, firm, 20);
        }
        month.note(&id, &["SP-07"], (Fate::Same, 0), "");
        month.note(&id, &["SP-07"], (Fate::New, 1), "Kontot har bytts en gång till.");
    }
}

/// Writes on each invoice so far which account it was paid to, before the record says something else.
fn pin_accounts(p: &mut Planter<'_>, firm: usize) {
    let Some(found) = p.world.suppliers.get(firm) else { return };
    let (now, before) = (suppliers::written_account(found), found.before.clone());
    for invoice in p.world.invoices.iter_mut().filter(|invoice| invoice.supplier == firm && invoice.account.is_none()) {
        let earlier = before.as_ref().filter(|(day, _)| invoice.paid < *day).map(|(_, old)| old.clone());
        invoice.account = Some(earlier.unwrap_or_else(|| now.clone()));
    }
}

/// Schemes that begin in the month.
pub(super) fn plant(p: &mut Planter<'_>, month: &mut Month) {
    paid_twice(p);
    swapped(p);
    diverted(p);
    dead_company(p);
    untaxed(p);
    one_hand(p);
    own_company(p);
    over_delegation(p);
    for scheme in p.world.truth.schemes.iter().filter(|scheme| scheme.id.starts_with("N-")) {
        let controls: Vec<&str> = scheme.controls.iter().map(String::as_str).collect();
        month.note(&scheme.id, &controls, (Fate::New, 1), "Började under månaden.");
    }
}

/// A supplier of this month.
fn newcomer(p: &mut Planter<'_>, trade: usize) -> usize {
    let firm = p.firm(trade);
    let created = day(p, 1);
    p.record(firm, |record| record.created = created);
    firm
}

fn bills(p: &mut Planter<'_>, firm: usize, unit: usize) -> Vec<usize> {
    let mut made = Vec::new();
    for of_month in [6, 15, 24] {
        let (paid, net) = (day(p, of_month), p.draw.between(27_000, 38_000) * KR + 83);
        made.push(p.bill(firm, unit, paid, net));
    }
    made
}

fn tell(p: &mut Planter<'_>, text: [&'static str; 4], controls: &'static [&'static str], subjects: Vec<SubjectRef>) {
    let [id, name, enabler, text] = text;
    p.tell(&Story { id, name, enabler, text, controls, flows: &["supplier-payments"] }, subjects);
}

fn paid_twice(p: &mut Planter<'_>) {
    let (firm, unit) = (newcomer(p, CLEANING), p.unit());
    let net = p.draw.between(91_000, 140_000) * KR + 27;
    let (early, late) = (day(p, 3), day(p, 24));
    let first = p.bill(firm, unit, early, net);
    let second = p.bill(firm, unit, late, net);
    p.alter(first, |invoice| invoice.number = "FA88410".to_owned());
    p.alter(second, |invoice| invoice.number = "FA-88 410".to_owned());
    let subjects = vec![p.organisation(firm)];
    let text = ["N-SP-01", "Ny dubbelbetalning", "passivity", "En faktura betalas två gånger under månaden."];
    tell(p, text, &["SP-01"], subjects);
}

fn swapped(p: &mut Planter<'_>) {
    let (firm, unit) = (newcomer(p, TRANSPORT), p.unit());
    let first = day(p, 2);
    p.bill(firm, unit, first, 8_410_00);
    let honest = suppliers::two_clerks(p.world, &mut p.draw);
    let (changed, paid) = (day(p, 8), day(p, 17));
    p.swap_account(firm, changed, honest);
    p.bill(firm, unit, paid, 191_240_00);
    let subjects = vec![p.organisation(firm)];
    let text =
        ["N-SP-07", "Nytt konto före betalningen", "logistics", "Kontot byts via mejl nio dagar före betalningen."];
    tell(p, text, &["SP-07"], subjects);
}

fn diverted(p: &mut Planter<'_>) {
    let (firm, unit) = (newcomer(p, BUILDING), p.unit());
    let made = bills(p, firm, unit);
    if let Some(&last) = made.last() {
        p.divert(last);
    }
    let subjects = vec![p.organisation(firm)];
    let text = ["N-SP-10", "Betald till fel konto", "laundering", "En av månadens fakturor går till ett okänt konto."];
    tell(p, text, &["SP-10", "SP-28"], subjects);
}

fn dead_company(p: &mut Planter<'_>) {
    let (firm, unit) = (newcomer(p, STAFFING), p.unit());
    bills(p, firm, unit);
    let ended = p.world.span.last.plus(-70);
    p.company(firm, |company| {
        company.deregistered = Some(ended);
        company.reason = "LIAV";
    });
    let subjects = vec![p.organisation(firm)];
    let text = ["N-SP-19", "Avregistrerat bolag börjar fakturera", "front", "Bolaget upphörde två månader tidigare."];
    tell(p, text, &["SP-19"], subjects);
}

fn untaxed(p: &mut Planter<'_>) {
    let (firm, unit) = (newcomer(p, CONSULTANTS), p.unit());
    bills(p, firm, unit);
    let lost = p.world.span.last.plus(-60);
    p.company(firm, |company| {
        company.f_tax = false;
        company.f_tax_to = Some(lost);
    });
    let subjects = vec![p.organisation(firm)];
    let text = ["N-SP-21", "Nya tjänster utan F-skatt", "passivity", "Konsulter anlitas fast F-skatten är återkallad."];
    tell(p, text, &["SP-21"], subjects);
}

/// Somebody who has been there all along.
fn colleague(p: &mut Planter<'_>) -> Option<Hand> {
    let unit = p.unit();
    let user = p.world.units.get(unit).and_then(|unit| unit.approvers.get(1).copied())?;
    let employee = p.world.users.get(user).and_then(|user| user.employee)?;
    Some(Hand { employee, user, unit })
}

fn one_hand(p: &mut Planter<'_>) {
    let firm = newcomer(p, CLEANING);
    let Some(hand) = colleague(p) else { return };
    for invoice in bills(p, firm, hand.unit) {
        p.hands(invoice, hand.user, [true, true, false]);
    }
    let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
    let text = ["N-DE-04", "Ny ensam hand", "decision", "En samordnare registrerar och attesterar en ny leverantör."];
    tell(p, text, &["DE-04"], subjects);
}

fn own_company(p: &mut Planter<'_>) {
    let firm = newcomer(p, TRAINING);
    let Some(hand) = colleague(p) else { return };
    p.owns(hand.employee, firm);
    for invoice in bills(p, firm, hand.unit) {
        p.hands(invoice, hand.user, [false, true, false]);
    }
    let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
    let text =
        ["N-CI-03", "Attesterar sitt nya bolag", "decision", "En samordnare attesterar sitt eget bolags fakturor."];
    tell(p, text, &["CI-01", "CI-02", "CI-03"], subjects);
}

fn over_delegation(p: &mut Planter<'_>) {
    let unit = p.unit();
    let by = p.world.units.get(unit).map_or(0, |unit| unit.manager);
    let on = day(p, 13);
    p.world.decisions.push(Decision {
        kind: "Direktupphandling",
        amount: 410_000 * KR,
        by,
        role: "enhetschef",
        unit,
        on,
        point: "1.1".to_owned(),
        reported: None,
        subject: "Direktupphandling enligt offert".to_owned(),
        org: String::new(),
        recused: false,
    });
    let subjects = vec![p.employee(by)];
    let text =
        ["N-DE-01", "Nytt beslut över gränsen", "decision", "En enhetschef beslutar om mer än delegationen ger."];
    tell(p, text, &["DE-01"], subjects);
}
