//! Opening a recruitment with one's own keys, and adding to it: as with a case.

use casework::{
    Stamped,
    recruitment::{Recruitment, event::Event},
};
use store::{ApplicationMarks, RecordUpdate};
use vault::CaseKey;

use super::DISPOSAL;
use crate::{
    App, AppError, Cx,
    case::{Extent, Plain, Trail, opened_events, stamped},
};

/// A recruitment that was opened.
#[derive(Debug)]
pub(crate) struct OpenedRecruitment {
    pub(crate) plain: Plain,
    pub(crate) key: CaseKey,
    /// All of it, also what the other assessor wrote: only [`Recruitment::seen_by`] leaves the use cases.
    pub(crate) recruitment: Recruitment,
    extent: Extent,
}

impl App {
    /// Opens a recruitment with the person's unlocked keys.
    pub(crate) async fn recruitment_unseal(&self, cx: &Cx, plain: Plain) -> Result<OpenedRecruitment, AppError> {
        let Trail { key, extent, events } = self.trail(cx, &plain).await?;
        let events: Vec<Stamped<Event>> =
            opened_events(&plain.record.id, events, &|place, sealed| key.open(place, sealed))?;
        let recruitment = Recruitment::fold(&events)?;
        // The record is plain and whoever writes the database writes it; who may read stands in the sealed events.
        let authority = recruitment.authority.as_str();
        if !recruitment.members.contains_key(&cx.person) || authority != plain.record.authority {
            return Err(AppError::NotFound);
        }
        Ok(OpenedRecruitment { plain, key, recruitment, extent })
    }

    /// Adds an event of the person, if nobody was before.
    pub(super) async fn recruitment_append(
        &self,
        cx: &Cx,
        opened: &OpenedRecruitment,
        event: Event,
    ) -> Result<(), AppError> {
        self.recruitment_append_with(cx, opened, event, (Vec::new(), None)).await.map(|_| ())
    }

    /// As [`App::recruitment_append`], with members who come with the event and marks of the application that it tells of.
    /// What the recruitment is then.
    pub(super) async fn recruitment_append_with(
        &self,
        cx: &Cx,
        opened: &OpenedRecruitment,
        event: Event,
        (members, marks): (Vec<store::Member>, Option<ApplicationMarks>),
    ) -> Result<Recruitment, AppError> {
        let mut recruitment = opened.recruitment.clone();
        let seq = recruitment.seq.saturating_add(1);
        let stamped = stamped(cx, seq, event);
        recruitment.apply(&stamped)?;
        let record = &opened.plain.record;
        let sealed = self.seal_event(&opened.key, &record.id, &stamped)?;
        let update = RecordUpdate { members, marks, ..record_of(&recruitment) };
        self.add_events(record, &opened.extent, &[sealed], &update).await?;
        Ok(recruitment)
    }
}

/// What lists and deadlines need of a recruitment, in the plain: when it was decided, and how long it is kept.
fn record_of(recruitment: &Recruitment) -> RecordUpdate {
    let (decision, until) = (recruitment.decision.as_ref(), recruitment.keep_until().map(|day| day.to_string()));
    RecordUpdate {
        state: if decision.is_some() { store::CaseState::Closed } else { store::CaseState::Open },
        closed_at: decision.map(|item| crate::stamp(item.at)),
        next_clock: until.as_ref().map(|_| DISPOSAL.to_owned()),
        next_deadline: until.clone(),
        retain_until: until,
        hints: Vec::new(),
        members: Vec::new(),
        marks: None,
    }
}
