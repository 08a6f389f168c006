//! What pages show of cases.

use casework::{Deadline, Entry, NoteItem};

use super::*;
use crate::recovery::Recovered;

/// A case in a list.
#[derive(Debug, Clone)]
pub struct CaseRow {
    /// Its id.
    pub id: CaseId,
    /// Title; `None` while the keys are locked.
    pub title: Option<String>,
    /// The authority.
    pub authority: String,
    /// State.
    pub state: CaseState,
    /// When it was opened.
    pub opened_at: String,
    /// The next deadline and its clock.
    pub next: Option<(chrono::NaiveDate, String)>,
    /// Days to it.
    pub days_left: Option<i64>,
}

/// A case, open.
#[derive(Debug, Clone)]
pub struct CasePage {
    /// The case.
    pub case: Case,
    /// Its authority's name.
    pub authority: String,
    /// State.
    pub state: CaseState,
    /// Names of everyone in it.
    pub names: BTreeMap<PersonId, String>,
    /// Every clock that was started.
    pub deadlines: Vec<Deadline>,
    /// The notes that the person reads.
    pub notes: Vec<NoteItem>,
    /// The timeline that the person reads.
    pub timeline: Vec<Entry>,
    /// Other cases about the same, of which the person knows nothing else: their authorities, whose coordinator to ask.
    pub elsewhere: Vec<String>,
    /// Proposals about it that wait.
    pub waiting: Vec<crate::proposal::ProposalRow>,
    /// The files of disclosures, by the place of the disclosure.
    pub exports: BTreeMap<casework::Seq, ExportFile>,
    /// Recoveries of keys that open it.
    pub recovered: Vec<Recovered>,
    /// Members who can not open it, as they had no keys when they became members.
    pub without_keys: std::collections::BTreeSet<PersonId>,
}

/// Somebody opened the case.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Opening {
    /// When.
    pub at: String,
    /// Who, when it is a member; otherwise the pseudonym of the journal.
    pub who: String,
    /// In which role.
    pub role: String,
    /// What was done.
    pub action: String,
    /// How it ended; empty for an entry that opens.
    pub outcome: String,
}

impl App {
    /// A case with everything that the person may read of it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, [`AppError::Locked`] when the keys are locked.
    pub async fn case_show(&self, cx: &Cx, id: CaseId) -> Result<CasePage, AppError> {
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::CaseShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let state = super::state(plain.record.state);
            let mut opened = self.unseal(cx, plain).await?;
            if self.give_keys(cx, &opened).await? {
                opened = self.unseal(cx, self.plain(&id).await?).await?;
            }
            let waiting = self.waiting_in(cx, &opened).await?;
            let exports = self.export_files(cx, &opened).await?;
            let recovered = self.recovered_in(&opened.plain).await?;
            let has_key = |person: &PersonId| opened.plain.current().any(|member| member.person == person.to_string());
            let without_keys = opened.case.members.keys().copied().filter(|person| !has_key(person)).collect();
            let case = opened.case;
            let notes: Vec<NoteItem> = case.notes_for(cx.person).into_iter().cloned().collect();
            let timeline: Vec<Entry> = case.timeline(cx.person).cloned().collect();
            let people = case.members.keys().copied().chain(timeline.iter().map(|entry| entry.by));
            let people: Vec<PersonId> = people.chain(case.conflicted.keys().copied()).chain([cx.person]).collect();
            Ok(CasePage {
                authority: self.authority_name(case.authority.as_str()).await?,
                state,
                names: self.names(people).await?,
                deadlines: case.deadlines(cx.today()),
                elsewhere: self.elsewhere(cx, &case).await?,
                waiting,
                exports,
                recovered,
                without_keys,
                notes,
                timeline,
                case,
            })
        })
        .await
    }

    /// Who opened the case, did something in it, or tried: all that the journal knows, newest first.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of.
    pub async fn case_openings(&self, cx: &Cx, id: CaseId) -> Result<Vec<Opening>, AppError> {
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let object = self.case_object(&id);
        let ask = Ask { action: Action::CaseOpenings, resource: &resource, object: object.clone() };
        self.perform(cx, ask, async {
            let mut known = BTreeMap::new();
            for member in &plain.members {
                if let Some(row) = self.store.person_get(&member.person).await.map_err(AppError::Store)? {
                    known.insert(self.blind.person(&member.person), row.name);
                }
            }
            let mut openings = Vec::new();
            for link in self.store.journal_by_object(&object, 500).await.map_err(AppError::Store)? {
                let entry = link.entry().map_err(|error| AppError::Internal(error.to_string()))?;
                let record = entry.record;
                let outcome = match record.phase {
                    journal::Phase::Opened => continue,
                    journal::Phase::Closed { outcome, .. } => outcome.to_string(),
                };
                let who = known.get(&record.actor).cloned().unwrap_or(record.actor);
                openings.push(Opening { at: record.at, who, role: record.role, action: record.action, outcome });
            }
            Ok(openings)
        })
        .await
    }

    pub(super) async fn case_row(&self, cx: &Cx, plain: Plain) -> Result<CaseRow, AppError> {
        let record = plain.record.clone();
        let title = match self.is_unlocked(cx) && record.state != store::CaseState::Disposed {
            // One case that can not be read hides none of the others.
            true => self.unseal(cx, plain).await.ok().map(|opened| opened.case.title.clone()),
            false => None,
        };
        let due = record.next_deadline.as_deref().and_then(|day| day.parse::<chrono::NaiveDate>().ok());
        let clock = record.next_clock.as_deref().and_then(|id| self.routine.clock(id));
        Ok(CaseRow {
            id: record.id.parse().map_err(|_| AppError::NotFound)?,
            title,
            authority: self.authority_name(&record.authority).await?,
            state: super::state(record.state),
            opened_at: record.opened_at,
            next: due.map(|due| (due, clock.map(|clock| clock.title.sv.clone()).unwrap_or_default())),
            days_left: due.map(|due| (due - cx.today()).num_days()),
        })
    }

    /// The authorities that have other cases about the same: »contact the handler«, and nothing more.
    async fn elsewhere(&self, cx: &Cx, case: &Case) -> Result<Vec<String>, AppError> {
        let own = case.id.to_string();
        let mut found = std::collections::BTreeSet::new();
        for blind in self.hints(cx, &case.concerned).await? {
            for id in self.store.hint_matches(&blind).await.map_err(AppError::Store)? {
                if id == own {
                    continue;
                }
                if let Some(record) = self.store.case_get(&id).await.map_err(AppError::Store)? {
                    found.insert(self.authority_name(&record.authority).await?);
                }
            }
        }
        Ok(found.into_iter().collect())
    }

    /// What an authority is called.
    pub(crate) async fn authority_name(&self, id: &str) -> Result<String, AppError> {
        let row = self.store.authority_get(id).await.map_err(AppError::Store)?;
        Ok(row.map_or_else(|| id.to_owned(), |row| row.name))
    }
}
