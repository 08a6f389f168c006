//! The checkout that a chore works on: where it is, where it builds, and how programs are started in it.

use std::{
    env,
    path::{Path, PathBuf},
    process::{Command, Stdio},
};

use anyhow::{Context, Result, bail};

/// The crate whose tests are built by themselves: what they are made of has features that the query engine's own
/// dependencies would get too, and it would be compiled a second time.
pub(crate) const APART: &str = "web";

/// Variables that `cargo run` sets for the program it starts. A cargo started from that program must not see them:
/// some build scripts watch them and would run again, and everything above them would be compiled again.
const SET_BY_CARGO_RUN: [&str; 6] =
    ["CARGO_PKG_", "CARGO_MANIFEST_", "CARGO_BIN_", "CARGO_CRATE_NAME", "CARGO_PRIMARY_PACKAGE", "OUT_DIR"];

/// The checkout and its build output.
#[derive(Debug)]
pub(crate) struct House {
    /// The folder with the workspace manifest.
    pub(crate) root: PathBuf,
    /// The folder that cargo builds into, with `release/` below it.
    pub(crate) target: PathBuf,
}

impl House {
    /// The checkout around the current folder; the build folder is the one this program was built into.
    pub(crate) fn find() -> Result<Self> {
        let here = env::current_dir().context("cannot tell the current folder")?;
        let root = here
            .ancestors()
            .find(|folder| folder.join("xtask/Cargo.toml").is_file())
            .context("no Insyn checkout here: start inside the folder that holds xtask/")?;
        let program = env::current_exe().context("cannot tell where this program lies")?;
        let target = program.ancestors().nth(2).context("this program was not built by cargo")?;
        Ok(Self { root: root.to_path_buf(), target: target.to_path_buf() })
    }

    /// A program started in the root of the checkout.
    pub(crate) fn command(&self, program: &str) -> Command {
        let mut command = Command::new(program);
        command.current_dir(&self.root);
        command
    }

    /// The cargo that started us, building into the same folder as we were built into.
    pub(crate) fn cargo(&self) -> Command {
        let mut command = self.command(&env::var("CARGO").unwrap_or_else(|_| "cargo".to_owned()));
        for (name, _) in env::vars_os() {
            let name = name.to_string_lossy();
            if SET_BY_CARGO_RUN.iter().any(|prefix| name.starts_with(prefix)) {
                command.env_remove(name.as_ref());
            }
        }
        command.env("CARGO_TARGET_DIR", &self.target);
        command
    }

    /// The release build of the product.
    pub(crate) fn insyn(&self) -> PathBuf {
        self.target.join("release").join(format!("insyn{}", env::consts::EXE_SUFFIX))
    }

    /// Builds the product, with the features that the tests have, so that nothing is compiled twice.
    ///
    /// # Errors
    /// When it does not compile.
    pub(crate) fn build_insyn(&self) -> Result<()> {
        run(self.cargo().args(["build", "--release", "--workspace", "--exclude", APART, "--bins", "--tests"]))
    }

    /// Every file under version control and every new one that is not ignored, relative to the root, in order.
    ///
    /// # Errors
    /// When git is missing or this is no git checkout.
    pub(crate) fn files(&self) -> Result<Vec<String>> {
        // A checkout made by another user (a build server, a container) is read all the same.
        let mut git = self.command("git");
        git.args(["-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]);
        let listed = read(&mut git)?;
        let mut files: Vec<String> = listed.split('\0').filter(|path| !path.is_empty()).map(str::to_owned).collect();
        // A file that was removed but not yet committed is still listed.
        files.retain(|path| self.root.join(path).is_file());
        files.sort();
        files.dedup();
        Ok(files)
    }
}

/// Runs a command with its output on our terminal.
///
/// # Errors
/// When it cannot be started or ends with a failure.
pub(crate) fn run(command: &mut Command) -> Result<()> {
    println!("$ {}", shown(command));
    let status = command.status().with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !status.success() {
        bail!("`{}` failed ({status})", shown(command));
    }
    Ok(())
}

/// Runs a command and returns what it printed.
///
/// # Errors
/// When it cannot be started, ends with a failure, or prints something other than text.
pub(crate) fn read(command: &mut Command) -> Result<String> {
    let output = command.stdin(Stdio::null()).output().with_context(|| format!("cannot start `{}`", shown(command)))?;
    if !output.status.success() {
        bail!("`{}` failed ({})\n{}", shown(command), output.status, String::from_utf8_lossy(&output.stderr).trim());
    }
    String::from_utf8(output.stdout).with_context(|| format!("`{}` printed no text", shown(command)))
}

/// The command as a person would type it.
pub(crate) fn shown(command: &Command) -> String {
    let program = Path::new(command.get_program());
    let name = program.file_name().unwrap_or(program.as_os_str()).to_string_lossy();
    let words = command.get_args().map(|word| word.to_string_lossy());
    std::iter::once(name).chain(words).collect::<Vec<_>>().join(" ")
}
