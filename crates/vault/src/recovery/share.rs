//! One share: its bytes, and what it must agree on with the others.
//!
//! ```text
//! 1 byte    form, 1
//! 1 byte    k
//! 1 byte    n
//! 1 byte    place, from 1
//! 32 bytes  value
//! 16 × n    commitments to all shares, in order of place
//! ```

use std::{collections::BTreeMap, collections::BTreeSet};

use zeroize::Zeroizing;

use super::{MOST_SHARES, RecoveryError};
use crate::secret::{Bytes32, hidden};

const FORM: u8 = 1;
const COMMITMENT: &str = "insyn 2026 commitment to a share";

type Commitment = [u8; 16];

/// One of `n` parts of a recovery secret. Wiped when let go.
pub struct Share {
    k: u8,
    place: u8,
    value: Bytes32,
    table: Vec<Commitment>,
}

hidden!(Share);

impl Share {
    /// Which of the `n` it is, from 1.
    #[must_use]
    pub fn place(&self) -> u8 {
        self.place
    }

    /// How many are needed.
    #[must_use]
    pub fn needed(&self) -> u8 {
        self.k
    }

    /// How many there are.
    #[must_use]
    pub fn dealt(&self) -> usize {
        self.table.len()
    }

    pub(super) fn to_bytes(&self) -> Zeroizing<Vec<u8>> {
        let count = u8::try_from(self.table.len()).unwrap_or_default();
        let mut bytes = Zeroizing::new(Vec::with_capacity(36 + 16 * self.table.len()));
        bytes.extend_from_slice(&[FORM, self.k, count, self.place]);
        bytes.extend_from_slice(self.value.as_slice());
        bytes.extend_from_slice(self.table.as_flattened());
        bytes
    }

    pub(super) fn from_bytes(bytes: &[u8]) -> Result<Self, RecoveryError> {
        let wrong = |detail| RecoveryError::Form { detail };
        let ([form, k, n, place], rest) = bytes.split_first_chunk::<4>().ok_or(wrong("den är avklippt"))?;
        if *form != FORM {
            return Err(wrong("okänd form"));
        }
        if *k < 2 || k > n || *n > MOST_SHARES || *place < 1 || place > n {
            return Err(wrong("omöjliga antal"));
        }
        let (value, table) = rest.split_first_chunk::<32>().ok_or(wrong("den är avklippt"))?;
        let (table, over) = table.as_chunks::<16>();
        if table.len() != usize::from(*n) || !over.is_empty() {
            return Err(wrong("den är avklippt"));
        }
        Ok(Self { k: *k, place: *place, value: Zeroizing::new(*value), table: table.to_vec() })
    }

    /// Which split it is of.
    fn split(&self) -> (u8, &[Commitment]) {
        (self.k, &self.table)
    }

    fn is_what_was_dealt(&self) -> bool {
        let dealt = self.table.get(usize::from(self.place) - 1);
        dealt == Some(&commit(self.place, &self.value))
    }
}

/// A hash of 32 bytes that nobody can guess says nothing about them, and nobody finds others with the same.
fn commit(place: u8, value: &[u8; 32]) -> Commitment {
    let mut hasher = blake3::Hasher::new_derive_key(COMMITMENT);
    hasher.update(&[place]).update(value);
    let mut commitment = [0; 16];
    hasher.finalize_xof().fill(&mut commitment);
    commitment
}

/// Shares from their values, in order of place.
pub(super) fn deal(k: u8, values: Vec<Bytes32>) -> Vec<Share> {
    let table: Vec<Commitment> = (1..).zip(&values).map(|(place, value)| commit(place, value)).collect();
    (1..).zip(values).map(|(place, value)| Share { k, place, value, table: table.clone() }).collect()
}

/// Exactly `k` places and values that belong together, or the place that does not.
pub(super) fn check(shares: &[Share]) -> Result<Vec<(u8, &[u8; 32])>, RecoveryError> {
    let mut splits: BTreeMap<(u8, &[Commitment]), usize> = BTreeMap::new();
    for share in shares {
        *splits.entry(share.split()).or_default() += 1;
    }
    // The split of most is taken for the right one: with one stranger among them, the stranger is named.
    let Some((split, _)) = splits.into_iter().max_by_key(|(_, count)| *count) else {
        return Err(RecoveryError::TooFew { have: 0, need: 2 });
    };
    let mut places = BTreeSet::new();
    for share in shares {
        let place = share.place;
        if share.split() != split {
            return Err(RecoveryError::Foreign { place });
        }
        if !share.is_what_was_dealt() {
            return Err(RecoveryError::Wrong { place });
        }
        if !places.insert(place) {
            return Err(RecoveryError::Twice { place });
        }
    }
    let (need, _) = split;
    if places.len() < usize::from(need) {
        return Err(RecoveryError::TooFew { have: places.len(), need });
    }
    Ok(shares.iter().take(usize::from(need)).map(|share| (share.place, &*share.value)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dealt() -> Vec<Share> {
        deal(2, (1..=3).map(|byte| Zeroizing::new([byte; 32])).collect())
    }

    #[test]
    fn a_share_comes_back_from_its_bytes_and_from_no_part_of_them() {
        let bytes = dealt()[1].to_bytes();
        let share = Share::from_bytes(&bytes).unwrap();
        assert_eq!((share.place(), share.needed(), share.dealt()), (2, 2, 3));
        assert_eq!(share.to_bytes(), bytes);
        for length in 0..bytes.len() {
            assert!(Share::from_bytes(&bytes[..length]).is_err(), "{length}");
        }
    }

    #[test]
    fn a_changed_value_is_named_by_its_place() {
        let mut shares = dealt();
        shares[1].value[31] ^= 1;
        assert_eq!(check(&shares).unwrap_err(), RecoveryError::Wrong { place: 2 });
        shares.remove(1);
        assert_eq!(check(&shares).unwrap().len(), 2);
    }

    #[test]
    fn a_share_that_claims_another_place_is_named() {
        let mut shares = dealt();
        shares[0].place = 3;
        assert_eq!(check(&shares[..2]).unwrap_err(), RecoveryError::Wrong { place: 3 });
    }

    #[test]
    fn a_forged_table_makes_a_share_foreign() {
        let mut shares = dealt();
        shares[2].value[0] ^= 1;
        let forged = commit(3, &shares[2].value);
        shares[2].table[2] = forged;
        assert_eq!(check(&shares).unwrap_err(), RecoveryError::Foreign { place: 3 });
    }

    #[test]
    fn a_lowered_k_is_not_believed() {
        let mut shares = deal(3, (1..=4).map(|byte| Zeroizing::new([byte; 32])).collect());
        shares[0].k = 2;
        assert_eq!(check(&shares).unwrap_err(), RecoveryError::Foreign { place: 1 });
    }
}
