//! `cargo xtask browser`: the report and the pages as their readers meet them, in headless Chromium.
//!
//! The rules themselves stand in `xtask/browser/audit.mjs`, beside the two samples that keep them honest: the audit must
//! find nothing in `good.html` and every one of its rules broken in `bad.html` before it judges a report. What it needs
//! from npm (pinned by the lock file) goes into a cache folder outside the checkout.
//!
//! Pages of a running server are audited by `xtask/browser/site.mjs`, in both languages and at two widths; the gallery of
//! the pages, which is started here, is one such server. The demo is another: through it `xtask/browser/walk.mjs` walks with
//! the keyboard only ([`walk`]), as `xtask/browser/prevention.mjs` does, and `xtask/browser/passkey.mjs` signs in with a
//! passkey. Through the public pages `xtask/browser/voices.mjs` walks with script switched off.

mod served;
mod walk;

use std::{
    collections::BTreeSet,
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

use anyhow::{Context, Result, bail};

use served::Served;

use crate::{
    house::{self, House},
    tools,
};

/// How a small demo is made and served at any free port; the folder is added at the end.
const DEMO: [&str; 8] = ["demo", "--inhabitants", "2000", "--years", "2", "--address", "127.0.0.1:0", "--out"];

/// What the demo says with its address, once its report is written and its pages are there.
const READY: &str = "Insyn finns på ";

/// The page that the demo writes, somewhere in its folder.
const PAGE: &str = "report.html";

/// What the audit consists of, relative to the root.
const SOURCE: &str = "xtask/browser";

/// What drives the browser.
const SCRIPTS: [&str; 9] = [
    "audit.mjs",
    "door.mjs",
    "hand.mjs",
    "passkey.mjs",
    "prevention.mjs",
    "rules.mjs",
    "site.mjs",
    "voices.mjs",
    "walk.mjs",
];

/// The rules of the audit: the first word of each finding that it prints.
const RULES: [&str; 11] =
    ["axe", "error", "heading", "id", "lang", "link", "request", "svg", "table", "title", "width"];

/// Opens a report at desktop and phone width, or a fresh demo's report, its pages and the gallery of pages; screenshots and
/// a PDF go to `out`.
///
/// # Errors
/// When a program is missing, the demo cannot be made, or the audit finds something.
pub(crate) fn run(house: &House, report: Option<&Path>, out: Option<&Path>) -> Result<()> {
    let audit = Audit::prepare(house)?;
    let work = house.target.join("browser");
    audit.prove(&house.root.join(SOURCE), &work.join("samples"))?;
    let pictures = out.map_or_else(|| work.join("pictures"), Path::to_path_buf);
    if let Some(report) = report {
        return run_report(&audit, report, &pictures);
    }
    let demo = work.join("demo");
    let served = serve_demo(house, &demo)?;
    let report =
        find(&demo, PAGE)?.with_context(|| format!("the demo wrote no `{PAGE}` below `{}`", demo.display()))?;
    let outcome = run_report(&audit, &report, &pictures);
    // One fault does not hide the others.
    let outcome = outcome.and(walk::walk(house, &audit, &served.base, &pictures.join("walk")));
    let outcome = outcome.and(walk::prevention(house, &audit, &served.base, &pictures.join("prevention")));
    let outcome = outcome.and(walk::passkey(&audit, &served.base, &pictures.join("passkey")));
    drop(served);
    let outcome = outcome.and(run_voices(house, &audit, &pictures.join("voices")));
    outcome.and(run_gallery(house, None))
}

/// Walks through the demo of a running server.
///
/// # Errors
/// When a program is missing, the walk does not reach its end, or something is wrong on its way.
pub(crate) fn run_walk(house: &House, base: &str, out: Option<&Path>) -> Result<()> {
    let audit = Audit::prepare(house)?;
    let pictures = out.map_or_else(|| house.target.join("browser/walk"), Path::to_path_buf);
    let base = base.trim_end_matches('/');
    walk::walk(house, &audit, base, &pictures)
        .and(walk::prevention(house, &audit, base, &pictures.join("prevention")))
        .and(walk::passkey(&audit, base, &pictures.join("passkey")))
}

/// Opens a report.
fn run_report(audit: &Audit, report: &Path, pictures: &Path) -> Result<()> {
    let findings = audit.findings(report, pictures)?;
    for finding in &findings {
        println!("{}: {finding}", report.display());
    }
    println!("pictures: {}", pictures.display());
    if !findings.is_empty() {
        bail!("browser: {} finding(s)", findings.len());
    }
    println!("browser: no findings in {}", report.display());
    Ok(())
}

/// Opens paths of a running server, in both languages and at two widths; screenshots go to `out`.
///
/// # Errors
/// When a program is missing, the server cannot be reached, or the audit finds something.
pub(crate) fn run_urls(house: &House, base: &str, paths: &[String], out: Option<&Path>) -> Result<()> {
    let audit = Audit::prepare(house)?;
    let pictures = out.map_or_else(|| house.target.join("browser/site"), Path::to_path_buf);
    let base = base.trim_end_matches('/');
    let findings = audit.findings_at(base, paths, &pictures)?;
    for finding in &findings {
        println!("{finding}");
    }
    println!("pictures: {}", pictures.display());
    if !findings.is_empty() {
        bail!("browser: {} finding(s) at {base}", findings.len());
    }
    println!("browser: no findings on {} pages at {base}", paths.len());
    Ok(())
}

/// Serves the gallery of the pages and opens every page of it.
///
/// # Errors
/// As [`run_urls`], and when the gallery cannot be built or started.
pub(crate) fn run_gallery(house: &House, out: Option<&Path>) -> Result<()> {
    let mut build = house.cargo();
    house::run(build.args(["build", "--release", "-p", "web", "--example", "gallery"]))?;
    let program = house.target.join("release/examples/gallery");
    let listed = house::read(Command::new(&program).arg("--paths"))?;
    let paths: Vec<String> = listed.lines().map(str::to_owned).collect();
    let gallery = Served::start_example(&program)?;
    run_urls(house, &gallery.base, &paths, out)
}

/// Serves the public pages of the whistleblowing function and walks through them without script.
fn run_voices(house: &House, audit: &Audit, pictures: &Path) -> Result<()> {
    let mut build = house.cargo();
    house::run(build.args(["build", "--release", "-p", "web", "--example", "listener"]))?;
    let listener = Served::start_example(&house.target.join("release/examples/listener"))?;
    walk::voices(audit, &listener.base, pictures)
}

/// Makes a demo in an empty folder and serves it.
fn serve_demo(house: &House, folder: &Path) -> Result<Served> {
    house.build_insyn()?;
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty `{}`", folder.display()))?;
    }
    let mut insyn = Command::new(house.insyn());
    insyn.current_dir(&house.target).args(DEMO).arg(folder);
    // Its own database, whatever the environment names.
    insyn.env_remove("INSYN_DATABASE_URL");
    Served::start(&mut insyn, READY)
}

/// The first file of that name in a folder, by order of names.
fn find(folder: &Path, name: &str) -> Result<Option<PathBuf>> {
    let listed = fs::read_dir(folder).with_context(|| format!("cannot read `{}`", folder.display()))?;
    let mut entries = listed.map(|entry| Ok(entry?.path())).collect::<Result<Vec<PathBuf>>>()?;
    entries.sort();
    if let Some(file) = entries.iter().find(|path| path.is_file() && path.file_name().is_some_and(|last| last == name))
    {
        return Ok(Some(file.clone()));
    }
    for below in entries.iter().filter(|path| path.is_dir()) {
        if let Some(file) = find(below, name)? {
            return Ok(Some(file));
        }
    }
    Ok(None)
}

/// The audit, ready to run.
struct Audit {
    node: PathBuf,
    chromium: PathBuf,
    script: PathBuf,
    site: PathBuf,
    walk: PathBuf,
    prevention: PathBuf,
    passkey: PathBuf,
    voices: PathBuf,
}

impl Audit {
    /// Finds or installs what the audit needs.
    fn prepare(house: &House) -> Result<Self> {
        let chromium = tools::CHROMIUM.ensure()?;
        let node = tools::NODE.ensure()?;
        let npm = tools::NPM.ensure()?;
        let cache = cache_folder()?;
        fs::create_dir_all(&cache).with_context(|| format!("cannot make `{}`", cache.display()))?;
        let changed = refresh(&house.root.join(SOURCE), &cache, &["package.json", "package-lock.json"])?;
        let ready = cache.join("node_modules/axe-core/axe.min.js");
        if changed || !ready.is_file() {
            let mut install = Command::new(npm);
            install.current_dir(&cache).args(["ci", "--no-audit", "--no-fund", "--ignore-scripts"]);
            house::run(&mut install).context("fetching playwright-core and axe-core from the npm registry")?;
        }
        refresh(&house.root.join(SOURCE), &cache, &SCRIPTS)?;
        let scripts = ["audit.mjs", "site.mjs", "walk.mjs", "prevention.mjs", "passkey.mjs", "voices.mjs"];
        let [script, site, walk, prevention, passkey, voices] = scripts.map(|name| cache.join(name));
        Ok(Self { node, chromium, script, site, walk, prevention, passkey, voices })
    }

    /// The findings on a page, one per line.
    fn findings(&self, page: &Path, pictures: &Path) -> Result<Vec<String>> {
        let page = fs::canonicalize(page).with_context(|| format!("there is no `{}`", page.display()))?;
        fs::create_dir_all(pictures).with_context(|| format!("cannot make `{}`", pictures.display()))?;
        let mut node = Command::new(&self.node);
        node.arg(&self.script).arg(&self.chromium).arg(&page).arg(pictures);
        Ok(house::read(&mut node)?.lines().map(str::to_owned).collect())
    }

    /// The findings on pages of a server, one per line.
    fn findings_at(&self, base: &str, paths: &[String], pictures: &Path) -> Result<Vec<String>> {
        let mut node = Command::new(&self.node);
        node.arg(&self.site).arg(&self.chromium).arg(base).arg(pictures).args(paths);
        Ok(house::read(&mut node)?.lines().map(str::to_owned).collect())
    }

    /// Shows on the samples that the audit tells right from wrong.
    fn prove(&self, samples: &Path, pictures: &Path) -> Result<()> {
        let good = self.findings(&samples.join("good.html"), &pictures.join("good"))?;
        if !good.is_empty() {
            bail!("the audit complains about its own good sample:\n{}", good.join("\n"));
        }
        let bad = self.findings(&samples.join("bad.html"), &pictures.join("bad"))?;
        let unused = unused(&bad);
        if !unused.is_empty() {
            bail!("the audit did not see what is wrong in its bad sample: {}", unused.join(", "));
        }
        println!("the audit finds nothing in its good sample and all {} rules broken in its bad one", RULES.len());
        Ok(())
    }
}

/// Rules that no finding names.
fn unused(findings: &[String]) -> Vec<&'static str> {
    let seen: BTreeSet<&str> = findings.iter().filter_map(|line| line.split(' ').next()).collect();
    RULES.iter().filter(|rule| !seen.contains(*rule)).copied().collect()
}

/// `$XDG_CACHE_HOME/insyn/browser`, else `~/.cache/insyn/browser`.
fn cache_folder() -> Result<PathBuf> {
    let base = env::var_os("XDG_CACHE_HOME").filter(|value| !value.is_empty()).map(PathBuf::from);
    let base = base.or_else(|| env::home_dir().map(|home| home.join(".cache")));
    Ok(base.context("no cache folder: set XDG_CACHE_HOME")?.join("insyn/browser"))
}

/// Copies files that differ; says whether any did.
fn refresh(from: &Path, to: &Path, names: &[&str]) -> Result<bool> {
    let mut changed = false;
    for name in names {
        let source = from.join(name);
        let text = fs::read(&source).with_context(|| format!("cannot read `{}`", source.display()))?;
        let target = to.join(name);
        if fs::read(&target).ok().as_ref() != Some(&text) {
            fs::write(&target, text).with_context(|| format!("cannot write `{}`", target.display()))?;
            changed = true;
        }
    }
    Ok(changed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_rule_that_found_nothing_in_the_bad_sample_is_named() {
        let findings: Vec<String> =
            RULES.iter().filter(|rule| **rule != "svg").map(|rule| format!("{rule} x")).collect();
        assert_eq!(unused(&findings), ["svg"]);
    }

    #[test]
    fn the_rules_are_those_of_the_audit() {
        let audit = include_str!("../browser/audit.mjs");
        for rule in RULES {
            assert!(audit.contains(&format!("'{rule}'")), "{rule}");
        }
    }
}
