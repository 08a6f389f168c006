//! Every register but the daily ledger, each in the form of the system it comes from.

pub(crate) mod companies;
mod decisions;
mod manifest;
mod property;
mod purchasing;
mod social;
mod staff;
mod suppliers;

pub(crate) use purchasing::is_tight;

use crate::error::TownError;
use crate::folder::Folder;
use crate::world::World;

/// Writes the registers, the truth and the list of what to import.
pub(crate) fn write(
    world: &mut World,
    folder: &mut Folder,
    progress: &mut dyn FnMut(&str, u64, u64),
) -> Result<(), TownError> {
    const STEPS: u64 = 6;
    suppliers::write(world, folder)?;
    progress("Leverantörsregister", 1, STEPS);
    companies::write(world, folder)?;
    progress("Företagsuppgifter", 2, STEPS);
    purchasing::write(world, folder)?;
    progress("Upphandling, avtal och beslut", 3, STEPS);
    staff::write(world, folder)?;
    progress("Personal och lön", 4, STEPS);
    property::write(world, folder)?;
    progress("Föreningar, tillstånd och hyror", 5, STEPS);
    social::write(world, folder)?;
    progress("Ekonomiskt bistånd och loggar", 6, STEPS);
    manifest::write(world, folder)?;
    decisions::write(world, folder)?;
    crate::ties::write(world, folder)
}

/// The header of both lists of users.
const USERS: [&str; 5] = ["Användare", "Anställningsnr", "Namn", "Aktiv", "Kontotyp"];
