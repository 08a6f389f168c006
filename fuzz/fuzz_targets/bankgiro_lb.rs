//! Any records within an LB file.
#![no_main]

use libfuzzer_sys::fuzz_target;

mod payment_split;

fuzz_target!(|input: (u8, u8, u16, &str)| {
    let (choice, count, ore, body) = input;
    let text = format!(
        "110050501055260301LEVERANTÖRSBETALNINGAR260302             SEK\r\n{body}\r\n290050501055{count:08}{ore:012}\r\n"
    );
    payment_split::check(text.as_bytes(), choice);
});
