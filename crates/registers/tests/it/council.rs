//! The real drifting headers of a council's twelve years of payments, read in place.

use std::path::Path;

use registers::Profiles;

use crate::common::{Bench, column};

#[test]
fn twelve_years_of_council_payments_are_read_by_their_profile() {
    let zip =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/council-payments/calderdale-2010-2022.zip");
    if !zip.is_file() {
        println!("not run: {} is not there", zip.display());
        return;
    }
    let mut bench = Bench::new("ledger");
    bench.profiles = Profiles::embedded().unwrap();
    bench.request.sources = vec![zip];
    let report = bench.import().unwrap();
    assert_eq!(report.files.len(), 143);
    assert_eq!(report.headers.len(), 3);
    assert!(report.headers.iter().all(|header| header.mapping.profile.as_deref() == Some("calderdale")));
    assert_eq!((report.rows, report.failed.len()), (481_980, 0));
    assert_eq!(report.rejected, 0, "{:?}", report.rejects);
    let rows = bench.rows();
    let invoices = column(&rows, "entry_kind").iter().filter(|kind| *kind == "supplier_invoice").count();
    assert_eq!(invoices, 305_365);
}
