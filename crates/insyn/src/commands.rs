//! One file per command.

mod decisions;
mod demo;
mod evaluate;
mod holds;
mod import;
mod journal;
mod library;
mod link;
mod modeltown;
mod read;
mod registers;
mod reveal;
mod scan;
mod screen;
mod serve;
mod signals;
mod site;

use clap::ArgMatches;

use crate::Outcome;

/// Runs the command that was named.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    match matches.subcommand() {
        Some(("demo", inner)) => demo::run(inner),
        Some(("serve", inner)) => site::run(inner),
        Some(("journal", inner)) => journal::run(inner),
        Some(("read", inner)) => read::run(inner),
        Some(("import", inner)) => import::run(inner),
        Some(("registers", inner)) => registers::run(inner),
        Some(("library", inner)) => library::run(inner),
        Some(("decisions", inner)) => decisions::run(inner),
        Some(("scan", inner)) => scan::run(inner),
        Some(("screen", inner)) => screen::run(inner),
        Some(("tokens", inner)) => serve::token(inner),
        Some(("holds", inner)) => holds::run(inner),
        Some(("signals", inner)) => signals::run(inner),
        Some(("reveal", inner)) => reveal::run(inner),
        Some(("link", inner)) => link::run(inner),
        Some(("modeltown", inner)) => modeltown::run(inner),
        Some(("evaluate", inner)) => evaluate::run(inner),
        _ => Ok(Outcome::Clean),
    }
}

/// A text argument, empty when it was not given.
fn text<'a>(matches: &'a ArgMatches, name: &str) -> &'a str {
    matches.get_one::<String>(name).map_or("", String::as_str)
}

/// The values of a repeated argument.
fn list(matches: &ArgMatches, name: &str) -> Vec<String> {
    matches.get_many::<String>(name).unwrap_or_default().cloned().collect()
}
