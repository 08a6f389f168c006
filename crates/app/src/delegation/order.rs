//! The order shown, written out, and changed by two.

use access::Action;
use casework::delegation::{import, text};
use chrono::NaiveDate;
use documents::Meta;
use quorum::Agreed;

use super::{Amendment, Order, order_of};
use crate::{
    App, AppError, Cx,
    app::Ask,
    proposal::{Act, ProposalRef},
};

/// The order as it may be shown.
#[derive(Debug, Clone)]
pub struct OrderPage {
    /// The order, with all wordings.
    pub order: Order,
    /// The authority, as it is called.
    pub authority: String,
}

/// A file of the order.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderFile {
    /// The text as it applies on a day, as PDF.
    Pdf(NaiveDate),
    /// The same as Markdown.
    Markdown(NaiveDate),
    /// All wordings as a workbook, which can be read in again, also as the register `delegations`.
    Table,
    /// The template to fill in.
    Template,
}

impl App {
    /// The delegation order of the person's authority. Everybody who works there may read it.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it was changed outside the program.
    pub async fn delegation_show(&self, cx: &Cx) -> Result<OrderPage, AppError> {
        let resource = order_of(cx);
        let ask = Ask { action: Action::DelegationShow, resource: &resource, object: "delegation".to_owned() };
        self.perform(cx, ask, async {
            let order = self.order_read(&cx.subject.authority).await?;
            Ok(OrderPage { order, authority: self.authority_name(&cx.subject.authority).await? })
        })
        .await
    }

    /// The order, or the template of one, as a file.
    ///
    /// # Errors
    /// When it can not be written.
    pub async fn delegation_file(&self, cx: &Cx, file: OrderFile) -> Result<Vec<u8>, AppError> {
        let resource = order_of(cx);
        let ask = Ask { action: Action::DelegationShow, resource: &resource, object: "delegation".to_owned() };
        self.perform(cx, ask, async {
            let order = self.order_read(&cx.subject.authority).await?;
            let authority = self.authority_name(&cx.subject.authority).await?;
            let letter = match file {
                OrderFile::Pdf(day) => text::letter(&order, &authority, day),
                OrderFile::Markdown(day) => return Ok(text::markdown(&order, &authority, day).into_bytes()),
                OrderFile::Table => import::exported(&order, &authority, cx.today()),
                OrderFile::Template => import::template(&authority, cx.today()),
            };
            let meta = Meta { municipality: self.municipality().to_owned(), made_at: cx.at, author: cx.name.clone() };
            let made = crate::app::blocking(move || match file {
                OrderFile::Pdf(_) => documents::pdf(&letter, &meta),
                _ => documents::workbook(&letter, &meta),
            });
            made.await?.map_err(|error| AppError::Internal(error.to_string()))
        })
        .await
    }

    /// Proposes a change of the order; another person, the director, makes it one.
    ///
    /// # Errors
    /// [`AppError::Invalid`] with what stands against it, or without a reason.
    pub async fn delegation_change_propose(
        &self,
        cx: &Cx,
        change: super::Change,
        (decision, decided_on): (&str, NaiveDate),
        reason: &str,
    ) -> Result<ProposalRef, AppError> {
        let resource = order_of(cx);
        let ask = Ask { action: Action::DelegationPutPropose, resource: &resource, object: "delegation".to_owned() };
        self.perform(cx, ask, async {
            if cx.today() < decided_on {
                return Err(AppError::field("decided_on", "Beslutet kan inte ligga framåt i tiden. Rätta dagen."));
            }
            let order = self.order_read(&cx.subject.authority).await?;
            let decision = decision.trim().to_owned();
            let amendment = Amendment { change, decision, decided_on, after: order.adopted.len() };
            amendment.check(&order).map_err(|error| AppError::field("order", error.to_string()))?;
            let act = Act::Amend { authority: cx.subject.authority.clone(), what: Box::new(amendment) };
            self.propose(cx, act, reason).await
        })
        .await
    }

    /// Makes a change that two have agreed on.
    pub(crate) async fn order_amend(&self, authority: &str, agreed: &Agreed<Amendment>) -> Result<(), AppError> {
        let order = self.order_read(authority).await?;
        let order = order.amended(agreed).map_err(|error| AppError::Denied { why: error.to_string() })?;
        let text = serde_json::to_string(&order).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let marked = self.marked(KIND, &[authority.as_bytes()], &text);
        self.store.setting_put(&setting(authority), marked.as_bytes()).await.map_err(AppError::Store)
    }

    /// The order as the server wrote it; empty before the first change.
    pub(crate) async fn order_read(&self, authority: &str) -> Result<Order, AppError> {
        let kept = self.store.setting_get(&setting(authority)).await.map_err(AppError::Store)?;
        let Some(kept) = kept else { return Ok(Order::default()) };
        let changed = || AppError::Denied { why: CHANGED.to_owned() };
        let kept = String::from_utf8(kept).map_err(|_| changed())?;
        let text = self.unmarked(KIND, &[authority.as_bytes()], &kept).ok_or_else(changed)?;
        serde_json::from_str(&text).map_err(|error| AppError::Internal(crate::error::place(&error)))
    }
}

const KIND: &str = "the whole order of delegation";

/// What is said of an order that somebody else wrote.
const CHANGED: &str = "delegationsordningen har ändrats i databasen utanför Insyn; återställ den från en säkerhetskopia, och ta reda på vem som ändrade den";

fn setting(authority: &str) -> String {
    format!("delegation-order/{authority}")
}
