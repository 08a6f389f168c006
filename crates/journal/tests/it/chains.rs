//! Making a chain, and its text form.

use journal::{Chain, Link, Outcome, Phase, RecordError, Tip, verify};
use proptest::prelude::*;

use crate::support::{links, record};

#[test]
fn a_chain_goes_on_from_its_tip() {
    let links = links(8);
    let mut chain = Chain::default();
    assert_eq!(chain.tip(), Tip::START);
    for link in &links[..4] {
        chain.append(link.entry().unwrap().record).unwrap();
    }
    let mut chain = Chain::from(chain.tip());
    assert_eq!(chain.append(links[4].entry().unwrap().record).unwrap(), links[4]);
}

#[test]
fn what_can_not_be_closed_leaves_the_chain_as_it_was() {
    let mut chain = Chain::default();
    let opened = chain.append(record(1, Phase::Opened)).unwrap();
    let before = chain.tip();
    let error = chain.append(record(2, Phase::Closed { opens: 2, outcome: Outcome::Done })).unwrap_err();
    assert_eq!(error, RecordError::NotOpen { opens: 2 });
    let mut bad = record(2, Phase::Closed { opens: opened.seq, outcome: Outcome::Done });
    bad.object = "radbryt\nning".into();
    assert_eq!(chain.append(bad).unwrap_err(), RecordError::Control { field: "object" });
    assert_eq!(chain.tip(), before);
    assert_eq!(chain.open().collect::<Vec<_>>(), [1]);
    chain.append(record(2, Phase::Closed { opens: opened.seq, outcome: Outcome::Denied })).unwrap();
    assert_eq!(chain.open().count(), 0);
}

#[test]
fn the_hash_of_an_entry_never_changes() {
    // A journal that was written once must be verifiable for ever, so its hashes are written down here.
    let hash: String = links(1)[0].to_text().rsplit('\t').next().unwrap().to_owned();
    assert_eq!(hash, "c884ab9e902a52df28aa90782d93dedd7f7f28eee2808e035b5a3920b66cb436");
}

#[test]
fn an_exported_journal_is_read_and_verified() {
    let whole = links(9);
    let text: Vec<String> = whole.iter().map(Link::to_text).collect();
    let read: Vec<Link> = text.iter().map(|line| Link::from_text(line).unwrap()).collect();
    assert_eq!(read, whole);
    assert_eq!(verify(&read, Vec::new()).unwrap().count, 9);
    for bad in ["", "17", "a\tb", &text[0][1..], &text[0].replace('\t', " ")] {
        assert!(Link::from_text(bad).is_err(), "{bad}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn no_two_records_share_a_line(one in fields(), other in fields()) {
        let line = |fields: &[String; 3]| {
            let mut record = record(1, Phase::Opened);
            [record.actor, record.object, record.authority] = fields.clone();
            Chain::default().append(record).map(|link| link.line)
        };
        if let (Ok(first), Ok(second)) = (line(&one), line(&other)) {
            prop_assert_eq!(first == second, one == other);
        }
    }

    #[test]
    fn any_text_is_read_without_a_panic(text in ".*") {
        let _ = Link::from_text(&text);
    }
}

fn fields() -> impl Strategy<Value = [String; 3]> {
    ["[a-b\t:]{0,3}", "[a-b\t:]{0,3}", "[a-b\t:]{0,3}"].prop_map(|fields| fields)
}
