//! What outside registers answered about companies: base data and taxes, people, events, exclusion lists.

use crate::error::TownError;
use crate::folder::Folder;
use crate::form::{Cell, EXCEL, OLD, TAB};
use crate::numbers;
use crate::world::{Excluded, World};

const COMPANIES: [&str; 24] = [
    "Organisationsnummer",
    "Företagsnamn",
    "Organisationsform",
    "Registreringsdatum",
    "Avregistreringsdatum",
    "Avregistreringsorsak",
    "Pågående förfarande",
    "Förfarande inlett",
    "SNI",
    "c/o",
    "Utdelningsadress",
    "Postnr",
    "Postort",
    "F-skatt",
    "F-skatt från",
    "F-skatt till",
    "Momsregistrerad",
    "Arbetsgivare",
    "Arbetsgivaravgifter",
    "Omsättning",
    "Skuld hos Kronofogden",
    "Kontrollerad",
    "Verksamhetsbeskrivning",
    "Land",
];

/// Writes them.
pub(super) fn write(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut text = folder.text("kommunstyrelsen/foretagsuppgifter.csv", TAB, &COMPANIES)?;
    for company in &world.companies {
        text.row(&[
            (&numbers::org_dashed(&company.org)).into(),
            (&company.name).into(),
            company.form.into(),
            company.registered.into(),
            company.deregistered.into(),
            company.reason.into(),
            company.proceeding.into(),
            company.proceeding_on.into(),
            company.sni.into(),
            (&company.care_of).into(),
            (&company.street).into(),
            (&company.postal).into(),
            (&company.city).into(),
            company.f_tax.into(),
            company.f_tax_from.into(),
            company.f_tax_to.into(),
            company.vat.into(),
            company.employer.into(),
            Cell::Money(company.contributions),
            Cell::Money(company.turnover),
            Cell::Money(company.debt),
            world.until.plus(-6).into(),
            company.activity.into(),
            Cell::Text("SE"),
        ])?;
    }
    folder.close(text)?;
    roles(world, folder)?;
    events(world, folder)?;
    excluded(world, folder)
}

fn roles(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = ["Organisationsnummer", "Personnummer", "Namn", "Funktion", "Tillträde", "Avgång"];
    let mut text = folder.text("kommunstyrelsen/funktionarer.csv", EXCEL, &header)?;
    for role in &world.roles {
        text.row(&[
            (&role.org).into(),
            (&role.person).into(),
            (&role.name).into(),
            role.kind.into(),
            role.starts.into(),
            role.ends.into(),
        ])?;
    }
    folder.close(text)
}

fn events(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut text =
        folder.text("kommunstyrelsen/foretagshandelser.csv", OLD, &["Datum", "Orgnr", "Händelse", "Uppgift"])?;
    let mut events: Vec<_> = world.events.iter().collect();
    events.sort_by(|a, b| (a.on, &a.org, a.kind).cmp(&(b.on, &b.org, b.kind)));
    for event in events {
        text.row(&[
            event.on.into(),
            (&numbers::org_dashed(&event.org)).into(),
            event.kind.into(),
            event.detail.into(),
        ])?;
    }
    folder.close(text)
}

/// The document behind an entry of the exclusion lists, which nothing else has.
pub(crate) fn document(number: usize, party: &Excluded) -> String {
    format!("KS {}/{number}", party.listed.year())
}

fn excluded(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header =
        ["Lista", "Organisationsnummer", "Personnummer", "Namn", "Födelsedatum", "Upptagen", "Gäller till", "Handling"];
    let mut sheet =
        folder.sheet("kommunstyrelsen/uteslutna.xlsx", "Uteslutna och belagda med näringsförbud", &header)?;
    for (number, party) in (1..).zip(&world.excluded) {
        let org = numbers::org_dashed(&party.org);
        let person = if party.person.is_empty() { String::new() } else { numbers::person_dashed(&party.person) };
        let document = document(number, party);
        sheet.row(&[
            party.list.into(),
            (&org).into(),
            (&person).into(),
            (&party.name).into(),
            party.born.into(),
            party.listed.into(),
            party.until.into(),
            (&document).into(),
        ])?;
    }
    folder.close_sheet(sheet)
}
