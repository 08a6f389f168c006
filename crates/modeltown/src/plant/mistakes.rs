//! Honest mistakes: signals that are right about the facts and wrong about the people. Each party makes one kind only.

use super::Planter;
use super::moves::KR;
use crate::life;
use crate::suppliers;
use crate::trades::TRAINING;
use crate::world::{Access, Decision, Event};

/// Plants them, more in a larger town.
pub(super) fn plant(planter: &mut Planter<'_>) {
    let few = planter.world.scaled(2, 1);
    for _ in 0..few {
        paid_again(planter);
        paid_again(planter);
        wrong_account(planter);
        unlucky_company(planter);
        substitute(planter);
        over_the_limit(planter);
        quick_start(planter);
        forgot_to_declare(planter);
        rounded_decision(planter);
        misplaced_assignment(planter);
    }
}

/// An ordinary supplier and a unit it works for.
fn party(p: &mut Planter<'_>) -> Option<(usize, usize)> {
    let supplier = suppliers::untouched(p.world, &mut p.draw)?;
    let unit = p.world.suppliers.get(supplier).and_then(|found| found.units.first().copied())?;
    Some((supplier, unit))
}

/// The invoice came both by mail and on paper, and was paid twice.
fn paid_again(p: &mut Planter<'_>) {
    let Some((supplier, unit)) = party(p) else { return };
    let (days, net) = (p.draw.days(60, 250), p.draw.between(3_000, 24_000) * KR + 33);
    let (first, second) = (p.ago(days), p.ago(days - 15));
    let invoice = p.bill(supplier, unit, first, net);
    let number = p.world.invoices.get(invoice).map_or_else(String::new, |invoice| invoice.number.clone());
    let copy = p.bill(supplier, unit, second, net);
    p.alter(copy, |invoice| invoice.number = number);
}

/// A payment typed by hand went to a wrong giro.
fn wrong_account(p: &mut Planter<'_>) {
    let Some((supplier, unit)) = party(p) else { return };
    let (day, net) = (p.ago(95), p.draw.between(2_000, 9_000) * KR + 12);
    let invoice = p.bill(supplier, unit, day, net);
    p.divert(invoice);
}

/// A supplier in a bad year: a debt, and a cheaper address.
fn unlucky_company(p: &mut Planter<'_>) {
    let Some((supplier, unit)) = party(p) else { return };
    let (day, paid) = (p.ago(150), p.ago(200));
    p.bill(supplier, unit, paid, 5_310_00);
    let org = p.org_of(supplier);
    for (kind, later, detail) in
        [("debt_over_limit", 0, "Skuld hos Kronofogden, betald"), ("address_box", 64, "Flytt till mindre lokal")]
    {
        p.world.events.push(Event { org: org.clone(), kind, on: day.plus(later), detail });
    }
}

/// Somebody stood in for a colleague and approved what they had registered.
fn substitute(p: &mut Planter<'_>) {
    let Some((supplier, unit)) = party(p) else { return };
    let Some(user) = p.world.units.get(unit).and_then(|unit| unit.approvers.last().copied()) else { return };
    let (day, net) = (p.ago(110), p.draw.between(1_500, 6_000) * KR + 81);
    let invoice = p.bill(supplier, unit, day, net);
    p.hands(invoice, user, [true, true, false]);
}

/// Small purchases by many units that nobody added up.
fn over_the_limit(p: &mut Planter<'_>) {
    let Some((supplier, _)) = party(p) else { return };
    for step in 0..8 {
        let (unit, day) = (p.unit(), p.ago(165 - step * 20));
        let net = p.draw.between(99_000, 104_000) * KR + 9;
        p.bill(supplier, unit, day, net);
    }
}

/// A new company dated its first invoice before its registration was through.
fn quick_start(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRAINING), p.unit());
    let (early, late) = (p.ago(190), p.ago(120));
    p.bill(firm, unit, early, 6_240_00);
    p.bill(firm, unit, late, 7_155_00);
    p.company(firm, |company| {
        company.registered = Some(early.plus(-20));
        company.f_tax_from = Some(early.plus(-40));
    });
}

/// A teacher gave a lecture through her own firm and did not know that it had to be declared.
fn forgot_to_declare(p: &mut Planter<'_>) {
    let (firm, unit, home) = (p.firm(TRAINING), p.unit(), p.unit());
    let hand = p.hand(home, "teacher");
    let org = p.org_of(firm);
    life::own(p.world, hand.employee, &org, "owner");
    let day = p.ago(130);
    p.bill(firm, unit, day, 4_800_00);
}

/// A decision that passed the limit when the freight was added.
fn rounded_decision(p: &mut Planter<'_>) {
    let unit = p.unit();
    let by = p.world.units.get(unit).map_or(0, |unit| unit.manager);
    let on = p.ago(140);
    let amount = p.draw.between(120_400, 123_900) * KR;
    p.world.decisions.push(Decision {
        kind: "Direktupphandling",
        amount,
        by,
        role: "enhetschef",
        unit,
        on,
        point: "1.1".to_owned(),
        reported: Some(on.plus(18)),
        subject: "Inköp av inventarier inklusive frakt".to_owned(),
        org: String::new(),
        recused: false,
    });
}

/// An officer who worked on a case for a week before anybody wrote it down.
fn misplaced_assignment(p: &mut Planter<'_>) {
    let ordinary = p.world.scaled(44, 12);
    let user = p.draw.index(ordinary);
    let place = p.draw.index(p.world.case_ranges.len());
    let Some(case) = p.world.cases.get(place) else { return };
    let (person, id) = (case.person.clone(), case.id.clone());
    for step in 0..6 {
        let at = p.ago(80 - step).at(9 + i64::from(step), 20);
        p.world.accesses.push(Access {
            user,
            person: person.clone(),
            case: id.clone(),
            act: "open",
            at,
            system: None,
            about: None,
        });
    }
}
