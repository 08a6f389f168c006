//! Passkeys as a second factor: made, listed, shown, removed by their owner.

use access::Action;
use chrono::{DateTime, Utc};
use passkey::{Owner, Passkey, Place};
use serde::{Deserialize, Serialize};
use store::Account;
use vault::{Context, Sealed};
use zeroize::Zeroizing;

use super::{own, time};
use crate::{App, AppError, Cx, SessionId, app::Ask, context::stamp};

/// What the journal calls them.
const OBJECT: &str = "account/passkey";

/// The most that an account has.
const MOST: usize = 10;

/// The longest name, in characters.
const NAME: usize = 60;

/// A passkey, as its owner sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PasskeyEntry {
    /// Its id.
    pub id: String,
    /// What the owner calls it.
    pub name: String,
    /// When it was made.
    pub created_at: DateTime<Utc>,
    /// When it was last used, if ever.
    pub used_at: Option<DateTime<Utc>>,
}

/// What is sealed of a passkey.
#[derive(Serialize, Deserialize)]
struct Kept {
    name: String,
    key: Passkey,
}

/// A passkey, opened.
pub(super) struct Opened {
    row: store::Passkey,
    kept: Kept,
}

impl App {
    /// Whether passkeys can be used at the address that the pages are served at.
    #[must_use]
    pub fn takes_passkeys(&self) -> bool {
        self.place.is_some()
    }

    /// Begins to make a passkey: what the browser is to be given.
    ///
    /// # Errors
    /// [`AppError::Unproven`] when the account has a second factor that was not shown in the last minutes,
    /// [`AppError::Denied`] when there are no passkeys here or the account has enough.
    pub async fn passkey_begin(&self, cx: &Cx) -> Result<String, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PasswordChange, resource: &resource, object: OBJECT.to_owned() };
        self.perform(cx, ask, async {
            let person = cx.person.to_string();
            let (place, known) = (self.passkey_place()?, self.before_another(cx).await?);
            let known: Vec<Passkey> = known.into_iter().map(|opened| opened.kept.key).collect();
            let id = u128::from_str_radix(&person, 16).map_err(|error| AppError::Internal(error.to_string()))?;
            let owner = Owner { id, username: &cx.username, name: &cx.name };
            let (begun, options) = place.enrol(owner, &known).map_err(|error| AppError::Internal(error.to_string()))?;
            self.ceremonies.enrolling.put((cx.session, &person), begun, cx.at);
            Ok(options)
        })
        .await
    }

    /// Adds the passkey that was begun, by what the browser gave back.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when it has no name, was begun too long ago or is not taken; and as
    /// [`App::passkey_begin`].
    pub async fn passkey_add(&self, cx: &Cx, name: &str, answer: &str) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PasswordChange, resource: &resource, object: OBJECT.to_owned() };
        self.perform(cx, ask, async {
            let name = name.trim().to_owned();
            if name.is_empty() || name.chars().count() > NAME {
                return Err(AppError::field("name", format!("Ge passnyckeln ett namn på högst {NAME} tecken.")));
            }
            let (person, place) = (cx.person.to_string(), self.passkey_place()?);
            let whose = (cx.session, person.as_str());
            let _alone = self.accounts.lock().await;
            self.before_another(cx).await?;
            let begun = self.ceremonies.enrolling.take(whose, cx.at).ok_or_else(late)?;
            let key = place.enrolled(&begun, answer).map_err(|_| refused())?;
            self.ceremonies.proven.take(whose, cx.at);
            let id = format!("{:032x}", self.random_bits());
            let row = store::Passkey {
                id,
                person: person.clone(),
                sealed: Vec::new(),
                created_at: cx.stamp(),
                used_at: None,
            };
            self.keep_passkey(Opened { row, kept: Kept { name, key } }).await
        })
        .await
    }

    /// Removes a passkey of the person's own; what is left of their second factor must still be one.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when it is not theirs, [`AppError::Denied`] when it is the last second factor.
    pub async fn passkey_remove(&self, cx: &Cx, id: &str) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PasswordChange, resource: &resource, object: OBJECT.to_owned() };
        self.perform(cx, ask, async {
            let person = cx.person.to_string();
            let _alone = self.accounts.lock().await;
            let account = self.account_read(&person).await?.ok_or(AppError::NotFound)?;
            let all = self.store.passkey_list(&person).await.map_err(AppError::Store)?;
            if !all.iter().any(|row| row.id == id) {
                return Err(AppError::NotFound);
            }
            if account.second_factor.is_none() && all.len() == 1 {
                let why = "Det är ditt enda andra steg. Lägg till en annan passnyckel eller en app för koder först.";
                return Err(AppError::Denied { why: why.to_owned() });
            }
            self.store.passkey_end(&person, id).await.map_err(AppError::Store)?;
            Ok(())
        })
        .await
    }

    /// The passkeys of an account, for its owner.
    pub(super) async fn passkey_entries(&self, person: &str) -> Result<Vec<PasskeyEntry>, AppError> {
        let broken = || AppError::Internal("en passnyckels tid är skadad".to_owned());
        let entry = |opened: Opened| {
            Ok(PasskeyEntry {
                created_at: time(&opened.row.created_at).ok_or_else(broken)?,
                used_at: opened.row.used_at.as_deref().map(|at| time(at).ok_or_else(broken)).transpose()?,
                name: opened.kept.name,
                id: opened.row.id,
            })
        };
        self.passkeys_of(person).await?.into_iter().map(entry).collect()
    }

    /// Asks the passkeys of an account, when it has any and they can be used here: what the browser is to be given.
    pub(super) async fn ask_passkeys(&self, whose: (SessionId, &str)) -> Result<Option<String>, AppError> {
        let Some(place) = &self.place else { return Ok(None) };
        let known: Vec<Passkey> = self.passkeys_of(whose.1).await?.into_iter().map(|opened| opened.kept.key).collect();
        if known.is_empty() {
            return Ok(None);
        }
        let (question, options) = place.ask(&known).map_err(|error| AppError::Internal(error.to_string()))?;
        self.ceremonies.asked.put(whose, question, self.now());
        Ok(Some(options))
    }

    /// Tries what the browser gave back of a passkey. The caller holds the lock of the accounts.
    pub(super) async fn try_passkey(
        &self,
        account: &Account,
        session: SessionId,
        answer: &str,
    ) -> Result<(), AppError> {
        let (now, place) = (self.now(), self.passkey_place()?);
        let asked = self.ceremonies.asked.take((session, &account.person), now).ok_or_else(late)?;
        let all = self.passkeys_of(&account.person).await?;
        let mut keys: Vec<Passkey> = all.iter().map(|opened| opened.kept.key.clone()).collect();
        let Ok(used) = place.answered(&asked, answer, &mut keys) else {
            self.attempts.wrong(&account.username, now);
            return Err(refused());
        };
        self.attempts.right(&account.username);
        let (Some(mut opened), Some(key)) = (all.into_iter().nth(used), keys.into_iter().nth(used)) else {
            return Err(AppError::Internal("en passnyckel som inte fanns svarade".to_owned()));
        };
        opened.kept.key = key;
        opened.row.used_at = Some(stamp(now));
        self.keep_passkey(opened).await
    }

    /// The passkeys of the person's account, when another may be added.
    async fn before_another(&self, cx: &Cx) -> Result<Vec<Opened>, AppError> {
        let person = cx.person.to_string();
        self.proven_or_factorless(cx, &person).await?;
        let known = self.passkeys_of(&person).await?;
        if known.len() >= MOST {
            let why = format!("Du har redan {MOST} passnycklar. Ta bort en som du inte använder först.");
            return Err(AppError::Denied { why });
        }
        Ok(known)
    }

    fn passkey_place(&self) -> Result<&Place, AppError> {
        let why = "Passnycklar kan inte användas här: sidorna måste nås över https eller på localhost.";
        self.place.as_ref().ok_or_else(|| AppError::Denied { why: why.to_owned() })
    }

    async fn passkeys_of(&self, person: &str) -> Result<Vec<Opened>, AppError> {
        let rows = self.store.passkey_list(person).await.map_err(AppError::Store)?;
        rows.into_iter().map(|row| self.open_passkey(row)).collect()
    }

    fn open_passkey(&self, row: store::Passkey) -> Result<Opened, AppError> {
        let object = object_of(&row);
        let plain = self.server.open(&Context::new(&row.person, &object), &Sealed::from_bytes(row.sealed.clone())?)?;
        let broken = |error| AppError::Internal(format!("en passnyckel är skadad: {}", crate::error::place(&error)));
        Ok(Opened { kept: serde_json::from_slice(&plain).map_err(broken)?, row })
    }

    async fn keep_passkey(&self, opened: Opened) -> Result<(), AppError> {
        let Opened { mut row, kept } = opened;
        let plain = serde_json::to_vec(&kept).map_err(|error| AppError::Internal(crate::error::place(&error)))?;
        let plain = Zeroizing::new(plain);
        let object = object_of(&row);
        let context = Context::new(&row.person, &object);
        row.sealed = self.with_random(|random| self.server.seal(&context, &plain, random))?.into_bytes();
        self.store.passkey_put(&row).await.map_err(AppError::Store)
    }
}

/// The place of a passkey, for the seal: another person's, or another of the same person, does not open in it.
fn object_of(row: &store::Passkey) -> String {
    format!("passkey {}", row.id)
}

fn late() -> AppError {
    AppError::field("question", "Sidan var öppen för länge. Försök igen.")
}

fn refused() -> AppError {
    AppError::field("answer", "Passnyckeln godtogs inte. Försök igen, eller använd en annan.")
}
