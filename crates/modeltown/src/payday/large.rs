//! One large payment file, for measuring.

use super::day::Payday;
use super::due::Form;
use super::{Payer, pain, pay_on, place, special};
use crate::world::World;

/// A pain.001.001.03 with so many payments to the suppliers of a town, every kind of account in one file; what must be stopped
/// and shows in such a file is among them, except what takes the ledger to know.
pub(crate) fn write(world: &mut World, payments: usize) -> String {
    let (payer, on) = (Payer::new(), pay_on(world));
    let mut day = Payday::new(world);
    special::fill(&mut day);
    day.ordinary(Form::Plusgiro, payments / 25);
    day.ordinary(Form::Account, payments / 12);
    day.ordinary(Form::Bankgiro, payments);
    let mut dues = day.all();
    let shows = |form: &Form| !matches!(form, Form::Proposal | Form::Peppol);
    dues.retain(|due| due.kind.is_none_or(|kind| kind.forms().iter().any(shows)));
    dues.truncate(payments);
    let placed = place(dues, "ST260703");
    pain::document(world, &payer, &placed, (pain::THREE, on))
}
