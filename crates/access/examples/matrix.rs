//! Writes `matrix.txt` anew: `cargo run -p access --example matrix`.

use std::{error::Error, fs, path::Path};

use access::{Policies, matrix};

fn main() -> Result<(), Box<dyn Error>> {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("matrix.txt");
    Ok(fs::write(path, matrix(&Policies::embedded()?))?)
}
