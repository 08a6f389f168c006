//! Project chores, run as `cargo xtask <chore>`: what a developer and the build server both call.
//!
//! Nothing here is part of the product. In reading order: the checkout ([`house`]), the rules of the house ([`tidy`]),
//! the run of all tests ([`suite`]), the tests in a real browser ([`browser`]) and the two writers
//! ([`codegen`], [`new_control`]).

#![expect(clippy::print_stdout, reason = "a chore talks to the person who started it")]

mod house;
mod tools;

mod tidy;

mod suite;

mod browser;

mod codegen;
mod new_control;

use std::{path::PathBuf, process::ExitCode};

use clap::{Parser, Subcommand};

use crate::house::House;

/// Chores of the Insyn workspace.
#[derive(Debug, Parser)]
#[command(name = "cargo xtask", bin_name = "cargo xtask")]
struct Cli {
    #[command(subcommand)]
    chore: Chore,
}

#[derive(Debug, Subcommand)]
enum Chore {
    /// Check the rules of the house that no compiler checks.
    Tidy,
    /// Run every check and test, in order, and print a table of the steps.
    Test {
        /// Only these steps, by name; all when none is named.
        steps: Vec<String>,
        /// Print the steps and what each runs, and run nothing.
        #[arg(long)]
        list: bool,
    },
    /// Test pages in headless Chromium: content, links, requests, accessibility, the walk through a case by keyboard. A
    /// small demo is made and served when nothing is given.
    Browser {
        /// Test this page instead of a fresh demo and the gallery.
        #[arg(long)]
        report: Option<PathBuf>,
        /// Walk through the demo that is served here instead, for example `--walk http://localhost:8080`.
        #[arg(long, value_name = "BASE", conflicts_with_all = ["report", "gallery", "urls"])]
        walk: Option<String>,
        /// Test only the gallery of the web pages.
        #[arg(long, conflicts_with_all = ["report", "urls"])]
        gallery: bool,
        /// Test these paths of a running server instead, for example `--urls http://localhost:8322 / /konto`.
        #[arg(long, num_args = 2.., value_names = ["BASE", "PATHS"], conflicts_with = "report")]
        urls: Vec<String>,
        /// Where screenshots and a PDF go; beside the build output when not given.
        #[arg(long)]
        out: Option<PathBuf>,
    },
    /// Write the documents that are made from the program (docs/controls.md, docs/cli.md).
    Codegen {
        /// Write nothing; fail when a document differs from what would be written.
        #[arg(long)]
        check: bool,
    },
    /// Write the first draft of a control document in library/controls.
    NewControl {
        /// The flow, for example `supplier-payments`.
        flow: String,
        /// The code, for example `SP-22`.
        id: String,
    },
}

fn main() -> ExitCode {
    match run(Cli::parse().chore) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            println!("\nerror: {error:#}");
            ExitCode::FAILURE
        }
    }
}

fn run(chore: Chore) -> anyhow::Result<()> {
    let house = House::find()?;
    match chore {
        Chore::Tidy => tidy::run(&house),
        Chore::Test { steps, list } => {
            if list {
                suite::list();
                return Ok(());
            }
            suite::run(&house, &steps)
        }
        Chore::Browser { gallery: true, out, .. } => browser::run_gallery(&house, out.as_deref()),
        Chore::Browser { walk: Some(base), out, .. } => browser::run_walk(&house, &base, out.as_deref()),
        Chore::Browser { report, urls, out, .. } => match urls.split_first() {
            Some((base, paths)) => browser::run_urls(&house, base, paths, out.as_deref()),
            None => browser::run(&house, report.as_deref(), out.as_deref()),
        },
        Chore::Codegen { check: true } => codegen::check(&house),
        Chore::Codegen { check: false } => codegen::write(&house),
        Chore::NewControl { flow, id } => new_control::run(&house, &flow, &id),
    }
}
