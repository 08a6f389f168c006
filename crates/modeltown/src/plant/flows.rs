//! Schemes and decoys flow by flow, for the controls beyond the first twenty-five, and schemes that span flows.
//!
//! They are made apart: with numbers and draws of their own, so that nobody else's figures change when one is added.

mod agreements;
mod assistance;
mod estates;
mod grants;
mod interests;
mod kit;
mod mandates;
mod networks;
mod payments;
mod payroll;
mod readings;
mod tenders;

use super::Planter;
use crate::world::World;

/// What plants the schemes of a flow, or its decoys.
type Sow = fn(&mut Planter<'_>);

/// Every flow with a stream of draws of its own, so that a scheme more in one changes nothing in another.
const FLOWS: [(&str, Sow, Sow); 11] = [
    ("grants", grants::plant, grants::decoys),
    ("assistance", assistance::plant, assistance::decoys),
    ("readings", readings::plant, readings::decoys),
    ("tenders", tenders::plant, tenders::decoys),
    ("agreements", agreements::plant, agreements::decoys),
    ("payroll", payroll::plant, payroll::decoys),
    ("estates", estates::plant, estates::decoys),
    ("interests", interests::plant, interests::decoys),
    ("mandates", mandates::plant, mandates::decoys),
    ("payments", payments::plant, payments::decoys),
    ("networks", networks::plant, networks::decoys),
];

/// Plants one set of schemes; the first set brings the decoys.
pub(super) fn plant(world: &mut World, set: u64) {
    let mut serial = 20_000;
    for (name, schemes, decoys) in FLOWS {
        let draw = world.draw(&format!("flow {name} {set}"));
        let mut planter = Planter { world: &mut *world, draw, set, serial };
        schemes(&mut planter);
        if set == 0 {
            decoys(&mut planter);
        }
        serial = planter.serial;
    }
}
