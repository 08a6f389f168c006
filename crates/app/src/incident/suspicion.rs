//! An incident that points at somebody from within becomes a suspicion.
//!
//! Nothing of it is written in the incident: the one who is suspected, or somebody close, may be among its members.

use access::{Action, Resource};
use casework::{Concerned, Origin, event::ConcernedKind, id::CaseId, incident::Incident};

use super::INCIDENT;
use crate::{
    App, AppError, Cx,
    app::Ask,
    case::{CaseDraft, case_to_be, check},
};

impl App {
    /// Opens a case of suspicion of an incident that the person handles. The journal names the new case alone.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the person may not open one, [`AppError::Invalid`] when something is missing,
    /// [`AppError::Rule`] when nobody can handle it.
    pub async fn incident_suspect(&self, cx: &Cx, id: CaseId, draft: CaseDraft) -> Result<CaseId, AppError> {
        let plain = self.plain_of(INCIDENT, &id).await?;
        let resource = Resource::Case(plain.resource());
        let new = CaseId::from_bits(self.random_bits());
        let ask = Ask { action: Action::IncidentSuspect, resource: &resource, object: self.case_object(&new) };
        self.perform(cx, ask, async {
            check(&draft)?;
            if !self.may(cx, Action::CaseOpen, &case_to_be(cx, &draft)) {
                let why = "Du får inte öppna ärenden om misstanke, eller så gäller det dig själv.".to_owned();
                return Err(AppError::Denied { why });
            }
            self.incident_unseal(cx, plain).await?;
            self.open_case(cx, new, &draft).await?;
            Ok(new)
        })
        .await
    }
}

/// What a suspicion of an incident begins with, for the person to change.
#[must_use]
pub fn suspicion_of(incident: &Incident) -> CaseDraft {
    let form = incident.form().map_or("Händelse", |kind| kind.title.sv.as_str());
    let reported_on = casework::local::day(incident.reported_at);
    let mut summary =
        format!("Ur en händelse som rapporterades {reported_on} ({form}, {}).\n\n{}", incident.unit, incident.text);
    if !incident.witnesses.trim().is_empty() {
        summary.push_str(&format!("\n\nVittnen: {}", incident.witnesses));
    }
    for picture in &incident.pictures {
        summary.push_str(&format!("\n\nBild i händelsen: {}, kontrollsumma {}", picture.title, picture.hash));
    }
    let source = incident.source.trim();
    let name = if source.is_empty() { "Okänd" } else { source };
    CaseDraft {
        title: format!("Misstanke ur händelse {reported_on}"),
        origin: Origin::Other,
        concerned: vec![Concerned { kind: ConcernedKind::Unknown, id: None, name: name.to_owned(), person: None }],
        summary,
        known_on: reported_on,
        starts: Vec::new(),
        signals: Vec::new(),
    }
}
