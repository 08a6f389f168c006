//! What is written in a recruitment.

use access::{Action, Resource};
use casework::{
    Seq,
    id::CaseId,
    recruitment::{
        event::{Decided, Event},
        extract_words,
        law::Duty,
    },
};
use chrono::NaiveDate;

use super::{RECRUITMENT, sealed::OpenedRecruitment};
use crate::{App, AppError, Cx, app::Ask};

/// Whether words that belong to an extract stop what is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Care {
    /// They do: the writer is warned.
    Warn,
    /// The writer was warned, and says that the words come from elsewhere.
    Told,
}

/// That a lawful check was made, or need not be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CheckDraft {
    /// The candidate.
    pub candidate: Seq,
    /// The group of posts whose law it rests on.
    pub check: String,
    /// What was done.
    pub what: Check,
}

/// What was done with a check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Check {
    /// It was made.
    Shown {
        /// The day.
        on: NaiveDate,
        /// To whom it was shown, or who asked.
        to: String,
        /// The date of the extract, when there is one.
        extract_on: Option<NaiveDate>,
    },
    /// The exemption of the law applies.
    Exempted {
        /// Why.
        why: String,
    },
}

impl App {
    /// Writes an event of the person. Checks and the decision have use cases of their own, since the law is asked.
    ///
    /// # Errors
    /// [`AppError::Recruitment`] with what the rules say no to, [`AppError::Invalid`] for words of an extract.
    pub async fn recruitment_event(&self, cx: &Cx, id: CaseId, event: Event, care: Care) -> Result<(), AppError> {
        let action = match &event {
            Event::Heard(_) => Action::RecruitmentHear,
            Event::Assessed(_) => Action::RecruitmentAssess,
            Event::DisposalProposed(_) => Action::RecruitmentDispose,
            _ => Action::RecruitmentHandle,
        };
        self.in_recruitment(cx, (id, action), async |opened| {
            let of_others = matches!(
                event,
                Event::Opened(_)
                    | Event::Joined(_)
                    | Event::Shown(_)
                    | Event::Exempted(_)
                    | Event::Decided(_)
                    | Event::ApplicationRead(_)
            );
            if of_others {
                return Err(AppError::Internal("händelsen skrivs av ett annat användningsfall".to_owned()));
            }
            self.recruitment_write(cx, &opened, event, care).await
        })
        .await
    }

    /// Records that a lawful check was made, by the law of its day: that, and nothing more.
    ///
    /// # Errors
    /// [`AppError::Denied`] when no law allows it, [`AppError::Recruitment`] when the extract is too old.
    pub async fn recruitment_check(&self, cx: &Cx, id: CaseId, draft: CheckDraft, care: Care) -> Result<(), AppError> {
        self.in_recruitment(cx, (id, Action::RecruitmentHandle), async |opened| {
            let day = match &draft.what {
                Check::Shown { on, .. } => *on,
                Check::Exempted { .. } => cx.today(),
            };
            let state = &opened.recruitment;
            let list = self.checklist(state.authority.as_str(), &state.post, day).await?;
            let allowed = list.allowed(&draft.check).ok_or_else(|| AppError::Denied {
                why: "Ingen lag tillåter den kontrollen för den här posten den dagen. Den får inte antecknas."
                    .to_owned(),
            })?;
            let event = match &draft.what {
                Check::Shown { on, to, extract_on } => {
                    Event::Shown(Box::new(allowed.shown(draft.candidate, (*on, to), *extract_on)?))
                }
                Check::Exempted { why } => Event::Exempted(Box::new(allowed.exempted(draft.candidate, why)?)),
            };
            self.recruitment_write(cx, &opened, event, care).await
        })
        .await
    }

    /// Decides who gets the post, or that nobody does. What the law demanded on the day is written with it.
    ///
    /// # Errors
    /// [`AppError::Denied`] when a duty waits for a lawyer, [`AppError::Recruitment`] with what is left.
    pub async fn recruitment_decide(
        &self,
        cx: &Cx,
        id: CaseId,
        (candidate, why): (Option<Seq>, &str),
        care: Care,
    ) -> Result<(), AppError> {
        self.in_recruitment(cx, (id, Action::RecruitmentDecide), async |opened| {
            let state = &opened.recruitment;
            let list = self.checklist(state.authority.as_str(), &state.post, cx.today()).await?;
            if let (Some(_), Some(waits)) = (candidate, list.waiting().next()) {
                let why = format!(
                    "Kontrollen »{}« är ett krav som inte är bekräftat. Kommunens jurist måste bekräfta den först: se Vad lagen \
                     tillåter.",
                    waits.title.sv
                );
                return Err(AppError::Denied { why });
            }
            let duties = list.must.iter().map(|one| one.basis().clone()).filter(|one| one.duty() == Duty::Must);
            let facts = match candidate.and_then(|candidate| state.candidate(candidate)) {
                Some(candidate) => super::application::kept(self.application_facts(candidate, cx.today()).await?),
                None => Vec::new(),
            };
            let decided = Decided { candidate, why: why.trim().to_owned(), duties: duties.collect(), facts };
            self.recruitment_write(cx, &opened, Event::Decided(Box::new(decided)), care).await
        })
        .await
    }

    /// Does something in a recruitment that the person opens.
    pub(super) async fn in_recruitment<T>(
        &self,
        cx: &Cx,
        (id, action): (CaseId, Action),
        act: impl AsyncFnOnce(OpenedRecruitment) -> Result<T, AppError>,
    ) -> Result<T, AppError> {
        let plain = self.plain_of(RECRUITMENT, &id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.recruitment_unseal(cx, plain).await?;
            // Who only assesses has no other way in, whatever role they are given beside.
            if opened.recruitment.only_assesses(cx.person) && action != Action::RecruitmentAssess {
                return Err(AppError::NotFound);
            }
            act(opened).await
        })
        .await
    }

    /// Adds an event, unless its words belong to an extract and nobody was warned.
    pub(super) async fn recruitment_write(
        &self,
        cx: &Cx,
        opened: &OpenedRecruitment,
        event: Event,
        care: Care,
    ) -> Result<(), AppError> {
        self.warned(&event, care)?;
        self.recruitment_append(cx, opened, event).await
    }

    /// Stops an event whose words belong to an extract, when nobody was warned.
    pub(super) fn warned(&self, event: &Event, care: Care) -> Result<(), AppError> {
        let words = &self.recruitment_guide()?.extract_words;
        let found: Vec<String> = event.free_texts().iter().flat_map(|text| extract_words(text, &words.begin)).collect();
        if care == Care::Warn && !found.is_empty() {
            let text = format!("{} Det gäller: {}.", words.hint.sv, found.join(", "));
            return Err(AppError::field("extract_words", text));
        }
        Ok(())
    }
}
