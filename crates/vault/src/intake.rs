//! Where a report comes in: a part of the system that holds public keys only, and stores what it can not open.
//!
//! For each report the intake makes three secrets, uses them, and forgets them when the report is handed in:
//!
//! | secret | kept as | opened by |
//! | --- | --- | --- |
//! | the key of the case | a wrap for each recipient, under the shred key | a recipient, while the shred key exists |
//! | the shred key | sealed to the [`IntakeKey`] of the core | the core, which files it among its [`ShredKeys`] |
//! | the reporter's own keys | locked by the seven words | who has the [`Receipt`] |
//!
//! A name, when the reporter gives one, lies apart ([`Fresh::identity`]): a custodian and a recipient open it together.
//!
//! So a copy of the intake's disk opens nothing, with the keys of every recipient neither: it lacks the shred key. The
//! core's files lack the recipients. Who is left out of [`Fresh::hand_in`] is in no wrap, and no later act of an
//! administrator changes that: only a recipient can let another in.
//!
//! The reporter does not hold the key of the case, which seals the recipients' own notes too. What the reporter may read
//! is sent to the reporter's key ([`ReporterKeys`]), and what the reporter sends later goes to the key of the case.
//!
//! The intake needs no backup, since the core pulls what it has. A backup that is kept would keep shred keys, so the
//! [`IntakeKey`] should not outlive 30 days.

use std::{collections::BTreeMap, io, path::Path};

use rand_core::CryptoRngCore;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::{
    CaseKey, Context, Cost, PersonKeys, PublicKeys, Sealed, ShredKey, ShredKeys, VaultError,
    age_file::{self, Pair},
    case::{read, recipient},
    keyfile, post,
    receipt::{Receipt, ReporterKeys},
    secret::hidden,
};

const SHRED: &str = "shred";
const IDENTITY: &str = "identity";

/// Sends content to a case or to a reporter: `to` is the `age1…` of an [`Envelope`].
///
/// # Errors
/// When `to` is no key.
pub fn send(to: &str, place: &Context<'_>, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
    post::seal(to, place, plain)
}

/// The secrets of a report that is being handed in. They exist in memory only, and are wiped when let go.
pub struct Fresh {
    report: String,
    key: CaseKey,
    shred: ShredKey,
    reporter: ReporterKeys,
}

hidden!(Fresh);

/// What is kept of a report beside its content: nothing in it is secret to whoever keeps it, and nothing opens with it
/// alone.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Envelope {
    /// The key of the case for each recipient, by the recipient's id.
    pub wraps: BTreeMap<String, Vec<u8>>,
    /// The shred key, sealed to the core; empty when the core has it.
    pub shred: Vec<u8>,
    /// The reporter's keys, locked by the words.
    pub lock: Vec<u8>,
    /// Where more is sent to the case, `age1…`.
    pub case: String,
    /// Where answers are sent to the reporter, `age1…`.
    pub reporter: String,
}

impl Fresh {
    /// Fresh secrets for a report of this id.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn generate(report: &str, rng: &mut dyn CryptoRngCore) -> Result<Self, VaultError> {
        Ok(Self {
            report: report.to_owned(),
            key: CaseKey::generate(rng)?,
            shred: ShredKey::fresh(report, rng),
            reporter: ReporterKeys::generate(rng)?,
        })
    }

    /// Seals a part of the report, such as `event/1` or `file/<id>`, for its recipients.
    ///
    /// # Errors
    /// When it is larger than 1 GiB.
    pub fn seal(&self, object: &str, plain: &[u8], rng: &mut dyn CryptoRngCore) -> Result<Sealed, VaultError> {
        self.key.seal(&Context::new(&self.report, object), plain, rng)
    }

    /// Seals a copy for the reporter, who can read it with the words.
    ///
    /// # Errors
    /// None that a caller can cause.
    pub fn copy(&self, object: &str, plain: &[u8]) -> Result<Vec<u8>, VaultError> {
        post::seal(&self.reporter.recipient(), &Context::new(&self.report, object), plain)
    }

    /// Seals the reporter's name for the custodians, so that it takes two to read it: what a custodian opens ([`release`])
    /// is still sealed to the case, whose key custodians do not have. Of several custodians any one does.
    ///
    /// # Errors
    /// [`VaultError::NoRecipient`] when there is no custodian; when a public key is none.
    pub fn identity(&self, custodians: &[PublicKeys], name: &[u8]) -> Result<Vec<u8>, VaultError> {
        if custodians.is_empty() {
            return Err(VaultError::NoRecipient);
        }
        let sealed = post::seal(&self.key.recipient(), &Context::new(&self.report, IDENTITY), name)?;
        let custodians = custodians.iter().map(recipient).collect::<Result<Vec<_>, _>>()?;
        age_file::encrypt(&custodians, &sealed)
    }

    /// Ends the report: its secrets go to those who may have them, and are forgotten here.
    ///
    /// `recipients` are those who may open it, by id: whoever is in conflict or was left out is not among them. `core` is
    /// the [`IntakeKey::recipient`] of the core. Takes the memory and time of `cost`, usually [`Cost::RECEIPT`].
    ///
    /// # Errors
    /// [`VaultError::NoRecipient`] when nobody could open it; when a public key is none; when `cost` is out of bounds.
    pub fn hand_in(
        self,
        recipients: &BTreeMap<String, PublicKeys>,
        core: &str,
        (receipt, cost): (&Receipt, Cost),
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Envelope, VaultError> {
        let shred = post::seal(core, &Context::new(&self.report, SHRED), self.shred.bytes())?;
        self.envelope(recipients, shred, (receipt, cost), rng)
    }

    /// Ends a report that somebody in the core wrote down, as [`Fresh::hand_in`] ends one of an intake: its shred key is
    /// filed among `keys` at once, and so the envelope has none. The rows come after; when they can not be written, destroy
    /// the key.
    ///
    /// # Errors
    /// As [`Fresh::hand_in`], and when the report has a shred key already or the file cannot be written.
    pub fn file(
        self,
        recipients: &BTreeMap<String, PublicKeys>,
        keys: &ShredKeys,
        (receipt, cost): (&Receipt, Cost),
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Envelope, VaultError> {
        let envelope = self.envelope(recipients, Vec::new(), (receipt, cost), rng)?;
        keys.put(&self.report, Zeroizing::new(*self.shred.bytes()))?;
        Ok(envelope)
    }

    fn envelope(
        &self,
        recipients: &BTreeMap<String, PublicKeys>,
        shred: Vec<u8>,
        (receipt, cost): (&Receipt, Cost),
        rng: &mut dyn CryptoRngCore,
    ) -> Result<Envelope, VaultError> {
        if recipients.is_empty() {
            return Err(VaultError::NoRecipient);
        }
        let mut wraps = BTreeMap::new();
        for (id, keys) in recipients {
            wraps.insert(id.clone(), self.key.wrap_to(keys, &self.shred, rng)?);
        }
        Ok(Envelope {
            wraps,
            shred,
            lock: self.reporter.lock(receipt, cost, rng)?,
            case: self.key.recipient(),
            reporter: self.reporter.recipient(),
        })
    }
}

/// What a custodian does of a release: takes off the outer layer of [`Fresh::identity`]. The custodian reads nothing.
///
/// # Errors
/// When the identity was sealed to other custodians, or is damaged.
pub fn release(custodian: &PersonKeys, identity: &[u8]) -> Result<Vec<u8>, VaultError> {
    Ok(read(custodian.age(), identity)?.to_vec())
}

impl CaseKey {
    /// What a custodian has [released](release) of the identity of the reporter of this report.
    ///
    /// # Errors
    /// When it belongs to another report, or is damaged.
    pub fn open_identity(&self, report: &str, released: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        self.open_sent(&Context::new(report, IDENTITY), released)
    }

    /// What was sent to the case by [`send`] for this place.
    ///
    /// # Errors
    /// When it was sent to another case or place, or is damaged.
    pub fn open_sent(&self, place: &Context<'_>, sent: &[u8]) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        post::open(self.pair(), place, sent)
    }
}

/// The key of the core that shred keys of reports are sealed to: a file in `keys/`. Wiped when let go.
pub struct IntakeKey(Pair);

hidden!(IntakeKey);

impl IntakeKey {
    /// The key in a file; a fresh one, readable by its owner only, when there is no file.
    ///
    /// # Errors
    /// When the file cannot be read or made, holds no key, or may be read by others.
    pub fn open_or_create(path: &Path, rng: &mut dyn CryptoRngCore) -> Result<Self, VaultError> {
        match keyfile::read(path) {
            Err(VaultError::KeyFile { source, .. }) if source.kind() == io::ErrorKind::NotFound => {
                let pair = Pair::generate(rng)?;
                keyfile::create(path, pair.bytes())?;
                Ok(Self(pair))
            }
            key => Pair::new(key?).map(Self),
        }
    }

    /// The public half, `age1…`, which the intake is given.
    #[must_use]
    pub fn recipient(&self) -> String {
        self.0.recipient()
    }

    /// Files the shred key of a report that was pulled from the intake. A report that is pulled twice is no error.
    ///
    /// # Errors
    /// When it was sealed to another core or for another report, when the report has another shred key already, or when
    /// the file cannot be written.
    pub fn adopt(&self, report: &str, shred: &[u8], keys: &ShredKeys) -> Result<ShredKey, VaultError> {
        let bytes = post::open(&self.0, &Context::new(report, SHRED), shred)?;
        let bytes = <[u8; 32]>::try_from(bytes.as_slice()).map(Zeroizing::new);
        let bytes = bytes.map_err(|_| VaultError::KeyForm { detail: "den har fel längd" })?;
        match keys.put(report, bytes.clone()) {
            Err(VaultError::ShredExists { case }) => {
                let filed = keys.get(report)?;
                let same: bool = filed.bytes().ct_eq(bytes.as_slice()).into();
                if same { Ok(filed) } else { Err(VaultError::ShredExists { case }) }
            }
            put => put,
        }
    }
}
