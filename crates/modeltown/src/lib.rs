//! A made-up Swedish municipality: its registers in the forms that municipal systems export, with planted schemes, decoys that
//! only look like schemes, and the truth about both.
//!
//! Nobody and nothing in it exists. The same settings give the same bytes. The truth lies in a folder of its own, `facit`, and
//! is never among the files to import. Reading order: `world` (what a town is), `people`, `suppliers`, `market`, `life` (how it
//! is filled), `plant` (what is
//! planted), `daily`, `exports` (how it is written), `payday` (the next payment day's files), `hands` (who
//! does which step of the work), `later` (a month on), `evaluate`
//! (how a run is judged). [`identities`] stands by itself: persons
//! without a town, any number of them, for trying linkage; [`applications`] are made-up applications for posts.

#![expect(clippy::inconsistent_digit_grouping, reason = "sums are written kronor_öre: 12_500_00 is 12 500 kronor")]

pub mod applications;
mod calendar;
mod daily;
mod draw;
mod error;
mod evaluate;
mod exports;
mod folder;
mod form;
mod hands;
pub mod identities;
mod later;
mod life;
mod market;
mod names;
mod numbers;
mod payday;
mod people;
mod plant;
mod suppliers;
mod ties;
mod trades;
pub mod truth;
mod world;

pub use error::TownError;
pub use evaluate::{ControlScore, Evaluation, Observed, ObservedSignal, SchemeScore, evaluate};
pub use payday::{ScreeningScore, Stopped, evaluate_payments};
pub use ties::{FoundTie, How, Lookalike, RecordRef, Share, Tie, TieEvaluation, WrongMerge, evaluate_ties};

use calendar::Span;
use folder::Folder;
use std::path::{Path, PathBuf};
use world::World;

/// What is usual in a town: how it buys, pays and lives.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Habit {
    /// Neither of the others.
    #[default]
    Ordinary,
    /// A small municipality: few suppliers and invoices, long contracts, few tenders, kin among the staff.
    Rural,
    /// A big city: many suppliers, consultants and tenancies, higher sums.
    City,
}

impl Habit {
    /// A share of what is ordinary, in per cent: rural and city.
    pub(crate) const fn of(self, [rural, city]: [u64; 2]) -> u64 {
        match self {
            Self::Ordinary => 100,
            Self::Rural => rural,
            Self::City => city,
        }
    }
}

/// What town to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How many people live there; everything else follows from it. 1 000 to 1 250 000.
    pub inhabitants: u64,
    /// How many years the registers cover, up to 2026-06-30. 1 to 10.
    pub years: u32,
    /// Two towns with the same settings and seed are the same, byte by byte.
    pub seed: u64,
    /// So many months after 2026-06-30: 0, or 1 for the same town a month later.
    pub later: u32,
    /// What is usual there.
    pub habit: Habit,
    /// The folder to write; made when missing, files of the same name are replaced.
    pub out: PathBuf,
}

/// What was written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Summary {
    /// Files.
    pub files: u64,
    /// Rows in them.
    pub rows: u64,
    /// Planted schemes in which every identity shows by its number.
    pub schemes: usize,
    /// Planted schemes in which an identity is hidden.
    pub hidden_schemes: usize,
    /// Decoys.
    pub decoys: usize,
}

/// Makes a town and writes it to `settings.out`. `progress` hears what is being written, how much is done and of how much.
///
/// The first state (`later` 0) has the files of the next payment day in `betalfiler` and the truth about them in
/// `facit/payments.csv`; a later state has what became of everything planted in `facit/later.csv`.
///
/// # Errors
/// When the settings are out of bounds or a file cannot be written.
pub fn generate(settings: &Settings, progress: &mut dyn FnMut(&str, u64, u64)) -> Result<Summary, TownError> {
    if settings.later > 1 {
        return Err(TownError::Settings { what: "0 or 1 month later", value: u64::from(settings.later) });
    }
    progress("Invånare och organisation", 0, 1);
    let mut world = found(settings)?;
    let month = (settings.later > 0).then(|| later::pass(&mut world, settings.later));
    let mut folder = Folder::create(&settings.out)?;
    daily::write(&mut world, &mut folder, progress)?;
    exports::write(&mut world, &mut folder, progress)?;
    payday::confirmed(&world, &mut folder)?;
    hands::write(&mut folder, settings.seed)?;
    match &month {
        Some(month) => later::write(&world, month, &mut folder)?,
        None => plant::aside(&mut world, |world| payday::write(world, &mut folder))?,
    }
    Ok(Summary {
        files: folder.files,
        rows: folder.rows,
        schemes: world.truth.schemes.iter().filter(|scheme| !scheme.hidden).count(),
        hidden_schemes: world.truth.schemes.iter().filter(|scheme| scheme.hidden).count(),
        decoys: world.truth.decoys.len(),
    })
}

/// Writes one pain.001.001.03 with so many payments to the suppliers of the town that the settings describe, to `file`
/// (`settings.out` is not used). For measuring: bankgiro, plusgiro, bank accounts and IBAN in one file, with those planted
/// payments among them that show without the ledger.
///
/// # Errors
/// When the settings are out of bounds or the file cannot be written.
pub fn write_payments(settings: &Settings, payments: u32, file: &Path) -> Result<(), TownError> {
    let mut world = found(settings)?;
    let count = usize::try_from(payments).unwrap_or(usize::MAX);
    let text = plant::aside(&mut world, |world| payday::write_large(world, count));
    std::fs::write(file, text).map_err(|source| TownError::Write { path: file.to_owned(), source })
}

/// The town in memory with everything planted.
fn found(settings: &Settings) -> Result<World, TownError> {
    if !(1_000..=1_250_000).contains(&settings.inhabitants) {
        return Err(TownError::Settings { what: "1 000 to 1 250 000 inhabitants", value: settings.inhabitants });
    }
    if !(1..=10).contains(&settings.years) {
        return Err(TownError::Settings { what: "1 to 10 years", value: u64::from(settings.years) });
    }
    let span = Span::ending_mid_2026(settings.years);
    let mut world = World::empty(settings.seed, settings.inhabitants, span);
    world.habit = settings.habit;
    people::settle(&mut world);
    suppliers::open_register(&mut world);
    market::open(&mut world);
    life::live(&mut world);
    plant::plant(&mut world);
    Ok(world)
}
