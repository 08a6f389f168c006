//! `cargo xtask browser`: the report as its reader meets it, in headless Chromium.
//!
//! The rules themselves stand in `xtask/browser/audit.mjs`, beside the two samples that keep them honest: the audit must
//! find nothing in `good.html` and every one of its rules broken in `bad.html` before it judges a report. What it needs
//! from npm (pinned by the lock file) goes into a cache folder outside the checkout.
//!
//! Pages of a running server are audited by `xtask/browser/site.mjs`, in both languages and at two widths; the gallery of
//! the pages, which is started here, is one such server.

use std::{
    collections::BTreeSet,
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{Child, Command, Stdio},
};

use anyhow::{Context, Result, bail};

use crate::{
    house::{self, House},
    tools,
};

/// How a small demo report is made; the folder is added at the end.
const DEMO: [&str; 6] = ["demo", "--inhabitants", "2000", "--years", "2", "--out"];

/// The page that the demo writes, somewhere in its folder.
const PAGE: &str = "report.html";

/// What the audit consists of, relative to the root.
const SOURCE: &str = "xtask/browser";

/// The rules of the audit: the first word of each finding that it prints.
const RULES: [&str; 11] =
    ["axe", "error", "heading", "id", "lang", "link", "request", "svg", "table", "title", "width"];

/// Opens a report, or a fresh demo report and then the gallery of the web pages, at desktop and phone width; screenshots
/// and a PDF go to `out`.
///
/// # Errors
/// When a program is missing, the report cannot be made, or the audit finds something.
pub(crate) fn run(house: &House, report: Option<&Path>, out: Option<&Path>) -> Result<()> {
    let audit = Audit::prepare(house)?;
    let work = house.target.join("browser");
    audit.prove(&house.root.join(SOURCE), &work.join("samples"))?;
    let is_given = report.is_some();
    let report = match report {
        Some(report) => report.to_path_buf(),
        None => demo(house, &work.join("demo"))?,
    };
    let pictures = out.map_or_else(|| work.join("pictures"), Path::to_path_buf);
    let findings = audit.findings(&report, &pictures)?;
    for finding in &findings {
        println!("{}: {finding}", report.display());
    }
    println!("pictures: {}", pictures.display());
    if !findings.is_empty() {
        bail!("browser: {} finding(s)", findings.len());
    }
    println!("browser: no findings in {}", report.display());
    if is_given { Ok(()) } else { run_gallery(house, None) }
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
    let gallery = Served::start(&program)?;
    run_urls(house, &gallery.base, &paths, out)
}

/// A server that ends with its value.
struct Served {
    child: Child,
    base: String,
}

impl Served {
    /// Starts it at any free port and waits for the line with its address.
    fn start(program: &Path) -> Result<Self> {
        let mut command = Command::new(program);
        command.arg("127.0.0.1:0").stdout(Stdio::piped());
        let mut child = command.spawn().with_context(|| format!("cannot start `{}`", program.display()))?;
        let mut line = String::new();
        if let Some(out) = child.stdout.take() {
            BufReader::new(out).read_line(&mut line).context("the server says nothing")?;
        }
        let port = line.trim().rsplit_once(':').and_then(|(_, rest)| rest.split('/').next()).unwrap_or_default();
        // By name, since browsers keep secure cookies without TLS for `localhost` only.
        Ok(Self { child, base: format!("http://localhost:{port}") })
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// Makes the demo report in an empty folder.
fn demo(house: &House, folder: &Path) -> Result<PathBuf> {
    house.build_insyn()?;
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot empty `{}`", folder.display()))?;
    }
    let mut insyn = Command::new(house.insyn());
    insyn.current_dir(&house.target).args(DEMO).arg(folder);
    println!("$ {}", house::shown(&insyn));
    let status = insyn.status().with_context(|| format!("cannot start `{}`", house.insyn().display()))?;
    // 1 means that there are signals, which is what a demo is for.
    if !matches!(status.code(), Some(0 | 1)) {
        bail!("the demo failed ({status})");
    }
    find(folder, PAGE)?.with_context(|| format!("the demo wrote no `{PAGE}` below `{}`", folder.display()))
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
        refresh(&house.root.join(SOURCE), &cache, &["audit.mjs", "site.mjs"])?;
        let (script, site) = (cache.join("audit.mjs"), cache.join("site.mjs"));
        Ok(Self { node, chromium, script, site })
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
