//! The ceremony by which custodians give a person their keys back.

use access::{Action, Resource};
use casework::id::{PersonId, ProposalId};
use chrono::TimeDelta;
use serde::{Deserialize, Serialize};
use vault::{
    Context, PersonKeys, PublicKeys, Sealed, SecretString, VaultError, passphrase,
    recovery::{RecoveryError, Share, combine},
};

use super::{notice::About, split::copy_setting};
use crate::{
    App, AppError, Cx,
    app::Ask,
    proposal::{Act, ProposalRef},
    session::own,
    stamp,
};

/// How long a ceremony may take, in days.
const DAYS: i64 = 14;
/// All ceremonies.
const CEREMONIES: &str = "ceremony/";
/// What the person is told when it begins: the one who did not ask for it should hear of it first.
const DECIDED: &str = "Två personer har beslutat att dina nycklar ska återskapas. Har du inte bett om det: kontakta \
                       säkerhets- eller trygghetssamordnaren och avbryt under Mina nycklar.";

/// A ceremony, as it is kept: sealed with the server's key.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Ceremony {
    /// The proposal by which two decided it.
    proposal: ProposalId,
    /// Which version of the keys.
    pub(super) version: u64,
    /// How many shares it takes.
    pub(super) needed: u64,
    /// When it ends by itself.
    pub(super) until: String,
    /// The keys of this ceremony alone.
    pub(super) key: Option<OneTime>,
}

/// Keys of one ceremony, wrapped under the new passphrase.
#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OneTime {
    pub(super) public: PublicKeys,
    wrapped: Vec<u8>,
}

impl App {
    /// Proposes that a person's keys are recovered. A custodian must approve it.
    ///
    /// # Errors
    /// [`AppError::Invalid`] without a reason, [`AppError::Denied`] when the person's keys are not split.
    pub async fn recovery_propose(&self, cx: &Cx, person: PersonId, reason: &str) -> Result<ProposalRef, AppError> {
        let resource = self.recovery_of(&person.to_string()).await?;
        let ask = Ask { action: Action::KeyRecoverPropose, resource: &resource, object: self.recovery_object(person) };
        self.perform(cx, ask, async {
            self.split_of(&person.to_string()).await?;
            let row = self.store.person_get(&person.to_string()).await.map_err(AppError::Store)?;
            let authority = row.ok_or(AppError::NotFound)?.authority;
            self.propose(cx, Act::RecoverKeys { authority, person }, reason).await
        })
        .await
    }

    /// Begins the ceremony that two have decided.
    pub(crate) async fn begin_ceremony(&self, cx: &Cx, proposal: &str, person: PersonId) -> Result<(), AppError> {
        let person = person.to_string();
        let (version, needed) = self.split_of(&person).await?;
        let until = cx.at + TimeDelta::days(DAYS);
        let proposal = proposal.parse().map_err(|_| AppError::NotFound)?;
        self.keep(&person, &Ceremony { proposal, version, needed, until: stamp(until), key: None }).await?;
        self.store.setting_remove_all(&given_prefix(&person)).await.map_err(AppError::Store)?;
        self.notify(&person, About::OwnKeys, DECIDED).await
    }

    /// The person whose keys are recovered chooses a new passphrase. The answer is the fingerprint to read to the
    /// custodians. Again with another passphrase, and custodians must give their shares again.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when nobody has decided it, [`AppError::Invalid`] when the passphrase is too weak.
    pub async fn recovery_begin(&self, cx: &Cx, phrase: SecretString) -> Result<String, AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PassphraseChange, resource: &resource, object: "recovery".to_owned() };
        self.perform(cx, ask, async {
            passphrase::check(&phrase, passphrase::Rule::Passphrase, &[&cx.name])
                .map_err(|weak| AppError::field("phrase", weak.to_string()))?;
            let person = cx.person.to_string();
            let mut ceremony = self.ceremony(&person, cx).await?.ok_or(AppError::NotFound)?;
            let keys = self.with_random(PersonKeys::generate)?;
            let public = keys.public();
            let (cost, mut random) = (self.passphrase_cost, self.random_fork());
            let wrapped = self.hashing(move || keys.wrap(&phrase, cost, &mut *random)).await??;
            let fingerprint = public.fingerprint();
            ceremony.key = Some(OneTime { public, wrapped });
            self.store.setting_remove_all(&given_prefix(&person)).await.map_err(AppError::Store)?;
            self.keep(&person, &ceremony).await?;
            Ok(fingerprint)
        })
        .await
    }

    /// A custodian gives their share, for the keys whose fingerprint the person has read to them.
    ///
    /// # Errors
    /// [`AppError::Locked`], [`AppError::NotFound`] without a ceremony or a share in it, [`AppError::Invalid`] when the
    /// fingerprint is another one.
    pub async fn recovery_share_give(&self, cx: &Cx, person: PersonId, fingerprint: &str) -> Result<(), AppError> {
        let id = person.to_string();
        let resource = self.recovery_of(&id).await?;
        let object = format!("{}/share", self.recovery_object(person));
        let ask = Ask { action: Action::KeyRecoverPropose, resource: &resource, object };
        self.perform(cx, ask, async {
            let (keys, me) = (self.keys(cx)?, cx.person.to_string());
            let ceremony = self.ceremony(&id, cx).await?.ok_or(AppError::NotFound)?;
            let shares = self.store.recovery_share_list(&id, ceremony.version).await.map_err(AppError::Store)?;
            let share = shares.into_iter().find(|share| share.custodian == me).ok_or(AppError::NotFound)?;
            let Some(OneTime { public, .. }) = ceremony.key else {
                let why = "Personen har inte valt en ny lösenfras än. Be personen logga in och göra det först.";
                return Err(AppError::Denied { why: why.to_owned() });
            };
            if plain(fingerprint) != plain(&public.fingerprint()) {
                let text = "Teckenföljden är en annan än den som personen har fått. Låt personen läsa upp den igen, i \
                            rummet eller i telefon, och lämna inte din del om den inte stämmer.";
                return Err(AppError::field("fingerprint", text));
            }
            let sealed = Share::open(&keys, &share.sealed)?.seal_to(&public)?;
            let name = format!("{}{me}", given_prefix(&id));
            self.store.setting_put(&name, &sealed).await.map_err(AppError::Store)
        })
        .await
    }

    /// The person whose keys are recovered gets them back under the new passphrase, when enough custodians have given their
    /// shares. Every member of the person's cases is told.
    ///
    /// # Errors
    /// [`AppError::Invalid`] when the passphrase is not the new one, [`AppError::Vault`] when shares are missing or wrong.
    pub async fn recovery_finish(&self, cx: &Cx, phrase: SecretString) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PassphraseChange, resource: &resource, object: "recovery".to_owned() };
        self.perform(cx, ask, async {
            let person = cx.person.to_string();
            let ceremony = self.ceremony(&person, cx).await?.ok_or(AppError::NotFound)?;
            let own = self.store.person_key_get(&person).await.map_err(AppError::Store)?.ok_or(AppError::NotFound)?;
            let one_time = self.one_time(cx, ceremony.key, phrase.clone()).await?;
            let keys = self.joined(&person, &one_time).await?;
            if keys.public().recipient != own.public || keys.public().verifying.as_slice() != own.verifying {
                return Err(VaultError::NotOpened.into());
            }
            let by = self.givers(&person).await?;
            let (cost, mut random) = (self.passphrase_cost, self.random_fork());
            let (keys, wrapped) = self
                .hashing(move || {
                    let wrapped = keys.wrap(&phrase, cost, &mut *random);
                    (keys, wrapped)
                })
                .await?;
            self.store.person_key_rewrap(&person, own.version, &wrapped?).await.map_err(AppError::Store)?;
            self.split_keys(&person, &keys).await?;
            self.end_ceremony(&person).await?;
            self.ring.put((cx.session, cx.person), keys, cx.at);
            self.tell_members(&person, &by).await
        })
        .await
    }

    /// The person whose keys would be recovered stops it.
    ///
    /// # Errors
    /// [`AppError::NotFound`] when there is none.
    pub async fn recovery_stop(&self, cx: &Cx) -> Result<(), AppError> {
        let resource = own(cx);
        let ask = Ask { action: Action::PassphraseChange, resource: &resource, object: "recovery".to_owned() };
        self.perform(cx, ask, async {
            let person = cx.person.to_string();
            self.ceremony(&person, cx).await?.ok_or(AppError::NotFound)?;
            self.end_ceremony(&person).await
        })
        .await
    }

    /// The keys of the ceremony, by the new passphrase.
    async fn one_time(&self, cx: &Cx, key: Option<OneTime>, phrase: SecretString) -> Result<PersonKeys, AppError> {
        let tries = format!("recovery {}", cx.person);
        if let Some(seconds) = self.attempts.wait(&tries, cx.at) {
            return Err(AppError::Wait { seconds });
        }
        let OneTime { wrapped, .. } = key.ok_or(AppError::NotFound)?;
        match self.hashing(move || PersonKeys::unwrap(&wrapped, &phrase)).await? {
            Ok(keys) => {
                self.attempts.right(&tries);
                Ok(keys)
            }
            Err(VaultError::Passphrase) => {
                self.attempts.wrong(&tries, cx.at);
                Err(AppError::field("phrase", "Det är inte den lösenfras som du valde när återskapandet började."))
            }
            Err(error) => Err(error.into()),
        }
    }

    /// The person's keys out of the shares that were given. One that is not what was dealt is left out, so that no single
    /// custodian can hinder the others.
    async fn joined(&self, person: &str, one_time: &PersonKeys) -> Result<PersonKeys, AppError> {
        let given = self.store.setting_list(&given_prefix(person)).await.map_err(AppError::Store)?;
        let mut shares: Vec<Share> = given.iter().filter_map(|row| Share::open(one_time, &row.value).ok()).collect();
        let secret = loop {
            match combine(&shares) {
                Ok(secret) => break secret,
                Err(VaultError::Recovery(RecoveryError::Wrong { place } | RecoveryError::Foreign { place })) => {
                    shares.retain(|share| share.place() != place);
                }
                Err(VaultError::Recovery(error @ RecoveryError::TooFew { .. })) => {
                    return Err(AppError::Denied { why: format!("{error}.") });
                }
                Err(error) => return Err(error.into()),
            }
        };
        let copy = self.store.setting_get(&copy_setting(person)).await.map_err(AppError::Store)?;
        Ok(PersonKeys::recover(&copy.ok_or(AppError::NotFound)?, &secret)?)
    }

    /// Who has given their share in a person's ceremony.
    async fn givers(&self, person: &str) -> Result<Vec<String>, AppError> {
        let prefix = given_prefix(person);
        let given = self.store.setting_list(&prefix).await.map_err(AppError::Store)?;
        Ok(given.iter().filter_map(|row| row.name.strip_prefix(&prefix)).map(str::to_owned).collect())
    }

    async fn end_ceremony(&self, person: &str) -> Result<(), AppError> {
        self.store.setting_remove(&setting(person)).await.map_err(AppError::Store)?;
        self.store.setting_remove_all(&given_prefix(person)).await.map_err(AppError::Store)?;
        Ok(())
    }

    /// The version of a person's keys that is split, and how many shares it takes.
    async fn split_of(&self, person: &str) -> Result<(u64, u64), AppError> {
        let key = self.store.person_key_get(person).await.map_err(AppError::Store)?;
        let version = key.map(|key| key.version).unwrap_or_default();
        let shares = self.store.recovery_share_list(person, version).await.map_err(AppError::Store)?;
        let first = shares.first().ok_or_else(|| AppError::Denied {
            why: "Personens nycklar är inte delade mellan nyckelförvaltare och kan inte återskapas.".to_owned(),
        })?;
        Ok((version, first.k))
    }

    /// What the policies must know of a person whose keys are recovered.
    async fn recovery_of(&self, person: &str) -> Result<Resource, AppError> {
        // Somebody who is not there stands in no authority, so that asking for them is journalled too.
        let row = self.store.person_get(person).await.map_err(AppError::Store)?;
        let authority = row.map(|row| row.authority).unwrap_or_default();
        Ok(Resource::Directory { authority, about: Some(person.to_owned()) })
    }

    fn recovery_object(&self, person: PersonId) -> String {
        format!("recovery/{}", self.blind.person(&person.to_string()))
    }

    /// The ids of those whose keys are being recovered.
    pub(super) async fn ceremonies(&self) -> Result<Vec<String>, AppError> {
        let rows = self.store.setting_list(CEREMONIES).await.map_err(AppError::Store)?;
        Ok(rows.iter().filter_map(|row| row.name.strip_prefix(CEREMONIES).map(str::to_owned)).collect())
    }

    /// The ceremony of a person, until it has ended.
    pub(super) async fn ceremony(&self, person: &str, cx: &Cx) -> Result<Option<Ceremony>, AppError> {
        let Some(kept) = self.store.setting_get(&setting(person)).await.map_err(AppError::Store)? else {
            return Ok(None);
        };
        let object = setting(person);
        let text = self.server.open(&Context::new("recovery", &object), &Sealed::from_bytes(kept)?)?;
        let ceremony: Ceremony =
            serde_json::from_slice(&text).map_err(|error| AppError::Internal(error.to_string()))?;
        Ok(Some(ceremony).filter(|ceremony| cx.stamp() <= ceremony.until))
    }

    async fn keep(&self, person: &str, ceremony: &Ceremony) -> Result<(), AppError> {
        let text = serde_json::to_vec(ceremony).map_err(|error| AppError::Internal(error.to_string()))?;
        let object = setting(person);
        let sealed = self.with_random(|random| self.server.seal(&Context::new("recovery", &object), &text, random))?;
        self.store.setting_put(&object, &sealed.into_bytes()).await.map_err(AppError::Store)
    }
}

/// Where the ceremony of a person is kept.
pub(super) fn setting(person: &str) -> String {
    format!("{CEREMONIES}{person}")
}

/// Where the shares given in a person's ceremony are kept, each under its custodian.
pub(super) fn given_prefix(person: &str) -> String {
    format!("ceremony-share/{person}/")
}

/// A fingerprint as it is compared: without blanks, in small letters.
fn plain(fingerprint: &str) -> String {
    fingerprint.chars().filter(|sign| !sign.is_whitespace()).flat_map(char::to_lowercase).collect()
}
