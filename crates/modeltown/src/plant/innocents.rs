//! Decoys among tenders, contracts, people, decisions and access logs.

use super::Planter;
use super::moves::KR;
use crate::calendar::Day;
use crate::life;
use crate::numbers::OrgForm;
use crate::people;
use crate::suppliers::{self, born};
use crate::trades::{BUILDING, CLEANING, CONSULTANTS, RENT, STAFFING, TRAINING};
use crate::truth::SubjectRef;
use crate::world::{Access, Assignment, Decision, Delegation, Event, Excluded, Rhythm};

/// Plants them.
pub(super) fn plant(planter: &mut Planter<'_>) {
    thin_market(planter);
    formal_errors(planter);
    honest_estimate(planter);
    namesakes(planter);
    ceilings(planter);
    yearly_meeting(planter);
    harmless_posts(planter);
    central_finance(planter);
    within_delegation(planter);
    robots(planter);
    explained_access(planter);
}

/// A trade of its own where one bidder is the rule.
fn thin_market(p: &mut Planter<'_>) {
    let firms = [p.firm(RENT), p.firm(RENT), p.firm(RENT)];
    let mut subjects = Vec::new();
    for (place, firm) in (0..).zip(firms) {
        let (officer, unit) = (p.draw.pick(&p.world.buyers), p.unit());
        for round in 0..2 {
            let day = p.ago(345 - place * 20 - round * 70);
            p.tender(firm, officer, ("open", day, 1_400_000 * KR), &[]);
            if let Some(tender) = p.world.tenders.last_mut() {
                tender.cpv = "50240000";
                tender.title = "Underhåll av kommunens isbrytare och färjor".to_owned();
            }
        }
        p.history(firm, unit, 6);
        subjects.push(p.organisation(firm));
    }
    p.decoy("PR-01", "Tunn marknad: ett anbud är det vanliga i branschen", subjects);
}

fn formal_errors(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(BUILDING), p.unit());
    let officer = p.draw.pick(&p.world.buyers);
    let losers = p.losers(BUILDING, 3);
    let late: Vec<_> =
        losers.iter().map(|&loser| (loser, "disqualified", "För sent inkommet anbud på papper")).collect();
    let day = p.ago(300);
    p.tender(firm, officer, ("open", day, 2_200_000 * KR), &late);
    let due = p.world.tenders.last().map_or(day, |tender| tender.due.day());
    for bid in p.world.bids.iter_mut().rev().take(3) {
        bid.at = due.plus(2).at(10, 40);
    }
    p.history(firm, unit, 8);
    let subjects = vec![p.organisation(firm)];
    p.decoy("PR-03", "Övriga anbud kom för sent", subjects);
    let firm = p.firm(BUILDING);
    let losers = p.losers(BUILDING, 4);
    for round in 0..5 {
        let bids: Vec<_> = losers
            .iter()
            .enumerate()
            .map(|(place, &loser)| {
                if round == 4 || place > 0 {
                    (loser, "disqualified", "Saknar undertecknad sanningsförsäkran")
                } else {
                    (loser, "valid", "")
                }
            })
            .collect();
        let day = p.ago(340 - round * 25);
        p.tender(firm, officer, ("open", day, 1_600_000 * KR), &bids);
        if let Some(tender) = p.world.tenders.last_mut() {
            tender.cpv = "45261000";
            tender.title = "Takarbeten".to_owned();
        }
    }
    p.history(firm, unit, 8);
    let subjects = vec![p.organisation(firm)];
    p.decoy("PR-03", "Bransch där anbud ofta faller på formella fel", subjects);
    let (firm, loser) = (p.firm(CLEANING), p.firm(CLEANING));
    let day = p.ago(290);
    p.tender(firm, officer, ("open", day, 1_900_000 * KR), &[(loser, "disqualified", "Saknar underskrift")]);
    p.history(firm, unit, 8);
    let subjects = vec![p.organisation(firm)];
    p.decoy("PR-03", "Två anbud varav ett saknade underskrift", subjects);
}

fn honest_estimate(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRAINING), p.unit());
    let officer = p.draw.pick(&p.world.buyers);
    let day = p.ago(310);
    let contract = p.tender(firm, officer, ("direct", day, 665_000 * KR), &[]);
    p.terms(contract, |contract| contract.ceiling = Some(900_000 * KR));
    p.draw_down(firm, unit, (180, 612_000 * KR));
    let subjects = vec![p.organisation(firm)];
    p.decoy("PR-16", "Ärlig uppskattning strax under gränsen som inte överskreds", subjects);
}

fn namesakes(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(CONSULTANTS), p.unit());
    p.history(firm, unit, 9);
    let org = p.org_of(firm);
    let found = p.world.roles.iter().rev().find(|role| role.org == org);
    let name = found.map_or_else(String::new, |role| role.name.clone());
    let other = p.world.mint.elder();
    let listed = p.world.span.first.plus(-300);
    p.world.excluded.push(Excluded {
        list: "Näringsförbud",
        org: String::new(),
        born: born(&other),
        person: other,
        name,
        listed,
        until: listed.plus(2_500),
        whom: String::new(),
    });
    let subjects = vec![p.organisation(firm)];
    p.decoy("PR-23", "Namne till en person i näringsförbud, född ett annat år", subjects);
}

fn ceilings(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(STAFFING), p.unit());
    let starts = p.world.span.first.plus(-50);
    p.contract(firm, starts, Some(2_400_000 * KR));
    for (place, invoice) in p.draw_down(firm, unit, (220, 1_500_000 * KR)).into_iter().enumerate() {
        if place % 2 == 0 {
            p.alter(invoice, |invoice| invoice.contract.clear());
        }
    }
    let subjects = vec![p.organisation(firm)];
    p.decoy("CO-01", "Rätt takvolym, men hälften av fakturorna saknar avtalsnummer", subjects);
}

fn yearly_meeting(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(BUILDING), p.unit());
    p.history(firm, unit, 10);
    let org = p.org_of(firm);
    let meeting = Day::new(2026, 5, 12);
    for (kind, later, detail) in [
        ("annual_meeting", 0, "Årsstämma"),
        ("board_replaced", 0, "Ny styrelse vald vid stämman"),
        ("auditor_left", 9, "Revisor avgår vid mandattidens slut"),
    ] {
        p.world.events.push(Event { org: org.clone(), kind, on: meeting.plus(later), detail });
    }
    let subjects = vec![p.organisation(firm)];
    p.decoy("CO-10", "Vanligt byte vid årsstämman", subjects);
}

fn harmless_posts(p: &mut Planter<'_>) {
    let unit = p.unit();
    let housing = p.firm(RENT);
    let org = p.world.mint.org(OrgForm::Cooperative);
    p.company(housing, |company| {
        company.org.clone_from(&org);
        company.form = "BRF";
        company.name = "Bostadsrättsföreningen Tallbacken".to_owned();
    });
    let old = p.org_of(housing);
    for role in p.world.roles.iter_mut().filter(|role| role.org == old) {
        role.org.clone_from(&org);
    }
    for giro in p.world.giros.iter_mut().filter(|giro| giro.owner == old) {
        giro.owner.clone_from(&org);
    }
    p.record(housing, |supplier| {
        supplier.whom.clone_from(&org);
        supplier.org = org;
        supplier.name = "Bostadsrättsföreningen Tallbacken".to_owned();
        supplier.kind = "association";
    });
    let club = suppliers::club(p.world, &mut p.draw, Rhythm::Planned);
    let (sleeping, municipal, approved) = (p.firm(CONSULTANTS), p.firm(STAFFING), p.firm(TRAINING));
    p.record(club, |supplier| supplier.taken = true);
    p.record(municipal, |supplier| supplier.kind = "public");
    p.company(municipal, |company| company.name = company.name.replace(" AB", " kommunala bolag AB"));
    p.company(sleeping, |company| company.turnover = 0);
    for (firm, post, trap) in [
        (housing, "board_member", "Ledamot i sin bostadsrättsförening, som hyr ut en lokal"),
        (club, "chair", "Ordförande i en idrottsklubb"),
        (sleeping, "owner", "Äger ett vilande bolag utan omsättning"),
        (municipal, "board_member", "Utsedd ledamot i ett kommunalt bolag"),
        (approved, "owner", "Anmäld och godkänd bisyssla"),
    ] {
        let home = p.unit();
        let hand = p.hand(home, "teacher");
        let org = p.org_of(firm);
        life::own(p.world, hand.employee, &org, post);
        if firm == approved {
            let declared = p.world.span.first.plus(-300);
            p.world.side_jobs.push(crate::world::SideJob {
                employee: hand.employee,
                org,
                text: "Kurser på helger",
                declared,
                approved: true,
            });
        }
        if firm == sleeping {
            let day = p.ago(200);
            p.bill(firm, unit, day, 4_250_00);
        } else {
            p.history(firm, unit, 8);
        }
        let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
        p.decoy("CI-01", trap, subjects);
    }
}

fn central_finance(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(TRAINING), p.unit());
    let clerk = p.clerk();
    let org = p.org_of(firm);
    life::own(p.world, clerk.employee, &org, "deputy");
    let declared = p.world.span.first.plus(-100);
    p.world.side_jobs.push(crate::world::SideJob {
        employee: clerk.employee,
        org,
        text: "Suppleant i makens bolag",
        declared,
        approved: true,
    });
    p.history(firm, unit, 8);
    let subjects = vec![p.organisation(firm), p.employee(clerk.employee)];
    p.decoy("CI-02", "Central ekonom med anmäld post i makens bolag", subjects);
}

fn within_delegation(p: &mut Planter<'_>) {
    let mut decide = |amount: i64, role: &'static str, text: &str, on: Day, trap: &str| {
        let unit = p.unit();
        let hand = p.hand(unit, "manager");
        p.world.decisions.push(Decision {
            kind: "Direktupphandling",
            amount: amount * KR,
            by: hand.employee,
            role,
            unit,
            on,
            point: "1.1".to_owned(),
            reported: Some(on.plus(20)),
            subject: text.to_owned(),
            org: String::new(),
            recused: false,
        });
        let subjects = vec![p.employee(hand.employee)];
        p.decoy("DE-01", trap, subjects);
    };
    let day = Day::new(2026, 3, 10);
    decide(120_000, "enhetschef", "Inköp av möbler", day, "Beslut på exakt den delegerade gränsen");
    decide(108_000, "enhetschef", "Avtal 60 000 kr med option 48 000 kr", day, "Summan med option ryms inom gränsen");
    decide(
        95_000,
        "tf enhetschef",
        "Inköp av skyddsutrustning",
        day,
        "Tillförordnad chef vars delegation fördes in i efterhand",
    );
    p.world.delegations.push(Delegation {
        point: "1.1".to_owned(),
        role: "tf enhetschef",
        max: 100_000 * KR,
        starts: Day::new(2026, 3, 1),
        ends: Some(Day::new(2026, 5, 31)),
    });
}

fn robots(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(CLEANING), p.unit());
    let robot = p.world.robot;
    let before = p.world.invoices.len();
    p.history(firm, unit, 10);
    for invoice in before..p.world.invoices.len() {
        p.hands(invoice, robot, [true, false, true]);
    }
    let subjects = vec![p.organisation(firm), SubjectRef::new("user", "EFAKTURA")];
    p.decoy("DE-04", "Robot som både registrerar och släpper abonnemangsfakturor", subjects);
}

/// Officers who look into other people's cases for a reason that stands in the register.
fn explained_access(p: &mut Planter<'_>) {
    let unit = life::unit_named(p.world, "Försörjningsstödsenheten");
    for (kind, trap) in [
        ("team", "Läser kollegans ärenden i sitt team"),
        ("duty", "Har jouren"),
        ("consultation", "Rådfrågad av handläggaren"),
        ("queue", "Fördelar kön av nya ansökningar"),
        ("late", "Ärendet öppnades tio dagar efter första slagningen"),
    ] {
        let employee = people::hire(p.world, &mut p.draw, unit, "case_officer");
        people::promote(p.world, employee, "case_officer");
        let user = people::open_case_user(p.world, employee);
        for round in 0..12 {
            let day = p.ago(220 - round * 15);
            if kind == "late" {
                late_case(p, user, day);
            } else {
                let place = p.draw.index(p.world.case_ranges.len());
                let Some(case) = p.world.cases.get(place) else { continue };
                let (id, person) = (case.id.clone(), case.person.clone());
                let (starts, ends) = (day.plus(-2), Some(day.plus(6)));
                p.world.assignments.push(Assignment { case: id.clone(), user, kind, starts, ends });
                p.world.accesses.push(Access {
                    user,
                    person,
                    case: id,
                    act: "open",
                    at: day.at(10, 12),
                    system: None,
                    about: None,
                });
            }
        }
        let subjects = vec![p.employee(employee)];
        p.decoy("AL-01", trap, subjects);
    }
}

fn late_case(p: &mut Planter<'_>, user: usize, day: Day) {
    let number = p.world.cases.len();
    let person = p.world.mint.worker();
    let opened = day.plus(10);
    let case = life::open_case(p.world, &mut p.draw, (number, person, user), (opened, None));
    p.world.assignments.push(Assignment { case: case.id, user, kind: "handler", starts: opened, ends: None });
    p.world.accesses.push(Access {
        user,
        person: case.person,
        case: String::new(),
        act: "search",
        at: day.at(9, 8),
        system: None,
        about: None,
    });
}
