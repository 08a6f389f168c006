//! How much is taken at once, without knowing who comes.
//!
//! A peer is a *tag*: a keyed hash of the part of its address that its provider shares, under a key that is drawn each hour
//! and lost with all counts. Peers of this host and of private networks have none: behind a proxy or an onion service all
//! are one, and the limit of the channel carries alone. Nothing is ever locked, and nothing counts by the words: a stranger
//! could keep the reporter out.

use std::collections::BTreeMap;
use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use tokio::sync::Semaphore;
use vault::CryptoRngCore;

/// What requests of a peer are counted by, for an hour; none where it would name a proxy.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Tag(pub(crate) Option<[u8; 16]>);

impl fmt::Debug for Tag {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Tag")
    }
}

/// The limits, and the counts of this hour.
pub struct Rates {
    /// Reports of a channel in a minute.
    per_minute: u32,
    /// Drafts that a tag may begin in an hour.
    drafts: u32,
    /// Words are tried two at a time: each takes 64 MiB.
    pub(crate) trying: Semaphore,
    counts: Mutex<Counts>,
}

#[derive(Default)]
struct Counts {
    key: [u8; 32],
    since: DateTime<Utc>,
    tags: BTreeMap<Tag, Used>,
    /// When the next report of a channel is due, were all evenly spaced.
    due: BTreeMap<String, DateTime<Utc>>,
}

#[derive(Default)]
struct Used {
    drafts: u32,
    wrong: u32,
    is_trying: bool,
}

impl fmt::Debug for Rates {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Rates").field("per_minute", &self.per_minute).finish_non_exhaustive()
    }
}

impl Default for Rates {
    /// What a listener on two processors takes: 60 reports a minute and channel, 30 drafts an hour and tag.
    fn default() -> Self {
        Self::new(60, 30)
    }
}

impl Rates {
    /// So many reports of a channel in a minute, and so many drafts of a tag in an hour.
    #[must_use]
    pub fn new(per_minute: u32, drafts: u32) -> Self {
        Self { per_minute: per_minute.max(1), drafts, trying: Semaphore::new(2), counts: Mutex::default() }
    }

    /// The tag of a peer. Its address is forgotten here.
    pub(crate) fn tag(&self, peer: IpAddr, now: DateTime<Utc>, rng: &mut dyn CryptoRngCore) -> Tag {
        let Some(shared) = shared(peer) else { return Tag(None) };
        let mut counts = self.lock();
        if now - counts.since >= TimeDelta::hours(1) {
            let due = std::mem::take(&mut counts.due);
            *counts = Counts { since: now, due, ..Counts::default() };
            rng.fill_bytes(&mut counts.key);
        }
        let hash = blake3::keyed_hash(&counts.key, &shared);
        Tag(hash.as_bytes().first_chunk().copied())
    }

    /// Whether a peer may begin another draft.
    pub(crate) fn may_begin(&self, tag: Tag) -> bool {
        if tag.0.is_none() {
            return true;
        }
        let mut counts = self.lock();
        let used = counts.tags.entry(tag).or_default();
        used.drafts += 1;
        used.drafts <= self.drafts
    }

    /// Whether a channel takes another report now. A minute's worth may come at once.
    pub(crate) fn may_hand_in(&self, channel: &str, now: DateTime<Utc>) -> bool {
        let interval = TimeDelta::milliseconds(60_000 / i64::from(self.per_minute));
        let mut counts = self.lock();
        let due = counts.due.entry(channel.to_owned()).or_insert(now);
        let next = (*due).max(now);
        let has_room = next - now <= TimeDelta::minutes(1) - interval;
        if has_room {
            *due = next + interval;
        }
        has_room
    }

    /// Begins a try of words: how long it waits before it is made; none when the same peer has one under way.
    pub(crate) fn begin_try(&self, tag: Tag) -> Option<Duration> {
        if tag.0.is_none() {
            return Some(Duration::ZERO);
        }
        let mut counts = self.lock();
        let used = counts.tags.entry(tag).or_default();
        if std::mem::replace(&mut used.is_trying, true) {
            return None;
        }
        // Nothing for two slips of the pen, then 1, 2, 4 … 60 seconds.
        let seconds = used.wrong.checked_sub(2).map_or(0, |over| 1_u64 << over.min(6));
        Some(Duration::from_secs(seconds.min(60)))
    }

    /// Ends a try.
    pub(crate) fn end_try(&self, tag: Tag, is_right: bool) {
        if let Some(used) = self.lock().tags.get_mut(&tag) {
            used.is_trying = false;
            used.wrong = if is_right { 0 } else { used.wrong.saturating_add(1) };
        }
    }

    fn lock(&self) -> MutexGuard<'_, Counts> {
        self.counts.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// The part of an address that many share: the first 24 bits of the old kind, 48 of the new. None for peers that stand for
/// others.
fn shared(peer: IpAddr) -> Option<[u8; 6]> {
    let peer = peer.to_canonical();
    match peer {
        IpAddr::V4(old) if old.is_loopback() || old.is_private() || old.is_link_local() => None,
        IpAddr::V4(old) => Some(of_old(old)),
        IpAddr::V6(new) if new.is_loopback() || new.is_unique_local() || new.is_unicast_link_local() => None,
        IpAddr::V6(new) => Some(of_new(new)),
    }
}

fn of_old(peer: Ipv4Addr) -> [u8; 6] {
    let [one, two, three, _] = peer.octets();
    [4, one, two, three, 0, 0]
}

fn of_new(peer: Ipv6Addr) -> [u8; 6] {
    let [one, two, three, four, five, six, ..] = peer.octets();
    [one, two, three, four, five, six]
}

#[cfg(test)]
mod tests {
    use vault::OsRng;

    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    fn tag(rates: &Rates, peer: &str, now: &str) -> Tag {
        rates.tag(peer.parse().unwrap(), at(now), &mut OsRng)
    }

    #[test]
    fn a_tag_is_of_a_neighbourhood_and_of_an_hour_and_a_proxy_has_none() {
        let rates = Rates::default();
        let noon = "2026-11-22T12:00:00Z";
        let of = |peer: &str| tag(&rates, peer, noon);
        assert_eq!(of("198.51.100.7"), of("198.51.100.200"));
        assert_eq!(of("::ffff:198.51.100.7"), of("198.51.100.7"));
        assert_ne!(of("198.51.100.7"), of("198.51.101.7"));
        assert_eq!(of("2001:db8:1:2::1"), of("2001:db8:1:ffff::9"));
        assert_ne!(of("2001:db8:1::1"), of("2001:db8:2::1"));
        for proxy in ["127.0.0.1", "::1", "10.1.2.3", "192.168.1.1", "fd00::1", "fe80::1"] {
            assert_eq!(of(proxy), Tag(None), "{proxy}");
        }
        let before = of("198.51.100.7");
        assert_eq!(tag(&rates, "198.51.100.7", "2026-11-22T12:59:59Z"), before);
        assert_ne!(tag(&rates, "198.51.100.7", "2026-11-22T13:00:00Z"), before, "the key of the hour is lost");
    }

    #[test]
    fn wrong_words_wait_longer_and_longer_and_are_never_refused() {
        let rates = Rates::default();
        let one = tag(&rates, "198.51.100.7", "2026-11-22T12:00:00Z");
        let mut waited = Vec::new();
        for _ in 0..12 {
            waited.push(rates.begin_try(one).unwrap().as_secs());
            assert_eq!(rates.begin_try(one), None, "one at a time");
            rates.end_try(one, false);
        }
        assert_eq!(waited, [0, 0, 1, 2, 4, 8, 16, 32, 60, 60, 60, 60]);
        let other = tag(&rates, "203.0.113.9", "2026-11-22T12:00:00Z");
        assert_eq!(rates.begin_try(other), Some(Duration::ZERO), "nobody waits for another");
        rates.begin_try(one).unwrap();
        rates.end_try(one, true);
        assert_eq!(rates.begin_try(one), Some(Duration::ZERO));
        for _ in 0..20 {
            assert_eq!(rates.begin_try(Tag(None)), Some(Duration::ZERO));
            rates.end_try(Tag(None), false);
        }
    }

    #[test]
    fn a_channel_takes_a_minute_s_worth_at_once_and_then_one_after_another() {
        let rates = Rates::new(6, 2);
        let taken = |now: &str| (0..100).filter(|_| rates.may_hand_in("exempelstad", at(now))).count();
        assert_eq!(taken("2026-11-22T12:00:00Z"), 6);
        assert_eq!(taken("2026-11-22T12:00:09Z"), 0);
        assert_eq!(taken("2026-11-22T12:00:10Z"), 1);
        assert_eq!(taken("2026-11-22T12:05:00Z"), 6);
        assert!(rates.may_hand_in("annanstad", at("2026-11-22T12:05:00Z")), "channels do not share");
    }

    #[test]
    fn a_peer_begins_only_so_many_drafts_in_an_hour() {
        let rates = Rates::new(60, 2);
        let one = tag(&rates, "198.51.100.7", "2026-11-22T12:00:00Z");
        assert_eq!([(); 3].map(|()| rates.may_begin(one)), [true, true, false]);
        assert!((0..100).all(|_| rates.may_begin(Tag(None))));
    }
}
