//! Keys and encryption: what keeps a case from everybody who is not a member of it, the administrator included.
//!
//! | who has | and lacks | sees |
//! | --- | --- | --- |
//! | the database, its backups, the key files | a member's passphrase | sizes in steps, times, how many members |
//! | the database and the keys of every member | the shred key, destroyed with the case | the same |
//! | `k - 1` shares of a person's recovery secret | one more | nothing |
//!
//! What it does not guard against: whoever rules the running machine sees what a person has unlocked there and then, and
//! a page served by it can lie.
//!
//! # From the outside in
//! - A person has [`PersonKeys`], locked by a passphrase ([`passphrase::check`], [`Cost`]) and recoverable by custodians
//!   ([`recovery`]). Others know their [`PublicKeys`] and check each [`Signature`].
//! - A case has a [`CaseKey`], wrapped to each member under the case's [`ShredKey`]. It makes [`Sealed`] of content, bound
//!   to its [`Context`].
//! - A report comes in by an [`intake`] that holds public keys only, from a draft under a [`DraftKey`]. Who made it comes back
//!   with a [`receipt`]. What the core tells the intake carries its [`Stamp`].
//! - What leaves the system is an [`export`]; what is shown of an upload is [`clean`](mod@clean).
//! - An account has a [`password`] and a second factor ([`totp`]), which say who somebody is and open no case. Their
//!   secrets lie under the [`ServerKey`].
//!
//! ```
//! use vault::{CaseKey, Context, OsRng, PersonKeys, ShredKeys};
//!
//! # let folder = tempfile::tempdir()?;
//! let anna = PersonKeys::generate(&mut OsRng)?;
//!
//! // A case is opened: first the key of disposal, then the key of the case, then a wrap for each member.
//! let shred = ShredKeys::new(folder.path().join("keys/shred")).create("a1b2", &mut OsRng)?;
//! let key = CaseKey::generate(&mut OsRng)?;
//! let wrapped = key.wrap_to(&anna.public(), &shred, &mut OsRng)?;
//! let place = Context::new("a1b2", "event/0");
//! let sealed = key.seal(&place, b"vad som har skett", &mut OsRng)?;
//!
//! // Later, Anna has unlocked her keys.
//! let key = CaseKey::unwrap(&anna, &wrapped, &shred)?;
//! assert_eq!(key.open(&place, &sealed)?.as_slice(), b"vad som har skett");
//! assert!(key.open(&Context::new("a1b2", "event/1"), &sealed).is_err());
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! Every function that needs randomness takes it, from the operating system ([`OsRng`]) in the program and from a seed in
//! tests; only `age` asks the operating system itself, for the key of each file it makes. Functions that take seconds and
//! memory say so. Secrets are wiped when let go, and their `Debug` is the name of the type.

pub mod clean;
pub mod export;
pub mod intake;
pub mod passphrase;
pub mod password;
pub mod receipt;
pub mod recovery;
pub mod totp;

mod age_file;
mod blind;
mod case;
mod cost;
mod draft;
mod error;
mod hex;
mod html;
mod keyfile;
mod person;
mod post;
mod sealed;
mod secret;
mod server;
mod shred;
mod stamp;
mod wrapped;

pub use blind::BlindKey;
pub use case::CaseKey;
pub use cost::Cost;
pub use draft::DraftKey;
pub use error::VaultError;
pub use person::{PersonKeys, PublicKeys, Signature};
pub use rand_core::{CryptoRngCore, OsRng};
pub use sealed::{Context, Sealed};
pub use secrecy::{ExposeSecret, SecretString};
pub use server::ServerKey;
pub use shred::{ShredKey, ShredKeys};
pub use stamp::Stamp;
