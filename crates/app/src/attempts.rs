//! Limits on tries, without remembering from where they came: each account waits longer after every wrong try, and all
//! accounts together take so many tries a minute.

use std::{
    collections::BTreeMap,
    sync::{Mutex, PoisonError},
};

use chrono::{DateTime, TimeDelta, Utc};

/// Wrong tries before an account has to wait.
const FREE: u32 = 5;
/// The longest wait, in seconds.
const LONGEST: i64 = 300;
/// Wrong tries a minute that all accounts share.
const SHARED: usize = 120;
/// When the tries of an account are forgotten, in minutes.
const FORGET: i64 = 60;

#[derive(Debug, Default)]
pub(crate) struct Attempts(Mutex<Tries>);

#[derive(Debug, Default)]
struct Tries {
    /// By keyed hash of the account name, so that a dump of the memory is no list of names.
    accounts: BTreeMap<[u8; 32], (u32, DateTime<Utc>)>,
    wrong: Vec<DateTime<Utc>>,
}

impl Attempts {
    /// Seconds to wait before the next try; `None` when it may be made now.
    pub(crate) fn wait(&self, account: &str, now: DateTime<Utc>) -> Option<u64> {
        let tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let own = tries.accounts.get(&key(account)).map_or(0, |(wrong, last)| {
            let over = wrong.saturating_sub(FREE).min(16);
            let wait = if *wrong < FREE { 0 } else { (5_i64 << over).min(LONGEST) };
            wait - (now - *last).num_seconds()
        });
        let recent = tries.wrong.iter().filter(|at| now - **at < TimeDelta::minutes(1)).count();
        let shared = if recent >= SHARED { 60 } else { 0 };
        u64::try_from(own.max(shared)).ok().filter(|seconds| *seconds > 0)
    }

    /// A wrong try.
    pub(crate) fn wrong(&self, account: &str, now: DateTime<Utc>) {
        let mut tries = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        tries.accounts.retain(|_, (_, last)| now - *last < TimeDelta::minutes(FORGET));
        tries.wrong.retain(|at| now - *at < TimeDelta::minutes(1));
        tries.wrong.push(now);
        let own = tries.accounts.entry(key(account)).or_insert((0, now));
        *own = (own.0.saturating_add(1), now);
    }

    /// A right one.
    pub(crate) fn right(&self, account: &str) {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).accounts.remove(&key(account));
    }
}

fn key(account: &str) -> [u8; 32] {
    *blake3::hash(account.trim().to_lowercase().as_bytes()).as_bytes()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn five_wrong_tries_are_free_and_then_each_wait_is_longer() {
        let attempts = Attempts::default();
        let mut now = DateTime::UNIX_EPOCH;
        for _ in 0..FREE {
            assert_eq!(attempts.wait("hr", now), None);
            attempts.wrong("hr", now);
        }
        assert_eq!(attempts.wait("HR ", now), Some(5));
        assert_eq!(attempts.wait("controller", now), None);
        now += TimeDelta::seconds(5);
        assert_eq!(attempts.wait("hr", now), None);
        attempts.wrong("hr", now);
        assert_eq!(attempts.wait("hr", now), Some(10));
        attempts.right("hr");
        assert_eq!(attempts.wait("hr", now), None);
    }

    #[test]
    fn many_accounts_tried_at_once_wait_together() {
        let attempts = Attempts::default();
        for at in 0..SHARED {
            attempts.wrong(&format!("konto {at}"), DateTime::UNIX_EPOCH);
        }
        assert_eq!(attempts.wait("nytt", DateTime::UNIX_EPOCH), Some(60));
        assert_eq!(attempts.wait("nytt", DateTime::UNIX_EPOCH + TimeDelta::seconds(60)), None);
    }
}
