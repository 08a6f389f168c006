//! `cargo xtask tidy`: the rules of the house that no compiler checks.
//!
//! Four groups: what a file may look like ([`text`]), what a manifest may say ([`manifests`]), what may depend on what
//! ([`fence`]) and under which licences we build ([`licences`]). Each finding says where, and what to do about it.

mod fence;
mod licences;
mod manifests;
mod text;

use std::fmt;

use anyhow::{Context, Result, bail};

use crate::house::House;

/// A broken rule.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    path: String,
    line: usize,
    what: String,
}

impl Finding {
    /// A broken rule in a file at a line, from 1, and what to do.
    fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}", self.path, self.line, self.what)
    }
}

/// Checks every rule and prints the findings.
///
/// # Errors
/// When a rule is broken, or the checkout cannot be read.
pub(crate) fn run(house: &House) -> Result<()> {
    let files = house.files()?;
    let mut findings = Vec::new();
    for path in &files {
        findings.extend(text::check_path(path));
        let bytes = std::fs::read(house.root.join(path)).with_context(|| format!("cannot read `{path}`"))?;
        // What is not UTF-8 is data (a workbook, a file in an old encoding), not text of ours.
        if let Ok(text) = String::from_utf8(bytes) {
            findings.extend(text::check(path, &text));
            findings.extend(manifests::check(path, &text));
        }
    }
    findings.extend(text::check_exceptions(&files));
    findings.extend(fence::check(house)?);
    findings.extend(licences::check(house)?);
    findings.sort();
    for finding in &findings {
        println!("{finding}");
    }
    if !findings.is_empty() {
        bail!("tidy: {} finding(s) in {} files", findings.len(), files.len());
    }
    println!("tidy: {} files, no findings", files.len());
    Ok(())
}

/// The findings as text, one per line: what the tests of the rules compare.
#[cfg(test)]
fn lines(findings: &[Finding]) -> Vec<String> {
    findings.iter().map(ToString::to_string).collect()
}
