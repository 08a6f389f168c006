//! Who is whose manager. It decides which two count as two, so it takes two to change, wherever the change comes from.

use std::collections::BTreeMap;

use store::{ProposalFilter, ProposalState};

use super::*;
use crate::proposal::ManagerChange;

impl App {
    /// What is written of a person's manager: at once when nobody is known there yet, else what it is now, with the change
    /// to propose.
    pub(super) fn manager_of(known: Option<&store::Person>, to: Option<String>) -> (Option<String>, Option<Wanted>) {
        match known {
            Some(known) if known.manager != to => (known.manager.clone(), Some(Wanted { person: known.clone(), to })),
            _ => (to, None),
        }
    }

    /// Proposes other managers. Who holds a role may be the one to approve for the others, so each of those is a proposal
    /// of its own; all others are one. What waits already is not proposed again. The answer is the proposals.
    pub(super) async fn managers_propose(
        &self,
        cx: &Cx,
        wanted: Vec<Wanted>,
        reason: &str,
    ) -> Result<Vec<ProposalRef>, AppError> {
        let (mut alone, mut together) = (Vec::new(), BTreeMap::<String, Vec<ManagerChange>>::new());
        for Wanted { person, to } in wanted {
            let id = |text: Option<&str>| text.map(|text| text.parse().map_err(|_| AppError::NotFound)).transpose();
            let resource = Resource::Directory { authority: person.authority.clone(), about: Some(person.id.clone()) };
            if !self.may(cx, Action::ManagersPropose, &resource) {
                let why = format!("Du får inte föreslå en annan chef för {}.", person.name);
                return Err(AppError::Denied { why });
            }
            let holds_role = !self.subject(&person, None).await?.roles_held(cx.today()).is_empty();
            let (from, to) = (id(person.manager.as_deref())?, id(to.as_deref())?);
            let change = ManagerChange { person: person.id.parse().map_err(|_| AppError::NotFound)?, from, to };
            if holds_role {
                alone.push((person.authority, vec![change]));
            } else {
                together.entry(person.authority).or_default().push(change);
            }
        }
        let mut proposals = Vec::new();
        for (authority, changes) in alone.into_iter().chain(together) {
            let act = Act::Managers { authority, changes };
            if !self.waits(cx, &act).await? {
                proposals.push(self.propose(cx, act, reason).await?);
            }
        }
        Ok(proposals)
    }

    /// Whether the same is proposed already.
    async fn waits(&self, cx: &Cx, act: &Act) -> Result<bool, AppError> {
        let filter = ProposalFilter { state: Some(ProposalState::Open), ..ProposalFilter::default() };
        for row in self.store.proposal_list(&filter).await.map_err(AppError::Store)? {
            let is_same_kind = row.kind == act.kind().as_str() && row.expires_at > cx.stamp();
            // One that was tampered with is none.
            if is_same_kind && self.hold(cx, row).await.is_ok_and(|held| held.proposal.what() == act) {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Gives people the managers that two have agreed to.
    pub(crate) async fn change_managers(
        &self,
        hands: [&str; 2],
        authority: &str,
        changes: &[ManagerChange],
    ) -> Result<(), AppError> {
        let mut rows = Vec::new();
        for change in changes {
            let id = change.person.to_string();
            if hands.contains(&id.as_str()) {
                return Err(AppError::Denied { why: "Ingen beslutar om sin egen chef.".to_owned() });
            }
            let row = self.person_read(&id).await?.ok_or(AppError::NotFound)?;
            if row.authority != authority || row.manager != change.from.map(|id| id.to_string()) {
                return Err(AppError::Conflict);
            }
            rows.push(store::Person { manager: change.to.map(|id| id.to_string()), ..row });
        }
        self.person_keep_all(&rows).await
    }
}

/// Another manager for somebody, as it was written down.
#[derive(Debug)]
pub(super) struct Wanted {
    /// Who, as they stand now.
    pub(super) person: store::Person,
    /// Who is to be the manager.
    pub(super) to: Option<String>,
}
