//! Anything within a meeting of an attendance card, and any bytes as a file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use registers::source::aktivitetskort;

mod format_drain;

fuzz_target!(|body: &str| {
    let within = format!(
        "<Aktivitetskort><Kommun><Foerening><Naervarokort><Sammankomster><Sammankomst>{body}</Sammankomst></Sammankomster>\
         </Naervarokort></Foerening></Kommun><DeltagarRegister><Deltagare id=\"a\"/></DeltagarRegister></Aktivitetskort>"
    );
    for text in [body.to_owned(), within] {
        let read = || format_drain::drain(aktivitetskort::open("a.xml", text.clone().into_bytes()));
        assert_eq!(read(), read());
    }
});
