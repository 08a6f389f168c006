//! Associations, grants, attendance, permits, leases, flats, residence and the housing queue.

use crate::calendar::Day;
use crate::draw::Draw;
use crate::error::TownError;
use crate::folder::{Folder, Text};
use crate::form::{Cell, EXCEL, OLD, TAB};
use crate::names;
use crate::numbers;
use crate::world::World;
use std::collections::BTreeMap;

/// Writes them.
pub(super) fn write(world: &mut World, folder: &mut Folder) -> Result<(), TownError> {
    associations(world, folder)?;
    grants(world, folder)?;
    attendance(world, folder)?;
    permits(world, folder)?;
    leases(world, folder)?;
    flats(world, folder)
}

fn associations(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = [
        "Organisationsnummer",
        "Föreningsnamn",
        "Gatuadress",
        "Postnr",
        "Ort",
        "Bankgiro",
        "Bankkonto",
        "Bildad",
        "Antal medlemmar",
        "Riksorganisation",
    ];
    let mut sheet = folder.sheet("kommunstyrelsen/foreningar.xlsx", "Föreningsregister", &header)?;
    for association in &world.associations {
        let bankgiro = if association.bankgiro.is_empty() {
            String::new()
        } else {
            numbers::bankgiro_dashed(&association.bankgiro)
        };
        let bank = if association.bank.is_empty() { String::new() } else { numbers::account_dashed(&association.bank) };
        sheet.row(&[
            (&numbers::org_dashed(&association.org)).into(),
            (&association.name).into(),
            (&association.street).into(),
            (&association.postal).into(),
            (&association.city).into(),
            (&bankgiro).into(),
            (&bank).into(),
            association.founded.into(),
            Cell::Int(association.members),
            association.umbrella.into(),
        ])?;
    }
    folder.close_sheet(sheet)
}

fn grants(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("grant export");
    let header = [
        "Ansökningsnr",
        "Organisationsnummer",
        "Bidragstyp",
        "Bidragsår",
        "Sökt belopp",
        "Utbetalt belopp",
        "Utbetalningsdatum",
        "Konto",
        "Handläggare",
        "Beslutsfattare",
        "Redovisad",
        "Aktivitet",
        "Finansiär",
        "Antal medlemmar",
        "Total kostnad",
        "Varav till styrelsen",
        "Årsmötesbeslut om ersättning",
        "Hyresavtal",
    ];
    let mut text = folder.text("kommunstyrelsen/bidrag.csv", OLD, &header)?;
    let members: BTreeMap<&str, i64> =
        world.associations.iter().map(|association| (association.org.as_str(), association.members)).collect();
    for (number, grant) in (1..).zip(&world.grants) {
        let id = format!("BID-{}-{number:05}", grant.on.year());
        let reported = Some(grant.on.plus(draw.days(200, 300))).filter(|day| *day <= world.span.last);
        let sought = grant.paid + draw.between(0, 300) * 100_00;
        let stated = grant.facts.members.or_else(|| members.get(grant.org.as_str()).copied());
        text.row(&[
            (&id).into(),
            (&numbers::org_dashed(&grant.org)).into(),
            grant.kind.into(),
            Cell::Int(i64::from(grant.on.year())),
            Cell::Money(grant.facts.sought.unwrap_or(sought)),
            Cell::Money(grant.paid),
            grant.on.into(),
            (&grant.account).into(),
            world.user_id(grant.handler).into(),
            world.user_id(grant.decider).into(),
            reported.into(),
            grant.facts.activity.unwrap_or("Ordinarie verksamhet").into(),
            grant.facts.funder.unwrap_or("Kultur- och fritidsnämnden").into(),
            stated.map_or(Cell::Empty, Cell::Int),
            Cell::Money(grant.facts.cost.unwrap_or(grant.paid + grant.paid / 4)),
            Cell::Money(grant.facts.to_board),
            grant.facts.agreed.into(),
            (!grant.facts.no_lease).into(),
        ])?;
    }
    folder.close(text)
}

/// What the youth clubs report: a group each, once a week in term time, the last year.
fn attendance(world: &mut World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("attendance export");
    let header =
        ["Organisationsnummer", "Sammankomst", "Aktivitetsdatum", "Starttid", "Personnummer", "Ledare", "Lokal"];
    let mut text = folder.text("kommunstyrelsen/narvaro.csv", EXCEL, &header)?;
    let first = world.span.last.month_plus(-9);
    let clubs: Vec<String> = world
        .associations
        .iter()
        .take(world.ordinary.associations)
        .step_by(4)
        .map(|association| association.org.clone())
        .collect();
    for org in &clubs {
        let people: Vec<String> = (0..draw.between(7, 14)).map(|_| world.mint.worker()).collect();
        let activity = draw.pick(&["Träning flickor", "Träning pojkar", "Kulturgrupp", "Scoutmöte", "Ridlektion"]);
        let hall = draw.pick(&["Sporthallen", "Kulturhuset", "Skolans gymnastiksal", "Ridhuset", "Klubbstugan"]);
        for week in 0..36 {
            let day = first.plus(week * 7 + 2);
            if day > world.span.last {
                break;
            }
            for (place, person) in people.iter().enumerate() {
                if place > 1 && draw.chance(180) {
                    continue;
                }
                text.row(&[
                    org.into(),
                    activity.into(),
                    day.into(),
                    day.at(18, 0).into(),
                    person.into(),
                    (place < 2).into(),
                    hall.into(),
                ])?;
            }
        }
    }
    for session in &world.planned.sessions {
        for (place, person) in session.people.iter().enumerate() {
            let held = session.at.day();
            text.row(&[
                (&session.org).into(),
                session.activity.into(),
                held.into(),
                session.at.into(),
                person.into(),
                (place == 0).into(),
                session.hall.into(),
            ])?;
        }
    }
    folder.close(text)
}

fn property(draw: &mut Draw) -> String {
    let (street, ..) = names::address(draw);
    let block =
        street.split(' ').next().unwrap_or("Berga").trim_end_matches("gatan").trim_end_matches("vägen").to_owned();
    format!("Lindåker {block} {}:{}", draw.between(1, 40), draw.between(1, 90))
}

fn permits(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("permit export");
    let header = [
        "Ärendenr",
        "Tillståndstyp",
        "Organisationsnummer",
        "Fastighetsbeteckning",
        "Gatuadress",
        "Handläggare",
        "Beslutsfattare",
        "Ansökan inkom",
        "Beslutsdatum",
        "Utfall",
        "Yttrande",
    ];
    let mut text = folder.text("kommunstyrelsen/tillstand.csv", OLD, &header)?;
    let unit = crate::life::unit_named(world, "Bygg- och miljöenheten");
    let of = |list: fn(&crate::world::Unit) -> &Vec<usize>| {
        world.units.get(unit).and_then(|unit| list(unit).first().copied()).map_or("", |user| world.user_id(user))
    };
    let (handler, decider) = (of(|unit| &unit.registrars), of(|unit| &unit.approvers));
    for number in 1..=world.scaled(320, 20) {
        let place = draw.index(world.settled);
        let Some(company) = world.companies.get(place) else { continue };
        let applied = world.span.first.plus(draw.days(0, world.span.days() - 140));
        let id = format!("BM {}-{number:04}", applied.year());
        let (street, ..) = names::address(&mut draw);
        text.row(&[
            (&id).into(),
            draw.pick(&["Serveringstillstånd", "Livsmedelsregistrering", "Bygglov", "Tobakstillstånd", "Uteservering"])
                .into(),
            (&numbers::org_dashed(&company.org)).into(),
            (&property(&mut draw)).into(),
            (&street).into(),
            handler.into(),
            decider.into(),
            applied.into(),
            applied.plus(draw.days(15, 130)).into(),
            draw.pick(&["Bifall", "Bifall", "Bifall", "Bifall", "Avslag"]).into(),
            Cell::Text("Tillstyrks"),
        ])?;
    }
    for (number, permit) in (1..).zip(&world.planned.permits) {
        let id = format!("BM {}-8{number:03}", permit.applied.year());
        text.row(&[
            (&id).into(),
            permit.kind.into(),
            (&numbers::org_dashed(&permit.org)).into(),
            (&permit.property).into(),
            (&permit.street).into(),
            world.user_id(permit.handler).into(),
            world.user_id(permit.decider).into(),
            permit.applied.into(),
            permit.decided.into(),
            permit.outcome.into(),
            permit.opinion.into(),
        ])?;
    }
    text.row(&[
        Cell::Text("BM 2026-9999"),
        Cell::Text("Bygglov"),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::Text("2025-13-45"),
    ])?;
    folder.close(text)
}

fn leases(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("lease export");
    let header = [
        "Avtalsnr",
        "Upplåtelsetyp",
        "Fastighet",
        "Organisationsnummer",
        "Hyresgäst",
        "Årshyra",
        "Marknadshyra",
        "Gäller från",
        "Gäller till",
        "Omprövas",
        "Undertecknare",
        "Gatuadress",
        "Postnr",
        "Omprövningsärende",
        "Hyresnedsättning",
        "Andrahand medgiven",
        "Försäljningspris",
        "Värderat belopp",
        "Avdrag",
    ];
    let mut sheet = folder.sheet("kommunstyrelsen/arrenden.xlsx", "Arrenden, tomträtter och lokaler", &header)?;
    for number in 1..=world.scaled(210, 12) {
        let place = draw.index(world.settled);
        let Some(company) = world.companies.get(place) else { continue };
        let starts = Day::new(2008, 1, 1).plus(draw.days(0, 5_500));
        let reference = draw.between(20, 600) * 1_000_00;
        let rent = reference * draw.between(82, 108) / 100;
        let id = format!("ARR-{number:04}");
        sheet.row(&[
            (&id).into(),
            draw.pick(&["Lokalhyra", "Arrende", "Tomträtt"]).into(),
            (&property(&mut draw)).into(),
            (&numbers::org_dashed(&company.org)).into(),
            (&company.name).into(),
            Cell::Money(rent),
            Cell::Money(reference),
            starts.into(),
            starts.plus(3_650 + draw.days(0, 3_650)).into(),
            world.span.last.plus(draw.days(100, 1_500)).into(),
            world.employee_id(draw.pick(&world.buyers)).into(),
            Cell::Empty,
            Cell::Empty,
            Cell::Text("Bevakas i KS 2025/118"),
            Cell::Empty,
            false.into(),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
        ])?;
    }
    for (number, lease) in (1..).zip(&world.planned.leases) {
        let id = format!("ARR-8{number:03}");
        let money = |sum: i64| if sum == 0 { Cell::Empty } else { Cell::Money(sum) };
        let [price, valuation, deduction] = lease.sale.map_or([Cell::Empty; 3], |sums| sums.map(money));
        sheet.row(&[
            (&id).into(),
            lease.kind.into(),
            (&lease.property).into(),
            (&numbers::org_dashed(&lease.org)).into(),
            (&lease.name).into(),
            money(lease.rent),
            money(lease.reference),
            lease.starts.into(),
            lease.ends.into(),
            world.span.last.plus(400).into(),
            world.employee_id(lease.signer).into(),
            (&lease.street).into(),
            (&lease.postal).into(),
            lease.reviewed.into(),
            lease.reduced.into(),
            lease.consent.into(),
            price,
            valuation,
            deduction,
        ])?;
    }
    folder.close_sheet(sheet)
}

/// Flats of the municipal landlord, where people are registered, and who waits for a flat.
fn flats(world: &mut World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("flat export");
    let tenants = world.habitual(2_900, 60, [50, 180]);
    let mut rented = folder.text(
        "kommunstyrelsen/hyreskontrakt.csv",
        OLD,
        &[
            "Lägenhets-id",
            "Personnummer",
            "Månadshyra",
            "Inflyttning",
            "Avflyttning",
            "Gatuadress",
            "Postnr",
            "Lantmäteriets lägenhetsnummer",
            "Andrahand medgiven",
        ],
    )?;
    let header = ["Personnummer", "Folkbokföringsadress", "Postnr", "Postort", "Lägenhetsnummer", "Folkbokförd från"];
    let mut lives = folder.text("kommunstyrelsen/folkbokforing.txt", TAB, &header)?;
    let mut apart = world.draw("residence apart");
    for (place, employee) in world.staff.iter().enumerate() {
        let draw = if place < world.ordinary.staff { &mut draw } else { &mut apart };
        lives.row(&[
            (&employee.person).into(),
            (&employee.street).into(),
            (&employee.postal).into(),
            (&employee.city).into(),
            (&employee.dwelling).into(),
            world.span.first.plus(-draw.days(100, 6_000)).into(),
        ])?;
    }
    for _ in 0..tenants {
        let person = if draw.chance(400) { world.mint.elder() } else { world.mint.worker() };
        let flat = world.mint.flat();
        let since = world.span.first.plus(draw.days(-4_000, world.span.days() - 10));
        let (street, postal, _) = names::address(&mut draw);
        let dwelling = format!("1{}0{}", draw.between(0, 7), draw.between(1, 6));
        rented.row(&[
            (&flat).into(),
            (&person).into(),
            Cell::Money(draw.between(42, 128) * 100_00),
            since.into(),
            Cell::Empty,
            (&street).into(),
            (&postal).into(),
            (&dwelling).into(),
            false.into(),
        ])?;
        lives.row(&[
            (&person).into(),
            (&street).into(),
            (&postal).into(),
            Cell::Text("Lindåker"),
            (&dwelling).into(),
            since.plus(draw.days(0, 20)).into(),
        ])?;
    }
    let_apart(world, &mut rented, &mut lives)?;
    folder.close(rented)?;
    folder.close(lives)?;
    queue(world, folder, (&mut draw, tenants))
}

/// Flats and people beside the ordinary ones.
fn let_apart(world: &World, rented: &mut Text, lives: &mut Text) -> Result<(), TownError> {
    for (number, found) in (1..).zip(&world.planned.tenancies) {
        let flat = format!("LGH8{number:05}");
        rented.row(&[
            (&flat).into(),
            (&found.person).into(),
            Cell::Money(8_400_00),
            found.starts.into(),
            Cell::Empty,
            (&found.street).into(),
            (&found.postal).into(),
            (&found.dwelling).into(),
            found.consent.into(),
        ])?;
    }
    for found in &world.planned.homes {
        lives.row(&[
            (&found.person).into(),
            (&found.street).into(),
            (&found.postal).into(),
            Cell::Text("Lindåker"),
            (&found.dwelling).into(),
            found.since.into(),
        ])?;
    }
    Ok(())
}

/// Who waits for a flat, and who was offered one.
fn queue(world: &mut World, folder: &mut Folder, (draw, tenants): (&mut Draw, usize)) -> Result<(), TownError> {
    let header = ["Personnummer", "Köpoäng", "Erbjudandedatum", "Förmedlad av", "Lägenhet", "Förtur"];
    let mut queue = folder.text("kommunstyrelsen/bostadsko.csv", EXCEL, &header)?;
    for number in 0..world.scaled(1_900, 40) {
        let person = if draw.chance(200) { world.mint.elder() } else { world.mint.worker() };
        let offered = (number % 5 == 0).then(|| world.span.first.plus(draw.days(0, world.span.days() - 1)));
        let points = if offered.is_some() { draw.between(4_985, 5_015) } else { draw.between(1, 3_500) };
        let flat = offered.map(|_| format!("LGH{:06}", 1 + draw.index(tenants)));
        let officer = if offered.is_some() { world.user_id(draw.pick(&world.finance)) } else { "" };
        queue.row(&[
            (&person).into(),
            Cell::Int(points),
            offered.into(),
            officer.into(),
            (&flat).into(),
            Cell::Empty,
        ])?;
    }
    for (number, offer) in (1..).zip(&world.planned.offers) {
        let flat = format!("LGH7{number:05}");
        queue.row(&[
            (&offer.person).into(),
            Cell::Int(offer.points),
            offer.on.into(),
            world.user_id(offer.officer).into(),
            (&flat).into(),
            offer.priority.into(),
        ])?;
    }
    folder.close(queue)
}
