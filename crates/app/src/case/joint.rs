//! What two do together in a case: one proposes, and at least one other must be able to approve.

use access::{About, ProposalKind};
use casework::{CaseError, Hand, Two, id::ProposalId};

use super::*;
use crate::proposal::{Act, ProposalRef, complete};

/// The two of an event that is yet to be proposed: both are the person, until somebody else approves. Left out of what
/// is proposed.
#[must_use]
pub fn two_to_be(cx: &Cx) -> Two {
    let hand = hand(cx);
    Two { proposal: ProposalId::from_bits(0), proposer: hand.clone(), approver: hand }
}

impl App {
    /// Proposes an event that takes two. Who the two are is known once somebody else approves it; what stands in the
    /// event as its two ([`two_to_be`]) is left out.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason, and when no other member could approve it: [`AppError::Rule`] with what the
    /// rules of handling say, or [`AppError::Denied`].
    pub async fn case_propose(&self, cx: &Cx, id: CaseId, event: Event, reason: &str) -> Result<ProposalRef, AppError> {
        let act = Act::of_case(id, &event)?;
        self.propose_in(cx, id, act, reason).await
    }

    /// Proposes that a closed case is disposed of: its keys and content are destroyed.
    ///
    /// # Errors
    /// [`AppError::Denied`] before the day until which it is kept, or when no other member could approve it.
    pub async fn case_dispose_propose(&self, cx: &Cx, id: CaseId, reason: &str) -> Result<ProposalRef, AppError> {
        self.propose_in(cx, id, Act::Dispose { case: id }, reason).await
    }

    pub(super) async fn propose_in(
        &self,
        cx: &Cx,
        id: CaseId,
        act: Act,
        reason: &str,
    ) -> Result<ProposalRef, AppError> {
        let plain = self.plain(&id).await?;
        let resource = Resource::Case(plain.resource());
        let ask = Ask { action: act.kind().propose(), resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            if reason.trim().is_empty() {
                return Err(AppError::field("reason", "Skriv varför."));
            }
            let opened = self.unseal(cx, plain).await?;
            if matches!(act, Act::Dispose { .. }) {
                opened.may_be_disposed(cx)?;
            }
            self.no_conflict(cx, &opened, &act).await?;
            self.ties_answered(cx, &opened, &act).await?;
            self.somebody_can_approve(cx, &opened, &act).await?;
            self.propose(cx, act, reason).await
        })
        .await
    }

    /// Whether one of the other members could approve an act of the person, in a role that they hold.
    async fn somebody_can_approve(&self, cx: &Cx, opened: &Opened, act: &Act) -> Result<(), AppError> {
        let resource = proposal(cx, opened, act.kind());
        let own = cx.person.to_string();
        let mut against: Option<CaseError> = None;
        for member in opened.plain.current().filter(|member| member.person != own) {
            let row = self.store.person_get(&member.person).await.map_err(AppError::Store)?;
            let (Some(row), Ok(person)) = (row, member.person.parse::<PersonId>()) else { continue };
            for role in self.subject(&row, None).await?.roles_held(cx.today()) {
                let subject = self.subject(&row, Some(role)).await?;
                let employed = subject.employed_until.is_none_or(|last| cx.today() <= last);
                let allowed = self.policies.allows(&subject, act.kind().approve(), &resource, cx.today()).is_allowed();
                if !employed || !allowed {
                    continue;
                }
                match rules(cx, opened, act, (person, role)) {
                    Ok(()) => {
                        if self.not_delegated(cx, opened, act, (person, role)).await?.is_none() {
                            return Ok(());
                        }
                    }
                    Err(AppError::Rule(error)) if against.as_ref().is_none_or(is_about_the_person) => {
                        against = Some(error);
                    }
                    Err(AppError::Rule(_)) => {}
                    Err(error) => return Err(error),
                }
            }
        }
        Err(against.map_or_else(nobody, AppError::Rule))
    }
}

/// What the rules of handling say of an act of the person that somebody else approves in a role.
fn rules(cx: &Cx, opened: &Opened, act: &Act, (person, role): (PersonId, access::Role)) -> Result<(), AppError> {
    let (Act::Case { event, .. } | Act::Export { event, .. }) = act else { return Ok(()) };
    let approver = Hand { person, role: role.as_str().to_owned() };
    let event = complete(event, &Two { approver, ..two_to_be(cx) })?;
    Ok(opened.case.may(&event, person)?)
}

/// The act as the policies will see it when it waits.
fn proposal(cx: &Cx, opened: &Opened, kind: ProposalKind) -> Resource {
    Resource::Proposal(access::Proposal {
        kind,
        authority: opened.plain.record.authority.clone(),
        proposer: cx.person.to_string(),
        proposer_role: cx.role(),
        proposer_manager: cx.subject.manager.clone(),
        about: About::Case(opened.plain.resource()),
    })
}

/// Whether a rule says something of who approves, and not of what is proposed.
fn is_about_the_person(error: &CaseError) -> bool {
    use CaseError::{Alone, Capacity, Conflict, Decider, NotMember};
    matches!(error, Alone { .. } | Capacity { .. } | Conflict { .. } | Decider { .. } | NotMember { .. })
}

fn nobody() -> AppError {
    let why = "Ingen annan i ärendet kan godkänna förslaget. Det krävs en medlem med en annan roll eller en annan chef, \
               som får besluta om det. Föreslå först en sådan medlem.";
    AppError::Denied { why: why.to_owned() }
}
