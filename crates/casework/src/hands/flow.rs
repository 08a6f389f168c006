//! The figures of one flow in one unit.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{CanAll, Flow, Handling, Measure, Pair, Period, Terms, months_before, pairs};

/// Among more people than this the exact answer for two is not sought.
const EXACT: usize = 200;

/// A flow in a unit over a time.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct FlowFigures {
    /// The unit.
    pub unit: String,
    /// The flow.
    pub flow: Flow,
    /// Matters that ended in the time.
    pub matters: usize,
    /// Those with at least two steps done by people, so that there is something to be alone about.
    pub judged: usize,
    /// Those of them that one person did, from the first step to the last.
    pub alone: usize,
    /// Those of these where the others were away and came back.
    pub on_leave: usize,
    /// Who did how many of `alone`, the most first.
    pub by: Vec<(String, usize)>,
    /// How many people took part.
    pub people: usize,
    /// The fewest people whose absence leaves half of the matters unhandled, and who they are.
    pub factor: Vec<String>,
    /// Those who always approve for each other.
    pub pairs: Vec<Pair>,
    /// Steps that only one person has done for long.
    pub only: Vec<Only>,
    /// Whether it rests on one pair of hands, by the terms.
    pub is_alone: bool,
    /// What may be done about it.
    pub measures: Vec<Measure>,
}

/// A step that nobody else has done for long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Only {
    /// The step, from 0.
    pub step: u8,
    /// Who does it.
    pub person: String,
    /// When somebody else did it last; none when the rows know of nobody else.
    pub last_other: Option<NaiveDate>,
}

impl FlowFigures {
    /// The share of matters in one pair of hands, in thousandths, without those that leave explains.
    #[must_use]
    pub fn share_permille(&self) -> usize {
        ((self.alone - self.on_leave.min(self.alone)) * 1_000).checked_div(self.judged).unwrap_or(0)
    }
}

/// What was done in one matter.
pub(super) struct Matter<'a> {
    /// Step and who, in the order of steps.
    pub(super) hands: Vec<(u8, &'a str)>,
    people: BTreeSet<&'a str>,
    steps: BTreeSet<u8>,
    first: NaiveDate,
    last: NaiveDate,
}

fn matters<'a>(rows: &[&'a Handling], period: Period) -> Vec<Matter<'a>> {
    let mut of: BTreeMap<&str, Vec<&'a Handling>> = BTreeMap::new();
    for row in rows {
        of.entry(row.matter.as_str()).or_default().push(row);
    }
    let matter = |rows: Vec<&'a Handling>| {
        let (first, last) = (rows.iter().map(|row| row.day).min()?, rows.iter().map(|row| row.day).max()?);
        let mut hands: Vec<(u8, &str)> = rows.iter().map(|row| (row.step, row.person.as_str())).collect();
        hands.sort_unstable();
        hands.dedup();
        let people = hands.iter().map(|(_, person)| *person).collect();
        let steps = hands.iter().map(|(step, _)| *step).collect();
        period.has(last).then_some(Matter { hands, people, steps, first, last })
    };
    of.into_values().filter_map(matter).collect()
}

pub(super) fn figures(
    (unit, flow): (&str, Flow),
    rows: &[&Handling],
    can_all: &[CanAll],
    (period, terms): (Period, Terms),
) -> FlowFigures {
    let matters = matters(rows, period);
    let judged: Vec<&Matter<'_>> = matters.iter().filter(|matter| matter.steps.len() > 1).collect();
    let alone: Vec<(&str, &Matter<'_>)> = judged
        .iter()
        .filter(|one| one.people.len() == 1)
        .filter_map(|one| Some((*one.people.first()?, *one)))
        .collect();
    let active = active(rows);
    let is_leave = |(person, matter): &&(&str, &Matter<'_>)| were_away(&active, (person, matter), period, terms);
    let on_leave = alone.iter().filter(is_leave).count();
    let mut by: BTreeMap<&str, usize> = BTreeMap::new();
    for (person, _) in &alone {
        *by.entry(person).or_default() += 1;
    }
    let mut by: Vec<(String, usize)> = by.into_iter().map(|(person, count)| (person.to_owned(), count)).collect();
    by.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
    let people: BTreeSet<&str> = matters.iter().flat_map(|matter| matter.people.iter().copied()).collect();
    let mut figures = FlowFigures {
        unit: unit.to_owned(),
        flow,
        matters: matters.len(),
        judged: judged.len(),
        alone: alone.len(),
        on_leave,
        by,
        people: people.len(),
        factor: factor(&judged),
        pairs: pairs::pairs(&judged, people.len(), terms),
        only: only(rows, period, terms),
        is_alone: false,
        measures: Vec::new(),
    };
    figures.is_alone = figures.judged >= terms.least && figures.share_permille() >= terms.alone_permille;
    figures.measures = measures(&figures, can_all, terms);
    figures
}

/// The days on which each person did something in the flow.
fn active<'a>(rows: &[&'a Handling]) -> BTreeMap<&'a str, BTreeSet<NaiveDate>> {
    let mut active: BTreeMap<&str, BTreeSet<NaiveDate>> = BTreeMap::new();
    for row in rows {
        active.entry(row.person.as_str()).or_default().insert(row.day);
    }
    active
}

/// Whether everybody else was away while one person did a matter alone: they did nothing from some day before it to some
/// day after it, and the time between is as long as leave is. Those who never come back were not on leave.
fn were_away(
    active: &BTreeMap<&str, BTreeSet<NaiveDate>>,
    (person, matter): (&str, &Matter<'_>),
    period: Period,
    terms: Terms,
) -> bool {
    let takes_part = |days: &BTreeSet<NaiveDate>| days.range(period.from..=period.to).next().is_some();
    let mut others = active.iter().filter(|(other, days)| **other != person && takes_part(days)).peekable();
    let is_away = |(_, days): (&&str, &BTreeSet<NaiveDate>)| {
        if days.range(matter.first..=matter.last).next().is_some() {
            return false;
        }
        let (before, after) = (days.range(..matter.first).next_back(), days.range(matter.last..).next());
        before.zip(after).is_some_and(|(before, after)| {
            (terms.leave_from..=terms.leave_to).contains(&((*after - *before).num_days() - 1))
        })
    };
    others.peek().is_some() && others.all(is_away)
}

/// The fewest whose absence leaves half of the matters unhandled; see the module above.
fn factor(matters: &[&Matter<'_>]) -> Vec<String> {
    let half = matters.len().div_ceil(2);
    if half == 0 {
        return Vec::new();
    }
    let mut of: BTreeMap<&str, BTreeSet<usize>> = BTreeMap::new();
    for (at, matter) in matters.iter().enumerate() {
        for person in &matter.people {
            of.entry(person).or_default().insert(at);
        }
    }
    let owned = |people: &[&str]| people.iter().map(|person| (*person).to_owned()).collect();
    // Who is missed most, and of equals the first by name.
    let most = |left: &BTreeMap<&str, usize>| {
        left.iter().rev().max_by_key(|(_, count)| **count).map(|(one, _)| one.to_string())
    };
    let counts: BTreeMap<&str, usize> = of.iter().map(|(person, matters)| (*person, matters.len())).collect();
    if let Some(one) = most(&counts).filter(|one| counts.get(one.as_str()).is_some_and(|count| *count >= half)) {
        return vec![one];
    }
    if of.len() <= EXACT {
        for (at, (first, of_first)) in of.iter().enumerate() {
            for (second, of_second) in of.iter().skip(at + 1) {
                if of_first.len() + of_second.len() >= half && of_first.union(of_second).count() >= half {
                    return owned(&[first, second]);
                }
            }
        }
    }
    let (mut gone, mut covered): (Vec<String>, BTreeSet<usize>) = (Vec::new(), BTreeSet::new());
    while covered.len() < half {
        let left = of.iter().map(|(person, matters)| (*person, matters.difference(&covered).count())).collect();
        let Some(next) = most(&left) else { break };
        covered.extend(of.get(next.as_str()).into_iter().flatten());
        gone.push(next);
    }
    gone
}

/// Steps that one person alone has done in the months before the end of the time.
fn only(rows: &[&Handling], period: Period, terms: Terms) -> Vec<Only> {
    let since = months_before(period.to, terms.months);
    let mut found = Vec::new();
    for step in 0..3_u8 {
        let done: Vec<&&Handling> = rows.iter().filter(|row| row.step == step).collect();
        let recent: Vec<&&&Handling> = done.iter().filter(|row| since < row.day).collect();
        let people: BTreeSet<&str> = recent.iter().map(|row| row.person.as_str()).collect();
        // What the rows do not reach back to is not known.
        let reaches = rows.iter().any(|row| row.day <= since);
        let (Some(person), true, true) = (people.first(), people.len() == 1, recent.len() >= terms.least && reaches)
        else {
            continue;
        };
        let last_other = done.iter().filter(|row| row.person != **person).map(|row| row.day).max();
        found.push(Only { step, person: (*person).to_owned(), last_other });
    }
    found
}

fn measures(figures: &FlowFigures, can_all: &[CanAll], terms: Terms) -> Vec<Measure> {
    let mut measures = BTreeSet::new();
    if figures.is_alone {
        let may = |person: &str| can_all.iter().any(|can| can.person == person && can.flow == figures.flow);
        let is_right = figures.by.iter().any(|(person, _)| may(person));
        measures.insert(if is_right { Measure::SplitRight } else { Measure::AddStep });
    }
    let is_thin = figures.judged >= terms.least && figures.factor.len() == 1;
    if is_thin || !figures.only.is_empty() {
        measures.insert(Measure::Rotate);
    }
    if !figures.pairs.is_empty() {
        measures.insert(Measure::NewPairs);
    }
    measures.into_iter().collect()
}
