//! `insyn journal`: whether the journal is whole, and the line to register in the diary.

use anyhow::bail;
use app::journal_book::Wholeness;
use clap::ArgMatches;

use super::text;
use crate::{
    Outcome, console, data,
    site::{self, Served},
};

/// Verifies the journal, or signs how far it reaches.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    match matches.subcommand() {
        Some(("verify", inner)) => verify(inner),
        Some(("head", inner)) => head(inner),
        _ => Ok(Outcome::Clean),
    }
}

fn verify(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let whole =
        site::wait_for(async { Ok(site::application(&folder, &served(matches), "").await?.wholeness().await?) })?;
    match whole {
        Wholeness::Whole { entries, unfinished } => {
            console::line(&format!(
                "Journalen är hel: {entries} poster, {unfinished} påbörjade som aldrig avslutades."
            ))?;
            Ok(Outcome::Clean)
        }
        Wholeness::Broken { seq, why } => {
            bail!("journalen är inte hel: post {seq} är den första som inte stämmer. {why}")
        }
    }
}

fn head(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let line =
        site::wait_for(async { Ok(site::application(&folder, &served(matches), "").await?.sign_head().await?) })?;
    site::keep_head(&folder.path().join("journal"), &line)?;
    console::line(&line)?;
    console::note("Registrera raden i diariet: då märks det om någon kortar journalen.");
    Ok(Outcome::Clean)
}

fn served(matches: &ArgMatches) -> Served {
    let municipality = text(matches, "data").to_owned();
    Served {
        address: String::new(),
        municipality,
        origin: None,
        threads: 1,
        is_demo: false,
        mailroom: crate::mailroom::Mailroom::default(),
    }
}
