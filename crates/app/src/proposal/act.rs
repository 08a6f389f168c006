//! Everything that takes two people.

use access::ProposalKind;
use casework::{
    Event, Two,
    delegation::order::Amendment,
    id::{CaseId, PersonId},
    report::event::{Archive, Event as ReportEvent},
};
use payments::hold::Ending;
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use serde_json::Value;
use signals::{gate::Decision, pseudonym::Reveal, suppress::Suppression};

use crate::{AppError, case::ExportTo, recruitment::LawConfirmation, report::VoiceChange};

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
    /// An event of a whistleblower's report that takes two, without the two.
    Report {
        /// The report.
        report: CaseId,
        /// The event, as its JSON without `two`.
        event: Value,
    },
    /// Dispose of a closed report.
    DisposeReport {
        /// The report.
        report: CaseId,
        /// What became of the public record before.
        archive: Archive,
    },
    /// Release the name of a reporter to the recipients.
    ReleaseIdentity {
        /// The report.
        report: CaseId,
        /// The custodians who may.
        custodians: Vec<PersonId>,
    },
    /// Change a channel of reports, or who is authorised to receive them.
    Voice(VoiceChange),
    /// Forbid somebody's secondary employment, without the two.
    Forbid {
        /// The authority.
        authority: String,
        /// The declaration.
        declaration: CaseId,
        /// Whose.
        person: PersonId,
        /// The event, as its JSON without `two`.
        event: Value,
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
    /// Write down that a lawyer confirmed a lawful check.
    ConfirmLaw(LawConfirmation),
    /// Change the delegation order of an authority, as its board has decided.
    Amend {
        /// The authority.
        authority: String,
        /// The change, with the decision of the board.
        what: Box<Amendment>,
    },
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
        Ok(Self::Case { case, event: without_two(event)? })
    }

    /// An event of a report that takes two. The two in `event` are left out: they are those who sign.
    ///
    /// # Errors
    /// [`AppError::Internal`] when the event takes only one.
    pub fn of_report(report: CaseId, event: &ReportEvent) -> Result<Self, AppError> {
        Ok(Self::Report { report, event: without_two(event)? })
    }

    /// An event of a declaration that takes two. The two in `event` are left out: they are those who sign.
    pub(crate) fn of_declaration(
        authority: String,
        (declaration, person): (CaseId, PersonId),
        event: &casework::declaration::event::Event,
    ) -> Result<Self, AppError> {
        Ok(Self::Forbid { authority, declaration, person, event: without_two(event)? })
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
            Self::Report { event, .. } => kind_of_report(event),
            Self::DisposeReport { .. } => ProposalKind::ReportDispose,
            Self::ReleaseIdentity { .. } => ProposalKind::ReportIdentity,
            Self::Voice(_) => ProposalKind::Voice,
            Self::Forbid { .. } => ProposalKind::DeclarationForbid,
            Self::Role(_) => ProposalKind::Role,
            Self::Managers { .. } => ProposalKind::Managers,
            Self::Delegate(_) | Self::Amend { .. } => ProposalKind::DelegationPut,
            Self::ConfirmLaw(_) => ProposalKind::Lawful,
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
            | Self::Amend { authority, .. }
            | Self::Managers { authority, .. }
            | Self::Forbid { authority, .. } => Some(authority),
            Self::Role(change) => Some(&change.authority),
            Self::Voice(change) => Some(change.authority()),
            Self::Delegate(point) => Some(&point.authority),
            Self::ConfirmLaw(law) => Some(&law.authority),
            Self::Case { .. }
            | Self::Export { .. }
            | Self::Dispose { .. }
            | Self::Report { .. }
            | Self::DisposeReport { .. }
            | Self::ReleaseIdentity { .. }
            | Self::Decide(_)
            | Self::ResetSecondFactor { .. } => None,
        }
    }

    /// The case or the report that it is about.
    #[must_use]
    pub fn case(&self) -> Option<CaseId> {
        match self {
            Self::Case { case, .. } | Self::Export { case, .. } | Self::Dispose { case } => Some(*case),
            Self::Report { report, .. } | Self::DisposeReport { report, .. } | Self::ReleaseIdentity { report, .. } => {
                Some(*report)
            }
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

fn kind_of_report(event: &Value) -> ProposalKind {
    match event.get("event").and_then(Value::as_str).unwrap_or_default() {
        "recipient_left" => ProposalKind::ReportMember,
        "closed" => ProposalKind::ReportClose,
        _ => ProposalKind::ReportHandOver,
    }
}

/// An event as its JSON without the two.
fn without_two(event: &impl Serialize) -> Result<Value, AppError> {
    let mut value = serde_json::to_value(event).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
    let two = value.as_object_mut().and_then(|fields| fields.remove("two"));
    let one = || AppError::Internal("händelsen tar bara en person".to_owned());
    two.map(|_| value).ok_or_else(one)
}

/// The event, with its two.
pub(crate) fn complete(event: &Value, two: &Two) -> Result<Event, AppError> {
    complete_as(event, two)
}

/// As [`complete`], of a case or of a report.
pub(crate) fn complete_as<T: DeserializeOwned>(event: &Value, two: &Two) -> Result<T, AppError> {
    let broken = |error: serde_json::Error| AppError::Internal(crate::error::place(&error));
    let mut value = event.clone();
    let two = serde_json::to_value(two).map_err(broken)?;
    if let Some(fields) = value.as_object_mut() {
        fields.insert("two".to_owned(), two);
    }
    serde_json::from_value(value).map_err(broken)
}
