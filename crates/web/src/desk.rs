//! What the frame asks of the use cases: who somebody is, and what happens at the door.
//!
//! The pages of sign-in, unlocking and the account call this trait, so that they can be built and tried without the rest
//! of the program. Whoever implements it writes the journal and limits the rate.

use std::collections::BTreeSet;

use app::Cx;
use chrono::{DateTime, Utc};

use crate::Hidden;
use crate::session::{Session, Soon};
use crate::text::{Lang, T};

/// A role, as the pages name it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are those of the roles")]
pub enum RoleName {
    Coordinator,
    Controller,
    Hr,
    Manager,
    Director,
    Recipient,
    Employee,
    CentralSecurity,
    Auditor,
    Custodian,
    Registrar,
    UserAdmin,
    Operator,
    SafetyRep,
}

impl RoleName {
    /// All of them.
    pub const ALL: [Self; 14] = [
        Self::Coordinator,
        Self::Controller,
        Self::Hr,
        Self::Manager,
        Self::Director,
        Self::Recipient,
        Self::Employee,
        Self::CentralSecurity,
        Self::Auditor,
        Self::Custodian,
        Self::Registrar,
        Self::UserAdmin,
        Self::Operator,
        Self::SafetyRep,
    ];

    /// The role of its name in policies: `user_admin`.
    #[must_use]
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.key() == name)
    }

    /// Its name in policies.
    #[must_use]
    pub const fn key(self) -> &'static str {
        match self {
            Self::Coordinator => "coordinator",
            Self::Controller => "controller",
            Self::Hr => "hr",
            Self::Manager => "manager",
            Self::Director => "director",
            Self::Recipient => "recipient",
            Self::Employee => "employee",
            Self::CentralSecurity => "central_security",
            Self::Auditor => "auditor",
            Self::Custodian => "custodian",
            Self::Registrar => "registrar",
            Self::UserAdmin => "user_admin",
            Self::Operator => "operator",
            Self::SafetyRep => "safety_rep",
        }
    }

    /// Its name for people.
    #[must_use]
    pub const fn shown(self, t: T) -> &'static str {
        match self {
            Self::Coordinator => t.role_coordinator(),
            Self::Controller => t.role_controller(),
            Self::Hr => t.role_hr(),
            Self::Manager => t.role_manager(),
            Self::Director => t.role_director(),
            Self::Recipient => t.role_recipient(),
            Self::Employee => t.role_employee(),
            Self::CentralSecurity => t.role_central_security(),
            Self::Auditor => t.role_auditor(),
            Self::Custodian => t.role_custodian(),
            Self::Registrar => t.role_registrar(),
            Self::UserAdmin => t.role_user_admin(),
            Self::Operator => t.role_operator(),
            Self::SafetyRep => t.role_safety_rep(),
        }
    }
}

/// Whether a person's keys are in the server's memory.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Lock {
    /// The person has no keys: nothing to unlock.
    None,
    /// Cases are closed until the passphrase is given.
    Locked,
    /// Cases can be read.
    Unlocked,
}

/// Who looks at a page, and what they may open.
#[derive(Debug, Clone)]
pub struct Viewer {
    /// Name of the person.
    pub name: String,
    /// The roles held now.
    pub roles: Vec<RoleName>,
    /// The one that the person acts in.
    pub acts_as: Option<RoleName>,
    /// The language of choice, when one was chosen.
    pub lang: Option<Lang>,
    /// The state of the keys.
    pub lock: Lock,
    /// The actions that are allowed somewhere: what the navigation shows.
    pub may: BTreeSet<String>,
    /// How many proposals wait for this person.
    pub waiting: u32,
    /// The context of the person's acts; none where pages are shown without the use cases.
    pub cx: Option<Cx>,
}

/// What a person writes to sign in.
#[derive(Debug, Clone)]
pub struct Credentials {
    /// The name of the account.
    pub username: String,
    /// The password.
    pub password: Hidden,
}

/// A right password.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Id of the person.
    pub person: String,
    /// Whether a code or a passkey must follow.
    pub needs_code: bool,
}

/// The account of a person, for its page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// The name of the account.
    pub username: String,
    /// Name of the person.
    pub name: String,
    /// Whether an app for codes is set up.
    pub has_code: bool,
    /// The passkeys, the oldest first. With neither there is no second factor.
    pub passkeys: Vec<Passkey>,
    /// Whether browsers have passkeys for the address that the pages are served at.
    pub takes_passkeys: bool,
    /// Whether the person has keys, and so a passphrase.
    pub has_keys: bool,
}

impl Account {
    /// Whether it has a second factor of either kind.
    #[must_use]
    pub fn has_second_factor(&self) -> bool {
        self.has_code || !self.passkeys.is_empty()
    }

    /// Whether a passkey can go and leave a second factor.
    #[must_use]
    pub fn is_passkey_removable(&self) -> bool {
        self.has_code || self.passkeys.len() > 1
    }
}

/// A passkey, for the page of its owner.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Passkey {
    /// Its id.
    pub id: String,
    /// What its owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used, if ever.
    pub used_at: Option<DateTime<Utc>>,
}

/// What a person can show as their second factor.
#[derive(Debug, Clone)]
pub struct Factors {
    /// Whether there is an app for codes.
    pub has_code: bool,
    /// Whether there are passkeys.
    pub has_passkeys: bool,
    /// What the script is to give the browser for a passkey; none where passkeys cannot be used.
    pub question: Option<Hidden>,
}

/// A second factor that is being set up.
#[derive(Debug, Clone)]
pub struct Enrolment {
    /// The address that the QR code holds: `otpauth://totp/…`.
    pub uri: Hidden,
    /// The same secret, to be written by hand: base 32.
    pub secret: Hidden,
}

/// Why something at the door was not done.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum DeskError {
    /// What was written is not right. Which part is not told.
    #[error("uppgifterna stämmer inte")]
    Wrong,
    /// Too many tries.
    #[error("för många försök; försök igen om {seconds} sekunder")]
    TooOften {
        /// How long to wait.
        seconds: u32,
    },
    /// The new password or passphrase is too weak.
    #[error("det nya lösenordet duger inte")]
    Weak,
    /// The page was open too long for what it asked.
    #[error("sidan var öppen för länge")]
    Late,
    /// The second factor must be shown anew first.
    #[error("visa först vem du är med din kod eller din passnyckel")]
    Unproven,
    /// The use case failed.
    #[error("det gick inte: {0}")]
    Failed(String),
}

/// The answer of a desk.
pub type AtDesk<'a, T> = Soon<'a, Result<T, DeskError>>;

/// What happens at the door. Every method that is given a [`Session`] is asked with one that is alive.
pub trait Desk: Send + Sync {
    /// Who it is. None when the person may not be here any more; the session is then ended.
    fn viewer<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Option<Viewer>>;
    /// Tries a password.
    fn sign_in<'a>(&'a self, credentials: &'a Credentials) -> AtDesk<'a, SignedIn>;
    /// What can be shown on the way in, or by somebody signed in who is to show it anew. Passkeys are asked with it.
    fn factors<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Factors>;
    /// Tries the code of the second factor.
    fn code<'a>(&'a self, session: &'a Session, code: &'a Hidden) -> AtDesk<'a, ()>;
    /// Tries what the browser gave back of a passkey.
    fn passkey<'a>(&'a self, session: &'a Session, answer: &'a Hidden) -> AtDesk<'a, ()>;
    /// Forgets the keys of a session that ends.
    fn sign_out<'a>(&'a self, session: &'a Session) -> AtDesk<'a, ()>;
    /// Opens the person's keys for this session.
    fn unlock<'a>(&'a self, session: &'a Session, passphrase: &'a Hidden) -> AtDesk<'a, ()>;
    /// Forgets the keys.
    fn lock<'a>(&'a self, session: &'a Session) -> AtDesk<'a, ()>;
    /// The account.
    fn account<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Account>;
    /// A new password.
    fn password_change<'a>(&'a self, session: &'a Session, old: &'a Hidden, new: &'a Hidden) -> AtDesk<'a, ()>;
    /// A new passphrase.
    fn passphrase_change<'a>(&'a self, session: &'a Session, old: &'a Hidden, new: &'a Hidden) -> AtDesk<'a, ()>;
    /// Begins to set up a second factor; the same one until it is confirmed.
    fn second_factor_begin<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Enrolment>;
    /// Confirms it with a code.
    fn second_factor_confirm<'a>(&'a self, session: &'a Session, code: &'a Hidden) -> AtDesk<'a, ()>;
    /// Begins to make a passkey: what the script is to give the browser.
    fn passkey_begin<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Hidden>;
    /// Adds it under a name, by what the browser gave back.
    fn passkey_add<'a>(&'a self, session: &'a Session, name: &'a str, answer: &'a Hidden) -> AtDesk<'a, ()>;
    /// Removes a passkey. [`DeskError::Wrong`] when it is the last second factor, or not there.
    fn passkey_remove<'a>(&'a self, session: &'a Session, id: &'a str) -> AtDesk<'a, ()>;
    /// The role that the person acts in, in that session.
    fn role_choose<'a>(&'a self, session: &'a Session, role: RoleName) -> AtDesk<'a, ()>;
    /// The language of choice.
    fn language_choose<'a>(&'a self, session: &'a Session, lang: Lang) -> AtDesk<'a, ()>;
}
