//! Custodians, any k of n.

use vault::{
    PersonKeys, VaultError,
    recovery::{RecoveryError, RecoverySecret, Share, combine, split},
};

use crate::common::{Seeded, person};

fn shares(k: u8, n: u8) -> (RecoverySecret, Vec<Share>) {
    let mut rng = Seeded::new("recovery");
    let secret = RecoverySecret::generate(&mut rng);
    let shares = split(&secret, k, n, &mut rng).unwrap();
    (secret, shares)
}

fn refusal(shares: &[Share]) -> RecoveryError {
    match combine(shares) {
        Err(VaultError::Recovery(error)) => error,
        other => panic!("{:?}", other.map(|_| "a secret")),
    }
}

#[test]
fn every_k_of_n_give_the_secret_and_fewer_are_refused() {
    for (k, n) in [(2_u8, 3_u8), (3, 5), (2, 2), (5, 5)] {
        for mask in 0..1_u32 << n {
            let (secret, mut shares) = shares(k, n);
            shares.retain(|share| mask >> (share.place() - 1) & 1 == 1);
            if shares.len() >= usize::from(k) {
                assert!(combine(&shares).unwrap().same(&secret), "{k} of {n}, {mask:b}");
            } else if shares.is_empty() {
                assert_eq!(refusal(&shares), RecoveryError::TooFew { have: 0, need: 2 });
            } else {
                assert_eq!(refusal(&shares), RecoveryError::TooFew { have: shares.len(), need: k });
            }
        }
    }
}

#[test]
fn a_whole_ceremony_gives_the_keys_back() {
    let mut rng = Seeded::new("ceremony");
    let anna = person("anna");
    let custodians: Vec<_> = ["jurist", "arkivarie", "sakkunnig"].map(person).into();

    // While Anna still knows her passphrase: the secret is made, split, sealed and forgotten.
    let secret = RecoverySecret::generate(&mut rng);
    let wrapped = anna.wrap_for_recovery(&secret, &mut rng).unwrap();
    let dealt: Vec<Vec<u8>> = split(&secret, 2, 3, &mut rng)
        .unwrap()
        .iter()
        .zip(&custodians)
        .map(|(share, custodian)| share.seal_to(&custodian.public()).unwrap())
        .collect();
    drop(secret);

    // She has forgotten it. Two custodians pass their shares on to her new keys.
    let new = person("anna, new keys");
    let passed: Vec<Vec<u8>> =
        [0, 2].map(|at| Share::open(&custodians[at], &dealt[at]).unwrap().seal_to(&new.public()).unwrap()).into();
    let shares: Vec<Share> = passed.iter().map(|sealed| Share::open(&new, sealed).unwrap()).collect();
    let recovered = PersonKeys::recover(&wrapped, &combine(&shares).unwrap()).unwrap();
    assert_eq!(recovered.public(), anna.public());
}

#[test]
fn a_custodian_opens_no_share_but_their_own() {
    let (_, shares) = shares(2, 3);
    let sealed = shares[0].seal_to(&person("jurist").public()).unwrap();
    assert!(matches!(Share::open(&person("arkivarie"), &sealed), Err(VaultError::NotOpened)));
    assert_eq!(Share::open(&person("jurist"), &sealed).unwrap().place(), 1);
}

#[test]
fn a_share_of_another_split_is_named_by_its_place() {
    let (_, mut shares) = shares(3, 5);
    let mut rng = Seeded::new("another split");
    let others = split(&RecoverySecret::generate(&mut rng), 3, 5, &mut rng).unwrap();
    shares.truncate(3);
    shares[1] = others.into_iter().nth(1).unwrap();
    assert_eq!(refusal(&shares), RecoveryError::Foreign { place: 2 });
    assert!(RecoveryError::Foreign { place: 2 }.to_string().contains("del 2"));
}

#[test]
fn a_share_handed_in_twice_does_not_count_twice() {
    let (_, one) = shares(2, 3);
    let (_, two) = shares(2, 3);
    let both: Vec<Share> = one.into_iter().take(1).chain(two.into_iter().take(1)).collect();
    assert_eq!(refusal(&both), RecoveryError::Twice { place: 1 });
}

#[test]
fn impossible_splits_are_refused() {
    let mut rng = Seeded::new("numbers");
    let secret = RecoverySecret::generate(&mut rng);
    for (k, n) in [(0, 0), (1, 1), (1, 3), (4, 3), (2, 33), (2, 255), (2, 0)] {
        let error = split(&secret, k, n, &mut rng).unwrap_err();
        assert!(matches!(error, VaultError::Recovery(RecoveryError::Numbers { .. })), "{k} of {n}");
    }
    assert_eq!(split(&secret, 2, 32, &mut rng).unwrap().len(), 32);
}

#[test]
fn keys_wrapped_under_another_secret_do_not_open() {
    let mut rng = Seeded::new("wrong");
    let wrapped = person("anna").wrap_for_recovery(&RecoverySecret::generate(&mut rng), &mut rng).unwrap();
    let other = RecoverySecret::generate(&mut rng);
    assert!(matches!(PersonKeys::recover(&wrapped, &other), Err(VaultError::NotOpened)));
    assert!(PersonKeys::recover(&wrapped[..40], &other).is_err());
}
