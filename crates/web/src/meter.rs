//! How much each token uses: requests per second, and payments in the queue.

use std::collections::BTreeMap;
use std::num::NonZeroU32;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::{Fault, Token};

/// The use of all tokens, by name.
#[derive(Debug)]
pub(crate) struct Meters {
    meters: Mutex<BTreeMap<String, Meter>>,
    per_second: u32,
    queue: usize,
}

#[derive(Debug)]
struct Meter {
    /// When the next request is due, were all evenly spaced: nanoseconds since the server started.
    due: u64,
    room: Arc<Semaphore>,
}

const SECOND: u64 = 1_000_000_000;

impl Meters {
    pub(crate) const fn new(per_second: u32, queue: usize) -> Self {
        Self { meters: Mutex::new(BTreeMap::new()), per_second, queue }
    }

    /// Counts a request, `now` after the start. A second's worth of requests may come at once.
    pub(crate) fn request(&self, token: &Token, now: Duration) -> Result<(), Fault> {
        let now = u64::try_from(now.as_nanos()).unwrap_or(u64::MAX);
        let per_second = NonZeroU32::new(token.per_second.unwrap_or(self.per_second)).unwrap_or(NonZeroU32::MIN);
        let interval = SECOND / u64::from(per_second.get());
        self.with(&token.name, |meter| {
            let due = meter.due.max(now);
            let ahead = due - now;
            if ahead > SECOND - interval {
                return Err(Fault::TooOften { seconds: (ahead + interval - SECOND).div_ceil(SECOND).max(1) });
            }
            meter.due = due.saturating_add(interval);
            Ok(())
        })
    }

    /// Room for payments of a token in the queue.
    pub(crate) fn room(&self, token: &Token, payments: u32) -> Result<OwnedSemaphorePermit, Fault> {
        let room = self.with(&token.name, |meter| Arc::clone(&meter.room));
        room.try_acquire_many_owned(payments).map_err(|_| Fault::TokenQueue)
    }

    fn with<T>(&self, name: &str, act: impl FnOnce(&mut Meter) -> T) -> T {
        let mut meters = self.meters.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(meter) = meters.get_mut(name) {
            return act(meter);
        }
        let new = Meter { due: 0, room: Arc::new(Semaphore::new(self.queue)) };
        act(meters.entry(name.to_owned()).or_insert(new))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Scope, Secret};

    fn token(per_second: Option<u32>) -> Token {
        let day = "2026-06-30".parse().unwrap();
        let mut token = Token::new("a", "b", &[Scope::Screen], day, &Secret::new([1; 32]));
        token.per_second = per_second;
        token
    }

    /// How many of a thousand requests at one time are let through.
    fn through(meters: &Meters, token: &Token, millis: u64) -> usize {
        let now = Duration::from_millis(millis);
        (0..1_000).filter(|_| meters.request(token, now).is_ok()).count()
    }

    #[test]
    fn a_second_s_worth_comes_at_once_and_then_no_faster_than_allowed() {
        let meters = Meters::new(100, 10);
        assert_eq!(through(&meters, &token(None), 5_000), 100);
        assert_eq!(through(&meters, &token(None), 5_000), 0);
        assert_eq!(through(&meters, &token(None), 5_100), 10);
        assert_eq!(through(&meters, &token(None), 60_000), 100);
        let slow = Meters::new(100, 10);
        assert_eq!(through(&slow, &token(Some(1)), 0), 1);
        assert!(matches!(
            slow.request(&token(Some(1)), Duration::from_millis(10)),
            Err(Fault::TooOften { seconds: 1 })
        ));
    }

    #[test]
    fn a_token_has_its_own_share_of_the_queue() {
        let meters = Meters::new(100, 10);
        let held = meters.room(&token(None), 8).unwrap();
        assert!(meters.room(&token(None), 3).is_err());
        drop(held);
        assert!(meters.room(&token(None), 10).is_ok());
    }
}
