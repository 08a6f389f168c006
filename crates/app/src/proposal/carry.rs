//! Carrying out what two have signed.

use std::sync::Arc;

use access::About;
use casework::{
    Case, Event, Hand, Two,
    id::{PersonId, ProposalId},
};
use payments::hold::Ended;
use quorum::{Agreed, Person, signed};
use signals::suppress::Suppressed;
use store::RoleHolding;
use vault::{BlindKey, PublicKeys};

use super::{
    Act,
    act::{complete, complete_as},
};
use crate::{
    App, AppError, Cx,
    app::desk,
    case::{Opened, blind_setting, file_of},
    report::OpenedReport,
};

impl App {
    /// Does what was agreed. Every act names its proposal, so that what was done is not done twice.
    pub(super) async fn carry_out(
        &self,
        cx: &Cx,
        act: signed::Act<Act>,
        (opened, report): (Option<Opened>, Option<OpenedReport>),
    ) -> Result<(), AppError> {
        match act.what().clone() {
            Act::Report { event, .. } => {
                let event = complete_as(&event, &two(&act)?)?;
                self.carry_out_report(cx, report.ok_or(AppError::NotFound)?, event, act.id()).await
            }
            Act::DisposeReport { archive, .. } => {
                self.dispose_report(cx, &report.ok_or(AppError::NotFound)?, &archive, two(&act)?).await
            }
            Act::ReleaseIdentity { report, custodians } => self.release_identity(cx, report, &custodians).await,
            Act::Forbid { .. } => self.carry_out_forbid(cx, &act).await,
            Act::Voice(change) => {
                let hands = [act.proposer(), act.approver()].map(|hand| hand.person.as_str());
                self.change_voices(hands, act.id(), change).await
            }
            Act::Suppress { group, what, .. } => {
                let suppressed = Suppressed::agreed(self.agreed(&act, *what).await?)
                    .map_err(|error| AppError::Denied { why: error.to_string() })?;
                let (port, at) = (Arc::clone(&self.signals), cx.stamp());
                desk(move || port.suppress(&group, suppressed, &at)).await
            }
            Act::Reveal { group, what } => {
                let (port, agreed) = (Arc::clone(&self.signals), self.agreed(&act, what).await?);
                desk(move || port.reveal(&group, agreed)).await
            }
            Act::Decide(what) => {
                let (port, agreed) = (Arc::clone(&self.registers), self.agreed(&act, *what).await?);
                desk(move || port.decide_together(agreed)).await
            }
            Act::EndHold { what, .. } => {
                let (port, agreed) = (Arc::clone(&self.payments), self.agreed(&act, what).await?);
                desk(move || port.end(Ended { agreed })).await
            }
            Act::Case { event, .. } => {
                let opened = opened.ok_or(AppError::NotFound)?;
                let event = complete(&event, &two(&act)?)?;
                self.carry_out_event(cx, &act, &opened, event).await
            }
            Act::Export { event, to, .. } => {
                let opened = opened.ok_or(AppError::NotFound)?;
                let event = complete(&event, &two(&act)?)?;
                let file = self.export_file(cx, &opened, &event, &to).await?;
                self.carry_out_event(cx, &act, &opened, event).await?;
                self.keep_file_as(&opened, file_of(act.id())?, &file).await
            }
            Act::Dispose { .. } => self.dispose(cx, &opened.ok_or(AppError::NotFound)?).await,
            Act::Role(change) => self.change_role(cx, &act, change).await,
            Act::Managers { authority, changes } => {
                let hands = [act.proposer(), act.approver()].map(|hand| hand.person.as_str());
                self.change_managers(hands, &authority, &changes).await
            }
            Act::Delegate(point) => {
                let row = point.into_row(act.id().to_owned());
                self.delegation_keep(&row).await
            }
            Act::ConfirmLaw(law) => self.law_confirm(&law).await,
            Act::Amend { authority, what } => {
                let agreed = self.agreed(&act, *what).await?;
                self.order_amend(&authority, &agreed).await
            }
            Act::RecoverKeys { person, .. } => self.begin_ceremony(cx, act.id(), person).await,
            Act::ResetSecondFactor { person } => {
                let _alone = self.accounts.lock().await;
                let account = self.account_read(&person.to_string()).await?;
                let account = store::Account { second_factor: None, ..account.ok_or(AppError::NotFound)? };
                self.account_keep(&account).await.map_err(AppError::Store)?;
                self.store.passkey_end_all(&account.person).await.map_err(AppError::Store)?;
                self.end_access(&account.person).await
            }
        }
    }

    async fn carry_out_event(
        &self,
        cx: &Cx,
        act: &signed::Act<Act>,
        opened: &Opened,
        event: Event,
    ) -> Result<(), AppError> {
        let joins = match &event {
            Event::MemberAdded(added) => Some(added.member.person),
            _ => None,
        };
        let mut members = Vec::new();
        if let Some(person) = joins {
            let public = self.public_keys(&person.to_string()).await?.ok_or_else(no_keys)?;
            members.extend(self.joining(cx, opened, (person, &public), Some(act.id().to_owned()))?);
        }
        let case = self.append_with(cx, opened, vec![event], members).await?;
        if let Some(person) = joins {
            self.share_blind_key(cx, person).await?;
        }
        self.end_memberships(cx, opened, &case).await
    }

    /// The row of somebody who becomes a member, with the key of the case wrapped to their own. None when they have it.
    pub(crate) fn joining(
        &self,
        cx: &Cx,
        opened: &Opened,
        (person, public): (PersonId, &PublicKeys),
        proposal: Option<String>,
    ) -> Result<Option<store::Member>, AppError> {
        let name = person.to_string();
        if opened.plain.current().any(|member| member.person == name) {
            return Ok(None);
        }
        self.member(cx, (&opened.plain.record.id, &opened.key), (person, public), proposal).map(Some)
    }

    /// Takes the key from those who are members no more, whatever event it was that let them go.
    pub(crate) async fn end_memberships(&self, cx: &Cx, opened: &Opened, after: &Case) -> Result<(), AppError> {
        for person in opened.case.members.keys().filter(|person| !after.members.contains_key(person)) {
            let (case, person) = (&opened.plain.record.id, person.to_string());
            self.store.case_member_end(case, &person, &cx.stamp()).await.map_err(AppError::Store)?;
        }
        Ok(())
    }

    /// Gives somebody who works with cases the key of the blind index, if the person who does so holds it.
    pub(crate) async fn share_blind_key(&self, cx: &Cx, person: PersonId) -> Result<(), AppError> {
        let name = blind_setting(&person.to_string());
        if self.store.setting_get(&name).await.map_err(AppError::Store)?.is_some() {
            return Ok(());
        }
        let (Some(key), Some(public)) = (self.blind_key(cx).await?, self.public_keys(&person.to_string()).await?)
        else {
            return Ok(());
        };
        let wrapped = BlindKey::wrap_to(&key, &public)?;
        self.store.setting_put(&name, &wrapped).await.map_err(AppError::Store)
    }

    /// Disposes of a case: its shred key first, since without it nothing opens, also in old copies.
    async fn dispose(&self, cx: &Cx, opened: &Opened) -> Result<(), AppError> {
        opened.may_be_disposed(cx)?;
        let case = &opened.plain.record.id;
        self.shred.destroy(case)?;
        self.store.case_dispose(case).await.map_err(AppError::Store)
    }

    async fn change_role(&self, cx: &Cx, act: &signed::Act<Act>, change: super::RoleChange) -> Result<(), AppError> {
        let person = change.person.to_string();
        if let Some(from) = change.from {
            let held = self.store.role_by_person(&person).await.map_err(AppError::Store)?;
            if held.iter().any(|held| held.id == act.id()) {
                return Err(AppError::Conflict);
            }
            let holding = RoleHolding {
                id: act.id().to_owned(),
                person,
                role: change.role,
                authority: change.authority,
                from_day: from.to_string(),
                to_day: change.to.map(|day| day.to_string()),
                proposal: Some(act.id().to_owned()),
            };
            return self.role_give(&holding).await;
        }
        let last = change.to.or_else(|| cx.today().pred_opt()).unwrap_or(cx.today()).to_string();
        let held = self.store.role_by_person(&person).await.map_err(AppError::Store)?;
        for held in self.roles_given(held).await? {
            if held.role == change.role && held.authority == change.authority {
                self.role_take(held, &last).await?;
            }
        }
        Ok(())
    }

    /// The act as the registers' own journals keep it: by name, the proposer first.
    async fn agreed<T>(&self, act: &signed::Act<Act>, what: T) -> Result<Agreed<T>, AppError> {
        let [first, second] = [act.proposer(), act.approver()].map(|hand| hand.person.as_str().to_owned());
        let [proposed, approved] = act.at().map(|at| chrono::DateTime::from_timestamp(at, 0).map(crate::stamp));
        let (by, second) = (self.written_name(&first).await?, self.written_name(&second).await?);
        let proposal = quorum::Proposal { what, reason: act.reason().to_owned(), by, at: proposed.unwrap_or_default() };
        proposal
            .confirm(second, &approved.unwrap_or_default())
            .map_err(|alone| AppError::Denied { why: alone.to_string() })
    }

    async fn written_name(&self, id: &str) -> Result<Person, AppError> {
        let row = self.store.person_get(id).await.map_err(AppError::Store)?.ok_or(AppError::NotFound)?;
        let account = self.account_read(id).await?.ok_or(AppError::NotFound)?;
        let nameless = || AppError::Internal("ett namn kan inte stå i en journal".to_owned());
        crate::context::written(&row.name, &account.username).ok_or_else(nameless)
    }

    /// A proposal that is sealed with the key of the server.
    fn of_server(&self, row: &store::Proposal) -> Result<signed::Proposal<Act>, AppError> {
        let object = super::place(&row.id);
        let sealed = vault::Sealed::from_bytes(row.body.clone())?;
        let text = self.server.open(&vault::Context::new("proposal", &object), &sealed)?;
        let proposal =
            serde_json::from_slice(&text).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        super::as_signed(row, &proposal)?;
        Ok(proposal)
    }

    /// The custodians who may approve a proposal to release a name.
    pub(super) fn custodians_of(&self, row: &store::Proposal) -> Result<Vec<String>, AppError> {
        match self.of_server(row)?.what() {
            Act::ReleaseIdentity { custodians, .. } => Ok(custodians.iter().map(PersonId::to_string).collect()),
            _ => Err(AppError::NotFound),
        }
    }

    /// What a proposal that is about no case is about.
    pub(super) async fn about(&self, cx: &Cx, row: &store::Proposal) -> Result<About, AppError> {
        let proposal = self.of_server(row)?;
        Ok(match proposal.what() {
            // What the signal touches says who may hide it: a signal about staff is no matter for a controller alone.
            Act::Suppress { group, about, .. } => {
                let book = self.book(group).await?;
                match self.one(cx, &book, about).await? {
                    (_, access::Resource::Signals(signals)) => About::Signals(signals),
                    _ => About::Nothing,
                }
            }
            Act::Reveal { group, .. } => About::Signals(crate::signal::staff_signals(group)),
            // Whoever asks is one of them, or somebody is: nobody approves a manager of their own.
            Act::Managers { changes, .. } => {
                let asks = changes.iter().find(|change| change.person == cx.person).or(changes.first());
                asks.map_or(About::Nothing, |change| About::Person(change.person.to_string()))
            }
            Act::Role(change) => About::Person(change.person.to_string()),
            Act::Forbid { person, .. } => About::Person(person.to_string()),
            Act::ResetSecondFactor { person } | Act::RecoverKeys { person, .. } => About::Person(person.to_string()),
            _ => About::Nothing,
        })
    }

    /// The authority whose proposal an act is.
    pub(super) async fn authority_of(&self, cx: &Cx, act: &Act) -> Result<String, AppError> {
        if let Some(authority) = act.authority() {
            return Ok(authority.to_owned());
        }
        if let Some(case) = act.case() {
            let plain = match act.kind().is_about_report() {
                true => self.report_plain(&case).await?,
                false => self.plain(&case).await?,
            };
            return Ok(plain.record.authority);
        }
        // Somebody's second factor is a matter of where they belong.
        if let Act::ResetSecondFactor { person } = act {
            let row = self.store.person_get(&person.to_string()).await.map_err(AppError::Store)?;
            return Ok(row.ok_or(AppError::NotFound)?.authority);
        }
        Ok(cx.subject.authority.clone())
    }
}

/// The two of an act, as a case keeps them.
pub(crate) fn two(act: &signed::Act<Act>) -> Result<Two, AppError> {
    let hand = |hand: &signed::Hand| {
        let person: Result<PersonId, _> = hand.person.as_str().parse();
        person.map(|person| Hand { person, role: hand.role.clone() }).map_err(|_| AppError::NotFound)
    };
    let proposal: ProposalId = act.id().parse().map_err(|_| AppError::NotFound)?;
    Ok(Two { proposal, proposer: hand(act.proposer())?, approver: hand(act.approver())? })
}

fn no_keys() -> AppError {
    AppError::Denied {
        why: "Personen har inga nycklar än: de måste först logga in och välja en lösenfras.".to_owned()
    }
}
