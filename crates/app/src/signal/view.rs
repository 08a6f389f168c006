//! What pages and exports show of signals.

use std::{cmp::Reverse, collections::BTreeMap, ops::Range};

use chrono::NaiveDate;
use ids::hide_person_nos;
use library::{Control, Library};
use signals::{
    ControlRef, ControlRun, PictureLine, RankedSubject, Signal, Subject, SubjectPicture,
    health::{Health, health},
    judge::Judgement,
    life::{Known, State},
    precision::{Precision, precision, precisions},
    rank_with,
    sample::Sampled,
};

use super::{
    label,
    words::{self, subject_place},
};
use crate::{
    AppError,
    ports::{Book, Label},
};

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
    /// How many signals fit the filter.
    pub fitting: usize,
    /// Those of them that were asked for.
    pub rows: Vec<SignalRow>,
    /// How many there are of each flow, whatever the filter says.
    pub flows: Vec<Group>,
    /// Controls that have signals, whatever the filter says: title in Swedish and in English by id.
    pub controls: BTreeMap<String, (String, String)>,
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
    /// Title of the control in English.
    pub title_en: String,
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
    /// What its facts are called where a register has them: in Swedish and in English, by name.
    pub labels: BTreeMap<String, (String, String)>,
    /// The control that found it.
    pub control: ControlRef,
    /// All that people said of it, oldest first.
    pub judgements: Vec<Judgement>,
    /// How often the control was right.
    pub precision: Option<Precision>,
    /// The day on which a run first found it.
    pub first_day: Option<NaiveDate>,
    /// When it became what it is; empty when the life does not know it.
    pub changed_at: String,
    /// Last day of the suppression that hides it today.
    pub suppressed_until: Option<NaiveDate>,
}

/// A control in the latest run of a group, and how it does.
#[derive(Debug, Clone)]
pub struct Counted {
    /// Its four counts, or why there are none.
    pub run: ControlRun,
    /// How often it is right and how much waits; `None` when it never raised a signal.
    pub health: Option<Health>,
}

/// A subject and its signals.
#[derive(Debug, Clone)]
pub struct SubjectPage {
    /// The group.
    pub group: String,
    /// The subject.
    pub subject: Subject,
    /// Its place in the order, from 1, and why, as far as the person may see; `None` when all of it is suppressed.
    pub place: Option<(usize, RankedSubject)>,
    /// How many subjects there are.
    pub subjects: usize,
    /// Its signals that the person may see.
    pub rows: Vec<SignalRow>,
    /// First and last day that each of the signals concerns, in the order of the rows.
    pub days: Vec<(Option<NaiveDate>, Option<NaiveDate>)>,
    /// What it is tied to, one picture per authority whose registers say so.
    pub pictures: Vec<SubjectPicture>,
}

impl SignalList {
    /// The rows are those at the places `window` of what fits.
    pub(crate) fn new(
        book: &Book,
        library: &Library,
        seen: Vec<&Signal>,
        (filter, window): (&Filter, Range<usize>),
        today: NaiveDate,
    ) -> Self {
        let glances: Vec<Glance<'_>> =
            seen.into_iter().map(|signal| Glance::new(book, library, signal, today)).collect();
        let mut flows: BTreeMap<&str, usize> = BTreeMap::new();
        for glance in glances.iter().filter(|glance| !glance.is_suppressed) {
            *flows.entry(glance.flow()).or_default() += 1;
        }
        let suppressed = glances.iter().filter(|glance| glance.is_suppressed).count();
        let controls: BTreeMap<&str, Option<&Control>> =
            glances.iter().map(|glance| (glance.signal.control.as_str(), glance.control)).collect();
        let mut fitting: Vec<&Glance<'_>> = glances.iter().filter(|glance| glance.fits(filter)).collect();
        let places = places(book);
        match filter.order {
            Order::Rank => fitting.sort_by_cached_key(|glance| glance.place(&places)),
            Order::Amount => {
                fitting.sort_by_cached_key(|glance| (Reverse(glance.signal.amount_ore), glance.place(&places)));
            }
            Order::Age => fitting.sort_by_cached_key(|glance| (Reverse(glance.days(today)), glance.place(&places))),
        }
        let silent = book.run.controls.iter().filter(|control| !control.is_computed());
        let rows = fitting.iter().skip(window.start).take(window.len());
        Self {
            group: book.group.clone(),
            made_at: book.made_at.clone(),
            fitting: fitting.len(),
            rows: rows.map(|glance| SignalRow::new(glance, today)).collect(),
            flows: flows.into_iter().map(|(id, signals)| Group { id: id.to_owned(), signals }).collect(),
            controls: controls.into_iter().map(|(id, control)| (id.to_owned(), titles(control))).collect(),
            suppressed,
            silent: silent.map(|control| control.control.clone()).collect(),
        }
    }
}

/// A signal with what is known of it, before anything of it is written out.
struct Glance<'a> {
    signal: &'a Signal,
    control: Option<&'a Control>,
    known: Option<&'a Known>,
    is_suppressed: bool,
}

impl<'a> Glance<'a> {
    fn new(book: &'a Book, library: &'a Library, signal: &'a Signal, today: NaiveDate) -> Self {
        let known = book.life.signal(&signal.fingerprint);
        let is_suppressed = known.is_some_and(|known| book.life.suppressed_by(known, today).is_some());
        Self { signal, control: library.control(&signal.control), known, is_suppressed }
    }

    fn flow(&self) -> &'a str {
        self.control.map(|control| control.flow.as_str()).unwrap_or_default()
    }

    fn is_open(&self) -> bool {
        self.known.is_none_or(Known::is_open)
    }

    fn days(&self, today: NaiveDate) -> Option<i64> {
        self.known.and_then(Known::first_day).map(|day| (today - day).num_days())
    }

    /// By the place of its first subject, the gravest first.
    fn place(&self, places: &Places<'_>) -> (usize, Reverse<u8>, &'a str) {
        let of = |subject: &Subject| places.get(&(subject.kind.as_str(), subject.id.as_str())).copied();
        let first = self.signal.subjects.iter().filter_map(of).min().unwrap_or(usize::MAX);
        (first, Reverse(self.signal.severity), &self.signal.fingerprint)
    }

    fn fits(&self, filter: &Filter) -> bool {
        (filter.flow.is_empty() || filter.flow == self.flow())
            && (filter.control.is_empty() || filter.control == self.signal.control)
            && (!filter.only_open || self.is_open())
            && (filter.with_suppressed || !self.is_suppressed)
    }
}

/// In Swedish and in English.
fn titles(control: Option<&Control>) -> (String, String) {
    control.map(|control| (control.title.sv.clone(), control.title.en.clone())).unwrap_or_default()
}

type Places<'a> = BTreeMap<(&'a str, &'a str), usize>;

fn places(book: &Book) -> Places<'_> {
    let subjects = book.run.subjects.iter().enumerate();
    subjects.map(|(at, ranked)| ((ranked.subject.kind.as_str(), ranked.subject.id.as_str()), at)).collect()
}

impl SignalRow {
    fn new(glance: &Glance<'_>, today: NaiveDate) -> Self {
        let Glance { signal, control, known, is_suppressed } = *glance;
        let (title, title_en) = titles(control);
        Self {
            fingerprint: signal.fingerprint.clone(),
            control: signal.control.clone(),
            title,
            title_en,
            flow: glance.flow().to_owned(),
            severity: signal.severity,
            sentence: hide_person_nos(&signal.sentence),
            subjects: signal.subjects.iter().map(words::subject).collect(),
            amount_ore: signal.amount_ore,
            state: known.map(|known| known.state().clone()),
            days: glance.days(today),
            judgement: known.and_then(|known| known.judgement()).cloned(),
            is_open: glance.is_open(),
            is_suppressed,
        }
    }
}

impl SignalPage {
    pub(crate) fn new(
        book: &Book,
        (library, labels): (&Library, &[Label]),
        signal: &Signal,
        today: NaiveDate,
    ) -> Result<Self, AppError> {
        let run = book.run.controls.iter().find(|run| run.control.id == signal.control).ok_or(AppError::NotFound)?;
        let known = book.life.signal(&signal.fingerprint);
        let suppression = known.and_then(|known| book.life.suppressed_by(known, today));
        Ok(Self {
            row: SignalRow::new(&Glance::new(book, library, signal, today), today),
            signal: words::signal(signal),
            labels: label::labels(library.control(&signal.control), &signal.facts, labels),
            control: run.control.clone(),
            judgements: known.map(|known| known.judgements().to_vec()).unwrap_or_default(),
            precision: precision(&book.life, &book.priors, &signal.control),
            first_day: known.and_then(|known| known.first_day()),
            changed_at: known.map(|known| known.changed_at().to_owned()).unwrap_or_default(),
            suppressed_until: suppression.map(|standing| standing.suppressed().suppression().period().to()),
        })
    }
}

impl Counted {
    pub(crate) fn all(book: &Book, today: NaiveDate) -> Vec<Self> {
        let mut healths: BTreeMap<String, Health> =
            health(&book.life, &book.priors, today).into_iter().map(|one| (one.control.clone(), one)).collect();
        let counted = |run: &ControlRun| Self {
            health: healths.remove(&run.control.id),
            // What was drawn at random names units of the registers; the counts are for more readers than those.
            run: ControlRun { sampled: Sampled::default(), ..run.clone() },
        };
        book.run.controls.iter().map(counted).collect()
    }
}

impl SubjectPage {
    pub(crate) fn new(
        book: &Book,
        library: &Library,
        (kind, place): (&str, &str),
        seen: &[&Signal],
        today: NaiveDate,
    ) -> Option<Self> {
        let is_it = |subject: &&Subject| subject.kind == kind && subject_place(kind, &subject.id) == place;
        let subject = seen.iter().flat_map(|signal| &signal.subjects).find(is_it)?;
        let at = book.run.subjects.iter().position(|ranked| is_it(&&ranked.subject));
        let is_of = |picture: &&SubjectPicture| picture.kind == kind && picture.id == subject.id;
        let mut seen = seen.to_vec();
        seen.sort_by_key(|signal| (signal.from.or(signal.to), &signal.control, &signal.fingerprint));
        Some(Self {
            group: book.group.clone(),
            place: at.and_then(|at| Some((at + 1, reasons(book, &seen, subject, today)?))),
            subjects: book.run.subjects.len(),
            rows: seen.iter().map(|signal| SignalRow::new(&Glance::new(book, library, signal, today), today)).collect(),
            days: seen.iter().map(|signal| (signal.from, signal.to)).collect(),
            pictures: book.run.pictures.iter().filter(is_of).map(masked_picture).collect(),
            subject: words::subject(subject),
        })
    }
}

/// Why a subject stands where it stands, by the signals that the person may see: what else there is about it must not show
/// through the names of families and controls.
fn reasons(book: &Book, seen: &[&Signal], subject: &Subject, today: NaiveDate) -> Option<RankedSubject> {
    let is_hidden = |signal: &Signal| {
        let known = book.life.signal(&signal.fingerprint);
        known.is_some_and(|known| book.life.suppressed_by(known, today).is_some())
    };
    let shown = seen.iter().copied().filter(|signal| !is_hidden(signal));
    let ranked = rank_with(shown, &precisions(&book.life, &book.priors));
    let mut ranked =
        ranked.into_iter().find(|ranked| (&ranked.subject.kind, &ranked.subject.id) == (&subject.kind, &subject.id))?;
    let volume = |control: &String| {
        let of = book.run.signals.iter().filter(|signal| signal.control == *control && !is_hidden(signal));
        of.count() as u64
    };
    ranked.rarest = ranked.controls.iter().map(volume).min().unwrap_or(0);
    Some(ranked)
}

fn masked_picture(picture: &SubjectPicture) -> SubjectPicture {
    let line = |line: &PictureLine| PictureLine {
        who: hide_person_nos(&line.who),
        whom: hide_person_nos(&line.whom),
        source: hide_person_nos(&line.source),
        ..line.clone()
    };
    SubjectPicture {
        svg: hide_person_nos(&picture.svg),
        lines: picture.lines.iter().map(line).collect(),
        ..picture.clone()
    }
}
