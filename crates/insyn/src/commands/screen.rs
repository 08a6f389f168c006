//! `insyn screen`: a payment file in, what may go and what is held out.

use std::{
    fs,
    path::{Path, PathBuf},
    thread,
};

use ::library::Library;
use ::registers::DataFolder;
use anyhow::{Context, bail};
use clap::ArgMatches;
use engine::Screen;
use payments::{PaymentFile, Screened, Split, Verdict};
use signals::{format_money, format_whole_number};

use super::{list, text};
use crate::{
    Outcome, clock, console, data,
    screening::{self, Part, Ready},
};

/// A screening to be made, and where its files go.
#[derive(Debug, Clone)]
pub(crate) struct Order {
    pub(crate) screen: screening::Order,
    pub(crate) out: PathBuf,
}

/// Screens the files that the command line names.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    if matches.contains_id("serve") {
        return super::serve::run(matches);
    }
    let folder = data::folder(matches)?;
    let order = order(matches, &folder)?;
    let files = list(matches, "file");
    let library = data::library(matches)?;
    // The first file is read while the registers are: both take seconds when they are large.
    let (screen, mut first) = thread::scope(|scope| {
        let first = scope.spawn(|| files.first().map(|path| read(Path::new(path))));
        let screen = open(&folder, library, &order.screen);
        (screen, first.join().unwrap_or(None))
    });
    let screen = screen?;
    let mut outcome = Outcome::Clean;
    for path in files.iter().map(Path::new) {
        let file = first.take().unwrap_or_else(|| read(path))?;
        let screened = screen_file(&screen, &folder, &file, &order)?;
        if screened.iter().any(|one| one.verdict != Verdict::Go) {
            outcome = Outcome::Findings;
        }
    }
    Ok(outcome)
}

pub(crate) fn order(matches: &ArgMatches, folder: &DataFolder) -> anyhow::Result<Order> {
    let mut authorities = data::authorities(folder, &list(matches, "authority"))?;
    let (Some(authority), true) = (authorities.pop(), authorities.is_empty()) else {
        bail!("betalningar prövas mot en myndighets register; ange en med --authority")
    };
    let screen = screening::Order {
        authority,
        checks: list(matches, "check").into_iter().map(|id| id.to_uppercase()).collect(),
        on: clock::day(matches)?,
        max_age_days: matches.get_one::<i64>("max-age-days").copied().unwrap_or(screening::MAX_AGE_DAYS),
        threads: data::threads(matches),
        generation: 1,
    };
    Ok(Order { screen, out: PathBuf::from(text(matches, "out")) })
}

/// Opens the registers for screening, and says which checks no decision covers.
pub(crate) fn open(folder: &DataFolder, library: Library, order: &screening::Order) -> anyhow::Result<Screen> {
    let Ready { screen, refusals } = screening::open(folder, library, order)?;
    for refusal in refusals {
        console::note(&refusal.to_string());
    }
    Ok(screen)
}

/// Reads a payment file of any format.
pub(crate) fn read(path: &Path) -> anyhow::Result<PaymentFile> {
    let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
    let bytes = fs::read(path).with_context(|| format!("`{}` går inte att läsa", path.display()))?;
    Ok(payments::read(&name, &bytes)?)
}

/// Screens a file, opens its holds and writes what may go, what is held and the report. Gives the answers, in order; what
/// could not be understood is held too.
pub(crate) fn screen_file(
    screen: &Screen,
    folder: &DataFolder,
    file: &PaymentFile,
    order: &Order,
) -> anyhow::Result<Vec<Screened>> {
    let screening = screening::screen(screen, folder, file, order.screen.on)?;
    let out = order.out.as_path();
    fs::create_dir_all(out).with_context(|| format!("mappen `{}` går inte att skapa", out.display()))?;
    screening.parts(&file.name)?.iter().try_for_each(|part| put(out, part))?;
    print(file, &screening.screened, &screening.split, out)?;
    Ok(screening.answers())
}

fn put(out: &Path, Part { name, bytes, .. }: &Part) -> anyhow::Result<()> {
    let path = out.join(name);
    match bytes {
        Some(bytes) => {
            let beside = out.join(format!(".{name}.tmp"));
            fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, &path))
        }
        // A file from an earlier run must not be sent by mistake.
        None if path.exists() => fs::remove_file(&path),
        None => Ok(()),
    }
    .with_context(|| format!("`{}` går inte att skriva", path.display()))
}

fn print(file: &PaymentFile, screened: &[Screened], split: &Split, out: &Path) -> anyhow::Result<()> {
    let look = screened.iter().filter(|one| one.verdict == Verdict::Look).count();
    console::line(&console::strong(&format!("{} ({})", file.name, file.format)))?;
    console::line(&format!(
        "  {} betalningar, {}",
        format_whole_number(file.count().into()),
        format_money(file.sum_ore())
    ))?;
    console::line(&format!(
        "  {} får gå, {}; {} av dem bör någon titta på",
        format_whole_number(split.go_count.into()),
        format_money(split.go_ore),
        format_whole_number(look as i128)
    ))?;
    console::line(&format!(
        "  {} hålls, {}",
        format_whole_number(split.held_count.into()),
        format_money(split.held_ore)
    ))?;
    console::line(&format!("  Filer och rapport: {}", out.display()))
}
