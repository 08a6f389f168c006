//! `insyn`: the one binary, as a library that its `main` runs and its tests can hold.
//!
//! Parses the command line, wires registers, library, engine and report, and turns outcomes into exit codes:
//! 0 clean, 1 signals or rejects, 2 error. [`desks`] are the same acts as ports of the application.

mod certificates;
mod cli;
mod clock;
mod commands;
mod console;
mod data;
mod decisions;
pub mod desks;
mod holds;
mod journal;
mod keys;
mod language;
mod lives;
mod mailroom;
mod memory;
mod publications;
mod refused;
mod reveals;
mod runs;
mod samples;
mod scans;
mod screening;
mod site;
mod voices;
mod waiting;
mod worklist;

use std::process::ExitCode;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// Nothing to look at.
    Clean,
    /// Signals, rejects or faults that a person should look at.
    Findings,
}

/// Does what the command line says.
#[must_use]
pub fn run() -> ExitCode {
    let arguments: Vec<String> = std::env::args().collect();
    let language = language::choose(&arguments, std::env::var("INSYN_LANG").ok().as_deref());
    let matches = match cli::command(language).try_get_matches_from(&arguments) {
        Ok(matches) => matches,
        Err(error) => return cli::refuse(&error, language),
    };
    match commands::run(&matches) {
        Ok(Outcome::Clean) => ExitCode::SUCCESS,
        Ok(Outcome::Findings) => ExitCode::from(1),
        Err(error) if console::is_broken_pipe(&error) => ExitCode::SUCCESS,
        Err(error) => {
            console::error(&format!("{error:#}"));
            ExitCode::from(2)
        }
    }
}
