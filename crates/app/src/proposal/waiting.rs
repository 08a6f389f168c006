//! How much waits for somebody under »Att godkänna«: the number beside the name in the menu of every page.

use std::{
    collections::BTreeMap,
    sync::{
        Mutex, PoisonError,
        atomic::{AtomicU64, Ordering},
    },
};

use access::{Action, Role};
use casework::id::PersonId;
use chrono::{DateTime, TimeDelta, Utc};
use store::{ProposalFilter, ProposalState};

use crate::{App, AppError, Cx};

/// For how many seconds a count is good when no proposal was made or settled: what else changes it, a role that begins or a
/// proposal whose time is over, shows after that.
const SECONDS: i64 = 20;

/// The counts that were made, by person and role.
#[derive(Debug, Default)]
pub(crate) struct Waiting {
    changes: AtomicU64,
    counts: Mutex<BTreeMap<(PersonId, Role), Count>>,
}

#[derive(Debug, Clone, Copy)]
struct Count {
    at: DateTime<Utc>,
    change: u64,
    number: usize,
}

impl Waiting {
    /// A proposal was made or is being settled.
    pub(crate) fn changed(&self) {
        self.changes.fetch_add(1, Ordering::AcqRel);
    }

    fn change(&self) -> u64 {
        self.changes.load(Ordering::Acquire)
    }

    fn known(&self, cx: &Cx) -> Option<usize> {
        let counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        let count = counts.get(&(cx.person, cx.role()))?;
        let is_new = count.at <= cx.at && cx.at - count.at < TimeDelta::seconds(SECONDS);
        (is_new && count.change == self.change()).then_some(count.number)
    }

    fn keep(&self, cx: &Cx, change: u64, number: usize) {
        let mut counts = self.counts.lock().unwrap_or_else(PoisonError::into_inner);
        counts.retain(|_, count| cx.at - count.at < TimeDelta::seconds(SECONDS));
        counts.insert((cx.person, cx.role()), Count { at: cx.at, change, number });
    }
}

impl App {
    /// How many proposals of others stand under »Att godkänna« for the person, by the same policies as the list. Nothing is
    /// journalled: it is a number in the menu.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proposals_waiting(&self, cx: &Cx) -> Result<usize, AppError> {
        if let Some(number) = self.waiting.known(cx) {
            return Ok(number);
        }
        // Before it is counted, so that what changes meanwhile is counted again.
        let change = self.waiting.change();
        let filter = ProposalFilter { state: Some(ProposalState::Open), ..ProposalFilter::default() };
        let (own, now) = (cx.person.to_string(), cx.stamp());
        let mut rows = self.store.proposal_list(&filter).await.map_err(AppError::Store)?;
        rows.retain(|row| row.proposer != own && now <= row.expires_at);
        let number = self.seen_of(cx, rows).await?.len();
        self.waiting.keep(cx, change, number);
        Ok(number)
    }

    /// Of some proposals those that the person may know of.
    pub(super) async fn seen_of(
        &self,
        cx: &Cx,
        proposals: Vec<store::Proposal>,
    ) -> Result<Vec<store::Proposal>, AppError> {
        let mut rows = Vec::new();
        for row in proposals {
            if let Some(resource) = self.resource_of_row(cx, &row).await? {
                rows.push((resource, row));
            }
        }
        Ok(self.policies.filter(&cx.subject, Action::ProposalList, rows, cx.today()))
    }
}
