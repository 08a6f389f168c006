//! Flip, drop, reorder, truncate, rewrite.

use journal::{Broken, Chain, Hash, Link, Outcome, Phase, Tip, Verifier, Why, verify};
use proptest::{collection::vec, prelude::*};

use crate::support::{links, record};

fn tip(link: &Link) -> Tip {
    Tip { seq: link.seq, hash: Hash::from_slice(&link.hash).unwrap() }
}

#[test]
fn a_whole_chain_holds() {
    let links = links(41);
    let verified = verify(&links, vec![tip(&links[40]), tip(&links[7])]).unwrap();
    assert_eq!((verified.count, verified.head, verified.open), (41, tip(&links[40]), vec![41]));
}

#[test]
fn every_flipped_byte_of_an_entry_is_found_at_that_entry() {
    let whole = links(9);
    for place in 0..whole.len() {
        let seq = whole[place].seq;
        for byte in 0..whole[place].line.len() {
            for flip in [1, 0x20, 0x80] {
                let mut links = whole.clone();
                links[place].line[byte] ^= flip;
                assert_eq!(verify(&links, Vec::new()), Err(Broken { seq, why: Why::Changed }), "{seq} {byte}");
            }
        }
        for byte in 0..32 {
            let mut links = whole.clone();
            links[place].hash[byte] ^= 1;
            assert_eq!(verify(&links, Vec::new()), Err(Broken { seq, why: Why::Changed }), "{seq} {byte}");
        }
    }
}

#[test]
fn a_closing_of_what_was_never_opened_is_found_though_the_hashes_hold() {
    // The chain itself refuses such an entry; whoever forges one has to hash by hand.
    let mut chain = Chain::default();
    let first = chain.append(record(1, Phase::Opened)).unwrap();
    let second = chain.append(record(2, Phase::Opened)).unwrap();
    let third = chain.append(record(3, Phase::Closed { opens: 2, outcome: Outcome::Done })).unwrap();
    // Another chain in which entry 3 is open, so that it can be closed in entry 4 after our own entry 3.
    let mut other = Chain::from(tip(&second));
    other.append(record(3, Phase::Opened)).unwrap();
    other.move_to(tip(&third));
    let fourth = other.append(record(4, Phase::Closed { opens: 3, outcome: Outcome::Done })).unwrap();
    let broken = verify(&[first, second, third, fourth], Vec::new()).unwrap_err();
    assert_eq!(broken, Broken { seq: 4, why: Why::NeverOpened { opens: 3 } });
}

#[test]
fn an_act_is_closed_only_once() {
    let mut chain = Chain::default();
    let first = chain.append(record(1, Phase::Opened)).unwrap();
    let mut again = chain.clone();
    let closing = Phase::Closed { opens: 1, outcome: Outcome::Done };
    let second = chain.append(record(2, closing)).unwrap();
    assert!(chain.append(record(3, closing)).is_err());
    again.move_to(tip(&second));
    let third = again.append(record(3, closing)).unwrap();
    let broken = verify(&[first, second, third], Vec::new()).unwrap_err();
    assert_eq!(broken, Broken { seq: 3, why: Why::NeverOpened { opens: 1 } });
}

#[test]
fn a_chain_written_anew_is_found_between_two_heads() {
    let links = links(12);
    let mut chain = Chain::from(tip(&links[5]));
    let mut forged = links[..6].to_vec();
    forged.extend((7..=12).map(|seq| chain.append(record(seq * 2, Phase::Opened)).unwrap()));
    assert!(verify(&forged, vec![tip(&links[3])]).is_ok(), "without a later head it can not be known");
    let heads = vec![tip(&links[11]), tip(&links[3]), tip(&links[8])];
    assert_eq!(verify(&forged, heads), Err(Broken { seq: 5, why: Why::Rewritten { head: 9, after: 4 } }));
}

#[test]
fn two_heads_of_one_number_that_disagree_are_told_of() {
    let links = links(3);
    let heads = vec![tip(&links[2]), Tip { seq: 3, hash: Hash([255; 32]) }];
    assert_eq!(verify(&links, heads), Err(Broken { seq: 3, why: Why::Rewritten { head: 3, after: 3 } }));
}

#[test]
fn a_chain_can_be_verified_from_a_known_head_on() {
    let links = links(12);
    let mut verifier = Verifier::after(tip(&links[5]), vec![tip(&links[2]), tip(&links[11])]);
    for link in &links[6..] {
        verifier.push(link).unwrap();
    }
    assert_eq!(verifier.finish().unwrap().count, 6);
    let mut verifier = Verifier::after(tip(&links[5]), Vec::new());
    assert_eq!(verifier.push(&links[7]), Err(Broken { seq: 7, why: Why::OutOfOrder { found: 8 } }));
}

#[test]
fn what_is_said_of_a_broken_chain_names_the_entry() {
    let broken = Broken { seq: 17, why: Why::OutOfOrder { found: 18 } };
    assert_eq!(
        broken.to_string(),
        "journalen är bruten vid post 17: här står post 18; en post saknas eller poster har bytt plats"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_changed_byte_is_found(count in 1_u64..60, place: prop::sample::Index, byte: prop::sample::Index, flip in 1_u8..) {
        let mut links = links(count);
        let link = place.get_mut(&mut links);
        let seq = link.seq;
        *byte.get_mut(&mut link.line) ^= flip;
        prop_assert_eq!(verify(&links, Vec::new()), Err(Broken { seq, why: Why::Changed }));
    }

    #[test]
    fn a_line_of_other_bytes_is_found(count in 1_u64..60, place: prop::sample::Index, line in vec(any::<u8>(), 0..300)) {
        let mut links = links(count);
        let link = place.get_mut(&mut links);
        let seq = link.seq;
        link.line = line;
        prop_assert_eq!(verify(&links, Vec::new()), Err(Broken { seq, why: Why::Changed }));
    }

    #[test]
    fn dropped_entries_are_found(count in 3_u64..60, place: prop::sample::Index, length in 1_usize..5) {
        let whole = links(count);
        let from = place.index(whole.len());
        let to = (from + length).min(whole.len());
        let mut links = whole.clone();
        links.drain(from..to);
        let seq = whole[from].seq;
        let why = match whole.get(to) {
            Some(next) => Why::OutOfOrder { found: next.seq },
            None => Why::Truncated { head: count },
        };
        prop_assert_eq!(verify(&links, vec![tip(whole.last().unwrap())]), Err(Broken { seq, why }));
    }

    #[test]
    fn dropped_entries_are_found_though_the_rest_is_numbered_anew(count in 3_u64..60, place: prop::sample::Index) {
        let mut links = links(count);
        let from = place.index(links.len() - 1);
        let seq = links[from].seq;
        links.remove(from);
        for link in &mut links[from..] {
            link.seq -= 1;
        }
        prop_assert_eq!(verify(&links, Vec::new()), Err(Broken { seq, why: Why::Changed }));
    }

    #[test]
    fn entries_that_changed_places_are_found(count in 2_u64..60, one: prop::sample::Index, other: prop::sample::Index) {
        let mut links = links(count);
        let (one, other) = (one.index(links.len()), other.index(links.len()));
        prop_assume!(one != other);
        let (seq, found) = (links[one.min(other)].seq, links[one.max(other)].seq);
        links.swap(one, other);
        prop_assert_eq!(verify(&links, Vec::new()), Err(Broken { seq, why: Why::OutOfOrder { found } }));
    }

    #[test]
    fn a_cut_chain_is_found_by_a_head(count in 2_u64..60, place: prop::sample::Index) {
        let whole = links(count);
        let kept = place.index(whole.len());
        let broken = verify(&whole[..kept], vec![tip(whole.last().unwrap())]).unwrap_err();
        prop_assert_eq!(broken, Broken { seq: kept as u64 + 1, why: Why::Truncated { head: count } });
        prop_assert!(verify(&whole[..kept], Vec::new()).is_ok());
    }
}
