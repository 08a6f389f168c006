//! Shamir's arithmetic, by the crate that has it in constant time; and proof that it is Shamir's.

use rand_chacha::rand_core::{Infallible, TryCryptoRng, TryRng};
use rand_core::CryptoRngCore;
use vsss_rs::Gf256;
use zeroize::Zeroizing;

use crate::{VaultError, secret::Bytes32};

const BROKEN: VaultError = VaultError::Broken { act: "shamir" };

/// The values at places 1 to `n` of polynomials of degree `k - 1`, one per byte, that are the secret at 0.
pub(super) fn split(secret: &[u8; 32], k: u8, n: u8, rng: &mut dyn CryptoRngCore) -> Result<Vec<Bytes32>, VaultError> {
    let shares = Gf256::split_bytes(usize::from(k), usize::from(n), secret, Newer(rng)).map_err(|_| BROKEN)?;
    let shares = Zeroizing::new(shares);
    (1..=n)
        .zip(shares.iter())
        .map(|(place, share)| match share.split_first() {
            Some((at, value)) if *at == place => value.try_into().map(Zeroizing::new).map_err(|_| BROKEN),
            _ => Err(BROKEN),
        })
        .collect()
}

/// The value at 0 of the polynomials through these points.
pub(super) fn join(points: &[(u8, &[u8; 32])]) -> Result<Bytes32, VaultError> {
    let shares =
        Zeroizing::new(points.iter().map(|(place, value)| [&[*place], value.as_slice()].concat()).collect::<Vec<_>>());
    let secret = Gf256::combine_bytes(shares.as_slice()).map(Zeroizing::new).map_err(|_| BROKEN)?;
    secret.as_slice().try_into().map(Zeroizing::new).map_err(|_| BROKEN)
}

/// The caller's randomness, for a crate that knows it by a newer trait.
struct Newer<'a>(&'a mut dyn CryptoRngCore);

impl TryRng for Newer<'_> {
    type Error = Infallible;

    fn try_next_u32(&mut self) -> Result<u32, Infallible> {
        Ok(self.0.next_u32())
    }

    fn try_next_u64(&mut self) -> Result<u64, Infallible> {
        Ok(self.0.next_u64())
    }

    fn try_fill_bytes(&mut self, bytes: &mut [u8]) -> Result<(), Infallible> {
        self.0.fill_bytes(bytes);
        Ok(())
    }
}

impl TryCryptoRng for Newer<'_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use rand_core::OsRng;

    /// Multiplication in GF(2⁸) modulo x⁸ + x⁴ + x³ + x + 1, the slow way.
    fn times(mut a: u8, mut b: u8) -> u8 {
        let mut product = 0;
        while b > 0 {
            if b & 1 == 1 {
                product ^= a;
            }
            let over = a & 0x80 != 0;
            a <<= 1;
            if over {
                a ^= 0x1b;
            }
            b >>= 1;
        }
        product
    }

    fn at_zero(points: &[(u8, u8)]) -> u8 {
        points.iter().fold(0, |sum, (x, y)| {
            let term = points.iter().filter(|(other, _)| other != x).fold(*y, |term, (other, _)| {
                let inverse = (1..=255).find(|inverse| times(*inverse, other ^ x) == 1).unwrap();
                times(term, times(*other, inverse))
            });
            sum ^ term
        })
    }

    fn subsets(n: u8) -> impl Iterator<Item = Vec<u8>> {
        (0..1_u32 << n).map(move |mask| (1..=n).filter(|place| mask >> (place - 1) & 1 == 1).collect())
    }

    #[test]
    fn every_k_of_n_give_the_secret_also_by_slow_arithmetic() {
        let secret: [u8; 32] = std::array::from_fn(|at| u8::try_from(at * 7 + 1).unwrap());
        for (k, n) in [(2, 2), (2, 3), (3, 5), (4, 6), (6, 6)] {
            let values = split(&secret, k, n, &mut OsRng).unwrap();
            for places in subsets(n).filter(|places| places.len() == usize::from(k)) {
                let points: Vec<_> = places.iter().map(|place| (*place, &*values[usize::from(*place) - 1])).collect();
                assert_eq!(*join(&points).unwrap(), secret, "{k} of {n}: {places:?}");
                for at in 0..32 {
                    let bytes: Vec<_> = points.iter().map(|(place, value)| (*place, value[at])).collect();
                    assert_eq!(at_zero(&bytes), secret[at]);
                }
            }
        }
    }

    /// With any k - 1 shares in hand, every secret byte is as possible as every other: for each there is exactly one
    /// value of a further share that gives it.
    #[test]
    fn any_k_minus_1_shares_leave_every_secret_equally_possible() {
        let secret = [0x5a; 32];
        for (k, n) in [(2, 3), (3, 4), (3, 5), (4, 5)] {
            let values = split(&secret, k, n, &mut OsRng).unwrap();
            for held in subsets(n).filter(|places| places.len() == usize::from(k) - 1) {
                let missing = (1..=n).find(|place| !held.contains(place)).unwrap();
                let mut seen = [0_u16; 256];
                for guess in 0..=255_u8 {
                    let guess = [guess; 32];
                    let mut points: Vec<_> =
                        held.iter().map(|place| (*place, &*values[usize::from(*place) - 1])).collect();
                    points.push((missing, &guess));
                    seen[usize::from(join(&points).unwrap()[0])] += 1;
                }
                assert_eq!(seen, [1; 256], "{k} of {n}, holding {held:?}");
            }
        }
    }

    /// The highest coefficient may be zero. If it never were, k - 1 shares would rule out one value per byte, and
    /// many splits of one secret would rule out all but the right one.
    #[test]
    fn the_highest_coefficient_is_sometimes_zero() {
        let splits = (0..200).map(|_| split(&[9; 32], 2, 2, &mut OsRng).unwrap());
        assert!(splits.flat_map(|values| values[0].to_vec()).any(|byte| byte == 9));
    }

    #[test]
    fn the_vectors_hold() {
        for line in include_str!("../../tests/data/shamir.txt").lines().filter(|line| !line.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let secret: [u8; 32] = crate::hex::decode(fields.next().unwrap()).unwrap();
            let points: Vec<(u8, [u8; 32])> = fields
                .map(|field| {
                    let (place, value) = field.split_once(':').unwrap();
                    (place.parse().unwrap(), crate::hex::decode(value).unwrap())
                })
                .collect();
            let points: Vec<_> = points.iter().map(|(place, value)| (*place, value)).collect();
            assert_eq!(*join(&points).unwrap(), secret, "{line}");
        }
    }
}
