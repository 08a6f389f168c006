//! `insyn demo`: the main job on a made-up municipality, from files to report.

use std::path::{Path, PathBuf};

use ::registers::DataFolder;
use anyhow::Context;
use clap::ArgMatches;

use super::{evaluate, import, modeltown, scan, text};
use crate::{Outcome, console, data};

/// Makes the town, imports it, scans it, compares with the truth and says where the report is.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let out = PathBuf::from(text(matches, "out"));
    let (town, result) = (out.join("kommun"), out.join("resultat"));
    console::line(&console::strong("1. En påhittad kommun"))?;
    modeltown::write(matches, &town)?;
    console::line(&console::strong("2. Registren läses in"))?;
    let folder = DataFolder::open(out.join("data"))?;
    import::folder(&folder, &town, data::threads(matches))?;
    console::line(&console::strong("3. Kontrollerna körs"))?;
    let order = scan::Order {
        authorities: folder.authorities()?,
        out: result.clone(),
        municipality: "Lindåkers kommun (påhittad)".to_owned(),
        notice: "Kommunen, personerna, företagen och alla nummer i den här rapporten är påhittade.".to_owned(),
        threads: data::threads(matches),
        request: engine::Request::default(),
        together: false,
        on: crate::clock::today(),
        at: crate::clock::now(),
        is_trial: false,
        show_suppressed: false,
        shadow: None,
    };
    let scan::Scanned { run, worklist, .. } = scan::scan(&folder, ::library::Library::embedded()?, &order)?;
    scan::print(&run, None)?;
    worklist.print()?;
    console::line(&console::strong("4. Jämförelse med facit"))?;
    evaluate::print(&evaluate::evaluation(&town, &run.signals, &evaluate::keys(&folder)?)?)?;
    evaluate::print_ties(&evaluate::ties(&town, &folder, data::threads(matches))?)?;
    console::line("")?;
    console::line(&format!("Öppna rapporten: {}", absolute(&result.join("report.html"))?))?;
    Ok(Outcome::Clean)
}

fn absolute(path: &Path) -> anyhow::Result<String> {
    let path = path.canonicalize().with_context(|| format!("`{}` skrevs inte", path.display()))?;
    Ok(path.display().to_string())
}
