//! Splitting a person's keys among custodians.

use std::collections::BTreeSet;

use access::Role;
use casework::id::PersonId;
use store::RecoveryShare;
use vault::{
    PersonKeys, PublicKeys,
    recovery::{self, MOST_SHARES, RecoverySecret},
};

use super::ceremony::{given_prefix, setting};
use crate::{App, AppError, Cx};

/// Whether a person's keys can be recovered.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum RecoveryState {
    /// The person has no keys.
    NoKeys,
    /// The keys are split among nobody: a forgotten passphrase is the end of them. It takes two custodians with keys in the
    /// authority, and the keys are split when the person unlocks next.
    NotSplit {
        /// How many custodians there are, besides the person.
        custodians: usize,
    },
    /// The keys are split.
    Split {
        /// How many custodians it takes.
        needed: u64,
        /// Who they are, by name.
        custodians: Vec<String>,
    },
}

impl App {
    /// Whether the person's own keys can be recovered.
    pub(crate) async fn recovery_state(&self, cx: &Cx) -> Result<RecoveryState, AppError> {
        let person = cx.person.to_string();
        let Some(key) = self.store.person_key_get(&person).await.map_err(AppError::Store)? else {
            return Ok(RecoveryState::NoKeys);
        };
        let shares = self.store.recovery_share_list(&person, key.version).await.map_err(AppError::Store)?;
        let Some(first) = shares.first() else {
            return Ok(RecoveryState::NotSplit { custodians: self.custodians(&person).await?.len() });
        };
        let ids: Vec<PersonId> = shares.iter().filter_map(|share| share.custodian.parse().ok()).collect();
        let custodians = self.names(ids).await?.into_values().collect();
        Ok(RecoveryState::Split { needed: first.k, custodians })
    }

    /// Splits a person's keys among the custodians there are now. With fewer than two it does nothing: an earlier split
    /// stays what it was.
    pub(crate) async fn split_keys(&self, person: &str, keys: &PersonKeys) -> Result<(), AppError> {
        let custodians = self.custodians(person).await?;
        self.split_among(person, keys, custodians).await
    }

    /// Splits anew when other people are custodians than those who hold the shares.
    pub(crate) async fn renew_split(&self, person: &str, keys: &PersonKeys) -> Result<(), AppError> {
        let custodians = self.custodians(person).await?;
        let key = self.store.person_key_get(person).await.map_err(AppError::Store)?.ok_or(AppError::NotFound)?;
        let shares = self.store.recovery_share_list(person, key.version).await.map_err(AppError::Store)?;
        let held: BTreeSet<&str> = shares.iter().map(|share| share.custodian.as_str()).collect();
        if held == custodians.iter().map(|(id, _)| id.as_str()).collect() {
            return Ok(());
        }
        self.split_among(person, keys, custodians).await
    }

    async fn split_among(
        &self,
        person: &str,
        keys: &PersonKeys,
        custodians: Vec<(String, PublicKeys)>,
    ) -> Result<(), AppError> {
        let Some((k, n)) = numbers(custodians.len()) else { return Ok(()) };
        let key = self.store.person_key_get(person).await.map_err(AppError::Store)?.ok_or(AppError::NotFound)?;
        let secret = self.with_random(RecoverySecret::generate);
        let copy = self.with_random(|random| keys.wrap_for_recovery(&secret, random))?;
        let shares = self.with_random(|random| recovery::split(&secret, k, n, random))?;
        let mut rows = Vec::new();
        for (share, (custodian, public)) in shares.iter().zip(custodians) {
            rows.push(RecoveryShare {
                person: person.to_owned(),
                version: key.version,
                custodian,
                k: k.into(),
                n: n.into(),
                sealed: share.seal_to(&public)?,
            });
        }
        let place = (person, key.version);
        self.store.recovery_put(place, &rows, (&copy_setting(person), &copy)).await.map_err(AppError::Store)?;
        // Shares of the split before open nothing any more, also those that were given in a ceremony.
        self.store.setting_remove(&setting(person)).await.map_err(AppError::Store)?;
        self.store.setting_remove_all(&given_prefix(person)).await.map_err(AppError::Store)?;
        Ok(())
    }

    /// The custodians of a person's authority who have keys, without the person.
    async fn custodians(&self, person: &str) -> Result<Vec<(String, PublicKeys)>, AppError> {
        let Some(row) = self.store.person_get(person).await.map_err(AppError::Store)? else { return Ok(Vec::new()) };
        let today = casework::local::day(self.now());
        let held = self.store.role_list(Some(&row.authority), &today.to_string()).await.map_err(AppError::Store)?;
        let held = self.roles_given(held).await?;
        let ids = held.into_iter().filter(|held| held.role == Role::Custodian.as_str()).map(|held| held.person);
        let ids: BTreeSet<String> = ids.filter(|id| id != person).collect();
        let mut custodians = Vec::new();
        for id in ids {
            let Some(row) = self.store.person_get(&id).await.map_err(AppError::Store)? else { continue };
            let subject = self.subject(&row, None).await?;
            if subject.employed_until.is_some_and(|last| last < today) {
                continue;
            }
            if let Some(public) = self.public_keys(&id).await? {
                custodians.push((id, public));
            }
        }
        custodians.truncate(MOST_SHARES.into());
        Ok(custodians)
    }
}

/// How many shares are needed, of how many; none for fewer than two.
fn numbers(custodians: usize) -> Option<(u8, u8)> {
    let n = u8::try_from(custodians).ok().filter(|n| *n >= 2)?;
    Some((n / 2 + 1, n))
}

/// Where the copy of a person's keys that the shares open is kept.
pub(super) fn copy_setting(person: &str) -> String {
    format!("recovery/{person}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_majority_is_needed_and_never_one_alone() {
        let all: Vec<_> = (0..=6).map(numbers).collect();
        assert_eq!(all, [None, None, Some((2, 2)), Some((2, 3)), Some((3, 4)), Some((3, 5)), Some((4, 6))]);
    }
}
