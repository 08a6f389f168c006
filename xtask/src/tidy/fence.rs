//! What may depend on what, read from the dependency tree as cargo resolves it.
//!
//! The light crates never link the query engine, not even in their tests: they stay quick to build, and the engine can
//! be replaced without touching them.

use std::collections::BTreeSet;

use anyhow::Result;

use super::Finding;
use crate::house::{House, read};

/// A crate of ours, and what it must never reach.
const FENCES: &[(&str, &[&str])] = &[
    ("access", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine", "store"]),
    ("app", &["datafusion", "arrow", "parquet", "registers", "engine"]),
    ("casework", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine", "store"]),
    ("documents", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine", "store"]),
    ("ids", &["datafusion", "arrow", "parquet", "tokio", "registers", "library"]),
    ("journal", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine", "store"]),
    ("library", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine"]),
    ("modeltown", &["datafusion", "tokio", "engine"]),
    ("passkey", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine", "store", "openssl-sys"]),
    ("payments", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine"]),
    ("registers", &["datafusion", "tokio", "engine"]),
    ("report", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine"]),
    ("resume", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine", "store"]),
    ("quorum", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine"]),
    ("signals", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine"]),
    ("store", &["datafusion", "arrow", "parquet", "registers", "engine", "app"]),
    ("vault", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine", "store"]),
    ("voices", &["datafusion", "arrow", "parquet", "tokio", "registers", "engine", "store", "app", "journal"]),
    ("web", &["datafusion", "arrow", "parquet", "registers", "engine"]),
];

/// Checks the tree of every fenced crate, with its test dependencies.
///
/// # Errors
/// When cargo cannot resolve the workspace.
pub(super) fn check(house: &House) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for (name, forbidden) in FENCES {
        let tree = read(house.cargo().args(["tree", "-p", name, "-e", "all", "--prefix", "none", "-f", "{p}"]))?;
        findings.extend(reached(name, forbidden, &tree));
    }
    Ok(findings)
}

/// Forbidden packages in the tree of a crate.
fn reached(name: &str, forbidden: &[&str], tree: &str) -> Vec<Finding> {
    let packages: BTreeSet<&str> = tree.lines().filter_map(|line| line.split(' ').next()).collect();
    let path = format!("crates/{name}/Cargo.toml");
    let found = forbidden.iter().filter(|package| packages.contains(*package));
    found
        .map(|package| {
            let what = format!(
                "`{name}` must not reach `{package}`; see the way with `cargo tree -p {name} -e all -i {package}` and \
                 depend on the crate that needs less"
            );
            Finding::new(&path, 1, what)
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::lines;

    #[test]
    fn a_fenced_crate_that_reaches_the_engine_is_found() {
        let tree = "report v0.0.0 (x)\naskama v0.16.1\ndatafusion v55.2.0 (*)\n";
        let lines = lines(&reached("report", &["arrow", "datafusion"], tree));
        assert_eq!(lines.len(), 1);
        assert!(lines[0].starts_with("crates/report/Cargo.toml:1: `report` must not reach `datafusion`"), "{lines:?}");
    }

    #[test]
    fn a_package_with_a_similar_name_is_not_meant() {
        assert!(reached("registers", &["datafusion"], "registers v0.0.0\ndatafusion-common v55.2.0\n").is_empty());
    }
}
