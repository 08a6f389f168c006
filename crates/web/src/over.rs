//! The door and the sessions over the use cases.
//!
//! A sign-in whose code is still to come is kept in memory only: it opens nothing, and ends with the server.

use std::sync::Arc;

use access::Role;
use app::{
    App, AppError, Cx, SecretString,
    session::{KeyState, Shown},
};
use blake3::Hash;

use crate::desk::{
    Account, AtDesk, Credentials, Desk, DeskError, Enrolment, Factors, Lock, Passkey, RoleName, SignedIn, Viewer,
};
use crate::session::{MemorySessions, Session, SessionError, SessionStore, Soon, Stage};
use crate::text::Lang;
use crate::{Hidden, frame::acts};

/// The door over the use cases.
#[derive(Debug, Clone)]
pub struct AppDesk(Arc<App>);

/// The sessions over the use cases.
#[derive(Debug, Clone)]
pub struct AppSessions {
    app: Arc<App>,
    halfway: Arc<MemorySessions>,
}

impl AppDesk {
    /// The door over these use cases.
    #[must_use]
    pub fn new(app: Arc<App>) -> Self {
        Self(app)
    }

    async fn cx(&self, session: &Session) -> Result<Cx, DeskError> {
        let id = id_of(&session.hash).ok_or(DeskError::Wrong)?;
        self.0.context(&session.person, id).await.map_err(at_desk)?.ok_or(DeskError::Wrong)
    }

    /// Shows a second factor: on the way in, or anew.
    async fn show(&self, session: &Session, shown: Shown<'_>) -> Result<(), DeskError> {
        match session.stage {
            Stage::Code => self.0.sign_in_second(&session.person, shown).await.map_err(at_desk),
            Stage::Full => self.0.prove(&self.cx(session).await?, shown).await.map_err(at_desk),
        }
    }
}

impl AppSessions {
    /// The sessions of these use cases.
    #[must_use]
    pub fn new(app: Arc<App>) -> Self {
        Self { app, halfway: Arc::new(MemorySessions::default()) }
    }
}

fn id_of(hash: &str) -> Option<app::SessionId> {
    Hash::from_hex(hash).ok().map(|hash| app::SessionId::of_hash(*hash.as_bytes()))
}

fn passkey(entry: app::session::PasskeyEntry) -> Passkey {
    let app::session::PasskeyEntry { id, name, created_at, used_at } = entry;
    Passkey { id, name, created_at, used_at }
}

fn secret(hidden: &Hidden) -> SecretString {
    SecretString::from(hidden.reveal())
}

/// What the door says. What is wrong with a name, a password or a code is not told apart.
fn at_desk(error: AppError) -> DeskError {
    match error {
        AppError::Wait { seconds } => DeskError::TooOften { seconds: u32::try_from(seconds).unwrap_or(u32::MAX) },
        AppError::Invalid(problems) if problems.iter().any(|problem| problem.field == "new") => DeskError::Weak,
        AppError::Invalid(problems) if problems.iter().any(|problem| problem.field == "question") => DeskError::Late,
        AppError::Unproven => DeskError::Unproven,
        AppError::Invalid(_) | AppError::SignedOut | AppError::Denied { .. } => DeskError::Wrong,
        error => DeskError::Failed(error.to_string()),
    }
}

impl Desk for AppDesk {
    fn viewer<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Option<Viewer>> {
        Box::pin(async {
            let Some(id) = id_of(&session.hash) else { return Ok(None) };
            let Some(cx) = self.0.context(&session.person, id).await.map_err(at_desk)? else { return Ok(None) };
            let lock = match self.0.key_state(&cx).await.map_err(at_desk)? {
                KeyState::Missing => Lock::None,
                KeyState::Locked => Lock::Locked,
                KeyState::Unlocked => Lock::Unlocked,
            };
            let roles = cx.subject.roles_held(cx.today());
            let may = self.0.acts_somewhere(&cx, acts());
            let waiting = self.0.proposals_waiting(&cx).await.map_err(at_desk)?;
            Ok(Some(Viewer {
                name: cx.name.clone(),
                roles: roles.into_iter().filter_map(|role| RoleName::parse(role.as_str())).collect(),
                acts_as: RoleName::parse(cx.role().as_str()),
                lang: Lang::of_code(&cx.locale),
                lock,
                may: may.into_iter().map(str::to_owned).collect(),
                waiting: u32::try_from(waiting).unwrap_or(u32::MAX),
                cx: Some(cx),
            }))
        })
    }

    fn sign_in<'a>(&'a self, credentials: &'a Credentials) -> AtDesk<'a, SignedIn> {
        Box::pin(async {
            let signed = self.0.sign_in(&credentials.username, secret(&credentials.password)).await.map_err(at_desk)?;
            Ok(SignedIn { person: signed.person, needs_code: signed.needs_code })
        })
    }

    fn factors<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Factors> {
        Box::pin(async {
            let id = id_of(&session.hash).ok_or(DeskError::Wrong)?;
            let factors = self.0.factors(&session.person, id).await.map_err(at_desk)?;
            Ok(Factors {
                has_code: factors.has_code,
                has_passkeys: factors.has_passkeys,
                question: factors.question.map(Hidden::new),
            })
        })
    }

    fn code<'a>(&'a self, session: &'a Session, code: &'a Hidden) -> AtDesk<'a, ()> {
        Box::pin(async { self.show(session, Shown::Code(code.reveal())).await })
    }

    fn passkey<'a>(&'a self, session: &'a Session, answer: &'a Hidden) -> AtDesk<'a, ()> {
        Box::pin(async {
            let id = id_of(&session.hash).ok_or(DeskError::Wrong)?;
            self.show(session, Shown::Passkey(id, answer.reveal())).await
        })
    }

    fn sign_out<'a>(&'a self, session: &'a Session) -> AtDesk<'a, ()> {
        Box::pin(async { self.0.sign_out(&self.cx(session).await?).await.map_err(at_desk) })
    }

    fn unlock<'a>(&'a self, session: &'a Session, passphrase: &'a Hidden) -> AtDesk<'a, ()> {
        Box::pin(async { self.0.unlock(&self.cx(session).await?, secret(passphrase)).await.map_err(at_desk) })
    }

    fn lock<'a>(&'a self, session: &'a Session) -> AtDesk<'a, ()> {
        Box::pin(async { self.0.lock(&self.cx(session).await?).await.map_err(at_desk) })
    }

    fn account<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Account> {
        Box::pin(async {
            let cx = self.cx(session).await?;
            let account = self.0.account(&cx).await.map_err(at_desk)?;
            Ok(Account {
                username: account.username,
                name: cx.name,
                has_code: account.has_code,
                passkeys: account.passkeys.into_iter().map(passkey).collect(),
                takes_passkeys: self.0.takes_passkeys(),
                has_keys: account.has_keys,
            })
        })
    }

    fn password_change<'a>(&'a self, session: &'a Session, old: &'a Hidden, new: &'a Hidden) -> AtDesk<'a, ()> {
        Box::pin(async {
            let cx = self.cx(session).await?;
            self.0.password_change(&cx, secret(old), secret(new)).await.map_err(at_desk)
        })
    }

    /// Without keys, the new passphrase makes them.
    fn passphrase_change<'a>(&'a self, session: &'a Session, old: &'a Hidden, new: &'a Hidden) -> AtDesk<'a, ()> {
        Box::pin(async {
            let cx = self.cx(session).await?;
            match self.0.key_state(&cx).await.map_err(at_desk)? {
                KeyState::Missing => self.0.keys_create(&cx, secret(new)).await.map_err(at_desk),
                _ => self.0.passphrase_change(&cx, secret(old), secret(new)).await.map_err(at_desk),
            }
        })
    }

    fn second_factor_begin<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Enrolment> {
        Box::pin(async {
            let begun = self.0.second_factor_begin(&self.cx(session).await?).await.map_err(at_desk)?;
            Ok(Enrolment { uri: Hidden::new(begun.uri.as_str()), secret: Hidden::new(begun.typed.as_str()) })
        })
    }

    fn second_factor_confirm<'a>(&'a self, session: &'a Session, code: &'a Hidden) -> AtDesk<'a, ()> {
        Box::pin(async {
            let cx = self.cx(session).await?;
            self.0.second_factor_confirm(&cx, code.reveal()).await.map_err(at_desk)
        })
    }

    fn passkey_begin<'a>(&'a self, session: &'a Session) -> AtDesk<'a, Hidden> {
        Box::pin(async { Ok(Hidden::new(self.0.passkey_begin(&self.cx(session).await?).await.map_err(at_desk)?)) })
    }

    fn passkey_add<'a>(&'a self, session: &'a Session, name: &'a str, answer: &'a Hidden) -> AtDesk<'a, ()> {
        Box::pin(async { self.0.passkey_add(&self.cx(session).await?, name, answer.reveal()).await.map_err(at_desk) })
    }

    fn passkey_remove<'a>(&'a self, session: &'a Session, id: &'a str) -> AtDesk<'a, ()> {
        Box::pin(async { self.0.passkey_remove(&self.cx(session).await?, id).await.map_err(at_desk) })
    }

    fn role_choose<'a>(&'a self, session: &'a Session, role: RoleName) -> AtDesk<'a, ()> {
        Box::pin(async move {
            let role = role.key().parse::<Role>().map_err(|_| DeskError::Wrong)?;
            self.0.role_choose(&self.cx(session).await?, role).await.map_err(at_desk)
        })
    }

    fn language_choose<'a>(&'a self, session: &'a Session, lang: Lang) -> AtDesk<'a, ()> {
        Box::pin(async move { self.0.locale_choose(&self.cx(session).await?, lang.code()).await.map_err(at_desk) })
    }
}

fn lost(error: AppError) -> SessionError {
    SessionError(error.to_string())
}

fn of_kept(kept: app::session::Session) -> Session {
    Session {
        hash: Hash::from_bytes(*kept.id.as_bytes()).to_hex().to_string(),
        person: kept.person,
        stage: Stage::Full,
        device: kept.device,
        created_at: kept.created_at,
        seen_at: kept.seen_at,
    }
}

impl SessionStore for AppSessions {
    fn find<'a>(&'a self, hash: &'a str) -> Soon<'a, Result<Option<Session>, SessionError>> {
        Box::pin(async move {
            if let Some(session) = self.halfway.find(hash).await? {
                return Ok(Some(session));
            }
            let Some(id) = id_of(hash) else { return Ok(None) };
            Ok(self.app.session_find(id).await.map_err(lost)?.map(of_kept))
        })
    }

    fn put(&self, session: Session) -> Soon<'_, Result<(), SessionError>> {
        Box::pin(async move {
            if session.stage == Stage::Code {
                return self.halfway.put(session).await;
            }
            let id = id_of(&session.hash).ok_or_else(|| SessionError("a hash of another form".to_owned()))?;
            let Session { person, device, created_at, seen_at, .. } = session;
            let kept = app::session::Session { id, person, created_at, seen_at, device };
            self.app.session_keep(&kept).await.map_err(lost)
        })
    }

    fn remove<'a>(&'a self, hash: &'a str) -> Soon<'a, Result<(), SessionError>> {
        Box::pin(async move {
            self.halfway.remove(hash).await?;
            match id_of(hash) {
                Some(id) => self.app.session_end(id).await.map_err(lost),
                None => Ok(()),
            }
        })
    }

    fn of_person<'a>(&'a self, person: &'a str) -> Soon<'a, Result<Vec<Session>, SessionError>> {
        Box::pin(
            async move { Ok(self.app.sessions_of(person).await.map_err(lost)?.into_iter().map(of_kept).collect()) },
        )
    }
}
