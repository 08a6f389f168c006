//! Anything within the parts of a PAXml file, and any bytes as a file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use registers::source::paxml;

mod format_drain;

fuzz_target!(|input: (u8, &str)| {
    let (choice, body) = input;
    let part = ["tidtransaktioner", "lonetransaktioner", "loneutbetalning", "personal"][usize::from(choice % 4)];
    for text in [body.to_owned(), format!("<paxml><{part}>{body}</{part}></paxml>")] {
        let read = || format_drain::drain(paxml::open("a.xml", text.clone().into_bytes()));
        assert_eq!(read(), read());
    }
});
