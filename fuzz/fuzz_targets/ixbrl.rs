//! Anything within an annual report, and any bytes as a file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use registers::source::ixbrl;

mod format_drain;

fuzz_target!(|body: &str| {
    let within = format!("<html><body>{body}</body></html>");
    for text in [body.to_owned(), within] {
        let read = || format_drain::drain(ixbrl::open("a.xhtml", text.clone().into_bytes()));
        assert_eq!(read(), read());
    }
});
