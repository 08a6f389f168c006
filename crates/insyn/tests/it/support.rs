//! Runs the binary in a folder of its own.

use std::{
    path::Path,
    process::{Command, Output},
};

use tempfile::TempDir;

/// A folder and the binary in it.
pub(crate) struct Place {
    pub(crate) folder: TempDir,
}

/// What a run of the binary gave.
pub(crate) struct Ran {
    pub(crate) code: i32,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap() }
    }

    pub(crate) fn path(&self, name: &str) -> std::path::PathBuf {
        self.folder.path().join(name)
    }

    pub(crate) fn write(&self, name: &str, text: &str) {
        if let Some(folder) = self.path(name).parent() {
            std::fs::create_dir_all(folder).unwrap();
        }
        std::fs::write(self.path(name), text).unwrap();
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Ran {
        let Output { status, stdout, stderr } = Command::new(env!("CARGO_BIN_EXE_insyn"))
            .args(arguments)
            .current_dir(self.folder.path())
            .env_remove("INSYN_LANG")
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: status.code().unwrap(), out: text(stdout), err: text(stderr) }
    }

    /// Runs and requires an exit code.
    pub(crate) fn expect(&self, code: i32, arguments: &[&str]) -> Ran {
        let ran = self.run(arguments);
        assert_eq!(ran.code, code, "{arguments:?}\n{}\n{}", ran.out, ran.err);
        ran
    }

    /// Imports a ledger that may be kept for long.
    pub(crate) fn import_ledger(&self, file: &str, more: &[&str]) -> Ran {
        let keep = ["--as", "ledger", "--retain-until", "2099-12-31"];
        self.expect(0, &[&["import", file], &keep[..], more].concat())
    }

    /// Takes in a decision by two invented people that lets every control read every register of the authorities, each by
    /// itself, during 2026.
    pub(crate) fn decide(&self, authorities: &[&str]) {
        let grounds = grounds();
        let text = format!(
            r#"id = "2026-01"
case_number = "KS 2026/1"
controls = ["SP-*", "PR-*", "CO-*", "CI-*", "DE-*", "AL-*", "PS-*", "ZZ-*"]
authorities = {authorities:?}
registers = ["*"]
personal_data = ["indirect", "staff", "clients"]
purpose = "internal-control"
grounds = {grounds:?}
decided_by = "Prov Direktör"
delegation = "1.1"
from = "2026-01-01"
to = "2026-12-31"
staff_informed_on = "2025-12-01"
dpia = "KS 2025/9"
reason = "prov"
by = ["Anna Prov", "Bo Prov"]
at = ["2026-01-01", "2026-01-02"]
"#
        );
        self.write("beslut.toml", &text);
        self.expect(0, &["decisions", "add", "beslut.toml"]);
    }

    pub(crate) fn read(&self, name: &str) -> String {
        read(&self.path(name))
    }
}

pub(crate) fn read(path: &Path) -> String {
    std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The day of the scans, inside the decision of [`Place::decide`].
pub(crate) const ON: [&str; 2] = ["--on", "2026-06-01"];

/// Every ground that a document of the library names.
pub(crate) fn grounds() -> Vec<String> {
    let library = library::Library::embedded().unwrap();
    let controls = library.controls().flat_map(|control| control.grounds.clone());
    let all: std::collections::BTreeSet<String> =
        controls.chain(library.checks().flat_map(|check| check.grounds.clone())).collect();
    all.into_iter().collect()
}
