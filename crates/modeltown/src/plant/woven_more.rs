//! Schemes that pass through several flows: tenders, contracts and decisions.

use super::moves::KR;
use super::{Planter, Story};
use crate::trades::{BUILDING, CARE, CLEANING, CONSULTANTS, GUARDS, STAFFING, TRAINING, TRANSPORT};

/// Plants them.
pub(super) fn plant(planter: &mut Planter<'_>) {
    split_purchases(planter);
    bid_helper(planter);
    over_delegation(planter);
    banned_supplier(planter);
    care_provider(planter);
    endless_contract(planter);
    phoenix(planter);
    property_officer(planter);
}

/// Competitors whose bids are all refused.
fn refused(p: &mut Planter<'_>, trade: usize) -> Vec<(usize, &'static str, &'static str)> {
    p.losers(trade, 3).into_iter().map(|loser| (loser, "disqualified", "Uppfyller inte krav på erfarenhet")).collect()
}

fn split_purchases(p: &mut Planter<'_>) {
    let unit = p.unit();
    let buyer = p.hand(unit, "buyer");
    let (first, second) = (p.firm(BUILDING), p.firm(TRANSPORT));
    p.owns(buyer.employee, first);
    p.owns(buyer.employee, second);
    p.split(first, unit, 125);
    p.decide_over(buyer, Some(first), 3);
    let day = p.ago(330);
    let contract = p.tender(second, buyer.employee, ("direct", day, 672_000 * KR), &[]);
    p.terms(contract, |contract| contract.ceiling = Some(700_000 * KR));
    p.draw_down(second, unit, (190, 1_560_000 * KR));
    let subjects =
        vec![p.organisation(first), p.organisation(second), p.employee(buyer.employee), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-09",
            name: "De uppdelade inköpen",
            enabler: "procurement_favour",
            text: "En upphandlare delar upp direktköp av sitt eget bolag och håller en upphandling strax under gränsen som sedan betalas dubbelt.",
            controls: &["SP-14", "SP-15", "PR-16", "CO-01", "CI-01", "CI-02", "DE-01"],
            flows: &["procurement", "supplier-payments", "contracts", "conflict-of-interest", "delegation"],
        },
        subjects,
    );
}

fn bid_helper(p: &mut Planter<'_>) {
    let unit = p.unit();
    let officer = p.hand(1, "buyer");
    let (first, second) = (p.firm(CLEANING), p.firm(GUARDS));
    for (firm, trade) in [(first, CLEANING), (second, GUARDS)] {
        let day = p.ago(340);
        let early = p.tender(firm, officer.employee, ("open", day, 2_900_000 * KR), &[]);
        let others = refused(p, trade);
        let day = p.ago(250);
        let late = p.tender(firm, officer.employee, ("open", day, 1_900_000 * KR), &others);
        for contract in [early, late] {
            p.terms(contract, |contract| contract.ceiling = Some(1_000_000 * KR));
        }
        p.draw_down(firm, unit, (225, 1_500_000 * KR));
        p.draw_down(firm, unit, (140, 1_900_000 * KR));
        p.shake(firm, 120);
    }
    p.owns(officer.employee, second);
    p.decide_over(officer, Some(first), 2);
    let subjects = vec![
        p.organisation(first),
        p.organisation(second),
        p.employee(officer.employee),
        p.unit_subject(unit),
        p.unit_subject(officer.unit),
    ];
    p.tell(
        &Story {
            id: "V-10",
            name: "Anbudshjälparen",
            enabler: "procurement_favour",
            text: "En upphandlare skriver kraven åt två bolag: ensamma anbud, förkastade medtävlare, och avrop långt över taket. Det ena bolaget är hennes.",
            controls: &["PR-01", "PR-03", "CO-01", "CO-10", "CI-01", "CI-02", "DE-01"],
            flows: &["procurement", "contracts", "conflict-of-interest", "delegation"],
        },
        subjects,
    );
}

fn over_delegation(p: &mut Planter<'_>) {
    let unit = p.unit();
    let chief = p.hand(unit, "manager");
    let firm = p.firm(CONSULTANTS);
    p.owns(chief.employee, firm);
    p.lose_f_tax(firm, 320);
    for invoice in p.creep(firm, unit) {
        p.hands(invoice, chief.user, [false, true, false]);
    }
    p.decide_over(chief, Some(firm), 4);
    let subjects = vec![p.organisation(firm), p.employee(chief.employee), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-11",
            name: "Chefen som beslutade över sin delegation",
            enabler: "decision",
            text: "En enhetschef beslutar gång på gång om köp av sitt eget bolag över sin beloppsgräns och attesterar fakturorna.",
            controls: &["DE-01", "CI-01", "CI-02", "CI-03", "SP-15", "SP-21"],
            flows: &["delegation", "conflict-of-interest", "supplier-payments"],
        },
        subjects,
    );
}

fn banned_supplier(p: &mut Planter<'_>) {
    let unit = p.unit();
    let (first, second) = (p.firm(STAFFING), p.firm(BUILDING));
    let starts = p.world.span.first.plus(-60);
    for firm in [first, second] {
        p.exclude(firm);
        p.contract(firm, starts, Some(900_000 * KR));
        p.draw_down(firm, unit, (240, 1_350_000 * KR));
        p.shake(firm, 160);
        p.twice(firm, unit, 100);
    }
    let subjects = vec![p.organisation(first), p.organisation(second), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-12",
            name: "De uteslutna leverantörerna",
            enabler: "passivity",
            text: "Två uteslutna bolag behåller sina avtal, byter styrelse och fakturerar över taket, en faktura två gånger.",
            controls: &["PR-23", "CO-01", "CO-10", "SP-01"],
            flows: &["procurement", "contracts", "supplier-payments"],
        },
        subjects,
    );
}

fn care_provider(p: &mut Planter<'_>) {
    let unit = crate::life::unit_named(p.world, "Hemtjänst");
    let chief = p.hand(unit, "manager");
    let (first, second) = (p.firm(CARE), p.firm(CARE));
    let starts = p.world.span.first.plus(-80);
    for firm in [first, second] {
        p.owns(chief.employee, firm);
        p.lose_f_tax(firm, 345);
        p.contract(firm, starts, Some(1_100_000 * KR));
        for invoice in p.draw_down(firm, unit, (230, 1_700_000 * KR)) {
            p.alter(invoice, |invoice| invoice.trade = STAFFING);
            p.hands(invoice, chief.user, [false, true, false]);
        }
        p.shake(firm, 150);
    }
    let subjects =
        vec![p.organisation(first), p.organisation(second), p.employee(chief.employee), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-13",
            name: "Omsorgsbolagen",
            enabler: "logistics",
            text: "En chef i hemtjänsten äger två privata utförare utan F-skatt, attesterar deras fakturor och låter dem gå över taket.",
            controls: &["CI-01", "CI-02", "CI-03", "SP-21", "CO-01", "CO-10"],
            flows: &["conflict-of-interest", "contracts", "supplier-payments"],
        },
        subjects,
    );
}

fn endless_contract(p: &mut Planter<'_>) {
    let unit = p.unit();
    let officer = p.hand(1, "buyer");
    let firm = p.firm(TRAINING);
    let others = refused(p, TRAINING);
    let day = p.ago(362);
    p.tender(firm, officer.employee, ("open", day, 1_800_000 * KR), &others);
    let day = p.ago(310);
    let contract = p.tender(firm, officer.employee, ("direct", day, 669_000 * KR), &[]);
    p.terms(contract, |contract| contract.ceiling = Some(700_000 * KR));
    p.draw_down(firm, unit, (190, 1_900_000 * KR));
    p.twice(firm, unit, 75);
    let subjects = vec![p.organisation(firm), p.employee(officer.employee), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-14",
            name: "Avtalet som aldrig tog slut",
            enabler: "procurement_favour",
            text: "Alla medtävlare uteslutna, sedan en direktupphandling strax under gränsen, nästan tre gånger taket betalat och en faktura två gånger.",
            controls: &["PR-03", "PR-16", "CO-01", "SP-01"],
            flows: &["procurement", "contracts", "supplier-payments"],
        },
        subjects,
    );
}

fn phoenix(p: &mut Planter<'_>) {
    let unit = p.unit();
    let (old, new) = (p.firm(CLEANING), p.firm(CLEANING));
    let (shared, name) =
        p.world.suppliers.get(old).map_or_else(Default::default, |found| (found.bankgiro.clone(), found.name.clone()));
    p.record(new, |supplier| {
        supplier.bankgiro = shared;
        supplier.name = name.replace(" AB", " Service AB");
    });
    let (ended, started) = (p.ago(200), p.ago(150));
    p.company(old, |company| {
        company.deregistered = Some(ended);
        company.reason = "KKAV";
    });
    p.company(new, |company| {
        company.registered = Some(started);
        company.f_tax_from = Some(started.plus(-300));
    });
    for (firm, start) in [(old, 165), (new, 158)] {
        p.seat_banned(firm, 420);
        for step in 0..6 {
            let (day, net) = (p.ago(start - step * 24), p.draw.between(139_000, 168_000) * KR + 13);
            p.bill(firm, unit, day, net);
        }
    }
    let subjects = vec![p.organisation(old), p.organisation(new), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-15",
            name: "Bolaget som återuppstod",
            enabler: "front",
            text: "Ett avregistrerat bolag och dess efterföljare delar konto och en ledamot i näringsförbud; den nya fakturerar innan den är registrerad.",
            controls: &["SP-05", "SP-19", "PR-23", "SP-15"],
            flows: &["supplier-payments", "procurement"],
        },
        subjects,
    );
}

fn property_officer(p: &mut Planter<'_>) {
    let unit = crate::life::unit_named(p.world, "Fastighetsenheten");
    let hand = p.hand(unit, "approver");
    let clerk = p.clerk();
    let firm = p.firm(BUILDING);
    p.owns(hand.employee, firm);
    p.history(firm, unit, 5);
    let day = p.ago(146);
    p.swap_account(firm, day, (clerk.user, clerk.user));
    for invoice in p.creep(firm, unit) {
        p.hands(invoice, hand.user, [false, true, false]);
    }
    let subjects =
        vec![p.organisation(firm), p.employee(hand.employee), p.employee(clerk.employee), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-16",
            name: "Fastighetsingenjören och hans bolag",
            enabler: "decision",
            text: "En attestant på fastighetsenheten köper av sitt eget bolag utan avtal; en ekonom byter dess konto åt honom.",
            controls: &["CI-01", "CI-02", "CI-03", "SP-15", "SP-07", "SP-08"],
            flows: &["conflict-of-interest", "supplier-payments"],
        },
        subjects,
    );
}
