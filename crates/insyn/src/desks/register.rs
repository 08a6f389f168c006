//! Registers, decisions on control, and runs, as they lie in the data folder.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
    thread,
};

use ::registers::{Catalogue, Column, DataFolder, ImportRequest, Profiles, Provenance, Register, Snapshot, import};
use app::ports::{
    DeskError, ImportOrder, Imported, Label, Preview, Progress, RegisterDesk, RegisterState, Row, RunNote, Sheet,
};
use chrono::NaiveDate;
use engine::{Engine, Request};
use quorum::{Agreed, Person, Proposal};
use signals::{
    ControlRun, Run,
    gate::{Decision, Decisions, Record, Revocation},
};

use super::{
    authority,
    companies::Companies,
    error::desk,
    kept::{Stamp, held},
    preview,
    rows::rows,
    upload::Upload,
};
use crate::{
    data,
    decisions::DecisionFolder,
    lives,
    refused::Refused,
    runs,
    scans::{self, SAMPLE},
};

/// The registers of a data folder. One run at a time is made, on a thread of its own.
#[derive(Debug)]
pub struct Registers {
    folder: DataFolder,
    threads: usize,
    catalogue: Catalogue,
    runs: Arc<Mutex<BTreeMap<String, Progress>>>,
    notes: Mutex<BTreeMap<String, (Stamp, RunNote)>>,
    companies: Companies,
}

impl Registers {
    /// The registers of the folder, read in and scanned by so many threads.
    ///
    /// # Errors
    /// [`DeskError::Failed`] when the catalogue of registers is wrong.
    pub fn new(folder: &DataFolder, threads: usize) -> Result<Self, DeskError> {
        let catalogue = Catalogue::embedded().map_err(|error| desk(error.into()))?;
        let (runs, notes, companies) = (Arc::default(), Mutex::default(), Companies::default());
        Ok(Self { folder: folder.clone(), threads, catalogue, runs, notes, companies })
    }

    fn state(&self, Snapshot { manifest, .. }: &Snapshot) -> RegisterState {
        let provenance = &manifest.provenance;
        RegisterState {
            register: manifest.register.clone(),
            label: self.label(&manifest.register),
            snapshot: manifest.id.clone(),
            rows: manifest.rows,
            rejected: manifest.import.rejected,
            imported_at: manifest.imported_at.clone().unwrap_or_default(),
            purpose: provenance.purpose.clone(),
            legal_ground: provenance.legal_ground.clone(),
            owner: provenance.owner.clone(),
            retain_until: provenance.retain_until.clone().unwrap_or_default(),
        }
    }

    fn label(&self, register: &str) -> String {
        self.catalogue.get(register).map_or_else(|| register.to_owned(), |known| known.label.sv.clone())
    }

    fn register(&self, name: &str) -> anyhow::Result<&Register> {
        Ok(self.catalogue.register(name)?)
    }

    fn previewed(&self, register: &str, name: &str, bytes: &[u8]) -> anyhow::Result<Preview> {
        let upload = Upload::of(&self.folder, name, bytes)?;
        let profiles = Profiles::embedded()?;
        let name = match register {
            "" => preview::register_of(&self.catalogue, &profiles, &upload.path)?,
            named => named.to_owned(),
        };
        let file = (self.register(&name)?, upload.path.as_path());
        preview::preview((&self.catalogue, &profiles), &upload.aside()?, file, self.threads)
    }

    fn tables(&self, name: &str, bytes: &[u8], headers: &[String]) -> anyhow::Result<Vec<Sheet>> {
        let upload = Upload::of(&self.folder, name, bytes)?;
        let tables = ::registers::table::tables(upload.path.clone(), headers)?;
        let sheet = |table: ::registers::table::TextTable| Sheet {
            name: table.name,
            header: table.header,
            rows: table.rows.into_iter().map(|(line, cells)| Row { line, cells }).collect(),
        };
        Ok(tables.into_iter().map(sheet).collect())
    }

    fn imported(&self, order: ImportOrder) -> anyhow::Result<Imported> {
        let upload = Upload::of(&self.folder, &order.name, &order.bytes)?;
        let request = ImportRequest {
            sources: vec![upload.path.clone()],
            register: order.register,
            authority: order.authority,
            provenance: Provenance {
                purpose: order.purpose.trim().to_owned(),
                legal_ground: order.legal_ground.trim().to_owned(),
                owner: order.owner.trim().to_owned(),
                retain_until: Some(order.retain_until.to_string()),
            },
            imported_at: Some(order.at),
            threads: self.threads,
            ..ImportRequest::default()
        };
        let report = import(&self.folder, &self.catalogue, &Profiles::embedded()?, &request, &mut |_| {})?;
        let Some(snapshot) = report.snapshot else {
            let first = report.rejects.as_deref().map(preview::rejects).transpose()?.unwrap_or_default();
            let why =
                first.first().map(|row| format!("rad {}, {} `{}`: {}", row.line, row.column, row.value, row.reason));
            return Err(NoRow { name: order.name, why: why.unwrap_or_default() }.into());
        };
        Ok(Imported {
            register: report.register,
            snapshot,
            accepted: report.accepted,
            rejected: report.rejected,
            is_unchanged: report.unchanged,
        })
    }

    /// The latest run of a group; none when none was kept.
    fn note(&self, group: &str) -> anyhow::Result<Option<RunNote>> {
        let folder = lives::folder(&self.folder, group);
        let stamp = Stamp::of(&folder.join(runs::FILE));
        let mut notes = held(&self.notes);
        if let Some((_, note)) = notes.get(group).filter(|(known, _)| *known == stamp) {
            return Ok(Some(note.clone()));
        }
        let Some(latest) = runs::read(&folder)? else { return Ok(None) };
        let note = note(group, &latest.made_at, &latest.run);
        notes.insert(group.to_owned(), (stamp, note.clone()));
        Ok(Some(note))
    }

    /// What a run of an authority is to be, when a decision lets any of it be made.
    fn ready(&self, authority: &str, by: &Person, at: &str) -> anyhow::Result<(::library::Library, scans::Order)> {
        let on: NaiveDate = at.get(..10).and_then(|day| day.parse().ok()).ok_or_else(|| NoDay(at.to_owned()))?;
        let order = scans::Order {
            authorities: vec![authority.to_owned()],
            request: Request { sample: SAMPLE, ..Request::default() },
            threads: self.threads,
            together: false,
            by: by.clone(),
            at: at.to_owned(),
            on,
            is_trial: false,
            show_suppressed: false,
        };
        let library = data::live(&self.folder)?;
        let engine = Engine::new(self.catalogue.clone(), library.clone(), 1)?;
        for together in scans::reads(&self.folder, &order.authorities, false)? {
            let gate = scans::gate_of(&self.folder, &engine, &together, (&order.request, on))?;
            if gate.warrant.is_empty() {
                return Err(Refused(gate.refusals).into());
            }
        }
        Ok((library, order))
    }
}

/// No row of a file could be used.
#[derive(Debug, thiserror::Error)]
#[error("ingen rad i `{name}` kunde användas, och tidigare inläst data är orörd; den första felaktiga: {why}")]
pub(super) struct NoRow {
    name: String,
    why: String,
}

/// A time that begins with no day.
#[derive(Debug, thiserror::Error)]
#[error("tiden `{0}` börjar inte med en dag som 2026-11-22")]
pub(super) struct NoDay(String);

fn note(group: &str, made_at: &str, run: &Run) -> RunNote {
    let computed = run.controls.iter().filter(|control: &&ControlRun| control.is_computed()).count();
    RunNote {
        group: group.to_owned(),
        made_at: made_at.to_owned(),
        computed: computed as u64,
        not_computed: (run.controls.len() - computed) as u64,
        signals: run.signals.len() as u64,
    }
}

fn said(text: &str, what: &str) -> Result<(), DeskError> {
    if text.trim().is_empty() { Err(DeskError::Refused(format!("{what} saknas; skriv det"))) } else { Ok(()) }
}

impl RegisterDesk for Registers {
    fn authorities(&self) -> Result<Vec<String>, DeskError> {
        self.folder.authorities().map_err(|error| desk(error.into()))
    }

    fn companies(&self) -> Result<Arc<resume::CompanyTable>, DeskError> {
        self.companies.of(&self.folder).map_err(|error| desk(error.into()))
    }

    fn registers(&self, authority: &str) -> Result<Vec<RegisterState>, DeskError> {
        let snapshots = self.folder.snapshots(authority).map_err(|error| desk(error.into()))?;
        Ok(snapshots.iter().map(|snapshot| self.state(snapshot)).collect())
    }

    fn catalogue(&self) -> Vec<(String, String)> {
        self.catalogue.registers().map(|register| (register.name.clone(), register.label.sv.clone())).collect()
    }

    fn labels(&self) -> Vec<Label> {
        let label = |register: &Register, column: &Column| Label {
            register: register.name.clone(),
            column: column.name.clone(),
            sv: column.label.sv.clone(),
            en: column.label.en.clone(),
        };
        let of = |register: &Arc<Register>| -> Vec<Label> {
            register.columns.iter().map(|column| label(register, column)).collect()
        };
        self.catalogue.registers().flat_map(of).collect()
    }

    fn preview(&self, register: &str, name: &str, bytes: &[u8]) -> Result<Preview, DeskError> {
        self.previewed(register, name, bytes).map_err(desk)
    }

    fn sheets(&self, name: &str, bytes: &[u8], headers: &[String]) -> Result<Vec<Sheet>, DeskError> {
        self.tables(name, bytes, headers).map_err(desk)
    }

    fn rows(&self, authority: &str, register: &str) -> Result<Option<Sheet>, DeskError> {
        let known = self.register(register).map_err(desk)?;
        let snapshot = self.folder.snapshot_latest(authority, register).map_err(|error| desk(error.into()))?;
        let read = snapshot.map(|snapshot| rows(&snapshot, known)).transpose();
        read.map_err(|error| desk(error.into()))
    }

    fn import(&self, order: ImportOrder) -> Result<Imported, DeskError> {
        said(&order.authority, "vems registret är")?;
        said(&order.purpose, "ändamålet")?;
        said(&order.legal_ground, "den rättsliga grunden")?;
        said(&order.owner, "vem som ansvarar för registret")?;
        self.imported(order).map_err(desk)
    }

    fn decisions(&self) -> Result<Vec<Record>, DeskError> {
        DecisionFolder::of(&self.folder).list().map_err(|error| desk(error.into()))
    }

    fn decide(&self, proposal: Proposal<Decision>) -> Result<(), DeskError> {
        if proposal.what.takes_two() {
            let id = &proposal.what.id;
            return Err(DeskError::Refused(format!(
                "beslutet `{id}` rör personal, brukare eller flera myndigheter och tas av två; låt en annan person bekräfta det"
            )));
        }
        let made = DecisionFolder::of(&self.folder).propose(proposal);
        made.map(drop).map_err(|error| desk(error.into()))
    }

    fn decide_together(&self, agreed: Agreed<Decision>) -> Result<(), DeskError> {
        let made = DecisionFolder::of(&self.folder).agree(agreed);
        made.map(drop).map_err(|error| desk(error.into()))
    }

    fn revoke(&self, decision: &str, revoked: Revocation) -> Result<(), DeskError> {
        let made = DecisionFolder::of(&self.folder).revoke(decision, revoked);
        made.map(drop).map_err(|error| desk(error.into()))
    }

    fn runs(&self) -> Result<Vec<RunNote>, DeskError> {
        let groups = lives::known(&self.folder).map_err(desk)?;
        groups.iter().filter_map(|group| self.note(group).transpose()).collect::<anyhow::Result<_>>().map_err(desk)
    }

    fn start(&self, named: &str, by: &Person, at: &str) -> Result<(), DeskError> {
        let authority = authority(&self.folder, named)?;
        let place = Place::take(&self.runs, &authority)?;
        let ready = self.ready(&authority, by, at);
        let (library, order) = match ready {
            Ok(ready) => ready,
            Err(error) => {
                place.close(Progress::Idle);
                return Err(desk(error));
            }
        };
        let folder = self.folder.clone();
        let run = move || {
            let scanned = scans::scan(&folder, library, &order, &mut |progress| {
                let (done, total) = (progress.done as u64, progress.total as u64);
                place.say(Progress::Running { done, total, control: progress.control.clone() });
            });
            place.close(match scanned {
                Ok(scanned) if scans::is_refused(&scanned.run) => {
                    Progress::Failed("besluten ändrades under körningen, och inget beslut låter något köras".to_owned())
                }
                Ok(_) => Progress::Idle,
                Err(error) => Progress::Failed(desk(error).to_string()),
            });
        };
        let thread = thread::Builder::new().name("korning".to_owned()).spawn(run);
        thread.map(drop).map_err(|error| DeskError::Failed(format!("körningen kunde inte startas: {error}")))
    }

    fn progress(&self, authority: &str) -> Progress {
        let name = ::registers::folder::slug(authority);
        held(&self.runs).get(&name).cloned().unwrap_or(Progress::Idle)
    }
}

/// The place of a run that is under way; when it is dropped the run has ended, as `end` says.
#[derive(Debug)]
struct Place {
    runs: Arc<Mutex<BTreeMap<String, Progress>>>,
    authority: String,
    end: Progress,
}

impl Place {
    /// Takes the one place there is.
    fn take(runs: &Arc<Mutex<BTreeMap<String, Progress>>>, authority: &str) -> Result<Self, DeskError> {
        let mut known = held(runs);
        if let Some((other, _)) = known.iter().find(|(_, progress)| matches!(progress, Progress::Running { .. })) {
            return Err(DeskError::Refused(format!(
                "en körning hos {other} pågår; vänta tills den är klar och starta sedan den här"
            )));
        }
        known.insert(authority.to_owned(), Progress::Running { done: 0, total: 0, control: String::new() });
        let end = "körningen avbröts av ett inre fel; den som driver systemet ser var".to_owned();
        Ok(Self { runs: Arc::clone(runs), authority: authority.to_owned(), end: Progress::Failed(end) })
    }

    /// Gives the place back, with how the run ended.
    fn close(mut self, end: Progress) {
        self.end = end;
    }

    fn say(&self, progress: Progress) {
        held(&self.runs).insert(self.authority.clone(), progress);
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let end = std::mem::replace(&mut self.end, Progress::Idle);
        held(&self.runs).insert(self.authority.clone(), end);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_run_at_a_time_is_made_and_one_that_breaks_off_says_so() {
        let runs = Arc::default();
        let place = Place::take(&runs, "kommunstyrelsen").unwrap();
        let second = Place::take(&runs, "socialnamnden").unwrap_err();
        assert!(matches!(&second, DeskError::Refused(why) if why.contains("kommunstyrelsen")), "{second}");
        drop(place);
        assert!(matches!(held(&runs).get("kommunstyrelsen"), Some(Progress::Failed(_))));
        Place::take(&runs, "socialnamnden").unwrap().close(Progress::Idle);
        assert_eq!(held(&runs).get("socialnamnden"), Some(&Progress::Idle));
    }
}
