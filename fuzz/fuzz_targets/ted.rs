//! Anything within the result of an eForms award notice, and any bytes as a file.
#![no_main]

use libfuzzer_sys::fuzz_target;
use registers::source::ted;

mod format_drain;

fuzz_target!(|body: &str| {
    let within = format!(
        "<ContractAwardNotice><UBLExtensions><UBLExtension><ExtensionContent><EformsExtension><NoticeResult>{body}</NoticeResult>\
         </EformsExtension></ExtensionContent></UBLExtension></UBLExtensions><ContractFolderID>f</ContractFolderID></ContractAwardNotice>"
    );
    for text in [body.to_owned(), within] {
        let read = || format_drain::drain(ted::open("a.xml", text.clone().into_bytes()));
        assert_eq!(read(), read());
    }
});
