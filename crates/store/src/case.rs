//! Cases: a record in the clear with what lists and deadlines need, and everything else as sealed events and files.

mod event;
mod file;
mod hint;
mod mark;
mod member;

use sqlx::query;

pub(crate) use self::event::put_all as put_events;
pub use self::{
    file::{File, FileEntry},
    mark::{ApplicationMark, ApplicationMarks},
    member::Member,
};
use crate::{
    error::{Error, Result},
    open::{Change, Store, commit, step},
    row::{big, from_row, words},
};

/// Where a case is in its life.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum CaseState {
    /// People work on it.
    Open,
    /// It is kept until its retention is over.
    Closed,
    /// Its content and keys are gone; this record is what is left.
    Disposed,
}

words!(CaseState { Open = "open", Closed = "closed", Disposed = "disposed" });

/// What is known of a case without its key.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Case {
    /// Its id.
    pub id: String,
    /// `suspicion`, later others.
    pub kind: String,
    /// Whose it is.
    pub authority: String,
    /// Where it is in its life.
    pub state: CaseState,
    /// When it was opened.
    pub opened_at: String,
    /// When it was closed.
    pub closed_at: Option<String>,
    /// The day of the next deadline.
    pub next_deadline: Option<String>,
    /// Which clock sets it; an id, no text.
    pub next_clock: Option<String>,
    /// The day when it is to be disposed of; known once it is closed.
    pub retain_until: Option<String>,
    /// How many events it has.
    pub events: u64,
    /// How many times the record was changed.
    pub revision: u64,
}

from_row!(Case {
    id,
    kind,
    authority,
    state,
    opened_at,
    closed_at,
    next_deadline,
    next_clock,
    retain_until,
    events,
    revision,
});

/// A case that begins: everything is written, or nothing.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct NewCase {
    /// Its id.
    pub id: String,
    /// `suspicion`, later others.
    pub kind: String,
    /// Whose it is.
    pub authority: String,
    /// When.
    pub opened_at: String,
    /// The day of the first deadline.
    pub next_deadline: Option<String>,
    /// Which clock sets it.
    pub next_clock: Option<String>,
    /// The first members with the key wrapped to each.
    pub members: Vec<Member>,
    /// The first events, sealed, from number 1.
    pub events: Vec<Vec<u8>>,
    /// Blind index values of what it is about.
    pub hints: Vec<Vec<u8>>,
}

/// What becomes of the record when events are added: all of it, as the fold of the events says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RecordUpdate {
    /// Open or closed; disposal has its own function.
    pub state: CaseState,
    /// When it was closed.
    pub closed_at: Option<String>,
    /// The day of the next deadline.
    pub next_deadline: Option<String>,
    /// Which clock sets it.
    pub next_clock: Option<String>,
    /// The day when it is to be disposed of.
    pub retain_until: Option<String>,
    /// Blind index values that come with the events.
    pub hints: Vec<Vec<u8>>,
    /// Members who come with the events, with the key of the case wrapped to each.
    pub members: Vec<Member>,
    /// The marks of an application that the events tell of.
    pub marks: Option<ApplicationMarks>,
}

impl RecordUpdate {
    /// Leaves the record as it is.
    #[must_use]
    pub fn none(case: &Case) -> Self {
        Self {
            state: case.state,
            closed_at: case.closed_at.clone(),
            next_deadline: case.next_deadline.clone(),
            next_clock: case.next_clock.clone(),
            retain_until: case.retain_until.clone(),
            hints: Vec::new(),
            members: Vec::new(),
            marks: None,
        }
    }
}

/// Which cases to list; what is not given does not matter.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CaseFilter {
    /// Of that authority.
    pub authority: Option<String>,
    /// Of that kind.
    pub kind: Option<String>,
    /// In that state.
    pub state: Option<CaseState>,
    /// With that person as a member now.
    pub member: Option<String>,
    /// With a deadline on that day or before.
    pub deadline_until: Option<String>,
    /// To be disposed of on that day or before.
    pub retain_until: Option<String>,
}

impl Store {
    /// Opens a case: record, members, first events and hints together.
    ///
    /// # Errors
    /// When the id is there already, when what it names is not, when a member is of another case, or the database fails.
    pub async fn case_open(&self, case: &NewCase) -> Result<()> {
        const ACT: &str = "case_open";
        if case.members.iter().any(|member| member.case_id != case.id) {
            return Err(Error::Reference { act: ACT });
        }
        let mut change = self.change(ACT).await?;
        let statement = query(
            "insert into case_record
                 (id, kind, authority, state, opened_at, next_deadline, next_clock, events, revision)
             values ($1, $2, $3, 'open', $4, $5, $6, $7, 0)",
        )
        .bind(&case.id)
        .bind(&case.kind)
        .bind(&case.authority)
        .bind(&case.opened_at)
        .bind(&case.next_deadline)
        .bind(&case.next_clock)
        .bind(big(case.events.len() as u64));
        step(ACT, &mut change, statement).await?;
        for member in &case.members {
            step(ACT, &mut change, member::put(member)).await?;
        }
        event::put_all(ACT, &mut change, &case.id, 0, &case.events).await?;
        hint::put_all(ACT, &mut change, &case.id, &case.hints).await?;
        commit(ACT, change).await
    }

    /// The record of a case.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_get(&self, id: &str) -> Result<Option<Case>> {
        let statement = query(
            "select id, kind, authority, state, opened_at, closed_at, next_deadline, next_clock, retain_until,
                    events, revision
             from case_record where id = $1",
        )
        .bind(id);
        self.one("case_get", statement).await
    }

    /// Records of cases, those with the nearest deadline first, those without one last.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_list(&self, filter: &CaseFilter) -> Result<Vec<Case>> {
        let statement = query(
            "select id, kind, authority, state, opened_at, closed_at, next_deadline, next_clock, retain_until,
                    events, revision
             from case_record
             where ($1 is null or authority = $1) and ($2 is null or kind = $2) and ($3 is null or state = $3)
               and ($4 is null or id in (select case_id from case_member where person = $4 and until is null))
               and ($5 is null or next_deadline <= $5) and ($6 is null or retain_until <= $6)
             order by case when next_deadline is null then 1 else 0 end, next_deadline, opened_at, id",
        )
        .bind(filter.authority.clone())
        .bind(filter.kind.clone())
        .bind(filter.state.map(CaseState::as_str))
        .bind(filter.member.clone())
        .bind(filter.deadline_until.clone())
        .bind(filter.retain_until.clone());
        self.all("case_list", statement).await
    }

    /// Adds sealed events and sets the record, if the case still has as many events as the caller read.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it has not, when it is disposed of or is not there; when a member is of another case; and
    /// when the database fails.
    pub async fn case_append(
        &self,
        id: &str,
        expected_events: u64,
        sealed: &[Vec<u8>],
        update: &RecordUpdate,
    ) -> Result<()> {
        const ACT: &str = "case_append";
        if update.state == CaseState::Disposed {
            return Err(Error::Refused { act: ACT });
        }
        if update.members.iter().any(|member| member.case_id != id) {
            return Err(Error::Reference { act: ACT });
        }
        let mut change = self.change(ACT).await?;
        let statement = query(
            "update case_record set state = $3, closed_at = $4, next_deadline = $5, next_clock = $6,
                 retain_until = $7, events = events + $8, revision = revision + 1
             where id = $1 and events = $2 and state <> 'disposed'",
        )
        .bind(id)
        .bind(big(expected_events))
        .bind(update.state.as_str())
        .bind(&update.closed_at)
        .bind(&update.next_deadline)
        .bind(&update.next_clock)
        .bind(&update.retain_until)
        .bind(big(sealed.len() as u64));
        if step(ACT, &mut change, statement).await? == 0 {
            return Err(Error::Conflict { act: ACT });
        }
        event::put_all(ACT, &mut change, id, expected_events, sealed).await?;
        for member in &update.members {
            step(ACT, &mut change, member::put(member)).await?;
        }
        hint::put_all(ACT, &mut change, id, &update.hints).await?;
        if let Some(marks) = &update.marks {
            mark::put_all(ACT, &mut change, id, marks).await?;
        }
        commit(ACT, change).await
    }

    /// Disposes of a closed case: events, members with their wrapped keys, files, hints, marks, what its proposals said and,
    /// of a report, its posts, name and lock are gone. The record stays, as `disposed`. With SQLite what was deleted is written
    /// over, also in the log.
    ///
    /// # Errors
    /// [`Error::Conflict`] when it is not closed; and when the database fails.
    pub async fn case_dispose(&self, id: &str) -> Result<()> {
        const ACT: &str = "case_dispose";
        let mut change = self.change(ACT).await?;
        let statement = query(
            "update case_record set state = 'disposed', next_deadline = null, next_clock = null, retain_until = null,
                 revision = revision + 1
             where id = $1 and state = 'closed'",
        )
        .bind(id);
        if step(ACT, &mut change, statement).await? == 0 {
            return Err(Error::Conflict { act: ACT });
        }
        dispose(ACT, &mut change, id).await?;
        commit(ACT, change).await?;
        self.settle(ACT).await
    }
}

/// Deletes all that hangs on a case.
async fn dispose(act: &'static str, change: &mut Change, id: &str) -> Result<()> {
    const GONE: [&str; 8] = [
        "delete from voice_post where report = $1",
        "delete from voice_identity where report = $1",
        "delete from voice_lock where report = $1",
        "delete from case_event where case_id = $1",
        "delete from case_file where case_id = $1",
        "delete from case_hint where case_id = $1",
        "delete from application_mark where case_id = $1",
        "delete from case_member where case_id = $1",
    ];
    for statement in GONE {
        step(act, change, query(statement).bind(id)).await?;
    }
    // The signature of an approval stays: it tells nothing of the content, and who agreed can still be shown.
    let statement = query("update proposal set body = $2 where case_id = $1").bind(id).bind(Vec::<u8>::new());
    step(act, change, statement).await.map(|_| ())
}
