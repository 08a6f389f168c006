//! Reads files as applications and prints what was understood, as JSON: `cargo run -p resume --example read -- FILE…`.

use std::process::ExitCode;

#[expect(clippy::print_stdout, clippy::print_stderr, reason = "a program that prints")]
fn main() -> ExitCode {
    let mut code = ExitCode::SUCCESS;
    for path in std::env::args().skip(1) {
        let read = std::fs::read(&path).map_err(|error| error.to_string());
        let claims = read.and_then(|bytes| resume::read(&bytes, &path).map_err(|error| error.to_string()));
        match claims.map(|claims| serde_json::to_string_pretty(&claims)) {
            Ok(Ok(text)) => println!("{text}"),
            Ok(Err(error)) => eprintln!("{path}: {error}"),
            Err(error) => {
                eprintln!("{error}");
                code = ExitCode::from(2);
            }
        }
    }
    code
}
