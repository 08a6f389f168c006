//! `insyn library replay`: a candidate version beside the one in use, over the last months.
//!
//! Both run on the registers as they are now, and the hits are told apart by the dates that they carry. What the registers
//! said in a month that has passed is not kept, so that a hit that was put right since is in neither.

use std::path::{Path, PathBuf};

use ::library::{Control, Library};
use ::registers::{Catalogue, DataFolder};
use ::signals::{
    Run, Signal, format_whole_number,
    publication::Draft,
    replay::{Example, Replay},
};
use anyhow::{Context, bail};
use chrono::{Months, NaiveDate};
use clap::ArgMatches;
use engine::{Engine, Request};
use serde::{Deserialize, Serialize};

use super::{
    super::{list, scan, text},
    judge,
};
use crate::{Outcome, clock, console, data, journal::replace, scans};

/// A comparison as it is kept: of which text, over which months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Compared {
    /// The candidate.
    pub(super) draft: Draft,
    /// First day.
    pub(super) from: NaiveDate,
    /// Last day.
    pub(super) to: NaiveDate,
    /// What came out.
    pub(super) replay: Replay,
}

/// Compares, prints and writes the comparison, the examples and their key.
pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, to) = (data::folder(matches)?, clock::day(matches)?);
    let id = text(matches, "name").to_uppercase();
    let months = matches.get_one::<u32>("months").copied().unwrap_or(12);
    let from = to.checked_sub_months(Months::new(months)).context("dagen är för tidig")?;
    let live = data::live(&folder)?;
    let in_use = super::find(&live, &id)?.clone();
    let (candidate, mut document) = candidate(matches, &folder, &in_use)?;
    let set = list(matches, "set");
    if text(matches, "candidate").is_empty() && set.is_empty() {
        bail!("ange den nya versionen med --candidate MAPP, eller en ändrad parameter med --set");
    }
    for parameter in &set {
        document.push_str(&format!("\n{parameter}"));
    }
    let version = super::find(&candidate, &id)?.version;
    let changed =
        Request { controls: vec![id.clone()], parameters: scan::parameters(&candidate, &set)?, ..Request::default() };
    if let Some(other) = changed.parameters.keys().find(|other| **other != id) {
        bail!("--set gäller {other}, men det är {id} som jämförs");
    }
    let as_it_is = Request { parameters: Default::default(), ..changed.clone() };
    let place = Place { matches, folder: &folder, days: (from, to) };
    let (live_runs, candidate_runs) = (place.runs(live, &as_it_is)?, place.runs(candidate, &changed)?);
    let (replay, key) = Replay::of(&id, &live_runs, &candidate_runs, &format!("{id} {from} {to}"));
    let compared = Compared { draft: Draft::new(&id, version, &document), from, to, replay };
    let out = PathBuf::from(text(matches, "out"));
    judge::keep_sheet(&out, &compared)?;
    replace(&out.join("replay.json"), serde_json::to_string_pretty(&compared)?.as_bytes())?;
    replace(&out.join("examples.txt"), examples(&compared.replay.examples).as_bytes())?;
    replace(&out.join("key.json"), serde_json::to_string_pretty(&key)?.as_bytes())?;
    print(&compared, &out)?;
    Ok(Outcome::Clean)
}

/// The library with the candidate in it, and the candidate's document.
fn candidate(matches: &ArgMatches, folder: &DataFolder, in_use: &Control) -> anyhow::Result<(Library, String)> {
    match text(matches, "candidate") {
        "" => Ok((data::live(folder)?, format!("{} {}", in_use.id, in_use.version))),
        path => Ok((data::overlaid(Path::new(path))?, document(Path::new(path), &in_use.id)?)),
    }
}

/// The document of a control in a folder of candidates.
pub(super) fn document(folder: &Path, id: &str) -> anyhow::Result<String> {
    let library =
        Library::of_folder(folder).with_context(|| format!("mappen `{}` går inte att läsa", folder.display()))?;
    let control = library.control(id).with_context(|| {
        format!("mappen `{}` har inget dokument för {id}; lägg det i undermappen controls", folder.display())
    })?;
    let file = folder.join(&control.file);
    std::fs::read_to_string(&file).with_context(|| format!("`{}` går inte att läsa", file.display()))
}

struct Place<'a> {
    matches: &'a ArgMatches,
    folder: &'a DataFolder,
    days: (NaiveDate, NaiveDate),
}

impl Place<'_> {
    /// The runs of each authority, with the hits of the days only.
    fn runs(&self, library: Library, request: &Request) -> anyhow::Result<Vec<Run>> {
        let authorities = data::authorities(self.folder, &list(self.matches, "authority"))?;
        let engine = Engine::new(Catalogue::embedded()?, library, data::threads(self.matches))?;
        let (from, to) = self.days;
        let is_within = |signal: &Signal| signal.to.or(signal.from).is_none_or(|day| from <= day && day <= to);
        let mut runs = Vec::new();
        for together in scans::reads(self.folder, &authorities, false)? {
            let progress = &mut scan::Shown::default().progress();
            let (mut run, _) = scans::run_one(self.folder, &engine, &together, (request, to), progress)?;
            if let Some(why) = run.controls.iter().flat_map(|control| &control.refused).next() {
                bail!("{}: {why}", request.controls.join(", "));
            }
            run.signals.retain(is_within);
            runs.push(run);
        }
        Ok(runs)
    }
}

fn examples(examples: &[Example]) -> String {
    let mut text =
        "Exempel att bedöma blint: vilken version som hittade vad står i key.json, som öppnas först efteråt.\n"
            .to_owned();
    for Example { number, sentence, facts, columns, rows } in examples {
        text += &format!("\n{number}. {sentence}\n");
        for fact in facts {
            text += &format!("   {}: {}\n", fact.name, fact.value);
        }
        if !rows.is_empty() {
            text += &format!("   {}\n", columns.join("; "));
        }
        for row in rows {
            text += &format!("   {}\n", row.join("; "));
        }
    }
    text
}

fn print(compared: &Compared, out: &Path) -> anyhow::Result<()> {
    let Compared { draft, from, to, replay } = compared;
    let number = |count: u64| format_whole_number(count.into());
    console::line(&console::strong(&format!(
        "{} version {} mot den som gäller, {from} till {to}",
        replay.control,
        draft.version()
    )))?;
    let week = |week: &::signals::replay::Week| {
        let name = if week.week.is_empty() { "utan datum".to_owned() } else { week.week.clone() };
        vec![name, number(week.live), number(week.candidate)]
    };
    let rows: Vec<Vec<String>> = replay.weeks.iter().map(week).collect();
    console::table(&["Vecka", "Gällande", "Ny"], &rows, &[false, true, true])
        .iter()
        .try_for_each(|line| console::line(line))?;
    console::line(&format!(
        "Båda {}, bara den gällande {}, bara den nya {}; {} % är gemensamt",
        number(replay.both),
        number(replay.only_live),
        number(replay.only_candidate),
        replay.overlap_percent()
    ))?;
    console::line("Registren lästes som de är nu: det som rättats sedan dess finns inte med.")?;
    console::line(&format!(
        "{} exempel att bedöma blint: {}. Skriv bedömningarna i {} och kör `insyn library judge`. Jämförelsen: {}",
        replay.examples.len(),
        out.join("examples.txt").display(),
        out.join("answers.csv").display(),
        out.join("replay.json").display()
    ))
}
