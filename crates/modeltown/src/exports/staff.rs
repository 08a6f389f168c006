//! Employees, payroll, shifts, absences, side jobs, users and what they may do.

use crate::calendar::Day;
use crate::draw::Draw;
use crate::error::TownError;
use crate::folder::{Folder, Text};
use crate::form::{Cell, EXCEL, OLD, PAYROLL, TAB};
use crate::names;
use crate::numbers;
use crate::world::{Employee, World};
use std::collections::{BTreeMap, BTreeSet};

/// Writes them.
pub(super) fn write(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    employees(world, folder)?;
    payroll(world, folder)?;
    beside(world, folder)?;
    shifts(world, folder)?;
    absences(world, folder)?;
    side_jobs(world, folder)?;
    users(world, folder)?;
    entitlements(world, folder)
}

fn employees(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut mailboxes: BTreeMap<String, u32> = BTreeMap::new();
    let header = [
        "Anställningsnr",
        "Personnummer",
        "Namn",
        "Gatuadress",
        "Postnr",
        "Ort",
        "Lägenhetsnummer",
        "Mobil",
        "E-post",
        "Lönekonto",
        "Enhet",
        "Befattning",
        "Befattningstyp",
        "Anställd från",
        "Anställd till",
        "Chef",
        "Utdrag visat",
    ];
    let mut text = folder.text("kommunstyrelsen/personal.csv", OLD, &header)?;
    for (place, employee) in world.staff.iter().enumerate() {
        let checked = Some(employee.starts.plus(-20)).filter(|_| !world.planned.unchecked.contains(&place));
        let person = numbers::person_dashed(&employee.person);
        let phone = names::phone_written(&employee.phone, 0);
        let mail = mail(&mut mailboxes, &employee.name);
        let account = numbers::account_dashed(&employee.account);
        let chief = employee.manager.map_or("", |manager| world.employee_id(manager));
        text.row(&[
            (&employee.id).into(),
            (&person).into(),
            (&employee.name).into(),
            (&employee.street).into(),
            (&employee.postal).into(),
            (&employee.city).into(),
            (&employee.dwelling).into(),
            (&phone).into(),
            (&mail).into(),
            (&account).into(),
            world.unit_name(employee.unit).into(),
            employee.position.into(),
            employee.kind.into(),
            employee.starts.into(),
            employee.ends.into(),
            chief.into(),
            checked.into(),
        ])?;
    }
    folder.close(text)
}

/// The next free mailbox of somebody with that name.
fn mail(mailboxes: &mut BTreeMap<String, u32>, name: &str) -> String {
    let user = names::plain(name);
    let taken = mailboxes.entry(user.clone()).or_default();
    *taken += 1;
    let number = if *taken > 1 { taken.to_string() } else { String::new() };
    format!("{user}{number}@lindaker.example")
}

fn at_work(employee: &Employee, day: Day) -> bool {
    employee.starts <= day && employee.ends.is_none_or(|ends| day <= ends)
}

fn payroll(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut ordinary = world.draw("payroll export");
    let mut apart = world.draw("payroll apart");
    let header = [
        "Anställningsnr",
        "Löneperiod",
        "Löneart",
        "Bruttolön",
        "Skatt",
        "Nettolön",
        "Lönekonto",
        "Registrerad av",
        "Attesterad av",
    ];
    for (number, month) in (0..).zip(world.months()) {
        let (year, of_year, _) = month.civil();
        let name = format!("kommunstyrelsen/lon/lon_{year}{of_year:02}.csv");
        let mut text = folder.text(&name, PAYROLL, &header)?;
        let paid = month.plus(24);
        for (place, employee) in world.staff.iter().enumerate().filter(|(_, employee)| at_work(employee, paid)) {
            let draw = if place < world.ordinary.staff { &mut ordinary } else { &mut apart };
            let diverted = world.planned.diverted.iter().find(|(whose, when, _)| *whose == place && *when == month);
            let account = diverted.map_or(&employee.account, |(_, _, account)| account);
            let gross = employee.salary * (100 + i64::from(year - world.span.first.year()) * 3) / 100
                + if employee.kind == "care" { draw.between(0, 4_500_00) } else { 0 };
            let tax = gross * 24 / 100;
            let clerk = world.users.get(1 + world.units.len() % 7).map_or("", |user| user.id.as_str());
            let chief = world
                .units
                .get(employee.unit)
                .and_then(|unit| unit.approvers.first())
                .map_or("", |&user| world.user_id(user));
            text.row(&[
                (&employee.id).into(),
                month.into(),
                Cell::Text("Månadslön"),
                Cell::Money(gross),
                Cell::Money(tax),
                Cell::Money(gross - tax),
                (&numbers::account_dashed(account)).into(),
                clerk.into(),
                chief.into(),
            ])?;
        }
        wages(world, &mut text, month)?;
        if number == 7 {
            text.row(&[Cell::Text("200001"), month.into(), Cell::Text("Tillägg"), Cell::Text("#SAKNAS!")])?;
        }
        folder.close(text)?;
    }
    Ok(())
}

/// What was paid beside the salaries of a month.
fn wages(world: &World, text: &mut Text, month: Day) -> Result<(), TownError> {
    for wage in world.planned.wages.iter().filter(|wage| wage.month == month) {
        let Some(employee) = world.staff.get(wage.employee) else { continue };
        let tax = wage.gross * 24 / 100;
        text.row(&[
            (&employee.id).into(),
            month.into(),
            wage.kind.into(),
            Cell::Money(wage.gross),
            Cell::Money(tax),
            Cell::Money(wage.gross - tax),
            (&numbers::account_dashed(&employee.account)).into(),
            world.user_id(wage.by).into(),
            world.user_id(wage.approver).into(),
        ])?;
    }
    Ok(())
}

/// Changes of pay, and certificates of earlier work.
fn beside(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = ["Anställningsnr", "Uppgift", "Ändrad datum", "Ändrat av", "Godkänt av"];
    let mut text = folder.text("kommunstyrelsen/loneandringar.csv", EXCEL, &header)?;
    for (employee, field, at, by, approver) in &world.planned.pay_changes {
        let approver = approver.map_or("", |user| world.user_id(user));
        let (employee, by) = (world.employee_id(*employee), world.user_id(*by));
        text.row(&[employee.into(), (*field).into(), (*at).into(), by.into(), approver.into()])?;
    }
    folder.close(text)?;
    let header =
        ["Anställningsnr", "Organisationsnummer", "Tidigare arbetsgivare", "Startdatum", "Slutdatum", "Referens tagen"];
    let mut text = folder.text("kommunstyrelsen/arbetsintyg.csv", EXCEL, &header)?;
    for (employee, org, starts, ends, asked) in &world.planned.certificates {
        let name =
            world.companies.iter().find(|company| company.org == *org).map_or("", |company| company.name.as_str());
        let asked = Some(ends.plus(40)).filter(|_| *asked);
        let (employee, org) = (world.employee_id(*employee), numbers::org_dashed(org));
        text.row(&[employee.into(), (&org).into(), name.into(), (*starts).into(), (*ends).into(), asked.into()])?;
    }
    folder.close(text)
}

/// Shifts of care staff over the last half year.
fn shifts(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("shift export");
    let header = ["Anställningsnr", "Pass start", "Pass slut", "Enhet", "Rapporterad av", "Attesterad av"];
    let mut text = folder.text("kommunstyrelsen/arbetspass.txt", TAB, &header)?;
    let first = world.span.last.month_plus(-5);
    for employee in world.staff.iter().filter(|employee| employee.kind == "care") {
        let chief = world
            .units
            .get(employee.unit)
            .and_then(|unit| unit.approvers.first())
            .map_or("", |&user| world.user_id(user));
        let mut day = first.plus(draw.days(0, 3));
        while day <= world.span.last {
            if at_work(employee, day) {
                let hour = draw.pick(&[7, 7, 7, 13, 13, 14]);
                text.row(&[
                    (&employee.id).into(),
                    day.at(hour, 0).into(),
                    day.at(hour + 8, 30).into(),
                    world.unit_name(employee.unit).into(),
                    (&employee.id).into(),
                    chief.into(),
                ])?;
            }
            day = day.plus(draw.days(1, 4));
        }
    }
    for (employee, starts, ends) in &world.planned.shifts {
        let unit = world.staff.get(*employee).map_or(0, |found| found.unit);
        let id = world.employee_id(*employee);
        text.row(&[id.into(), (*starts).into(), (*ends).into(), world.unit_name(unit).into(), id.into(), Cell::Empty])?;
    }
    text.row(&[Cell::Text("200001"), Cell::Text("igår kväll"), Cell::Text("i morse")])?;
    folder.close(text)
}

/// A day of an employment: of one that began later, as far into what is left of the span.
fn employed(world: &World, employee: &Employee, day: Day) -> Day {
    let left = world.span.last.0 - employee.starts.0 - 20;
    if day >= employee.starts || left <= 0 {
        return day;
    }
    employee.starts.plus((day.0 - world.span.first.0) % left)
}

fn absences(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("absence export");
    let header = ["Anställningsnr", "Från", "Till", "Frånvaroorsak"];
    let mut text = folder.text("kommunstyrelsen/franvaro.csv", EXCEL, &header)?;
    let told = world.staff.iter().enumerate().filter(|(place, _)| !world.planned.silent.contains(place));
    let approvers: BTreeSet<usize> = world.users.iter().filter_map(|user| user.employee).collect();
    for (place, employee) in told {
        for _ in 0..draw.between(2, 9) {
            let from = employed(world, employee, world.span.first.plus(draw.days(0, world.span.days() - 20)));
            let (kind, longest) = draw.pick(&[("Sjuk", 8), ("Semester", 25), ("Vård av barn", 4), ("Tjänstledig", 40)]);
            let to = from.plus(draw.days(0, longest));
            // Who handles invoices and is away for long, other than on holiday, hands them over; no invoice tells of it.
            let to = if approvers.contains(&place) && kind != "Semester" { to.min(from.plus(1)) } else { to };
            text.row(&[(&employee.id).into(), from.into(), to.into(), kind.into()])?;
        }
    }
    for (employee, from, to, kind) in &world.planned.absences {
        text.row(&[world.employee_id(*employee).into(), (*from).into(), (*to).into(), (*kind).into()])?;
    }
    folder.close(text)
}

fn side_jobs(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = ["Anställningsnr", "Organisationsnummer", "Bisyssla", "Anmäld", "Godkänd", "Upphör"];
    let mut sheet = folder.sheet("kommunstyrelsen/bisysslor.xlsx", "Anmälda bisysslor", &header)?;
    for job in &world.side_jobs {
        sheet.row(&[
            world.employee_id(job.employee).into(),
            (&numbers::org_dashed(&job.org)).into(),
            job.text.into(),
            job.declared.into(),
            job.approved.into(),
            Cell::Empty,
        ])?;
    }
    folder.close_sheet(sheet)
}

fn users(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = ["Användare", "Anställningsnr", "Namn", "Aktiv", "Kontotyp", "Kontoansvarig"];
    let mut text = folder.text("kommunstyrelsen/anvandare.csv", EXCEL, &header)?;
    let keeper = world.staff.first().map_or("", |employee| employee.id.as_str());
    for (place, user) in world.users.iter().enumerate() {
        let employee = user.employee.map_or("", |employee| world.employee_id(employee));
        let sponsor = if user.employee.is_some() || world.planned.orphans.contains(&place) { "" } else { keeper };
        let active = !world.planned.closed.contains(&place);
        text.row(&[
            (&user.id).into(),
            employee.into(),
            (&user.name).into(),
            active.into(),
            user.kind.into(),
            sponsor.into(),
        ])?;
    }
    folder.close(text)
}

fn entitlements(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw: Draw = world.draw("entitlement export");
    let header = ["Användare", "System", "Behörighet", "Från", "Till"];
    let mut text = folder.text("kommunstyrelsen/behorigheter.csv", EXCEL, &header)?;
    let mut give = |user: usize, role: &str| {
        let since = world.span.first.plus(-draw.days(30, 1_500));
        text.row(&[world.user_id(user).into(), Cell::Text("Ekonomisystem"), role.into(), since.into(), Cell::Empty])
    };
    for unit in &world.units {
        for &user in &unit.registrars {
            give(user, "Registrera faktura")?;
        }
        for &user in &unit.approvers {
            give(user, "Attestera faktura")?;
        }
    }
    for &user in &world.finance {
        give(user, "Släppa betalning")?;
        give(user, "Ändra leverantör")?;
    }
    for (user, role) in &world.planned.entitlements {
        give(*user, role)?;
    }
    folder.close(text)
}
