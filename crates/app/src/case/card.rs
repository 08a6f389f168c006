//! The register card of a case: what the registrar sees of it, and nothing of its content.

use casework::{SecrecyMark, event::DiaryNumber};

use super::*;

/// A case, as it stands in a diary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CaseCard {
    /// Its id.
    pub id: CaseId,
    /// The authority.
    pub authority: String,
    /// State.
    pub state: CaseState,
    /// When it was opened.
    pub opened_at: String,
    /// When it was closed.
    pub closed_at: Option<String>,
    /// The day until which it is kept; known once it is closed.
    pub retain_until: Option<String>,
    /// What is sealed of the card; none while the keys are locked.
    pub sealed: Option<CardContent>,
}

/// What is sealed of a register card.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct CardContent {
    /// The number in the diary.
    pub diary_number: Option<DiaryNumber>,
    /// Secrecy marks.
    pub marks: Vec<SecrecyMark>,
}

impl App {
    /// The register cards of the cases that the person registers, the newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn case_card_list(&self, cx: &Cx) -> Result<Vec<CaseCard>, AppError> {
        let (kind, member) = (Some(SUSPICION.to_owned()), Some(cx.person.to_string()));
        let filter = CaseFilter { kind, member, ..CaseFilter::default() };
        self.listed(cx, Action::CaseCard, "cards", async {
            let mut rows = Vec::new();
            for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
                let plain = self.members_of(record).await?;
                rows.push((Resource::Case(plain.resource()), plain));
            }
            let mut cards = Vec::new();
            for plain in self.policies.filter(&cx.subject, Action::CaseCard, rows, cx.today()) {
                let record = plain.record.clone();
                let sealed = match self.is_unlocked(cx) {
                    // One case that can not be read hides none of the others.
                    true => self.unseal(cx, plain).await.ok().map(content),
                    false => None,
                };
                cards.push(self.card(record, sealed).await?);
            }
            cards.sort_by(|a, b| b.opened_at.cmp(&a.opened_at));
            Ok(cards)
        })
        .await
    }

    /// The register card of a case.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, [`AppError::Locked`] when the keys are locked.
    pub async fn case_card_show(&self, cx: &Cx, id: CaseId) -> Result<CaseCard, AppError> {
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: Action::CaseCard, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let record = plain.record.clone();
            let opened = self.unseal(cx, plain).await?;
            self.card(record, Some(content(opened))).await
        })
        .await
    }

    async fn card(&self, record: store::Case, sealed: Option<CardContent>) -> Result<CaseCard, AppError> {
        Ok(CaseCard {
            id: record.id.parse().map_err(|_| AppError::NotFound)?,
            authority: self.authority_name(&record.authority).await?,
            state: state(record.state),
            opened_at: record.opened_at,
            closed_at: record.closed_at,
            retain_until: record.retain_until,
            sealed,
        })
    }
}

fn content(opened: Opened) -> CardContent {
    let case = &opened.case;
    let marks = case.marks.iter().map(|mark| mark.what.clone()).collect();
    CardContent { diary_number: case.diary_number.clone(), marks }
}
