//! Writes the three files of a made-up run into a folder, to look at: `cargo run -p report --example sample -- DIR`.

#[path = "../tests/it/sample.rs"]
#[expect(
    dead_code,
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    reason = "shared with the tests"
)]
mod sample;

use std::error::Error;
use std::fs::File;
use std::io::BufWriter;
use std::path::PathBuf;

use report::ReportHead;

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(arguments.next().ok_or("ange en mapp")?);
    let run = match arguments.next() {
        Some(count) => sample::run_of(count.parse()?),
        None => sample::run(),
    };
    let head = ReportHead {
        municipality: "Ekhults kommun".into(),
        made_at: "2026-03-01 14:20".into(),
        program: "Insyn".into(),
        notice: "Påhittad kommun: alla namn, nummer och belopp är uppdiktade.".into(),
        ..ReportHead::default()
    };
    std::fs::create_dir_all(&folder)?;
    report::write_html(&run, &head, BufWriter::new(File::create(folder.join("report.html"))?))?;
    report::write_jsonl(&run, BufWriter::new(File::create(folder.join("signals.jsonl"))?))?;
    report::write_xlsx(&run, &folder.join("signals.xlsx"))?;
    Ok(())
}
