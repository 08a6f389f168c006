//! Decoys among payments: what looks like a scheme and is not.

use super::Planter;
use super::moves::KR;
use crate::numbers;
use crate::suppliers;
use crate::ties::How;
use crate::trades::{BUILDING, CARE, CLEANING, CONSULTANTS, GOODS, POWER, RENT, STAFFING, TRAINING, TRANSPORT};
use crate::truth::SubjectRef;
use crate::world::{Change, Giro, Pledge, Rhythm, SideJob};

/// Plants them.
pub(super) fn plant(planter: &mut Planter<'_>) {
    same_numbers(planter);
    group_companies(planter);
    shared_accounts(planter);
    without_number(planter);
    mass_migration(planter);
    moved_accounts(planter);
    staff_accounts(planter);
    many_purchases(planter);
    ended_companies(planter);
    without_f_tax(planter);
}

fn same_numbers(p: &mut Planter<'_>) {
    let unit = p.unit();
    let reference = p.firm(RENT);
    for step in 0..8 {
        let (day, net) = (p.ago(280 - step * 30), p.draw.between(18_000, 26_000) * KR + 31);
        let invoice = p.bill(reference, unit, day, net);
        p.alter(invoice, |invoice| invoice.number = "HYRAVT-20871".to_owned());
    }
    let parts = p.firm(BUILDING);
    for step in 0..3 {
        let day = p.ago(200 - step * 30);
        let invoice = p.bill(parts, unit, day, 26_400_25);
        p.alter(invoice, |invoice| invoice.number = "A-55120".to_owned());
    }
    let credited = p.firm(TRAINING);
    p.history(credited, unit, 8);
    for (days, net) in [(150, 31_275_50), (130, 31_275_50), (118, -31_275_50)] {
        let day = p.ago(days);
        let invoice = p.bill(credited, unit, day, net);
        p.alter(invoice, |invoice| invoice.number = if net < 0 { "K-88231" } else { "88231-4" }.to_owned());
    }
    let monthly = p.firm(POWER);
    for step in 0..9 {
        let day = p.ago(290 - step * 30);
        let invoice = p.bill(monthly, unit, day, 14_890_00);
        let number = format!("2026{:04}", 4_400 + step / 2);
        p.alter(invoice, |invoice| invoice.number = number);
    }
    for (supplier, trap) in [
        (reference, "Avtalsnumret står som fakturanummer på varje hyra"),
        (parts, "Samma faktura betald i tre lika delar"),
        (credited, "Dubbelbetalning som krediterades tolv dagar senare"),
        (monthly, "Fast månadsbelopp med samma periodnummer"),
    ] {
        let subjects = vec![p.organisation(supplier)];
        p.decoy("SP-01", trap, subjects);
    }
}

fn group_companies(p: &mut Planter<'_>) {
    let unit = p.unit();
    let (parent, child) = (p.firm(BUILDING), p.firm(CONSULTANTS));
    p.history(parent, unit, 7);
    p.history(child, unit, 7);
    let (early, late) = (p.ago(140), p.ago(120));
    let first = p.bill(parent, unit, early, 38_500_00);
    let second = p.bill(child, unit, late, 38_500_00);
    for invoice in [first, second] {
        p.alter(invoice, |invoice| invoice.number = "VF-2026-0417".to_owned());
    }
    let subjects = vec![p.organisation(parent), p.organisation(child)];
    p.decoy("SP-03", "Koncernbolag som vidarefakturerar med samma nummer och belopp", subjects);
}

fn shared_accounts(p: &mut Planter<'_>) {
    let unit = p.unit();
    let factor = p.firm(CONSULTANTS);
    let (account, financier) = p
        .world
        .suppliers
        .get(factor)
        .map_or_else(Default::default, |found| (found.bankgiro.clone(), found.name.clone()));
    let since = p.world.span.first.plus(-300);
    let mut subjects = vec![p.organisation(factor)];
    for trade in [CLEANING, TRANSPORT, STAFFING] {
        let firm = p.firm(trade);
        let shared = account.clone();
        p.record(firm, |supplier| {
            supplier.bankgiro = shared;
            supplier.factoring = true;
        });
        let supplier = p.world.suppliers.get(firm).map_or_else(String::new, |found| found.id.clone());
        p.world.pledges.push(Pledge {
            supplier,
            account: account.clone(),
            financier: financier.clone(),
            starts: since,
        });
        p.history(firm, unit, 9);
        subjects.push(p.organisation(firm));
    }
    p.record(factor, |supplier| supplier.factoring = true);
    p.decoy("SP-05", "Tre leverantörer har sålt sina fakturor till samma factoringbolag", subjects);
    let chain = p.firm(GOODS);
    p.record(chain, |supplier| supplier.site = "10000001".to_owned());
    for number in 2..=4 {
        let Some(mut site) = p.world.suppliers.get(chain).cloned() else { continue };
        site.id = p.world.mint.supplier();
        site.site = format!("1000000{number}");
        site.bankgiro = p.world.mint.bankgiro();
        let index = suppliers::enter(p.world, site);
        p.history(index, unit, 6);
    }
    p.history(chain, unit, 6);
    let subjects = vec![p.organisation(chain)];
    p.decoy("SP-05", "Butikskedja med en leverantörspost för varje arbetsställe", subjects);
}

fn without_number(p: &mut Planter<'_>) {
    let unit = p.unit();
    for (kind, trap) in [
        ("foreign", "Utländsk leverantör utan svenskt organisationsnummer"),
        ("private_person", "Privatperson som får ersättning"),
        ("estate", "Dödsbo"),
    ] {
        let supplier = suppliers::foreigner(p.world, &mut p.draw, CONSULTANTS, Rhythm::Planned);
        let (bank, name) = (p.world.mint.account(), crate::names::person(&mut p.draw));
        p.record(supplier, |supplier| {
            supplier.taken = true;
            supplier.kind = kind;
            if kind != "foreign" {
                supplier.iban.clear();
                supplier.bank = bank;
                supplier.name = if kind == "estate" {
                    format!("Dödsboet efter {name} senior")
                } else {
                    format!("{name} Lindåkersson")
                };
                supplier.trade = CARE;
            }
        });
        p.history(supplier, unit, 9);
        let subjects = vec![p.organisation(supplier)];
        p.decoy("SP-06", trap, subjects);
    }
}

/// More than fifty accounts moved in one run by a system, each to the same owner's new giro.
fn mass_migration(p: &mut Planter<'_>) {
    let robot = crate::people::open_system_user(p.world, "MIGRERING", "Migreringskörning");
    let day = p.ago(160);
    let mut subjects = Vec::new();
    for _ in 0..64 {
        let Some(index) = suppliers::untouched(p.world, &mut p.draw) else { break };
        let new = p.world.mint.bankgiro();
        let by = p.world.user_id(robot).to_owned();
        let Some(supplier) = p.world.suppliers.get_mut(index) else { break };
        let old = std::mem::replace(&mut supplier.bankgiro, new.clone());
        supplier.before = Some((day, numbers::bankgiro_dashed(&old)));
        let giro = Giro { account: new.clone(), owner: supplier.org.clone(), name: supplier.name.clone() };
        let change = Change {
            supplier: supplier.id.clone(),
            field: "bankgiro",
            old,
            new,
            at: day.at(2, 15),
            by,
            approved_by: String::new(),
            channel: "migration",
            called_back: None,
            batch: "KORN-0217".to_owned(),
        };
        p.world.giros.push(giro);
        p.world.changes.push(change);
        subjects.push(p.organisation(index));
    }
    p.decoy("SP-07", "Bankbyte i en körning: över femtio leverantörer flyttade samma natt", subjects);
    let (firm, unit) = (p.firm(GOODS), p.unit());
    p.history(firm, unit, 10);
    let new = p.world.mint.bankgiro();
    let (owner, name) =
        (p.org_of(firm), p.world.suppliers.get(firm).map_or_else(String::new, |found| found.name.clone()));
    p.world.giros.push(Giro { account: new.clone(), owner, name });
    let day = p.ago(240);
    p.change_account(firm, day, (new, (robot, robot)));
    if let Some(change) = p.world.changes.last_mut() {
        change.channel = "portal";
        change.approved_by.clear();
    }
    let subjects = vec![p.organisation(firm), SubjectRef::new("user", "MIGRERING")];
    p.decoy("SP-08", "Systemanvändare som läser in ändringar från leverantörsportalen", subjects);
}

fn moved_accounts(p: &mut Planter<'_>) {
    let (firm, unit) = (p.firm(STAFFING), p.unit());
    p.history(firm, unit, 10);
    let new = p.world.mint.bankgiro();
    let (owner, name) =
        (p.org_of(firm), p.world.suppliers.get(firm).map_or_else(String::new, |found| found.name.clone()));
    p.world.giros.push(Giro { account: new.clone(), owner, name });
    let (day, honest) = (p.ago(168), suppliers::two_clerks(p.world, &mut p.draw));
    p.change_account(firm, day, (new, honest));
    let paid = p.ago(158);
    p.bill(firm, unit, paid, 118_250_40);
    let subjects = vec![p.organisation(firm)];
    p.decoy("SP-07", "Nytt bankgiro som tillhör samma organisationsnummer", subjects);
    let (firm, factor) = (p.firm(TRANSPORT), p.firm(CONSULTANTS));
    let (account, financier) = p
        .world
        .suppliers
        .get(factor)
        .map_or_else(Default::default, |found| (found.bankgiro.clone(), found.name.clone()));
    p.record(factor, |supplier| supplier.factoring = true);
    let supplier = p.world.suppliers.get(firm).map_or_else(String::new, |found| found.id.clone());
    let starts = p.world.span.first.plus(-30);
    p.world.pledges.push(Pledge { supplier, account: account.clone(), financier, starts });
    for days in [200, 150, 100, 50] {
        let (day, net) = (p.ago(days), p.draw.between(21_000, 36_000) * KR + 47);
        let invoice = p.bill(firm, unit, day, net);
        let account = numbers::bankgiro_dashed(&account);
        p.alter(invoice, |invoice| invoice.account = Some(account));
    }
    let subjects = vec![p.organisation(firm)];
    p.decoy("SP-10", "Fakturan är pantsatt och betalas till factoringbolaget", subjects);
}

fn staff_accounts(p: &mut Planter<'_>) {
    for (kind, post, trap) in [
        ("private_person", "teacher", "Anställd som får utlägg betalda"),
        ("foster_home", "care", "Anställd som är familjehem"),
        ("company", "teacher", "Enskild firma med godkänd bisyssla och samma konto som lönen"),
    ] {
        let (unit, home) = (p.unit(), p.unit());
        let hand = p.hand(home, post);
        let firm = if kind == "company" {
            p.firm(TRAINING)
        } else {
            suppliers::foreigner(p.world, &mut p.draw, CARE, Rhythm::Planned)
        };
        p.pay_into(firm, hand.employee);
        let (name, person) = p
            .world
            .staff
            .get(hand.employee)
            .map_or_else(Default::default, |found| (format!("{} Åkerö", found.name), found.person.clone()));
        p.record(firm, |supplier| {
            supplier.taken = true;
            supplier.kind = kind;
            supplier.iban.clear();
            if kind != "company" {
                supplier.name = name;
                supplier.whom = person;
                supplier.tie = Some(How::Account);
            }
        });
        if kind == "company" {
            let org = p.org_of(firm);
            crate::life::own(p.world, hand.employee, &org, "owner");
            let declared = p.world.span.first.plus(-200);
            p.world.side_jobs.push(SideJob {
                employee: hand.employee,
                org,
                text: "Föreläsningar på fritiden",
                declared,
                approved: true,
            });
        }
        if kind == "private_person" {
            for days in [260, 190, 120, 50] {
                let (day, net) = (p.ago(days), p.draw.between(400, 1_900) * KR + 7);
                p.bill(firm, unit, day, net);
            }
        } else {
            p.history(firm, unit, 9);
        }
        let subjects = vec![p.organisation(firm), p.employee(hand.employee)];
        p.decoy("SP-11", trap, subjects);
    }
}

fn many_purchases(p: &mut Planter<'_>) {
    let unit = p.unit();
    let regular = p.firm(CLEANING);
    let called = p.firm(BUILDING);
    let starts = p.world.span.first.plus(-40);
    p.contract(called, starts, Some(4_000_000 * KR));
    for step in 0..9 {
        for (firm, low) in [(regular, 50_300), (called, 84_000)] {
            for later in 0..2 {
                let (day, net) = (p.ago(290 - step * 31 - later * 3), p.draw.between(low, low + 1_900) * KR + 17);
                p.bill(firm, unit, day, net);
            }
        }
    }
    let subjects = vec![p.organisation(regular)];
    p.decoy("SP-14", "Städning som faktureras två gånger i månaden, år ut och år in", subjects);
    let subjects = vec![p.organisation(called)];
    p.decoy("SP-14", "Avrop i delar under ett gällande avtal", subjects);
    let (untagged, exempt, power) = (p.firm(TRANSPORT), p.firm(CARE), p.firm(POWER));
    p.contract(untagged, starts, Some(3_000_000 * KR));
    for firm in [exempt, power] {
        let contract = p.contract(firm, starts, Some(5_000_000 * KR));
        p.terms(contract, |contract| {
            contract.kind = "exempt";
            contract.document = "KS 2024/311";
            contract.procurement.clear();
        });
    }
    for firm in [untagged, exempt, power] {
        for invoice in p.draw_down(firm, unit, (170, 1_150_000 * KR)) {
            p.alter(invoice, |invoice| invoice.contract.clear());
        }
    }
    for (firm, trap) in [
        (untagged, "Avrop på ramavtal där avtalsnumret inte står på fakturan"),
        (exempt, "Undantagna tjänster med dokumenterat beslut"),
        (power, "Elnätsmonopol med dokumenterat undantag"),
    ] {
        let subjects = vec![p.organisation(firm)];
        p.decoy("SP-15", trap, subjects);
    }
}

fn ended_companies(p: &mut Planter<'_>) {
    let unit = p.unit();
    for (reason, trap) in [
        ("FUAV", "Bolaget har gått upp i ett annat genom fusion; efterföljaren får betalt"),
        ("OMAV", "Ombildat bolag som bytt namn och form"),
    ] {
        let firm = p.firm(CONSULTANTS);
        p.history(firm, unit, 10);
        let ended = p.ago(90);
        p.company(firm, |company| {
            company.deregistered = Some(ended);
            company.reason = reason;
        });
        let subjects = vec![p.organisation(firm)];
        p.decoy("SP-19", trap, subjects);
    }
}

fn without_f_tax(p: &mut Planter<'_>) {
    let unit = p.unit();
    let (goods, withheld) = (p.firm(GOODS), p.firm(TRAINING));
    let club = suppliers::club(p.world, &mut p.draw, Rhythm::Planned);
    p.record(club, |supplier| supplier.taken = true);
    for firm in [goods, withheld] {
        p.lose_f_tax(firm, 350);
    }
    let before = p.world.invoices.len();
    for firm in [goods, withheld, club] {
        p.history(firm, unit, 9);
    }
    for place in before..p.world.invoices.len() {
        p.alter(place, |invoice| {
            if invoice.supplier == withheld {
                invoice.withheld = invoice.net * 30 / 100;
            }
        });
    }
    for (firm, trap) in [
        (goods, "Varuköp från säljare utan F-skatt"),
        (withheld, "Skatt är avdragen på betalningen"),
        (club, "Ideell förening utan F-skatt"),
    ] {
        let subjects = vec![p.organisation(firm)];
        p.decoy("SP-21", trap, subjects);
    }
}
