//! `insyn signals health`: how the controls do.

use std::{fs::File, path::Path};

use ::signals::{
    format_money, format_whole_number,
    health::{Health, health},
};
use anyhow::Context;
use chrono::NaiveDate;
use clap::ArgMatches;
use report::{HealthLine, HealthPage, HealthTable, write_health};

use super::super::text;
use crate::{
    Outcome, clock, console, data,
    lives::{LifeBook, groups},
    samples::SampleBook,
};

/// Shows the health of every control, and writes it as a page when a file is named.
pub(super) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let (folder, on) = (data::folder(matches)?, clock::day(matches)?);
    let mut tables = Vec::new();
    for group in groups(&folder, text(matches, "authority"))? {
        let book = LifeBook::open(&folder, &group)?;
        let samples = SampleBook::open(book.folder())?;
        let lines: Vec<HealthLine> = health(book.life(), &book.priors()?, on)
            .iter()
            .map(|health| {
                let missed = samples.draws().get(&health.control).map(|draw| draw.missed());
                let missed = missed.filter(|missed| missed.sampled > 0);
                line(health, missed.map_or_else(|| "inget bedömt".to_owned(), |missed| per_cent(missed.share_at_most)))
            })
            .collect();
        print(&group, &lines, on)?;
        tables.push(HealthTable { authority: group, lines });
    }
    let path = text(matches, "html");
    if !path.is_empty() {
        let failed = || format!("`{path}` går inte att skriva");
        let page = HealthPage { made_at: clock::now(), on: on.to_string(), tables };
        write_health(&page, File::create(Path::new(path)).with_context(failed)?).with_context(failed)?;
        console::line(&format!("Sidan: {path}"))?;
    }
    Ok(Outcome::Clean)
}

fn line(health: &Health, missed: String) -> HealthLine {
    let precision = &health.precision;
    HealthLine {
        control: health.control.clone(),
        signals: health.signals,
        open: health.open,
        suppressed_percent: health.suppressed_percent(),
        median_days_open: health.median_days_open,
        expected: precision.expected,
        low: precision.low,
        high: precision.high,
        right: precision.tally.right,
        judged: precision.judged(),
        not_worked: precision.tally.not_worked,
        recovered: format_money(precision.tally.recovered_ore.into()),
        missed,
    }
}

fn print(group: &str, lines: &[HealthLine], on: NaiveDate) -> anyhow::Result<()> {
    console::line(&console::strong(&format!("{group} {on}")))?;
    let number = |count: u64| format_whole_number(count.into());
    let row = |line: &HealthLine| {
        vec![
            line.control.clone(),
            number(line.signals),
            number(line.open),
            format!("{} %", line.suppressed_percent),
            line.median_days_open.map(|days| days.to_string()).unwrap_or_default(),
            format!("{} ({}–{})", per_cent(line.expected), per_cent(line.low), per_cent(line.high)),
            format!("{} av {}", number(line.right), number(line.judged)),
            number(line.not_worked),
            line.recovered.clone(),
            line.missed.clone(),
        ]
    };
    let rows: Vec<Vec<String>> = lines.iter().map(row).collect();
    let header = [
        "Kontroll",
        "Signaler",
        "Obedömda",
        "Dämpat",
        "Dagar",
        "Rätt, väntat (90 %)",
        "Rätt av bedömda",
        "Inte utredda",
        "Återfört",
        "Missar högst",
    ];
    let right = [false, true, true, true, true, true, true, true, true, true];
    console::table(&header, &rows, &right).iter().try_for_each(|line| console::line(line))
}

/// A share as whole per cent.
fn per_cent(share: f64) -> String {
    format!("{:.0} %", share * 100.0)
}
