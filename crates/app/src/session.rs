//! Signing in, unlocking, and what a person does with their own account.
//!
//! Who somebody is (password and second factor) is one thing, what they can open (the passphrase of their keys) another:
//! a reset of the first never opens a case, and single sign-on can replace it without touching the second.
//!
//! How long a session lives is the business of those who serve it; here it is kept, by the hash of its secret.

mod factor;
mod fresh;
mod keys;
mod passkeys;
mod proof;
mod role;
mod written;

use access::{Action, Holding, Resource, Role, Subject};
use casework::id::PersonId;
use chrono::{DateTime, NaiveDate, Utc};
use journal::{Outcome, Phase, Record};
use vault::{SecretString, passphrase, password};

use crate::{App, AppError, Cx, SessionId, app::Ask, context::stamp, recovery::RecoveryState};

pub(crate) use factor::Enrolments;
pub use factor::{Enrolment, SignedIn};
pub(crate) use fresh::Ceremonies;
pub use keys::KeyState;
pub use passkeys::PasskeyEntry;
pub use proof::{Factors, Shown};

/// A session as it is kept.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Session {
    /// The hash of its secret, which is itself kept nowhere.
    pub id: SessionId,
    /// Whose.
    pub person: String,
    /// When it began.
    pub created_at: DateTime<Utc>,
    /// When it was last used.
    pub seen_at: DateTime<Utc>,
    /// What the person recognises it by.
    pub device: String,
}

/// An account, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Account {
    /// What they sign in as.
    pub username: String,
    /// Whether an app for codes is set up.
    pub has_code: bool,
    /// The passkeys, the oldest first. With neither there is no second factor.
    pub passkeys: Vec<PasskeyEntry>,
    /// Whether they have keys.
    pub has_keys: bool,
    /// Whether the keys can be recovered when the passphrase is forgotten.
    pub recovery: RecoveryState,
}

impl App {
    /// The session of a secret's hash.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_find(&self, id: SessionId) -> Result<Option<Session>, AppError> {
        let row = self.store.session_get(id.as_bytes()).await.map_err(AppError::Store)?;
        Ok(row.and_then(|row| self.session_written(row)).and_then(of_row))
    }

    /// Keeps a session, new or used again.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_keep(&self, session: &Session) -> Result<(), AppError> {
        let hash = session.id.as_bytes();
        if self.store.session_touch(hash, &stamp(session.seen_at)).await.map_err(AppError::Store)? {
            return Ok(());
        }
        let row = store::Session {
            hash: hash.to_vec(),
            person: session.person.clone(),
            created_at: stamp(session.created_at),
            seen_at: stamp(session.seen_at),
            device: session.device.chars().take(80).collect(),
        };
        self.store.session_put(&self.session_marked(row)).await.map_err(AppError::Store)
    }

    /// Ends a session and forgets its keys.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn session_end(&self, id: SessionId) -> Result<(), AppError> {
        self.ring.forget(id);
        self.chosen.forget(id);
        self.ceremonies.forget(id);
        self.store.session_end(id.as_bytes()).await.map_err(AppError::Store)?;
        Ok(())
    }

    /// Ends every session of a person and forgets their keys.
    pub(crate) async fn end_access(&self, person: &str) -> Result<(), AppError> {
        self.ring.forget_person(person);
        self.store.session_end_all(person).await.map_err(AppError::Store)?;
        Ok(())
    }

    /// The sessions of a person, the last used first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sessions_of(&self, person: &str) -> Result<Vec<Session>, AppError> {
        let rows = self.store.session_list(person).await.map_err(AppError::Store)?;
        Ok(rows.into_iter().filter_map(|row| self.session_written(row)).filter_map(of_row).collect())
    }

    /// The context of the acts of a session. `None` when the person's access is over.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn context(&self, person: &str, session: SessionId) -> Result<Option<Cx>, AppError> {
        self.person_context(person, session, self.now()).await
    }

    /// The context of a person, when their access is not over.
    async fn person_context(
        &self,
        person: &str,
        session: SessionId,
        now: DateTime<Utc>,
    ) -> Result<Option<Cx>, AppError> {
        self.ring.sweep(now);
        let Some(row) = self.store.person_get(person).await.map_err(AppError::Store)? else { return Ok(None) };
        let today = casework::local::day(now);
        let subject = self.subject(&row, self.chosen.get(session)).await?;
        if subject.employed_until.is_some_and(|last| last < today) || subject.roles_held(today).is_empty() {
            return Ok(None);
        }
        let account = self.account_read(person).await?.filter(|account| !account.disabled);
        let Some(account) = account else { return Ok(None) };
        let mut subject = subject;
        if !self.has_second_factor(&account).await? {
            // Until there is a second factor, only the own account is open.
            subject.roles.clear();
        }
        let person: PersonId = row.id.parse().map_err(|_| AppError::SignedOut)?;
        let (name, username, locale) = (row.name, account.username, row.locale);
        Ok(Some(Cx { session, person, name, username, subject, locale, at: now }))
    }

    /// What the policies know of a person. The role is the chosen one while it is held, else the first that is held.
    pub(crate) async fn subject(&self, row: &store::Person, chosen: Option<Role>) -> Result<Subject, AppError> {
        let today = casework::local::day(self.now());
        let held = self.store.role_by_person(&row.id).await.map_err(AppError::Store)?;
        let held = self.roles_given(held).await?;
        let roles: Vec<Holding> = held.iter().filter_map(holding).collect();
        let mut subject = Subject::new(row.id.clone(), row.authority.clone(), Role::Employee);
        subject.roles = roles;
        subject.unit.clone_from(&row.unit);
        subject.manager.clone_from(&row.manager);
        // A day that can not be read ends the access, and so does a row that the server did not write: better shut than
        // open.
        subject.employed_until = row.employed_until.as_deref().map(|day| day.parse().unwrap_or(NaiveDate::MIN));
        if !self.is_person_written(row).await? {
            subject.employed_until = Some(NaiveDate::MIN);
        }
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
    pub async fn role_choose(&self, cx: &Cx, role: Role) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::RoleChoose, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, async {
            if !cx.subject.roles_held(cx.today()).contains(&role) {
                return Err(AppError::Denied { why: format!("Du har inte rollen {}.", role.label_sv()) });
            }
            self.chosen.put(cx.session, role);
            Ok(())
        })
        .await
    }

    /// The person's own account.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn account(&self, cx: &Cx) -> Result<Account, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::SessionList, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, async {
            let person = cx.person.to_string();
            let account = self.account_read(&person).await?.ok_or(AppError::NotFound)?;
            let keys = self.store.person_key_get(&person).await.map_err(AppError::Store)?;
            Ok(Account {
                username: account.username,
                has_code: account.second_factor.is_some(),
                passkeys: self.passkey_entries(&person).await?,
                has_keys: keys.is_some(),
                recovery: self.recovery_state(cx).await?,
            })
        })
        .await
    }

    /// The language that the person reads.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn locale_choose(&self, cx: &Cx, locale: &str) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::LocaleChoose, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, async {
            let row = self.person_read(&cx.person.to_string()).await?;
            let row = store::Person { locale: locale.to_owned(), ..row.ok_or(AppError::NotFound)? };
            self.person_keep(&row).await.map_err(AppError::Store)
        })
        .await
    }

    /// Signs out: the session is over and its keys are forgotten.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn sign_out(&self, cx: &Cx) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::SignOut, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, self.session_end(cx.session)).await
    }

    /// Changes the password.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the old one is wrong or the new one too weak.
    pub async fn password_change(&self, cx: &Cx, old: SecretString, new: SecretString) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PasswordChange, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, async {
            let tries = format!("password {}", cx.person);
            if let Some(seconds) = self.attempts.wait(&tries, cx.at) {
                return Err(AppError::Wait { seconds });
            }
            let _alone = self.accounts.lock().await;
            let account = self.account_read(&cx.person.to_string()).await?;
            let mut account = account.ok_or(AppError::NotFound)?;
            let (stored, cost) = (account.password.clone(), self.password_cost);
            let verdict = self.hashing(move || password::verify(&old, Some(stored.expose()), cost)).await??;
            if verdict == password::Verdict::Wrong {
                self.attempts.wrong(&tries, cx.at);
                return Err(AppError::field("old", "Lösenordet är fel."));
            }
            self.attempts.right(&tries);
            passphrase::check(&new, passphrase::Rule::Password, &[&cx.name, &account.username])
                .map_err(|weak| AppError::field("new", weak.to_string()))?;
            account.password = self.password_hash(new).await?;
            self.account_keep(&account).await.map_err(AppError::Store)
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
}

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

fn of_row(row: store::Session) -> Option<Session> {
    Some(Session {
        id: SessionId::of_hash(<[u8; 32]>::try_from(row.hash).ok()?),
        person: row.person,
        created_at: time(&row.created_at)?,
        seen_at: time(&row.seen_at)?,
        device: row.device,
    })
}

/// The day in Sweden of a time of the database; as it stands there when it is none.
pub(crate) fn day_of(text: &str) -> String {
    time(text).map_or_else(|| text.to_owned(), |at| casework::local::day(at).to_string())
}

/// A time of the database.
pub(crate) fn time(text: &str) -> Option<DateTime<Utc>> {
    DateTime::parse_from_rfc3339(text).ok().map(|time| time.to_utc())
}
