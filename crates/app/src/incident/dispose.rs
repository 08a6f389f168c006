//! Disposal of an incident whose time has run out: one proposes, another disposes, and a certificate is left.

use access::{Action, CaseState, Resource};
use casework::{
    id::CaseId,
    incident::{
        Incident,
        event::{Disposal, Event},
    },
};
use store::VoiceCertificate;

use super::INCIDENT;
use crate::{App, AppError, Cx, app::Ask};

impl App {
    /// Proposes to dispose of an incident whose time has run out, on the ground of a plan or a decision.
    ///
    /// # Errors
    /// [`AppError::Incident`] before its day.
    pub async fn incident_dispose_propose(&self, cx: &Cx, id: CaseId, ground: &str) -> Result<(), AppError> {
        let plain = self.plain_of(INCIDENT, &id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::IncidentDispose, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.incident_unseal(cx, plain).await?;
            let ground = ground.trim().to_owned();
            self.incident_append(cx, &opened, Event::DisposalProposed(Disposal { ground })).await
        })
        .await
    }

    /// Disposes of an incident as another member proposed: the certificate first, then its shred key, since without it
    /// nothing opens, also in old copies, then the rows and what whoever reported was told.
    ///
    /// # Errors
    /// [`AppError::Incident`] before its day, or when nobody else proposed it.
    pub async fn incident_dispose(&self, cx: &Cx, id: CaseId) -> Result<(), AppError> {
        let plain = self.plain_of(INCIDENT, &id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::IncidentDispose, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let incident = self.incident_unseal(cx, plain).await?.incident;
            incident.may_dispose(cx.person, cx.today())?;
            let (report, body) = (id.to_string(), self.incident_certificate(cx, &incident).await?);
            let disposed_on = cx.today().to_string();
            let kept = VoiceCertificate { report: report.clone(), body, disposed_on };
            self.store.voice_certificate_put(&kept).await.map_err(AppError::Store)?;
            self.shred.destroy(&report)?;
            self.forget_told(&incident).await?;
            self.store.case_dispose(&report).await.map_err(AppError::Store)
        })
        .await
    }

    /// What is left of the incidents of the person's authority that were disposed of, the latest first.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the person may dispose of none.
    pub async fn incident_certificates(&self, cx: &Cx) -> Result<Vec<VoiceCertificate>, AppError> {
        let authority = cx.subject.authority.clone();
        let mut one = access::Case::new("", authority.clone(), CaseState::Closed);
        one.members.insert(cx.person.to_string());
        let resource = Resource::Case(one);
        let ask =
            Ask { action: Action::IncidentDispose, resource: &resource, object: "incidents/certificates".to_owned() };
        self.perform(cx, ask, async {
            self.store.voice_certificate_list(&authority, INCIDENT).await.map_err(AppError::Store)
        })
        .await
    }

    async fn incident_certificate(&self, cx: &Cx, incident: &Incident) -> Result<String, AppError> {
        let reported = casework::local::day(incident.reported_at);
        let closed = incident.closed.as_ref().ok_or(casework::incident::IncidentError::Open)?;
        let proposed = incident.disposal.as_ref().ok_or(AppError::NotFound)?;
        let names = self.names([proposed.by, cx.person]).await?;
        let who: Vec<&str> = names.values().map(String::as_str).collect();
        Ok(format!(
            "Gallringsintyg, händelse\nMyndighet: {}\nHändelse: {}\nRapporterad: {reported}\nAvslutad: {}\n\
             Kvar till och med: {}\nGallrad: {}\nGrund: {}\nBeslutat av två: {}\n",
            self.authority_name(incident.authority.as_str()).await?,
            incident.id,
            casework::local::day(closed.at),
            closed.what.retain_until,
            cx.today(),
            proposed.what.ground,
            who.join(", "),
        ))
    }
}
