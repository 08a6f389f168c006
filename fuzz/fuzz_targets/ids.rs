//! Any text through every parser of `ids`: no panic, and normalising twice changes nothing.
#![no_main]

use ids::{BankAccount, Date, IdKind, Ocr, PersonNo, luhn_check_digit, luhn_ok, normalise};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|text: &str| {
    for kind in IdKind::ALL {
        match normalise(kind, text) {
            Ok(first) => assert_eq!(normalise(kind, &first).as_ref(), Ok(&first), "{kind}"),
            Err(error) => assert!(!error.reason_sv().is_empty() && !kind.looks_like(text), "{kind}"),
        }
    }
    if let Some(today) = Date::new(2026, 11, 21) {
        let _no_panic = PersonNo::parse(text, today);
    }
    let (head, tail) = text.split_at(text.floor_char_boundary(4));
    let _no_panic = (BankAccount::parse_parts(head, tail), BankAccount::check(text));
    let _no_panic = (Ocr::parse_with_length_digit(text), luhn_ok(text), luhn_check_digit(text));
});
