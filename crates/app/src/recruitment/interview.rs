//! The interviews of a recruitment, for those who assess: the sheet, the candidates by name, and what was assessed. Nothing of
//! checks, applications, ties and notes.

use std::collections::BTreeMap;

use access::Action;
use casework::{
    id::{CaseId, PersonId},
    recruitment::Recruitment,
};

use crate::{App, AppError, Cx};

/// The interviews of a recruitment.
#[derive(Debug, Clone)]
pub struct InterviewPage {
    /// The recruitment, as the person may see it.
    pub recruitment: Recruitment,
    /// Its authority's name.
    pub authority: String,
    /// Names of those who assess, or did.
    pub names: BTreeMap<PersonId, String>,
}

impl App {
    /// The interviews, for one of the two who assess.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, or they do not assess in it.
    pub async fn recruitment_interview(&self, cx: &Cx, id: CaseId) -> Result<InterviewPage, AppError> {
        self.in_recruitment(cx, (id, Action::RecruitmentAssess), async |opened| {
            let recruitment = opened.recruitment.seen_by(cx.person);
            if !recruitment.assessors.contains(&cx.person) {
                return Err(AppError::NotFound);
            }
            let assessed = recruitment.candidates.iter().flat_map(|one| one.assessed.keys());
            let people: Vec<PersonId> = recruitment.assessors.iter().chain(assessed).copied().collect();
            Ok(InterviewPage {
                authority: self.authority_name(recruitment.authority.as_str()).await?,
                names: self.names(people).await?,
                recruitment,
            })
        })
        .await
    }
}
