//! The payment proposal of the ledger system, before anything is sent to the bank.

use super::Placed;
use super::due::Account;
use crate::calendar::Day;
use crate::error::TownError;
use crate::folder::Folder;
use crate::form::{Cell, EXCEL};
use crate::numbers;
use crate::world::World;

const HEADER: [&str; 14] = [
    "Betalnings-id",
    "Leverantörsnr",
    "Leverantörsnamn",
    "Organisationsnummer",
    "Kontotyp",
    "Konto",
    "Belopp",
    "Valuta",
    "Fakturanr",
    "OCR",
    "Fakturadatum",
    "Betaldatum",
    "Registrerad av",
    "Attesterad av",
];

/// Writes it.
pub(super) fn file(
    world: &World,
    folder: &mut Folder,
    name: &str,
    (payments, on): (&[Placed], Day),
) -> Result<(), TownError> {
    let mut text = folder.text(name, EXCEL, &HEADER)?;
    for one in payments {
        let due = &one.due;
        let Some(supplier) = world.suppliers.get(due.supplier) else { continue };
        let (kind, account) = match &due.account {
            Account::Bankgiro(digits) => ("Bankgiro", numbers::bankgiro_dashed(digits)),
            Account::Plusgiro(digits) => ("Plusgiro", numbers::plusgiro_dashed(digits)),
            Account::Bank(digits) => ("Bankkonto", numbers::account_dashed(digits)),
            Account::Iban(iban) => ("IBAN", iban.clone()),
        };
        let [registered, approved] = due.hands;
        text.row(&[
            (&one.id).into(),
            (&supplier.id).into(),
            (&due.name).into(),
            (&numbers::org_dashed(&supplier.org)).into(),
            kind.into(),
            (&account).into(),
            Cell::Money(due.gross()),
            Cell::Text("SEK"),
            (&due.number).into(),
            (&due.ocr).into(),
            due.dated.into(),
            on.into(),
            world.user_id(registered).into(),
            world.user_id(approved).into(),
        ])?;
    }
    folder.close(text)
}
