//! Anything within a journal of a SIE 5 file, and any bytes as a file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use registers::source::sie5;

mod format_drain;

fuzz_target!(|body: &str| {
    let within = format!("<Sie><Journal id=\"1\"><JournalEntry id=\"1\">{body}</JournalEntry></Journal></Sie>");
    for text in [body.to_owned(), within] {
        let read = || format_drain::drain(sie5::open("a.sie", text.clone().into_bytes()));
        assert_eq!(read(), read());
    }
});
