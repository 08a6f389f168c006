//! A device that makes and shows one passkey (ES256, attestation »none«), with its browser, as Web Authentication Level 2
//! describes both. Its key is the same every time: it guards nothing.

use p256::ecdsa::{Signature, SigningKey, signature::Signer};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

/// The person was there, the device saw that it was them, and a key comes along (section 6.1).
const PRESENT: u8 = 0x01;
const VERIFIED: u8 = 0x04;
const WITH_KEY: u8 = 0x40;

/// A device and its browser, at a site.
#[derive(Clone)]
pub(crate) struct Device {
    pub(crate) key: SigningKey,
    /// What the device calls the key.
    pub(crate) id: Vec<u8>,
    /// The site that the browser is at.
    pub(crate) origin: String,
    /// How often the key was used; it counts up with each use.
    pub(crate) count: u32,
    /// Whether the device sees who it is.
    pub(crate) verifies: bool,
}

impl Device {
    /// A device at a site; different numbers are different devices.
    pub(crate) fn new(origin: &str, number: u8) -> Self {
        let key = SigningKey::from_slice(&[number; 32]).unwrap();
        Self { key, id: vec![number; 16], origin: origin.to_owned(), count: 0, verifies: true }
    }

    /// What `navigator.credentials.create` gives, as the site's script sends it.
    pub(crate) fn make(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let asked = &options["publicKey"];
        let point = self.key.verifying_key().to_sec1_point(false);
        // An EC2 key for ES256 on P-256 (RFC 9053), the two halves of its point at the end.
        let mut key = vec![0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20];
        key.extend_from_slice(&point.as_bytes()[1..33]);
        key.extend_from_slice(&[0x22, 0x58, 0x20]);
        key.extend_from_slice(&point.as_bytes()[33..]);
        let mut data = self.data(asked["rp"]["id"].as_str().unwrap(), WITH_KEY);
        data.extend_from_slice(&[0; 16]);
        data.extend_from_slice(&u16::try_from(self.id.len()).unwrap().to_be_bytes());
        data.extend_from_slice(&self.id);
        data.extend_from_slice(&key);
        // {"fmt": "none", "attStmt": {}, "authData": data} (section 6.5.4).
        let mut object = b"\xa3\x63fmt\x64none\x67attStmt\xa0\x68authData\x59".to_vec();
        object.extend_from_slice(&u16::try_from(data.len()).unwrap().to_be_bytes());
        object.extend_from_slice(&data);
        let client = self.client("webauthn.create", asked);
        self.sent(&json!({ "attestationObject": base64url(&object), "clientDataJSON": base64url(&client) }))
    }

    /// What `navigator.credentials.get` gives, as the site's script sends it.
    pub(crate) fn show(&mut self, options: &str) -> String {
        let options: Value = serde_json::from_str(options).unwrap();
        let asked = &options["publicKey"];
        self.count += 1;
        let data = self.data(asked["rpId"].as_str().unwrap(), 0);
        let client = self.client("webauthn.get", asked);
        let signed = [data.as_slice(), &hash(&client)].concat();
        let signature: Signature = self.key.sign(&signed);
        self.sent(&json!({
            "authenticatorData": base64url(&data),
            "clientDataJSON": base64url(&client),
            "signature": base64url(signature.to_der().as_bytes()),
            "userHandle": null,
        }))
    }

    /// Section 6.1: for which site, what the device saw, how often.
    fn data(&self, site: &str, more: u8) -> Vec<u8> {
        let flags = PRESENT | more | if self.verifies { VERIFIED } else { 0 };
        [&hash(site.as_bytes())[..], &[flags], &self.count.to_be_bytes()].concat()
    }

    /// Section 5.8.1: what the browser adds.
    fn client(&self, kind: &str, asked: &Value) -> Vec<u8> {
        let said =
            json!({ "type": kind, "challenge": asked["challenge"], "origin": self.origin, "crossOrigin": false });
        said.to_string().into_bytes()
    }

    fn sent(&self, response: &Value) -> String {
        let id = base64url(&self.id);
        json!({ "id": id, "rawId": id, "type": "public-key", "response": response, "extensions": {} }).to_string()
    }
}

fn hash(bytes: &[u8]) -> [u8; 32] {
    Sha256::digest(bytes).into()
}

/// RFC 4648 section 5, without padding.
pub(crate) fn base64url(bytes: &[u8]) -> String {
    const SIGNS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut text = String::new();
    for three in bytes.chunks(3) {
        let number =
            three.iter().chain([&0, &0]).take(3).fold(0_usize, |number, byte| number << 8 | usize::from(*byte));
        for sign in 0..=three.len() {
            text.push(char::from(SIGNS[number >> (18 - 6 * sign) & 63]));
        }
    }
    text
}
