//! One file becomes two, and nothing is lost.

use std::collections::BTreeSet;

use payments::{SplitError, read, split};

use crate::common::{data, file, halves, text};

const FILES: [&str; 9] = [
    "pain03-bgnr.xml",
    "pain03-bban.xml",
    "pain03-iban-salary.xml",
    "pain09.xml",
    "pain09-utf16.xml",
    "lb.txt",
    "peppol-invoice.xml",
    "peppol-credit-note.xml",
    "forslag.csv",
];

#[test]
fn every_choice_of_payments_splits_every_file_without_loss() {
    for name in FILES {
        let bytes = data(name);
        let count = read(name, &bytes).unwrap().count();
        for choice in 0..1_u64 << count {
            let hold: Vec<u64> = (1..=count).filter(|order| choice >> (order - 1) & 1 == 1).collect();
            let (file, split) = halves(&bytes, &hold);
            let is_held = |order: &u64| hold.contains(order) || split.bound.contains_key(order);
            assert_eq!(split.held_count, (1..=count).filter(is_held).count() as u64, "{name} {hold:?}");
            assert!(file.rejects.iter().all(|reject| is_held(&reject.order)), "{name}: rejects never go");
        }
    }
}

#[test]
fn a_file_of_which_nothing_is_held_goes_as_it_is() {
    for name in FILES {
        if file(name).rejects.is_empty() {
            let (_, split) = halves(&data(name), &[]);
            assert_eq!((split.go, split.held), (Some(data(name)), None), "{name}");
        }
    }
}

#[test]
fn what_is_cut_out_of_pain_leaves_everything_else_byte_by_byte() {
    let original = String::from_utf8(data("pain03-bgnr.xml")).unwrap();
    let (_, split) = halves(original.as_bytes(), &[2]);
    let from = original.find("\n      <CdtTrfTxInf>\n        <PmtId><EndToEndId>V-1002").unwrap();
    let to = from + original[from..].find("</CdtTrfTxInf>").unwrap() + "</CdtTrfTxInf>".len();
    let expected = format!("{}{}", &original[..from], &original[to..])
        .replace("<NbOfTxs>5<", "<NbOfTxs>4<")
        .replace("<CtrlSum>61250.50<", "<CtrlSum>53500.00<")
        .replace("<NbOfTxs>4</NbOfTxs>\n      <CtrlSum>60250.50<", "<NbOfTxs>3</NbOfTxs>\n      <CtrlSum>52500.00<");
    assert_eq!(text(&split.go), expected);
    let held = text(&split.held);
    assert!(held.contains("<MsgId>EXKOMMUN-20260302-1-H</MsgId>"), "{held}");
    assert!(held.contains("<PmtInfId>LEV-0302-H</PmtInfId>"));
    assert!(!held.contains("LEV-0309"), "an empty group is gone");
    assert!(held.contains("<CtrlSum>7750.50</CtrlSum>"));
}

#[test]
fn a_group_without_payments_is_taken_out_whole() {
    let (_, split) = halves(&data("pain03-bgnr.xml"), &[5]);
    assert!(text(&split.go).ends_with("    </PmtInf>\n  </CstmrCdtTrfInitn>\n</Document>\n"));
    assert!(!text(&split.go).contains("LEV-0309"));
    assert!(text(&split.held).contains("<CtrlSum>1000.00</CtrlSum>"));
}

#[test]
fn a_file_in_another_encoding_stays_in_it() {
    let (_, split) = halves(&data("pain03-bban.xml"), &[1]);
    assert!(split.go.unwrap().windows(8).any(|bytes| bytes == b"\xc5keriet "));
    let (_, split) = halves(&data("pain09-utf16.xml"), &[1]);
    assert!(split.go.unwrap().starts_with(b"\xff\xfe<\0"));
}

#[test]
fn nothing_may_go_when_all_is_held() {
    let (_, split) = halves(&data("pain03-iban-salary.xml"), &[1, 2]);
    assert_eq!((split.go, split.go_count, split.held_ore), (None, 0, 5_500_000));
}

#[test]
fn a_held_payment_that_is_not_in_the_file_is_an_error() {
    let file = file("pain03-iban-salary.xml");
    for order in [0, 3] {
        let error = split(&file, &BTreeSet::from([order])).unwrap_err();
        assert!(matches!(error, SplitError::NoSuchPayment { .. }));
    }
}

#[test]
fn a_return_file_cannot_be_split() {
    let error = split(&file("lb-return.txt"), &BTreeSet::new()).unwrap_err();
    assert!(matches!(error, SplitError::NotAnOrder { .. }));
}

#[test]
fn a_file_that_was_changed_behind_our_back_is_not_split() {
    let mut file = file("pain03-bgnr.xml");
    file.payments[0].amount_ore += 1;
    assert!(matches!(split(&file, &BTreeSet::from([2])), Err(SplitError::Unproven { .. })));
    file.payments.remove(0);
    assert!(matches!(split(&file, &BTreeSet::from([2])), Err(SplitError::Unproven { .. })));
}

#[test]
fn a_held_file_can_be_split_again() {
    let (_, first) = halves(&data("pain03-bgnr.xml"), &[2, 5]);
    let (_, second) = halves(&first.held.unwrap(), &[1]);
    assert!(text(&second.go).contains("<PmtInfId>LEV-0309-H</PmtInfId>"));
    assert!(text(&second.held).contains("<PmtInfId>LEV-0302-H-H</PmtInfId>"));
}
