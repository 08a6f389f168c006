//! Cases: open, read, write, and what two must do together.
//!
//! A case is the fold of its sealed events. Nothing is read or written here without the person's own unlocked keys, except
//! that a case can be opened by somebody who then has to unlock to read it.
//!
//! Keys and decrypted bytes are wiped when they are let go. What is read out of those bytes (the titles, notes and names of a
//! [`Case`], the page made of it) is not: it is plain text of many small pieces that lives as long as a request, and its freed
//! memory holds it until it is used again. Who runs the program turns off core dumps and swap, or encrypts them.

mod bars;
mod card;
mod export;
mod extent;
mod file;
mod joint;
mod open;
mod page;
mod sealed;
mod trail;

use std::collections::BTreeMap;

use access::{Action, CaseState, Resource};
use casework::{
    Case, Event, EvidenceKind, Stamped,
    event::Taken,
    id::{CaseId, PersonId},
};
use store::{CaseFilter, RecordUpdate};
use vault::{CaseKey, Context, Sealed};
use zeroize::Zeroizing;

use crate::{App, AppError, Cx, app::Ask};

pub(crate) use bars::found_in;
pub use card::{CardContent, CaseCard};
pub(crate) use export::file_of;
pub use export::{ExportFile, ExportOrder, ExportPart, ExportTo};
pub(crate) use extent::Extent;
pub use file::{FilePage, NewFile};
pub use joint::two_to_be;
pub use open::{CaseDraft, SignalRef};
pub(crate) use open::{blind_setting, case_to_be, check};
pub use page::{CasePage, CaseRow, Opening};
pub(crate) use sealed::Opened;
pub(crate) use trail::{Trail, hand, opened_events, read, stamped, written};
pub use vault::clean::{Clean, Encoding, Media};

/// The kind of case that the suspicion routine handles.
pub(crate) const SUSPICION: &str = "suspicion";

/// What is known of a case without any key: its record and who its members are.
#[derive(Debug, Clone)]
pub(crate) struct Plain {
    pub(crate) record: store::Case,
    pub(crate) members: Vec<store::Member>,
}

impl Plain {
    /// What the policies must know of it.
    pub(crate) fn resource(&self) -> access::Case {
        let mut case =
            access::Case::new(self.record.id.clone(), self.record.authority.clone(), state(self.record.state));
        case.members = self.current().map(|member| member.person.clone()).collect();
        case
    }

    pub(crate) fn current(&self) -> impl Iterator<Item = &store::Member> {
        self.members.iter().filter(|member| member.until.is_none())
    }
}

pub(crate) fn state(state: store::CaseState) -> CaseState {
    match state {
        store::CaseState::Open => CaseState::Open,
        store::CaseState::Closed => CaseState::Closed,
        store::CaseState::Disposed => CaseState::Disposed,
    }
}

impl App {
    /// The person's cases, the nearest deadline first. Titles are shown when the keys are unlocked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_list(&self, cx: &Cx) -> Result<Vec<CaseRow>, AppError> {
        let person = cx.person.to_string();
        let kind = Some(SUSPICION.to_owned());
        let filter = CaseFilter { kind, member: Some(person), ..CaseFilter::default() };
        self.listed(cx, Action::CaseList, "cases", async {
            let mut rows = Vec::new();
            for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
                let plain = self.members_of(record).await?;
                rows.push((Resource::Case(plain.resource()), plain));
            }
            let mut list = Vec::new();
            for plain in self.policies.filter(&cx.subject, Action::CaseList, rows, cx.today()) {
                list.push(self.case_row(cx, plain).await?);
            }
            Ok(list)
        })
        .await
    }

    /// Takes the case: the one who leads it from now on.
    ///
    /// # Errors
    /// When the person can not lead it.
    pub async fn case_take(&self, cx: &Cx, id: CaseId) -> Result<(), AppError> {
        self.case_write(cx, id, Action::CaseTake, Event::Taken(Taken { leader: cx.person })).await
    }

    /// Writes an event that one person may write: note, fact, task, mark, evidence, and so on.
    ///
    /// # Errors
    /// What the rules of handling say no to, and [`AppError::Denied`] for an event that takes two.
    pub async fn case_event(&self, cx: &Cx, id: CaseId, event: Event) -> Result<(), AppError> {
        let Some(action) = action_of(&event) else {
            let why = "Det här kan inte skrivas av en person: föreslå det, eller gör det på dess egen sida.".to_owned();
            return self.refuse(cx, Action::CaseNote, self.case_object(&id), AppError::Denied { why }).await;
        };
        self.case_write(cx, id, action, event).await
    }

    async fn case_write(&self, cx: &Cx, id: CaseId, action: Action, event: Event) -> Result<(), AppError> {
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal(cx, plain).await?;
            let after = self.append(cx, &opened, vec![event]).await?;
            self.end_memberships(cx, &opened, &after).await
        })
        .await
    }

    /// What the journal calls a case.
    pub(crate) fn case_object(&self, id: &CaseId) -> String {
        format!("case/{}", self.blind.case(&id.to_string()))
    }

    /// A case's record and members. One that is not there is one that nobody is a member of, so that asking for it goes the
    /// same way, in the answer and in the journal, as asking for a case of others.
    pub(crate) async fn plain(&self, id: &CaseId) -> Result<Plain, AppError> {
        self.plain_of(SUSPICION, id).await
    }

    /// As [`App::plain`], of another kind: what is of another is not there.
    pub(crate) async fn plain_of(&self, kind: &str, id: &CaseId) -> Result<Plain, AppError> {
        match self.store.case_get(&id.to_string()).await.map_err(AppError::Store)? {
            Some(record) if record.kind == kind => self.members_of(record).await,
            _ => Ok(Plain { record: nothing(kind, id), members: Vec::new() }),
        }
    }

    pub(crate) async fn members_of(&self, record: store::Case) -> Result<Plain, AppError> {
        let members = self.store.case_members(&record.id).await.map_err(AppError::Store)?;
        Ok(Plain { record, members })
    }

    /// Names of people, as far as they are known.
    pub(crate) async fn names(
        &self,
        people: impl IntoIterator<Item = PersonId>,
    ) -> Result<BTreeMap<PersonId, String>, AppError> {
        let mut names = BTreeMap::new();
        for person in people {
            if names.contains_key(&person) {
                continue;
            }
            if let Some(row) = self.store.person_get(&person.to_string()).await.map_err(AppError::Store)? {
                names.insert(person, row.name);
            }
        }
        Ok(names)
    }
}

/// A case that is not there.
fn nothing(kind: &str, id: &CaseId) -> store::Case {
    store::Case {
        id: id.to_string(),
        kind: kind.to_owned(),
        authority: String::new(),
        state: store::CaseState::Open,
        opened_at: String::new(),
        closed_at: None,
        next_deadline: None,
        next_clock: None,
        retain_until: None,
        events: 0,
        revision: 0,
    }
}

/// The act that an event is, when one person may write it. Documents, files and rows of signals are written by the use
/// cases that make them: written by hand they would say that something was made which was not, and a file that came in
/// could be shown as it came, as a document.
fn action_of(event: &Event) -> Option<Action> {
    Some(match event {
        Event::Taken(_) => Action::CaseTake,
        Event::FactLearnt(_) | Event::Told(_) => Action::CaseFact,
        Event::ClockStopped(_) => Action::CaseClockClose,
        Event::NoteWritten(_) => Action::CaseNote,
        Event::EvidenceTaken(evidence) if evidence.kind == EvidenceKind::Other && evidence.file.is_none() => {
            Action::CaseEvidence
        }
        Event::CustodyAdded(_) | Event::SignalLinked(_) => Action::CaseEvidence,
        Event::TaskSet(_) | Event::TaskDone(_) | Event::TaskMoved(_) => Action::CaseTask,
        Event::SecrecyMarked(_) | Event::DiaryNumberSet(_) => Action::CaseMark,
        Event::Recused(_) => Action::CaseRecuse,
        _ => return None,
    })
}
