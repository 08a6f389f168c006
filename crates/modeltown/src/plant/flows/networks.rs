//! Ties between people and organisations, and schemes that span flows.

use super::super::Planter;
use super::kit::KR;
use crate::calendar::Day;
use crate::numbers::bankgiro_dashed;
use crate::trades::{BUILDING, CATERING, CLEANING, CONSULTANTS, STAFFING, TRANSPORT};
use crate::world::{Access, Giro};
use crate::{life, names};

/// One scheme for each control, and those that span flows.
pub(super) fn plant(p: &mut Planter<'_>) {
    triangle(p);
    short_path(p);
    phoenix(p);
    one_link(p);
    close_to_a_case(p);
    everywhere(p);
    grants_rents_tenders(p);
    phoenix_wins(p);
    ring(p);
    leak(p);
    flat_for_votes(p);
}

impl Planter<'_> {
    /// A bankrupt firm of a trade and a new one with one of its people on the board; old and new.
    fn risen(&mut self, trade: usize, (bankrupt, born): (i32, i32)) -> [usize; 2] {
        let (old, new) = (self.firm(trade), self.firm(trade));
        let (day, registered) = (self.ago(bankrupt), self.ago(born));
        self.company(old, |company| {
            company.proceeding = "KK";
            company.proceeding_on = Some(day);
        });
        self.company(new, |company| {
            company.registered = Some(registered);
            company.f_tax_from = Some(registered.plus(12));
        });
        self.record(new, |record| record.created = registered.plus(30));
        let (from, to) = (self.org_of(old), self.org_of(new));
        let people: Vec<(String, String)> = self
            .world
            .roles
            .iter()
            .filter(|role| role.org == from)
            .map(|role| (role.person.clone(), role.name.clone()))
            .collect();
        self.world.roles.retain(|role| role.org != to);
        for (person, kind) in people.iter().zip(["board_member", "deputy", "signatory"]) {
            self.post(&to, person, (kind, registered));
        }
        [old, new]
    }

    /// Invoices of so many kronor, one every third week, the last so many days ago.
    fn bills(&mut self, firm: usize, unit: usize, (count, last): (i32, i32), kronor: i64) -> Vec<usize> {
        (0..count)
            .map(|step| {
                let day = self.ago(last + step * 21);
                let net = kronor * KR + self.draw.between(1, 999);
                self.bill(firm, unit, day, net)
            })
            .collect()
    }

    /// A confirmed case about a firm.
    fn confirmed(&mut self, firm: usize) {
        let (org, on) = (self.org_of(firm), self.ago(90));
        self.world.planned.confirmed.push((org, on));
    }
}

fn triangle(p: &mut Planter<'_>) {
    let (firm, club, unit) = (p.firm(BUILDING), p.club(), p.unit());
    let hand = p.hand(unit, "other");
    p.share_phone(firm, hand.employee);
    let shared = p.world.suppliers.get(firm).map_or_else(String::new, |found| found.bankgiro.clone());
    p.association(club, |found| found.bankgiro.clone_from(&shared));
    p.grant(club, "Aktivitetsbidrag", (31_000 * KR, 100));
    let other = p.unit();
    p.bills(firm, other, (3, 60), 26_000);
    let subjects = vec![p.organisation(firm), p.organisation(club), p.employee(hand.employee)];
    p.scheme(
        [
            "U-NW-01",
            "Tre parter i en triangel",
            "front",
            "En anställd delar telefon med ett bolag, som delar bankgiro med en förening med bidrag.",
        ],
        &["NW-01"],
        &["network", "grants", "supplier-payments"],
        subjects,
    );
}

fn short_path(p: &mut Planter<'_>) {
    let (firm, side, unit, since) = (p.firm(CONSULTANTS), p.firm(CONSULTANTS), p.unit(), p.ago(900));
    let hand = p.hand(unit, "approver");
    let (who, partner) = (p.identity(hand.employee), p.person());
    let [paid, own] = [firm, side].map(|firm| p.org_of(firm));
    p.post(&own, &who, ("owner", since));
    p.post(&own, &partner, ("owner", since));
    p.post(&paid, &partner, ("owner", since));
    for invoice in p.bills(firm, unit, (4, 60), 34_000) {
        p.hands(invoice, hand.user, [false, true, false]);
    }
    p.approved(hand.employee, own);
    let subjects = vec![p.employee(hand.employee), p.organisation(firm), p.organisation(side)];
    p.scheme(
        [
            "U-NW-02",
            "Kompanjonens bolag",
            "decision",
            "En attestant äger ett bolag ihop med den som äger leverantören.",
        ],
        &["NW-02"],
        &["network", "supplier-payments"],
        subjects,
    );
}

fn phoenix(p: &mut Planter<'_>) {
    let [old, new] = p.risen(CLEANING, (320, 290));
    let unit = p.unit();
    p.bills(new, unit, (4, 60), 31_000);
    let subjects = vec![p.organisation(new), p.organisation(old)];
    p.scheme(
        [
            "U-NW-03",
            "Bolaget som reste sig",
            "front",
            "Ett nytt städbolag med samma människor tar över en månad efter konkursen.",
        ],
        &["NW-03"],
        &["network", "supplier-payments"],
        subjects,
    );
}

fn one_link(p: &mut Planter<'_>) {
    let (firm, club, unit, since) = (p.firm(BUILDING), p.club(), p.unit(), p.ago(900));
    let who = p.person();
    let [paid, granted] = [firm, club].map(|party| p.org_of(party));
    p.post(&paid, &who, ("owner", since));
    p.post(&granted, &who, ("chair", since));
    p.grant(club, "Aktivitetsbidrag", (110_000 * KR, 110));
    p.bills(firm, unit, (5, 50), 42_000);
    let subjects = vec![p.organisation(firm), p.organisation(club)];
    p.scheme(
        [
            "U-NW-04",
            "En person mellan två flöden",
            "front",
            "En enda person förbinder en förening med bidrag och en leverantör.",
        ],
        &["NW-04"],
        &["network", "grants", "supplier-payments"],
        subjects,
    );
}

fn close_to_a_case(p: &mut Planter<'_>) {
    let (known, firm, unit, since) = (p.firm(TRANSPORT), p.firm(TRANSPORT), p.unit(), p.ago(900));
    let who = p.person();
    for party in [known, firm] {
        let org = p.org_of(party);
        p.post(&org, &who, ("owner", since));
    }
    p.confirmed(known);
    p.bills(firm, unit, (3, 55), 27_000);
    let subjects = vec![p.organisation(firm), p.organisation(known)];
    p.scheme(
        [
            "U-NW-05",
            "Samma ägare som i det bekräftade ärendet",
            "front",
            "Kommunen betalar ett bolag som ägs av den som äger bolaget i ett bekräftat ärende.",
        ],
        &["NW-05"],
        &["network", "supplier-payments"],
        subjects,
    );
}

fn everywhere(p: &mut Planter<'_>) {
    let (firm, pub_, club, unit, since) = (p.firm(CONSULTANTS), p.firm(CATERING), p.club(), p.unit(), p.ago(900));
    let who = p.person();
    for (party, kind) in [(firm, "owner"), (pub_, "owner"), (club, "chair")] {
        let org = p.org_of(party);
        p.post(&org, &who, (kind, since));
    }
    p.grant(club, "Aktivitetsbidrag", (64_000 * KR, 120));
    p.permit(pub_, "Serveringstillstånd", (200, 72));
    p.bills(firm, unit, (4, 60), 29_000);
    let subjects = [firm, pub_, club].map(|party| p.organisation(party)).to_vec();
    p.scheme(
        [
            "U-NW-06",
            "Överallt på en gång",
            "front",
            "Samma person får betalt, bidrag och tillstånd genom tre organisationer.",
        ],
        &["NW-06"],
        &["network", "grants", "property", "supplier-payments"],
        subjects,
    );
}

fn grants_rents_tenders(p: &mut Planter<'_>) {
    let (officer, since, unit) = (p.buyer(), p.ago(900), p.unit());
    let (firm, tenant, club) = (p.firm(BUILDING), p.firm(CATERING), p.club());
    let who = p.person();
    for (party, kind) in [(firm, "owner"), (tenant, "owner"), (club, "chair")] {
        let org = p.org_of(party);
        p.post(&org, &who, (kind, since));
    }
    let account = p.world.suppliers.get(firm).map_or_else(String::new, |found| bankgiro_dashed(&found.bankgiro));
    let grant = p.grant(club, "Projektbidrag", (140_000 * KR, 120));
    p.granted(grant, |grant| grant.account = account);
    let lease = p.lease(tenant, "Lokalhyra", 600);
    p.leased(lease, |lease| {
        lease.rent = 110_000 * KR;
        lease.signer = officer;
    });
    let (second, third) = (p.firm(BUILDING), p.firm(BUILDING));
    p.contest(officer, ("open", 316), &[(firm, 2_211_300), (second, 2_344_800), (third, 2_487_900)]);
    p.late_bid(firm);
    p.bills(firm, unit, (4, 45), 88_000);
    let subjects = [firm, tenant, club].map(|party| p.organisation(party));
    let mut subjects = subjects.to_vec();
    subjects.push(p.employee(officer));
    p.scheme(
        [
            "V-21",
            "Bidraget, hyran och upphandlingen",
            "decision",
            "En person får bidrag genom sin förening till sitt byggbolags bankgiro, hyr kommunens lokal för halva priset och vinner en upphandling med ett sent anbud; samma tjänsteman skrev under båda.",
        ],
        &["GR-13", "PL-05", "PR-05", "NW-06"],
        &["grants", "property", "procurement", "network"],
        subjects,
    );
}

fn phoenix_wins(p: &mut Planter<'_>) {
    let [old, new] = p.risen(STAFFING, (350, 338));
    let (officer, unit) = (p.buyer(), p.unit());
    let (second, third) = (p.firm(STAFFING), p.firm(STAFFING));
    let contract = p.contest(officer, ("open", 300), &[(new, 1_804_200), (second, 1_915_300), (third, 2_018_400)]);
    let awarded = p.world.tenders.last().and_then(|tender| tender.awarded);
    p.terms(contract, |contract| contract.signed = awarded.map(|day| day.plus(2)));
    p.bills(new, unit, (5, 40), 74_000);
    let subjects = vec![p.organisation(new), p.organisation(old), p.employee(officer)];
    p.scheme(
        [
            "V-22",
            "Fågel Fenix vinner upphandlingen",
            "procurement_favour",
            "Ett bemanningsbolag går i konkurs, samma människor bildar ett nytt, och det vinner veckor senare en upphandling vars avtal skrivs under innan någon hinner klaga.",
        ],
        &["NW-03", "PR-19", "PR-21"],
        &["network", "procurement", "contracts"],
        subjects,
    );
}

fn ring(p: &mut Planter<'_>) {
    let firm = p.firm(CONSULTANTS);
    let pair = p.swap(firm, [26, 26]);
    p.owns(pair[0].employee, firm);
    p.world.planned.absences.push((pair[1].employee, p.ago(120), p.ago(10), "Föräldraledig"));
    let mut subjects = pair.map(|hand| p.employee(hand.employee)).to_vec();
    subjects.push(p.organisation(firm));
    p.scheme(
        [
            "V-23",
            "Attestringen",
            "passivity",
            "Två kollegor attesterar åt varandra fakturor från den enas bolag, den andra med ett konto som används fast hon är ledig.",
        ],
        &["DE-08", "CI-03", "CI-01", "DE-09"],
        &["delegation", "conflict-of-interest", "supplier-payments"],
        subjects,
    );
}

fn leak(p: &mut Planter<'_>) {
    let officer = p.officer();
    let other = p.officer();
    let case = p.case(other);
    p.filed(case, |case| case.facts.protected = true);
    let Some(found) = p.file(case) else { return };
    let user = officer.user;
    let look = |case: &str, act, at, system| Access {
        user,
        person: found.person.clone(),
        case: case.to_owned(),
        act,
        at,
        system,
        about: None,
    };
    let day = |days: i32| p.world.span.last.plus(-days).workday();
    let looks = [
        look(&found.id, "search", day(60).at(17, 48), None),
        look(&found.id, "open", day(60).at(17, 50), None),
        look("", "search", day(58).at(18, 5), Some("Navet")),
        look(&found.id, "print", day(57).at(18, 20), None),
    ];
    p.world.accesses.extend(looks);
    let evening = day_of(p, 57);
    p.sweep(user, (evening, 24), "print", None);
    p.sweep(user, (evening, 12), "search", Some("Navet"));
    let left = p.ago(45);
    p.staffed(officer.employee, |found| found.ends = Some(left));
    for days in [20, 12] {
        let at = p.ago(days).at(21, 10);
        let (person, id) = (p.world.mint.worker(), String::new());
        p.world.accesses.push(Access { user, person, case: id, act: "open", at, system: None, about: None });
    }
    let subjects = vec![p.employee(officer.employee)];
    p.scheme(
        [
            "V-24",
            "Läckan",
            "information",
            "Före en läcka söker, öppnar och skriver en handläggare ut en skyddad persons akt, slår upp adresser i folkbokföringen, slutar, och kontot läser vidare.",
        ],
        &["AL-03", "AL-05", "AL-06", "AL-09"],
        &["access-logs"],
        subjects,
    );
}

fn day_of(p: &Planter<'_>, days: i32) -> Day {
    p.world.span.last.plus(-days).workday()
}

fn flat_for_votes(p: &mut Planter<'_>) {
    let unit = life::unit_named(p.world, "Bygg- och miljöenheten");
    let (hand, firm) = (p.hand(unit, "case_officer"), p.firm(CATERING));
    p.share_phone(firm, hand.employee);
    let permit = p.permit(firm, "Serveringstillstånd", (180, 60));
    p.permitted(permit, |permit| {
        permit.handler = hand.user;
        permit.decider = hand.user;
        permit.opinion = "Avstyrks";
    });
    p.offer(hand.user, (19, 170), "");
    p.offer(hand.user, (8, 140), "");
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.scheme(
        [
            "V-25",
            "Tillståndet och lägenheterna",
            "decision",
            "En handläggare ger krogen som har hennes mobilnummer tillstånd mot polisens råd och ger bostäder förbi kön.",
        ],
        &["PL-02", "CI-09", "PL-09"],
        &["property", "conflict-of-interest"],
        subjects,
    );
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    let (firm, unit, since) = (p.firm(CONSULTANTS), p.unit(), p.ago(900));
    let hand = p.hand(unit, "approver");
    p.share_phone(firm, hand.employee);
    for invoice in p.bills(firm, unit, (1, 80), 4_100) {
        p.hands(invoice, hand.user, [false, true, false]);
    }
    let org = p.org_of(firm);
    p.approved(hand.employee, org);
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.decoy("NW-02", "Ett litet köp, under gränsen", subjects);
    let [old, new] = p.risen(BUILDING, (320, 4_200));
    p.bills(new, unit, (2, 70), 9_000);
    let subjects = vec![p.organisation(new), p.organisation(old)];
    p.decoy("NW-03", "Systerbolag som fanns långt före konkursen", subjects);
    let (known, firm) = (p.firm(TRANSPORT), p.firm(TRANSPORT));
    let who = (p.world.mint.worker(), names::person(&mut p.draw));
    for party in [known, firm] {
        let org = p.org_of(party);
        p.post(&org, &who, ("auditor", since));
    }
    p.confirmed(known);
    p.bills(firm, unit, (2, 66), 9_400);
    let subjects = vec![p.organisation(firm)];
    p.decoy("NW-05", "Samma revisor som bolaget i ett bekräftat ärende", subjects);
    let account = p.world.mint.bankgiro();
    let firms = [p.firm(CLEANING), p.firm(CLEANING), p.firm(CLEANING)];
    let owner = p.org_of(firms[0]);
    p.world.giros.push(Giro { account, owner, name: "Koncernkonto".to_owned() });
    let phone = p.world.suppliers.get(firms[0]).map_or_else(String::new, |found| found.phone.clone());
    for firm in firms {
        p.record(firm, |record| phone.clone_into(&mut record.phone));
        p.bills(firm, unit, (2, 64), 6_200);
    }
    let subjects = firms.map(|firm| p.organisation(firm)).to_vec();
    p.decoy("NW-01", "Koncern med gemensam växel", subjects);
}
