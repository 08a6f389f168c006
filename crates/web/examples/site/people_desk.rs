//! 2 000 made-up signals, and registers and payments with nothing in them.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use app::ports::{
    Book, CompanyTable, DeskError, ImportOrder, Imported, Judged, PaymentDesk, Preview, Progress, RegisterDesk,
    RegisterState, RunNote, ScreenedFile, SignalDesk,
};
use chrono::{DateTime, NaiveDate, Utc};
use library::{Control, Library};
use payments::hold::{Answered, Ended, Holds};
use quorum::{Agreed, Person, Proposal};
use signals::gate::{Decision, Record, Revocation};
use signals::life::{Act, Event, Life, Observation};
use signals::pseudonym::{Pseudonym, Reveal};
use signals::suppress::Suppressed;
use signals::{ControlRef, ControlRun, EvidenceTable, Run, Signal, Subject, fingerprint};

/// The only authority.
pub(crate) const GROUP: &str = "socialnamnden";
const SIGNALS: u64 = 2_000;

pub(crate) struct Desk(Mutex<Arc<Book>>);

impl Desk {
    pub(crate) fn new(
        library: &Library,
        now: &DateTime<Utc>,
    ) -> Result<Self, Box<dyn std::error::Error + Send + Sync>> {
        let controls: Vec<_> = library.controls().collect();
        let made = (0..SIGNALS).zip(controls.iter().cycle()).map(|(at, control)| {
            let id = format!("{:010}", 5_560_000_000 + at % 700);
            let subject = Subject { kind: "supplier".to_owned(), id, name: format!("Påhittat Bolag {} AB", at % 700) };
            let key = at.to_string();
            Signal {
                fingerprint: fingerprint(&control.id, &key, std::slice::from_ref(&subject)),
                control: control.id.clone(),
                control_version: control.version,
                parameter_hash: String::new(),
                snapshots: vec!["påhittad".to_owned()],
                family: control.family.clone(),
                severity: control.severity,
                key,
                subjects: vec![subject],
                amount_ore: i64::try_from(at * 7_919 % 90_000_000).ok(),
                from: None,
                to: None,
                sentence: format!("Faktura {at} har samma belopp som en annan från samma bolag."),
                facts: Vec::new(),
                evidence: EvidenceTable {
                    columns: vec!["faktura".to_owned(), "belopp".to_owned()],
                    rows: (0..5).map(|row| vec![format!("{at}-{row}"), "12 500,00".to_owned()]).collect(),
                },
                tried: Vec::new(),
            }
        });
        let run = Run {
            snapshots: Vec::new(),
            controls: controls.iter().map(|control| control_run(control)).collect(),
            signals: made.collect(),
            subjects: Vec::new(),
            pictures: Vec::new(),
        };
        let made_at = now.format("%Y-%m-%dT%H:%M:%SZ").to_string();
        let mut life = Life::default();
        for event in Life::default().observe(&Observation::of(&run, &[]), &Person::new("Insyn")?, &made_at) {
            life.apply(&event)?;
        }
        let (run, life) = (Arc::new(run), Arc::new(life));
        Ok(Self(Mutex::new(Arc::new(Book { group: GROUP.to_owned(), run, made_at, life, priors: BTreeMap::new() }))))
    }
}

/// A control that ran, as far as the pages of its signals need it.
fn control_run(control: &Control) -> ControlRun {
    ControlRun {
        control: ControlRef {
            id: control.id.clone(),
            version: control.version,
            parameter_hash: String::new(),
            title: control.title.sv.clone(),
            question: control.prose("Fråga").to_owned(),
            flow: control.flow.clone(),
            family: control.family.clone(),
            severity: control.severity,
            unit: control.unit.sv.clone(),
            investigate: control.prose("Utred så här").to_owned(),
            false_alarms: control.prose("Falska larm").to_owned(),
        },
        missing: Vec::new(),
        refused: Vec::new(),
        outcomes: Vec::new(),
        comparisons: Vec::new(),
        band_warning: None,
        sampled: Default::default(),
    }
}

fn none<T>() -> Result<T, DeskError> {
    Err(DeskError::NotFound("här finns inget".to_owned()))
}

impl SignalDesk for Desk {
    fn groups(&self) -> Result<Vec<String>, DeskError> {
        Ok(vec![GROUP.to_owned()])
    }
    fn book(&self, _: &str) -> Result<Arc<Book>, DeskError> {
        Ok(Arc::clone(&self.0.lock().unwrap_or_else(PoisonError::into_inner)))
    }
    fn pseudonym(&self, _: &str, _: &str) -> Result<Pseudonym, DeskError> {
        none()
    }
    fn judge(&self, _: &str, fingerprint: &str, judged: Judged) -> Result<(), DeskError> {
        let Judged { outcome, note, by, at } = judged;
        let mut book = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut life = Life::clone(&book.life);
        let act = Act::Judged { fingerprint: fingerprint.to_owned(), outcome, note };
        life.apply(&Event { at, by, act }).map_err(|error| DeskError::Refused(error.to_string()))?;
        *book = Arc::new(Book { life: Arc::new(life), ..Book::clone(&book) });
        Ok(())
    }
    fn suppress(&self, _: &str, _: Suppressed, _: &str) -> Result<(), DeskError> {
        none()
    }
    fn lift(&self, _: &str, _: &str, _: &Person, _: &str) -> Result<(), DeskError> {
        none()
    }
    fn reveal(&self, _: &str, _: Agreed<Reveal>) -> Result<(), DeskError> {
        none()
    }
    fn names(&self, _: &str, _: &Pseudonym, _: &Person, _: &str, _: NaiveDate) -> Result<Vec<String>, DeskError> {
        none()
    }
}

impl PaymentDesk for Desk {
    fn holds(&self) -> Result<Arc<Holds>, DeskError> {
        Ok(Arc::default())
    }
    fn answer(&self, _: Answered) -> Result<(), DeskError> {
        none()
    }
    fn end(&self, _: Ended) -> Result<(), DeskError> {
        none()
    }
    fn screen(&self, _: &str, _: &str, _: &[u8], _: NaiveDate) -> Result<ScreenedFile, DeskError> {
        none()
    }
}

impl RegisterDesk for Desk {
    fn authorities(&self) -> Result<Vec<String>, DeskError> {
        Ok(vec![GROUP.to_owned()])
    }
    fn registers(&self, _: &str) -> Result<Vec<RegisterState>, DeskError> {
        Ok(Vec::new())
    }
    fn companies(&self) -> Result<Arc<CompanyTable>, DeskError> {
        Ok(Arc::default())
    }

    fn catalogue(&self) -> Vec<(String, String)> {
        Vec::new()
    }
    fn preview(&self, _: &str, _: &str, _: &[u8]) -> Result<Preview, DeskError> {
        none()
    }
    fn sheets(&self, _: &str, _: &[u8], _: &[String]) -> Result<Vec<app::ports::Sheet>, DeskError> {
        none()
    }
    fn import(&self, _: ImportOrder) -> Result<Imported, DeskError> {
        none()
    }
    fn decisions(&self) -> Result<Vec<Record>, DeskError> {
        Ok(Vec::new())
    }
    fn decide(&self, _: Proposal<Decision>) -> Result<(), DeskError> {
        none()
    }
    fn decide_together(&self, _: Agreed<Decision>) -> Result<(), DeskError> {
        none()
    }
    fn revoke(&self, _: &str, _: Revocation) -> Result<(), DeskError> {
        none()
    }
    fn runs(&self) -> Result<Vec<RunNote>, DeskError> {
        Ok(Vec::new())
    }
    fn start(&self, _: &str, _: &Person, _: &str) -> Result<(), DeskError> {
        none()
    }
    fn progress(&self, _: &str) -> Progress {
        Progress::Idle
    }
}
