//! Payments that are held, and files that are screened.

use std::sync::Arc;

use access::{Action, Resource};
use payments::hold::{Answered, Ending};

use crate::{
    App, AppError, Cx,
    app::{Ask, desk},
    ports::ScreenedFile,
    proposal::{Act, ProposalRef},
    signal::signature,
};

pub use payments::hold::{End, Hold, Holds, Urgency, Warning};

/// The holds, and which of them are near their last day.
#[derive(Debug, Clone)]
pub struct HoldList {
    /// All of them.
    pub holds: Arc<Holds>,
    /// Those that somebody must look at before their due date.
    pub warnings: Vec<Warning>,
}

impl App {
    /// All holds.
    ///
    /// # Errors
    /// When they can not be read.
    pub async fn hold_list(&self, cx: &Cx) -> Result<HoldList, AppError> {
        let resource = payments_of(cx);
        let ask = Ask { action: Action::HoldList, resource: &resource, object: "holds".to_owned() };
        self.perform(cx, ask, async {
            let port = Arc::clone(&self.payments);
            let holds = desk(move || port.holds()).await?;
            let warnings = holds.due(cx.today());
            Ok(HoldList { holds, warnings })
        })
        .await
    }

    /// One hold.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn hold_show(&self, cx: &Cx, hold: &str) -> Result<Hold, AppError> {
        let resource = payments_of(cx);
        let ask = Ask { action: Action::HoldShow, resource: &resource, object: self.object("hold", hold) };
        self.perform(cx, ask, async {
            let port = Arc::clone(&self.payments);
            let holds = desk(move || port.holds()).await?;
            holds.get(hold).cloned().ok_or(AppError::NotFound)
        })
        .await
    }

    /// Notes what the other party says.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without an answer.
    pub async fn hold_answer(&self, cx: &Cx, hold: &str, party: &str, answer: &str) -> Result<(), AppError> {
        let resource = payments_of(cx);
        let ask = Ask { action: Action::HoldAnswer, resource: &resource, object: self.object("hold", hold) };
        self.perform(cx, ask, async {
            for (field, text) in [("party", party), ("answer", answer)] {
                if text.trim().is_empty() {
                    return Err(AppError::field(field, "Fyll i fältet."));
                }
            }
            let (by, at) = (signature(cx)?, cx.stamp());
            let answered = Answered {
                hold: hold.to_owned(),
                party: party.trim().to_owned(),
                answer: answer.trim().to_owned(),
                by,
                at,
            };
            let port = Arc::clone(&self.payments);
            desk(move || port.answer(answered)).await
        })
        .await
    }

    /// Proposes to release a payment, or to stop it for good.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when the hold is not open.
    pub async fn hold_end_propose(&self, cx: &Cx, hold: &str, end: End, reason: &str) -> Result<ProposalRef, AppError> {
        let resource = payments_of(cx);
        let ask = Ask { action: Action::HoldEndPropose, resource: &resource, object: self.object("hold", hold) };
        self.perform(cx, ask, async {
            let port = Arc::clone(&self.payments);
            let holds = desk(move || port.holds()).await?;
            holds.get(hold).filter(|hold| hold.is_open()).ok_or(AppError::NotFound)?;
            let what = Ending { hold: hold.to_owned(), end };
            self.propose(cx, Act::EndHold { authority: cx.subject.authority.clone(), what }, reason).await
        })
        .await
    }

    /// Screens a payment file.
    ///
    /// # Errors
    /// When the file can not be read, or no decision lets it be screened.
    pub async fn screening_upload(&self, cx: &Cx, name: String, bytes: Vec<u8>) -> Result<ScreenedFile, AppError> {
        let resource = payments_of(cx);
        let ask = Ask { action: Action::ScreeningUpload, resource: &resource, object: "payments".to_owned() };
        self.perform(cx, ask, async {
            let (port, authority, on) = (Arc::clone(&self.payments), cx.subject.authority.clone(), cx.today());
            desk(move || port.screen(&authority, &name, &bytes, on)).await
        })
        .await
    }
}

fn payments_of(cx: &Cx) -> Resource {
    Resource::Payments { authority: cx.subject.authority.clone() }
}
