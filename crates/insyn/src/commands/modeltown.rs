//! `insyn modeltown`: writes a made-up municipality, or persons or job applications without one.

use std::path::Path;

use ::modeltown::{Habit, Settings, applications, generate, identities, write_payments};
use clap::ArgMatches;

use super::text;
use crate::{Outcome, console};

/// Writes the town, the persons or the payment file to the place named.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    if let Some(("persons", inner)) = matches.subcommand() {
        return persons(inner);
    }
    if let Some(("payments", inner)) = matches.subcommand() {
        return payments(inner);
    }
    if let Some(("applications", inner)) = matches.subcommand() {
        return job_applications(inner);
    }
    write(matches, Path::new(text(matches, "out")))?;
    Ok(Outcome::Clean)
}

/// Writes the town that the flags describe.
pub(crate) fn write(matches: &ArgMatches, out: &Path) -> anyhow::Result<()> {
    let bar = console::bar(1);
    let summary = generate(&settings(matches, out), &mut |what, done, total| {
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

/// The town that the flags describe.
fn settings(matches: &ArgMatches, out: &Path) -> Settings {
    Settings {
        inhabitants: matches.get_one("inhabitants").copied().unwrap_or(50_000),
        years: matches.get_one("years").copied().unwrap_or(3),
        seed: matches.get_one("seed").copied().unwrap_or(7),
        later: matches.try_get_one("later").ok().flatten().copied().unwrap_or(0),
        habit: match text(matches, "habit") {
            "rural" => Habit::Rural,
            "city" => Habit::City,
            _ => Habit::Ordinary,
        },
        out: out.to_owned(),
    }
}

/// Writes one large payment file to the suppliers of the town that the flags describe.
fn payments(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let out = Path::new(text(matches, "out"));
    let count: u32 = matches.get_one("count").copied().unwrap_or(100_000);
    write_payments(&settings(matches, out), count, out)?;
    let count = signals::format_whole_number(count.into());
    console::line(&format!("  {count} betalningar i {}", out.display()))?;
    Ok(Outcome::Clean)
}

/// Writes the persons that the flags describe.
fn persons(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let settings = identities::Settings {
        records: matches.get_one("records").copied().unwrap_or(1_000_000),
        seed: matches.get_one("seed").copied().unwrap_or(7),
        out: Path::new(text(matches, "out")).to_owned(),
    };
    let bar = console::bar(1);
    let summary = identities::generate(&settings, &mut |done, total| {
        bar.set_length(total.max(1));
        bar.set_position(done);
    })?;
    bar.finish_and_clear();
    let number = |count: u64| signals::format_whole_number(count.into());
    console::line(&format!(
        "  {} poster om {} personer i {} hushåll, {} par av poster om samma person i {}",
        number(summary.records),
        number(summary.persons),
        number(summary.households),
        number(summary.pairs),
        settings.out.display()
    ))?;
    Ok(Outcome::Clean)
}

/// Writes the job applications that the flags describe.
fn job_applications(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let settings = applications::Settings {
        count: matches.get_one("count").copied().unwrap_or(1_000),
        seed: matches.get_one("seed").copied().unwrap_or(7),
        out: Path::new(text(matches, "out")).to_owned(),
    };
    let summary = applications::generate(&settings)?;
    let number = |count: u64| signals::format_whole_number(count.into());
    console::line(&format!(
        "  {} ansökningar, {} falska och {} ärliga med oskyldiga fällor i {}",
        number(summary.applications),
        number(summary.lies),
        number(summary.traps),
        settings.out.display()
    ))?;
    Ok(Outcome::Clean)
}
