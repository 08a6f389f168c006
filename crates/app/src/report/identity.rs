//! The name of a reporter: it lies apart, and a custodian and a recipient open it together (OSL 32 kap. 3 b §).

use casework::report::event::IdentityReleased;
use quorum::signed;
use store::{ProposalFilter, ProposalState};

use super::*;
use crate::proposal::{Act, ProposalRef, two};

impl App {
    /// Asks a custodian to release the name. Which report it is about the custodian learns by its id alone.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the report is anonymous, the name is released, or there is no custodian who may.
    pub async fn report_identity_propose(&self, cx: &Cx, id: CaseId, why: &str) -> Result<ProposalRef, AppError> {
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action: Action::ReportIdentityPropose, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let opened = self.unseal_report(cx, plain).await?;
            if !opened.report.named {
                return Err(casework::report::ReportError::Anonymous.into());
            }
            if self.released(&opened).await?.is_some() {
                return Err(casework::report::ReportError::Already { what: "utlämnandet av namnet" }.into());
            }
            let custodians = self.custodians_for(cx, &opened).await?;
            if custodians.is_empty() {
                let why = "Ingen nyckelförvaltare kan lämna ut namnet. Det krävs en som inte är mottagare, inte är jävig \
                           och har valt en lösenfras.";
                return Err(AppError::Denied { why: why.to_owned() });
            }
            self.propose(cx, Act::ReleaseIdentity { report: id, custodians }, why).await
        })
        .await
    }

    /// The name, once a custodian has released it. The first to read it is the one who asked, by which the report is told
    /// who the two were.
    ///
    /// # Errors
    /// [`AppError::Denied`] when it is not released.
    pub async fn report_identity_show(&self, cx: &Cx, id: CaseId) -> Result<Identity, AppError> {
        let plain = self.report_plain(&id).await?;
        let resource = Resource::Report(plain.resource());
        let ask = Ask { action: Action::ReportIdentityShow, resource: &resource, object: self.case_object(&id) };
        self.perform(cx, ask, async {
            let mut opened = self.unseal_report(cx, plain).await?;
            let Some(released) = self.released(&opened).await? else {
                let why = "Namnet är inte utlämnat. Be först en nyckelförvaltare att lämna ut det.".to_owned();
                return Err(AppError::Denied { why });
            };
            if opened.report.identity_released.is_none() {
                let event = self.released_by(cx, &opened).await?;
                self.append_report(cx, &mut opened, vec![event], Vec::new()).await?;
                self.tell_last(&opened).await?;
            }
            let name = opened.key.open_identity(opened.id(), &released)?;
            serde_json::from_slice(&name).map_err(|error| AppError::Internal(crate::error::place(&error)))
        })
        .await
    }

    /// Takes off the outer layer of the name with the keys of the custodian, who reads nothing.
    pub(crate) async fn release_identity(&self, cx: &Cx, report: CaseId, allowed: &[PersonId]) -> Result<(), AppError> {
        if !allowed.contains(&cx.person) {
            return Err(AppError::NotFound);
        }
        let (id, keys) = (report.to_string(), self.keys(cx)?);
        let identity = self.store.voice_identity_get(&id).await.map_err(AppError::Store)?.ok_or(AppError::NotFound)?;
        let Ok(released) = vault::intake::release(&keys, &identity.sealed) else {
            let why = "Namnet är inte förseglat till dina nycklar. En annan nyckelförvaltare måste lämna ut det.";
            return Err(AppError::Denied { why: why.to_owned() });
        };
        self.store.voice_identity_release(&id, &released).await.map_err(AppError::Store)
    }

    /// What a custodian has released of the name.
    pub(super) async fn released(&self, opened: &OpenedReport) -> Result<Option<Vec<u8>>, AppError> {
        let identity = self.store.voice_identity_get(opened.id()).await.map_err(AppError::Store)?;
        Ok(identity.and_then(|identity| identity.released))
    }

    /// The event of the release, by the act that the two have signed.
    async fn released_by(&self, cx: &Cx, opened: &OpenedReport) -> Result<Event, AppError> {
        let filter = ProposalFilter {
            state: Some(ProposalState::Approved),
            case_id: Some(opened.id().to_owned()),
            ..ProposalFilter::default()
        };
        for row in self.store.proposal_list(&filter).await.map_err(AppError::Store)? {
            if row.kind != access::ProposalKind::ReportIdentity.as_str() {
                continue;
            }
            let Some(act) = self.signed_act(cx, &row).await? else { continue };
            let proposer = act.proposer().person.as_str().to_owned();
            if proposer != cx.person.to_string() {
                let why = "Den som bad om namnet läser det först. Då skrivs det in i rapporten vilka två som lämnade ut \
                           det.";
                return Err(AppError::Denied { why: why.to_owned() });
            }
            let released = IdentityReleased { why: act.reason().to_owned(), two: two(&act)? };
            return Ok(Event::IdentityReleased(released));
        }
        Err(AppError::Internal("namnet är utlämnat utan att två har skrivit under".to_owned()))
    }

    /// What two have signed, read back with both signatures.
    async fn signed_act(&self, cx: &Cx, row: &store::Proposal) -> Result<Option<signed::Act<Act>>, AppError> {
        let Some(approval) = row.approval.clone() else { return Ok(None) };
        let object = format!("act/{}", row.id);
        let text = self.server.open(&Context::new("proposal", &object), &Sealed::from_bytes(approval)?)?;
        let hands = [Some(row.proposer.clone()), row.approver.clone()];
        let verifier = self.verifier_of(cx, hands.into_iter().flatten(), &row.authority).await?;
        let broken = |error: signed::NotAnAct| AppError::Internal(error.to_string());
        signed::Act::read(&text, &verifier).map(Some).map_err(broken)
    }

    /// The custodians of the authority who may release the name: not recipients, in no conflict, with keys.
    async fn custodians_for(&self, cx: &Cx, opened: &OpenedReport) -> Result<Vec<PersonId>, AppError> {
        let held = self.store.role_list(None, &cx.today().to_string()).await.map_err(AppError::Store)?;
        let authority = opened.report.authority.as_str();
        let mut custodians = std::collections::BTreeSet::new();
        for row in self.roles_given(held).await? {
            let Ok(person) = row.person.parse::<PersonId>() else { continue };
            let fits = row.role == access::Role::Custodian.as_str() && row.authority == authority;
            if fits && !opened.report.recipients.contains_key(&person) && self.public_keys(&row.person).await?.is_some()
            {
                custodians.insert(person);
            }
        }
        let conflicts = self.conflicts(&opened.report.concerned, &custodians).await?;
        let able = |person: &PersonId| {
            let two = casework::Two {
                approver: casework::Hand { person: *person, role: access::Role::Custodian.as_str().to_owned() },
                ..crate::case::two_to_be(cx)
            };
            let event = Event::IdentityReleased(IdentityReleased { why: "-".to_owned(), two });
            opened.report.may(&event, &Author::Person(hand(cx))).is_ok()
        };
        custodians.retain(|person| conflicts.iter().all(|conflict| conflict.person != *person) && able(person));
        Ok(custodians.into_iter().collect())
    }
}
