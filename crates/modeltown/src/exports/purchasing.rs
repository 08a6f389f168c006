//! Contracts, tenders, bids, awards, decisions and the delegation order.

use crate::calendar::Moment;
use crate::error::TownError;
use crate::folder::Folder;
use crate::form::{Cell, EXCEL, OLD};
use crate::market::COUNTY;
use crate::numbers;
use crate::trades::trade_of;
use crate::world::{Contract, World};

/// Writes them.
pub(super) fn write(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    contracts(world, folder)?;
    tenders(world, folder)?;
    bids(world, folder)?;
    awards(world, folder)?;
    amendments(world, folder)?;
    decisions(world, folder)?;
    delegations(world, folder)
}

/// A round ceiling with room: what was spent is a third to two thirds of it, of a few tight ones about nine tenths.
fn ceiling(contract: &Contract, tight: bool, draw: &mut crate::draw::Draw) -> i64 {
    let spread = if tight { draw.between(84, 95) } else { draw.between(35, 64) };
    let wanted = (contract.spent.max(0) * 100 / spread).max(800_000_00);
    contract.ceiling.unwrap_or((wanted / 50_000_00 + 1) * 50_000_00)
}

/// Whether the contract with that number is one of the few that were nearly used up.
pub(crate) const fn is_tight(number: usize) -> bool {
    number % 151 == 9
}

fn contracts(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let mut draw = world.draw("contract export");
    let header = [
        "Avtalsnr",
        "Leverantörsnr",
        "Organisationsnummer",
        "Leverantörens namn",
        "Förvaltning",
        "CPV",
        "Avtalsstart",
        "Avtalsslut",
        "Takvolym",
        "Upphandling",
        "Avtalsansvarig",
        "Avtalstyp",
        "Undantagsbeslut",
        "Undertecknad",
        "Senaste uppföljning",
        "Målnummer",
    ];
    let mut sheet = folder.sheet("kommunstyrelsen/avtal.xlsx", "Avtalsregister", &header)?;
    for (number, contract) in world.contracts.iter().enumerate() {
        let Some(supplier) = world.suppliers.get(contract.supplier) else { continue };
        let tight = is_tight(number) && !supplier.taken && contract.spent > 2_000_000_00;
        let ceiling = ceiling(contract, tight, &mut draw);
        sheet.row(&[
            (&contract.id).into(),
            (&supplier.id).into(),
            (&numbers::org_dashed(&supplier.org)).into(),
            (&supplier.name).into(),
            world.unit_name(contract.unit).into(),
            trade_of(supplier.trade).cpv.into(),
            contract.starts.into(),
            contract.ends.into(),
            Cell::Money(ceiling),
            (&contract.procurement).into(),
            world.employee_id(contract.owner).into(),
            contract.kind.into(),
            contract.document.into(),
            contract.signed.unwrap_or(contract.starts).into(),
            Some(world.span.last.plus(-100)).filter(|_| !contract.forgotten).into(),
            contract.court.into(),
        ])?;
    }
    folder.close_sheet(sheet)
}

fn tenders(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = [
        "Upphandlingsnummer",
        "Benämning",
        "Förvaltning",
        "CPV",
        "Förfarande",
        "Annonserad",
        "Sista anbudsdag",
        "Uppskattat värde",
        "Tilldelningsdatum",
        "Ansvarig upphandlare",
        "Utvärderingsgrund",
        "Avbruten",
        "Län",
        "Rådgivare orgnr",
    ];
    let mut sheet = folder.sheet("kommunstyrelsen/upphandlingar.xlsx", "Upphandlingar", &header)?;
    for tender in &world.tenders {
        let adviser = if tender.adviser.is_empty() { String::new() } else { numbers::org_dashed(&tender.adviser) };
        sheet.row(&[
            (&tender.id).into(),
            (&tender.title).into(),
            world.unit_name(tender.unit).into(),
            tender.cpv.into(),
            tender.method.into(),
            tender.published.into(),
            tender.due.into(),
            Cell::Money(tender.estimate),
            tender.awarded.into(),
            world.employee_id(tender.officer).into(),
            tender.criterion.into(),
            tender.cancelled.into(),
            COUNTY.into(),
            (&adviser).into(),
        ])?;
    }
    folder.close_sheet(sheet)
}

fn bids(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = [
        "Upphandlingsnummer",
        "Anbudsgivarens organisationsnummer",
        "Anbudsgivare",
        "Anbudspris",
        "Inkommet",
        "Anbudsstatus",
        "Skäl",
        "Dokumentförfattare",
        "Ip nummer",
    ];
    let mut text = folder.text("kommunstyrelsen/anbud.csv", EXCEL, &header)?;
    for bid in &world.bids {
        text.row(&[
            (&bid.tender).into(),
            (&numbers::org_dashed(&bid.org)).into(),
            (&bid.name).into(),
            Cell::Money(bid.price),
            bid.at.into(),
            bid.status.into(),
            bid.reason.into(),
            bid.origin[0].into(),
            bid.origin[1].into(),
        ])?;
    }
    folder.close(text)
}

fn awards(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = [
        "Upphandlingsnummer",
        "Organisationsnummer",
        "Vinnande leverantör",
        "Tilldelat belopp",
        "Tilldelningsdatum",
        "Avtalsnr",
    ];
    let mut text = folder.text("kommunstyrelsen/tilldelningar.csv", EXCEL, &header)?;
    for award in &world.awards {
        text.row(&[
            (&award.tender).into(),
            (&award.org).into(),
            (&award.name).into(),
            Cell::Money(award.amount),
            award.on.into(),
            (&award.contract).into(),
        ])?;
    }
    folder.close(text)
}

/// Changes of contracts, and subcontractors.
fn amendments(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = ["Avtalsnr", "Ändringsdatum", "Ändringstyp", "Belopp"];
    let mut text = folder.text("kommunstyrelsen/avtalsandringar.csv", EXCEL, &header)?;
    for (contract, on, kind, amount) in &world.planned.amendments {
        text.row(&[contract.into(), (*on).into(), (*kind).into(), Cell::Money(*amount)])?;
    }
    folder.close(text)?;
    let header = ["Avtalsnr", "Huvudleverantör orgnr", "Underleverantör orgnr", "Startdatum"];
    let mut text = folder.text("kommunstyrelsen/underleverantorer.csv", EXCEL, &header)?;
    for (contract, main, org, starts) in &world.planned.subcontractors {
        let (main, org) = (numbers::org_dashed(main), numbers::org_dashed(org));
        text.row(&[contract.into(), (&main).into(), (&org).into(), (*starts).into()])?;
    }
    folder.close(text)?;
    let header = ["Avtalsnr", "Organisationsnummer", "Personal", "In tid", "Ut tid"];
    let mut text = folder.text("kommunstyrelsen/personalliggare.csv", EXCEL, &header)?;
    for (number, (contract, org, from)) in (1..).zip(&world.planned.on_site) {
        let (worker, org) = (format!("P{number:04}"), numbers::org_dashed(org));
        text.row(&[contract.into(), (&org).into(), (&worker).into(), (*from).into(), Moment(from.0 + 480).into()])?;
    }
    folder.close(text)
}

fn decisions(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = [
        "Diarienr",
        "Beslutstyp",
        "Belopp",
        "Beslutsfattare",
        "Delegatens befattning",
        "Förvaltning",
        "Beslutsdatum",
        "Delegationspunkt",
        "Anmäld till nämnd",
        "Ärende",
        "Motpart orgnr",
        "Jävsanmälan",
    ];
    let mut text = folder.text("kommunstyrelsen/delegationsbeslut.csv", OLD, &header)?;
    let mut decisions: Vec<_> = world.decisions.iter().collect();
    decisions.sort_by_key(|decision| decision.on);
    for (number, decision) in (1..).zip(decisions) {
        let id = format!("DEL {}/{number:05}", decision.on.year());
        text.row(&[
            (&id).into(),
            decision.kind.into(),
            Cell::Money(decision.amount),
            world.employee_id(decision.by).into(),
            decision.role.into(),
            world.unit_name(decision.unit).into(),
            decision.on.into(),
            (&decision.point).into(),
            decision.reported.into(),
            (&decision.subject).into(),
            (&decision.org).into(),
            decision.recused.into(),
        ])?;
    }
    folder.close(text)
}

fn delegations(world: &World, folder: &mut Folder) -> Result<(), TownError> {
    let header = ["Delegationspunkt", "Delegat", "Beloppsgräns", "Gäller från", "Gäller till"];
    let mut sheet = folder.sheet("kommunstyrelsen/delegationsordning.xlsx", "Delegationsordning", &header)?;
    for line in &world.delegations {
        sheet.row(&[
            (&line.point).into(),
            line.role.into(),
            Cell::Money(line.max),
            line.starts.into(),
            line.ends.into(),
        ])?;
    }
    folder.close_sheet(sheet)
}
