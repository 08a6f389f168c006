//! Why a passkey is not taken.

use webauthn_rs::prelude::WebauthnError;

/// Why a passkey is not taken, or none can be.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum PasskeyError {
    /// No passkeys hold for this address.
    #[error("passkeys hold for no `{origin}`: the address must begin with https:// and a name, or be of localhost")]
    Origin {
        /// The address.
        origin: String,
    },
    /// The device or the browser said something that is no answer to what was asked.
    #[error("the answer of the browser can not be read")]
    Unreadable {
        /// What is wrong with it.
        #[source]
        source: serde_json::Error,
    },
    /// What came back is not what was asked for: of another site, of another key, signed wrongly, or of a copy.
    #[error("the passkey is not taken")]
    Refused {
        /// What is wrong with it.
        #[source]
        source: WebauthnError,
    },
    /// What is to be asked can not be written.
    #[error("the passkey can not be asked")]
    Ask {
        /// Why not.
        #[source]
        source: WebauthnError,
    },
}
