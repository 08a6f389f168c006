//! Files of `tests/data`, and short forms for what many tests ask.

use std::collections::BTreeSet;
use std::path::Path;

use payments::{Account, AccountKind, PaymentFile, Split, read, split};

pub(crate) fn data(name: &str) -> Vec<u8> {
    std::fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data").join(name)).unwrap()
}

pub(crate) fn file(name: &str) -> PaymentFile {
    read(name, &data(name)).unwrap()
}

/// Reads and splits bytes, and proves once more from outside that nothing was lost.
pub(crate) fn halves(bytes: &[u8], hold: &[u64]) -> (PaymentFile, Split) {
    let file = read("prov", bytes).unwrap();
    let hold: BTreeSet<u64> = hold.iter().copied().collect();
    let split = split(&file, &hold).unwrap();
    let parts = [&split.go, &split.held].map(|part| part.as_ref().map(|bytes| read("del", bytes).unwrap()));
    let mut together: Vec<_> = parts.iter().flatten().flat_map(|part| part.payments.clone()).collect();
    let mut original = file.payments.clone();
    together.iter_mut().chain(&mut original).for_each(|payment| payment.order = 0);
    together.sort();
    original.sort();
    assert_eq!(together, original);
    assert_eq!(parts.iter().flatten().map(PaymentFile::count).sum::<u64>(), file.count());
    assert_eq!(split.go_count + split.held_count, file.count());
    (file, split)
}

pub(crate) fn account(kind: AccountKind, number: &str) -> Account {
    Account { kind, number: number.to_owned() }
}

pub(crate) fn text(bytes: &Option<Vec<u8>>) -> String {
    String::from_utf8(bytes.clone().unwrap()).unwrap()
}
