//! What pages show of reports.

use std::collections::{BTreeMap, BTreeSet};

use casework::report::{clock::Clock, event::Matter, recipients::Appointment};
use journal::{Outcome, Phase};
use vault::clean::{self, Clean};

use super::*;
use crate::{case::state, recovery::Recovered};

/// The acts by which somebody reads a report or takes it out.
const LOOKS: [Action; 4] =
    [Action::ReportShow, Action::ReportFileShow, Action::ReportIdentityShow, Action::ReportArchive];

/// How far back in the journal the openings of a report are looked for: years of daily work with it.
const MOST_LINKS: u64 = 5_000;

/// A report in the list.
#[derive(Debug, Clone)]
pub struct ReportRow {
    /// Its id.
    pub id: CaseId,
    /// The authority whose channel it came in by.
    pub authority: String,
    /// State.
    pub state: access::CaseState,
    /// The day it came in.
    pub arrived: String,
    /// What it is about; none while the keys are locked.
    pub matter: Option<Matter>,
    /// The next last day, with the duty: `acknowledge`, `feedback` or `dispose`.
    pub next: Option<(chrono::NaiveDate, String)>,
    /// Days to it.
    pub days_left: Option<i64>,
    /// Whether it is new to the person, or the reporter has written something that nobody has read.
    pub is_unread: bool,
}

/// A file of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReportFile {
    /// Its id.
    pub id: FileId,
    /// What the reporter's page told of it; none when that can not be read.
    pub about: Option<FileAbout>,
}

/// Somebody who looked at a report or wrote it out, once for each day, person and act.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct ReportOpening {
    /// The day.
    pub on: chrono::NaiveDate,
    /// Who.
    pub who: String,
    /// What was done.
    pub act: Action,
}

/// A report, open.
#[derive(Debug)]
pub struct ReportPage {
    /// The report.
    pub report: Report,
    /// Every event.
    pub entries: Vec<Entry>,
    /// Its authority's name.
    pub authority: String,
    /// State.
    pub state: access::CaseState,
    /// Names of everyone in it.
    pub names: BTreeMap<PersonId, String>,
    /// Its clocks.
    pub clocks: Vec<Clock>,
    /// Files that came with it and since.
    pub files: Vec<ReportFile>,
    /// Who has looked at it and when, as the journal knows, the latest day first.
    pub openings: Vec<ReportOpening>,
    /// Proposals about it that wait.
    pub waiting: Vec<crate::proposal::ProposalRow>,
    /// Those who can take over, by name; the person among them.
    pub successors: Vec<(Appointment, String)>,
    /// Whether a custodian has released the name.
    pub is_released: bool,
    /// What the reporter has sent that can not be read.
    pub unreadable: u64,
    /// Recoveries of keys that open it.
    pub recovered: Vec<Recovered>,
}

impl App {
    /// The reports that the person receives, the nearest last day first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn report_list(&self, cx: &Cx) -> Result<Vec<ReportRow>, AppError> {
        let (kind, member) = (Some(REPORT.to_owned()), Some(cx.person.to_string()));
        let filter = store::CaseFilter { kind, member, ..store::CaseFilter::default() };
        self.listed(cx, Action::ReportList, "reports", async {
            let mut rows = Vec::new();
            for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
                let plain = self.members_of(record).await?;
                rows.push((Resource::Report(plain.resource()), plain));
            }
            let mut list = Vec::new();
            for plain in self.policies.filter(&cx.subject, Action::ReportList, rows, cx.today()) {
                list.push(self.report_row(cx, plain).await?);
            }
            Ok(list)
        })
        .await
    }

    async fn report_row(&self, cx: &Cx, plain: Plain) -> Result<ReportRow, AppError> {
        let record = plain.record.clone();
        let matter = match self.is_unlocked(cx) {
            // One that can not be read hides none of the others.
            true => self.unseal_report(cx, plain).await.ok().map(|opened| opened.report.matter),
            false => None,
        };
        let due = record.next_deadline.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok());
        let waiting = self.store.voice_post_waiting(store::Way::In, Some(&record.id)).await.map_err(AppError::Store)?;
        let is_new = self.is_new_to(&record, &cx.person.to_string()).await?;
        Ok(ReportRow {
            id: record.id.parse().map_err(|_| AppError::NotFound)?,
            authority: self.authority_name(&record.authority).await?,
            state: state(record.state),
            arrived: record.opened_at,
            matter,
            next: due.map(|due| (due, record.next_clock.unwrap_or_default())),
            days_left: due.map(|due| (due - cx.today()).num_days()),
            is_unread: is_new || !waiting.is_empty(),
        })
    }

    /// A report with everything in it. What the reporter has sent is taken in, and the reporter is told that somebody in
    /// this role has opened it, the first time.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, [`AppError::Locked`] when the keys are locked.
    pub async fn report_show(&self, cx: &Cx, id: CaseId) -> Result<ReportPage, AppError> {
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action: Action::ReportShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let mut opened = self.unseal_report(cx, plain).await?;
            let unreadable = self.take_in(cx, &mut opened).await?;
            self.tell_opened(cx, &opened).await?;
            let files = self.store.case_file_list(opened.id()).await.map_err(AppError::Store)?;
            let ids: Vec<FileId> = files.into_iter().filter_map(|file| file.id.parse().ok()).collect();
            let mut files = Vec::new();
            for id in ids {
                files.push(ReportFile { id, about: self.about_file(&opened, id).await });
            }
            let mut successors = Vec::new();
            for one in self.successors(cx, &opened).await? {
                let name = self.names([one.person]).await?.remove(&one.person).unwrap_or_default();
                successors.push((one, name));
            }
            let report = opened.report.clone();
            let by = opened.entries.iter().filter_map(|entry| match &entry.by {
                Author::Person(hand) => Some(hand.person),
                Author::Reporter => None,
            });
            let people: Vec<PersonId> = report.recipients.keys().copied().chain(by).chain([cx.person]).collect();
            Ok(ReportPage {
                authority: self.authority_name(report.authority.as_str()).await?,
                state: state(opened.plain.record.state),
                names: self.names(people).await?,
                clocks: report.clocks(cx.today()),
                files,
                openings: self.openings_of_report(cx, &opened).await?,
                waiting: self.waiting_in_report(cx, opened.id()).await?,
                successors,
                is_released: self.released(&opened).await?.is_some(),
                unreadable,
                recovered: self.recovered_in(&opened.plain).await?,
                entries: opened.entries,
                report,
            })
        })
        .await
    }

    /// Who of those who are or were recipients has looked at a report. Nobody else could; who tried in vain is the auditor's
    /// to see, or somebody who was left out would stand here.
    async fn openings_of_report(&self, cx: &Cx, opened: &OpenedReport) -> Result<Vec<ReportOpening>, AppError> {
        let mut known = BTreeMap::new();
        for member in &opened.plain.members {
            if let Some(row) = self.store.person_get(&member.person).await.map_err(AppError::Store)? {
                known.insert(self.blind.person(&member.person), row.name);
            }
        }
        // What is done now stands in the journal when it is done.
        let now = known.get(&self.blind.person(&cx.person.to_string())).cloned();
        let now = now.map(|who| ReportOpening { on: cx.today(), who, act: Action::ReportShow });
        let mut openings: BTreeSet<ReportOpening> = now.into_iter().collect();
        let object = self.case_object(&opened.report.id);
        for link in self.store.journal_by_object(&object, MOST_LINKS).await.map_err(AppError::Store)? {
            let record = link.entry().map_err(|error| AppError::Internal(error.to_string()))?.record;
            let is_done = matches!(record.phase, Phase::Closed { outcome: Outcome::Done, .. });
            let act = record.action.parse::<Action>().ok().filter(|act| is_done && LOOKS.contains(act));
            let at = record.at.parse::<chrono::DateTime<chrono::Utc>>().ok();
            if let (Some(act), Some(at), Some(who)) = (act, at, known.get(&record.actor)) {
                openings.insert(ReportOpening { on: crate::swedish_day(at), who: who.clone(), act });
            }
        }
        Ok(openings.into_iter().rev().collect())
    }

    /// A file as it may be shown: a re-encoded copy, never the original.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn report_file_show(&self, cx: &Cx, id: CaseId, file: FileId) -> Result<Clean, AppError> {
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action: Action::ReportFileShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal_report(cx, plain).await?;
            let object = super::exchange::file_place(file);
            let kept = self.store.case_file_get(opened.id(), &file.to_string()).await.map_err(AppError::Store)?;
            let kept = kept.ok_or(AppError::NotFound)?.sealed;
            let place = Context::new(opened.id(), &object);
            let bytes = match Sealed::from_bytes(kept.clone()) {
                Ok(sealed) => opened.key.open(&place, &sealed)?,
                // What came later was sent, and not sealed with the key of the report.
                Err(_) => opened.key.open_sent(&place, &kept)?,
            };
            crate::app::blocking(move || clean::clean(&bytes)).await
        })
        .await
    }
}
