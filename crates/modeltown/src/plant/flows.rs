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

/// Plants one set of schemes; the first set brings the decoys.
pub(super) fn plant(world: &mut World, set: u64) {
    let draw = world.draw(&format!("flows {set}"));
    let mut planter = Planter { world, draw, set, serial: 20_000 };
    let p = &mut planter;
    grants::plant(p);
    assistance::plant(p);
    readings::plant(p);
    tenders::plant(p);
    agreements::plant(p);
    payroll::plant(p);
    estates::plant(p);
    interests::plant(p);
    mandates::plant(p);
    payments::plant(p);
    networks::plant(p);
    if set == 0 {
        grants::decoys(p);
        assistance::decoys(p);
        readings::decoys(p);
        tenders::decoys(p);
        agreements::decoys(p);
        payroll::decoys(p);
        estates::decoys(p);
        interests::decoys(p);
        mandates::decoys(p);
        payments::decoys(p);
        networks::decoys(p);
    }
}
