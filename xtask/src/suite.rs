//! `cargo xtask test`: every check and test of the house, in order, with a table at the end.
//!
//! A failed step does not stop the following ones: one run tells everything that is wrong.
//!
//! INVARIANT: every step that compiles names the whole workspace and includes targets that need test dependencies, except
//! that what is built in the release profile leaves out [`APART`], whose tests are built by themselves afterwards. Other
//! selections change which features the dependencies get, and DataFusion would be compiled once more (it takes minutes).
//! So it is compiled twice in all: checked once, for clippy and the documentation, and built once, in the
//! release profile, so that tests on real data take seconds and share what `cargo run --release` compiled.

use std::time::{Duration, Instant};

use anyhow::{Result, bail};

use crate::{
    browser, codegen,
    house::{APART, House, read, run as start},
    tidy, tools,
};

/// One step of the run.
struct Step {
    name: &'static str,
    what: &'static str,
    act: fn(&House) -> Result<()>,
}

/// The cheap ones first, then in the order that reuses what was compiled.
const STEPS: [Step; 9] = [
    Step { name: "tools", what: "programs that the tests need are there, or get installed", act: tools_ready },
    Step { name: "fmt", what: "cargo fmt --all --check", act: fmt },
    Step { name: "tidy", what: "rules of the house (cargo xtask tidy)", act: tidy::run },
    Step { name: "clippy", what: "cargo clippy --workspace --all-targets -- -D warnings", act: clippy },
    Step { name: "test", what: "unit and integration tests of the workspace", act: test },
    Step { name: "doctest", what: "cargo test --workspace --doc", act: doctest },
    Step { name: "doc", what: "cargo doc --workspace --no-deps, private items, warnings denied", act: doc },
    Step { name: "browser", what: "the demo and its pages in headless Chromium (cargo xtask browser)", act: report },
    Step {
        name: "codegen",
        what: "generated documents are current (cargo xtask codegen --check)",
        act: codegen::check,
    },
];

/// Prints the steps.
pub(crate) fn list() {
    for step in &STEPS {
        println!("{:<8} {}", step.name, step.what);
    }
}

/// Runs the steps of those names, or all.
///
/// # Errors
/// When a name is unknown or a step failed.
pub(crate) fn run(house: &House, names: &[String]) -> Result<()> {
    let chosen = choose(names)?;
    let mut lines = Vec::new();
    let mut failed = Vec::new();
    for (at, step) in chosen.iter().enumerate() {
        println!("\n=== {}/{} {}: {}", at + 1, chosen.len(), step.name, step.what);
        let start = Instant::now();
        let outcome = (step.act)(house);
        lines.push(line(step.name, start.elapsed(), outcome.is_ok()));
        if let Err(error) = outcome {
            println!("{} failed: {error:#}", step.name);
            failed.push(step.name);
        }
    }
    println!("\n=== steps\n{}", lines.join("\n"));
    if !failed.is_empty() {
        bail!("failed: {}. One step alone: cargo xtask test <step>", failed.join(", "));
    }
    Ok(())
}

fn choose(names: &[String]) -> Result<Vec<&'static Step>> {
    for name in names {
        if !STEPS.iter().any(|step| step.name == name) {
            let known: Vec<&str> = STEPS.iter().map(|step| step.name).collect();
            bail!("no step is called `{name}`; there are {}", known.join(", "));
        }
    }
    Ok(STEPS.iter().filter(|step| names.is_empty() || names.iter().any(|name| name == step.name)).collect())
}

fn line(name: &str, took: Duration, passed: bool) -> String {
    let outcome = if passed { "ok" } else { "FAILED" };
    format!("{name:<8} {:>8.1} s  {outcome}", took.as_secs_f64())
}

/// Names everything that is missing at once.
fn tools_ready(_: &House) -> Result<()> {
    let mut missing = Vec::new();
    for tool in tools::ALL {
        match tool.ensure() {
            Ok(path) => println!("{}", path.display()),
            Err(error) => missing.push(format!("{error:#}")),
        }
    }
    if !missing.is_empty() {
        bail!("{}", missing.join("\n"));
    }
    Ok(())
}

fn fmt(house: &House) -> Result<()> {
    start(house.cargo().args(["fmt", "--all", "--check"]))
}

fn clippy(house: &House) -> Result<()> {
    start(house.cargo().args(["clippy", "--workspace", "--all-targets", "--", "-D", "warnings"]))
}

/// Real data that lies beside the project; tests that need it are in modules called [`REAL_DATA`].
const SHARED_DATA: &str = "../shared/data/council-payments";
const REAL_DATA: &str = "real_data";

/// With cargo-nextest when it is installed: every test in its own process, and a slow one is named.
fn test(house: &House) -> Result<()> {
    let has_data = house.root.join(SHARED_DATA).is_dir();
    if !has_data {
        println!("NOT RUN: the tests on real data, because {SHARED_DATA} is missing");
    }
    let has_nextest = read(house.cargo().args(["nextest", "--version"])).is_ok();
    let mut outcome = Ok(());
    for packages in PACKAGES {
        let mut cargo = house.cargo();
        if has_nextest {
            cargo.args(["nextest", "run", "--release", "--no-fail-fast"]).args(packages);
            if !has_data {
                cargo.args(["-E", &format!("not test({REAL_DATA})")]);
            }
        } else {
            cargo.args(["test", "--release", "--lib", "--bins", "--tests", "--no-fail-fast"]).args(packages);
            if !has_data {
                cargo.args(["--", "--skip", REAL_DATA]);
            }
        }
        outcome = outcome.and(start(&mut cargo));
    }
    outcome
}

/// What is built together; see [`APART`].
const PACKAGES: [&[&str]; 2] = [&["--workspace", "--exclude", APART], &["--package", APART]];

fn doctest(house: &House) -> Result<()> {
    PACKAGES.into_iter().try_for_each(|packages| {
        start(house.cargo().args(["test", "--release", "--doc", "--no-fail-fast"]).args(packages))
    })
}

fn doc(house: &House) -> Result<()> {
    let mut cargo = house.cargo();
    cargo.env("RUSTDOCFLAGS", "-D warnings");
    // `--examples` is what makes the features those of the tests; see the invariant above.
    cargo.args(["doc", "--workspace", "--lib", "--bins", "--examples", "--no-deps", "--document-private-items"]);
    start(&mut cargo)
}

fn report(house: &House) -> Result<()> {
    browser::run(house, None, None)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn without_names_every_step_runs_in_order() {
        let names: Vec<&str> = choose(&[]).unwrap().iter().map(|step| step.name).collect();
        assert_eq!(names, ["tools", "fmt", "tidy", "clippy", "test", "doctest", "doc", "browser", "codegen"]);
    }

    #[test]
    fn named_steps_keep_the_order_of_the_run() {
        let names = ["doc".to_owned(), "fmt".to_owned()];
        let chosen: Vec<&str> = choose(&names).unwrap().iter().map(|step| step.name).collect();
        assert_eq!(chosen, ["fmt", "doc"]);
    }

    #[test]
    fn an_unknown_step_is_refused_with_the_known_ones() {
        let message = choose(&["lint".to_owned()]).err().unwrap().to_string();
        assert!(message.contains("`lint`") && message.contains("clippy"), "{message}");
    }

    #[test]
    fn a_line_of_the_table_has_name_seconds_and_outcome() {
        assert_eq!(line("fmt", Duration::from_millis(1_250), true), "fmt           1.2 s  ok");
        assert_eq!(line("doctest", Duration::from_secs(75), false), "doctest      75.0 s  FAILED");
    }
}
