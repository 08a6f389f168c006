//! What »Att godkänna« tells of an act about a whistleblower's report, its channel or its recipients.

use casework::{
    id::PersonId,
    report::{
        event::{Archive, Event, Identity},
        recipients::Level,
    },
};
use serde_json::Value;

use super::{Act, Held, act::complete_as};
use crate::{App, AppError, report::VoiceChange};

type Rows = Vec<(String, String)>;

fn row(name: &str, value: impl Into<String>) -> (String, String) {
    (name.to_owned(), value.into())
}

impl App {
    /// An act about a report or its channel: what it would do, and how it is now.
    pub(super) async fn told_of_report(&self, act: &Act, held: &Held) -> Result<(Rows, String), AppError> {
        Ok(match act {
            Act::Report { event, .. } => (self.told_in_report(event, held).await?, "Inget är beslutat.".to_owned()),
            Act::DisposeReport { archive, .. } => {
                let rows = vec![
                    row("Gallras", "Rapporten, med nycklar, filer och namn"),
                    row("Arkivet", told_of_archive(archive)),
                ];
                (rows, "Rapporten är avslutad och finns kvar.".to_owned())
            }
            Act::ReleaseIdentity { .. } => {
                let rows = vec![
                    row("Lämnas ut", "Namnet på den som rapporterade"),
                    row("Till", "Rapportens mottagare. Du läser inte namnet själv."),
                ];
                (rows, "Namnet är förseglat.".to_owned())
            }
            Act::Voice(change) => self.told_of_voice(change).await?,
            _ => (Rows::new(), String::new()),
        })
    }

    /// An event of a report, to those who receive it.
    async fn told_in_report(&self, event: &Value, held: &Held) -> Result<Rows, AppError> {
        let first: PersonId = held.row.proposer.parse().map_err(|_| AppError::NotFound)?;
        let hand = casework::Hand { person: first, role: String::new() };
        let proposal = held.row.id.parse().map_err(|_| AppError::NotFound)?;
        let two = casework::Two { proposal, proposer: hand.clone(), approver: hand };
        Ok(match complete_as::<Event>(event, &two)? {
            Event::RecipientLeft(left) => {
                let names = self.names([left.person, left.successor.person]).await?;
                let name = |person: &PersonId| names.get(person).cloned().unwrap_or_default();
                vec![
                    row("Lämnar över", name(&left.person)),
                    row("Tar över", name(&left.successor.person)),
                    row("Enligt beslutet", left.successor.decision),
                    row("Därför att", left.leaving.why()),
                ]
            }
            Event::HandedOver(handed) => vec![
                row("Lämnas till", handed.to),
                row("Vad", handed.items.join("; ")),
                row("Varför det behövs", handed.need),
                row("Den rapporterandes namn", told_of_identity(&handed.identity)),
            ],
            Event::Closed(closed) => vec![row("Utfall", closed.outcome.sv()), row("Skäl", closed.why)],
            _ => Vec::new(),
        })
    }

    async fn told_of_voice(&self, change: &VoiceChange) -> Result<(Rows, String), AppError> {
        let authority = row("Kanal", self.authority_name(change.authority()).await?);
        Ok(match change {
            VoiceChange::Channel { open, texts, .. } => {
                let state = if *open { "Tar emot rapporter" } else { "Stängd" };
                let rows = vec![
                    authority,
                    row("Blir", state),
                    row("Sidan säger", &texts.about_sv),
                    row("På engelska", &texts.about_en),
                    row("Utanför kommunen", &texts.external_sv),
                    row("På engelska", &texts.external_en),
                    row("Telefon", &texts.phone),
                ];
                (rows, String::new())
            }
            VoiceChange::Appoint(one) => {
                let names = self.names([one.person]).await?;
                let mut rows = vec![
                    authority,
                    row("Utses", names.get(&one.person).cloned().unwrap_or_default()),
                    row("Nivå", level(one.level)),
                    row("Enligt beslutet", &one.decision),
                    row("Från", one.from.to_string()),
                ];
                rows.extend(one.to.map(|day| row("Till och med", day.to_string())));
                (rows, "Personen får inga rapporter.".to_owned())
            }
            VoiceChange::End { id, last, .. } => {
                let row_of = self.store.voice_appointment_list().await.map_err(AppError::Store)?;
                let person = row_of.into_iter().find(|row| row.id == *id).and_then(|row| row.person.parse().ok());
                let names = self.names(person).await?;
                let who = names.into_values().next().unwrap_or_default();
                let rows = vec![authority, row("Slutar ta emot", who), row("Sista dagen", last.to_string())];
                (rows, "Rapporter som personen redan har lämnas över för sig.".to_owned())
            }
        })
    }
}

/// A level in words.
fn level(level: Level) -> &'static str {
    match level {
        Level::Own => "I den egna funktionen",
        Level::Above => "Över den, när den egna funktionen berörs",
        Level::Outside => "Utanför kommunen",
    }
}

fn told_of_identity(identity: &Identity) -> String {
    match identity {
        Identity::Withheld => "Lämnas inte ut".to_owned(),
        Identity::FollowsAfterTelling { .. } => "Följer med. Den som rapporterade är underrättad.".to_owned(),
        Identity::FollowsUntold { why } => format!("Följer med utan underrättelse: {why}"),
    }
}

fn told_of_archive(archive: &Archive) -> String {
    match archive {
        Archive::Exported { hash } => format!("Utskriven, kontrollsumma {hash}"),
        Archive::NothingToKeep { ground } => format!("Inget bevaras, enligt {ground}"),
    }
}
