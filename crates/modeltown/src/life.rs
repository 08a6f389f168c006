//! Associations and grants, side jobs, decisions under delegation, and the cases of economic assistance.

use crate::calendar::Day;
use crate::draw::Draw;
use crate::names;
use crate::numbers::{self, OrgForm};
use crate::suppliers;
use crate::trades::TRADES;
use crate::world::{
    Assignment, Association, Case, CaseFacts, Company, Decision, Delegation, Grant, GrantFacts, Role, SideJob, World,
};

/// Fills the rest of the town.
pub(crate) fn live(world: &mut World) {
    let mut draw = world.draw("life");
    associate(world, &mut draw);
    declare(world, &mut draw);
    delegate(world);
    decide(world, &mut draw);
    open_cases(world, &mut draw);
}

/// The unit with that name (the first unit when there is none).
pub(crate) fn unit_named(world: &World, name: &str) -> usize {
    world.units.iter().position(|unit| unit.name.starts_with(name)).unwrap_or_default()
}

fn associate(world: &mut World, draw: &mut Draw) {
    let clubs: Vec<usize> = (0..world.suppliers.len())
        .filter(|&index| world.suppliers.get(index).is_some_and(|supplier| supplier.kind == "association"))
        .collect();
    for index in clubs {
        let Some(club) = world.suppliers.get(index).cloned() else { continue };
        let association = Association {
            org: club.org,
            name: club.name,
            street: club.street,
            postal: club.postal,
            city: club.city,
            bankgiro: club.bankgiro,
            bank: String::new(),
            founded: Day::new(1970, 1, 1).plus(draw.days(0, 15_000)),
            members: draw.between(18, 640),
            umbrella: draw.pick(&["", "Riksidrottsförbundet", "Studieförbundet Vuxenskolan", "Hembygdsförbundet"]),
        };
        world.associations.push(association);
    }
    for _ in 0..world.scaled(60, 8) {
        small_association(world, draw);
    }
    for index in 0..world.associations.len() {
        grants_of(world, draw, index);
    }
}

/// An association that only receives grants.
fn small_association(world: &mut World, draw: &mut Draw) {
    world.stems += 1;
    let number = world.stems;
    let org = world.mint.org(OrgForm::Association);
    let name = format!(
        "{} {}",
        names::stem(draw, number),
        draw.pick(&["Byalag", "Kulturförening", "Idrottsklubb", "Ungdomsförening"])
    );
    let (street, postal, city) = names::address(draw);
    let founded = Day::new(1980, 1, 1).plus(draw.days(0, 14_000));
    world.companies.push(Company {
        org: org.clone(),
        name: name.clone(),
        form: "I",
        registered: Some(founded),
        sni: "93120",
        street: street.clone(),
        postal: postal.clone(),
        city: city.clone(),
        activity: "Ideell verksamhet",
        ..Company::default()
    });
    suppliers::seat(world, draw, &org, "chair");
    let bankgiro = world.mint.bankgiro();
    world.giros.push(crate::world::Giro { account: bankgiro.clone(), owner: org.clone(), name: name.clone() });
    let members = draw.between(12, 200);
    world.associations.push(Association {
        org,
        name,
        street,
        postal,
        city,
        bankgiro,
        bank: String::new(),
        founded,
        members,
        umbrella: "",
    });
}

/// The two who handle and decide grants.
pub(crate) fn grant_officers(world: &World) -> (usize, usize) {
    let unit = unit_named(world, "Kultur- och fritidsenheten");
    let found = world.units.get(unit);
    let first = |list: Option<&Vec<usize>>| list.and_then(|list| list.first().copied()).unwrap_or_default();
    (first(found.map(|unit| &unit.registrars)), first(found.map(|unit| &unit.approvers)))
}

fn grants_of(world: &mut World, draw: &mut Draw, index: usize) {
    let (handler, decider) = grant_officers(world);
    let Some(association) = world.associations.get(index) else { return };
    let mut made = Vec::new();
    for year in world.span.first.year()..=world.span.last.year() {
        let on = Day::new(year, 4, 1).plus(draw.days(0, 60)).workday();
        if on < world.span.first || on > world.span.last || draw.chance(200) {
            continue;
        }
        made.push(Grant {
            org: association.org.clone(),
            kind: draw.pick(&["Aktivitetsbidrag", "Lokalbidrag", "Startbidrag", "Ledarutbildning"]),
            paid: draw.between(40, 900) * 100_00,
            on,
            account: numbers::bankgiro_dashed(&association.bankgiro),
            handler,
            decider,
            facts: GrantFacts::default(),
        });
    }
    world.grants.append(&mut made);
}

/// Side jobs in companies that the municipality does not buy from.
fn declare(world: &mut World, draw: &mut Draw) {
    for employee in 0..world.staff.len() {
        if !draw.chance(30) {
            continue;
        }
        let trade = draw.index(TRADES.len());
        let org = suppliers::company(world, draw, trade);
        own(world, employee, &org, "board_member");
        let declared = world.span.first.plus(draw.days(-600, world.span.days() - 1));
        let approved = draw.chance(930);
        let text = draw.pick(&["Eget företag på kvällstid", "Styrelseuppdrag", "Delägare", "Timanställd"]);
        world.side_jobs.push(SideJob { employee, org, text, declared, approved });
    }
}

/// Gives an employee a post in a company since before the town begins.
pub(crate) fn own(world: &mut World, employee: usize, org: &str, kind: &'static str) {
    let starts = world.span.first.plus(-400);
    let Some(employee) = world.staff.get(employee) else { return };
    world.roles.push(Role {
        org: org.to_owned(),
        person: employee.person.clone(),
        name: employee.name.clone(),
        kind,
        starts,
        ends: None,
    });
}

/// Points of the delegation order: number, what, who, up to how many kronor.
const POINTS: [(&str, &str, &str, i64); 14] = [
    ("1.1", "Direktupphandling", "enhetschef", 100_000),
    ("1.1", "Direktupphandling", "avdelningschef", 300_000),
    ("1.1", "Direktupphandling", "förvaltningschef", 700_000),
    ("1.2", "Avrop från ramavtal", "enhetschef", 500_000),
    ("1.2", "Avrop från ramavtal", "avdelningschef", 2_000_000),
    ("1.3", "Tecknande av avtal", "förvaltningschef", 5_000_000),
    ("2.1", "Föreningsbidrag", "handläggare", 50_000),
    ("2.1", "Föreningsbidrag", "enhetschef", 250_000),
    ("3.1", "Försörjningsstöd", "handläggare", 30_000),
    ("3.1", "Försörjningsstöd", "enhetschef", 120_000),
    ("4.1", "Uthyrning av lokal", "enhetschef", 400_000),
    ("4.2", "Försäljning av lös egendom", "enhetschef", 75_000),
    ("5.1", "Skadestånd", "avdelningschef", 50_000),
    ("5.2", "Representation", "enhetschef", 20_000),
];

/// The delegation order: first as of 2018, raised by a fifth from 2025.
fn delegate(world: &mut World) {
    let renewed = Day::new(2025, 1, 1);
    for (point, _, role, max) in POINTS {
        let line = |max: i64, starts, ends| Delegation { point: point.to_owned(), role, max: max * 100, starts, ends };
        world.delegations.push(line(max, Day::new(2015, 1, 1), Some(renewed.plus(-1))));
        world.delegations.push(line(max * 6 / 5, renewed, None));
    }
}

fn decide(world: &mut World, draw: &mut Draw) {
    let years = u64::try_from(world.span.days() / 365).unwrap_or(1);
    for _ in 0..world.scaled(1_900 * years, 60 * years) {
        let (point, kind, role, max) = draw.pick(&POINTS);
        let unit = draw.index(world.units.len());
        let by = world.units.get(unit).map_or(0, |unit| unit.manager);
        let on = world.span.first.plus(draw.days(0, world.span.days() - 1)).workday().min(world.span.last);
        let amount = max * draw.between(4, 92) + draw.between(0, 99);
        let other = draw.index(world.suppliers.len());
        let org = world
            .suppliers
            .get(other)
            .filter(|_| point.starts_with('1'))
            .map_or_else(String::new, |found| found.org.clone());
        world.decisions.push(Decision {
            kind,
            amount,
            by,
            role,
            unit,
            on,
            point: point.to_owned(),
            reported: Some(on.plus(draw.days(10, 45))).filter(|day| *day <= world.span.last),
            subject: format!("{kind}, {}", world.unit_name(unit)),
            org,
            recused: false,
        });
    }
}

fn open_cases(world: &mut World, draw: &mut Draw) {
    let users = world.case_users.len();
    for number in 0..world.scaled(1_200, 60) {
        let handler = draw.index(users);
        let opened = world.span.first.plus(draw.days(-500, world.span.days() - 40));
        let closed = draw.chance(600).then(|| opened.plus(draw.days(60, 800))).filter(|day| *day < world.span.last);
        let person = if draw.chance(150) { world.mint.elder() } else { world.mint.worker() };
        let case = open_case(world, draw, (number, person, handler), (opened, closed));
        let start = world.assignments.len();
        assign(world, draw, &case, users);
        world.case_ranges.push(start..world.assignments.len());
    }
}

/// Opens a case; returns it.
pub(crate) fn open_case(
    world: &mut World,
    draw: &mut Draw,
    (number, person, handler): (usize, String, usize),
    (opened, closed): (Day, Option<Day>),
) -> Case {
    let (street, postal, _) = names::address(draw);
    let case = Case {
        id: format!("EB-{}-{:05}", opened.year(), number + 1),
        person,
        household: format!("H{:06}", number + 1),
        street,
        postal,
        handler,
        opened,
        closed,
        account: world.mint.account(),
        facts: CaseFacts::default(),
    };
    world.cases.push(case.clone());
    case
}

/// Who else may look: the team, somebody on duty, somebody asked, whoever took the queue.
fn assign(world: &mut World, draw: &mut Draw, case: &Case, users: usize) {
    let mut add = |user, kind, starts, ends| {
        world.assignments.push(Assignment { case: case.id.clone(), user, kind, starts, ends });
    };
    add(case.handler, "handler", case.opened, case.closed);
    for place in 1..=3 {
        add((case.handler + place) % users.max(1), "team", case.opened, case.closed);
    }
    let queue = draw.index(users);
    add(queue, "queue", case.opened.plus(-3), Some(case.opened.plus(14)));
    if draw.chance(300) {
        let starts = case.opened.plus(draw.days(20, 200));
        add(draw.index(users), "consultation", starts, Some(starts.plus(30)));
    }
    if draw.chance(500) {
        let day = case.opened.plus(draw.days(5, 300));
        add(draw.index(users), "duty", day, Some(day.plus(6)));
    }
}
