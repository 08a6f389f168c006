//! The end of a report: what goes to the archive, and the disposal by two, of which a certificate is left (7 kap. 8 §).

use casework::{
    letter::{Block, Letter},
    report::event::{Archive, Disposed},
};
use documents::Meta;

use super::*;
use crate::proposal::{Act, ProposalRef};

/// What goes to the archive.
#[derive(Debug)]
pub struct Archived {
    /// The document, as PDF/A.
    pub pdf: Vec<u8>,
    /// blake3 of it, 64 hexadecimal digits: what the certificate names.
    pub hash: String,
}

impl App {
    /// Writes the public record of a closed report as a document for the archive. The name of the reporter is not in it,
    /// nor is what was taken out.
    ///
    /// # Errors
    /// [`AppError::Denied`] before the report is closed.
    pub async fn report_archive(&self, cx: &Cx, id: CaseId) -> Result<Archived, AppError> {
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action: Action::ReportArchive, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal_report(cx, plain).await?;
            let authority = self.authority_name(opened.report.authority.as_str()).await?;
            let letter = record(&opened, authority, cx.today());
            let meta = Meta { municipality: self.municipality().to_owned(), made_at: cx.at, author: cx.name.clone() };
            let pdf = crate::app::blocking(move || documents::pdf(&letter, &meta)).await?;
            let pdf = pdf.map_err(|error| AppError::Internal(error.to_string()))?;
            let hash = blake3::hash(&pdf).to_hex().to_string();
            self.store.setting_put(&archive_setting(opened.id()), hash.as_bytes()).await.map_err(AppError::Store)?;
            Ok(Archived { pdf, hash })
        })
        .await
    }

    /// Proposes that a closed report is disposed of: its keys and content are destroyed, and a certificate is left. `ground`
    /// is the decision that says that nothing of it is to be kept; without one it must have been written for the archive.
    ///
    /// # Errors
    /// [`AppError::Denied`] before it is closed, and before it is written for the archive.
    pub async fn report_dispose_propose(
        &self,
        cx: &Cx,
        id: CaseId,
        ground: Option<String>,
        reason: &str,
    ) -> Result<ProposalRef, AppError> {
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action: Action::ReportDisposePropose, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal_report(cx, plain).await?;
            let archive = match ground {
                Some(ground) => Archive::NothingToKeep { ground },
                None => Archive::Exported { hash: self.archived(opened.id()).await? },
            };
            let act = Act::DisposeReport { report: id, archive };
            self.recipient_can_approve(cx, &opened, &act).await?;
            self.propose(cx, act, reason).await
        })
        .await
    }

    /// The hash of what was written for the archive.
    async fn archived(&self, report: &str) -> Result<String, AppError> {
        let hash = self.store.setting_get(&archive_setting(report)).await.map_err(AppError::Store)?;
        let why = "Skriv först ut rapporten till arkivet, och lämna dokumentet dit.".to_owned();
        hash.and_then(|hash| String::from_utf8(hash).ok()).ok_or(AppError::Denied { why })
    }

    /// Disposes of a report: the certificate first, then its shred key, since without that nothing opens, also in old
    /// copies, and then the rows.
    pub(crate) async fn dispose_report(
        &self,
        cx: &Cx,
        opened: &OpenedReport,
        archive: &Archive,
        two: casework::Two,
    ) -> Result<(), AppError> {
        let body = self.certificate(cx, opened, archive, &two).await?;
        let certificate = blake3::hash(body.as_bytes()).to_hex().to_string();
        let by = Author::Person(two.approver.clone());
        let event = Event::Disposed(Disposed { archive: archive.clone(), certificate, on: cx.today(), two });
        opened.report.may(&event, &by)?;
        let report = opened.id().to_owned();
        let kept = store::VoiceCertificate { report, body, disposed_on: cx.today().to_string() };
        self.store.voice_certificate_put(&kept).await.map_err(AppError::Store)?;
        self.shred.destroy(opened.id())?;
        self.store.setting_remove(&archive_setting(opened.id())).await.map_err(AppError::Store)?;
        self.forget_beside(opened.id()).await?;
        self.store.case_dispose(opened.id()).await.map_err(AppError::Store)
    }

    async fn certificate(
        &self,
        cx: &Cx,
        opened: &OpenedReport,
        archive: &Archive,
        two: &casework::Two,
    ) -> Result<String, AppError> {
        let report = &opened.report;
        let closed = report.closed.as_ref().map_or(report.arrived, |closed| closed.on);
        let kept = match archive {
            Archive::Exported { hash } => format!("Arkivexport med kontrollsumma (blake3) {hash}."),
            Archive::NothingToKeep { ground } => format!("Inget bevaras, enligt {ground}."),
        };
        let names = self.names(two.hands().map(|hand| hand.person)).await?;
        let who: Vec<&str> = names.values().map(String::as_str).collect();
        Ok(format!(
            "Gallringsintyg, lagen (2021:890) 7 kap. 8 §\nMyndighet: {}\nRapport: {}\nKom in: {}\nAvslutad: {closed}\n\
             Gallrad: {}\n{kept}\nBeslutat av två mottagare: {}\n",
            self.authority_name(report.authority.as_str()).await?,
            opened.id(),
            report.arrived,
            cx.today(),
            who.join(", "),
        ))
    }
}

fn archive_setting(report: &str) -> String {
    format!("report-archive/{report}")
}

/// The public record of a report, with what was taken out left out, and the name of the reporter nowhere.
fn record(opened: &OpenedReport, authority: String, day: chrono::NaiveDate) -> Letter {
    let report = &opened.report;
    let heading = |text: &str| Block::Heading { level: 1, text: text.to_owned() };
    let mut blocks = vec![heading("Rapporten"), line(&format!("Kom in {}. {}.", report.arrived, report.matter.sv()))];
    for answer in &report.answers {
        blocks.extend(lines(&answer.text));
    }
    blocks.push(heading("Vad som skrevs med den som rapporterade"));
    for said in &report.dialogue {
        let who = if said.from_reporter { "Den som rapporterade" } else { "Mottagarna" };
        blocks.push(line(&format!("{who}, {}:", crate::swedish_day(said.at))));
        blocks.extend(lines(&said.message.text));
    }
    if let Some(version) = &report.minutes {
        blocks.push(heading("Protokoll över det som sades"));
        blocks.push(line(&match (version.signed, version.corrected) {
            (Some(at), _) => format!("Underskrivet av den som rapporterade {}.", crate::swedish_day(at)),
            (None, true) => "Rättat av den som rapporterade, inte underskrivet.".to_owned(),
            (None, false) => "Inte underskrivet av den som rapporterade.".to_owned(),
        }));
        blocks.extend(lines(&version.minutes.text));
    }
    blocks.push(heading("Uppföljning"));
    for (_, noted) in &report.follow_up {
        blocks.extend(lines(&format!("{}: {}", noted.on, noted.text)));
    }
    for (_, handed) in &report.handed_over {
        blocks.extend(lines(&format!("{}: Lämnat till {}: {}.", handed.on, handed.to, handed.items.join("; "))));
    }
    if let Some(closed) = &report.closed {
        blocks.push(heading("Utfall"));
        blocks.extend(lines(&format!("{}, {}. {}", closed.outcome.sv(), closed.on, closed.why)));
    }
    Letter {
        title: format!("Rapport enligt lagen (2021:890), {}", opened.id().chars().take(8).collect::<String>()),
        language: "sv".to_owned(),
        authority: authority.clone(),
        day,
        diary_no: None,
        secrecy_marks: vec![casework::letter::Mark {
            provision: "OSL 32 kap. 3 b § och 17 kap. 3 b §".to_owned(),
            day: report.arrived,
            authority,
        }],
        blocks,
    }
}

fn line(text: &str) -> Block {
    Block::Paragraph { text: text.to_owned() }
}

fn lines(text: &str) -> Vec<Block> {
    text.lines().map(str::trim).filter(|text| !text.is_empty()).map(line).collect()
}
