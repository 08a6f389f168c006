//! The social board's own extracts: cases, payments, assignments, income answers, users, and who looked at what.

use crate::calendar::Day;
use crate::draw::Draw;
use crate::error::TownError;
use crate::folder::{Folder, Text};
use crate::form::{Cell, EXCEL, OLD, TAB};
use crate::numbers;
use crate::people::is_social;
use crate::world::{Access, World};

/// Writes them.
pub(super) fn write(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    cases(world, folder)?;
    payments(world, folder)?;
    users(world, folder)?;
    log(world, folder)
}

fn case_user(world: &World, user: usize) -> &str {
    world.case_users.get(user).map_or("", |user| user.id.as_str())
}

fn cases(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = ["Ärendenr", "Personnummer", "Hushåll", "Gatuadress", "Postnr", "Handläggare", "Öppnat", "Avslutat"];
    let mut text = folder.text("socialnamnden/bistandsarenden.csv", OLD, &header)?;
    for case in &world.cases {
        text.row(&[
            (&case.id).into(),
            (&numbers::person_dashed(&case.person)).into(),
            (&case.household).into(),
            (&case.street).into(),
            (&case.postal).into(),
            case_user(world, case.handler).into(),
            case.opened.into(),
            case.closed.into(),
        ])?;
    }
    folder.close(text)?;
    let header = ["Ärendenr", "Användare", "Tilldelning", "Från", "Till"];
    let mut text = folder.text("socialnamnden/arendetilldelning.csv", EXCEL, &header)?;
    for assignment in &world.assignments {
        text.row(&[
            (&assignment.case).into(),
            case_user(world, assignment.user).into(),
            assignment.kind.into(),
            assignment.starts.into(),
            assignment.ends.into(),
        ])?;
    }
    folder.close(text)
}

fn payments(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("assistance export");
    let header = [
        "Utbetalningsnr",
        "Ärendenr",
        "Utbetalt belopp",
        "Konto",
        "Mottagande leverantör",
        "Utbetalningsdatum",
        "Handläggare",
        "Beslutsfattare",
        "Ändamål",
    ];
    let mut paid = folder.text("socialnamnden/bistandsutbetalningar.csv", OLD, &header)?;
    let header = ["Personnummer", "Månad", "Uppgiftslämnare", "Belopp"];
    let mut incomes = folder.text("socialnamnden/ssbtek_svar.txt", TAB, &header)?;
    let mut number = 0_u64;
    for month in world.months() {
        let end = if month > world.span.last { world.until } else { world.span.last };
        let day = month.plus(26).workday().min(end);
        for case in &world.cases {
            if case.opened > month || case.closed.is_some_and(|closed| closed < day) || draw.chance(200) {
                continue;
            }
            number += 1;
            let decider = (case.handler + 1) % world.case_users.len().max(1);
            let amount = draw.between(28, 145) * 100_00 + draw.between(0, 99);
            let id = format!("EB{number:07}");
            paid.row(&[
                (&id).into(),
                (&case.id).into(),
                Cell::Money(amount),
                (&numbers::account_dashed(&case.account)).into(),
                Cell::Empty,
                day.into(),
                case_user(world, case.handler).into(),
                case_user(world, decider).into(),
                draw.pick(&["Riksnorm", "Riksnorm", "Riksnorm", "Hyra", "Tandvård"]).into(),
            ])?;
            if draw.chance(300) {
                let source = draw.pick(&["Försäkringskassan", "Arbetsförmedlingen", "CSN", "Skatteverket"]);
                let income = Cell::Money(draw.between(8, 52) * 100_00);
                incomes.row(&[(&case.person).into(), month.into(), source.into(), income])?;
            }
        }
    }
    folder.close(paid)?;
    folder.close(incomes)
}

fn users(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut text = folder.text("socialnamnden/anvandare.csv", EXCEL, &super::USERS)?;
    for user in &world.case_users {
        let employee = user.employee.map_or("", |employee| world.employee_id(employee));
        text.row(&[(&user.id).into(), employee.into(), (&user.name).into(), true.into(), user.kind.into()])?;
    }
    folder.close(text)?;
    let header = [
        "Anställningsnr",
        "Personnummer",
        "Namn",
        "Enhet",
        "Befattning",
        "Befattningstyp",
        "Anställd från",
        "Anställd till",
    ];
    let mut text = folder.text("socialnamnden/personal.csv", EXCEL, &header)?;
    for employee in world.staff.iter().filter(|employee| is_social(world.unit_name(employee.unit))) {
        text.row(&[
            (&employee.id).into(),
            (&employee.person).into(),
            (&employee.name).into(),
            world.unit_name(employee.unit).into(),
            employee.position.into(),
            employee.kind.into(),
            employee.starts.into(),
            employee.ends.into(),
        ])?;
    }
    folder.close(text)
}

/// The access log, a file for each calendar year, in order of time.
fn log(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("access log");
    let days = u64::try_from(world.span.days()).unwrap_or(1);
    let daily = world.scaled(300_000 * days / 1_096, 3 * days) as u64 / days;
    let mut planned: Vec<&Access> = world.accesses.iter().collect();
    planned.sort_by(|a, b| (a.at, a.user, &a.person).cmp(&(b.at, b.user, &b.person)));
    let mut planned = planned.into_iter().peekable();
    let mut day = world.span.first;
    for year in world.span.first.year()..=world.until.year() {
        let header = ["Tidpunkt", "Användare", "System", "Händelse", "Ärendenr", "Personnummer", "Enhet"];
        let mut text = folder.text(&format!("socialnamnden/logg/loggutdrag_{year}.csv"), EXCEL, &header)?;
        while day.year() == year && day <= world.until {
            let mut today =
                if day.workday() == day { explained(world, &mut draw, day, daily * 7 / 5) } else { Vec::new() };
            while let Some(access) = planned.next_if(|access| access.at.day() <= day) {
                today.push(access.clone());
            }
            today.sort_by(|a, b| (a.at, a.user, &a.person).cmp(&(b.at, b.user, &b.person)));
            for access in &today {
                line(world, &mut text, access)?;
            }
            day = day.plus(1);
        }
        if year == world.span.first.year() {
            text.row(&[Cell::Text("okänd tid"), Cell::Text("SYSTEM"), Cell::Text("Procapita"), Cell::Text("open")])?;
        }
        folder.close(text)?;
    }
    Ok(())
}

fn line(world: &World, text: &mut Text, access: &Access) -> Result<(), TownError> {
    let user = world.case_users.get(access.user);
    let unit = user
        .and_then(|user| user.employee)
        .and_then(|employee| world.staff.get(employee))
        .map_or(0, |found| found.unit);
    text.row(&[
        access.at.into(),
        case_user(world, access.user).into(),
        Cell::Text("Treserva"),
        access.act.into(),
        (&access.case).into(),
        (&access.person).into(),
        world.unit_name(unit).into(),
    ])
}

/// Looks into files by people who work on them that day; now and then one that nobody can explain.
fn explained(world: &World, draw: &mut Draw, day: Day, count: u64) -> Vec<Access> {
    let mut out = Vec::new();
    for _ in 0..count * 6 {
        if out.len() as u64 >= count {
            break;
        }
        let place = draw.index(world.case_ranges.len());
        let (Some(range), Some(case)) = (world.case_ranges.get(place), world.cases.get(place)) else { continue };
        if case.opened > day || case.closed.is_some_and(|closed| closed < day) {
            continue;
        }
        let Some(assigned) = world.assignments.get(range.clone()) else { continue };
        let Some(assignment) = assigned.get(draw.index(assigned.len())) else { continue };
        let valid = assignment.starts <= day && assignment.ends.is_none_or(|ends| day <= ends);
        let user = if valid { assignment.user } else { case.handler };
        out.push(Access {
            user,
            person: case.person.clone(),
            case: case.id.clone(),
            act: draw.pick(&["open", "open", "open", "open", "search", "print"]),
            at: day.at(draw.between(7, 16), draw.between(0, 59)),
        });
    }
    out
}
