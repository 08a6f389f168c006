//! Somebody joins a recruitment, perhaps in the place of one who assesses: the key of the recruitment is wrapped to them, and
//! taken from who takes part no more.

use access::Action;
use casework::{
    id::{CaseId, PersonId},
    recruitment::event::{Event, Joined},
};

use super::{Care, Colleague};
use crate::{App, AppError, Cx, recovery::About};

/// Somebody who is to join.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct JoinDraft {
    /// Who.
    pub person: PersonId,
    /// The one of the two who assess whose place they take.
    pub instead_of: Option<PersonId>,
    /// Why.
    pub why: String,
}

impl App {
    /// Those who may join a recruitment.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of.
    pub async fn recruitment_joiners(&self, cx: &Cx, id: CaseId) -> Result<Vec<Colleague>, AppError> {
        self.in_recruitment(cx, (id, Action::RecruitmentMember), async |opened| {
            let assessors = &opened.recruitment.assessors;
            let all = self.recruiters(cx).await?;
            Ok(all.into_iter().filter(|one| !assessors.contains(&one.person)).collect())
        })
        .await
    }

    /// Lets somebody in, with the key. Whose place they take leaves, unless they opened it or are HR.
    ///
    /// # Errors
    /// [`AppError::Recruitment`] with what the rules say no to, [`AppError::Invalid`] when nobody such can join.
    pub async fn recruitment_join(&self, cx: &Cx, id: CaseId, draft: JoinDraft, care: Care) -> Result<(), AppError> {
        self.in_recruitment(cx, (id, Action::RecruitmentMember), async |opened| {
            let all = self.recruiters(cx).await?;
            let joins = all.into_iter().find(|one| one.person == draft.person).ok_or_else(|| {
                AppError::field("person", "Välj någon ur listan: personen ska ha valt en lösenfras för sina nycklar.")
            })?;
            let (person, instead_of) = (joins.person, draft.instead_of);
            let event =
                Event::Joined(Joined { person, role: joins.role, instead_of, why: draft.why.trim().to_owned() });
            self.warned(&event, care)?;
            let (case_id, who) = (opened.plain.record.id.clone(), person.to_string());
            let mut members = Vec::new();
            if !opened.plain.current().any(|member| member.person == who) {
                let public = self.public_keys(&who).await?.ok_or(AppError::NotFound)?;
                members.push(self.member(cx, (&case_id, &opened.key), (person, &public), None)?);
            }
            let after = self.recruitment_append_with(cx, &opened, event, (members, None)).await?;
            let before = opened.recruitment.members.keys().copied();
            let gone: Vec<PersonId> = before.filter(|one| !after.members.contains_key(one)).collect();
            for left in gone {
                let ended = self.store.case_member_end(&case_id, &left.to_string(), &cx.stamp()).await;
                ended.map_err(AppError::Store)?;
            }
            if after.only_assesses(person) {
                self.tell_assessor(person).await?;
            }
            Ok(())
        })
        .await
    }

    /// Tells somebody that they are to assess.
    pub(super) async fn tell_assessor(&self, person: PersonId) -> Result<(), AppError> {
        let text = "Du är vald att bedöma intervjuer i en rekrytering. Öppna Rekrytering.";
        self.notify(&person.to_string(), About::Recruitments, text).await
    }
}
