//! Conflicts of interest.

use super::super::{Hand, Planter};
use super::kit::KR;
use crate::calendar::Day;
use crate::life;
use crate::trades::{BUILDING, CONSULTANTS, TRAINING};
use crate::world::{Decision, Resident};

const INTERESTS: &[&str] = &["conflict-of-interest"];

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    same_flat(p);
    former(p);
    elected(p);
    silent_interest(p);
    same_phone(p);
}

impl Planter<'_> {
    /// A decision in good order about an organisation.
    pub(super) fn decision(
        &mut self,
        hand: Hand,
        (days_ago, kronor): (i32, i64),
        (point, role): (&'static str, &'static str),
        org: String,
    ) -> usize {
        let on = self.ago(days_ago);
        self.world.decisions.push(Decision {
            kind: "Avrop från ramavtal",
            amount: kronor * KR,
            by: hand.employee,
            role,
            unit: hand.unit,
            on,
            point: point.to_owned(),
            reported: Some(on.plus(21)),
            subject: "Avrop enligt offert".to_owned(),
            org,
            recused: false,
        });
        self.world.decisions.len() - 1
    }

    /// Changes a decision.
    pub(super) fn decided(&mut self, decision: usize, change: impl FnOnce(&mut Decision)) {
        if let Some(found) = self.world.decisions.get_mut(decision) {
            change(found);
        }
    }

    /// A person who lives in an employee's flat.
    pub(super) fn lodger(&mut self, employee: usize, since: Day) -> (String, String) {
        let who = self.person();
        let Some(home) = self.world.staff.get(employee).cloned() else { return who };
        self.world.planned.homes.push(Resident {
            person: who.0.clone(),
            street: home.street,
            postal: home.postal,
            dwelling: home.dwelling,
            since,
            gone: None,
        });
        who
    }

    /// A supplier has an employee's telephone number.
    pub(super) fn share_phone(&mut self, supplier: usize, employee: usize) {
        let phone = self.world.staff.get(employee).map_or_else(String::new, |found| found.phone.clone());
        self.record(supplier, |record| {
            record.phone = phone;
            record.as_is = true;
        });
    }
}

fn same_flat(p: &mut Planter<'_>) {
    let (unit, firm, since) = (p.unit(), p.firm(BUILDING), p.ago(900));
    let hand = p.hand(unit, "other");
    let who = p.lodger(hand.employee, since);
    let org = p.org_of(firm);
    p.post(&org, &who, ("owner", since));
    for days in [150, 110, 70] {
        let day = p.ago(days);
        p.bill(firm, unit, day, 27_300 * KR + 41);
    }
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.scheme(
        [
            "U-CI-04",
            "Sambons byggfirma",
            "procurement_favour",
            "En enhet köper av ett bolag som ägs av den som bor med en av enhetens anställda.",
        ],
        &["CI-04"],
        &["conflict-of-interest", "supplier-payments"],
        subjects,
    );
}

fn former(p: &mut Planter<'_>) {
    let (unit, firm) = (p.unit(), p.firm(CONSULTANTS));
    let hand = p.hand(unit, "other");
    let left = p.ago(260);
    p.staffed(hand.employee, |found| found.ends = Some(left));
    p.world.planned.closed.insert(hand.user);
    p.owns(hand.employee, firm);
    for days in [170, 120, 65] {
        let day = p.ago(days);
        p.bill(firm, unit, day, 38_700 * KR + 19);
    }
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.scheme(
        [
            "U-CI-05",
            "Tillbaka som konsult",
            "procurement_favour",
            "Den som har slutat säljer genom sitt bolag till sin gamla enhet, utan upphandling.",
        ],
        &["CI-05"],
        &["conflict-of-interest", "supplier-payments"],
        subjects,
    );
}

/// An elected representative who leads an association with a grant.
fn chair(p: &mut Planter<'_>) -> (usize, usize) {
    let (employee, club) = (p.staff("other"), p.club());
    p.staffed(employee, |found| {
        found.kind = "elected";
        found.position = "Ledamot i nämnd";
        found.salary = 6_200 * KR;
    });
    let (who, org, since) = (p.identity(employee), p.org_of(club), p.ago(900));
    p.post(&org, &who, ("chair", since));
    p.grant(club, "Aktivitetsbidrag", (82_000 * KR, 110));
    (employee, club)
}

fn elected(p: &mut Planter<'_>) {
    let (employee, club) = chair(p);
    let subjects = vec![p.employee(employee), p.organisation(club)];
    p.scheme(
        [
            "U-CI-06",
            "Ledamoten och föreningen",
            "decision",
            "En förtroendevald leder en förening som får bidrag, och inget jäv är anmält.",
        ],
        &["CI-06"],
        &["conflict-of-interest", "grants"],
        subjects,
    );
}

fn silent_interest(p: &mut Planter<'_>) {
    let (hand, firm) = decider(p);
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.scheme(
        [
            "U-CI-07",
            "Beslutet om det egna bolaget",
            "decision",
            "En chef beslutar om avrop från ett bolag där hon själv sitter i styrelsen.",
        ],
        &["CI-07"],
        INTERESTS,
        subjects,
    );
}

/// A manager who decides about a company where she is on the board; the last decision.
fn decider(p: &mut Planter<'_>) -> (Hand, usize) {
    let (unit, firm) = (p.unit(), p.firm(TRAINING));
    let hand = p.hand(unit, "manager");
    let (who, org, since) = (p.identity(hand.employee), p.org_of(firm), p.ago(900));
    p.post(&org, &who, ("board_member", since));
    p.decision(hand, (130, 64_000), ("1.2", "enhetschef"), org);
    (hand, firm)
}

fn same_phone(p: &mut Planter<'_>) {
    let unit = life::unit_named(p.world, "Kultur- och fritidsenheten");
    let (hand, club) = (p.hand(unit, "case_officer"), p.club());
    p.share_phone(club, hand.employee);
    let grant = p.grant(club, "Aktivitetsbidrag", (47_000 * KR, 105));
    p.granted(grant, |grant| grant.handler = hand.user);
    let subjects = vec![p.employee(hand.employee), p.organisation(club)];
    p.scheme(
        [
            "U-CI-09",
            "Handläggarens mobilnummer",
            "decision",
            "En handläggare bereder bidraget till en förening som har hennes eget mobilnummer.",
        ],
        &["CI-09"],
        &["conflict-of-interest", "grants"],
        subjects,
    );
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    let ([unit, other], firm, since) = (p.units(), p.firm(BUILDING), p.ago(900));
    let hand = p.hand(unit, "other");
    let who = p.lodger(hand.employee, since);
    let org = p.org_of(firm);
    p.post(&org, &who, ("auditor", since));
    let day = p.ago(90);
    p.bill(firm, other, day, 24_800 * KR + 13);
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.decoy("CI-04", "Sambo som bara är revisor hos leverantören", subjects);
    let (unit, firm) = (p.unit(), p.firm(CONSULTANTS));
    let hand = p.hand(unit, "other");
    let left = p.ago(260);
    p.staffed(hand.employee, |found| found.ends = Some(left));
    p.world.planned.closed.insert(hand.user);
    p.owns(hand.employee, firm);
    let starts = p.ago(240);
    p.contract(firm, starts, Some(3_000_000 * KR));
    for days in [150, 100] {
        let day = p.ago(days);
        p.bill(firm, unit, day, 36_100 * KR + 19);
    }
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.decoy("CI-05", "Utlagd verksamhet med upphandlat avtal", subjects);
    recused(p);
}

fn recused(p: &mut Planter<'_>) {
    let (employee, club) = chair(p);
    let unit = p.unit();
    let org = p.org_of(club);
    let hand = Hand { employee, user: 0, unit };
    let decision = p.decision(hand, (118, 82_000), ("1.2", "enhetschef"), org);
    p.decided(decision, |decision| decision.recused = true);
    let subjects = vec![p.employee(employee), p.organisation(club)];
    p.decoy("CI-06", "Förtroendevald som anmälde jäv", subjects);
    let (hand, firm) = decider(p);
    if let Some(decision) = p.world.decisions.last_mut() {
        decision.recused = true;
    }
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.decoy("CI-07", "Jäv som står i beslutet", subjects);
    let unit = life::unit_named(p.world, "Kultur- och fritidsenheten");
    let hand = p.hand(unit, "case_officer");
    let mut subjects = vec![p.employee(hand.employee)];
    for _ in 0..6 {
        let club = p.club();
        p.share_phone(club, hand.employee);
        let grant = p.grant(club, "Aktivitetsbidrag", (11_000 * KR, 104));
        p.granted(grant, |grant| grant.handler = hand.user);
        subjects.push(p.organisation(club));
    }
    p.decoy("CI-09", "Växelnumret i föreningarnas hus", subjects);
}
