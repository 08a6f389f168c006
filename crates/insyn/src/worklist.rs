//! What a scan means for the life of signals: what is new or gone, what is suppressed, and in which order to look.

use std::collections::{BTreeMap, BTreeSet};

use ::library::Library;
use ::registers::DataFolder;
use chrono::NaiveDate;
use quorum::Person;
use signals::{
    ControlRun, OutcomeKind, RankedSubject, Run, format_whole_number,
    gate::Refusal,
    life::{Counts, Observation},
    precision::{Precision, Prior, Tally, precisions, tallies},
    rank_with,
    suppress::{Row, Status, report},
};

use crate::{lives::LifeBook, runs, samples::SampleBook};

/// What the lives of the scanned authorities say.
#[derive(Debug, Default)]
pub(crate) struct Worklist {
    /// Highest expected share of hits, by control.
    bands: BTreeMap<String, f64>,
    /// By group: what became of its signals, and whether the run was the same as the last.
    pub(crate) counts: Vec<(String, Counts, bool)>,
    tallies: BTreeMap<String, Tally>,
    pub(crate) precisions: BTreeMap<String, Precision>,
    pub(crate) suppressions: Vec<Row>,
    pub(crate) hidden: usize,
    pub(crate) is_shown: bool,
}

impl Worklist {
    /// A work list that also shows what is suppressed when `is_shown` says so.
    pub(crate) fn new(library: &Library, is_shown: bool) -> Self {
        let bands = library.controls().map(|control| (control.id.clone(), control.band.max_per_10k)).collect();
        Self { bands, is_shown, ..Self::default() }
    }

    /// Writes the run of a group into its life, keeps it as the latest, and takes the signals that are suppressed on the day
    /// out of the run.
    pub(crate) fn take(
        &mut self,
        (folder, group): (&DataFolder, &str),
        run: &mut Run,
        refusals: &[Refusal],
        (by, at, on): (&Person, &str, NaiveDate),
    ) -> anyhow::Result<()> {
        let mut book = LifeBook::open(folder, group)?;
        let is_computed = run.controls.iter().any(ControlRun::is_computed);
        if !is_computed && book.life().runs() == 0 {
            return Ok(());
        }
        let events = book.life().observe(&Observation::of(run, refusals), by, at);
        book.record(&events)?;
        book.keep_priors(&self.priors(&run.controls))?;
        SampleBook::open(book.folder())?.keep(&run.controls, at)?;
        runs::keep(book.folder(), run, at, &precisions(book.life(), &book.priors()?))?;
        self.counts.push((group.to_owned(), book.life().counts(), events.is_empty()));
        for (control, more) in tallies(book.life()) {
            let tally = self.tallies.entry(control).or_default();
            tally.right += more.right;
            tally.wrong += more.wrong;
            tally.not_worked += more.not_worked;
            tally.recovered_ore = tally.recovered_ore.saturating_add(more.recovered_ore);
        }
        let rows = report(book.life(), on).rows;
        self.suppressions.extend(rows.into_iter().filter(|row| row.status == Status::Holds));
        let is_hidden = |fingerprint: &str| {
            book.life().signal(fingerprint).is_some_and(|known| book.life().suppressed_by(known, on).is_some())
        };
        self.hidden += run.signals.iter().filter(|signal| is_hidden(&signal.fingerprint)).count();
        if !self.is_shown {
            run.signals.retain(|signal| !is_hidden(&signal.fingerprint));
        }
        Ok(())
    }

    /// Orders the subjects by what all scanned authorities know of the controls.
    pub(crate) fn order(&mut self, run: &mut Run) {
        let priors = self.priors(&run.controls);
        let prior = |control: &String| priors.get(control).copied().unwrap_or_default();
        self.precisions = self
            .tallies
            .iter()
            .map(|(control, tally)| (control.clone(), Precision::of(prior(control), *tally)))
            .collect();
        arrange(run, &self.precisions);
    }

    /// What a reader of the report must know; empty when nothing is suppressed.
    pub(crate) fn notice(&self) -> String {
        match (self.hidden, self.is_shown) {
            (0, _) => String::new(),
            (hidden, false) => format!(
                "{} signaler är dämpade och visas inte här. Vilka, för vem och av vem visar insyn signals suppressed.",
                format_whole_number(hidden as i128)
            ),
            (hidden, true) => {
                format!("{} av signalerna här är dämpade.", format_whole_number(hidden as i128))
            }
        }
    }

    fn priors(&self, controls: &[ControlRun]) -> BTreeMap<String, Prior> {
        let computed = controls.iter().filter(|run| run.is_computed());
        computed.map(|run| (run.control.id.clone(), self.prior(run))).collect()
    }

    #[expect(clippy::cast_precision_loss, reason = "counts below 2^53, as a share for people")]
    fn prior(&self, run: &ControlRun) -> Prior {
        let kinds = BTreeSet::from([OutcomeKind::Hit, OutcomeKind::Pass, OutcomeKind::Excluded]);
        let tested: u64 = kinds.into_iter().map(|kind| run.units(kind)).sum();
        let hits = run.rows(OutcomeKind::Hit);
        let max = self.bands.get(&run.control.id).copied().unwrap_or(0.0);
        if tested == 0 { Prior::default() } else { Prior::of_band(hits as f64 * 10_000.0 / tested as f64, max) }
    }
}

/// Orders the subjects of a run by what is known of the controls, and leaves pictures of subjects that are not there out.
pub(crate) fn arrange(run: &mut Run, precisions: &BTreeMap<String, Precision>) {
    run.subjects = rank_with(&run.signals, precisions);
    let mut places: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for (place, RankedSubject { subject, .. }) in run.subjects.iter().enumerate() {
        places.insert((&subject.kind, &subject.id), place);
    }
    let mut pictures: Vec<_> = std::mem::take(&mut run.pictures)
        .into_iter()
        .filter_map(|picture| Some((*places.get(&(picture.kind.as_str(), picture.id.as_str()))?, picture)))
        .collect();
    pictures.sort_by_key(|(place, _)| *place);
    run.pictures = pictures.into_iter().map(|(_, picture)| picture).collect();
}
