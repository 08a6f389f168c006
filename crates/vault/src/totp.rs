//! The second factor: six digits that change every half minute (RFC 6238 with SHA-1, as every authenticator app has it).

mod qr;

use hmac::{Hmac, Mac as _};
use rand_core::CryptoRngCore;
use sha1::Sha1;
use subtle::ConstantTimeEq as _;
use zeroize::Zeroizing;

use crate::{VaultError, secret::hidden};

pub use qr::qr_svg;

/// Seconds that a code lasts.
const PERIOD: u64 = 30;
/// Bytes of a secret: as long as the hash, as RFC 4226 asks.
const BYTES: usize = 20;

/// The secret that server and app share. Wiped when let go; stored sealed under the [`crate::ServerKey`].
pub struct TotpSecret(Zeroizing<[u8; BYTES]>);

hidden!(TotpSecret);

/// Which half minute a code was for. Store the last one that was taken: a code serves once.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Step(pub u64);

impl Step {
    /// The half minute of a time, in seconds since 1970.
    #[must_use]
    pub const fn at(unix_seconds: u64) -> Self {
        Self(unix_seconds / PERIOD)
    }
}

impl TotpSecret {
    /// A fresh one.
    #[must_use]
    pub fn generate(rng: &mut dyn CryptoRngCore) -> Self {
        let mut bytes = Zeroizing::new([0; BYTES]);
        rng.fill_bytes(bytes.as_mut_slice());
        Self(bytes)
    }

    /// From its bytes, once unsealed.
    ///
    /// # Errors
    /// When they are not 20.
    pub fn from_bytes(bytes: &[u8]) -> Result<Self, VaultError> {
        let bytes = <[u8; BYTES]>::try_from(bytes).map(Zeroizing::new);
        bytes.map(Self).map_err(|_| VaultError::KeyForm { detail: "engångskodens hemlighet har fel längd" })
    }

    /// Its bytes, to seal.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8] {
        self.0.as_slice()
    }

    /// Takes or refuses a code. `now` is in seconds since 1970; the half minutes before and after it are taken too, so
    /// that clocks may differ. `last` is the step of the last code that was taken from this person: it and everything
    /// before it is refused, so that a code seen over a shoulder is worth nothing.
    ///
    /// `None` means a wrong code; `Some` is the step to store as `last`.
    #[must_use]
    pub fn verify(&self, code: &str, now: u64, last: Option<Step>) -> Option<Step> {
        let code: String = code.chars().filter(|sign| !sign.is_whitespace()).collect();
        let now = Step::at(now).0;
        // All three are computed whatever the first says: the time does not tell which.
        let mut taken = None;
        for step in [now.saturating_sub(1), now, now.saturating_add(1)] {
            let right = bool::from(self.code(Step(step)).as_bytes().ct_eq(code.as_bytes()));
            if right && last.is_none_or(|last| Step(step) > last) {
                taken = Some(Step(step));
            }
        }
        taken
    }

    /// The code of a half minute.
    #[must_use]
    pub fn code(&self, step: Step) -> Zeroizing<String> {
        Zeroizing::new(format!("{:06}", hotp(self.0.as_slice(), step.0) % 1_000_000))
    }

    /// The secret as the text a person types when the QR code cannot be read: Base32, in groups of four.
    #[must_use]
    pub fn typed(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(40));
        for (at, sign) in base32(self.0.as_slice()).chars().enumerate() {
            if at > 0 && at % 4 == 0 {
                text.push(' ');
            }
            text.push(sign);
        }
        text
    }

    /// The `otpauth://` address that authenticator apps read. `issuer` is the municipality's name of the service,
    /// `account` the user name.
    #[must_use]
    pub fn uri(&self, issuer: &str, account: &str) -> Zeroizing<String> {
        let (issuer, account) = (percent(issuer), percent(account));
        let secret = base32(self.0.as_slice());
        Zeroizing::new(format!(
            "otpauth://totp/{issuer}:{account}?secret={}&issuer={issuer}&algorithm=SHA1&digits=6&period={PERIOD}",
            secret.as_str()
        ))
    }
}

/// The 31 bits of RFC 4226, before they are cut to digits.
fn hotp(secret: &[u8], counter: u64) -> u32 {
    // A key of any length is taken.
    let Ok(mut mac) = Hmac::<Sha1>::new_from_slice(secret) else { return 0 };
    mac.update(&counter.to_be_bytes());
    let hash = mac.finalize().into_bytes();
    let offset = hash.last().map_or(0, |byte| usize::from(byte & 15));
    let four = hash.get(offset..).and_then(|rest| rest.first_chunk::<4>()).copied().unwrap_or_default();
    u32::from_be_bytes(four) & 0x7fff_ffff
}

/// RFC 4648 without padding. 20 bytes are 32 signs, with nothing left over.
fn base32(bytes: &[u8]) -> Zeroizing<String> {
    const SIGNS: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    let mut text = Zeroizing::new(String::with_capacity(bytes.len() * 8 / 5 + 1));
    let (mut held, mut bits) = (0_u32, 0_u32);
    for byte in bytes {
        held = held << 8 | u32::from(*byte);
        bits += 8;
        while bits >= 5 {
            bits -= 5;
            let sign = SIGNS.get((held >> bits & 31) as usize).copied().unwrap_or_default();
            text.push(char::from(sign));
        }
        held &= (1 << bits) - 1;
    }
    text
}

/// A text as part of an address: letters, digits and `-._~` stand, the rest is its bytes.
fn percent(text: &str) -> String {
    text.bytes().fold(String::new(), |mut out, byte| {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
        out
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_vectors_of_rfc_6238_hold() {
        // Appendix B, SHA-1, eight digits there.
        for (seconds, code) in [
            (59, 94_287_082),
            (1_111_111_109, 7_081_804),
            (1_111_111_111, 14_050_471),
            (1_234_567_890, 89_005_924),
            (2_000_000_000, 69_279_037),
            (20_000_000_000, 65_353_130),
        ] {
            assert_eq!(hotp(b"12345678901234567890", Step::at(seconds).0) % 100_000_000, code, "{seconds}");
        }
    }

    #[test]
    fn the_vectors_of_rfc_4648_hold() {
        assert_eq!(base32(b"fooba").as_str(), "MZXW6YTB");
        assert_eq!(base32(b"12345678901234567890").as_str(), "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
