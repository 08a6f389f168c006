//! `insyn modeltown`: writes a made-up municipality.

use std::path::Path;

use ::modeltown::{Settings, generate};
use clap::ArgMatches;

use super::text;
use crate::{Outcome, console};

/// Writes the town to the folder named.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    write(matches, Path::new(text(matches, "out")))?;
    Ok(Outcome::Clean)
}

/// Writes the town that the flags describe.
pub(crate) fn write(matches: &ArgMatches, out: &Path) -> anyhow::Result<()> {
    let settings = Settings {
        inhabitants: matches.get_one("inhabitants").copied().unwrap_or(50_000),
        years: matches.get_one("years").copied().unwrap_or(3),
        seed: matches.get_one("seed").copied().unwrap_or(7),
        out: out.to_owned(),
    };
    let bar = console::bar(1);
    let summary = generate(&settings, &mut |what, done, total| {
        bar.set_length(total.max(1));
        bar.set_position(done);
        bar.set_message(what.to_owned());
    })?;
    bar.finish_and_clear();
    console::line(&format!(
        "  {} filer med {} rader, {} planterade upplägg och {} oskyldiga fällor i {}",
        summary.files,
        signals::format_whole_number(summary.rows.into()),
        summary.schemes,
        summary.decoys,
        out.display()
    ))
}
