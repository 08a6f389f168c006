//! The walks through a demo, with the keyboard only, and through the public pages, without script: what is done is told in
//! `xtask/browser/walk.mjs`, and in `prevention.mjs`, `passkey.mjs` and `voices.mjs` beside it.

use std::{
    fs,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

use super::Audit;
use crate::house::House;

/// Where the pages are declared, relative to the root.
const PAGES: &str = "crates/web/src/pages";

/// The course that is taken, relative to the root.
const COURSE: &str = "library/courses/otillaten-paverkan.md";

/// How the declaration of a page that shows something begins.
const DECLARED: &str = "Page::get(";

/// Walks through the demo that is served at `base`; pictures go to `pictures`.
///
/// # Errors
/// When the walk does not reach its end, or something is wrong on its way.
pub(super) fn walk(house: &House, audit: &Audit, base: &str, pictures: &Path) -> Result<()> {
    let mut node = Command::new(&audit.node);
    node.arg(&audit.walk).arg(&audit.chromium).arg(base).arg(pictures).args(paths(house)?);
    walked("the walk", node, pictures)
}

/// Prepares recruitments, takes a course, reads in an order of delegation and declares in the demo that is served at `base`;
/// pictures go to `pictures`.
///
/// # Errors
/// As [`walk`].
pub(super) fn prevention(house: &House, audit: &Audit, base: &str, pictures: &Path) -> Result<()> {
    let mut node = Command::new(&audit.node);
    node.arg(&audit.prevention).arg(&audit.chromium).arg(base).arg(pictures).arg(house.root.join(COURSE));
    walked("prevention", node, pictures)
}

/// Adds a passkey in the demo that is served at `base`, signs in with it and removes it; pictures go to `pictures`.
///
/// # Errors
/// As [`walk`].
pub(super) fn passkey(audit: &Audit, base: &str, pictures: &Path) -> Result<()> {
    let mut node = Command::new(&audit.node);
    node.arg(&audit.passkey).arg(&audit.chromium).arg(base).arg(pictures);
    walked("the passkey", node, pictures)
}

/// Hands in a report at the listener that is served at `base`, and comes back to it; pictures go to `pictures`.
///
/// # Errors
/// As [`walk`].
pub(super) fn voices(audit: &Audit, base: &str, pictures: &Path) -> Result<()> {
    let mut node = Command::new(&audit.node);
    node.arg(&audit.voices).arg(&audit.chromium).arg(base).arg(pictures);
    walked("the report", node, pictures)
}

fn walked(name: &str, mut node: Command, pictures: &Path) -> Result<()> {
    fs::create_dir_all(pictures).with_context(|| format!("cannot make `{}`", pictures.display()))?;
    // Where it is, it tells on the error output while it walks.
    let output = node.stdin(Stdio::null()).stderr(Stdio::inherit()).output();
    let output = output.with_context(|| format!("cannot start {name}"))?;
    let findings = String::from_utf8(output.stdout).with_context(|| format!("{name} printed no text"))?;
    print!("{findings}");
    println!("pictures: {}", pictures.display());
    if !output.status.success() {
        bail!("{name} did not come to its end ({})", output.status);
    }
    match findings.lines().count() {
        0 => {
            println!("browser: {name} has no findings");
            Ok(())
        }
        found => bail!("browser: {found} finding(s) on {name}"),
    }
}

/// The paths of all pages that show something and need no parameter, in order.
fn paths(house: &House) -> Result<Vec<String>> {
    let folder = house.root.join(PAGES);
    let mut files = vec![folder.with_extension("rs")];
    below(&folder, &mut files)?;
    let mut paths = Vec::new();
    for file in files {
        let text = fs::read_to_string(&file).with_context(|| format!("cannot read `{}`", file.display()))?;
        paths.extend(declared(&text));
    }
    paths.sort();
    paths.dedup();
    if paths.is_empty() {
        bail!("no page is declared below `{}`", folder.display());
    }
    Ok(paths)
}

fn below(folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))? {
        let path = entry?.path();
        if path.is_dir() {
            below(&path, files)?;
        } else if path.extension().is_some_and(|end| end == "rs") {
            files.push(path);
        }
    }
    Ok(())
}

/// The paths without parameters that a source file declares.
fn declared(text: &str) -> Vec<String> {
    let after = text.split(DECLARED).skip(1);
    let quoted = after.filter_map(|rest| rest.trim_start().strip_prefix('"')?.split('"').next());
    quoted.filter(|path| !path.contains('{')).map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_with_parameters_and_forms_are_not_opened_by_address() {
        let text = r#"vec![Page::get("/", Open, show), Page::get(
            "/arenden/ny", OPEN, new), Page::get("/arenden/{id}", SHOW, show), Page::post("/las", OPEN, lock)]"#;
        assert_eq!(declared(text), ["/", "/arenden/ny"]);
    }
}
