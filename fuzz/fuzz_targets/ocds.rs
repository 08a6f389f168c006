//! Any bytes as an OCDS file, in lines and as a document.
#![no_main]

use libfuzzer_sys::fuzz_target;
use registers::source::ocds;

mod format_drain;

fuzz_target!(|bytes: &[u8]| {
    for name in ["a.json", "a.jsonl"] {
        let read = || format_drain::drain(ocds::open(name, bytes.to_vec()));
        assert_eq!(read(), read());
    }
});
