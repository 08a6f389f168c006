//! Random input: nothing panics, nothing is lost.

use std::collections::BTreeSet;

use payments::{read, split};
use proptest::prelude::*;

use crate::common::{data, halves};

const FILES: [&str; 8] = [
    "pain03-bgnr.xml",
    "pain03-bban.xml",
    "pain09.xml",
    "pain09-utf16.xml",
    "lb.txt",
    "lb-return.txt",
    "peppol-invoice.xml",
    "forslag.csv",
];

fn pain(amounts: &[(u32, usize)]) -> (String, usize) {
    let mut groups = vec![String::new(); 3];
    for (at, (ore, group)) in amounts.iter().enumerate() {
        groups[group % 3].push_str(&format!(
            "<CdtTrfTxInf><PmtId><EndToEndId>E{at}</EndToEndId></PmtId><Amt><InstdAmt Ccy=\"SEK\">{}.{:02}</InstdAmt>\
             </Amt><CdtrAcct><Id><IBAN>SE3550000000054910000003</IBAN></Id></CdtrAcct></CdtTrfTxInf>",
            ore / 100,
            ore % 100
        ));
    }
    let groups: Vec<String> = groups
        .iter()
        .filter(|group| !group.is_empty())
        .map(|group| format!("<PmtInf><PmtInfId>P</PmtInfId><PmtMtd>TRF</PmtMtd><ReqdExctnDt>2026-03-02</ReqdExctnDt>{group}</PmtInf>"))
        .collect();
    let text = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.03\"><CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId>\
         <NbOfTxs>{}</NbOfTxs></GrpHdr>{}</CstmrCdtTrfInitn></Document>",
        amounts.len(),
        groups.concat()
    );
    (text, amounts.len())
}

proptest! {
    #[test]
    fn any_pain_file_splits_without_loss(
        amounts in prop::collection::vec((0_u32..200_000, 0_usize..3), 1..40),
        choice in prop::collection::vec(any::<bool>(), 40),
    ) {
        let (text, count) = pain(&amounts);
        let hold: Vec<u64> = (1..=count).zip(&choice).filter(|(_, held)| **held).map(|(at, _)| at as u64).collect();
        halves(text.as_bytes(), &hold);
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _no_panic = read("x", &bytes);
    }

    #[test]
    fn a_damaged_file_is_refused_or_splits_without_loss(
        file in 0_usize..8,
        edits in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..4),
        cut in any::<prop::sample::Index>(),
        is_cut in any::<bool>(),
        hold in 1_u64..6,
    ) {
        let mut bytes = data(FILES[file]);
        for (at, byte) in edits {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        if is_cut {
            bytes.truncate(cut.index(bytes.len()));
        }
        if let Ok(file) = read("x", &bytes) {
            prop_assert_eq!(file.original(), bytes.clone());
            let hold = BTreeSet::from([hold.min(file.count())]);
            match split(&file, &hold) {
                Ok(split) => prop_assert_eq!(split.go_count + split.held_count, file.count()),
                Err(error) => prop_assert!(matches!(error, payments::SplitError::NotAnOrder { .. }), "{}", error),
            }
        }
    }
}
