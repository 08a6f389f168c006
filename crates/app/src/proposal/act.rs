//! Everything that takes two people.

use access::ProposalKind;
use casework::{
    Event, Two,
    id::{CaseId, PersonId},
};
use payments::hold::Ending;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use signals::{gate::Decision, pseudonym::Reveal, suppress::Suppression};

use crate::{AppError, case::ExportTo};

/// An act that takes two.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", deny_unknown_fields)]
pub enum Act {
    /// Suppress a control's family for a subject.
    Suppress {
        /// The group.
        group: String,
        /// What, until when.
        what: Box<Suppression>,
        /// The signal that it came from.
        about: String,
    },
    /// Let a name be seen.
    Reveal {
        /// The group.
        group: String,
        /// Whose, until when.
        what: Reveal,
    },
    /// Decide what may be controlled.
    Decide(Box<Decision>),
    /// End the hold on a payment.
    EndHold {
        /// The authority.
        authority: String,
        /// Which hold, and how it ends.
        what: Ending,
    },
    /// An event of a case that takes two, without the two: who they are is known once it is approved.
    Case {
        /// The case.
        case: CaseId,
        /// The event, as its JSON without `two`.
        event: Value,
    },
    /// Disclose parts of a case to somebody outside, as an encrypted file.
    Export {
        /// The case.
        case: CaseId,
        /// The event that tells of it, as its JSON without `two`.
        event: Value,
        /// To whose key, and which parts.
        to: ExportTo,
    },
    /// Dispose of a closed case.
    Dispose {
        /// The case.
        case: CaseId,
    },
    /// Give or take a role.
    Role(RoleChange),
    /// Give people other managers.
    Managers {
        /// The authority that they belong to.
        authority: String,
        /// Whose, each once.
        changes: Vec<ManagerChange>,
    },
    /// Change the delegation order.
    Delegate(DelegationPut),
    /// Recover a person's keys, by the custodians together.
    RecoverKeys {
        /// The authority whose custodians hold the shares.
        authority: String,
        /// Whose.
        person: PersonId,
    },
    /// Forget a person's second factor, so that they set up a new one.
    ResetSecondFactor {
        /// Whose.
        person: PersonId,
    },
}

/// A role that is given, or taken from a day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RoleChange {
    /// Whose.
    pub person: PersonId,
    /// The role.
    pub role: String,
    /// In which authority.
    pub authority: String,
    /// First day; none when a role is taken.
    pub from: Option<chrono::NaiveDate>,
    /// Last day; none when no end is set.
    pub to: Option<chrono::NaiveDate>,
}

/// Another manager for somebody.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ManagerChange {
    /// Whose.
    pub person: PersonId,
    /// Who it is now; it must still be when it is carried out.
    pub from: Option<PersonId>,
    /// Who it becomes.
    pub to: Option<PersonId>,
}

/// A point of the delegation order.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct DelegationPut {
    /// The authority.
    pub authority: String,
    /// The point: `HR-7`.
    pub act: String,
    /// The role that may decide it.
    pub role: String,
    /// Up to how many öre.
    pub limit_ore: Option<i64>,
    /// First day.
    pub from: chrono::NaiveDate,
    /// Last day.
    pub to: Option<chrono::NaiveDate>,
    /// The decision that delegates it.
    pub source: String,
}

impl DelegationPut {
    /// The line of the order.
    pub(crate) fn into_row(self, id: String) -> store::Delegation {
        store::Delegation {
            id,
            authority: self.authority,
            act: self.act,
            holder_role: Some(self.role),
            holder_person: None,
            limit_ore: self.limit_ore,
            from_day: self.from.to_string(),
            to_day: self.to.map(|day| day.to_string()),
            source: self.source,
        }
    }
}

impl Act {
    /// An event of a case that takes two. The two in `event` are left out: they are those who sign.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the event takes only one.
    pub fn of_case(case: CaseId, event: &Event) -> Result<Self, AppError> {
        let mut value = serde_json::to_value(event).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let two = value.as_object_mut().and_then(|fields| fields.remove("two"));
        let one = || AppError::Internal("händelsen tar bara en person".to_owned());
        two.map(|_| Self::Case { case, event: value }).ok_or_else(one)
    }

    /// What the policies call it.
    #[must_use]
    pub fn kind(&self) -> ProposalKind {
        match self {
            Self::Suppress { .. } => ProposalKind::Suppression,
            Self::Reveal { .. } => ProposalKind::Reveal,
            Self::Decide(_) => ProposalKind::Decision,
            Self::EndHold { .. } => ProposalKind::HoldEnd,
            Self::Case { event, .. } | Self::Export { event, .. } => kind_of(event),
            Self::Dispose { .. } => ProposalKind::CaseDispose,
            Self::Role(_) => ProposalKind::Role,
            Self::Managers { .. } => ProposalKind::Managers,
            Self::Delegate(_) => ProposalKind::DelegationPut,
            Self::RecoverKeys { .. } => ProposalKind::KeyRecover,
            Self::ResetSecondFactor { .. } => ProposalKind::SecondFactorReset,
        }
    }

    /// The authority that it names; none when it is about a case, or about the proposer's own.
    #[must_use]
    pub fn authority(&self) -> Option<&str> {
        match self {
            Self::Suppress { group, .. } | Self::Reveal { group, .. } => Some(group),
            Self::EndHold { authority, .. }
            | Self::RecoverKeys { authority, .. }
            | Self::Managers { authority, .. } => Some(authority),
            Self::Role(change) => Some(&change.authority),
            Self::Delegate(point) => Some(&point.authority),
            Self::Case { .. }
            | Self::Export { .. }
            | Self::Dispose { .. }
            | Self::Decide(_)
            | Self::ResetSecondFactor { .. } => None,
        }
    }

    /// The case that it is about.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        match self {
            Self::Case { case, .. } | Self::Export { case, .. } | Self::Dispose { case } => Some(*case),
            _ => None,
        }
    }
}

fn kind_of(event: &Value) -> ProposalKind {
    match event.get("event").and_then(Value::as_str).unwrap_or_default() {
        "member_added" | "concern_added" | "conflict_noted" => ProposalKind::CaseMember,
        "member_left" => ProposalKind::CaseMemberRemove,
        "disclosed" => ProposalKind::CaseExport,
        "closed" | "reopened" => ProposalKind::CaseClose,
        _ => ProposalKind::CaseMeasure,
    }
}

/// The event, with its two.
pub(crate) fn complete(event: &Value, two: &Two) -> Result<Event, AppError> {
    let broken = |error: serde_json::Error| AppError::Internal(crate::error::place(&error));
    let mut value = event.clone();
    let two = serde_json::to_value(two).map_err(broken)?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("two".to_owned(), two);
    }
    serde_json::from_value(value).map_err(broken)
}
