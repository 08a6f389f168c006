//! Access to personal data in the case system.

use super::super::Planter;
use super::assistance::Officer;
use crate::calendar::{Day, Moment};
use crate::life;
use crate::people;
use crate::world::{Access, Resident};

const ACCESS: &[&str] = &["access-logs"];

/// One scheme for each control.
pub(super) fn plant(p: &mut Planter<'_>) {
    neighbour(p);
    protected(p);
    great_day(p);
    prints(p);
    gone(p);
    three_units(p);
    addresses(p);
    own_program(p);
    own_signal(p);
}

impl Planter<'_> {
    /// A case that somebody else has.
    fn strangers(&mut self) -> usize {
        let other = self.officer();
        self.case(other)
    }

    /// One look at the person of a case.
    fn look(&mut self, user: usize, case: usize, (at, act): (Moment, &'static str)) {
        let Some(found) = self.file(case) else { return };
        let (person, case) = (found.person, found.id);
        self.world.accesses.push(Access { user, person, case, act, at, system: None, about: None });
    }

    /// Ordinary days: the officer opens the files of the own case.
    fn workdays(&mut self, officer: Officer, case: usize, days: i32) {
        for day in 0..days {
            let at = self.ago(40 + day * 5).at(9, 20);
            self.look(officer.user, case, (at, "open"));
        }
    }

    /// So many persons in one system on one day, none of them in a case.
    pub(super) fn sweep(
        &mut self,
        user: usize,
        (day, count): (Day, i64),
        act: &'static str,
        system: Option<&'static str>,
    ) {
        for minute in 0..count {
            let person = self.world.mint.worker();
            let at = day.at(13 + minute / 50, minute % 50);
            self.world.accesses.push(Access { user, person, case: String::new(), act, at, system, about: None });
        }
    }
}

fn neighbour(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.strangers();
    live_with(p, officer, case);
    for days in [80, 52] {
        let at = p.ago(days).at(18, 12);
        p.look(officer.user, case, (at, "open"));
    }
    let subjects = vec![p.employee(officer.employee)];
    p.scheme(
        [
            "U-AL-02",
            "Akten om den i samma lägenhet",
            "information",
            "En handläggare öppnar akten för den som är folkbokförd i den egna lägenheten, utan ärende.",
        ],
        &["AL-02"],
        ACCESS,
        subjects,
    );
}

/// Registers the person of a case in the officer's own flat.
fn live_with(p: &mut Planter<'_>, officer: Officer, case: usize) {
    let (Some(found), Some(home)) = (p.file(case), p.world.staff.get(officer.employee).cloned()) else { return };
    let since = p.ago(800);
    p.world.planned.residents.push(Resident {
        person: found.person,
        street: home.street.clone(),
        postal: home.postal.clone(),
        dwelling: home.dwelling,
        since,
        gone: None,
    });
    p.filed(case, |case| {
        case.street = home.street;
        case.postal = home.postal;
    });
}

fn protected(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.strangers();
    p.filed(case, |case| case.facts.protected = true);
    let at = p.ago(44).at(16, 31);
    p.look(officer.user, case, (at, "open"));
    let subjects = vec![p.employee(officer.employee)];
    p.scheme(
        [
            "U-AL-03",
            "Den skyddade adressen",
            "information",
            "En handläggare utan ärende öppnar akten för en person med skyddade uppgifter.",
        ],
        &["AL-03"],
        ACCESS,
        subjects,
    );
}

fn great_day(p: &mut Planter<'_>) {
    let officer = p.officer();
    let own = p.case(officer);
    p.workdays(officer, own, 30);
    let day = p.ago(33);
    p.sweep(officer.user, (day, 48), "open", None);
    let subjects = vec![p.employee(officer.employee)];
    p.scheme(
        [
            "U-AL-04",
            "Dagen med 48 akter",
            "information",
            "En handläggare läser om 48 personer på en dag; en vanlig dag är det en.",
        ],
        &["AL-04"],
        ACCESS,
        subjects,
    );
}

fn prints(p: &mut Planter<'_>) {
    let officer = p.officer();
    let own = p.case(officer);
    p.workdays(officer, own, 12);
    let day = p.ago(61);
    p.sweep(officer.user, (day, 26), "print", None);
    let subjects = vec![p.employee(officer.employee)];
    p.scheme(
        [
            "U-AL-05",
            "Bunten med utskrifter",
            "information",
            "En handläggare skriver ut uppgifter om 26 personer som hon inte har ärenden med.",
        ],
        &["AL-05"],
        ACCESS,
        subjects,
    );
}

fn gone(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.case(officer);
    let left = p.ago(120);
    if let Some(found) = p.world.staff.get_mut(officer.employee) {
        found.ends = Some(left);
    }
    for days in [80, 66, 51] {
        let at = p.ago(days).at(20, 15);
        p.look(officer.user, case, (at, "open"));
    }
    let subjects = vec![p.employee(officer.employee)];
    p.scheme(
        [
            "U-AL-06",
            "Kontot som fortsatte läsa",
            "information",
            "Kontot läser akter i månader efter att handläggaren har slutat.",
        ],
        &["AL-06"],
        ACCESS,
        subjects,
    );
}

fn three_units(p: &mut Planter<'_>) {
    let case = p.strangers();
    let day = p.ago(71);
    let mut subjects = Vec::new();
    for (hour, name) in (9..).zip(["Äldreomsorg", "Hemtjänst", "Elevhälsa"]) {
        let unit = life::unit_named(p.world, name);
        let employee = people::hire(p.world, &mut p.draw, unit, "case_officer");
        people::promote(p.world, employee, "case_officer");
        let user = people::open_case_user(p.world, employee);
        p.look(user, case, (day.at(hour, 41), "open"));
        subjects.push(p.unit_subject(unit));
        subjects.push(p.employee(employee));
    }
    p.scheme(
        [
            "U-AL-07",
            "Alla ville veta",
            "information",
            "Tre enheter läser om samma person samma dag, och ingen av dem har ett ärende.",
        ],
        &["AL-07"],
        ACCESS,
        subjects,
    );
}

fn addresses(p: &mut Planter<'_>) {
    let officer = p.officer();
    for days in [50, 43, 36] {
        let day = p.ago(days);
        p.sweep(officer.user, (day, 6), "search", Some("Navet"));
    }
    let subjects = vec![p.employee(officer.employee)];
    p.scheme(
        [
            "U-AL-09",
            "Adresser åt någon annan",
            "information",
            "En handläggare slår upp arton personers adresser i folkbokföringen utan ett ärende.",
        ],
        &["AL-09"],
        ACCESS,
        subjects,
    );
}

fn own_program(p: &mut Planter<'_>) {
    let officer = p.officer();
    for (days, case) in [(47, "INS-2026-0007"), (46, "INS-2026-0011"), (45, "INS-2026-0012")] {
        let (at, user) = (p.ago(days).at(15, 5), officer.user);
        let case = case.to_owned();
        p.world.accesses.push(Access {
            user,
            person: String::new(),
            case,
            act: "open",
            at,
            system: Some("Insyn"),
            about: None,
        });
    }
    let subjects = vec![p.employee(officer.employee)];
    p.scheme(
        ["U-AL-11", "Nyfiken på granskningen", "information", "Någon öppnar ärenden i Insyn som hon inte är med i."],
        &["AL-11"],
        ACCESS,
        subjects,
    );
}

/// An officer acts upon a signal about somebody in the program that checks.
fn act_upon(p: &mut Planter<'_>, officer: Officer, (days, act): (i32, &'static str), about: usize) {
    let at = p.ago(days).at(16, 22);
    p.world.accesses.push(Access {
        user: officer.user,
        person: String::new(),
        case: String::new(),
        act,
        at,
        system: Some("Insyn"),
        about: Some(about),
    });
}

fn own_signal(p: &mut Planter<'_>) {
    let officer = p.officer();
    for days in [39, 24] {
        act_upon(p, officer, (days, "suppress"), officer.employee);
    }
    let subjects = vec![p.employee(officer.employee)];
    p.scheme(
        [
            "U-DE-11",
            "Dämpade signalen om sig själv",
            "passivity",
            "Någon dämpar i Insyn de signaler som gäller henne själv.",
        ],
        &["DE-11"],
        &["delegation", "access-logs"],
        subjects,
    );
}

/// What only looks like them.
pub(super) fn decoys(p: &mut Planter<'_>) {
    own_cases(p);
    handed_over(p);
}

fn own_cases(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.case(officer);
    live_with(p, officer, case);
    let at = p.ago(60).at(10, 2);
    p.look(officer.user, case, (at, "open"));
    let subjects = vec![p.employee(officer.employee)];
    p.decoy("AL-02", "Inneboende hos en handläggare som är anvisad ärendet", subjects);
    let officer = p.officer();
    let case = p.case(officer);
    p.filed(case, |case| case.facts.protected = true);
    let at = p.ago(58).at(10, 44);
    p.look(officer.user, case, (at, "open"));
    let subjects = vec![p.employee(officer.employee)];
    p.decoy("AL-03", "Handläggaren av ett ärende med skyddade uppgifter", subjects);
    let officer = p.officer();
    let own: Vec<usize> = (0..36).map(|_| p.case(officer)).collect();
    if let Some(first) = own.first() {
        p.workdays(officer, *first, 30);
    }
    for (minute, case) in (0..).zip(&own) {
        let at = p.ago(37).at(9 + minute / 50, minute % 50);
        p.look(officer.user, *case, (at, "open"));
        p.look(officer.user, *case, (at, "print"));
    }
    let subjects = vec![p.employee(officer.employee)];
    p.decoy("AL-04", "Månadens beslut i 36 egna ärenden på en dag", subjects);
}

fn handed_over(p: &mut Planter<'_>) {
    let officer = p.officer();
    let case = p.case(officer);
    let left = p.ago(60);
    if let Some(found) = p.world.staff.get_mut(officer.employee) {
        found.ends = Some(left);
    }
    let at = left.plus(6).workday().at(11, 5);
    p.look(officer.user, case, (at, "open"));
    let subjects = vec![p.employee(officer.employee)];
    p.decoy("AL-06", "Överlämning veckan efter den sista dagen", subjects);
    let officer = p.officer();
    for day in [52, 38] {
        let case = p.case(officer);
        let Some(found) = p.file(case) else { continue };
        let (person, case, user, at) = (found.person, found.id, officer.user, p.ago(day).at(14, 1));
        p.world.accesses.push(Access { user, person, case, act: "search", at, system: Some("Navet"), about: None });
    }
    let subjects = vec![p.employee(officer.employee)];
    p.decoy("AL-09", "Adresser till de egna klienterna", subjects);
    let officer = p.officer();
    let (at, user) = (p.ago(41).at(9, 9), officer.user);
    let case = "INS-2026-0021".to_owned();
    p.world.accesses.push(Access {
        user,
        person: String::new(),
        case,
        act: "open",
        at,
        system: Some("Insyn"),
        about: None,
    });
    let subjects = vec![p.employee(officer.employee)];
    p.decoy("AL-11", "Ett felklick i en lista", subjects);
    let (officer, other) = (p.officer(), p.officer());
    act_upon(p, officer, (33, "judge"), other.employee);
    let subjects = vec![p.employee(officer.employee)];
    p.decoy("DE-11", "Bedömde en signal om någon på en annan tjänst", subjects);
}
