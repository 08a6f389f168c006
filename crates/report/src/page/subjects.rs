//! One page per subject: what was found about it, the rows behind it, what was tried, how to go on.

use std::collections::BTreeMap;

use ids::hide_person_nos;
use signals::{EvidenceTable, PictureLine, RankedSubject, Signal, SubjectPicture, format_money};

use super::first::{SubjectRow, row};
use super::{Link, SUBJECT_PAGES, Severity, subject_anchor};
use crate::chart::{Mark, spans};
use crate::index::Index;
use crate::{markdown, words};

/// Signals written out in full per subject.
const SIGNALS_IN_FULL: usize = 25;
/// Signals in the table of a subject.
const SIGNALS_LISTED: usize = 100;
/// Rows of evidence shown per signal.
const EVIDENCE_ROWS: usize = 20;
/// Subjects listed after those that have a page.
const REST_LISTED: usize = 1_000;

/// The section.
pub(super) struct Subjects {
    pub(super) limit: String,
    pub(super) pages: Vec<SubjectPage>,
    pub(super) rest: Vec<SubjectRow>,
    pub(super) rest_note: String,
}

/// One subject.
pub(super) struct SubjectPage {
    pub(super) anchor: String,
    pub(super) row: SubjectRow,
    pub(super) summary: String,
    pub(super) timeline: String,
    pub(super) list: Vec<ListedSignal>,
    pub(super) list_note: String,
    pub(super) networks: Vec<Network>,
    pub(super) groups: Vec<ControlGroup>,
    pub(super) full_note: String,
    pub(super) next: String,
}

/// What the subject is tied to.
pub(super) struct Network {
    pub(super) anchor: String,
    pub(super) title: String,
    pub(super) svg: String,
    pub(super) lines: Vec<PictureLine>,
    pub(super) more: String,
}

/// A signal in the table of its subject.
pub(super) struct ListedSignal {
    pub(super) link: Link,
    pub(super) control: String,
    pub(super) period: String,
    pub(super) money: String,
    pub(super) severity: Severity,
}

/// The signals that one control raised about the subject.
pub(super) struct ControlGroup {
    pub(super) control: Link,
    pub(super) title: String,
    pub(super) question: String,
    pub(super) signals: Vec<SignalCard>,
    pub(super) investigate: String,
    pub(super) false_alarms: String,
}

/// One signal in full.
pub(super) struct SignalCard {
    pub(super) anchor: String,
    pub(super) sentence: String,
    pub(super) severity: Severity,
    pub(super) money: String,
    pub(super) period: String,
    pub(super) reference: String,
    pub(super) others: Vec<Link>,
    pub(super) facts: Vec<(String, String)>,
    pub(super) evidence: Option<Evidence>,
    pub(super) tried: String,
}

/// The rows behind a signal.
pub(super) struct Evidence {
    pub(super) caption: String,
    /// Style classes that set columns of figures to the right.
    pub(super) classes: String,
    pub(super) columns: Vec<String>,
    pub(super) rows: Vec<Vec<String>>,
    pub(super) more: String,
}

/// The texts of a control, rendered once.
type Texts<'a> = BTreeMap<&'a str, (String, String)>;

pub(super) fn subjects(index: &Index<'_>) -> Subjects {
    let all = &index.run.subjects;
    let texts: Texts<'_> = index
        .run
        .controls
        .iter()
        .map(|c| (c.control.id.as_str(), (prose(&c.control.investigate), prose(&c.control.false_alarms))))
        .collect();
    let rest = all.iter().enumerate().skip(SUBJECT_PAGES);
    let unlisted = all.len().saturating_sub(SUBJECT_PAGES + REST_LISTED);
    Subjects {
        limit: match all.len() {
            0 => "Inga kontroller gav någon signal.".to_owned(),
            n if n <= SUBJECT_PAGES => "Alla subjekt med minst en signal har en egen sida.".to_owned(),
            n => format!(
                "De {SUBJECT_PAGES} första av {} subjekt har en egen sida. De övriga står i en tabell efter dem, och \
                 allt om dem finns i signals.xlsx.",
                words::number(n as u64)
            ),
        },
        pages: all.iter().enumerate().take(SUBJECT_PAGES).map(|(at, s)| page(index, &texts, at + 1, s)).collect(),
        rest: rest.take(REST_LISTED).map(|(at, subject)| row(index, at + 1, subject)).collect(),
        rest_note: match unlisted {
            0 => String::new(),
            n => format!("Och {} till, se signals.xlsx.", words::counted(n, "subjekt", "subjekt")),
        },
    }
}

fn prose(text: &str) -> String {
    markdown::render(&hide_person_nos(text))
}

fn page(index: &Index<'_>, texts: &Texts<'_>, rank: usize, ranked: &RankedSubject) -> SubjectPage {
    let signals = index.signals(ranked);
    let marks: Vec<Mark> = signals
        .iter()
        .filter_map(|s| Some(Mark { row: s.control.clone(), from: s.from.or(s.to)?, to: s.to.or(s.from)? }))
        .collect();
    let row = row(index, rank, ranked);
    let timeline = if marks.len() < 2 {
        String::new()
    } else {
        spans(&format!("Signaler i tiden för {}", row.subject.words), &marks)
    };
    let hidden = signals.len().saturating_sub(SIGNALS_IN_FULL);
    let unlisted = signals.len().saturating_sub(SIGNALS_LISTED);
    let list = if signals.len() < 2 { vec![] } else { listed(rank, &signals) };
    SubjectPage {
        anchor: subject_anchor(rank),
        summary: summary(ranked),
        timeline,
        list,
        list_note: more(unlisted),
        networks: networks(index, rank, &row),
        groups: groups(index, texts, rank, &signals),
        full_note: match hidden {
            0 => String::new(),
            _ => format!("De {SIGNALS_IN_FULL} första signalerna visas i sin helhet. {}", more(hidden)),
        },
        next: if rank < index.run.subjects.len() { subject_anchor(rank + 1) } else { String::new() },
        row,
    }
}

/// One per authority whose registers tie the subject to something.
fn networks(index: &Index<'_>, rank: usize, row: &SubjectRow) -> Vec<Network> {
    let pictures = (1..).zip(index.pictures(rank));
    let network = |(at, picture): (usize, &SubjectPicture)| {
        let anchor = format!("n-{}-{at}", subject_anchor(rank));
        let number = if at == 1 { String::new() } else { format!(" ({at})") };
        // Pictures of several runs stand on one page: their ids get the page's own beginning.
        let own = |svg: &str| {
            svg.replace("=\"natverk-", &format!("=\"{anchor}-"))
                .replace("-titel natverk-", &format!("-titel {anchor}-"))
        };
        Network {
            title: format!("Nätverket kring {}{number}", row.subject.words),
            svg: hide_person_nos(&own(&picture.svg)),
            lines: picture.lines.iter().map(masked).collect(),
            more: picture.more.clone(),
            anchor,
        }
    };
    pictures.map(network).collect()
}

fn masked(line: &PictureLine) -> PictureLine {
    let PictureLine { who, how, whom, when, source } = line;
    PictureLine {
        who: hide_person_nos(who),
        how: how.clone(),
        whom: hide_person_nos(whom),
        when: when.clone(),
        source: hide_person_nos(source),
    }
}

fn summary(ranked: &RankedSubject) -> String {
    format!(
        "{} från {} i {}",
        words::counted(ranked.signals.len(), "signal", "signaler"),
        words::counted(ranked.controls.len(), "kontroll", "kontroller"),
        match ranked.families.len() {
            1 => "en familj".to_owned(),
            n => format!("{n} oberoende familjer"),
        }
    )
}

fn more(count: usize) -> String {
    if count == 0 { String::new() } else { format!("… och {} till, se signals.xlsx.", words::number(count as u64)) }
}

fn listed(rank: usize, signals: &[&Signal]) -> Vec<ListedSignal> {
    let line = |(at, signal): (usize, &&Signal)| ListedSignal {
        link: Link {
            target: if at < SIGNALS_IN_FULL { card_anchor(rank, at) } else { String::new() },
            words: format!("Signal {}", at + 1),
        },
        control: signal.control.clone(),
        period: words::period(signal.from, signal.to),
        money: signal.amount_ore.map_or_else(String::new, |ore| words::kronor(ore.into())),
        severity: Severity::of(signal.severity),
    };
    signals.iter().enumerate().take(SIGNALS_LISTED).map(line).collect()
}

fn card_anchor(rank: usize, at: usize) -> String {
    format!("{}-{}", subject_anchor(rank), at + 1)
}

fn groups(index: &Index<'_>, texts: &Texts<'_>, rank: usize, signals: &[&Signal]) -> Vec<ControlGroup> {
    let mut groups: Vec<(&str, ControlGroup)> = Vec::new();
    for (at, signal) in signals.iter().enumerate().take(SIGNALS_IN_FULL) {
        let card = card(index, rank, at, signal);
        match groups.last_mut() {
            Some((control, group)) if *control == signal.control => group.signals.push(card),
            _ => groups.push((&signal.control, group(index, texts, &signal.control, card))),
        }
    }
    groups.into_iter().map(|(_, group)| group).collect()
}

fn group(index: &Index<'_>, texts: &Texts<'_>, control: &str, card: SignalCard) -> ControlGroup {
    let (investigate, false_alarms) = texts.get(control).cloned().unwrap_or_default();
    let known = index.control(control);
    ControlGroup {
        control: Link {
            target: known.map_or_else(String::new, |_| words::anchor("k", control)),
            words: control.to_owned(),
        },
        title: known.map_or_else(String::new, |c| c.title.clone()),
        question: known.map_or_else(String::new, |c| c.question.clone()),
        signals: vec![card],
        investigate,
        false_alarms,
    }
}

fn card(index: &Index<'_>, rank: usize, at: usize, signal: &Signal) -> SignalCard {
    let others = signal.subjects.iter().filter_map(|subject| {
        let other = index.rank(subject)?;
        (other != rank).then(|| Link { target: subject_anchor(other), words: words::subject(subject) })
    });
    SignalCard {
        anchor: card_anchor(rank, at),
        sentence: hide_person_nos(&signal.sentence),
        severity: Severity::of(signal.severity),
        money: signal.amount_ore.map_or_else(String::new, |ore| format_money(ore.into())),
        period: words::period(signal.from, signal.to),
        reference: signal.fingerprint.chars().take(12).collect(),
        others: others.collect(),
        facts: signal.facts.iter().map(|f| (fact_name(&f.name), hide_person_nos(&f.value))).collect(),
        evidence: evidence(&signal.evidence),
        tried: tried(&signal.tried),
    }
}

/// A column name of a query as words.
fn fact_name(name: &str) -> String {
    let mut letters = name.chars();
    letters
        .next()
        .map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect::<String>())
        .replace('_', " ")
}

fn tried(tried: &[String]) -> String {
    let lower = |text: &String| hide_person_nos(text).trim_end_matches('.').to_owned();
    match tried {
        [] => String::new(),
        [one] => format!("Vi har prövat: {}. Den förklaringen stämmer inte.", lower(one)),
        many => format!("Vi har prövat: {}. Ingen stämmer.", many.iter().map(lower).collect::<Vec<_>>().join("; ")),
    }
}

fn evidence(table: &EvidenceTable) -> Option<Evidence> {
    if table.rows.is_empty() {
        return None;
    }
    let rows: Vec<Vec<String>> = table
        .rows
        .iter()
        .take(EVIDENCE_ROWS)
        .map(|row| row.iter().map(|cell| hide_person_nos(cell)).collect())
        .collect();
    let figures = (0..table.columns.len()).filter(|at| is_figures(&rows, *at));
    let classes: Vec<String> = figures.map(|at| format!("r{}", at + 1)).collect();
    Some(Evidence {
        caption: format!("Underlag: {}", words::counted(table.rows.len(), "rad", "rader")),
        classes: classes.join(" "),
        columns: table.columns.clone(),
        more: more(table.rows.len().saturating_sub(rows.len())),
        rows,
    })
}

/// Whether a column holds money or counts: digits with grouping, decimals or `kr`, nothing else.
fn is_figures(rows: &[Vec<String>], at: usize) -> bool {
    let mut some = false;
    rows.iter().filter_map(|row| row.get(at)).filter(|cell| !cell.is_empty()).all(|cell| {
        some = true;
        let bare = cell.trim_end_matches("kr").trim_end();
        let grouped = bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '\u{a0}' | ',' | '−' | '-' | '%'));
        grouped && !bare.starts_with('0') && !bare.trim_start_matches(['-', '−']).contains('-')
    }) && some
}
