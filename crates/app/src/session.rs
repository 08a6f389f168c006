//! Signing in, unlocking, and what a person does with their own account.
//!
//! Who somebody is (password and second factor) is one thing, what they can open (the passphrase of their keys) another:
//! a reset of the first never opens a case, and single sign-on can replace it without touching the second.

mod challenge;
mod keys;

use access::{Action, Holding, Resource, Role, Subject};
use casework::id::PersonId;
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use journal::{Outcome, Phase, Record};
use store::{Account, Session};
use vault::{Context, SecretString, passphrase, password, totp::Step, totp::TotpSecret};
use zeroize::Zeroizing;

use crate::{App, AppError, Cx, SessionId, app::Ask, context::stamp};

pub(crate) use challenge::Challenges;
pub use challenge::{ChallengeSecret, Started};
pub use keys::KeyState;

/// A session ends when it was not used for so long.
pub const IDLE_MINUTES: i64 = 30;
/// A session ends so long after it began.
pub const LONGEST_HOURS: i64 = 8;
/// How exact the time of the last use is: a page load inside it writes nothing.
const TOUCH_SECONDS: i64 = 60;

/// The secret of a session, which is in the cookie only.
pub type SessionSecret = Zeroizing<[u8; 32]>;

/// A session as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SessionRow {
    /// Names it: the hash in hexadecimal digits.
    pub id: String,
    /// When it began.
    pub created_at: String,
    /// When it was last used.
    pub seen_at: String,
    /// What the person recognises it by.
    pub device: String,
    /// Whether it is this one.
    pub is_this: bool,
}

impl App {
    /// The first step of signing in: user name and password. Gives what the second step needs.
    ///
    /// An account that does not exist takes as long as a wrong password and says the same.
    ///
    /// # Errors
    /// [`AppError::Wait`] after too many tries, [`AppError::Invalid`] when name or password is wrong.
    pub async fn sign_in(&self, username: &str, typed: SecretString) -> Result<Started, AppError> {
        let (now, name) = (self.now(), username.trim().to_lowercase());
        if let Some(seconds) = self.attempts.wait(&name, now) {
            return Err(AppError::Wait { seconds });
        }
        let account = self.store.account_by_username(&name).await.map_err(AppError::Store)?;
        let account = account.filter(|account| !account.disabled);
        let stored = account.as_ref().map(|account| account.password.clone());
        let cost = self.password_cost;
        let verdict = self
            .hashing(move || password::verify(&typed, stored.as_ref().map(store::Secret::expose), cost))
            .await??;
        let actor = account.as_ref().map_or_else(String::new, |account| self.blind.person(&account.person));
        let right = verdict != password::Verdict::Wrong;
        self.tell(&actor, Action::SignIn, if right { Outcome::Done } else { Outcome::Denied }).await?;
        match account.filter(|_| right) {
            Some(account) => self.challenge(account, now),
            None => {
                self.attempts.wrong(&name, now);
                Err(AppError::field("password", "Användarnamnet eller lösenordet är fel."))
            }
        }
    }

    /// The second step: a code. Gives the secret of the new session.
    ///
    /// # Errors
    /// [`AppError::SignedOut`] when the first step was too long ago, [`AppError::Invalid`] when the code is wrong.
    pub async fn sign_in_code(
        &self,
        challenge: &ChallengeSecret,
        code: &str,
        device: &str,
    ) -> Result<SessionSecret, AppError> {
        let now = self.now();
        let mut held = self.challenges.get(challenge, now).ok_or(AppError::SignedOut)?;
        if let Some(seconds) = self.attempts.wait(&held.account.username, now) {
            return Err(AppError::Wait { seconds });
        }
        let actor = self.blind.person(&held.account.person);
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let Some(step) = held.factor.verify(code, seconds, held.last) else {
            self.attempts.wrong(&held.account.username, now);
            self.tell(&actor, Action::SignIn, Outcome::Denied).await?;
            return Err(AppError::field("code", "Koden stämmer inte. Skriv den kod som appen visar just nu."));
        };
        self.challenges.forget(challenge);
        self.attempts.right(&held.account.username);
        held.account.second_factor = Some(self.seal_factor(&held.account.person, &held.factor, step)?);
        self.store.account_put(&held.account).await.map_err(AppError::Store)?;
        let secret = self.with_random(|random| {
            let mut secret = Zeroizing::new([0; 32]);
            random.fill_bytes(secret.as_mut_slice());
            secret
        });
        let session = Session {
            hash: SessionId::of_secret(&secret).as_bytes().to_vec(),
            person: held.account.person.clone(),
            created_at: stamp(now),
            seen_at: stamp(now),
            device: device.chars().take(80).collect(),
        };
        self.store.session_put(&session).await.map_err(AppError::Store)?;
        self.tell(&actor, Action::SignIn, Outcome::Done).await?;
        Ok(secret)
    }

    /// Who a session is: the context of the acts that come with it.
    ///
    /// # Errors
    /// [`AppError::SignedOut`] when there is no such session, it is over, or the person's access is.
    pub async fn context(&self, secret: &[u8; 32]) -> Result<Cx, AppError> {
        let (now, id) = (self.now(), SessionId::of_secret(secret));
        let session = self.store.session_get(id.as_bytes()).await.map_err(AppError::Store)?;
        let session = session.ok_or(AppError::SignedOut)?;
        let seen = time(&session.seen_at).ok_or(AppError::SignedOut)?;
        let began = time(&session.created_at).ok_or(AppError::SignedOut)?;
        if now - seen > TimeDelta::minutes(IDLE_MINUTES) || now - began > TimeDelta::hours(LONGEST_HOURS) {
            self.end(id).await?;
            return Err(AppError::SignedOut);
        }
        let Some(cx) = self.person_context(&session.person, id, now).await? else {
            self.end(id).await?;
            return Err(AppError::SignedOut);
        };
        if (now - seen).num_seconds() >= TOUCH_SECONDS {
            self.store.session_touch(id.as_bytes(), &stamp(now)).await.map_err(AppError::Store)?;
        }
        Ok(cx)
    }

    /// The context of a person, when their access is not over.
    async fn person_context(&self, person: &str, session: SessionId, now: DateTime<Utc>) -> Result<Option<Cx>, AppError> {
        let Some(row) = self.store.person_get(person).await.map_err(AppError::Store)? else { return Ok(None) };
        let today = now.date_naive();
        let subject = self.subject(&row, self.chosen.get(session)).await?;
        if subject.employed_until.is_some_and(|last| last < today) || subject.roles_held(today).is_empty() {
            return Ok(None);
        }
        let person: PersonId = row.id.parse().map_err(|_| AppError::SignedOut)?;
        Ok(Some(Cx { session, person, name: row.name, subject, locale: row.locale, at: now }))
    }

    /// What the policies know of a person. The role is the chosen one while it is held, else the first that is held.
    pub(crate) async fn subject(&self, row: &store::Person, chosen: Option<Role>) -> Result<Subject, AppError> {
        let today = self.now().date_naive();
        let held = self.store.role_by_person(&row.id).await.map_err(AppError::Store)?;
        let roles: Vec<Holding> = held.iter().filter_map(holding).collect();
        let mut subject = Subject::new(row.id.clone(), row.authority.clone(), Role::Employee);
        subject.roles = roles;
        subject.unit.clone_from(&row.unit);
        subject.manager.clone_from(&row.manager);
        // A day that can not be read ends the access: better shut than open.
        subject.employed_until = row.employed_until.as_deref().map(|day| day.parse().unwrap_or(NaiveDate::MIN));
        let held = subject.roles_held(today);
        subject.acting_as =
            chosen.filter(|role| held.contains(role)).or(held.first().copied()).unwrap_or(Role::Employee);
        if let Some(holding) = subject.roles.iter().find(|one| one.role == subject.acting_as && one.holds(today)) {
            subject.authority.clone_from(&holding.authority);
        }
        Ok(subject)
    }

    /// Acts in another of one's roles from now on, in this session.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the role is not held.
    pub fn role_choose(&self, cx: &Cx, role: Role) -> Result<(), AppError> {
        if !cx.subject.roles_held(cx.today()).contains(&role) {
            return Err(AppError::Denied { why: format!("Du har inte rollen {}.", role.label_sv()) });
        }
        self.chosen.put(cx.session, role);
        Ok(())
    }

    /// Signs out: the session is over and its keys are forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out(&self, cx: &Cx) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::SignOut, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, self.end(cx.session)).await
    }

    async fn end(&self, session: SessionId) -> Result<(), AppError> {
        self.ring.forget(session);
        self.chosen.forget(session);
        self.store.session_end(session.as_bytes()).await.map_err(AppError::Store)?;
        Ok(())
    }

    /// The person's own sessions.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_list(&self, cx: &Cx) -> Result<Vec<SessionRow>, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::SessionList, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, async {
            let rows = self.store.session_list(&cx.person.to_string()).await.map_err(AppError::Store)?;
            Ok(rows.into_iter().map(|row| session_row(row, cx.session)).collect())
        })
        .await
    }

    /// Ends one of the person's own sessions.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is none of theirs.
    pub async fn session_revoke(&self, cx: &Cx, id: &str) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::SessionRevoke, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, async {
            let rows = self.store.session_list(&cx.person.to_string()).await.map_err(AppError::Store)?;
            let hash = rows.into_iter().map(|row| row.hash).find(|hash| hex(hash) == id).ok_or(AppError::NotFound)?;
            let hash = <[u8; 32]>::try_from(hash).map_err(|_| AppError::NotFound)?;
            self.end(SessionId::of_hash(hash)).await
        })
        .await
    }

    /// Changes the password.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the old one is wrong or the new one too weak.
    pub async fn password_change(&self, cx: &Cx, old: SecretString, new: SecretString) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PasswordChange, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, async {
            let account = self.store.account_get(&cx.person.to_string()).await.map_err(AppError::Store)?;
            let mut account = account.ok_or(AppError::NotFound)?;
            let (stored, cost) = (account.password.clone(), self.password_cost);
            let verdict = self.hashing(move || password::verify(&old, Some(stored.expose()), cost)).await??;
            if verdict == password::Verdict::Wrong {
                return Err(AppError::field("old", "Lösenordet är fel."));
            }
            passphrase::check(&new, passphrase::Rule::Password, &[&cx.name, &account.username]).map_err(|weak| AppError::field("new", weak.to_string()))?;
            account.password = self.password_hash(new).await?;
            self.store.account_put(&account).await.map_err(AppError::Store)
        })
        .await
    }

    /// The hash of a new password.
    pub(crate) async fn password_hash(&self, new: SecretString) -> Result<store::Secret, AppError> {
        let (cost, mut random) = (self.password_cost, self.random_fork());
        Ok(store::Secret::new(self.hashing(move || password::hash(&new, cost, &mut *random)).await??))
    }

    /// Journals something that nobody is signed in for yet.
    async fn tell(&self, actor: &str, action: Action, outcome: Outcome) -> Result<(), AppError> {
        let mut record = Record {
            at: stamp(self.now()),
            actor: actor.to_owned(),
            role: String::new(),
            authority: String::new(),
            action: action.as_str().to_owned(),
            object: "account".to_owned(),
            phase: Phase::Opened,
            payload: String::new(),
        };
        let opens = self.journal.write(record.clone()).await.map_err(AppError::Store)?;
        record.phase = Phase::Closed { opens, outcome };
        self.journal.write(record).await.map_err(AppError::Store)?;
        Ok(())
    }

    /// A second factor with the last code that was taken, sealed for the account.
    pub(crate) fn seal_factor(&self, person: &str, factor: &TotpSecret, last: Step) -> Result<Vec<u8>, AppError> {
        let mut plain = Zeroizing::new(factor.as_bytes().to_vec());
        plain.extend_from_slice(&last.0.to_be_bytes());
        let sealed = self.with_random(|random| self.server.seal(&Context::new(person, FACTOR), &plain, random))?;
        Ok(sealed.into_bytes())
    }

    /// Opens a second factor.
    fn open_factor(&self, account: &Account) -> Result<Option<(TotpSecret, Step)>, AppError> {
        let Some(sealed) = &account.second_factor else { return Ok(None) };
        let sealed = vault::Sealed::from_bytes(sealed.clone())?;
        let plain = self.server.open(&Context::new(&account.person, FACTOR), &sealed)?;
        let broken = || AppError::Internal("den andra faktorn är skadad".to_owned());
        let (last, secret) = plain.split_last_chunk::<8>().map(|(secret, last)| (*last, secret)).ok_or_else(broken)?;
        Ok(Some((TotpSecret::from_bytes(secret)?, Step(u64::from_be_bytes(last)))))
    }
}

/// The place of a second factor, for the seal.
const FACTOR: &str = "second factor";

/// The person's own account.
pub(crate) fn own(cx: &Cx) -> Resource {
    Resource::Self_ { person: cx.person.to_string() }
}

fn holding(row: &store::RoleHolding) -> Option<Holding> {
    let to = match &row.to_day {
        Some(day) => Some(day.parse().ok()?),
        None => None,
    };
    let (role, from) = (row.role.parse().ok()?, row.from_day.parse().ok()?);
    Some(Holding { role, authority: row.authority.clone(), from, to })
}

fn session_row(row: Session, this: SessionId) -> SessionRow {
    SessionRow {
        id: hex(&row.hash),
        created_at: row.created_at,
        seen_at: row.seen_at,
        device: row.device,
        is_this: row.hash == this.as_bytes(),
    }
}

/// A time of the database.
pub(crate) fn time(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc())
}

/// Bytes as hexadecimal digits.
pub(crate) fn hex(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}
