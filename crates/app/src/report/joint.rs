//! What two do together in a report: one proposes, another approves, and both are recipients.

use access::{About, ProposalKind};
use casework::{
    Two,
    report::event::{HandedOver, Leaving, RecipientLeft},
};

use super::*;
use crate::{
    case::two_to_be,
    proposal::{Act, ProposalRef, complete_as},
};

impl App {
    /// Proposes that a recipient leaves and hands over.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody could approve it, or the successor can not take over.
    pub async fn report_leave_propose(
        &self,
        cx: &Cx,
        id: CaseId,
        (person, successor): (PersonId, PersonId),
        leaving: Leaving,
    ) -> Result<ProposalRef, AppError> {
        let why = leaving.why().to_owned();
        let make = async |opened: &OpenedReport| {
            let successor = self.successor(cx, opened, (person, successor)).await?;
            Ok(Event::RecipientLeft(Box::new(RecipientLeft { person, leaving, successor, two: two_to_be(cx) })))
        };
        self.propose_event(cx, (id, ProposalKind::ReportMember), make, &why).await
    }

    /// Proposes that something is handed to another authority. The two in it are left out.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody could approve it, or the rules say no.
    pub async fn report_hand_over_propose(
        &self,
        cx: &Cx,
        id: CaseId,
        handed: HandedOver,
    ) -> Result<ProposalRef, AppError> {
        let why = handed.need.clone();
        let make = async |_: &OpenedReport| Ok(Event::HandedOver(Box::new(handed)));
        self.propose_event(cx, (id, ProposalKind::ReportHandOver), make, &why).await
    }

    /// Proposes that the report is closed.
    ///
    /// # Errors
    /// [`AppError::Denied`] when nobody could approve it, or something is unfinished.
    pub async fn report_close_propose(
        &self,
        cx: &Cx,
        id: CaseId,
        outcome: casework::report::event::Outcome,
        why: String,
    ) -> Result<ProposalRef, AppError> {
        let reason = why.clone();
        let make = async |_: &OpenedReport| {
            let (on, two) = (cx.today(), two_to_be(cx));
            Ok(Event::Closed(casework::report::event::Closed { outcome, why, on, two }))
        };
        self.propose_event(cx, (id, ProposalKind::ReportClose), make, &reason).await
    }

    async fn propose_event(
        &self,
        cx: &Cx,
        (id, kind): (CaseId, ProposalKind),
        make: impl AsyncFnOnce(&OpenedReport) -> Result<Event, AppError>,
        reason: &str,
    ) -> Result<ProposalRef, AppError> {
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action: kind.propose(), resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            if reason.trim().is_empty() {
                return Err(AppError::field("reason", "Skriv varför."));
            }
            let opened = self.unseal_report(cx, plain).await?;
            let event = make(&opened).await?;
            let act = Act::of_report(id, &event)?;
            self.recipient_can_approve(cx, &opened, &act).await?;
            self.propose(cx, act, reason).await
        })
        .await
    }

    /// Whether another recipient could approve an act of the person.
    pub(super) async fn recipient_can_approve(
        &self,
        cx: &Cx,
        opened: &OpenedReport,
        act: &Act,
    ) -> Result<(), AppError> {
        let resource = Resource::Proposal(access::Proposal {
            kind: act.kind(),
            authority: opened.plain.record.authority.clone(),
            proposer: cx.person.to_string(),
            proposer_role: cx.role(),
            proposer_manager: cx.subject.manager.clone(),
            about: About::Report(opened.plain.resource()),
        });
        let mut against = None;
        for person in opened.report.recipients.keys().copied().filter(|person| *person != cx.person) {
            let row = self.store.person_get(&person.to_string()).await.map_err(AppError::Store)?;
            let Some(row) = row else { continue };
            let subject = self.subject(&row, Some(access::Role::Recipient)).await?;
            let may = self.policies.may(&subject, act.kind().approve(), &resource, cx.today());
            if !may {
                continue;
            }
            match report_rules(opened, act, &two_with(cx, person)) {
                Ok(()) => return Ok(()),
                Err(error) => against = Some(error),
            }
        }
        Err(against.unwrap_or_else(nobody))
    }

    /// Carries out an event of a report that two have signed.
    pub(crate) async fn carry_out_report(
        &self,
        cx: &Cx,
        mut opened: OpenedReport,
        event: Event,
        proposal: &str,
    ) -> Result<(), AppError> {
        let successor = match &event {
            Event::RecipientLeft(left) => Some(left.successor.person),
            _ => None,
        };
        let mut joins = Vec::new();
        if let Some(person) = successor {
            joins.extend(self.joining_report(cx, &opened, person, Some(proposal.to_owned())).await?);
        }
        self.append_report(cx, &mut opened, vec![event], joins).await?;
        self.tell_last(&opened).await
    }

    /// The proposals about a report that wait.
    pub(super) async fn waiting_in_report(
        &self,
        cx: &Cx,
        report: &str,
    ) -> Result<Vec<crate::proposal::ProposalRow>, AppError> {
        let filter = store::ProposalFilter {
            state: Some(store::ProposalState::Open),
            case_id: Some(report.to_owned()),
            ..store::ProposalFilter::default()
        };
        let mut rows = Vec::new();
        for row in self.store.proposal_list(&filter).await.map_err(AppError::Store)? {
            if row.expires_at > cx.stamp() {
                rows.push(self.proposal_row(cx, row).await?);
            }
        }
        Ok(rows)
    }
}

/// What the rules say of an act of two recipients.
pub(crate) fn report_rules(opened: &OpenedReport, act: &Act, two: &Two) -> Result<(), AppError> {
    let Act::Report { event, .. } = act else { return Ok(()) };
    let event: Event = complete_as(event, two)?;
    Ok(opened.report.may(&event, &Author::Person(two.approver.clone()))?)
}

fn two_with(cx: &Cx, person: PersonId) -> Two {
    let approver = casework::Hand { person, role: access::Role::Recipient.as_str().to_owned() };
    Two { approver, ..two_to_be(cx) }
}

fn nobody() -> AppError {
    let why = "Ingen annan mottagare kan godkänna förslaget. Det krävs en mottagare som har en annan chef än du. Finns \
               ingen, lämna först över till någon annan.";
    AppError::Denied { why: why.to_owned() }
}
