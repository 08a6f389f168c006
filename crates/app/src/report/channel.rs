//! Channels, and those whom a decision on file names as authorised (5 kap. 5 §, 7 kap. 6 §). Both are changed by two.
//!
//! Whoever writes the database could name somebody; so each appointment is marked under the server's key, and one without
//! its mark is none.

use casework::report::recipients::Level;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use store::{VoiceAppointment, VoiceCertificate, VoiceChannel};

use super::*;
use crate::proposal::{Act, ProposalRef};

/// A change of channels or of those who are authorised.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "change", rename_all = "snake_case", deny_unknown_fields)]
pub enum VoiceChange {
    /// A channel is opened or closed.
    Channel {
        /// Whose.
        authority: String,
        /// Whether it takes reports.
        open: bool,
        /// What its page says.
        texts: ChannelTexts,
    },
    /// Somebody is authorised.
    Appoint(Appointing),
    /// Somebody is no more authorised after a day. Reports that they have they hand over.
    End {
        /// Whose channel.
        authority: String,
        /// Which appointment.
        id: String,
        /// The last day.
        last: NaiveDate,
    },
}

/// What the page of a channel says beside what the program says itself.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChannelTexts {
    /// At the start, in Swedish; may be empty.
    pub about_sv: String,
    /// The same in English.
    pub about_en: String,
    /// Where to report outside the municipality, a line each, in Swedish (5 kap. 9 §).
    pub external_sv: String,
    /// The same in English.
    pub external_en: String,
    /// The number for who wants to speak; empty when there is none.
    pub phone: String,
}

/// Somebody is authorised by a decision.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Appointing {
    /// Whose channel.
    pub authority: String,
    /// Who.
    pub person: PersonId,
    /// Where they stand.
    pub level: Level,
    /// The decision on file: its number and paragraph.
    pub decision: String,
    /// From which day.
    pub from: NaiveDate,
    /// The last day; none when it has no end.
    pub to: Option<NaiveDate>,
}

/// A channel with those who are authorised.
#[derive(Debug, Clone)]
pub struct ChannelRow {
    /// Whose; its name.
    pub authority: (String, String),
    /// The channel, when there is one.
    pub channel: Option<VoiceChannel>,
    /// Appointments with the name of the person, also those that are over.
    pub appointments: Vec<(String, VoiceAppointment)>,
}

/// The channel of the person's authority.
#[derive(Debug, Clone)]
pub struct VoiceList {
    /// The channel.
    pub channel: ChannelRow,
    /// People who hold the role of recipient there today: id and name.
    pub recipients: Vec<(String, String)>,
    /// What is left of reports that were disposed of.
    pub certificates: Vec<VoiceCertificate>,
}

impl VoiceChange {
    /// Whose channel it is about.
    #[must_use]
    pub fn authority(&self) -> &str {
        match self {
            Self::Channel { authority, .. } | Self::End { authority, .. } => authority,
            Self::Appoint(appointing) => &appointing.authority,
        }
    }
}

impl App {
    /// The channel of the person's authority, and who is authorised.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the person may not see it.
    pub async fn voice_list(&self, cx: &Cx) -> Result<VoiceList, AppError> {
        let authority = cx.subject.authority.clone();
        let resource = Resource::Voices { authority: authority.clone() };
        let ask = Ask { action: Action::VoiceList, resource: &resource, object: "voices".to_owned() };
        self.perform(cx, ask, async {
            let channels = self.store.voice_channel_list().await.map_err(AppError::Store)?;
            let mut appointments = Vec::new();
            for row in self.appointments_made().await?.into_iter().filter(|row| row.channel == authority) {
                let person = self.store.person_get(&row.person).await.map_err(AppError::Store)?;
                appointments.push((person.map_or_else(String::new, |person| person.name), row));
            }
            let held = self.store.role_list(None, &cx.today().to_string()).await.map_err(AppError::Store)?;
            let mut recipients = std::collections::BTreeMap::new();
            for row in self.roles_given(held).await? {
                if row.role != access::Role::Recipient.as_str() || row.authority != authority {
                    continue;
                }
                if let Some(person) = self.store.person_get(&row.person).await.map_err(AppError::Store)? {
                    recipients.insert(person.id, person.name);
                }
            }
            let certificates = self.store.voice_certificate_list(&authority, REPORT).await.map_err(AppError::Store)?;
            let name = self.authority_name(&authority).await?;
            let channel = channels.into_iter().find(|one| one.authority == authority);
            let channel = ChannelRow { authority: (authority, name), channel, appointments };
            Ok(VoiceList { channel, recipients: recipients.into_iter().collect(), certificates })
        })
        .await
    }

    /// Proposes a change of the channel, or of who is authorised.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when something is missing or wrong, [`AppError::Denied`] when the person may not.
    pub async fn voice_propose(&self, cx: &Cx, change: VoiceChange, reason: &str) -> Result<ProposalRef, AppError> {
        let resource = Resource::Voices { authority: change.authority().to_owned() };
        let ask = Ask { action: Action::VoicePropose, resource: &resource, object: "voices".to_owned() };
        self.perform(cx, ask, async {
            self.change_fits(cx, &change).await?;
            self.propose(cx, Act::Voice(change), reason).await
        })
        .await
    }

    async fn change_fits(&self, cx: &Cx, change: &VoiceChange) -> Result<(), AppError> {
        match change {
            VoiceChange::Channel { open, texts, .. } => {
                let missing = "Skriv vart man kan rapportera utanför kommunen: det kräver lagen (5 kap. 9 §).";
                let told = !texts.external_sv.trim().is_empty();
                if told || !open { Ok(()) } else { Err(AppError::field("external", missing)) }
            }
            VoiceChange::Appoint(one) => {
                if one.decision.trim().is_empty() {
                    return Err(AppError::field("decision", "Skriv beslutets nummer och paragraf."));
                }
                if one.to.is_some_and(|to| to < one.from) {
                    return Err(AppError::field("to", "Den sista dagen ligger före den första."));
                }
                let row = self.store.person_get(&one.person.to_string()).await.map_err(AppError::Store)?;
                let row = row.ok_or_else(|| AppError::field("person", "Välj en person."))?;
                let subject = self.subject(&row, Some(access::Role::Recipient)).await?;
                let holds = super::people::is_recipient(&subject, &one.authority, cx.today());
                let wrong = "Personen har inte rollen visselblåsarmottagare här, eller är direktör, driftadministratör eller \
                             behörighetsadministratör.";
                if holds { Ok(()) } else { Err(AppError::field("person", wrong)) }
            }
            VoiceChange::End { id, authority, last } => {
                let made = self.appointments_made().await?;
                let found = made.iter().find(|row| row.id == *id && row.channel == *authority);
                let found = found.ok_or(AppError::NotFound)?;
                let before = found.from_day.parse().is_ok_and(|from: NaiveDate| *last < from);
                let wrong = "Den sista dagen ligger före den första.";
                if before { Err(AppError::field("last", wrong)) } else { Ok(()) }
            }
        }
    }

    /// Carries out what two have agreed on. Nobody of the two authorises themselves.
    pub(crate) async fn change_voices(
        &self,
        hands: [&str; 2],
        proposal: &str,
        change: VoiceChange,
    ) -> Result<(), AppError> {
        match change {
            VoiceChange::Channel { authority, open, texts } => {
                let ChannelTexts { about_sv, about_en, external_sv, external_en, phone } = texts;
                let channel = VoiceChannel { authority, open, about_sv, about_en, external_sv, external_en, phone };
                self.store.voice_channel_put(&channel).await.map_err(AppError::Store)
            }
            VoiceChange::Appoint(one) => {
                let person = one.person.to_string();
                if hands.contains(&person.as_str()) {
                    let why = "Den som utses kan inte vara en av de två som beslutar det.".to_owned();
                    return Err(AppError::Denied { why });
                }
                let row = VoiceAppointment {
                    id: proposal.to_owned(),
                    person,
                    channel: one.authority,
                    level: level_word(one.level).to_owned(),
                    decision: one.decision,
                    from_day: one.from.to_string(),
                    to_day: one.to.map(|day| day.to_string()),
                    proposal: proposal.to_owned(),
                };
                self.appointment_write(&row).await
            }
            VoiceChange::End { id, last, .. } => {
                let row = self.appointments_made().await?.into_iter().find(|row| row.id == id);
                let row = VoiceAppointment { to_day: Some(last.to_string()), ..row.ok_or(AppError::NotFound)? };
                self.appointment_write(&row).await
            }
        }
    }

    async fn appointment_write(&self, row: &VoiceAppointment) -> Result<(), AppError> {
        let mark = self.mark_of_appointment(row);
        self.store.setting_put(&mark_setting(row), mark.as_bytes()).await.map_err(AppError::Store)?;
        self.store.voice_appointment_put(row).await.map_err(AppError::Store)
    }

    /// The appointments that the server wrote, as it wrote them.
    pub(super) async fn appointments_made(&self) -> Result<Vec<VoiceAppointment>, AppError> {
        let mut made = Vec::new();
        for row in self.store.voice_appointment_list().await.map_err(AppError::Store)? {
            let mark = self.store.setting_get(&mark_setting(&row)).await.map_err(AppError::Store)?;
            let mark = mark.and_then(|mark| <[u8; 32]>::try_from(mark).ok()).map(blake3::Hash::from_bytes);
            if mark == Some(self.mark_of_appointment(&row)) {
                made.push(row);
            }
        }
        Ok(made)
    }

    fn mark_of_appointment(&self, row: &VoiceAppointment) -> blake3::Hash {
        let mut hasher = blake3::Hasher::new_keyed(&self.server.subkey("authorised recipients"));
        let VoiceAppointment { id, person, channel, level, decision, from_day, to_day, proposal } = row;
        let to_day = to_day.as_deref().unwrap_or_default();
        for part in [id.as_str(), person, channel, level, decision, from_day, to_day, proposal] {
            hasher.update(&(part.len() as u64).to_le_bytes()).update(part.as_bytes());
        }
        hasher.finalize()
    }
}

fn mark_setting(row: &VoiceAppointment) -> String {
    format!("voice/{}", row.id)
}

/// A level as the database keeps it.
#[must_use]
pub fn level_word(level: Level) -> &'static str {
    match level {
        Level::Own => "own",
        Level::Above => "above",
        Level::Outside => "outside",
    }
}
