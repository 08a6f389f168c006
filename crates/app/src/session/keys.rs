//! A person's keys: made with a passphrase, unlocked with it, locked again.

use access::Action;
use journal::{Outcome, Phase};
use vault::{PersonKeys, PublicKeys, SecretString, passphrase};

use super::own;
use crate::{App, AppError, Cx, app::Ask};

/// How a person's keys stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum KeyState {
    /// There are none: choose a passphrase first.
    Missing,
    /// Locked.
    Locked,
    /// Unlocked in this session.
    Unlocked,
}

impl App {
    /// How the person's keys stand.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn key_state(&self, cx: &Cx) -> Result<KeyState, AppError> {
        if self.is_unlocked(cx) {
            return Ok(KeyState::Unlocked);
        }
        let key = self.store.person_key_get(&cx.person.to_string()).await.map_err(AppError::Store)?;
        Ok(if key.is_some() { KeyState::Locked } else { KeyState::Missing })
    }

    /// Makes the person's keys under a passphrase that they choose, and unlocks them.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the passphrase is too weak or the keys are there already.
    pub async fn keys_create(&self, cx: &Cx, phrase: SecretString) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PassphraseChange, resource: &resource, object: self.keys_object(cx) };
        self.perform(cx, ask, async {
            passphrase::check(&phrase, passphrase::Rule::Passphrase, &[&cx.name])
                .map_err(|weak| AppError::field("phrase", weak.to_string()))?;
            let person = cx.person.to_string();
            if self.store.person_key_get(&person).await.map_err(AppError::Store)?.is_some() {
                return Err(AppError::field("phrase", "Du har redan nycklar. Lås upp dem med din lösenfras."));
            }
            if self.had_keys(cx).await? {
                let why = "Journalen säger att du har haft nycklar, och de finns inte kvar. Någon har ändrat i \
                           databasen. Säg till säkerhets- eller trygghetssamordnaren och revisorn.";
                return Err(AppError::Denied { why: why.to_owned() });
            }
            let keys = self.make_keys(&person, phrase).await?;
            self.split_keys(&person, &keys).await?;
            self.ring.put((cx.session, cx.person), keys, cx.at);
            Ok(())
        })
        .await
    }

    /// Whether the journal tells that the person made keys or unlocked them. Whoever takes them out of the database could
    /// else make new ones in the person's name, to which the next cases would be sealed.
    async fn had_keys(&self, cx: &Cx) -> Result<bool, AppError> {
        let links = self.store.journal_by_object(&self.keys_object(cx), u64::from(u32::MAX)).await;
        let done = |link: &journal::Link| {
            let phase = link.entry().map(|entry| entry.record.phase);
            matches!(phase, Ok(Phase::Closed { outcome: Outcome::Done, .. }))
        };
        Ok(links.map_err(AppError::Store)?.iter().any(done))
    }

    /// What the journal calls a person's keys.
    fn keys_object(&self, cx: &Cx) -> String {
        format!("keys/{}", self.blind.person(&cx.person.to_string()))
    }

    /// Fresh keys for a person, stored under a passphrase.
    pub(crate) async fn make_keys(&self, person: &str, phrase: SecretString) -> Result<PersonKeys, AppError> {
        let keys = self.with_random(PersonKeys::generate)?;
        let (cost, mut random) = (self.passphrase_cost, self.random_fork());
        let (keys, wrapped) = self
            .hashing(move || {
                let wrapped = keys.wrap(&phrase, cost, &mut *random);
                (keys, wrapped)
            })
            .await?;
        let public = keys.public();
        let row = store::PersonKey {
            person: person.to_owned(),
            version: 1,
            public: public.recipient,
            verifying: public.verifying.to_vec(),
            wrapped: wrapped?,
            created_at: crate::stamp(self.now()),
        };
        self.store.person_key_put(&row, &[]).await.map_err(AppError::Store)?;
        self.vouch(&row).await?;
        Ok(keys)
    }

    /// Unlocks the person's keys for this session.
    ///
    /// # Errors
    /// [`AppError::Wait`] after too many tries, [`AppError::Invalid`] when the passphrase is wrong.
    pub async fn unlock(&self, cx: &Cx, phrase: SecretString) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::Unlock, resource: &resource, object: self.keys_object(cx) };
        self.perform(cx, ask, async {
            let keys = self.try_phrase(cx, phrase, "phrase").await?;
            self.renew_split(&cx.person.to_string(), &keys).await?;
            self.ring.put((cx.session, cx.person), keys, cx.at);
            Ok(())
        })
        .await
    }

    /// Locks the keys of this session.
    ///
    /// # Errors
    /// When the database fails; the keys are locked all the same.
    pub async fn lock(&self, cx: &Cx) -> Result<(), AppError> {
        self.ring.forget(cx.session);
        let resource = own(cx);
        let ask = Ask { action: Action::Lock, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, async { Ok(()) }).await
    }

    /// Changes the passphrase. Cases are not touched.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the old one is wrong or the new one too weak.
    pub async fn passphrase_change(&self, cx: &Cx, old: SecretString, new: SecretString) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PassphraseChange, resource: &resource, object: "account".to_owned() };
        self.perform(cx, ask, async {
            passphrase::check(&new, passphrase::Rule::Passphrase, &[&cx.name])
                .map_err(|weak| AppError::field("new", weak.to_string()))?;
            let keys = self.try_phrase(cx, old, "old").await?;
            let (cost, mut random) = (self.passphrase_cost, self.random_fork());
            let (keys, wrapped) = self
                .hashing(move || {
                    let wrapped = keys.wrap(&new, cost, &mut *random);
                    (keys, wrapped)
                })
                .await?;
            let person = cx.person.to_string();
            let version = self.store.person_key_get(&person).await.map_err(AppError::Store)?.map(|key| key.version);
            let version = version.ok_or(AppError::NotFound)?;
            self.store.person_key_rewrap(&person, version, &wrapped?).await.map_err(AppError::Store)?;
            self.split_keys(&person, &keys).await
        })
        .await
    }

    async fn try_phrase(&self, cx: &Cx, phrase: SecretString, field: &'static str) -> Result<PersonKeys, AppError> {
        let person = cx.person.to_string();
        let tries = format!("keys {person}");
        if let Some(seconds) = self.attempts.wait(&tries, cx.at) {
            return Err(AppError::Wait { seconds });
        }
        let row = self.store.person_key_get(&person).await.map_err(AppError::Store)?.ok_or(AppError::NotFound)?;
        let keys = self.hashing(move || PersonKeys::unwrap(&row.wrapped, &phrase)).await?;
        match keys {
            Ok(keys) => {
                self.attempts.right(&tries);
                Ok(keys)
            }
            Err(vault::VaultError::Passphrase) => {
                self.attempts.wrong(&tries, cx.at);
                Err(AppError::field(field, "Lösenfrasen är fel."))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The public keys of a person, when they have any.
    pub(crate) async fn public_keys(&self, person: &str) -> Result<Option<PublicKeys>, AppError> {
        let Some(key) = self.store.person_key_get(person).await.map_err(AppError::Store)? else { return Ok(None) };
        let broken = || AppError::Internal("en persons öppna nyckel är inte den som Insyn skrev".to_owned());
        self.vouched(key).await?.map(Some).ok_or_else(broken)
    }

    /// Every public key that a person ever had, but for those that somebody else wrote into the database.
    pub(crate) async fn all_public_keys(&self, person: &str) -> Result<Vec<PublicKeys>, AppError> {
        let mut all = Vec::new();
        for key in self.store.person_key_list(person).await.map_err(AppError::Store)? {
            all.extend(self.vouched(key).await?);
        }
        Ok(all)
    }

    /// Writes down, under the server's key, whose the public keys are. Cases are sealed to them and acts verified with
    /// them, so whoever writes the database could else put a key of their own in another's place.
    async fn vouch(&self, key: &store::PersonKey) -> Result<(), AppError> {
        self.mark_keep(&mark_setting(key), self.key_says(key)).await
    }

    async fn vouched(&self, key: store::PersonKey) -> Result<Option<PublicKeys>, AppError> {
        if !self.is_marked(&mark_setting(&key), self.key_says(&key)).await? {
            return Ok(None);
        }
        let verifying = <[u8; 32]>::try_from(key.verifying.as_slice()).ok();
        Ok(verifying.map(|verifying| PublicKeys { recipient: key.public, verifying }))
    }

    fn key_says(&self, key: &store::PersonKey) -> blake3::Hash {
        let version = key.version.to_le_bytes();
        let parts: [&[u8]; 4] = [key.person.as_bytes(), &version, key.public.as_bytes(), &key.verifying];
        self.mark_of("public keys of people", &parts)
    }
}

fn mark_setting(key: &store::PersonKey) -> String {
    format!("public-key/{}/{}", key.person, key.version)
}
