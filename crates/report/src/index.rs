//! Finding one's way in a run: controls by id, signals by fingerprint, subjects by rank.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use signals::{ControlRef, RankedSubject, Run, Signal, Subject, SubjectPicture};

/// Look-ups over a run that every part of the report shares.
pub(crate) struct Index<'a> {
    pub(crate) run: &'a Run,
    controls: BTreeMap<&'a str, &'a ControlRef>,
    signals: BTreeMap<&'a str, &'a Signal>,
    ranks: BTreeMap<(&'a str, &'a str), usize>,
}

impl<'a> Index<'a> {
    pub(crate) fn new(run: &'a Run) -> Self {
        Self {
            run,
            controls: run.controls.iter().map(|c| (c.control.id.as_str(), &c.control)).collect(),
            signals: run.signals.iter().map(|s| (s.fingerprint.as_str(), s)).collect(),
            ranks: (1..)
                .zip(&run.subjects)
                .map(|(rank, s)| ((s.subject.kind.as_str(), s.subject.id.as_str()), rank))
                .collect(),
        }
    }

    pub(crate) fn control(&self, id: &str) -> Option<&'a ControlRef> {
        self.controls.get(id).copied()
    }

    /// Title of a control; its id when the run does not list it.
    pub(crate) fn title<'b>(&self, id: &'b str) -> &'b str
    where
        'a: 'b,
    {
        self.control(id).map_or(id, |control| control.title.as_str())
    }

    /// Rank from 1.
    pub(crate) fn rank(&self, subject: &Subject) -> Option<usize> {
        self.ranks.get(&(subject.kind.as_str(), subject.id.as_str())).copied()
    }

    /// The pictures of the subject with this rank.
    pub(crate) fn pictures(&self, rank: usize) -> impl Iterator<Item = &'a SubjectPicture> + use<'a> {
        let subject = rank.checked_sub(1).and_then(|at| self.run.subjects.get(at)).map(|ranked| &ranked.subject);
        let of = move |picture: &&SubjectPicture| subject.is_some_and(|s| s.kind == picture.kind && s.id == picture.id);
        self.run.pictures.iter().filter(of)
    }

    /// The signals of a subject: the gravest control first, inside it the largest amount first.
    pub(crate) fn signals(&self, subject: &RankedSubject) -> Vec<&'a Signal> {
        let mut found: Vec<&Signal> =
            subject.signals.iter().filter_map(|id| self.signals.get(id.as_str()).copied()).collect();
        found.sort_by(|a, b| signal_order(a).cmp(&signal_order(b)));
        found
    }

    /// First and last day that a subject's signals concern.
    pub(crate) fn period(&self, subject: &RankedSubject) -> (Option<NaiveDate>, Option<NaiveDate>) {
        span(subject.signals.iter().filter_map(|id| self.signals.get(id.as_str()).copied()))
    }
}

/// First and last day of some signals.
pub(crate) fn span<'a>(signals: impl Iterator<Item = &'a Signal>) -> (Option<NaiveDate>, Option<NaiveDate>) {
    signals.fold((None, None), |(first, last): (Option<NaiveDate>, Option<NaiveDate>), signal| {
        let (from, to) = (signal.from.or(signal.to), signal.to.or(signal.from));
        (first.map_or(from, |f| Some(from.map_or(f, |x| x.min(f)))), last.max(to))
    })
}

/// Money that the signals concern, in öre, counted once per main subject: controls often see the same money, so the
/// largest sum that any one control puts on a subject stands for it (as in the ranking).
pub(crate) fn money_concerned(run: &Run) -> i128 {
    let mut sums: BTreeMap<&Subject, BTreeMap<&str, i128>> = BTreeMap::new();
    for signal in &run.signals {
        if let (Some(subject), Some(ore)) = (signal.subjects.first(), signal.amount_ore) {
            *sums.entry(subject).or_default().entry(&signal.control).or_default() += i128::from(ore);
        }
    }
    sums.values().map(|controls| controls.values().copied().max().unwrap_or(0).max(0)).sum()
}

type SignalOrder<'a> = (std::cmp::Reverse<u8>, &'a str, std::cmp::Reverse<i64>, Option<NaiveDate>, &'a str);

fn signal_order(signal: &Signal) -> SignalOrder<'_> {
    use std::cmp::Reverse;
    let ore = signal.amount_ore.unwrap_or(0);
    (Reverse(signal.severity), &signal.control, Reverse(ore), signal.from, &signal.fingerprint)
}
