//! How an examination of the applications is judged against the truth.

use crate::error::TownError;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

/// What was found about an application: facts and verdicts by their codes.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ObservedApplication {
    /// The name of its file.
    pub file: String,
    /// Fact and verdict of each finding.
    pub findings: Vec<(String, String)>,
}

/// How well false applications were found and honest ones left.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct ApplicationScore {
    /// By kind of lie: those in which the planted fact had the planted verdict, those with any contradiction, and all.
    pub lies: BTreeMap<String, (u64, u64, u64)>,
    /// By trap: honest ones with a contradiction, and all.
    pub honest: BTreeMap<String, (u64, u64)>,
    /// By fact and verdict that tell a lie without a contradiction: honest applications with the same. They are asked
    /// the same question, so this is what the question costs.
    pub asked: BTreeMap<(String, String), u64>,
    /// Honest applications with a contradiction: file, trap and fact.
    pub wrong: Vec<(String, String, String)>,
    /// False applications that were not found: file and kind.
    pub missed: Vec<(String, String)>,
}

impl ApplicationScore {
    /// False applications with the planted finding or a contradiction, and all.
    #[must_use]
    pub fn found(&self) -> (u64, u64) {
        let all: u64 = self.lies.values().map(|(_, _, all)| all).sum();
        (all - self.missed.len() as u64, all)
    }

    /// Honest applications with a contradiction, and all.
    #[must_use]
    pub fn contradicted(&self) -> (u64, u64) {
        self.honest.values().fold((0, 0), |(wrong, all), (some, of)| (wrong + some, all + of))
    }
}

/// Judges what was found about the applications in a folder made by [`super::generate`].
///
/// # Errors
/// When the truth cannot be read.
pub fn evaluate(folder: &Path, observed: &[ObservedApplication]) -> Result<ApplicationScore, TownError> {
    let path = folder.join("facit/applications.csv");
    let truth = std::fs::read_to_string(&path).map_err(|source| TownError::Read { path, source })?;
    let observed: BTreeMap<&str, &ObservedApplication> = observed.iter().map(|one| (one.file.as_str(), one)).collect();
    let mut score = ApplicationScore::default();
    let (mut open, mut honest) = (BTreeSet::new(), Vec::new());
    for line in truth.lines().skip(1) {
        let mut cells = line.split(';').map(str::to_owned);
        let mut cell = || cells.next().unwrap_or_default();
        let (file, kind, what, fact, verdict) = (cell(), cell(), cell(), cell(), cell());
        let findings = observed.get(file.as_str()).map(|one| one.findings.as_slice()).unwrap_or_default();
        let contradicted = findings.iter().find(|(_, verdict)| verdict == "contradicted");
        if kind == "false" {
            if verdict != "contradicted" {
                open.insert((fact.clone(), verdict.clone()));
            }
            let is_named = findings.contains(&(fact, verdict));
            let (named, contradictions, all) = score.lies.entry(what.clone()).or_default();
            *named += u64::from(is_named);
            *contradictions += u64::from(contradicted.is_some());
            *all += 1;
            if !is_named && contradicted.is_none() {
                score.missed.push((file, what));
            }
        } else {
            honest.push(findings);
            let (wrong, all) = score.honest.entry(what.clone()).or_default();
            *wrong += u64::from(contradicted.is_some());
            *all += 1;
            if let Some((fact, _)) = contradicted {
                score.wrong.push((file, what, fact.clone()));
            }
        }
    }
    for told in open {
        let count = honest.iter().filter(|findings| findings.contains(&told)).count() as u64;
        score.asked.insert(told, count);
    }
    Ok(score)
}
