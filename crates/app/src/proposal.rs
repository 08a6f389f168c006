//! What two people do together: one proposes and signs, another approves and signs, and only then it is done.
//!
//! [`Act`] is everything that takes two. A proposal is kept sealed (with the case's key when it is about a case, else with
//! the server's), lasts 72 hours, and stands under »Att godkänna« for those who could approve it.

mod act;
mod amend;
mod carry;
mod hands;
mod page;
mod told;
mod waiting;

use access::{About, Action, Resource};
use casework::id::{CaseId, ProposalId};
use quorum::signed::{Draft, Proposal, Why};
use store::{ProposalFilter, ProposalState, Settlement};
use vault::{Context, Sealed};

use crate::{App, AppError, Cx, app::Ask, case::Opened, report::OpenedReport, stamp};

pub use access::ProposalKind;
pub use act::{Act, DelegationPut, ManagerChange, RoleChange};
pub(crate) use act::{complete, complete_as};
pub(crate) use carry::two;
pub use page::{ProposalPage, ProposalRow};
pub(crate) use waiting::Waiting;

/// Names a proposal that was just made.
pub type ProposalRef = ProposalId;

/// A proposal as it is kept, with its content open.
pub(crate) struct Held {
    pub(crate) row: store::Proposal,
    pub(crate) proposal: Proposal<Act>,
    /// The case, opened, when it is about one.
    pub(crate) case: Option<Opened>,
    /// The report, opened, when it is about one and not about the name of its reporter.
    pub(crate) report: Option<OpenedReport>,
}

impl App {
    /// Proposes an act: signs it with the person's own key and keeps it for another to approve.
    ///
    /// Only from inside a use case that has authorised proposing it.
    pub(crate) async fn propose(&self, cx: &Cx, act: Act, reason: &str) -> Result<ProposalRef, AppError> {
        let reason = reason.trim();
        if reason.is_empty() {
            return Err(AppError::field("reason", "Skriv varför."));
        }
        let id = ProposalId::from_bits(self.random_bits());
        let (kind, case) = (act.kind(), act.case());
        let authority = self.authority_of(cx, &act).await?;
        let draft = Draft { id: id.to_string(), what: act, reason: reason.to_owned() };
        let signer = self.signer(cx)?;
        let proposal = Proposal::sign(draft, self.proposer(cx)?, cx.at.timestamp(), &signer)
            .map_err(|error| AppError::field("reason", error.to_string()))?;
        let text = serde_json::to_vec(&proposal).map_err(|error| AppError::Internal(error.to_string()))?;
        let object = place(&id.to_string());
        let body = match case {
            Some(report) if in_report(kind) => {
                let opened = self.unseal_report(cx, self.report_plain(&report).await?).await?;
                self.with_random(|random| opened.key.seal(&Context::new(opened.id(), &object), &text, random))?
            }
            Some(case) if kind.is_about_case() => {
                let opened = self.unseal(cx, self.plain(&case).await?).await?;
                let context = case.to_string();
                self.with_random(|random| opened.key.seal(&Context::new(&context, &object), &text, random))?
            }
            _ => self.with_random(|random| self.server.seal(&Context::new("proposal", &object), &text, random))?,
        };
        let expires = chrono::DateTime::from_timestamp(proposal.expires(), 0).unwrap_or(cx.at);
        let row = store::Proposal {
            id: id.to_string(),
            kind: kind.as_str().to_owned(),
            authority,
            case_id: case.map(|case| case.to_string()),
            proposer: cx.person.to_string(),
            proposed_at: cx.stamp(),
            expires_at: stamp(expires),
            state: ProposalState::Open,
            body: body.into_bytes(),
            approver: None,
            settled_at: None,
            approval: None,
        };
        self.store.proposal_put(&row).await.map_err(AppError::Store)?;
        self.waiting.changed();
        Ok(id)
    }

    /// Everything that waits for a second person and that this person may know of: what they could approve, and what they
    /// proposed themselves.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn proposal_list(&self, cx: &Cx) -> Result<Vec<ProposalRow>, AppError> {
        self.listed(cx, Action::ProposalList, "proposals", async {
            self.store.proposal_expire(&cx.stamp()).await.map_err(AppError::Store)?;
            let filter = ProposalFilter { state: Some(ProposalState::Open), ..ProposalFilter::default() };
            let rows = self.store.proposal_list(&filter).await.map_err(AppError::Store)?;
            let mut list = Vec::new();
            for row in self.seen_of(cx, rows).await? {
                list.push(self.proposal_row(cx, row).await?);
            }
            Ok(list)
        })
        .await
    }

    /// A proposal with what it would change.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none that the person may know of, [`AppError::Locked`] when it is about a case
    /// and the keys are locked.
    pub async fn proposal_show(&self, cx: &Cx, id: ProposalId) -> Result<ProposalPage, AppError> {
        let Some((row, resource)) = self.open_proposal(cx, id).await? else {
            return self.refuse(cx, Action::ProposalShow, object(id), AppError::NotFound).await;
        };
        let ask = Ask { action: Action::ProposalShow, resource: &resource, object: self.object_of(&row) };
        self.perform(cx, ask, async {
            let held = self.hold(cx, row).await?;
            self.proposal_page(cx, held).await
        })
        .await
    }

    /// Approves a proposal and carries it out.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the person can not be the second of the two, [`AppError::Conflict`] when it is settled.
    pub async fn proposal_approve(&self, cx: &Cx, id: ProposalId) -> Result<(), AppError> {
        // One at a time: what is carried out must still be what was proposed when it is marked as settled.
        let _alone = self.approving.lock().await;
        let found = self.open_proposal(cx, id).await?;
        let found = found.and_then(|(row, resource)| Some((row.kind.parse::<ProposalKind>().ok()?, row, resource)));
        let Some((kind, row, resource)) = found else {
            return self.refuse(cx, Action::ProposalShow, object(id), AppError::NotFound).await;
        };
        let ask = Ask { action: kind.approve(), resource: &resource, object: self.object_of(&row) };
        self.perform(cx, ask, async {
            let held = self.hold(cx, row).await?;
            let verifier = self.verifier(cx, &held.proposal, &held.row.authority).await?;
            let (approver, signer) = (self.approver(cx)?, self.signer(cx)?);
            if let Some(opened) = &held.case {
                let act = held.proposal.what();
                self.no_conflict(cx, opened, act).await?;
                let hindrance = self.not_delegated(cx, opened, act, (cx.person, cx.role())).await?;
                hindrance.map_or(Ok(()), |why| Err(AppError::Denied { why }))?;
            }
            let agreed = held.proposal.approve(approver, cx.at.timestamp(), &signer, &verifier);
            let agreed = agreed.map_err(|not| AppError::Denied { why: self.why(not.why) })?;
            let approval = agreed.write().map_err(|error| AppError::Internal(error.to_string()))?;
            let in_case = held.row.case_id.as_deref().filter(|_| kind.is_about_case());
            // By the key of now: a recipient who hands over has none after, and what was disposed of leaves none.
            let in_report = held.report.as_ref().map(|opened| match kind {
                ProposalKind::ReportDispose => Ok(Vec::new()),
                _ => self.seal_in_report(opened, id, &approval),
            });
            let in_report = in_report.transpose()?;
            self.carry_out(cx, agreed, (held.case, held.report)).await?;
            let settled = Settlement {
                state: ProposalState::Approved,
                approver: Some(cx.person.to_string()),
                settled_at: cx.stamp(),
                approval: Some(match in_report {
                    Some(sealed) => sealed,
                    None => self.seal_approval(cx, in_case, id, &approval).await?,
                }),
            };
            self.settle(id, &settled).await
        })
        .await
    }

    /// Takes back one's own proposal.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is somebody else's.
    pub async fn proposal_withdraw(&self, cx: &Cx, id: ProposalId) -> Result<(), AppError> {
        self.put_aside(cx, id, ProposalState::Withdrawn).await
    }

    async fn put_aside(&self, cx: &Cx, id: ProposalId, state: ProposalState) -> Result<(), AppError> {
        // Not while somebody carries it out.
        let _alone = self.approving.lock().await;
        let Some((row, resource)) = self.open_proposal(cx, id).await? else {
            return self.refuse(cx, Action::ProposalWithdraw, object(id), AppError::NotFound).await;
        };
        let ask = Ask { action: Action::ProposalWithdraw, resource: &resource, object: self.object_of(&row) };
        self.perform(cx, ask, async {
            let settled =
                Settlement { state, approver: Some(cx.person.to_string()), settled_at: cx.stamp(), approval: None };
            self.settle(id, &settled).await
        })
        .await
    }

    async fn settle(&self, id: ProposalId, settled: &Settlement) -> Result<(), AppError> {
        let done = self.store.proposal_settle(&id.to_string(), settled).await;
        self.waiting.changed();
        match done {
            Ok(()) => Ok(()),
            Err(store::Error::Conflict { .. }) => Err(AppError::Conflict),
            Err(error) => Err(AppError::Store(error)),
        }
    }

    fn seal_in_report(&self, opened: &OpenedReport, id: ProposalId, approval: &[u8]) -> Result<Vec<u8>, AppError> {
        let object = format!("act/{id}");
        let place = Context::new(opened.id(), &object);
        Ok(self.with_random(|random| opened.key.seal(&place, approval, random))?.into_bytes())
    }

    /// The signed act, sealed as the proposal was. What was disposed of leaves none.
    async fn seal_approval(
        &self,
        cx: &Cx,
        case: Option<&str>,
        id: ProposalId,
        approval: &[u8],
    ) -> Result<Vec<u8>, AppError> {
        let object = format!("act/{id}");
        let Some(case) = case else {
            let sealed =
                self.with_random(|random| self.server.seal(&Context::new("proposal", &object), approval, random))?;
            return Ok(sealed.into_bytes());
        };
        let case_id: CaseId = case.parse().map_err(|_| AppError::NotFound)?;
        let plain = self.plain(&case_id).await?;
        if plain.record.state == store::CaseState::Disposed {
            return Ok(Vec::new());
        }
        let opened = self.unseal(cx, plain).await?;
        Ok(self.with_random(|random| opened.key.seal(&Context::new(case, &object), approval, random))?.into_bytes())
    }

    /// A proposal that waits, and what the policies must know of it.
    async fn open_proposal(&self, cx: &Cx, id: ProposalId) -> Result<Option<(store::Proposal, Resource)>, AppError> {
        let row = self.store.proposal_get(&id.to_string()).await.map_err(AppError::Store)?;
        let Some(row) = row.filter(|row| row.state == ProposalState::Open) else { return Ok(None) };
        Ok(self.resource_of_row(cx, &row).await?.map(|resource| (row, resource)))
    }

    /// Opens what a proposal says.
    pub(crate) async fn hold(&self, cx: &Cx, row: store::Proposal) -> Result<Held, AppError> {
        let (sealed, object) = (Sealed::from_bytes(row.body.clone())?, place(&row.id));
        let kind = row.kind.parse::<ProposalKind>().map_err(|_| AppError::NotFound)?;
        let (mut in_case, mut report) = (None, None);
        let text = match &row.case_id {
            Some(of) if in_report(kind) => {
                let id: CaseId = of.parse().map_err(|_| AppError::NotFound)?;
                let opened = self.unseal_report(cx, self.report_plain(&id).await?).await?;
                let text = opened.key.open(&Context::new(of, &object), &sealed)?;
                report = Some(opened);
                text
            }
            Some(case) if kind.is_about_case() => {
                let id: CaseId = case.parse().map_err(|_| AppError::NotFound)?;
                let opened = self.unseal(cx, self.plain(&id).await?).await?;
                let text = opened.key.open(&Context::new(case, &object), &sealed)?;
                in_case = Some(opened);
                text
            }
            _ => self.server.open(&Context::new("proposal", &object), &sealed)?,
        };
        let proposal =
            serde_json::from_slice(&text).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        as_signed(&row, &proposal)?;
        if self.authority_of(cx, proposal.what()).await.is_ok_and(|own| own != row.authority) {
            // A decision on control says nothing of whose it is but the authorities that it names.
            let Act::Decide(decision) = proposal.what() else { return Err(not_signed()) };
            if !decision.names_authority(&row.authority) {
                return Err(not_signed());
            }
        }
        Ok(Held { row, proposal, case: in_case, report })
    }

    /// What the policies must know of a proposal. `None` when it is about something that is gone.
    pub(crate) async fn resource_of_row(&self, cx: &Cx, row: &store::Proposal) -> Result<Option<Resource>, AppError> {
        let Ok(kind) = row.kind.parse::<ProposalKind>() else { return Ok(None) };
        let Some(person) = self.store.person_get(&row.proposer).await.map_err(AppError::Store)? else {
            return Ok(None);
        };
        let subject = self.subject(&person, None).await?;
        let about = match &row.case_id {
            Some(report) if kind.is_about_report() => {
                let report: CaseId = report.parse().map_err(|_| AppError::NotFound)?;
                let mut seen = self.report_plain(&report).await?.resource();
                if kind == ProposalKind::ReportIdentity {
                    // One that was tampered with is none.
                    let Ok(custodians) = self.custodians_of(row) else { return Ok(None) };
                    seen.members.extend(custodians);
                }
                About::Report(seen)
            }
            Some(case) => {
                let case: CaseId = case.parse().map_err(|_| AppError::NotFound)?;
                About::Case(self.plain(&case).await?.resource())
            }
            // One that was tampered with is none, and hides none of the others.
            None => match self.about(cx, row).await {
                Ok(about) => about,
                Err(_) => return Ok(None),
            },
        };
        // The role that it was made in is sealed with it. The proposer, who sees it in any role they hold, is asked about in
        // theirs; of the others the signed proposal is asked when they approve.
        let is_own = row.proposer == cx.person.to_string();
        let proposer_role = if is_own { cx.role() } else { subject.acting_as };
        Ok(Some(Resource::Proposal(access::Proposal {
            kind,
            authority: row.authority.clone(),
            proposer: row.proposer.clone(),
            proposer_role,
            proposer_manager: subject.manager,
            about,
        })))
    }

    /// What the journal calls a proposal: the case, when it is about one, so that the case's own log tells of it.
    fn object_of(&self, row: &store::Proposal) -> String {
        let case = row.case_id.as_deref().and_then(|case| case.parse().ok());
        case.map_or_else(|| place(&row.id), |case| self.case_object(&case))
    }

    fn why(&self, why: Why) -> String {
        let text = why.to_string();
        let mut letters = text.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or(text)
    }
}

/// Whether a proposal is sealed with the key of a report. That of the name is not: a custodian reads it, who has no such key.
fn in_report(kind: ProposalKind) -> bool {
    kind.is_about_report() && kind != ProposalKind::ReportIdentity
}

/// The row of a proposal is plain, and by its kind, case and authority it is decided who may approve: it must say what was
/// signed, or whoever writes the database could have a measure approved as something less.
fn as_signed(row: &store::Proposal, proposal: &Proposal<Act>) -> Result<(), AppError> {
    let act = proposal.what();
    let is_same = row.id == proposal.id()
        && row.kind == act.kind().as_str()
        && row.case_id == act.case().map(|case| case.to_string())
        && row.proposer == proposal.by().person.as_str()
        && act.authority().is_none_or(|authority| authority == row.authority);
    is_same.then_some(()).ok_or_else(not_signed)
}

fn not_signed() -> AppError {
    AppError::Internal("förslaget är inte det som skrevs under".to_owned())
}

fn place(id: &str) -> String {
    format!("proposal/{id}")
}

fn object(id: ProposalId) -> String {
    format!("proposal/{id}")
}
