//! What a manifest may say: everything shared comes from the workspace, and a heavy dependency is named in one place.

use toml::{Table, Value};

use super::Finding;

/// Keys of `[package]` that come from the workspace.
const INHERITED: [&str; 5] = ["version", "edition", "rust-version", "license", "publish"];

/// Tables of dependencies.
const DEPENDENCIES: [&str; 3] = ["dependencies", "dev-dependencies", "build-dependencies"];

/// Dependencies that cost much to build, or belong to one layer: name, and the crates that may name it.
/// The later crates of ARCHITECTURE.md stand here already.
const HEAVY: &[(&str, &[&str])] = &[
    ("age", &["vault"]),
    ("anyhow", &["insyn", "xtask"]),
    ("argon2", &["vault"]),
    ("arrow", &["registers", "engine"]),
    ("askama", &["report", "web"]),
    ("axum", &["web"]),
    ("ballista", &["cluster"]),
    ("calamine", &["registers"]),
    ("cedar-policy", &["access"]),
    ("chacha20poly1305", &["vault"]),
    ("clap", &["insyn", "xtask"]),
    ("datafusion", &["engine"]),
    ("image", &["vault"]),
    ("fluent-bundle", &["web"]),
    ("fluent-syntax", &["web"]),
    ("indicatif", &["insyn"]),
    ("krilla", &["documents"]),
    ("parquet", &["registers"]),
    ("pulldown-cmark", &["library", "report"]),
    ("quick-xml", &["payments", "registers", "resume"]),
    ("rapidfuzz", &["linkage"]),
    ("rust_xlsxwriter", &["documents", "report", "modeltown"]),
    ("sqlx", &["store"]),
    ("tokio", &["app", "engine", "insyn", "store", "web", "cluster"]),
    ("webauthn-rs", &["passkey"]),
];

/// Those that cost minutes: not even the tests of another crate may name them. The others may be named in tests, for
/// example to write a workbook that the intake then reads.
const HEAVY_IN_TESTS: [&str; 6] = ["arrow", "axum", "ballista", "datafusion", "parquet", "sqlx"];

/// Rules on the manifest of a member of the workspace; other files have none.
pub(super) fn check(path: &str, text: &str) -> Vec<Finding> {
    let Some(folder) = member(path) else { return Vec::new() };
    let manifest: Table = match text.parse() {
        Ok(manifest) => manifest,
        Err(error) => return vec![Finding::new(path, 1, format!("is no TOML: {error}"))],
    };
    let mut findings = package(path, folder, text, &manifest);
    for name in DEPENDENCIES {
        let Some(Value::Table(dependencies)) = manifest.get(name) else { continue };
        for (dependency, value) in dependencies {
            let line = line_of(text, dependency);
            findings.extend(shared(path, line, dependency, value));
            if name != "dev-dependencies" || HEAVY_IN_TESTS.contains(&dependency.as_str()) {
                findings.extend(heavy(path, line, folder, dependency));
            }
        }
    }
    findings
}

/// The folder of a member: `crates/<folder>/Cargo.toml` or `xtask/Cargo.toml`.
fn member(path: &str) -> Option<&str> {
    if path == "xtask/Cargo.toml" {
        return Some("xtask");
    }
    path.strip_prefix("crates/")?.strip_suffix("/Cargo.toml").filter(|folder| !folder.contains('/'))
}

fn package(path: &str, folder: &str, text: &str, manifest: &Table) -> Vec<Finding> {
    let mut findings = Vec::new();
    let package = manifest.get("package").and_then(Value::as_table);
    let key = |name: &str| package.and_then(|package| package.get(name));
    if key("name").and_then(Value::as_str) != Some(folder) {
        findings.push(Finding::new(
            path,
            line_of(text, "name"),
            format!("the crate is called as its folder: `{folder}`"),
        ));
    }
    for name in INHERITED {
        if !key(name).is_some_and(from_workspace) {
            let what = format!("write `{name}.workspace = true` in `[package]`");
            findings.push(Finding::new(path, line_of(text, name), what));
        }
    }
    if key("autotests").and_then(Value::as_bool) != Some(false) {
        let what = "write `autotests = false` in `[package]`: one test binary per crate, tests/it/main.rs";
        findings.push(Finding::new(path, line_of(text, "[package]"), what));
    }
    if !manifest.get("lints").is_some_and(from_workspace) {
        findings.push(Finding::new(path, line_of(text, "[lints]"), "write `[lints]` with `workspace = true`"));
    }
    findings
}

fn from_workspace(value: &Value) -> bool {
    value.get("workspace").and_then(Value::as_bool) == Some(true)
}

/// A dependency is named here; its version and features stand in the root manifest.
fn shared(path: &str, line: usize, dependency: &str, value: &Value) -> Option<Finding> {
    let keys = value.as_table().map(|table| table.keys().map(String::as_str).collect::<Vec<_>>()).unwrap_or_default();
    let only = keys.iter().all(|key| ["workspace", "optional"].contains(key));
    if from_workspace(value) && only {
        return None;
    }
    let what = format!(
        "write `{dependency}.workspace = true`: version and features stand in the root manifest alone, \
         so that it is compiled once"
    );
    Some(Finding::new(path, line, what))
}

fn heavy(path: &str, line: usize, folder: &str, dependency: &str) -> Option<Finding> {
    let (_, allowed) = HEAVY.iter().find(|(name, _)| *name == dependency)?;
    if allowed.contains(&folder) {
        return None;
    }
    let what = format!(
        "`{dependency}` may be named in {} only: ask that crate, or move the code there (table HEAVY in \
         xtask/src/tidy/manifests.rs)",
        allowed.join(" and ")
    );
    Some(Finding::new(path, line, what))
}

/// The line where a key or a table head stands, from 1; the first line when it does not.
fn line_of(text: &str, key: &str) -> usize {
    let stands =
        |line: &str| line.strip_prefix(key).is_some_and(|rest| rest.is_empty() || rest.starts_with(['.', ' ', '=']));
    text.lines().position(stands).map_or(1, |at| at + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::lines;

    const CLEAN: &str = r#"[package]
name = "ids"
version.workspace = true
edition.workspace = true
rust-version.workspace = true
license.workspace = true
publish.workspace = true
autotests = false

[lints]
workspace = true

[dependencies]
thiserror.workspace = true
"#;

    fn found(text: &str) -> Vec<String> {
        lines(&check("crates/ids/Cargo.toml", text))
    }

    #[test]
    fn a_clean_manifest_has_no_findings() {
        assert!(found(CLEAN).is_empty());
    }

    #[test]
    fn only_manifests_of_members_are_read() {
        assert!(check("crates/ids/fuzz/Cargo.toml", "").is_empty());
        assert!(check("Cargo.toml", "").is_empty());
        assert!(!check("xtask/Cargo.toml", "").is_empty());
    }

    #[test]
    fn the_crate_is_called_as_its_folder() {
        let lines = found(&CLEAN.replace("\"ids\"", "\"insyn-ids\""));
        assert_eq!(lines, ["crates/ids/Cargo.toml:2: the crate is called as its folder: `ids`"]);
    }

    #[test]
    fn every_shared_key_comes_from_the_workspace() {
        for key in INHERITED {
            let lines = found(&CLEAN.replace(&format!("\n{key}.workspace = true"), &format!("\n{key} = \"1\"")));
            assert_eq!(lines.len(), 1, "{key}");
            assert!(lines[0].contains(&format!("write `{key}.workspace = true`")), "{lines:?}");
        }
    }

    #[test]
    fn lints_and_one_test_binary_are_required() {
        assert!(found(&CLEAN.replace("[lints]\nworkspace = true\n", ""))[0].contains("`[lints]`"));
        assert!(found(&CLEAN.replace("autotests = false\n", ""))[0].contains("`autotests = false`"));
    }

    #[test]
    fn a_version_or_a_feature_outside_the_root_is_found_with_its_line() {
        for value in ["\"2\"", "{ version = \"2\" }", "{ workspace = true, features = [\"std\"] }"] {
            let lines = found(&CLEAN.replace("thiserror.workspace = true", &format!("thiserror = {value}")));
            assert_eq!(lines.len(), 1, "{value}");
            assert!(lines[0].starts_with("crates/ids/Cargo.toml:14: write `thiserror.workspace = true`"), "{lines:?}");
        }
        let optional = CLEAN.replace("thiserror.workspace = true", "thiserror = { workspace = true, optional = true }");
        assert!(found(&optional).is_empty());
    }

    #[test]
    fn a_heavy_dependency_is_named_in_its_crate_only() {
        let text = format!("{CLEAN}calamine.workspace = true\n");
        let lines = found(&text);
        assert_eq!(lines.len(), 1);
        assert!(
            lines[0].starts_with("crates/ids/Cargo.toml:15: `calamine` may be named in registers only"),
            "{lines:?}"
        );
        assert!(check("crates/registers/Cargo.toml", &text.replace("\"ids\"", "\"registers\"")).is_empty());
    }

    #[test]
    fn tests_may_name_a_heavy_dependency_but_none_that_costs_minutes() {
        let text = format!("{CLEAN}\n[dev-dependencies]\ncalamine.workspace = true\n");
        assert!(found(&text).is_empty());
        assert_eq!(found(&text.replace("calamine", "datafusion")).len(), 1);
    }

    #[test]
    fn a_manifest_that_is_no_toml_is_found() {
        assert!(found("[package")[0].contains("is no TOML"));
    }
}
