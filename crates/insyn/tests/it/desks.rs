//! The ports that the web is given, beside the commands on the same data folder.

mod payment;
mod register;
mod signal;

use registers::DataFolder;

use crate::support::Place;

fn folder(place: &Place) -> DataFolder {
    DataFolder::open(place.path("data")).unwrap()
}
