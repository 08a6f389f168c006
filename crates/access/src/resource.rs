//! What is asked for.

use std::{collections::BTreeSet, fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::{action::Action, error::UnknownWord, role::Role};

/// Writes an enum of words, with all of them, the word of each and the way back.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident, $what:literal, { $($(#[$of:meta])* $variant:ident $word:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$of])* $variant,)*
        }

        impl $name {
            /// All, in the order of the matrix.
            pub const ALL: &[Self] = &[$(Self::$variant),*];

            /// The word in data and in the policies.
            #[must_use]
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $word,)* }
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.as_str())
            }
        }

        impl FromStr for $name {
            type Err = UnknownWord;

            fn from_str(word: &str) -> Result<Self, UnknownWord> {
                Self::ALL.iter().copied().find(|known| known.as_str() == word).ok_or_else(|| UnknownWord {
                    word: word.to_owned(),
                    what: $what,
                    allowed: Self::ALL.iter().map(|known| known.as_str()).collect::<Vec<_>>().join(", "),
                })
            }
        }
    };
}

words! {
    /// How far a case has come.
    CaseState, "inget tillstånd för ett ärende", {
        /// Worked on.
        Open "open",
        /// Decided; may still be read, marked, disclosed and disposed of.
        Closed "closed",
        /// Its keys are destroyed; the register card remains.
        Disposed "disposed",
    }
}

words! {
    /// The personal data that a signal touches, as its control says.
    Touches, "inget slag av personuppgifter", {
        /// None.
        None "none",
        /// People can be told from it, but it is about organisations.
        Indirect "indirect",
        /// Employees and elected members.
        Staff "staff",
        /// Those whom the municipality serves.
        Clients "clients",
    }
}

words! {
    /// What a proposal asks for; each has one act that proposes and one that approves.
    ProposalKind, "inget slag av förslag", {
        /// Suppress a signal.
        Suppression "suppression",
        /// Show names.
        Reveal "reveal",
        /// A decision on controls (purpose, ground, end).
        Decision "decision",
        /// End a hold on a payment.
        HoldEnd "hold_end",
        /// A new member of a case.
        CaseMember "case_member",
        /// A member leaves a case.
        CaseMemberRemove "case_member_remove",
        /// A measure.
        CaseMeasure "case_measure",
        /// Disclosure of a case.
        CaseExport "case_export",
        /// The end of a case.
        CaseClose "case_close",
        /// Disposal of a case.
        CaseDispose "case_dispose",
        /// A recipient of a report hands over.
        ReportMember "report_member",
        /// Something of a report goes to another authority.
        ReportHandOver "report_hand_over",
        /// The name of a reporter.
        ReportIdentity "report_identity",
        /// The end of a report.
        ReportClose "report_close",
        /// Disposal of a report.
        ReportDispose "report_dispose",
        /// A channel or an authorised recipient of reports.
        Voice "voice",
        /// A role given or taken.
        Role "role",
        /// Whose manager somebody is.
        Managers "managers",
        /// Secondary employment that is forbidden.
        DeclarationForbid "declaration_forbid",
        /// The delegation order.
        DelegationPut "delegation_put",
        /// That a lawyer has confirmed a lawful check.
        Lawful "lawful",
        /// Somebody's second factor.
        SecondFactorReset "second_factor_reset",
        /// A custodian.
        Custodian "custodian",
        /// Recovery of a key.
        KeyRecover "key_recover",
    }
}

impl ProposalKind {
    /// The act that makes such a proposal, and the act that approves it.
    fn acts(self) -> (Action, Action) {
        match self {
            Self::Suppression => (Action::SuppressionPropose, Action::SuppressionApprove),
            Self::Reveal => (Action::RevealPropose, Action::RevealApprove),
            Self::Decision => (Action::DecisionPropose, Action::DecisionApprove),
            Self::HoldEnd => (Action::HoldEndPropose, Action::HoldEndApprove),
            Self::CaseMember => (Action::CaseMemberPropose, Action::CaseMemberApprove),
            Self::CaseMemberRemove => (Action::CaseMemberRemovePropose, Action::CaseMemberRemoveApprove),
            Self::CaseMeasure => (Action::CaseMeasurePropose, Action::CaseMeasureApprove),
            Self::CaseExport => (Action::CaseExportPropose, Action::CaseExportApprove),
            Self::CaseClose => (Action::CaseClosePropose, Action::CaseCloseApprove),
            Self::CaseDispose => (Action::CaseDisposePropose, Action::CaseDisposeApprove),
            Self::ReportMember => (Action::ReportMemberPropose, Action::ReportMemberApprove),
            Self::ReportHandOver => (Action::ReportHandOverPropose, Action::ReportHandOverApprove),
            Self::ReportIdentity => (Action::ReportIdentityPropose, Action::ReportIdentityApprove),
            Self::ReportClose => (Action::ReportClosePropose, Action::ReportCloseApprove),
            Self::ReportDispose => (Action::ReportDisposePropose, Action::ReportDisposeApprove),
            Self::Voice => (Action::VoicePropose, Action::VoiceApprove),
            Self::Role => (Action::RolePropose, Action::RoleApprove),
            Self::Managers => (Action::ManagersPropose, Action::ManagersApprove),
            Self::DeclarationForbid => (Action::DeclarationForbidPropose, Action::DeclarationForbidApprove),
            Self::DelegationPut => (Action::DelegationPutPropose, Action::DelegationPutApprove),
            Self::Lawful => (Action::LawfulPropose, Action::LawfulApprove),
            Self::SecondFactorReset => (Action::SecondFactorResetPropose, Action::SecondFactorResetApprove),
            Self::Custodian => (Action::CustodianPropose, Action::CustodianApprove),
            Self::KeyRecover => (Action::KeyRecoverPropose, Action::KeyRecoverApprove),
        }
    }

    /// The act that makes such a proposal.
    #[must_use]
    pub fn propose(self) -> Action {
        self.acts().0
    }

    /// The act that approves it.
    #[must_use]
    pub fn approve(self) -> Action {
        self.acts().1
    }

    /// Whether it is about a case, so that only members may know of it.
    #[must_use]
    pub fn is_about_case(self) -> bool {
        self.propose().done_to().contains(&ResourceKind::Case)
    }

    /// Whether it is about a report, so that only its recipients may know of it, and a custodian when it is about the name.
    #[must_use]
    pub fn is_about_report(self) -> bool {
        self.propose().done_to().contains(&ResourceKind::Report)
    }

    /// Whether it is about a signal.
    #[must_use]
    pub fn is_about_signals(self) -> bool {
        self.propose().done_to().contains(&ResourceKind::Signals)
    }

    /// Whether it is about one named person, who then may neither propose nor approve it.
    #[must_use]
    pub fn is_about_person(self) -> bool {
        matches!(
            self,
            Self::Role | Self::Managers | Self::SecondFactorReset | Self::Custodian | Self::DeclarationForbid
        )
    }
}

words! {
    /// The kinds of resources.
    ResourceKind, "inget slag av resurs", {
        /// [`Resource::Self_`].
        Self_ "self",
        /// [`Resource::Signals`].
        Signals "signals",
        /// [`Resource::Library`].
        Library "library",
        /// [`Resource::Registers`].
        Registers "registers",
        /// [`Resource::Payments`].
        Payments "payments",
        /// [`Resource::Case`].
        Case "case",
        /// [`Resource::Report`].
        Report "report",
        /// [`Resource::Extract`].
        Extract "extract",
        /// [`Resource::Voices`].
        Voices "voices",
        /// [`Resource::Declaration`].
        Declaration "declaration",
        /// [`Resource::Proposal`].
        Proposal "proposal",
        /// [`Resource::Journal`].
        Journal "journal",
        /// [`Resource::Directory`].
        Directory "directory",
    }
}

/// A case, as far as access is concerned.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Case {
    /// Id.
    pub id: String,
    /// Authority that it belongs to.
    pub authority: String,
    /// State.
    pub state: CaseState,
    /// Person ids that hold its key.
    pub members: BTreeSet<String>,
    /// Person ids of those named in it, tied to those named, or recused: for them it does not exist.
    pub conflicted: BTreeSet<String>,
}

impl Case {
    /// A case without members and without conflicts of interest.
    #[must_use]
    pub fn new(id: impl Into<String>, authority: impl Into<String>, state: CaseState) -> Self {
        let (members, conflicted) = (BTreeSet::new(), BTreeSet::new());
        Self { id: id.into(), authority: authority.into(), state, members, conflicted }
    }
}

/// Signals of a control in an authority, or one of them.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Signals {
    /// Authority.
    pub authority: String,
    /// Flow of the control: `supplier-payments`.
    pub flow: String,
    /// Personal data that the control touches.
    pub touches: Touches,
    /// Purpose of the decision on control that they rest on. Signals about staff or clients are closed without one.
    pub purpose: Option<String>,
    /// Person ids of users of the system whom the signal names, as far as they are known: for them it does not exist.
    pub named: BTreeSet<String>,
}

impl Signals {
    /// Signals that name no user.
    #[must_use]
    pub fn new(authority: impl Into<String>, flow: impl Into<String>, touches: Touches) -> Self {
        Self { authority: authority.into(), flow: flow.into(), touches, purpose: None, named: BTreeSet::new() }
    }
}

/// Somebody's declaration of secondary employment and ties, or those of an authority together.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Declaration {
    /// Authority.
    pub authority: String,
    /// Person id of whose it is; none for those of the authority together.
    pub person: Option<String>,
    /// Person id of that person's nearest manager of today.
    pub manager: Option<String>,
}

/// What a proposal is about.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Nothing that access asks about.
    #[default]
    Nothing,
    /// A case.
    Case(Case),
    /// A whistleblower's report, as [`Resource::Report`]; for the name of the reporter its members are the recipients and
    /// those custodians who may release it.
    Report(Case),
    /// A signal.
    Signals(Signals),
    /// The person, by id, whose role, manager, second factor, custody or secondary employment it is.
    Person(String),
}

/// A proposal that waits for a second person.
///
/// A kind that is about a case, a signal or a person is open to nobody when `about` does not say which.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Proposal {
    /// What it asks for.
    pub kind: ProposalKind,
    /// Authority.
    pub authority: String,
    /// Person id of the one who made it.
    pub proposer: String,
    /// The role in which it was made.
    pub proposer_role: Role,
    /// Person id of the proposer's manager.
    pub proposer_manager: Option<String>,
    /// What it is about.
    pub about: About,
}

/// What is asked for.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub enum Resource {
    /// A case. For [`Action::CaseOpen`] the case to be: its authority, and in `conflicted` those whom it names.
    Case(Case),
    /// A whistleblower's report: its members are its recipients. Who is in conflict or left out is no member, and stands
    /// nowhere else.
    Report(Case),
    /// An extract from a criminal register that the law says is kept: its members hold its key. For
    /// [`Action::ExtractKeep`] the one to be, which nobody holds yet.
    Extract(Case),
    /// Channels, authorised recipients and figures of reports of an authority.
    Voices {
        /// Authority.
        authority: String,
    },
    /// Signals.
    Signals(Signals),
    /// Payments and holds of an authority.
    Payments {
        /// Authority.
        authority: String,
    },
    /// Registers, runs and decisions on control of an authority.
    Registers {
        /// Authority.
        authority: String,
    },
    /// A declaration of secondary employment and ties, or those of an authority.
    Declaration(Declaration),
    /// The library of controls and routines.
    Library,
    /// A proposal.
    Proposal(Proposal),
    /// The journal.
    Journal,
    /// People, units and delegation of an authority.
    Directory {
        /// Authority.
        authority: String,
        /// Person id of the one whom the act is about, when it is about one.
        about: Option<String>,
    },
    /// Somebody's own account.
    Self_ {
        /// Person id.
        person: String,
    },
}

impl Resource {
    /// Its kind.
    #[must_use]
    pub fn kind(&self) -> ResourceKind {
        match self {
            Self::Case(_) => ResourceKind::Case,
            Self::Report(_) => ResourceKind::Report,
            Self::Extract(_) => ResourceKind::Extract,
            Self::Voices { .. } => ResourceKind::Voices,
            Self::Signals(_) => ResourceKind::Signals,
            Self::Payments { .. } => ResourceKind::Payments,
            Self::Registers { .. } => ResourceKind::Registers,
            Self::Declaration(_) => ResourceKind::Declaration,
            Self::Library => ResourceKind::Library,
            Self::Proposal(_) => ResourceKind::Proposal,
            Self::Journal => ResourceKind::Journal,
            Self::Directory { .. } => ResourceKind::Directory,
            Self::Self_ { .. } => ResourceKind::Self_,
        }
    }

    /// Its authority; the library, the journal and an account have none.
    #[must_use]
    pub fn authority(&self) -> Option<&str> {
        match self {
            Self::Case(Case { authority, .. })
            | Self::Report(Case { authority, .. })
            | Self::Extract(Case { authority, .. })
            | Self::Voices { authority }
            | Self::Signals(Signals { authority, .. })
            | Self::Declaration(Declaration { authority, .. })
            | Self::Proposal(Proposal { authority, .. })
            | Self::Payments { authority }
            | Self::Registers { authority }
            | Self::Directory { authority, .. } => Some(authority),
            Self::Library | Self::Journal | Self::Self_ { .. } => None,
        }
    }
}
