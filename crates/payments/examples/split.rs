//! `split FILE FOLDER [ORDER…]`: splits a payment file; what goes and what is held land in the folder, under the file's name.
#![expect(clippy::print_stdout, reason = "an example says what it did")]

use std::collections::BTreeSet;
use std::error::Error;
use std::path::Path;

use payments::{read, split};

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let path = arguments.next().ok_or("split FILE FOLDER [ORDER…]")?;
    let folder = arguments.next().ok_or("split FILE FOLDER [ORDER…]")?;
    let hold: BTreeSet<u64> = arguments.map(|order| order.parse()).collect::<Result<_, _>>()?;
    let name = Path::new(&path).file_name().ok_or("no file")?.to_string_lossy().into_owned();
    let file = read(&name, &std::fs::read(&path)?)?;
    let split = split(&file, &hold)?;
    for (part, bytes) in [("go", &split.go), ("held", &split.held)] {
        if let Some(bytes) = bytes {
            std::fs::write(Path::new(&folder).join(format!("{part}-{name}")), bytes)?;
        }
    }
    println!("{name} ({}): {} go, {} are held", file.format, split.go_count, split.held_count);
    Ok(())
}
