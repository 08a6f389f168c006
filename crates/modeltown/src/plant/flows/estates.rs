//! Permits, leases, sales and flats.

use super::super::Planter;
use super::kit::KR;
use crate::calendar::Day;
use crate::life;
use crate::suppliers;
use crate::trades::{BUILDING, CATERING, CONSULTANTS, RENT};
use crate::truth::SubjectRef;
use crate::world::{Lease, Offer, Permit, Resident, Tenancy};

const PROPERTY: &[&str] = &["property"];

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    ahead(p);
    against_advice(p);
    new_face(p);
    turned(p);
    low_rent(p);
    review(p);
    another(p);
    queue(p);
    sale(p);
    mailboxes(p);
    absent(p);
}

impl Planter<'_> {
    /// A property that nobody else has anything to do with.
    pub(super) fn property(&mut self) -> String {
        self.world.planned.properties += 1;
        let number = self.world.planned.properties;
        format!("Lindåker Sågen {}:{number}", 41 + self.set)
    }

    /// Who prepares and who decides permits in the ordinary way.
    pub(super) fn permit_officers(&self) -> (usize, usize) {
        let unit = self.world.units.get(life::unit_named(self.world, "Bygg- och miljöenheten"));
        let first = |list: Option<&Vec<usize>>| list.and_then(|list| list.first().copied()).unwrap_or_default();
        (first(unit.map(|unit| &unit.registrars)), first(unit.map(|unit| &unit.approvers)))
    }

    /// A permit sought `days_ago` and decided `after` days later with a yes; its place for changes.
    pub(super) fn permit(&mut self, firm: usize, kind: &'static str, (days_ago, after): (i32, i32)) -> usize {
        let (handler, decider) = self.permit_officers();
        let (org, property, applied) = (self.org_of(firm), self.property(), self.ago(days_ago));
        let (outcome, opinion) = ("Bifall", "Tillstyrks");
        let decided = applied.plus(after);
        let street = String::new();
        let permit = Permit { kind, org, property, street, handler, decider, applied, decided, outcome, opinion };
        self.world.planned.permits.push(permit);
        self.world.planned.permits.len() - 1
    }

    /// Changes a permit.
    pub(super) fn permitted(&mut self, permit: usize, change: impl FnOnce(&mut Permit)) {
        if let Some(found) = self.world.planned.permits.get_mut(permit) {
            change(found);
        }
    }

    /// A lease at the market's rent since so many days ago, signed by a buyer; its place for changes.
    pub(super) fn lease(&mut self, firm: usize, kind: &'static str, days_ago: i32) -> usize {
        let ((org, name), property, starts) = (self.named(firm), self.property(), self.ago(days_ago));
        let ends = self.world.span.last.plus(1_200);
        let signer = self.buyer();
        let (rent, reference, reviewed) = (236_000 * KR, 240_000 * KR, "KS 2025/118");
        let lease =
            Lease { kind, property, org, name, rent, reference, starts, ends, signer, reviewed, ..Lease::default() };
        self.world.planned.leases.push(lease);
        self.world.planned.leases.len() - 1
    }

    /// Who signed a lease.
    pub(super) fn signer(&self, lease: usize) -> SubjectRef {
        self.employee(self.world.planned.leases.get(lease).map_or(0, |lease| lease.signer))
    }

    /// Changes a lease.
    pub(super) fn leased(&mut self, lease: usize, change: impl FnOnce(&mut Lease)) {
        if let Some(found) = self.world.planned.leases.get_mut(lease) {
            change(found);
        }
    }

    /// Everybody on the board of a firm came on one day.
    pub(super) fn new_board(&mut self, firm: usize, since: Day) {
        let org = self.org_of(firm);
        for role in self.world.roles.iter_mut().filter(|role| role.org == org) {
            role.starts = since;
        }
    }

    pub(super) fn offer(&mut self, officer: usize, (points, days_ago): (i64, i32), priority: &'static str) {
        let (person, on) = (self.world.mint.worker(), self.ago(days_ago));
        self.world.planned.offers.push(Offer { person, points, on, officer, priority });
    }
}

fn ahead(p: &mut Planter<'_>) {
    for _ in 0..9 {
        let neighbour = p.firm(CATERING);
        for round in 0..5 {
            let after = p.draw.days(45, 120);
            p.permit(neighbour, "Alkoholtillstånd", (330 - round * 25, after));
        }
    }
    let (unit, firm) = (life::unit_named(p.world, "Bygg- och miljöenheten"), p.firm(CATERING));
    let hand = p.hand(unit, "case_officer");
    for (days, after) in [(280, 9), (190, 12)] {
        let permit = p.permit(firm, "Alkoholtillstånd", (days, after));
        p.permitted(permit, |permit| permit.handler = hand.user);
    }
    for round in 0..6 {
        let other = p.firm(CATERING);
        let after = p.draw.days(50, 120);
        let permit = p.permit(other, "Alkoholtillstånd", (300 - round * 20, after));
        p.permitted(permit, |permit| permit.handler = hand.user);
    }
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.scheme(
        [
            "U-PL-01",
            "Tillstånden på tolv dagar",
            "decision",
            "En handläggare ger samma krog två av de snabbaste tillstånden av alla.",
        ],
        &["PL-01"],
        PROPERTY,
        subjects,
    );
}

fn against_advice(p: &mut Planter<'_>) {
    let (unit, firm) = (life::unit_named(p.world, "Bygg- och miljöenheten"), p.firm(CATERING));
    let hand = p.hand(unit, "case_officer");
    let permit = p.permit(firm, "Serveringstillstånd", (170, 64));
    p.permitted(permit, |permit| {
        permit.handler = hand.user;
        permit.decider = hand.user;
        permit.opinion = "Avstyrks";
    });
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.scheme(
        [
            "U-PL-02",
            "Ja fast polisen sa nej",
            "decision",
            "En person handlägger och beviljar ett serveringstillstånd som polisen har avstyrkt.",
        ],
        &["PL-02"],
        PROPERTY,
        subjects,
    );
}

/// A firm that was refused, and another that seeks for the same place.
fn refused(p: &mut Planter<'_>) -> [usize; 2] {
    let (old, new) = (p.firm(CATERING), p.firm(CATERING));
    let first = p.permit(old, "Serveringstillstånd", (330, 70));
    let second = p.permit(new, "Serveringstillstånd", (150, 80));
    let place = p.property();
    for permit in [first, second] {
        p.permitted(permit, |permit| place.clone_into(&mut permit.property));
    }
    p.permitted(first, |permit| permit.outcome = "Avslag");
    [old, new]
}

fn new_face(p: &mut Planter<'_>) {
    let [old, new] = refused(p);
    let since = p.ago(200);
    p.new_board(new, since);
    let subjects = vec![p.organisation(old), p.organisation(new)];
    p.scheme(
        [
            "U-PL-03",
            "Ny krog i samma lokal",
            "front",
            "En krog får nej, och snart söker ett bolag med helt nya företrädare för samma lokal.",
        ],
        &["PL-03"],
        PROPERTY,
        subjects,
    );
}

fn turned(p: &mut Planter<'_>) {
    let firm = p.firm(CONSULTANTS);
    p.lease(firm, "Lokalhyra", 1_500);
    p.shake(firm, 190);
    let subjects = vec![p.organisation(firm)];
    p.scheme(
        [
            "U-PL-04",
            "Hyresgästen som byttes inifrån",
            "front",
            "Ett bolag som hyr av kommunen byter styrelse, adress och revisor på några veckor.",
        ],
        &["PL-04"],
        PROPERTY,
        subjects,
    );
}

fn low_rent(p: &mut Planter<'_>) {
    let firm = p.firm(CONSULTANTS);
    let lease = p.lease(firm, "Lokalhyra", 700);
    p.leased(lease, |lease| lease.rent = 96_000 * KR);
    let subjects = vec![p.organisation(firm), p.signer(lease)];
    p.scheme(
        [
            "U-PL-05",
            "Hyran till halva priset",
            "decision",
            "Ett bolag hyr en lokal för fyrtio procent av den bedömda hyran, utan något beslut.",
        ],
        &["PL-05"],
        PROPERTY,
        subjects,
    );
}

fn review(p: &mut Planter<'_>) {
    let firm = p.firm(BUILDING);
    let lease = p.lease(firm, "Tomträtt", 4_000);
    p.leased(lease, |lease| lease.reviewed = "");
    let subjects = vec![p.organisation(firm)];
    p.scheme(
        [
            "U-PL-06",
            "Tomträtten som glömdes",
            "passivity",
            "En tomträtt ska snart omprövas, och inget ärende är öppnat.",
        ],
        &["PL-06"],
        PROPERTY,
        subjects,
    );
}

/// A lessee and another firm with a permit for the premises.
fn sublet(p: &mut Planter<'_>, consent: bool) -> [usize; 2] {
    let (lessee, other) = (p.firm(CATERING), p.firm(CATERING));
    let lease = p.lease(lessee, "Lokalhyra", 900);
    let permit = p.permit(other, "Serveringstillstånd", (200, 75));
    let place = p.property();
    p.leased(lease, |lease| {
        place.clone_into(&mut lease.property);
        lease.consent = consent;
    });
    p.permitted(permit, |permit| permit.property = place);
    [lessee, other]
}

fn another(p: &mut Planter<'_>) {
    let [lessee, other] = sublet(p, false);
    let subjects = vec![p.organisation(lessee), p.organisation(other)];
    p.scheme(
        [
            "U-PL-07",
            "Någon annan bakom disken",
            "front",
            "Ett annat bolag än hyresgästen får serveringstillstånd i kommunens lokal.",
        ],
        &["PL-07"],
        PROPERTY,
        subjects,
    );
}

fn queue(p: &mut Planter<'_>) {
    let unit = life::unit_named(p.world, "Fastighetsenheten");
    let hand = p.hand(unit, "case_officer");
    p.offer(hand.user, (12, 200), "");
    p.offer(hand.user, (31, 120), "");
    let subjects = vec![p.employee(hand.employee)];
    p.scheme(
        [
            "U-PL-09",
            "Bostäder vid sidan av kön",
            "decision",
            "En handläggare ger två bostäder till sökande längst ner i kön.",
        ],
        &["PL-09"],
        PROPERTY,
        subjects,
    );
}

fn sale(p: &mut Planter<'_>) {
    let firm = p.firm(BUILDING);
    let lease = p.lease(firm, "Försäljning", 160);
    p.leased(lease, |lease| {
        lease.rent = 0;
        lease.reference = 0;
        lease.sale = Some([1_360_000 * KR, 2_100_000 * KR, 50_000 * KR]);
    });
    let subjects = vec![p.organisation(firm), p.signer(lease)];
    p.scheme(
        ["U-PL-10", "Tomten under värdet", "decision", "En tomt säljs för två tredjedelar av värderingen."],
        &["PL-10"],
        PROPERTY,
        subjects,
    );
}

/// A lessee with six companies without employees at its address.
fn crowd(p: &mut Planter<'_>, trade: usize) -> usize {
    let lessee = p.firm(trade);
    let lease = p.lease(lessee, "Lokalhyra", 800);
    let home = p.world.suppliers.get(lessee).map_or_else(Default::default, |found| {
        (format!("{} 4711", found.street.split(' ').next().unwrap_or_default()), found.postal.clone())
    });
    p.leased(lease, |lease| {
        home.0.clone_into(&mut lease.street);
        home.1.clone_into(&mut lease.postal);
    });
    for _ in 0..6 {
        suppliers::company(p.world, &mut p.draw, CONSULTANTS);
        if let Some(company) = p.world.companies.last_mut() {
            home.0.clone_into(&mut company.street);
            home.1.clone_into(&mut company.postal);
            company.contributions = 0;
            company.employer = false;
            company.care_of = "c/o Brevlådan".to_owned();
        }
    }
    lessee
}

fn mailboxes(p: &mut Planter<'_>) {
    let lessee = crowd(p, BUILDING);
    let subjects = vec![p.organisation(lessee)];
    p.scheme(
        [
            "U-PL-11",
            "Brevlådor i kommunens hus",
            "front",
            "Sex bolag utan anställda är skrivna c/o i en lokal som kommunen hyr ut.",
        ],
        &["PL-11"],
        PROPERTY,
        subjects,
    );
}

/// A tenant who is registered elsewhere, and two others in the flat; the postal code.
fn let_on(p: &mut Planter<'_>, (number, consent): (usize, bool)) -> String {
    let (tenant, since) = (p.person().0, p.ago(800));
    let postal = format!("99{:01}{:02}", p.set % 10, number);
    let (flat, away) = ("1102".to_owned(), "1301".to_owned());
    let street = format!("Sågverksgatan {number}");
    let tenancy = Tenancy {
        person: tenant.clone(),
        street: street.clone(),
        postal: postal.clone(),
        dwelling: flat.clone(),
        starts: since,
        consent,
    };
    p.world.planned.tenancies.push(tenancy);
    let elsewhere = (tenant, format!("Bruksgatan {number}"), away);
    let others = [p.person().0, p.person().0].map(|person| (person, street.clone(), flat.clone()));
    for (person, street, dwelling) in std::iter::once(elsewhere).chain(others) {
        let home = Resident { person, street, postal: postal.clone(), dwelling, since, gone: None };
        p.world.planned.homes.push(home);
    }
    postal
}

fn absent(p: &mut Planter<'_>) {
    let postal = let_on(p, (31, false));
    p.scheme(
        [
            "U-PL-08",
            "Hyresgästen som inte bor där",
            "front",
            "Den som hyr kommunens lägenhet är folkbokförd på annat håll, och två andra bor där.",
        ],
        &["PL-08"],
        PROPERTY,
        vec![area(&postal)],
    );
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    permits(p);
    leases(p);
    fair(p);
}

fn permits(p: &mut Planter<'_>) {
    let firm = p.firm(CATERING);
    let permit = p.permit(firm, "Serveringstillstånd", (180, 66));
    p.permitted(permit, |permit| permit.opinion = "Avstyrks");
    let subjects = vec![p.organisation(firm)];
    p.decoy("PL-02", "Avstyrkt, men en annan än handläggaren beslutade", subjects);
    let [_, new] = refused(p);
    let subjects = vec![p.organisation(new)];
    p.decoy("PL-03", "Ett etablerat bolag tar över lokalen", subjects);
    let firm = p.firm(CATERING);
    p.shake(firm, 330);
    p.permit(firm, "Serveringstillstånd", (190, 70));
    let subjects = vec![p.organisation(firm)];
    p.decoy("PL-04", "Bytena kom före tillståndet och prövades då", subjects);
}

fn leases(p: &mut Planter<'_>) {
    let firm = p.firm(CONSULTANTS);
    let lease = p.lease(firm, "Lokalhyra", 700);
    p.leased(lease, |lease| {
        lease.rent = 120_000 * KR;
        lease.reduced = "KS 2024/77";
    });
    let subjects = vec![p.organisation(firm)];
    p.decoy("PL-05", "Nedsatt hyra enligt beslut", subjects);
    let firm = p.firm(BUILDING);
    let lease = p.lease(firm, "Lokalhyra", 900);
    p.leased(lease, |lease| lease.reviewed = "");
    let subjects = vec![p.organisation(firm)];
    p.decoy("PL-06", "Lokal som inte omprövas på det sättet", subjects);
    let [lessee, other] = sublet(p, true);
    let subjects = vec![p.organisation(lessee), p.organisation(other)];
    p.decoy("PL-07", "Andrahand som kommunen har medgett", subjects);
}

fn fair(p: &mut Planter<'_>) {
    let unit = life::unit_named(p.world, "Fastighetsenheten");
    let hand = p.hand(unit, "case_officer");
    p.offer(hand.user, (14, 210), "Förtur SN 2026/31");
    p.offer(hand.user, (27, 130), "Förtur SN 2026/44");
    let subjects = vec![p.employee(hand.employee)];
    p.decoy("PL-09", "Två bostäder med beslut om förtur", subjects);
    let firm = p.firm(BUILDING);
    let lease = p.lease(firm, "Försäljning", 150);
    p.leased(lease, |lease| {
        lease.rent = 0;
        lease.reference = 0;
        lease.sale = Some([800_000 * KR, 1_000_000 * KR, 130_000 * KR]);
    });
    let subjects = vec![p.organisation(firm)];
    p.decoy("PL-10", "Avdrag för sanering", subjects);
    let postal = let_on(p, (57, true));
    p.decoy("PL-08", "Andrahand som hyresvärden har medgett", vec![area(&postal)]);
    let lessee = crowd(p, RENT);
    let subjects = vec![p.organisation(lessee)];
    p.decoy("PL-11", "Hyresgäst som driver kontorshotell", subjects);
}

/// The flats of a postal area as a subject.
fn area(postal: &str) -> SubjectRef {
    SubjectRef::new("unit", format!("Bostäder i {postal}"))
}
