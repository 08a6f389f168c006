//! Schemes that pass through several flows: money and people.

use super::moves::KR;
use super::{Planter, Story};
use crate::numbers;
use crate::people;
use crate::suppliers;
use crate::trades::{BUILDING, CARE, CONSULTANTS, GUARDS, STAFFING, TRANSPORT};
use crate::world::{Change, Giro, Grant, GrantFacts};

/// Plants them.
pub(super) fn plant(planter: &mut Planter<'_>) {
    hidden_company(planter);
    swapped_board(planter);
    emptied_association(planter);
    account_before_payment(planter);
    registers_attests_pays(planter);
    curious_officer(planter);
    dormant_company(planter);
    double_supplier(planter);
}

fn hidden_company(p: &mut Planter<'_>) {
    let unit = p.unit();
    let hand = p.hand(unit, "approver");
    let (first, second) = (p.firm(CONSULTANTS), p.firm(BUILDING));
    p.owns(hand.employee, first);
    p.owns(hand.employee, second);
    p.pay_into(first, hand.employee);
    p.lose_f_tax(second, 330);
    p.company(second, |company| company.vat = true);
    let mut invoices = p.split(first, unit, 120);
    invoices.extend(p.split(second, unit, 110));
    for (place, invoice) in invoices.into_iter().enumerate() {
        p.hands(invoice, hand.user, [place % 2 == 0, true, false]);
        p.alter(invoice, |invoice| invoice.trade = CONSULTANTS);
    }
    let subjects = vec![p.organisation(first), p.organisation(second), p.employee(hand.employee), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-01",
            name: "Den anställda med dolda bolag",
            enabler: "front",
            text: "En attestant äger två leverantörer, delar upp deras fakturor, attesterar dem själv och får den enas betalningar till sitt lönekonto.",
            controls: &["CI-01", "CI-02", "CI-03", "SP-11", "SP-14", "SP-15", "SP-21", "DE-04"],
            flows: &["conflict-of-interest", "supplier-payments", "payroll", "delegation"],
        },
        subjects,
    );
}

fn swapped_board(p: &mut Planter<'_>) {
    let unit = p.unit();
    let firms = [p.firm(CONSULTANTS), p.firm(STAFFING)];
    let day = p.ago(96);
    for firm in firms {
        p.history(firm, unit, 6);
        p.shake(firm, 190);
        p.seat_banned(firm, 188);
        p.lose_f_tax(firm, 150);
        let honest = suppliers::two_clerks(p.world, &mut p.draw);
        p.swap_account(firm, day, honest);
        for days in [85, 78, 60, 40] {
            let (day, net) = (p.ago(days), p.draw.between(96_000, 150_000) * KR + 19);
            p.bill(firm, unit, day, net);
        }
    }
    let subjects = vec![p.organisation(firms[0]), p.organisation(firms[1])];
    p.tell(
        &Story {
            id: "V-02",
            name: "Den utbytta styrelsen",
            enabler: "front",
            text: "Två skötsamma bolag tas över: ny styrelse med en person i näringsförbud, c/o-adress, ny revisor, nytt konto, ingen F-skatt.",
            controls: &["CO-10", "SP-07", "PR-23", "SP-21"],
            flows: &["contracts", "supplier-payments", "procurement"],
        },
        subjects,
    );
}

fn emptied_association(p: &mut Planter<'_>) {
    let unit = crate::life::unit_named(p.world, "Kultur- och fritidsenheten");
    let hand = p.hand(unit, "case_officer");
    let account = p.world.staff.get(hand.employee).map_or_else(String::new, |found| found.account.clone());
    let written = numbers::account_dashed(&account);
    let day = p.ago(140);
    let mut subjects = vec![p.employee(hand.employee), p.unit_subject(unit)];
    for _ in 0..2 {
        let club = suppliers::club(p.world, &mut p.draw, crate::world::Rhythm::Planned);
        p.history(club, unit, 5);
        let user = p.world.user_id(hand.user).to_owned();
        let Some(record) = p.world.suppliers.get_mut(club) else { continue };
        record.taken = true;
        let old = std::mem::take(&mut record.bankgiro);
        record.bank.clone_from(&account);
        record.before = Some((day, numbers::bankgiro_dashed(&old)));
        let change = Change {
            supplier: record.id.clone(),
            field: "bank_account",
            old: String::new(),
            new: written.clone(),
            at: day.at(16, 20),
            by: user.clone(),
            approved_by: user,
            channel: "email",
            called_back: None,
            batch: String::new(),
        };
        let org = record.org.clone();
        let removal = Change { field: "bankgiro", old, new: String::new(), ..change.clone() };
        p.world.changes.push(change);
        p.world.changes.push(removal);
        for days in [128, 121] {
            let (day, net) = (p.ago(days), p.draw.between(120_000, 180_000) * KR);
            p.bill(club, unit, day, net);
        }
        let on = p.ago(120);
        let decider = hand.user;
        p.world.grants.push(Grant {
            org,
            kind: "Aktivitetsbidrag",
            paid: 290_000 * KR,
            on,
            account: written.clone(),
            handler: hand.user,
            decider,
            facts: GrantFacts::default(),
        });
        p.decide_over(hand, Some(club), 2);
        subjects.push(p.organisation(club));
    }
    p.tell(
        &Story {
            id: "V-03",
            name: "De tömda föreningarna",
            enabler: "decision",
            text: "En handläggare flyttar två föreningars konto till sitt eget, godkänner ändringen själv och beslutar om bidrag över sin delegation.",
            controls: &["SP-05", "SP-07", "SP-08", "SP-11", "DE-01"],
            flows: &["grants", "supplier-payments", "delegation"],
        },
        subjects,
    );
}

fn account_before_payment(p: &mut Planter<'_>) {
    let unit = p.unit();
    let clerk = p.clerk();
    let firms = [p.firm(BUILDING), p.firm(TRANSPORT)];
    let day = p.ago(104);
    for firm in firms {
        p.history(firm, unit, 7);
        p.swap_account(firm, day, (clerk.user, clerk.user));
        let (paid, net) = (p.ago(95), p.draw.between(210_000, 320_000) * KR + 41);
        let invoice = p.bill(firm, unit, paid, net);
        p.hands(invoice, clerk.user, [true, false, true]);
        let (paid, net) = (p.ago(80), p.draw.between(110_000, 150_000) * KR + 43);
        let invoice = p.bill(firm, unit, paid, net);
        p.hands(invoice, clerk.user, [true, false, true]);
        p.divert(invoice);
        p.twice(firm, unit, 70);
    }
    let subjects = vec![p.organisation(firms[0]), p.organisation(firms[1]), p.employee(clerk.employee)];
    p.tell(
        &Story {
            id: "V-04",
            name: "Kontot som ändrades före betalningen",
            enabler: "laundering",
            text: "En ekonom byter två leverantörers konto utan motringning, registrerar och släpper fakturorna själv och betalar en av dem två gånger.",
            controls: &["SP-01", "SP-07", "SP-08", "SP-10", "DE-04"],
            flows: &["supplier-payments", "delegation"],
        },
        subjects,
    );
}

fn registers_attests_pays(p: &mut Planter<'_>) {
    let unit = p.small_unit("Kulturmagasinet");
    let hand = p.hand(unit, "manager");
    let (nobody, untaxed) = (p.firm(TRANSPORT), p.firm(CONSULTANTS));
    p.record(nobody, |supplier| supplier.org.clear());
    p.lose_f_tax(untaxed, 340);
    let before = p.world.invoices.len();
    for firm in [nobody, untaxed] {
        for step in 0..14 {
            let (day, net) = (p.ago(177 - step * 12), p.draw.between(21_000, 37_000) * KR + 61);
            p.bill(firm, unit, day, net);
        }
        p.twice(firm, unit, 90);
        let day = p.ago(44);
        let invoice = p.bill(firm, unit, day, 73_450_21);
        p.divert(invoice);
    }
    for invoice in before..p.world.invoices.len() {
        p.hands(invoice, hand.user, [true, true, true]);
    }
    let subjects =
        vec![p.organisation(nobody), p.organisation(untaxed), p.employee(hand.employee), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-05",
            name: "Den som registrerar, attesterar och betalar",
            enabler: "decision",
            text: "Chefen för en liten enhet är ensam i alla steg och betalar ett bolag utan organisationsnummer och ett utan F-skatt, vissa fakturor två gånger.",
            controls: &["DE-04", "DE-05", "SP-01", "SP-06", "SP-10", "SP-21"],
            flows: &["delegation", "supplier-payments"],
        },
        subjects,
    );
}

fn curious_officer(p: &mut Planter<'_>) {
    let unit = crate::life::unit_named(p.world, "Försörjningsstödsenheten");
    let hand = p.hand(unit, "case_officer");
    let user = people::open_case_user(p.world, hand.employee);
    p.snoop(user, 64);
    let firm = p.firm(CARE);
    p.owns(hand.employee, firm);
    p.lose_f_tax(firm, 350);
    p.shake(firm, 200);
    for invoice in p.creep(firm, unit) {
        p.alter(invoice, |invoice| invoice.trade = CONSULTANTS);
    }
    p.decide_over(hand, Some(firm), 3);
    let subjects = vec![p.organisation(firm), p.employee(hand.employee), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-06",
            name: "Den nyfikna handläggaren",
            enabler: "information",
            text: "En handläggare läser akter utan uppdrag, äger ett boende som enheten köper av och beslutar om köpen över sin delegation.",
            controls: &["AL-01", "CI-01", "CI-02", "DE-01", "SP-15", "SP-21", "CO-10"],
            flows: &["access-logs", "conflict-of-interest", "delegation", "supplier-payments"],
        },
        subjects,
    );
}

fn dormant_company(p: &mut Planter<'_>) {
    let unit = p.unit();
    let hand = p.hand(unit, "approver");
    let firms = [p.firm(CONSULTANTS), p.firm(GUARDS)];
    let ended = p.ago(210);
    for firm in firms {
        p.company(firm, |company| {
            company.deregistered = Some(ended);
            company.reason = "ARSEED";
            company.turnover = 50_000 * KR;
        });
        p.lose_f_tax(firm, 215);
        for days in [150, 119, 88, 57, 26] {
            let (day, net) = (p.ago(days), p.draw.between(62_000, 81_000) * KR + 67);
            let invoice = p.bill(firm, unit, day, net);
            p.hands(invoice, hand.user, [true, true, false]);
            if days == 88 {
                p.divert(invoice);
            }
        }
    }
    p.pay_into(firms[0], hand.employee);
    let subjects =
        vec![p.organisation(firms[0]), p.organisation(firms[1]), p.employee(hand.employee), p.unit_subject(unit)];
    p.tell(
        &Story {
            id: "V-07",
            name: "De avregistrerade bolagen",
            enabler: "front",
            text: "Två bolag som har upphört fortsätter att fakturera; en samordnare registrerar och attesterar, och pengarna når hennes lönekonto.",
            controls: &["SP-19", "SP-21", "SP-10", "SP-11", "DE-04"],
            flows: &["supplier-payments", "payroll", "delegation"],
        },
        subjects,
    );
}

fn double_supplier(p: &mut Planter<'_>) {
    let unit = p.unit();
    let clerk = p.clerk();
    let firm = p.firm(STAFFING);
    let name = p.world.suppliers.get(firm).map_or_else(String::new, |found| found.name.replace(" AB", " Aktiebolag"));
    let second = p.second_record(firm, &name);
    p.history(firm, unit, 6);
    for days in [160, 125, 90] {
        let net = p.draw.between(103_000, 160_000) * KR + 29;
        let (early, late) = (p.ago(days), p.ago(days - 8));
        let first = p.bill(firm, unit, early, net);
        let copy = p.bill(second, unit, late, net);
        let number = p.world.invoices.get(first).map_or_else(String::new, |invoice| invoice.number.clone());
        p.alter(copy, |invoice| invoice.number = number);
        p.hands(copy, clerk.user, [true, false, true]);
    }
    p.twice(firm, unit, 60);
    let new = p.world.mint.bankgiro();
    let stranger = p.firm(CONSULTANTS);
    let (owner, name) =
        (p.org_of(stranger), p.world.suppliers.get(stranger).map_or_else(String::new, |found| found.name.clone()));
    p.world.giros.push(Giro { account: new.clone(), owner, name });
    let day = p.ago(98);
    p.change_account(second, day, (new, (clerk.user, clerk.user)));
    let subjects = vec![p.organisation(firm), p.organisation(stranger), p.employee(clerk.employee)];
    p.tell(
        &Story {
            id: "V-08",
            name: "Leverantören i två exemplar",
            enabler: "laundering",
            text: "En ekonom lägger upp en dubblett, ändrar dess konto på egen hand och betalar samma fakturor genom båda posterna.",
            controls: &["SP-01", "SP-03", "SP-05", "SP-07", "SP-08", "DE-04"],
            flows: &["supplier-payments", "delegation"],
        },
        subjects,
    );
}
