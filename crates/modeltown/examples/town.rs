//! Writes a town: `cargo run --release -p modeltown --example town -- 50000 3 7 OUT`.

#![expect(clippy::print_stdout, reason = "an example talks to the terminal")]

use modeltown::{Settings, TownError, generate};
use std::path::PathBuf;

fn main() -> Result<(), TownError> {
    let mut given = std::env::args().skip(1);
    let mut number = |otherwise: u64| given.next().and_then(|text| text.parse().ok()).unwrap_or(otherwise);
    let (inhabitants, years, seed) = (number(50_000), number(3), number(7));
    let out = PathBuf::from(given.next().unwrap_or_else(|| "target/town".to_owned()));
    let settings = Settings { inhabitants, years: u32::try_from(years).unwrap_or(3), seed, out };
    let summary = generate(&settings, &mut |_, _, _| {})?;
    println!("{summary:?}");
    Ok(())
}
