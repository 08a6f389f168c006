//! Incidents: anybody with an account reports, those whom the routine names handle it, and whoever reported sees what came
//! of it.
//!
//! An incident is sealed as a case is, with the key wrapped to each of its members. Whoever reports needs no passphrase and
//! is no member: what they sent lies sealed to the members, and what they are told ([`casework::incident::Notice`]) is kept
//! apart, sealed by the server's key, so that it can be read without keys.

mod dispose;
mod figures;
mod member;
mod mine;
mod page;
mod report;
mod sealed;
mod suspicion;

use access::{Action, Resource};
use casework::{
    id::{CaseId, FileId},
    incident::{Incident, event::Event, routine::Routine},
};
use store::CaseFilter;
use vault::{Context, Sealed, clean::Clean};

use crate::{
    App, AppError, Cx,
    app::Ask,
    case::{FilePage, Plain, state},
};

pub use casework::incident::event;
pub use figures::{BoardFile, FiguresPage};
pub use member::IncidentJoiner;
pub use mine::{Mine, Told};
pub use page::{IncidentPage, IncidentRow};
pub use report::{IncidentDraft, NewPicture};
pub use store::VoiceCertificate as IncidentCertificate;
pub use suspicion::suspicion_of;

/// The kind of case that an incident is.
pub(crate) const INCIDENT: &str = "incident";

impl App {
    /// The routine of incidents in use.
    #[must_use]
    pub fn incident_routine(&self) -> &Routine {
        &self.incidents
    }

    /// The incidents that the person handles, the nearest deadline first. What they are is told when the keys are unlocked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn incident_list(&self, cx: &Cx) -> Result<Vec<IncidentRow>, AppError> {
        self.listed(cx, Action::IncidentList, "incidents", async {
            let mut list = Vec::new();
            for plain in self.incidents_of(cx, Action::IncidentList).await? {
                list.push(self.incident_row(cx, plain).await?);
            }
            Ok(list)
        })
        .await
    }

    /// The incidents that the person is a member of and may do something to.
    async fn incidents_of(&self, cx: &Cx, action: Action) -> Result<Vec<Plain>, AppError> {
        let (member, kind) = (Some(cx.person.to_string()), Some(INCIDENT.to_owned()));
        let filter = CaseFilter { member, kind, ..CaseFilter::default() };
        let mut rows = Vec::new();
        for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
            let plain = self.members_of(record).await?;
            rows.push((Resource::Case(plain.resource()), plain));
        }
        Ok(self.policies.filter(&cx.subject, action, rows, cx.today()))
    }

    /// Writes an event of the person, and tells whoever reported what is for them.
    ///
    /// # Errors
    /// [`AppError::Incident`] with what the rules say no to.
    pub async fn incident_event(&self, cx: &Cx, id: CaseId, event: Event) -> Result<(), AppError> {
        let action = match &event {
            Event::ClosingProposed(_) | Event::Closed(_) | Event::Reopened(_) => Action::IncidentClose,
            Event::MemberAdded(_) | Event::DisposalProposed(_) => {
                let why = "Det här görs på sin egen sida.".to_owned();
                return self.refuse(cx, Action::IncidentHandle, self.case_object(&id), AppError::Denied { why }).await;
            }
            _ => Action::IncidentHandle,
        };
        let plain = self.plain_of(INCIDENT, &id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.incident_unseal(cx, plain).await?;
            self.incident_append(cx, &opened, event).await
        })
        .await
    }

    /// A picture as it may be shown: a re-encoded copy, never what came.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn incident_file_show(&self, cx: &Cx, id: CaseId, file: FileId) -> Result<FilePage, AppError> {
        let plain = self.plain_of(INCIDENT, &id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::IncidentFileShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.incident_unseal(cx, plain).await?;
            let known = opened.incident.pictures.iter().find(|picture| picture.file == file);
            let title = known.ok_or(AppError::NotFound)?.title.clone();
            let kept = self.store.case_file_get(&id.to_string(), &file.to_string()).await.map_err(AppError::Store)?;
            let sealed = Sealed::from_bytes(kept.ok_or(AppError::NotFound)?.sealed)?;
            let bytes = opened.key.open(&Context::new(&id.to_string(), &format!("file/{file}")), &sealed)?;
            let clean: Clean = crate::app::blocking(move || vault::clean::clean(&bytes)).await?;
            Ok(FilePage { title, clean })
        })
        .await
    }

    /// What a source is called where it must not be named.
    pub(crate) fn source_mark(&self, source: &str) -> String {
        let hash = blake3::keyed_hash(&self.server.subkey("sources of incidents"), source.as_bytes());
        format!("källa {}", hash.to_hex().chars().take(6).collect::<String>().to_uppercase())
    }

    /// Every incident that the person may count, opened. One that can not be read hides none of the others.
    async fn counted(&self, cx: &Cx) -> Result<Vec<Incident>, AppError> {
        let mut incidents = Vec::new();
        for plain in self.incidents_of(cx, Action::IncidentFigures).await? {
            if plain.record.state == store::CaseState::Disposed {
                continue;
            }
            match self.incident_unseal(cx, plain).await {
                Ok(opened) => incidents.push(opened.incident),
                Err(AppError::Locked) => return Err(AppError::Locked),
                Err(_) => {}
            }
        }
        Ok(incidents)
    }

    async fn incident_row(&self, cx: &Cx, plain: Plain) -> Result<IncidentRow, AppError> {
        let record = plain.record.clone();
        let incident = match self.is_unlocked(cx) && record.state != store::CaseState::Disposed {
            // One incident that can not be read hides none of the others.
            true => self.incident_unseal(cx, plain).await.ok().map(|opened| opened.incident),
            false => None,
        };
        let due = record.next_deadline.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok());
        Ok(IncidentRow {
            id: record.id.parse().map_err(|_| AppError::NotFound)?,
            incident,
            authority: self.authority_name(&record.authority).await?,
            state: state(record.state),
            reported_at: record.opened_at,
            next: due.map(|due| (due, record.next_clock.unwrap_or_default())),
            days_left: due.map(|due| (due - cx.today()).num_days()),
        })
    }
}
