//! What pages show of recruitments.

use std::collections::BTreeMap;

use access::{Action, CaseState};
use casework::{
    Seq,
    id::{CaseId, PersonId},
    recruitment::{Recruitment, law::Checklist},
};
use chrono::NaiveDate;

use super::ApplicationFacts;
use crate::{App, AppError, Cx, case::state};

/// A recruitment in a list.
#[derive(Debug, Clone)]
pub struct RecruitmentRow {
    /// Its id.
    pub id: CaseId,
    /// The recruitment, as the person may see it; `None` while the keys are locked.
    pub recruitment: Option<Recruitment>,
    /// The authority.
    pub authority: String,
    /// State: closed once it is decided.
    pub state: CaseState,
    /// When it was opened.
    pub opened_at: String,
    /// The last day that it is kept; none before the decision.
    pub keep_until: Option<NaiveDate>,
}

/// A recruitment, open.
#[derive(Debug, Clone)]
pub struct RecruitmentPage {
    /// The recruitment, as the person may see it.
    pub recruitment: Recruitment,
    /// Its authority's name.
    pub authority: String,
    /// State.
    pub state: CaseState,
    /// Names of everyone who takes part.
    pub names: BTreeMap<PersonId, String>,
    /// What the law says today; on the day of the decision once there is one.
    pub checklist: Checklist,
    /// What the applications come to, of those that were read.
    pub facts: BTreeMap<Seq, ApplicationFacts>,
}

impl App {
    /// A recruitment, with what the law says of its post today.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, [`AppError::Locked`] when the keys are locked.
    pub async fn recruitment_show(&self, cx: &Cx, id: CaseId) -> Result<RecruitmentPage, AppError> {
        self.in_recruitment(cx, (id, Action::RecruitmentShow), async |opened| {
            let state = state(opened.plain.record.state);
            let recruitment = opened.recruitment.seen_by(cx.person);
            // A decided recruitment shows what applied when it was decided.
            let day = recruitment.decision.as_ref().map_or(cx.today(), |item| casework::local::day(item.at));
            let mut facts = BTreeMap::new();
            for candidate in &recruitment.candidates {
                if let Some(found) = self.application_facts(candidate, day).await? {
                    facts.insert(candidate.seq, found);
                }
            }
            let mut people: Vec<PersonId> = recruitment.members.keys().copied().collect();
            people.extend(&recruitment.former);
            Ok(RecruitmentPage {
                facts,
                authority: self.authority_name(recruitment.authority.as_str()).await?,
                state,
                names: self.names(people).await?,
                checklist: self.checklist(recruitment.authority.as_str(), &recruitment.post, day).await?,
                recruitment,
            })
        })
        .await
    }
}
