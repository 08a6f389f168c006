//! A delegation order from a file, looked at before it is proposed.

use access::Action;
use casework::{
    delegation::import::{self, COLUMNS},
    sheet::Unfit,
};
use chrono::NaiveDate;
use std::sync::Arc;

use super::{Change, Point, Sent, order_of};
use crate::{App, AppError, Cx, app::Ask, proposal::ProposalRef};

/// An order as a file has it.
#[derive(Debug, Clone)]
pub struct OrderRead {
    /// Name of the file.
    pub name: String,
    /// The first day of the whole.
    pub from: NaiveDate,
    /// The decision of the board, cited.
    pub decision: String,
    /// Its day.
    pub decided_on: NaiveDate,
    /// The points; empty when a cell can not be used.
    pub points: Vec<Point>,
    /// Every cell that can not be used.
    pub unfit: Vec<Unfit>,
}

impl App {
    /// Looks at a file with an order and keeps it for a few minutes; gives the name that it lies under. Nothing is
    /// proposed.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without the decision of the board, [`AppError::Desk`] when the file can not be opened.
    pub async fn delegation_import(
        &self,
        cx: &Cx,
        sent: Sent,
        (decision, decided_on): (&str, NaiveDate),
        from: NaiveDate,
    ) -> Result<String, AppError> {
        let resource = order_of(cx);
        let ask = Ask { action: Action::DelegationPutPropose, resource: &resource, object: "delegation".to_owned() };
        self.perform(cx, ask, async {
            let decision = decision.trim().to_owned();
            if decision.is_empty() {
                return Err(AppError::field("decision", "Skriv vilket beslut av nämnden ordningen bygger på."));
            }
            let name = sent.name.clone();
            let sheet = self.sheet(sent, &COLUMNS).await?;
            let (points, unfit) = match import::points(&sheet, from, &decision) {
                Ok(points) => (points, Vec::new()),
                Err(unfit) => (Vec::new(), unfit),
            };
            let read = OrderRead { name, from, decision, decided_on, points, unfit };
            Ok(self.shelve_order(cx, Arc::new(read)))
        })
        .await
    }

    /// An order that was looked at.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is somebody else's, or was kept too long ago.
    pub async fn delegation_import_kept(&self, cx: &Cx, key: &str) -> Result<Arc<OrderRead>, AppError> {
        let resource = order_of(cx);
        let ask = Ask { action: Action::DelegationPutPropose, resource: &resource, object: "delegation".to_owned() };
        self.perform(cx, ask, async { self.shelved_order(cx, key).ok_or(AppError::NotFound) }).await
    }

    /// Proposes the whole order that was looked at.
    ///
    /// # Errors
    /// As [`App::delegation_change_propose`]; [`AppError::NotFound`] when it lies there no more.
    pub async fn delegation_import_propose(&self, cx: &Cx, key: &str, reason: &str) -> Result<ProposalRef, AppError> {
        let read = self.delegation_import_kept(cx, key).await?;
        if !read.unfit.is_empty() {
            return Err(AppError::field("file", "Filen har celler som inte kan läsas. Rätta dem och skicka den igen."));
        }
        let change = Change::Whole { from: read.from, points: read.points.clone() };
        self.delegation_change_propose(cx, change, (&read.decision, read.decided_on), reason).await
    }
}
