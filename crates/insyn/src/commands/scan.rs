//! `insyn scan`: runs the controls and writes what they found.

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use ::library::{Library, ParameterValue};
use ::registers::{Catalogue, DataFolder};
use anyhow::{Context, bail};
use chrono::NaiveDate;
use clap::ArgMatches;
use engine::{Engine, Request, Source};
use report::ReportHead;
use signals::{
    ControlRun, OutcomeKind, Run, format_money, format_whole_number,
    gate::{Decisions, Held, gate},
};

use super::{list, text};
use crate::{Outcome, clock, console, data, decisions::DecisionFolder, keys};

/// How many subjects the terminal shows.
const TOP: usize = 20;

/// A scan to be made.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) authorities: Vec<String>,
    pub(crate) request: Request,
    pub(crate) out: PathBuf,
    pub(crate) municipality: String,
    pub(crate) notice: String,
    pub(crate) threads: usize,
    /// Whether the authorities' registers are read together rather than one authority at a time.
    pub(crate) together: bool,
    /// The day on which decisions are tried.
    pub(crate) on: NaiveDate,
}

/// Scans what the command line names.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let library = data::library(matches)?;
    let explain = matches.get_one::<String>("explain").map(|id| id.to_uppercase());
    let request = Request {
        controls: list(matches, "control").into_iter().map(|id| id.to_uppercase()).collect(),
        parameters: parameters(&library, &list(matches, "set"))?,
        explain: explain.clone(),
    };
    let order = Order {
        authorities: data::authorities(&folder, &list(matches, "authority"))?,
        request,
        out: PathBuf::from(text(matches, "out")),
        municipality: text(matches, "municipality").to_owned(),
        notice: String::new(),
        threads: data::threads(matches),
        together: matches.get_flag("together"),
        on: clock::day(matches)?,
    };
    let run = scan(&folder, library, &order)?;
    print(&run, explain.as_deref())?;
    if !run.controls.is_empty() && run.controls.iter().all(|control| !control.refused.is_empty()) {
        bail!(
            "inget kördes: inget beslut om kontroll omfattar det. Läs ovan vad som saknas, fatta ett beslut med `insyn decisions new` och låt en andra person bekräfta det"
        );
    }
    console::line(&format!("\nRapporten: {}", order.out.join("report.html").display()))?;
    Ok(if run.signals.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// Runs each authority on its own registers, or all together where a decision lets them be, puts the results side by side
/// and writes the three files.
pub(crate) fn scan(folder: &DataFolder, library: Library, order: &Order) -> anyhow::Result<Run> {
    let catalogue = Catalogue::embedded()?;
    let decisions = DecisionFolder::of(folder).list()?;
    let mut reads: Vec<(Vec<String>, Vec<Source>, Vec<Held>)> = Vec::new();
    for authority in &order.authorities {
        let (sources, held) = (data::sources(folder, &catalogue, authority)?, data::held(folder, authority)?);
        match reads.last_mut().filter(|_| order.together) {
            Some((authorities, all_sources, all_held)) => {
                authorities.push(authority.clone());
                all_sources.extend(sources);
                all_held.extend(held);
            }
            None => reads.push((vec![authority.clone()], sources, held)),
        }
    }
    let engine = Engine::new(catalogue, library, order.threads)?;
    let needs = engine.needs(&order.request)?;
    let bar = console::bar(1);
    let mut runs = Vec::new();
    for (authorities, sources, held) in &reads {
        let key = keys::key(folder, authorities)?;
        let gate = gate(&needs, held, &decisions, order.on);
        runs.push(engine.run(sources, &order.request, &gate, &key, &mut |progress| {
            bar.set_length(progress.total as u64);
            bar.set_position(progress.done as u64);
            bar.set_message(progress.control.clone());
        })?);
    }
    bar.finish_and_clear();
    let run = Run::merged(runs);
    write(&run, order)?;
    Ok(run)
}

fn write(run: &Run, order: &Order) -> anyhow::Result<()> {
    fs::create_dir_all(&order.out).with_context(|| format!("mappen `{}` går inte att skapa", order.out.display()))?;
    let head = ReportHead {
        municipality: order.municipality.clone(),
        authorities: order.authorities.clone(),
        made_at: clock::now(),
        program: format!("Insyn {}", env!("CARGO_PKG_VERSION")),
        notice: order.notice.clone(),
        ..ReportHead::default()
    };
    create(&order.out.join("signals.jsonl"), |file| Ok(report::write_jsonl(run, file)?))?;
    create(&order.out.join("report.html"), |file| Ok(report::write_html(run, &head, file)?))?;
    report::write_xlsx(run, &order.out.join("signals.xlsx"))?;
    Ok(())
}

fn create(path: &Path, fill: impl FnOnce(&mut BufWriter<File>) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let failed = || format!("`{}` går inte att skriva", path.display());
    let mut file = BufWriter::new(File::create(path).with_context(failed)?);
    fill(&mut file).with_context(failed)?;
    file.flush().with_context(failed)
}

/// Prints the four counts per control and the subjects on top.
pub(crate) fn print(run: &Run, explain: Option<&str>) -> anyhow::Result<()> {
    let number = |control: &ControlRun, kind| format_whole_number(control.rows(kind).into());
    let rows: Vec<Vec<String>> = run
        .controls
        .iter()
        .map(|c| {
            let mut row = vec![c.control.id.clone(), c.control.title.clone()];
            if c.is_computed() {
                let kinds = [OutcomeKind::Hit, OutcomeKind::Pass, OutcomeKind::Excluded, OutcomeKind::NotComputable];
                row.extend(kinds.map(|kind| number(c, kind)));
                row.push(c.band_warning.clone().unwrap_or_default());
            } else {
                row.extend(["-", "-", "-", "alla"].map(str::to_owned));
                row.push(if c.refused.is_empty() {
                    format!("ej beräkningsbar: {}", missing(c))
                } else {
                    format!("vägras: {}", c.refused.join("; "))
                });
            }
            row
        })
        .collect();
    let header = ["Kontroll", "", "Träff", "I ordning", "Undantag", "Ej beräkn.", ""];
    for line in console::table(&header, &rows, &[false, false, true, true, true, true, false]) {
        console::line(&line)?;
    }
    if let Some(id) = explain {
        funnel(run, id)?;
    }
    subjects(run)
}

fn missing(control: &ControlRun) -> String {
    let name = |m: &signals::Missing| match &m.column_label {
        Some(column) => format!("{column} saknas i {}", m.register_label),
        None => format!("{} saknas", m.register_label),
    };
    control.missing.iter().map(name).collect::<Vec<_>>().join("; ")
}

/// Prints how many groups were left after each step.
fn funnel(run: &Run, id: &str) -> anyhow::Result<()> {
    let Some(control) = run.controls.iter().find(|control| control.control.id == id) else {
        bail!("kontrollen `{id}` kördes inte");
    };
    let tested: u64 = [OutcomeKind::Hit, OutcomeKind::Pass].iter().map(|kind| control.units(*kind)).sum::<u64>()
        + control
            .outcomes
            .iter()
            .filter(|o| o.kind == OutcomeKind::Excluded && o.excess > 0)
            .map(|o| o.units)
            .sum::<u64>();
    console::line("")?;
    let unit = &control.control.unit;
    console::line(&console::strong(&format!("{id} steg för steg, av {} {unit}", format_whole_number(tested.into()))))?;
    let row = |label: &str, rows: u64, excess: u64, ore: i128| {
        let per_10k = (rows * 100_000).checked_div(tested).unwrap_or(0);
        let per_10k = format!("{},{}", per_10k / 10, per_10k % 10);
        vec![
            label.to_owned(),
            format_whole_number(rows.into()),
            format_whole_number(excess.into()),
            per_10k,
            format_money(ore),
        ]
    };
    let mut rows: Vec<Vec<String>> = control
        .comparisons
        .iter()
        .map(|c| row(&format!("jämförelse: {}", c.label), c.rows, c.excess, c.amount_ore))
        .collect();
    let outside = |kind: OutcomeKind, excess: u64| {
        kind == OutcomeKind::NotComputable || (kind == OutcomeKind::Excluded && excess == 0)
    };
    for outcome in control.outcomes.iter().filter(|o| o.rows > 0 && outside(o.kind, o.excess)) {
        rows.push(row(&format!("utanför: {}", outcome.label), outcome.rows, outcome.excess, outcome.amount_ore));
    }
    let counted = || {
        control
            .outcomes
            .iter()
            .filter(|o| o.kind == OutcomeKind::Hit || (o.kind == OutcomeKind::Excluded && o.excess > 0))
    };
    let mut left = counted().fold((0, 0, 0), |sum, o| (sum.0 + o.rows, sum.1 + o.excess, sum.2 + o.amount_ore));
    rows.push(row("uppfyller villkoret", left.0, left.1, left.2));
    for outcome in counted().filter(|o| o.kind == OutcomeKind::Excluded) {
        left = (left.0 - outcome.rows, left.1 - outcome.excess, left.2 - outcome.amount_ore);
        rows.push(row(&format!("utan dem där {}", outcome.label), left.0, left.1, left.2));
    }
    for line in console::table(
        &["Steg", "Grupper", "Överskott", "Per 10 000", "Värde"],
        &rows,
        &[false, true, true, true, true],
    ) {
        console::line(&line)?;
    }
    Ok(())
}

fn subjects(run: &Run) -> anyhow::Result<()> {
    console::line("")?;
    if run.subjects.is_empty() {
        return console::line(
            "Inga signaler. Läs ovan vilka kontroller som inte kunde beräknas innan du drar någon slutsats.",
        );
    }
    console::line(&console::strong(&format!(
        "{} signaler om {} subjekt; de översta:",
        format_whole_number(run.signals.len() as i128),
        format_whole_number(run.subjects.len() as i128)
    )))?;
    let rows: Vec<Vec<String>> = run
        .subjects
        .iter()
        .take(TOP)
        .enumerate()
        .map(|(at, ranked)| {
            let name = if ranked.subject.name.is_empty() { &ranked.subject.id } else { &ranked.subject.name };
            let families = ranked.families.len().to_string();
            vec![
                (at + 1).to_string(),
                name.clone(),
                families,
                format_money(ranked.amount_ore.into()),
                ranked.controls.join(", "),
            ]
        })
        .collect();
    let header = ["", "Vem", "Familjer", "Belopp", "Kontroller"];
    console::table(&header, &rows, &[true, false, true, true, false]).iter().try_for_each(|line| console::line(line))
}

/// Reads `SP-01.window_days=90`.
fn parameters(
    library: &Library,
    given: &[String],
) -> anyhow::Result<BTreeMap<String, BTreeMap<String, ParameterValue>>> {
    let mut parameters: BTreeMap<String, BTreeMap<String, ParameterValue>> = BTreeMap::new();
    for text in given {
        let split = text.split_once('=').and_then(|(path, value)| Some((path.split_once('.')?, value)));
        let Some(((id, name), value)) = split else { bail!("skriv --set KONTROLL.PARAMETER=VÄRDE, inte `{text}`") };
        let control = library.control(id).with_context(|| format!("kontrollen `{id}` finns inte"))?;
        let parameter = control.parameters.get(name).with_context(|| format!("{id} har ingen parameter `{name}`"))?;
        let value = parameter.parse(value).map_err(|message| anyhow::anyhow!("{id}.{name}: {message}"))?;
        parameters.entry(control.id.clone()).or_default().insert(name.to_owned(), value);
    }
    Ok(parameters)
}
