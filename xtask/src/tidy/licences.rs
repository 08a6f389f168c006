//! Under which licences we build: every package of the tree against the list in `deny.toml`.
//!
//! cargo-deny checks the same list and more (advisories, sources); this rule needs nothing installed.

use std::{collections::BTreeSet, fs};

use anyhow::{Context, Result};
use toml::{Table, Value};

use super::Finding;
use crate::house::{House, read};

const POLICY: &str = "deny.toml";

/// Checks the whole tree, test dependencies and other platforms included.
///
/// # Errors
/// When the policy cannot be read or cargo cannot resolve the workspace.
pub(super) fn check(house: &House) -> Result<Vec<Finding>> {
    let text = fs::read_to_string(house.root.join(POLICY)).with_context(|| format!("cannot read `{POLICY}`"))?;
    let allowed = allowed(&text)?;
    let mut cargo = house.cargo();
    cargo.args(["tree", "--workspace", "-e", "all", "--target", "all", "--prefix", "none", "-f", "{p}|{l}"]);
    Ok(refused(&allowed, &read(&mut cargo)?))
}

fn allowed(policy: &str) -> Result<BTreeSet<String>> {
    let policy: Table = policy.parse().with_context(|| format!("`{POLICY}` is no TOML"))?;
    let list = policy.get("licenses").and_then(|table| table.get("allow")).and_then(Value::as_array);
    let list = list.with_context(|| format!("`{POLICY}` has no list `licenses.allow`"))?;
    Ok(list.iter().filter_map(Value::as_str).map(str::to_owned).collect())
}

/// Packages whose licence the list does not allow.
fn refused(allowed: &BTreeSet<String>, tree: &str) -> Vec<Finding> {
    let lines: BTreeSet<&str> = tree.lines().map(|line| line.trim_end_matches("(*)").trim_end()).collect();
    let mut findings = Vec::new();
    for line in lines {
        let Some((package, licence)) = line.rsplit_once('|') else { continue };
        if !permits(licence, allowed) {
            let name = package.split(' ').take(2).collect::<Vec<_>>().join(" ");
            let licence = if licence.is_empty() { "no licence" } else { licence };
            let what =
                format!("`{name}` comes under `{licence}`: allow it in `licenses.allow` with a reason, or replace it");
            findings.push(Finding::new(POLICY, 1, what));
        }
    }
    findings
}

/// Whether a licence expression (SPDX, or the old form with `/`) can be fulfilled with allowed licences.
fn permits(expression: &str, allowed: &BTreeSet<String>) -> bool {
    let spaced = expression.replace('(', " ( ").replace(')', " ) ").replace('/', " OR ");
    let words: Vec<&str> = spaced.split_whitespace().collect();
    let mut rest = words.as_slice();
    either(&mut rest, allowed) && rest.is_empty()
}

fn either(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut permitted = both(words, allowed);
    while let ["OR", rest @ ..] = *words {
        *words = rest;
        // Both sides are read whatever the first one says, or the rest would stay unread.
        permitted |= both(words, allowed);
    }
    permitted
}

fn both(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    let mut permitted = one(words, allowed);
    while let ["AND", rest @ ..] = *words {
        *words = rest;
        permitted &= one(words, allowed);
    }
    permitted
}

fn one(words: &mut &[&str], allowed: &BTreeSet<String>) -> bool {
    match *words {
        ["(", rest @ ..] => {
            *words = rest;
            let permitted = either(words, allowed);
            let [")", rest @ ..] = *words else { return false };
            *words = rest;
            permitted
        }
        [licence, "WITH", exception, rest @ ..] => {
            *words = rest;
            allowed.contains(&format!("{licence} WITH {exception}"))
        }
        [licence, rest @ ..] => {
            *words = rest;
            allowed.contains(*licence)
        }
        [] => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::lines;

    fn list() -> BTreeSet<String> {
        allowed("[licenses]\nallow = [\"MIT\", \"Apache-2.0\", \"BSD-3-Clause\"]\n").unwrap()
    }

    #[test]
    fn one_allowed_side_of_a_choice_is_enough() {
        assert!(permits("MIT OR Unlicense", &list()));
        assert!(permits("Unlicense/MIT", &list()));
        assert!(!permits("GPL-3.0 OR Unlicense", &list()));
    }

    #[test]
    fn every_part_of_a_sum_must_be_allowed() {
        assert!(permits("(GPL-3.0 OR MIT) AND BSD-3-Clause", &list()));
        assert!(!permits("(MIT OR Apache-2.0) AND Unicode-3.0", &list()));
        assert!(permits("GPL-3.0 AND MIT OR Apache-2.0", &list()), "AND binds closer than OR");
    }

    #[test]
    fn an_exception_is_allowed_by_its_own_name() {
        assert!(!permits("Apache-2.0 WITH LLVM-exception", &list()));
        assert!(permits("Apache-2.0 WITH LLVM-exception OR MIT", &list()));
    }

    #[test]
    fn a_broken_or_missing_licence_is_refused() {
        for expression in ["", "(MIT", "MIT)", "MIT MIT", "OR MIT"] {
            assert!(!permits(expression, &list()), "{expression}");
        }
    }

    #[test]
    fn a_refused_package_is_named_once() {
        let lines = lines(&refused(
            &list(),
            "a v1.0.0|MIT\nb v2.0.0 (proc-macro)|GPL-3.0\nb v2.0.0 (proc-macro)|GPL-3.0 (*)\n",
        ));
        assert_eq!(lines.len(), 1);
        assert!(lines[0].starts_with("deny.toml:1: `b v2.0.0` comes under `GPL-3.0`"), "{lines:?}");
    }
}
