//! `insyn scan`: runs the controls, writes what they found and follows the life of the signals.

mod funnel;
mod shadow;
mod worklist;

use std::{
    collections::BTreeMap,
    fs::{self, File},
    io::{BufWriter, Write},
    path::{Path, PathBuf},
};

use ::library::{Library, ParameterValue};
use ::registers::DataFolder;
use anyhow::{Context, bail};
use clap::ArgMatches;
use engine::{Progress, Request};
use indicatif::ProgressBar;
use quorum::Person;
use report::ReportHead;
use signals::{ControlRun, OutcomeKind, Run, format_money, format_whole_number};

use super::{list, text};
use crate::{Outcome, clock, console, data, scans, worklist::Worklist};

pub(crate) use shadow::Shadow;

/// How many subjects the terminal shows.
const TOP: usize = 20;

/// A scan to be made, and where its report goes.
#[derive(Debug)]
pub(crate) struct Order {
    pub(crate) scan: scans::Order,
    pub(crate) out: PathBuf,
    pub(crate) municipality: String,
    pub(crate) notice: String,
    /// Folder of documents that are tried beside those in use.
    pub(crate) shadow: Option<PathBuf>,
}

/// What came out of a scan.
#[derive(Debug)]
pub(crate) struct Scanned {
    pub(crate) run: Run,
    pub(crate) worklist: Worklist,
    /// What the shadow found, beside what is in use.
    shadow: Option<Shadow>,
}

/// Scans what the command line names.
pub(crate) fn run(matches: &ArgMatches) -> anyhow::Result<Outcome> {
    let folder = data::folder(matches)?;
    let library = data::library_in_use(matches, &folder)?;
    let explain = matches.get_one::<String>("explain").map(|id| id.to_uppercase());
    let request = Request {
        controls: list(matches, "control").into_iter().map(|id| id.to_uppercase()).collect(),
        parameters: parameters(&library, &list(matches, "set"))?,
        explain: explain.clone(),
        sample: matches.get_one("sample").copied().unwrap_or(0),
    };
    let is_trial = !request.parameters.is_empty();
    let order = Order {
        scan: scans::Order {
            authorities: data::authorities(&folder, &list(matches, "authority"))?,
            request,
            threads: data::threads(matches),
            together: matches.get_flag("together"),
            by: Person::new(scans::PROGRAM)?,
            at: clock::moment(matches)?,
            on: clock::day(matches)?,
            is_trial,
            show_suppressed: matches.get_flag("show-suppressed"),
        },
        out: PathBuf::from(text(matches, "out")),
        municipality: text(matches, "municipality").to_owned(),
        notice: String::new(),
        shadow: matches.get_one::<String>("shadow").map(PathBuf::from),
    };
    let Scanned { run, worklist, shadow } = scan(&folder, library, &order)?;
    print(&run, explain.as_deref())?;
    worklist.print()?;
    if is_trial {
        console::line("Körningen är ett prov med andra parametrar: den förs inte in i signalernas liv.")?;
    }
    shadow.iter().try_for_each(Shadow::print)?;
    if scans::is_refused(&run) {
        bail!(
            "inget kördes: inget beslut om kontroll omfattar det. Läs ovan vad som saknas, fatta ett beslut med `insyn decisions new` och låt en andra person bekräfta det"
        );
    }
    console::line(&format!("\nRapporten: {}", order.out.join("report.html").display()))?;
    Ok(if run.signals.is_empty() { Outcome::Clean } else { Outcome::Findings })
}

/// Scans, and writes the three files and the shadow's.
pub(crate) fn scan(folder: &DataFolder, library: Library, order: &Order) -> anyhow::Result<Scanned> {
    let scans::Scanned { run, worklist } = scans::scan(folder, library, &order.scan, &mut Shown::default().progress())?;
    write(&run, order, &worklist.notice())?;
    let shadow = order.shadow.as_ref().map(|candidate| shadow::run(folder, candidate, order)).transpose()?;
    Ok(Scanned { run, worklist, shadow })
}

/// Shows on a terminal how far a run has come, until it is dropped.
pub(crate) struct Shown(ProgressBar);

impl Default for Shown {
    fn default() -> Self {
        Self(console::bar(1))
    }
}

impl Shown {
    pub(crate) fn progress(self) -> impl FnMut(&Progress) {
        move |progress| {
            self.0.set_length(progress.total as u64);
            self.0.set_position(progress.done as u64);
            self.0.set_message(progress.control.clone());
        }
    }
}

impl Drop for Shown {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}

fn write(run: &Run, order: &Order, notice: &str) -> anyhow::Result<()> {
    fs::create_dir_all(&order.out).with_context(|| format!("mappen `{}` går inte att skapa", order.out.display()))?;
    let head = ReportHead {
        municipality: order.municipality.clone(),
        authorities: order.scan.authorities.clone(),
        made_at: clock::now(),
        program: format!("Insyn {}", env!("CARGO_PKG_VERSION")),
        notice: [order.notice.as_str(), notice].join(" ").trim().to_owned(),
        ..ReportHead::default()
    };
    create(&order.out.join("signals.jsonl"), |file| Ok(report::write_jsonl(run, file)?))?;
    create(&order.out.join("report.html"), |file| Ok(report::write_html(run, &head, file)?))?;
    report::write_xlsx(run, &order.out.join("signals.xlsx"))?;
    Ok(())
}

pub(crate) fn create(path: &Path, fill: impl FnOnce(&mut BufWriter<File>) -> anyhow::Result<()>) -> anyhow::Result<()> {
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
        funnel::print(run, id)?;
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
pub(crate) fn parameters(
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
