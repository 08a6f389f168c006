//! `insyn demo`: the main job on a made-up municipality, from files to report.

use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

use ::library::Library;
use ::modeltown::{Stopped, evaluate_payments};
use ::registers::DataFolder;
use anyhow::Context;
use chrono::NaiveDate;
use clap::ArgMatches;
use payments::Verdict;
use quorum::Person;
use signals::{Run, gate::Decisions};

use super::{evaluate, import, modeltown, scan, screen, text};
use crate::{
    Outcome, console, data,
    decisions::DecisionFolder,
    scans, screening,
    site::{self, Served},
};

/// What a demo has made, and where it lies.
#[derive(Debug)]
pub(crate) struct Prepared {
    /// The data folder: registers, decisions, signals and holds.
    pub(crate) folder: DataFolder,
    /// The town's files, and the truth about it.
    pub(crate) town: PathBuf,
    /// The report.
    pub(crate) result: PathBuf,
    /// The first day on which all of the town's decisions hold, for which everything was made.
    pub(crate) on: NaiveDate,
    /// What the controls found.
    run: Run,
    /// What was said of the payments of the next payment day.
    verdicts: Verdicts,
}

/// What was said of each payment, by file and place.
type Verdicts = BTreeMap<(String, u64), Stopped>;

/// Makes the town and works it, compares with the truth and says where the report is.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let made = prepare(matches, Path::new(text(matches, "out")))?;
    compare(&made, data::threads(matches))?;
    console::line("")?;
    console::line(&format!("Rapporten: {}", absolute(&made.result.join("report.html"))?))?;
    let data = made.folder.path().display();
    console::line(&format!("Fortsätt med --data {data}; kommunens beslut gäller från {}", made.on))?;
    if matches.get_flag("no-serve") {
        return Ok(Outcome::Clean);
    }
    console::line(&console::strong("6. Sidorna som man arbetar i"))?;
    let served = Served {
        address: text(matches, "address").to_owned(),
        municipality: "Lindåkers kommun (påhittad)".to_owned(),
        origin: None,
        threads: data::threads(matches),
        is_demo: true,
        // Who wants to try the public pages serves them beside: `insyn serve --voices` over this folder.
        mailroom: crate::mailroom::Mailroom { listener: Some(made.folder.path().join("voices")), mail: None },
    };
    site::serve(&made.folder, &served)?;
    Ok(Outcome::Clean)
}

/// Compares what was found with the truth about the town.
fn compare(made: &Prepared, threads: usize) -> anyhow::Result<()> {
    console::line(&console::strong("5. Jämförelse med facit"))?;
    evaluate::print(&evaluate::evaluation(&made.town, &made.run.signals, &evaluate::keys(&made.folder)?)?)?;
    evaluate::print_ties(&evaluate::ties(&made.town, &made.folder, threads)?)?;
    evaluate::print_payments(&evaluate_payments(&made.verdicts, &made.town)?)
}

/// Makes the town below a folder, imports it, scans it and screens its next payment day.
pub(crate) fn prepare(matches: &ArgMatches, out: &Path) -> anyhow::Result<Prepared> {
    let (town, result) = (out.join("kommun"), out.join("resultat"));
    console::line(&console::strong("1. En påhittad kommun"))?;
    modeltown::write(matches, &town)?;
    console::line(&console::strong("2. Registren läses in"))?;
    let folder = DataFolder::open(out.join("data"))?;
    import::folder(&folder, &town, data::threads(matches))?;
    console::line(&console::strong("3. Kontrollerna körs"))?;
    let on = decided_from(&folder)?;
    let order = scan::Order {
        scan: scans::Order {
            authorities: folder.authorities()?,
            request: engine::Request::default(),
            threads: data::threads(matches),
            together: false,
            by: Person::new(scans::PROGRAM)?,
            at: crate::clock::now(),
            on,
            is_trial: false,
            show_suppressed: false,
        },
        out: result.clone(),
        municipality: "Lindåkers kommun (påhittad)".to_owned(),
        notice: "Kommunen, personerna, företagen och alla nummer i den här rapporten är påhittade.".to_owned(),
        shadow: None,
    };
    let scan::Scanned { run, worklist, .. } = scan::scan(&folder, Library::embedded()?, &order)?;
    scan::print(&run, None)?;
    worklist.print()?;
    console::line(&console::strong("4. Nästa betaldag prövas"))?;
    let verdicts = screen_town(&folder, &town, &out.join("betalstopp"), on, data::threads(matches))?;
    Ok(Prepared { folder, town, result, on, run, verdicts })
}

/// The first day on which the town's own decisions hold.
fn decided_from(folder: &DataFolder) -> anyhow::Result<NaiveDate> {
    let records = DecisionFolder::of(folder).list()?;
    let first = records.iter().map(|record| record.decision().from).max();
    first.context("kommunen har inga beslut om kontroll")
}

/// Screens the files of the town's next payment day.
fn screen_town(
    folder: &DataFolder,
    town: &Path,
    out: &Path,
    on: NaiveDate,
    threads: usize,
) -> anyhow::Result<Verdicts> {
    let order = screening::Order {
        authority: "kommunstyrelsen".to_owned(),
        checks: Vec::new(),
        on,
        max_age_days: screening::MAX_AGE_DAYS,
        threads,
        generation: 1,
    };
    let mut order = screen::Order { screen: order, out: out.to_owned() };
    let ready = screen::open(folder, Library::embedded()?, &order.screen)?;
    let mut verdicts = BTreeMap::new();
    for (name, path) in files_below(town, Path::new("betalfiler"))? {
        order.out = out.join(Path::new(&name).parent().unwrap_or_else(|| Path::new("")));
        for one in screen::screen_file(&ready, folder, &screen::read(&path)?, &order)? {
            let stopped = match one.verdict {
                Verdict::Go => Stopped::Go,
                Verdict::Look => Stopped::Look,
                Verdict::Hold => Stopped::Hold,
            };
            verdicts.insert((name.clone(), one.order), stopped);
        }
    }
    Ok(verdicts)
}

/// Files below a folder of the town, named as the truth names them, in order.
fn files_below(town: &Path, folder: &Path) -> anyhow::Result<BTreeMap<String, PathBuf>> {
    let mut files = BTreeMap::new();
    for entry in std::fs::read_dir(town.join(folder))? {
        let entry = entry?;
        let name = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            files.extend(files_below(town, &name)?);
        } else {
            files.insert(name.to_string_lossy().into_owned(), entry.path());
        }
    }
    Ok(files)
}

fn absolute(path: &Path) -> anyhow::Result<String> {
    let path = path.canonicalize().with_context(|| format!("`{}` skrevs inte", path.display()))?;
    Ok(path.display().to_string())
}
