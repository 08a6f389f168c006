//! Recruitments: the recruiting manager prepares a post, sees what the law lets be checked, and two assess the candidates.
//!
//! A recruitment is sealed as a case is, with the key wrapped to each of its members. What is recorded of a lawful check is
//! that it was made; nothing here takes a file or a word of an extract.

mod application;
mod dispose;
mod entered;
mod interview;
mod law;
mod member;
mod open;
mod page;
mod sealed;
mod write;

use access::{Action, Resource};
use casework::{id::CaseId, recruitment::Recruitment};
use library::RecruitmentGuide;
use store::CaseFilter;

use crate::{
    App, AppError, Cx,
    case::{Plain, state},
};

pub use application::{ApplicationFacts, Asked, NewClaims};
pub use casework::recruitment::{event, law as rules};
pub use entered::{Entered, Entry};
pub use interview::InterviewPage;
pub use law::{LawConfirmation, LawPage, LawRow};
pub use member::JoinDraft;
pub(crate) use open::ADMINISTRATORS;
pub use open::{Colleague, RecruitmentDraft};
pub use page::{RecruitmentPage, RecruitmentRow};
pub use resume::{
    Bar, Certificate, Claims, Fact, Finding, Kind, Period, Picture, Referee, Shape, Stamp, Subject, Verdict, Words,
};
pub use write::{Care, Check, CheckDraft};

/// The kind of case that a recruitment is.
pub(crate) const RECRUITMENT: &str = "recruitment";
/// The guide that recruitments follow.
const GUIDE: &str = "rekrytering";
/// The sheet of interviews.
const SHEET: &str = "strukturerad";
/// What the clock of a decided recruitment is called.
const DISPOSAL: &str = "gallring";

impl App {
    /// The guide of recruitment in use.
    ///
    /// # Errors
    /// When the library lacks it.
    pub fn recruitment_guide(&self) -> Result<&RecruitmentGuide, AppError> {
        self.library.recruitment_guide(GUIDE).ok_or_else(|| AppError::Internal(format!("biblioteket saknar `{GUIDE}`")))
    }

    /// The recruitments that the person takes part in, the latest first. What they are is told when the keys are unlocked.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn recruitment_list(&self, cx: &Cx) -> Result<Vec<RecruitmentRow>, AppError> {
        self.listed(cx, Action::RecruitmentList, "recruitments", async {
            let (member, kind) = (Some(cx.person.to_string()), Some(RECRUITMENT.to_owned()));
            let filter = CaseFilter { member, kind, ..CaseFilter::default() };
            let mut rows = Vec::new();
            for record in self.store.case_list(&filter).await.map_err(AppError::Store)? {
                let plain = self.members_of(record).await?;
                rows.push((Resource::Case(plain.resource()), plain));
            }
            let mut list = Vec::new();
            for plain in self.policies.filter(&cx.subject, Action::RecruitmentList, rows, cx.today()) {
                list.push(self.recruitment_row(cx, plain).await?);
            }
            list.sort_by(|one, other| other.opened_at.cmp(&one.opened_at));
            Ok(list)
        })
        .await
    }

    async fn recruitment_row(&self, cx: &Cx, plain: Plain) -> Result<RecruitmentRow, AppError> {
        let record = plain.record.clone();
        let recruitment: Option<Recruitment> = match self.is_unlocked(cx) {
            // One that can not be read hides none of the others.
            true => self.recruitment_unseal(cx, plain).await.ok().map(|opened| opened.recruitment.seen_by(cx.person)),
            false => None,
        };
        Ok(RecruitmentRow {
            id: record.id.parse::<CaseId>().map_err(|_| AppError::NotFound)?,
            recruitment,
            authority: self.authority_name(&record.authority).await?,
            state: state(record.state),
            opened_at: record.opened_at,
            keep_until: record.next_deadline.as_deref().and_then(|day| day.parse().ok()),
        })
    }
}
