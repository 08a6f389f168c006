//! Economic assistance.

use super::super::Planter;
use super::kit::KR;
use crate::calendar::Day;
use crate::numbers::account_dashed;
use crate::suppliers;
use crate::trades::{CLEANING, RENT};
use crate::truth::SubjectRef;
use crate::world::{Aid, Case};
use crate::{life, people};

const ASSISTANCE: &[&str] = &["economic-assistance"];

/// A case officer with a user in the case system.
#[derive(Debug, Clone, Copy)]
pub(super) struct Officer {
    pub(super) employee: usize,
    pub(super) user: usize,
}

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    shared_account(p);
    own_account(p);
    by_hand(p);
    hidden_income(p);
    elsewhere(p);
    landlord(p);
    same_bill(p);
    director(p);
    forgotten(p);
    after_death(p);
}

impl Planter<'_> {
    /// A new case officer of long standing.
    pub(super) fn officer(&mut self) -> Officer {
        let unit = life::unit_named(self.world, "Försörjningsstödsenheten");
        let employee = people::hire(self.world, &mut self.draw, unit, "case_officer");
        people::promote(self.world, employee, "case_officer");
        let user = people::open_case_user(self.world, employee);
        Officer { employee, user }
    }

    /// A case that an officer has had since long; its place among the cases.
    pub(super) fn case(&mut self, officer: Officer) -> usize {
        let (number, person, opened) = (self.world.cases.len(), self.world.mint.worker(), self.ago(320));
        let case = life::open_case(self.world, &mut self.draw, (number, person, officer.user), (opened, None));
        self.assign(&case, officer.user, "handler");
        self.world.cases.len() - 1
    }

    /// Lets a user work on a case from its first day.
    pub(super) fn assign(&mut self, case: &Case, user: usize, kind: &'static str) {
        let (case, starts) = (case.id.clone(), case.opened);
        self.world.assignments.push(crate::world::Assignment { case, user, kind, starts, ends: None });
    }

    /// The case at a place.
    pub(super) fn file(&self, case: usize) -> Option<Case> {
        self.world.cases.get(case).cloned()
    }

    /// Changes a case.
    pub(super) fn filed(&mut self, case: usize, change: impl FnOnce(&mut Case)) {
        if let Some(found) = self.world.cases.get_mut(case) {
            change(found);
        }
    }

    /// The household of a case as a subject.
    pub(super) fn household(&self, case: usize) -> SubjectRef {
        SubjectRef::new("user", self.file(case).map_or_else(String::new, |case| case.household))
    }

    /// A case as a subject.
    pub(super) fn case_subject(&self, case: usize) -> SubjectRef {
        SubjectRef::new("user", self.file(case).map_or_else(String::new, |case| case.id))
    }

    /// Assistance in a case in so many months, the last `ago` days ago, decided by a colleague, to the household's own account
    /// unless changed.
    pub(super) fn aid(&mut self, case: usize, (months, ago): (i32, i32), amount: i64, change: impl Fn(&mut Aid)) {
        let Some(found) = self.file(case) else { return };
        for month in 0..months {
            let on = self.ago(ago + (months - 1 - month) * 30);
            let mut aid = Aid {
                case: found.id.clone(),
                amount: amount + self.draw.between(0, 400) * KR,
                account: account_dashed(&found.account),
                on,
                handler: found.handler,
                decider: (found.handler + 1) % self.world.ordinary.case_users.max(1),
                kind: "Riksnorm",
                ..Aid::default()
            };
            change(&mut aid);
            self.world.planned.aid.push(aid);
        }
    }

    /// Where the person of a case is registered, when it is somewhere else than the case says.
    pub(super) fn resides(
        &mut self,
        case: usize,
        (street, postal): (&str, &str),
        since: Day,
        gone: Option<(Day, &'static str)>,
    ) {
        let Some(found) = self.file(case) else { return };
        let dwelling = format!("1{:03}", 100 + self.world.planned.residents.len() % 800);
        let (street, postal) = (street.to_owned(), postal.to_owned());
        self.world.planned.residents.push(crate::world::Resident {
            person: found.person,
            street,
            postal,
            dwelling,
            since,
            gone,
        });
    }

    fn address(&mut self) -> (String, String) {
        let (street, postal, _) = crate::names::address(&mut self.draw);
        (street, postal)
    }
}

fn shared_account(p: &mut Planter<'_>) {
    let officer = p.officer();
    let account = account_dashed(&p.world.mint.account());
    let cases = [p.case(officer), p.case(officer), p.case(officer)];
    for case in cases {
        p.aid(case, (4, 30), 9_000 * KR, |aid| aid.account.clone_from(&account));
    }
    let mut subjects = cases.map(|case| p.household(case)).to_vec();
    subjects.push(p.employee(officer.employee));
    p.scheme(
        [
            "U-EA-01",
            "Tre hushåll och ett konto",
            "front",
            "Bistånd till tre hushåll på olika adresser betalas till ett och samma konto.",
        ],
        &["EA-01"],
        ASSISTANCE,
        subjects,
    );
}

fn salary_account(p: &Planter<'_>, officer: Officer) -> String {
    p.world.staff.get(officer.employee).map_or_else(String::new, |found| account_dashed(&found.account))
}

fn own_account(p: &mut Planter<'_>) {
    let officer = p.officer();
    let account = salary_account(p, officer);
    let case = p.case(officer);
    p.aid(case, (3, 40), 9_500 * KR, |aid| aid.account.clone_from(&account));
    let subjects = vec![p.employee(officer.employee), p.household(case)];
    p.scheme(
        [
            "U-EA-02",
            "Biståndet till handläggarens lönekonto",
            "laundering",
            "En handläggare låter ett hushålls bistånd gå till sitt eget lönekonto.",
        ],
        &["EA-02"],
        ASSISTANCE,
        subjects,
    );
}

fn by_hand(p: &mut Planter<'_>) {
    let officer = p.officer();
    let user = officer.user;
    let mut subjects = vec![p.employee(officer.employee)];
    for _ in 0..3 {
        let case = p.case(officer);
        p.aid(case, (4, 35), 3_800 * KR, |aid| {
            aid.manual = true;
            aid.decider = user;
        });
        subjects.push(p.household(case));
    }
    p.scheme(
        [
            "U-EA-03",
            "Akuta pengar på eget beslut",
            "decision",
            "En handläggare betalar ut akut bistånd vid sidan av körningen och beslutar själv.",
        ],
        &["EA-03"],
        ASSISTANCE,
        subjects,
    );
}

fn hidden_income(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.case(officer);
    p.aid(case, (5, 40), 9_200 * KR, |_| {});
    incomes(p, case, 6_400 * KR);
    let subjects = vec![p.case_subject(case)];
    p.scheme(
        [
            "U-EA-04",
            "Inkomsten som ingen räknade",
            "passivity",
            "Hushållet får ersättning från en annan myndighet varje månad, och den räknas aldrig av.",
        ],
        &["EA-04"],
        ASSISTANCE,
        subjects,
    );
}

/// What another authority paid in each month of the aid in a case.
fn incomes(p: &mut Planter<'_>, case: usize, sum: i64) {
    let Some(found) = p.file(case) else { return };
    let months: Vec<Day> = p.world.planned.aid.iter().filter(|aid| aid.case == found.id).map(|aid| aid.on).collect();
    for on in months {
        let (year, month, _) = on.civil();
        p.world.planned.incomes.push((found.person.clone(), Day::new(year, month, 1), "Försäkringskassan", sum));
    }
}

fn elsewhere(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.case(officer);
    p.aid(case, (5, 35), 9_100 * KR, |_| {});
    let ((street, postal), since) = (p.address(), p.ago(300));
    p.resides(case, (&street, &postal), since, None);
    let subjects = vec![p.case_subject(case)];
    p.scheme(
        [
            "U-EA-05",
            "Folkbokförd någon annanstans",
            "front",
            "Bistånd betalas till en adress där personen inte är folkbokförd sedan länge.",
        ],
        &["EA-05"],
        ASSISTANCE,
        subjects,
    );
}

fn landlord(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.case(officer);
    let (true_one, paid) = (p.firm(RENT), p.firm(RENT));
    let (landlord, payee) = (p.org_of(true_one), p.org_of(paid));
    p.filed(case, |case| case.facts.landlord = landlord);
    p.aid(case, (4, 35), 8_300 * KR, |aid| {
        aid.kind = "Hyra";
        aid.payee.clone_from(&payee);
        aid.payee_role = "Hyresvärd";
    });
    let subjects = vec![p.organisation(paid), p.case_subject(case)];
    p.scheme(
        [
            "U-EA-06",
            "Hyran till fel bolag",
            "laundering",
            "Hyran betalas till ett annat bolag än den hyresvärd som står i ärendet.",
        ],
        &["EA-06"],
        ASSISTANCE,
        subjects,
    );
}

fn same_bill(p: &mut Planter<'_>) {
    let officer = p.officer();
    let cases = [p.case(officer), p.case(officer)];
    let document = format!("9f2c4be1a07d5568d3c{}", p.set + 1);
    for (place, case) in (0..).zip(cases) {
        p.aid(case, (1, 60 + place * 9), 7_900 * KR, |aid| {
            aid.kind = "Hyra";
            aid.document.clone_from(&document);
        });
    }
    let subjects = cases.map(|case| p.household(case)).to_vec();
    p.scheme(
        ["U-EA-08", "En hyresavi till två hushåll", "front", "Samma fil är underlag för hyra i två hushålls ärenden."],
        &["EA-08"],
        ASSISTANCE,
        subjects,
    );
}

fn director(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.case(officer);
    p.aid(case, (4, 40), 9_400 * KR, |_| {});
    run_firm(p, case, "managing_director");
    let subjects = vec![p.case_subject(case)];
    p.scheme(
        [
            "U-EA-09",
            "Biståndstagaren som är vd",
            "front",
            "Den som får bistånd leder samtidigt ett städbolag med omsättning.",
        ],
        &["EA-09"],
        ASSISTANCE,
        subjects,
    );
}

/// A company that nobody buys from, in which the person of a case has a post.
fn run_firm(p: &mut Planter<'_>, case: usize, kind: &'static str) {
    let org = suppliers::company(p.world, &mut p.draw, CLEANING);
    let Some(found) = p.file(case) else { return };
    let (who, since) = ((found.person, crate::names::person(&mut p.draw)), p.ago(900));
    p.post(&org, &who, (kind, since));
    p.world.planned.known_firms.push(org);
}

fn forgotten(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.case(officer);
    let (user, last) = (officer.user, p.ago(300));
    p.filed(case, |case| case.facts.contact = Some(last));
    p.aid(case, (8, 30), 9_000 * KR, |aid| aid.decider = user);
    let subjects = vec![p.employee(officer.employee), p.household(case)];
    p.scheme(
        [
            "U-EA-10",
            "Åtta månader utan ett samtal",
            "passivity",
            "En handläggare betalar bistånd månad efter månad på egna beslut utan kontakt med hushållet.",
        ],
        &["EA-10"],
        ASSISTANCE,
        subjects,
    );
}

fn after_death(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.case(officer);
    p.aid(case, (5, 30), 9_300 * KR, |_| {});
    gone(p, case, (130, "AV"));
    let subjects = vec![p.case_subject(case)];
    p.scheme(
        [
            "U-EA-11",
            "Bistånd till den som är död",
            "passivity",
            "Biståndet fortsätter i månader efter att personen har avlidit.",
        ],
        &["EA-11"],
        ASSISTANCE,
        subjects,
    );
}

fn gone(p: &mut Planter<'_>, case: usize, (days, why): (i32, &'static str)) {
    let Some(found) = p.file(case) else { return };
    let (since, on) = (p.ago(900), p.ago(days));
    p.resides(case, (&found.street, &found.postal), since, Some((on, why)));
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    let officer = p.officer();
    trusted(p, officer);
    counted(p, officer);
    shared(p, officer);
    watched(p, officer);
}

fn trusted(p: &mut Planter<'_>, officer: Officer) {
    let account = account_dashed(&p.world.mint.account());
    let cases = [p.case(officer), p.case(officer)];
    for case in cases {
        p.aid(case, (3, 30), 8_000 * KR, |aid| {
            aid.account.clone_from(&account);
            aid.payee_role = "God man";
        });
    }
    let subjects = cases.map(|case| p.household(case)).to_vec();
    p.decoy("EA-01", "God man tar emot bistånd åt två hushåll", subjects);
    let contact = p.officer();
    let account = salary_account(p, contact);
    let case = p.case(officer);
    p.aid(case, (3, 30), 1_200 * KR, |aid| {
        aid.account.clone_from(&account);
        aid.payee_role = "Kontaktperson";
    });
    let subjects = vec![p.employee(contact.employee)];
    p.decoy("EA-02", "Anställd som är hushållets kontaktperson", subjects);
    let careful = p.officer();
    let case = p.case(careful);
    p.aid(case, (6, 30), 1_500 * KR, |aid| aid.manual = true);
    let subjects = vec![p.employee(careful.employee)];
    p.decoy("EA-03", "Akuta utbetalningar som en kollega har beslutat", subjects);
}

fn counted(p: &mut Planter<'_>, officer: Officer) {
    let case = p.case(officer);
    p.aid(case, (4, 40), 7_000 * KR, |aid| aid.income = 5_200 * KR);
    incomes(p, case, 5_200 * KR);
    let subjects = vec![p.case_subject(case)];
    p.decoy("EA-04", "Inkomst som är med i beräkningen", subjects);
    let case = p.case(officer);
    p.aid(case, (4, 30), 8_800 * KR, |_| {});
    let ((street, postal), since) = (p.address(), p.ago(45));
    p.resides(case, (&street, &postal), since, None);
    let subjects = vec![p.case_subject(case)];
    p.decoy("EA-05", "Flytt som är några veckor gammal", subjects);
}

fn shared(p: &mut Planter<'_>, officer: Officer) {
    let case = p.case(officer);
    let firms = [p.firm(RENT), p.firm(RENT)];
    let [landlord, payee] = firms.map(|firm| p.org_of(firm));
    p.filed(case, |case| {
        case.facts.landlord = landlord;
        case.facts.sublet = true;
    });
    p.aid(case, (4, 35), 7_700 * KR, |aid| {
        aid.kind = "Hyra";
        aid.payee.clone_from(&payee);
    });
    let subjects = vec![p.case_subject(case), p.organisation(firms[1])];
    p.decoy("EA-06", "Andrahandsuthyrning som hyresvärden har medgett", subjects);
    let cases = [p.case(officer), p.case(officer)];
    let (street, postal) = p.address();
    for case in cases {
        p.filed(case, |case| {
            street.clone_into(&mut case.street);
            postal.clone_into(&mut case.postal);
        });
        p.aid(case, (1, 60), 2_900 * KR, |aid| aid.document = "77ab0c31e5f0d29b64aa".to_owned());
    }
    let subjects = cases.map(|case| p.household(case)).to_vec();
    p.decoy("EA-08", "Två hushåll på en adress delar på en elräkning", subjects);
}

fn watched(p: &mut Planter<'_>, officer: Officer) {
    let case = p.case(officer);
    p.aid(case, (4, 40), 9_000 * KR, |_| {});
    run_firm(p, case, "deputy");
    let subjects = vec![p.case_subject(case)];
    p.decoy("EA-09", "Suppleant i ett bolag, utan ägande", subjects);
    let alone = p.officer();
    let case = p.case(alone);
    let last = p.ago(300);
    p.filed(case, |case| case.facts.contact = Some(last));
    p.aid(case, (8, 30), 8_700 * KR, |_| {});
    let subjects = vec![p.employee(alone.employee)];
    p.decoy("EA-10", "Lång tid utan kontakt, men en kollega beslutar varje månad", subjects);
    let case = p.case(officer);
    p.aid(case, (2, 60), 6_900 * KR, |aid| aid.kind = "Hyra");
    gone(p, case, (110, "AV"));
    let subjects = vec![p.case_subject(case)];
    p.decoy("EA-11", "Dödsboets hyra under uppsägningstiden", subjects);
}
