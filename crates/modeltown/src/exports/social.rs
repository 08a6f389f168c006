//! The social board's own extracts: cases, payments, assignments, income answers, users, and who looked at what.

use crate::calendar::Day;
use crate::draw::Draw;
use crate::error::TownError;
use crate::folder::{Folder, Text};
use crate::form::{Cell, EXCEL, OLD, TAB};
use crate::numbers;
use crate::people::is_social;
use crate::world::{Access, Case, World};
use std::collections::BTreeSet;

/// Writes them.
pub(super) fn write(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    cases(world, folder)?;
    payments(world, folder)?;
    users(world, folder)?;
    extracts(world, folder)?;
    log(world, folder)
}

fn case_user(world: &World, user: usize) -> &str {
    world.case_users.get(user).map_or("", |user| user.id.as_str())
}

fn cases(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = [
        "Ärendenr",
        "Personnummer",
        "Hushåll",
        "Gatuadress",
        "Postnr",
        "Handläggare",
        "Öppnat",
        "Avslutat",
        "Antal rum",
        "Hyresvärd orgnr",
        "Andrahand medgiven",
        "Senaste anteckning",
        "Sekretessmarkering",
    ];
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
            Cell::Int(2),
            (&case.facts.landlord).into(),
            case.facts.sublet.into(),
            case.facts.contact.unwrap_or_else(|| contact(world, case)).into(),
            case.facts.protected.into(),
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

/// The last note of an ordinary case: a few weeks before its end, or before the end of the span.
fn contact(world: &World, case: &Case) -> Day {
    case.closed.unwrap_or(world.span.last).plus(-20).max(case.opened)
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
        "Biståndstyp",
        "Manuell",
        "Mottagarroll",
        "Mottagarens orgnr",
        "Avser",
        "Redovisad inkomst",
        "Dokumentets kontrollsumma",
    ];
    let mut paid = folder.text("socialnamnden/bistandsutbetalningar.csv", OLD, &header)?;
    let header = ["Personnummer", "Månad", "Uppgiftslämnare", "Belopp"];
    let mut incomes = folder.text("socialnamnden/ssbtek_svar.txt", TAB, &header)?;
    let mut number = 0_u64;
    for month in world.months() {
        let end = if month > world.span.last { world.until } else { world.span.last };
        let day = month.plus(26).workday().min(end);
        for case in world.cases.iter().take(world.ordinary.cases) {
            if case.opened > month || case.closed.is_some_and(|closed| closed < day) || draw.chance(200) {
                continue;
            }
            number += 1;
            let decider = (case.handler + 1) % world.ordinary.case_users.max(1);
            let amount = draw.between(28, 145) * 100_00 + draw.between(0, 99);
            let id = format!("EB{number:07}");
            let kind = draw.pick(&["Riksnorm", "Riksnorm", "Riksnorm", "Hyra", "Tandvård"]);
            let mut income = 0;
            if draw.chance(300) {
                let source = draw.pick(&["Försäkringskassan", "Arbetsförmedlingen", "CSN", "Skatteverket"]);
                income = draw.between(8, 52) * 100_00;
                incomes.row(&[(&case.person).into(), month.into(), source.into(), Cell::Money(income)])?;
            }
            paid.row(&[
                (&id).into(),
                (&case.id).into(),
                Cell::Money(amount),
                (&numbers::account_dashed(&case.account)).into(),
                Cell::Empty,
                day.into(),
                case_user(world, case.handler).into(),
                case_user(world, decider).into(),
                kind.into(),
                false.into(),
                Cell::Empty,
                Cell::Empty,
                month.into(),
                Cell::Money(income),
                Cell::Empty,
            ])?;
        }
    }
    apart(world, &mut paid, &mut incomes)?;
    folder.close(paid)?;
    folder.close(incomes)
}

/// Payments and incomes beside the ordinary ones.
fn apart(world: &World, paid: &mut Text, incomes: &mut Text) -> Result<(), TownError> {
    for (number, aid) in (1..).zip(&world.planned.aid) {
        let id = format!("EB8{number:06}");
        let (year, of_year, _) = aid.on.civil();
        let payee = if aid.payee.is_empty() { String::new() } else { numbers::org_dashed(&aid.payee) };
        paid.row(&[
            (&id).into(),
            (&aid.case).into(),
            Cell::Money(aid.amount),
            (&aid.account).into(),
            Cell::Empty,
            aid.on.into(),
            case_user(world, aid.handler).into(),
            case_user(world, aid.decider).into(),
            aid.kind.into(),
            aid.manual.into(),
            aid.payee_role.into(),
            (&payee).into(),
            Day::new(year, of_year, 1).into(),
            Cell::Money(aid.income),
            (&aid.document).into(),
        ])?;
    }
    for (person, month, source, income) in &world.planned.incomes {
        incomes.row(&[person.into(), (*month).into(), (*source).into(), Cell::Money(*income)])?;
    }
    Ok(())
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
        "Gatuadress",
        "Postnr",
        "Lägenhetsnummer",
        "Lönekonto",
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
            (&employee.street).into(),
            (&employee.postal).into(),
            (&employee.dwelling).into(),
            (&numbers::account_dashed(&employee.account)).into(),
        ])?;
    }
    folder.close(text)
}

/// The board's own extracts of the population register, for everybody in its cases, and of the company register.
fn extracts(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = [
        "Personnummer",
        "Folkbokföringsadress",
        "Postnr",
        "Lägenhetsnummer",
        "Folkbokförd från",
        "Avregistreringsdatum",
        "Avregorsak",
    ];
    let mut text = folder.text("socialnamnden/folkbokforing.txt", TAB, &header)?;
    let planned: BTreeSet<&str> = world.planned.residents.iter().map(|found| found.person.as_str()).collect();
    for (number, case) in world.cases.iter().enumerate().filter(|(_, case)| !planned.contains(case.person.as_str())) {
        let dwelling = format!("1{:03}", 100 + number % 900);
        text.row(&[
            (&case.person).into(),
            (&case.street).into(),
            (&case.postal).into(),
            (&dwelling).into(),
            case.opened.plus(-700).into(),
            Cell::Empty,
            Cell::Empty,
        ])?;
    }
    for found in &world.planned.residents {
        let (gone, why) = found.gone.map_or((Cell::Empty, Cell::Empty), |(day, why)| (day.into(), why.into()));
        text.row(&[
            (&found.person).into(),
            (&found.street).into(),
            (&found.postal).into(),
            (&found.dwelling).into(),
            found.since.into(),
            gone,
            why,
        ])?;
    }
    folder.close(text)?;
    let header = ["Organisationsnummer", "Företagsnamn", "Organisationsform", "Omsättning"];
    let mut text = folder.text("socialnamnden/foretagsuppgifter.csv", TAB, &header)?;
    let known = |org: &String| world.planned.known_firms.contains(org);
    for company in world.companies.iter().filter(|company| known(&company.org)) {
        text.row(&[
            (&numbers::org_dashed(&company.org)).into(),
            (&company.name).into(),
            company.form.into(),
            Cell::Money(company.turnover),
        ])?;
    }
    folder.close(text)?;
    let header = ["Organisationsnummer", "Personnummer", "Funktion", "Tillträde", "Avgång"];
    let mut text = folder.text("socialnamnden/funktionarer.csv", EXCEL, &header)?;
    for role in world.roles.iter().filter(|role| known(&role.org)) {
        let (person, kind) = ((&role.person).into(), role.kind.into());
        text.row(&[(&role.org).into(), person, kind, role.starts.into(), role.ends.into()])?;
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
        let header =
            ["Tidpunkt", "Användare", "System", "Händelse", "Ärendenr", "Personnummer", "Enhet", "Berörd medarbetare"];
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
        access.system.unwrap_or("Treserva").into(),
        access.act.into(),
        (&access.case).into(),
        (&access.person).into(),
        world.unit_name(unit).into(),
        access.about.map_or("", |employee| world.employee_id(employee)).into(),
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
            system: None,
            about: None,
        });
    }
    out
}
