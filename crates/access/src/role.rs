//! The roles that people hold.

use std::{fmt, str::FromStr};

use serde::{Deserialize, Serialize};

use crate::error::UnknownWord;

/// What a person is trusted with in an authority.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Säkerhets- eller trygghetssamordnare, directly under the director: leads cases.
    Coordinator,
    /// Judges signals, screens payments, runs controls.
    Controller,
    /// Measures on employment, labour law.
    Hr,
    /// Chef: reports a suspicion.
    Manager,
    /// Direktör or förvaltningschef: decides.
    Director,
    /// Visselblåsarmottagare: behörig person under SFS 2021:890.
    Recipient,
    /// Anybody employed.
    Employee,
    /// Skyddsombud: sees incidents, for the work environment.
    SafetyRep,
    /// Central security: sees the situation over all boards, no person.
    CentralSecurity,
    /// Revisor: reads the journal.
    Auditor,
    /// Nyckelförvaltare: holds a share of the recovery key.
    Custodian,
    /// Registrator: diary, secrecy marks, disposal.
    Registrar,
    /// Behörighetsadministratör: people and roles.
    UserAdmin,
    /// Driftadministratör: runs the machine.
    Operator,
}

impl Role {
    /// All roles, in the order of the matrix.
    pub const ALL: [Self; 14] = [
        Self::Coordinator,
        Self::Controller,
        Self::Hr,
        Self::Manager,
        Self::Director,
        Self::Recipient,
        Self::Employee,
        Self::SafetyRep,
        Self::CentralSecurity,
        Self::Auditor,
        Self::Custodian,
        Self::Registrar,
        Self::UserAdmin,
        Self::Operator,
    ];

    /// All roles.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::ALL.into_iter()
    }

    /// The word in data and in the policies: `central_security`.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Controller => "controller",
            Self::Hr => "hr",
            Self::Manager => "manager",
            Self::Director => "director",
            Self::Recipient => "recipient",
            Self::Employee => "employee",
            Self::SafetyRep => "safety_rep",
            Self::CentralSecurity => "central_security",
            Self::Auditor => "auditor",
            Self::Custodian => "custodian",
            Self::Registrar => "registrar",
            Self::UserAdmin => "user_admin",
            Self::Operator => "operator",
        }
    }

    /// In Swedish, as in the middle of a sentence: `samordnare`.
    #[must_use]
    pub fn label_sv(self) -> &'static str {
        match self {
            Self::Coordinator => "säkerhets- eller trygghetssamordnare",
            Self::Controller => "controller",
            Self::Hr => "HR",
            Self::Manager => "chef",
            Self::Director => "direktör",
            Self::Recipient => "visselblåsarmottagare",
            Self::Employee => "medarbetare",
            Self::SafetyRep => "skyddsombud",
            Self::CentralSecurity => "central säkerhet",
            Self::Auditor => "revisor",
            Self::Custodian => "nyckelförvaltare",
            Self::Registrar => "registrator",
            Self::UserAdmin => "behörighetsadministratör",
            Self::Operator => "driftadministratör",
        }
    }

    /// In English, as in the middle of a sentence: `security coordinator`.
    #[must_use]
    pub fn label_en(self) -> &'static str {
        match self {
            Self::Coordinator => "security or safety coordinator",
            Self::Controller => "controller",
            Self::Hr => "HR",
            Self::Manager => "manager",
            Self::Director => "director",
            Self::Recipient => "whistleblowing recipient",
            Self::Employee => "employee",
            Self::SafetyRep => "safety representative",
            Self::CentralSecurity => "central security",
            Self::Auditor => "auditor",
            Self::Custodian => "key custodian",
            Self::Registrar => "registrar",
            Self::UserAdmin => "user administrator",
            Self::Operator => "system operator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl FromStr for Role {
    type Err = UnknownWord;

    fn from_str(word: &str) -> Result<Self, UnknownWord> {
        Self::all().find(|role| role.as_str() == word).ok_or_else(|| UnknownWord {
            word: word.to_owned(),
            what: "ingen roll",
            allowed: Self::ALL.map(Self::as_str).join(", "),
        })
    }
}
