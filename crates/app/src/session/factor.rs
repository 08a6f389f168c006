//! Who somebody is: the password, and the codes of an app as a second factor.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use access::Action;
use journal::Outcome;
use store::Account;
use vault::{
    Context, Sealed, SecretString, password,
    totp::{Step, TotpSecret},
};
use zeroize::Zeroizing;

use super::own;
use crate::{App, AppError, Cx, app::Ask};

/// A password that was right.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedIn {
    /// Whose.
    pub person: String,
    /// Whether a code or a passkey must follow. An account without a second factor has no role until one is set up.
    pub needs_code: bool,
}

/// A second factor that is being set up.
pub struct Enrolment {
    /// The address that authenticator apps read.
    pub uri: Zeroizing<String>,
    /// The same secret, to type.
    pub typed: Zeroizing<String>,
}

impl fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrolment")
    }
}

/// Second factors that are being set up, by person, in memory until they are confirmed.
#[derive(Default)]
pub(crate) struct Enrolments(Mutex<BTreeMap<String, Arc<TotpSecret>>>);

impl fmt::Debug for Enrolments {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrolments")
    }
}

/// The place of a second factor, for the seal.
const FACTOR: &str = "second factor";

/// What the journal calls it.
const OBJECT: &str = "account/second-factor";

impl App {
    /// The first step of signing in: user name and password.
    ///
    /// An account that does not exist takes as long as a wrong password and says the same.
    ///
    /// # Errors
    /// [`AppError::Wait`] after too many tries, [`AppError::Invalid`] when name or password is wrong.
    pub async fn sign_in(&self, username: &str, typed: SecretString) -> Result<SignedIn, AppError> {
        let (now, name) = (self.now(), username.trim().to_lowercase());
        if let Some(seconds) = self.attempts.wait(&name, now) {
            return Err(AppError::Wait { seconds });
        }
        let account = self.account_named(&name).await?;
        let account = account.filter(|account| !account.disabled);
        let stored = account.as_ref().map(|account| account.password.clone());
        let cost = self.password_cost;
        let verdict =
            self.hashing(move || password::verify(&typed, stored.as_ref().map(store::Secret::expose), cost)).await??;
        let actor = account.as_ref().map_or_else(String::new, |account| self.blind.person(&account.person));
        let account = account.filter(|_| verdict != password::Verdict::Wrong);
        let outcome = if account.is_some() { Outcome::Done } else { Outcome::Denied };
        self.tell(&actor, Action::SignIn, outcome).await?;
        let Some(account) = account else {
            self.attempts.wrong(&name, now);
            return Err(AppError::field("password", "Användarnamnet eller lösenordet är fel."));
        };
        let needs_code = self.has_second_factor(&account).await?;
        if !needs_code {
            self.attempts.right(&name);
        }
        Ok(SignedIn { person: account.person, needs_code })
    }

    /// Tries a code of an account's second factor; it serves once. The caller holds the lock of the accounts.
    pub(super) async fn try_code(&self, account: Account, code: &str) -> Result<(), AppError> {
        let now = self.now();
        let Some((factor, last)) = self.open_factor(&account)? else { return Err(AppError::SignedOut) };
        let seconds = u64::try_from(now.timestamp()).unwrap_or_default();
        let Some(step) = factor.verify(code, seconds, Some(last)) else {
            self.attempts.wrong(&account.username, now);
            return Err(AppError::field("code", "Koden stämmer inte. Skriv den kod som appen visar just nu."));
        };
        self.attempts.right(&account.username);
        let second_factor = Some(self.seal_factor(&account.person, &factor, step)?);
        self.account_keep(&Account { second_factor, ..account }).await.map_err(AppError::Store)
    }

    /// Begins to set up an app for codes; the same one until it is confirmed. An account that has one keeps it.
    ///
    /// # Errors
    /// [`AppError::Denied`] when the account has one: two people can have it forgotten. [`AppError::Unproven`] when it has
    /// passkeys, and none was shown in the last minutes.
    pub async fn second_factor_begin(&self, cx: &Cx) -> Result<Enrolment, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PasswordChange, resource: &resource, object: OBJECT.to_owned() };
        self.perform(cx, ask, async {
            let account = self.factorless(cx).await?;
            let mut all = self.enrolments.0.lock().unwrap_or_else(PoisonError::into_inner);
            let fresh = || Arc::new(self.with_random(TotpSecret::generate));
            let factor = all.entry(account.person.clone()).or_insert_with(fresh);
            Ok(Enrolment { uri: factor.uri(self.municipality(), &account.username), typed: factor.typed() })
        })
        .await
    }

    /// Confirms an app for codes with a code of it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the code is wrong, and as [`App::second_factor_begin`].
    pub async fn second_factor_confirm(&self, cx: &Cx, code: &str) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PasswordChange, resource: &resource, object: OBJECT.to_owned() };
        self.perform(cx, ask, self.confirm_factor(cx, code)).await
    }

    async fn confirm_factor(&self, cx: &Cx, code: &str) -> Result<(), AppError> {
        let _alone = self.accounts.lock().await;
        let account = self.factorless(cx).await?;
        let held = self.enrolments.0.lock().unwrap_or_else(PoisonError::into_inner).get(&account.person).cloned();
        let factor = held.ok_or(AppError::NotFound)?;
        let seconds = u64::try_from(cx.at.timestamp()).unwrap_or_default();
        let Some(step) = factor.verify(code, seconds, None) else {
            return Err(AppError::field("code", "Koden stämmer inte. Skriv den kod som appen visar just nu."));
        };
        let second_factor = Some(self.seal_factor(&account.person, &factor, step)?);
        self.enrolments.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&account.person);
        self.ceremonies.proven.take((cx.session, &account.person), cx.at);
        self.account_keep(&Account { second_factor, ..account }).await.map_err(AppError::Store)
    }

    async fn factorless(&self, cx: &Cx) -> Result<Account, AppError> {
        let account = self.account_read(&cx.person.to_string()).await?;
        let account = account.ok_or(AppError::NotFound)?;
        if account.second_factor.is_some() {
            let why = "Du har redan en app för koder. Byter du telefon kan två personer nollställa den.".to_owned();
            return Err(AppError::Denied { why });
        }
        self.proven_or_factorless(cx, &account.person).await?;
        Ok(account)
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
        let plain = self.server.open(&Context::new(&account.person, FACTOR), &Sealed::from_bytes(sealed.clone())?)?;
        let broken = || AppError::Internal("den andra faktorn är skadad".to_owned());
        let (secret, last) = plain.split_last_chunk::<8>().ok_or_else(broken)?;
        Ok(Some((TotpSecret::from_bytes(secret)?, Step(u64::from_be_bytes(*last)))))
    }
}
