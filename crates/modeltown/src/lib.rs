//! A made-up Swedish municipality: its registers in the forms that municipal systems export, with planted schemes, decoys that
//! only look like schemes, and the truth about both.
//!
//! Nobody and nothing in it exists. The same settings give the same bytes. The truth lies in a folder of its own, `facit`, and
//! is never among the files to import. Reading order: `world` (what a town is), `people`, `suppliers`, `market`, `life` (how it
//! is filled), `plant` (what is
//! planted), `daily`, `exports` (how it is written), `evaluate` (how a run is judged). [`identities`] stands by itself: persons
//! without a town, any number of them, for trying linkage.

#![expect(clippy::inconsistent_digit_grouping, reason = "sums are written kronor_öre: 12_500_00 is 12 500 kronor")]

mod calendar;
mod daily;
mod draw;
mod error;
mod evaluate;
mod exports;
mod folder;
mod form;
pub mod identities;
mod life;
mod market;
mod names;
mod numbers;
mod people;
mod plant;
mod suppliers;
mod ties;
mod trades;
pub mod truth;
mod world;

pub use error::TownError;
pub use evaluate::{ControlScore, Evaluation, Observed, ObservedSignal, SchemeScore, evaluate};
pub use ties::{FoundTie, How, Lookalike, RecordRef, Share, Tie, TieEvaluation, WrongMerge, evaluate_ties};

use calendar::Span;
use folder::Folder;
use std::path::PathBuf;
use world::World;

/// What town to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// How many people live there; everything else follows from it. 1 000 to 1 250 000.
    pub inhabitants: u64,
    /// How many years the registers cover, up to 2026-06-30. 1 to 10.
    pub years: u32,
    /// Two towns with the same settings and seed are the same, byte by byte.
    pub seed: u64,
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
/// # Errors
/// When the settings are out of bounds or a file cannot be written.
pub fn generate(settings: &Settings, progress: &mut dyn FnMut(&str, u64, u64)) -> Result<Summary, TownError> {
    if !(1_000..=1_250_000).contains(&settings.inhabitants) {
        return Err(TownError::Settings { what: "1 000 to 1 250 000 inhabitants", value: settings.inhabitants });
    }
    if !(1..=10).contains(&settings.years) {
        return Err(TownError::Settings { what: "1 to 10 years", value: u64::from(settings.years) });
    }
    let span = Span::ending_mid_2026(settings.years);
    let mut world = World::empty(settings.seed, settings.inhabitants, span);
    progress("Invånare och organisation", 0, 1);
    people::settle(&mut world);
    suppliers::open_register(&mut world);
    market::open(&mut world);
    life::live(&mut world);
    plant::plant(&mut world);
    let mut folder = Folder::create(&settings.out)?;
    daily::write(&mut world, &mut folder, progress)?;
    exports::write(&mut world, &mut folder, progress)?;
    Ok(Summary {
        files: folder.files,
        rows: folder.rows,
        schemes: world.truth.schemes.iter().filter(|scheme| !scheme.hidden).count(),
        hidden_schemes: world.truth.schemes.iter().filter(|scheme| scheme.hidden).count(),
        decoys: world.truth.decoys.len(),
    })
}
