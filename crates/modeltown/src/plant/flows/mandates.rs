//! Delegation, approval and entitlements.

use super::super::{Hand, Planter};
use super::kit::KR;
use crate::trades::{CLEANING, CONSULTANTS, GOODS, TRAINING, TRANSPORT};

const DELEGATION: &[&str] = &["delegation"];

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    without(p);
    unreported(p);
    both_roles(p);
    unread(p);
    each_other(p);
    away(p);
    outlived(p);
}

impl Planter<'_> {
    /// Two people in a unit; so many invoices that the one enters and the other approves, and the other way round.
    pub(super) fn swap(&mut self, firm: usize, counts: [i32; 2]) -> [Hand; 2] {
        let unit = self.unit();
        let pair = [self.hand(unit, "approver"), self.hand(unit, "approver")];
        for (count, [register, approve]) in counts.into_iter().zip([pair, [pair[1], pair[0]]]) {
            for step in 0..count {
                let day = self.ago(80 - step * 2);
                let net = self.draw.between(1_100, 2_900) * KR + self.draw.between(1, 99);
                let invoice = self.bill(firm, unit, day, net);
                self.hands(invoice, register.user, [true, false, false]);
                self.hands(invoice, approve.user, [false, true, false]);
            }
        }
        pair
    }
}

fn without(p: &mut Planter<'_>) {
    let unit = p.unit();
    let hand = p.hand(unit, "manager");
    for days in [150, 100] {
        p.decision(hand, (days, 18_000), ("5.1", "enhetschef"), String::new());
    }
    let subjects = vec![p.employee(hand.employee)];
    p.scheme(
        [
            "U-DE-02",
            "Beslut utan delegation",
            "decision",
            "En enhetschef beslutar på en punkt där bara avdelningschefen får besluta.",
        ],
        &["DE-02"],
        DELEGATION,
        subjects,
    );
}

fn unreported(p: &mut Planter<'_>) {
    let unit = p.unit();
    let hand = p.hand(unit, "manager");
    for days in [240, 200, 160] {
        let decision = p.decision(hand, (days, 61_000), ("1.2", "enhetschef"), String::new());
        p.decided(decision, |decision| decision.reported = None);
    }
    let subjects = vec![p.employee(hand.employee)];
    p.scheme(
        [
            "U-DE-03",
            "Besluten som nämnden inte fick se",
            "passivity",
            "En chef anmäler inga av sina beslut till nämnden.",
        ],
        &["DE-03"],
        DELEGATION,
        subjects,
    );
}

fn both_roles(p: &mut Planter<'_>) {
    let unit = p.unit();
    let hand = p.hand(unit, "other");
    for role in ["Registrera faktura", "Attestera faktura"] {
        p.world.planned.entitlements.push((hand.user, role));
    }
    let subjects = vec![p.employee(hand.employee)];
    p.scheme(
        ["U-DE-06", "Nycklar till båda dörrarna", "passivity", "En person får både lägga in och attestera fakturor."],
        &["DE-06"],
        DELEGATION,
        subjects,
    );
}

/// Sixty small invoices of five firms that one hand approves within eight minutes on a day.
fn burst(p: &mut Planter<'_>, contracted: bool) -> Hand {
    let unit = p.unit();
    let hand = p.hand(unit, "approver");
    let firms: [usize; 5] = [GOODS, TRAINING, TRANSPORT, CLEANING, GOODS].map(|trade| p.firm(trade));
    if contracted {
        let starts = p.ago(600);
        for firm in firms {
            p.contract(firm, starts, Some(2_000_000 * KR));
        }
    }
    let day = p.ago(75);
    let approved = day.plus(-9).workday();
    for (place, firm) in (0..).zip(firms.into_iter().cycle().take(60)) {
        let net = p.draw.between(900, 3_900) * KR + p.draw.between(1, 99);
        let invoice = p.bill(firm, unit, day, net);
        p.hands(invoice, hand.user, [false, true, false]);
        p.alter(invoice, |invoice| invoice.approved = Some(approved.at(9, place * 8 / 60)));
    }
    hand
}

fn unread(p: &mut Planter<'_>) {
    let hand = burst(p, false);
    let subjects = vec![p.employee(hand.employee)];
    p.scheme(
        [
            "U-DE-07",
            "Sextio attester på åtta minuter",
            "passivity",
            "En attestant godkänner sextio fakturor utan att hinna läsa dem.",
        ],
        &["DE-07"],
        DELEGATION,
        subjects,
    );
}

fn each_other(p: &mut Planter<'_>) {
    let firm = p.firm(GOODS);
    let pair = p.swap(firm, [34, 34]);
    let subjects = pair.map(|hand| p.employee(hand.employee)).to_vec();
    p.scheme(
        [
            "U-DE-08",
            "Två som attesterar åt varandra",
            "passivity",
            "Två kollegor lägger in fakturor och attesterar varandras, och ingen annan ser dem.",
        ],
        &["DE-08"],
        DELEGATION,
        subjects,
    );
}

/// A hand that approves a firm's invoices while absent for a reason.
fn absent(p: &mut Planter<'_>, reason: &'static str) -> Hand {
    let (unit, firm) = (p.unit(), p.firm(CONSULTANTS));
    let hand = p.hand(unit, "approver");
    for days in [130, 110, 90] {
        let day = p.ago(days);
        let invoice = p.bill(firm, unit, day, 24_700 * KR + 31);
        p.hands(invoice, hand.user, [false, true, false]);
    }
    let (from, to) = (p.ago(175), p.ago(70));
    p.world.planned.absences.push((hand.employee, from, to, reason));
    hand
}

fn away(p: &mut Planter<'_>) {
    let hand = absent(p, "Föräldraledig");
    let subjects = vec![p.employee(hand.employee)];
    p.scheme(
        [
            "U-DE-09",
            "Attest från föräldraledigheten",
            "passivity",
            "Någon attesterar med en föräldraledig kollegas konto.",
        ],
        &["DE-09"],
        DELEGATION,
        subjects,
    );
}

fn outlived(p: &mut Planter<'_>) {
    let hand = left(p);
    let subjects = vec![p.employee(hand.employee)];
    p.scheme(
        [
            "U-DE-10",
            "Kontot som överlevde",
            "passivity",
            "Kontot i ekonomisystemet är öppet ett halvår efter att personen slutat.",
        ],
        &["DE-10"],
        DELEGATION,
        subjects,
    );
}

/// Somebody with a user in the ledger who left half a year ago.
fn left(p: &mut Planter<'_>) -> Hand {
    let unit = p.unit();
    let hand = p.hand(unit, "other");
    let day = p.ago(180);
    p.staffed(hand.employee, |found| found.ends = Some(day));
    hand
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    let unit = p.unit();
    let hand = p.hand(unit, "manager");
    p.decision(hand, (140, 31_000), ("4.1", "tf enhetschef"), String::new());
    let subjects = vec![p.employee(hand.employee)];
    p.decoy("DE-02", "Tillförordnad enhetschef på en punkt som enhetschefen har", subjects);
    let hand = p.hand(unit, "manager");
    for days in [40, 30] {
        let decision = p.decision(hand, (days, 52_000), ("1.2", "enhetschef"), String::new());
        p.decided(decision, |decision| decision.reported = None);
    }
    let subjects = vec![p.employee(hand.employee)];
    p.decoy("DE-03", "Nya beslut som nämnden ännu inte har fått", subjects);
    let hand = p.hand(unit, "other");
    for role in ["Registrera faktura", "Attestera faktura"] {
        p.world.planned.entitlements.push((hand.user, role));
    }
    p.world.planned.closed.insert(hand.user);
    let subjects = vec![p.employee(hand.employee)];
    p.decoy("DE-06", "Avstängt konto med gamla behörigheter", subjects);
    let hand = burst(p, true);
    let subjects = vec![p.employee(hand.employee)];
    p.decoy("DE-07", "Fakturor på avtal, där priset redan är prövat", subjects);
    at_work(p);
}

fn at_work(p: &mut Planter<'_>) {
    let firm = p.firm(GOODS);
    let pair = p.swap(firm, [34, 4]);
    let subjects = pair.map(|hand| p.employee(hand.employee)).to_vec();
    p.decoy("DE-08", "En assistent lägger in och chefen attesterar", subjects);
    let hand = absent(p, "Utbildning");
    let subjects = vec![p.employee(hand.employee)];
    p.decoy("DE-09", "Attest under en utbildning på deltid", subjects);
    let hand = left(p);
    p.world.planned.closed.insert(hand.user);
    let subjects = vec![p.employee(hand.employee)];
    p.decoy("DE-10", "Kontot stängdes när personen slutade", subjects);
}
