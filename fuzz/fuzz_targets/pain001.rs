//! Any transactions within a `pain.001` file, and any bytes as a file.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod payment_split;

fuzz_target!(|input: (u8, bool, u8, &str)| {
    let (choice, is_new, count, body) = input;
    payment_split::check(body.as_bytes(), choice);
    let version = if is_new { "09" } else { "03" };
    let text = format!(
        "<Document xmlns=\"urn:iso:std:iso:20022:tech:xsd:pain.001.001.{version}\"><CstmrCdtTrfInitn><GrpHdr><MsgId>M</MsgId>\
         <NbOfTxs>{count}</NbOfTxs></GrpHdr><PmtInf><PmtMtd>TRF</PmtMtd><ReqdExctnDt>2026-03-02</ReqdExctnDt>{body}</PmtInf>\
         </CstmrCdtTrfInitn></Document>"
    );
    payment_split::check(text.as_bytes(), choice);
});
