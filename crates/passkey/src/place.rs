//! The site that passkeys hold for: it asks, and checks what comes back.

use std::fmt;

use serde::{Serialize, de::DeserializeOwned};
use webauthn_rs::prelude::{
    CredentialID, Passkey as Known, PasskeyAuthentication, PasskeyRegistration, Url, Uuid, Webauthn, WebauthnBuilder,
    WebauthnResult,
};

use crate::{Passkey, PasskeyError};

/// A site, by the address that browsers know it by.
pub struct Place(Webauthn);

/// Whose passkey it becomes.
#[derive(Debug, Clone, Copy)]
pub struct Owner<'a> {
    /// 128 bits that name the person to the device, and to nobody else.
    pub id: u128,
    /// What they sign in as: shown by the device.
    pub username: &'a str,
    /// Their name: shown by the device.
    pub name: &'a str,
}

/// A passkey that is being made.
pub struct Enrolment(PasskeyRegistration);

/// What some passkeys were asked.
pub struct Question(PasskeyAuthentication);

impl fmt::Debug for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Place")
    }
}

impl fmt::Debug for Enrolment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Enrolment")
    }
}

impl fmt::Debug for Question {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Question")
    }
}

impl Place {
    /// The site at an address, `https://insyn.exempel.se`, shown by devices under a name. A passkey of one address is none at
    /// another.
    ///
    /// # Errors
    /// [`PasskeyError::Origin`] when browsers have no passkeys for such an address: only for a name over https, and for
    /// `http://localhost`.
    pub fn new(origin: &str, name: &str) -> Result<Self, PasskeyError> {
        let refused = || PasskeyError::Origin { origin: origin.to_owned() };
        let url = Url::parse(origin).map_err(|_| refused())?;
        let host = url.domain().ok_or_else(refused)?;
        if url.scheme() != "https" && !(url.scheme() == "http" && host == "localhost") {
            return Err(refused());
        }
        let built = WebauthnBuilder::new(host, &url).and_then(|builder| builder.rp_name(name).build());
        built.map(Self).map_err(|_| refused())
    }

    /// Begins to make a passkey; a device that has one of those that are known makes no second. What the browser is to be
    /// given comes as JSON, with bytes as base64url.
    ///
    /// # Errors
    /// When the owner has no username.
    pub fn enrol(&self, owner: Owner<'_>, known: &[Passkey]) -> Result<(Enrolment, String), PasskeyError> {
        let ids: Vec<CredentialID> = known.iter().map(|passkey| passkey.0.cred_id().clone()).collect();
        let id = Uuid::from_u128(owner.id);
        let begun = self.0.start_passkey_registration(id, owner.username, owner.name, Some(ids));
        let (options, state) = asked(begun)?;
        Ok((Enrolment(state), options))
    }

    /// Checks what the browser gave back, as JSON.
    ///
    /// # Errors
    /// When it can not be read, or is no answer to what was asked of this site.
    pub fn enrolled(&self, begun: &Enrolment, answer: &str) -> Result<Passkey, PasskeyError> {
        let made = self.0.finish_passkey_registration(&read(answer)?, &begun.0);
        made.map(Passkey).map_err(|source| PasskeyError::Refused { source })
    }

    /// Asks for one of some passkeys. What the browser is to be given comes as JSON, with bytes as base64url.
    ///
    /// # Errors
    /// When there are none.
    pub fn ask(&self, known: &[Passkey]) -> Result<(Question, String), PasskeyError> {
        let known: Vec<Known> = known.iter().map(|passkey| passkey.0.clone()).collect();
        let (options, state) = asked(self.0.start_passkey_authentication(&known))?;
        Ok((Question(state), options))
    }

    /// Checks what the browser gave back, as JSON, and notes in the passkey how often it was used. The answer is which of
    /// them it was.
    ///
    /// # Errors
    /// When it can not be read, is no answer to what was asked, or the count of the device has gone back: then there are two
    /// of what can be only one.
    pub fn answered(&self, asked: &Question, answer: &str, known: &mut [Passkey]) -> Result<usize, PasskeyError> {
        let refused = |source| PasskeyError::Refused { source };
        let result = self.0.finish_passkey_authentication(&read(answer)?, &asked.0).map_err(refused)?;
        let used = known.iter_mut().position(|passkey| passkey.0.update_credential(&result).is_some());
        // One that was taken away since it was asked.
        used.ok_or_else(|| refused(webauthn_rs::prelude::WebauthnError::CredentialNotFound))
    }
}

/// What is asked, as JSON, and what is needed to check the answer.
fn asked<A: Serialize, S>(begun: WebauthnResult<(A, S)>) -> Result<(String, S), PasskeyError> {
    let (options, state) = begun.map_err(|source| PasskeyError::Ask { source })?;
    let options = serde_json::to_string(&options).map_err(|source| PasskeyError::Unreadable { source })?;
    Ok((options, state))
}

fn read<A: DeserializeOwned>(answer: &str) -> Result<A, PasskeyError> {
    serde_json::from_str(answer).map_err(|source| PasskeyError::Unreadable { source })
}
