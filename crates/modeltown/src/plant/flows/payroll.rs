//! Salaries and employments.

use super::super::{Hand, Planter};
use super::kit::KR;
use crate::calendar::Day;
use crate::life;
use crate::numbers::account_dashed;
use crate::people;
use crate::suppliers;
use crate::trades::{CARE, CONSULTANTS};
use crate::world::{Employee, SideJob, User, Wage};

const PAYROLL: &[&str] = &["payroll"];

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    one_account(p);
    silent(p);
    after_the_end(p);
    grant_to_salary(p);
    two_jobs(p);
    overtime(p);
    own_pay(p);
    diverted(p);
    unchecked(p);
    sham_employer(p);
    circle(p);
    ill(p);
    nobody(p);
}

impl Planter<'_> {
    /// A new employee of long standing somewhere.
    pub(super) fn staff(&mut self, kind: &'static str) -> usize {
        let unit = self.unit();
        let employee = people::hire(self.world, &mut self.draw, unit, kind);
        people::promote(self.world, employee, kind);
        employee
    }

    /// Changes an employee.
    pub(super) fn staffed(&mut self, employee: usize, change: impl FnOnce(&mut Employee)) {
        if let Some(found) = self.world.staff.get_mut(employee) {
            change(found);
        }
    }

    /// The first day of the month so many months before the last.
    fn month(&self, ago: i32) -> Day {
        self.world.span.last.month_plus(-ago)
    }

    /// A line of the payroll beside the salary.
    fn wage(&mut self, employee: usize, (kind, months_ago): (&'static str, i32), gross: i64, hands: [usize; 2]) {
        let (month, [by, approver]) = (self.month(months_ago), hands);
        self.world.planned.wages.push(Wage { employee, month, kind, gross, by, approver });
    }

    /// Whoever registers and approves payroll lines in the ordinary way.
    fn payroll_hands(&self) -> [usize; 2] {
        let finance = &self.world.finance;
        [finance.first(), finance.get(1)].map(|user| user.copied().unwrap_or_default())
    }

    /// An approved secondary employment.
    pub(super) fn approved(&mut self, employee: usize, org: String) {
        let declared = self.ago(400);
        self.world.side_jobs.push(SideJob { employee, org, text: "Eget företag", declared, approved: true });
    }
}

fn one_account(p: &mut Planter<'_>) {
    let [first, second] = [p.staff("other"), p.staff("care")];
    let account = p.world.staff.get(first).map_or_else(String::new, |found| found.account.clone());
    p.staffed(second, |found| found.account = account);
    let subjects = vec![p.employee(first), p.employee(second)];
    p.scheme(
        [
            "U-HR-01",
            "Två löner till ett konto",
            "front",
            "Två anställda som inte bor ihop får sina löner på samma konto.",
        ],
        &["HR-01"],
        PAYROLL,
        subjects,
    );
}

fn silent(p: &mut Planter<'_>) {
    let unit = life::unit_named(p.world, "Äldreomsorg");
    let employee = people::hire(p.world, &mut p.draw, unit, "other");
    people::promote(p.world, employee, "other");
    p.world.planned.silent.insert(employee);
    let subjects = vec![p.employee(employee), p.unit_subject(unit)];
    p.scheme(
        [
            "U-HR-02",
            "Den avlönade som ingen sett",
            "front",
            "En person får lön månad efter månad utan ett enda pass, en frånvaro eller en inloggning.",
        ],
        &["HR-02"],
        PAYROLL,
        subjects,
    );
}

fn after_the_end(p: &mut Planter<'_>) {
    let employee = p.staff("other");
    let left = p.ago(210);
    p.staffed(employee, |found| found.ends = Some(left));
    let hands = p.payroll_hands();
    for months in [4, 3, 2] {
        p.wage(employee, ("Månadslön", months), 32_500 * KR, hands);
    }
    let subjects = vec![p.employee(employee)];
    p.scheme(
        [
            "U-HR-03",
            "Lönen som inte slutade",
            "passivity",
            "Lönen fortsätter i månader efter att anställningen upphört.",
        ],
        &["HR-03"],
        PAYROLL,
        subjects,
    );
}

fn grant_to_salary(p: &mut Planter<'_>) {
    let (employee, club) = (p.staff("teacher"), p.club());
    let account = p.world.staff.get(employee).map_or_else(String::new, |found| account_dashed(&found.account));
    let grant = p.grant(club, "Aktivitetsbidrag", (54_000 * KR, 100));
    p.granted(grant, |grant| grant.account = account);
    let subjects = vec![p.employee(employee), p.organisation(club)];
    p.scheme(
        [
            "U-HR-04",
            "Bidraget till lönekontot",
            "laundering",
            "En förenings bidrag betalas till en anställds lönekonto.",
        ],
        &["HR-04"],
        &["payroll", "grants"],
        subjects,
    );
}

/// A second employment of the same person.
fn again(p: &mut Planter<'_>, first: usize) -> usize {
    let second = p.staff("other");
    let Some(same) = p.world.staff.get(first).cloned() else { return second };
    p.staffed(second, |found| {
        found.person = same.person;
        found.name = same.name;
        found.street = same.street;
        found.postal = same.postal;
        found.dwelling = same.dwelling;
        found.account = same.account;
        found.phone = same.phone;
    });
    second
}

fn two_jobs(p: &mut Planter<'_>) {
    let first = p.staff("other");
    let second = again(p, first);
    for days in [70, 63, 56, 49, 42] {
        let day = p.ago(days);
        p.world.planned.shifts.push((first, day.at(7, 0), day.at(16, 0)));
        p.world.planned.shifts.push((second, day.at(13, 0), day.at(21, 30)));
    }
    let subjects = vec![p.employee(first), p.employee(second)];
    p.scheme(
        [
            "U-HR-05",
            "Två arbeten på samma timmar",
            "front",
            "En person har två anställningar och får lön för pass som går in i varandra.",
        ],
        &["HR-05"],
        PAYROLL,
        subjects,
    );
}

fn overtime(p: &mut Planter<'_>) {
    let hands = p.payroll_hands();
    for _ in 0..8 {
        let colleague = p.staff("other");
        for months in [5, 4, 3] {
            let gross = p.draw.between(1_500, 2_400) * KR;
            p.wage(colleague, ("Övertid", months), gross, hands);
        }
    }
    let employee = p.staff("other");
    for months in [5, 4, 3, 2] {
        p.wage(employee, ("Övertid", months), 9_400 * KR, hands);
    }
    let subjects = vec![p.employee(employee)];
    p.scheme(
        [
            "U-HR-06",
            "Övertiden som aldrig tar slut",
            "passivity",
            "En administratör har fyra gånger så mycket övertid som kollegorna, månad efter månad.",
        ],
        &["HR-06"],
        PAYROLL,
        subjects,
    );
}

fn own_pay(p: &mut Planter<'_>) {
    let unit = life::unit_named(p.world, "HR-avdelningen");
    let hand = p.hand(unit, "other");
    for days in [150, 90] {
        let at = p.ago(days).at(16, 50);
        p.world.planned.pay_changes.push((hand.employee, "Lönetillägg", at, hand.user, None));
        p.world.planned.pay_changes.push((hand.employee, "Månadslön", at, hand.user, None));
    }
    let subjects = vec![p.employee(hand.employee)];
    p.scheme(
        [
            "U-HR-07",
            "Höjde sin egen lön",
            "decision",
            "En löneadministratör ändrar sin egen lön, och ingen godkänner det.",
        ],
        &["HR-07"],
        PAYROLL,
        subjects,
    );
}

fn diverted(p: &mut Planter<'_>) {
    let employee = p.staff("teacher");
    let (account, month) = (p.world.mint.account(), p.month(4));
    p.world.planned.diverted.push((employee, month, account));
    let subjects = vec![p.employee(employee)];
    p.scheme(
        [
            "U-HR-08",
            "Lönen som gick en omväg",
            "laundering",
            "En månadslön går till ett annat konto, och månaden efter är kontot som förut.",
        ],
        &["HR-08"],
        PAYROLL,
        subjects,
    );
}

fn unchecked(p: &mut Planter<'_>) {
    let unit = life::unit_named(p.world, "Förskola");
    let employee = people::hire(p.world, &mut p.draw, unit, "teacher");
    let starts = p.ago(170);
    p.staffed(employee, |found| {
        found.starts = starts;
        found.ends = None;
    });
    p.world.planned.unchecked.insert(employee);
    let subjects = vec![p.employee(employee)];
    p.scheme(
        [
            "U-HR-09",
            "Utdraget som aldrig visades",
            "passivity",
            "En lärare anställs vid förskolan utan att ha visat något registerutdrag.",
        ],
        &["HR-09"],
        PAYROLL,
        subjects,
    );
}

fn sham_employer(p: &mut Planter<'_>) {
    let employee = p.staff("care");
    let org = suppliers::company(p.world, &mut p.draw, CARE);
    let born = p.ago(700);
    if let Some(company) = p.world.companies.last_mut() {
        company.registered = Some(born);
    }
    let (starts, ends) = (born.plus(-900), born.plus(60));
    p.world.planned.certificates.push((employee, org.clone(), starts, ends, false));
    let subjects = vec![p.employee(employee), crate::truth::SubjectRef::new("organisation", org)];
    p.scheme(
        [
            "U-HR-10",
            "Intyget från bolaget som inte fanns",
            "front",
            "Ett arbetsintyg gäller år då bolaget ännu inte var registrerat.",
        ],
        &["HR-10"],
        PAYROLL,
        subjects,
    );
}

fn circle(p: &mut Planter<'_>) {
    let manager = p.staff("manager");
    let unit = p.world.staff.get(manager).map_or(0, |found| found.unit);
    let org = suppliers::company(p.world, &mut p.draw, CONSULTANTS);
    let (from, to) = (p.ago(3_000), p.ago(2_000));
    p.world.planned.certificates.push((manager, org.clone(), from, to, true));
    let mut subjects = vec![p.employee(manager)];
    for days in [220, 160, 130, 100] {
        let employee = people::hire(p.world, &mut p.draw, unit, "other");
        let starts = p.ago(days);
        p.staffed(employee, |found| {
            found.starts = starts;
            found.ends = None;
            found.manager = Some(manager);
        });
        p.world.planned.certificates.push((employee, org.clone(), from, to, true));
        subjects.push(p.employee(employee));
    }
    p.scheme(
        [
            "U-HR-11",
            "Chefens gamla arbetskamrater",
            "decision",
            "En chef anställer fyra från det bolag där hon själv har arbetat.",
        ],
        &["HR-11"],
        PAYROLL,
        subjects,
    );
}

/// An owner of a firm without employees who is ill for so many days while it sends an invoice.
fn owner_ill(p: &mut Planter<'_>, days: i32) -> (Hand, usize) {
    let [unit, other] = p.units();
    let hand = p.hand(other, "other");
    let firm = p.firm(CONSULTANTS);
    p.owns(hand.employee, firm);
    p.company(firm, |company| company.employer = false);
    let org = p.org_of(firm);
    p.approved(hand.employee, org);
    let paid = p.ago(60);
    p.bill(firm, unit, paid, 31_400 * KR + 53);
    let from = paid.plus(-26 - days + 4);
    p.world.planned.absences.push((hand.employee, from, from.plus(days), "Sjuk"));
    (hand, firm)
}

fn ill(p: &mut Planter<'_>) {
    let (hand, firm) = owner_ill(p, 40);
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.scheme(
        [
            "U-HR-12",
            "Sjuk men fakturerar",
            "front",
            "Den som är sjukskriven på heltid fakturerar kommunen genom sitt eget bolag.",
        ],
        &["HR-12"],
        &["payroll", "supplier-payments"],
        subjects,
    );
}

/// A user that belongs to nobody.
fn loose_user(p: &mut Planter<'_>, id: &str) -> usize {
    let id = if p.set == 0 { id.to_owned() } else { format!("{id}{}", p.set + 1) };
    p.world.users.push(User { id, employee: None, name: "Konsult, ekonomisystem".to_owned(), kind: "person" });
    p.world.users.len() - 1
}

fn nobody(p: &mut Planter<'_>) {
    let user = loose_user(p, "kons07");
    p.world.planned.orphans.insert(user);
    p.world.planned.entitlements.push((user, "Registrera faktura"));
    let subjects = vec![crate::truth::SubjectRef::new("user", p.world.user_id(user))];
    p.scheme(
        [
            "U-HR-13",
            "Kontot som ingen äger",
            "passivity",
            "Ett konto i ekonomisystemet hör till ingen anställd, och ingen svarar för det.",
        ],
        &["HR-13"],
        PAYROLL,
        subjects,
    );
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    at_home(p);
    settled(p);
    new_bank(p);
    confirmed(p);
}

fn at_home(p: &mut Planter<'_>) {
    let [first, second] = [p.staff("other"), p.staff("care")];
    let Some(home) = p.world.staff.get(first).cloned() else { return };
    p.staffed(second, |found| {
        found.account = home.account;
        found.street = home.street;
        found.postal = home.postal;
        found.dwelling = home.dwelling;
    });
    let subjects = vec![p.employee(first), p.employee(second)];
    p.decoy("HR-01", "Makar som delar lönekonto", subjects);
    let unit = life::unit_named(p.world, "Äldreomsorg");
    let employee = people::hire(p.world, &mut p.draw, unit, "other");
    people::promote(p.world, employee, "other");
    p.staffed(employee, |found| {
        found.kind = "elected";
        found.position = "Ledamot";
        found.salary = 4_500 * KR;
    });
    p.world.planned.silent.insert(employee);
    let subjects = vec![p.employee(employee)];
    p.decoy("HR-02", "Förtroendevald med arvode, som inte lämnar spår", subjects);
}

fn settled(p: &mut Planter<'_>) {
    let employee = p.staff("care");
    let left = p.ago(210);
    p.staffed(employee, |found| found.ends = Some(left));
    let hands = p.payroll_hands();
    p.wage(employee, ("Slutlön semester", 4), 28_400 * KR, hands);
    let subjects = vec![p.employee(employee)];
    p.decoy("HR-03", "Slutlön för sparad semester", subjects);
    let (employee, club) = (p.staff("teacher"), p.club());
    let account = p.world.staff.get(employee).map_or_else(String::new, |found| account_dashed(&found.account));
    let grant = p.grant(club, "Aktivitetsbidrag", (9_000 * KR, 100));
    p.granted(grant, |grant| grant.account = account);
    let org = p.org_of(club);
    p.approved(employee, org);
    let subjects = vec![p.employee(employee), p.organisation(club)];
    p.decoy("HR-04", "Kassör med godkänd bisyssla i en liten förening", subjects);
    let first = p.staff("other");
    let second = again(p, first);
    for days in [68, 61] {
        let day = p.ago(days);
        p.world.planned.shifts.push((first, day.at(7, 0), day.at(13, 15)));
        p.world.planned.shifts.push((second, day.at(13, 0), day.at(17, 0)));
    }
    let subjects = vec![p.employee(first), p.employee(second)];
    p.decoy("HR-05", "Överlämning en kvart mellan två deltidstjänster", subjects);
}

fn new_bank(p: &mut Planter<'_>) {
    let employee = p.staff("teacher");
    let account = p.world.mint.account();
    for months in [9, 8, 7, 6] {
        let month = p.month(months);
        p.world.planned.diverted.push((employee, month, account.clone()));
    }
    let subjects = vec![p.employee(employee)];
    p.decoy("HR-08", "Prövade en annan bank i några månader", subjects);
    let unit = life::unit_named(p.world, "HR-avdelningen");
    let (hand, chief) = (p.hand(unit, "other"), p.hand(unit, "other"));
    let at = p.ago(95).at(9, 10);
    p.world.planned.pay_changes.push((hand.employee, "Månadslön", at, hand.user, Some(chief.user)));
    let subjects = vec![p.employee(hand.employee)];
    p.decoy("HR-07", "Löneöversyn som en kollega har godkänt", subjects);
    let (hand, firm) = owner_ill(p, 6);
    let subjects = vec![p.employee(hand.employee), p.organisation(firm)];
    p.decoy("HR-12", "Några sjukdagar medan fakturan för det som var gjort gick i väg", subjects);
}

fn confirmed(p: &mut Planter<'_>) {
    let employee = p.staff("care");
    let org = suppliers::company(p.world, &mut p.draw, CARE);
    let born = p.ago(700);
    if let Some(company) = p.world.companies.last_mut() {
        company.registered = Some(born);
    }
    p.world.planned.certificates.push((employee, org.clone(), born.plus(-900), born.plus(60), true));
    let subjects = vec![p.employee(employee), crate::truth::SubjectRef::new("organisation", org)];
    p.decoy("HR-10", "Intyg från ett bolag med nytt nummer, bekräftat av arbetsgivaren", subjects);
    let user = loose_user(p, "kons08");
    let subjects = vec![crate::truth::SubjectRef::new("user", p.world.user_id(user))];
    p.decoy("HR-13", "Konsult med en ansvarig i kommunen", subjects);
}
