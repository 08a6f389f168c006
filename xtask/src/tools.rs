//! The programs that the tests need beside cargo: found, installed where that is ours to do, or named.

use std::{env, path::PathBuf, process::Command};

use anyhow::{Result, bail};

use crate::house;

/// A program outside the Rust tool chain.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Tool {
    /// Names under which it may lie on the path, the best first.
    names: &'static [&'static str],
    /// The Debian packages that bring it, apart by blanks.
    package: &'static str,
    /// What it is needed for.
    purpose: &'static str,
}

/// The browser that opens the report.
pub(crate) const CHROMIUM: Tool = Tool {
    names: &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"],
    package: "chromium fonts-liberation",
    purpose: "opens the report as its reader does",
};
/// What drives the browser.
pub(crate) const NODE: Tool =
    Tool { names: &["node", "nodejs"], package: "nodejs", purpose: "drives the browser (18 or newer)" };
/// What fetches the driver and the accessibility rules.
pub(crate) const NPM: Tool =
    Tool { names: &["npm"], package: "npm", purpose: "fetches playwright-core and axe-core, once" };

/// The server that the tests of `store` start for themselves. Debian keeps its programs outside the path, all but one.
pub(crate) const POSTGRESQL: Tool = Tool {
    names: &["initdb", "pg_ctlcluster"],
    package: "postgresql",
    purpose: "is the other database that the tests of `store` run on (15 or newer)",
};

/// What opens exports without us.
pub(crate) const AGE: Tool =
    Tool { names: &["age", "rage"], package: "age", purpose: "opens exports as their receivers do" };

/// All of them.
pub(crate) const ALL: [Tool; 5] = [CHROMIUM, NODE, NPM, POSTGRESQL, AGE];

impl Tool {
    /// Where the program lies, when it is there.
    pub(crate) fn find(self) -> Option<PathBuf> {
        let folders = env::var_os("PATH")?;
        let folders: Vec<PathBuf> = env::split_paths(&folders).collect();
        self.names
            .iter()
            .flat_map(|name| {
                folders.iter().map(move |folder| folder.join(format!("{name}{}", env::consts::EXE_SUFFIX)))
            })
            .find(|path| path.is_file())
    }

    /// Where the program lies, after installing it when we may.
    ///
    /// # Errors
    /// When it is missing and must be installed by a person; the message holds the command.
    pub(crate) fn ensure(self) -> Result<PathBuf> {
        if let Some(path) = self.find() {
            return Ok(path);
        }
        let Tool { package, purpose, .. } = self;
        if !may_install() {
            bail!("`{package}` is missing: it {purpose}. Install it with\n    {}", by_hand(package));
        }
        println!("{package} is missing ({purpose}): installing it");
        let apt = || {
            let mut apt = Command::new("apt-get");
            apt.env("DEBIAN_FRONTEND", "noninteractive");
            apt
        };
        house::run(apt().args(["update", "-q"]))?;
        house::run(apt().args(["install", "-y", "-q", "--no-install-recommends"]).args(package.split(' ')))?;
        match self.find() {
            Some(path) => Ok(path),
            None => bail!("`{package}` was installed but is not on the path"),
        }
    }
}

/// The command that a person types to install a package.
fn by_hand(package: &str) -> String {
    format!("sudo apt-get update && sudo apt-get install -y {package}")
}

/// Packages are installed only as root on Debian and its kin: elsewhere that is the person's machine, not ours.
fn may_install() -> bool {
    let root = house::read(Command::new("id").arg("-u")).is_ok_and(|id| id.trim() == "0");
    root && Tool { names: &["apt-get"], package: "apt", purpose: "" }.find().is_some()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_on_the_path_is_found() {
        assert!(Tool { names: &["no-such-program", "cargo"], package: "cargo", purpose: "" }.find().is_some());
        assert!(Tool { names: &["no-such-program"], package: "none", purpose: "" }.find().is_none());
    }

    #[test]
    fn the_command_to_type_names_the_package() {
        assert_eq!(by_hand("chromium"), "sudo apt-get update && sudo apt-get install -y chromium");
    }
}
