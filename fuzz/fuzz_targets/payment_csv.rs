//! Any rows under the headers of a payment proposal, and any bytes as a table.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod payment_split;

fuzz_target!(|input: (u8, &[u8])| {
    let (choice, body) = input;
    payment_split::check(body, choice);
    payment_split::check(&[b"id;konto;clearing;belopp;betaldatum;ocr\n", body].concat(), choice);
});
