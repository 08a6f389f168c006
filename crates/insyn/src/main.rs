//! `insyn`: the one binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    insyn::run()
}
