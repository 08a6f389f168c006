//! Replay: what a candidate version of a control would have found, beside the live version, over the same months.
//!
//! The caller runs both over the same snapshots and gives the runs here. The comparison counts hits per week, what both
//! find and what only one does, and draws examples that people judge *blind*: the examples do not say which version found
//! them, and the key is kept apart until the judgements are in.

use std::collections::BTreeMap;

use chrono::{Datelike, NaiveDate};
use serde::{Deserialize, Serialize};

use crate::{Fact, Run, Signal, sample};

/// How many examples people judge.
pub const EXAMPLES: usize = 20;

/// Which version finds a hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Origin {
    /// Only the live version.
    Live,
    /// Only the candidate.
    Candidate,
    /// Both.
    Both,
}

/// Hits of one ISO week.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Week {
    /// `2026-W07`, or empty for hits without a date.
    pub week: String,
    /// Hits of the live version.
    pub live: u64,
    /// Hits of the candidate.
    pub candidate: u64,
}

/// An example to judge: what a person needs, and nothing of the version.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Example {
    /// From 1, in an order that says nothing.
    pub number: usize,
    /// The finding in Swedish.
    pub sentence: String,
    /// Values of the finding.
    pub facts: Vec<Fact>,
    /// Column labels of the evidence.
    pub columns: Vec<String>,
    /// Evidence.
    pub rows: Vec<Vec<String>>,
}

/// What the numbers of the examples stand for. Kept apart until they are judged.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerKey {
    /// Of each example its origin and fingerprint.
    pub examples: BTreeMap<usize, (Origin, String)>,
}

/// What was judged right, by origin: judged, and of those right.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Answers(pub BTreeMap<Origin, (u64, u64)>);

/// Two versions of a control over the same months.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Replay {
    /// The control.
    pub control: String,
    /// Hits that both find.
    pub both: u64,
    /// Hits that only the live version finds.
    pub only_live: u64,
    /// Hits that only the candidate finds.
    pub only_candidate: u64,
    /// Hits per week, by the day on which they ended.
    pub weeks: Vec<Week>,
    /// Examples to judge blind: as many of each kind as there are, up to [`EXAMPLES`].
    pub examples: Vec<Example>,
}

impl Replay {
    /// Compares the control's hits in the runs of the live version with those of the candidate. A hit that several runs
    /// show counts once. `seed` decides which examples are drawn.
    #[must_use]
    pub fn of(control: &str, live: &[Run], candidate: &[Run], seed: &str) -> (Self, AnswerKey) {
        let (live, candidate) = (hits(control, live), hits(control, candidate));
        let mut origins: BTreeMap<&str, (Origin, &Signal)> =
            live.iter().map(|(fingerprint, signal)| (*fingerprint, (Origin::Live, *signal))).collect();
        for (fingerprint, signal) in &candidate {
            let origin = if live.contains_key(fingerprint) { Origin::Both } else { Origin::Candidate };
            origins.insert(fingerprint, (origin, signal));
        }
        let count = |wanted| origins.values().filter(|(origin, _)| *origin == wanted).count() as u64;
        let (examples, key) = examples(&origins, seed);
        let replay = Self {
            control: control.to_owned(),
            both: count(Origin::Both),
            only_live: count(Origin::Live),
            only_candidate: count(Origin::Candidate),
            weeks: weeks(&origins),
            examples,
        };
        (replay, key)
    }

    /// Share of all hits that both versions find, in per cent rounded down; 100 when there is none.
    #[must_use]
    pub fn overlap_percent(&self) -> u64 {
        (self.both * 100).checked_div(self.both + self.only_live + self.only_candidate).unwrap_or(100)
    }

    /// Hash of the comparison in hex: what a version is published on.
    #[must_use]
    pub fn hash(&self) -> String {
        let text = serde_json::to_string(self).unwrap_or_default();
        blake3::hash(text.as_bytes()).to_hex().chars().take(32).collect()
    }
}

impl AnswerKey {
    /// Puts the judgements of the examples beside their origins: by number whether the example is a hit that should be.
    #[must_use]
    pub fn answers(&self, judged: &BTreeMap<usize, bool>) -> Answers {
        let mut answers = Answers::default();
        for (number, right) in judged {
            let Some((origin, _)) = self.examples.get(number) else { continue };
            let (all, of_those) = answers.0.entry(*origin).or_default();
            *all += 1;
            *of_those += u64::from(*right);
        }
        answers
    }
}

fn hits<'a>(control: &str, runs: &'a [Run]) -> BTreeMap<&'a str, &'a Signal> {
    let signals = runs.iter().flat_map(|run| &run.signals).filter(|signal| signal.control == control);
    signals.map(|signal| (signal.fingerprint.as_str(), signal)).collect()
}

fn weeks(origins: &BTreeMap<&str, (Origin, &Signal)>) -> Vec<Week> {
    let mut weeks: BTreeMap<String, (u64, u64)> = BTreeMap::new();
    for (origin, signal) in origins.values() {
        let (live, candidate) = weeks.entry(signal.to.or(signal.from).map(week).unwrap_or_default()).or_default();
        *live += u64::from(*origin != Origin::Candidate);
        *candidate += u64::from(*origin != Origin::Live);
    }
    weeks.into_iter().map(|(week, (live, candidate))| Week { week, live, candidate }).collect()
}

fn week(day: NaiveDate) -> String {
    let week = day.iso_week();
    format!("{}-W{:02}", week.year(), week.week())
}

/// A quarter of the examples from what only the live version finds, a quarter from what both find, and half from what the
/// candidate adds; what one kind lacks the others fill.
fn examples(origins: &BTreeMap<&str, (Origin, &Signal)>, seed: &str) -> (Vec<Example>, AnswerKey) {
    let shares = [(Origin::Candidate, EXAMPLES / 2), (Origin::Live, EXAMPLES / 4), (Origin::Both, EXAMPLES / 4)];
    let (mut chosen, mut spare) = (Vec::new(), Vec::new());
    for (wanted, share) in shares {
        let of_kind = origins.iter().filter(|(_, (origin, _))| *origin == wanted).map(|(fingerprint, _)| *fingerprint);
        let mut drawn = sample::draw(of_kind, EXAMPLES, seed);
        spare.extend(drawn.split_off(share.min(drawn.len())));
        chosen.extend(drawn);
    }
    let lacking = EXAMPLES.saturating_sub(chosen.len());
    chosen.extend(spare.into_iter().take(lacking));
    let shuffle = format!("{seed} order");
    let shuffled = sample::draw(chosen, EXAMPLES, &shuffle);
    let mut key = AnswerKey { examples: BTreeMap::new() };
    let mut shown = Vec::new();
    for (number, fingerprint) in (1..).zip(shuffled) {
        let Some((origin, signal)) = origins.get(fingerprint) else { continue };
        key.examples.insert(number, (*origin, fingerprint.to_owned()));
        shown.push(Example {
            number,
            sentence: signal.sentence.clone(),
            facts: signal.facts.clone(),
            columns: signal.evidence.columns.clone(),
            rows: signal.evidence.rows.clone(),
        });
    }
    (shown, key)
}
