//! Second factors of either kind: what an account has, and what is shown of it.

use std::fmt;

use access::Action;
use journal::Outcome;
use store::Account;

use super::own;
use crate::{App, AppError, Cx, SessionId, app::Ask};

/// What the journal calls it.
const OBJECT: &str = "account/second-factor";

/// What an account has as its second factor, and what its passkeys are asked.
#[derive(Clone, PartialEq, Eq)]
pub struct Factors {
    /// Whether it has an app for codes.
    pub has_code: bool,
    /// Whether it has passkeys.
    pub has_passkeys: bool,
    /// What the browser is to be given for a passkey; none where passkeys can not be used.
    pub question: Option<String>,
}

/// A second factor that is shown.
#[derive(Clone, Copy)]
pub enum Shown<'a> {
    /// A code of the app.
    Code(&'a str),
    /// What the browser gave back of a passkey, when it was asked in that session.
    Passkey(SessionId, &'a str),
}

impl fmt::Debug for Factors {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Factors")
    }
}

impl fmt::Debug for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Shown")
    }
}

impl App {
    /// What somebody can show whose password was right, or who is signed in and is to show anew who they are. Passkeys are
    /// asked with it; what was asked before in that session no longer holds.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn factors(&self, person: &str, session: SessionId) -> Result<Factors, AppError> {
        let account = self.account_read(person).await?.ok_or(AppError::SignedOut)?;
        Ok(Factors {
            has_code: account.second_factor.is_some(),
            has_passkeys: self.has_passkeys(person).await?,
            question: self.ask_passkeys((session, person)).await?,
        })
    }

    /// The second step, for somebody whose password was right: a code or a passkey. Either serves once.
    ///
    /// # Errors
    /// [`AppError::Wait`] after too many tries, [`AppError::Invalid`] when it is wrong.
    pub async fn sign_in_second(&self, person: &str, shown: Shown<'_>) -> Result<(), AppError> {
        let tried = self.try_factor(person, shown).await;
        let outcome = match &tried {
            Ok(()) => Outcome::Done,
            Err(AppError::Invalid(_)) => Outcome::Denied,
            Err(_) => return tried,
        };
        self.tell(&self.blind.person(person), Action::SignIn, outcome).await?;
        tried
    }

    /// Shows anew who one is, before one adds a second factor: it holds for five minutes and for one that is added.
    ///
    /// # Errors
    /// As [`App::sign_in_second`].
    pub async fn prove(&self, cx: &Cx, shown: Shown<'_>) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::SignIn, resource: &resource, object: OBJECT.to_owned() };
        self.perform(cx, ask, async {
            let person = cx.person.to_string();
            self.try_factor(&person, shown).await?;
            self.ceremonies.proven.put((cx.session, &person), (), cx.at);
            Ok(())
        })
        .await
    }

    async fn try_factor(&self, person: &str, shown: Shown<'_>) -> Result<(), AppError> {
        let _alone = self.accounts.lock().await;
        let account = self.account_read(person).await?.ok_or(AppError::SignedOut)?;
        if let Some(seconds) = self.attempts.wait(&account.username, self.now()) {
            return Err(AppError::Wait { seconds });
        }
        match shown {
            Shown::Code(code) => self.try_code(account, code).await,
            Shown::Passkey(session, answer) => self.try_passkey(&account, session, answer).await,
        }
    }

    /// Goes on when the account has no second factor yet, or the person has just shown one.
    pub(super) async fn proven_or_factorless(&self, cx: &Cx, person: &str) -> Result<(), AppError> {
        let account = self.account_read(person).await?.ok_or(AppError::NotFound)?;
        let is_free = !self.has_second_factor(&account).await?;
        let may = is_free || self.ceremonies.proven.holds((cx.session, person), cx.at);
        if may { Ok(()) } else { Err(AppError::Unproven) }
    }

    /// Whether an account has a second factor of either kind.
    pub(super) async fn has_second_factor(&self, account: &Account) -> Result<bool, AppError> {
        Ok(account.second_factor.is_some() || self.has_passkeys(&account.person).await?)
    }

    async fn has_passkeys(&self, person: &str) -> Result<bool, AppError> {
        Ok(!self.store.passkey_list(person).await.map_err(AppError::Store)?.is_empty())
    }
}
