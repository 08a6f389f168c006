//! The supplier register with its change log, the giro register and pledged accounts.

use crate::error::TownError;
use crate::folder::Folder;
use crate::form::{Cell, EXCEL, OLD};
use crate::numbers;
use crate::world::World;

const SUPPLIERS: [&str; 21] = [
    "Leverantörsnr",
    "Namn",
    "Orgnr",
    "Momsregistreringsnummer",
    "Bankgiro",
    "Plusgiro",
    "IBAN",
    "Bankkonto",
    "c/o",
    "Gatuadress",
    "Postnr",
    "Ort",
    "Telefon",
    "E-post",
    "Leverantörstyp",
    "Arbetsställe",
    "Factoring",
    "Upplagd",
    "Upplagd av",
    "Spärrad",
    "Anteckning",
];

/// Writes them.
pub(super) fn write(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    register(world, folder)?;
    changes(world, folder)?;
    accounts(world, folder)
}

fn register(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("supplier export");
    let mut text = folder.text("kommunstyrelsen/leverantorer.csv", OLD, &SUPPLIERS)?;
    for supplier in &world.suppliers {
        let org = if draw.chance(300) { supplier.org.clone() } else { numbers::org_dashed(&supplier.org) };
        let vat = if supplier.org.is_empty() || draw.chance(200) { String::new() } else { numbers::vat(&supplier.org) };
        let blank = draw.chance(250);
        let email = if !supplier.email.is_empty() || supplier.as_is {
            supplier.email.clone()
        } else if blank {
            String::new()
        } else {
            format!("faktura@{}.example", crate::names::plain(&supplier.name))
        };
        let dashed =
            |digits: &str, form: fn(&str) -> String| if digits.is_empty() { String::new() } else { form(digits) };
        let (shouted, silent) = (draw.chance(30), draw.chance(150));
        let name = if shouted && !supplier.as_is { supplier.name.to_uppercase() } else { supplier.name.clone() };
        let phone = if silent && !supplier.as_is { "" } else { supplier.phone.as_str() };
        text.row(&[
            (&supplier.id).into(),
            (&name).into(),
            (&org).into(),
            (&vat).into(),
            (&dashed(&supplier.bankgiro, numbers::bankgiro_dashed)).into(),
            (&dashed(&supplier.plusgiro, numbers::plusgiro_dashed)).into(),
            (&supplier.iban).into(),
            (&dashed(&supplier.bank, numbers::account_dashed)).into(),
            (&supplier.care_of).into(),
            (&supplier.street).into(),
            (&supplier.postal).into(),
            (&supplier.city).into(),
            phone.into(),
            (&email).into(),
            supplier.kind.into(),
            (&supplier.site).into(),
            supplier.factoring.into(),
            supplier.created.into(),
            world.user_id(supplier.created_by).into(),
            supplier.blocked.into(),
            Cell::Empty,
        ])?;
    }
    folder.close(text)
}

fn changes(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = [
        "Ändrad",
        "Leverantörsnr",
        "Fält",
        "Gammalt värde",
        "Nytt värde",
        "Ändrad av",
        "Godkänd av",
        "Kanal",
        "Motringd av",
        "Motringd",
        "Körning",
    ];
    let mut text = folder.text("kommunstyrelsen/leverantorsandringar.csv", EXCEL, &header)?;
    let mut changes: Vec<_> = world.changes.iter().collect();
    changes.sort_by(|a, b| (a.at, &a.supplier).cmp(&(b.at, &b.supplier)));
    for change in changes {
        let (who, when) = match &change.called_back {
            Some((who, when)) => (who.as_str(), Some(*when)),
            None => ("", None),
        };
        text.row(&[
            change.at.into(),
            (&change.supplier).into(),
            change.field.into(),
            (&change.old).into(),
            (&change.new).into(),
            (&change.by).into(),
            (&change.approved_by).into(),
            change.channel.into(),
            who.into(),
            when.into(),
            (&change.batch).into(),
        ])?;
    }
    folder.close(text)
}

fn accounts(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut text = folder.text(
        "kommunstyrelsen/giroregister.csv",
        OLD,
        &["Konto", "Innehavare", "Innehavarens organisationsnummer", "Kontrollerad"],
    )?;
    for giro in &world.giros {
        text.row(&[
            (&giro.account).into(),
            (&giro.name).into(),
            (&numbers::org_dashed(&giro.owner)).into(),
            world.until.plus(-4).into(),
        ])?;
    }
    folder.close(text)?;
    let header = ["Leverantörsnr", "Konto", "Finansbolag", "Gäller från", "Gäller till"];
    let mut sheet = folder.sheet("kommunstyrelsen/pantsatta_konton.xlsx", "Pantsatta fordringar", &header)?;
    for pledge in &world.pledges {
        sheet.row(&[
            (&pledge.supplier).into(),
            (&numbers::bankgiro_dashed(&pledge.account)).into(),
            (&pledge.financier).into(),
            pledge.starts.into(),
            Cell::Empty,
        ])?;
    }
    folder.close_sheet(sheet)
}
