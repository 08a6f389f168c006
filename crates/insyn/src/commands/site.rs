//! `insyn serve`: the pages that people work in.

use clap::ArgMatches;

use super::text;
use crate::{
    Outcome, data,
    site::{self, Served},
};

/// Serves the pages over a data folder.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let served = Served {
        address: text(matches, "address").to_owned(),
        municipality: text(matches, "municipality").to_owned(),
        threads: data::threads(matches),
        is_demo: matches.get_flag("demo-people"),
    };
    site::serve(&folder, &served)?;
    Ok(Outcome::Clean)
}
