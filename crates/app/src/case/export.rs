//! Disclosure: a case, or parts of it, as an encrypted file for somebody outside.
//!
//! Two decide it with ground and weighing (OSL 10 kap.), and it stands in the case as [`Event::Disclosed`]. The file is made
//! when the second approves, encrypted to the recipient's own key, kept sealed in the case under the id of the proposal, and
//! handed out once, to one of the two.

mod tables;

use std::collections::BTreeSet;

use casework::{Disclosure, id::FileId};
use serde::{Deserialize, Serialize};
use vault::export::{self, Bundle, File};

use super::*;
use crate::proposal::{Act, ProposalRef};

/// A part of a case that can be disclosed. Notes and proposals are never among them.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ExportPart {
    /// What happened when, without notes.
    Timeline,
    /// The facts and when they became known.
    Facts,
    /// The measures that were decided.
    Decisions,
    /// The rows of signals, as they were copied.
    Evidence,
    /// The documents that were made.
    Documents,
    /// The files that came in, untouched.
    Files,
}

impl ExportPart {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Timeline, Self::Facts, Self::Decisions, Self::Evidence, Self::Documents, Self::Files];

    /// Its word in forms.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Timeline => "timeline",
            Self::Facts => "facts",
            Self::Decisions => "decisions",
            Self::Evidence => "evidence",
            Self::Documents => "documents",
            Self::Files => "files",
        }
    }

    /// In Swedish.
    #[must_use]
    pub const fn sv(self) -> &'static str {
        match self {
            Self::Timeline => "Tidslinje utan anteckningar",
            Self::Facts => "Fakta",
            Self::Decisions => "Beslut om åtgärder",
            Self::Evidence => "Underlag ur signaler",
            Self::Documents => "Handlingar",
            Self::Files => "Inkomna filer",
        }
    }
}

/// What somebody wants to disclose.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportOrder {
    /// The receiving authority and person.
    pub to: String,
    /// The recipient's open key, `age1…`.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// The ground, as it is cited: `OSL 10 kap. 24 §`.
    pub law: String,
    /// How need and secrecy were weighed.
    pub weighing: String,
    /// Which parts.
    pub parts: BTreeSet<ExportPart>,
}

/// The export that two have agreed to, beside the event that tells of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExportTo {
    /// The recipient's open key, `age1…`.
    pub recipient: String,
    /// What for.
    pub purpose: String,
    /// Which parts.
    pub parts: BTreeSet<ExportPart>,
}

/// The file of a disclosure.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ExportFile {
    /// It waits for one of the two who decided it; whether that is the person who looks.
    Waiting {
        /// Whether the person who looks may have it.
        is_mine: bool,
    },
    /// It was handed out.
    Taken {
        /// When.
        at: String,
    },
}

impl App {
    /// Proposes that parts of a case are disclosed to somebody outside.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when something is missing or the key is none, and as [`App::case_propose`].
    pub async fn case_export_propose(
        &self,
        cx: &Cx,
        id: CaseId,
        order: ExportOrder,
        reason: &str,
    ) -> Result<ProposalRef, AppError> {
        if let Err(error) = check(&order) {
            return self.refuse(cx, Action::CaseExportPropose, self.case_object(&id), error).await;
        }
        let ExportOrder { to, recipient, purpose, law, weighing, parts } = order;
        let mut items: Vec<String> = parts.iter().map(|part| part.sv().to_owned()).collect();
        items.push(format!("Ändamål: {}", purpose.trim()));
        let two = two_to_be(cx);
        let event = Event::Disclosed(Disclosure { to, items, law, weighing, on: cx.today(), two });
        let to = ExportTo { recipient: recipient.trim().to_owned(), purpose, parts };
        let Act::Case { case, event } = Act::of_case(id, &event)? else { return Err(AppError::NotFound) };
        self.propose_in(cx, id, Act::Export { case, event, to }, reason).await
    }

    /// The file of a disclosure: once, and to one of the two who agreed to it. The answer is its name and the age file.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the event is no such disclosure, [`AppError::Denied`] for others than the two and when it
    /// was handed out before.
    pub async fn case_export_take(&self, cx: &Cx, id: CaseId, seq: u64) -> Result<(String, Vec<u8>), AppError> {
        // One at a time, so that it is handed out once.
        let _alone = self.approving.lock().await;
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::CaseDocumentShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal(cx, plain).await?;
            let disclosed = opened.case.disclosures.iter().find(|item| item.seq == seq).ok_or(AppError::NotFound)?;
            let two = &disclosed.what.two;
            if ![two.proposer.person, two.approver.person].contains(&cx.person) {
                let why = "Bara de två som beslutade om utlämnandet kan hämta filen.";
                return Err(AppError::Denied { why: why.to_owned() });
            }
            let taken = taken_setting(two);
            if let Some(at) = self.store.setting_get(&taken).await.map_err(AppError::Store)? {
                let why = format!(
                    "Filen hämtades {}. Ett nytt utlämnande behöver ett nytt beslut.",
                    crate::session::day_of(&String::from_utf8_lossy(&at))
                );
                return Err(AppError::Denied { why });
            }
            let file = self.open_file(&opened, file_of(&two.proposal.to_string())?).await?;
            self.store.setting_put(&taken, cx.stamp().as_bytes()).await.map_err(AppError::Store)?;
            Ok((format!("utlamnande-{}-{seq}.age", disclosed.what.on), file.to_vec()))
        })
        .await
    }

    /// Of the disclosures of a case, those that have a file, and whether it was handed out.
    pub(super) async fn export_files(
        &self,
        cx: &Cx,
        opened: &Opened,
    ) -> Result<BTreeMap<casework::Seq, ExportFile>, AppError> {
        let mut files = BTreeMap::new();
        if opened.case.disclosures.is_empty() {
            return Ok(files);
        }
        let kept = self.store.case_file_list(&opened.plain.record.id).await.map_err(AppError::Store)?;
        for disclosed in &opened.case.disclosures {
            let two = &disclosed.what.two;
            let file = file_of(&two.proposal.to_string())?.to_string();
            if !kept.iter().any(|entry| entry.id == file) {
                continue;
            }
            let taken = self.store.setting_get(&taken_setting(two)).await.map_err(AppError::Store)?;
            let is_mine = two.hands().iter().any(|hand| hand.person == cx.person);
            let file = match taken {
                Some(at) => ExportFile::Taken { at: String::from_utf8_lossy(&at).into_owned() },
                None => ExportFile::Waiting { is_mine },
            };
            files.insert(disclosed.seq, file);
        }
        Ok(files)
    }

    /// Makes the file of a disclosure that two have agreed to, encrypted to its recipient.
    pub(crate) async fn export_file(
        &self,
        cx: &Cx,
        opened: &Opened,
        event: &Event,
        to: &ExportTo,
    ) -> Result<Vec<u8>, AppError> {
        let Event::Disclosed(disclosed) = event else { return Err(AppError::NotFound) };
        let case = &opened.case;
        let mut files = vec![tables::cover(case)];
        for part in &to.parts {
            match part {
                ExportPart::Timeline => files.push(tables::timeline(case, &self.people_in(case, cx).await?, cx.person)),
                ExportPart::Facts => files.push(tables::facts(case)),
                ExportPart::Decisions => files.push(tables::decisions(case)),
                ExportPart::Evidence => files.extend(tables::evidence(case)),
                ExportPart::Documents => {
                    for document in &case.documents {
                        let bytes = self.open_file(opened, document.what.file).await?.to_vec();
                        files.push(File { name: format!("handling-{:03}.pdf", document.seq), bytes });
                    }
                }
                ExportPart::Files => {
                    for item in &case.evidence {
                        let Some(file) = item.taken.what.file else { continue };
                        let bytes = self.open_file(opened, file).await?.to_vec();
                        files.push(File { name: tables::file_name(item.taken.seq, &item.taken.what.title), bytes });
                    }
                }
            }
        }
        let context = BTreeMap::from([
            ("rubrik".to_owned(), case.title.clone()),
            ("myndighet".to_owned(), self.authority_name(case.authority.as_str()).await?),
            ("mottagare".to_owned(), disclosed.to.clone()),
            ("andamal".to_owned(), to.purpose.clone()),
            ("grund".to_owned(), disclosed.law.clone()),
            ("beslut".to_owned(), disclosed.two.proposal.to_string()),
            ("gjord".to_owned(), cx.stamp()),
        ]);
        let recipient = to.recipient.clone();
        let made = crate::app::blocking(move || export::write(&Bundle::new(context, files)?, &[&recipient])).await?;
        Ok(made.map_err(vault::VaultError::from)?)
    }

    async fn people_in(&self, case: &Case, cx: &Cx) -> Result<BTreeMap<PersonId, String>, AppError> {
        let people: Vec<PersonId> = case.timeline(cx.person).map(|entry| entry.by).collect();
        self.names(people).await
    }
}

/// Where it is kept that the file of a disclosure was handed out.
fn taken_setting(two: &casework::Two) -> String {
    format!("export-taken/{}", two.proposal)
}

/// The file of a disclosure has the id of its proposal.
pub(crate) fn file_of(proposal: &str) -> Result<FileId, AppError> {
    proposal.parse().map_err(|_| AppError::NotFound)
}

fn check(order: &ExportOrder) -> Result<(), AppError> {
    let mut problems = Vec::new();
    let mut missing = |field, is_missing: bool, text: &str| {
        if is_missing {
            problems.push(crate::Problem { field, text: text.to_owned() });
        }
    };
    let empty = |text: &str| text.trim().is_empty();
    missing("to", empty(&order.to), "Skriv vilken myndighet och person som ska få filen.");
    missing("purpose", empty(&order.purpose), "Skriv vad uppgifterna ska användas till.");
    missing("law", empty(&order.law), "Skriv vilken bestämmelse som tillåter utlämnandet.");
    missing("weighing", empty(&order.weighing), "Skriv hur behov och sekretess har vägts mot varandra.");
    missing("parts", order.parts.is_empty(), "Välj vad som ska lämnas ut.");
    let is_key = export::is_recipient(order.recipient.trim());
    missing("recipient", !is_key, "Skriv mottagarens öppna nyckel: den börjar med age1 och har 62 tecken.");
    if problems.is_empty() { Ok(()) } else { Err(AppError::Invalid(problems)) }
}
