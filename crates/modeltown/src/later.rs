//! The town a month later: one more month of everything daily, some findings put right, some grown, some new, and some parties
//! with a new account. What became of every planted scheme stands in `facit/later.csv`.
//!
//! The years before are the same bytes as in the first state: whatever happens here happens after the span, except corrections
//! in registers that hold only how things are now.

mod fates;

use crate::calendar::Day;
use crate::error::TownError;
use crate::exports::is_tight;
use crate::folder::Folder;
use crate::form::{Cell, EXCEL};
use crate::plant::{Planter, aside};
use crate::truth::Scheme;
use crate::world::World;
use std::collections::BTreeMap;

/// What became of a scheme's signals under one control.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Fate {
    New,
    Same,
    Changed,
    Gone,
}

impl Fate {
    const fn id(self) -> &'static str {
        match self {
            Self::New => "new",
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Gone => "gone",
        }
    }
}

/// What became of so many signals, and why in Swedish. How many stay the same nobody has counted.
#[derive(Debug, Clone, Copy)]
struct Told {
    fate: Fate,
    signals: Option<usize>,
    why: &'static str,
}

/// What happened in the month.
#[derive(Debug, Default)]
pub(crate) struct Month {
    /// By scheme and control, each fate; nothing said is the same as before.
    fates: BTreeMap<(String, String), Vec<Told>>,
    /// Everything planted, also what was put right.
    schemes: Vec<Scheme>,
    /// Scheme, supplier, account before, account now, day.
    moved: Vec<(String, usize, String, String, Day)>,
}

impl Month {
    fn note(&mut self, scheme: &str, controls: &[&str], (fate, signals): (Fate, usize), why: &'static str) {
        let signals = (fate != Fate::Same).then_some(signals);
        for control in controls {
            let told = self.fates.entry((scheme.to_owned(), (*control).to_owned())).or_default();
            told.push(Told { fate, signals, why });
        }
    }
}

/// Lets `months` pass.
pub(crate) fn pass(world: &mut World, months: u32) -> Month {
    let months = i32::try_from(months).unwrap_or(0);
    world.until = world.span.last.month_plus(1 + months).plus(-1);
    hold_oddities(world);
    let draw = world.draw("later");
    aside(world, |world| {
        let mut month = Month::default();
        let mut planter = Planter::new(world, draw, 3_000);
        fates::put_right(&mut planter, &mut month);
        fates::grow(&mut planter, &mut month);
        fates::go_on(&mut planter, &mut month);
        fates::move_accounts(&mut planter, &mut month);
        fates::swap_again(&mut planter, &mut month);
        fates::plant(&mut planter, &mut month);
        month.schemes.clone_from(&world.truth.schemes);
        forget(world, &month);
        month
    })
}

/// Takes what is gone out of the truth about this state of the town, so that a run is judged by what there is to find.
fn forget(world: &mut World, month: &Month) {
    for scheme in &mut world.truth.schemes {
        let id = scheme.id.clone();
        scheme.controls.retain(|control| {
            let told = month.fates.get(&(id.clone(), control.clone()));
            told.is_none_or(|told| told.iter().all(|told| told.fate != Fate::Gone))
        });
    }
    world.truth.schemes.retain(|scheme| !scheme.controls.is_empty());
}

/// Those who make signals without being planted (double records, honest mistakes, tight contracts) bill nothing in the month, so
/// that what is said about them stays as it is.
fn hold_oddities(world: &mut World) {
    let odd = world.suppliers.iter().enumerate().filter(|(_, supplier)| supplier.taken).map(|(index, _)| index);
    let tight = world.contracts.iter().enumerate().filter(|(number, _)| is_tight(*number));
    let held: Vec<usize> = odd.chain(tight.map(|(_, contract)| contract.supplier)).collect();
    world.held.extend(held);
}

/// What became of a scheme that nothing is said of.
const SAME: &[Told] = &[Told { fate: Fate::Same, signals: None, why: "" }];

/// Writes what became of everything planted.
pub(crate) fn write(world: &World, month: &Month, folder: &mut Folder) -> Result<(), TownError> {
    let header = ["scheme", "control", "state", "signals", "subjects", "explanation"];
    let mut text = folder.text("facit/later.csv", EXCEL, &header)?;
    for scheme in &month.schemes {
        let subjects: Vec<String> =
            scheme.subjects.iter().map(|subject| format!("{}:{}", subject.kind, subject.id)).collect();
        let subjects = subjects.join("|");
        for control in &scheme.controls {
            let found = month.fates.get(&(scheme.id.clone(), control.clone()));
            for told in found.map_or(SAME, Vec::as_slice) {
                let signals = told.signals.map_or_else(String::new, |count| count.to_string());
                let fate = Cell::Text(told.fate.id());
                let (scheme, why) = ((&scheme.id).into(), told.why.into());
                text.row(&[scheme, control.into(), fate, (&signals).into(), (&subjects).into(), why])?;
            }
        }
    }
    folder.close(text)?;
    let header = ["scheme", "supplier_id", "org_no", "old_account", "new_account", "changed_on"];
    let mut text = folder.text("facit/later_accounts.csv", EXCEL, &header)?;
    for (scheme, supplier, old, new, day) in &month.moved {
        let Some(found) = world.suppliers.get(*supplier) else { continue };
        text.row(&[
            scheme.into(),
            (&found.id).into(),
            (&crate::numbers::org_dashed(&found.org)).into(),
            old.into(),
            new.into(),
            (*day).into(),
        ])?;
    }
    folder.close(text)
}
