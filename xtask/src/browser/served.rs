//! Servers that the audits start for themselves.

use std::{
    io::{self, BufRead, BufReader},
    path::Path,
    process::{Child, ChildStdout, Command, Stdio},
    thread,
};

use anyhow::{Context, Result, bail};

use crate::house;

/// A server that ends with its value.
pub(super) struct Served {
    child: Child,
    /// Its address, by name: browsers keep secure cookies without TLS for `localhost` only.
    pub(super) base: String,
}

impl Served {
    /// Starts a program and reads on until the line with its address, which holds `mark`. What it says before and after is
    /// shown.
    ///
    /// # Errors
    /// When it cannot be started, or ends without such a line.
    pub(super) fn start(command: &mut Command, mark: &str) -> Result<Self> {
        println!("$ {}", house::shown(command));
        let mut child = command
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .with_context(|| format!("cannot start `{}`", house::shown(command)))?;
        let out = child.stdout.take().context("the server has no output")?;
        // From here on it ends whatever happens.
        let mut served = Self { child, base: String::new() };
        let mut said = BufReader::new(out);
        served.base = address(&mut said, mark)?;
        read_on(said);
        Ok(served)
    }

    /// Starts a program that says its address on its first line.
    ///
    /// # Errors
    /// As [`Self::start`].
    pub(super) fn start_example(program: &Path) -> Result<Self> {
        Self::start(Command::new(program).arg("127.0.0.1:0"), "http://")
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

/// The address in the first line that holds `mark`; the lines before it are shown.
fn address(said: &mut impl BufRead, mark: &str) -> Result<String> {
    let mut line = String::new();
    loop {
        line.clear();
        if said.read_line(&mut line).context("cannot read what the server says")? == 0 {
            bail!("the server ended without a line with `{mark}`");
        }
        print!("{line}");
        if line.contains(mark) {
            let port = port(&line).with_context(|| format!("no port in `{}`", line.trim()))?;
            return Ok(format!("http://localhost:{port}"));
        }
    }
}

/// The port of the address in a line.
fn port(line: &str) -> Option<u16> {
    let (_, address) = line.split_once("http://")?;
    let host = address.split(['/', ' ']).next()?;
    host.trim().rsplit_once(':')?.1.parse().ok()
}

/// Goes on reading, so that the server never waits for somebody who listens.
fn read_on(mut said: BufReader<ChildStdout>) {
    thread::spawn(move || io::copy(&mut said, &mut io::stdout()));
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_is_read_from_the_line_with_the_mark() {
        let said = "1. En kommun\nInsyn finns på http://localhost:40001/\nhttp://localhost:1/demo\n";
        assert_eq!(address(&mut said.as_bytes(), "Insyn finns på ").unwrap(), "http://localhost:40001");
        assert_eq!(
            address(&mut "http://127.0.0.1:8322/galleri".as_bytes(), "http://").unwrap(),
            "http://localhost:8322"
        );
    }

    #[test]
    fn a_server_that_ends_early_is_a_failure() {
        assert!(address(&mut "1. En kommun\n".as_bytes(), "Insyn finns på ").is_err());
        assert!(address(&mut "Insyn finns på http://localhost/\n".as_bytes(), "Insyn finns på ").is_err());
    }
}
