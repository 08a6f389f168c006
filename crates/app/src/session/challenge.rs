//! Between the two steps of signing in: in memory, for five minutes.

use std::{
    collections::BTreeMap,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};
use store::Account;
use vault::{
    ExposeSecret, SecretString,
    totp::{Step, TotpSecret, qr_svg},
};
use zeroize::Zeroizing;

use crate::{App, AppError, SessionId};

/// How long the second step may take, in minutes.
const MINUTES: i64 = 5;
/// How many may be between the steps at once; the oldest is forgotten first.
const MOST: usize = 10_000;

/// Names a sign-in between its steps; in a cookie only.
pub type ChallengeSecret = [u8; 32];

/// What the second step needs.
pub struct Started {
    /// Goes into a cookie of its own.
    pub secret: Zeroizing<ChallengeSecret>,
    /// Set when the account has no second factor yet: what the person puts into their app, shown this once.
    pub set_up: Option<SetUp>,
}

impl fmt::Debug for Started {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Started")
    }
}

/// A second factor to be set up.
#[derive(Debug, Clone)]
pub struct SetUp {
    /// The code to photograph, as an SVG element.
    pub svg: String,
    /// The same to type.
    pub typed: SecretString,
}

/// What is held of a sign-in between its steps.
#[derive(Clone)]
pub(crate) struct Held {
    pub(crate) account: Account,
    pub(crate) factor: Arc<TotpSecret>,
    pub(crate) last: Option<Step>,
    until: DateTime<Utc>,
}

/// Sign-ins between their steps.
#[derive(Default)]
pub(crate) struct Challenges(Mutex<BTreeMap<SessionId, Held>>);

impl fmt::Debug for Challenges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Challenges")
    }
}

impl Challenges {
    fn put(&self, secret: &ChallengeSecret, held: Held, now: DateTime<Utc>) {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.retain(|_, held| now < held.until);
        if all.len() >= MOST {
            let oldest = all.iter().min_by_key(|(_, held)| held.until).map(|(id, _)| *id);
            oldest.map(|id| all.remove(&id));
        }
        all.insert(SessionId::of_secret(secret), held);
    }

    pub(crate) fn get(&self, secret: &ChallengeSecret, now: DateTime<Utc>) -> Option<Held> {
        let all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get(&SessionId::of_secret(secret)).filter(|held| now < held.until).cloned()
    }

    pub(crate) fn forget(&self, secret: &ChallengeSecret) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&SessionId::of_secret(secret));
    }
}

impl App {
    /// Begins the second step of an account whose password was right.
    pub(super) fn challenge(&self, account: Account, now: DateTime<Utc>) -> Result<Started, AppError> {
        let secret = self.with_random(|random| {
            let mut secret = Zeroizing::new([0; 32]);
            random.fill_bytes(secret.as_mut_slice());
            secret
        });
        let (factor, last, set_up) = match self.open_factor(&account)? {
            Some((factor, last)) => (factor, Some(last), None),
            None => {
                let factor = self.with_random(TotpSecret::generate);
                let uri = factor.uri(self.municipality(), &account.username);
                let set_up = SetUp { svg: qr_svg(&uri, "QR-kod för appen")?, typed: SecretString::from(factor.typed().as_str()) };
                (factor, None, Some(set_up))
            }
        };
        let until = now + TimeDelta::minutes(MINUTES);
        self.challenges.put(&secret, Held { account, factor: Arc::new(factor), last, until }, now);
        Ok(Started { secret, set_up })
    }
}

impl SetUp {
    /// What to type, in groups of four.
    #[must_use]
    pub fn typed(&self) -> &str {
        self.typed.expose_secret()
    }
}
