//! Payments that are screened and held, as they lie in the data folder.

use std::sync::{Arc, Mutex};

use ::library::Library;
use ::registers::DataFolder;
use app::ports::{DeskError, PaymentDesk, ScreenedFile, ScreenedRow, Written};
use chrono::NaiveDate;
use payments::{
    PaymentFile, Reason, Verdict,
    hold::{Answered, Ended, Holds},
};

use super::{
    authority,
    error::desk,
    kept::{Stamp, held},
};
use crate::{
    holds::HoldBook,
    screening::{self, MAX_AGE_DAYS, Order, Part, Ready, Screening},
};

/// The payments of a data folder. The holds are held in memory until their file changes.
#[derive(Debug)]
pub struct Payments {
    folder: DataFolder,
    threads: usize,
    holds: Mutex<Option<(Stamp, Arc<Holds>)>>,
}

impl Payments {
    /// The payments of the folder, screened by so many threads.
    #[must_use]
    pub fn new(folder: &DataFolder, threads: usize) -> Self {
        Self { folder: folder.clone(), threads, holds: Mutex::default() }
    }

    fn book(&self) -> Result<HoldBook, DeskError> {
        HoldBook::open(&self.folder).map_err(desk)
    }
}

impl PaymentDesk for Payments {
    fn holds(&self) -> Result<Arc<Holds>, DeskError> {
        let mut kept = held(&self.holds);
        let path = HoldBook::events_path(&self.folder);
        if let Some((stamp, holds)) = kept.as_ref()
            && *stamp == Stamp::of(&path)
        {
            return Ok(Arc::clone(holds));
        }
        let book = self.book()?;
        let stamp = Stamp::of(&path);
        let holds = Arc::new(book.into_holds());
        *kept = Some((stamp, Arc::clone(&holds)));
        Ok(holds)
    }

    fn answer(&self, answered: Answered) -> Result<(), DeskError> {
        self.book()?.answer(answered).map_err(desk)
    }

    fn end(&self, ended: Ended) -> Result<(), DeskError> {
        self.book()?.end(ended.agreed).map_err(desk)
    }

    fn screen(&self, named: &str, name: &str, bytes: &[u8], on: NaiveDate) -> Result<ScreenedFile, DeskError> {
        let authority = authority(&self.folder, named)?;
        let name = name.rsplit(['/', '\\']).next().unwrap_or(name);
        let file = payments::read(name, bytes).map_err(|error| desk(error.into()))?;
        let order = Order {
            authority,
            checks: Vec::new(),
            on,
            max_age_days: MAX_AGE_DAYS,
            threads: self.threads,
            generation: 1,
        };
        let screened = || -> anyhow::Result<ScreenedFile> {
            let Ready { screen, .. } = screening::open(&self.folder, Library::embedded()?, &order)?;
            let screening = screening::screen(&screen, &self.folder, &file, on)?;
            told(&file, screening)
        };
        screened().map_err(desk)
    }
}

/// What a screening says, for a page.
fn told(file: &PaymentFile, screening: Screening) -> anyhow::Result<ScreenedFile> {
    let files = screening.parts(&file.name)?.into_iter().filter(|part| !part.name.ends_with(".jsonl"));
    let files = files
        .filter_map(|Part { name, what, bytes }| bytes.map(|bytes| Written { name, what: what.to_owned(), bytes }));
    let not_run =
        screening.page.not_run.iter().map(|check| format!("{check} prövades inte: inget beslut omfattar den."));
    Ok(ScreenedFile {
        format: file.format.to_string(),
        files: files.collect(),
        not_understood: file.rejects.iter().map(ToString::to_string).collect(),
        warnings: screening.page.warnings.iter().cloned().chain(not_run).collect(),
        rows: rows(file, screening),
    })
}

fn rows(file: &PaymentFile, screening: Screening) -> Vec<ScreenedRow> {
    let Screening { screened, split, mut holds, .. } = screening;
    let rows = file.payments.iter().zip(screened).map(|(payment, mut one)| {
        if let Some(why) = split.bound.get(&one.order) {
            one.verdict = Verdict::Hold;
            let sentence = why.clone();
            one.reasons.push(Reason { check: String::new(), version: 0, verdict: Verdict::Hold, sentence });
        }
        ScreenedRow {
            id: payment.id.clone(),
            payee: payment.payee_name.clone(),
            amount_ore: payment.amount_ore,
            pay_on: payment.pay_on,
            verdict: one.verdict,
            reasons: one.reasons,
            hold: holds.remove(&one.order).unwrap_or_default(),
        }
    });
    rows.collect()
}
