//! What pages and exports show of signals.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use library::Library;
use signals::{
    ControlRef, RankedSubject, Signal, Subject, SubjectPicture,
    judge::Judgement,
    life::State,
    precision::{Precision, precisions},
};

use crate::{AppError, ports::Book};

/// How a list is ordered.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// By the place of the first subject: the one to look at first on top.
    #[default]
    Rank,
    /// By amount, the largest first.
    Amount,
    /// By age, the oldest first.
    Age,
}

/// What a list is limited to; empty texts limit nothing.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Flow id.
    pub flow: String,
    /// Control id.
    pub control: String,
    /// Only those that nobody has judged as they are now.
    pub only_open: bool,
    /// Also those that are suppressed.
    pub with_suppressed: bool,
    /// Order.
    pub order: Order,
}

/// A number of signals with something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// How many signals.
    pub signals: usize,
}

/// A list of signals.
#[derive(Debug, Clone)]
pub struct SignalList {
    /// The group.
    pub group: String,
    /// When the run was made.
    pub made_at: String,
    /// The signals that fit the filter.
    pub rows: Vec<SignalRow>,
    /// How many there are of each flow, whatever the filter says.
    pub flows: Vec<Group>,
    /// How many are suppressed and left out.
    pub suppressed: usize,
    /// Controls that could not be computed or were refused: what this list can say nothing of.
    pub silent: Vec<ControlRef>,
}

/// A signal in a list.
#[derive(Debug, Clone)]
pub struct SignalRow {
    /// Its fingerprint.
    pub fingerprint: String,
    /// Control id.
    pub control: String,
    /// Title of the control in Swedish.
    pub title: String,
    /// Flow id.
    pub flow: String,
    /// 1 to 5.
    pub severity: u8,
    /// The finding as a Swedish sentence.
    pub sentence: String,
    /// Whom it is about, the main one first.
    pub subjects: Vec<Subject>,
    /// What it is worth, in whole öre.
    pub amount_ore: Option<i64>,
    /// How it stood after the last run; `None` when the life does not know it.
    pub state: Option<State>,
    /// Days since it was first seen.
    pub days: Option<i64>,
    /// What was said of it last.
    pub judgement: Option<Judgement>,
    /// Whether somebody has to look.
    pub is_open: bool,
    /// Whether it is suppressed today.
    pub is_suppressed: bool,
}

/// One signal, whole.
#[derive(Debug, Clone)]
pub struct SignalPage {
    /// In a list.
    pub row: SignalRow,
    /// The signal.
    pub signal: Signal,
    /// The control that found it.
    pub control: ControlRef,
    /// All that people said of it, oldest first.
    pub judgements: Vec<Judgement>,
    /// How often the control was right.
    pub precision: Option<Precision>,
}

/// A subject and its signals.
#[derive(Debug, Clone)]
pub struct SubjectPage {
    /// The group.
    pub group: String,
    /// The subject.
    pub subject: Subject,
    /// Its place in the order, from 1, and why; `None` when it is the counterpart only.
    pub place: Option<(usize, RankedSubject)>,
    /// Its signals that the person may see.
    pub rows: Vec<SignalRow>,
    /// What it is tied to.
    pub picture: Option<SubjectPicture>,
}

impl SignalList {
    pub(crate) fn new(book: &Book, library: &Library, seen: Vec<&Signal>, filter: &Filter, today: NaiveDate) -> Self {
        let rows: Vec<SignalRow> = seen.iter().map(|signal| SignalRow::new(book, library, signal, today)).collect();
        let mut flows: BTreeMap<String, usize> = BTreeMap::new();
        for row in rows.iter().filter(|row| !row.is_suppressed) {
            *flows.entry(row.flow.clone()).or_default() += 1;
        }
        let suppressed = rows.iter().filter(|row| row.is_suppressed).count();
        let fits = |row: &SignalRow| {
            (filter.flow.is_empty() || filter.flow == row.flow)
                && (filter.control.is_empty() || filter.control == row.control)
                && (!filter.only_open || row.is_open)
                && (filter.with_suppressed || !row.is_suppressed)
        };
        let mut rows: Vec<SignalRow> = rows.into_iter().filter(fits).collect();
        let places = places(book);
        match filter.order {
            Order::Rank => rows.sort_by_cached_key(|row| place(&places, row)),
            Order::Amount => rows.sort_by_cached_key(|row| (std::cmp::Reverse(row.amount_ore), place(&places, row))),
            Order::Age => rows.sort_by_cached_key(|row| (std::cmp::Reverse(row.days), place(&places, row))),
        }
        let silent = book.run.controls.iter().filter(|control| !control.is_computed());
        Self {
            group: book.group.clone(),
            made_at: book.made_at.clone(),
            flows: flows.into_iter().map(|(id, signals)| Group { id, signals }).collect(),
            suppressed,
            silent: silent.map(|control| control.control.clone()).collect(),
            rows,
        }
    }
}

type Places<'a> = BTreeMap<(&'a str, &'a str), usize>;

fn places(book: &Book) -> Places<'_> {
    let subjects = book.run.subjects.iter().enumerate();
    subjects.map(|(at, ranked)| ((ranked.subject.kind.as_str(), ranked.subject.id.as_str()), at)).collect()
}

fn place(places: &Places<'_>, row: &SignalRow) -> (usize, std::cmp::Reverse<u8>, String) {
    let of = |subject: &Subject| places.get(&(subject.kind.as_str(), subject.id.as_str())).copied();
    let first = row.subjects.iter().filter_map(of).min().unwrap_or(usize::MAX);
    (first, std::cmp::Reverse(row.severity), row.fingerprint.clone())
}

impl SignalRow {
    fn new(book: &Book, library: &Library, signal: &Signal, today: NaiveDate) -> Self {
        let control = library.control(&signal.control);
        let known = book.life.signal(&signal.fingerprint);
        Self {
            fingerprint: signal.fingerprint.clone(),
            control: signal.control.clone(),
            title: control.map(|control| control.title.sv.clone()).unwrap_or_default(),
            flow: control.map(|control| control.flow.clone()).unwrap_or_default(),
            severity: signal.severity,
            sentence: signal.sentence.clone(),
            subjects: signal.subjects.clone(),
            amount_ore: signal.amount_ore,
            state: known.map(|known| known.state().clone()),
            days: known.and_then(|known| known.first_day()).map(|day| (today - day).num_days()),
            judgement: known.and_then(|known| known.judgement()).cloned(),
            is_open: known.is_none_or(|known| known.is_open()),
            is_suppressed: known.is_some_and(|known| book.life.suppressed_by(known, today).is_some()),
        }
    }
}

impl SignalPage {
    pub(crate) fn new(book: &Book, library: &Library, signal: &Signal, today: NaiveDate) -> Result<Self, AppError> {
        let run = book.run.controls.iter().find(|run| run.control.id == signal.control).ok_or(AppError::NotFound)?;
        let judgements = book.life.signal(&signal.fingerprint).map(|known| known.judgements().to_vec());
        Ok(Self {
            row: SignalRow::new(book, library, signal, today),
            signal: signal.clone(),
            control: run.control.clone(),
            judgements: judgements.unwrap_or_default(),
            precision: precisions(&book.life, &book.priors).remove(&signal.control),
        })
    }
}

impl SubjectPage {
    pub(crate) fn new(
        book: &Book,
        library: &Library,
        (kind, id): (&str, &str),
        seen: &[&Signal],
        today: NaiveDate,
    ) -> Option<Self> {
        let is_it = |subject: &&Subject| subject.kind == kind && subject.id == id;
        let subject = seen.iter().flat_map(|signal| &signal.subjects).find(is_it)?.clone();
        let ranked = book.run.subjects.iter().enumerate().find(|(_, ranked)| is_it(&&ranked.subject));
        Some(Self {
            group: book.group.clone(),
            subject,
            place: ranked.map(|(at, ranked)| (at + 1, ranked.clone())),
            rows: seen.iter().map(|signal| SignalRow::new(book, library, signal, today)).collect(),
            picture: book.run.pictures.iter().find(|picture| picture.kind == kind && picture.id == id).cloned(),
        })
    }
}
