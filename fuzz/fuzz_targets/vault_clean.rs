//! Any bytes as an upload: shown or not, never a panic, never a sign that means something in HTML.
#![no_main]

use libfuzzer_sys::fuzz_target;
use vault::clean::{Clean, clean};

fuzz_target!(|bytes: &[u8]| {
    match clean(bytes) {
        Clean::Text { html, .. } => assert!(!html.contains(['<', '>', '"', '\''])),
        Clean::Picture { bytes, .. } => assert!(!matches!(clean(&bytes), Clean::NotShown(_))),
        Clean::NotShown(_) => {}
    }
});
