//! Made-up applications for posts: honest ones, many with an innocent trap, and false ones of twenty kinds, with the truth
//! about which is which.
//!
//! `applications/` has the files as candidates send them (JSON Resume, Europass of both schemas, PDF text), `known/` what a
//! municipality can know beside them (`companies.csv`, `applications.csv` with whose each is and when it came in,
//! `answers.csv` of issuers, `ties.csv` of referees, `papers.csv` naming the files of certificates), and `facit/` the truth:
//! one line for each application, with the kind, and the fact and verdict that should tell. Cells are parted by `;`.
//!
//! Half are false, in twenty kinds of the same number. Half of the honest ones have one of fifteen traps. How common either
//! is in life is not known: shares measured here say how the examination works, not how many candidates lie.

mod forms;
mod judge;
mod lies;
mod pdf;
mod story;
mod traps;
mod world;

pub use judge::{ApplicationScore, ObservedApplication, evaluate};

use self::story::Application;
use self::world::World;
use crate::draw::Draw;
use crate::error::TownError;
use crate::folder::Folder;
use std::fmt::Write as _;
use std::path::PathBuf;

/// How many applications to make.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Settings {
    /// Applications, exactly. 1 to 100 000.
    pub count: u64,
    /// The same number and seed give the same files, byte by byte.
    pub seed: u64,
    /// The folder to write to; made when missing, files of the same name are replaced.
    pub out: PathBuf,
}

/// What was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Summary {
    /// Applications.
    pub applications: u64,
    /// Of these, false ones.
    pub lies: u64,
    /// Of the honest ones, those with a trap.
    pub traps: u64,
}

/// What stands in the truth about an application.
#[derive(Debug, Clone, Copy)]
struct Verdict {
    kind: &'static str,
    what: &'static str,
    fact: &'static str,
    verdict: &'static str,
}

/// Makes up applications and writes them to `settings.out`.
///
/// ```
/// use modeltown::applications::{Settings, generate};
/// let out = tempfile::tempdir().unwrap();
/// let summary = generate(&Settings { count: 40, seed: 7, out: out.path().join("applications") }).unwrap();
/// assert_eq!((summary.applications, summary.lies, summary.traps), (40, 20, 10));
/// ```
///
/// # Errors
/// When the number of applications is out of bounds or a file cannot be written.
pub fn generate(settings: &Settings) -> Result<Summary, TownError> {
    let Settings { count, seed, ref out } = *settings;
    if !(1..=100_000).contains(&count) {
        return Err(TownError::Settings { what: "1 to 100 000 applications", value: count });
    }
    let mut world = World::new(seed);
    let mut folder = Folder::create(out)?;
    let mut draw = Draw::new(seed, "applications");
    let mut lists = Lists::new();
    let mut summary = Summary::default();
    let mut earlier: Vec<Application> = Vec::new();
    for number in 0..count {
        let mut application = Application::honest(&mut draw, &mut world, number);
        let turn = usize::try_from(number / 2).unwrap_or(0);
        let verdict = if number % 2 == 1 {
            summary.lies += 1;
            lies::tell(turn, &mut draw, &mut world, &mut application, &earlier)
        } else if turn % 2 == 1 {
            summary.traps += 1;
            traps::lay(turn / 2, &mut draw, &mut world, &mut application, &earlier)
        } else {
            Verdict { kind: "honest", what: "plain", fact: "", verdict: "" }
        };
        lists.add(&application, verdict);
        for (name, text) in forms::files(&application) {
            folder.write(&format!("applications/{name}"), &text)?;
        }
        summary.applications += 1;
        earlier.push(application);
    }
    folder.write("known/companies.csv", &world.table())?;
    folder.write("known/applications.csv", &lists.applications)?;
    folder.write("known/answers.csv", &lists.answers)?;
    folder.write("known/ties.csv", &lists.ties)?;
    folder.write("known/papers.csv", &lists.papers)?;
    folder.write("facit/applications.csv", &lists.truth)?;
    Ok(summary)
}

/// The lists beside the applications, as they grow.
struct Lists {
    applications: String,
    answers: String,
    ties: String,
    papers: String,
    truth: String,
}

impl Lists {
    fn new() -> Self {
        Self {
            applications: "file;person;received\n".to_owned(),
            answers: "file;period;by;on;how;outcome\n".to_owned(),
            ties: "file;referee;to;what;source\n".to_owned(),
            papers: "file;certificate;paper\n".to_owned(),
            truth: "file;kind;what;fact;verdict\n".to_owned(),
        }
    }

    /// Writing to a String does not fail.
    fn add(&mut self, application: &Application, verdict: Verdict) {
        let file = application.file();
        let Verdict { kind, what, fact, verdict } = verdict;
        let _ = writeln!(self.applications, "{file};{};{}", application.person.id, world::iso(application.received));
        let _ = writeln!(self.truth, "{file};{kind};{what};{fact};{verdict}");
        for answer in &application.answers {
            let on = world::iso(application.received.plus(5));
            let _ = writeln!(
                self.answers,
                "{file};{};{};{on};mejl till registrator;{}",
                answer.period, answer.by, answer.outcome
            );
        }
        for tie in &application.ties {
            let _ = writeln!(self.ties, "{file};{};{};{};{}", tie.referee, tie.to, tie.what, tie.source);
        }
        for (at, _) in application.attached.iter().enumerate() {
            let _ = writeln!(self.papers, "{file};{at};{}", application.paper_file(at));
        }
    }
}
