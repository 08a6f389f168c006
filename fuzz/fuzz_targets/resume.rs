//! Any file as an application: read or refused, then examined and drawn.
#![no_main]

use libfuzzer_sys::fuzz_target;
use resume::{CompanyTable, Reality, examine, metadata, read, timeline};

fuzz_target!(|bytes: &[u8]| {
    let _ = metadata(bytes, "cv");
    if let Ok(claims) = read(bytes, "cv") {
        let companies = CompanyTable::default();
        let today = chrono::NaiveDate::from_ymd_opt(2026, 11, 22).unwrap_or_default();
        let findings = examine(&claims, &Reality::new(&companies), today);
        let _ = timeline(&claims, &findings, today);
    }
});
