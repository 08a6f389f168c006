//! One plain scheme for each control: tenders, contracts, people, decisions, access.

use super::Planter;
use super::moves::KR;
use super::single::story;
use crate::people;
use crate::trades::{BUILDING, CLEANING, CONSULTANTS, GUARDS, STAFFING, TRAINING, TRANSPORT};

const PROCUREMENT: &[&str] = &["procurement"];

/// Plants them.
pub(super) fn plant(planter: &mut Planter<'_>) {
    tenders(planter);
    contracts(planter);
    conflicts(planter);
    alone(planter);
    access(planter);
}

fn tenders(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(CLEANING), p.unit());
    let officer = p.hand(1, "buyer");
    let day = p.ago(320);
    p.tender(firm, officer.employee, ("open", day, 2_450_000 * KR), &[]);
    p.draw_down(firm, unit, (180, 600_000 * KR));
    let subjects = vec![p.organisation(firm), p.employee(officer.employee), p.unit_subject(unit)];
    p.tell(
        &story(
            [
                "U-PR-01",
                "Det enda anbudet",
                "procurement_favour",
                "Kraven skrivs så att bara ett företag kan lämna anbud på en marknad med många.",
            ],
            &["PR-01"],
            PROCUREMENT,
        ),
        subjects,
    );
    let (firm, unit) = (p.firm(GUARDS), p.unit());
    let officer = p.hand(1, "buyer");
    let losers = p.losers(GUARDS, 3);
    let refused: Vec<_> =
        losers.iter().map(|&loser| (loser, "disqualified", "Uppfyller inte krav på kapacitet")).collect();
    let day = p.ago(310);
    p.tender(firm, officer.employee, ("open", day, 3_100_000 * KR), &refused);
    p.draw_down(firm, unit, (170, 700_000 * KR));
    let subjects = vec![p.organisation(firm), p.employee(officer.employee)];
    p.tell(
        &story(
            ["U-PR-03", "Alla andra uteslöts", "procurement_favour", "Varje anbud utom vinnarens förkastas."],
            &["PR-03"],
            PROCUREMENT,
        ),
        subjects,
    );
    let (firm, unit) = (p.firm(TRAINING), p.unit());
    let officer = p.hand(1, "buyer");
    let day = p.ago(300);
    let contract = p.tender(firm, officer.employee, ("direct", day, 668_000 * KR), &[]);
    p.terms(contract, |contract| contract.ceiling = Some(2_600_000 * KR));
    p.draw_down(firm, unit, (175, 1_420_000 * KR));
    let subjects = vec![p.organisation(firm), p.employee(officer.employee)];
    p.tell(
        &story(
            [
                "U-PR-16",
                "Strax under gränsen, sedan långt över",
                "procurement_favour",
                "Värdet uppskattas strax under gränsen och det dubbla betalas.",
            ],
            &["PR-16"],
            &["procurement", "contracts"],
        ),
        subjects,
    );
    let (person, company, unit) = (p.firm(TRANSPORT), p.firm(BUILDING), p.unit());
    p.seat_banned(person, 400);
    p.exclude(company);
    p.history(person, unit, 9);
    p.history(company, unit, 9);
    let subjects = vec![p.organisation(person), p.organisation(company)];
    p.tell(
        &story(
            [
                "U-PR-23",
                "De spärrade parterna",
                "front",
                "Ett uteslutet bolag och ett bolag med en ledamot i näringsförbud får betalt.",
            ],
            &["PR-23"],
            PROCUREMENT,
        ),
        subjects,
    );
}

fn contracts(p: &mut Planter<'_>) {
    let (firm, unit, starts) = (p.firm(STAFFING), p.unit(), p.world.span.first.plus(-100));
    p.contract(firm, starts, Some(2_000_000 * KR));
    p.draw_down(firm, unit, (250, 2_900_000 * KR));
    let subjects = vec![p.organisation(firm), p.unit_subject(unit)];
    p.tell(
        &story(
            ["U-CO-01", "Avtalet utan tak", "passivity", "Avropen fortsätter när takvolymen är förbrukad."],
            &["CO-01"],
            &["contracts"],
        ),
        subjects,
    );
    let (firm, unit) = (p.firm(CLEANING), p.unit());
    p.history(firm, unit, 10);
    p.shake(firm, 170);
    let subjects = vec![p.organisation(firm)];
    p.tell(
        &story(
            [
                "U-CO-10",
                "Styrelsen, adressen och revisorn",
                "front",
                "Tre varningstecken på tio veckor hos ett företag som levererar.",
            ],
            &["CO-10"],
            &["contracts"],
        ),
        subjects,
    );
}

fn conflicts(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRAINING), p.unit());
    let away = (unit + 1) % p.world.units.len().max(1);
    let hand = p.hand(away, "teacher");
    p.owns(hand.employee, firm);
    p.history(firm, unit, 10);
    let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
    p.tell(
        &story(
            [
                "U-CI-01",
                "Bisysslan som inte anmäldes",
                "front",
                "En anställd äger en leverantör utan att ha anmält det.",
            ],
            &["CI-01"],
            &["conflict-of-interest"],
        ),
        subjects,
    );
    let (firm, unit) = (p.firm(TRANSPORT), p.unit());
    let hand = p.hand(unit, "other");
    p.owns(hand.employee, firm);
    p.history(firm, unit, 10);
    let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
    p.tell(
        &story(
            ["U-CI-02", "Bolaget på den egna enheten", "decision", "Enheten köper av en medarbetares bolag."],
            &["CI-01", "CI-02"],
            &["conflict-of-interest"],
        ),
        subjects,
    );
    let (firm, unit) = (p.firm(CONSULTANTS), p.unit());
    let hand = p.hand(unit, "approver");
    p.owns(hand.employee, firm);
    for days in [220, 170, 120, 70] {
        let (day, net) = (p.ago(days), p.draw.between(27_000, 38_000) * KR + 83);
        let invoice = p.bill(firm, unit, day, net);
        p.hands(invoice, hand.user, [false, true, false]);
    }
    let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
    p.tell(
        &story(
            [
                "U-CI-03",
                "Attesterade sitt eget bolag",
                "decision",
                "En attestant godkänner fakturor från sitt eget bolag.",
            ],
            &["CI-01", "CI-02", "CI-03"],
            &["conflict-of-interest", "supplier-payments"],
        ),
        subjects,
    );
}

fn alone(p: &mut Planter<'_>) {
    let unit = p.unit();
    let hand = p.hand(unit, "manager");
    p.decide_over(hand, None, 3);
    let subjects = vec![p.employee(hand.employee), p.unit_subject(unit)];
    p.tell(
        &story(
            [
                "U-DE-01",
                "Över delegationens gräns",
                "decision",
                "En enhetschef beslutar om mer än delegationsordningen ger.",
            ],
            &["DE-01"],
            &["delegation"],
        ),
        subjects,
    );
    let (firm, unit) = (p.firm(CLEANING), p.unit());
    let hand = p.hand(unit, "approver");
    for days in [190, 150, 110, 70, 30] {
        let (day, net) = (p.ago(days), p.draw.between(14_000, 33_000) * KR + 71);
        let invoice = p.bill(firm, unit, day, net);
        p.hands(invoice, hand.user, [true, true, false]);
    }
    let subjects = vec![p.organisation(firm), p.employee(hand.employee), p.unit_subject(unit)];
    p.tell(
        &story(
            ["U-DE-04", "En person i två steg", "decision", "Samma person registrerar och attesterar fakturorna."],
            &["DE-04"],
            &["delegation", "supplier-payments"],
        ),
        subjects,
    );
    let (firm, unit) = (p.firm(TRAINING), p.small_unit("Konsthallen"));
    let hand = p.hand(unit, "manager");
    for step in 0..26 {
        let (day, net) = (p.ago(177 - step * 6), p.draw.between(4_000, 21_000) * KR + 53);
        let invoice = p.bill(firm, unit, day, net);
        p.hands(invoice, hand.user, [true, true, true]);
    }
    let subjects = vec![p.organisation(firm), p.employee(hand.employee), p.unit_subject(unit)];
    p.tell(
        &story(
            [
                "U-DE-05",
                "Enheten där en person gör allt",
                "decision",
                "En chef registrerar, attesterar och betalar enhetens alla fakturor.",
            ],
            &["DE-04", "DE-05"],
            &["delegation", "supplier-payments"],
        ),
        subjects,
    );
}

fn access(p: &mut Planter<'_>) {
    let unit = crate::life::unit_named(p.world, "Försörjningsstödsenheten");
    let employee = people::hire(p.world, &mut p.draw, unit, "case_officer");
    people::promote(p.world, employee, "case_officer");
    let user = people::open_case_user(p.world, employee);
    p.snoop(user, 46);
    let subjects = vec![p.employee(employee)];
    p.tell(
        &story(
            [
                "U-AL-01",
                "Läste akter utan uppdrag",
                "information",
                "En handläggare läser kvällstid akter som ingen har gett henne.",
            ],
            &["AL-01"],
            &["access-logs"],
        ),
        subjects,
    );
}
