//! `insyn serve`: the pages that people work in, or with `--voices` those that the public reports by.

use clap::ArgMatches;

use super::text;
use crate::{
    Outcome, data,
    mailroom::Mailroom,
    site::{self, Served},
    voices::{self, Listening},
};

/// Serves the pages over a data folder, or the public ones over a folder of ciphertext.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    if let Some(folder) = matches.get_one::<String>("voices") {
        voices::serve(&Listening {
            folder: folder.into(),
            address: text(matches, "address").to_owned(),
            municipality: text(matches, "municipality").to_owned(),
            leave: text(matches, "leave").to_owned(),
        })?;
        return Ok(Outcome::Clean);
    }
    let folder = data::folder(matches)?;
    let served = Served {
        address: text(matches, "address").to_owned(),
        municipality: text(matches, "municipality").to_owned(),
        origin: matches.get_one::<String>("origin").map(|origin| origin.trim_end_matches('/').to_owned()),
        threads: data::threads(matches),
        is_demo: matches.get_flag("demo-people"),
        mailroom: Mailroom {
            listener: matches.get_one::<String>("listener").map(Into::into),
            mail: matches.get_one::<String>("mail").map(Into::into),
        },
    };
    site::serve(&folder, &served)?;
    Ok(Outcome::Clean)
}
